"""Composing: evidence arranged by its coordinates into statements."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.arithmetic import Calculator, Figure
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

    def __init__(self, finder: Finder, calculator: Calculator) -> None:
        self._finder = finder
        self._calculator = calculator
        self._vocabulary = finder.retriever.vocabulary

    def direct(self, book: Notebook, query: Query, found: Sequence[Evidence]) -> None:
        """The best passage, with the yes or no or the sum in front, and what else is near."""
        top = found[0]
        if query.reading.form is Form.YES_NO:
            self._yes_no(book, query, top)
        self.passage(book, top)
        for other in found[1:4]:
            if book.words() >= ENOUGH or other.score < top.score - NEAR:
                break
            if other.scope.association == top.scope.association and not self._repeats(book, other):
                self._sentence(book, other)

    def sums(self, book: Notebook, query: Query) -> list[Figure]:
        """The sums that a question asks for, each followed by the rule it rests on; the figures used."""
        figures = self._calculator.compute(book, query)
        for figure in figures:
            book.quote(figure.evidence.passage, figure.sentence, labelled=figure is figures[0])
        return figures

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

    def _repeats(self, book: Notebook, evidence: Evidence) -> bool:
        """Whether a sentence says what is written already."""
        said = set(stems(evidence.passage.sentences[max(evidence.sentence, 0)]))
        for statement in book.statements:
            other = set(stems(statement.text))
            if said and len(said & other) >= 0.7 * min(len(said), len(other)):
                return True
        return False
