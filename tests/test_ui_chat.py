"""What the chat page does, without a browser: turns, scope, visitors, and the web application around it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import gradio as gr
import pytest
from starlette.testclient import TestClient
from ui_fakes import RuleAssistant, in_loop

from assistant.answer import Answer, Statement, Status, Understood
from assistant.assistant import Choice
from ui.chat import CHOOSE, EARLIER, FOLLOW_UPS, Page, build_chat, chosen
from ui.hosting import LARGEST_BODY, build_app
from ui.messages import LONGEST, TURNS
from ui.scoping import ANY, Offer, starters
from ui.theme import build_look
from ui.visit import BEGINNING, MOST, Turn, Visit, growing


@pytest.fixture
def assistant(tmp_path: Path) -> RuleAssistant:
    return RuleAssistant(tmp_path)


@pytest.fixture
def page(assistant: RuleAssistant) -> Page:
    return Page(assistant, pause=0)


def ask(page: Page, question: str, visit: Visit = Visit(), *scope: str) -> list[tuple[Any, ...]]:  # noqa: B008 - a frozen value
    return list(page.ask(question, visit, *(scope or (ANY, ANY, ANY))))


def test_an_answer_grows_word_by_word_and_ends_whole(page: Page) -> None:
    steps = ask(page, "How much training?")
    lengths = [len(step[2]) for step in steps[1:]]
    assert len(steps) > 4
    assert lengths == sorted(lengths)
    assert "Looking in the guidelines" in steps[0][2]
    assert "At least 71 clock hours" in steps[-1][2]
    assert "<details" in steps[-1][2]
    assert "<details" not in steps[-2][2]


def test_growing_never_shows_a_word_that_the_answer_does_not_hold() -> None:
    answer = Answer(Status.ANSWERED, (Statement("one two three four five"), Statement("six seven")))
    shown = [" ".join(statement.text for statement in part.statements) for part in growing(answer, 3)]
    assert shown == ["one two three", "one two three four five six"]
    assert list(growing(Answer(Status.ANSWERED, (Statement("one two"),)))) == []


def test_an_empty_question_changes_nothing(page: Page) -> None:
    before = ask(page, "training")[-1][0]
    for steps in (ask(page, " \n", before), list(page.again(Visit(), ANY, ANY, ANY))):
        assert [len(step) for step in steps] == [len(ask(page, "training")[-1])]
        assert all(value == gr.skip() for value in steps[0])


def test_what_was_typed_is_taken_out_of_the_box_once(page: Page) -> None:
    boxes = [step[0] for step in page.send("training", Visit(), ANY, ANY, ANY)]
    assert boxes[0] == ""
    assert all(box != "" for box in boxes[1:])


def test_a_conversation_is_asked_as_turns(page: Page) -> None:
    visit = ask(page, "Training in Southbank?")[-1][0]
    after = ask(page, "And for renewal?", visit)[-1]
    assert "Renewal takes 4 clock hours" in after[2]
    assert "38 clock hours" in after[0].turns[0].answer.lead
    assert "## And for renewal?" in after[3]


def test_what_the_person_sets_goes_with_every_question(page: Page) -> None:
    last = ask(page, "How much training?", Visit(), "SBAIMH", "IFS", ANY)[-1]
    assert "38 clock hours" in last[2]
    assert last[0].turns[0].choice == Choice(("SBAIMH",), ("IFS",), ()) == chosen("SBAIMH", "IFS", ANY)
    old = ask(page, "How much training?", Visit(), "NVAIMH", ANY, "2019")[-1]
    assert "66 clock hours" in old[2]
    assert "2019 (superseded)" in old[2]


def test_answering_again_takes_the_place_of_the_last_answer(page: Page) -> None:
    visit = ask(page, "How much training?")[-1][0]
    again = list(page.again(visit, "SBAIMH", ANY, ANY))[-1]
    assert len(again[0].turns) == 1
    assert "38 clock hours" in again[2]


def test_setting_the_scope_offers_to_answer_again_and_only_editions_that_go_with_it(page: Page) -> None:
    visit = ask(page, "How much training?")[-1][0]
    edition, again = page.rescope(visit, "SBAIMH", ANY, "2019")
    assert (edition["choices"], edition["value"], again["visible"]) == (
        [("Understood: Undated", "") if False else ("Current editions", ANY), ("Undated", "undated")],
        ANY,
        True,
    )
    assert page.rescope(visit, ANY, ANY, ANY)[1]["visible"] is False
    assert page.rescope(Visit(), "SBAIMH", ANY, ANY)[1]["visible"] is False


def test_a_refusal_of_the_question_says_why_and_a_fault_does_not_tell_its_details(page: Page) -> None:
    refused = ask(page, "unreadable")[-1]
    assert "type it again" in refused[2]
    failed = ask(page, "crash", refused[0])[-1]
    assert "secret detail" not in failed[2]
    assert "Something went wrong" in failed[2]
    assert failed[0].answered() == []


def test_a_turn_that_failed_is_not_part_of_what_is_asked_next(assistant: RuleAssistant) -> None:
    visit = Visit().ask(assistant, "crash in Southbank", Choice()).ask(assistant, "training", Choice())
    assert visit.turns[-1].answer is not None
    assert "71" in visit.turns[-1].answer.lead


def test_suggestions_become_buttons_and_a_question_back_says_to_choose(page: Page) -> None:
    last = ask(page, "Mars?")[-1]
    title, buttons = last[5], last[6 : 6 + FOLLOW_UPS]
    assert title["visible"]
    assert [button.get("value") for button in buttons if button["visible"]] == ["What about Northvale?"]
    asked_back = Visit().ask(_Asks(), "training", Choice())
    assert CHOOSE in page._next(asked_back)[0]["value"]


class Counting(RuleAssistant):
    """Remembers how many turns each question came with."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.counts: list[int] = []

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        self.counts.append(len(turns))
        return super().ask(turns, choice)


