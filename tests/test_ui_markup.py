"""Answers and sources as HTML."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui_fakes import RuleAssistant

from assistant.answer import Answer, Citation, Layout, Statement, Status
from ui.markup import BANNERS, answer_html, failure_html, question_html
from ui.sourcelist import edition_name, sources_html

EVIL = "<script>x()</script> <img src=x onerror=x()> \" ' & &lt; [a](javascript:x()) {{value}} ${1+1}"


@pytest.fixture
def assistant(tmp_path: Path) -> RuleAssistant:
    return RuleAssistant(tmp_path)


class Tree:
    """HTML read as XML, which it must be as well: every tag closed, every text escaped."""

    def __init__(self, html: str) -> None:
        self.root = ElementTree.fromstring(f"<root>{html}</root>")

    def all(self, tag: str, name: str = "") -> list[ElementTree.Element]:
        """Elements of a tag, with the class if one is named, in order."""
        return [found for found in self.root.iter(tag) if not name or name in found.get("class", "").split()]

    def one(self, tag: str, name: str = "") -> ElementTree.Element:
        """The only such element."""
        (found,) = self.all(tag, name)
        return found

    def texts(self, tag: str, name: str = "") -> list[str]:
        """The texts of such elements."""
        return [text_of(found) for found in self.all(tag, name)]


def text_of(element: ElementTree.Element, between: str = "") -> str:
    return between.join(element.itertext())


def comparison(*cells: tuple[str, str, str]) -> Answer:
    return Answer(Status.ANSWERED, tuple(Statement(text, (1,), label, topic) for label, topic, text in cells), layout=Layout.COMPARISON)


class Tags(HTMLParser):
    """The tags of a text, in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)


@given(st.text(max_size=80))
def test_no_text_of_an_answer_adds_a_tag(text: str) -> None:
    def tags(words: str) -> list[str]:
        statement = Statement(f"a {words}", (1,), f"l {words}", f"t {words}")
        return Tags(answer_html(Answer(Status.ANSWERED, (statement,), notes=(words,), layout=Layout.CHECKLIST), f"s {words}", 1)).tags

    assert tags(text) == tags("plain")


def test_what_a_person_types_is_shown_as_typed() -> None:
    shown = Tree(question_html(EVIL + "\nsecond line"))
    assert [found.tag for found in shown.root.iter()] == ["root", "div", "h2", "p", "br"]
    assert text_of(shown.one("p"), "\n") == EVIL + "\nsecond line"
    assert EVIL in Tree(failure_html(EVIL)).texts("p")


def test_a_statement_has_its_label_and_links_to_its_sources() -> None:
    shown = Tree(answer_html(Answer(Status.ANSWERED, (Statement("71 hours.", (2,), "Northvale"),)), "scope", 3))
    assert shown.texts("span", "whose") == ["Northvale: "]
    assert (shown.one("a").get("data-source"), shown.one("a").get("aria-label")) == ("source-3-2", "Source 2")
    assert shown.texts("p", "lead") == ["Northvale: 71 hours.2"]


def test_list_items_stand_in_one_list_between_paragraphs() -> None:
    statements = (Statement("Two things:"), Statement("a", item=True), Statement("b", item=True), Statement("That is all."))
    shown = Tree(answer_html(Answer(Status.ANSWERED, statements), "", 1))
    assert [text_of(found, "|") for found in shown.all("ul")] == ["a|b"]
    assert (shown.texts("p", "lead"), shown.texts("p", "text")) == (["Two things:"], ["That is all."])


def test_a_comparison_is_a_table_with_a_row_for_each_label() -> None:
    cells = (("Northvale", "training", "71 hours"), ("Southbank", "training", "38 hours"), ("Southbank", "training", "Online counts"))
    shown = Tree(answer_html(comparison(*cells), "", 1))
    assert shown.texts("tr")[1:] == ["Northvale71 hours1", "Southbank38 hours1Online counts1"]
    assert [head.get("scope") for head in shown.all("th")] == ["col", "col", "row", "row"]


def test_a_comparison_of_several_topics_has_a_column_for_each_label_and_says_where_nothing_was_found() -> None:
    shown = Tree(answer_html(comparison(("Northvale", "training", "71"), ("Southbank", "training", "38"), ("Northvale", "references", "two")), "", 1))
    assert shown.texts("th") == ["Topic", "Northvale", "Southbank", "Training", "References"]
    assert shown.texts("td") == ["711", "381", "two1", "No sentence found"]


def test_a_checklist_is_a_table_with_a_row_for_each_topic(assistant: RuleAssistant) -> None:
    shown = Tree(answer_html(assistant.ask(["what do I need"]), "Northvale (NVAIMH)", 1))
    assert shown.texts("th")[2:] == ["Training", "References"]
    assert shown.texts("p", "scope") == ["Northvale (NVAIMH)"]


