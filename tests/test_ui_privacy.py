"""What a running server writes of 200 messages that hold invented names, numbers and addresses: nothing, but for what was sent to be kept, masked."""

from __future__ import annotations

import base64
import json
import os
import re
import shutil
import sqlite3
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from database_servers import Server
from identifier_search import told
from message_senders import KINDS, Sender
from personal_messages import MESSAGES, Message
from server_process import AUDIT, SCRIPT, ServerProcess, served_alone
from sqlalchemy import create_engine, text
from starlette.datastructures import FormData

from assistant.assistant import Assistant
from ui.desk.access import Call
from ui.desk.answerwork import read_draft
from ui.gate import OWN_PATHS, PATHS, PREFIXES
from ui.keeping import new_masker
from ui.records.records import open_records, utc_now

pytestmark = pytest.mark.model
STAFF, PASSWORD = "Ada Example", "four words as password"
BROKEN = MESSAGES[::25]
"""Messages that are also sent by ways that no page has."""
PAGE = 8192


@dataclass(frozen=True, slots=True)
class Spent:
    """A server that was sent every message by every way, and has ended.

    Attributes:
        before: Its files when it had started and nobody had asked.
        unsent: Its database's files when everything was sent but what is to be kept.
        kept: Each message with the text that it was kept as.
    """

    server: ServerProcess
    before: dict[Path, bytes]
    unsent: dict[Path, bytes]
    answered: Mapping[tuple[str, int], int]
    kept: list[tuple[Message, str]]

    @property
    def database(self) -> Path:
        """The file of the database."""
        return self.server.data / "desk.sqlite3"


