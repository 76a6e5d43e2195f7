"""Letters: the questions in a member's message, each with what the message says of the person and the place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.clauses import asked_apart
from assistant.cues import cue
from assistant.letters.context import OWN_FIGURES, STORY, Said, asked, figures_for, names_for, renewal_for
from assistant.letters.cues import letter_cue
from assistant.letters.lines import Message, Sentence, read_message
from assistant.letters.sentences import asking, confirms
from assistant.reading import QuestionReader
from corpus.names import Kind
from corpus.vocabulary import Vocabulary
from corpus.words import stems, words

MOST_QUESTIONS = 12
LONGEST = 20_000
"""Characters of a message that are read."""

_REFERRING, _LEANING, _POINTING = cue("referring"), cue("leaning"), letter_cue("pointing")
_AND_I = re.compile(r"\b(I{1,3}|IV|[1-9]),? and I(?= [a-z]|'[a-z])")
_LEFT, _ENOUGH, _ELIGIBLE = cue("left"), cue("asks_enough"), cue("eligible")
_GOES_ON, _ON_ANSWER, _OPENING = letter_cue("goes_on"), letter_cue("on_answer"), letter_cue("opening")
_RENEWING, _STILL, _THANKS = letter_cue("renewing"), letter_cue("still"), letter_cue("thanks")
_PLACES = frozenset({Kind.ASSOCIATION, Kind.ELSEWHERE})
_LEVELS = frozenset({Kind.CATEGORY, Kind.LEVEL})


@dataclass(frozen=True, slots=True)
class LetterQuestion:
    """One question of a message.

    Attributes:
        text: As it is shown: one or two sentences of the message, or the part of one that asks it.
        turns: What the assistant is asked: the names that hold for it, the question it goes on from, and last itself with what it needs to be understood.
    """

    text: str
    turns: tuple[str, ...]


class LetterReader:
    """Finds the questions of messages. Keeps nothing between calls."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._reader = QuestionReader(vocabulary)

    def questions(self, masked: str) -> tuple[LetterQuestion, ...]:
        """The questions of a message in which personal data are masked: at most 12, in order; none when it asks nothing.

        Text beyond 20,000 characters is not read. A message that is an earlier mail and no more is read as if it were the writer's own, and so is one that
        comes with a few words that ask nothing of the field ("can somebody take this one?").
        """
        message = read_message(masked[:LONGEST])
        told, subject = self._told(message.own), self._told(message.subject)
        short = len(words(" ".join(s.text for s in message.own))) <= STORY
        if not asked(told):
            told = [*told, *(subject if asked(subject) or not short or _thanks(message) else self._told(message.below))]
        elif short and not any(said.asks and said.is_subject for said in told):
            below = self._told(message.below)
            told = below if any(said.asks and said.is_subject for said in below) else told
        around = [self._said(line) for line in message.around]
        quoted = [said for said in self._told(message.quoted) if said.asks and said.is_subject]
        found = [self._question(told, n, subject, around, quoted) for n, said in enumerate(told) if said.asks]
        return tuple({question.text.lower(): question for question in reversed(found)}.values())[::-1][:MOST_QUESTIONS]

    def _told(self, sentences: Sequence[Sentence]) -> list[Said]:
        """The sentences as they are read; one that asks several things is as many."""
        known = {text: self._said(text) for text in {sentence.text for sentence in sentences}}
        told = [known[sentence.text] for sentence in sentences]
        asks = set(asking(sentences, [said.is_subject for said in told]))
        found: list[Said] = []
        for n, said in enumerate(told):
            parts = asked_apart(said.text) if n in asks else []
            mark = "?" if said.text.endswith("?") else ""
            if len(parts) < 2:
                found.append(replace(said, asks=n in asks))
            else:
                found += [replace(self._said(part.rstrip("?") + mark), asks=True, joined=part is not parts[0]) for part in parts]
        return found

    def _said(self, text: str) -> Said:
        # "Level II and I live in …" is not read as Levels II and I.
        apart = _AND_I.sub(r"\1. I", text)
        reading, names = self._reader.read(apart), self._reader.names(apart)
        own = {*reading.associations, *(reading.categories or reading.asides), *reading.elsewhere, *reading.levels}
        named = [name for name in names if name.key in own or any(key.startswith(name.key) for key in reading.categories)]
        places = tuple(dict.fromkeys(apart[name.start : name.end] for name in named if name.kind in _PLACES))
        levels = tuple(dict.fromkeys(apart[name.start : name.end] for name in named if name.kind in _LEVELS))
        others = tuple(dict.fromkeys(apart[name.start : name.end] for name in names if name.key in reading.others))
        return Said(text, reading, places, levels, others)

    def _question(self, told: Sequence[Said], n: int, subject: Sequence[Said], around: Sequence[Said], quoted: Sequence[Said]) -> LetterQuestion:
        said = told[n]
        shown = told_before = said.text
        before = told[n - 1] if n else None
        earlier: tuple[str, ...] = ()
        last = next((one for one in (*reversed(told[:n]), *quoted) if one.asks), None)
        if before and _is_story(before) and (_leans(said) or (_STILL.search(said.text) and before.reading.quantities)):
            shown = told_before = f"{before.text} {said.text}"
        elif _goes_on(said) or (_leans(said) and not asked(told[:n])):
            earlier = (_question_mark(last.text),) if last else ()
        elif last in told[:n] and last and ((_ON_ANSWER.search(said.text) and last is before) or _of_renewal(last, said)):
            # What it asks for is its own, what it asks it of (renewal, say) stands in the question before it.
            told_before = f"{last.text.rstrip(' ?!')}. {said.text}"
        if _reckons(said):
            figures = [text for text in figures_for(told, said) if text not in told_before]
            told_before = " ".join([*figures, told_before])
        if told_before.endswith(said.text) and (renewal := renewal_for(told, n, subject)) and renewal not in told_before:
            told_before = f"{renewal.rstrip(' .?!')}. {told_before}"
        names = names_for(told, n, around)
        if earlier and said.reading.compared and said.places and (other := names_for(told[:n][::-1], 0, ())):
            told_before = f"{other}: {told_before}"
        return LetterQuestion(shown, (*((names,) if names else ()), *earlier, _AND_I.sub(r"\1. I", _question_mark(told_before))))


