"""A document as a page: what it shows, where citations lead in it, what it says of a citation that does not hold any more, and that no text is markup."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace

import pytest
from script_texts import SCRIPTS
from starlette.testclient import TestClient
from ui_fakes import RuleAssistant, in_loop

from assistant.answer import Citation
from assistant.assistant import Assistant
from ui.anchors import document_link, document_path, passage_anchor, sentence_key
from ui.documents import CHANGED, NOT_HELD, document_html
from ui.hosting import build_app
from ui.sourcelist import sources_html
from ui.theme import asset

VOID = {"meta", "link"}
PLAIN = {"html", "head", "title", "body", "main", "a", "dl", "div", "dt", "dd", "p", "ul", "li", "mark", *(f"h{level}" for level in range(1, 7))} | VOID


class Seen(HTMLParser):
    """A page as a browser understands it: elements with their attributes, and the text within them."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {}
        self.open: list[str] = []
        self.feed(html)
        self.close()
        assert self.open == [], "every element is closed"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        for tag in set(self.open):
            self.texts[tag][-1] += data

    def ids(self) -> list[str | None]:
        return [attributes["id"] for _, attributes in self.elements if "id" in attributes]


@pytest.fixture
def assistant(tmp_path: Path) -> RuleAssistant:
    return RuleAssistant(tmp_path)


@pytest.fixture
def client(assistant: RuleAssistant) -> Iterator[TestClient]:
    with TestClient(in_loop(lambda: build_app(assistant))) as client:
        yield client


