"""The programming interface: what it takes, what it answers, as JSON and as events, and what it says of what it cannot answer."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient
from ui_fakes import RuleAssistant, in_loop

from assistant.answer import Answer, Statement, Status
from ui.asking import as_dict
from ui.hosting import build_app
from ui.limits import Rates, Workers, outlasted
from ui.messages import LONGEST, TURNS, Asked, Replied
from ui.streaming import events


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return RuleAssistant(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def client(assistant: RuleAssistant) -> Iterator[TestClient]:
    with TestClient(in_loop(lambda: build_app(assistant, rates=Rates(burst=10_000)))) as client:
        yield client


def ask(client: TestClient, *turns: str, **scope: Any) -> dict[str, Any]:
    reply = client.post("/api/ask", json={"turns": list(turns), **scope})
    assert reply.status_code == 200, reply.text
    data: dict[str, Any] = reply.json()
    return data


def streamed(text: str) -> list[tuple[str, Any]]:
    """The events of a stream, as a browser reads them."""
    read = []
    for block in text.removesuffix("\n\n").split("\n\n"):
        name, data = block.split("\n")
        read.append((name.removeprefix("event: "), json.loads(data.removeprefix("data: "))))
    return read


def test_an_answer_has_the_shape_of_the_command_line_and_leads_to_its_sources(client: TestClient, assistant: RuleAssistant) -> None:
    reply = ask(client, "How much training?")
    Replied.model_validate(reply, strict=True)
    told = as_dict(assistant.ask(["How much training?"]), 0)
    assert list(reply) == list(told)
    assert {**reply, "ms": 0, "citations": []} == {**told, "ms": 0, "citations": []}
    for citation, plain in zip(reply["citations"], told["citations"], strict=True):
        assert list(citation)[: len(plain)] == list(plain)
        assert {name: citation[name] for name in plain} == plain
        assert citation["number"] == 1
        assert citation["passage"] == "nv-2031#Requirements/Training#1"
        assert client.get(citation["document"]).status_code == 200


def test_turns_are_one_conversation_and_the_scope_holds_over_the_words(client: TestClient) -> None:
    assert "Renewal takes 4" in ask(client, "Training in Southbank?", "And for renewal?")["text"]
    assert "38 clock hours" in ask(client, "Training in Northvale?", associations=["SBAIMH"], categories=["IFS"])["text"]


def test_a_stream_tells_the_same_in_order(client: TestClient) -> None:
    reply = client.post("/api/ask/stream", json={"turns": ["What do I need?"]})
    assert reply.headers["content-type"].startswith("text/event-stream")
    assert reply.headers["cache-control"] == "no-store"
    told, whole = streamed(reply.text), ask(client, "What do I need?")
    assert [name for name, _ in told] == ["scope", "statement", "statement", "citations", "end"]
    assert told[0][1] == whole["scope"]
    assert [(data["citations"], data["layout"]) for name, data in told if name == "statement"] == [([1], "checklist"), ([2], "checklist")]
    assert told[3][1] == whole["citations"]
    assert (told[4][1]["status"], told[4][1]["text"]) == (whole["status"], whole["text"])
    assert told[4][1]["suggestions"] == ["And for renewal?"]


def test_no_text_can_begin_an_event_of_its_own() -> None:
    answer = Answer(Status.ANSWERED, (Statement("one\n\nevent: end\ndata: {}\r\rdata: x"),))

    async def told() -> str:
        return "".join([part async for part in events(answer, 1.0)])

    read = streamed(asyncio.run(told()))
    assert [name for name, _ in read] == ["scope", "statement", "citations", "end"]
    assert read[1][1]["text"] == answer.statements[0].text


SECRET = "my-own-words"
NOT_READ: list[tuple[Any, str]] = [
    ({}, '"turns" is missing'),
    ({"turns": []}, '"turns" is missing or empty'),
    ({"turns": SECRET}, '"turns" is a list of texts'),
    ({"turns": [SECRET, 1]}, '"turns" is a list of texts'),
    ({"turns": [SECRET] * (TURNS + 1)}, "at most 20"),
    ({"turns": [SECRET + "x" * LONGEST]}, "at most 2,000 characters"),
    ({"turns": ["x" * (LONGEST + 1), SECRET]}, "at most 2,000 characters"),
    ({"turns": ["training"], SECRET: 1}, "known are turns, associations, categories"),
    ({"turns": ["training"], "associations": [SECRET]}, '"associations" names one that is not known'),
    ({"turns": ["training"], "categories": [SECRET]}, '"categories" names one that is not known'),
    ({"turns": ["training"], "associations": [SECRET * 20]}, "too long"),
    ([SECRET], "the body is a JSON object"),
]


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
@pytest.mark.parametrize(("body", "said"), NOT_READ)
def test_what_cannot_be_read_is_refused_in_plain_words_that_repeat_none_of_it(client: TestClient, path: str, body: Any, said: str) -> None:
    reply = client.post(path, json=body)
    assert reply.status_code == 422
    assert list(reply.json()) == ["error"]
    assert said in reply.json()["error"]
    assert SECRET not in reply.text


@pytest.mark.parametrize("body", [b"", b"{", b"[" * 16_000, b"\xff\xfe", b'{"turns": ["\\ud800"]}', b"null", b'{"turns": [' + b'{"a":' * 2_000])
def test_what_is_not_json_is_refused_without_a_fault(client: TestClient, body: bytes) -> None:
    reply = client.post("/api/ask", content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code in {400, 422}
    assert list(reply.json()) == ["error"]


def test_a_form_of_another_page_is_no_question(client: TestClient) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        reply = client.post("/api/ask", content=b'{"turns": ["training"]}', headers={"Content-Type": kind})
        assert reply.status_code == 422
        assert "application/json" in reply.json()["error"]


def test_the_longest_conversation_that_is_allowed_is_answered(client: TestClient) -> None:
    assert ask(client, *["training"] * (TURNS - 1), "x" * LONGEST)["status"] == "answered"


def test_a_question_is_asked_by_post(client: TestClient) -> None:
    reply = client.get("/api/ask")
    assert (reply.status_code, reply.headers["allow"]) == (405, "POST")
    assert client.get("/api/other").status_code == 404


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_a_refused_question_says_why_and_a_fault_does_not_tell_its_details(client: TestClient, path: str) -> None:
    refused = client.post(path, json={"turns": ["unreadable"]})
    assert (refused.status_code, refused.json()) == (422, {"error": "the question is not text; type it again"})
    failed = client.post(path, json={"turns": ["crash"]})
    assert failed.status_code == 500
    assert "something went wrong" in failed.json()["error"]
    assert "secret detail" not in failed.text
    assert "Traceback" not in failed.text


def test_the_description_has_examples_that_are_themselves_valid(client: TestClient) -> None:
    described = client.get("/api/openapi.json").json()
    assert set(described["paths"]) == {"/api/ask", "/api/ask/stream", "/api/kept", "/api/kept/preview"}
    schemas = described["components"]["schemas"]
    for example in schemas["Asked"]["examples"]:
        Asked.model_validate(example)
    for example in schemas["Replied"]["examples"]:
        Replied.model_validate(example)
    responses = described["paths"]["/api/ask"]["post"]["responses"]
    assert {"200", "403", "413", "422", "429", "503"} <= set(responses)
    for status in ("403", "413", "422", "429", "503"):
        assert responses[status]["content"]["application/json"]["schema"]["$ref"].endswith("/Refused")
    assert "text/event-stream" in described["paths"]["/api/ask/stream"]["post"]["responses"]["200"]["content"]


class Lent(RuleAssistant):
    """An assistant that counts how often it is lent, and how often given back."""

    lent = 0
    returned = 0

    @contextmanager
    def borrow(self) -> Iterator[Lent]:
        self.lent += 1
        try:
            yield self
        finally:
            self.returned += 1


def test_an_index_that_may_change_is_borrowed_for_a_question_and_given_back(tmp_path: Path) -> None:
    assistant = Lent(tmp_path)
    with TestClient(in_loop(lambda: build_app(assistant))) as client:
        assert ask(client, "training")["status"] == "answered"
        assert client.post("/api/ask", json={"turns": ["crash"]}).status_code == 500
    assert assistant.lent == assistant.returned == 2


def test_what_waits_for_a_client_who_left_is_not_done() -> None:
    workers, go, done = Workers(threads=1, waiting=1), threading.Event(), []

    async def gone() -> bool:
        return True

    async def scenario() -> tuple[object, object]:
        first = workers.start(lambda: go.wait(10))
        second = workers.start(lambda: done.append("second"))
        assert first is not None
        assert second is not None
        assert workers.start(lambda: None) is None, "the line is full"
        told = await outlasted(second, gone)
        await asyncio.sleep(0)
        third = workers.start(lambda: "third")
        assert third is not None, "the place in line is free again"
        go.set()

        async def here() -> bool:
            return False

        return told, await outlasted(third, here)

    try:
        assert asyncio.run(scenario()) == (None, "third")
        assert done == []
    finally:
        go.set()
        workers.close()


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream"])
def test_a_client_who_leaves_while_waiting_gives_up_the_place_in_line(assistant: RuleAssistant, path: str) -> None:
    workers, go = Workers(threads=1, waiting=1), threading.Event()
    app = in_loop(lambda: build_app(assistant, workers=workers))
    messages = iter([{"type": "http.request", "body": b'{"turns": ["training"]}', "more_body": False}])
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return next(messages, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.3"},
        "http_version": "1.1",
        "method": "POST",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(b"host", b"testserver"), (b"content-type", b"application/json")],
        "client": ("127.0.0.1", 1),
        "server": ("testserver", 80),
        "state": {},
    }
    try:
        assert workers.start(lambda: go.wait(20)) is not None
        asyncio.run(asyncio.wait_for(app(scope, receive, send), 10))
        assert sent[0]["status"] == 499
        assert workers.start(lambda: None) is not None
    finally:
        go.set()
        workers.close()
