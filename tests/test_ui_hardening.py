"""What makes the server safe to be reached by anybody: origins, sizes, rates, the line of questions, what is counted and logged, and nothing as markup."""

from __future__ import annotations

import asyncio
import logging
import re
import threading
import time
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from index_corpus import open_fake
from script_texts import BLNS, SCRIPTS
from starlette.testclient import TestClient
from ui_fakes import RuleAssistant, in_loop

from assistant.answer import Answer
from assistant.assistant import Choice
from assistant.settings import load_settings
from corpus.errors import SettingsError
from ui.anchors import document_path
from ui.gate import UNDER_WAY, Gate, hurried, route_of
from ui.health import Probe
from ui.hosting import FILES, LARGEST_BODY, build_app, more_files
from ui.limits import Rates, Workers, network
from ui.logs import Discreet
from ui.records.records import open_records

SITE = "https://site.example"
QUESTION = {"turns": ["training"]}
API = ("/api/ask", "/api/ask/stream")


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return RuleAssistant(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def client(assistant: RuleAssistant) -> Iterator[TestClient]:
    with TestClient(in_loop(lambda: build_app(assistant, embedders=(SITE,), rates=Rates(burst=10_000)))) as client:
        yield client


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "https://site.example.evil.example", "http://site.example", "https://site.example:8443", "x"]
)
def test_a_page_of_an_origin_that_is_not_listed_gets_no_answer(client: TestClient, origin: str) -> None:
    for path in (*API, "/gradio_api/queue/join"):
        reply = client.post(path, json=QUESTION, headers={"Origin": origin})
        assert reply.status_code == 403
        assert "access-control-allow-origin" not in reply.headers
        assert "clock hours" not in reply.text
    asked = {"Origin": origin, "Access-Control-Request-Method": "POST"}
    assert client.options("/api/ask", headers=asked).status_code == 403


