"""Tables of a page: cells spread over what they span, headers found, section rows made headings, and tables that only lay out a page undone."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.elements import Cell, Content, Element, Heading, Note, Paragraph, Table
from corpus.readers.html_text import MARK, heads

MOST_CELLS = 100_000
"""Cells that a table is spread to at most; a larger one is an attack or no table for readers."""
_WIDEST = 1000
"""Columns that a cell spans at most, by the HTML standard."""


@dataclass(frozen=True, slots=True)
class CellRead:
    """A cell as it stands in the page: what it holds, whether it names a row or column, and how many columns and rows it spans (0: all that follow)."""

    content: tuple[Element, ...]
    names: bool = False
    columns: int = 1
    rows: int = 1

    @property
    def bold(self) -> bool:
        """Whether all that it holds is set apart as a heading is."""
        return all(isinstance(e, Heading) or (isinstance(e, Paragraph) and e.bold) for e in self.content if not isinstance(e, Note))


@dataclass(frozen=True, slots=True)
class RowRead:
    """A row as it stands in the page; `head` within the part that a page sets apart as the table's head."""

    cells: tuple[CellRead, ...]
    head: bool = False


_Row = list[CellRead]
_EMPTY = CellRead(())


def arrange(rows: Sequence[RowRead], page: int | None, line: int, presentation: bool = False) -> list[Element] | None:
    """The elements that a table is: a table, several with headings between them, or what its cells hold if it only lays out a page.

    Args:
        rows: Its rows.
        page: The page that it begins on.
        line: The line that it begins on.
        presentation: Whether the page says that it is no table of data.

    Returns:
        The elements, or None if the table would have more than `MOST_CELLS` cells.
    """
    grid = _spread(rows)
    if grid is None:
        return None
    kept = [(row, read.head) for row, read in zip(grid, rows, strict=True) if any(cell.content for cell in row)]
    columns = [at for at in range(len(grid[0]) if grid else 0) if any(row[at].content for row, _ in kept)]
    data = [([row[at] for at in columns], head) for row, head in kept]
    named = any(cell.names for row, _ in data for cell in row)
    if len(columns) < 2 or (presentation and not named) or _lays_out(rows) or all(_spanning(row) for row, _ in data):
        return [element for row in rows for cell in row.cells for element in cell.content]
    return list(_parts(data, page, line))


def _spread(rows: Sequence[RowRead]) -> list[_Row] | None:
    """The rows with each cell in every place that it spans, all of one width."""
    placed: dict[tuple[int, int], CellRead] = {}
    for at, row in enumerate(rows):
        column = 0
        for cell in row.cells:
            while (at, column) in placed:
                column += 1
            width = max(1, min(cell.columns, _WIDEST))
            height = min(cell.rows or len(rows), len(rows) - at)
            if len(placed) + width * height > MOST_CELLS:
                return None
            for down in range(max(1, height)):
                for across in range(width):
                    placed.setdefault((at + down, column + across), cell)
            column += width
    width = max((column for _, column in placed), default=-1) + 1
    return [[placed.get((at, column), _EMPTY) for column in range(width)] for at in range(len(rows))] if width * len(rows) <= MOST_CELLS else None


def _lays_out(rows: Sequence[RowRead]) -> bool:
    """Whether most rows hold what no cell of data does: a table, or a heading with something below it."""
    sections = [row for row in rows if any(_is_section(cell) for cell in row.cells)]
    return len(sections) * 2 > len([row for row in rows if any(cell.content for cell in row.cells)])


def _is_section(cell: CellRead) -> bool:
    headings = sum(isinstance(element, Heading) for element in cell.content)
    return any(isinstance(element, Table) for element in cell.content) or 0 < headings < len(cell.content)


def _spanning(row: Sequence[CellRead]) -> bool:
    return all(cell is row[0] for cell in row)


def _parts(data: Sequence[tuple[_Row, bool]], page: int | None, line: int) -> Iterator[Element]:
    """The tables between rows of one cell, each under the names of the columns, and those rows."""
    header: tuple[Cell, ...] | None = None
    body: list[tuple[Cell, ...]] = []
    said = True
    at = 0
    while at < len(data):
        row, _ = data[at]
        count = 0 if body or _spanning(row) else _header_rows(data[at:], first=header is None)
        if count:
            if header and not said:
                yield Table((header,), False, page, line)
            header, said = _merged([row for row, _ in data[at : at + count]]), False
        elif _spanning(row):
            if body:
                yield _table(header, body, page, line)
            body = []
            yield from _across(row[0])
        else:
            body.append(tuple(_cell(cell) for cell in row))
            said = True
        at += count or 1
    if body:
        yield _table(header, body, page, line)
    elif header and not said:
        yield Table((header,), False, page, line)


def _table(header: tuple[Cell, ...] | None, body: Sequence[tuple[Cell, ...]], page: int | None, line: int) -> Table:
    return Table((header, *body) if header else tuple(body), header is not None, page, line)


def _across(cell: CellRead) -> Iterator[Element]:
    """What a cell across the whole table is: a heading if it is short, else what it holds."""
    said = [element for element in cell.content if not isinstance(element, Note)]
    only = said[0] if len(said) == 1 else None
    if isinstance(only, Paragraph) and heads(only.text) and not MARK.match(only.text) and only.text[0] not in "*†‡":
        yield Heading(only.text, 0, only.page, only.line)
    else:
        yield from cell.content


def _header_rows(data: Sequence[tuple[_Row, bool]], first: bool) -> int:
    """How many rows at the start name the columns: those of the table's head, those made of nothing but names, or the first in bold above others.

    Below a header only rows of names are another.
    """
    filled = [[cell for cell in row if cell.content] for row, _ in data]
    count = 0
    while count < len(data) and not _spanning(data[count][0]) and _names(data[count], filled[count]):
        count += 1
    if count == len(data):
        return 0 if not data[0][1] else count
    if count or not first:
        return count
    below = any(not all(cell.bold for cell in row) for row in filled[1:])
    return 1 if len(filled[0]) > 1 and all(cell.bold for cell in filled[0]) and below else 0


def _names(row: tuple[_Row, bool], filled: Sequence[CellRead]) -> bool:
    return row[1] or (len(filled) > 1 and all(cell.names for cell in filled))


def _merged(rows: Sequence[_Row]) -> tuple[Cell, ...]:
    """Rows of names as one: below each other in every column, a cell that spans several of them once."""
    merged = []
    for column in zip(*rows, strict=True):
        once = [cell for at, cell in enumerate(column) if all(cell is not before for before in column[:at])]
        merged.append(tuple(content for cell in once for content in _cell(cell)))
    return tuple(merged)


def _cell(cell: CellRead) -> Cell:
    return tuple(content for element in cell.content for content in _contents(element))


def _contents(element: Element) -> Iterator[Content]:
    """What may stand in a cell: a heading becomes a bold paragraph, a table what its cells hold."""
    if isinstance(element, Heading):
        yield Paragraph(element.text, element.page, element.line, bold=True)
    elif isinstance(element, Table):
        for row in element.rows:
            for at, cell in enumerate(row):
                # A cell that spans several stands in each of them.
                if at == 0 or cell is not row[at - 1]:
                    yield from cell
    else:
        yield element
