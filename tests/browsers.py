"""What tests with a real browser share: the browser, an application served on a free port, what axe finds, a page on another origin."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

import pytest
import uvicorn
from playwright.sync_api import Browser, Frame, Page, sync_playwright
from starlette.responses import HTMLResponse

CHROMIUM = Path("/usr/bin/chromium")
ARGUMENTS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")


@contextmanager
def served(app: Any, lifespan: Literal["auto", "off"] = "auto") -> Iterator[str]:
    """The origin of an application that is served on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan=lifespan))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@contextmanager
def launched() -> Iterator[Browser]:
    """Debian's Chromium; the test is skipped where there is none."""
    if not CHROMIUM.exists():
        pytest.skip("no Chromium here; install Debian's package `chromium`")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        yield browser
        browser.close()


def barriers(place: Page | Frame) -> list[str]:
    """What axe finds against WCAG 2.2, levels A and AA, in one document (not in the frames within it), with the elements concerned."""
    place.evaluate(AXE)
    found = place.evaluate("tags => axe.run(document, { runOnly: tags, iframes: false })", WCAG)["violations"]
    return [f"{v['id']}: {[node['html'][:160] for node in v['nodes']]}" for v in found]


class Website:
    """Pages of somebody else, on another origin than the assistant's: "/" holds the widget's tag under a strict policy, "/bare" holds nothing.

    `attributes` are further ones of the tag; `assistant` is the origin that it loads from.
    """

    POLICY = "default-src 'none'; script-src {assistant}; frame-src {assistant}; require-trusted-types-for 'script'; trusted-types 'none'"
    PAGE = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<title>Society</title>{tag}</head><body><main><h1>A society</h1><p>{words}</p><p><a href="#more">Read more</a></p><p id="more">{words}</p>'
        "</main></body></html>"
    )

    def __init__(self, assistant: str = "", attributes: str = "", referrer: str = "") -> None:
        self.assistant, self.attributes, self.referrer = assistant, attributes, referrer

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        bare = scope["path"] != "/"
        tag = "" if bare else f'<script async src="{self.assistant}/widget.js" {self.attributes}></script>'
        headers = {} if bare else {"Content-Security-Policy": self.POLICY.format(assistant=self.assistant)}
        headers |= {"Referrer-Policy": self.referrer} if self.referrer else {}
        status = 404 if scope["path"] == "/favicon.ico" else 200
        await HTMLResponse(self.PAGE.format(tag=tag, words="Babies need people. " * 40), status, headers)(scope, receive, send)


@contextmanager
def website(**given: str) -> Iterator[tuple[Website, str]]:
    """A website on a free port and its origin, which has another name than the assistant's: browsers take them for different sites."""
    site = Website(**given)
    with served(site, lifespan="off") as origin:
        yield site, origin.replace("127.0.0.1", "localhost")
