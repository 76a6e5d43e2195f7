"""What a message says around a question: the place and level that hold for it, the writer's figures, and that it is about renewal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.letters.cues import letter_cue
from assistant.reading import Reading

MOST_FIGURES = 3
"""Sentences with the person's own figures that go along with a question that reckons with them."""
STORY = 45
"""Words of a sentence, at most, that a question takes along."""
OWN_FIGURES = frozenset({"hours", "years", "months", "weeks", "dollars", "minutes"})

_OF_ALL, _OF_OTHERS, _OF_LEVELS = letter_cue("of_all"), letter_cue("of_others"), letter_cue("of_levels")
_RENEWING, _APPLYING = letter_cue("renewing"), letter_cue("applying")


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence as it is read: its coordinates, and the names in it as they are written; `others` are places of somebody else.

    `joined` is set for a question that its sentence asks after another.
    """

    text: str
    reading: Reading
    places: tuple[str, ...]
    levels: tuple[str, ...]
    others: tuple[str, ...]
    asks: bool = False
    joined: bool = False

    @property
    def is_subject(self) -> bool:
        """Whether it speaks of something of the field: a topic, a level, a figure."""
        reading = self.reading
        return bool(reading.topics or reading.parts or reading.subjects or reading.categories or reading.quantities)


def asked(told: Sequence[Said]) -> bool:
    """Whether any of the sentences asks."""
    return any(said.asks for said in told)


def names_for(told: Sequence[Said], n: int, around: Sequence[Said]) -> str:
    """The place and the level that hold for a sentence, as they are written: said in it, last before it, first after it, or around the message."""
    nearest = [told[n], *reversed(told[:n]), *told[n + 1 :], *around]
    places = next((said.places for said in nearest if said.places), ())
    if n and not told[n].places and told[n - 1].others and _OF_OTHERS.search(told[n].text):
        places = told[n - 1].others
    levels = next((said.levels for said in nearest if said.levels), ())
    if _OF_ALL.search(told[n].text) and not told[n].levels:
        levels = tuple(dict.fromkeys(level for said in told for level in said.levels))
    if _OF_LEVELS.search(told[n].text):
        levels = told[n].levels
    return ", ".join((*places, *levels))


def figures_for(told: Sequence[Said], question: Said) -> list[str]:
    """The sentences in which the writer says figures of their own, those of the unit asked for where there are such, in order."""
    with_figures = [said for said in told if not said.asks and any(q.unit in OWN_FIGURES for q in said.reading.quantities)]
    alike = [said for said in with_figures if set(said.reading.topics) & set(question.reading.topics)]
    return [said.text for said in (alike or with_figures)[-MOST_FIGURES:]]


def renewal_for(told: Sequence[Said], n: int, subject: Sequence[Said]) -> str:
    """The sentence, nearest before, nearest after, or the subject, by which a question that does not say so is about renewal; empty when none is."""
    question = told[n]
    if question.reading.parts or not (question.reading.topics or question.reading.unit) or _APPLYING.search(question.text):
        return ""
    for said in (*reversed(told[:n]), *told[n + 1 :], *subject):
        fits = not question.levels or not said.levels or set(question.levels) & set(said.levels)
        if fits and (said in subject or not said.asks) and _RENEWING.search(said.text) and len(said.text.split()) <= STORY:
            return said.text
    return ""
