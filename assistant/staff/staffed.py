"""Staff answers in use: an assistant whose answers are completed by what an association's staff have written, cited as what it is."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import replace
from datetime import date
from typing import Protocol, runtime_checkable

from assistant.answer import Answer, Citation, Layout, Statement, Status, Understood
from assistant.assistant import Choice
from assistant.staff.matching import ALIKE, Library, Match, StaffMatcher
from assistant.staff.written import SOURCE, STAFF, StaffAnswer, is_current, staff_faults, staff_sentences
from assistant.wording import listed
from corpus.errors import EndorsementError
from corpus.vocabulary import Vocabulary

HEADING = "Staff answer"
UNSAID = "No guideline held here says this."
UNSAID_SO = "No guideline held here says this in these words; the passages it rests on stand with it."
UNANSWERED = "The rest of the question is not answered here."
WRITTEN_FOR = "Staff wrote this for the question: {question}"
SEVERAL = "More than one staff answer fits; read all of them."
_OPEN = frozenset({Status.NOT_COVERED, Status.NEEDS_CLARIFICATION})
_CLOSED = frozenset({Status.URGENT, Status.OUT_OF_SCOPE})
logger = logging.getLogger(__name__)


class Answering(Protocol):
    """Who answers."""

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


@runtime_checkable
class Correcting(Protocol):
    """An assistant that mends the spelling of a turn."""

    def correct(self, text: str) -> str:
        """The turn as it is read."""


class StaffedAssistant:
    """Asks an assistant and adds the staff answers that fit. Safe to share between threads, as far as the assistant and `load` are."""

    def __init__(
        self,
        assistant: Answering,
        load: Callable[[], Sequence[StaffAnswer]],
        today: Callable[[], date] = date.today,
        matchers: Matchers | None = None,
    ) -> None:
        """Begin over an assistant.

        Args:
            assistant: Who is asked first; one that lends is borrowed for each question.
            load: The staff answers there are; asked for each question, so it must be quick.
            today: The day that last days are held against.
            matchers: What is known of staff questions already; it is shared by what is borrowed.
        """
        self._assistant, self._load, self._today = assistant, load, today
        self._matchers = matchers or Matchers()

    @property
    def retriever(self) -> Library:
        """What the assistant holds."""
        return self._assistant.retriever

    @contextmanager
    def borrow(self) -> Iterator[StaffedAssistant]:
        """The same over the index in use, until it is given back."""
        with self._lent() as answering:
            yield StaffedAssistant(answering, self._load, self._today, self._matchers)

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        """Answer the last turn of a conversation: staff answers come in place of a refusal or a question back, and after what guidelines say."""
        with self._lent() as answering:
            answer = answering.ask(turns, choice)
            if answer.status in _CLOSED or not (answers := self._loaded()):
                return answer
            matcher = self._matchers.over(answering.retriever)
            current = [staff for staff in answers if is_current(staff, matcher.passages, self._today())]
            if not current:
                return answer
            correct = answering.correct if isinstance(answering, Correcting) else str
            chosen = choice or Choice()
            asked = matcher.asked(turns, correct, Understood(chosen.associations, chosen.categories, editions=chosen.editions))
            found = [_nearest(matcher.matches(query, answer.understood, current)) for query in asked]
            unique = {match.staff.id: match for matches in found for match in matches}
            given = [match.staff for match in unique.values() if not staff_faults(match.staff.text, match.staff.rests, match.staff.until, matcher.passages)]
            return with_staff(answer, given, answering.retriever.vocabulary, all(found)) if given else answer

    def _lent(self) -> AbstractContextManager[Answering]:
        assistant = self._assistant
        return assistant.borrow() if isinstance(assistant, Lending) else nullcontext(assistant)

    def _loaded(self) -> Sequence[StaffAnswer]:
        try:
            return self._load()
        except EndorsementError as error:
            logger.warning("staff answers cannot be read, answers go on without them (%s)", type(error).__name__)
            return ()


class Matchers:
    """The matcher of the library in use; another library gets another one."""

    def __init__(self) -> None:
        self._held: tuple[Library, StaffMatcher] | None = None

    def over(self, library: Library) -> StaffMatcher:
        """The matcher of a library. Two threads may make it at once; either is as good."""
        held = self._held
        if held is None or held[0] is not library:
            held = self._held = (library, StaffMatcher(library))
        return held[1]


def with_staff(answer: Answer, given: Sequence[StaffAnswer], vocabulary: Vocabulary, whole: bool = True) -> Answer:
    """An answer with staff answers.

    Args:
        answer: What the guidelines say: staff answers come after it, or in its place when it says that they do not.
        given: At least one, nearest first.
        vocabulary: How associations and categories are called.
        whole: Whether each question of the turn has one.
    """
    refused = answer.status in _OPEN
    statements, citations = ([], []) if refused else (list(answer.statements), list(answer.citations))
    for staff in given:
        label, first = staff_label(staff, vocabulary), max((citation.number for citation in citations), default=0) + 1
        quotes = dict.fromkeys(staff_sentences(staff.text))
        citations += [_citation(number, staff, quote, label) for number, quote in enumerate(quotes, first)]
        statements.append(Statement(" ".join(staff_sentences(staff.text)), tuple(range(first, first + len(quotes))), label))
    notes = _notes(answer, given, whole) if refused else answer.notes
    # What was asked then may not be what is asked now: only the reader can tell.
    notes = (*notes, *(WRITTEN_FOR.format(question=staff.questions[0].rstrip(".")) for staff in given))
    notes = (*notes, SEVERAL) if len(given) > 1 and whole else notes
    layout = Layout.TEXT if refused else answer.layout
    return replace(answer, status=Status.ANSWERED, statements=tuple(statements), citations=tuple(citations), notes=notes, layout=layout)


def staff_label(staff: StaffAnswer, vocabulary: Vocabulary) -> str:
    """What a staff answer is: "Staff answer of Massachusetts (MassAIMH), 22 November 2026, not a guideline"."""
    whose = f" of {listed(vocabulary.label(key) for key in staff.associations)}" if staff.associations else ""
    about = f" for {listed(vocabulary.category_label(key) for key in staff.categories)}" if staff.categories else ""
    return f"{HEADING}{whose}{about}, {day(staff.written)}, not a guideline"


def day(when: date) -> str:
    """A day in words: "22 November 2026"."""
    return f"{when.day} {when:%B %Y}"


def _nearest(matches: Sequence[Match]) -> list[Match]:
    """The surest match, and those that fit as well; one for each association where the question leaves that open. The same text counts once."""
    best: dict[tuple[str, ...], float] = {}
    kept: dict[str, Match] = {}
    for match in matches:
        if best.setdefault(match.staff.associations, match.chance) - match.chance < ALIKE:
            kept.setdefault(match.staff.text, match)
    return list(kept.values())


def _citation(number: int, staff: StaffAnswer, quote: str, label: str) -> Citation:
    name = f"{STAFF}{staff.id}"
    return Citation(number, name, name, SOURCE, f"{HEADING} {staff.id}", HEADING, quote, None, None, label)


def _notes(answer: Answer, given: Sequence[StaffAnswer], whole: bool) -> tuple[str, ...]:
    """What is left of a refusal. A question back says nothing of the guidelines, so nothing of it is left."""
    unsaid = (UNSAID_SO if any(staff.rests for staff in given) else UNSAID,) if answer.status is Status.NOT_COVERED else ()
    return unsaid if whole else (*unsaid, UNANSWERED)
