"""Holdings: what the index covers, by coordinate."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from corpus.names import Kind, NameFinder
from corpus.quantities import quantities
from corpus.vocabulary import Vocabulary
from index.passages import Passage
from index.search import Retriever, Where

RULES = frozenset({"requirements", "renewal", "fees"})


class Holdings:
    """Which associations, categories, editions and topics have passages."""

    def __init__(self, retriever: Retriever) -> None:
        self.vocabulary: Vocabulary = retriever.vocabulary
        self.passages = retriever.passages
        self._finder = NameFinder(self.vocabulary)

    @cached_property
    def associations(self) -> tuple[str, ...]:
        """Associations with passages, in the vocabulary's order."""
        found = {passage.scope.association for passage in self.passages if passage.scope.status != "draft"}
        return tuple(key for key in self.vocabulary.associations if key in found)

    def categories(self, association: str | None = None, fees: bool = False) -> tuple[str, ...]:
        """Categories that an association (or any) has rules for, in the vocabulary's order; a category counts when a designation of it is held.

        A category of which only the fees are known counts when `fees` is set.
        """
        parts = RULES | {"competencies"} if fees else {"requirements", "renewal", "competencies"}
        found = {p.scope.category for p in self.passages if p.scope.part in parts and association in {None, p.scope.association}}
        found |= {self.vocabulary.categories[key].within for key in found if key in self.vocabulary.categories}
        return tuple(key for key in self.vocabulary.categories if key in found)

    def editions(self, association: str | None = None) -> tuple[str, ...]:
        """Editions held, of one association or of all, oldest first; drafts are not held for answers."""
        found = {p.scope.edition for p in self.passages if association in {None, p.scope.association} and p.scope.status != "draft"}
        return tuple(sorted(found))

    def with_category(self, category: str) -> tuple[str, ...]:
        """Associations that have rules for a category."""
        return tuple(key for key in self.associations if self.vocabulary.family(category) & set(self.categories(key)))

    @cached_property
    def measured(self) -> frozenset[str]:
        """Topics of which hours are asked."""
        return frozenset(
            passage.scope.topic
            for passage in self.passages
            if passage.scope.part in RULES and passage.scope.topic and any(q.unit == "hours" for s in passage.sentences for q in quantities(s))
        ) - {"overview", "documentation", "exam", "membership", "work experience", "education", "fees", "recommendations", "references"}

    @cached_property
    def ruled(self) -> frozenset[str]:
        """Topics that any document has rules about, overviews aside."""
        return frozenset(p.scope.topic for p in self.passages if p.scope.part in RULES and p.scope.topic) - {
            "overview",
            "recommendations",
            "availability",
            "documentation",
        }

    @cached_property
    def about(self) -> dict[str, frozenset[str]]:
        """By association: ids of another's background and glossary passages that speak of it."""
        found: dict[str, set[str]] = {}
        for passage in self.passages:
            if passage.scope.part in {"background", "glossary", "process"}:
                for name in self._finder.find(" ".join((passage.text, *(ask for _, ask in passage.asks)))):
                    if name.kind is Kind.ASSOCIATION and name.key != passage.scope.association:
                        found.setdefault(name.key, set()).add(passage.id)
        return {key: frozenset(ids) for key, ids in found.items()}

    def where(self, associations: Iterable[str] = (), categories: Iterable[str] = (), editions: Iterable[str] = ()) -> Where:
        """The limits that coordinates set: the named associations and general documents; the named categories, their kin, and what holds for all."""
        named, kinds, years = frozenset(associations), tuple(categories), tuple(editions)
        family = frozenset(key for kind in kinds for key in self.vocabulary.family(kind))
        matching = frozenset(edition for edition in self.editions() if any(edition.startswith(year) for year in years))
        return Where(
            associations=named | {""} if named else None,
            categories=family | {""} if kinds else None,
            editions=matching if years else None,
            statuses=frozenset({"current", "superseded"}) if years else frozenset({"current"}),
        )

    def rules(self, association: str, category: str, part: str) -> list[Passage]:
        """The passages of one part for a category, in the documents' order; what holds for all categories only where nothing nearer is held."""
        family = self.vocabulary.family(category)
        mine = [p for p in self.passages if p.scope.association == association and p.scope.part == part and p.scope.status == "current"]
        nearest = [p for p in mine if p.scope.category == category]
        entry = self.vocabulary.categories.get(category)
        parent = [p for p in mine if entry and entry.within and p.scope.category == entry.within]
        topics = {p.scope.topic for p in nearest}
        found = nearest + [p for p in parent if p.scope.topic not in topics]
        return found or [p for p in mine if p.scope.category in family or p.scope.category is None]
