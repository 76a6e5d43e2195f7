"""The widget in a real browser, on a page of another origin under a strict policy."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from browsers import barriers, launched, website
from playwright.sync_api import Browser, Route, expect
from widget_stage import LABEL, TEXTS, Stage, Visit, Visitor, staged, visits

pytestmark = pytest.mark.browser
SHIFTS = (
    "() => new Promise(done => { let sum = 0; new PerformanceObserver(list => list.getEntries().forEach(e => { sum += e.value; }))"
    ".observe({ type: 'layout-shift', buffered: true }); setTimeout(() => done(sum), 400); })"
)
SPEAK = (
    "() => { window.said = []; const place = document.querySelector('[role=status]');"
    "new MutationObserver(() => place.textContent && window.said.push(place.textContent))"
    ".observe(place, { childList: true, characterData: true, subtree: true }); }"
)
INSIDE = "document.querySelector('endorsement-widget').shadowRoot.querySelector('iframe').contentWindow"
FOCUS = "() => { const at = document.activeElement; return at === document.body ? 'body' : at.ariaLabel || at.textContent; }"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture(scope="module")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    with staged(tmp_path_factory.mktemp("stage")) as stage:
        yield stage


@pytest.fixture
def visit(browser: Browser, stage: Stage) -> Iterator[Visit]:
    with visits(browser, stage) as visit:
        yield visit


def to_assistant(visitor: Visitor, stage: Stage) -> list[str]:
    return [urlsplit(url).path for url in visitor.requests if url.startswith(stage.assistant)]


def replying(status: int) -> Callable[[Route], None]:
    return lambda route: route.fulfill(status=status, headers={"Retry-After": "7"}, body="{}")


def test_one_request_before_the_click_and_nothing_of_the_page_moves(visit: Visit, stage: Stage) -> None:
    visitor = visit()
    expect(visitor.launcher).to_have_text(LABEL)
    assert visitor.page.evaluate(SHIFTS) == 0
    assert to_assistant(visitor, stage) == ["/widget.js"]
    expect(visitor.launcher).to_have_attribute("aria-expanded", "false")
    visitor.open()
    expect(visitor.launcher).to_have_attribute("aria-expanded", "true")
    expect(visitor.page.get_by_role("dialog", name="Endorsement assistant")).to_be_visible()
    visitor.ask("training")
    assert visitor.page.evaluate(SHIFTS) == 0
    assert to_assistant(visitor, stage) == ["/widget.js", "/widget", "/widget/panel.css", "/widget/panel.js", "/api/ask/stream"]
    assert visitor.page.context.cookies() == []


def test_a_question_its_answer_its_citation_and_the_document_at_the_sentence(visit: Visit, stage: Stage) -> None:
    visitor = visit().open()
    answer = visitor.ask("How much training?")
    expect(answer.locator(".lead")).to_contain_text("At least 71 clock hours of training are required.")
    expect(answer.locator(".whose")).to_contain_text("Northvale (NVAIMH), 2031-05-02")
    answer.locator("details").evaluate("list => { list.open = false; }")
    answer.get_by_role("link", name="Source 1").click()
    link = answer.get_by_role("link", name="Requirements › Training, page 4 (opens in a new tab)")
    expect(link).to_be_focused()
    assert link.get_attribute("rel") == "noopener"
    with visitor.page.context.expect_page() as opening:
        link.press("Enter")
    document = opening.value
    assert document.url.startswith(f"{stage.assistant}/documents/nv-2031?q=")
    expect(document.locator("mark")).to_have_text("At least 71 clock hours of training are required.")
    expect(document.locator(".passage:target mark")).to_be_in_viewport()
    visitor.panel.get_by_role("button", name="And for renewal?").click()
    expect(visitor.panel.locator("article").last.locator(".lead")).to_contain_text("Renewal takes 9 clock hours")
    expect(visitor.box).to_be_focused()


def test_on_a_website_that_is_not_listed_neither_the_frame_nor_the_interface_answers(visit: Visit, stage: Stage) -> None:
    visitor = visit(site=stage.other)
    visitor.page.wait_for_timeout(300)
    assert visitor.page.locator("endorsement-widget").count() == 0
    assert len(visitor.told) == 1
    assert "not on the list" in visitor.told[0]
    visitor.page.goto(f"{stage.other}/bare")
    for site in (stage.site, stage.other):
        visitor.page.evaluate(
            "src => { const f = document.createElement('iframe'); f.src = src; document.body.append(f); }", f"{stage.assistant}/widget?site={site}"
        )
    visitor.page.wait_for_timeout(800)
    assert [frame.url.split(":")[0] for frame in visitor.page.frames[1:]] == ["chrome-error"] * 2
    asking = (
        "([url, type]) => fetch(url, { method: 'POST', headers: { 'Content-Type': type }, body: '{\"turns\": [\"training\"]}' })"
        ".then(reply => reply.text(), () => 'refused')"
    )
    for path in ("/api/ask", "/api/ask/stream"):
        for kind in ("application/json", "text/plain"):
            assert visitor.page.evaluate(asking, [stage.assistant + path, kind]) == "refused"
    assert len(visitor.faults) >= 6
    assert all("frame-ancestors" in fault or "CORS" in fault or "Failed to load resource" in fault for fault in visitor.faults)
    visitor.faults.clear()


def test_the_association_is_a_beginning_that_words_and_hands_can_change(visit: Visit) -> None:
    visitor = visit().open()
    chip = visitor.panel.get_by_label("Association", exact=True)
    expect(chip).to_have_value("NVAIMH")
    visitor.ask("training")
    expect(visitor.panel.get_by_label("Category", exact=True).locator("option").first).to_have_text("Infant Family Specialist (Level II)")
    answer = visitor.ask("And in Southbank?")
    expect(answer.locator(".lead")).to_contain_text("38 clock hours")
    expect(chip).to_have_value("SBAIMH")
    chip.select_option("NVAIMH")
    visitor.panel.get_by_role("button", name="Answer the last question again").click()
    expect(visitor.panel.locator("article").last.locator(".lead")).to_contain_text("71 clock hours")
    expect(visitor.panel.locator("article")).to_have_count(2)
    visitor.panel.get_by_role("button", name="New conversation").click()
    expect(visitor.panel.locator("article")).to_have_count(0)
    chip.select_option("")
    with visitor.page.expect_request("**/api/ask/stream") as asked:
        visitor.ask("compare")
    assert asked.value.post_data_json == {"turns": ["compare"], "associations": [], "categories": [], "presumed": True}


def test_each_layout_is_readable_on_a_small_phone_and_nothing_is_too_small_to_touch(visit: Visit) -> None:
    visitor = visit(320, 568, has_touch=True, is_mobile=True)
    visitor.launcher.tap()
    expect(visitor.box).to_be_visible()
    for question in ("training", "what do i need", "compare", "Mars", "How much training " + "unbroken" * 30):
        visitor.ask(question)
        assert visitor.frame.evaluate("document.documentElement.scrollWidth <= 320 && document.querySelector('main').scrollWidth <= 320")
    rows = visitor.panel.locator("article").nth(1).locator("dt")
    expect(rows).to_have_text(["Training", "References"])
    expect(visitor.panel.locator("article").nth(2).locator("dt")).to_have_text(["Northvale (NVAIMH), 2031-05-02", "Southbank (SBAIMH), undated"])
    expect(visitor.panel.locator("article").nth(3).get_by_role("link", name="Ask the association")).to_be_visible()
    assert visitor.page.locator("endorsement-widget iframe").bounding_box() == {"x": 0, "y": 0, "width": 320, "height": 568}
    small = (
        "[...document.querySelectorAll('button, select, summary, textarea, a:not(.mark)')].filter(e => e.checkVisibility())"
        ".map(e => [e.ariaLabel || e.textContent, e.getBoundingClientRect()]).filter(([_, r]) => r.width < 44 || r.height < 43.5).map(([name]) => name)"
    )
    assert visitor.frame.evaluate(small) == []


def test_everything_can_be_done_by_keyboard_and_focus_is_never_lost(visit: Visit) -> None:
    visitor = visit()
    keyboard = visitor.page.keyboard
    expect(visitor.launcher).to_be_visible()
    visitor.page.get_by_role("link", name="Read more").focus()
    keyboard.press("Tab")
    expect(visitor.launcher).to_be_focused()
    keyboard.press("Enter")
    expect(visitor.box).to_be_focused()
    keyboard.type("what do i need")
    keyboard.press("Enter")
    expect(visitor.panel.locator(".rows")).to_be_visible()
    expect(visitor.box).to_be_focused()
    seen: list[str] = []
    for _ in range(14):
        keyboard.press("Shift+Tab")
        seen.append(visitor.frame.evaluate(FOCUS))
    wanted = [
        "Category",
        "Association",
        "And for renewal?",
        "Send this question to the association",
        "Not helpful",
        "Helpful",
        "2 sources",
        "Source 2",
        "Source 1",
    ]
    assert [name for name in wanted if name not in seen] == []
    assert {"Conversation", "Close", "New conversation"} <= set(seen)
    assert "body" not in seen
    for name in ("And for renewal?", "New conversation"):
        visitor.panel.get_by_role("button", name=name).focus()
        keyboard.press("Enter")
        expect(visitor.box).to_be_focused()
    keyboard.press("Escape")
    expect(visitor.launcher).to_be_focused()
    expect(visitor.page.get_by_role("dialog")).to_be_hidden()
    visitor.open().ask("training")
    for close in (lambda: visitor.panel.get_by_role("button", name="Close").press("Enter"), lambda: visitor.launcher.press("Escape"), visitor.launcher.click):
        close()
        expect(visitor.launcher).to_be_focused()
        expect(visitor.launcher).to_have_attribute("aria-expanded", "false")
        visitor.open()
        expect(visitor.panel.locator("article")).to_have_count(1)


def test_on_a_phone_the_panel_holds_the_keyboard_until_it_is_closed(visit: Visit) -> None:
    visitor = visit(390, 844).open()
    reached = set()
    for _ in range(14):
        visitor.page.keyboard.press("Tab")
        reached.add(visitor.page.evaluate("document.activeElement.localName"))
    assert "a" not in reached
    visitor.page.set_viewport_size({"width": 1000, "height": 800})
    visitor.page.wait_for_timeout(200)
    expect(visitor.page.get_by_role("dialog")).to_be_visible()
    visitor.box.press("Escape")
    expect(visitor.launcher).to_be_focused()


def test_each_finished_answer_is_announced_once(visit: Visit) -> None:
    visitor = visit().open()
    visitor.frame.evaluate(SPEAK)
    for question in ("training", "training", "what do i need", "Mars"):
        visitor.ask(question)
    said = visitor.frame.evaluate("window.said")
    assert [text.split(":")[0] for text in said] == ["Answer"] * 4
    assert said[0] == said[1] == "Answer: Northvale (NVAIMH), 2031-05-02: At least 71 clock hours of training are required."
    assert said[3].startswith("Answer: Not in the guidelines held here: No document of Mars")
    assert visitor.frame.locator("[aria-live], [role=alert], [role=log]").count() == 1


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_no_barrier_whatever_the_widget_shows(visit: Visit, width: int, scheme: str) -> None:
    visitor = visit(width, 800, color_scheme=scheme, reduced_motion="reduce")
    expect(visitor.launcher).to_be_visible()
    found = barriers(visitor.page)
    visitor.open()
    found += barriers(visitor.page) + barriers(visitor.frame)
    for question in ("training", "what do i need", "compare", "Mars", "unreadable", "x" * 2001):
        if len(question) > 2000:
            visitor.box.fill(question)
            expect(visitor.panel.locator("#limit")).to_contain_text("at most 2,000")
        else:
            visitor.ask(question)
        found += barriers(visitor.frame)
    visitor.panel.get_by_role("button", name="Not helpful").last.click()
    expect(visitor.panel.get_by_role("button", name="Send", exact=True)).to_be_visible()
    assert found + barriers(visitor.frame) == []
    visitor.forgive("422")


def test_nothing_is_kept_before_send_and_then_what_was_shown(visit: Visit, stage: Stage) -> None:
    visitor = visit().open()
    answer = visitor.ask("How much training? My e-mail is ada@example.org")
    before = len(stage.records.queue.waiting())
    opener = answer.get_by_role("button", name="Send this question to the association")
    opener.click()
    consent = answer.get_by_role("region", name="Send this question to the association")
    expect(consent).to_be_focused()
    expect(consent).to_contain_text("This text is stored for 30 days so that staff can read it. Names, numbers and addresses were taken out")
    expect(consent.locator("blockquote")).to_contain_text("[e-mail]")
    consent.get_by_role("button", name="Cancel").click()
    expect(opener).to_be_focused()
    opener.click()
    expect(consent).to_be_focused()
    visitor.page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(visitor.page.get_by_role("dialog")).to_be_visible()
    assert len(stage.records.queue.waiting()) == before
    answer.get_by_role("button", name="Not helpful").click()
    shown = answer.locator("blockquote").inner_text()
    answer.get_by_role("button", name="Send", exact=True).click()
    expect(answer.locator(".said")).to_have_text("Thank you. It was sent, and is deleted after 30 days.")
    expect(answer.locator(".said")).to_be_focused()
    kept = stage.records.queue.waiting()[0] if before == 0 else max(stage.records.queue.waiting(), key=lambda question: question.id)
    assert (kept.kind, kept.question, kept.site) == ("unhelpful", shown, stage.site)
    assert "ada@" not in shown


def test_whatever_goes_wrong_is_said_in_plain_words(visit: Visit) -> None:
    visitor = visit().open()
    assert "the question is not text" in visitor.ask("unreadable").locator(".failed").inner_text().lower()
    assert "secret" not in visitor.ask("crash").locator(".failed").inner_text()
    visitor.page.context.set_offline(True)
    failed = visitor.ask("training").locator(".failed")
    expect(failed).to_contain_text("Check that you are online")
    visitor.page.context.set_offline(False)
    visitor.panel.get_by_role("button", name="Try again").click()
    expect(visitor.panel.locator("article").last.locator(".lead")).to_contain_text("71 clock hours")
    visitor.box.fill("x" * 2001)
    visitor.box.press("Enter")
    expect(visitor.panel.locator("#limit")).to_have_text("A question may have at most 2,000 characters; shorten it by 1.")
    expect(visitor.panel.locator("article")).to_have_count(3)
    for status, said in ((429, "try again in 7 seconds."), (503, "try again in 7 seconds."), (403, "cannot be asked from this page"), (500, "went wrong")):
        visitor.page.context.route("**/api/ask/stream", replying(status))
        expect(visitor.ask("training").locator(".failed")).to_contain_text(said)
        visitor.page.context.unroute("**/api/ask/stream")
    visitor.page.context.route("**/api/ask/stream", lambda route: route.fulfill(body='event: scope\ndata: {}\n\nevent: statement\ndata: {"te'))
    expect(visitor.ask("training").locator(".failed")).to_contain_text("broke off")
    visitor.forgive("422", "500", "429", "503", "403", "ERR_INTERNET_DISCONNECTED")


def test_two_visitors_are_not_mixed(visit: Visit) -> None:
    one, other = visit().open(), visit().open()
    one.ask("training in Southbank")
    expect(other.ask("training").locator(".lead")).to_contain_text("71 clock hours")
    expect(one.ask("training").locator(".lead")).to_contain_text("38 clock hours")
    expect(other.panel.locator("article")).to_have_count(1)
    assert "Southbank" not in other.panel.locator("main").inner_text()


def test_texts_stay_texts_in_questions_and_in_answers(visit: Visit) -> None:
    visitor = visit().open()
    visitor.ask("everything")
    elements = visitor.frame.evaluate("[...document.querySelector('main').querySelectorAll('*')].map(e => e.localName)")
    assert set(elements) <= set("article h2 h3 p div span dl dt dd ul ol li a q details summary button section".split())
    visitor.panel.get_by_role("button", name="New conversation").click()
    asked = 0
    for text in TEXTS:
        if not text.strip():
            continue
        visitor.box.fill(text)
        if not visitor.box.input_value().strip():
            continue
        visitor.box.press("Enter")
        asked += 1
        if asked % 15 == 0:
            expect(visitor.panel.locator("main")).to_have_attribute("aria-busy", "false")
            visitor.panel.get_by_role("button", name="New conversation").click()
        else:
            expect(visitor.panel.locator("main")).to_have_attribute("aria-busy", "false")
    assert asked > 230
    addresses = visitor.frame.evaluate("[...document.querySelectorAll('a')].map(a => a.getAttribute('href') || '')")
    assert all(address.startswith(("#source-", "/documents/", "https://society.example/")) for address in addresses)
    assert visitor.frame.evaluate("document.querySelectorAll('script').length") == 1


def test_a_hostile_page_around_the_panel_can_do_no_more_than_close_it(visit: Visit, stage: Stage) -> None:
    visitor = visit().open()
    visitor.ask("training")
    before, requests = visitor.frame.evaluate("document.body.innerHTML"), len(visitor.requests)
    closing = visitor.panel.get_by_role("button", name="Close")
    closing.focus()
    words = ["endorsement:close", "endorsement:opened", "endorsement:ask", {"kind": "ask", "question": "x"}, {"endorsement": "close"}, "__proto__", None]
    for word in words:
        visitor.page.evaluate(f"word => {INSIDE}.postMessage(word, '*')", word)
        visitor.page.evaluate("word => window.postMessage(word, '*')", word)
    visitor.page.wait_for_timeout(200)
    expect(closing).to_be_focused()
    assert visitor.frame.evaluate("document.body.innerHTML") == before
    assert len(visitor.requests) == requests
    expect(visitor.page.get_by_role("dialog")).to_be_visible()
    assert visitor.page.evaluate(f"() => {{ try {{ return {INSIDE}.document.body.textContent; }} catch (error) {{ return error.name; }} }}") == "SecurityError"
    visitor.frame.evaluate("parent.postMessage('endorsement:else', '*')")
    expect(visitor.page.get_by_role("dialog")).to_be_visible()
    visitor.frame.evaluate("parent.postMessage('endorsement:close', '*')")
    expect(visitor.page.get_by_role("dialog")).to_be_hidden()


@pytest.mark.parametrize("motion", ["reduce", "no-preference"])
def test_motion_stops_for_those_who_ask_for_less_of_it(visit: Visit, motion: Any) -> None:
    visitor = visit(reduced_motion=motion)
    moving = (
        "(root) => [...root.querySelectorAll('*')].map(e => getComputedStyle(e))"
        ".filter(style => parseFloat(style.transitionDuration) || style.animationName !== 'none').length"
    )
    visitor.open()
    around = visitor.page.evaluate(f"({moving})(document.querySelector('endorsement-widget').shadowRoot)")
    visitor.box.fill("training")
    within = visitor.frame.evaluate(f"({moving})(document)")
    assert within == 0
    assert (around > 0) == (motion == "no-preference")


def test_the_tag_sets_label_colour_and_side_and_a_silent_page_gets_the_usual_button(browser: Browser, stage: Stage) -> None:
    tag = 'data-position="left" data-label="Fragen &lt;b&gt;" data-accent="#ffd400" data-association="SBAIMH"'
    with website(assistant=stage.assistant, attributes=tag, referrer="no-referrer") as (_, origin), browser.new_context() as context:
        page = context.new_page()
        page.goto(origin)
        button = page.locator("endorsement-widget button").first
        expect(button).to_have_text("Fragen <b>")
        assert button.evaluate("b => [getComputedStyle(b).backgroundColor, getComputedStyle(b).color]") == ["rgb(255, 212, 0)", "rgb(11, 18, 20)"]
        box = button.bounding_box()
        assert box
        assert box["x"] < 40
        button.click()
        expect(page.get_by_text("The assistant could not be opened here.")).to_be_visible(timeout=8_000)
        page.get_by_role("dialog").get_by_role("button", name="Close").click()
        expect(button).to_be_focused()
