"""Script-like texts on the chat page, in a real browser: as question, answer, source, suggestion and name; nothing runs, nothing calls elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import pytest
from browsers import launched, served
from chat_pages import Open, ask, finished, visits
from playwright.sync_api import Browser, Page, expect
from script_texts import BLNS, SCRIPTS
from ui_fakes import RuleAssistant, in_loop

from assistant.answer import Answer, Layout, Statement, Status, Understood
from assistant.assistant import Choice
from ui.hosting import build_app
from ui.messages import LONGEST
from ui.records.records import open_records
from ui.render import clean

pytestmark = pytest.mark.browser
TEXTS = tuple(dict.fromkeys((*SCRIPTS, *BLNS)))
AT_ONCE = 46
ROUNDS = -(-len(TEXTS) // AT_ONCE)
FOREIGN = "script, iframe, img, svg:not(#scope svg), style, object, embed, form, base, meta, link, video, audio, body, i, u, marquee, math"
ATTRIBUTES = """part => [...document.querySelectorAll(`${part} *`)].flatMap(e => [...e.attributes]
  .filter(a => /^on|^style$|^srcdoc$/.test(a.name) || (/^(href|src|action|formaction)$/.test(a.name) && !/^(#source-|\\/documents\\/|https?:)/.test(a.value)))
  .map(a => `${a.name}=${a.value}`))"""


class Scripted(RuleAssistant):
    """Answers with script-like texts, others at each turn: as sentences, their topics and labels, quotes, passages, notes, suggestions and addresses."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        held, known = self.retriever.passages, self.retriever.vocabulary
        passages = [
            replace(
                held[0], id=f"s{n}", guideline=text, title=text, note=text, url=text, headings=(text, text), sentences=(text, "Second."), text=f"{text} Second."
            )
            for n, text in enumerate(TEXTS)
        ]
        names = {key: entry.model_copy(update={"name": SCRIPTS[0], "places": (SCRIPTS[5],)}) for key, entry in known.associations.items()}
        vocabulary = known.model_copy(update={"associations": names})
        self.retriever = SimpleNamespace(passages=(*held, *passages), vocabulary=vocabulary)
        self.scripts = passages

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        which = (len(turns) - 1) % ROUNDS
        passages = self.scripts[which * AT_ONCE : (which + 1) * AT_ONCE]
        layout = (Layout.TEXT, Layout.CHECKLIST, Layout.COMPARISON)[which % 3]
        citations = tuple(
            replace(self.cite(n, passage), quote=passage.sentences[0], label=passage.title, url=passage.url) for n, passage in enumerate(passages, 1)
        )
        statements = tuple(Statement(c.quote, (c.number,), c.label, c.quote) for c in citations)
        texts = tuple(passage.title for passage in passages)
        return Answer(Status.ANSWERED, statements, citations, texts, texts[-4:], Understood(("NVAIMH",)), layout)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    assistant = Scripted(tmp_path_factory.mktemp("corpus"))
    records = open_records(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.sqlite3'}")
    with served(in_loop(lambda: build_app(assistant, pause=0, desk=records))) as url:
        yield url
    records.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Open]:
    with visits(browser, address) as opened:
        yield opened


def chunks() -> list[list[str]]:
    """The texts, as many in each as one question may hold, a line each."""
    found: list[list[str]] = [[]]
    for text in TEXTS:
        if sum(map(len, found[-1])) + len(found[-1]) + len(text) > LONGEST:
            found.append([])
        found[-1].append(text)
    return found


def harmless(page: Page) -> None:
    """Nothing of what is shown became an element or an attribute that runs or leads elsewhere."""
    assert page.locator("#past, #present, #follow-ups, #welcome, #next-title").locator(FOREIGN).all_inner_texts() == []
    for part in ("#past .turn", "#present .turn", "#welcome section"):
        assert page.evaluate(ATTRIBUTES, part) == []


def test_script_like_texts_are_shown_as_they_are_and_run_nothing(visit: Open) -> None:
    page = visit()
    for asked, lines in enumerate(chunks()):
        box = page.get_by_label("Your question")
        box.fill("\n".join(lines))
        box.press("Enter")
        finished(page, asked)
        shown = page.locator("#present .question p").inner_text().split("\n")
        assert [line.strip() for line in shown] == [clean(line) for text in lines for line in text.strip().splitlines()]
        harmless(page)
        start = asked % ROUNDS * AT_ONCE
        quotes = page.locator("#present .quote").all_text_contents()
        assert quotes == [clean(text) for text in TEXTS[start : start + AT_ONCE]]
    assert asked + 1 >= ROUNDS, "every text was a source, too"
    page.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true; })")
    for event in ("mouseover", "focus", "load", "error", "toggle"):
        page.evaluate("name => document.querySelectorAll('.turn *').forEach(each => each.dispatchEvent(new Event(name, { bubbles: true })))", event)
    harmless(page)


def test_they_are_shown_and_kept_as_they_are_where_consent_is_asked(visit: Open) -> None:
    page = visit()
    ask(page, "<img src=x onerror=alert(1)> \"'><script>alert(2)</script>")
    ask(page, "<svg/onload=alert(3)> {{7*7}} ${alert(4)}")
    page.locator("#present").get_by_role("button", name="Not helpful").click()
    expect(page.locator(".consent blockquote")).to_have_text("<svg/onload=alert(3)> {{7*7}} ${alert(4)}")
    expect(page.locator(".consent li")).to_contain_text("<script>alert(2)</script>")
    page.locator(".consent .send").click()
    expect(page.locator(".said")).to_contain_text("Thank you")
    harmless(page)
    page.locator(".follow-up").last.click()
    finished(page, 2)
    harmless(page)