@pytest.fixture(scope="module")
def steady(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """A server whose index no test changes."""
    assistant = RuleAssistant(tmp_path_factory.mktemp("corpus"))
    with TestClient(in_loop(lambda: build_app(assistant))) as client:
        yield client


def alter(assistant: RuleAssistant, **changes: object) -> None:
    """Change every passage of an assistant's index."""
    passages = tuple(replace(passage, **changes) for passage in assistant.retriever.passages)  # type: ignore[arg-type]
    assistant.retriever = SimpleNamespace(passages=passages, vocabulary=assistant.retriever.vocabulary)


def test_a_document_is_shown_whole_and_in_order(client: TestClient) -> None:
    reply = client.get("/documents/nv-2019")
    page = Seen(reply.text)
    assert reply.headers["content-type"] == "text/html; charset=utf-8"
    assert page.texts["h1"] == page.texts["title"] == ["Requirements of Northvale"]
    assert page.texts["h2"] == ["Requirements", "Renewal"]
    assert page.texts["h3"] == ["Training", "References", "Training"]
    assert page.texts["li"] == ["66 pages of *notes*.", "One letter from a supervisor."]
    assert "Half of them <b>may</b> be taught & {{shared}} online." in page.texts["main"][0]
    facts = dict(zip(page.texts["dt"], page.texts["dd"], strict=True))
    assert facts == {"Association": "Northvale (NVAIMH)", "Edition": "2019 (superseded)", "Source": "nv-2019-original", "Original": "https://example.org/old"}
    assert "mark" not in page.texts
    assert CHANGED not in reply.text


def test_a_note_and_pages_are_told_and_an_address_that_is_not_of_the_web_is_no_link(assistant: RuleAssistant) -> None:
    alter(assistant, note="Not yet in force.", page=7)
    passages = [passage for passage in assistant.retriever.passages if passage.guideline == "sb"]
    page = Seen(document_html(passages, assistant.retriever.vocabulary))
    assert "Not yet in force." in page.texts["dd"]
    assert page.texts["p"].count("Page 7") == len(passages)
    assert [attributes["href"] for tag, attributes in page.elements if tag == "a"] == ["/"]


@pytest.mark.parametrize("question", ["training", "what do I need", "compare", "renewal in Southbank"])
def test_every_citation_leads_to_its_sentence_and_to_no_other(client: TestClient, assistant: RuleAssistant, question: str) -> None:
    for citation in assistant.ask([question]).citations:
        address, _, anchor = document_link(citation).partition("#")
        page = Seen(client.get(address).text)
        assert page.texts["mark"] == [citation.quote]
        assert page.ids().count(anchor) == 1
        assert CHANGED not in page.texts["p"]


def test_every_citation_of_real_answers_leads_to_its_sentence(plain_assistant: Assistant) -> None:
    library, seen = plain_assistant.retriever, 0
    for passage in library.passages:
        for citation in plain_assistant.ask([f"{passage.heading} in {passage.scope.association or ''}?"]).citations:
            same = [other for other in library.passages if other.guideline == citation.sheet]
            page = Seen(document_html(same, library.vocabulary, sentence_key(citation.passage, citation.quote)))
            assert set(page.texts["mark"]) == {" ".join(citation.quote.split())}
            assert passage_anchor(citation.passage) in page.ids()
            seen += 1
    assert seen > 20


def test_a_sentence_that_has_changed_is_not_pointed_at(client: TestClient, assistant: RuleAssistant) -> None:
    link = document_link(assistant.ask(["training"]).citations[0])
    alter(assistant, sentences=("At least 72 clock hours of training are required.",))
    reply = client.get(link)
    page = Seen(reply.text)
    assert page.texts["p"][1] == CHANGED, "the first thing after the way back"
    assert "mark" not in page.texts
    assert page.ids() == [], "the address's fragment leads nowhere"
    assert "72 clock hours" in page.texts["main"][0]


def test_a_passage_that_stands_elsewhere_now_is_not_pointed_at(client: TestClient, assistant: RuleAssistant) -> None:
    link = document_link(assistant.ask(["training"]).citations[0])
    alter(assistant, id="nv-2031#Elsewhere#1")
    assert CHANGED in client.get(link).text
    assert "<mark>" not in client.get(link).text


def test_a_document_that_is_not_held_any_more_says_so(client: TestClient, assistant: RuleAssistant) -> None:
    link = document_link(assistant.ask(["training"]).citations[0])
    alter(assistant, guideline="another")
    reply = client.get(link)
    assert reply.status_code == 404
    assert NOT_HELD in Seen(reply.text).texts["p"]


@pytest.mark.parametrize("name", ["a/b c", "Ümläut?x=1#y", "a&b", '"><script>'])
def test_a_document_of_any_name_has_an_address(client: TestClient, assistant: RuleAssistant, name: str) -> None:
    alter(assistant, guideline=name)
    path = document_path(name)
    assert re.fullmatch(r"/documents/[A-Za-z0-9%._~-]+", path)
    assert client.get(path).status_code == 200


def test_anchors_are_short_safe_stable_and_of_one_passage_each(assistant: RuleAssistant) -> None:
    ids = [passage.id for passage in assistant.retriever.passages]
    anchors = {passage_anchor(name) for name in ids}
    assert len(anchors) == len(ids)
    assert all(re.fullmatch(r"p-[0-9a-f]{10}", anchor) for anchor in anchors)
    assert passage_anchor("nv-2031#Requirements/Training#1") == "p-ea4712bd92", "addresses that people keep stay as they are"
    assert sentence_key("a", "b c") != sentence_key("a b", "c")


def test_the_chat_page_leads_to_the_document(assistant: RuleAssistant) -> None:
    answer = assistant.ask(["what do I need"])
    passages = {passage.id: passage for passage in assistant.retriever.passages}
    page = Seen(sources_html(answer, passages, 1))
    links = [attributes for tag, attributes in page.elements if tag == "a" and (attributes["href"] or "").startswith("/")]
    assert [attributes["href"] for attributes in links] == [document_link(citation) for citation in answer.citations]
    assert all(attributes["rel"] == "noopener" for attributes in links)


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_text_of_a_document_is_markup(assistant: RuleAssistant, script: str) -> None:
    first = assistant.retriever.passages[0]
    hostile = replace(
        first,
        title=script,
        note=script,
        source=script,
        url=script,
        headings=(script, script),
        sentences=(script, "Plain."),
        scope=replace(first.scope, edition=script),
    )
    listed = replace(hostile, id=script, listed=True, introduced=True, scope=replace(hostile.scope, association=script, status=script))
    for passages in ([hostile, listed], [listed]):
        for cited in (script, sentence_key(passages[0].id, script)):
            checked(document_html(passages, assistant.retriever.vocabulary, cited))
    citation = Citation(1, listed.id, script, script, script, script, script, script, 1, script)
    link = document_link(citation)
    assert not re.search(r"[<>\"'\s\\]", link)
    assert link.startswith("/documents/")


@pytest.mark.parametrize("script", SCRIPTS)
def test_no_text_of_an_address_is_markup(steady: TestClient, script: str) -> None:
    for reply in (steady.get("/documents/nv-2031", params={"q": script}), steady.get(document_path(script))):
        assert reply.status_code in {200, 404}
        checked(reply.text)


def checked(html: str) -> Seen:
    """The page, which must hold nothing but plain elements, no attribute that runs and no address but those of the project and the web."""
    page = Seen(html)
    for tag, attributes in page.elements:
        assert tag in PLAIN
        assert set(attributes) <= {"href", "rel", "id", "class", "lang", "charset", "name", "content"}
        assert re.match(r"(/|https?://|data:,$)", attributes.get("href") or "/")
    return page


def test_the_style_sheet_stands_alone_and_fits_the_dark_a_phone_and_paper(client: TestClient) -> None:
    style = client.get("/document.css")
    assert style.headers["content-type"].startswith("text/css")
    assert style.text == asset("document.css")
    for needed in ("prefers-color-scheme: dark", "@media print", ":target", "prefers-reduced-motion", "overflow-wrap: anywhere"):
        assert needed in style.text
    assert not re.search(r"url\(|@import|http", style.text)
