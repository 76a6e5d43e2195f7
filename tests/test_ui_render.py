"""Answers as text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from assistant.answer import Answer, Citation, Layout, Statement, Status
from ui.render import clean, escape_markdown, markdown, plain, sources

CITATIONS = (
    Citation(2, "p2", "s", "o", "Title", "Renewal > Training", "Nine hours a year.", None, None, "Northvale, 2031"),
    Citation(1, "p1", "s", "o", "Title", "Requirements > Training", "71 hours are required.", "https://example.org/a_b", 4, "Northvale, 2031"),
)


def answer(*statements: Statement, layout: Layout = Layout.TEXT, notes: tuple[str, ...] = ()) -> Answer:
    return Answer(Status.ANSWERED, statements, CITATIONS, notes, layout=layout)


def test_plain_text_puts_the_lead_first_labels_before_text_and_notes_last() -> None:
    shown = plain(
        answer(
            Statement("71 hours.", (1,), "Northvale"),
            Statement("Half may be online."),
            Statement("All count."),
            Statement("Keep proof.", item=True),
            notes=("Undated",),
        )
    )
    assert shown == "Northvale: 71 hours.\nHalf may be online. All count.\n- Keep proof.\nUndated."


def test_marks_follow_what_they_back_only_when_asked_for() -> None:
    shown = answer(Statement("71 hours.", (1, 2)))
    assert plain(shown) == "71 hours."
    assert plain(shown, marks=True) == "71 hours. [1][2]"


def test_a_checklist_names_its_one_label_once_and_then_topics() -> None:
    shown = answer(Statement("71 hours.", (1,), "Northvale", "training"), Statement("One letter.", (1,), topic="references"), layout=Layout.CHECKLIST)
    assert plain(shown) == "Northvale, Training: 71 hours.\nReferences: One letter."


def test_a_comparison_of_one_topic_names_labels_only_and_of_several_both() -> None:
    one = answer(Statement("71 hours.", (1,), "Northvale", "training"), Statement("38 hours.", (2,), "Southbank", "training"), layout=Layout.COMPARISON)
    assert plain(one) == "Northvale: 71 hours.\nSouthbank: 38 hours."
    two = answer(Statement("71 hours.", (1,), "Northvale", "training"), Statement("A letter.", (2,), "Northvale", "references"), layout=Layout.COMPARISON)
    assert plain(two) == "Northvale, Training: 71 hours.\nNorthvale, References: A letter."


CHANGES = (
    Statement("What differs between the 2019 edition and the 2031 edition."),
    Statement("66 hours.", (1,), "Northvale, 2019 edition", "training", edition="2019"),
    Statement("71 hours. Half may be online.", (2,), "Northvale, 2031 edition", "training", edition="2031"),
    Statement("An exam.", (1,), "Northvale, 2019 edition", "exam", edition="2019"),
    Statement("Not in this edition.", topic="exam", edition="undated"),
    Statement("The same in both: ethics.", (2,)),
)


def test_changes_have_a_line_a_topic_with_every_edition_in_it() -> None:
    assert plain(answer(*CHANGES, layout=Layout.CHANGES)).splitlines() == [
        "What differs between the 2019 edition and the 2031 edition.",
        "Training: 2019 edition: 66 hours; 2031 edition: 71 hours. Half may be online.",
        "Exam: 2019 edition: An exam; undated: Not in this edition.",
        "The same in both: ethics.",
    ]
    assert "Training: 2019 edition: 66 hours. [1]; 2031 edition: 71 hours. Half may be online. [2]" in plain(
        answer(*CHANGES, layout=Layout.CHANGES), marks=True
    )


def test_changes_beside_another_answer_and_in_a_kept_conversation_say_whose_they_are() -> None:
    assert "Northvale, 2031 edition, Training: 71 hours. Half may be online." in plain(answer(*CHANGES)).splitlines()
    assert "undated, Exam: Not in this edition." in plain(answer(*CHANGES)).splitlines()
    kept = markdown([("what changed", answer(*CHANGES, layout=Layout.CHANGES))])
    assert "- **Training, 2019 edition:** 66 hours. \\[1\\]\n- **Training, 2031 edition:** 71 hours" in kept


def test_sources_are_in_order_with_heading_quote_page_and_address() -> None:
    assert sources(answer()) == [
        '[1] Northvale, 2031. Requirements > Training: "71 hours are required." (page 4) https://example.org/a_b',
        '[2] Northvale, 2031. Renewal > Training: "Nine hours a year."',
    ]


def test_an_answer_without_statements_is_an_empty_text() -> None:
    assert plain(Answer(Status.OUT_OF_SCOPE, ())) == ""


def test_text_that_hides_or_reorders_is_taken_out() -> None:
    assert clean("a\u202eb\u200b c\x07\n d") == "a b c d"


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60))
def test_no_text_becomes_markdown(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(f"x {escape_markdown(text)}")
    kinds = {child.type for token in tokens for child in token.children or []}
    assert kinds <= {"text", "text_special"}
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]


@pytest.mark.parametrize(
    "text",
    [
        "# title",
        "1. one",
        "12) twelve",
        "- item",
        "+ item",
        "> quote",
        "---",
        "===",
        "```",
        "    code",
        "<script>",
        "![x](http://evil.example/y)",
        "| a | b |",
        "[a]: http://b.example",
    ],
)
def test_text_at_the_start_of_a_block_stays_text(text: str) -> None:
    tokens = MarkdownIt("commonmark").enable("table").parse(escape_markdown(text))
    assert [token.type for token in tokens] == ["paragraph_open", "inline", "paragraph_close"]
    assert "".join(child.content for child in tokens[1].children or []) == clean(text)


def test_a_kept_conversation_holds_questions_answers_and_sources_and_no_markup_of_theirs() -> None:
    shown = markdown([("<img src=x> *why*", answer(Statement("71 _hours_.", (1,), "Northvale"), Statement("One.", item=True), notes=("Undated",)))])
    assert "## \\<img src=x\\> \\*why\\*" in shown
    assert "- **Northvale:** 71 \\_hours\\_. \\[1\\]\n- One." in shown
    assert "Sources:" in shown
    assert "71 hours are required" in shown
