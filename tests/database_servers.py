"""Databases to test on: SQLite files, and a PostgreSQL server of the tests' own."""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest
from argon2 import PasswordHasher
from sqlalchemy.engine import URL

WEAK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
"""Hashes passwords in no time, where how well is not what is tested."""
USER = "postgres"
PATIENCE = 60
"""Seconds for the server to answer."""


@dataclass
class Clock:
    """A time that goes on when it is told to."""

    time: datetime = datetime(2031, 3, 5, 9, 30, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **span: float) -> None:
        """Let days, hours, minutes or seconds pass."""
        self.time += timedelta(**span)


@dataclass(frozen=True, slots=True)
class Server:
    """A running PostgreSQL; its superuser logs in with a password."""

    port: int
    password: str

    def connect(self) -> psycopg.Connection[tuple[object, ...]]:
        """A connection in which each statement is a transaction of its own."""
        return psycopg.connect(host="127.0.0.1", port=self.port, user=USER, password=self.password, dbname=USER, autocommit=True)

    def url(self, database: str, password: str | None = None) -> str:
        """SQLAlchemy's address of one of its databases."""
        shown = URL.create("postgresql+psycopg", USER, password or self.password, "127.0.0.1", self.port, database)
        return shown.render_as_string(hide_password=False)

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of an empty database, removed at the end together with what is still connected."""
        name = f"test_{secrets.token_hex(6)}"
        with closing(self.connect()) as connection:
            connection.execute(f"CREATE DATABASE {name}")
            try:
                yield self.url(name)
            finally:
                connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def programs() -> Path | None:
    """The folder of the newest PostgreSQL that is installed: Debian keeps it off the path."""
    known = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: float(path.parent.parent.name))
    found = shutil.which("initdb")
    return known[-1].parent if known else Path(found).resolve().parent if found else None


def postgres_or_skip() -> Path:
    """That folder; the test is skipped where there is none, and fails in CI, which must not leave it out."""
    folder = programs()
    if folder is None:
        reason = "PostgreSQL is not installed; run `apt-get install --no-install-recommends postgresql`"
        if os.environ.get("CI", "").lower() == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return folder


@contextmanager
def postgres_server() -> Iterator[Server]:
    """A server on a free port of loopback, in a temporary folder; it ends with the tests even if they are killed."""
    folder, data = postgres_or_skip(), Path(tempfile.mkdtemp(prefix="endorse-postgres-"))
    server = Server(_free_port(), secrets.token_hex(12))
    log = data / "log"
    try:
        (data / "password").write_text(server.password)
        if os.geteuid() == 0:
            for path in (data, data / "password"):
                shutil.chown(path, USER, USER)
        made = [folder / "initdb", "-D", data / "cluster", "-U", USER, "-A", "scram-sha-256", "--pwfile", data / "password", "-E", "UTF8", "--locale=C", "-N"]
        subprocess.run(_as_user(made), check=True, capture_output=True, cwd=data, timeout=PATIENCE)
        with log.open("wb") as output, _running(_as_user(_command(folder, data, server.port)), output.fileno(), data) as process:
            _wait(server, process, log)
            yield server
    finally:
        shutil.rmtree(data, ignore_errors=True)


def _command(folder: Path, data: Path, port: int) -> list[str | Path]:
    fast = {"fsync": "off", "full_page_writes": "off", "synchronous_commit": "off", "shared_buffers": "16MB", "max_connections": "60"}
    reach = {"listen_addresses": "127.0.0.1", "port": str(port), "unix_socket_directories": str(data)}
    settings = [part for key, value in (fast | reach).items() for part in ("-c", f"{key}={value}")]
    return [folder / "postgres", "-D", data / "cluster", *settings]


def _as_user(command: list[str | Path]) -> list[str | Path]:
    """PostgreSQL refuses to run as root; where `setpriv` is there, the process ends when the one that started it does."""
    setpriv, root = shutil.which("setpriv"), os.geteuid() == 0
    if setpriv is None:
        return ["runuser", "-u", USER, "--", *command] if root else command
    user = pwd.getpwnam(USER) if root else None
    who = [f"--reuid={user.pw_uid}", f"--regid={user.pw_gid}", "--clear-groups"] if user else []
    return [setpriv, *who, "--pdeathsig", "INT", *command]


@contextmanager
def _running(command: list[str | Path], output: int, folder: Path) -> Iterator[subprocess.Popen[bytes]]:
    process = subprocess.Popen(command, stdout=output, stderr=output, stdin=subprocess.DEVNULL, cwd=folder)
    try:
        yield process
    finally:
        # SIGINT is PostgreSQL's fast end: it does not wait for clients.
        process.send_signal(2)
        try:
            process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end and process.poll() is None:
        with suppress(psycopg.OperationalError):
            server.connect().close()
            return
        time.sleep(0.1)
    pytest.fail(f"PostgreSQL does not start: {log.read_text(errors='replace')[-2000:]}")


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
