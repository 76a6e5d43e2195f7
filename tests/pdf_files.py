"""PDF files for tests, drawn with reportlab: by hand where the place of each word matters, flowing where pages must fill by themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from reportlab.lib import colors
from reportlab.lib.pagesizes import LETTER
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont, stringWidth
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import BaseDocTemplate, Flowable, Frame, ListFlowable, ListItem, PageBreak, PageTemplate, Paragraph, Table

WIDTH, HEIGHT = LETTER
LEFT, RIGHT = 72.0, WIDTH - 72.0
BODY = ParagraphStyle("body", fontName="Times-Roman", fontSize=11, leading=14, spaceAfter=8)
SMALL = ParagraphStyle("small", parent=BODY, fontSize=8, leading=10, spaceAfter=0)
TITLE = ParagraphStyle("title", parent=BODY, fontName="Helvetica-Bold", fontSize=20, leading=24, spaceAfter=12)
SECTION = ParagraphStyle("section", parent=BODY, fontName="Helvetica-Bold", fontSize=15, leading=19, spaceBefore=10)
TOPIC = ParagraphStyle("topic", parent=BODY, fontName="Times-Bold", spaceBefore=6, spaceAfter=2)
WORDS = "Those who work with babies show what they know, and by when it was learned, in a file that the office reads with care."
FILLER = "The office keeps every file for ten years and answers letters within three weeks of the day on which they arrive there."


DEJAVU = "DejaVuSans"
"""A font with letters that the PDF's own fonts lack; `know_dejavu` makes it known."""


def know_dejavu() -> str:
    """Make the font known to reportlab; returns its name."""
    spec = find_spec("matplotlib")
    assert spec and spec.submodule_search_locations
    registerFont(TTFont(DEJAVU, str(Path(spec.submodule_search_locations[0]) / "mpl-data/fonts/ttf/DejaVuSans.ttf")))
    return DEJAVU


class Sheet:
    """A page being written; heights are points from its top."""

    def __init__(self, canvas: Canvas) -> None:
        self.canvas, self.y = canvas, 72.0

    def line(self, text: str, x: float = LEFT, y: float | None = None, size: float = 11, font: str = "Times-Roman", step: float = 14, rise: float = 0) -> float:
        """Write one line at a height, or below the last one; returns where it ends."""
        if y is None:
            y, self.y = self.y, self.y + step
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, HEIGHT - y + rise, text)
        return x + stringWidth(text, font, size)

    def lines(self, texts: Iterable[str], **kind: Any) -> None:
        """Write several lines, one below the other."""
        for text in texts:
            self.line(text, **kind)

    def wrapped(self, text: str, x: float = LEFT, right: float = RIGHT, size: float = 11, font: str = "Times-Roman", step: float = 14) -> None:
        """Write a paragraph, broken where the next word finds no room."""
        line = ""
        for word in text.split():
            longer = f"{line} {word}".strip()
            if stringWidth(longer, font, size) > right - x:
                self.line(line, x, size=size, font=font, step=step)
                line = word
            else:
                line = longer
        self.line(line, x, size=size, font=font, step=step)

    def box(self, x0: float, top: float, x1: float, bottom: float, fill: Any = None, stroke: bool = True) -> None:
        """Draw a rectangle."""
        if fill is not None:
            self.canvas.setFillColor(fill)
        self.canvas.rect(x0, HEIGHT - bottom, x1 - x0, bottom - top, stroke=int(stroke), fill=int(fill is not None))
        self.canvas.setFillColor(colors.black)

    def rule(self, x0: float, y: float, x1: float) -> None:
        """Draw a line across."""
        self.canvas.line(x0, HEIGHT - y, x1, HEIGHT - y)


def write_sheets(path: Path, *pages: Callable[[Sheet], None], title: str | None = None, **settings: Any) -> Path:
    """Write a PDF, a function for each page."""
    canvas = Canvas(str(path), pagesize=LETTER, **settings)
    if title is not None:
        canvas.setTitle(title)
    for draw in pages:
        draw(Sheet(canvas))
        canvas.showPage()
    canvas.save()
    return path


