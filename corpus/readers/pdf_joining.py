"""Tables that a page break cuts, put together again."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.readers.pdf_columns import Block
from corpus.readers.pdf_grids import Grid, Row
from corpus.readers.pdf_healing import ends_sentence, fits
from corpus.readers.pdf_lines import Line

_LEVEL = 1.5
"""Points by which the lines of a cell may begin further left or right."""
_FEWEST_WORDS = 3
"""Words of a line from which it can go on in a row that has a label of its own."""
_INDENT = 36.0
"""Points by which a column without rules may begin further right where it begins with a list."""


def joined_blocks(pages: Iterable[Sequence[Block]]) -> list[Block]:
    """All blocks in order, a table that goes on on the next page being one."""
    blocks: list[Block] = []
    for page in pages:
        begins = True
        for block in page:
            last = blocks[-1] if blocks else None
            joined = _gone_on(last, block) if begins and isinstance(last, Grid) else None
            begins = begins and isinstance(block, Line) and joined is not None
            if joined:
                blocks[-1] = joined
            else:
                blocks.append(block)
    return blocks


def _gone_on(grid: Grid, block: Block) -> Grid | None:
    """A table with what the next page begins with, where that is the rest of it: a table, or lines that go on with a cell of its last row."""
    if isinstance(block, Grid):
        return join_grids(grid, block)
    at = max((at for at, x in enumerate(grid.edges[:-1]) if x - 3 <= block.x0), default=None)
    if at is None or grid.rows[-1].whole:
        return None
    last = at == len(grid.edges) - 2
    if not (last and not grid.ruled) and not (_fills(block, grid) if last else _wraps(block, grid, at)):
        return None
    cells = list(grid.rows[-1].cells)
    cells[at] = (*cells[at], replace(block, region=0, left=grid.edges[at], right=grid.edges[at + 1]))
    return replace(grid, rows=(*grid.rows[:-1], replace(grid.rows[-1], cells=tuple(cells))))


def _fills(line: Line, grid: Grid) -> bool:
    """Whether a line goes on with the last cell of a ruled table: it stands in that column, begins where its text does, and a sentence is not over."""
    text = grid.rows[-1].cells[-1]
    begun = bool(text) and text[-1].page < line.page and not ends_sentence(text[-1].text)
    starts = any(abs(line.x0 - other.x0) <= _LEVEL for other in text)
    return starts and line.x1 <= grid.x1 + 3 and (begun or (bool(text) and text[-1].page == line.page > grid.page))


def _wraps(line: Line, grid: Grid, at: int) -> bool:
    """Whether a line is the rest of a label that had no room for its next word: it lies in that column, and is set alike."""
    if not grid.rows[-1].cells[at] or line.x1 > grid.edges[at + 1]:
        return False
    last = grid.rows[-1].cells[at][-1]
    alike = last.bold == line.bold and abs(last.size - line.size) < _LEVEL / 3
    placed = min(abs(last.x0 - line.x0), abs(last.x0 + last.x1 - line.x0 - line.x1) / 2) <= _LEVEL
    return alike and placed and not ends_sentence(last.text) and not fits(last, line)


def join_grids(first: Grid, second: Grid) -> Grid | None:
    """Two tables on pages that follow each other as one; None when their columns differ.

    A first row of the second that repeats that of the first is dropped. A row that the page break cut is joined.
    """
    ruled = first.ruled and second.ruled
    fitted = _fitted(second, first.edges, ruled)
    if fitted is None:
        wider = _fitted(first, second.edges, ruled)
        return join_grids(replace(first, rows=tuple(wider), edges=second.edges), second) if wider is not None else None
    rows, more = list(first.rows), list(fitted)
    if not ruled and len(rows) > 1 and rows[0].bold and more[0].bold and more[0].text != rows[0].text:
        return None
    repeats = bool(rows and more) and more[0].text == rows[0].text and any(more[0].text)
    more = more[1:] if repeats else more
    sparse = any(not row.whole and not row.cells[0] for row in (*rows[first.rows[0].bold :], *more[1:]))
    if more and rows and _goes_on(rows[-1], more[0], sparse):
        last = rows.pop()
        more[0] = replace(last, cells=tuple((*a, *b) for a, b in zip(last.cells, more[0].cells, strict=True)))
    return replace(first, rows=(*rows, *more), bottom=second.bottom, repeats=first.repeats or repeats)


def _fitted(grid: Grid, edges: Sequence[float], ruled: bool) -> list[Row] | None:
    """The rows of a table in the columns of another; None when they do not lie in them, or, where rules tell, when one is wider.

    As many columns that overlap are the same: of some, only the text may tell where they begin.
    """
    shift = edges[0] - grid.x0
    width = edges[-1] - edges[0]
    if ruled and abs(grid.x1 - grid.x0 - width) > max(8.0, 0.03 * width):
        return None
    most = max(8.0, 0.03 * width) if ruled or len(edges) != len(grid.edges) else _INDENT
    ways = [[x + shift for x in grid.edges[:-1]], list(grid.edges[:-1])]
    places = next((found for way in ways[: 1 if ruled else 2] if (found := _places(way, edges, most))), None)
    if places is None:
        return None
    rows = []
    for row in grid.rows:
        cells: list[tuple[Line, ...]] = [()] * (len(edges) - 1)
        for at, cell in zip(places, row.cells, strict=False):
            cells[at] = cell
        rows.append(row if row.whole else replace(row, cells=tuple(cells)))
    return rows


def _places(columns: Sequence[float], edges: Sequence[float], most: float) -> list[int] | None:
    """Which columns of a table others are, given where they begin; None when they are none of them."""
    if len(edges) == len(columns) + 1 and _overlap(columns, edges):
        return list(range(len(columns)))
    if len(edges) == len(columns) + 2 and _overlap([edges[0], *columns], edges) and columns[0] > edges[0] + most:
        return list(range(1, len(edges) - 1))
    places = [min(range(len(edges) - 1), key=lambda at: abs(edges[at] - x)) for x in columns]
    fits_in = len(set(places)) == len(places) and all(abs(edges[near] - x) <= most for near, x in zip(places, columns, strict=True))
    return places if fits_in else None


def _overlap(columns: Sequence[float], edges: Sequence[float]) -> bool:
    """Whether as many columns lie over each other: each begins between the beginnings of its neighbours."""
    return all(end > x > begin for begin, x, end in zip(edges, columns[1:], edges[2:], strict=False))


def _goes_on(last: Row, row: Row, sparse: bool) -> bool:
    """Whether a row is the rest of the last one.

    It is when a cell goes on in mid-sentence, and when its first cell is empty; unless that is nothing unusual in the table (`sparse`), or the row
    has something in all of several other cells.
    """
    if last.whole or row.whole or (row.bold and not last.bold) or (row.fill and row.fill != last.fill):
        return False
    others = row.cells[1:]
    if not row.cells[0] and any(others) and not sparse and not (len(others) > 1 and all(others)):
        return True
    fewest = 1 if not row.cells[0] or row.cells[0][0].opens_low else _FEWEST_WORDS
    pairs = [(a[-1], b[0]) for a, b in zip(last.cells, row.cells, strict=True) if a and b and len(a[-1].plain.split()) >= fewest]
    return any(below.opens_low and not above.plain.endswith((".", "!", "?", ":")) and not fits(above, below) for above, below in pairs)
