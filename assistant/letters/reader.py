"""Letters: the questions in a member's message, each with what the message says of the person and the place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.clauses import asked_apart
from assistant.cues import cue
from assistant.letters.cues import letter_cue
from assistant.letters.lines import Message, Sentence, read_message
from assistant.letters.sentences import asking, confirms
from assistant.reading import QuestionReader, Reading
from corpus.names import Kind
from corpus.vocabulary import Vocabulary
from corpus.words import stems, words

MOST_QUESTIONS = 12
LONGEST = 20_000
"""Characters of a message that are read."""
MOST_FIGURES = 3
"""Sentences with the person's own figures that go along with a question that reckons with them."""
STORY = 45
"""Words of the sentence before that a question which leans on it takes along."""

_REFERRING, _LEANING, _POINTING = cue("referring"), cue("leaning"), letter_cue("pointing")
_AND_I = re.compile(r"\b(I{1,3}|IV|[1-9]),? and I(?= [a-z]|'[a-z])")
_LEFT, _ENOUGH, _ELIGIBLE = cue("left"), cue("asks_enough"), cue("eligible")
_GOES_ON, _ON_ANSWER, _OPENING = letter_cue("goes_on"), letter_cue("on_answer"), letter_cue("opening")
_OF_ALL, _OF_OTHERS, _OF_LEVELS, _THANKS = letter_cue("of_all"), letter_cue("of_others"), letter_cue("of_levels"), letter_cue("thanks")
_RENEWING, _APPLYING = letter_cue("renewing"), letter_cue("applying")
_PLACES = frozenset({Kind.ASSOCIATION, Kind.ELSEWHERE})
_LEVELS = frozenset({Kind.CATEGORY, Kind.LEVEL})
_OWN_FIGURES = frozenset({"hours", "years", "months", "weeks", "dollars", "minutes"})


@dataclass(frozen=True, slots=True)
class LetterQuestion:
    """One question of a message.

    Attributes:
        text: As it is shown: one or two sentences of the message.
        turns: What the assistant is asked: the names that hold for it, the question it goes on from, and last itself with what it needs to be understood.
    """

    text: str
    turns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence as it is read: its coordinates, and the names in it as they are written; `others` are places of somebody else.

    `joined` is set for a question that the same sentence asks after another.
    """

    text: str
    reading: Reading
    places: tuple[str, ...]
    levels: tuple[str, ...]
    others: tuple[str, ...]
    asks: bool = False
    joined: bool = False


class LetterReader:
    """Finds the questions of messages. Keeps nothing between calls."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._reader = QuestionReader(vocabulary)

    def questions(self, masked: str) -> tuple[LetterQuestion, ...]:
        """The questions of a message in which personal data are masked: at most 12, in order; none when it asks nothing.

        Text beyond 20,000 characters is not read. A message that is an earlier mail and no more is read as if it were the writer's own.
        """
        message = read_message(masked[:LONGEST])
        told, subject = self._told(message.own), self._told(message.subject)
        if not _asked(told) or _passes_on(told, below := self._told(message.below)):
            short = len(words(" ".join(s.text for s in message.own))) <= STORY and not _thanks(message)
            told = [*told, *(subject if _asked(subject) or not short else self._told(message.below))]
        around = [self._said(line) for line in message.around]
        quoted = [said for said in self._told(message.quoted) if said.asks and _is_subject(said.reading)]
        found = [self._question(told, n, around, quoted) for n, said in enumerate(told) if said.asks]
        return tuple({question.text.lower(): question for question in reversed(found)}.values())[::-1][:MOST_QUESTIONS]

    def _told(self, sentences: Sequence[Sentence]) -> list[_Said]:
        known = {text: self._said(text) for text in {sentence.text for sentence in sentences}}
        told = [known[sentence.text] for sentence in sentences]
        asks = set(asking(sentences, [_is_subject(said.reading) for said in told]))
        return [replace(said, asks=n in asks) for n, said in enumerate(told)]

    def _said(self, text: str) -> _Said:
        # "Level II and I live in …" is not read as Levels II and I.
        apart = _AND_I.sub(r"\1. I", text)
        reading, names = self._reader.read(apart), self._reader.names(apart)
        own = {*reading.associations, *(reading.categories or reading.asides), *reading.elsewhere, *reading.levels}
        named = [name for name in names if name.key in own or any(key.startswith(name.key) for key in reading.categories)]
        places = tuple(dict.fromkeys(apart[name.start : name.end] for name in named if name.kind in _PLACES))
        levels = tuple(dict.fromkeys(apart[name.start : name.end] for name in named if name.kind in _LEVELS))
        others = tuple(dict.fromkeys(apart[name.start : name.end] for name in names if name.key in reading.others))
        return _Said(text, reading, places, levels, others)

    def _question(self, told: Sequence[_Said], n: int, around: Sequence[_Said], quoted: Sequence[_Said]) -> LetterQuestion:
        said = told[n]
        shown = told_before = said.text
        before = told[n - 1] if n else None
        earlier: tuple[str, ...] = ()
        if before and not before.asks and _leans(said) and len(before.text.split()) <= STORY and not _THANKS.search(before.text):
            shown = told_before = f"{before.text} {said.text}"
        elif _goes_on(said) or (_leans(said) and not _asked(told[:n])):
            previous = next((one for one in (*reversed(told[:n]), *quoted) if one.asks), None)
            earlier = (_question_mark(previous.text),) if previous else ()
        elif _ON_ANSWER.search(said.text) and before and before.asks:
            # What it asks for is its own, what it asks it of (renewal, say) stands in the question before it.
            told_before = f"{before.text.rstrip(' ?!')}. {said.text}"
        if _reckons(said):
            figures = [one.text for one in _own_figures(told, said) if one.text not in told_before]
            told_before = " ".join([*figures, told_before])
        names = _names(told, n, around)
        if earlier and said.reading.compared and said.places and (other := _names(told[:n][::-1], 0, ())):
            told_before = f"{other}: {told_before}"
        return LetterQuestion(shown, (*((names,) if names else ()), *earlier, _AND_I.sub(r"\1. I", _question_mark(told_before))))


