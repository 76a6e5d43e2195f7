"""The heads of tables: rows above the first line that is drawn, and heads in two rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.readers.pdf_grids import Grid, Row
from corpus.readers.pdf_lines import Line

_NEAR = 1.6
_TIGHT = 1.45
"""Ems from a head's last line down to its table, and from one of its lines to the next."""
_WITHIN = 2.0
_ENOUGH = 3
"""Columns that a head must name if it is not bold."""


def with_heads(grids: Sequence[Grid], lines: Sequence[Line]) -> tuple[list[Grid], list[Line]]:
    """Tables with the row that stands directly above them in their columns, and the lines that are left."""
    found: list[Grid] = []
    left = list(lines)
    for grid in grids:
        head = _head(grid, [line for line in left if line.baseline < grid.top + _WITHIN])
        cells = [tuple(line for line in head if _column(grid, line) == at) for at in range(len(grid.edges) - 1)]
        names = sum(map(bool, cells))
        if names >= _ENOUGH or (names > 1 and all(line.bold for line in head)):
            left = [line for line in left if line not in head]
            ends = zip(cells, grid.edges, grid.edges[1:], strict=False)
            row = Row(tuple(tuple(replace(line, left=x0 + _WITHIN, right=x1 - _WITHIN) for line in cell) for cell, x0, x1 in ends))
            found.append(replace(grid, rows=(row, *grid.rows), top=min(line.top for line in head)))
        else:
            found.append(grid)
    return found, left


def _head(grid: Grid, above: Sequence[Line]) -> list[Line]:
    """The lines above a table, from top to bottom, up to where one stands apart, is set otherwise, or does not lie in one column."""
    head: list[Line] = []
    for line in sorted(above, key=lambda line: -line.baseline):
        reach = head[-1].baseline - _TIGHT * line.size if head else grid.top - _NEAR * line.size
        alike = not head or (line.bold == head[-1].bold and abs(line.size - head[-1].size) < 0.5)
        if line.baseline < reach or not alike or line.x1 < grid.x0 or line.x0 > grid.x1:
            if line.x1 < grid.x0 or line.x0 > grid.x1:
                continue
            break
        if _column(grid, line) is None:
            return [] if head and abs(line.baseline - head[-1].baseline) < 1 else head[::-1]
        head.append(line)
    return head[::-1]


def _column(grid: Grid, line: Line) -> int | None:
    """The column that a line lies in."""
    ends = zip(grid.edges, grid.edges[1:], strict=False)
    return next((at for at, (x0, x1) in enumerate(ends) if x0 - _WITHIN <= line.x0 and line.x1 <= x1 + _WITHIN), None)


def with_joined_head(rows: Sequence[Row]) -> list[Row]:
    """Rows of which the first two are one where both are a head, and cells of the first span columns that the second names."""
    plain = [row for row in rows[:3] if not row.whole]
    if len(rows) < 3 or len(plain) < 3 or not (rows[0].bold and rows[1].bold) or rows[2].bold:
        return list(rows)
    first, second = rows[0].cells, rows[1].cells
    spanned = [at for at, cell in enumerate(first) if at and not cell and first[at - 1]]
    if not spanned or not all(second[at] and second[at - 1] for at in spanned):
        return list(rows)
    over: list[tuple[Line, ...]] = []
    for at, cell in enumerate(first):
        over.append(cell or (over[-1] if over and second[at] else ()))
    cells = tuple(above if above == below else (*above, *below) for above, below in zip(over, second, strict=True))
    return [replace(rows[1], cells=cells), *rows[2:]]
