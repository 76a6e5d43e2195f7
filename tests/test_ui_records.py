"""Opening the database: tables, versions, several processes, and what is said when it cannot be used."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from database_servers import Server
from sqlalchemy import inspect, text

from corpus.errors import RecordsError
from ui.records.database import open_database
from ui.records.migration import alone, migrate, upgrade
from ui.records.records import open_records
from ui.records.tables import METADATA

PASSWORD = "correct horse battery"
NOBODY = 65534


@contextmanager
def not_root() -> Iterator[None]:
    """Files' permissions hold for everybody but root."""
    if os.geteuid():
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


def refusal(url: str) -> str:
    with pytest.raises(RecordsError) as refused:
        open_records(url)
    return str(refused.value)


def run_alone(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_the_migrated_tables_are_those_of_the_program(database_url: str) -> None:
    with closing(open_database(database_url)) as database:
        migrate(database)
        with database.reading() as connection:
            context = MigrationContext.configure(connection, opts={"compare_type": True, "compare_server_default": True})
            assert compare_metadata(context, METADATA) == []


def test_opening_again_changes_nothing(database_url: str) -> None:
    for seen in ([], ["Ann"], ["Ann"]):
        with closing(open_records(database_url)) as records:
            assert records.accounts.names() == seen
            if not seen:
                records.accounts.add("Ann", PASSWORD)


def test_a_newer_database_is_left_alone(database_url: str) -> None:
    open_records(database_url).close()
    with closing(open_database(database_url)) as database, database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert "9999, which is newer than this program; install the version that made them" in refusal(database_url)


def test_tables_of_another_program_are_left_alone(database_url: str) -> None:
    with closing(open_database(database_url)) as database, database.writing() as connection:
        connection.execute(text("CREATE TABLE requests (other INTEGER)"))
    assert "another program" in refusal(database_url)
    with closing(open_database(database_url)) as database, database.reading() as connection:
        assert inspect(connection).get_table_names() == ["requests"], "all or nothing"


def test_a_second_one_waits_for_the_migration_of_the_first(database_url: str) -> None:
    with closing(open_database(database_url)) as database, ThreadPoolExecutor(1) as thread:
        with alone(database) as connection:
            upgrade(connection, "here")
            second = thread.submit(open_records, database_url)
            time.sleep(0.7)
            assert not second.done()
        second.result(timeout=30).close()


def test_threads_open_databases_of_their_own_at_once(tmp_path: Path) -> None:
    urls = [f"sqlite:///{tmp_path / str(number)}.sqlite3" for number in range(8)]
    with ThreadPoolExecutor(8) as threads:
        for records in threads.map(open_records, urls):
            assert records.accounts.count() == 0
            records.close()


def test_threads_open_an_empty_database_at_once(database_url: str) -> None:
    with ThreadPoolExecutor(6) as threads:
        opened = list(threads.map(open_records, [database_url] * 6))
    for records in opened:
        assert records.accounts.count() == 0
        records.close()


def test_processes_open_an_empty_database_at_once(database_url: str) -> None:
    code = "import sys; from ui.records.records import open_records; r = open_records(sys.argv[1]); print(r.accounts.count()); r.close()"
    for process in [run_alone(code, database_url) for _ in range(3)]:
        assert process.communicate(timeout=120) == ("0\n", "")


def test_times_are_in_utc_and_know_it(database_url: str) -> None:
    east = datetime(2031, 3, 5, 9, 30, tzinfo=timezone(timedelta(hours=9)))
    with closing(open_records(database_url, now=lambda: east)) as records:
        records.requests.add("fees", "", "Ann")
        assert records.requests.open()[0].asked.isoformat() == "2031-03-05T00:30:00+00:00"
    with closing(open_records(database_url, now=lambda: east.replace(tzinfo=None))) as records, pytest.raises(RecordsError):
        records.requests.add("fees", "", "Ann")


class TestSqlite:
    def test_file_and_log_are_their_owners_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "new" / "folder" / "desk.sqlite3"
        with closing(open_records(f"sqlite:///{path}")) as records:
            records.accounts.add("Ann", PASSWORD)
            modes = {file.name: stat.S_IMODE(file.stat().st_mode) for file in path.parent.iterdir()}
        assert modes == dict.fromkeys(("desk.sqlite3", "desk.sqlite3-wal", "desk.sqlite3-shm"), 384)

    def test_a_file_that_others_may_read_is_closed_to_them(self, tmp_path: Path) -> None:
        path = tmp_path / "desk.sqlite3"
        open_records(f"sqlite:///{path}").close()
        path.chmod(0o644)
        open_records(f"sqlite:///{path}").close()
        assert stat.S_IMODE(path.stat().st_mode) == 0o600

    def test_each_connection_keeps_what_belongs_together_and_overwrites_what_is_deleted(self, tmp_path: Path) -> None:
        with closing(open_database(f"sqlite:///{tmp_path / 'desk.sqlite3'}")) as database, database.reading() as one, database.reading() as two:
            for connection in (one, two):
                asked = {name: connection.execute(text(f"PRAGMA {name}")).scalar_one() for name in ("foreign_keys", "secure_delete", "journal_mode")}
                assert asked == {"foreign_keys": 1, "secure_delete": 1, "journal_mode": "wal"}
                assert connection.execute(text("PRAGMA busy_timeout")).scalar_one() >= 5_000

    def test_another_file_is_neither_used_nor_changed(self, tmp_path: Path) -> None:
        path = tmp_path / "letter.txt"
        path.write_text("Dear colleagues, " * 500)
        path.chmod(0o644)
        assert "not a SQLite database; move it away" in refusal(f"sqlite:///{path}")
        assert path.read_text() == "Dear colleagues, " * 500
        assert stat.S_IMODE(path.stat().st_mode) == 0o644

    def test_a_folder_is_not_a_database(self, tmp_path: Path) -> None:
        assert "it is not a file" in refusal(f"sqlite:///{tmp_path}")

    def test_where_nothing_can_be_written_the_remedy_is_said(self) -> None:
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            path = folder / "desk.sqlite3"
            open_records(f"sqlite:///{path}").close()
            folder.chmod(0o755)
            path.chmod(0o444)
            with not_root():
                assert "make the file and its folder writable" in refusal(f"sqlite:///{path}")
                assert "make its folder writable" in refusal(f"sqlite:///{folder / 'other.sqlite3'}")

    def test_a_writer_waits_for_another(self, tmp_path: Path) -> None:
        path = tmp_path / "desk.sqlite3"
        with (
            closing(open_records(f"sqlite:///{path}")) as records,
            closing(sqlite3.connect(path, isolation_level=None)) as other,
            ThreadPoolExecutor(1) as thread,
        ):
            other.execute("BEGIN IMMEDIATE")
            adding = thread.submit(records.requests.add, "fees", "", "Ann")
            assert records.requests.open() == [], "reading does not wait"
            other.execute("COMMIT")
            assert adding.result(timeout=30) == 1

    @pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "sqlite:///file:x?mode=memory&uri=true"])
    def test_memory_is_no_place_to_keep_anything(self, url: str) -> None:
        assert "in a file" in refusal(url)


