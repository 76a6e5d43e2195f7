"""What a visitor chooses to send: shown masked before, kept masked after, with what the server itself found; nothing else is kept, and nothing on an error."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from fastapi import FastAPI
from sqlalchemy import text
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.testclient import TestClient
from ui_fakes import RuleAssistant, in_loop

from assistant.answer import Answer
from assistant.assistant import Choice
from ui.api import KEPT, Answerer, refuse_plainly
from ui.gate import Gate
from ui.hosting import LARGEST_BODY, build_app
from ui.keeping import NOT_KEPT, TOO_LONG, Keeper, build_keeping
from ui.limits import Rates, Workers
from ui.messages import LONGEST, TURNS, Kept, Sent
from ui.metrics import Metrics, Watch
from ui.records.records import Records, open_records

PREVIEW = f"{KEPT}/preview"
NAME = "Ada Example"
SITE = "https://site.example"
QUESTION = f"I am {NAME}. How much training in Southbank?"
MASKED = "I am [name]. How much training in Southbank?"


class NameMasker:
    """Takes one name out; a "#" grows."""

    def __init__(self, _: object) -> None:
        pass

    def mask(self, text: str) -> Any:
        return SimpleNamespace(text=text.replace(NAME, "[name]").replace("#", "[number]"), kinds=("name",) * text.count(NAME))


class Listening(RuleAssistant):
    """Remembers what it was asked; "wait" waits until it is let."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.asked: list[str] = []
        self.go = threading.Event()

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        self.asked += turns
        if "wait" in turns[-1]:
            assert self.go.wait(20)
        return super().ask(turns, choice)


@pytest.fixture
def assistant(tmp_path: Path) -> Listening:
    (tmp_path / "sheets").mkdir()
    return Listening(tmp_path / "sheets")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    opened = open_records(f"sqlite:///{tmp_path / 'desk.sqlite3'}", keep_days=30)
    yield opened
    opened.close()


def build(
    assistant: Any, records: Records | None, masker: Callable[[Any], Any] = NameMasker, rates: Rates | None = None, workers: Workers | None = None
) -> Any:
    """The routes alone, as the application has them."""
    app, metrics = FastAPI(), Metrics()
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=LARGEST_BODY)
    app.add_middleware(Gate, rates=rates or Rates(burst=10_000), largest=LARGEST_BODY)
    app.add_middleware(Watch, metrics=metrics, route_of=lambda path: path)
    refuse_plainly(app)
    app.include_router(build_keeping(Keeper(Answerer(assistant, workers or Workers(), metrics), records, masker)))
    return app


@pytest.fixture
def client(assistant: Listening, records: Records) -> Iterator[TestClient]:
    with TestClient(build(assistant, records)) as client:
        yield client


def sent(*turns: str, kind: str = "sent", **more: Any) -> dict[str, Any]:
    return {"turns": list(turns), "kind": kind, **more}


def test_a_preview_shows_what_would_be_kept_and_keeps_nothing(client: TestClient, assistant: Listening, records: Records) -> None:
    reply = client.post(PREVIEW, json=sent(f"{NAME} asks: training?", QUESTION))
    assert (reply.status_code, reply.json()) == (200, {"text": MASKED, "turns": ["[name] asks: training?"], "days": 30})
    assert reply.headers["cache-control"] == "no-store"
    assert records.queue.waiting() == []
    assert assistant.asked == []


@pytest.mark.parametrize("kind", ["sent", "helpful", "unhelpful"])
def test_a_question_is_kept_masked_with_what_the_server_found(client: TestClient, assistant: Listening, records: Records, kind: str) -> None:
    reply = client.post(KEPT, json=sent(f"{NAME} asks:\ntraining?", QUESTION, kind=kind, site=SITE))
    assert (reply.status_code, reply.json()) == (201, {"text": MASKED, "turns": ["[name] asks:\ntraining?"], "days": 30})
    (kept,) = records.queue.waiting()
    assert (kept.kind, kept.question, kept.turns, kept.site) == (kind, MASKED, ("[name] asks:\ntraining?",), SITE)
    assert (kept.status, kept.cited) == ("answered", ("sb#Requirements/Training#1",))
    assert (kept.associations, kept.categories, kept.terms) == (("SBAIMH",), ("IFS",), ())
    assert (kept.until - kept.kept).days == 30
    assert assistant.asked == ["[name] asks:\ntraining?", MASKED], "what is asked again is masked"


