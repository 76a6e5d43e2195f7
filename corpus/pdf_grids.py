"""Tables as rows of cells of lines: found by their rules, and put together again where a page break cuts them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter
from typing import Any, cast

from pdfplumber.page import Page
from pdfplumber.table import merge_edges

from corpus.pdf_drawing import WHITE, Box, Colour, Drawing, Edge, Glyph
from corpus.pdf_lines import Line, build_lines, join_pieces, turned_lines

_TOLERANCE = 3.0
_MOST_EDGES = 6000
"""Above this many lines a page holds a picture made of lines, not tables."""
_NARROW = 12.0
"""Points up to which an empty column is the white between two rules."""
_PADDING = 12.0


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


def find_grids(page: Page, drawing: Drawing, glyphs: Sequence[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """The ruled tables of a page, and the glyphs that stand outside them."""
    grids: list[Grid] = []
    left = list(glyphs)
    for cells in _tables(page, drawing.edges):
        box = _around(cells)
        inside = [glyph for glyph in left if _holds(box, glyph.middle)]
        grid = _grid(cells, inside, drawing)
        if grid:
            grids.append(grid)
            taken = {glyph.order for glyph in inside}
            left = [glyph for glyph in left if glyph.order not in taken]
    return grids, left


def _tables(page: Page, edges: Sequence[Edge]) -> list[list[Box]]:
    """The cells of each table, outer tables first.

    A table within a cell of another is left to that cell. A single row that is only coloured is one of a table without rules whose others are not.
    """
    merged = merge_edges([_described(edge) for edge in edges[:_MOST_EDGES]], _TOLERANCE, _TOLERANCE, _TOLERANCE, _TOLERANCE) if edges else []
    merged += _closing(merged)
    upright = [edge for edge in merged if edge["orientation"] == "v"]
    across = [edge for edge in merged if edge["orientation"] == "h"]
    if len(edges) > _MOST_EDGES or len(upright) < 2 or len(across) < 2:
        return []
    settings: dict[str, Any] = {
        "vertical_strategy": "explicit",
        "horizontal_strategy": "explicit",
        "explicit_vertical_lines": upright,
        "explicit_horizontal_lines": across,
    }
    found = [[cast(Box, cell) for cell in table.cells] for table in page.find_tables(settings)]
    found.sort(key=lambda cells: -_area(_around(cells)))
    kept: list[list[Box]] = []
    for cells in found:
        x0, top, x1, bottom = _around(cells)
        nested = any(_holds(_around(other), ((x0 + x1) / 2, (top + bottom) / 2)) for other in kept)
        drawn = any(not edge.side and _holds((x0 - 3, top - 3, x1 + 3, bottom + 3), (edge.x0, edge.top)) for edge in edges)
        if not nested and len({cell[0] for cell in cells}) > 1 and (drawn or len({cell[1] for cell in cells}) > 1):
            kept.append(cells)
    return kept


def _described(edge: Edge) -> dict[str, Any]:
    """An edge as pdfplumber describes one."""
    x, y = (edge.x0 + edge.x1) / 2, (edge.top + edge.bottom) / 2
    box = {"x0": x, "x1": x, "top": edge.top, "bottom": edge.bottom} if edge.upright else {"x0": edge.x0, "x1": edge.x1, "top": y, "bottom": y}
    size = {"width": box["x1"] - box["x0"], "height": box["bottom"] - box["top"], "doctop": box["top"]}
    return {"object_type": "line_edge", "orientation": "v" if edge.upright else "h", **box, **size}


def _closing(edges: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sides that a table lacks: its foot where a page break cuts it, its head after one, and outer sides that were never drawn."""
    upright = [edge for edge in edges if edge["orientation"] == "v" and edge["height"] > 8]
    across = [edge for edge in edges if edge["orientation"] == "h" and edge["width"] > 8]
    added: list[Edge] = []
    for side in ("top", "bottom"):
        for group in _aligned(upright, side):
            y, x0, x1 = group[0][side], min(edge["x0"] for edge in group), max(edge["x0"] for edge in group)
            touched = [edge for edge in across if edge["x0"] - _TOLERANCE <= x0 and edge["x1"] + _TOLERANCE >= x1]
            reached = any(group[0]["top"] - _TOLERANCE <= edge["top"] <= group[0]["bottom"] + _TOLERANCE for edge in touched)
            if x1 - x0 > 40 and reached and not any(abs(edge["top"] - y) <= _TOLERANCE for edge in touched):
                added.append(Edge(x0, y, x1, y))
    for edge in upright:
        crossed = [other for other in across if edge["top"] - _TOLERANCE <= other["top"] <= edge["bottom"] + _TOLERANCE]
        crossed = [other for other in crossed if other["x0"] < edge["x0"] - 20 and other["x1"] > edge["x0"] + 20]
        for side in ("x0", "x1"):
            for group in _aligned(crossed, side):
                x, top, bottom = group[0][side], min(other["top"] for other in group), max(other["top"] for other in group)
                if not any(abs(other["x0"] - x) <= _TOLERANCE and other["top"] < bottom - 1 and other["bottom"] > top + 1 for other in upright):
                    added.append(Edge(x, top, x, bottom))
    return [_described(edge) for edge in dict.fromkeys(added)]