def _is_story(before: Said) -> bool:
    """Whether a sentence tells something that the question after it may be about; small talk in the form of a question does not."""
    return not before.asks and len(before.text.split()) <= STORY and not _THANKS.search(before.text) and not before.text.endswith("?")


def _of_renewal(last: Said, said: Said) -> bool:
    """Whether a question points back at one about renewal, and does not say so itself."""
    return bool(_RENEWING.search(last.text) and _POINTING.search(said.text)) and not said.reading.parts


def _reckons(said: Said) -> bool:
    """Whether a question reckons with the person's figures ("how many more", "is that enough")."""
    return bool(_LEFT.search(said.reading.core) or _ENOUGH.search(said.reading.core) or _ELIGIBLE.search(said.text))


def _leans(said: Said) -> bool:
    """Whether a question cannot be understood without the sentence before it."""
    core, reading = _OPENING.sub("", said.reading.core), said.reading
    points = _POINTING.search(core) if reading.topics or reading.parts else _REFERRING.search(core) or _LEANING.search(core)
    return confirms(said.text) or (len(stems(core)) < 6 and bool(points) and not reading.quantities)


def _goes_on(said: Said) -> bool:
    """Whether a question changes but a part of the one before it ("and for Level III?", "how does that compare?")."""
    size = len(stems(said.reading.core))
    counted = said.reading.unit not in {None, "", "date", *OWN_FIGURES}
    if said.reading.topics or said.reading.part or said.reading.subjects or counted:
        return False
    if said.joined and not said.reading.quantities:
        return True
    core = _OPENING.sub("", said.reading.core)
    return size <= 1 or (size <= 4 and bool(_ON_ANSWER.search(said.text) or _REFERRING.search(core))) or (size <= 2 and bool(_GOES_ON.search(said.text)))


def _question_mark(text: str) -> str:
    """The text such that it ends as a question, for what reads it looks for the mark."""
    return text if re.search(r"\?\W*$", text) else f"{text.rstrip(' .!,;:')}?"


def _thanks(message: Message) -> bool:
    return any(_THANKS.search(sentence.text) for sentence in message.own)
