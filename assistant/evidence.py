"""Evidence: the passages that answer a query, ranked by its coordinates as well as by likeness, with the sentence that says it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.conversation import Query
from assistant.cues import cue
from assistant.reading import Form
from corpus.guideline import Scope
from corpus.names import Kind, NameFinder
from corpus.quantities import Quantity, quantities
from corpus.words import stem, stopwords, words
from index.passages import Passage
from index.search import Hit, Retriever, Where

POOL = 50
TELLING = 2.5
"""Weight from which a glossary term says what a question is about; "endorsement" stands nearly everywhere."""
RARE = 4.6
"""Weight from which a word is so rare that a passage which holds it is likely meant: about one passage in a hundred."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each agreement adds to a passage's score, which is about 0 to 1.5 before. Fitted on questions with gold."""

    context: float = 0.36
    context_of_reference: float = 0.54
    focus: float = 0.25
    topic: float = 0.06
    other_topic: float = 0.03
    part: float = 0.10
    other_part: float = -0.10
    renewal_unasked: float = -0.18
    unit: float = 0.14
    no_unit: float = -0.06
    figure: float = 0.08
    exact_category: float = 0.08
    definition: float = 0.03
    exact_association: float = 0.0
    anchor: float = 0.02
    list: float = 0.06
    coverage: float = 0.02
    rare: float = 0.08
    silent: float = -0.12
    term: float = 0.12
    term_defined: float = 0.15
    names_category: float = 0.1
    names_another: float = -0.02


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage for a query.

    Attributes:
        score: How well it answers, higher is better; comparable within one query only.
        dense: Cosine similarity to the question or its context, whichever is nearer, in [-1, 1].
        sentence: Ordinal of the sentence that answers best; -1 for a list as a whole.
        coverage: The share of the question's weight that the passage holds, in [0, 1].
        asked: Cosine similarity of the nearest way of asking for it, in [-1, 1].
        term: Whether it defines a term that the question names.
        rare: Whether its own text holds a rare word of the question.
    """

    passage: Passage
    score: float
    dense: float
    sentence: int
    coverage: float
    asked: float
    term: bool
    rare: bool

    @property
    def scope(self) -> Scope:
        """The passage's scope."""
        return self.passage.scope


