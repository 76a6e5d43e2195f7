"""`endorse desk …`: accounts made at the command line."""

from __future__ import annotations

import os
import pty
import re
import select
import subprocess
import sys
import time
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import Result
from typer.testing import CliRunner

from corpus.errors import RecordsError
from ui.cli import app
from ui.records.records import KeptQuestion, open_records

PASSWORD = "correct horse battery"
OTHER = "four words of another"
Desk = Callable[..., Result]


@pytest.fixture
def desk(database_url: str) -> Desk:
    """Runs `endorse desk …` on that database."""
    runner = CliRunner(env={"ENDORSE_DATABASE": database_url})
    return lambda *arguments, stdin="": runner.invoke(app, ["desk", *map(str, arguments)], input=stdin)


def logged_in(url: str, name: str, password: str) -> bool:
    with closing(open_records(url)) as records:
        return records.accounts.check(name, password) is not None


def refused(result: Result) -> str:
    """What a command that ends with exit code 9 says; the password is never part of it."""
    assert isinstance(result.exception, RecordsError) and result.exception.exit_code == 9
    assert PASSWORD not in str(result.exception)
    return str(result.exception)


def test_an_account_is_made_and_listed(desk: Desk, database_url: str) -> None:
    nobody = desk("names")
    assert (nobody.exit_code, nobody.stdout) == (0, "") and "endorse desk add" in nobody.stderr
    made = desk("add", "Ann Lee", stdin=PASSWORD + "\n")
    assert (made.exit_code, made.stdout) == (0, "Ann Lee can now log in at the desk\n")
    assert PASSWORD not in made.output
    assert logged_in(database_url, "ann lee", PASSWORD)
    assert desk("add", "bob", stdin=PASSWORD).exit_code == 0
    assert desk("names").stdout == "Ann Lee\nbob\n"
    assert "there is one of this name" in refused(desk("add", "ANN LEE", stdin=OTHER))


def test_a_password_is_changed_and_an_account_removed(desk: Desk, database_url: str) -> None:
    desk("add", "Ann", stdin=PASSWORD)
    assert desk("password", "ann", stdin=OTHER + "\n").exit_code == 0
    assert logged_in(database_url, "Ann", OTHER) and not logged_in(database_url, "Ann", PASSWORD)
    assert "can no longer log in" in desk("remove", "ANN").stdout
    assert desk("names").stdout == ""
    for command in ("password", "remove"):
        assert "there is none; `endorse desk names` lists them" in refused(desk(command, "Ann", stdin=PASSWORD))


def test_the_password_is_the_first_line_of_a_file(desk: Desk, database_url: str, tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_bytes(f"{PASSWORD} ü\r\nnot this\n".encode())
    assert desk("add", "Ann", "--password-file", file).exit_code == 0
    assert logged_in(database_url, "Ann", PASSWORD + " ü")
    assert "cannot be read" in refused(desk("add", "Bob", "--password-file", tmp_path / "missing"))
    file.write_bytes(b"\xff" * 20)
    assert "not in UTF-8" in refused(desk("add", "Bob", "--password-file", file))
    file.write_bytes(b"")
    assert "holds no password" in refused(desk("add", "Bob", "--password-file", file))


@pytest.mark.parametrize(
    ("password", "said"), [("", "no password"), ("short", "5 characters; choose one of 12 to 256"), ("p" * 5_000, "choose one of 12 to 256")]
)
def test_a_password_that_is_not_taken_makes_no_account(desk: Desk, password: str, said: str) -> None:
    assert said in refused(desk("add", "Ann of Northvale", stdin=password))
    assert "is the account's name" in refused(desk("add", "Ann of Northvale", stdin="ann of northvale"))
    assert "not allowed; choose" in refused(desk("add", "<b>", stdin=PASSWORD))
    assert desk("names").stdout == ""


def test_what_is_past_its_days_is_deleted(desk: Desk, database_url: str) -> None:
    question = KeptQuestion(0, "sent", "May I?", (), "answered", (), (), (), (), "")
    with closing(open_records(database_url, now=lambda: datetime.now(UTC) - timedelta(days=91))) as records:
        records.queue.keep(question)
    with closing(open_records(database_url, now=lambda: datetime.now(UTC) - timedelta(days=89))) as records:
        records.queue.keep(question)
    assert desk("purge").stdout.startswith("deleted: 1 question ")
    assert desk("purge").stdout.startswith("deleted: 0 questions ")


def test_the_database_is_a_file_in_the_data_folder(tmp_path: Path) -> None:
    runner = CliRunner(env={"DATABASE_URL": "", "ENDORSE_DATABASE": ""})
    assert runner.invoke(app, ["desk", "add", "Ann", "--data", str(tmp_path / "new")], input=PASSWORD).exit_code == 0
    assert logged_in(f"sqlite:///{tmp_path}/new/desk.sqlite3", "Ann", PASSWORD)


class TestTerminal:
    """What somebody sees who types: the password is asked for twice, and does not show."""

    @pytest.mark.parametrize(("again", "code"), [(PASSWORD, 0), (OTHER, 9)])
    def test_the_password_is_asked_for_twice(self, tmp_path: Path, again: str, code: int) -> None:
        ended, shown = typed(tmp_path, ["Password: ", PASSWORD], ["same again: ", again])
        assert ended == code, shown
        assert PASSWORD not in shown and OTHER not in shown
        assert ("Ann can now log in" in shown) is (code == 0)
        assert ("not the same, nothing was changed; run the command again" in shown) is (code == 9)

    def test_one_that_is_too_short_is_not_asked_for_again(self, tmp_path: Path) -> None:
        ended, shown = typed(tmp_path, ["Password: ", "short"])
        assert ended == 9 and "choose one of 12 to 256" in shown


def typed(folder: Path, *steps: list[str]) -> tuple[int, str]:
    """`endorse desk add Ann` at a terminal: waits for each prompt, and types what follows it. Exit code and everything that showed.

    A prompt's last space comes once the echo is off. The session of its own keeps the program from the terminal that the tests are run at.
    """
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", "from ui.cli import main; main()", "desk", "add", "Ann", "--data", str(folder)]
    environment = {key: value for key, value in os.environ.items() if not key.startswith(("ENDORSE_", "DATABASE"))}
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, cwd=folder, start_new_session=True)
    os.close(theirs)
    shown = ""
    try:
        for prompt, answer in steps:
            shown += seen(ours, prompt)
            os.write(ours, f"{answer}\n".encode())
        shown += seen(ours, "")
        return process.wait(60), re.sub(r"\x1b\[[0-9;]*m", "", shown)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def seen(terminal: int, until: str) -> str:
    """What the terminal shows until a word of it, or until the program ends."""
    shown, end = "", time.monotonic() + 60
    while time.monotonic() < end and not (until and until in shown):
        if select.select([terminal], [], [], 1)[0]:
            part = b""
            with suppress(OSError):
                part = os.read(terminal, 4_096)
            if not part:
                break
            shown += part.decode()
    return shown
