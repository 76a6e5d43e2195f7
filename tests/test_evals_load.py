"""Load: what goes wrong on a server under load is seen, and what is only refused early is not taken for a fault."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from typer.testing import CliRunner
from ui_fakes import RuleAssistant, in_loop

from assistant.answer import Answer
from assistant.assistant import Choice
from corpus.errors import SettingsError, StoreError
from evals.cli import app as command
from evals.cli import main
from evals.load import Phase, Plan, Progress, conversations, found_faults, measure
from evals.load_people import Attempt, Outcome, page_fault, read_chat
from evals.load_report import figures, markdown, percentile
from evals.load_server import Server, loopback, started
from ui.hosting import build_app
from ui.limits import Rates, Workers

QUESTIONS = [
    ("training in Northvale",),
    ("training in Southbank",),
    ("what do I need in Northvale",),
    ("compare training",),
    ("references in Southbank", "training"),
]
SMALL = Plan(people=4, pause=0.1, seconds=0.6, at_once=12, one_address=40)
TINY = Plan(people=1, pause=0.1, seconds=0.3, at_once=1, one_address=40, soak=8)


@contextmanager
def serving(assistant: RuleAssistant, workers: Workers | None = None, rates: Rates | None = None) -> Iterator[Server]:
    app = in_loop(lambda: build_app(assistant, pause=0, rates=rates or Rates(per_second=0.1, burst=30), workers=workers))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        while not server.started:
            time.sleep(0.01)
        yield Server(f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}")
    finally:
        server.should_exit = True
        thread.join()


def measured(server: Server, plan: Plan = SMALL, begin: Progress = lambda part: None) -> dict[str, Phase]:
    return {phase.name: phase for phase in asyncio.run(measure(server, plan, QUESTIONS, begin))}


def all_faults(phases: dict[str, Phase]) -> list[str]:
    return [fault for phase in phases.values() for fault in phase.faults]


def test_a_server_that_does_as_it_should_has_no_fault_and_both_ways_are_asked(tmp_path: Path) -> None:
    with serving(RuleAssistant(tmp_path)) as server:
        phases = measured(server)
    assert all_faults(phases) == []
    asked = phases["4 people with pauses of 0.1 s"].outcomes
    assert {outcome.way for outcome in asked} == {"api", "chat"}
    assert all(outcome.answered for outcome in asked)
    burst = phases["40 at once from one address"]
    assert figures(burst.outcomes).too_often >= 8
    text = markdown(list(phases.values()), "2031-05-02", "abc", "endorse-evals load", 0.1)
    assert "Every check passed" in text
    assert (
        len(
            {row.count("|") for row in text.splitlines() if row.startswith("| part | way")}
            | {row.count("|") for row in text.splitlines() if "s | api |" in row}
        )
        == 1
    )


class Faulty(RuleAssistant):
    """Does as it should until it is asked by a crowd."""

    crowded = False

    def begin(self, part: str) -> None:
        self.crowded = part != "one after the other"


class Forgetful(Faulty):
    """Answers what another asked before."""

    before: Sequence[str] = ("compare training",)

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        asked, self.before = self.before if self.crowded else turns, turns
        return super().ask(asked, choice)


class Failing(Faulty):
    """Fails."""

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        if self.crowded:
            raise RuntimeError("too many")
        return super().ask(turns, choice)


def test_a_server_that_mixes_answers_is_caught_on_both_ways(tmp_path: Path) -> None:
    assistant = Forgetful(tmp_path)
    with serving(assistant) as server:
        faults = all_faults(measured(server, begin=assistant.begin))
    assert any(fault.startswith("api: differs: the answer is not the one") for fault in faults)
    assert any(fault.startswith("chat: differs: the answer on the page is not the one") for fault in faults)


def test_a_server_that_fails_is_caught_on_both_ways(tmp_path: Path) -> None:
    assistant = Failing(tmp_path)
    with serving(assistant) as server:
        faults = all_faults(measured(server, begin=assistant.begin))
    assert any(fault.startswith("api: HTTP 500") for fault in faults)
    assert any(fault.startswith("chat: differs") for fault in faults)


def test_a_server_that_fails_alone_is_not_asked_by_a_crowd(tmp_path: Path) -> None:
    with serving(RuleAssistant(tmp_path)) as server:
        phases = asyncio.run(measure(server, SMALL, [("crash",)]))
    assert [phase.faults for phase in phases] == [("api: HTTP 500 (1 times)",)]


class Slow(RuleAssistant):
    """Takes its time."""

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        time.sleep(0.02)
        return super().ask(turns, choice)


def test_an_early_refusal_is_counted_and_who_comes_back_is_answered(tmp_path: Path) -> None:
    with serving(Slow(tmp_path), Workers(threads=1, waiting=2)) as server:
        phases = measured(server)
    assert all_faults(phases) == []
    told = figures(phases["12 at once, through the API"].outcomes)
    assert told.too_many > 0
    assert told.came_back > 0
    assert told.errors == told.differ == 0
    assert told.in_all >= 1 > told.longest


def growing(url: str, megabytes: int) -> Server:
    """A server that has grown each time its memory is looked at."""
    held = count(100, megabytes)

    class Growing(Server):
        def memory(self) -> float:
            return next(held)

    return Growing(url)


def test_a_server_that_never_holds_an_address_back_and_one_that_grows_are_caught(tmp_path: Path) -> None:
    with serving(RuleAssistant(tmp_path), rates=Rates(burst=10_000)) as server:
        faults = all_faults(measured(growing(server.url, 30), TINY))
    assert faults == ["one address asked 40 times at once and was never refused"]
    with serving(RuleAssistant(tmp_path)) as server:
        faults = all_faults(measured(growing(server.url, 60), TINY))
    assert faults == ["the server grew by 60 MB after its first 25% of questions; 40 MB are allowed"]


@pytest.mark.parametrize("late", [False, True])
def test_a_refusal_that_is_late_or_does_not_say_when_to_come_back_is_a_fault(late: bool) -> None:
    attempt = Attempt(503, 9.0, retry=2.0) if late else Attempt(503, 0.1, fault="HTTP 503 without Retry-After")
    assert len(found_faults([Outcome("api", 1, (attempt,), 9.0)])) == 1
    assert found_faults([Outcome("api", 1, (Attempt(429, 0.1, retry=2.0),), 0.1)]) == []


def test_what_a_page_shows_is_compared_with_what_the_conversation_gets_alone() -> None:
    alone: Any = (("scope", {}), ("statement", {"text": "At least 71 & more."}), ("citations", [{"document": "/documents/nv?q=1#p-2"}]), ("end", {}))
    page = '<article class="turn"><p>How many?</p><b>At least</b> 71 &amp; more. <a href="/documents/nv?q=1#p-2">here</a></article>'
    assert page_fault("", page, ("How many?",), alone) == ""
    assert "other passages" in page_fault("", page.replace("#p-2", "#p-3"), ("How many?",), alone)
    assert "other passages" in page_fault("", page.replace("</article>", '<a href="/documents/other"></a></article>'), ("How many?",), alone)
    assert "not the one" in page_fault("", page.replace("71", "66"), ("How many?",), alone)
    assert "not the one" in page_fault("", page, ("And for renewal?",), alone)
    assert "turns before" in page_fault(page, page, ("How many?",), alone)
    assert "turns before" in page_fault("", page, ("First?", "How many?"), alone)


def test_a_chat_page_that_is_not_known_is_a_fault() -> None:
    pages = (
        "",
        "window.gradio_config = ",
        'window.gradio_config = {"components": [], "dependencies": []};',
        "window.gradio_config = {}",
        "window.gradio_config = {{",
    )
    assert [read_chat(page) for page in pages] == [None] * len(pages)
    nobody = asyncio.run(measure(Server("http://127.0.0.1:9"), SMALL, QUESTIONS))
    assert any("chat page is not there" in fault for fault in nobody[0].faults)
    assert any("ConnectError" in fault for fault in nobody[0].faults)


def test_conversations_differ_between_people_and_end_in_a_scope_of_ones_own() -> None:
    made = conversations(QUESTIONS, ["Northvale", "Southbank"], 3, 6)
    assert all(sum(map(len, mine)) >= 6 for mine in made)
    assert [mine[0][-2:] for mine in made] == [(f"And for {place}?", "And for renewal?") for place in ("Northvale", "Southbank", "Northvale")]
    assert len({mine[0] for mine in made}) == 3
    assert conversations(QUESTIONS, ["Northvale"], 3, 6) == conversations(QUESTIONS, ["Northvale"], 3, 6)


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org",
        "http://192.0.2.1:7860",
        "http://127.0.0.1.example.org",
        "http://127.0.0.1@example.org/",
        "https://127.0.0.1",
        "file:///x",
        "127.0.0.1",
        "http://[::1",
    ],
)
def test_load_is_only_put_on_this_machine(url: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SettingsError, match="not on this machine"):
        loopback(url)
    monkeypatch.setattr(sys, "argv", ["endorse-evals", "load", "--url", url])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "not on this machine" in capsys.readouterr().err


def test_this_machine_is_recognised() -> None:
    assert loopback("http://localhost:7860/x?y") == "http://localhost:7860"
    assert loopback("http://127.0.0.9:80") == "http://127.0.0.9:80"
    assert loopback("http://[::1]:7860") == "http://[::1]:7860"


def test_the_command_ends_with_one_when_a_check_fails(tmp_path: Path) -> None:
    arguments = ["load", "--people", "2", "--pause", "0.2", "--seconds", "1", "--at-once", "2", "--report", str(tmp_path / "load.md")]
    with serving(RuleAssistant(tmp_path), rates=Rates(burst=10_000)) as server:
        result = CliRunner().invoke(command, [*arguments, "--url", server.url])
    assert result.exit_code == 1
    assert "was never refused" in result.output
    assert "was never refused" in (tmp_path / "load.md").read_text(encoding="utf-8")


def test_a_server_that_does_not_begin_is_said_so_and_is_not_left_over(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StoreError, match="did not begin to serve"), started(tmp_path / "file"):
        pass


def test_figures_of_times() -> None:
    assert percentile([], 0.5) == 0
    assert [percentile([3, 1, 2, 4], share) for share in (0.5, 0.95, 1.0)] == [2, 4, 4]
