"""Reading a question: its coordinates, what kind of answer it wants, and the figures that the person names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from assistant.cues import cue
from assistant.dating import asked_editions, sets_apart, without_editions
from corpus.errors import QuestionError
from corpus.names import Kind, Name, NameFinder
from corpus.quantities import Quantity, quantities
from corpus.vocabulary import Vocabulary
from corpus.words import stopwords, tidy, words

LONGEST = 20_000


class Form(StrEnum):
    """What kind of answer a question wants."""

    FACT = "fact"
    YES_NO = "yes or no"
    DEFINITION = "definition"
    CHECKLIST = "checklist"
    WHICH = "which"


@dataclass(frozen=True, slots=True)
class Reading:
    """A question as it is understood.

    Attributes:
        text: The question, tidied and with its spelling mended.
        core: `text` without the names of associations, categories and editions: what is compared with passages.
        categories: In the order they are named; a designation replaces the category it is within.
        asides: Categories that are named of somebody or something else ("on top of Level III work").
        others: Associations that are named as somebody else's ("my friend in Michigan says").
        elsewhere: Places and systems that are named and are no association of the vocabulary.
        levels: Levels that are named and do not exist in the vocabulary.
        editions: Editions that are named, by date or by a word of `assistant.dating`.
        changed: Whether editions are set against each other ("what changed").
        part: The part that the words point to first, or None; `parts` are all of them, `topics` likewise.
        subjects: Near-domain subjects that guidelines are often silent on.
        unit: The unit of the figure that is asked for ("hours", "years", "dollars", the counted noun, or "" for any count), or None.
        many: Whether a list is asked for ("examples", "which things").
        compared: Whether two or more things are set against each other.
    """

    text: str
    core: str
    associations: tuple[str, ...]
    categories: tuple[str, ...]
    asides: tuple[str, ...]
    others: tuple[str, ...]
    elsewhere: tuple[str, ...]
    levels: tuple[str, ...]
    editions: tuple[str, ...]
    changed: bool
    part: str | None
    parts: tuple[str, ...]
    topics: tuple[str, ...]
    subjects: tuple[str, ...]
    quantities: tuple[Quantity, ...]
    form: Form
    unit: str | None
    many: bool
    compared: bool
    urgent: bool


_YES_NO = cue("yes_no")
_WHETHER = cue("whether")
_SHORT_YES_NO = cue("short_yes_no")
_OPEN = cue("open")
_DEFINE = cue("define")
_CHECKLIST = cue("checklist")
_WHICH = cue("which")
_COMPARE = cue("compare")
_JOINED = cue("joined")
_MANY = cue("many")
_DENIED_NAME = cue("denied_name")
_OTHERS_BEFORE = cue("others_before")
_OTHERS_AFTER = cue("others_after")
_UNITS = (
    ("date", cue("asks_date")),
    ("years", cue("asks_years")),
    ("hours", cue("asks_hours")),
    ("dollars", cue("asks_dollars")),
    ("years", cue("asks_years_loosely")),
    ("", cue("asks_count")),
)


_COUNTED = re.compile(r"\bhow many (?:\w+ )?(\w+s)\b", re.I)
_DENIED = cue("denied")
_NEXT_UP = cue("next_up")
_NEXT_DOWN = cue("next_down")
_BARE_LEVEL = cue("bare_level")
_ASIDE = cue("aside")


class TermFinder:
    """Finds which terms of the vocabulary (parts, topics, subjects) a text uses.

    An alias is a phrase; one with " + " is a set of words that all stand somewhere in the text.
    """

    def __init__(self, aliases: Mapping[str, Sequence[str]]) -> None:
        self._phrases: dict[tuple[str, ...], list[str]] = {}
        self._together: list[tuple[frozenset[str], str]] = []
        for key, names in aliases.items():
            for name in names:
                if " + " in name:
                    self._together.append((frozenset(words(name)), key))
                else:
                    self._phrases.setdefault(tuple(words(name)), []).append(key)
        self._phrases.pop((), None)
        self._longest = max(map(len, self._phrases), default=1)

    def find(self, text: str) -> tuple[str, ...]:
        """Keys of the terms that the text uses, those said with the most words first, then by place."""
        said = words(text)
        found: dict[str, tuple[int, int]] = {}
        at = 0
        while at < len(said):
            for length in range(min(self._longest, len(said) - at), 0, -1):
                keys = self._phrases.get(tuple(said[at : at + length]))
                if keys:
                    for key in keys:
                        found.setdefault(key, (-length, at))
                    at += length
                    break
            else:
                at += 1
        present = frozenset(said)
        for wanted, key in self._together:
            if wanted <= present:
                found.setdefault(key, (-len(wanted), at))
        return tuple(sorted(found, key=lambda key: found[key]))

    def remove(self, text: str) -> list[str]:
        """The words of a text that belong to none of the terms."""
        said, left, at = words(text), [], 0
        while at < len(said):
            length = next((n for n in range(min(self._longest, len(said) - at), 0, -1) if tuple(said[at : at + n]) in self._phrases), 0)
            if not length:
                left.append(said[at])
            at += length or 1
        return left


class QuestionReader:
    """Reads questions with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names = NameFinder(vocabulary)
        self._field = re.compile(
            rf"\b(?:{'|'.join(map(re.escape, vocabulary.field)) or '(?!)'})\s+(?=endors|credential|certif|guideline|competenc|association)", re.I
        )
        self._parts = TermFinder({key: term.aliases for key, term in vocabulary.parts.items()})
        self._topics = TermFinder({key: (key, *term.aliases) for key, term in vocabulary.topics.items()})
        self._subjects = TermFinder(vocabulary.subjects)
        self._smalltalk = TermFinder({"smalltalk": vocabulary.smalltalk})
        self._orders = TermFinder({"orders": vocabulary.orders})
        self._urgent = TermFinder({"urgent": vocabulary.urgent.aliases})

    def read(self, text: str) -> Reading:
        """The reading of one question, its spelling mended already."""
        names = self._names.find(text)
        nameless = self._field.sub("", _without(text, names))
        editions, core = asked_editions(text, nameless, names), without_editions(nameless)
        parts, topics = self._parts.find(_DENIED.sub(" ", core)), self._topics.find(core)
        figures = quantities(text)
        aside = [name for name in names if name.kind is Kind.CATEGORY and _ASIDE.search(text[max(0, name.start - 40) : name.start])]
        categories = self._categories([name for name in names if name not in aside], text)
        names = [name for name in names if not _DENIED_NAME.search(text[max(0, name.start - 40) : name.start])] or names
        others = [name for name in names if name.kind is Kind.ASSOCIATION and _of_others(text, name)]
        associations = _keys([name for name in names if name not in others], Kind.ASSOCIATION)
        elsewhere = _keys(names, Kind.ELSEWHERE)
        return Reading(
            text=text,
            core=core,
            associations=associations,
            categories=categories,
            asides=_keys(aside, Kind.CATEGORY),
            others=_keys(others, Kind.ASSOCIATION),
            elsewhere=elsewhere,
            levels=_keys(names, Kind.LEVEL),
            editions=editions,
            changed=sets_apart(nameless, editions, bool(topics or parts or categories), len(associations) > 1 or len(categories) > 1),
            part=parts[0] if parts else None,
            parts=parts,
            topics=topics,
            subjects=self._subjects.find(text),
            quantities=figures,
            form=_form(text),
            unit=_unit(core, _form(text)),
            many=bool(_MANY.search(core)),
            compared=bool(_COMPARE.search(text)) or _side_by_side(text, names),
            urgent=bool(self._urgent.find(text)),
        )

    def raised(self, text: str, before: Sequence[str]) -> tuple[str, ...]:
        """The category one level above or below the one before, where a text says so ("the next level up")."""
        shift = 1 if _NEXT_UP.search(text) else -1 if _NEXT_DOWN.search(text) else 0
        order = [key for key, entry in self._vocabulary.categories.items() if entry.level]
        if not shift or len(before) != 1 or before[0] not in order:
            return ()
        at = order.index(before[0]) + shift
        return (order[at],) if 0 <= at < len(order) else ()

    def follow(self, text: str) -> str:
        """A turn after another: a bare number in it ("and 3?") is read as a level."""
        return _BARE_LEVEL.sub(lambda match: f"{match.group(1) or ''}level {match.group(2)}{match.group(3)}", text)

    def asks_nothing(self, text: str) -> bool:
        """Whether a turn is small talk: nothing in it but pleasantries and common words."""
        left = self._smalltalk.remove(text)
        return not any(len(word) > 2 and word not in stopwords() for word in left)

    def without_orders(self, text: str) -> str:
        """The text without the sentences that try to give the assistant other orders."""
        if not self._orders.find(text):
            return text
        parts = re.split(r"(?<=[.!?:;\n])\s+|,? (?:and then|and|then) (?=tell|say|print|answer|reply|give)", text)
        return " ".join(part for part in parts if not self._orders.find(part))

    def names(self, text: str) -> list[Name]:
        """The names that a text holds."""
        return self._names.find(text)

    def subjects(self, text: str) -> tuple[str, ...]:
        """The near-domain subjects that a text speaks of."""
        return self._subjects.find(text)

    def topics(self, text: str) -> tuple[str, ...]:
        """The topics that a text uses the words of."""
        return self._topics.find(text)

    def _categories(self, names: Sequence[Name], text: str) -> tuple[str, ...]:
        """Categories in order; one that a designation of it is named with gives way to that designation."""
        found = list(_keys(names, Kind.CATEGORY))
        known = self._vocabulary.categories
        said = set(words(text))
        for key in list(found):
            inside = [other for other, entry in known.items() if entry.within == key]
            named = [other for other in inside if other in found] or [
                other for other in inside if any(len(name) > 2 and set(words(name)) <= said for name in known[other].designation)
            ]
            if named and key in found:
                at = found.index(key)
                found[at : at + 1] = [other for other in named if other not in found]
        return tuple(dict.fromkeys(found))


