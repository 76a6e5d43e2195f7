"""Takes the pictures of the documentation from the real application: `python docs/screenshots.py`.

Needs Chromium (Debian's package `chromium`, or another path by --chromium) and an index; the default one is built when there is none. The database of the
desk is made for the pictures in a temporary folder, and everything in it is invented.
"""

from __future__ import annotations

import argparse
import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from stage import Stage, staged
from surfaces import (
    CHECKLIST,
    SUM,
    ask_consent,
    ask_staffed,
    check_reply,
    open_chat,
    open_document,
    open_queue,
    open_website,
    open_widget,
    open_words,
    read_letter,
    write_answer,
)

IMAGES = Path(__file__).resolve().parent / "images"
ARGUMENTS = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    # A frame of another origin in a process of its own would be drawn at one pixel each, blurred where a picture has two.
    "--disable-site-isolation-trials",
    "--disable-features=IsolateOrigins,site-per-process",
]
COLORS = 128
"""Colors of a picture: enough for text on plain ground, at a third of the size."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture: its file name, the page's size in CSS pixels, pixels for each of these, and how the page gets there."""

    name: str
    width: int
    height: int
    play: Callable[[Page, Stage], object]
    scale: int = 1
    scheme: Literal["light", "dark"] = "light"


SHOTS = (
    Shot("chat-wide.png", 1280, 800, open_chat(CHECKLIST)),
    Shot("chat-phone.png", 390, 844, open_chat(SUM), scale=2),
    Shot("chat-dark.png", 1280, 800, open_chat(SUM), scheme="dark"),
    Shot("document.png", 1280, 640, open_document),
    Shot("widget-closed.png", 1280, 800, open_website),
    Shot("widget-open.png", 1280, 800, open_widget),
    Shot("widget-phone.png", 390, 844, open_widget, scale=2),
    Shot("widget-consent.png", 390, 844, ask_consent, scale=2),
    Shot("desk-message.png", 1280, 1000, read_letter),
    Shot("desk-reply.png", 1280, 800, check_reply),
    Shot("desk-queue.png", 1280, 1000, open_queue),
    Shot("desk-words.png", 1280, 800, open_words),
    Shot("desk-answer.png", 1280, 1100, write_answer),
    Shot("staff-answer.png", 1280, 800, ask_staffed),
)


def take(browser: Browser, stage: Stage, shot: Shot) -> bytes:
    """Take a picture for a new visitor; PNG with all colors."""
    size = {"width": shot.width, "height": shot.height}
    context = browser.new_context(viewport=size, device_scale_factor=shot.scale, color_scheme=shot.scheme, reduced_motion="reduce")  # type: ignore[arg-type]
    page = context.new_page()
    shot.play(page, stage)
    page.evaluate("document.activeElement.blur()")
    page.wait_for_timeout(500)
    picture = page.screenshot()
    context.close()
    return picture


def save(picture: bytes, path: Path) -> None:
    """Write a picture with few colors, which makes it small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLORS, dither=Image.Dither.NONE).save(path, optimize=True)


def main() -> None:
    """Take every picture, or those that are named."""
    parser = argparse.ArgumentParser(description="Take the pictures of the documentation from the real application.")
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"pictures to take, of {', '.join(shot.name for shot in SHOTS)}; all when left out")
    parser.add_argument("--data", type=Path, help="where the index lives")
    parser.add_argument("--out", type=Path, default=IMAGES, help="folder for the pictures")
    parser.add_argument("--chromium", default="/usr/bin/chromium", help="the browser")
    given = parser.parse_args()
    with TemporaryDirectory() as folder, staged(given.data, Path(folder)) as stage, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=given.chromium, args=ARGUMENTS)
        for shot in SHOTS:
            if not given.names or shot.name in given.names:
                path = given.out / shot.name
                save(take(browser, stage, shot), path)
                print(f"{path}: {path.stat().st_size // 1024} KB")
        browser.close()


if __name__ == "__main__":
    main()
