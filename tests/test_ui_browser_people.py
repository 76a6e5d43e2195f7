"""The chat page for everybody, in a real browser: focus, announcements, keyboard, consent before anything is kept, and no barrier that axe finds."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browsers import barriers, launched, served
from chat_pages import PAUSE, Open, ask, choose, finished, visits
from playwright.sync_api import Browser, Page, expect
from ui_fakes import RuleAssistant, in_loop

from ui.hosting import build_app
from ui.records.records import Records, open_records

pytestmark = pytest.mark.browser
SENTENCE = "This text is stored for 30 days so that staff can read it. Names, numbers and addresses were taken out: check that nothing private is left."
PRIVATE = "My name is Marisol Quintanilla, 505-555-0142. How much training?"
LISTEN = """() => {
  window.told = [];
  const seen = new WeakSet();
  const watch = () => document.querySelectorAll('[aria-live], [role=status], [role=alert], [role=log]').forEach((region) => {
    if (seen.has(region)) return;
    seen.add(region);
    if (region.textContent.trim()) window.told.push(region.textContent);
    new MutationObserver(() => { if (region.textContent.trim()) window.told.push(region.textContent); })
      .observe(region, { childList: true, characterData: true, subtree: true });
  });
  watch();
  new MutationObserver(watch).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['aria-live', 'role'] });
}"""
FOCUSED = "document.activeElement === document.body ? 'nothing' : (document.activeElement.ariaLabel || document.activeElement.textContent).trim() || 'unnamed'"
IN_SIGHT = """() => {
  const { left, top, width, height } = document.activeElement.getBoundingClientRect();
  return document.activeElement.contains(document.elementFromPoint(left + width / 2, top + height / 2));
}"""


@pytest.fixture(scope="module")
def records(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Records]:
    opened = open_records(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.sqlite3'}", keep_days=30)
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, records: Records) -> Iterator[str]:
    assistant = RuleAssistant(tmp_path_factory.mktemp("corpus"))
    with served(in_loop(lambda: build_app(assistant, pause=PAUSE, desk=records))) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    with visits(browser, address) as opened:
        yield opened


def consent(page: Page, button: str) -> None:
    """Press one of the three buttons below the last answer and wait for what it asks."""
    page.locator("#present").get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#present .consent")).to_be_focused()


@pytest.mark.parametrize("touch", [False, True])
def test_focus_is_never_lost_to_the_body(visit: Open, touch: bool) -> None:
    page = visit(390 if touch else 1280, 800, has_touch=touch, is_mobile=touch)

    def press(name: str, answers: int | None = None) -> None:
        button = page.get_by_role("button", name=name, exact=True).last
        (button.tap if touch else button.click)()
        if answers is not None:
            finished(page, answers)
        still(name)

    def still(action: str) -> None:
        page.wait_for_timeout(60)
        assert page.evaluate(FOCUSED) != "nothing", f"after {action}"

    starter = page.locator(".follow-up").first
    (starter.tap if touch else starter.click)()
    finished(page, 0)
    still("a question to begin with")
    press("And for renewal?", 1)
    choose(page, "Association", "Southbank (SBAIMH)")
    still("choosing an association")
    press("Answer the last question again", 1)
    page.get_by_label("Your question").fill("crash")
    press("Ask", 2)
    ask(page, "training")
    still("asking by the keyboard")
    press("Ask")
    page.locator("#present a.mark").click()
    still("a mark")
    page.locator("#present summary").click()
    still("a source")
    press("Copy answer")
    for name in ("Helpful", "Cancel", "Helpful", "Helpful", "Not helpful", "Send this question to the association", "Send"):
        press(name)
        page.wait_for_timeout(100)
        still(name)
    press("Send this question to the association")
    with page.expect_download():
        press("Download conversation")
    press("New conversation")
    expect(page.locator(".turn")).to_have_count(0)
    still("a new conversation")


def test_each_finished_answer_is_announced_once(visit: Open) -> None:
    page = visit()
    page.evaluate(LISTEN)
    for question in ("training", "training", "what do I need", "compare", "Mars", "crash"):
        ask(page, question)
        page.get_by_role("button", name="Ask", exact=True).click()
        page.wait_for_timeout(250)
    told = [text.strip() for text in page.evaluate("window.told")]
    assert len(told) == 6, told
    assert [text.startswith("Answer: ") for text in told] == [True] * 6
    assert told[0] == told[1]
    for text, words in zip(told[1:], ("71 clock hours", "References", "38 clock hours", "No document of Mars", "Something went wrong"), strict=True):
        assert words in text
    assert "Requirements > Training" not in told[0], "sources are not read out with the answer"
    assert page.locator("#announcements").count() == 1


def test_nothing_is_kept_before_send_and_what_is_kept_was_shown(visit: Open, records: Records) -> None:
    page = visit()
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.url.rpartition("/api/")[2]) if "/api/kept" in request.url else None)
    before = len(records.queue.waiting())
    ask(page, "What about Southbank?")
    ask(page, PRIVATE)
    assert sent == []
    consent(page, "Send this question to the association")
    part = page.locator("#present .consent")
    expect(part).to_contain_text(SENTENCE)
    shown = part.locator("blockquote").inner_text()
    assert "How much training?" in shown
    assert "Quintanilla" not in part.inner_text()
    assert "555" not in part.inner_text()
    assert part.locator("li").all_inner_texts() == ["What about Southbank?"]
    page.keyboard.press("Escape")
    expect(part).to_have_count(0)
    expect(page.locator("#present [data-keep=sent]")).to_be_focused()
    assert (sent, len(records.queue.waiting())) == (["kept/preview"], before)

    consent(page, "Not helpful")
    page.keyboard.press("Tab")
    expect(part.get_by_role("button", name="Send")).to_be_focused()
    assert page.evaluate(IN_SIGHT)
    page.keyboard.press("Enter")
    expect(page.locator("#present .said")).to_have_text("Thank you. It is stored for staff to read.")
    expect(page.locator("#announcements")).to_have_text("Thank you. It is stored for staff to read.")
    expect(page.locator("#present [data-keep=unhelpful]")).to_be_focused()
    kept = records.queue.waiting()[before:]
    assert [(each.kind, each.question, each.turns) for each in kept] == [("unhelpful", shown, ("What about Southbank?",))]
    page.keyboard.press("Enter")
    expect(page.locator("#present .said")).to_have_text("You have sent this already.")
    assert len(records.queue.waiting()) == before + 1


def test_what_fails_is_told_in_place_and_keeps_nothing(visit: Open, records: Records) -> None:
    page = visit(failing=True)
    before = len(records.queue.waiting())
    ask(page, "training")
    page.route("**/api/kept/preview", lambda route: route.fulfill(status=429, json={"error": "this address has asked too much"}))
    page.get_by_role("button", name="Helpful", exact=True).click()
    expect(page.locator(".said")).to_have_text("This did not work: this address has asked too much.")
    expect(page.get_by_role("button", name="Helpful", exact=True)).to_be_focused()
    page.unroute("**/api/kept/preview")
    page.route("**/api/kept", lambda route: route.abort())
    consent(page, "Helpful")
    page.get_by_role("button", name="Send", exact=True).click()
    expect(page.locator(".said")).to_have_text("Nothing was stored: the server cannot be reached; try again.")
    expect(page.get_by_role("button", name="Send", exact=True)).to_be_focused()
    assert barriers(page) == []
    assert len(records.queue.waiting()) == before


def test_everything_is_reached_by_the_keyboard_and_is_in_sight_there(visit: Open) -> None:
    page = visit(1280, 700)
    ask(page, "what do I need")
    ask(page, "training")
    page.get_by_label("Your question").press("Shift+Tab")
    reached: list[str] = []
    for _ in range(60):
        name = page.evaluate(FOCUSED)
        if name in {"nothing", "Go to the question box"}:
            break
        reached.append(name)
        page.wait_for_function(IN_SIGHT)
        page.keyboard.press("Shift+Tab")
    for name in (
        "Copy answer",
        "Helpful",
        "Not helpful",
        "Send this question to the association",
        "Source 1",
        "Source 2",
        "And for renewal?",
        "Association",
        "Edition",
    ):
        assert reached.count(name) >= 1, (name, reached)
    assert sum(name.startswith("Open in the document") for name in reached) == 3
    page.get_by_label("Your question").focus()
    for name in ("Ask", "Download conversation", "New conversation"):
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED) == name
        page.wait_for_function(IN_SIGHT)
    page.keyboard.press("Enter")
    expect(page.locator(".turn")).to_have_count(0)
    expect(page.get_by_label("Your question")).to_be_focused()


def test_no_barrier_at_all_in_any_state(visit: Open) -> None:
    page = visit(1280, 800, reduced_motion="reduce")

    def checked(state: str) -> list[str]:
        found = []
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 800})
            page.wait_for_timeout(60)
            assert page.evaluate("document.documentElement.scrollWidth") == width, state
            for scheme in () if width == 320 else ("dark", "light"):
                page.emulate_media(color_scheme=scheme)
                page.wait_for_function("dark => document.body.classList.contains('dark') === dark", arg=scheme == "dark")
                found += [f"{state}, {width}, {scheme}: {problem}" for problem in barriers(page)]
        page.set_viewport_size({"width": 1280, "height": 800})
        return found

    problems = checked("empty")
    for question in ("training", "what do I need", "compare", "Mars", "crash"):
        ask(page, question)
    problems += checked("answered, refused and failed")
    ask(page, "How much training " + "unbroken" * 30)
    page.locator("#present summary").click()
    choose(page, "Association", "Southbank")
    expect(page.locator("#again")).to_be_visible()
    consent(page, "Not helpful")
    page.get_by_label("Category", exact=True).click()
    problems += checked("source, consent and choice open")
    assert problems == []


@pytest.mark.parametrize("width", [320])
def test_asking_for_consent_moves_nothing_for_those_who_want_less_motion(visit: Open, width: int) -> None:
    page = visit(width, 700, reduced_motion="reduce", color_scheme="dark", is_mobile=True, has_touch=True)
    ask(page, PRIVATE)
    consent(page, "Send this question to the association")
    moving = "e => parseFloat(getComputedStyle(e).transitionDuration) > 0 || getComputedStyle(e).animationName !== 'none'"
    assert page.evaluate(f"[...document.querySelectorAll('#page *')].filter({moving}).length") == 0
    assert page.evaluate("document.documentElement.scrollWidth") == width
