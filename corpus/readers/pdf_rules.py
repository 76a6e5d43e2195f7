"""Lines drawn across a page, by their height."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.readers.pdf_drawing import Edge

_LEVEL = 2.0
"""Points by which lines on one height may differ."""
_THROUGH = 0.7
"""Share of a width that lines on one height must cover to run through it."""
_OPEN = 10.0
"""Points of white between two lines on one height from which they belong to different things."""


@dataclass(frozen=True, slots=True)
class Level:
    """Lines on one height `y`, from left to right, as the pieces that they leave when those that touch are joined."""

    y: float
    spans: tuple[tuple[float, float], ...]

    def crosses(self, left: float, right: float) -> bool:
        """Whether they run through most of a width."""
        return sum(max(0.0, min(right, end) - max(left, start)) for start, end in self.spans) >= _THROUGH * (right - left)

    def is_open(self, left: float, right: float) -> bool:
        """Whether one ends and another begins at some place between two others."""
        ends = zip(self.spans, self.spans[1:], strict=False)
        return any(start - end >= _OPEN and end <= right and start >= left for (_, end), (start, _) in ends)


def levels_of(edges: Iterable[Edge]) -> list[Level]:
    """The heights of lines drawn across, from top to bottom."""
    found: list[list[Edge]] = []
    for edge in sorted(edges, key=lambda edge: edge.top):
        if found and edge.top - found[-1][0].top <= _LEVEL:
            found[-1].append(edge)
        else:
            found.append([edge])
    return [Level(level[0].top, _joined(level)) for level in found]


def _joined(level: Iterable[Edge]) -> tuple[tuple[float, float], ...]:
    spans: list[tuple[float, float]] = []
    for edge in sorted(level, key=lambda edge: edge.x0):
        if spans and edge.x0 - spans[-1][1] <= _LEVEL:
            spans[-1] = spans[-1][0], max(spans[-1][1], edge.x1)
        else:
            spans.append((edge.x0, edge.x1))
    return tuple(spans)
