"""Disagreements: documents of one scope that say different things of what is asked, and those that say the same once more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Evidence
from assistant.reading import Reading
from corpus.claims import RULED, Claim, ClaimReader
from corpus.conflicts import Kind, agreement, disagreement
from corpus.editions import matching
from index.passages import Passage
from index.search import Retriever

MOST_SIDES = 6
Said = tuple[Passage, int]
"""A sentence: its passage and its ordinal there."""


class Disagreements:
    """Holds the current documents of one association, part and topic against each other."""

    def __init__(self, retriever: Retriever) -> None:
        self._reader = ClaimReader(retriever.vocabulary)
        self._groups: dict[tuple[str | None, str | None, str | None], list[Passage]] = {}
        for passage in retriever.passages:
            scope = passage.scope
            if scope.status == "current" and scope.part in RULED and scope.association is not None:
                self._groups.setdefault((scope.association, scope.part, scope.topic), []).append(passage)
        self._known: dict[str, list[tuple[int, Claim]]] = {}

    def sides(self, reading: Reading, evidence: Evidence) -> list[Evidence]:
        """The evidence, and beside it what each document that disagrees with it says on what is asked; evidence alone where none does."""
        found = self.beside(reading, evidence.passage, evidence.sentence)
        return [replace(evidence, passage=passage, sentence=number) for passage, number in found] or [evidence]

    def beside(self, reading: Reading, passage: Passage, sentence: int) -> list[Said]:
        """A sentence of a passage, the given one before others, and that of each document that disagrees with it; nothing where none does.

        A document that repeats another is left out, and so is any edition that is not among those asked for.
        """
        mine = sorted(self._claims(passage), key=lambda pair: pair[0] != max(sentence, 0))
        for number, claim in mine:
            if reading.topics and claim.topic not in {*reading.topics, passage.scope.topic}:
                continue
            found: list[tuple[Said, Claim]] = []
            for said, other in self._others(passage):
                meant = not reading.editions or any(matching(edition, other.edition) for edition in reading.editions)
                if meant and all(_apart(one, other) for one in (claim, *(known for _, known in found))):
                    found.append((said, other))
            if found:
                return [(passage, number), *(said for said, _ in found)][:MOST_SIDES]
        return []

    def without_repeats(self, found: Sequence[Evidence]) -> list[Evidence]:
        """The evidence without what other documents say just as the first one does."""
        first = [claim for _, claim in self._claims(found[0].passage)]
        return [e for e in found if e.passage.guideline == found[0].passage.guideline or not any(agreement(a, b) for a in first for b in self._shown(e))]

    def _shown(self, evidence: Evidence) -> list[Claim]:
        return [claim for number, claim in self._claims(evidence.passage) if number == max(evidence.sentence, 0)]

    def _others(self, passage: Passage) -> list[tuple[Said, Claim]]:
        """What other documents of its association say under the same part and topic, those that state the rule first."""
        scope = passage.scope
        group = self._groups.get((scope.association, scope.part, scope.topic), ()) if scope.status == "current" else ()
        found = [((p, number), claim) for p in group if p.guideline != passage.guideline for number, claim in self._claims(p)]
        return sorted(found, key=lambda pair: not pair[1].rule)

    def _claims(self, passage: Passage) -> list[tuple[int, Claim]]:
        """The claims of a passage, each with the ordinal of its sentence."""
        if passage.id not in self._known:
            first = passage.id.endswith("#1")
            claims = self._reader.read(passage.guideline, passage.headings, passage.scope, passage.sentences, passage.listed, first)
            self._known[passage.id] = [(passage.sentences.index(claim.text), claim) for claim in claims]
        return self._known[passage.id]


def _apart(a: Claim, b: Claim) -> bool:
    """Whether two claims disagree; that one leaves a choice counts between rules only."""
    kind = disagreement(a, b)
    return kind in {Kind.FIGURE, Kind.NEED} or (kind is Kind.CHOICE and a.rule and b.rule)
