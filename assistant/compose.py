"""Composing: evidence arranged by its coordinates into statements."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.arithmetic import difference, possessed, product, required, wants_difference, wants_total
from assistant.conversation import Query
from assistant.evidence import Evidence, Finder
from assistant.notebook import Notebook
from assistant.polarity import polarity
from assistant.reading import Form
from corpus.words import stems
from index.passages import Passage

WHOLE = 55
"""Words up to which a passage is shown whole; of a longer one the best sentence and those that follow it."""
ENOUGH = 75
"""Words from which no further passage is added."""
NEAR = 0.10
"""How much lower than the first a passage may score to be added."""


class Composer:
    """Writes statements into a notebook."""

    def __init__(self, finder: Finder) -> None:
        self._finder = finder
        self._vocabulary = finder.retriever.vocabulary

    def direct(self, book: Notebook, query: Query, found: Sequence[Evidence]) -> None:
        """The best passage, with the yes or no or the sum in front, and what else is near."""
        top = found[0]
        computed = self._sum(book, query, found)
        if not computed and query.reading.form is Form.YES_NO:
            self._yes_no(book, query, top)
        self.passage(book, top)
        for other in found[1:4]:
            if book.words() >= ENOUGH or other.score < top.score - NEAR:
                break
            if other.scope.association == top.scope.association and not self._repeats(book, other):
                self._sentence(book, other)

    def passage(self, book: Notebook, evidence: Evidence, labelled: bool = True) -> None:
        """A passage: whole if it is short, else its best sentence first."""
        passage, best = evidence.passage, evidence.sentence
        if passage.listed:
            self._list(book, passage, best, labelled)
            return
        order = list(range(len(passage.sentences)))
        if best > 0:
            order = [best, *(n for n in order if n > best), *(n for n in order if n < best)]
        length = 0
        for place, number in enumerate(order):
            length += len(passage.sentences[number].split())
            if place and length > WHOLE:
                break
            book.quote(passage, number, labelled=labelled and not place)

    def _list(self, book: Notebook, passage: Passage, best: int, labelled: bool) -> None:
        if best > 0 or (best == 0 and not passage.introduced):
            book.quote(passage, best, labelled=labelled)
            return
        for number in range(len(passage.sentences)):
            book.quote(passage, number, labelled=labelled and not number, item=number > 0 or not passage.introduced)

    def _sentence(self, book: Notebook, evidence: Evidence) -> None:
        passage = evidence.passage
        if passage.listed and evidence.sentence <= 0:
            if book.words() + len(passage.text.split()) <= ENOUGH:
                self._list(book, passage, -1, False)
            return
        book.quote(passage, evidence.sentence)

    def line(self, book: Notebook, query: Query, evidence: Evidence) -> None:
        """One labelled line of a comparison: the best sentence, or a short list."""
        passage = evidence.passage
        if passage.listed and evidence.sentence <= 0:
            for number in range(min(len(passage.sentences), 8)):
                book.quote(passage, number, labelled=not number, item=number > 0)
            return
        book.quote(passage, evidence.sentence, labelled=True)

    def _yes_no(self, book: Notebook, query: Query, top: Evidence) -> None:
        sentence = top.passage.sentences[max(top.sentence, 0)]
        said = polarity(query.reading.text, sentence, query.reading.quantities, top.coverage)
        if said is not None:
            book.state("Yes." if said else "No.", passage=top.passage, sentence=top.sentence)

    def _sum(self, book: Notebook, query: Query, found: Sequence[Evidence]) -> bool:
        """A computed figure in front, when the question asks for one and the best evidence has what it needs."""
        reading = query.reading
        if wants_difference(reading.text) and (have := possessed(reading.text, reading.quantities)):
            return self._differences(book, query, found, [(q.unit, q.value, q) for q in have])
        if wants_total(reading.text):
            years = next((q.value for q in reading.quantities if q.unit == "years"), None)
            for evidence in found[:3]:
                for number, sentence in enumerate(evidence.passage.sentences):
                    each = next((q for q in self._finder.figures(evidence.passage)[number] if q.period == "year" and q.unit in {"hours", "dollars"}), None)
                    if each and years and years > 1:
                        done = product(each, years)
                        book.state(done.text, passage=evidence.passage, sentence=number, derivations=done.derivations)
                        return True
                    del sentence
        return False

    def _differences(self, book: Notebook, query: Query, found: Sequence[Evidence], have: list[tuple[str, float, object]]) -> bool:
        unit, value, _ = have[0]
        for evidence in found[:3]:
            sentence = evidence.passage.sentences[max(evidence.sentence, 0)]
            need = required(sentence, unit)
            if need:
                done = difference(need, value, "")
                book.state(done.text, passage=evidence.passage, sentence=evidence.sentence, derivations=done.derivations)
                return True
        return False

    def _repeats(self, book: Notebook, evidence: Evidence) -> bool:
        """Whether a sentence says what is written already."""
        said = set(stems(evidence.passage.sentences[max(evidence.sentence, 0)]))
        for statement in book.statements:
            other = set(stems(statement.text))
            if said and len(said & other) >= 0.7 * min(len(said), len(other)):
                return True
        return False
