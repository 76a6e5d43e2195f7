"""Documents that staff asked for, as questions about them cannot be answered."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from ui.records.database import Database
from ui.records.limits import checked_text, is_id
from ui.records.tables import requests


@dataclass(frozen=True, slots=True)
class DocumentRequest:
    """A document that is missing: what was asked about, a note of who asked for it, and when (UTC)."""

    id: int
    term: str
    note: str
    by: str
    asked: datetime


class Requests:
    """Document requests."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """Requests of one database."""
        self._database, self._now = database, now

    def add(self, term: str, note: str, by: str) -> int:
        """Ask for a document, and return the request's id.

        Raises:
            RecordsError: If the term is empty or a text too long.
        """
        row = {
            "term": checked_text(term, "the request's term", 300),
            "note": checked_text(note, "the request's note", blank=True),
            "by": checked_text(by, "asked by", 64),
            "asked": self._now(),
        }
        with self._database.writing() as connection:
            return int(connection.execute(insert(requests).values(row).returning(requests.c.id)).scalar_one())

    def open(self) -> list[DocumentRequest]:
        """Requests that nobody has closed, the oldest first."""
        columns = requests.c.id, requests.c.term, requests.c.note, requests.c.by, requests.c.asked
        with self._database.reading() as connection:
            rows = connection.execute(select(*columns).where(requests.c.closed.is_(None)).order_by(requests.c.id))
            return [DocumentRequest(**row._mapping) for row in rows]

    def close(self, number: int, by: str) -> bool:
        """Close a request; whether this call did it."""
        if not is_id(number):
            return False
        values = {"closed": self._now(), "closed_by": checked_text(by, "closed by", 64)}
        with self._database.writing() as connection:
            return bool(connection.execute(update(requests).where(requests.c.id == number, requests.c.closed.is_(None)).values(values)).rowcount)