@pytest.fixture
def counting(tmp_path: Path) -> Counting:
    return Counting(tmp_path)


def test_a_question_that_is_too_long_gets_a_turn_that_says_so_and_is_not_asked(counting: Counting) -> None:
    page = Page(counting, pause=0, keeps=True)
    ask(page, "training " + "x" * (LONGEST - 9))
    assert counting.counts == [1]
    last = ask(page, "x" * (LONGEST + 1))[-1]
    assert counting.counts == [1]
    assert "at most 2,000 characters" in last[2]
    assert "x" * BEGINNING in last[2]
    assert "x" * (BEGINNING + 1) not in last[2]
    assert "data-keep" not in last[2]
    assert last[0].answered() == []


@pytest.mark.parametrize("scope", [("NOBODY", ANY, ANY), (ANY, "NOBODY", ANY), (ANY, ANY, "1066"), ("IFS", ANY, ANY), (None, ANY, ANY), (ANY, ["IFS"], ANY)])
def test_a_scope_that_is_not_offered_gets_a_turn_that_says_so_and_is_not_asked(counting: Counting, scope: tuple[Any, ...]) -> None:
    last = ask(Page(counting, pause=0), "training", Visit(), *scope)[-1]
    assert counting.counts == []
    assert "is not offered here" in last[2]


def test_only_the_last_turns_of_a_long_conversation_are_asked_again(counting: Counting) -> None:
    answer = counting.ask(["training"])
    visit = Visit(tuple(Turn("training", Choice(), answer) for _ in range(TURNS + 5))).ask(counting, "training", Choice())
    assert counting.counts[-1] == TURNS
    assert len(visit.turns) == TURNS + 6


def test_an_answer_can_be_marked_and_sent_only_where_that_is_kept(assistant: RuleAssistant) -> None:
    question = 'training\n<b> "mine"'
    asked = list(Page(assistant, 0, keeps=True).ask(question, Visit(), "SBAIMH", "IFS", ANY))
    assert "data-keep" not in "".join(step[2] for step in asked[:-1]), "only a finished answer can be"
    assert 'data-question="training\n&lt;b&gt; &quot;mine&quot;" data-association="SBAIMH" data-category="IFS"' in asked[-1][2]
    assert [f'data-keep="{kind}"' in asked[-1][2] for kind in ("helpful", "unhelpful", "sent")] == [True] * 3
    assert "data-keep" not in ask(Page(assistant, 0, keeps=True), "crash")[-1][2]
    assert "data-keep" not in ask(Page(assistant, 0), question)[-1][2]


class Changing:
    """An assistant whose index becomes another one; what it lends is one of them."""

    def __init__(self, *assistants: RuleAssistant) -> None:
        self.assistants = list(assistants)
        self.lent = 0

    @property
    def retriever(self) -> Any:
        return self.assistants[0].retriever

    @contextmanager
    def borrow(self) -> Iterator[RuleAssistant]:
        self.lent += 1
        yield self.assistants[0]
        self.lent -= 1

    @contextmanager
    def watched(self) -> Iterator[None]:
        self.lent += 1
        yield
        self.lent -= 1

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        raise AssertionError("asked without being borrowed")


