"""PDF files as documents: faults, what belongs to the pages, the title, and a guideline as a whole."""

from __future__ import annotations

import logging
import time
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest
from pdf_files import BODY, FILLER, SMALL, TITLE, WIDTH, WORDS, Sheet, bullets, write_flowing, write_guideline, write_sheets
from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.platypus import PageBreak, Paragraph

from corpus.elements import Document, Element, Heading, Note, Table
from corpus.elements import Paragraph as Text
from corpus.errors import DocumentError
from corpus.readers.pdf_reader import read_pdf


def texts(elements: tuple[Element, ...]) -> list[str]:
    return [element.text for element in elements if not isinstance(element, Table)]


def read(folder: Path, *pages: Callable[[Sheet], None]) -> Document:
    return read_pdf(write_sheets(folder / "file.pdf", *pages))


def test_heads_and_feet_are_dropped_and_pages_kept(tmp_path: Path) -> None:
    def page(number: int) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            sheet.line("Handbook of Northvale", y=36, size=9)
            sheet.line(f"Edition 2031 {number + 4}", 300, y=36, size=9)
            sheet.line(f"– {number} –", WIDTH / 2, y=770, size=9)
            sheet.line(f"Level {number}", size=16, step=30)
            sheet.wrapped(f"At least {number}0 hours. {WORDS}")
            sheet.line(f"{number}1", y=700)

        return draw

    document = read(tmp_path, *(page(number) for number in range(1, 5)))
    assert [(element.text, element.page) for element in document.elements if isinstance(element, Heading)] == [
        (f"Level {number}", number) for number in range(1, 5)
    ]
    assert texts(document.elements)[1::3] == [f"At least {number}0 hours. {WORDS}" for number in range(1, 5)]
    assert texts(document.elements)[2::3] == ["11", "21", "31", "41"]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Guidelines for Endorsement", "Guidelines for Endorsement"),
        ("Microsoft Word - guidelines 2031.doc", None),
        ("guidelines_final_v3", None),
        ("Guidelines 2031.pdf", None),
        ("untitled", None),
        (None, None),
    ],
)
def test_the_title_is_that_of_the_file_unless_a_program_made_it_up(tmp_path: Path, title: str | None, expected: str | None) -> None:
    path = write_sheets(tmp_path / "file.pdf", lambda sheet: sheet.line("Text"), title=title)
    assert read_pdf(path).title == expected


def test_a_guideline_as_a_whole(tmp_path: Path) -> None:
    document = read_pdf(write_guideline(tmp_path / "guideline.pdf"))
    assert (document.title, document.warnings) == ("Northvale Guidelines", ())
    headings = [(element.level, element.text, element.page) for element in document.elements if isinstance(element, Heading)]
    assert headings == [
        (1, "Guidelines for Endorsement in Northvale and in the Counties That Surround It on All Sides", 1),
        (2, "Requirements", 2),
        (2, "Renewal", 4),
        (3, "Continuing Education", 4),
        (2, "Fees", 4),
    ]
    first = document.elements.index(Text("The association recognizes professionals whose work supports babies and those who care for them.", 1))
    assert document.elements[first + 1] == Note("1", "Volunteers are professionals here when they have a contract of at least 6 months.", 1)
    requirements, fees = (element for element in document.elements if isinstance(element, Table))
    assert [row[0][0].text for row in requirements.rows] == ["Requirement", "Education", "Training", "Paid Work", "References"]
    assert requirements.header
    assert [type(content).__name__ for content in requirements.rows[1][1]] == ["Paragraph", "Item", "Item"]
    assert [content.text for content in requirements.rows[3][1]] == [
        f"Minimum: 1,950 hours with families. {FILLER} {FILLER} Hours as a volunteer count half. {FILLER} Unpaid hours end here."
    ]
    assert requirements.rows[4][1][2].text == "two from colleagues, neither of them a relationship of the applicant's own"
    assert [[cell[0].text for cell in row] for row in fees.rows] == [
        ["Level", "Members", "Others"],
        ["Associate", "$25", "$75"],
        ["Specialist", "$85.50", "$140"],
    ]
    assert not any("Page" in text or "Northvale Association" in text for text in texts(document.elements))


def test_a_page_takes_less_than_a_third_of_a_second(tmp_path: Path) -> None:
    story = [Paragraph("Guidelines", TITLE)]
    for _ in range(12):
        story += [*(Paragraph(f"{WORDS} {FILLER} {WORDS}", BODY) for _ in range(5)), bullets(WORDS, FILLER), Paragraph(WORDS, SMALL), PageBreak()]
    path = write_flowing(tmp_path / "long.pdf", story, "Head", "#")
    begun = time.process_time()
    pages = max(element.page or 0 for element in read_pdf(path).elements)
    assert pages == 12
    assert time.process_time() - begun < 0.3 * pages


def test_running_heads_in_tables_and_watermarks_are_dropped(tmp_path: Path) -> None:
    def page(number: int) -> Callable[[Sheet], None]:
        def draw(sheet: Sheet) -> None:
            sheet.box(72, 30, 300, 50)
            sheet.box(300, 30, 540, 50)
            sheet.line("Northvale", 76, y=44)
            sheet.line(f"Page {number} of 3", 304, y=44)
            sheet.canvas.saveState()
            sheet.canvas.translate(300, 400)
            sheet.canvas.rotate(45)
            sheet.canvas.setFont("Helvetica-Bold", 60)
            sheet.canvas.setFillGray(0.8)
            sheet.canvas.drawCentredString(0, 0, "DRAFT")
            sheet.canvas.restoreState()
            sheet.y = 330
            for _ in range(6):
                sheet.wrapped(f"{FILLER} It takes {number}0 hours. {WORDS}")
                sheet.y += 10

        return draw

    found = read(tmp_path, *(page(number) for number in (1, 2, 3))).elements
    assert texts(found) == [f"{FILLER} It takes {number}0 hours. {WORDS}" for number in (1, 2, 3) for _ in range(6)]
    assert len(texts(found)) == len(found)


