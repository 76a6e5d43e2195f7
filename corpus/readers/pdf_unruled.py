"""Tables that have no rules: columns of lines whose rows begin side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from operator import attrgetter

from corpus.readers.pdf_bands import Piece
from corpus.readers.pdf_cells import in_rows
from corpus.readers.pdf_drawing import Edge
from corpus.readers.pdf_grids import Grid, Row
from corpus.readers.pdf_healing import dangles
from corpus.readers.pdf_lines import Line
from corpus.readers.pdf_rules import Level, levels_of
from corpus.readers.pdf_running import is_flowing, is_layout, is_running

_FEWEST_CUTS = 3
"""Rules within a table, through all of it, from which they can part its rows one by one."""
_MOST_MANY = 0.3
"""Share of what they, or white, part up to which some of it may be several rows."""
_FEWEST_GROUPS = 4
"""Rows from which white can part all of a table's."""
_LOOSE = 0.15
"""Ems by which lines of one text may stand further apart than usual, and the middles of texts in a row at different heights."""
_LEAST_PITCH = 0.95
_LONG = 15
"""Ems from which a line is one of running text rather than an entry."""

Lines = list[Line]


def grids_of(columns: Sequence[Sequence[Piece]], rules: Sequence[Edge], pitch: float) -> list[Line | Grid] | None:
    """What stands side by side as tables, with the lines between them that have nothing beside them; None when it is running text in columns.

    Numbers that count from 1 beside text are a list.

    Args:
        columns: The lines of each column.
        rules: The lines drawn across the page, and the upper and lower sides of fills.
        pitch: Ems from baseline to baseline within a paragraph.
    """
    held = [in_rows([piece for piece in column if isinstance(piece, Line)]) for column in columns]
    if any(not isinstance(piece, Line) for column in columns for piece in column) or len(held) < 2:
        return None
    if len(held) == 2 and [line.plain for line in held[0]] == [str(number) for number in range(1, len(held[0]) + 1)]:
        return list(in_rows([line for column in held for line in column]))
    pitch = _pitch(held, pitch)
    levels = [level for level in levels_of(rules) if level.crosses(min(line.x0 for line in held[0]), max(line.x1 for line in held[-1]))]
    if at := _seam(held, levels):
        parts = [grids_of(part, rules, pitch) for part in (held[:at], held[at:])]
        return [block for part in parts if part for block in part] if all(parts) else None
    rights = [min(line.x0 for line in column) - 4 for column in held[1:]] + [max(line.x1 for line in held[-1])]
    if rows := _ruled_rows(held, levels, rights, pitch):
        return _divided(rows, held)
    groups = _groups(held, [level.y for level in levels], pitch)
    if is_running(held, groups) or is_layout(held, groups) or not _is_aligned(held[1:]):
        return None
    parted = [_entries(group, pitch) or _rows(group, rights, pitch) for group in groups]
    many = [sum(bool(row[0]) for row in rows) > 1 for rows in parted]
    if len(groups) >= _FEWEST_GROUPS and sum(many) <= _MOST_MANY * len(groups):
        parted = [[group] if divided and _is_tight(group, pitch) else rows for group, rows, divided in zip(groups, parted, many, strict=True)]
    rows = _carried([row for rows in parted for row in rows])
    return None if is_flowing(held, groups, len(rows)) else _divided(rows, held)


def _pitch(columns: Sequence[Lines], pitch: float) -> float:
    """Ems from baseline to baseline within the texts of a table: no more than between any two lines of a column."""
    steps = [(after.baseline - line.baseline) / line.size for column in columns for line, after in pairwise(column)]
    return min([pitch, *(step for step in steps if step >= _LEAST_PITCH)])


def _seam(columns: Sequence[Lines], levels: Sequence[Level]) -> int:
    """The column with which a second table begins beside the first: the rules of both end between them, or its head says the same. 0 for none."""
    for at in range(2, len(columns) - 1):
        lo, hi = max(line.x1 for line in columns[at - 1]), min(line.x0 for line in columns[at])
        ended = [level.is_open(lo, hi) for level in levels]
        heads = [column[0] for column in columns]
        again = (
            heads[0].bold
            and [head.plain for head in heads[:at]] == [head.plain for head in heads[at : 2 * at]]
            and len({head.plain for head in heads[:at]}) == at
        )
        if (levels and all(ended)) or (again and len(columns) == 2 * at):
            return at
    return 0