def test_an_answer_keeps_the_passages_that_it_was_made_from(tmp_path: Path) -> None:
    folders = [tmp_path / name for name in ("first", "second")]
    for folder in folders:
        folder.mkdir()
    first, second = (RuleAssistant(folder) for folder in folders)
    second.retriever = SimpleNamespace(
        passages=tuple(replace(p, scope=replace(p.scope, edition="2040"), text=p.text + " Now.") for p in first.retriever.passages if p.guideline != "sb"),
        vocabulary=first.retriever.vocabulary,
    )
    changing = Changing(first, second)
    page = Page(changing, pause=0)
    before = ask(page, "How much training?")[-1]
    assert "Southbank" in page.welcome()
    assert all("choices" not in value for value in page.begin(Visit())), "nothing has changed since the page was made"
    changing.assistants.pop(0)
    after = ask(page, "How much training?", before[0])
    assert "May 2, 2031" in after[0][1], "the earlier turn shows the edition that it cites"
    assert "2040" in after[-1][2]
    assert "Southbank" not in page.welcome()
    assert ("Southbank (SBAIMH)", "SBAIMH") not in page.begin(Visit())[-3]["choices"]
    assert all("choices" not in value for value in page.begin(before[0])), "a conversation that has begun is left as it is"
    assert changing.lent == 0


class _Asks:
    """An assistant that always asks back."""

    retriever = None

    def ask(self, turns: object, choice: object = None) -> Answer:
        return Answer(Status.NEEDS_CLARIFICATION, (Statement("Which?"),), suggestions=("Northvale",))


def test_the_first_option_limits_nothing_and_says_what_was_understood(page: Page) -> None:
    last = ask(page, "How much training?")[-1]
    association, category, edition = (update["choices"][0] for update in last[6 + FOLLOW_UPS : 9 + FOLLOW_UPS])
    assert association == ("Understood: Northvale (NVAIMH)", ANY)
    assert category == ("Understood: Infant Family Specialist (Level II)", ANY)
    assert edition == ("Understood: May 2, 2031", ANY)
    compared = ask(page, "compare")[-1]
    assert compared[6 + FOLLOW_UPS]["choices"][0][0] == "Understood: Northvale (NVAIMH) and 1 more"
    assert compared[8 + FOLLOW_UPS]["choices"][0][0] == "Current editions"


def test_controls_offer_what_the_corpus_holds_and_nothing_else(assistant: RuleAssistant) -> None:
    offer = Offer(assistant.retriever.passages, assistant.retriever.vocabulary)
    assert offer.associations() == [("Any association", ANY), ("Northvale (NVAIMH)", "NVAIMH"), ("Southbank (SBAIMH)", "SBAIMH")]
    assert [key for _, key in offer.categories()] == [ANY, "IFS"]
    assert offer.editions("NVAIMH") == [("Current editions", ANY), ("May 2, 2031", "2031-05-02"), ("2019 (not current)", "2019")]
    assert (
        offer.words(Understood(("NVAIMH",), ("IFS",), editions=("2031-05-02",)))
        == "Northvale (NVAIMH) · Infant Family Specialist (Level II) · May 2, 2031 edition"
    )


def test_starters_ask_about_what_is_held(assistant: RuleAssistant) -> None:
    questions = starters(assistant.retriever.passages, assistant.retriever.vocabulary)
    assert len(questions) == len(set(questions)) == FOLLOW_UPS
    assert all("Northvale" in question or "Southbank" in question for question in questions)
    assert starters((), assistant.retriever.vocabulary) == []


def test_a_new_conversation_forgets_everything(page: Page) -> None:
    values = page.restart()
    assert values[0] == Visit()
    assert values[1:4] == ("", "", "")
    assert [update["value"] for update in values[6 + FOLLOW_UPS : 9 + FOLLOW_UPS]] == [ANY, ANY, ANY]


def test_two_visitors_do_not_share_a_conversation(page: Page) -> None:
    first = page.ask("Training in Southbank?", Visit(), ANY, ANY, ANY)
    second = page.ask("training", Visit(), ANY, ANY, ANY)
    steps = [(next(first), next(second)) for _ in range(3)]
    ones, others = [step[0][2] for step in steps] + [step[2] for step in first], [step[1][2] for step in steps] + [step[2] for step in second]
    assert "Southbank" in ones[-1]
    assert all("Southbank" not in html for html in others)


def test_the_page_keeps_its_state_in_the_session_and_offers_no_sharing_or_flagging(assistant: RuleAssistant) -> None:
    config = in_loop(lambda: build_chat(assistant)).get_config_file()
    kinds = [component["type"] for component in config["components"]]
    assert kinds.count("state") == 1
    assert "https://" not in str(build_look()["theme"]._stylesheets)
    assert build_look()["footer_links"] == []


@pytest.fixture
def client(assistant: RuleAssistant) -> Iterator[TestClient]:
    with TestClient(in_loop(lambda: build_app(assistant, embedders=("https://example.org",)))) as client:
        yield client