def _is_subject(reading: Reading) -> bool:
    """Whether a sentence speaks of something of the field: a topic, a level, a figure."""
    return bool(reading.topics or reading.parts or reading.subjects or reading.categories or reading.quantities)


def _asked(told: Sequence[_Said]) -> bool:
    return any(said.asks for said in told)


def _names(told: Sequence[_Said], n: int, around: Sequence[_Said]) -> str:
    """The place and the level that hold for a sentence, as they are written: said in it, last before it, first after it, or around the message."""
    nearest = [told[n], *reversed(told[:n]), *told[n + 1 :], *around]
    places = next((said.places for said in nearest if said.places), ())
    if n and not told[n].places and told[n - 1].others and _OF_OTHERS.search(told[n].text):
        places = told[n - 1].others
    levels = next((said.levels for said in nearest if said.levels), ())
    if _OF_ALL.search(told[n].text) and not told[n].levels:
        levels = tuple(dict.fromkeys(level for said in told for level in said.levels))
    return ", ".join((*places, *levels))


def _own_figures(told: Sequence[_Said], asked: _Said) -> list[_Said]:
    """The sentences in which the writer says figures of their own, those of the unit asked for where there are such, in order."""
    with_figures = [said for said in told if not said.asks and any(q.unit in _OWN_FIGURES for q in said.reading.quantities)]
    alike = [said for said in with_figures if set(said.reading.topics) & set(asked.reading.topics)]
    return (alike or with_figures)[-MOST_FIGURES:]


def _reckons(said: _Said) -> bool:
    """Whether a question reckons with the person's figures ("how many more", "is that enough")."""
    return bool(_LEFT.search(said.reading.core) or _ENOUGH.search(said.reading.core) or _ELIGIBLE.search(said.text))


def _leans(said: _Said) -> bool:
    """Whether a question cannot be understood without the sentence before it."""
    core, reading = _OPENING.sub("", said.reading.core), said.reading
    points = _POINTING.search(core) if reading.topics or reading.parts else _REFERRING.search(core) or _LEANING.search(core)
    return confirms(said.text) or (len(stems(core)) < 6 and bool(points) and not reading.quantities)


def _goes_on(said: _Said) -> bool:
    """Whether a question changes but a part of the one before it ("and for Level III?", "how does that compare?")."""
    size = len(stems(said.reading.core))
    if said.reading.topics or said.reading.part or said.reading.subjects:
        return False
    core = _OPENING.sub("", said.reading.core)
    return size <= 1 or (size <= 4 and bool(_ON_ANSWER.search(said.text) or _REFERRING.search(core))) or (size <= 2 and bool(_GOES_ON.search(said.text)))


def _question_mark(text: str) -> str:
    """The text such that it ends as a question, for what reads it looks for the mark."""
    return text if re.search(r"\?\W*$", text) else f"{text.rstrip(' .!,;:')}?"


def _thanks(message: Message) -> bool:
    return any(_THANKS.search(sentence.text) for sentence in message.own)
