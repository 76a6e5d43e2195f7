"""Parts of a page whose lines stand side by side: columns of running text, and tables without rules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from corpus.readers.pdf_grids import Grid
from corpus.readers.pdf_healing import ends_sentence
from corpus.readers.pdf_insets import Inset
from corpus.readers.pdf_lines import Line
from corpus.readers.pdf_styles import Styles

Piece = Line | Grid | Inset

_GUTTER = 0.8
"""Ems of white, and points at least (8), that part two columns."""
_LEAST_GUTTER = 8.0
_NARROWEST = 3.0
"""Points of white that part them where a longer label leaves no more, the text beside it beginning where its column does."""
_LARGER = 1.1
"""Times the body's size from which a line is a heading by its size."""
_FEWEST = 2
"""Lines side by side from which there are columns."""
_NEAR = 2.6
"""Ems below a column's last line down to which a line still belongs to it."""
_TIGHT = 0.12
"""Ems by which a line may stand lower than the next line of a paragraph does, and still go on with a label."""
_OVER = 0.35
"""Ems of white above a heading under which something new begins, in all columns."""
_SAME = 3.0
"""Points by which a row that stands alone may lie otherwise than the columns of the table that it belongs to."""
_AROUND = 8
"""Pieces above and below one, by height, among which those beside it are."""


@dataclass(frozen=True, slots=True)
class Band:
    """A part of a page whose lines stand side by side: pieces `start` to `end` of its pieces by height, parted by the white from `lo` to `hi`."""

    start: int
    end: int
    lo: float
    hi: float
    beside: int


