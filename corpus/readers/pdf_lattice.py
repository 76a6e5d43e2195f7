"""The cells that drawn lines and the sides of filled areas enclose; a table is closed at its outermost line or fill."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from corpus.readers.pdf_drawing import Box, Edge

_TOLERANCE = 3.0
"""Points by which lines that meet may miss each other."""
_SHORTEST = 4.0
_DRAWN = 0.6
"""Share of a side from which it counts as drawn."""
_MOST_EDGES = 6000
_MOST_PAIRS = 400_000
_MOST_CELLS = 8000
"""Above these a page holds a picture made of lines, not tables."""


@dataclass(frozen=True, slots=True)
class Span:
    """A straight piece at a place (`at`), from `start` to `end` along it; `drawn` when it is a line and not only the side of a fill."""

    at: float
    start: float
    end: float
    drawn: bool


@dataclass(frozen=True, slots=True)
class Lattice:
    """What some lines that touch each other enclose.

    Attributes:
        cells: The boxes of its cells, which lie side by side without gaps.
        uprights: Whether upright lines are drawn; if not, its columns are only told by fills.
        ruled: Whether anything is drawn in it, and not only filled.
    """

    cells: tuple[Box, ...]
    uprights: bool
    ruled: bool

    @property
    def box(self) -> Box:
        """The box around all cells."""
        return (
            min(cell[0] for cell in self.cells),
            min(cell[1] for cell in self.cells),
            max(cell[2] for cell in self.cells),
            max(cell[3] for cell in self.cells),
        )

    @property
    def columns(self) -> list[float]:
        """The left edges of its columns."""
        return sorted({cell[0] for cell in self.cells})

    @property
    def rows(self) -> list[float]:
        """The upper edges of its rows."""
        return sorted({cell[1] for cell in self.cells})


def find_lattices(edges: Sequence[Edge]) -> list[Lattice]:
    """The lattices of a page, the largest first; none for a page that holds a picture made of lines."""
    if len(edges) > _MOST_EDGES:
        return []
    across = _merged(Span((edge.top + edge.bottom) / 2, edge.x0, edge.x1, not edge.side) for edge in edges if not edge.upright)
    upright = _merged(Span((edge.x0 + edge.x1) / 2, edge.top, edge.bottom, not edge.side) for edge in edges if edge.upright)
    if not across or not upright or len(across) * len(upright) > _MOST_PAIRS:
        return []
    found = [lattice for rows, columns in _touching(across, upright) if (lattice := _lattice(rows, columns))]
    return sorted(found, key=lambda lattice: -(lattice.box[2] - lattice.box[0]) * (lattice.box[3] - lattice.box[1]))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Spans where those in one line that overlap or nearly touch are one."""
    found: list[Span] = []
    for level in _levels(sorted((span for span in spans if span.end - span.start >= _SHORTEST), key=lambda span: span.at)):
        held: list[Span] = []
        for span in [*sorted(level, key=lambda span: span.start), None]:
            if held and (span is None or span.start > max(one.end for one in held) + _TOLERANCE):
                at = sum(one.at * (one.end - one.start) for one in held) / sum(one.end - one.start for one in held)
                found.append(Span(at, min(one.start for one in held), max(one.end for one in held), any(one.drawn for one in held)))
                held = []
            held += [span] if span else []
    return found


def _levels(spans: Iterable[Span]) -> Iterator[list[Span]]:
    """Spans by their place, those that stand hardly apart together."""
    level: list[Span] = []
    for span in spans:
        if level and span.at - level[0].at > _TOLERANCE:
            yield level
            level = []
        level.append(span)
    if level:
        yield level


