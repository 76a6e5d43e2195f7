"""Matching: which staff answers answer a question. The same thing must be asked, in a scope that the staff answer holds for.

Likeness alone does not tell "when is the exam" from "what is on the exam". So a pair is refused first by what can be told for certain (scope, figures,
negation, the question word, what it is about), and what is left is weighed by a model fitted on pairs of invented staff answers and real questions.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.answer import Understood
from assistant.conversation import Query, queries
from assistant.reading import Form, QuestionReader, Reading, clean
from assistant.staff.written import StaffAnswer
from corpus.errors import QuestionError
from corpus.quantities import quantities
from corpus.vocabulary import Vocabulary
from corpus.words import stems
from index.passages import Passage
from index.search import Retriever

FITS = 0.8
"""Chance from which a staff answer is given."""
FLOOR = 0.4
"""Cosine similarity of the questions below which nothing is weighed."""
BACKGROUND = 0.55
"""How near the documents are taken to be at least: a small collection is far from everything, which makes no question more alike."""
SHARED = 0.75
"""Without a model: the share of each question's words that the other must hold."""
ALIKE = 0.03
"""Two staff answers whose chances differ by less fit equally."""
KEPT = 2_000
"""Staff answers whose vectors are kept at most."""
_NEGATED = re.compile(r"\b(?:not|never|no|nobody|none|neither|cannot|without)\b|n't\b", re.I)
_UNSURE = re.compile(
    r"\b(?:not (?:sure|clear|certain)|(?:do|did)(?: not|n't) (?:know|see)|no idea|can(?:not|'t) (?:find|tell)|could(?:n't| not) find|is(?: not|n't) there)\b",
    re.I,
)
"""What sounds like a denial and only says that somebody asks."""
_ASKED = r"(?:'s|s)?(?: (?:is|are|was|were|do|does|did|can|could|should|must|may|will|would|to)\b|\W*$)"
_TOLD = r"\b(?:know|tell \w+|say|sure|wonder\w*|asks?|asking) "
_WANTED = {
    "when": rf"\bwhen{_ASKED}|{_TOLD}when\b|\b(?:what|which) (?:\w+ ){{0,3}}?(?:dates?|days?|times?)\b",
    "where": rf"\bwhere{_ASKED}|{_TOLD}where\b",
    "who": rf"\bwho(?:m|se)?{_ASKED}|{_TOLD}who(?:m|se)?\b|\b(?:which|what) person\b|\bto whom\b|\bwho (?!have|has|had)\w+s?\b",
    "how long": r"\bhow (?:long|soon|quickly)\b|\b(?:what|which) period\b",
    "how much": r"\bhow (?:much|many)\b",
    "why": r"\bwhy\b",
}
_WORDS = {name: re.compile(pattern, re.I) for name, pattern in _WANTED.items()}
_WHAT = re.compile(r"\b(?:what|which)\b", re.I)


class Library(Protocol):
    """What can be cited."""

    passages: tuple[Passage, ...]
    vocabulary: Vocabulary


@dataclass(frozen=True, slots=True)
class Match:
    """A staff answer that fits, and how sure that is, in [0, 1]."""

    staff: StaffAnswer
    chance: float


@dataclass(frozen=True, slots=True)
class MatchWeights:
    """A logistic model of "asks the same", fitted on 120 paraphrases for 15 invented staff answers and on 1,000 questions that ask other things.

    `margin` is by how much the staff question is nearer (cosine) than anything that the documents hold; `text` the likeness of the staff answer's text;
    `held` the share of the staff question's weight of words that the question holds; `told` the share of the question's that the staff answer's questions
    and text hold; `subject` is 1 when both speak of a near-domain subject, `renewal` when only one of them speaks of renewal.
    """

    margin: float = 8.3
    text: float = 3.4
    held: float = 2.2
    told: float = 2.7
    subject: float = 1.9
    renewal: float = -1.5
    intercept: float = -3.0


