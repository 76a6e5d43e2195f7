"""The assistant: a conversation to a checked answer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Statement, Status
from assistant.answering import answered, joined
from assistant.arithmetic import Calculator
from assistant.arranging import Arranger
from assistant.changes import Changes
from assistant.check import faults
from assistant.compose import Composer
from assistant.conversation import Query, queries
from assistant.cues import cue
from assistant.disagreements import Disagreements
from assistant.editions import Editions
from assistant.evidence import Finder
from assistant.holdings import Holdings
from assistant.notebook import Notebook
from assistant.polarity import silent_sentence
from assistant.reading import Form, QuestionReader, clean
from assistant.refusing import Refuser
from assistant.searching import Search
from assistant.spelling import Speller
from assistant.wording import GREETING, NEWER, NO_DECISION, NOT_SAID, OFF_TOPIC, URGENT
from index.search import Retriever

_ELIGIBLE, _POINTS = cue("eligible"), cue("points")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person set by hand, as keys of the vocabulary; it holds over what their words say.

    One that is `presumed` holds only where their words name nothing else: it comes from the website that they are on, or from the last answer.
    """

    associations: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()
    presumed: bool = False


class Assistant:
    """Answers questions from one opened index. Keeps nothing between calls."""

    def __init__(self, retriever: Retriever, english: Sequence[str] = ()) -> None:
        self.retriever = retriever
        self._speller = Speller(retriever.passages, retriever.vocabulary, english)
        self._reader = QuestionReader(retriever.vocabulary)
        finder = Finder(retriever)
        self.holdings = Holdings(retriever)
        self._composer = Composer(finder, Calculator(finder, self.holdings, self._reader))
        self._search = Search(finder, self.holdings, self._reader)
        self._refuser = Refuser(self._search, self.holdings, self._reader, self._composer)
        self._disagreements = Disagreements(retriever)
        self._arranger = Arranger(finder, self.holdings, self._composer, self._disagreements)
        self._editions, self._changes = Editions(self.holdings), Changes(self.holdings)
        self._by_id = {passage.id: passage for passage in retriever.passages}

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        """Answer the last turn of a conversation.

        Args:
            turns: The person's turns, oldest first; at least one.
            choice: Coordinates that the person set by hand.

        Raises:
            QuestionError: If the last turn is empty, too long or not text.
        """
        cleaned = [self._reader.without_orders(clean(turn)) for turn in turns]
        cleaned[1:] = [self._reader.follow(turn) for turn in cleaned[1:]]
        if not cleaned[-1]:
            return Answer(Status.OUT_OF_SCOPE, (Statement(OFF_TOPIC),))
        if self._reader.asks_nothing(cleaned[-1]):
            return Answer(Status.OUT_OF_SCOPE, (Statement(GREETING),))
        texts = [self._speller.correct(turn) for turn in cleaned if turn]
        asked = [self._chosen(query, choice or Choice()) for query in queries(texts, self._reader)]
        urgent = any(query.reading.urgent for query in asked)
        if urgent and not any(query.reading.categories or query.reading.part for query in asked):
            return Answer(Status.URGENT, (Statement(URGENT),))
        with self.retriever.looking():
            answer = self._checked(joined(self._each(asked)), " ".join(texts))
        return replace(answer, status=Status.URGENT, statements=(Statement(URGENT), *answer.statements)) if urgent else answer

    def _each(self, asked: Sequence[Query]) -> list[Answer]:
        """The answers to the questions of one turn; what is asked about something that was refused right before ("and how do I request them?") is left out."""
        answers: list[Answer] = []
        for query in asked:
            if answers and answers[-1].status is Status.NOT_COVERED and _POINTS.search(query.reading.core):
                continue
            answers.append(self._one(query))
        return answers

    def correct(self, text: str) -> str:
        """The text with words that nobody knows replaced by the nearest one of the corpus, as questions are read."""
        return self._speller.correct(text)

    def _chosen(self, query: Query, choice: Choice) -> Query:
        reading = query.reading
        if choice.presumed:
            # "Which state asks for more?", "what about Ohio?" are not about one's own association.
            apart = reading.elsewhere or (reading.compared and len(reading.categories) < 2)
            choice = Choice(
                reading.associations or (() if apart else choice.associations),
                reading.categories or (() if reading.compared and len(reading.associations) < 2 else choice.categories),
                reading.editions or choice.editions,
            )
        chosen = replace(
            reading,
            associations=choice.associations or reading.associations,
            categories=choice.categories or reading.categories,
            editions=choice.editions or reading.editions,
        )
        return replace(query, reading=chosen)

    def _one(self, query: Query) -> Answer:
        """The answer to one question, from the editions that it asks for."""
        refused = self._refuser.not_held(query)
        if refused is not None:
            return refused
        settled = self._editions.settle(query)
        if isinstance(settled, Answer):
            return settled
        table = self._changes.table(settled) if settled.reading.changed else None
        return table or self._dated(self._plain(settled), settled)

    def _dated(self, answer: Answer, query: Query) -> Answer:
        """The answer, and that a newer edition is held of what it is told from."""
        if answer.status is not Status.ANSWERED or not answer.citations:
            return answer
        told = [self._by_id[citation.passage].scope for citation in answer.citations]
        edition = self.holdings.newer(told[0], query.reading.categories)
        if edition is None or edition in {scope.edition for scope in told}:
            return answer
        return replace(answer, statements=(*answer.statements, Statement(NEWER.format(edition=edition))))

    def _plain(self, query: Query) -> Answer:
        reading = query.reading
        if reading.form is Form.CHECKLIST and not reading.topics and reading.unit is None and reading.part in {None, "requirements", "renewal"}:
            checklist = self._arranger.checklist(query)
            if checklist is not None:
                return checklist
        book = Notebook(self.retriever.vocabulary)
        figures = self._composer.sums(book, query)
        if figures and not any(self._disagreements.beside(reading, figure.evidence.passage, figure.sentence) for figure in figures):
            return answered(book, query, figures[0].evidence.scope, self.holdings)
        found = self._search.on_subject(reading, self._search.find(query))
        silent = self._refuser.silent(query, found)
        if silent is not None:
            return silent
        if reading.subjects and (at := silent_sentence(found[0].passage.sentences)) is not None:
            found, groups = [replace(found[0], sentence=at), *found[1:]], []
        else:
            groups = self._arranger.groups(query, found)
        sides = [side for one in groups for side in self._disagreements.sides(reading, one)]
        if len(sides) > len(groups):
            return self._arranger.disagreeing(query, sides)
        if len(groups) > 1:
            return self._arranger.compared(query, groups)
        book = Notebook(self.retriever.vocabulary)
        self._composer.direct(book, query, self._disagreements.without_repeats(found))
        if _ELIGIBLE.search(reading.text):
            book.state(NO_DECISION)
        return answered(book, query, found[0].scope, self.holdings)

    def _checked(self, answer: Answer, asked: str) -> Answer:
        """The answer without statements that fail the check; refused when none is left."""
        kept = tuple(s for s in answer.statements if not faults(s, answer.citations, self._by_id, asked))
        if not kept or (answer.citations and not any(s.citations for s in kept)):
            return Answer(Status.NOT_COVERED, (Statement(NOT_SAID),), understood=answer.understood)
        return replace(answer, statements=kept)
