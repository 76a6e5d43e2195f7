"""Markers and notes brought together: linked notes, and those that are only typed, each set directly after what it explains."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from corpus.elements import Cell, Content, Element, Heading, Item, Note, Table
from corpus.readers.html_text import CLOSE, MARK, OPEN, SYMBOLS, render

LINK = "#"
"""What the number of a linked note begins with within a mark."""
_NAME = 3
"""Words of a heading over notes, at most."""
# A raised digit before a stroke is the upper half of a fraction.
_MARKER = re.compile(rf"\s?(?:[\[(]{OPEN}([^{CLOSE}]*){CLOSE}[\])]|{OPEN}([^{CLOSE}]*){CLOSE}(?!\s?[/⁄]))")
_TYPED = re.compile(rf"(?<=[\w.,;:)%”\"’'\]])(?:([{SYMBOLS}]{{1,3}})(?=[\s.,;:)]|$)|\s([{SYMBOLS}]{{1,3}})(?=[.,;:)]|$))")
_DEFINED = re.compile(rf"{OPEN}([^{CLOSE}#]+){CLOSE}(?!\s?[/⁄])[.):]?\s*(?P<raised>.*)|\(?([{SYMBOLS}]{{1,3}})\)?\s*(?P<symbol>[\w“\"(].*)")
_NUMBERED = re.compile(r"[\[(]?(\d{1,2})(?:[\]).:]+\s*|\s+)(?=[^\W\d]|[“\"(])")


@dataclass(slots=True)
class _Spot:
    """A content or heading of the document, and where it stands: on its own, or in which position of a cell."""

    element: Content | Heading
    in_cell: bool
    first: bool


def settle_notes(elements: Sequence[Element], linked: Mapping[str, Note]) -> list[Element]:
    """Elements with every marker that belongs to a note taken out of their text and the note set after them.

    Args:
        elements: As they were read, with marks in their texts.
        linked: The notes that are linked, by their number.

    Returns:
        The elements without marks; what is no marker stays as raised characters. A linked note whose marker has gone stands at the end.
    """
    spots = list(_spots(elements))
    settling = _Settling(spots, linked)
    settled = settling.rebuild(elements)
    return settled + [note for number, note in linked.items() if number not in settling.used]


def _spots(elements: Sequence[Element]) -> Iterator[_Spot]:
    for element in elements:
        if isinstance(element, Table):
            for number, row in enumerate(element.rows, 1):
                for cell in row:
                    for at, content in enumerate(cell):
                        yield _Spot(content, True, at == 0 and number < len(element.rows))
        else:
            yield _Spot(element, False, True)


class _Settling:
    """One document's notes: which spots hold them, and for each marker which it means."""

    def __init__(self, spots: Sequence[_Spot], linked: Mapping[str, Note]) -> None:
        self._spots, self._linked = spots, linked
        self.used: set[str] = set()
        self._marked: dict[str, int] = {}
        self.notes: dict[int, Note] = {}
        waiting: set[str] = set()
        for at, spot in enumerate(spots):
            note = _defined(spot)
            if note is not None and note.label in waiting:
                self.notes[at] = note
                waiting.discard(note.label)
                continue
            for label in _labels(spot.element.text):
                self._marked.setdefault(label, at)
                waiting.add(label)
        self.notes |= self._listed()
        self._bare = {at for at in range(len(spots)) if self._is_bare(at)}
        self._at = 0

    def _listed(self) -> dict[int, Note]:
        """The notes that are a numbered list from 1, whose numbers are all the raised numbers of the text and nothing but those."""
        wanted = {label for label in self._marked if label.isdigit()} - {note.label for note in self.notes.values()}
        for start in range(len(self._spots) - 1, -1, -1):
            run: dict[int, Note] = {}
            for at in range(start, len(self._spots)):
                spot = self._spots[at]
                label, text = _number(spot.element)
                if spot.in_cell or isinstance(spot.element, Heading) or label != str(len(run) + 1):
                    break
                run[at] = Note(label, render(text), spot.element.page, spot.element.line)
            if run and {note.label for note in run.values()} == wanted and all(self._marked[label] < start for label in wanted):
                return run
        return {}

    def _is_bare(self, at: int) -> bool:
        """Whether a heading stands over nothing but notes, and says nothing but that."""
        after = at + 1
        while after in self.notes:
            after += 1
        heading = self._spots[at].element
        bare = after > at + 1 and (after == len(self._spots) or isinstance(self._spots[after].element, Heading))
        return bare and isinstance(heading, Heading) and names_notes(heading.text) and not any(_labels(heading.text))

    def rebuild(self, elements: Sequence[Element]) -> list[Element]:
        """The elements with their notes; they are those that the spots were taken from."""
        self._at = 0
        built: list[Element] = []
        for element in elements:
            if isinstance(element, Table):
                rows = [tuple(self._cell(cell) for cell in row) for row in element.rows]
                kept = tuple(row for row in rows if any(row))
                if kept:
                    built.append(replace(element, rows=kept))
            else:
                built += self._settled(element)
        return built

    def _cell(self, cell: Cell) -> Cell:
        return tuple(content for held in cell for content in self._settled(held) if not isinstance(content, Heading | Table))

    def _settled(self, element: Content | Heading) -> list[Element]:
        """An element without its markers, and the notes they mean; nothing for one that is a note itself."""
        at = self._at
        self._at += 1
        if at in self.notes or at in self._bare:
            return []
        meant: dict[str, Note] = {}

        def take(found: re.Match[str]) -> str:
            label = found[found.lastindex or 1]
            note = self._meant(label, at, typed=found.re is _TYPED)
            if note is None:
                return found.group()
            meant.setdefault(label, note)
            return " " if found.string[found.end() : found.end() + 1].isalnum() else ""

        text = _TYPED.sub(take, _MARKER.sub(take, element.text)) if self._marked else element.text
        notes = [replace(note, page=element.page) for note in meant.values()]
        text = render(text)
        return [replace(element, text=text), *notes] if text else list(notes)

    def _meant(self, label: str, at: int, typed: bool) -> Note | None:
        """The note that a marker means: the linked one, or the next that is typed, or the last one before."""
        if label.startswith(LINK):
            if label[1:] in self._linked:
                self.used.add(label[1:])
            return self._linked.get(label[1:])
        places = [place for place, note in self.notes.items() if note.label == label]
        later = [place for place in places if place > at]
        if later:
            return self.notes[min(later)]
        return self.notes[max(places)] if places and not typed else None


