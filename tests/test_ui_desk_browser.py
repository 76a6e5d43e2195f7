"""The desk in a real browser: a message becomes a reply, a word becomes a name, a staff answer is cited; keyboard, phone, no script, no barrier."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from browsers import barriers, launched, served
from desk_fakes import LETTER, NAME, PASSWORD, Rig
from playwright.sync_api import Browser, Page, expect
from script_texts import BLNS, SCRIPTS

pytestmark = pytest.mark.browser
Open = Callable[..., Page]
TEXTS = tuple(dict.fromkeys((*SCRIPTS, *BLNS)))


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    yield rig
    rig.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, rig: Rig) -> Iterator[Open]:
    """Opens the desk, logged in. In the end: no page may have called another host, opened a dialog or logged an error."""
    faults: list[str] = []
    contexts = []
    with served(rig.app) as address:

        def opened(width: int = 1280, path: str = "/helpdesk", who: str = NAME, **options: Any) -> Page:
            context = browser.new_context(viewport={"width": width, "height": 850}, base_url=address, reduced_motion="reduce", **options)
            contexts.append(context)
            page = context.new_page()
            own = urlsplit(address).netloc
            page.on("request", lambda r: faults.append(r.url) if urlsplit(r.url).netloc not in {own, ""} else None)
            page.on("console", lambda m: faults.append(m.text) if m.type == "error" and "status of 4" not in m.text else None)
            page.on("pageerror", lambda error: faults.append(str(error)))
            page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
            page.goto(path)
            if who:
                page.get_by_label("Name").fill(who)
                page.get_by_label("Password").fill(PASSWORD)
                page.get_by_role("button", name="Log in").click()
                page.wait_for_url(f"**{path}")
            return page

        yield opened
        for context in contexts:
            context.close()
    assert faults == []


def read(page: Page, letter: str = LETTER) -> None:
    page.get_by_label("The message").fill(letter)
    page.get_by_role("button", name="Find the questions").click()
    expect(page.locator("#questions")).to_be_focused()


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.id || document.activeElement.textContent.trim() || document.activeElement.tagName"))


def test_a_message_becomes_a_reply_whose_wrong_figure_is_shown_and_that_is_copied(visit: Open) -> None:
    page = visit(permissions=["clipboard-read", "clipboard-write"])
    read(page)
    expect(page.get_by_role("heading", name="2 questions")).to_be_visible()
    expect(page.locator(".letter")).to_contain_text("[name]")
    reply = page.get_by_label("Text of the reply")
    before = page.locator("#checks .doubts li").count()
    reply.fill(reply.input_value().replace("71 clock hours", "17 clock hours", 1))
    reply.evaluate("e => e.dataset.same = 'yes'")
    page.get_by_role("button", name="Check again").click()
    expect(page.locator("#checked")).to_be_focused()
    expect(page.locator("#checks .doubts li")).to_have_count(before + 1)
    expect(page.locator("#checks .doubts")).to_contain_text("17 clock hours")
    expect(page.locator("#email")).to_contain_text("17 clock hours")
    assert reply.evaluate("e => e.dataset.same") == "yes"
    page.get_by_role("button", name="Copy as text").click()
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    expect(page.locator("#said")).to_have_text("Copied")
    assert page.evaluate("navigator.clipboard.readText()").startswith("Hello,")
    reply.fill("Hello <b>you</b>,\n\nsee https://example.org/nv.")
    page.get_by_role("button", name="Copy as e-mail").click()
    expect(page.locator("[data-copy-email]")).to_have_text("Copied")
    kinds = "async kind => (await (await navigator.clipboard.read())[0].getType(kind)).text()"
    assert page.evaluate(kinds, "text/plain") == "Hello <b>you</b>,\n\nsee https://example.org/nv."
    html = page.evaluate(kinds, "text/html")
    assert "<p>Hello &lt;b&gt;you&lt;/b&gt;,</p>" in html
    assert '<a href="https://example.org/nv"' in html


def test_a_source_opens_at_its_sentence(visit: Open) -> None:
    page = visit()
    read(page)
    page.get_by_role("link", name="Source 1").first.click()
    assert page.locator("li:target q").first.is_visible()
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Open in the document").first.click()
    expect(opening.value.locator("mark").first).to_be_in_viewport()
    expect(opening.value.locator("mark").first).to_contain_text("At least 71 clock hours")


def test_a_word_of_the_queue_becomes_a_name_without_leaving_the_page(visit: Open, rig: Rig) -> None:
    rig.keep("How much training in the Great Pines?", status="not_covered", terms=("great pines",), site="nv.example")
    rig.build.go.clear()
    page = visit(path="/helpdesk/queue")
    page.get_by_label("“great pines” means").select_option("Southbank (SBAIMH)")
    page.get_by_role("button", name="Make it another name").click()
    expect(page.locator(".done")).to_be_focused()
    expect(page.locator("#state")).to_contain_text("being taken over")
    rig.build.go.set()
    expect(page.locator("#state .tag")).to_have_text("in use", timeout=15_000)
    expect(page.locator("#state")).not_to_contain_text("being taken over")
    page.get_by_role("link", name="Message").click()
    read(page, "Hello, how much training is asked for in the Great Pines?")
    expect(page.locator(".asked .answer")).to_contain_text("38 clock hours")


def test_a_staff_answer_is_written_from_a_question_and_cited_in_a_later_answer(visit: Open, rig: Rig) -> None:
    rig.keep("May the training on mars be taken at home?", status="not_covered")
    page = visit(path="/helpdesk/queue")
    page.get_by_role("link", name="Write a staff answer").click()
    expect(page.get_by_label("Questions that it answers")).to_have_value("May the training on mars be taken at home?")
    page.get_by_label("Answer", exact=True).fill("Yes, it may be taken at home. At least 40 clock hours of training are required.")
    page.get_by_label("Find sentences").fill("training")
    page.get_by_label("Find sentences").press("Enter")
    expect(page.locator("#found")).to_be_focused()
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".problem")).to_be_focused()
    page.locator(".problem a").first.click()
    assert focused(page) == "text"
    page.get_by_label("Answer", exact=True).fill("Yes, it may be taken at home. At least 71 clock hours of training are required.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".done")).to_be_focused()
    page.get_by_role("link", name="Message").click()
    read(page, "Hello, may the training on mars be taken at home?")
    expect(page.locator(".asked .answer")).to_contain_text("Yes, it may be taken at home.")
    expect(page.locator(".asked .sources")).to_contain_text("not a guideline")
    with page.context.expect_page() as opening:
        page.get_by_role("link", name="Open in the document").first.click()
    expect(opening.value.locator("mark")).to_have_text("Yes, it may be taken at home.")


def test_everything_works_by_keyboard_and_the_focus_is_never_lost(visit: Open, rig: Rig) -> None:
    rig.keep("How much training?")
    page = visit()
    page.keyboard.press("Tab")
    assert focused(page) == "Go to the content"
    page.keyboard.press("Enter")
    assert focused(page) == "content"
    page.keyboard.press("Tab")
    assert focused(page) == "letter"
    page.keyboard.insert_text(LETTER)
    for _ in range(3):
        page.keyboard.press("Tab")
    assert focused(page) == "Find the questions and answer them"
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("#questions")).to_be_focused()
    page.get_by_role("button", name="Remove question 2").press("Enter")
    expect(page.get_by_role("heading", name="1 question", exact=True)).to_be_focused()
    page.get_by_role("button", name="Add a question").press("Enter")
    expect(page.get_by_label("Question 2", exact=True)).to_be_focused()
    page.get_by_role("button", name="Write a new draft").press("Enter")
    expect(page.get_by_role("heading", name="Your reply")).to_be_focused()
    page.get_by_role("navigation", name="Helpdesk").get_by_role("link", name="Questions").press("Enter")
    page.get_by_role("button", name="Settle").press("Enter")
    expect(page.locator(".done")).to_be_focused()
    page.get_by_role("link", name="Missing documents").press("Enter")
    page.get_by_label("What is missing").fill("Guideline of Mars")
    page.get_by_label("What is missing").press("Enter")
    expect(page.locator(".done")).to_be_focused()


def test_without_a_script_every_step_works_too(visit: Open, rig: Rig) -> None:
    page = visit(java_script_enabled=False)
    page.get_by_label("The message").fill(LETTER)
    page.get_by_role("button", name="Find the questions").click()
    reply = page.get_by_label("Text of the reply")
    reply.fill(reply.input_value().replace("71 clock hours", "17 clock hours", 1))
    page.get_by_role("button", name="Check again").click()
    expect(page.locator("#checks .doubts")).to_contain_text("17 clock hours")
    expect(page.get_by_text("To copy, select the text above")).to_be_visible()
    expect(page.get_by_role("button", name="Copy as text")).to_be_hidden()


def test_a_reply_survives_the_end_of_the_session(visit: Open, rig: Rig) -> None:
    page = visit()
    read(page)
    page.get_by_label("Text of the reply").fill("My own words of 17 hours.")
    rig.clock.forward(hours=11)
    page.get_by_role("button", name="Check again").click()
    expect(page.get_by_text("what you wrote is still here")).to_be_visible()
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("Text of the reply")).to_have_value("My own words of 17 hours.")
    expect(page.locator("#checks .doubts")).to_contain_text("17 hours")


def test_a_form_that_is_too_large_is_told_before_it_is_sent(visit: Open) -> None:
    page = visit()
    page.get_by_label("The message").fill("How many hours of training? " * 700)
    page.get_by_role("button", name="Find the questions").click()
    expect(page.locator(".too-large")).to_be_focused()
    expect(page.locator(".too-large")).to_contain_text("more than can be taken at a time")
    page.get_by_label("The message").fill("How many hours of training? " * 230)
    page.get_by_role("button", name="Find the questions").click()
    expect(page.locator(".problem")).to_be_focused()
    expect(page.locator(".problem")).to_contain_text("This message is too long: 6,440 characters")


def test_a_page_of_another_site_can_neither_post_nor_frame(visit: Open, rig: Rig, browser: Browser) -> None:
    number = rig.keep("How much training?")
    page = visit(path="/helpdesk/queue")
    address = page.url.split("/helpdesk")[0]
    evil = (
        f'<form id="f" method="post" action="{address}/helpdesk/queue/{number}"><input name="do" value="delete"></form>'
        f'<iframe src="{address}/helpdesk"></iframe><script>setTimeout(() => document.getElementById("f").submit(), 300)</script>'
    )

    async def elsewhere(scope: Any, receive: Any, send: Any) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/html")]})
        await send({"type": "http.response.body", "body": evil.encode()})

    with served(elsewhere, lifespan="off") as origin:
        other = page.context.new_page()
        other.goto(origin.replace("127.0.0.1", "localhost"))
        expect(other.get_by_text("This was not sent from a page of the desk.")).to_be_visible()
        other.close()
    assert rig.records.queue.get(number) is not None


def fill(rig: Rig) -> None:
    """Something of everything on every page."""
    rig.keep("How much training?", site="nv.example", turns=("What about Southbank?",))
    rig.keep("What about Mars?", "unhelpful", status="not_covered", terms=("mars",))
    for number in range(12):
        rig.keep(f"Another question, {number}?")
    rig.keep("Thanks?", "helpful")
    rig.records.requests.add("Guideline of Mars", "Two lines\nof a note.", NAME)
    rig.records.aliases.add("Great Pines", "association", "SBAIMH", NAME)
    rig.takeover.failure = "The index could not be built."  # type: ignore[union-attr]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_nobody_meets_a_barrier(visit: Open, rig: Rig, width: int, scheme: str) -> None:
    fill(rig)
    found: list[str] = []
    out = visit(width, "/helpdesk/login", "", color_scheme=scheme)
    found += barriers(out)
    out.get_by_label("Name").fill("x")
    out.get_by_label("Password").fill("y")
    out.get_by_role("button", name="Log in").click()
    expect(out.locator("#login-fault")).to_be_visible()
    found += barriers(out)
    page = visit(width, color_scheme=scheme)
    found += barriers(page)
    page.get_by_label("The message").evaluate("e => e.required = false")
    page.get_by_role("button", name="Find the questions").click()
    expect(page.locator(".problem")).to_be_visible()
    found += barriers(page)
    read(page, LETTER + "\nWhat about the mars office?")
    found += barriers(page)
    page.get_by_label("Text of the reply").fill("It takes 17 hours.\n\n- one\n- two https://example.org/nv")
    page.get_by_role("button", name="Check again").click()
    expect(page.locator("#checked")).to_be_focused()
    found += barriers(page)
    page.goto("/helpdesk/answers/new?from=1")
    page.get_by_label("Answer", exact=True).fill("Yes.")
    page.get_by_role("button", name="Save").click()
    expect(page.locator(".problem")).to_be_visible()
    found += barriers(page)
    page.get_by_role("checkbox").first.check()
    page.get_by_role("button", name="Save").click()
    rig.assistant.reworded({"taught": "held"})
    for path in ("answers", "answers/1", "queue", "requests", "aliases", "account", "nothing"):
        page.goto(f"/helpdesk/{path}")
        found += barriers(page)
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
    page.goto("/documents/staff-answer-1")
    found += barriers(page)
    assert found == []


def test_a_narrow_screen_needs_no_scrolling_sideways(visit: Open, rig: Rig) -> None:
    fill(rig)
    page = visit(320)
    read(page, LETTER + "\n" + "unbroken" * 40 + "?")
    for path in ("", "answers/new", "queue", "requests", "aliases", "account"):
        if path:
            page.goto(f"/helpdesk/{path}")
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path


def test_script_like_texts_run_nothing_and_call_nobody(visit: Open, rig: Rig) -> None:
    from assistant.staff import StaffAnswer

    for text in TEXTS:
        rig.keep(text, status="not_covered", terms=(text,), site=text[:200], turns=(text,))
        rig.records.requests.add(text, text, NAME)
        rig.records.aliases.add(text[:200], "association", "NVAIMH", NAME)
        rig.records.staff.add(StaffAnswer(0, (text,), text, text[:200], rig.clock().date(), (), (), (), rig.clock().date()))
    page = visit()
    for path in ("answers", "answers/3", "queue", "queue?page=9", "queue?page=27", "requests", "aliases"):
        page.goto(f"/helpdesk/{path}")
        assert page.locator("main script, iframe, img, svg, style, object, embed, base, main meta, main link").count() == 0
        page.keyboard.press("Tab")
    page.goto("/helpdesk")
    for start in range(0, len(TEXTS), 46):
        texts = TEXTS[start : start + 46]
        page.goto("/helpdesk")
        read(page, "How many hours?\n" + "\n".join(texts)[:5000])
        page.get_by_label("Question 1", exact=True).fill(texts[0])
        page.get_by_label("Text of the reply").fill("\n\n".join(texts)[:6000])
        page.get_by_role("button", name="Check again").click()
        expect(page.locator("#checked")).to_be_focused()
        assert page.locator("#work script, iframe, img, svg, style, object, embed, base, main meta, main link").count() == 0
    page.goto("/documents/staff-answer-4")


def test_two_people_of_the_staff_see_nothing_of_each_others_messages(visit: Open, rig: Rig) -> None:
    rig.records.accounts.add("Otto Brandt", PASSWORD)
    first, second = visit(), visit(who="Otto Brandt")
    read(first)
    read(second, "Hello, how much training is asked for in Southbank?")
    expect(first.locator("#email")).to_contain_text("71 clock hours")
    expect(second.locator("#email")).to_contain_text("38 clock hours")
    second.goto("/helpdesk")
    expect(second.get_by_label("The message")).to_have_value("")
