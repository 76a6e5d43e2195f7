"""Staff answers, as they are kept."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from assistant.staff import Rest, StaffAnswer
from corpus.errors import RecordsError
from ui.records.database import Database
from ui.records.limits import MOST_TURNS, checked_text, checked_texts, checked_words, is_id
from ui.records.tables import staff_answers


class StaffAnswers:
    """What staff wrote; one that was taken back stays written but is no longer given out."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """Staff answers of one database."""
        self._database, self._now = database, now

    def add(self, answer: StaffAnswer) -> int:
        """Write a new answer, whose id is 0, and return its id. Whether it may be given is for `assistant.staff.staff_faults` to say.

        Raises:
            RecordsError: If it answers no question, or a text is too long.
        """
        with self._database.writing() as connection:
            return int(connection.execute(insert(staff_answers).values(_checked(answer)).returning(staff_answers.c.id)).scalar_one())

    def change(self, answer: StaffAnswer) -> None:
        """Write an answer anew, under its id.

        Raises:
            RecordsError: If it is not there or was taken back, it answers no question, or a text is too long.
        """
        row = _checked(answer)
        if not is_id(answer.id):
            raise _gone(answer.id)
        with self._database.writing() as connection:
            known = staff_answers.c.id == answer.id, staff_answers.c.retired.is_(None)
            if not connection.execute(update(staff_answers).where(*known).values(row)).rowcount:
                raise _gone(answer.id)

    def retire(self, number: int, by: str) -> bool:
        """Take an answer back; whether this call did it."""
        if not is_id(number):
            return False
        values = {"retired": self._now(), "retired_by": checked_text(by, "taken back by", 64)}
        with self._database.writing() as connection:
            known = staff_answers.c.id == number, staff_answers.c.retired.is_(None)
            return bool(connection.execute(update(staff_answers).where(*known).values(values)).rowcount)

    def all(self) -> list[StaffAnswer]:
        """Every answer that was not taken back, the oldest first; some may no longer hold (`assistant.staff.is_current`)."""
        query = select(staff_answers).where(staff_answers.c.retired.is_(None)).order_by(staff_answers.c.id)
        with self._database.reading() as connection:
            return [_answer(row) for row in connection.execute(query)]


def _gone(number: int) -> RecordsError:
    return RecordsError(f"staff answer {number}: it is not there or was taken back; write it as a new one")


def _checked(answer: StaffAnswer) -> dict[str, Any]:
    if not answer.questions:
        raise RecordsError("the staff answer names no question that it answers; add one")
    if len(answer.rests) > MOST_TURNS:
        raise RecordsError(f"the staff answer rests on {len(answer.rests)} passages, at most {MOST_TURNS} are kept; leave some out")
    for rest in answer.rests:
        checked_words((rest.passage, rest.words), "the staff answer's passages")
        checked_text(rest.quote, "the staff answer's quoted sentence", blank=True)
    return {
        "questions": checked_texts(answer.questions, "the staff answer's questions"),
        "text": checked_text(answer.text, "the staff answer"),
        "author": checked_text(answer.author, "the staff answer's author", 200),
        "written": answer.written,
        "associations": checked_words(answer.associations, "the staff answer's associations"),
        "categories": checked_words(answer.categories, "the staff answer's categories"),
        "rests": [{key: checked_text(value, "the staff answer's passages", blank=True) for key, value in asdict(rest).items()} for rest in answer.rests],
        "until": answer.until,
    }


def _answer(row: Any) -> StaffAnswer:
    return StaffAnswer(
        id=row.id,
        questions=row.questions,
        text=row.text,
        author=row.author,
        written=row.written,
        associations=row.associations,
        categories=row.categories,
        rests=tuple(Rest(**rest) for rest in row.rests),
        until=row.until,
    )
