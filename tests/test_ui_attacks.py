"""What somebody on the internet would try against the server: floods, odd numbers and texts, guessed passwords, forged origins, named files."""

from __future__ import annotations

import json
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from database_servers import Clock
from desk_fakes import NAME, Rig, Visitor, logged_in, words
from starlette.testclient import TestClient
from ui_fakes import RuleAssistant, in_loop

from assistant.masking import Masker
from assistant.staff import StaffAnswer
from corpus.errors import RecordsError
from index.search import Retriever
from ui.desk.answers import StaffShelf
from ui.desk.naming import name_fault
from ui.hosting import build_app
from ui.keeping import BURST, FULL, OFTEN
from ui.limits import Rates
from ui.records.database import open_database
from ui.records.queue import KeptQuestion, Queue
from ui.records.records import Records, open_records, utc_now

QUESTION = KeptQuestion(0, "sent", "May I?", (), "not_covered", (), (), (), ("moor",), "")
ODD_IDS = (0, -1, 2**31, 2**63, 10**30)
ODD_PATHS = ("0", "-1", "2147483648", "9223372036854775808", "9" * 5000, "1e3", "1.0", "%D9%A3", "%00", "..%2f1", "1;2", "%ED%A0%80", "0x1")


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    made = Rig(tmp_path)
    yield made
    made.close()


def test_a_flood_of_questions_fills_neither_the_disk_nor_the_pages_of_staff(records: Records, database_url: str, clock: Clock) -> None:
    with closing(open_database(database_url)) as database:
        queue = Queue(database, 90, clock, lambda: None, most=6)
        sent = [queue.keep(QUESTION) for _ in range(3)]
        marks = [queue.keep(replace(QUESTION, kind="helpful")) for _ in range(2)]
        settled = queue.keep(QUESTION)
        assert queue.settle(settled, "Ann")
        assert queue.keep(QUESTION) > settled
        assert queue.get(settled) is None and all(map(queue.get, marks)), "what is dealt with goes first"
        assert queue.keep(QUESTION) and not any(map(queue.get, marks)), "then what only says thanks"
        assert queue.keep(QUESTION) and queue.keep(QUESTION) == 0, "and then no more is taken"
        assert len(queue.waiting()) == 6 and all(map(queue.get, sent)), "what waits is not lost"


def test_a_group_of_thousands_is_settled_at_once(records: Records) -> None:
    numbers = [records.queue.keep(replace(QUESTION, terms=terms)) for terms in (("Moor",), ("moor", "fen"), ()) for _ in range(40)]
    assert records.queue.settle_terms(lambda term: term.lower() == "moor", "Ann") == 40
    assert {number for number in numbers if (kept := records.queue.get(number)) and kept.settled_by} == set(numbers[:40])
    assert records.queue.settle_all([*numbers * 20, 10**30], "Bob") == 80


@pytest.mark.parametrize("number", ODD_IDS)
def test_a_number_that_no_row_can_have_is_not_looked_for(records: Records, number: int) -> None:
    assert records.queue.get(number) is None
    done = (records.queue.settle(number, "Ann"), records.queue.forget(number), records.aliases.remove(number), records.requests.close(number, "Ann"))
    assert not any((*done, records.staff.retire(number, "Ann")))
    staff = StaffAnswer(number, ("May I?",), "Yes.", "Ann", Clock().time.date(), (), (), (), None)
    with pytest.raises(RecordsError, match="not there"):
        records.staff.change(staff)


def test_odd_numbers_in_the_addresses_of_the_desk_are_no_fault_of_the_server(rig: Rig) -> None:
    staff = logged_in(rig)
    for odd in ODD_PATHS:
        for path, data in (("queue/{}", {"do": "settle"}), ("queue/{}", {"do": "delete"}), ("aliases/{}/remove", {}), ("requests/{}/close", {})):
            assert staff.post(f"/helpdesk/{path.format(odd)}", data).status_code in {200, 403, 404}, (path, odd)
        for path in ("answers/{}", "answers/new?from={}", "queue?page={}"):
            assert staff.get(f"/helpdesk/{path.format(odd)}").status_code in {200, 404, 422}, (path, odd)
        for path in ("answers/{}/renew", "answers/{}/retire"):
            assert staff.post(f"/helpdesk/{path.format(odd)}").status_code in {200, 403, 404, 422}, (path, odd)