@pytest.fixture(scope="module")
def spent(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Spent:
    folder = tmp_path_factory.mktemp("private")
    data = Path(shutil.copytree(built, folder / "data"))
    subprocess.run([SCRIPT, "desk", "add", STAFF, "--data", data], input=PASSWORD.encode(), env={"PATH": os.defpath}, check=True, capture_output=True)
    with served_alone(folder / "home", data) as server, closing(Sender(server.address)) as sender:
        sender.log_in(STAFF, PASSWORD)
        before = server.files()
        for number, message in enumerate(MESSAGES):
            sender.ask(message.text)
            sender.preview(message.text)
            sender.letter(message.text, again=False)
            if number % 2 == 0:
                sender.letter(message.text, again=True)
        with ThreadPoolExecutor(6) as people:
            list(people.map(lambda message: sender.chat(message.text), MESSAGES))
        for message in BROKEN:
            for send in (sender.break_bodies, sender.break_addresses, sender.break_connections, sender.break_chat):
                send(message.text)
        sender.knock(BROKEN[1].text)
        unsent = {path: content for path, content in server.files().items() if path.name.startswith("desk.sqlite3")}
        kept = [(message, sender.keep(message.text, KINDS[number % 3])) for number, message in enumerate(MESSAGES)]
        for message in MESSAGES:
            sender.staff_answer(" ".join(message.text.split()))  # one line is one question
        _break_database(data / "desk.sqlite3", sender)
    return Spent(server, before, unsent, sender.answered, kept)


def _break_database(file: Path, sender: Sender) -> None:
    """Send while the tables for it are not there."""
    tables = ("questions", "staff_answers", "sessions")
    for old, new in ("", "_gone"), ("_gone", ""):
        with closing(sqlite3.connect(file, timeout=20)) as connection:
            for table in tables:
                connection.execute(f"ALTER TABLE {table}{old} RENAME TO {table}{new}")
        for message in BROKEN if new else ():
            sender._post("/api/kept", "broken database", json={"turns": [message.text], "kind": "sent"})
            sender.letter(message.text, again=True)
            sender.staff_answer(message.text)


def _rows(url: str, table: str) -> list[Mapping[str, Any]]:
    engine = create_engine(url)
    with engine.connect() as connection:
        rows = [dict(row) for row in connection.execute(text(f"SELECT * FROM {table} ORDER BY id")).mappings()]
    engine.dispose()
    return rows


@pytest.mark.parametrize("said", ["Whitcombe", "Sørensen", "Wójcik", "734-555-0123", "3 / 14 / 1986", "４１１１", "hunter2Spring"])
def test_the_search_finds_what_is_there_however_it_is_written(said: str) -> None:
    is_name = said.isalpha()
    shown = f'{{"turns": ["I am {said}, is it so?"]}}'
    codings = [shown.encode(), shown.upper().encode(), quote(shown).encode(), json.dumps(shown).encode(), shown.encode("utf-16")]
    codings += [base64.b64encode(f"{' ' * at}{said.lower()}, is it so?".encode()) for at in range(3)] if len(said) > 7 else []
    for coded in codings:
        assert told(coded, *([[said.lower()], []] if is_name else [[], [said.lower()]])) == [said.lower()], coded
    assert told(b"I amWhitcombes", ["whitcombe"], []) == []


def test_the_audit_sees_what_a_process_does(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(AUDIT, encoding="utf-8")
    reach = "socket.getaddrinfo('localhost', 1); socket.socket().connect_ex(('127.0.0.1', 9))"
    code = f"import socket, subprocess; open('note', 'w'); subprocess.run(['true']); {reach}"
    environment = {"PATH": os.defpath, "PYTHONPATH": str(tmp_path), "AUDIT": str(tmp_path / "audit")}
    subprocess.run([sys.executable, "-c", code], env=environment, cwd=tmp_path, check=True)
    seen = (tmp_path / "audit").read_text().splitlines()
    assert f"write\t{tmp_path / 'note'}" in seen
    assert {line.split("\t")[0] for line in seen} >= {"subprocess.Popen", "socket.getaddrinfo", "socket.connect"}


def test_every_way_was_gone(spent: Spent) -> None:
    answered = spent.answered
    expected = {("/api/ask", 200), ("/api/ask/stream", 200), ("/api/kept/preview", 200), ("/api/kept", 201), ("chat answered", 200)}
    assert {way: answered[way] for way in expected} == dict.fromkeys(expected, len(MESSAGES))
    assert answered["/helpdesk", 200] == len(MESSAGES) * 3 // 2
    assert answered["/helpdesk/answers/0", 303] == len(MESSAGES)
    assert {status for way, status in answered if way == "broken"} | {0} == {0, 413, 422}
    assert {status for way, status in answered if way == "address"} <= {303, 404, 405, 422}
    assert answered["broken chat failed", 200]
    assert (answered["broken database", 500], answered["/helpdesk", 503]) == (len(BROKEN), len(BROKEN))
    assert spent.server.process.returncode == 0


def test_nothing_that_tells_of_a_person_is_in_any_file_that_the_server_wrote(spent: Spent) -> None:
    files = spent.server.files()
    changed = {path: content for path, content in files.items() if spent.before.get(path) != content}
    assert {spent.database, spent.server.home / "stderr"} <= set(changed)
    found = {path.name: told(content) for path, content in changed.items()}
    assert {name: said for name, said in found.items() if said} == {}


def test_every_folder_that_the_server_wrote_to_was_searched(spent: Spent) -> None:
    searched = (f"{spent.server.home}/", f"{spent.server.data}/", "/dev/null")
    written = [path for event, path in spent.server.audited() if event == "write"]
    assert str(spent.database) in written
    assert [path for path in written if not f"{path}/".startswith(searched)] == []


def test_nothing_of_a_message_is_in_the_database_before_it_is_sent(spent: Spent) -> None:
    assert {path.name for path in spent.unsent} >= {"desk.sqlite3"}
    for content in spent.unsent.values():
        assert told(content) == []
        assert [phrase for message in MESSAGES for phrase in message.kept if phrase.encode() in content] == []


def test_what_is_kept_is_masked(spent: Spent) -> None:
    rows = _rows(f"sqlite:///{spent.database}", "questions")
    assert [(row["question"], row["kind"]) for row in rows] == [(shown, KINDS[number % 3]) for number, (_, shown) in enumerate(spent.kept)]
    _assert_masked(spent.kept)
    for row, (message, _) in zip(rows, spent.kept, strict=True):
        rest = {str(value) for key, value in row.items() if key not in {"question", "cited"}}
        assert message.survivors(" ".join(rest)) == [] or told(" ".join(rest).encode()) == []


def test_the_questions_of_staff_answers_are_masked(spent: Spent) -> None:
    rows = _rows(f"sqlite:///{spent.database}", "staff_answers")
    assert len(rows) == len(MESSAGES)
    _assert_masked([(message, "\n".join(json.loads(row["questions"]))) for message, row in zip(MESSAGES, rows, strict=True)])


def _assert_masked(shown: Iterable[tuple[Message, str]]) -> None:
    """No name is left, and nothing of what has a form either (98 of 100 of that is what is promised)."""
    left = [(kind, said, text) for message, text in shown for kind, said in message.survivors(text)]
    assert left == []


def test_a_message_pasted_as_the_questions_of_a_staff_answer_is_masked(assistant: Assistant) -> None:
    masker, vocabulary = new_masker(assistant.retriever), assistant.retriever.vocabulary
    forms = [FormData([("questions", message.text)]) for message in MESSAGES]
    drafts = [read_draft(Call(form=form), 0, masker, {}, vocabulary) for form in forms]
    _assert_masked([(message, draft.questions) for message, draft in zip(MESSAGES, drafts, strict=True)])


def test_what_is_kept_is_gone_after_its_days(spent: Spent, tmp_path: Path) -> None:
    for file in spent.server.data.glob("desk.sqlite3*"):
        shutil.copy(file, tmp_path)
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    phrases = [phrase.encode() for message in MESSAGES for phrase in message.kept]
    with closing(sqlite3.connect(tmp_path / "desk.sqlite3")) as connection:  # the same phrases, masked, stand in the staff answers, which stay
        connection.executescript("PRAGMA secure_delete = ON; DELETE FROM staff_answers")

    def held() -> list[bytes]:
        content = b"".join(file.read_bytes() for file in tmp_path.glob("desk.sqlite3*"))
        return [phrase for phrase in phrases if phrase in content]

    for days, left in ((89, len(MESSAGES)), (91, 0)):
        with closing(open_records(url, now=lambda days=days: utc_now() + timedelta(days=days))) as records:  # type: ignore[misc]
            records.purge()
            assert len(_rows(url, "questions")) == left
            assert bool(held()) == bool(left)
    assert held() == []


ROUTE = "|".join(re.escape(route) for route in sorted({*PATHS, *OWN_PATHS, *PREFIXES, "other"}, key=len, reverse=True))
PLACE = r"\(?\w+ at \w+\.py:\d+\)?"
LINES = re.compile(
    rf"INFO ({ROUTE}) \d\d\d \d+ ms"
    rf"|INFO (?P<route>{ROUTE}) (answered|needs_clarification|not_covered|out_of_scope|urgent) \d+ ms cites (?P<cited>.+)"
    rf"|ERROR (an event of the page failed:|Exception in ASGI application|the database could not be used:|the desk's database cannot be used:) {PLACE}"
    rf"|ERROR staff answers cannot be read, those read before are given: {PLACE}"
    r"|WARNING (Invalid HTTP request received\.|Unsupported upgrade request\.|No supported WebSocket library detected\. .* manually\.)"
    r"|INFO (Started|Finished) server process \[\d+\]|INFO Shutting down|INFO Waiting for (application startup|application shutdown|connections to close)\..*"
    r"|INFO Application (startup|shutdown) complete\.|INFO Uvicorn running on http://127\.0\.0\.1:\d+ \(Press CTRL\+C to quit\)"
)


def test_the_log_holds_time_route_status_duration_and_cited_passages_and_nothing_else(spent: Spent) -> None:
    passages = {json.loads(line)["id"] for file in spent.server.data.rglob("passages.jsonl") for line in file.read_text(encoding="utf-8").splitlines()}
    answers = Counter[str]()
    for line in spent.server.said().splitlines():
        matched = re.fullmatch(rf"\d{{4}}-\d\d-\d\d \d\d:\d\d:\d\d,\d\d\d ({LINES.pattern})", line)
        assert matched, line
        if matched["cited"]:
            answers[matched["route"]] += 1
            assert matched["cited"] == "nothing" or set(matched["cited"].split(", ")) <= passages, line
    assert all(answers[route] >= len(MESSAGES) for route in ("/", "/api/ask", "/api/ask/stream", "/api/kept"))


def test_the_server_calls_nobody_and_opens_one_port(spent: Spent) -> None:
    server, events = spent.server, [(event, what) for event, what in spent.server.audited() if event != "write"]
    assert [event for event, _ in events if event.startswith("socket.")] == ["socket.bind"]
    # Matplotlib, where it is installed, is loaded by Gradio and asks for the fonts of the machine.
    assert [what for event, what in events if not event.startswith("socket.") and "fc-list" not in what] == []
    assert server.listening == {f"tcp {server.address.removeprefix('http://')}"}
    assert server.reached == set()
    assert not any("onnxruntime" in str(path) for path in server.files()), "onnxruntime would tell of the machine"


@pytest.fixture(scope="module")
def cluster(postgres: Server) -> Iterator[Path]:
    """The folder of the tests' PostgreSQL: data, its write-ahead log, and what the server logs."""
    with closing(postgres.connect()) as connection:
        (found,) = connection.execute("SHOW data_directory").fetchone() or ("",)
        connection.execute("ALTER SYSTEM SET log_min_duration_statement = 0")
        connection.execute("SELECT pg_reload_conf()")
        yield Path(str(found)).parent
        connection.execute("ALTER SYSTEM RESET log_min_duration_statement")
        connection.execute("SELECT pg_reload_conf()")


def _settled(postgres: Server, cluster: Path) -> dict[Path, list[bytes]]:
    """The files of PostgreSQL by their pages, when all is written."""
    with closing(postgres.connect()) as connection:
        connection.execute("CHECKPOINT")
    held = {path: path.read_bytes() for path in cluster.rglob("*") if path.is_file()}
    return {path: [content[at : at + PAGE] for at in range(0, len(content), PAGE)] for path, content in held.items()}


def test_postgresql_keeps_and_logs_no_more(built: Path, postgres: Server, cluster: Path, tmp_path: Path) -> None:
    messages = MESSAGES[::3]
    data = Path(shutil.copytree(built, tmp_path / "data"))
    with postgres.database() as url:
        before = _settled(postgres, cluster)
        with served_alone(tmp_path / "home", data, DATABASE_URL=url) as server, closing(Sender(server.address)) as sender:
            kept = [(message, sender.keep(message.text, KINDS[number % 3])) for number, message in enumerate(messages)]
        assert [row["question"] for row in _rows(url, "questions")] == [shown for _, shown in kept]
        after = _settled(postgres, cluster)
    _assert_masked(kept)
    pages = b"".join(page for path, held in after.items() for page in set(held).difference(before.get(path, [])))
    assert b"[name]" in pages
    assert b"INSERT INTO questions" in b"".join(after[cluster / "log"])
    assert told(pages) == []
    assert told(server.said().encode()) == []
    assert not (data / "desk.sqlite3").exists()
