"""One visitor's conversation: what was asked and answered. It lives in the visitor's own session and is never changed in place."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace
from typing import Protocol, runtime_checkable

from assistant.answer import Answer, Statement
from assistant.assistant import Choice
from corpus.errors import EndorsementError
from corpus.vocabulary import Vocabulary
from index.passages import Passage
from ui.logs import note_answer, place
from ui.messages import LONGEST, TURNS

BEGINNING = 200
"""Characters that are shown of a question that is too long."""
FRAMES = 16
MOST = 40
"""Turns of a conversation that are kept: all of them are in the server's memory, and sent with each answer."""
logger = logging.getLogger(__name__)


class Library(Protocol):
    """What can be cited."""

    passages: tuple[Passage, ...]
    vocabulary: Vocabulary


class Answering(Protocol):
    """What the page needs of an assistant."""

    @property
    def retriever(self) -> Library:
        """The passages that answers cite, and the vocabulary."""

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        """Answer the last turn of a conversation."""


@runtime_checkable
class Lending(Protocol):
    """An assistant whose index may become another one; what it lends stays as it is."""

    def borrow(self) -> AbstractContextManager[Answering]:
        """The assistant over the index in use, until it is given back."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A question, what the person had set by hand, and the answer with the passages that it cites, by id; or why there is none."""

    question: str
    choice: Choice
    answer: Answer | None
    failure: str = ""
    passages: Mapping[str, Passage] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Visit:
    """A conversation so far, oldest turn first: its last `MOST` turns, and how many were before them."""

    turns: tuple[Turn, ...] = ()
    dropped: int = 0

    def answered(self) -> list[tuple[str, Answer]]:
        """The questions that have an answer, with it."""
        return [(turn.question, turn.answer) for turn in self.turns if turn.answer is not None]

    def ask(self, assistant: Answering, question: str, choice: Choice) -> Visit:
        """The conversation with one more turn. A question that cannot be answered gets a turn that says why; it is not part of what is asked next."""
        questions, started = [asked for asked, _ in self.answered()][-(TURNS - 1) :], time.perf_counter()
        try:
            with assistant.borrow() if isinstance(assistant, Lending) else nullcontext(assistant) as answering:
                answer = answering.ask([*questions, question], choice)
                note_answer("/", answer, time.perf_counter() - started)
                turn = Turn(question, choice, answer, passages=_cited(answering, answer))
        except EndorsementError as error:
            turn = Turn(question, choice, None, str(error))
        except Exception as error:
            logger.error("a question could not be answered: %s", place(error))
            turn = Turn(question, choice, None, "Something went wrong while answering. Please try again; if it happens again, tell whoever runs this page.")
        return self._with(turn)

    def refuse(self, question: str, choice: Choice, why: str) -> Visit:
        """The conversation with one more turn that says why nothing is asked; of a question that is too long its beginning is kept."""
        shown = question if len(question) <= LONGEST else f"{question[:BEGINNING]}…"
        return self._with(Turn(shown, choice, None, why))

    def without_last(self) -> Visit:
        """The conversation before its last turn."""
        return Visit(self.turns[:-1], self.dropped)

    def _with(self, turn: Turn) -> Visit:
        turns = (*self.turns, turn)
        return Visit(turns[-MOST:], self.dropped + max(0, len(turns) - MOST))


def _cited(assistant: Answering, answer: Answer) -> dict[str, Passage]:
    """The passages that an answer cites, as they are in the index that it was made from."""
    wanted = {citation.passage for citation in answer.citations}
    return {passage.id: passage for passage in assistant.retriever.passages if passage.id in wanted} if wanted else {}


def growing(answer: Answer, frames: int = FRAMES) -> Iterator[Answer]:
    """The answer word by word, each time longer, without the last step (the whole answer).

    Args:
        answer: The whole answer.
        frames: At most this many steps, whatever its length.
    """
    total = sum(len(statement.text.split()) for statement in answer.statements)
    step = max(2, -(-total // max(1, frames)))
    for shown in range(step, total, step):
        yield replace(answer, statements=tuple(_first_words(answer.statements, shown)), notes=(), citations=())


def _first_words(statements: Sequence[Statement], most: int) -> Iterator[Statement]:
    for statement in statements:
        words = statement.text.split()
        if most <= 0:
            return
        yield statement if len(words) <= most else replace(statement, text=" ".join(words[:most]), citations=())
        most -= len(words)
