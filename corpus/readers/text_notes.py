"""Footnotes of plain text, put behind what they explain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.elements import Element, Note, Table
from corpus.readers.text_lines import Footnote, without_marker


def place_notes(elements: Sequence[Element], notes: Sequence[Footnote]) -> list[Element]:
    """The elements with each footnote after the one that holds its marker, which goes; a note without a marker stands where it stood."""
    found = list(elements)
    for note in notes:
        made = Note(note.label, note.text, note.page, note.number)
        before = [n for n, e in enumerate(found) if e.line <= note.number or isinstance(e, Table)]
        for place in reversed(before):
            changed = _unmarked(found[place], made)
            if changed is not None:
                found[place : place + 1] = changed
                break
        else:
            found.insert((before[-1] + 1) if before else 0, made)
    return found


def _unmarked(element: Element, note: Note) -> list[Element] | None:
    if isinstance(element, Note):
        return None
    if not isinstance(element, Table):
        text, marked = without_marker(element.text, note.label)
        return [replace(element, text=text), note] if marked else None
    for row, cells in enumerate(element.rows):
        for column, cell in enumerate(cells):
            for place, content in enumerate(cell):
                text, marked = without_marker(content.text, note.label)
                if marked and not isinstance(content, Note):
                    changed = (*cell[:place], replace(content, text=text), note, *cell[place + 1 :])
                    rows = [list(r) for r in element.rows]
                    rows[row][column] = changed
                    return [replace(element, rows=tuple(tuple(r) for r in rows))]
    return None
