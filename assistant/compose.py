"""Composing: evidence arranged by its coordinates into statements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.arithmetic import Calculator, Figure
from assistant.conversation import Query
from assistant.cues import cue
from assistant.evidence import Evidence, Finder
from assistant.notebook import Notebook
from assistant.polarity import doubtful, exempted, frees_outright, polarity, silent_sentence
from assistant.reading import Form
from corpus.words import stems
from index.passages import Passage

_ELIGIBLE = cue("eligible")
"""Whether somebody's own degree, work or hours are enough is never decided here: the rule is shown beside what they say."""
WHOLE = 55
"""Words up to which a passage is shown whole; of a longer one the best sentence and those that follow it."""
SHORT_LIST = 60
"""Words up to which a list is shown whole even when one item answers."""
BRIEF = 24
"""Words up to which an answer takes the next passage along."""
SIDE = 45
"""Words up to which one side of a comparison says a second thing."""
FEW_ITEMS = 3
"""Items up to which a list is shown whole however long."""
ENOUGH = 95
"""Words from which no further passage is added."""
NEAR = 0.12
"""How much lower than the first a passage may score to be added."""
SAME_SECTION = 0.10
"""How much more that may be under the same heading."""


class Composer:
    """Writes statements into a notebook."""

    def __init__(self, finder: Finder, calculator: Calculator) -> None:
        self._finder = finder
        self._calculator = calculator
        self._vocabulary = finder.retriever.vocabulary

    def direct(self, book: Notebook, query: Query, found: Sequence[Evidence]) -> None:
        """The best passage, with the yes or no or the sum in front, and what else is near."""
        found = self._defining(query, self._exempting(query, found))
        top = found[0]
        if query.reading.form is Form.YES_NO:
            self._yes_no(book, query, top)
        self.passage(book, top)
        if book.words() < BRIEF and (following := self._following(top.passage)) is not None:
            book.quote(following, 0)
        for other in self._support(found):
            if book.words() >= ENOUGH:
                break
            if not self._repeats(book, other):
                self._sentence(book, other)

    def _following(self, passage: Passage) -> Passage | None:
        """The passage after a brief one under the same heading, which often goes on from it; lists and silence do not."""
        passages = self._finder.retriever.passages
        place = next(number for number, other in enumerate(passages) if other.id == passage.id) + 1
        after = passages[place] if place < len(passages) else passage
        goes_on = after.headings == passage.headings and after.guideline == passage.guideline and not after.listed
        return after if goes_on and after.id != passage.id and silent_sentence(after.sentences[:1]) is None else None

    def _support(self, found: Sequence[Evidence]) -> list[Evidence]:
        """What may stand below the best passage: near in score and of the same association, the same section first."""
        top = found[0]
        rated = [(e.score + (SAME_SECTION if _section(e) == _section(top) else 0.0), e) for e in found[1:8] if e.scope.association == top.scope.association]
        return [e for score, e in sorted(rated, key=lambda pair: -pair[0]) if score >= top.score - NEAR][:3]

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
        alone = best > 0 or (best == 0 and not passage.introduced)
        items = len(passage.sentences) - passage.introduced
        mine = alone and passage.scope.category is None and self._finder.names_one(passage.sentences[best])
        if mine or (alone and items > FEW_ITEMS and len(passage.text.split()) > SHORT_LIST):
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

    def line(self, book: Notebook, evidence: Evidence, beside: Evidence | None = None) -> None:
        """One labelled line of a comparison: the best sentence or a short list, and a second passage while it is short."""
        passage = evidence.passage
        if passage.listed and evidence.sentence <= 0:
            for number in range(min(len(passage.sentences), 8)):
                book.quote(passage, number, labelled=not number, item=number > 0)
            return
        number, second = max(evidence.sentence, 0), None
        if beside is not None and not self._repeats(book, beside):
            place = max(beside.sentence, 0)
            if len(passage.sentences[number].split()) + len(beside.passage.sentences[place].split()) <= SIDE:
                second = (beside.passage, place)
        book.quotes(passage, [number], labelled=True, beside=second)

    def _defining(self, query: Query, found: Sequence[Evidence]) -> Sequence[Evidence]:
        """For the meaning of a term: its definition in front, which is the first passage under the term."""
        top = found[0]
        if query.reading.form is not Form.DEFINITION or not top.term:
            return found
        anchor = next((e for e in found if _section(e) == _section(top) and e.passage.id.endswith("#1") and e.score > top.score - 3 * NEAR), top)
        return [anchor, *(e for e in found if e is not anchor)]

    def _exempting(self, query: Query, found: Sequence[Evidence]) -> Sequence[Evidence]:
        """The evidence with a rule in front that frees the person, by the years that they name, of what the question is about."""
        top = found[0]
        near = [e for e in found if e.scope.topic == top.scope.topic and e.score > top.score - 3 * NEAR]
        freeing = [
            replace(evidence, sentence=number, coverage=1.0)
            for evidence in near
            for number, sentence in enumerate(evidence.passage.sentences)
            if exempted(query.reading.text, sentence, query.reading.quantities) is not None
        ]
        if freeing:
            best = next((e for e in freeing if frees_outright(e.passage.sentences[e.sentence])), freeing[0])
            return [best, *(e for e in found if e.passage.id != best.passage.id)]
        return found

    def _yes_no(self, book: Notebook, query: Query, top: Evidence) -> None:
        sentence = top.passage.sentences[max(top.sentence, 0)]
        if _ELIGIBLE.search(query.reading.text) or self._finder.several_named(query) or self._finder.of_others(query, sentence):
            return
        said = polarity(
            query.question, sentence, query.reading.quantities, top.coverage, self._finder.told(query, sentence), doubtful(query.turn, top.passage.text)
        )
        if said is not None:
            book.state("Yes." if said else "No.", passage=top.passage, sentence=top.sentence)

    def _repeats(self, book: Notebook, evidence: Evidence) -> bool:
        """Whether a sentence says what is written already."""
        said = set(stems(evidence.passage.sentences[max(evidence.sentence, 0)]))
        for statement in book.statements:
            other = set(stems(statement.text))
            if said and len(said & other) >= 0.85 * len(said):
                return True
        return False


def _section(evidence: Evidence) -> tuple[str, tuple[str, ...]]:
    return evidence.passage.guideline, evidence.passage.headings