@pytest.mark.parametrize("odd", ["\0", "a\0b", "\u202e\u200b", "A" * 9000, "💣" * 300, "\r\nSet-Cookie: x=1", "{{7*7}}", "' OR 1=1 --"])
def test_odd_texts_in_every_form_of_the_desk_are_no_fault_of_the_server(rig: Rig, odd: str) -> None:
    staff = logged_in(rig)
    forms = {
        "": {"letter": odd, "association": odd, "category": odd},
        "/aliases": {"term": odd, "meaning": odd},
        "/requests": {"term": odd, "note": odd[:4000]},
        "/answers/0": {"questions": odd[:3000], "text": odd[:3000], "until": odd[:50], "rest": odd[:50], "do": "save"},
        "/account": {"now": odd, "new": odd, "again": odd},
        "/queue/1": {"do": odd, "page": odd},
    }
    for path, data in forms.items():
        reply = staff.post(f"/helpdesk{path}", data)
        assert reply.status_code < 500, path
        assert "x=1" not in reply.headers.get("set-cookie", "")
    assert Visitor(rig).log_in(odd[:4000], odd[:4000]).status_code in {401, 429}


@pytest.mark.parametrize(
    "origin", ["http://[", "http://]", "null", "http://testserver.evil", "http://evil@testserver", "file://", "//testserver", "testserver", "x" * 5000]
)
def test_a_forged_origin_is_refused_and_not_stumbled_over(rig: Rig, origin: str) -> None:
    staff = logged_in(rig)
    for site in ({}, {"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Sec-Fetch-Site": "none"}):
        assert staff.post("/helpdesk/requests", {"term": "evil"}, headers={"Origin": origin, **site}).status_code == 403
    body = f"token={staff.token}&term=evil"
    assert staff.client.post("/helpdesk/requests", content=body, headers={"Content-Type": "text/plain", "Origin": "http://testserver"}).status_code == 403
    other = logged_in(rig)
    assert staff.post("/helpdesk/requests", {"term": "evil", "token": other.token}).status_code == 403, "the token of another session"
    assert rig.records.requests.open() == []


def test_another_spelling_of_a_name_gives_no_more_tries(rig: Rig) -> None:
    spellings = ["Ruth Keller", "RUTH KELLER", "  ruth keller ", "\uff32uth Keller", "Ruth\u00a0Keller", "Ruth \uff2beller"]
    tries = [visitor_at(rig, at).log_in(spellings[at % len(spellings)], "wrong password!").status_code for at in range(12)]
    assert tries == [401] * 10 + [429] * 2


def test_who_knows_a_name_cannot_keep_its_owner_out(rig: Rig) -> None:
    assert visitor_at(rig, 1).log_in().status_code == 200
    assert [visitor_at(rig, 50 + at).log_in(NAME, "wrong password!").status_code for at in range(12)][-1] == 429
    assert visitor_at(rig, 1).log_in().status_code == 200, "from where the owner has logged in before"
    assert visitor_at(rig, 90).log_in().status_code == 429, "from elsewhere the name still waits"


def visitor_at(rig: Rig, number: int) -> Visitor:
    """A browser at an address of its own."""
    visitor = Visitor(rig)
    visitor.client = TestClient(rig.app, raise_server_exceptions=False, client=(f"198.51.100.{number}", 50_000))
    return visitor


