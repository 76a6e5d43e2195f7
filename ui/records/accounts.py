"""Who may use the desk: names and hashed passwords."""

from __future__ import annotations

import re
import secrets
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from corpus.errors import RecordsError
from ui.records.database import Database
from ui.records.tables import accounts, sessions

SHORTEST, LONGEST = 12, 256
"""Characters of a password."""
AT_ONCE = 2
"""Passwords hashed at the same time: each takes 64 MB for as long, and who sends many log-ins must not use up the machine."""
_NAME = re.compile(r"\w(?:[\w .@'+-]{0,62}[\w.])?")


@dataclass(frozen=True, slots=True)
class Account:
    """Someone of the staff; `version` counts the changes of the password, and a session of an earlier one has ended."""

    id: int
    name: str
    version: int


class Accounts:
    """The accounts of the desk. Names are compared without their case."""

    def __init__(self, database: Database, now: Callable[[], datetime], hasher: PasswordHasher | None = None) -> None:
        """Accounts of one database; `hasher` holds the parameters of new hashes (default: argon2id as in RFC 9106)."""
        self._database, self._now = database, now
        self._hasher = hasher or PasswordHasher()
        self._slots = BoundedSemaphore(AT_ONCE)
        self._nobody = ""

    def add(self, name: str, password: str) -> Account:
        """Make an account.

        Raises:
            RecordsError: If the name is taken or not allowed, or the password is too short, too long or the name itself.
        """
        shown, key = checked_name(name)
        row = {"name": shown, "folded": key, "version": 1, "made": self._now(), "password": self._hashed(checked_password(password, shown))}
        try:
            with self._database.writing() as connection:
                made = connection.execute(insert(accounts).values(row).returning(accounts.c.id)).scalar_one()
        except IntegrityError:
            raise RecordsError(f"account {shown!r}: there is one of this name; choose another, or change its password") from None
        return Account(made, shown, 1)

    def check(self, name: str, password: str) -> Account | None:
        """The account, if name and password are right. A name that does not exist takes as long as a wrong password."""
        query = select(accounts.c.id, accounts.c.name, accounts.c.version, accounts.c.password).where(accounts.c.folded == name_key(name))
        with self._database.reading() as connection:
            row = connection.execute(query).one_or_none()
        with self._slots:
            self._nobody = self._nobody or self._hasher.hash(secrets.token_hex())
            right = self._verified(row.password if row else self._nobody, password)
        if row is None or not right:
            return None
        if self._hasher.check_needs_rehash(row.password):
            again = update(accounts).where(accounts.c.id == row.id, accounts.c.password == row.password).values(password=self._hashed(_plain(password)))
            with self._database.writing() as connection:
                connection.execute(again)
        return Account(row.id, row.name, row.version)

    def change_password(self, name: str, password: str) -> None:
        """Set a new password; every session of the account ends.

        Raises:
            RecordsError: If there is no such account, or the password is not allowed.
        """
        hashed = self._hashed(checked_password(password, name))
        with self._database.writing() as connection:
            change = update(accounts).where(accounts.c.folded == name_key(name)).values(password=hashed, version=accounts.c.version + 1)
            account = connection.execute(change.returning(accounts.c.id)).scalar_one_or_none()
            if account is None:
                raise _missing(name)
            connection.execute(delete(sessions).where(sessions.c.account == account))

    def remove(self, name: str) -> None:
        """Remove an account and end its sessions; what it wrote stays, with its name.

        Raises:
            RecordsError: If there is no such account.
        """
        with self._database.writing() as connection:
            if not connection.execute(delete(accounts).where(accounts.c.folded == name_key(name))).rowcount:
                raise _missing(name)

    def names(self) -> list[str]:
        """Every account's name, in order of the alphabet."""
        with self._database.reading() as connection:
            return [str(name) for name in connection.execute(select(accounts.c.name).order_by(accounts.c.folded)).scalars()]

    def count(self) -> int:
        """How many accounts there are."""
        with self._database.reading() as connection:
            return int(connection.execute(select(func.count()).select_from(accounts)).scalar_one())

    def _hashed(self, password: str) -> str:
        with self._slots:
            return self._hasher.hash(password)

    def _verified(self, hashed: str, password: str) -> bool:
        try:
            return self._hasher.verify(hashed, _plain(password))
        except (VerificationError, InvalidHashError):
            return False


def checked_name(name: str) -> tuple[str, str]:
    """A name as it is shown and as it is compared.

    Raises:
        RecordsError: If it is not 1 to 64 letters, digits, spaces and . _ - + @ '
    """
    shown = unicodedata.normalize("NFKC", name[:LONGEST]).strip()
    if not _NAME.fullmatch(shown):
        allowed = "1 to 64 letters, digits, spaces and . _ - + @ ', a letter or digit first"
        raise RecordsError(f"account {name[:80]!r}: this name is not allowed; choose one of {allowed}")
    return shown, name_key(shown)


def checked_password(password: str, name: str) -> str:
    """A password that may be set, as it is hashed. Long is what counts: no kinds of characters are asked for.

    Raises:
        RecordsError: If it is too short or too long, holds what is no text, or is the name.
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise RecordsError(f"the password has {len(password)} characters; choose one of {SHORTEST} to {LONGEST}, for example four or five words")
    if name_key(password) == name_key(name):
        raise RecordsError("the password is the account's name; choose another, for example four or five words")
    try:
        password.encode()
    except UnicodeEncodeError:
        raise RecordsError("the password holds characters that are no text; choose another, for example four or five words") from None
    return _plain(password)


def _plain(password: str) -> str:
    """One spelling of a password, whatever keyboard it comes from; what is longer than any password is cut, so that it costs nothing."""
    return unicodedata.normalize("NFKC", password[: LONGEST + 1].encode(errors="replace").decode())


def name_key(name: str) -> str:
    """A name as it is compared: one spelling, without case; what no name can hold becomes a question mark, so that nothing is found."""
    writable = name[:LONGEST].replace("\0", "?").encode(errors="replace").decode()
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", writable).strip().casefold())[:200]


def _missing(name: str) -> RecordsError:
    return RecordsError(f"account {name[:80]!r}: there is none; `endorse desk names` lists them")
