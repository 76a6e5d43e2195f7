"""Searching: the evidence for a query, in its scope and a little beyond."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.conversation import Query
from assistant.evidence import Evidence, Finder
from assistant.holdings import Holdings
from assistant.reading import Form, QuestionReader, Reading
from index.search import Where

_RULED = frozenset({"hours", "dollars"})
FOREIGN = 0.12
"""What another association's background or glossary loses: it is cited as what it is, when nothing nearer answers."""


class Search:
    """Finds evidence for queries."""

    def __init__(self, finder: Finder, holdings: Holdings, reader: QuestionReader) -> None:
        self.finder, self._holdings, self._reader = finder, holdings, reader

    def find(self, query: Query) -> list[Evidence]:
        """The evidence for a query in its scope, best first, and what other associations' background and glossary say of it."""
        reading = query.reading
        found = self.finder.find(query, self._holdings.where(reading.associations, reading.categories, reading.editions))
        if reading.associations:
            found = [evidence for evidence in found if not self._is_nobodys(evidence)]
        if reading.associations and not reading.editions:
            own_term = any(e.term and e.scope.association in reading.associations for e in found)
            elsewhere = frozenset(self._holdings.associations) - frozenset(reading.associations)
            wide = self.finder.find(query, Where(associations=elsewhere), 20) if elsewhere else []
            found += [
                replace(e, score=e.score - FOREIGN * (2 if e.term and reading.form is not Form.DEFINITION else 1))
                for e in wide
                if (e.scope.part in {"background", "glossary"} or self._is_about(e, reading)) and not (e.term and own_term)
            ]
            found.sort(key=lambda evidence: -evidence.score)
        return found

    def _is_nobodys(self, evidence: Evidence) -> bool:
        """Whether a passage gives figures like a rule's, and no association and no part of a guideline stands behind it."""
        scope = evidence.scope
        if scope.association is not None or scope.part is not None:
            return False
        return any(quantity.unit in _RULED for said in self.finder.figures(evidence.passage) for quantity in said)

    def _is_about(self, evidence: Evidence, reading: Reading) -> bool:
        """Whether a passage of another association's document speaks of the one asked about."""
        return any(evidence.passage.id in self._holdings.about.get(key, ()) for key in reading.associations)

    def on_subject(self, reading: Reading, found: Sequence[Evidence]) -> list[Evidence]:
        """The evidence with what speaks of the subject asked about in front."""
        if not reading.subjects:
            return list(found)
        speaking = [e for e in found[:6] if set(reading.subjects) & set(self._reader.subjects(" ".join((e.passage.text, *(ask for _, ask in e.passage.asks)))))]
        return [*speaking, *(e for e in found if e not in speaking)]