def clean(text: str) -> str:
    """A question ready to be read.

    Raises:
        QuestionError: If it is empty, longer than 20,000 characters, or not text.
    """
    if "\x00" in text or sum(c == "\ufffd" for c in text) > max(2, len(text) // 50):
        raise QuestionError("the question is not text; send it as plain UTF-8 text")
    if len(text) > LONGEST:
        raise QuestionError(f"the question has {len(text):,} characters, at most {LONGEST:,} are read; shorten it")
    tidied = " ".join(re.sub(r"^[ \t]*(?:>+[ \t]?)+", "", tidy(text), flags=re.M).split())
    if not re.search(r"\w", tidied):
        raise QuestionError("the question is empty; ask, for example: how many training hours are required for Level II?")
    return tidied


def _of_others(text: str, name: Name) -> bool:
    """Whether a name is said of somebody else."""
    return bool(_OTHERS_BEFORE.search(text[max(0, name.start - 50) : name.start]) or _OTHERS_AFTER.search(text[name.end : name.end + 20]))


def _side_by_side(text: str, names: Sequence[Name]) -> bool:
    """Whether two names of one kind stand side by side, joined by "and", "or", "vs" and the like."""
    pairs = [(a, b) for a, b in pairwise(names) if a.kind is b.kind and a.key != b.key and a.kind in {Kind.ASSOCIATION, Kind.CATEGORY}]
    return any(_JOINED.fullmatch(text[a.end : b.start]) for a, b in pairs)


def _keys(names: Sequence[Name], kind: Kind) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.key for name in names if name.kind is kind))


