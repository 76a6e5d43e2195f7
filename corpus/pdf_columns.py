"""The reading order of a page: columns of running text one after the other, tables without rules as tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import count
from operator import attrgetter

from corpus.pdf_grids import Grid, in_rows
from corpus.pdf_healing import ends_sentence
from corpus.pdf_lines import Line
from corpus.pdf_unruled import grids_of

Piece = Line | Grid
Block = Line | Grid

_GUTTER = 0.8
"""Ems of white, and points at least (8), that part two columns."""
_LEAST_GUTTER = 8.0
_LARGER = 1.1
"""Times the body's size from which a line is a heading by its size."""
_FEWEST = 2
"""Lines side by side from which there are columns."""
_MOST_ABOVE = 12
"""Lines above a box down from which the sentence that flows around it may begin."""
_NEAR = 2.6
"""Ems below a column's last line down to which a line still belongs to it."""


@dataclass(frozen=True, slots=True)
class Band:
    """A part of a page whose lines stand side by side: pieces `start` to `end` of its pieces by height, parted by the white from `lo` to `hi`."""

    start: int
    end: int
    lo: float
    hi: float
    beside: int


class Arranger:
    """Brings what stands on a page into reading order.

    It is made once a document, so that no two columns share a number, and remembers the columns of tables: a second round over the same pages
    finds single rows of them as well.
    """

    def __init__(self, body: float, pitch: float, left: float, right: float) -> None:
        """Take what is known of the document.

        Args:
            body: Points of the body's type.
            pitch: Ems from baseline to baseline.
            left: Where its lines begin on most pages.
            right: Where its full lines end.
        """
        self._body, self._pitch, self._left, self._right = body, pitch, left, right
        self._regions = count(1)
        self._known: set[tuple[float, ...]] = set()

    def arrange(self, pieces: Sequence[Piece], rules: Sequence[float]) -> list[Block]:
        """The lines and tables of a page in reading order, lines with the edges and number of their column.

        Args:
            pieces: What stands on the page, lines still parted where white is wide.
            rules: Heights of the lines drawn across, which part the rows of a table.
        """
        left = min((piece.x0 for piece in pieces), default=self._left)
        left = self._left if abs(left - self._left) < 40 else left
        right = max((piece.x1 for piece in pieces), default=self._right)
        right = self._right if right < self._right + 40 else right
        return self._read(sorted(pieces, key=attrgetter("top", "x0")), rules, left, right)

    def _read(self, pieces: list[Piece], rules: Sequence[float], left: float, right: float) -> list[Block]:
        band = self._band(pieces)
        if band is None:
            return self._flow(pieces, left, right)
        inside = pieces[band.start : band.end]
        columns = _columns(inside, band)
        table = grids_of(columns, rules, self._pitch)
        if table is None:
            band = self._extended(pieces, band)
            columns = _columns(pieces[band.start : band.end], band)
            read = [self._read(column, rules, min(one.x0 for one in column), max(one.x1 for one in column)) for column in columns]
        else:
            region = next(self._regions)
            read = [[replace(block, region=region, left=left, right=right) if isinstance(block, Line) else block for block in table]]
            self._known |= {block.edges[:-1] for block in table if isinstance(block, Grid)}
        above = self._read(pieces[: band.start], rules, left, right) if band.start else []
        below = self._read(pieces[band.end :], rules, left, right) if band.end < len(pieces) else []
        return _ordered(above, read, below)

    def _flow(self, pieces: Sequence[Piece], left: float, right: float) -> list[Block]:
        """Pieces that no gutter parts, from top to bottom."""
        grids = [piece for piece in pieces if isinstance(piece, Grid)]
        lines = in_rows([piece for piece in pieces if isinstance(piece, Line)])
        region = next(self._regions)
        placed = [replace(line, region=region, left=left, right=right) for line in lines]
        return sorted([*placed, *grids], key=lambda block: block.top)

    def _band(self, pieces: Sequence[Piece]) -> Band | None:
        """The part of a page with the most lines side by side."""
        found: dict[tuple[int, int], Band] = {}
        barred = [self._is_title(pieces, at) for at in range(len(pieces))]
        for at, one in enumerate(pieces):
            close = pieces[max(0, at - 8) : at + 8]
            for other in close:
                lo, hi = one.x1, other.x0
                if hi - lo < _least(one) or _beside(one, other) <= 0.3 or (isinstance(one, Grid) and isinstance(other, Grid)):
                    continue
                known = found.get((round(lo / 4), round(hi / 4)))
                between = any(_beside(one, third) > 0.3 and third.x0 < hi and third.x1 > lo for third in close)
                if between or (known and known.start <= at < known.end):
                    continue
                band = self._grown(pieces, barred, at, lo, hi)
                if band and (known is None or band.beside > known.beside):
                    found[round(lo / 4), round(hi / 4)] = band
        bands = [band for band in found.values() if band.beside >= _FEWEST or self._is_known(pieces[band.start : band.end], band)]
        return max(bands, key=attrgetter("beside"), default=None)

    def _is_known(self, pieces: Sequence[Piece], band: Band) -> bool:
        """Whether pieces stand in the columns of a table that was found before: one row of it that a page break has left alone."""
        starts = [min(piece.x0 for piece in column) for column in _columns(pieces, band)]
        return any(len(known) == len(starts) and all(abs(x - start) <= 3 for x, start in zip(known, starts, strict=True)) for known in self._known)

    def _grown(self, pieces: Sequence[Piece], barred: Sequence[bool], at: int, lo: float, hi: float) -> Band | None:
        """The band around one gap: as far up and down as no piece crosses it and no heading stands alone, cut to where pieces stand side by side."""
        least = _least(pieces[at])
        start = end = at
        for way in (1, -1):
            here = at if way == 1 else at - 1
            while 0 <= here < len(pieces):
                piece = pieces[here]
                middle = (lo + hi) / 2
                new = (max(lo, piece.x1), hi) if (piece.x0 + piece.x1) / 2 < middle else (lo, min(hi, piece.x0))
                if new[1] - new[0] < least or barred[here]:
                    break
                lo, hi = new
                here += way
            start, end = (start, here) if way == 1 else (here + 1, end)
        return self._cut(pieces, start, end, lo, hi)

    def _is_title(self, pieces: Sequence[Piece], at: int) -> bool:
        """Whether a piece is a heading that stands by itself, under which something new begins."""
        one = pieces[at]
        if isinstance(one, Grid) or one.size < _LARGER * self._body:
            return False
        return not any(other is not one and _beside(one, other) > 0.3 for other in pieces[max(0, at - 8) : at + 8])

    def _cut(self, pieces: Sequence[Piece], start: int, end: int, lo: float, hi: float) -> Band | None:
        """A band without the lines above and below that have nothing beside them; those right of the gap and close by are kept."""
        inside = range(start, end)
        lefts = [at for at in inside if pieces[at].x1 <= lo + 0.1]
        rights = [at for at in inside if pieces[at].x1 > lo + 0.1]
        paired = {at for at in lefts for other in rights if _beside(pieces[at], pieces[other]) > 0.3}
        both = paired | {other for other in rights for at in lefts if _beside(pieces[at], pieces[other]) > 0.3}
        if not both:
            return None
        first, last = min(both), max(both)
        foot = max(pieces[at].bottom for at in both)
        while last + 1 < end and (last + 1 in rights and self._is_near(pieces[last + 1], foot)):
            last += 1
            foot = pieces[last].bottom
        head = pieces[first].top
        while first > start and first - 1 in rights and head - pieces[first - 1].bottom < self._reach(pieces[first - 1]):
            first -= 1
            head = pieces[first].top
        return Band(first, last + 1, lo, hi, len({round(pieces[at].bottom / 3) for at in paired}))

    def _extended(self, pieces: Sequence[Piece], band: Band) -> Band:
        """A band of running text with the lines that go on below in one column."""
        end = band.end
        foot = max(piece.bottom for piece in pieces[band.start : end])
        while end < len(pieces) and (pieces[end].x1 <= band.hi - 4 or pieces[end].x0 >= band.lo + 4) and self._is_near(pieces[end], foot):
            if self._is_title(pieces, end) and not self._is_running(pieces[end + 1 : end + 2], band):
                break
            if _rejoins(pieces[band.start : end], pieces[end], band):
                break
            foot = pieces[end].bottom
            end += 1
        return replace(band, end=end)

    def _is_running(self, pieces: Sequence[Piece], band: Band) -> bool:
        """Whether a piece is a full line of the column left of a gap."""
        return any(piece.x1 <= band.hi - 4 and piece.x1 - piece.x0 >= 0.7 * (band.lo - self._left) for piece in pieces)

    def _is_near(self, piece: Piece, foot: float) -> bool:
        return piece.top - foot < self._reach(piece)

    def _reach(self, piece: Piece) -> float:
        return (_NEAR * self._pitch - 1) * (piece.size if isinstance(piece, Line) else 10.0)