def test_the_application_names_who_may_frame_it_and_lets_no_other_origin_read(client: TestClient) -> None:
    answer = client.get("/", headers={"Origin": "https://evil.example"})
    assert answer.status_code == 200
    assert "access-control-allow-origin" not in answer.headers
    assert answer.headers["content-security-policy"].endswith("frame-ancestors 'self' https://example.org")


UNUSED = (
    "upload", "upload_progress", "file=/etc/passwd", "file/x", "proxy=https://example.org", "info", "info?all_endpoints=true", "runs", "run/ask", "api/ask",
    "call/ask", "call/v2/ask", "openapi.json", "stream/x", "stream/x/y/z/playlist.m3u8", "deep_link", "component_server", "dev/reload", "process_recording",
    "vibe-edit", "vibe-code", "app_id", "user/login", "token", "login_check", "mcp/sse", "mcp/http", "custom_component/x/client/component/index.js",
)  # fmt: skip
ELSEWHERE = (
    "/docs", "/redoc", "/openapi.json", "/monitoring", "/monitoring/x", "/login", "/login/", "/logout", "/token", "/user", "/pwa_icon", "/manifest.json",
    "/robots.txt", "/api/", "/api/predict", "/run/ask", "/call/ask", "/upload", "/file=/etc/passwd", "/proxy=https://example.org", "/mcp/",
    "/queue/join", "/hf/x", "/config", "/gradio_api/startup-events", "/custom_component/x",
)  # fmt: skip


@pytest.mark.parametrize("path", [*ELSEWHERE, *(f"/gradio_api/{name}" for name in UNUSED)])
def test_what_the_page_does_not_need_is_not_there(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
    assert client.post(path, files={"files": b"x"}).status_code == 404


def test_large_bodies_are_refused(client: TestClient) -> None:
    assert client.post("/gradio_api/queue/join", content=b"x" * (LARGEST_BODY + 1)).status_code == 413


def test_what_a_crafted_program_puts_in_the_line_is_refused_plainly(counting: Counting) -> None:
    with TestClient(in_loop(lambda: build_app(counting, pause=0))) as client:
        told = client.get("/").text.split("window.gradio_config = ", 1)[1]
        send = next(entry for entry in json.JSONDecoder().raw_decode(told)[0]["dependencies"] if len(entry["inputs"]) == 5)
        for data, said in (
            (["x" * (LONGEST + 1), None, ANY, ANY, ANY], "at most 2,000 characters"),
            (["training", None, "NOBODY", ANY, ANY], "Something went wrong"),
            (["training", None, ANY, ["IFS"], ANY], "Something went wrong"),
        ):
            body = {"data": data, "fn_index": send["id"], "session_hash": "crafted", "trigger_id": send["targets"][0][0], "event_data": None}
            assert client.post("/gradio_api/queue/join", json=body).status_code == 200
            assert said in client.get("/gradio_api/queue/data", params={"session_hash": "crafted"}).text
    assert counting.counts == []


def test_a_value_that_names_a_file_is_refused_before_gradio_copies_it(counting: Counting, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", encoding="utf-8")
    copies = tmp_path / "copies"
    monkeypatch.setenv("GRADIO_TEMP_DIR", str(copies))
    with TestClient(in_loop(lambda: build_app(counting, pause=0))) as client:
        told = client.get("/").text.split("window.gradio_config = ", 1)[1]
        send = next(entry for entry in json.JSONDecoder().raw_decode(told)[0]["dependencies"] if len(entry["inputs"]) == 5)
        named = {"path": str(secret), "meta": {"_type": "gradio.FileData"}}
        for data in ([named, None, ANY, ANY, ANY], ["training", None, {"x": [named]}, ANY, ANY], ["training", None, ANY, ANY, [named]]):
            body = {"data": data, "fn_index": send["id"], "session_hash": "copied", "trigger_id": send["targets"][0][0], "event_data": None}
            client.post("/gradio_api/queue/join", json=body)
            assert "Something went wrong" in client.get("/gradio_api/queue/data", params={"session_hash": "copied"}).text
    assert not [path for path in copies.rglob("*") if path.is_file()] if copies.exists() else True
    assert counting.counts == []


def test_a_long_conversation_keeps_its_last_turns_and_says_so(counting: Counting) -> None:
    page, visit = Page(counting, pause=0), Visit(tuple(Turn("training", Choice(), None, f"turn {n}") for n in range(MOST)))
    step = ask(page, "training", visit)[-1]
    assert len(step[0].turns) == MOST
    assert step[0].turns[0].failure == "turn 1"
    assert step[0].dropped == 1
    assert EARLIER not in "".join(str(values[1]) for values in ask(page, "training", visit))
    assert EARLIER in "".join(str(values[1]) for values in ask(page, "training", step[0]))
