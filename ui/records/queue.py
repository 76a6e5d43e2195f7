"""What visitors chose to send, waiting for staff."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args

from sqlalchemy import ColumnElement, Connection, Select, delete, func, insert, or_, select, update

from corpus.errors import RecordsError
from ui.records.database import Database
from ui.records.limits import checked_text, checked_texts, checked_words, folded, is_id
from ui.records.tables import questions

Kind = Literal["sent", "helpful", "unhelpful"]
REFUSED = ("not_covered", "out_of_scope")
EXAMPLES = 3
MOST = 5_000
"""Questions that are kept at one time: whoever sends without end must fill neither the disk nor the pages of staff."""
ROOM = 100
"""Questions that are deleted at once to make room."""
STEP = 500
"""Questions that one statement settles."""
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

    def __init__(self, database: Database, keep_days: int, now: Callable[[], datetime], tidy: Callable[[], None], most: int = MOST) -> None:
        """A queue that keeps `most` questions for `keep_days`; `tidy` deletes what is past its days and is cheap to call."""
        self._database, self._now, self._tidy, self._most = database, now, tidy, most
        self._days = timedelta(days=keep_days)

    def keep(self, question: KeptQuestion) -> int:
        """Write a question, with a time and a last day of its own; what the caller set there is not used.

        When there are as many as are kept, the oldest that are settled are deleted to make room, then the oldest marks of helpful answers.

        Returns:
            Its id; 0 when nothing was written, because as many are waiting for staff as are kept.

        Raises:
            RecordsError: If nothing is to be kept, or a text is longer or has more turns than is kept.
        """
        if not self._days:
            raise RecordsError("nothing of visitors is kept, as the setting `keep_days` is 0; set it to the days after which questions are deleted")
        self._tidy()
        now = self._now()
        row = _checked(question) | {"kept": now, "until": now + self._days}
        with self._database.writing() as connection:
            removed = self._make_room(connection)
            number = 0 if removed is None else int(connection.execute(insert(questions).values(row).returning(questions.c.id)).scalar_one())
        if removed:
            self._database.scrub(questions)
        return number

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
        if not is_id(number):
            return None
        with self._database.reading() as connection:
            row = connection.execute(select(questions).where(self._held(), questions.c.id == number)).one_or_none()
        return _question(row) if row else None

    def settle(self, number: int, by: str) -> bool:
        """Take a question off the queue; it is still deleted on its day.

        Returns:
            Whether this call did it: false if another was faster, or it is no longer there.
        """
        return bool(self.settle_all([number], by))

    def settle_all(self, numbers: Iterable[int], by: str) -> int:
        """Take questions off the queue, all of them at once; how many this call did."""
        ids = list(filter(is_id, numbers))
        with self._database.writing() as connection:
            return _settle(connection, ids, by)

    def settle_terms(self, is_meant: Callable[[str], bool], by: str) -> int:
        """Take off the queue what could not be answered for a term that is dealt with now.

        Args:
            is_meant: Whether a term is that one; a question for which others were not understood as well goes on waiting.
            by: Who dealt with it.

        Returns:
            How many questions were settled.
        """
        with self._database.writing() as connection:
            rows = connection.execute(self._unanswered(questions.c.id, questions.c.terms)).all()
            return _settle(connection, [row.id for row in rows if row.terms and all(map(is_meant, row.terms))], by)

    def forget(self, number: int) -> bool:
        """Delete a question at once; whether it was there."""
        if not is_id(number):
            return False
        with self._database.writing() as connection:
            gone = bool(connection.execute(delete(questions).where(questions.c.id == number)).rowcount)
        if gone:
            self._database.scrub(questions)
        return gone

    def refused(self) -> list[Refused]:
        """Waiting questions that could not be answered, by the terms that were not understood (lower-cased), the most frequent first."""
        self._tidy()
        groups: dict[str, dict[int, str]] = defaultdict(dict)
        with self._database.reading() as connection:
            for row in connection.execute(self._unanswered(questions.c.id, questions.c.question, questions.c.terms)):
                for term in filter(None, map(folded, row.terms)):
                    groups[term][row.id] = row.question
        found = [Refused(term, len(asked), tuple(sorted(asked)), tuple(dict.fromkeys(asked.values()))[:EXAMPLES]) for term, asked in groups.items()]
        return sorted(found, key=lambda group: (-group.count, group.term))

    def _unanswered(self, *columns: ColumnElement[Any]) -> Select[Any]:
        """Waiting questions that could not be answered, the latest first."""
        waits = self._held(), questions.c.settled_by.is_(None), questions.c.status.in_(REFUSED)
        return select(*columns).where(*waits).order_by(questions.c.id.desc())

    def _make_room(self, connection: Connection) -> int | None:
        """Delete questions that staff need least when there are too many; how many, and none when there is no room to be made."""
        if connection.execute(select(func.count()).select_from(questions)).scalar_one() < self._most:
            return 0
        for spare in (questions.c.settled_by.is_not(None), questions.c.kind == "helpful"):
            ids = connection.execute(select(questions.c.id).where(spare).order_by(questions.c.id).limit(ROOM)).scalars().all()
            if removed := connection.execute(delete(questions).where(questions.c.id.in_(ids))).rowcount:
                return removed
        return None

    def _held(self) -> ColumnElement[bool]:
        return ~past(self._now(), self._days)


def past(now: datetime, days: timedelta) -> ColumnElement[bool]:
    """Questions past their days: those they were kept for, or the fewer that are set now."""
    return or_(questions.c.until <= now, questions.c.kept <= now - days)


def _settle(connection: Connection, ids: list[int], by: str) -> int:
    """Settle those that wait still, in steps: a statement takes only so many values."""
    who, done = checked_text(by, "settled by", 64), 0
    for at in range(0, len(ids), STEP):
        known = questions.c.id.in_(ids[at : at + STEP]), questions.c.settled_by.is_(None)
        done += connection.execute(update(questions).where(*known).values(settled_by=who)).rowcount
    return done


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