@dataclass(frozen=True, slots=True)
class _Asked:
    """One text that asks, as it is compared: what it is about, which word asks, what it denies and which figures it names."""

    reading: Reading
    text: str
    vector: NDArray[np.float32] | None
    terms: frozenset[str]
    wanted: frozenset[str]
    negated: bool
    figures: frozenset[tuple[tuple[float, ...], str, str | None]]

    @property
    def subjects(self) -> frozenset[str]:
        """The near-domain subjects that it speaks of."""
        return frozenset(self.reading.subjects)

    @property
    def renewal(self) -> bool:
        """Whether it speaks of renewal."""
        return "renewal" in self.reading.parts

    def likeness(self, other: _Asked) -> float:
        """Cosine similarity, in [-1, 1]; 0 without a model."""
        return 0.0 if self.vector is None or other.vector is None else float(self.vector @ other.vector)


@dataclass(frozen=True, slots=True)
class _Known:
    """A staff answer as it is compared; `of` is what it was made from."""

    of: tuple[tuple[str, ...], str]
    questions: tuple[_Asked, ...]
    text: _Asked

    @property
    def subjects(self) -> frozenset[str]:
        """The near-domain subjects of its questions."""
        return frozenset().union(*(one.subjects for one in self.questions))

    @property
    def terms(self) -> frozenset[str]:
        """The folded stems of its questions and text."""
        return self.text.terms.union(*(one.terms for one in self.questions))


