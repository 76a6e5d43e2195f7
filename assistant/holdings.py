"""Holdings: what the index covers, by coordinate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from corpus.editions import matching, newer, oldest_first
from corpus.guideline import Scope
from corpus.names import Kind, NameFinder
from corpus.quantities import quantities
from corpus.vocabulary import Vocabulary
from index.passages import Passage
from index.search import Retriever, Where

RULES = frozenset({"requirements", "renewal", "fees"})
SERVED = frozenset({"current", "superseded"})
"""Statuses of what may be told; drafts never are."""


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

    @cached_property
    def scopes(self) -> frozenset[Scope]:
        """The scopes that passages have; topics aside."""
        return frozenset(replace(passage.scope, topic=None) for passage in self.passages)

    def categories(self, association: str | None = None, fees: bool = False) -> tuple[str, ...]:
        """Categories that an association (or any) has rules for, in the vocabulary's order; a category counts when a designation of it is held.

        A category of which only the fees are known counts when `fees` is set.
        """
        parts = RULES | {"competencies"} if fees else {"requirements", "renewal", "competencies"}
        found = {p.scope.category for p in self.passages if p.scope.part in parts and association in {None, p.scope.association} and p.scope.status != "draft"}
        found |= {self.vocabulary.categories[key].within for key in found if key in self.vocabulary.categories}
        return tuple(key for key in self.vocabulary.categories if key in found)

    def editions(self, association: str | None = None, categories: Iterable[str] = (), statuses: frozenset[str] = SERVED) -> tuple[str, ...]:
        """Editions held, of one association or of all and for the categories or all, oldest first; drafts are not held for answers."""
        family = frozenset(key for kind in categories for key in self.vocabulary.family(kind)) | {None}
        scopes = [scope for scope in self.scopes if association in {None, scope.association} and scope.status in statuses]
        return oldest_first(scope.edition for scope in scopes if len(family) == 1 or scope.category in family)

    def newer(self, scope: Scope, categories: Iterable[str] = ()) -> str | None:
        """The newest current edition that is newer than a scope's, for its association, part and category (or one of those asked about), or None."""
        family = frozenset(key for kind in categories for key in self.vocabulary.family(kind)) | {None, scope.category}
        alike = (scope.association, scope.part, "current")
        others = [other for other in self.scopes if (other.association, other.part, other.status) == alike and other.category in family]
        found = [other.edition for other in others if scope.association is not None and newer(other.edition, scope.edition)]
        return oldest_first(found)[-1] if found else None

    def with_category(self, category: str) -> tuple[str, ...]:
        """Associations that have rules for a category."""
        return tuple(key for key in self.associations if self.vocabulary.family(category) & set(self.categories(key)))

    @cached_property
    def measured(self) -> frozenset[str]:
        """Topics of which hours are asked."""
        return frozenset(
            passage.scope.topic
            for passage in self.passages
            if passage.scope.part in RULES
            and passage.scope.topic
            and passage.scope.status != "draft"
            and any(q.unit == "hours" for s in passage.sentences for q in quantities(s))
        ) - {"overview", "documentation", "exam", "membership", "work experience", "education", "fees", "recommendations", "references"}

    @cached_property
    def ruled(self) -> frozenset[str]:
        """Topics that any document has rules about, overviews aside."""
        return frozenset(p.scope.topic for p in self.passages if p.scope.part in RULES and p.scope.topic and p.scope.status != "draft") - {
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
        meant = frozenset(edition for edition in self.editions() if any(matching(year, edition) for year in years))
        return Where(
            associations=named | {""} if named else None,
            categories=family | {""} if kinds else None,
            editions=meant if years else None,
            statuses=SERVED if years else frozenset({"current"}),
        )

    def rules(self, association: str, category: str | None, part: str, editions: Iterable[str] = ()) -> list[Passage]:
        """The passages of one part for a category, in the documents' order; what holds for all categories only where nothing nearer is held.

        Args:
            category: None for what holds for all categories.
            editions: Of these editions, whatever has superseded them; of the current ones when left out.
        """
        years = tuple(editions)
        mine = [p for p in self.passages if p.scope.association == association and p.scope.part == part and p.scope.status != "draft"]
        mine = [p for p in mine if (any(matching(year, p.scope.edition) for year in years) if years else p.scope.status == "current")]
        if category is None:
            return [p for p in mine if p.scope.category is None]
        family = self.vocabulary.family(category)
        nearest = [p for p in mine if p.scope.category == category]
        entry = self.vocabulary.categories.get(category)
        parent = [p for p in mine if entry and entry.within and p.scope.category == entry.within]
        topics = {p.scope.topic for p in nearest}
        found = nearest + [p for p in parent if p.scope.topic not in topics]
        return found or [p for p in mine if p.scope.category in family or p.scope.category is None]
