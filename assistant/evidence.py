"""Evidence: the passages that answer a query, ranked by its coordinates as well as by likeness, with the sentence that says it."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.conversation import Query
from assistant.reading import Form
from corpus.guideline import Scope
from corpus.quantities import Quantity, quantities
from index.passages import Passage
from index.search import Hit, Retriever, Where

POOL = 50


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each agreement adds to a passage's score, which is about 0 to 1.5 before. Fitted on questions with gold."""

    context: float = 0.3
    topic: float = 0.08
    other_topic: float = -0.05
    part: float = 0.10
    other_part: float = -0.06
    renewal_unasked: float = -0.10
    unit: float = 0.06
    no_unit: float = -0.06
    figure: float = 0.05
    exact_category: float = 0.04
    definition: float = 0.06
    exact_association: float = 0.03


@dataclass(frozen=True, slots=True)
class Evidence:
    """A passage for a query, its score (higher is better), the ordinal of its best sentence, and how much of the question it covers."""

    passage: Passage
    score: float
    dense: float
    sentence: int
    coverage: float

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

    def find(self, query: Query, where: Where, k: int = 12) -> list[Evidence]:
        """The best evidence within a scope, best first; at most k."""
        first = self.retriever.search(query.question, where, POOL)
        second = self.retriever.search(query.context, where, POOL) if query.context != query.question else first
        by_number: dict[int, tuple[Hit | None, Hit | None]] = {hit.number: (hit, None) for hit in first}
        for hit in second:
            by_number[hit.number] = (by_number.get(hit.number, (None, None))[0], hit)
        wanted = self.retriever.lexical.folder.fold(query.question)
        found = [self._weighed(query, wanted, *pair) for pair in by_number.values()]
        found.sort(key=lambda evidence: -evidence.score)
        return found[:k]

    def figures(self, passage: Passage) -> tuple[tuple[Quantity, ...], ...]:
        """The quantities of each sentence of a passage."""
        return tuple(quantities(sentence) for sentence in passage.sentences)

    def _weighed(self, query: Query, wanted: list[str], question: Hit | None, context: Hit | None) -> Evidence:
        weights = self.weights
        hit = question or context
        assert hit is not None
        share = weights.context if query.context != query.question else 0.0
        a = question.score if question else 0.75 * (context.score if context else 0.0)
        b = context.score if context else 0.75 * (question.score if question else 0.0)
        sentence = self._sentence(query, wanted, hit)
        coverage = self.retriever.lexical.coverage(wanted, hit.number)
        score = (1 - share) * a + share * b + self._agreement(query, hit, sentence)
        return Evidence(hit.passage, score, hit.dense, sentence, coverage)

    def _agreement(self, query: Query, hit: Hit, sentence: int) -> float:
        """What the coordinates add: part, topic, category, unit and figures."""
        reading, weights, scope = query.reading, self.weights, hit.passage.scope
        total = 0.0
        if reading.topics and scope.topic:
            total += weights.topic if scope.topic in reading.topics else weights.other_topic
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
        figures = self._figures[hit.number]
        if reading.unit:
            has = any(q.unit == reading.unit for said in figures for q in said)
            total += weights.unit if has else weights.no_unit
        if reading.quantities:
            said = {(q.unit, value) for group in figures for q in group for value in q.values()}
            total += weights.figure * sum((q.unit, q.value) in said for q in reading.quantities)
        return total

    def _sentence(self, query: Query, wanted: list[str], hit: Hit) -> int:
        """The ordinal of the sentence that answers best: the one the question is nearest to, or the first that fits."""
        passage = hit.passage
        if len(passage.sentences) == 1:
            return 0
        if passage.listed:
            return hit.sentence
        folder, weigh = self.retriever.lexical.folder, self.retriever.lexical.weight
        figures = self._figures[hit.number]
        best, best_score = 0, -1.0
        for number, sentence in enumerate(passage.sentences):
            held = set(folder.fold(sentence))
            score = sum(weigh(term) for term in set(wanted) if term in held) + (2.0 if number == hit.sentence else 0.0) + (1.5 if number == 0 else 0.0)
            if query.reading.unit:
                score += 3.0 * any(q.unit == query.reading.unit for q in figures[number])
            score += 3.0 * sum(any((q.unit, q.value) == (f.unit, f.value) for f in figures[number]) for q in query.reading.quantities)
            if score > best_score:
                best, best_score = number, score
        return best
