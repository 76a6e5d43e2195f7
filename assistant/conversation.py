"""Conversations: what a turn asks, with the coordinates that earlier turns have set."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.clauses import asked_apart
from assistant.cues import cue
from assistant.dating import sets_apart
from assistant.reading import Form, QuestionReader, Reading
from corpus.words import stems

MOST_QUESTIONS = 4
STORY = 40
"""Words of the story that a leaning question takes along."""


@dataclass(frozen=True, slots=True)
class Query:
    """One question to answer.

    Attributes:
        reading: Its coordinates, completed from earlier turns and from the rest of its own turn.
        question: The text that is matched first: the question itself, with what it refers to.
        context: The question with the story around it; equal to `question` when there is none.
        turn: The whole turn, with the names and figures that it holds; of a follow-up also the turn before it.
        focus: The question alone, when `question` holds the story before it too; else empty.
        refers: Whether the question leans on its context ("does that count?"), which then weighs more.
    """

    reading: Reading
    question: str
    context: str
    refers: bool = False
    turn: str = ""
    focus: str = ""


_ASKING = cue("asking")
_REFERRING = cue("referring")
_LEANING = cue("leaning")
_ABOUT = cue("about")
_LASTING = frozenset({"renewal", "competencies"})
"""Parts that, said anywhere in a turn, hold for its questions."""
_STOP = cue("stop")
_COUNTS = cue("counts_only")
_EMPTY = cue("empty")
_PLEASANTRY = cue("pleasantry")


def queries(turns: Sequence[str], reader: QuestionReader) -> list[Query]:
    """The questions of the last turn, each completed from the turns before it.

    Args:
        turns: One conversation, oldest first, each cleaned and with its spelling mended.
        reader: Reads texts.
    """
    before: Query | None = None
    for turn in turns[:-1]:
        before = _turn(turn, before, reader)[-1]
    return [_settled(query) for query in _turn(turns[-1], before, reader)]


def _settled(query: Query) -> Query:
    """A query whose only association is somebody else's is about that one after all."""
    reading = query.reading
    return query if reading.associations or not reading.others else replace(query, reading=replace(reading, associations=reading.others))


def _turn(turn: str, before: Query | None, reader: QuestionReader) -> list[Query]:
    read = reader.read
    whole = read(turn)
    if before is not None and not whole.categories and (raised := reader.raised(turn, before.reading.categories)):
        whole = replace(whole, categories=raised)
    found: list[Query] = []
    topical: list[bool] = []
    for segment, story in _segments(turn):
        own = read(segment) if segment != turn else whole
        query = _alone(own, whole, read(story).core if story else "", bool(found))
        topical.append(bool(own.topics))
        found.append(_completed(query, found[-1] if found else before, same_turn=bool(found)))
    merged: list[Query] = []
    for query, own_topic in zip(found, topical, strict=True):
        alike = merged and _scope(query.reading) == _scope(merged[-1].reading)
        if merged and ((alike and len(stems(query.reading.core)) < 2 and not own_topic) or (alike and query.question == merged[-1].question)):
            merged[-1] = replace(merged[-1], question=f"{merged[-1].question} {query.reading.core}", context=query.context)
        else:
            merged.append(query)
    return merged[:MOST_QUESTIONS]


def _names_only(reading: Reading) -> bool:
    """Whether a question names but a scope: "how many for Level III?" is "for Level III?"; the figure asked for is that of the question before it."""
    named = reading.core != reading.text or any(place in reading.text for place in reading.elsewhere)
    return named and not set(stems(_COUNTS.sub(" ", reading.core))) - set(stems(" ".join(reading.elsewhere)))


def _scope(reading: Reading) -> tuple[tuple[str, ...], ...]:
    """Whose rules and which ones a question is about."""
    return reading.associations, reading.categories, reading.levels, reading.elsewhere


def _segments(turn: str) -> list[tuple[str, str]]:
    """The questions of a turn, each with the sentence before it where that asks nothing; the turn itself when it holds no sentence that asks."""
    parts = [part for sentence in _STOP.split(turn) for part in _clauses(sentence) if re.search(r"\w", part)]
    parts = [part for part in parts if not _PLEASANTRY.search(part) and not _EMPTY.search(part)]
    asking = [n for n, part in enumerate(parts) if part.rstrip().endswith("?")] or [n for n, part in enumerate(parts) if _ASKING.search(part)]
    if not asking or len(parts) < 2:
        return [(" ".join(parts) or turn, "")]
    return [(parts[n], _before(parts, asking, n)) for n in asking]


