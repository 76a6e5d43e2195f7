"""The tables, as SQLAlchemy describes them; the migrations make the same ones, and a test compares both."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, Column, Date, DateTime, Dialect, ForeignKey, Integer, MetaData, String, Table, Text, TypeDecorator, UniqueConstraint

NAMES = {"pk": "pk_%(table_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s", "ix": "ix_%(column_0_label)s"}
METADATA = MetaData(naming_convention=NAMES)
# `sqlite_autoincrement`: the id of a deleted row is never given again, so that a page that is still open does not act on another row.


class Moment(TypeDecorator[datetime]):
    """A time in UTC that knows its zone on both databases; SQLite itself keeps none."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Only times that know their zone are written."""
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a zone; give an aware one in UTC")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Every time that is read is in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Words(TypeDecorator[tuple[str, ...]]):
    """A tuple of strings, kept as a JSON list."""

    impl = JSON
    cache_ok = True

    def process_bind_param(self, value: Sequence[str] | None, dialect: Dialect) -> Any:
        """A list, as JSON has no tuples."""
        return list(value or ())

    def process_result_value(self, value: Any, dialect: Dialect) -> tuple[str, ...]:
        """A tuple, so that what is read cannot be changed."""
        return tuple(value or ())


accounts = Table(
    "accounts",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", String(64), nullable=False),
    Column("folded", String(200), nullable=False, unique=True),
    Column("password", String(300), nullable=False),
    Column("version", Integer, nullable=False),
    Column("made", Moment, nullable=False),
    sqlite_autoincrement=True,
)
sessions = Table(
    "sessions",
    METADATA,
    Column("token", String(64), primary_key=True),
    Column("account", Integer, ForeignKey("accounts.id", ondelete="CASCADE"), nullable=False, index=True),
    Column("version", Integer, nullable=False),
    Column("csrf", String(64), nullable=False),
    Column("seen", Moment, nullable=False),
    Column("ends", Moment, nullable=False),
)
questions = Table(
    "questions",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("question", Text, nullable=False),
    Column("turns", Words, nullable=False),
    Column("status", String(40), nullable=False),
    Column("cited", Words, nullable=False),
    Column("associations", Words, nullable=False),
    Column("categories", Words, nullable=False),
    Column("terms", Words, nullable=False),
    Column("site", String(200), nullable=False),
    Column("kept", Moment, nullable=False),
    Column("until", Moment, nullable=False, index=True),
    Column("settled_by", String(64)),
    sqlite_autoincrement=True,
)
staff_answers = Table(
    "staff_answers",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("questions", Words, nullable=False),
    Column("text", Text, nullable=False),
    Column("author", String(200), nullable=False),
    Column("written", Date, nullable=False),
    Column("associations", Words, nullable=False),
    Column("categories", Words, nullable=False),
    Column("rests", JSON, nullable=False),
    Column("until", Date),
    Column("retired", Moment),
    Column("retired_by", String(64)),
    sqlite_autoincrement=True,
)
requests = Table(
    "requests",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", String(64), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("closed", Moment),
    Column("closed_by", String(64)),
    sqlite_autoincrement=True,
)
aliases = Table(
    "aliases",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("term", String(200), nullable=False),
    Column("folded", String(400), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("key", String(200), nullable=False),
    Column("by", String(64), nullable=False),
    Column("made", Moment, nullable=False),
    UniqueConstraint("folded", "kind", "key"),
    sqlite_autoincrement=True,
)
