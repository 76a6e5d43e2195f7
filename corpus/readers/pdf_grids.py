"""Tables as rows of cells of lines: found by their rules and fills."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.pdf_cells import Held, cell_lines, fill_cells, in_rows, parted_cells
from corpus.readers.pdf_drawing import WHITE, Box, Colour, Drawing, Glyph
from corpus.readers.pdf_lattice import Lattice, find_lattices
from corpus.readers.pdf_lines import Line, build_lines
from corpus.readers.pdf_running import is_layout

_NARROW = 12.0
"""Points up to which an empty column is the white between two rules."""
_ALIKE = 3.0
"""Points by which the edges of tables that stand one below the other may differ and be the same."""
_HEADED = 2
"""Rows up to which rules part no more than a head from all others."""
_SPREAD = 0.6
"""Ems of white from which lines are of two rows, and not of one text."""
_LEVEL = 2.0
"""Points by which the middles of texts in a row may differ."""
_EDGE = 0.15
"""Share of the page's height, at its top and at its foot, in which one row can be what a page break cuts off a table."""
_APART = 150.0
"""Points of white between two filled rows up to which they can belong to one table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `whole` when one cell spans all columns; `fill` is the colour behind it, None for none or many."""

    cells: tuple[tuple[Line, ...], ...]
    fill: Colour | None = None
    whole: bool = False

    @property
    def bold(self) -> bool:
        """Whether all that it holds is bold."""
        lines = [line for cell in self.cells for line in cell]
        return bool(lines) and all(line.bold for line in lines)

    @property
    def text(self) -> tuple[str, ...]:
        """What its cells say."""
        return tuple(" ".join(line.plain for line in cell) for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on its page.

    Attributes:
        rows: Its rows from top to bottom.
        edges: The left edges of its columns and the right edge of the last.
        top, bottom: Where it stands on its page.
        page: The page that it begins on.
        ruled: Whether rules show where it ends; if not, its outer edges are those of its longest lines.
        repeats: Whether its first row came again on a later page.
    """

    rows: tuple[Row, ...]
    edges: tuple[float, ...]
    top: float
    bottom: float
    page: int
    ruled: bool = True
    repeats: bool = False

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Its right edge."""
        return self.edges[-1]

    @property
    def lines(self) -> list[Line]:
        """All lines in it, row by row."""
        return [line for row in self.rows for cell in row.cells for line in cell]


@dataclass(frozen=True, slots=True)
class Found:
    """What lines and fills enclose on a page: its tables, the boxes of other things, and the glyphs that stand outside the tables."""

    grids: list[Grid]
    boxes: list[Box]
    rest: list[Glyph]


def find_grids(drawing: Drawing, glyphs: Sequence[Glyph]) -> Found:
    """The ruled tables of a page."""
    lattices = find_lattices(drawing.edges)
    grids: list[Grid] = []
    boxes: list[Box] = []
    left = list(glyphs)
    for lattice in lattices:
        if any(_holds((grid.x0, grid.top, grid.x1, grid.bottom), lattice.box) for grid in grids):
            continue
        held: Held = {}
        if _is_table(lattice, lattices, left, drawing):
            held = parted_cells(fill_cells(lattice.cells, [glyph for glyph in left if _near(lattice.box, glyph)]), drawing.number)
        grid = _grid(held, drawing) if held else None
        if grid and not _is_layout(grid):
            grids.append(grid)
            taken = {glyph.order for inside in held.values() for glyph in inside}
            left = [glyph for glyph in left if glyph.order not in taken]
        else:
            boxes += {lattice.box, *lattice.cells}
    return Found(grids, boxes, left)


def _is_layout(grid: Grid) -> bool:
    """Whether what stands in a few large cells is a page layout, each column with headings of its own."""
    if len(grid.rows) > _HEADED:
        return False
    columns = [[line for row in grid.rows if not row.whole for line in row.cells[at]] for at in range(len(grid.edges) - 1)]
    return is_layout([column for column in columns if column], [])


def _is_table(lattice: Lattice, lattices: Sequence[Lattice], glyphs: Sequence[Glyph], drawing: Drawing) -> bool:
    """Whether cells are those of a table, and not one box, one coloured row, or the coloured rows of a table without upright lines whose others are white."""
    page = drawing.number
    if len(lattice.columns) < 2 or not (lattice.uprights or len(lattice.rows) > 1 or _is_cut(lattice, drawing.box)) or _is_unruled(lattice, glyphs, page):
        return False
    return lattice.uprights or not any(_is_striped(lattice, other, glyphs, page) for other in lattices if other is not lattice)


def _is_cut(lattice: Lattice, page: Box) -> bool:
    """Whether one row can be what a page break cuts off a ruled table: it stands at the edge of the page."""
    _, top, _, bottom = page
    edge = _EDGE * (bottom - top)
    return lattice.ruled and (lattice.box[1] < top + edge or lattice.box[3] > bottom - edge)


def _is_unruled(lattice: Lattice, glyphs: Sequence[Glyph], page: int) -> bool:
    """Whether only columns are ruled, and perhaps a head: all rows stand in one, each beginning on one baseline below white, or centred."""
    if not lattice.uprights or len(lattice.rows) > 2 * _HEADED:
        return False
    held = fill_cells(lattice.cells, [glyph for glyph in glyphs if _near(lattice.box, glyph)])
    rows = [[cell for cell in lattice.cells if cell[1] == top] for top in lattice.rows]
    rows = [row for row in rows if any(held[cell] for cell in row)]
    if not 0 < len(rows) <= _HEADED:
        return False
    last = rows[-1]
    begun = [_begun(in_rows(build_lines(held[cell], page))) for cell in last]
    others = [text for column in begun[1:] for text in column]
    return len(begun[0]) > 1 and all(any(abs(a - c) < 1 or abs(b - d) < _LEVEL for c, d in others) for a, b in begun[0])


def _begun(column: Sequence[Line]) -> list[tuple[float, float]]:
    """Where the texts of a column that white parts have their first baseline and their middle."""
    texts: list[list[Line]] = []
    for line in column:
        if texts and line.top - texts[-1][-1].bottom <= _SPREAD * line.size:
            texts[-1].append(line)
        else:
            texts.append([line])
    return [(text[0].baseline, (text[0].top + text[-1].bottom) / 2) for text in texts]


def _is_striped(lattice: Lattice, other: Lattice, glyphs: Sequence[Glyph], page: int) -> bool:
    """Whether cells and others below or above belong to one table: they are equally wide, and what stands between them stands in their columns."""
    (x0, top, x1, bottom), (left, above, right, below) = lattice.box, other.box
    if abs(x0 - left) > _ALIKE or abs(x1 - right) > _ALIKE or other.uprights:
        return False
    start, end = (bottom, above) if bottom <= above else (below, top)
    between = build_lines([glyph for glyph in glyphs if x0 <= glyph.middle[0] <= x1 and start < glyph.middle[1] < end], page)
    crossed = any(line.x0 < x - 1 < line.x1 - 2 for line in between for x in lattice.columns)
    return 0 < end - start <= _APART and len(between) > 1 and not crossed and len({round(line.x0) for line in between}) > 1


def _grid(held: Held, drawing: Drawing) -> Grid | None:
    """The table of some cells; None when it holds too little to be one."""
    cells = sorted(held, key=lambda cell: (cell[1], cell[0]))
    lines = {cell: cell_lines(cell, inside, drawing.number) for cell, inside in held.items()}
    lefts = sorted({cell[0] for cell in cells})
    ends = [*lefts[1:], max(cell[2] for cell in cells)]
    columns = [x for x, end in zip(lefts, ends, strict=True) if end - x > _NARROW or any(lines[cell] for cell in cells if abs(cell[0] - x) < 0.1)]
    rows = [row for top in sorted({cell[1] for cell in cells}) if (row := _row(top, cells, columns, lines, drawing))]
    grid = Grid(tuple(rows), (*columns, ends[-1]), cells[0][1], max(cell[3] for cell in cells), drawing.number)
    return grid if len(columns) > 1 and any(not row.whole for row in rows) else None


def _row(top: float, cells: Sequence[Box], columns: Sequence[float], lines: dict[Box, tuple[Line, ...]], drawing: Drawing) -> Row | None:
    """The row that begins at a height. A cell that spans rows counts in each of them; None for a row that holds nothing of its own."""
    own = [cell for cell in cells if cell[1] == top]
    middle = top + min(cell[3] - top for cell in own) / 2
    over = [cell for cell in cells if cell[1] <= middle <= cell[3]]
    found = [next((cell for cell in over if abs(cell[0] - x) < 0.1), None) for x in columns]
    if not any(lines[cell] for cell in own):
        return None
    fills = {drawing.background((cell[0] + cell[2]) / 2, cell[1] + min(4.0, (cell[3] - cell[1]) / 2), 1 << 60) for cell in own}
    fill = next(iter(fills)) if len(fills) == 1 and fills != {WHITE} else None
    whole = len(own) == 1 and own[0][0] <= columns[0] + 0.1 and own[0][2] >= max(cell[2] for cell in cells) - 0.1
    if whole:
        return Row((lines[own[0]],), fill, True)
    return Row(tuple(lines[cell] if cell else () for cell in found), fill)


def _near(box: Box, glyph: Glyph) -> bool:
    x, y = glyph.middle
    return box[0] - _ALIKE <= x <= box[2] + _ALIKE and box[1] - _ALIKE <= y <= box[3] + _ALIKE


def _holds(box: Box, other: Box) -> bool:
    """Whether the middle of a box lies in another."""
    x, y = (other[0] + other[2]) / 2, (other[1] + other[3]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
