"""How a page gets to what a picture shows: questions asked on the chat page and in the widget, work done at the desk."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import FrameLocator, Locator, Page, expect
from stage import LETTER, NAME, PASSWORD, STAFF_QUESTION, STAFF_TEXT, Stage, send_questions

PATIENCE = 30_000
"""Milliseconds that an answer may take."""
CHECKLIST = "What do I need for Infant Family Specialist in Massachusetts?"
SUM = "I have 20 training hours, how many more do I need for Level II in Massachusetts?"
SHORT = "How many training hours for Level II?"
Play = Callable[[Page, Stage], None]


def open_chat(question: str) -> Play:
    """Asks on the chat page."""

    def play(page: Page, stage: Stage) -> None:
        page.goto(stage.assistant)
        box = page.get_by_label("Your question")
        expect(box).to_be_visible(timeout=PATIENCE)
        box.fill(question)
        box.press("Enter")
        expect(page.locator("#present .answer[aria-busy=false]")).to_be_visible(timeout=PATIENCE)
        expect(page.locator("#present .sources")).to_be_visible()
        page.locator("#present .turn").evaluate("turn => turn.scrollIntoView({ block: 'start', behavior: 'instant' })")

    return play


def open_document(page: Page, stage: Stage) -> None:
    """Opens the first source of an answer at its sentence."""
    answer = page.request.post(f"{stage.assistant}/api/ask", data={"turns": [SUM]}).json()
    page.goto(stage.assistant + answer["citations"][0]["document"])
    expect(page.locator("mark").first).to_be_in_viewport()


def open_website(page: Page, stage: Stage) -> None:
    """Opens the website that has the widget on it."""
    page.goto(stage.website)
    expect(page.locator("endorsement-widget").get_by_role("button")).to_be_visible()


def open_widget(page: Page, stage: Stage, question: str = SHORT) -> FrameLocator:
    """Opens the widget and asks in it."""
    open_website(page, stage)
    page.locator("endorsement-widget").get_by_role("button").first.click()
    panel = page.frame_locator("endorsement-widget iframe")
    box = panel.get_by_label("Your question")
    expect(box).to_be_focused()
    box.fill(question)
    box.press("Enter")
    expect(panel.locator(".answer:not(.waiting)")).to_be_visible(timeout=PATIENCE)
    expect(panel.get_by_role("button", name="Not helpful")).to_be_visible()
    panel.locator("article").evaluate("turn => turn.scrollIntoView({ block: 'start', behavior: 'instant' })")
    return panel


def ask_consent(page: Page, stage: Stage) -> None:
    """Shows what would be kept of a question that a visitor sends."""
    panel = open_widget(page, stage, f"My name is Ada Example. {SHORT}")
    panel.get_by_role("button", name="Send this question").click()
    expect(panel.get_by_role("button", name="Cancel")).to_be_visible()
    panel.locator(".consent").evaluate("part => part.scrollIntoView({ block: 'end', behavior: 'instant' })")


def open_desk(page: Page, stage: Stage, path: str = "") -> None:
    """Logs in at the desk."""
    page.goto(f"{stage.assistant}/helpdesk{path}")
    page.get_by_label("Name").fill(NAME)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("button", name="Log out")).to_be_visible()


def read_letter(page: Page, stage: Stage) -> None:
    """Has the questions of a message found and answered."""
    open_desk(page, stage)
    page.get_by_label("The message").fill(LETTER)
    page.get_by_role("button", name="Find the questions").click()
    expect(page.locator("#questions")).to_be_visible(timeout=PATIENCE)


def check_reply(page: Page, stage: Stage) -> None:
    """Changes a figure of the reply and has it checked."""
    read_letter(page, stage)
    reply = page.get_by_label("Text of the reply")
    reply.fill(reply.input_value().replace("30 clock hours", "40 clock hours", 1))
    page.get_by_role("button", name="Check again").click()
    expect(page.locator("#checks .doubts")).to_contain_text("40 clock hours", timeout=PATIENCE)
    reply.evaluate("text => { text.scrollTop = 0 }")
    show(page.locator("#your-reply"))


def open_queue(page: Page, stage: Stage) -> None:
    """Shows what visitors sent, which is sent when it is first looked at."""
    open_desk(page, stage, "/queue")
    if not page.get_by_role("link", name="Write a staff answer").count():
        send_questions(page.request, stage)
        page.reload()


def open_words(page: Page, stage: Stage) -> None:
    """Shows the words that were not understood."""
    open_queue(page, stage)
    show(page.locator("#terms"))


def write_answer(page: Page, stage: Stage) -> None:
    """Writes a staff answer to the first question of the queue."""
    open_queue(page, stage)
    page.get_by_role("link", name="Write a staff answer").first.click()
    page.get_by_label("Questions that it answers").fill(STAFF_QUESTION)
    page.get_by_label("Answer", exact=True).fill(STAFF_TEXT)
    page.get_by_label("Association", exact=True).select_option("")
    page.get_by_label("Level", exact=True).select_option("IFS")
    page.get_by_label("Find sentences").fill(SHORT)
    page.get_by_role("button", name="Find", exact=True).click()
    page.get_by_label("the training must be relationship-based").first.check()
    page.evaluate("scrollTo(0, 0)")


def ask_staffed(page: Page, stage: Stage) -> None:
    """Saves the staff answer and asks for it."""
    write_answer(page, stage)
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("The answer is saved")).to_be_visible()
    open_chat(STAFF_QUESTION)(page, stage)


def show(part: Locator) -> None:
    """Scrolls so that the picture begins a little above a part of the page."""
    part.evaluate("part => { part.scrollIntoView({ block: 'start', behavior: 'instant' }); scrollBy(0, -20) }")
