"""Numbers in front of lines: those that count the items of a list, and those that are figures of a sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.readers.pdf_lines import Line

_NUMBER = re.compile(r"(\(?)(\d{1,2}|[a-zA-Z]|[ivx]{1,5}|[IVX]{1,5})([.)])\s+(?=\S)")
_BARE = re.compile(r"(\d{1,2})\s+(?=\S)")
_DIGIT = 0.55
_WHITE = 0.5
"""Ems of a figure, and of the white after a bare number that counts items; a blank is half as wide."""
_ROMAN = {"i": 1, "v": 5, "x": 10}
_AHEAD = 120
"""Lines within which the second item of a list follows its first."""


@dataclass(frozen=True, slots=True)
class Label:
    """The number of an item: "2" of "(2) Text", where the text begins, and its place in its series, say the second of "(1)"."""

    text: str
    end: int
    series: tuple[str, str, str]
    value: int


class Numbering:
    """Tells the numbers of a list by their series: it begins with the first and counts on. Anything else is a figure, and stays in the text."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._labels = [_labels(line) for line in lines]
        self._last: dict[tuple[str, str, str], int] = {}

    def label(self, at: int) -> Label | None:
        """The number in front of a line, if it counts an item."""
        if not self._labels[at]:
            return None
        ahead = [(label.series, label.value) for labels in self._labels[at + 1 : at + _AHEAD] for label in labels]
        for label in self._labels[at]:
            if (label.series, 2) in ahead if label.value == 1 else label.value == self._last.get(label.series, 0) + 1:
                return label
        return None

    def take(self, label: Label) -> None:
        """Count on from an item."""
        self._last[label.series] = label.value

    def restart(self) -> None:
        """Begin anew, below a heading."""
        self._last.clear()


def _labels(line: Line) -> list[Label]:
    """The ways to read what stands in front of a line: "i." may be the ninth letter or the first Roman number. A bare number has white after it."""
    match = _NUMBER.match(line.text)
    if not match:
        bare = _BARE.match(line.text)
        far = bare is not None and line.second - line.x0 >= (_DIGIT * len(bare.group(1)) + _WHITE) * line.size
        return [Label(bare.group(1), bare.end(), ("", "1", " "), int(bare.group(1)))] if bare and far else []
    before, number, after = match.groups()
    if (before == "(") and after != ")":
        return []
    found = []
    if number.isdigit():
        found.append(Label(number, match.end(), (before, "1", after), int(number)))
    elif len(number) == 1:
        found.append(Label(number, match.end(), (before, "a" if number.islower() else "A", after), ord(number.lower()) - ord("a") + 1))
    if not number.isdigit() and set(number.lower()) <= set(_ROMAN):
        found.append(Label(number, match.end(), (before, "i" if number.islower() else "I", after), _roman(number.lower())))
    return found


def _roman(number: str) -> int:
    values = [_ROMAN[letter] for letter in number]
    return sum(-value if value < max(values[at + 1 :], default=0) else value for at, value in enumerate(values))