def _defined(spot: _Spot) -> Note | None:
    """The note that a paragraph is, if it begins with a label."""
    found = _DEFINED.match(spot.element.text)
    if found is None or (spot.in_cell and spot.first) or (isinstance(spot.element, Item) and spot.element.label):
        return None
    text = found["raised"] or found["symbol"] or ""
    return Note(found.group(1) or found.group(3), render(text), spot.element.page, spot.element.line) if any(c.isalpha() for c in text) else None


def names_notes(text: str) -> bool:
    """Whether the text of a heading may be the name of nothing but notes: a few words without a figure."""
    return len(text.split()) <= _NAME and not any(c.isdigit() for c in text)


def _number(element: Content | Heading) -> tuple[str, str]:
    """The number that an item has or a paragraph begins with, and the text after it."""
    if isinstance(element, Item):
        return element.label, element.text
    found = _NUMBERED.match(element.text)
    return (found.group(1), element.text[found.end() :]) if found else ("", element.text)


def _labels(text: str) -> Iterator[str]:
    """The labels that mark something within a text; one that it begins with is no marker but its own."""
    for found in _MARKER.finditer(text):
        if found.start() or found[found.lastindex or 1].startswith(LINK):
            yield found[found.lastindex or 1]
    for found in _TYPED.finditer(MARK.sub("", text)):
        yield found[found.lastindex or 1]
