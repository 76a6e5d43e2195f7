"""Arranging: comparisons and checklists, evidence laid out by its coordinates."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answer import Answer, Layout, Statement, Status
from assistant.answering import answered, understood_of
from assistant.compose import Composer
from assistant.conversation import Query
from assistant.disagreements import Disagreements
from assistant.evidence import Evidence, Finder
from assistant.holdings import RULES, Holdings
from assistant.notebook import Notebook
from assistant.polarity import silent_sentence
from assistant.wording import DISAGREE, DISAGREE_ON, WHICH_ASSOCIATION, WHICH_CATEGORY, label, listed
from corpus.vocabulary import Vocabulary
from index.passages import Passage

DIFFERING = 0.16
"""How much lower than the best another association's passage may score and still be an answer to the same question."""
MOST_LINES = 6
LISTED = 60
"""Words up to which a list stands in one row of a checklist."""


class Arranger:
    """Lays out what several coordinates say."""

    def __init__(self, finder: Finder, holdings: Holdings, composer: Composer, disagreements: Disagreements) -> None:
        self._finder, self._holdings, self._composer, self._disagreements = finder, holdings, composer, disagreements
        self._vocabulary: Vocabulary = holdings.vocabulary

    def groups(self, query: Query, found: Sequence[Evidence]) -> list[Evidence]:
        """The best evidence of each association or category, where the question leaves that open and the answers may differ."""
        reading, top = query.reading, found[0]
        several = len(reading.associations) > 1 or len(reading.categories) > 1 or len(reading.editions) > 1
        if several and reading.compared:
            return self._sides(query)
        if top.scope.part not in RULES or top.scope.association is None or (reading.editions and reading.associations):
            return [top]
        groups = {(top.scope.association, top.scope.category): top}
        for evidence in sorted(found, key=lambda e: silent_sentence(e.passage.sentences[:1]) is not None):
            scope = evidence.scope
            if scope.part != top.scope.part or scope.topic != top.scope.topic or scope.association is None or evidence.score < top.score - DIFFERING:
                continue
            other_association = not reading.associations and scope.association != top.scope.association
            other_category = not reading.categories and top.scope.category is not None and scope.category is not None
            if (other_association and scope.association not in {a for a, _ in groups}) or (other_category and scope.association == top.scope.association):
                groups.setdefault((scope.association, scope.category), evidence)
        if len(groups) == 1 and not reading.associations:
            return [top]
        return list(groups.values())[:MOST_LINES]

    def _sides(self, query: Query) -> list[Evidence]:
        """The best evidence of each thing that is compared."""
        reading = query.reading
        sides: list[Evidence] = []
        for association in reading.associations or ("",):
            for category in reading.categories or ("",):
                for edition in reading.editions or ("",):
                    where = self._holdings.where([association] if association else [], [category] if category else [], [edition] if edition else [])
                    best = [e for e in self._finder.find(query, where, 6) if not association or e.scope.association == association]
                    exact = [e for e in best if not category or e.scope.category == category] or best
                    if exact and exact[0].passage.id not in {side.passage.id for side in sides}:
                        sides.append(self._rule(query, exact))
        return sides

    def _rule(self, query: Query, found: Sequence[Evidence]) -> Evidence:
        """The first passage of the topic, which states the rule, where a comparison names the topic and that passage is near."""
        top = found[0]
        rules = [e for e in found if e.scope.topic in query.reading.topics and e.scope.part == top.scope.part and e.passage.id.endswith("#1")]
        return next((e for e in rules if e.score > top.score - DIFFERING), top)

    def compared(self, query: Query, groups: Sequence[Evidence]) -> Answer:
        """A line a group, and the question back that is left."""
        book = Notebook(self._vocabulary)
        for evidence in groups:
            self._composer.line(book, evidence, self._beside(query, evidence) if len(groups) == 2 else None)
        self._ask_back(book, query, groups)
        return answered(book, query, groups[0].scope, self._holdings, Layout.COMPARISON)

    def disagreeing(self, query: Query, sides: Sequence[Evidence]) -> Answer:
        """What each of several documents says that disagree, labelled; with their titles where association, category and edition are the same."""
        book = Notebook(self._vocabulary, _told_apart([side.passage for side in sides], self._vocabulary))
        book.state(DISAGREE)
        for side in sides:
            self._composer.line(book, side)
        self._ask_back(book, query, sides)
        return answered(book, query, sides[0].scope, self._holdings, Layout.COMPARISON)

    def _ask_back(self, book: Notebook, query: Query, groups: Sequence[Evidence]) -> None:
        """Ask which of several associations or levels is meant, where the question leaves it open."""
        if len({e.scope.association for e in groups}) > 1 and not query.reading.associations:
            book.state(WHICH_ASSOCIATION)
        elif len({e.scope.category for e in groups if e.scope.category}) > 1 and not query.reading.categories:
            book.state(WHICH_CATEGORY)

    def _beside(self, query: Query, evidence: Evidence) -> Evidence | None:
        """What else one side of a comparison says under the same heading."""
        scope = evidence.scope
        where = self._holdings.where([scope.association] if scope.association else [], [scope.category] if scope.category else [], query.reading.editions)
        near = [
            e
            for e in self._finder.find(query, where, 6)
            if e.passage.headings == evidence.passage.headings and e.passage.guideline == evidence.passage.guideline
        ]
        return next((e for e in near if e.passage.id != evidence.passage.id and not e.passage.listed), None)

    def checklist(self, query: Query) -> Answer | None:
        """Every topic's rule for one association and category, or the question which one is meant."""
        reading, vocabulary = query.reading, self._vocabulary
        if not reading.categories and not reading.associations:
            return None
        categories = reading.categories or tuple(c for c in self._holdings.categories(reading.associations[0]) if not vocabulary.categories[c].within)
        associations = reading.associations or tuple(a for c in categories[:1] for a in self._holdings.with_category(c))
        if len(associations) > 1 and not reading.associations:
            names = listed((vocabulary.label(a) for a in associations), "or")
            return Answer(
                Status.NEEDS_CLARIFICATION,
                (Statement(f"{WHICH_ASSOCIATION} The requirements for {vocabulary.category_label(categories[0])} are held for {names}, and they differ."),),
                suggestions=tuple(f"{vocabulary.associations[a].places[0] if vocabulary.associations[a].places else a}" for a in associations),
                understood=understood_of(reading),
            )
        if len(categories) > 1 and not reading.categories:
            names = listed((vocabulary.category_label(c) for c in categories), "or")
            return Answer(
                Status.NEEDS_CLARIFICATION,
                (Statement(f"{WHICH_CATEGORY} {vocabulary.label(associations[0])} has {names}."),),
                suggestions=tuple(vocabulary.category_label(c) for c in categories),
                understood=understood_of(reading),
            )
        if len(categories) != 1 or len(associations) != 1:
            return None
        return self._rows(query, associations[0], categories[0])

    def _rows(self, query: Query, association: str, category: str) -> Answer | None:
        """A row for each topic with its rule, and one for each document that says otherwise; every row is labelled where some do."""
        part = "renewal" if query.reading.part == "renewal" else "requirements"
        seen: set[str | None] = {None, "overview", "availability"}
        rules: list[Passage] = []
        for passage in self._holdings.rules(association, category, part, query.reading.editions):
            if passage.scope.topic not in seen:
                seen.add(passage.scope.topic)
                rules.append(passage)
        if not rules:
            return None
        others = {passage.id: self._disagreements.beside(query.reading, passage, 0)[1:] for passage in rules}
        every = [*rules, *(passage for found in others.values() for passage, _ in found)]
        disputed = [str(passage.scope.topic) for passage in rules if others[passage.id]]
        names = _told_apart(list({passage.guideline: passage for passage in every}.values()), self._vocabulary) if disputed else {}
        book = Notebook(self._vocabulary, names)
        if disputed:
            book.state(DISAGREE_ON.format(topics=listed(disputed)))
        for passage in rules:
            topic = (passage.scope.topic or "").capitalize()
            whole = passage.listed and passage.introduced and len(passage.text.split()) <= LISTED
            book.quotes(passage, range(len(passage.sentences)) if whole else [0], labelled=bool(disputed) or passage is rules[0], topic=topic)
            for other, number in others[passage.id]:
                book.quotes(other, [number], labelled=True, topic=topic)
        return answered(book, query, rules[0].scope, self._holdings, Layout.CHECKLIST)


def _told_apart(passages: Sequence[Passage], vocabulary: Vocabulary) -> dict[str, str]:
    """For guidelines whose labels are the same: their titles, or where these are the same too their ids."""
    labels = [label(passage, vocabulary) for passage in passages]
    titles = [(own, passage.title) for own, passage in zip(labels, passages, strict=True)]
    return {
        passage.guideline: passage.title if titles.count((own, passage.title)) == 1 else passage.guideline
        for own, passage in zip(labels, passages, strict=True)
        if labels.count(own) > 1
    }