class StaffMatcher:
    """Matches over one library; what it computes of a staff question is kept."""

    def __init__(self, library: Library, weights: MatchWeights | None = None) -> None:
        self._searched = library if isinstance(library, Retriever) else None
        self._vocabulary, self._weights = library.vocabulary, weights or MatchWeights()
        self.passages = {passage.id: passage for passage in library.passages}
        self._reader = QuestionReader(library.vocabulary)
        self._kept: dict[int, _Known] = {}

    def asked(self, turns: Sequence[str], correct: Callable[[str], str], choice: Understood) -> list[Query]:
        """The questions of the last turn, completed by the turns before it and by what the person set by hand."""
        reader = self._reader
        cleaned = [reader.without_orders(clean(turn)) for turn in turns]
        cleaned[1:] = [reader.follow(turn) for turn in cleaned[1:]]
        texts = [correct(turn) for turn in cleaned if turn]
        if not cleaned[-1] or (len(texts) > 1 and self._is_elsewhere(texts)):
            return []
        found = []
        for query in queries(texts, reader):
            read = query.reading
            read = replace(
                read,
                associations=choice.associations or read.associations,
                categories=choice.categories or read.categories,
                editions=choice.editions or read.editions,
            )
            found.append(replace(query, reading=read))
        return found

    def matches(self, query: Query, understood: Understood, answers: Sequence[StaffAnswer]) -> list[Match]:
        """The staff answers that fit a question, surest first."""
        read = query.reading
        if read.levels or read.editions or read.changed or (read.elsewhere and not read.associations):
            return []
        inside = [staff for staff in answers if self._holds(staff, read.associations, read.categories)]
        inside = [staff for staff in inside if self._holds(staff, understood.associations, understood.categories)]
        if not inside:
            return []
        known = self._learned(inside)
        texts = self._read([text for text in dict.fromkeys((query.question, query.focus)) if text])
        near = cache(lambda: self._nearest(texts[0]))
        found = [Match(staff, max((self._chance(text, known[staff.id], near) for text in texts), default=0.0)) for staff in inside]
        return sorted((match for match in found if match.chance >= FITS), key=lambda match: -match.chance)

    def _chance(self, asked: _Asked, known: _Known, near: Callable[[], float]) -> float:
        """How likely a staff answer answers a question, in [0, 1]."""
        if not asked.subjects <= known.subjects:
            return 0.0
        pairs = [one for one in known.questions if not _differs(asked, one)]
        if asked.vector is None:
            shares = [min(self._share(asked.terms, one.terms), self._share(one.terms, asked.terms)) for one in pairs if asked.terms and one.terms]
            return max((share for share in shares if share >= SHARED), default=0.0)
        totals = [self._weighed(asked, one, known, near) for one in pairs if asked.likeness(one) >= FLOOR]
        return 1 / (1 + math.exp(-max(totals))) if totals else 0.0

    def _weighed(self, asked: _Asked, one: _Asked, known: _Known, near: Callable[[], float]) -> float:
        """The model's log-odds that a question asks what one question of a staff answer asks."""
        w = self._weights
        total = w.intercept + w.margin * (asked.likeness(one) - near()) + w.text * asked.likeness(known.text)
        total += w.held * self._share(one.terms, asked.terms) + w.told * self._share(asked.terms, known.terms)
        return total + w.subject * bool(asked.subjects) + w.renewal * (asked.renewal != one.renewal)

    def _nearest(self, asked: _Asked) -> float:
        """How near the nearest text of the documents is to a question, `BACKGROUND` at least."""
        if self._searched is None or asked.vector is None:
            return BACKGROUND
        return max((hit.dense for hit in self._searched.search(asked.text, k=5, vector=asked.vector) if hit.dense > BACKGROUND), default=BACKGROUND)

    def _holds(self, staff: StaffAnswer, associations: Sequence[str], categories: Sequence[str]) -> bool:
        """Whether a staff answer holds for a scope: what either leaves open agrees, and a category with its designations."""
        if staff.associations and associations and not set(staff.associations) & set(associations):
            return False
        return not (staff.categories and categories) or any(self._vocabulary.family(key) & set(staff.categories) for key in categories)

    def _is_elsewhere(self, turns: Sequence[str]) -> bool:
        """Whether the last turn that names any place names one that no association stands for."""
        for turn in reversed(turns):
            read = self._reader.read(turn)
            if read.associations or read.elsewhere:
                return not read.associations
        return False

    def _learned(self, answers: Sequence[StaffAnswer]) -> dict[int, _Known]:
        """What staff answers ask and say, by their number. What is new is read in one go and kept; what was rewritten is read anew."""
        if len(self._kept) > KEPT:
            self._kept = {}
        kept = self._kept
        new = [staff for staff in answers if staff.id not in kept or kept[staff.id].of != (staff.questions, staff.text)]
        texts = [self._core(text) for staff in new for text in (*staff.questions, staff.text)]
        read = iter(self._read(texts))
        for staff in new:
            kept[staff.id] = _Known((staff.questions, staff.text), tuple(islice(read, len(staff.questions))), next(read))
        return {staff.id: kept[staff.id] for staff in answers}

    def _core(self, text: str) -> str:
        """What of a staff answer is compared; nothing of a text that nobody could ask."""
        with suppress(QuestionError):
            return self._reader.read(clean(text)).core
        return ""

    def _read(self, texts: Sequence[str]) -> list[_Asked]:
        library = self._searched
        vectors = library.encoder.encode(texts) if library and texts else [None] * len(texts)
        return [self._one(text, vector) for text, vector in zip(texts, vectors, strict=True)]

    def _one(self, text: str, vector: NDArray[np.float32] | None) -> _Asked:
        terms = self._searched.lexical.folder.fold(text) if self._searched else stems(text)
        figures = frozenset((q.values(), q.unit, q.period) for q in quantities(text) if q.unit != "level")
        wanted = frozenset(name for name, pattern in _WORDS.items() if pattern.search(text))
        negated = bool(_NEGATED.search(_UNSURE.sub(" ", text)))
        return _Asked(self._reader.read(text), text, vector, frozenset(terms), wanted, negated, figures)

    def _share(self, terms: frozenset[str], held: frozenset[str]) -> float:
        """The share of the terms' weight that the other terms hold, in [0, 1]."""
        weights = {term: self._searched.lexical.weight(term) if self._searched else 1.0 for term in terms}
        total = sum(weights.values())
        return sum(weight for term, weight in weights.items() if term in held) / total if total else 0.0


def _differs(asked: _Asked, known: _Asked) -> bool:
    """Whether two questions certainly ask different things."""
    a, b = asked.reading, known.reading
    if asked.figures != known.figures or asked.negated != known.negated:
        return True
    if asked.wanted and not asked.wanted & known.wanted:
        return True
    if known.wanted and not asked.wanted and (a.form is Form.YES_NO or _WHAT.search(asked.text)):
        return True
    return bool(a.topics and b.topics and not set(a.topics) & set(b.topics))
