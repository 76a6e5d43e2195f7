"""`endorse desk …`: who may log in at the desk, and deleting what is past its days."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from assistant.settings import Settings
from corpus.errors import RecordsError
from ui.records.accounts import LONGEST, SHORTEST, checked_name, checked_password, name_key
from ui.records.records import Records, open_records

MOST_BYTES = 8 * LONGEST
"""Read from a file or standard input; no password is longer."""


def add_account(settings: Settings, name: str, password_file: Path | None) -> None:
    """Make an account for someone of the staff.

    Raises:
        RecordsError: If the name is taken or not allowed, or the password is not.
    """
    with _opened(settings) as records:
        shown, key = checked_name(name)
        if key in map(name_key, records.accounts.names()):
            raise RecordsError(f"account {shown!r}: there is one of this name; choose another, or run `endorse desk password NAME`")
        records.accounts.add(shown, _password(shown, password_file))
    typer.echo(f"{shown} can now log in at the desk")


def change_password(settings: Settings, name: str, password_file: Path | None) -> None:
    """Set an account's password; whoever is logged in with it logs in anew.

    Raises:
        RecordsError: If there is no such account, or the password is not allowed.
    """
    with _opened(settings) as records:
        if name_key(name) not in map(name_key, records.accounts.names()):
            raise RecordsError(f"account {name[:80]!r}: there is none; `endorse desk names` lists them, `endorse desk add NAME` makes one")
        records.accounts.change_password(name, _password(name, password_file))
    typer.echo(f"{name} has a new password, and is logged out everywhere")


def remove_account(settings: Settings, name: str) -> None:
    """Remove an account; what it wrote stays.

    Raises:
        RecordsError: If there is no such account.
    """
    with _opened(settings) as records:
        records.accounts.remove(name)
    typer.echo(f"{name} can no longer log in; what was written under this name stays")


def list_names(settings: Settings) -> None:
    """Print the accounts' names, one a line."""
    with _opened(settings) as records:
        names = records.accounts.names()
    for name in names:
        typer.echo(name)
    if not names:
        typer.echo("there is no account yet; `endorse desk add NAME` makes one", err=True)


def purge_records(settings: Settings) -> None:
    """Delete what is past its days."""
    with _opened(settings) as records:
        gone = records.purge()
    typer.echo(f"deleted: {gone} {'question or session' if gone == 1 else 'questions and sessions'} past their time; {settings.keep_days} days are set")


@contextmanager
def _opened(settings: Settings) -> Iterator[Records]:
    records = open_records(settings.database_url, settings.keep_days, settings.session_hours)
    try:
        yield records
    finally:
        records.close()


def _password(name: str, file: Path | None) -> str:
    if file is not None:
        try:
            with file.open("rb") as opened:
                return _first_line(lambda: opened.read(MOST_BYTES), str(file))
        except OSError as error:
            raise RecordsError(f"{file}: the password cannot be read ({error.strerror}); name a file that can, or leave out --password-file") from error
    if not sys.stdin.isatty():
        return _first_line(lambda: sys.stdin.buffer.read(MOST_BYTES), "standard input")
    typer.echo(f"The password has {SHORTEST} to {LONGEST} characters; four or five words are easy to keep in mind.", err=True)
    password = checked_password(str(typer.prompt("Password", hide_input=True, err=True)), name)
    if checked_password(str(typer.prompt("The same again", hide_input=True, err=True)), name) != password:
        raise RecordsError("the two passwords are not the same, nothing was changed; run the command again")
    return password


def _first_line(read: Callable[[], bytes], place: str) -> str:
    try:
        password = read().decode().split("\n", 1)[0].removesuffix("\r")
    except UnicodeDecodeError:
        raise RecordsError(f"{place}: the password is not in UTF-8; save it as UTF-8") from None
    if not password:
        raise RecordsError(f"{place}: its first line holds no password; write it there")
    return password