def _aligned(edges: Iterable[dict[str, Any]], side: str) -> list[list[dict[str, Any]]]:
    """Edges of which two or more end at the same place."""
    groups: list[list[dict[str, Any]]] = []
    for edge in sorted(edges, key=lambda edge: cast(float, edge[side])):
        if groups and edge[side] - groups[-1][0][side] <= _TOLERANCE:
            groups[-1].append(edge)
        else:
            groups.append([edge])
    return [group for group in groups if len(group) > 1]


def _grid(cells: Sequence[Box], glyphs: Sequence[Glyph], drawing: Drawing) -> Grid | None:
    """The table of some cells; None when it holds too little to be one."""
    held: dict[Box, list[Glyph]] = {cell: [] for cell in cells}
    cell = cells[0]
    for glyph in glyphs:
        cell = cell if _holds(cell, glyph.middle) else _cell_of(glyph.middle, cells)
        held[cell].append(glyph)
    lines = {cell: _cell_lines(cell, inside, drawing.number) for cell, inside in held.items()}
    lefts = sorted({cell[0] for cell in cells})
    ends = [*lefts[1:], max(cell[2] for cell in cells)]
    columns = [x for x, end in zip(lefts, ends, strict=True) if end - x > _NARROW or any(lines[cell] for cell in cells if abs(cell[0] - x) < 0.1)]
    rows = [row for top in sorted({cell[1] for cell in cells}) if (row := _row(top, cells, columns, lines, drawing))]
    _, top, x1, bottom = _around(cells)
    return Grid(tuple(rows), (*columns, x1), top, bottom, drawing.number) if len(columns) > 1 and any(not row.whole for row in rows) else None


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


def _cell_lines(cell: Box, glyphs: Sequence[Glyph], page: int) -> tuple[Line, ...]:
    pieces = build_lines(glyphs, page)
    lines = [*in_rows(pieces), *turned_lines(glyphs, page)]
    padding = min(_PADDING, max(1.0, min((line.x0 for line in lines), default=cell[0]) - cell[0]))
    return tuple(replace(line, left=cell[0] + padding, right=cell[2] - padding) for line in lines)


def in_rows(pieces: Sequence[Line]) -> list[Line]:
    """Pieces on one baseline joined, from top to bottom."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=attrgetter("baseline")):
        if rows and piece.baseline - rows[-1][0].baseline <= 0.2 * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [join_pieces(row) if len(row) > 1 else row[0] for row in rows]


def _cell_of(point: tuple[float, float], cells: Sequence[Box]) -> Box:
    """The cell that holds a point, or the nearest one."""

    def away(cell: Box) -> float:
        x, y = point
        return max(cell[0] - x, x - cell[2], 0.0) + max(cell[1] - y, y - cell[3], 0.0)

    return min(cells, key=away)


def _around(cells: Sequence[Box]) -> Box:
    return min(c[0] for c in cells), min(c[1] for c in cells), max(c[2] for c in cells), max(c[3] for c in cells)


def _area(box: Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]
