"""Takes the pictures of the README from the real chat page: `python docs/screenshots.py`.

Needs Chromium (Debian's package `chromium`, or another path by --chromium) and an index; the default one is built when there is none.
"""

from __future__ import annotations

import argparse
import io
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import uvicorn
from PIL import Image
from playwright.sync_api import Browser, expect, sync_playwright

from assistant.application import open_assistant
from assistant.settings import load_settings
from ui.hosting import build_app

IMAGES = Path(__file__).resolve().parent / "images"
ARGUMENTS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]
COLORS = 128
"""Colors of a picture: enough for text on plain ground, at a third of the size."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file name, the page's size in CSS pixels, pixels for each of these, and the question that is asked."""

    name: str
    width: int
    height: int
    scale: int
    question: str


SHOTS = (
    Shot("chat-wide.png", 1280, 800, 1, "What do I need for Infant Family Specialist in Massachusetts?"),
    Shot("chat-phone.png", 390, 844, 2, "I have 20 training hours, how many more do I need for Level II in Massachusetts?"),
)


@contextmanager
def served(app: Any) -> Iterator[str]:
    """The address of the application, served on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}/"
    server.should_exit = True
    thread.join(10)


def take(browser: Browser, address: str, shot: Shot) -> bytes:
    """Ask the shot's question on the page of a new visitor and take the picture once the answer is whole; PNG with all colors."""
    context = browser.new_context(
        viewport={"width": shot.width, "height": shot.height}, device_scale_factor=shot.scale, color_scheme="light", reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(address)
    box = page.get_by_label("Your question")
    expect(box).to_be_visible(timeout=20_000)
    box.fill(shot.question)
    box.press("Enter")
    expect(page.locator("#present .answer[aria-busy=false]")).to_be_visible(timeout=30_000)
    expect(page.locator("#present .sources")).to_be_visible()
    page.evaluate("document.activeElement.blur()")
    page.locator("#present .turn").evaluate("turn => turn.scrollIntoView({ block: 'start', behavior: 'instant' })")
    page.wait_for_timeout(500)
    picture = page.screenshot()
    context.close()
    return picture


def save(picture: bytes, path: Path) -> None:
    """Write a picture with few colors, which makes it small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    """Take every picture."""
    parser = argparse.ArgumentParser(description="Take the pictures of the README from the real chat page.")
    parser.add_argument("--data", type=Path, help="where the index lives")
    parser.add_argument("--out", type=Path, default=IMAGES, help="folder for the pictures")
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="the browser")
    given = parser.parse_args()
    app = build_app(open_assistant(load_settings(data=given.data)), pause=0.0)
    with served(app) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=ARGUMENTS)
        for shot in SHOTS:
            path = given.out / shot.name
            save(take(browser, address, shot), path)
            print(f"{path}: {path.stat().st_size // 1024} KB")
        browser.close()


if __name__ == "__main__":
    main()