def _ruled_rows(columns: Sequence[Lines], levels: Sequence[Level], rights: Sequence[float], pitch: float) -> list[list[Lines]] | None:
    """The rows of a table that rules or coloured rows part one by one; None when they part it in other ways, or not at all."""
    lines = [line for column in columns for line in column]
    first, last = min(line.bottom for line in lines), max(line.top for line in lines)
    cuts = [level.y for level in levels if first - 2 <= level.y <= last + 2]
    if len(cuts) < _FEWEST_CUTS:
        return None
    ends = zip([float("-inf"), *cuts], [*cuts, float("inf")], strict=True)
    parts = [[[line for line in column if a <= (line.top + line.bottom) / 2 < b] for column in columns] for a, b in ends]
    parts = [part for part in parts if any(part)]
    many = sum(sum(bool(row[0]) for row in _rows(part, rights, pitch)) > 1 for part in parts)
    return parts if many <= _MOST_MANY * len(parts) else None


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


def _is_aligned(columns: Sequence[Lines]) -> bool:
    """Whether most lines of each column begin, end or have their middle on one upright line."""

    def share(places: Sequence[float]) -> float:
        return max(Counter(round(x / 3) for x in places).values()) / len(places) if places else 0.0

    return all(
        max(share([line.x0 for line in column]), share([line.x1 for line in column]), share([(line.x0 + line.x1) / 2 for line in column])) >= 0.4
        for column in columns
    )


def _is_tight(group: Sequence[Lines], pitch: float) -> bool:
    """Whether the lines of a group stand no further apart than those of one text."""
    heights = sorted(line.baseline for column in group for line in column)
    return all(after - before <= (pitch + _LOOSE) * group[0][0].size for before, after in pairwise(heights)) if group[0] else False


def _entries(group: Sequence[Lines], pitch: float) -> list[list[Lines]] | None:
    """The rows of a group whose columns hold equally many texts, those of a row centred on each other; None where they do not."""
    columns: list[list[Lines]] = []
    for column in group:
        texts: list[Lines] = []
        for line in column:
            if texts and line.baseline - texts[-1][-1].baseline <= (pitch + _LOOSE) * line.size:
                texts[-1].append(line)
            else:
                texts.append([line])
        columns.append(texts)
    if len({len(texts) for texts in columns}) != 1:
        return None
    rows = [list(row) for row in zip(*columns, strict=True)]
    middles = [[(text[0].top + text[-1].bottom) / 2 for text in row] for row in rows]
    centred = all(max(row) - min(row) <= _LOOSE * columns[0][0][0].size for row in middles)
    return rows if centred and any(len({len(text) for text in row}) > 1 for row in rows) else None


def _rows(group: Sequence[Lines], rights: Sequence[float], pitch: float) -> list[list[Lines]]:
    """The rows of a group that no white parts: each line that begins one in all columns is a row of its own."""
    heights: list[float] = []
    for line in sorted((line for column in group for line in column), key=attrgetter("baseline")):
        if not heights or line.baseline - heights[-1] > 0.3 * line.size:
            heights.append(line.baseline)
    rows: list[list[Lines]] = []
    for height in heights:
        here = [next((line for line in column if abs(line.baseline - height) <= 0.3 * line.size), None) for column in group]
        if not rows or (here[0] and any(here[1:]) and not any(_goes_on(a, line, right, pitch) for a, line, right in zip(rows[-1], here, rights, strict=True))):
            rows.append([[] for _ in group])
        for cell, found in zip(rows[-1], here, strict=True):
            cell += [found] if found else []
    return rows


def _goes_on(cell: Sequence[Line], line: Line | None, right: float, pitch: float) -> bool:
    """Whether a line goes on with the text of a cell."""
    if line is None or not cell or line.baseline - cell[-1].baseline > (pitch + _LOOSE) * line.size or cell[-1].bold > line.bold:
        return False
    last = cell[-1]
    full = last.x1 + line.second - line.x0 > right - 0.1 * (right - last.x0)
    return (dangles(last.text) and last.plain.strip("–—-") != "") or (full and (line.opens_low or last.x1 - last.x0 > _LONG * last.size))


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