class TestPostgres:
    def test_a_wrong_password_is_said_and_not_shown(self, postgres: Server) -> None:
        said = refusal(postgres.url("postgres", "sesame-street-7"))
        assert "password is not accepted" in said
        assert "sesame" not in said

    def test_a_missing_database_is_said(self, postgres: Server) -> None:
        assert "no such user, database or table; create it" in refusal(postgres.url("nowhere"))

    def test_a_server_that_is_not_there_is_said(self) -> None:
        said = refusal("postgresql://ann:sesame-street-7@127.0.0.1:1/desk")
        assert "127.0.0.1:1/desk: the server does not answer; start it" in said
        assert "sesame" not in said

    def test_a_server_that_only_reads_is_said(self, postgres: Server) -> None:
        with postgres.database() as url:
            with closing(postgres.connect()) as connection:
                connection.execute(f"ALTER DATABASE {url.rpartition('/')[2]} SET default_transaction_read_only = on")
            assert "it is read-only; give the address of the server that accepts writing" in refusal(url)

    def test_short_names_of_the_driver_are_understood(self, postgres: Server) -> None:
        with postgres.database() as url:
            open_records(url.replace("postgresql+psycopg:", "postgres:")).close()
            open_records(url.replace("postgresql+psycopg:", "postgresql:")).close()

    def test_lost_connections_are_made_anew(self, postgres: Server) -> None:
        with postgres.database() as url, closing(open_records(url)) as records, closing(postgres.connect()) as connection:
            assert records.accounts.count() == 0
            connection.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s", [url.rpartition("/")[2]])
            assert records.accounts.count() == 0

    def test_without_the_driver_the_way_to_install_it_is_said(self) -> None:
        code = (
            "import sys; sys.modules['psycopg'] = None\n"
            "from corpus.errors import RecordsError\nfrom ui.records.records import open_records\n"
            "try:\n    open_records('postgresql://ann:sesame-street-7@127.0.0.1/desk')\nexcept RecordsError as error:\n    print(error)"
        )
        out, err = run_alone(code).communicate(timeout=120)
        assert "pip install endorsement-assistant[postgres]" in out
        assert "sesame" not in out + err


@pytest.mark.parametrize("url", ["", "desk.sqlite3", "mysql://ann:sesame-street-7@host/desk", "postgresql://ann:sesame-street-7@host:port/desk"])
def test_an_address_of_something_else_is_refused(url: str) -> None:
    said = refusal(url)
    assert "DATABASE_URL" in said
    assert "sesame" not in said


def test_a_fault_while_writing_names_no_data(database_url: str) -> None:
    """What was to be written may be a question."""
    with closing(open_database(database_url)) as database:
        with pytest.raises(RecordsError) as refused, database.writing() as connection:
            connection.execute(text("INSERT INTO nowhere VALUES (:question)"), {"question": "sesame"})
        assert "sesame" not in f"{refused.value} {refused.value.__cause__}"
