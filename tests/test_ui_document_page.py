"""The page of a document in a real browser: the cited sentence is in view and marked, nothing runs, nothing calls elsewhere, and nobody meets a barrier."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from browsers import barriers, launched, served
from playwright.sync_api import Browser, expect
from script_texts import BLNS, SCRIPTS
from ui_fakes import RuleAssistant, in_loop

from ui.anchors import document_link, document_path
from ui.documents import CHANGED, NOT_HELD
from ui.hosting import build_app
from ui.render import clean

pytestmark = pytest.mark.browser
TEXTS = tuple(dict.fromkeys((*SCRIPTS, *BLNS)))


class Long(RuleAssistant):
    """An assistant whose documents are longer than a screen; "scripts" is one that holds nothing but script-like texts."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        held = self.retriever.passages
        before = [replace(p, id=f"{p.id}-{n}", sentences=(f"Made-up sentence {n}. " * 12,), headings=(f"Part {n}",)) for p in held[:1] for n in range(30)]
        scripts = [
            replace(held[0], id=f"s{n}", guideline="scripts", title=text, note=text, headings=(text,), sentences=(text,)) for n, text in enumerate(TEXTS)
        ]
        self.retriever = SimpleNamespace(passages=(*before, *held, *scripts), vocabulary=self.retriever.vocabulary)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> RuleAssistant:
    return Long(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def address(assistant: RuleAssistant) -> Iterator[str]:
    with served(in_loop(lambda: build_app(assistant))) as url:
        yield url


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_the_cited_sentence_is_in_view_and_no_barrier_is_met(browser: Browser, address: str, assistant: RuleAssistant, width: int, scheme: str) -> None:
    citation = assistant.cite(1, assistant.retriever.passages[30])
    with browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme, reduced_motion="reduce", java_script_enabled=True) as context:
        page = context.new_page()
        page.goto(address + document_link(citation))
        expect(page.locator("mark")).to_have_text(citation.quote)
        expect(page.locator("mark")).to_be_in_viewport()
        assert page.evaluate("scrollY") > 500
        assert page.locator(".passage:target mark").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") == width
        assert barriers(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_what_does_not_hold_or_is_not_held_is_told_in_view_and_no_barrier_is_met(browser: Browser, address: str, assistant: RuleAssistant, scheme: str) -> None:
    citation = replace(assistant.cite(1, assistant.retriever.passages[30]), quote="It said something else.")
    with browser.new_context(viewport={"width": 390, "height": 700}, color_scheme=scheme) as context:
        page = context.new_page()
        for width in (320, 390, 1280):
            page.set_viewport_size({"width": width, "height": 700})
            page.goto(address + document_link(citation))
            expect(page.get_by_text(CHANGED)).to_be_in_viewport()
            assert page.evaluate("scrollY") == 0
            assert page.locator("mark").count() == 0
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert barriers(page) == []
            page.goto(address + document_path("gone"))
            expect(page.get_by_text(NOT_HELD)).to_be_in_viewport()
            assert page.evaluate("document.documentElement.scrollWidth") == width
            assert barriers(page) == []


def test_script_like_texts_run_nothing_and_call_nobody(browser: Browser, address: str) -> None:
    faults: list[str] = []
    with browser.new_context() as context:
        page = context.new_page()
        page.on("request", lambda request: faults.append(request.url) if urlsplit(request.url).netloc not in {urlsplit(address).netloc, ""} else None)
        page.on("dialog", lambda dialog: (faults.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: faults.append(message.text) if message.type == "error" else None)
        page.goto(address + document_path("scripts"))
        assert page.locator(".passage > p:first-child").all_text_contents() == [clean(text) for text in TEXTS]
        assert page.locator("h2").all_text_contents() == [clean(text) for text in TEXTS]
        assert page.locator("script, iframe, img, svg, style, main form").count() == 0
        for text in SCRIPTS:
            page.goto(address + document_path(text), wait_until="commit")
    assert [fault for fault in faults if "404" not in fault] == []
