"""Bringing a database to the tables of this version: Alembic, run by the program itself."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection

from corpus.errors import RecordsError
from ui.records.database import Database

FOLDER = Path(__file__).parent / "migrations"
# Alembic keeps what it is doing in a global of its own, so one thread at a time; other processes wait at the database.
_ONE_AT_A_TIME = Lock()
_ADVISORY = 0x656E646F


def migrate(database: Database) -> None:
    """Make or change the tables, all or nothing; does nothing where they are up to date. Threads and processes may call it at once.

    Raises:
        RecordsError: If the database is of a newer version of the program, or cannot be used.
    """
    with _ONE_AT_A_TIME, alone(database) as connection:
        upgrade(connection, database.place)


@contextmanager
def alone(database: Database) -> Iterator[Connection]:
    """A transaction in which no other process changes the tables: it waits for its turn, and sees what the one before it made."""
    with database.writing() as connection:
        if not database.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_ADVISORY})")
        yield connection


def upgrade(connection: Connection, place: str) -> None:
    """Run the migrations that are missing, in the connection's transaction; the caller sees to it that nobody else does.

    Raises:
        RecordsError: If the database, which is named `place`, is of a newer version of the program.
    """
    config = Config()
    # Alembic reads a % as the beginning of a variable.
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    script = ScriptDirectory.from_config(config)
    found = set(MigrationContext.configure(connection).get_current_heads())
    if unknown := sorted(found - {revision.revision for revision in script.walk_revisions()}):
        raise RecordsError(
            f"database {place}: its tables are of version {unknown[0]}, which is newer than this program; "
            "install the version that made them, or give a database of its own"
        )
    if found != set(script.get_heads()):
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
