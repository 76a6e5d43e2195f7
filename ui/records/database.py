"""One database, SQLite or PostgreSQL, and what each of them needs to be safe under several threads and processes.

SQLite: a write-ahead log so that readers never wait, foreign keys on, deleted text overwritten, the file readable by its owner alone. Writing takes the
lock at the beginning (`BEGIN IMMEDIATE`): a transaction that reads first and writes later would fail instead of waiting. Errors never hold the password
nor what was to be written.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, IntegrityError, SQLAlchemyError

from corpus.errors import RecordsError
from ui.records.faults import explain

WAIT = 15
"""Seconds to wait for another's transaction on SQLite, for a free connection, and for PostgreSQL to accept one."""
SHORT = 500
"""Milliseconds to wait for readers of a SQLite file before its log is cut."""
SETTING = "the setting `database` or the variable DATABASE_URL"

MAGIC = b"SQLite format 3\0"


class Database:
    """Transactions on one database; threads may share it."""

    def __init__(self, engine: Engine, place: str) -> None:
        """Wrap an engine; `place` names it in messages, without a password."""
        self.engine, self.place = engine, place
        self._writer = engine.execution_options(writes=True)

    @property
    def is_sqlite(self) -> bool:
        """Whether it is a SQLite file."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that only reads.

        Raises:
            RecordsError: If the database cannot be used; the message says what to do.
        """
        with self._explained(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that writes: all of it or, when an error leaves the block, nothing.

        Raises:
            IntegrityError: If what is written is there already, or what it belongs to is gone.
            RecordsError: If the database cannot be used; the message says what to do.
        """
        with self._explained(), self._writer.begin() as connection:
            yield connection

    def scrub(self, table: Table) -> None:
        """Let go of the room of deleted rows.

        SQLite has overwritten them already; its log still holds them until it is written back and cut, and then their text is in none of its files.
        Where another connection is reading for longer than `SHORT` the log stays: the next call cuts it. PostgreSQL may write over the room from then
        on; its own log and copies are its keeper's.
        """
        outside = {"plain": True} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        with self._explained(), self.engine.execution_options(**outside).connect() as connection:
            if not self.is_sqlite:
                connection.exec_driver_sql(f"VACUUM (SKIP_LOCKED) {table.name}")
                return
            # While it waits for readers nobody can write.
            for statement in (f"busy_timeout = {SHORT}", "wal_checkpoint(TRUNCATE)", f"busy_timeout = {WAIT * 1000}"):
                connection.exec_driver_sql(f"PRAGMA {statement}").close()

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except IntegrityError:
            raise
        except SQLAlchemyError as error:
            raise RecordsError(explain(error, self.place)) from error


def open_database(url: str) -> Database:
    """Make ready to connect; a SQLite file and its folder are made if they are not there.

    Raises:
        RecordsError: If the address is not one of SQLite or PostgreSQL, its driver is not installed, or the file cannot be made.
    """
    address = _address(url)
    if address.get_backend_name() == "sqlite":
        path = Path(str(address.database)).expanduser()
        _private_file(path)
        address = address.set(database=str(path))
        return Database(_sqlite_engine(address), str(path))
    place = f"{address.host or 'the local PostgreSQL'}{f':{address.port}' if address.port else ''}/{address.database or ''}"
    try:
        engine = create_engine(address, hide_parameters=True, pool_pre_ping=True, pool_timeout=WAIT, connect_args={"connect_timeout": WAIT})
    except ImportError as error:
        raise RecordsError(f"database {place}: PostgreSQL needs a driver that is not installed; run `pip install endorsement-assistant[postgres]`") from error
    return Database(engine, place)


def _address(url: str) -> URL:
    try:
        address = make_url(url)
    except (ArgumentError, ValueError):
        # The error repeats the address, and with it the password.
        example = "sqlite:////folder/desk.sqlite3 or postgresql://user@host/name"
        raise RecordsError(f"the database's address cannot be read; correct {SETTING}, for example to {example}") from None
    if address.drivername in {"postgres", "postgresql"}:
        address = address.set(drivername="postgresql+psycopg")
    if address.drivername not in {"sqlite", "sqlite+pysqlite", "postgresql+psycopg"}:
        raise RecordsError(f"a database of kind {address.drivername!r} cannot be used; set {SETTING} to a sqlite: or postgresql: address")
    if address.get_backend_name() == "sqlite" and (not address.database or address.database == ":memory:" or address.database.startswith("file:")):
        raise RecordsError(f"SQLite must keep its records in a file; name one in {SETTING}: sqlite:////folder/desk.sqlite3")
    return address


def _private_file(path: Path) -> None:
    """An empty file that its owner alone may read, so that no other reads it even at the beginning; SQLite's log takes over its mode."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        if not path.is_file():
            raise RecordsError(f"database {path}: it is not a file; name one in {SETTING}")
        with path.open("rb") as file:
            ours = file.read(len(MAGIC)) in {b"", MAGIC}
        if ours and stat.S_IMODE(path.stat().st_mode) & 0o077:
            with suppress(PermissionError):
                path.chmod(0o600)
    except OSError as error:
        raise RecordsError(
            f"database {path}: it cannot be made or read ({error.strerror}); make its folder writable, or name another file in {SETTING}"
        ) from error


def _sqlite_engine(address: URL) -> Engine:
    engine = create_engine(address, hide_parameters=True, pool_timeout=WAIT, connect_args={"timeout": WAIT})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        # The driver must not begin transactions by itself: the listener below does.
        connection.isolation_level = None
        for pragma in ("foreign_keys = ON", "secure_delete = ON", "journal_mode = WAL", "synchronous = FULL"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        options = connection.get_execution_options()
        if not options.get("plain"):
            connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")

    return engine
