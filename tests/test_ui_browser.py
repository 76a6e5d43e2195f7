"""The chat page in a real browser: asking, sources, scope, keyboard, phone, copying and download; nothing from another host."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browsers import launched, served
from chat_pages import PAUSE, Open, ask, boxes, choose, visits
from index_corpus import FAKE, FakeEncoder, build_fake, write_corpus
from playwright.sync_api import Browser, expect
from ui_fakes import RuleAssistant, in_loop

from assistant.application import open_live
from assistant.settings import Settings
from ui.hosting import build_app

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assistant = RuleAssistant(tmp_path_factory.mktemp("corpus"))
    with served(in_loop(lambda: build_app(assistant, pause=PAUSE))) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    with visits(browser, address) as opened:
        yield opened


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
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Open in the document (source 1").click()
    document = opening.value
    expect(document.locator("mark")).to_have_text("At least 71 clock hours of training are required.")
    expect(document.locator("mark")).to_be_in_viewport()
    document.close()
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


def test_motion_stops_for_those_who_ask_for_less_of_it(visit: Open) -> None:
    page = visit(reduced_motion="reduce")
    ask(page, "training")
    moving = "[...document.querySelectorAll('#page *')].filter(e => parseFloat(getComputedStyle(e).transitionDuration) > 0).length"
    assert page.evaluate(moving) == 0
