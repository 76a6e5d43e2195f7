"""What is logged: an answer with the passages that it cites, an error with its place, and no words of anybody's."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Iterator
from pathlib import Path

import gradio as gr
import pytest
from starlette.testclient import TestClient
from ui_fakes import RuleAssistant, in_loop

from assistant.assistant import Choice
from ui.blocks import FAILED, QuietBlocks
from ui.hosting import build_app
from ui.logs import Discreet
from ui.records.records import open_records
from ui.visit import Visit

WORDS = "my-own-words"
NORTH = "nv-2031#Requirements/Training#1"
SOUTH = "sb#Requirements/Training#1"


@pytest.fixture
def assistant(tmp_path: Path) -> RuleAssistant:
    return RuleAssistant(tmp_path)


@pytest.fixture
def client(assistant: RuleAssistant, tmp_path: Path) -> Iterator[TestClient]:
    records = open_records(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    with TestClient(in_loop(lambda: build_app(assistant, desk=records))) as client:
        yield client
    records.close()


def ours(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [re.sub(r"\d+ ms", "… ms", record.getMessage()) for record in caplog.records if record.name == "ui.logs"]


@pytest.mark.parametrize("path", ["/api/ask", "/api/ask/stream", "/api/kept"])
@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("training", f"answered … ms cites {NORTH}"),
        ("compare training", f"answered … ms cites {NORTH}, {SOUTH}"),
        ("training on mars", "not_covered … ms cites nothing"),
    ],
)
def test_each_answer_is_logged_with_the_passages_that_it_cites(
    client: TestClient, caplog: pytest.LogCaptureFixture, path: str, question: str, said: str
) -> None:
    with caplog.at_level(logging.INFO):
        body = {"turns": [f"{WORDS} {question}"], **({"kind": "sent"} if path == "/api/kept" else {})}
        assert client.post(path, json=body).status_code in {200, 201}
    assert ours(caplog) == [f"{path} {said}"]


def test_an_answer_of_the_chat_page_is_logged_the_same_way(assistant: RuleAssistant, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        Visit().ask(assistant, f"{WORDS} compare", Choice())
        Visit().ask(assistant, f"{WORDS} crash", Choice())
        Visit().ask(assistant, f"{WORDS} unreadable", Choice())
    assert ours(caplog) == [f"/ answered … ms cites {NORTH}, {SOUTH}"]
    assert re.search(r"a question could not be answered: RuntimeError at ui_fakes\.py:\d+", caplog.text)
    assert not any(words in caplog.text for words in (WORDS, "secret detail", "Traceback"))


def test_nothing_is_logged_of_what_is_only_shown_or_refused(client: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        client.post("/api/kept/preview", json={"turns": [WORDS], "kind": "sent"})
        client.post("/api/ask", json={"turns": [WORDS], "associations": [WORDS]})
    assert ours(caplog) == []
    assert WORDS not in caplog.text


def record(name: str, message: str, *values: object) -> logging.LogRecord:
    return logging.LogRecord(name, logging.WARNING, "/somewhere/queueing.py", 7, message, values, None)


def test_messages_of_others_are_logged_by_their_place_only() -> None:
    lines = Discreet("%(levelname)s %(message)s")
    assert lines.format(record("ui.api", "one of %s", "ours")) == "WARNING one of ours"
    assert lines.format(record("uvicorn.error", "Exception in ASGI application\n")) == "WARNING Exception in ASGI application"
    assert lines.format(record("gradio.queueing", f"%s {WORDS}", WORDS)) == "WARNING gradio.queueing at queueing.py:7"
    assert lines.format(record("uvicornlike", WORDS)) == "WARNING uvicornlike at queueing.py:7"


def test_gradio_prints_nothing_of_what_does_not_fit_the_page(caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]) -> None:
    def crash(_: str) -> str:
        raise RuntimeError(WORDS)

    async def tried() -> None:
        with QuietBlocks() as page:
            box = gr.Dropdown(["one"], value="one")
            box.input(crash, box, box)
        for inputs in ([WORDS], [], ["one"]):
            with pytest.raises(gr.Error) as raised:
                await page.process_api(0, inputs)
            assert (raised.value.message, raised.value.print_exception) == (FAILED, False)

    asyncio.run(tried())
    printed = capsys.readouterr()
    assert WORDS not in printed.out + printed.err + caplog.text
    assert len(re.findall(r"an event of the page failed: \w+ at \w+\.py:\d+", caplog.text)) == 3
