"""Footnotes: taken from the foot of the page, and placed after what bears their mark."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from corpus.elements import Cell, Content, Element, Note, Table
from corpus.readers.pdf_columns import Block
from corpus.readers.pdf_drawing import Edge
from corpus.readers.pdf_grids import Grid
from corpus.readers.pdf_healing import Healer, ends_sentence
from corpus.readers.pdf_lines import MARK, Line, unmarked

_SMALLER = 0.94
"""Times the body's size up to which type is that of notes."""
_BELOW_RULE = 3.0
"""Ems below a short rule down to which a note begins."""
_RAISED = re.compile("\x02\\d+:r([^\x03]*)\x03\\s*")
_PLAIN = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,2})[.)]?(?=\s)|([*†‡]{1,3}))\s*(?=\S)")
_LONGEST_TABLE = 3
"""Pages after a mark in a table on which its note may follow, below the table."""
_SHORT = 0.15
"""Share of a column's width that a line must leave free besides the next word to be short."""
_LEVEL = 0.4
"""Points by which the type of a note's lines may differ."""


@dataclass(slots=True)
class Notes:
    """The notes of a document by page and label, and which of them have been placed."""

    found: dict[tuple[int, str], Note] = field(default_factory=dict)
    placed: set[tuple[int, str]] = field(default_factory=set)

    def place(self, elements: Iterable[Element]) -> Iterator[Element]:
        """Elements without marks, each note directly after the element that bears its mark, within a cell after the content that does.

        A mark without a note stays what it was: it may be a figure. Notes whose mark is never met come last.
        """
        for element in elements:
            if isinstance(element, Table):
                rows = tuple(tuple(self._cell(cell) for cell in row) for row in element.rows)
                yield replace(element, rows=rows)
            else:
                text, notes = self._settled(element.text)
                yield replace(element, text=text)
                yield from notes
        yield from (note for key, note in self.found.items() if key not in self.placed)

    def _cell(self, cell: Cell) -> Cell:
        contents: list[Content] = []
        for content in cell:
            text, notes = self._settled(content.text, True)
            contents += [replace(content, text=text), *notes]
        return tuple(contents)

    def _settled(self, text: str, tabled: bool = False) -> tuple[str, list[Note]]:
        """A text without the marks that refer to notes, and these notes."""
        keys = {mark.group(): self._key(int(mark.group(1)), mark.group(3), tabled) for mark in MARK.finditer(text)}
        used = list(dict.fromkeys(key for key in keys.values() if key))
        self.placed.update(used)
        text = MARK.sub(lambda mark: "" if keys[mark.group()] else unmarked(mark), text)
        return " ".join(text.split()), [self.found[key] for key in used]

    def _key(self, page: int, label: str, tabled: bool) -> tuple[int, str] | None:
        """The note that a mark refers to: the one on its page or soon after, or the only one with its number at the end of the document."""
        keys = [key for key in self.found if key[1] == label]
        only = len(keys) == 1 and label.isdigit()
        return min((key for key in keys if key[0] >= page and (only or key[0] - page <= _reach(label, tabled))), default=None)


@dataclass(frozen=True, slots=True)
class Foot:
    """What tells the notes of a page: the short rules drawn on it, and the points of the body's type."""

    rules: Sequence[Edge]
    body: float


def take_notes(pages: Sequence[Sequence[Block]], feet: Sequence[Foot], healer: Healer) -> tuple[list[list[Block]], Notes]:
    """The blocks of each page without footnotes, and these.

    A line begins one when it begins with a mark that the text bears, on the same page or before, and this is raised, or the line is set
    smaller than the body, or stands below a short rule.
    """
    marks: dict[int, dict[str, bool]] = defaultdict(dict)
    for number, blocks in enumerate(pages):
        for line, tabled in _lines(blocks):
            for mark in MARK.finditer(line.text):
                if mark.start() > 0:
                    marks[number][mark.group(3)] = tabled or marks[number].get(mark.group(3), False)
    notes = Notes()
    kept: list[list[Block]] = []
    for number, (blocks, foot) in enumerate(zip(pages, feet, strict=True)):
        rest: list[Block] = []
        held: list[Line] = []
        for block in [*blocks, None]:
            label = _label(block, foot, number, marks) if isinstance(block, Line) else None
            if held and (block is None or label or not _goes_on(held[-1], block)):
                _keep(held, healer, notes)
                held = []
            if isinstance(block, Line) and (label or held):
                held.append(block)
            elif block is not None:
                rest.append(block)
        kept.append(rest)
    return kept, notes


def _keep(lines: Sequence[Line], healer: Healer, notes: Notes) -> None:
    first = lines[0]
    match = _RAISED.match(first.text) or _PLAIN.match(first.text)
    if match:
        label = next(group for group in match.groups() if group)
        text = healer.heal([replace(first, text=first.text[match.end() :]), *lines[1:]])
        notes.found.setdefault((first.page, label), Note(label, MARK.sub(unmarked, text), first.page))


def _label(line: Line, foot: Foot, number: int, marks: Mapping[int, Mapping[str, bool]]) -> str | None:
    """The label of the note that a line begins; None when it begins none, or no mark refers to it.

    Args:
        line: The line.
        foot: What tells notes on its page.
        number: Its page, counted as `marks` counts.
        marks: The marks on each page, and whether each of them stands in a table.
    """
    raised, plain = _RAISED.match(line.text), _PLAIN.match(line.text)
    match = raised or plain
    label = next((group for group in match.groups() if group), None) if match else None
    if label is None:
        return None
    before = any(label in held and page <= number and (label.isdigit() or number - page <= _reach(label, held[label])) for page, held in marks.items())
    small = line.size <= _SMALLER * foot.body
    noted = (before and (raised or small)) or (label in marks.get(number, {}) and _is_below(line, foot.rules))
    return label if noted else None


def _reach(label: str, tabled: bool) -> int:
    """How many pages after its mark a note may come: those over which a table may go on, and one where notes are numbered."""
    return _LONGEST_TABLE if tabled else int(label.isdigit())


def _is_below(line: Line, rules: Sequence[Edge]) -> bool:
    """Whether a short rule stands closely above a line."""
    return any(-1 <= line.top - rule.top <= _BELOW_RULE * line.size and abs(rule.x0 - line.x0) < 24 for rule in rules)


def _goes_on(line: Line, block: Block | None) -> bool:
    """Whether a block is the next line of a note. What begins anew below a short line that ends a sentence is none."""
    if not isinstance(block, Line) or block.region != line.region or block.page != line.page or re.match(r"[\x02*†‡•]", block.text):
        return False
    ended = ends_sentence(line.text) and line.right - line.x1 > block.second - block.x0 + _SHORT * (line.right - line.left)
    return not ended and abs(block.size - line.size) <= _LEVEL and 0 < block.baseline - line.baseline <= 1.9 * line.size


def _lines(blocks: Iterable[Block]) -> Iterator[tuple[Line, bool]]:
    """All lines, and whether each stands in a table."""
    for block in blocks:
        if isinstance(block, Grid):
            yield from ((line, True) for line in block.lines)
        else:
            yield block, False