def changes(evil: str = "") -> Answer:
    rows = (
        Statement("What differs."),
        Statement(f"66 {evil}", (1,), "Northvale, 2019", f"training{evil}", edition=f"2019{evil}"),
        Statement("71", (2,), "Northvale, 2031", f"training{evil}", edition="2031"),
        Statement("Not in this edition.", topic="exam", edition=f"2019{evil}"),
        Statement("An exam", (2,), "Northvale, 2031", "exam", edition="2031"),
        Statement("The same in both: ethics.", (2,)),
    )
    return Answer(Status.ANSWERED, rows, layout=Layout.CHANGES)


def test_changes_are_a_table_with_a_row_for_each_topic_and_a_column_for_each_edition() -> None:
    shown = Tree(answer_html(changes(), "Northvale", 1))
    assert shown.texts("th") == ["Topic", "2019 edition", "2031 edition", "Training", "Exam"]
    assert shown.texts("td") == ["661", "712", "Not in this edition.", "An exam2"]
    assert [cell.get("data-label") for cell in shown.all("td")] == ["2019 edition", "2031 edition"] * 2
    assert (shown.texts("p", "lead"), shown.texts("p", "text")) == (["What differs."], ["The same in both: ethics.2"])


def test_nothing_in_a_table_of_changes_becomes_markup() -> None:
    plain_tags, evil_tags = (Tags(answer_html(changes(text), "", 1)).tags for text in ("", EVIL))
    assert evil_tags == plain_tags


@pytest.mark.parametrize("status", BANNERS)
def test_every_status_but_answered_is_marked_in_words(status: Status) -> None:
    shown = Tree(answer_html(Answer(status, (Statement("Ask your association."),)), "scope", 1))
    assert shown.all("div", status.value)
    assert shown.texts("p", "banner") == [BANNERS[status]]


def test_notes_and_the_copy_button_come_with_the_whole_answer_only(assistant: RuleAssistant) -> None:
    answer = assistant.ask(["training"])
    growing, whole = (Tree(answer_html(answer, "", 1, finished=finished)) for finished in (False, True))
    assert (growing.texts("p", "note"), growing.all("button")) == ([], [])
    assert whole.texts("p", "note") == ["Figures are made up"]
    assert text_of(whole.one("pre")).startswith("Northvale (NVAIMH), 2031-05-02: At least 71")


def test_a_source_opens_its_passage_with_only_the_quoted_sentence_marked(assistant: RuleAssistant) -> None:
    answer, passages = assistant.ask(["training"]), {p.id: p for p in assistant.retriever.passages}
    shown = Tree(sources_html(answer, passages, 1))
    passage = passages[answer.citations[0].passage]
    assert shown.texts("mark") == [answer.citations[0].quote]
    assert shown.texts("p") == [passage.text]
    assert "<b>may</b>" in passage.text
    assert shown.texts("span", "path") == ["Requirements › Training"]
    facts = dict(zip(shown.texts("dt"), shown.texts("dd"), strict=True))
    assert facts == {"Document": "Requirements of Northvale", "Edition": "May 2, 2031", "Page": "4", "Original": "https://example.org/nv"}


def test_a_list_keeps_its_introduction_and_items(assistant: RuleAssistant) -> None:
    passage = assistant.passage("NVAIMH", "requirements", "references")
    citation = replace(assistant.cite(1, passage), quote=passage.sentences[2])
    shown = Tree(sources_html(Answer(Status.ANSWERED, (), (citation,)), {passage.id: passage}, 1))
    assert shown.texts("li")[1:] == list(passage.sentences[1:])
    assert shown.texts("mark") == [passage.sentences[2]]


def test_addresses_that_are_not_of_the_web_are_no_links(assistant: RuleAssistant) -> None:
    citation = assistant.cite(1, assistant.passage("SBAIMH", "requirements", "training"))
    assert citation.url == "javascript:alert(1)"
    assert Tree(sources_html(Answer(Status.ANSWERED, (), (citation,)), {}, 1)).all("a") == []


def test_a_passage_that_is_gone_shows_the_quoted_sentence_alone() -> None:
    citation = Citation(1, "gone", "s", "o", EVIL, EVIL, EVIL, None, None, EVIL)
    shown = Tree(sources_html(Answer(Status.ANSWERED, (), (citation,)), {}, 1))
    assert shown.texts("mark") == [EVIL]
    assert shown.all("script") + shown.all("img") == []


def test_a_label_that_all_sources_share_is_named_once(assistant: RuleAssistant) -> None:
    shown = Tree(sources_html(assistant.ask(["what do I need"]), {}, 1))
    assert shown.texts("p", "shared") == ["Northvale (NVAIMH), 2031-05-02"]
    assert shown.texts("b") == []
    assert sources_html(Answer(Status.OUT_OF_SCOPE, ()), {}, 1) == ""


@pytest.mark.parametrize(
    ("edition", "name"), [("2031-05-02", "May 2, 2031"), ("2015", "2015"), ("undated", "Undated"), ("20310502", "20310502"), ("Fall 2031", "Fall 2031")]
)
def test_editions_are_named_as_people_write_them(edition: str, name: str) -> None:
    assert edition_name(edition) == name
