"""The widget as it is served to a browser: the assistant, a listed website, one that is not, and people who visit them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from browsers import served, website
from playwright.sync_api import Browser, Frame, FrameLocator, Page, expect
from script_texts import BLNS, SCRIPTS
from ui_fakes import RuleAssistant, in_loop

from assistant.answer import Answer, Statement
from assistant.assistant import Choice
from assistant.settings import Site
from ui.hosting import build_app
from ui.limits import Rates
from ui.records.records import Records, open_records

LABEL = "Ask us about endorsement"
TEXTS = (*SCRIPTS, *BLNS)


class Repeating(RuleAssistant):
    """Says what it was asked in every part of its answer; "everything" gives a statement for each of the script texts."""

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        if turns[-1] != "everything" and turns[-1] not in TEXTS:
            return super().ask(turns, choice)
        answer = super().ask(["What do I need?"], choice)
        texts = TEXTS if turns[-1] == "everything" else turns[-1:]
        rows = tuple(Statement(text, (1,), label=text, topic=text, item=number % 2 == 0) for number, text in enumerate(texts))
        cited = tuple(replace(citation, heading=texts[0], quote=texts[0], sheet=texts[0], url=texts[0], label=texts[0]) for citation in answer.citations)
        return replace(answer, statements=rows, citations=cited, notes=tuple(texts[:40]), suggestions=tuple(texts[:4]))


@dataclass(frozen=True, slots=True)
class Stage:
    """What is served: the assistant, a listed website and one that is not, and what is kept."""

    assistant: str
    site: str
    other: str
    records: Records


@dataclass(slots=True)
class Visitor:
    """One person's browser, and what went wrong or out of it."""

    page: Page
    requests: list[str] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    told: list[str] = field(default_factory=list)

    @property
    def launcher(self) -> Any:
        return self.page.locator("endorsement-widget").get_by_role("button").first

    @property
    def panel(self) -> FrameLocator:
        return self.page.frame_locator("endorsement-widget iframe")

    @property
    def frame(self) -> Frame:
        """The document in the panel."""
        return next(frame for frame in self.page.frames if urlsplit(frame.url).path == "/widget")

    @property
    def box(self) -> Any:
        return self.panel.get_by_label("Your question")

    def open(self) -> Visitor:
        """Click the button and wait for the panel."""
        self.launcher.click()
        expect(self.box).to_be_focused()
        return self

    def forgive(self, *reasons: str) -> None:
        """Take out of the faults what the browser itself says of requests that failed as they should."""
        wanted = [fault for fault in self.faults if "Failed to load resource" in fault and any(reason in fault for reason in reasons)]
        assert wanted
        self.faults[:] = [fault for fault in self.faults if fault not in wanted]

    def ask(self, question: str, whole: str = ".answer:not(.waiting)") -> Any:
        """Type a question, send it by the keyboard and wait for what comes of it."""
        turns = self.panel.locator("article")
        before = turns.count()
        self.box.fill(question)
        self.box.press("Enter")
        expect(turns).to_have_count(before + 1)
        expect(turns.last.locator(whole)).to_be_visible(timeout=15_000)
        return turns.last


Visit = Callable[..., Visitor]


@contextmanager
def staged(folder: Path) -> Iterator[Stage]:
    """Everything served; the website's questions are kept for 30 days."""
    assistant = Repeating(folder)
    records = open_records(f"sqlite:///{folder}/desk.sqlite3", keep_days=30)
    with ExitStack() as stack:
        (site, origin), (other, elsewhere) = (stack.enter_context(website()) for _ in range(2))
        listed = Site(origins=(origin,), association="NVAIMH", label=LABEL, contact="https://society.example/contact")
        app = in_loop(lambda: build_app(assistant, sites=(listed,), desk=records, rates=Rates(burst=100_000)))
        site.assistant = other.assistant = address = stack.enter_context(served(app))
        yield Stage(address, origin, elsewhere, records)
        records.close()


@contextmanager
def visits(browser: Browser, stage: Stage) -> Iterator[Visit]:
    """Opens the listed website for a new visitor. In the end: nothing asked of any other host, no error, no dialog."""
    contexts, visitors = [], []

    def opened(width: int = 1280, height: int = 800, path: str = "/", site: str = stage.site, **options: Any) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        visitor = Visitor(context.new_page())
        visitors.append(visitor)

        def requested(url: str) -> None:
            visitor.requests.append(url)
            if not url.startswith((stage.assistant, stage.site, stage.other, "data:", "chrome-error:")):
                visitor.faults.append(f"asked {url}")

        context.on("request", lambda request: requested(request.url))
        context.on("dialog", lambda dialog: (visitor.faults.append(dialog.message), dialog.dismiss()))
        context.on("console", lambda message: (visitor.told if message.type == "info" else visitor.faults).append(message.text))
        context.on("weberror", lambda error: visitor.faults.append(str(error.error)))
        visitor.page.goto(site + path)
        return visitor

    yield opened
    for context in contexts:
        context.close()
    assert [fault for visitor in visitors for fault in visitor.faults] == []
