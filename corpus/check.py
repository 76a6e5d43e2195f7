"""The check of a corpus: what whoever writes sheets should mend before it is built."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from corpus.guideline import Block, Guideline
from corpus.quantities import codes, quantities
from corpus.sheet import HEADING, ITEM
from corpus.vocabulary import Vocabulary
from corpus.words import sentences, words

LONGEST = 45
"""Words in a sentence, from which on it is hard to read as an answer."""

_DIGITS = re.compile(r"\d+")
_MONTH = r"(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?"
_NO_FIGURE = re.compile(
    rf"\b\d{{4}}-\d{{2}}-\d{{2}}\b|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b|\b{_MONTH} \d{{1,2}}(?:, \d{{4}})?\b|\b\d{{1,2}} {_MONTH}(?: \d{{4}})?\b"
    r"|\b\d+(?:st|nd|rd|th)\b|\b(?:level|lvl|L)-?\d{1,2}\b|\bhttps?://\S+|\bwww\.\S+|\S+@\S+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault of a sheet. An error makes answers wrong, a warning makes them worse."""

    path: str
    line: int
    severity: Literal["error", "warning"]
    message: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.severity}: {self.message}"


def check_corpus(guidelines: Sequence[Guideline], vocabulary: Vocabulary) -> list[Finding]:
    """Everything to mend in the sheets that the guidelines were read from, ordered by file and line.

    Errors: a figure that is not read as one, a `? ` line with nothing below it. Warnings: a level-2 heading that is no part, a
    topic without a part, the same question twice in one sheet, a `? ` line amid a paragraph, a list with another number of items than its
    introduction says, a sentence of more than `LONGEST` words.
    """
    found = [finding for guideline in guidelines for finding in _check(guideline, vocabulary)]
    return sorted(found, key=lambda finding: (finding.path, finding.line, finding.message))


def line_of(lines: Sequence[str], block: Block, text: str) -> int:
    """The line of a sheet, from 1, where a text of a block begins; the block's own line if the text is not found."""
    for length in (4, 2):
        start = " ".join(text.split()[:length])
        for number in range(block.line, len(lines) + 1):
            if start in " ".join(lines[number - 1].split()):
                return number
    return block.line


def read_lines(guideline: Guideline) -> list[str]:
    """The lines of the sheet that a guideline was read from."""
    return Path(guideline.path).read_text(encoding="utf-8-sig").splitlines()


def _check(guideline: Guideline, vocabulary: Vocabulary) -> Iterator[Finding]:
    lines = read_lines(guideline)
    yield from _headings(guideline, lines, vocabulary)
    yield from _asks(guideline, lines)
    for block in guideline.blocks:
        for sentence in block.sentences:
            line = line_of(lines, block, sentence.text)
            for digits in unread(sentence.text):
                message = f'{digits!r} is not read as a figure, date, level or code; write the figure with its unit ("30 hours"): {sentence.text}'
                yield Finding(guideline.path, line, "error", message)
            if sentence is block.sentences[0] and (miscounted := _miscounted(block)):
                yield Finding(guideline.path, line, "warning", miscounted)
            for said in sentences(sentence.text):
                if (length := len(words(said))) > LONGEST:
                    yield Finding(guideline.path, line, "warning", f"a sentence of {length} words; divide what is longer than {LONGEST}")


def unread(text: str) -> list[str]:
    """The digits of a text that belong to no quantity, date, level or code."""
    known = [(q.start, q.end) for q in quantities(text)] + list(codes(text)) + [match.span() for match in _NO_FIGURE.finditer(text)]
    return [m.group() for m in _DIGITS.finditer(text) if not any(start <= m.start() and m.end() <= end for start, end in known)]


def _miscounted(block: Block) -> str | None:
    """A message if the introduction of a list counts what is listed ("Six areas are required:") and the list has another number of items."""
    if not (block.listed and block.introduced):
        return None
    said, items = block.sentences[0].text, len(block.sentences) - 1
    counts = [q for q in quantities(said) if q.unit and (q.start == 0 or words(said)[-1] == q.unit) and not re.search(r"\ball $", said[: q.start], re.I)]
    if not said.endswith(":") or not counts or any(q.value == items for q in counts):
        return None
    return f"{said[counts[0].start : counts[0].end]!r} introduces a list of {items} items; mend the figure or the list"


def _headings(guideline: Guideline, lines: Sequence[str], vocabulary: Vocabulary) -> Iterator[Finding]:
    for number, line in enumerate(lines, 1):
        heading = HEADING.match(line)
        if heading and len(heading.group(1)) == 2 and not vocabulary.part_of(heading.group(2)) and not vocabulary.category_of(heading.group(2)):
            message = f"{heading.group(2)!r} is no part ({', '.join(vocabulary.parts)}); rename it, or add it to a part's headings in vocabulary.yaml"
            yield Finding(guideline.path, number, "warning", message)
    seen: set[tuple[str, ...]] = set()
    for block in guideline.blocks:
        if block.scope.topic and block.scope.part is None and block.headings not in seen:
            seen.add(block.headings)
            message = f"{' > '.join(block.headings)!r} is under no part, which leaves open when it is asked; put it below a heading such as '## Requirements'"
            yield Finding(guideline.path, block.line, "warning", message)


def _asks(guideline: Guideline, lines: Sequence[str]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if not line.startswith("? "):
            continue
        key = " ".join(words(line))
        if key in first:
            yield Finding(guideline.path, number, "warning", f"asks the same as line {first[key]}: {line[2:].strip()!r}; keep it where the answer stands")
        first.setdefault(key, number)
        below = next((other for other in lines[number:] if other.strip() and not other.startswith("? ")), None)
        if below is None or HEADING.match(below):
            yield Finding(guideline.path, number, "error", f"nothing stands below {line.strip()!r}; put it directly above the block that answers it")
        before = lines[number - 2].rstrip()
        if before and not before.startswith(("? ", "#", " ")) and not ITEM.match(before) and not before.endswith(":") and before != "---":
            yield Finding(guideline.path, number, "warning", f"{line.strip()!r} stands amid a paragraph and is taken for that one; put a blank line above it")
