"""Refusing: what is not held or not said, in one sentence that names what is held and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answer import Answer, Statement, Status
from assistant.answering import answered, understood_of
from assistant.compose import Composer
from assistant.conversation import Query
from assistant.evidence import Evidence
from assistant.gate import likelihood
from assistant.holdings import RULES, Holdings
from assistant.notebook import Notebook
from assistant.reading import Form, QuestionReader, Reading
from assistant.searching import Search
from assistant.wording import ASK_DIRECTLY, OFF_TOPIC, held, listed
from corpus.quantities import quantities
from corpus.vocabulary import Vocabulary

LIKELY = 0.38
"""Likelihood below which no passage is taken for an answer. Low, because a near miss shows its source and a needless refusal helps nobody."""
DOMAIN = 0.15
"""Likelihood of an answer below which a question is off topic rather than not covered."""
SURE = 0.72
"""Cosine similarity from which a passage is about the question whatever topic it stands under."""
ALIKE = 0.45
"""Cosine similarity from which a passage may speak of a place or of the levels there are."""
_NO_NAMES = frozenset(
    ["mentor", "said", "above", "named", "other", "same", "right", "new", "each", "third", "second", "first", "different", "specific", "three"]
)


class Refuser:
    """Decides what is refused, and says it."""

    def __init__(self, search: Search, holdings: Holdings, reader: QuestionReader, composer: Composer) -> None:
        self._search, self._holdings, self._reader, self._composer = search, holdings, reader, composer
        self._vocabulary: Vocabulary = holdings.vocabulary

    def not_held(self, query: Query) -> Answer | None:
        """A refusal when the question names a place or level that no document is about."""
        reading, vocabulary = query.reading, self._vocabulary
        if reading.levels:
            return self._no_such(query, f"There is no Level {reading.levels[0]} in the documents held here.")
        if unknown := self._unknown_designation(reading):
            return self._no_such(query, f"There is no {unknown} designation in the documents held here.")
        missing = [key for key in reading.associations if key not in self._holdings.associations]
        if missing and len(missing) == len(reading.associations):
            return self._refusal(query, f"No document of {listed(vocabulary.label(key) for key in missing)} is held here.")
        if reading.elsewhere and not reading.associations:
            best = self._search.find(query)[:1]
            if not best or not (best[0].scope.association is None or any(self._speaks_of(best[0], place) for place in reading.elsewhere)):
                return self._refusal(query, f"The documents held here do not cover {listed(reading.elsewhere)}.")
        if len(reading.associations) == 1 and reading.categories:
            key = reading.associations[0]
            fees = "fees" in self._reader.read(query.turn).parts or reading.unit == "dollars"
            held_of = set(self._holdings.categories(key, fees))
            lacking = [c for c in reading.categories if not vocabulary.family(c) & held_of]
            # Documents that name no category at all hold for each.
            if held_of and len(lacking) == len(reading.categories):
                names = listed(vocabulary.category_label(c) for c in lacking)
                covered = listed(vocabulary.category_label(c) for c in self._holdings.categories(key) if not vocabulary.categories[c].within)
                others = [a for c in lacking for a in self._holdings.with_category(c)]
                also = f" {listed(vocabulary.label(a) for a in dict.fromkeys(others))} can be asked about it." if others else ""
                return self._refusal(query, f"The {vocabulary.label(key)} documents held here do not cover {names}; they cover {covered}.{also}", bare=True)
        return None

    def _unknown_designation(self, reading: Reading) -> str | None:
        known = {name.lower() for entry in self._vocabulary.categories.values() for name in entry.designation}
        for match in re.finditer(r"\b(?:the|a|an|for) ([a-z][a-z/]+) (?:designation|track|mentor designation)\b", reading.text, re.I):
            word = match.group(1).lower()
            if word not in _NO_NAMES and not any(word in name for name in known):
                return match.group(1)
        return None

    def _no_such(self, query: Query, sentence: str) -> Answer:
        book = Notebook(self._vocabulary)
        where = self._holdings.where(query.reading.associations)
        what = (
            "which designations are there, how many designations"
            if "designation" in sentence
            else "how many levels of endorsement are there, which levels exist"
        )
        best = self._search.finder.find(Query(self._reader.read(what), what, what), where, 1)
        book.state(sentence)
        if best and best[0].dense > ALIKE:
            self._composer.passage(book, best[0])
            return answered(book, query, best[0].scope, self._holdings)
        return self._refusal(query, sentence)

    def _speaks_of(self, evidence: Evidence, place: str) -> bool:
        return evidence.dense > ALIKE and place.lower() in " ".join((evidence.passage.text, *(ask for _, ask in evidence.passage.asks))).lower()

    def _refusal(self, query: Query, sentence: str, bare: bool = False) -> Answer:
        covered = held(self._vocabulary, self._holdings.passages)
        whom = "Ask the association there." if query.reading.elsewhere else ASK_DIRECTLY
        rest = "" if bare else f" They cover {covered}."
        return Answer(Status.NOT_COVERED, (Statement(f"{sentence}{rest} {whom}"),), understood=understood_of(query.reading))

    def silent(self, query: Query, found: Sequence[Evidence]) -> Answer | None:
        """A refusal when no passage says it: off topic, or near the domain without support."""
        reading = query.reading
        chance = likelihood(query, found)
        if chance < LIKELY:
            if chance > DOMAIN and (reading.topics or reading.part or reading.categories or reading.subjects):
                return self._refusal(query, "The documents held here do not say that.")
            return Answer(Status.OUT_OF_SCOPE, (Statement(OFF_TOPIC),), understood=understood_of(reading))
        if reading.unit == "dollars" and not any(self._priced(evidence) for evidence in found[:3]):
            return self._refusal(query, "The documents held here give no such amount.", bare=True)
        unsaid = self._unsaid(query, found)
        if unsaid is not None:
            return unsaid
        for subject in reading.subjects:
            if not any(subject in self._reader.subjects(" ".join((e.passage.text, *(ask for _, ask in e.passage.asks)))) for e in found[:3]):
                return self._refusal(query, f"The documents held here say nothing about {subject}.", bare=True)
        return None

    def _priced(self, evidence: Evidence) -> bool:
        """Whether a passage names an amount, or speaks of fees, if only to say that it names none."""
        return any(q.unit == "dollars" for q in quantities(evidence.passage.text)) or "fees" in self._reader.topics(evidence.passage.text)

    def _unsaid(self, query: Query, found: Sequence[Evidence]) -> Answer | None:
        """A refusal when the documents in scope have rules, but none about the topic that is asked for (or none of it for renewal)."""
        reading, top = query.reading, found[0]
        topic = next((t for t in self._reader.topics(query.question) if t in self._holdings.ruled), None)
        # What a document tells of itself is no answer to whether something is required.
        asides = top.scope.part == "background" and top.scope.association in reading.associations and reading.form is Form.YES_NO
        if (
            topic is None
            or top.dense >= SURE
            or (top.scope.part not in RULES and not asides)
            or (top.scope.topic == topic and (reading.part != "renewal" or top.scope.part == "renewal"))
        ):
            return None
        renewing = "renewal" in reading.parts
        for evidence in found[:6]:
            scope, text = evidence.scope, " ".join((evidence.passage.heading, evidence.passage.text))
            on_renewal = scope.part == "renewal" or scope.part not in RULES or "renewal" in self._reader.read(text).parts
            if (scope.topic == topic or topic in self._reader.topics(text)) and (on_renewal or not renewing):
                return None
        vocabulary = self._vocabulary
        whose = f"The {listed(vocabulary.label(a) for a in reading.associations)} documents" if reading.associations else "The documents"
        level = f" for {listed(vocabulary.category_label(c) for c in reading.categories)}" if reading.categories else ""
        return self._refusal(query, f"{whose} held here say nothing about {topic}{' at renewal' if renewing else ''}{level}.", bare=True)
