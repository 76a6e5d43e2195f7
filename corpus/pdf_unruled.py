"""Tables that have no rules: columns of lines whose rows begin side by side."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from operator import attrgetter

from corpus.pdf_grids import Grid, Row, in_rows
from corpus.pdf_healing import dangles
from corpus.pdf_lines import Line

_BULLET = re.compile(r"[•\-–*]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
_FEWEST_RUNNING = 4
"""Lines from which a column can be one of running text; one less where columns are equally wide."""
_RUNNING = 0.3
"""Share of a column's lines that go on in mid-sentence from which it is."""
_TABLE_ROWS = 3
"""Rows that begin side by side from which even long entries are those of a table."""
_LONG = 15
"""Ems from which a line is one of running text rather than an entry."""

Lines = list[Line]


def grids_of(columns: Sequence[Sequence[Line | Grid]], rules: Sequence[float], pitch: float) -> list[Line | Grid] | None:
    """What stands side by side as tables, with the lines between them that have nothing beside them; None when it is running text in columns.

    Numbers that count from 1 beside text are a list.

    Args:
        columns: The lines of each column.
        rules: Heights of the lines drawn across.
        pitch: Ems from baseline to baseline within a paragraph.
    """
    held = [in_rows([piece for piece in column if isinstance(piece, Line)]) for column in columns]
    if any(isinstance(piece, Grid) for column in columns for piece in column) or len(held) < 2:
        return None
    if len(held) == 2 and [line.plain for line in held[0]] == [str(number) for number in range(1, len(held[0]) + 1)]:
        return list(in_rows([line for column in held for line in column]))
    groups = _groups(held, rules, pitch)
    if _is_running(held, groups) or not _is_aligned(held[1:]):
        return None
    rights = [min(line.x0 for line in column) - 4 for column in held[1:]] + [max(line.x1 for line in held[-1])]
    rows = [row for group in groups for row in _rows(group, rights)]
    return _divided(_carried(rows), held)


def _groups(columns: Sequence[Lines], rules: Sequence[float], pitch: float) -> list[list[Lines]]:
    """The columns cut across wherever all of them leave more white than between two lines of a paragraph, and at rules."""
    lines = sorted((line for column in columns for line in column), key=attrgetter("top"))
    cuts: list[float] = []
    foot = lines[0].bottom
    for line in lines[1:]:
        white = line.top - foot
        ruled = any(foot - 2 <= rule <= line.top + 2 for rule in rules)
        if white > (pitch - 1 + 0.3) * line.size or (ruled and white > -1):
            cuts.append((foot + line.top) / 2)
        foot = max(foot, line.bottom)
    ends = [*cuts, float("inf")]
    starts = [float("-inf"), *cuts]
    return [[[line for line in column if a <= (line.top + line.bottom) / 2 < b] for column in columns] for a, b in zip(starts, ends, strict=True)]


def _is_running(columns: Sequence[Lines], groups: Sequence[Sequence[Lines]]) -> bool:
    """Whether columns are running text: each goes on from line to line on its own, or is a list."""
    if all(sum(bool(_BULLET.match(line.plain)) for line in column) >= max(1, _RUNNING * len(column)) for column in columns):
        return True
    widths = [max(line.x1 for line in column) - min(line.x0 for line in column) for column in columns]
    together = sum(_begins_together(group) for group in groups)
    if columns[0][0].opens_low and _is_filled(columns[0], widths[0]) and widths[0] > _LONG * columns[0][0].size:
        return True
    even = min(widths) >= 0.88 * max(widths)
    if together < _TABLE_ROWS and even and all(_is_filled(column, max(widths)) for column in columns):
        return True
    flows = [len(column) >= _FEWEST_RUNNING - even and sum(line.opens_low for line in column) >= _RUNNING * len(column) for column in columns]
    return all(flows) and not (together >= _TABLE_ROWS and together >= 0.7 * len(groups))


def _is_filled(column: Sequence[Line], width: float) -> bool:
    """Whether most lines of a column run through its whole width."""
    return sum(line.x1 - line.x0 >= 0.8 * width for line in column) > 0.5 * len(column)


