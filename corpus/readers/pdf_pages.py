"""The pages of a PDF, one after the other, and the document that they make together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from pdfplumber.page import Page

from corpus.elements import Cell, Element, Heading, Paragraph, Table
from corpus.readers.pdf_blocks import Composer
from corpus.readers.pdf_columns import Arranger, Block
from corpus.readers.pdf_drawing import Box, Edge
from corpus.readers.pdf_furniture import Sheet, without_furniture, without_head_tables, without_watermarks
from corpus.readers.pdf_grids import Grid, Row, find_grids
from corpus.readers.pdf_heads import with_heads, with_joined_head
from corpus.readers.pdf_healing import Healer
from corpus.readers.pdf_insets import with_insets
from corpus.readers.pdf_joining import joined_blocks
from corpus.readers.pdf_lines import Line, build_lines, turned_lines
from corpus.readers.pdf_margins import margins_of
from corpus.readers.pdf_notes import Foot, take_notes
from corpus.readers.pdf_recorder import read_drawing
from corpus.readers.pdf_styles import Styles, read_styles
from corpus.readers.pdf_turning import turned_back
from corpus.readers.pdf_visible import visible_glyphs

_SHORT_RULE = 0.5
"""Share of the page's width up to which a rule may be the one above footnotes."""
_SPANNING = 150
"""Characters up to which the one cell of a row is a heading within its table."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """What can be seen on one page: its lines outside tables, its tables, its turned text, its lines drawn across, its boxes."""

    number: int
    box: Box
    lines: list[Line]
    grids: list[Grid]
    turned: list[Line]
    rules: list[Edge] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)

    @property
    def every(self) -> list[Line]:
        """All lines."""
        return [*self.lines, *(line for grid in self.grids for line in grid.lines), *self.turned]


def read_page(page: Page) -> tuple[PageContent, list[str]]:
    """What can be seen on a page, and warnings of what cannot.

    Raises:
        Exception: Whatever pdfplumber raises for a page that is damaged.
    """
    drawing = turned_back(read_drawing(page))
    glyphs, warnings = visible_glyphs(drawing)
    found = find_grids(drawing, glyphs)
    rules = [edge for edge in drawing.edges if not edge.upright and not any(grid.top - 3 <= edge.top <= grid.bottom + 3 for grid in found.grids)]
    number = page.page_number
    grids, lines = with_heads(found.grids, build_lines(found.rest, number))
    return PageContent(number, drawing.box, lines, grids, turned_lines(found.rest, number), rules, found.boxes), warnings


def build_elements(pages: Sequence[PageContent]) -> tuple[list[Element], tuple[str, ...]]:
    """The elements of a document, from what its pages show, and what their margins say."""
    every = [line for page in pages for line in page.every]
    styles = read_styles([line for page in pages for line in page.lines], every)
    healer = Healer(every)
    trimmed = without_furniture([Sheet(page.number, page.box[1], page.box[3], page.lines, bool(page.grids)) for page in pages], styles.body)
    kept = trimmed.pages
    grids = without_head_tables([page.grids for page in pages], [page.box[3] - page.box[1] for page in pages])
    turned = without_watermarks([page.turned for page in pages])
    arranger = Arranger(styles, *_sides(kept, pages[0].box))
    arranged: list[list[Block]] = []
    for _ in range(2):
        arranged = [arranger.arrange(with_insets([*lines, *tables], page.boxes), page.rules) for page, lines, tables in zip(pages, kept, grids, strict=True)]
    for blocks, aside in zip(arranged, turned, strict=True):
        blocks += [replace(line, size=styles.body, bold=False, right=float("inf")) for line in aside]
    feet = [Foot([rule for rule in page.rules if 18 < rule.x1 - rule.x0 < _SHORT_RULE * (page.box[2] - page.box[0])], styles.body) for page in pages]
    without_notes, notes = take_notes(arranged, feet, healer)
    elements = list(notes.place(_elements(joined_blocks(without_notes), styles, Composer(styles, healer))))
    left = [Sheet(page.number, page.box[1], page.box[3], [*lines, *_lines(tables)]) for page, lines, tables in zip(pages, kept, grids, strict=True)]
    text = (block for blocks in without_notes for block in blocks if isinstance(block, Line))
    return elements, margins_of(trimmed.dropped, _left_out(pages, grids, turned), left, text, styles.body)


def _lines(grids: Iterable[Grid]) -> Iterator[Line]:
    return (line for grid in grids for line in grid.lines)


def _left_out(pages: Iterable[PageContent], grids: Iterable[Sequence[Grid]], turned: Iterable[Sequence[Line]]) -> Iterator[str]:
    """What was left out with tables that hold a running head, and as a watermark."""
    for page, tables, aside in zip(pages, grids, turned, strict=True):
        yield from (line.plain for line in _lines(grid for grid in page.grids if grid not in tables))
        yield from (line.plain for line in page.turned if line not in aside)


def _sides(pages: Iterable[Sequence[Line]], box: Box) -> tuple[float, float]:
    """Where the lines of a document begin, and where its full lines end; with few of these, as far from the edge of its pages as they begin."""
    lines = [line for page in pages for line in page]
    if not lines:
        return box[0], box[2]
    left = Counter(round(line.x0) for line in lines).most_common(1)[0][0]
    left = min(left, min((x for x, times in Counter(round(line.x0) for line in lines).items() if times >= 0.05 * len(lines)), default=left))
    ends = sorted((line.x1 for line in lines), reverse=True)
    reached = 0.02 * (ends[0] - left)
    right = next((x for at, x in enumerate(ends) if sum(x - other <= reached for other in ends[at:]) >= 3), max(ends[0], box[2] - (left - box[0])))
    return float(left), right


def _elements(blocks: Sequence[Block], styles: Styles, composer: Composer) -> Iterator[Element]:
    run: list[Line] = []
    for block in [*blocks, None]:
        if isinstance(block, Line):
            run.append(block)
            continue
        yield from composer.compose(run)
        run = []
        if block is not None:
            yield from _table(block, styles, composer)


def _table(grid: Grid, styles: Styles, composer: Composer) -> Iterator[Element]:
    """A table; where one cell spans all columns, a heading between two tables, of which the second has the column heads again.

    What has text in one column only is a box drawn around it.
    """
    every = with_joined_head(grid.rows)
    plain = [row for row in every if not row.whole]
    if sum(any(row.cells[at] for row in plain) for at in range(len(grid.edges) - 1)) < 2:
        yield from (element for row in every for cell in row.cells for element in composer.compose(cell))
        return
    header = _is_header(plain, grid.repeats)
    held: list[Row] = []
    begun = False
    for row in [*every, None]:
        if row is not None and not row.whole:
            held.append(row)
            continue
        if held:
            rows = [plain[0], *held] if header and begun else held
            page = next(line.page for one in held for cell in one.cells for line in cell)
            yield Table(tuple(tuple(_contents(cell, composer) for cell in one.cells) for one in rows), header, page)
            begun, held = True, []
        if row is not None:
            yield from _spanning(row.cells[0], styles, composer)


def _contents(cell: Sequence[Line], composer: Composer) -> Cell:
    return tuple(element for element in composer.compose(cell, headings=False) if not isinstance(element, Heading))


def _spanning(cell: Sequence[Line], styles: Styles, composer: Composer) -> Iterator[Element]:
    elements = composer.compose(cell)
    only = elements[0] if len(elements) == 1 else None
    if isinstance(only, Paragraph) and len(only.text) <= _SPANNING and not only.text.endswith("."):
        yield Heading(only.text, styles.level_of(cell[0]) or styles.lowest, only.page)
    else:
        yield from elements


def _is_header(rows: Sequence[Row], repeats: bool) -> bool:
    """Whether the first row names the columns: it alone is bold, or filled, or comes again on each page."""
    if len(rows) < 2:
        return False
    first, others = rows[0], rows[1:]
    return repeats or (first.bold and not any(row.bold for row in others)) or (first.fill is not None and all(row.fill != first.fill for row in others))