def _columns(pieces: Sequence[Piece], band: Band) -> list[list[Piece]]:
    """The pieces of a band by column: parted by its gutter, and by every other strip of white that runs through all of it."""
    taken: list[list[float]] = []
    for piece in sorted(pieces, key=attrgetter("x0")):
        if taken and piece.x0 - taken[-1][1] < _least(piece) and not (piece.x0 >= band.hi - 0.1 and taken[-1][1] <= band.lo + 0.1):
            taken[-1][1] = max(taken[-1][1], piece.x1)
        else:
            taken.append([piece.x0, piece.x1])
    return [[piece for piece in pieces if x0 <= (piece.x0 + piece.x1) / 2 <= x1] for x0, x1 in taken]


def _ordered(above: list[Block], columns: list[list[Block]], below: list[Block]) -> list[Block]:
    """What stands above columns, the columns from left to right, and what stands below.

    A text that comes from above in full width, or goes on below so, flows around the other columns: these are read before its sentence begins.
    """
    for at, column in enumerate(columns if len(columns) > 1 else []):
        comes = bool(above) and _is_continued(above[-1], column[0])
        if comes or (at < len(columns) - 1 and below and _is_continued(column[-1], below[0])):
            begin = len(above)
            while comes and begin > 0 and len(above) - begin < _MOST_ABOVE and (begin == len(above) or _is_continued(above[begin - 1], above[begin])):
                begin -= 1
            aside = [block for other in (*columns[:at], *columns[at + 1 :]) for block in other]
            return [*above[:begin], *aside, *above[begin:], *column, *below]
    return [*above, *(block for column in columns for block in column), *below]


def _is_continued(block: Block, after: Block) -> bool:
    """Whether a line surely goes on with the sentence of another."""
    if not isinstance(block, Line) or not isinstance(after, Line):
        return False
    return after.opens_low and not ends_sentence(block.text) and abs(after.size - block.size) < 0.5


def _rejoins(above: Sequence[Piece], piece: Piece, band: Band) -> bool:
    """Whether a line below the left column goes on with the right one, the text being in full width again."""
    if not isinstance(piece, Line) or piece.x0 > band.lo or not piece.opens_low:
        return False
    lefts = [line for line in above if isinstance(line, Line) and line.x1 <= band.lo + 0.1]
    rights = [line for line in above if isinstance(line, Line) and line.x1 > band.lo + 0.1]
    return bool(lefts and rights) and ends_sentence(lefts[-1].text) and not ends_sentence(rights[-1].text)


def _least(piece: Piece) -> float:
    return max(_LEAST_GUTTER, _GUTTER * piece.size) if isinstance(piece, Line) else _LEAST_GUTTER


def _beside(one: Piece, other: Piece) -> float:
    """The share of the lower one's height at which two pieces stand side by side."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / max(1.0, min(one.bottom - one.top, other.bottom - other.top))