def _begins_together(group: Sequence[Lines]) -> bool:
    """Whether the columns of a group begin on one baseline, or one stands at half the height of another."""
    firsts = [column[0] for column in group if column]
    if len(firsts) < 2:
        return False
    even = max(line.baseline for line in firsts) - min(line.baseline for line in firsts) <= 0.3 * firsts[0].size
    middles = [(column[0].top + column[-1].bottom) / 2 for column in group if column]
    return even or max(middles) - min(middles) <= 0.5 * firsts[0].size


def _is_aligned(columns: Sequence[Lines]) -> bool:
    """Whether most lines of each column begin, end or have their middle on one upright line."""

    def share(places: Sequence[float]) -> float:
        return max(Counter(round(x / 3) for x in places).values()) / len(places) if places else 0.0

    return all(
        max(share([line.x0 for line in column]), share([line.x1 for line in column]), share([(line.x0 + line.x1) / 2 for line in column])) >= 0.4
        for column in columns
    )


def _rows(group: Sequence[Lines], rights: Sequence[float]) -> list[list[Lines]]:
    """The rows of a group that no white parts: each line that begins one in all columns is a row of its own."""
    heights: list[float] = []
    for line in sorted((line for column in group for line in column), key=attrgetter("baseline")):
        if not heights or line.baseline - heights[-1] > 0.3 * line.size:
            heights.append(line.baseline)
    rows: list[list[Lines]] = []
    for height in heights:
        here = [next((line for line in column if abs(line.baseline - height) <= 0.3 * line.size), None) for column in group]
        if not rows or (here[0] and any(here[1:]) and not any(_goes_on(a, line, right) for a, line, right in zip(rows[-1], here, rights, strict=True))):
            rows.append([[] for _ in group])
        for cell, found in zip(rows[-1], here, strict=True):
            cell += [found] if found else []
    return rows


def _goes_on(cell: Sequence[Line], line: Line | None, right: float) -> bool:
    """Whether a line goes on with the text of a cell."""
    if line is None or not cell:
        return False
    last = cell[-1]
    full = last.x1 + line.second - line.x0 > right - 0.1 * (right - last.x0)
    return dangles(last.text) or (full and (line.opens_low or last.x1 - last.x0 > _LONG * last.size))


def _carried(rows: Sequence[list[Lines]]) -> list[list[Lines]]:
    """Rows, where one that has nothing in its first cell and little elsewhere goes on with the row above."""
    found: list[list[Lines]] = []
    for row in rows:
        filled = [at for at, cell in enumerate(row) if cell]
        if found and not row[0] and (len(filled) < 2 or len(filled) < len(row) - 1) and any(found[-1][1:]):
            found[-1] = [[*a, *b] for a, b in zip(found[-1], row, strict=True)]
        else:
            found.append(row)
    return found


def _divided(rows: Sequence[list[Lines]], columns: Sequence[Lines]) -> list[Line | Grid] | None:
    """Rows as tables; one that has nothing beside its first cell stands between two of them, and where the heads come again another begins."""
    edges = [min(line.x0 for line in column) for column in columns] + [max(line.x1 for line in columns[-1])]
    blocks: list[Line | Grid] = []
    held: list[Row] = []
    for row in [*rows, None]:
        alone = row is not None and not any(row[1:])
        again = row is not None and len(held) > 1 and held[0].bold and [[line.text for line in cell] for cell in row] == _texts(held[0])
        if held and (row is None or alone or again):
            lines = [line for one in held for cell in one.cells for line in cell]
            blocks.append(Grid(tuple(held), tuple(edges), min(line.top for line in lines), max(line.bottom for line in lines), lines[0].page, False))
            held = []
        if row is not None and alone:
            blocks += row[0]
        elif row is not None:
            rights = [*(x - 8 for x in edges[1:-1]), edges[-1]]
            held.append(Row(tuple(tuple(_bounded(cell, x, right)) for cell, x, right in zip(row, edges, rights, strict=False))))
    return blocks if any(isinstance(block, Grid) for block in blocks) else None


def _texts(row: Row) -> list[list[str]]:
    return [[line.text for line in cell] for cell in row.cells]


def _bounded(cell: Sequence[Line], left: float, right: float) -> list[Line]:
    return [replace(line, left=left, right=right) for line in cell]