def _before(parts: Sequence[str], asking: Sequence[int], n: int) -> str:
    """The sentences right before a question that ask nothing, nearest first to be kept, up to `STORY` words."""
    told: list[str] = []
    while n and n - 1 not in asking and sum(len(part.split()) for part in told) + len(parts[n - 1].split()) <= STORY:
        n -= 1
        told.insert(0, parts[n])
    return " ".join(told)


def _clauses(sentence: str) -> list[str]:
    """The questions that one sentence joins, each ending as a question; what leads up to one stays with it."""
    parts = asked_apart(sentence)
    return parts if len(parts) < 2 else [part if part.endswith("?") else f"{part.rstrip(' ,;')}?" for part in parts]


def _alone(own: Reading, whole: Reading, story: str, later: bool) -> Query:
    """A segment, with what the rest of its turn says of the person and the place; one that leans on what was said takes the sentence before it along."""
    said = len(stems(own.core))
    changed = own.changed or (whole.changed and sets_apart(own.core, own.editions, True, False))
    named = whole.editions if changed and len(own.editions) < len(whole.editions) else own.editions
    reading = replace(
        own,
        associations=own.associations or (() if own.elsewhere and _names_only(own) else whole.associations),
        others=own.others or whole.others,
        categories=own.categories or whole.categories or own.asides or whole.asides,
        levels=own.levels or whole.levels,
        elsewhere=own.elsewhere or whole.elsewhere,
        editions=named or (() if whole.changed and not changed else whole.editions),
        changed=changed,
        part=own.part or (whole.part if whole.part in _LASTING and not later else None),
        topics=own.topics or (() if said > 3 else whole.topics),
        quantities=whole.quantities,
        urgent=whole.urgent,
        compared=own.compared or (whole.compared and not own.associations and not own.categories),
    )
    leans = (said < 6 and bool(_REFERRING.search(own.core) or _LEANING.search(own.core))) or (said <= 2 and not own.topics and own.form is not Form.DEFINITION)
    if leans and story:
        return Query(reading, f"{story} {own.core}", whole.text, False, whole.text, own.core)
    if leans and said <= 2 and not own.topics and not later:
        return Query(reading, whole.core, whole.text, False, whole.text)
    return Query(reading, own.core, whole.text, leans, whole.text)


def _completed(query: Query, before: Query | None, same_turn: bool) -> Query:
    """A query with the coordinates that it leaves open taken from the one before it."""
    if before is None:
        return query
    now, then = query.reading, before.reading
    own_words = len(stems(now.core)) if now.core != now.text or not (now.associations or now.categories) else _own_words(now)
    counts = _names_only(now)
    bare = own_words == 0 or counts or bool(_ABOUT.search(now.text) and own_words <= 1 and not now.topics and not now.part)
    refers = bare or bool(_REFERRING.search(now.text)) or own_words <= 3
    moved = bool(now.associations) and now.associations != then.associations
    turn = query.turn if same_turn else f"{before.turn} {query.turn}"
    about = bool(then.topics or then.part or then.categories)
    changed = now.changed or sets_apart(now.core, now.editions, about, False) or (then.changed and not now.editions and (bare or bool(_ABOUT.search(now.text))))
    reading = replace(
        now,
        associations=now.associations or (() if now.elsewhere else then.associations),
        categories=now.categories or (() if now.levels else then.categories),
        editions=now.editions or (() if then.changed and (moved or not changed) else then.editions),
        changed=changed,
        part=now.part or (then.part if refers and not (now.topics and not bare and not same_turn and not _ABOUT.search(now.text)) else None),
        topics=now.topics or (then.topics if refers else ()),
        unit=now.unit if (now.unit is not None and not counts) or not bare else then.unit,
        quantities=now.quantities if same_turn else (*now.quantities, *then.quantities),
        form=then.form if bare and now.form is not Form.WHICH else now.form,
        elsewhere=now.elsewhere or (() if now.associations or now.levels or then.associations else then.elsewhere),
        compared=now.compared or (bare and then.compared and len(now.associations) + len(now.categories) > 1),
    )
    # A turn that named but a place or a level sets the scope and is nothing that a later one could be about.
    set_scope = bool(then.associations or then.categories) and then.core == then.text and not _own_words(then)
    if bare and not set_scope:
        return Query(reading, before.question, before.question, before.refers, turn)
    if refers and not set_scope and not (same_turn and own_words > 2):
        subject = " ".join(then.topics) or before.question
        question = f"{now.core} {subject}" if own_words <= 3 and not (now.topics and own_words <= 2) else now.core
        return Query(reading, question, f"{before.question} {now.core}", query.refers, turn)
    return Query(reading, query.question, query.context, query.refers, turn)


def _own_words(reading: Reading) -> int:
    """Content words of a text that holds nothing but names: none."""
    return 0 if reading.core == reading.text and not reading.topics and not reading.part else len(stems(reading.core))
