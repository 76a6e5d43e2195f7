"""Boxes beside the text of a page, such as "At a glance": what stands in one is read by itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from corpus.readers.pdf_drawing import Box
from corpus.readers.pdf_grids import Grid
from corpus.readers.pdf_lines import Line

_MOST = 0.7
"""Share of a page's lines up to which those in a box are an inset, and not the page."""
_FEWEST = 2
_TOLERANCE = 3.0
_LEVEL = 1.0
"""Points by which the baselines of a label and of the text beside it may differ."""
_LABELS = 0.6
"""Share of the labels in a filled column that begin where the text beside them does."""


@dataclass(frozen=True, slots=True)
class Inset:
    """A box that text stands beside, and the lines and tables in it."""

    box: Box
    pieces: tuple[Line | Grid, ...]

    @property
    def x0(self) -> float:
        """Its left edge."""
        return self.box[0]

    @property
    def x1(self) -> float:
        """Its right edge."""
        return self.box[2]

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.box[1]

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.box[3]

    @property
    def size(self) -> float:
        """Points of its largest type."""
        return max((piece.size for piece in self.pieces if isinstance(piece, Line)), default=0.0)


def with_insets(pieces: Sequence[Line | Grid], boxes: Iterable[Box]) -> list[Line | Grid | Inset]:
    """What stands on a page, with that in boxes beside other text put together."""
    found: list[Line | Grid | Inset] = []
    left = list(pieces)
    for box in sorted(boxes, key=lambda box: (box[2] - box[0]) * (box[3] - box[1])):
        inside = [piece for piece in left if _holds(box, piece)]
        if _is_inset(box, inside, [piece for piece in left if not _holds(box, piece)]):
            found.append(Inset(box, tuple(inside)))
            left = [piece for piece in left if piece not in inside]
    return [*left, *found]


def _is_inset(box: Box, inside: Sequence[Line | Grid], outside: Sequence[Line | Grid]) -> bool:
    """Whether a box stands beside other text, holds lines that nothing outside runs into, and these are not the labels of a table."""
    lines = [piece for piece in inside if isinstance(piece, Line)]
    if len({round(line.baseline) for line in lines}) < _FEWEST or len(inside) > _MOST * (len(inside) + len(outside)):
        return False
    level = [piece for piece in outside if piece.bottom > box[1] + _TOLERANCE and piece.top < box[3] - _TOLERANCE]
    beside = [piece for piece in level if piece.x1 <= box[0] + _TOLERANCE or piece.x0 >= box[2] - _TOLERANCE]
    return len(beside) == len(level) >= _FEWEST and not _are_labels(lines, beside)


def _are_labels(lines: Sequence[Line], beside: Sequence[Line | Grid]) -> bool:
    """Whether lines are all set alike, and most of them stand level with one beside."""
    level = [line for line in lines if any(isinstance(piece, Line) and abs(piece.baseline - line.baseline) <= _LEVEL for piece in beside)]
    alike = len({(line.bold, round(line.size)) for line in lines}) == 1 and not any(line.text.startswith("•") for line in lines)
    firsts = [line for at, line in enumerate(lines) if at == 0 or line.baseline - lines[at - 1].baseline > 1.5 * line.size]
    return alike and sum(line in level for line in firsts) >= _LABELS * len(firsts)


def _holds(box: Box, piece: Line | Grid) -> bool:
    middle = (piece.top + piece.bottom) / 2
    return box[0] - _TOLERANCE <= piece.x0 and piece.x1 <= box[2] + _TOLERANCE and box[1] <= middle <= box[3]