class Bands:
    """Finds the bands of a document's pages, and remembers the columns of its tables: a second round finds single rows of them as well."""

    def __init__(self, styles: Styles, left: float) -> None:
        """Take the type of the document, and where lines begin on most pages."""
        self._styles, self._pitch, self._left = styles, styles.pitch, left
        self._known: set[tuple[tuple[float, float], ...]] = set()

    def learn(self, columns: tuple[tuple[float, float], ...]) -> None:
        """Remember where the columns of a table begin and end."""
        self._known.add(columns)

    def find(self, pieces: Sequence[Piece]) -> Band | None:
        """The part of a page with the most lines side by side."""
        found: dict[tuple[int, int], Band] = {}
        barred = [self._is_title(pieces, at) for at in range(len(pieces))]
        for at, one in enumerate(pieces):
            close = pieces[max(0, at - _AROUND) : at + _AROUND]
            for other in pieces if isinstance(one, Inset) else close:
                lo, hi = one.x1, other.x0
                if hi - lo < least_of(one) or beside(one, other) <= 0.3 or (isinstance(one, Grid) and isinstance(other, Grid)):
                    continue
                known = found.get((round(lo / 4), round(hi / 4)))
                between = any(beside(one, third) > 0.3 and third.x0 < hi and third.x1 > lo for third in close)
                if between or (known and known.start <= at < known.end):
                    continue
                band = self._grown(pieces, barred, at, lo, hi)
                if band and (known is None or band.beside > known.beside):
                    found[round(lo / 4), round(hi / 4)] = band
        bands = [band for band in found.values() if band.beside >= _FEWEST or self._is_known(pieces[band.start : band.end], band)]
        return max(bands, key=attrgetter("beside"), default=None)

    def extended(self, pieces: Sequence[Piece], band: Band) -> Band:
        """A band of running text with the lines that go on below in one column."""
        end = band.end
        foot = max(piece.bottom for piece in pieces[band.start : end])
        while end < len(pieces) and (pieces[end].x1 <= band.hi - 4 or pieces[end].x0 >= band.lo + 4) and self._is_near(pieces[end], foot):
            if self._is_title(pieces, end) and not self._is_running(pieces[end + 1 : end + 2], band):
                break
            if _rejoins(pieces[band.start : end], pieces[end], band):
                break
            foot = max(foot, pieces[end].bottom)
            end += 1
        return replace(band, end=end)

    def _is_known(self, pieces: Sequence[Piece], band: Band) -> bool:
        """Whether pieces stand in the columns of a table that was found before, or all but its first: a row of it that a page break has left alone."""
        columns = [(min(piece.x0 for piece in column), max(piece.x1 for piece in column)) for column in columns_of(pieces, band)]
        ways = [way for known in self._known for way in (known, known[1:]) if len(way) == len(columns) > 1]
        begun = any(all(abs(one[0] - other[0]) <= _SAME for one, other in zip(way, columns, strict=True)) for way in ways)
        return begun or (len(columns) > 2 and any(all(map(_is_same, way, columns)) for way in ways))

    def _grown(self, pieces: Sequence[Piece], barred: Sequence[bool], at: int, lo: float, hi: float) -> Band | None:
        """The band around one gap: as far up and down as no piece crosses it, and no heading stands alone other than at the top of the right column.

        It is cut to where pieces stand side by side.
        """
        least = least_of(pieces[at])
        start = end = at
        for way in (1, -1):
            here = at if way == 1 else at - 1
            while 0 <= here < len(pieces):
                piece = pieces[here]
                middle = (lo + hi) / 2
                new = (max(lo, piece.x1), hi) if (piece.x0 + piece.x1) / 2 < middle else (lo, min(hi, piece.x0))
                enough = _NARROWEST if new[0] > lo and _is_label(pieces, here, hi) else least
                heads = way < 0 and abs(piece.x0 - hi) <= _SAME
                if new[1] - new[0] < enough or (barred[here] and not heads):
                    break
                lo, hi = (lo, hi) if new[1] - new[0] < least else new
                here += way
            start, end = (start, here) if way == 1 else (here + 1, end)
        return self._cut(pieces, start, end, lo, hi)

    def _is_title(self, pieces: Sequence[Piece], at: int) -> bool:
        """Whether a piece is a heading by itself, under which something new begins: nothing stands beside it or beside the white closely above it."""
        one = pieces[at]
        if not isinstance(one, Line) or one.size < _LARGER * self._styles.body or self._styles.is_running(one):
            return False
        near = [other for other in pieces if other is not one and other.bottom > one.top - _OVER * one.size and other.top < one.bottom - 0.1 * one.size]
        return not any(beside(one, other) > 0.3 or other.x0 >= one.x1 or other.x1 <= one.x0 for other in near)

    def _cut(self, pieces: Sequence[Piece], start: int, end: int, lo: float, hi: float) -> Band | None:
        """A band without the lines above and below that have nothing beside them; those right of the gap and close by stay, and the rest of a label."""
        inside = range(start, end)
        lefts = [at for at in inside if (pieces[at].x0 + pieces[at].x1) / 2 < (lo + hi) / 2]
        rights = [at for at in inside if at not in lefts]
        paired = {at for at in lefts for other in rights if beside(pieces[at], pieces[other]) > 0.3}
        others = {other for other in rights for at in lefts if beside(pieces[at], pieces[other]) > 0.3}
        both = paired | others
        if not both:
            return None
        first, last = min(both), max(both)
        foot = max(pieces[at].bottom for at in both)
        while last + 1 < end and ((last + 1 in rights and self._is_near(pieces[last + 1], foot)) or self._ends_label(pieces, lefts, last)):
            last += 1
            foot = max(foot, pieces[last].bottom)
        head = pieces[first].top
        while first > start and (
            (first - 1 in rights and head - pieces[first - 1].bottom < self._reach(pieces[first - 1])) or self._begins_label(pieces, lefts, first, start)
        ):
            first -= 1
            head = pieces[first].top
        counted = [paired, others] if any(isinstance(pieces[at], Inset) for at in both) else [paired]
        return Band(first, last + 1, lo, hi, max(len({round(pieces[at].bottom / 3) for at in side}) for side in counted))

    def _ends_label(self, pieces: Sequence[Piece], lefts: Sequence[int], last: int) -> bool:
        """Whether the piece below the last one goes on with the label above it."""
        return last + 1 in lefts and any(self._goes_on(pieces[at], pieces[last + 1]) for at in lefts if at <= last)

    def _begins_label(self, pieces: Sequence[Piece], lefts: Sequence[int], first: int, start: int) -> bool:
        """Whether the piece above the first one begins the label below it, and does not end a paragraph above."""
        if first - 1 not in lefts or not any(self._goes_on(pieces[first - 1], pieces[at]) for at in lefts if at >= first):
            return False
        return first - 1 > start or start == 0 or not self._goes_on(pieces[start - 1], pieces[first - 1])

    def _goes_on(self, one: Piece, other: Piece) -> bool:
        """Whether a line is set as another, stands closely below it and level with it, and a sentence is not over."""
        if not isinstance(one, Line) or not isinstance(other, Line) or one.bold != other.bold or abs(one.size - other.size) > 0.2:
            return False
        step = (other.baseline - one.baseline) / one.size
        return 0 < step <= self._pitch + _TIGHT and not ends_sentence(one.text) and _is_same((one.x0, one.x1), (other.x0, other.x1))

    def _is_running(self, pieces: Sequence[Piece], band: Band) -> bool:
        """Whether a piece is a full line of the column left of a gap."""
        return any(piece.x1 <= band.hi - 4 and piece.x1 - piece.x0 >= 0.7 * (band.lo - self._left) for piece in pieces)

    def _is_near(self, piece: Piece, foot: float) -> bool:
        return piece.top - foot < self._reach(piece)

    def _reach(self, piece: Piece) -> float:
        return (_NEAR * self._pitch - 1) * _size(piece)