def write_flowing(path: Path, story: Sequence[Flowable], head: str | None = None, foot: str | None = None, title: str | None = None) -> Path:
    """Write a PDF whose text flows from page to page, with a running head and a foot in which "#" is the page number."""

    def furniture(canvas: Canvas, document: Any) -> None:
        canvas.setFont("Helvetica", 8)
        if head:
            canvas.drawString(LEFT, HEIGHT - 40, head)
        if foot:
            canvas.drawCentredString(WIDTH / 2, 30, foot.replace("#", str(document.page)))

    document = BaseDocTemplate(str(path), pagesize=LETTER, title=title, leftMargin=72, rightMargin=72, topMargin=72, bottomMargin=72)
    document.addPageTemplates(PageTemplate(frames=[Frame(72, 72, WIDTH - 144, HEIGHT - 144, 0, 0, 0, 0)], onPage=furniture))
    document.build(list(story))
    return path


def bullets(*texts: str) -> ListFlowable:
    """A list with bullets."""
    return ListFlowable([ListItem(Paragraph(text, BODY)) for text in texts], bulletType="bullet", start="•", leftIndent=14)


def ruled(rows: Sequence[Sequence[Any]], widths: Sequence[float], head: bool = True, style: Sequence[Any] = ()) -> Table:
    """A table with rules, its strings set as paragraphs; with `head`, the first row is white on dark and comes again on each page."""
    white = ParagraphStyle("head", parent=BODY, fontName="Times-Bold", textColor=colors.white)
    cells = [[Paragraph(cell, white if head and not at else BODY) if isinstance(cell, str) else cell for cell in row] for at, row in enumerate(rows)]
    base: list[Any] = [("GRID", (0, 0), (-1, -1), 0.7, colors.black), ("VALIGN", (0, 0), (-1, -1), "TOP")]
    base += [("BACKGROUND", (0, 0), (-1, 0), colors.HexColor("#203050"))] if head else []
    return Table(cells, colWidths=list(widths), repeatRows=int(head), style=[*base, *style], splitInRow=1)


def write_guideline(path: Path) -> Path:
    """A guideline of four pages: title, running head and foot, a table of requirements over a page break, a footnote, lists and a table of fees."""
    work = f"Minimum: 1,950 hours with families. {FILLER} {FILLER} Hours as a volunteer count <b>half</b>. {FILLER} Unpaid hours end here."
    degrees = bullets("a two-year degree in a related field", "45 credits, of which 12 are in human development")
    ratings = bullets("one from a supervisor,", "two from colleagues, neither of them a relation-<br/>ship of the applicant's own")
    requirements = [
        ["Requirement", "What must be shown"],
        ["Education", [Paragraph("Any one of these:", BODY), degrees]],
        ["Training", f"At least 37 clock hours within six years. {FILLER} {FILLER}"],
        ["Paid Work", work],
        ["References", [Paragraph("Three ratings:", BODY), ratings]],
    ]
    fees = [["Level", "Members", "Others"], ["Associate", "$25", "$75"], ["Specialist", "$85.50", "$140"]]
    note = Paragraph("<super>1</super> Volunteers are professionals here when they have a contract of at least 6 months.", SMALL)
    story: list[Flowable] = [
        Paragraph("Guidelines for Endorsement in Northvale and in the Counties That Surround It on All Sides", TITLE),
        Paragraph("The association recognizes professionals<super>1</super> whose work supports babies and those who care for them.", BODY),
        Paragraph("A relationship with every family is what this work is made of. It is relationship-based in all its parts.", BODY),
        *(Paragraph(f"{FILLER} {FILLER} {FILLER}", BODY) for _ in range(7)),
        _Foot(note),
        PageBreak(),
        Paragraph("Requirements", SECTION),
        *(Paragraph(f"{FILLER} {FILLER}", BODY) for _ in range(9)),
        ruled(requirements, [120, 340]),
        PageBreak(),
        Paragraph("Renewal", SECTION),
        Paragraph("Continuing Education", TOPIC),
        Paragraph("Fifteen hours a year are enough, of which three are in ethics.", BODY),
        Paragraph("Fees", SECTION),
        ruled(fees, [150, 100, 100]),
    ]
    return write_flowing(path, story, "Northvale Association · Guidelines", "Page # of 4", "Northvale Guidelines")


class _Foot(Flowable):
    """A note at the foot of the page below a short rule, wherever the text above it ends."""

    def __init__(self, note: Paragraph) -> None:
        super().__init__()
        self._note = note

    def wrap(self, width: float, height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        canvas = self.canv
        x, y = canvas.absolutePosition(0, 0)
        self._note.wrapOn(canvas, RIGHT - LEFT, 40)
        canvas.line(LEFT - x, 96 - y, LEFT - x + 120, 96 - y)
        self._note.drawOn(canvas, LEFT - x, 80 - y)
