"""How a document sets its type: the size of its body, its headings from the highest to the lowest, how far apart its lines stand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from corpus.readers.pdf_lines import Line

_LARGER = 1.075
"""Times the body's size from which a line is a heading by its size."""
_ALIKE = 0.07
"""Share of the size by which two sizes may differ and be one."""
_USUAL_PITCH = 1.25
_RUNNING = 0.1
"""Share of all letters that must be set in a size outside tables, to tell that of the body."""
_LONG = 40
_FEWEST = 3
_MOSTLY = 0.25
"""Letters of a line after which a sentence goes on, how many such lines there must be, and what share of all, for a size to be that of running text."""
_SAME = 0.3
_LONGEST = 200
"""Characters up to which a text can be a heading."""
_BOLD_LONGEST = 120
_BOLD_WORDS = 20


@dataclass(frozen=True, slots=True)
class Styles:
    """The type of a document.

    Attributes:
        body: Points of most of its letters.
        sizes: The sizes of headings that are larger than the body, largest first, one for each level.
        running: The sizes in which running text is set; what is not bold in one of them is no heading.
        nested: Whether bold capitals stand a level above bold text.
        pitch: From baseline to baseline within a paragraph, in ems.
    """

    body: float
    sizes: tuple[float, ...]
    nested: bool
    pitch: float
    running: tuple[float, ...] = ()

    @property
    def lowest(self) -> int:
        """The level of a heading that is bold and no larger than the body."""
        return len(self.sizes) + 1 + self.nested

    def is_running(self, line: Line) -> bool:
        """Whether a line is set as running text is."""
        return _is_plain(line, self.running)

    def level_of(self, line: Line) -> int | None:
        """The level at which a line would be a heading, by its looks; None when it is set as the text is."""
        text = line.plain
        if sum(c.isalpha() for c in text) < 2:
            return None
        if self.is_running(line):
            return self.lowest if is_capitals(text) and len(text.split()) > 1 else None
        if line.size >= _LARGER * self.body:
            return next((at for at, size in enumerate(self.sizes, 1) if line.size >= size * (1 - _ALIKE)), len(self.sizes) or 1)
        if line.size < self.body * (1 - _ALIKE):
            return None
        capitals = is_capitals(text)
        if line.bold:
            return self.lowest - (self.nested and capitals)
        return self.lowest if capitals and len(text.split()) > 1 else None


def read_styles(flow: Sequence[Line], every: Iterable[Line]) -> Styles:
    """The styles of a document.

    Args:
        flow: The lines that stand outside tables, in reading order.
        every: All lines.
    """
    running = _running(flow)
    body = _body(running, every)
    large = [line for line in flow if line.size >= _LARGER * body and len(line.text) <= _LONGEST and not _is_plain(line, running)]
    larger = sorted({round(line.size, 1) for line in large}, reverse=True)
    sizes: list[float] = []
    for size in larger:
        if not sizes or size < sizes[-1] * (1 - _ALIKE):
            sizes.append(size)
    bold = {line.plain for line in flow if line.bold and abs(line.size - body) <= _ALIKE * body and len(line.text) <= _BOLD_LONGEST}
    capitals = {text for text in bold if is_capitals(text)}
    return Styles(
        body,
        tuple(sizes),
        len(capitals) > 1 and len(bold - capitals) > 1,
        pitch_of([line for line in flow if abs(line.size - body) <= _ALIKE * body]) or _USUAL_PITCH,
        tuple(running),
    )


def _is_plain(line: Line, running: Iterable[float]) -> bool:
    return not line.bold and any(abs(line.size - size) < _SAME for size in running)


def _running(flow: Sequence[Line]) -> dict[float, int]:
    """The letters of the lines outside tables after which a sentence goes on, by size, where these are long and not few."""
    held: dict[float, list[Line]] = {}
    times: Counter[float] = Counter()
    for line, after in pairwise(flow):
        size = round(2 * line.size) / 2
        held.setdefault(size, []).append(line)
        times[size] += after.opens_low and line.page == after.page and abs(line.size - after.size) < _SAME and not line.bold and len(line.text) >= _LONG
    return {size: sum(len(line.text) for line in lines) for size, lines in held.items() if times[size] >= max(_FEWEST, _MOSTLY * len(lines))}


def _body(running: Mapping[float, int], every: Iterable[Line]) -> float:
    """The size of most letters; that of the running text outside tables where this is larger, and not little."""
    counted: Counter[float] = Counter()
    for line in every:
        counted[round(2 * line.size) / 2] += len(line.text)
    usual = [size for size, letters in running.items() if letters >= _RUNNING * counted.total()]
    return max([*sorted(usual, key=lambda size: -running[size])[:1], *(size for size, _ in counted.most_common(1))], default=10.0)


def pitch_of(lines: Sequence[Line]) -> float | None:
    """Ems from baseline to baseline where a sentence goes on in the next line; None when no line of these does."""
    steps = [
        (after.baseline - line.baseline) / line.size
        for line, after in pairwise(lines)
        if after.opens_low and line.region == after.region and line.page == after.page and abs(line.size - after.size) < 0.5 and after.baseline > line.baseline
    ]
    steps = [step for step in steps if 0.9 <= step <= 3.5]
    return median(steps) if steps else None


def is_capitals(text: str) -> bool:
    """Whether a text is written in capitals alone, and is more than an abbreviation."""
    letters = [c for c in text if c.isalpha()]
    return len(letters) > 4 and not any(c.islower() for c in letters)


def reads_as_heading(text: str, larger: bool) -> bool:
    """Whether a text can be a heading: short, and no sentence. One that is larger than the body may be longer."""
    words = text.split()
    sentence = bool(re.search(r"[.;,]$", text)) and not re.search(r"\b[A-Z]\.$", text)
    if larger:
        return len(text) <= _LONGEST and not (sentence and len(words) > 12)
    return len(text) <= _BOLD_LONGEST and len(words) <= _BOLD_WORDS and not (sentence and len(words) > 4)
