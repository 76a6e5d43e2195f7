"""Words of visitors that staff said the meaning of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, get_args

from sqlalchemy import delete, insert, select
from sqlalchemy.exc import IntegrityError

from corpus.errors import RecordsError
from ui.records.database import Database
from ui.records.limits import checked_text, folded, is_id
from ui.records.tables import aliases

AliasKind = Literal["association", "category", "topic"]


@dataclass(frozen=True, slots=True)
class Alias:
    """A term that means a key of the vocabulary; who said so, and when (UTC)."""

    id: int
    term: str
    kind: AliasKind
    key: str
    by: str
    made: datetime


class Aliases:
    """Aliases; whether the key is one of the vocabulary is for the caller to see to."""

    def __init__(self, database: Database, now: Callable[[], datetime]) -> None:
        """Aliases of one database."""
        self._database, self._now = database, now

    def add(self, term: str, kind: AliasKind, key: str, by: str) -> int:
        """Write an alias, and return its id; one that is there already stays as it is.

        Raises:
            RecordsError: If the kind is none, or a text is empty or too long.
        """
        if kind not in get_args(AliasKind):
            raise RecordsError(f"an alias of kind {kind!r}; it is one of {', '.join(get_args(AliasKind))}")
        shown = " ".join(checked_text(term, "the alias", 200).split())
        alias = {"folded": folded(shown), "kind": kind, "key": checked_text(key, "what the alias means", 200)}
        row = alias | {"term": shown, "by": checked_text(by, "made by", 64), "made": self._now()}
        try:
            with self._database.writing() as connection:
                return int(connection.execute(insert(aliases).values(row).returning(aliases.c.id)).scalar_one())
        except IntegrityError:
            with self._database.reading() as connection:
                return int(connection.execute(select(aliases.c.id).filter_by(**alias)).scalar_one())

    def all(self) -> list[Alias]:
        """Every alias, the oldest first."""
        columns = aliases.c.id, aliases.c.term, aliases.c.kind, aliases.c.key, aliases.c.by, aliases.c.made
        with self._database.reading() as connection:
            return [Alias(**row._mapping) for row in connection.execute(select(*columns).order_by(aliases.c.id))]

    def remove(self, number: int) -> bool:
        """Remove an alias; whether it was there."""
        if not is_id(number):
            return False
        with self._database.writing() as connection:
            return bool(connection.execute(delete(aliases).where(aliases.c.id == number)).rowcount)