def _touching(across: Sequence[Span], upright: Sequence[Span]) -> Iterator[tuple[list[Span], list[Span]]]:
    """Lines across and upright ones that touch each other, directly or by others."""
    leader = list(range(len(across) + len(upright)))

    def lead(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    for i, row in enumerate(across):
        for j, column in enumerate(upright, len(across)):
            if row.start - _TOLERANCE <= column.at <= row.end + _TOLERANCE and column.start - _TOLERANCE <= row.at <= column.end + _TOLERANCE:
                leader[lead(i)] = lead(j)
    groups: defaultdict[int, tuple[list[Span], list[Span]]] = defaultdict(lambda: ([], []))
    for at, span in enumerate([*across, *upright]):
        groups[lead(at)][at >= len(across)].append(span)
    yield from (group for group in groups.values() if group[0] and group[1])


def _lattice(across: Sequence[Span], upright: Sequence[Span]) -> Lattice | None:
    """The cells that lines enclose: all areas between neighbouring lines, those joined that nothing drawn parts. Where an upright line ends, a row does."""
    xs = _places([*(span.at for span in upright), *(x for span in across for x in (span.start, span.end))])
    ys = _places([*(span.at for span in across), *(y for span in upright for y in (span.start, span.end))])
    if len(xs) < 2 or len(ys) < 2 or len(xs) * len(ys) > _MOST_CELLS:
        return None
    walls = [[_covered(x, top, bottom, upright) for top, bottom in pairwise(ys)] for x in xs]
    floors = [[_covered(y, left, right, across) for left, right in pairwise(xs)] for y in ys]
    for row in range(1, len(ys) - 1):
        ended = [column for column in range(1, len(xs) - 1) if walls[column][row - 1] != walls[column][row]]
        for column in ended:
            floors[row][column - 1] = floors[row][column] = True
    regions: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
    number = _numbered(len(xs) - 1, len(ys) - 1, walls, floors)
    for column in range(len(xs) - 1):
        for row in range(len(ys) - 1):
            regions[number[column][row]].append((column, row))
    cells = [(xs[c0], ys[r0], xs[c1], ys[r1]) for region in regions.values() for c0, r0, c1, r1 in _boxes(region)]
    return Lattice(tuple(sorted(cells, key=lambda cell: (cell[1], cell[0]))), any(span.drawn for span in upright), any(span.drawn for span in across))


def _places(values: Iterable[float]) -> list[float]:
    """Places from low to high, those that hardly differ as one."""
    return [sum(level) / len(level) for level in ([span.at for span in level] for level in _levels(Span(value, 0, 0, False) for value in sorted(values)))]


def _covered(at: float, start: float, end: float, spans: Iterable[Span]) -> bool:
    """Whether lines at a place run along most of a side."""
    covered = sum(max(0.0, min(end, span.end) - max(start, span.start)) for span in spans if abs(span.at - at) <= _TOLERANCE)
    return covered >= _DRAWN * (end - start)


def _numbered(columns: int, rows: int, walls: Sequence[Sequence[bool]], floors: Sequence[Sequence[bool]]) -> list[list[int]]:
    """A number for each area, by column and row; areas that no line parts share it."""
    number = [[-1] * rows for _ in range(columns)]
    for first in range(columns * rows):
        if number[first // rows][first % rows] >= 0:
            continue
        waiting = [(first // rows, first % rows)]
        while waiting:
            column, row = waiting.pop()
            if number[column][row] >= 0:
                continue
            number[column][row] = first
            waiting += [(column - 1, row)] if column > 0 and not walls[column][row] else []
            waiting += [(column + 1, row)] if column + 1 < columns and not walls[column + 1][row] else []
            waiting += [(column, row - 1)] if row > 0 and not floors[row][column] else []
            waiting += [(column, row + 1)] if row + 1 < rows and not floors[row + 1][column] else []
    return number


def _boxes(region: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int, int, int]]:
    """A region as boxes of first column, first row, last column and last row, the last ones exclusive: one, or one for each change of its width."""
    runs: list[tuple[int, int, int]] = []
    for row, areas in groupby(sorted(region, key=lambda area: (area[1], area[0])), key=lambda area: area[1]):
        columns = [column for column, _ in areas]
        starts = [column for column in columns if column - 1 not in columns]
        runs += [(start, next(end for end in range(start + 1, max(columns) + 2) if end not in columns), row) for start in starts]
    while runs:
        start, end, row = runs[0]
        last = row
        while (start, end, last) in runs:
            runs.remove((start, end, last))
            last += 1
        yield start, row, end, last