def columns_of(pieces: Sequence[Piece], band: Band) -> list[list[Piece]]:
    """The pieces of a band by column: parted by its gutter, and by every other strip of white that runs through all of it."""
    columns: list[list[Piece]] = []
    for side in ([piece for piece in pieces if _is_left(piece, band)], [piece for piece in pieces if not _is_left(piece, band)]):
        reached = float("-inf")
        for piece in sorted(side, key=attrgetter("x0")):
            if piece.x0 - reached >= least_of(piece):
                columns.append([])
            columns[-1].append(piece)
            reached = max(reached, piece.x1)
    return [sorted(column, key=attrgetter("top", "x0")) for column in columns]


def _is_left(piece: Piece, band: Band) -> bool:
    return (piece.x0 + piece.x1) / 2 < (band.lo + band.hi) / 2


def beside(one: Piece, other: Piece) -> float:
    """The share of the lower one's height at which two pieces stand side by side."""
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared / max(1.0, min(one.bottom - one.top, other.bottom - other.top))


def least_of(piece: Piece) -> float:
    """Points of white that part a piece from the next column."""
    return max(_LEAST_GUTTER, _GUTTER * piece.size) if isinstance(piece, Line) else _LEAST_GUTTER


def _size(piece: Piece) -> float:
    return piece.size if isinstance(piece, Line) else 10.0


def _is_same(column: tuple[float, float], other: tuple[float, float]) -> bool:
    """Whether what stands in two columns begins or ends at the same place, or has its middle there."""
    (x0, x1), (left, right) = column, other
    return min(abs(x0 - left), abs(x1 - right), abs((x0 + x1) - (left + right)) / 2) <= _SAME


def _is_label(pieces: Sequence[Piece], at: int, start: float) -> bool:
    """Whether beside a piece another begins on the same baseline exactly where its column does."""
    one = pieces[at]
    close = pieces[max(0, at - _AROUND) : at + _AROUND]
    return isinstance(one, Line) and any(isinstance(other, Line) and abs(other.x0 - start) <= 1 and abs(other.baseline - one.baseline) <= 1 for other in close)


def _rejoins(above: Sequence[Piece], piece: Piece, band: Band) -> bool:
    """Whether a line below the left column goes on with the right one, the text being in full width again."""
    if not isinstance(piece, Line) or piece.x0 > band.lo or not piece.opens_low:
        return False
    lefts = [line for line in above if isinstance(line, Line) and line.x1 <= band.lo + 0.1]
    rights = [line for line in above if isinstance(line, Line) and line.x1 > band.lo + 0.1]
    return bool(lefts and rights) and ends_sentence(lefts[-1].text) and not ends_sentence(rights[-1].text)