def test_questions_of_one_address_are_kept_up_to_a_number_and_a_full_queue_says_so(tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    assistant = RuleAssistant(tmp_path / "sheets")
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    with closing(open_records(url)) as records:
        app = in_loop(lambda: build_app(assistant, rates=Rates(burst=10_000), desk=records))
        asked = {"turns": ["How much training in Southbank?"], "kind": "sent"}
        with TestClient(app, client=("198.51.100.7", 1)) as client:
            statuses = [client.post("/api/kept", json=asked).status_code for _ in range(BURST)]
            refused = client.post("/api/kept", json=asked)
            with closing(open_database(url)) as database:
                records.queue = Queue(database, 90, utc_now, lambda: None, most=BURST)
                full = TestClient(app, client=("203.0.113.7", 1)).post("/api/kept", json=asked)
        assert set(statuses) == {201} and (refused.status_code, refused.json()["error"]) == (429, OFTEN)
        assert int(refused.headers["retry-after"]) > 0
        assert (full.status_code, full.json()["error"]) == (404, FULL)


@pytest.mark.parametrize("term", ["hours", "II", "12", "twelve", "two hours", "training", "clock hours of training", "$"])
def test_a_word_of_every_question_does_not_become_an_associations_name(rig: Rig, term: str) -> None:
    library = rig.assistant.retriever
    assert name_fault(term, "association:NVAIMH", library.vocabulary, [], library.passages)


@pytest.mark.parametrize("term", ["Southbank", "southbank", "SBAIMH", "Southbank  Association for Infant Mental Health"])
def test_the_name_of_one_association_does_not_become_that_of_another(rig: Rig, term: str) -> None:
    assert "already means something else" in name_fault(term, "association:NVAIMH", rig.assistant.retriever.vocabulary, [], rig.assistant.retriever.passages)
    staff = logged_in(rig)
    staff.get("/helpdesk/aliases")
    assert "nothing was changed" in words(staff.post("/helpdesk/aliases", {"term": term, "meaning": "association:NVAIMH"}).text)
    assert rig.records.aliases.all() == [] and not rig.shelf.exists()


def test_a_name_of_ones_own_is_taken(rig: Rig) -> None:
    library = rig.assistant.retriever
    assert name_fault("the great moor", "association:NVAIMH", library.vocabulary, [], library.passages) == ""


def test_a_database_that_does_not_answer_stops_no_answers() -> None:
    go, begun, times = threading.Event(), threading.Event(), iter(range(0, 10_000, 100))

    def read() -> list[StaffAnswer]:
        if not first:
            first.append(1)
            return []
        begun.set()
        assert go.wait(10)
        return []

    first: list[int] = []
    shelf = StaffShelf(SimpleNamespace(staff=SimpleNamespace(all=read)), clock=lambda: next(times))  # type: ignore[arg-type]
    assert shelf.load() == ()
    slow = threading.Thread(target=shelf.load)
    slow.start()
    assert begun.wait(10)
    started = time.monotonic()
    assert shelf.load() == () and time.monotonic() - started < 5
    go.set()
    slow.join()


@pytest.mark.parametrize("piece", ["x", "1", "Mr. ", "1/", "a@", "( ", " ", "-", '"', "I am ", "A-1-", "my name is ", "born ", "one ", "a at b dot ", "\u0301"])
def test_masking_takes_no_long_time_whatever_it_is_given(counted: Retriever, piece: str) -> None:
    masker = Masker(counted.passages, counted.vocabulary)
    masker.mask("once")
    started = time.perf_counter()
    masker.mask((piece * 2_000)[:2_000])
    assert time.perf_counter() - started < 5


def test_a_question_that_names_a_file_makes_no_copy_of_it(tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    secret = tmp_path / "secret-of-the-server.txt"
    secret.write_text("secret")
    with TestClient(in_loop(lambda: build_app(RuleAssistant(tmp_path / "sheets")))) as client:
        value = {"path": str(secret), "meta": {"_type": "gradio.FileData"}}
        client.post("/gradio_api/queue/join", json={"data": [value, None, "", "", ""], "fn_index": 0, "session_hash": "abc"})
        told = client.get("/gradio_api/queue/data", params={"session_hash": "abc"}).text
    copies = list((Path(tempfile.gettempdir()) / "gradio").rglob(secret.name))
    for path in copies:
        path.unlink()
        path.parent.rmdir()
    assert "process_completed" in told
    assert not copies and secret.name not in told


@pytest.mark.parametrize("origin", ["http://[", "http://[::1"])
def test_an_origin_that_is_no_address_is_refused_by_the_api(tmp_path: Path, origin: str) -> None:
    (tmp_path / "sheets").mkdir()
    with TestClient(in_loop(lambda: build_app(RuleAssistant(tmp_path / "sheets"))), raise_server_exceptions=False) as client:
        reply = client.post("/api/ask", json={"turns": ["How much training?"]}, headers={"Origin": origin})
    assert reply.status_code == 403 and json.loads(reply.text)["error"]
