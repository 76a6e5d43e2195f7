"""What stands in the cells of a table: whole words, and the columns that only white parts within one that lines enclose."""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from operator import attrgetter

from corpus.readers.pdf_drawing import Box, Glyph
from corpus.readers.pdf_lines import Line, build_lines, join_pieces, turned_lines

_TOLERANCE = 2.0
"""Points by which the middle of a word may lie outside the cell that it belongs to."""
_WITHIN = 0.15
"""Ems of white up to which two glyphs are of one word."""
_PADDING = 12.0
_GUTTER = 5.0
"""Points of white, through all rows, from which what stands at its sides are two columns."""
_CURRENCIES = frozenset("$€£")
"""Signs that stand apart from the figure that they belong to where figures end on one line."""
_ROWS = 0.6
"""Share of the rows that must have something at both sides of it."""

Held = dict[Box, list[Glyph]]


def fill_cells(cells: Sequence[Box], glyphs: Sequence[Glyph]) -> Held:
    """The glyphs of each cell. A word goes whole to the cell that holds its middle; one whose middle no cell holds stays outside."""
    held: Held = {cell: [] for cell in cells}
    cell = cells[0]
    for word in _words(glyphs):
        point = _middle(word)
        if not _holds(cell, point):
            found = next((one for one in cells if _holds(one, point)), None) or _near(cells, point)
            if found is None:
                continue
            cell = found
        held[cell] += word
    return held


def _words(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs as words, in drawing order; each blank by itself."""
    word: list[Glyph] = []
    for glyph in glyphs:
        last = word[-1] if word else None
        if last and not (glyph.text.strip() and last.text.strip() and _is_next(last, glyph)):
            yield word
            word = []
        word.append(glyph)
    if word:
        yield word


def _is_next(last: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph goes on with the word of another."""
    if not (last.upright and glyph.upright) or abs(glyph.baseline - last.baseline) > 0.1 * last.size:
        return False
    return -0.3 * last.size <= glyph.x0 - last.x1 <= _WITHIN * last.size


def _middle(word: Sequence[Glyph]) -> tuple[float, float]:
    x, y = word[0].middle
    return ((min(glyph.x0 for glyph in word) + max(glyph.x1 for glyph in word)) / 2, y) if len(word) > 1 else (x, y)


def _near(cells: Sequence[Box], point: tuple[float, float]) -> Box | None:
    return next((cell for cell in cells if _holds((cell[0] - _TOLERANCE, cell[1] - _TOLERANCE, cell[2] + _TOLERANCE, cell[3] + _TOLERANCE), point)), None)


def _holds(box: Box, point: tuple[float, float]) -> bool:
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def parted_cells(held: Held, page: int) -> Held:
    """Cells where those of a column are parted that hold several columns, with white between them in all rows, as where only rows are ruled."""
    spans: defaultdict[tuple[float, float], list[Box]] = defaultdict(list)
    for cell in held:
        spans[cell[0], cell[2]].append(cell)
    found = dict(held)
    fewest = min(2, len({top for _, top, _, _ in held}))
    for (left, right), cells in spans.items():
        narrower = any(x < right - 1 and end > left + 1 and end - x < right - left - 1 for x, end in spans)
        if len(cells) < fewest or narrower:
            continue
        pieces = build_lines([glyph for cell in cells for glyph in held[cell]], page)
        rows = [row for _, top, _, bottom in cells if (row := [piece for piece in pieces if top <= piece.baseline <= bottom])]
        cuts = [left, *_cuts(rows), right]
        for cell in cells if len(cuts) > 2 else []:
            glyphs = found.pop(cell)
            found |= fill_cells([(x, cell[1], end, cell[3]) for x, end in itertools.pairwise(cuts)], glyphs)
    return found


def _cuts(rows: Sequence[Sequence[Line]]) -> list[float]:
    """Where white runs down between pieces that stand in most rows at both of its sides."""
    taken: list[list[float]] = []
    for piece in sorted((piece for row in rows for piece in row), key=attrgetter("x0")):
        if taken and piece.x0 - taken[-1][1] < _GUTTER:
            taken[-1][1] = max(taken[-1][1], piece.x1)
        else:
            taken.append([piece.x0, piece.x1])
    cuts = []
    for (x0, x1), (after, _) in itertools.pairwise(taken):
        lefts = [[piece for piece in row if x0 - 1 <= piece.x0 and piece.x1 <= x1 + 1] for row in rows]
        both = sum(bool(left) and any(piece.x0 >= after - 1 for piece in row) for left, row in zip(lefts, rows, strict=True))
        written = any(piece.plain not in _CURRENCIES for left in lefts for piece in left)
        if both >= max(min(2, len(rows)), _ROWS * len(rows)) and written:
            cuts.append(after - 2)
    return cuts


def cell_lines(cell: Box, glyphs: Sequence[Glyph], page: int) -> tuple[Line, ...]:
    """The lines of a cell, with its edges."""
    pieces = build_lines(glyphs, page)
    lines = [*in_rows(pieces), *turned_lines(glyphs, page)]
    padding = min(_PADDING, max(1.0, min((line.x0 for line in lines), default=cell[0]) - cell[0]))
    return tuple(replace(line, left=cell[0] + padding, right=cell[2] - padding) for line in lines)


def in_rows(pieces: Iterable[Line]) -> list[Line]:
    """Pieces on one baseline joined, from top to bottom."""
    rows: list[list[Line]] = []
    for piece in sorted(pieces, key=attrgetter("baseline")):
        if rows and piece.baseline - rows[-1][0].baseline <= 0.2 * piece.size:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    return [join_pieces(row) if len(row) > 1 else row[0] for row in rows]
