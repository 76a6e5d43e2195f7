"""Who is logged in: tokens that end by themselves."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from corpus.errors import RecordsError
from ui.records.accounts import Account, name_key
from ui.records.database import Database
from ui.records.tables import accounts, sessions

IDLE = timedelta(minutes=60)
NOTED = timedelta(minutes=1)
"""That a session is in use is written at most this often, so an idle one ends up to this much early."""


@dataclass(frozen=True, slots=True)
class Session:
    """A log-in that holds; a form must bring `csrf` along, so that another site's page cannot send it."""

    account_name: str
    csrf: str


class Sessions:
    """Log-ins. Only the hash of a token is written: who reads the database cannot use one."""

    def __init__(self, database: Database, hours: int, now: Callable[[], datetime]) -> None:
        """Sessions that end `hours` after the log-in, and after an hour without use."""
        self._database, self._now = database, now
        self._longest = timedelta(hours=hours)

    def begin(self, account: Account) -> str:
        """Log in; the token (256 bits) is a new one each time and can be asked for only now.

        Raises:
            RecordsError: If the account has been removed since.
        """
        token, now = secrets.token_urlsafe(32), self._now()
        row = {"token": _hashed(token), "account": account.id, "version": account.version, "csrf": secrets.token_urlsafe(32), "seen": now}
        try:
            with self._database.writing() as connection:
                connection.execute(insert(sessions).values(row | {"ends": now + self._longest}))
        except IntegrityError:
            raise RecordsError(f"account {account.name!r}: it has been removed; log in with another") from None
        return token

    def account_of(self, token: str) -> Session | None:
        """Whose token it is; none if it is unknown, has ended, or the account's password has been changed since."""
        now, key = self._now(), _hashed(token)
        query = (
            select(accounts.c.name, sessions.c.csrf, sessions.c.seen)
            .join(accounts, (accounts.c.id == sessions.c.account) & (accounts.c.version == sessions.c.version))
            .where(sessions.c.token == key, ~ended(now))
        )
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        if row is None:
            return None
        if now - row.seen >= NOTED:
            with self._database.writing() as connection:
                connection.execute(update(sessions).where(sessions.c.token == key).values(seen=now))
        return Session(row.name, row.csrf)

    def end(self, token: str) -> None:
        """Log out."""
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.token == _hashed(token)))

    def end_all(self, account: Account | str) -> None:
        """Log an account, or the one of a name, out everywhere."""
        known = accounts.c.folded == name_key(account) if isinstance(account, str) else accounts.c.id == account.id
        with self._database.writing() as connection:
            connection.execute(delete(sessions).where(sessions.c.account.in_(select(accounts.c.id).where(known))))


def ended(now: datetime) -> ColumnElement[bool]:
    """Sessions that have ended, by their time or unused."""
    return or_(sessions.c.ends <= now, sessions.c.seen <= now - IDLE)


def _hashed(token: str) -> str:
    return hashlib.sha256(token.encode(errors="replace")).hexdigest()