@pytest.mark.parametrize("angle", [90, 180, 270])
def test_a_page_set_sideways_reads_as_one_that_is_not(tmp_path: Path, angle: int) -> None:
    upright = write_guideline(tmp_path / "upright.pdf")
    turned = PdfWriter(clone_from=upright)
    for page in turned.pages:
        page.rotate(angle)
    turned.write(tmp_path / "turned.pdf")
    assert read_pdf(tmp_path / "turned.pdf").elements == read_pdf(upright).elements


def broken(path: Path, kind: str) -> Path:
    """A PDF with one fault."""
    write_guideline(path)
    data = path.read_bytes()
    if kind == "cut":
        data = data[: len(data) // 2]
    elif kind == "update cut":
        data += b"99 0 obj\n<< /Length 9000 >>\nstream\n" + b"0" * 6000
    elif kind == "noise":
        data = data[:3000] + bytes(range(256)) * 200 + data[-1500:]
    elif kind == "empty":
        data = b""
    elif kind == "text":
        data = b"Guidelines for Endorsement\n" * 99
    elif kind == "no root":
        data = data.replace(b"/Catalog", b"/Katalog").replace(b"/Pages", b"/Sheet").replace(b"/Type /Page", b"/Type /Leaf")
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("cut", "damaged or cut short"),
        ("update cut", "damaged or cut short"),
        ("noise", "damaged or cut short"),
        ("no root", "damaged or cut short"),
        ("empty", "the file is empty"),
        ("text", "not a PDF file"),
    ],
)
def test_a_fault_is_named_with_its_remedy(tmp_path: Path, kind: str, reason: str) -> None:
    path = broken(tmp_path / "file.pdf", kind)
    with pytest.raises(DocumentError, match=reason) as caught:
        read_pdf(path)
    assert caught.value.path == path
    assert any(remedy in caught.value.reason for remedy in ("get the file again", "get it again", "name it accordingly"))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"cannot be opened .*; check the path"):
        read_pdf(tmp_path / "none.pdf")


def test_a_password_is_asked_for_only_where_one_is_needed(tmp_path: Path) -> None:
    locked = write_sheets(tmp_path / "locked.pdf", lambda sheet: sheet.line("Secret"), encrypt=StandardEncryption("secret", "owner"))
    with pytest.raises(DocumentError, match="needs a password; save it without one"):
        read_pdf(locked)
    owned = write_sheets(tmp_path / "owned.pdf", lambda sheet: sheet.line("Not to be printed"), encrypt=StandardEncryption("", "owner", canPrint=0))
    assert texts(read_pdf(owned).elements) == ["Not to be printed"]


def test_pages_without_text_are_an_error_or_a_warning(tmp_path: Path) -> None:
    def picture(sheet: Sheet) -> None:
        sheet.box(100, 100, 400, 600, fill="gray")

    with pytest.raises(DocumentError, match="run a text recognition such as ocrmypdf first"):
        read(tmp_path, picture, picture)
    document = read(tmp_path, picture, lambda sheet: sheet.wrapped(WORDS), picture)
    assert document.warnings == ("Pages 1, 3 without text; if they are pictures of text, run a text recognition such as ocrmypdf.",)
    assert document.elements == (Text(WORDS, 2),)


def test_too_many_pages_and_none(tmp_path: Path) -> None:
    page = PdfReader(write_sheets(tmp_path / "one.pdf", lambda sheet: sheet.line("Text"))).pages[0]
    long, none = PdfWriter(), PdfWriter()
    for _ in range(2001):
        long.add_page(page)
    long.write(tmp_path / "long.pdf")
    none.write(tmp_path / "none.pdf")
    with pytest.raises(DocumentError, match="more than 2,000 pages; divide it"):
        read_pdf(tmp_path / "long.pdf")
    with pytest.raises(DocumentError, match="no page in it"):
        read_pdf(tmp_path / "none.pdf")


def test_letters_that_the_fonts_do_not_say_are_an_error(tmp_path: Path) -> None:
    lost = PdfWriter(clone_from=write_sheets(tmp_path / "file.pdf", lambda sheet: sheet.wrapped(WORDS)))
    fonts = lost.pages[0]["/Resources"]["/Font"]  # type: ignore[index]
    descendant = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/CIDFontType2")})
    for font in fonts.values():
        font = font.get_object()
        font[NameObject("/Subtype")], font[NameObject("/Encoding")] = NameObject("/Type0"), NameObject("/Identity-H")
        font[NameObject("/DescendantFonts")] = ArrayObject([descendant])
    lost.write(tmp_path / "lost.pdf")
    with pytest.raises(DocumentError, match="do not say which letters they draw; run a text recognition"):
        read_pdf(tmp_path / "lost.pdf")


def test_nothing_of_the_libraries_is_logged_or_warned_of(tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
    path = write_sheets(tmp_path / "file.pdf", lambda sheet: sheet.line("Text"), pageCompression=0)
    data = path.read_bytes()
    path.write_bytes(data.replace(b"12 TL", b"q /x w").replace(b"xref\n0", b"xxxx\n0"))
    with warnings.catch_warnings(record=True) as warned, caplog.at_level(logging.DEBUG):
        before = logging.getLogger("pdfminer").level
        assert texts(read_pdf(path).elements) == ["Text"]
    assert not warned
    assert not caplog.records
    assert capfd.readouterr() == ("", "")
    assert logging.getLogger("pdfminer").level == before
