"""What a database's error means, and what to do about it, in a sentence that holds neither password nor data."""

from __future__ import annotations

from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.exc import TimeoutError as NoConnectionFree

ADDRESS = "DATABASE_URL or the setting `database`"
# What the drivers write, and what it means; the first that fits is taken.
_MEANINGS = (
    ("file is not a database", "the file is not a SQLite database; move it away, or name another in " + ADDRESS),
    ("file is encrypted", "the file is not a SQLite database; move it away, or name another in " + ADDRESS),
    ("malformed", "the file is damaged; put back a copy of it, or move it away and begin anew"),
    ("readonly database", "it cannot be written; make the file and its folder writable for this user, and see that it is on a writable disk"),
    ("read-only transaction", "it is read-only; give the address of the server that accepts writing in " + ADDRESS),
    ("unable to open database file", "the file cannot be opened; make it and its folder readable and writable for this user"),
    ("database is locked", "another program is holding it; end that program or try again"),
    ("disk is full", "its disk is full; make room"),
    ("no space left", "its disk is full; make room"),
    ("disk i/o error", "its disk cannot be read or written; see that the disk is well and that this user may write to it"),
    ("password authentication failed", "user or password is not accepted; correct " + ADDRESS),
    ("no password supplied", "it asks for a password; add it to " + ADDRESS),
    ("no pg_hba.conf entry", "the server does not let this user in from here; allow it in pg_hba.conf"),
    ("does not exist", "the server has no such user, database or table; create it, or correct " + ADDRESS),
    ("permission denied", "this user may not use it; let the user own the database"),
    ("already exists", "it holds tables of another program; give the address of a database of its own in " + ADDRESS),
    ("too many clients", "the server has no connection left; raise max_connections or run fewer processes"),
    ("could not translate host", "its host is not known; correct " + ADDRESS),
    ("failed to resolve host", "its host is not known; correct " + ADDRESS),
)
UNREACHABLE = ("connection refused", "connection failed", "connection timeout", "timeout expired", "server closed the connection", "terminating connection")


def explain(error: SQLAlchemyError, place: str) -> str:
    """One line: where, what, and the remedy.

    The driver's own words are not repeated, as some of them quote the address or the row.
    """
    if isinstance(error, NoConnectionFree):
        return f"database {place}: every connection is in use; try again"
    said = str(getattr(error, "orig", None) or "").lower()
    for words, meaning in _MEANINGS:
        if words in said:
            return f"database {place}: {meaning}"
    if any(words in said for words in UNREACHABLE):
        return f"database {place}: the server does not answer; start it, or correct {ADDRESS}"
    cause = type(getattr(error, "orig", None) or error).__name__
    return f"database {place}: it cannot be used ({cause}); see that it is running and that {ADDRESS} names the right one"