def test_nothing_of_what_was_masked_is_in_the_database_or_in_a_log(
    client: TestClient, records: Records, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        for path in (PREVIEW, KEPT):
            for turns in ([QUESTION], [NAME, "Southbank"], [f"{NAME} crash"], [f"{NAME} unreadable"]):
                client.post(path, json=sent(*turns))
    held = b"".join(file.read_bytes() for file in tmp_path.rglob("desk.sqlite3*"))
    assert b"[name]" in held
    assert NAME.encode() not in held
    ours = "".join(record.getMessage() for record in caplog.records if record.name.startswith(("ui", "assistant")))
    assert "/api/kept 201" in ours
    assert not any(words in ours for words in (NAME, "[name]", "Southbank", "secret detail"))


def test_what_could_not_be_answered_is_kept_with_the_terms_that_nothing_here_knows(client: TestClient, records: Records) -> None:
    assert client.post(KEPT, json=sent(f"Does {NAME} need Zorbing on Mars?", kind="unhelpful")).status_code == 201
    (kept,) = records.queue.waiting()
    assert (kept.status, kept.cited) == ("not_covered", ())
    assert kept.terms == ("Zorbing", "Mars") or kept.terms == ("Zorbing",)
    assert [group.term for group in records.queue.refused()]


def test_the_scope_that_was_set_by_hand_holds(client: TestClient, records: Records) -> None:
    assert client.post(KEPT, json=sent("How much training?", associations=["SBAIMH"], categories=["IFS"])).status_code == 201
    assert records.queue.waiting()[0].associations == ("SBAIMH",)


WRONG: list[tuple[Any, str]] = [
    ({"turns": ["training"]}, '"kind" is one of'),
    (sent("training", kind="other"), '"kind" is one of'),
    (sent("training", kind=["sent"]), '"kind" is one of'),
    (sent(), '"turns" is missing or empty'),
    (sent(*["training"] * (TURNS + 1)), "at most 20"),
    (sent("x" * (LONGEST + 1)), "at most 2,000 characters"),
    (sent("training", status="answered"), "known are turns, kind, associations, categories"),
    (sent("training", cited=["nv-2031#Requirements/Training#1"]), "known are"),
    (sent("training", associations=["NOBODY"]), '"associations" names one that is not known'),
    (sent("training", categories=["NOBODY"]), '"categories" names one that is not known'),
    (sent("training", site="words of a person"), '"site" is the name or address of a website'),
    (sent("training", site="x" * 201), '"site" is the name or address'),
    (sent("unreadable"), "type it again"),
    (sent("training " + "#" * 600), TOO_LONG),
    (["training"], "the body is a JSON object"),
]


@pytest.mark.parametrize(("body", "said"), WRONG)
def test_what_cannot_be_kept_is_refused_plainly_and_nothing_is_kept(client: TestClient, records: Records, body: Any, said: str) -> None:
    reply = client.post(KEPT, json=body)
    assert reply.status_code == 422
    assert list(reply.json()) == ["error"]
    assert said in reply.json()["error"]
    assert "words of a person" not in reply.text
    assert records.queue.waiting() == []


def test_a_failure_keeps_nothing_and_tells_nothing_of_the_inside(client: TestClient, records: Records) -> None:
    reply = client.post(KEPT, json=sent("crash"))
    assert (reply.status_code, list(reply.json())) == (500, ["error"])
    assert "secret detail" not in reply.text
    assert records.queue.waiting() == []
    with records.queue._database.engine.begin() as connection:
        connection.execute(text("ALTER TABLE questions RENAME TO elsewhere"))
    reply = client.post(KEPT, json=sent("training"))
    assert (reply.status_code, list(reply.json())) == (500, ["error"])
    assert not any(word in reply.text for word in ("questions", "sqlite", "desk.sqlite3", "SELECT", "INSERT"))


def test_large_bodies_other_origins_and_other_methods_are_refused(client: TestClient, records: Records) -> None:
    for path in (KEPT, PREVIEW):
        assert client.post(path, json=sent("training"), headers={"Origin": "https://evil.example"}).status_code == 403
        assert client.post(path, content=b"x" * (LARGEST_BODY + 1), headers={"Content-Type": "application/json"}).status_code == 413
        parts = (b"x" * 1000 for _ in range(40))
        assert client.post(path, content=parts, headers={"Content-Type": "application/json"}).json() == {"error": "the body is too large; shorten it"}
        assert client.get(path).status_code == 405
    assert records.queue.waiting() == []


def test_one_address_may_send_only_so_much(assistant: Listening, records: Records) -> None:
    with TestClient(build(assistant, records, rates=Rates(per_second=0.5, burst=2, clock=lambda: 0.0))) as client:
        statuses = [client.post(path, json=sent("training")).status_code for path in (PREVIEW, KEPT, PREVIEW, KEPT)]
    assert statuses == [200, 201, 429, 429]


def test_a_full_line_keeps_nothing_and_says_when_to_come_back(assistant: Listening, records: Records) -> None:
    workers = Workers(threads=1, waiting=0)
    blocked = workers.start(lambda: assistant.go.wait(20))
    with TestClient(build(assistant, records, workers=workers)) as client:
        for path in (KEPT, PREVIEW):
            reply = client.post(path, json=sent("training"))
            assert (reply.status_code, "retry-after" in reply.headers) == (503, True)
        assistant.go.set()
        assert blocked is not None
        assert blocked.result(10)
        assert records.queue.waiting() == []


def test_where_nothing_is_kept_nobody_is_asked_and_nothing_is_answered(assistant: Listening, tmp_path: Path) -> None:
    never = open_records(f"sqlite:///{tmp_path / 'never.sqlite3'}", keep_days=0)
    for records in (None, never):
        with TestClient(build(assistant, records)) as client:
            for path in (KEPT, PREVIEW):
                reply = client.post(path, json=sent("training"))
                assert (reply.status_code, reply.json()) == (404, {"error": NOT_KEPT})
    never.close()
    assert assistant.asked == []


def test_what_is_no_text_in_any_encoding_is_refused(client: TestClient, records: Records) -> None:
    for character in (rb"\ud800", rb"\u0000", b"\xff"):
        body = b'{"turns": ["training", "training ' + character + b'?"], "kind": "sent"}'
        assert client.post(KEPT, content=body, headers={"Content-Type": "application/json"}).status_code in {400, 422}
    assert records.queue.waiting() == []


class Changing:
    """An assistant whose index becomes another one; what it lends stays."""

    def __init__(self, *assistants: Listening) -> None:
        self.assistants, self.lent = list(assistants), 0

    @property
    def retriever(self) -> Any:
        return self.assistants[0].retriever

    @contextmanager
    def borrow(self) -> Iterator[Listening]:
        self.lent += 1
        yield self.assistants[0]
        self.lent -= 1

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        raise AssertionError("asked without being borrowed")


def test_masking_goes_with_the_index_in_use(assistant: Listening, records: Records, tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    other = Listening(tmp_path / "other")
    other.retriever = SimpleNamespace(
        passages=tuple(replace(passage, text=f"{passage.text} Now.") for passage in other.retriever.passages), vocabulary=other.retriever.vocabulary
    )
    made: list[Any] = []

    def masker(library: Any) -> NameMasker:
        made.append(library)
        return NameMasker(library)

    changing = Changing(assistant, other)
    with TestClient(build(changing, records, masker)) as client:
        for _ in range(2):
            assert client.post(KEPT, json=sent("training")).status_code == 201
        changing.assistants.pop(0)
        assert client.post(PREVIEW, json=sent("training")).status_code == 200
        assert client.post(KEPT, json=sent("training")).status_code == 201
    assert made == [assistant.retriever, other.retriever]
    assert changing.lent == 0


def test_the_application_has_these_routes_and_its_page_the_buttons_only_when_something_is_kept(assistant: Listening, records: Records) -> None:
    with TestClient(in_loop(lambda: build_app(assistant))) as client:
        assert client.post(KEPT, json=sent("training")).status_code == 404
        described = client.get("/api/openapi.json").json()
    schemas = described["components"]["schemas"]
    for name, model in (("Sent", Sent), ("Kept", Kept)):
        for example in schemas[name]["examples"]:
            model.model_validate(example)
    assert set(described["paths"][KEPT]["post"]["responses"]) >= {"201", "403", "404", "413", "422", "429", "503"}
    with TestClient(in_loop(lambda: build_app(assistant, desk=records))) as client:
        reply = client.post(KEPT, json=sent("Hello, my name is Marisol Quintanilla, phone 505-555-0142. How much training?"))
        assert reply.status_code == 201
        assert "555" not in reply.text
        assert "Marisol" not in reply.text
        assert records.queue.waiting()[-1].question == reply.json()["text"]
