"""What the page's scope controls offer, and the scope of an answer in words. All of it comes from the corpus and its vocabulary."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import islice

from assistant.answer import Understood
from corpus.vocabulary import Vocabulary
from index.passages import Passage
from ui.render import clean
from ui.sourcelist import edition_name

ANY = ""
Option = tuple[str, str]
ANY_NAMES = {"association": "Any association", "category": "Any category", "edition": "Current editions"}


NOTHING_YET = Understood()


class Offer:
    """The associations, categories and editions that the corpus holds, as options of the controls; the first option limits nothing."""

    def __init__(self, passages: Sequence[Passage], vocabulary: Vocabulary) -> None:
        self.passages = [passage for passage in passages if passage.scope.status != "draft"]
        self.vocabulary = vocabulary
        held = {passage.scope.association for passage in self.passages}
        self._associations = [(vocabulary.label(key), key) for key in vocabulary.associations if key in held]
        held = {passage.scope.category for passage in self.passages}
        held |= {entry.within for key, entry in vocabulary.categories.items() if key in held}
        self._categories = [(vocabulary.category_label(key), key) for key in vocabulary.categories if key in held]

    def associations(self, understood: Understood = NOTHING_YET) -> list[Option]:
        """Options for the association; the first one says which the last question was understood to mean."""
        return [self._any("association", self._associations, understood.associations), *self._associations]

    def categories(self, understood: Understood = NOTHING_YET) -> list[Option]:
        """Options for the category of endorsement."""
        return [self._any("category", self._categories, understood.categories), *self._categories]

    def editions(self, association: str = ANY, understood: Understood = NOTHING_YET) -> list[Option]:
        """Options for the edition: those of one association, newest first, or those of all."""
        found: dict[str, bool] = {}
        for passage in self.passages:
            if association in (ANY, passage.scope.association):
                found[passage.scope.edition] = found.get(passage.scope.edition, False) or passage.scope.status == "current"
        names = [(edition_name(edition) + ("" if found[edition] else " (not current)"), edition) for edition in sorted(found, key=_newest, reverse=True)]
        return [self._any("edition", names, understood.editions), *names]

    def words(self, understood: Understood) -> str:
        """A scope in words: "Michigan (MI-AIMH) · Infant Family Specialist (Level II) · 2015 edition"."""
        names = [", ".join(map(self.vocabulary.label, understood.associations)), ", ".join(map(self.vocabulary.category_label, understood.categories))]
        if len(understood.editions) == 1:
            name = edition_name(understood.editions[0])
            names.append(f"{name} edition" if any(letter.isdigit() for letter in name) else name.lower())
        return " · ".join(clean(name) for name in names if name)

    def held(self) -> list[tuple[str, str, str]]:
        """The corpus in short: each association's label, full name and editions."""
        return [(label, self.vocabulary.associations[key].name, ", ".join(name for name, _ in self.editions(key)[1:])) for label, key in self._associations]

    def _any(self, name: str, options: Sequence[Option], understood: Sequence[str]) -> Option:
        labels = [label for label, key in options if key in understood]
        if not labels:
            return ANY_NAMES[name], ANY
        return f"Understood: {labels[0]}" + (f" and {len(labels) - 1} more" if len(labels) > 1 else ""), ANY


def _newest(edition: str) -> tuple[bool, str]:
    """Sorts dated editions by date, after those without."""
    return edition[:1].isdigit(), edition


def starters(passages: Sequence[Passage], vocabulary: Vocabulary, most: int = 4) -> list[str]:
    """Questions to begin with, each about something that the corpus holds: a checklist, a figure, a comparison and renewal, as far as there are any."""
    scoped = [p.scope for p in passages if p.scope.association and p.scope.category and p.scope.status == "current"]
    places = {key: (entry.places or (key,))[0] for key, entry in vocabulary.associations.items()}
    by_part = {part: list(dict.fromkeys((s.association or "", s.category or "") for s in scoped if s.part == part)) for part in ("requirements", "renewal")}
    shared = _shared((s.association or "", s.category or "", s.topic) for s in scoped if s.part == "requirements" and s.topic not in (None, "overview"))
    questions: list[str] = []
    for association, category in _spread(by_part["requirements"]):
        questions.append(f"What do I need for {vocabulary.category_label(category)} in {places.get(association, association)}?")
    for (category, topic), found in islice(shared.items(), 1):
        there = [places.get(key, key) for key in found[:2]]
        questions.append(f"Compare {topic} for {vocabulary.category_label(category)} in {there[0]} and {there[1]}.")
    for association, category in _spread(by_part["renewal"][::-1]):
        questions.append(f"What does renewal take for {vocabulary.category_label(category)} in {places.get(association, association)}?")
    return list(dict.fromkeys(questions))[:most]


def _spread(pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The first and the last of pairs, so that not all starters ask about the same thing."""
    return [pairs[0], pairs[-1]] if len(pairs) > 1 else list(pairs)


def _shared(triples: Iterable[tuple[str, str, str | None]]) -> dict[tuple[str, str], list[str]]:
    """The associations that speak of one topic of one category, where there are at least two; the topic with most words for it first."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    for association, category, topic in triples:
        counts = found.setdefault((category, topic or ""), {})
        counts[association] = counts.get(association, 0) + 1
    several = {key: list(counts) for key, counts in found.items() if len(counts) > 1}
    return dict(sorted(several.items(), key=lambda item: (-len(item[1]), -min(found[item[0]].values()))))