class Finder:
    """Finds evidence in one index."""

    def __init__(self, retriever: Retriever, weights: Weights | None = None) -> None:
        self.retriever = retriever
        self.weights = weights or Weights()
        self._figures = [tuple(quantities(sentence) for sentence in passage.sentences) for passage in retriever.passages]
        names = self._names_of = NameFinder(retriever.vocabulary)
        self._named = [tuple(_categories(names, sentence) for sentence in p.sentences) for p in retriever.passages]
        fold = retriever.lexical.folder.fold
        self._terms = [frozenset(words(p.headings[-1])) - stopwords() if p.scope.part == "glossary" and p.headings else frozenset() for p in retriever.passages]
        self._named_terms = [bool(p.headings) and any(name.kind is Kind.CATEGORY for name in names.find(p.headings[-1])) for p in retriever.passages]
        silence = cue("silence")
        self._silent = [bool(silence.search(passage.sentences[0])) for passage in retriever.passages]
        self._own = [frozenset(fold(p.text)) for p in retriever.passages]
        self._said: dict[int, tuple[frozenset[str], ...]] = {}

    def find(self, query: Query, where: Where, k: int = 12) -> list[Evidence]:
        """The best evidence within a scope, best first; at most k."""
        first = self.retriever.search(query.question, where, POOL)
        focus = {hit.number: hit.score for hit in self.retriever.search(query.focus, where, POOL)} if query.focus else {}
        second = self.retriever.search(query.context, where, POOL) if query.context != query.question else first
        by_number: dict[int, tuple[Hit | None, Hit | None]] = {hit.number: (hit, None) for hit in first}
        for hit in second:
            by_number[hit.number] = (by_number.get(hit.number, (None, None))[0], hit)
        fold = self.retriever.lexical.folder.fold
        wanted = fold(query.question)
        told = frozenset(form for word in words(f"{query.question} {query.context}") for form in (word, word.removesuffix("s")))
        rare = [term for term in wanted if self.retriever.lexical.known(term) and self.retriever.lexical.weight(term) > RARE]
        found = [self._weighed(query, wanted, told, rare, *pair, focus) for pair in by_number.values()]
        found.sort(key=lambda evidence: -evidence.score)
        return found[:k]

    def _defines(self, query: Query, hit: Hit, told: frozenset[str]) -> bool:
        """Whether a passage defines a term that the question names; the name of a category is a term only where its meaning is asked for."""
        term = self._terms[hit.number]
        if not term or not all(word in told or word.removesuffix("s") in told for word in term):
            return False
        if query.reading.form is Form.DEFINITION:
            return True
        weigh, fold = self.retriever.lexical.weight, self.retriever.lexical.folder.fold
        return not self._named_terms[hit.number] and max((weigh(t) for word in term for t in fold(word)), default=0.0) > TELLING

    def several_named(self, query: Query) -> bool:
        """Whether the turn names several associations or several categories, so that one rule's yes may be another's no."""
        found = self._names_of.find(query.turn)
        return any(len({name.key for name in found if name.kind is kind}) > 1 for kind in (Kind.ASSOCIATION, Kind.CATEGORY))

    def names_one(self, sentence: str) -> bool:
        """Whether a sentence is about one category: an item of a list that goes through them."""
        return len(_categories(self._names_of, sentence)) == 1

    def of_others(self, query: Query, sentence: str) -> bool:
        """Whether a sentence names categories, and none of those asked about."""
        named = _categories(self._names_of, sentence)
        kin = frozenset(key for category in query.reading.categories for key in self.retriever.vocabulary.family(category))
        return bool(named and kin) and not named & kin

    def told(self, query: Query, sentence: str) -> float:
        """The share of the question's weight that one sentence holds, in [0, 1]."""
        lexical = self.retriever.lexical
        wanted = {term: lexical.weight(term) for term in lexical.folder.fold(query.question)}
        held, total = set(lexical.folder.fold(sentence)), sum(wanted.values())
        return sum(weight for term, weight in wanted.items() if term in held) / total if total else 0.0

    def figures(self, passage: Passage) -> tuple[tuple[Quantity, ...], ...]:
        """The quantities of each sentence of a passage."""
        return tuple(quantities(sentence) for sentence in passage.sentences)

    def _weighed(
        self, query: Query, wanted: list[str], told: frozenset[str], rare: Sequence[str], question: Hit | None, context: Hit | None, focus: Mapping[int, float]
    ) -> Evidence:
        weights = self.weights
        hit = question or context
        assert hit is not None
        share = 0.0 if query.context == query.question else weights.context_of_reference if query.refers else weights.context
        a = question.score if question else 0.75 * (context.score if context else 0.0)
        b = context.score if context else 0.75 * (question.score if question else 0.0)
        sentence = self._sentence(query, wanted, hit)
        coverage = self.retriever.lexical.coverage(wanted, hit.number)
        likeness = (1 - share) * a + share * b
        if focus:
            likeness = (1 - weights.focus) * likeness + weights.focus * focus.get(hit.number, 0.75 * likeness)
        agreement = self._agreement(query, told, rare, hit, sentence, coverage)
        dense = max(question.dense if question else 0.0, (1.0 if query.refers else 0.8) * context.dense if context else 0.0)
        asked = max(question.asked if question else 0.0, 0.8 * context.asked if context else 0.0)
        term = self._defines(query, hit, told)
        return Evidence(hit.passage, likeness + agreement, dense, sentence, coverage, asked, term, any(t in self._own[hit.number] for t in rare))

    def _agreement(self, query: Query, told: frozenset[str], rare: Sequence[str], hit: Hit, sentence: int, coverage: float) -> float:
        """What the coordinates add: part, topic, category, unit and figures."""
        reading, weights, scope = query.reading, self.weights, hit.passage.scope
        total = 0.0
        if reading.topics and scope.topic:
            total += weights.topic if scope.topic in reading.topics else weights.other_topic
        if reading.topics and scope.topic in reading.topics and hit.passage.id.endswith("#1"):
            total += weights.anchor * (2 if reading.compared or reading.many else 1)
        if reading.part and scope.part:
            total += weights.part if scope.part == reading.part else weights.other_part
        elif scope.part == "renewal":
            total += weights.renewal_unasked
        if reading.categories:
            total += weights.exact_category if scope.category in reading.categories else 0.0
        if reading.associations:
            total += weights.exact_association if scope.association in reading.associations else 0.0
        if reading.form is Form.DEFINITION and scope.part == "glossary":
            total += weights.definition
        if self._defines(query, hit, told):
            total += weights.term + (weights.term_defined if reading.form is Form.DEFINITION else 0.0)
        total += weights.coverage * coverage
        if any(term in self._own[hit.number] for term in rare):
            total += weights.rare
        if reading.categories and scope.category is None:
            total += self._names(reading.categories, self._named[hit.number][max(sentence, 0)])
        if not reading.subjects and self._silent[hit.number]:
            total += weights.silent
        figures = self._figures[hit.number]
        if reading.unit is not None:
            has = any(_of_unit(q, reading.unit) for said in figures for q in said)
            total += weights.unit if has else weights.no_unit
        if reading.many and hit.passage.listed:
            total += weights.list
        if reading.quantities:
            said = {(q.unit, value) for group in figures for q in group for value in q.values()}
            total += weights.figure * sum((q.unit, q.value) in said for q in reading.quantities)
        return total

    def _names(self, asked: tuple[str, ...], named: frozenset[str]) -> float:
        """What a sentence adds that names the category asked for, or only others."""
        if not named:
            return 0.0
        kin = frozenset(key for category in asked for key in self.retriever.vocabulary.family(category))
        return self.weights.names_category if named & kin else self.weights.names_another

    def _stems(self, hit: Hit) -> tuple[frozenset[str], ...]:
        """The folded stems of each sentence of a passage, kept once they are made: folding them for every question took a tenth of its time."""
        if hit.number not in self._said:
            self._said[hit.number] = tuple(frozenset(self.retriever.lexical.folder.fold(sentence)) for sentence in hit.passage.sentences)
        return self._said[hit.number]

    def _sentence(self, query: Query, wanted: list[str], hit: Hit) -> int:
        """The ordinal of the sentence that answers best: the one the question is nearest to, or the first that fits."""
        passage = hit.passage
        if len(passage.sentences) == 1:
            return 0
        named = self._named[hit.number]
        if passage.listed and not (any(named) and passage.scope.category is None and query.reading.categories and not query.reading.compared):
            return hit.sentence
        weigh = self.retriever.lexical.weight
        figures = self._figures[hit.number]
        best, best_score = 0, -1.0
        for number, held in enumerate(self._stems(hit)):
            score = sum(weigh(term) for term in set(wanted) if term in held) + (2.0 if number == hit.sentence else 0.0) + (1.5 if number == 0 else 0.0)
            if query.reading.categories and passage.scope.category not in query.reading.categories:
                score += 100 * self._names(query.reading.categories, named[number])
            if query.reading.unit is not None:
                score += 3.0 * any(_of_unit(q, query.reading.unit) for q in figures[number])
            score += 3.0 * sum(any((q.unit, q.value) == (f.unit, f.value) for f in figures[number]) for q in query.reading.quantities)
            if score > best_score:
                best, best_score = number, score
        return best


def _categories(names: NameFinder, sentence: str) -> frozenset[str]:
    """The categories that a sentence names."""
    return frozenset(name.key for name in names.find(sentence) if name.kind is Kind.CATEGORY)


def _of_unit(quantity: Quantity, unit: str) -> bool:
    """Whether a figure is of the unit asked for; an unnamed unit takes any count."""
    return quantity.unit == unit or stem(quantity.unit) == stem(unit) if unit else quantity.unit not in {"date", "level"}
