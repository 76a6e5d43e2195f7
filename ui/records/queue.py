"""What visitors chose to send, waiting for staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, delete, insert, or_, select, update

from corpus.errors import RecordsError
from ui.records.database import Database
from ui.records.limits import checked_text, checked_texts, checked_words, folded
from ui.records.tables import questions

Kind = Literal["sent", "helpful", "unhelpful"]
REFUSED = ("not_covered", "out_of_scope")
EXAMPLES = 3
MOST_GROUPED = 5_000
"""Waiting questions that are grouped, the latest ones."""
_UNSET = datetime(1, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question that a visitor chose to send, or marked.

    Attributes:
        id: Its number; 0 before it is kept.
        question: The masked question.
        turns: The masked turns before it.
        status: The answer's status.
        cited: Ids of the passages that the answer cited.
        associations, categories: What was asked about, as keys of the vocabulary.
        terms: Words that were not understood, masked.
        site: The website of the widget it was sent from; empty for the chat page.
        kept, until: When it was kept and when it is deleted, in UTC; the queue sets both.
        settled_by: Who of the staff dealt with it; none while it waits.
    """

    id: int
    kind: Kind
    question: str
    turns: tuple[str, ...]
    status: str
    cited: tuple[str, ...]
    associations: tuple[str, ...]
    categories: tuple[str, ...]
    terms: tuple[str, ...]
    site: str
    kept: datetime = _UNSET
    until: datetime = _UNSET
    settled_by: str | None = None


@dataclass(frozen=True, slots=True)
class Refused:
    """Waiting questions that could not be answered for the same term; `examples` are a few of them, the latest first."""

    term: str
    count: int
    ids: tuple[int, ...]
    examples: tuple[str, ...]


class Queue:
    """Questions that visitors sent. What is past its days is never shown, and deleted within a minute of the next use."""

    def __init__(self, database: Database, keep_days: int, now: Callable[[], datetime], tidy: Callable[[], None]) -> None:
        """A queue that keeps for `keep_days`; `tidy` deletes what is past its days and is cheap to call."""
        self._database, self._now, self._tidy = database, now, tidy
        self._days = timedelta(days=keep_days)

    def keep(self, question: KeptQuestion) -> int:
        """Write a question, with a time and a last day of its own; what the caller set there is not used.

        Raises:
            RecordsError: If nothing is to be kept, or a text is longer or has more turns than is kept.
        """
        if not self._days:
            raise RecordsError("nothing of visitors is kept, as the setting `keep_days` is 0; set it to the days after which questions are deleted")
        self._tidy()
        now = self._now()
        row = _checked(question) | {"kept": now, "until": now + self._days}
        with self._database.writing() as connection:
            return int(connection.execute(insert(questions).values(row).returning(questions.c.id)).scalar_one())

    def waiting(self, kind: Kind | None = None, most: int = 200) -> list[KeptQuestion]:
        """Questions that nobody has settled, the oldest first; only those of a kind if one is given."""
        self._tidy()
        query = select(questions).where(self._held(), questions.c.settled_by.is_(None)).order_by(questions.c.id).limit(most)
        if kind is not None:
            query = query.where(questions.c.kind == kind)
        with self._database.reading() as connection:
            return [_question(row) for row in connection.execute(query)]

    def get(self, number: int) -> KeptQuestion | None:
        """One question, settled or not; none when it is not there or past its days."""
        with self._database.reading() as connection:
            row = connection.execute(select(questions).where(self._held(), questions.c.id == number)).one_or_none()
        return _question(row) if row else None

    def settle(self, number: int, by: str) -> bool:
        """Take a question off the queue; it is still deleted on its day.

        Returns:
            Whether this call did it: false if another was faster, or it is no longer there.
        """
        settled = update(questions).where(questions.c.id == number, questions.c.settled_by.is_(None)).values(settled_by=checked_text(by, "settled by", 64))
        with self._database.writing() as connection:
            return bool(connection.execute(settled).rowcount)

    def forget(self, number: int) -> bool:
        """Delete a question at once; whether it was there."""
        with self._database.writing() as connection:
            gone = bool(connection.execute(delete(questions).where(questions.c.id == number)).rowcount)
        if gone:
            self._database.scrub(questions)
        return gone

    def refused(self) -> list[Refused]:
        """Waiting questions that could not be answered, by the terms that were not understood (lower-cased), the most frequent first."""
        self._tidy()
        query = (
            select(questions.c.id, questions.c.question, questions.c.terms)
            .where(self._held(), questions.c.settled_by.is_(None), questions.c.status.in_(REFUSED))
            .order_by(questions.c.id.desc())
            .limit(MOST_GROUPED)
        )
        groups: dict[str, dict[int, str]] = defaultdict(dict)
        with self._database.reading() as connection:
            for row in connection.execute(query):
                for term in filter(None, map(folded, row.terms)):
                    groups[term][row.id] = row.question
        found = [Refused(term, len(asked), tuple(sorted(asked)), tuple(dict.fromkeys(asked.values()))[:EXAMPLES]) for term, asked in groups.items()]
        return sorted(found, key=lambda group: (-group.count, group.term))

    def _held(self) -> ColumnElement[bool]:
        return ~past(self._now(), self._days)


def past(now: datetime, days: timedelta) -> ColumnElement[bool]:
    """Questions past their days: those they were kept for, or the fewer that are set now."""
    return or_(questions.c.until <= now, questions.c.kept <= now - days)


def _checked(question: KeptQuestion) -> dict[str, Any]:
    if question.kind not in get_args(Kind):
        raise RecordsError(f"a kept question of kind {question.kind!r}; it is one of {', '.join(get_args(Kind))}")
    return {
        "kind": question.kind,
        "question": checked_text(question.question, "the question"),
        "turns": checked_texts(question.turns, "the question's earlier turns"),
        "status": checked_text(question.status, "the question's status", 40, blank=True),
        "cited": checked_words(question.cited, "the question's citations"),
        "associations": checked_words(question.associations, "the question's associations"),
        "categories": checked_words(question.categories, "the question's categories"),
        "terms": checked_words(question.terms, "the question's terms"),
        "site": checked_text(question.site, "the question's site", 200, blank=True),
        "settled_by": None,
    }


def _question(row: Any) -> KeptQuestion:
    return KeptQuestion(**row._mapping)
