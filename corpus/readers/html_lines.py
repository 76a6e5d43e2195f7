"""Running text by lines: which of them belong together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from corpus.readers.html_text import LONGEST_HEADING, MARK, begins_anew, heads, split_label, tidy


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; a line break if the text is empty. `bold` is None where it does not matter."""

    text: str
    bold: bool | None
    line: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a running text: its text with marks, whether all of it is bold and short, and where it stands."""

    text: str
    apart: bool
    line: int


def lines_of(pieces: Sequence[Piece]) -> Iterator[Line]:
    """The lines of a running text, empty ones too."""
    line: list[Piece] = []
    for piece in [*pieces, Piece("", None, 0)]:
        if piece.text:
            line.append(piece)
            continue
        text = tidy("".join(held.text for held in line))
        weights = [held.bold for held in line if held.bold is not None and any(c.isalnum() for c in held.text)]
        at = next((held.line for held in line if held.text.strip()), 0)
        yield Line(text, bool(weights) and all(weights) and len(MARK.sub("", text)) <= LONGEST_HEADING, at)
        line = []


def grouped(lines: Iterator[Line]) -> Iterator[list[Line]]:
    """The lines that belong together: up to an empty one, one that begins something of its own, or a change between bold and plain."""
    group: list[Line] = []
    last = 0
    for line in lines:
        changes = bool(group) and line.apart != group[-1].apart and (heads(line.text) if line.apart else heads(group[-1].text))
        if group and (not line.text or changes or begins_anew(line.text, last)):
            yield group
            group = []
        if line.text:
            label, _ = split_label(line.text)
            last = int(label) if label.isdigit() else last
            group.append(line)
    if group:
        yield group
