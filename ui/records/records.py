"""The database, opened: what visitors chose to send and what staff wrote."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from threading import Lock

from argon2 import PasswordHasher
from sqlalchemy import delete

from ui.records.accounts import Account, Accounts
from ui.records.aliases import Alias, Aliases
from ui.records.database import Database, open_database
from ui.records.migration import migrate
from ui.records.queue import KeptQuestion, Queue, Refused, past
from ui.records.requests import DocumentRequest, Requests
from ui.records.sessions import Session, Sessions, ended
from ui.records.staff import StaffAnswers
from ui.records.tables import questions, sessions

__all__ = [
    "Account",
    "Accounts",
    "Alias",
    "Aliases",
    "DocumentRequest",
    "KeptQuestion",
    "Queue",
    "Records",
    "Refused",
    "Requests",
    "Session",
    "Sessions",
    "StaffAnswers",
    "open_records",
    "utc_now",
]
OFTEN = timedelta(minutes=1)
"""The queue deletes what is past its days at most this often."""


def utc_now() -> datetime:
    """The time now, in UTC."""
    return datetime.now(UTC)


class Records:
    """One database in use. Threads may share it; each process opens its own."""

    def __init__(self, database: Database, keep_days: int, session_hours: int, now: Callable[[], datetime], hasher: PasswordHasher | None = None) -> None:
        """Records of a database whose tables are up to date; `open_records` makes them so."""
        self.keep_days = keep_days
        self._database, self._now = database, now
        self._lock = Lock()
        self._purged: datetime | None = None
        self.accounts = Accounts(database, now, hasher)
        self.sessions = Sessions(database, session_hours, now)
        self.queue = Queue(database, keep_days, now, self._tidy)
        self.staff = StaffAnswers(database, now)
        self.requests = Requests(database, now)
        self.aliases = Aliases(database, now)

    def purge(self) -> int:
        """Delete questions past their days, settled or not, and sessions that have ended.

        Questions kept for longer than the days that are set now go, too. On SQLite their text is then in none of its files.

        Returns:
            How many rows were deleted.

        Raises:
            RecordsError: If the database cannot be used.
        """
        now = self._purged = self._now()
        with self._database.writing() as connection:
            old = connection.execute(delete(questions).where(past(now, timedelta(days=self.keep_days)))).rowcount
            over = connection.execute(delete(sessions).where(ended(now))).rowcount
        self._database.scrub(questions)
        return old + over

    def close(self) -> None:
        """Close every connection."""
        self._database.close()

    def _tidy(self) -> None:
        with self._lock:
            due = self._purged is None or not timedelta() <= self._now() - self._purged < OFTEN
            if due:
                self._purged = self._now()
        if due:
            self.purge()


def open_records(
    url: str, keep_days: int = 90, session_hours: int = 10, now: Callable[[], datetime] = utc_now, *, hasher: PasswordHasher | None = None
) -> Records:
    """Open a database, and make or bring up to date its tables.

    Args:
        url: SQLAlchemy address: `sqlite:////folder/file` or `postgresql://user:password@host/name`.
        keep_days: Days after which what a visitor sent is deleted; 0 keeps nothing.
        session_hours: Hours after which staff log in again.
        now: The time, aware and in UTC.
        hasher: The parameters of new passwords' hashes; none: those of RFC 9106 (64 MB and a few tenths of a second each).

    Raises:
        RecordsError: If it cannot be opened, made or brought up to date; the message names the remedy and never the password.
    """
    database = open_database(url)
    try:
        migrate(database)
    except BaseException:
        database.close()
        raise
    return Records(database, keep_days, session_hours, now, hasher)
