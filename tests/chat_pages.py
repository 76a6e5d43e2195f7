"""What browser tests of the chat page share: a visitor's page that may call nobody, asking, choosing, and who has the focus."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, expect

Open = Callable[..., Page]
PAUSE = 0.005
"""Seconds between two steps of an answer: enough to see it grow."""


@contextmanager
def visits(browser: Browser, address: str) -> Iterator[Open]:
    """Opens the page for a new visitor. In the end: no visitor's page may have called another host, shown a dialog or logged an error.

    A page that is opened with `failing=True` may log that an answer of the server was an error.
    """
    faults: list[str] = []
    contexts = []

    def requested(url: str) -> None:
        if urlsplit(url).scheme in ("http", "https", "ws", "wss") and urlsplit(url).netloc != urlsplit(address).netloc:
            faults.append(f"asked {url}")

    def opened(width: int = 1280, height: int = 800, failing: bool = False, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: requested(request.url))
        page.on("websocket", lambda socket: requested(socket.url))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" and not failing else None)
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
    finished(page, before)
    expect(page.locator("#present .question p")).to_have_text(question)


def finished(page: Page, before: int) -> None:
    """Wait for a whole answer, or for why there is none, below so many turns."""
    expect(page.locator("#past .turn")).to_have_count(before, timeout=15_000)
    expect(page.locator("#present").locator(".answer[aria-busy=false], .answer.failed")).to_be_visible(timeout=15_000)


def boxes(page: Page, *selectors: str) -> list[dict[str, float]]:
    """Where elements stand, all at one moment: the page may still be scrolling."""
    found: list[dict[str, float]] = page.evaluate("names => names.map(name => document.querySelector(name).getBoundingClientRect().toJSON())", list(selectors))
    return found


def choose(page: Page, control: str, option: str) -> None:
    """Set one control of the scope."""
    page.get_by_label(control, exact=True).click()
    page.get_by_role("option", name=option).click()
