"""The chat page in a real browser: asking, sources, scope, keyboard, phone, copying and download; nothing from another host."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from index_corpus import FAKE, FakeEncoder, build_fake, write_corpus
from playwright.sync_api import Browser, Page, expect, sync_playwright
from ui_fakes import RuleAssistant, in_loop

from assistant.application import open_live
from assistant.settings import Settings
from ui.hosting import build_app

pytestmark = pytest.mark.browser
CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
Open = Callable[..., Page]


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The address of an application that is served on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assistant = RuleAssistant(tmp_path_factory.mktemp("corpus"))
    with served(in_loop(lambda: build_app(assistant))) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.skip("no Chromium here; install Debian's package `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    """Opens the page for a new visitor. In the end: no visitor's page may have called another host or logged an error."""
    faults: list[str] = []
    contexts = []

    def requested(url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != urlsplit(address).netloc:
            faults.append(f"asked {url}")

    def opened(width: int = 1280, height: int = 800, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requested(request.url))
        page.on("websocket", lambda socket: requested(socket.url))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.goto(address)
        expect(page.get_by_label("Your question")).to_be_visible(timeout=20_000)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert faults == []


def ask(page: Page, question: str) -> None:
    """Type a question, send it by the keyboard and wait for the whole answer."""
    before = page.locator(".turn").count()
    page.get_by_label("Your question").fill(question)
    page.get_by_label("Your question").press("Enter")
    expect(page.locator("#past .turn")).to_have_count(before, timeout=15_000)
    expect(page.locator("#present .question p")).to_have_text(question)
    expect(page.locator("#present .answer[aria-busy=false]")).to_be_visible(timeout=15_000)


def boxes(page: Page, *selectors: str) -> list[dict[str, float]]:
    """Where elements stand, all at one moment: the page may still be scrolling."""
    found: list[dict[str, float]] = page.evaluate("names => names.map(name => document.querySelector(name).getBoundingClientRect().toJSON())", list(selectors))
    return found


def choose(page: Page, control: str, option: str) -> None:
    page.get_by_label(control, exact=True).click()
    page.get_by_role("option", name=option).click()


def test_a_question_its_growing_answer_its_source_and_another_scope(visit: Open) -> None:
    page = visit()
    page.evaluate(
        "() => { window.seen = []; new MutationObserver(() => window.seen.push(document.querySelector('#present .answer')?.textContent.length || 0))"
        ".observe(document.querySelector('#present'), { subtree: true, childList: true, characterData: true }); }"
    )
    ask(page, "How much training in Northvale?")
    expect(page.locator("#present .lead")).to_contain_text("At least 71 clock hours")
    assert len(set(page.evaluate("window.seen"))) > 3
    assert page.get_by_label("Your question").input_value() == ""

    assert page.locator("#present mark").is_hidden()
    page.locator("#present a.mark").first.click()
    expect(page.locator("#present details[open] mark")).to_have_text("At least 71 clock hours of training are required.")
    expect(page.locator("#present details[open] .passage")).to_contain_text("Half of them <b>may</b> be taught & {{shared}} online.")

    assert page.locator("#again").is_hidden()
    choose(page, "Association", "Southbank (SBAIMH)")
    page.get_by_role("button", name="Answer the last question again").click()
    expect(page.locator("#present .lead")).to_contain_text("At least 38 clock hours")
    expect(page.locator(".turn")).to_have_count(1)
    ask(page, "And for renewal?")
    expect(page.locator("#present .lead")).to_contain_text("Renewal takes 4 clock hours")
    expect(page.locator(".turn")).to_have_count(2)


def test_the_scope_that_was_understood_is_shown_and_is_not_set_for_the_next_question(visit: Open) -> None:
    page = visit()
    ask(page, "How much training in Northvale?")
    expect(page.get_by_label("Association", exact=True)).to_have_value("Understood: Northvale (NVAIMH)")
    ask(page, "And in Southbank?")
    expect(page.locator("#present .lead")).to_contain_text("38 clock hours")
    expect(page.get_by_label("Association", exact=True)).to_have_value("Understood: Southbank (SBAIMH)")


def test_a_new_index_is_taken_over_by_pages_that_are_open_and_shown_by_those_that_are_opened(browser: Browser, data: Path, corpus_folder: Path) -> None:
    live = open_live(Settings(data=data, model=FAKE), encoder=lambda folder, name: FakeEncoder(name))
    app = in_loop(lambda: build_app(live))
    with live.watched(0.05), served(app) as url, browser.new_page() as page, browser.new_page() as later:
        page.goto(url)
        ask(page, "How much training does Northvale ask for?")
        expect(page.locator("#present .lead")).to_contain_text("At least 71 clock hours")
        name = build_fake(data, write_corpus(corpus_folder, hours=72, edition="2033-01-01")).name
        until = time.monotonic() + 30
        while live.retriever.manifest.name != name and time.monotonic() < until:
            time.sleep(0.05)
        ask(page, "How much training does Northvale ask for?")
        expect(page.locator("#present .lead")).to_contain_text("At least 72 clock hours")
        expect(page.locator("#past .lead")).to_contain_text("At least 71 clock hours")
        expect(page.locator("#past .sources")).to_contain_text("May 2, 2031")
        later.goto(url)
        expect(later.locator("#welcome")).to_contain_text("January 1, 2033", timeout=15_000)
    live.close()


def test_starters_and_suggestions_are_asked_with_one_click(visit: Open) -> None:
    page = visit()
    page.locator(".follow-up").first.click()
    expect(page.locator("#present table")).to_be_visible(timeout=15_000)
    expect(page.locator("#welcome section")).to_have_count(0)
    page.get_by_role("button", name="And for renewal?").click()
    expect(page.locator("#present .lead")).to_contain_text("Renewal takes 9 clock hours")


def test_everything_can_be_done_by_keyboard(visit: Open) -> None:
    page = visit()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Go to the question box"
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your question")).to_be_focused()
    page.keyboard.type("training")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Ask", exact=True)).to_be_focused()
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your question")).to_be_focused()
    expect(page.locator("#announcements")).to_contain_text("At least 71 clock hours", timeout=15_000)
    page.locator("#present a.mark").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#present summary").first).to_be_focused()
    assert page.locator("#present mark").is_visible()
    page.keyboard.press("Enter")
    assert page.locator("#present mark").is_hidden()
    unnamed = "[...document.querySelectorAll('button')].filter(b => b.checkVisibility() && !b.textContent.trim() && !b.ariaLabel).length"
    assert page.evaluate(unnamed) == 0


@pytest.mark.parametrize("width", [320, 390])
def test_a_phone_shows_everything_in_one_column_without_scrolling_sideways(visit: Open, width: int) -> None:
    page = visit(width, 844, is_mobile=True, has_touch=True)
    for question in ("What do I need?", "compare", "How much training " + "unbroken" * 30):
        ask(page, question)
        assert page.evaluate("document.documentElement.scrollWidth") == width
    ask(page, "training")
    answer, sources, box = boxes(page, "#present .answer", "#present .sources", "#question textarea")
    assert sources["y"] >= answer["y"] + answer["height"]
    assert box["y"] + box["height"] <= 844


def test_a_wide_page_shows_sources_beside_the_answer(visit: Open) -> None:
    page = visit()
    ask(page, "training")
    answer, sources = boxes(page, "#present .answer", "#present .sources")
    assert sources["x"] >= answer["x"] + answer["width"]
    assert abs(sources["y"] - answer["y"]) < 30


def test_a_refusal_looks_different_from_an_answer_and_says_so(visit: Open) -> None:
    page = visit()
    ask(page, "training")
    usual = page.locator("#present .answer").evaluate("e => getComputedStyle(e).backgroundColor")
    ask(page, "What about Mars?")
    expect(page.locator("#present .answer")).to_contain_text("Not in the guidelines held here")
    expect(page.locator("#present .answer")).to_contain_text("Ask the association there")
    assert page.locator("#present .answer").evaluate("e => getComputedStyle(e).backgroundColor") != usual


def test_what_a_person_types_is_never_markup(visit: Open) -> None:
    page = visit()
    text = "<img src=x onerror=alert(1)> {{value}} ${alert(2)} [a](javascript:alert(3)) <script>alert(4)</script>"
    ask(page, text)
    expect(page.locator("#present .question p")).to_have_text(text)
    assert page.locator("#present img, #present script").count() == 0


def test_an_answer_is_copied_and_the_conversation_is_downloaded_from_the_page_itself(visit: Open) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    ask(page, "training")
    page.get_by_role("button", name="Copy answer").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.startswith("Northvale (NVAIMH), 2031-05-02: At least 71 clock hours")
    assert '[1] Northvale (NVAIMH), 2031-05-02. Requirements > Training: "At least 71' in copied
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download conversation").click()
    assert downloading.value.url.startswith("blob:")
    assert downloading.value.suggested_filename.endswith(".md")
    assert "## training" in Path(downloading.value.path()).read_text(encoding="utf-8")


def test_a_new_conversation_is_empty_and_another_visitor_sees_nothing_of_this_one(visit: Open) -> None:
    page, other = visit(), visit()
    ask(page, "training in Southbank")
    ask(other, "training")
    expect(other.locator("#present .lead")).to_contain_text("71 clock hours")
    assert "Southbank" not in other.locator("#past").inner_text() + other.locator("#present").inner_text()
    page.get_by_role("button", name="New conversation").click()
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.get_by_text("Guidelines held here")).to_be_visible()
    expect(other.locator(".turn")).to_have_count(1)
    ask(page, "training")
    expect(page.locator("#present .lead")).to_contain_text("71 clock hours")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_serious_barrier_on_the_empty_and_the_answered_page(visit: Open, scheme: str, width: int) -> None:
    page = visit(width, 800, color_scheme=scheme, reduced_motion="reduce")
    problems = barriers(page)
    for question in ("training", "what do I need", "compare", "Mars"):
        ask(page, question)
    page.locator("summary").first.click()
    choose(page, "Association", "Southbank")
    expect(page.locator("#again")).to_be_visible()
    assert problems + barriers(page) == []


def barriers(page: Page) -> list[str]:
    """Serious and critical violations that axe finds, with the elements concerned."""
    found = Axe().run(page).response["violations"]
    return [f"{v['id']}: {[node['html'][:160] for node in v['nodes']]}" for v in found if v["impact"] in ("serious", "critical")]


def test_motion_stops_for_those_who_ask_for_less_of_it(visit: Open) -> None:
    page = visit(reduced_motion="reduce")
    ask(page, "training")
    moving = "[...document.querySelectorAll('#page *')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0).length"
    assert page.evaluate(moving) == 0