def test_a_listed_origin_may_ask_and_so_may_the_servers_own_pages_and_programs(client: TestClient) -> None:
    asked = {"Origin": SITE, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    allowed = client.options("/api/ask", headers=asked)
    assert (allowed.status_code, allowed.headers["access-control-allow-origin"]) == (200, SITE)
    assert "access-control-allow-credentials" not in allowed.headers
    reply = client.post("/api/ask", json=QUESTION, headers={"Origin": SITE})
    assert (reply.status_code, reply.headers["access-control-allow-origin"]) == (200, SITE)
    assert client.post("/api/ask", json=QUESTION, headers={"Origin": "http://testserver"}).status_code == 200
    assert client.post("/api/ask", json=QUESTION).status_code == 200


def test_without_a_list_no_other_origin_may_ask_or_frame(assistant: RuleAssistant) -> None:
    with TestClient(in_loop(lambda: build_app(assistant))) as client:
        assert client.post("/api/ask", json=QUESTION, headers={"Origin": SITE}).status_code == 403
        assert client.get("/").headers["content-security-policy"].endswith("frame-ancestors 'self'")


@pytest.mark.parametrize("path", ["/documents/nv-2031", "/documents/none", "/document.css", "/healthz", "/api/openapi.json", "/api/ask"])
def test_pages_that_need_no_script_may_run_none(client: TestClient, path: str) -> None:
    policy = client.get(path).headers["content-security-policy"]
    assert policy.startswith("default-src 'none';")
    assert "script-src" not in policy
    assert "img-src 'self' data:" in policy
    assert policy.endswith(f"frame-ancestors 'self' {SITE}")


@pytest.mark.parametrize("path", [*API, "/gradio_api/queue/join"])
def test_a_large_body_is_refused_whether_or_not_its_length_is_told(client: TestClient, path: str) -> None:
    def parts() -> Iterator[bytes]:
        yield b'{"turns": ["'
        for _ in range(40):
            yield b"x" * 1000

    headers = {"Content-Type": "application/json"}
    told = client.post(path, content=b"x" * (LARGEST_BODY + 1), headers=headers)
    untold = client.post(path, content=parts(), headers=headers)
    assert (told.status_code, untold.status_code) == (413, 413)
    assert told.json() == untold.json() == {"error": "the body is too large; shorten it"}
    assert "content-security-policy" in told.headers


def test_one_address_that_asks_too_much_waits_and_others_do_not(assistant: RuleAssistant) -> None:
    moment = [0.0]
    rates = Rates(per_second=0.5, burst=3, clock=lambda: moment[0])
    app = in_loop(lambda: build_app(assistant, rates=rates))
    with TestClient(app, client=("198.51.100.1", 1)) as client:
        replies = [client.post(path, json=QUESTION) for path in ("/api/ask", "/api/ask/stream", "/gradio_api/queue/join", "/api/ask")]
        assert [reply.status_code == 429 for reply in replies] == [False, False, False, True]
        assert replies[-1].headers["retry-after"] == "2"
        assert list(replies[-1].json()) == ["error"]
        assert client.get("/documents/sb").status_code == 200
        assert TestClient(app, client=("198.51.100.2", 1)).post("/api/ask", json=QUESTION).status_code == 200
        moment[0] += 2
        assert [client.post("/api/ask", json=QUESTION).status_code for _ in range(2)] == [200, 429]


def test_buckets_are_of_a_network_and_no_more_than_so_many() -> None:
    assert network("2001:db8:1:2:3::4") == network("2001:db8:1:2::9") != network("2001:db8:1:3::4")
    assert network("::ffff:192.0.2.1") == network("192.0.2.1") != network("192.0.2.2")
    rates = Rates(per_second=1, burst=1, clients=2, clock=lambda: 0.0)
    for client in ("a", "b", "c", "d"):
        assert rates.take(client) == 0
    assert len(rates._buckets) == 2
    assert rates.take("d") == 1


class Slow(RuleAssistant):
    """An assistant that answers when it is let."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.go, self.began = threading.Event(), threading.Semaphore(0)

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        self.began.release()
        assert self.go.wait(20)
        return super().ask(turns, choice)


def test_a_full_line_refuses_early_and_says_when_to_come_back(tmp_path: Path) -> None:
    assistant = Slow(tmp_path)
    workers = Workers(threads=1, waiting=1)
    with TestClient(in_loop(lambda: build_app(assistant, workers=workers))) as client, ThreadPoolExecutor(2) as people:
        try:
            waiting = [people.submit(client.post, "/api/ask", json=QUESTION)]
            assert assistant.began.acquire(timeout=10)
            waiting.append(people.submit(client.post, "/api/ask/stream", json=QUESTION))
            until = time.monotonic() + 10
            while workers._taken < 2 and time.monotonic() < until:
                time.sleep(0.01)
            for path in API:
                refused = client.post(path, json=QUESTION)
                assert refused.status_code == 503
                assert int(refused.headers["retry-after"]) >= 1
                assert list(refused.json()) == ["error"]
            assert client.get("/healthz").status_code == 200
        finally:
            assistant.go.set()
        assert [future.result(10).status_code for future in waiting] == [200, 200]
        assert client.post("/api/ask", json=QUESTION).status_code == 200


def test_people_who_ask_at_once_get_each_their_own_answer(client: TestClient) -> None:
    def asked(place: str) -> tuple[str, str]:
        return place, client.post("/api/ask", json={"turns": [f"training in {place}"]}).json()["text"]

    with ThreadPoolExecutor(8) as people:
        told = list(people.map(asked, ["Northvale", "Southbank"] * 20))
    assert all(place in text for place, text in told)


def test_the_server_lives_and_is_ready_only_while_its_index_answers(assistant: RuleAssistant, indexed: Path) -> None:
    moment = [0.0]
    retriever = open_fake(indexed)
    holder: Any = SimpleNamespace(retriever=retriever)
    probe = Probe(holder, clock=lambda: moment[0])
    assert probe.passes()
    retriever.close()
    assert probe.passes(), "what was found a moment ago holds"
    moment[0] += 60
    assert not probe.passes()
    empty: Any = SimpleNamespace(retriever=SimpleNamespace(passages=()))
    assert not Probe(empty).passes()


def test_readiness_is_told_by_status(assistant: RuleAssistant, tmp_path: Path) -> None:
    empty = RuleAssistant(tmp_path)
    with TestClient(in_loop(lambda: build_app(empty))) as client:
        empty.retriever = SimpleNamespace(passages=(), vocabulary=assistant.retriever.vocabulary)
        assert (client.get("/healthz").status_code, client.get("/readyz").status_code) == (200, 503)
        assert "retry-after" in client.get("/readyz").headers


def test_counts_are_told_to_this_machine_only_and_hold_nothing_that_was_asked(assistant: RuleAssistant) -> None:
    app = in_loop(lambda: build_app(assistant))
    with TestClient(app, client=("127.0.0.1", 1)) as near:
        near.post("/api/ask", json={"turns": ["my-own-words"]})
        near.get("/documents/my-own-words")
        near.get("/my-own-words")
        near.get("/gradio_api/file=my-own-words")
        told = near.get("/metrics")
        assert told.headers["content-type"].startswith("text/plain; version=0.0.4")
        for line in (
            'endorse_requests_total{route="/api/ask",status="200"} 1',
            'endorse_requests_total{route="/documents/",status="404"} 1',
            'endorse_requests_total{route="other",status="404"} 2',
            'endorse_request_seconds_bucket{route="/api/ask",le="+Inf"} 1',
            'endorse_request_seconds_count{route="/api/ask"} 1',
            'endorse_answers_total{status="answered"} 1',
            'endorse_index_info{name=""} 1',
        ):
            assert line in told.text.splitlines()
        assert "my-own-words" not in told.text
        for name in ("X-Forwarded-For", "Forwarded", "X-Real-IP"):
            assert near.get("/metrics", headers={name: "127.0.0.1"}).status_code == 404
        assert TestClient(app, client=("203.0.113.9", 1)).get("/metrics").status_code == 404
        assert TestClient(app, client=("::1", 1)).get("/metrics").status_code == 200


def test_logs_hold_route_status_and_duration_and_nothing_that_was_asked(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        for words in ("my-own-words", "unreadable my-own-words", "crash my-own-words"):
            for path in API:
                client.post(path, json={"turns": [words]})
        client.get("/documents/my-own-words?q=my-own-words")
        client.get("/my-own-words")
        client.post("/api/ask", json={"my-own-words": 1})
    ours = [record.getMessage() for record in caplog.records if record.name.startswith(("ui", "assistant"))]
    assert sum(bool(re.fullmatch(r"/api/ask(/stream)? (200|422|500) \d+ ms", line)) for line in ours) == 7
    assert any(re.fullmatch(r"other 404 \d+ ms", line) for line in ours)
    assert any("RuntimeError at " in line for line in ours)
    assert "my-own-words" not in "".join(ours)
    assert "secret detail" not in caplog.text


def test_what_is_written_of_an_error_is_where_it_was_raised() -> None:
    try:
        raise RuntimeError("my-own-words")
    except RuntimeError as error:
        record = logging.LogRecord("ui", logging.ERROR, __file__, 1, "a question could not be answered", (), (type(error), error, error.__traceback__))
    line = Discreet("%(levelname)s %(message)s").format(record)
    assert re.fullmatch(r"ERROR a question could not be answered \(RuntimeError at test_ui_hardening\.py:\d+\)", line)


def test_routes_have_few_names() -> None:
    assert route_of("/api/ask") == "/api/ask"
    assert route_of("/documents/any") == "/documents/"
    assert {route_of(path) for path in ("/api/ask/", "/api/", "/documents", "/metrics/x", "/../etc/passwd", "/gradio_api/upload")} == {"other"}


@pytest.mark.parametrize("start", range(0, len((*SCRIPTS, *BLNS)), 40))
def test_a_question_that_looks_like_a_script_comes_back_as_nothing_that_runs(client: TestClient, start: int) -> None:
    for script in (*SCRIPTS, *BLNS)[start : start + 40]:
        bodies = ({"turns": [script]}, {"turns": ["training"], "associations": [script[:60]]}, {script: 1}, {"turns": [f"{script} unreadable"]})
        for path, kind in zip(API, ("application/json", "text/event-stream"), strict=True):
            for body in bodies:
                reply = client.post(path, json=body)
                assert reply.status_code in {200, 422}
                assert reply.headers["content-type"].split(";")[0] in {kind, "application/json"}
                assert reply.headers["x-content-type-options"] == "nosniff"
                assert script not in reply.text


def test_an_address_that_looks_like_a_script_is_answered_with_nothing_of_it(client: TestClient) -> None:
    for script in BLNS:
        reply = client.get(document_path(script), params={"q": script})
        assert reply.status_code == 404
        assert script not in reply.text


def test_script_like_texts_are_many_and_each_once() -> None:
    assert len(BLNS) == len(set(BLNS)) >= 211


@pytest.mark.parametrize("start", range(0, len((*SCRIPTS, *BLNS)), 60))
def test_a_question_that_looks_like_a_script_is_kept_as_it_is_and_told_as_json(assistant: RuleAssistant, tmp_path: Path, start: int) -> None:
    records = open_records(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    with TestClient(in_loop(lambda: build_app(assistant, rates=Rates(burst=10_000), desk=records))) as client:
        for script in (*SCRIPTS, *BLNS)[start : start + 60]:
            shown = client.post("/api/kept/preview", json={"turns": [script], "kind": "sent"})
            kept = client.post("/api/kept", json={"turns": [script], "kind": "sent"})
            assert (shown.status_code, kept.status_code) == (200, 201)
            for reply in (shown, kept):
                assert reply.headers["content-type"] == "application/json"
                assert reply.headers["x-content-type-options"] == "nosniff"
            assert kept.json() == shown.json()
            assert records.queue.waiting(most=1000)[-1].question == kept.json()["text"]
    records.close()


@pytest.mark.parametrize(
    ("given", "origins"),
    [
        ("", ()),
        ("https://a.example, https://B.example/", ("https://a.example", "https://b.example")),
        ("http://127.0.0.1:8000 http://[::1]:9", ("http://127.0.0.1:8000", "http://[::1]:9")),
    ],
)
def test_embedders_are_a_list_of_origins(given: str, origins: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert load_settings().embedders == ()
    monkeypatch.setenv("ENDORSE_EMBEDDERS", given)
    assert load_settings().embedders == origins


@pytest.mark.parametrize("given", ["*", "https://*", "example.org", "https://a.example/path", "https://a.example; script-src *", "javascript:alert(1)", "null"])
def test_what_is_no_origin_is_not_a_setting(given: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ENDORSE_EMBEDDERS", given)
    with pytest.raises(SettingsError, match="embedders"):
        load_settings()


def test_a_client_who_keeps_its_body_waiting_is_treated_as_gone_and_after_the_body_one_may_wait() -> None:
    async def never() -> Any:
        await asyncio.sleep(60)

    sent = iter([{"type": "http.request", "body": b"a", "more_body": True}, {"type": "http.request", "body": b"b", "more_body": False}])

    async def parts() -> Any:
        return next(sent, None) or await asyncio.sleep(0.2, {"type": "http.disconnect"})

    async def told(receive: Any) -> list[str]:
        return [(await receive())["type"] for _ in range(3)]

    assert asyncio.run(told(hurried(never, 0.01))) == ["http.disconnect"] * 3
    assert asyncio.run(told(hurried(parts, 0.05))) == ["http.request", "http.request", "http.disconnect"]


def test_one_client_cannot_keep_every_connection_to_itself() -> None:
    going = asyncio.Event()

    async def slow(scope: Any, receive: Any, send: Any) -> None:
        await going.wait()
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b""})

    async def asked(gate: Gate, client: str) -> int:
        statuses: list[int] = []

        async def send(message: Any) -> None:
            if message["type"] == "http.response.start":
                statuses.append(message["status"])

        async def receive() -> Any:
            return {"type": "http.request", "body": b"", "more_body": False}

        scope = {"type": "http", "path": "/healthz", "method": "GET", "headers": [], "client": (client, 1)}
        await gate(scope, receive, send)
        return statuses[0]

    async def crowd() -> tuple[list[int], int, int]:
        gate = Gate(slow)
        held = [asyncio.create_task(asked(gate, "192.0.2.1")) for _ in range(UNDER_WAY)]
        await asyncio.sleep(0)
        more, other = asyncio.create_task(asked(gate, "192.0.2.1")), asyncio.create_task(asked(gate, "192.0.2.2"))
        refused = await more
        going.set()
        return await asyncio.gather(*held), refused, await other

    held, refused, other = asyncio.run(crowd())
    assert set(held) == {200}
    assert (refused, other) == (429, 200)


def test_as_many_files_as_allowed_may_be_open() -> None:
    assert more_files() > FILES


@pytest.mark.parametrize("name", ["X-Forwarded-Host", "X-Gradio-Server"])
def test_nobody_writes_another_servers_address_into_the_page(client: TestClient, name: str) -> None:
    page = client.get("/", headers={name: "http://evil.example"})
    assert page.status_code == 200
    assert "evil.example" not in page.text
    assert page.headers["cache-control"] == "no-store"