def _without(text: str, names: Sequence[Name]) -> str:
    """The text without the names in it; if nothing else is left, the text itself."""
    out, at = [], 0
    for name in names:
        if name.kind in {Kind.ASSOCIATION, Kind.CATEGORY, Kind.LEVEL} and name.start >= at:
            out.append(text[at : name.start])
            at = name.end
    core = re.sub(r"\s+([,.?!])", r"\1", " ".join("".join([" ".join(out), " ", text[at:]]).split()))
    core = re.sub(r"\(\s*\)|\b(?:in|for|from|at|with|under|by|of|the|a|an|level|association)\s*(?=[?.,!]|$)", "", core).strip(" ,-")
    return core if re.search(r"[a-z]{2}", core, re.I) else text


def _form(text: str) -> Form:
    if _WHICH.search(text):
        return Form.WHICH
    opening = _OPEN.search(text)
    yes_no = _YES_NO.search(text) or _WHETHER.search(text)
    if (yes_no and not (opening and opening.start() <= yes_no.start() + 4)) or (_SHORT_YES_NO.search(text) and not opening):
        return Form.YES_NO
    if _CHECKLIST.search(text):
        return Form.CHECKLIST
    if _DEFINE.search(text):
        return Form.DEFINITION
    return Form.FACT


def _unit(core: str, form: Form) -> str | None:
    """The unit asked for; a yes-or-no question that merely names hours asks for none."""
    if form is Form.YES_NO and not re.search(r"\bhow (?:many|much|long)\b", core, re.I):
        return None
    unit = next((unit for unit, pattern in _UNITS if pattern.search(core)), None)
    counted = _COUNTED.search(core)
    return counted.group(1).lower() if unit == "" and counted else unit
