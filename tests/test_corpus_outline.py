from __future__ import annotations

import pytest

from corpus.elements import Document, Element, Heading, Item, Note, Paragraph, Table
from corpus.guideline import Block, Scope
from corpus.labels import Labels
from corpus.outline import Outliner
from corpus.vocabulary import load_vocabulary

LABELS = Labels(load_vocabulary())
RULE = "At least thirty clock hours of training are shown within five years."
Coordinates = tuple[str | None, str | None, str | None]


def outlined(*elements: Element | str, title: str = "Guide", category: str | None = None, association: str | None = "NVAIMH") -> tuple[Block, ...]:
    """The blocks of a document; a text that begins with "#" is a heading without a level, or with as many as it has signs more, another one a paragraph."""
    made: list[Element] = []
    for line, element in enumerate(elements, 1):
        if not isinstance(element, str):
            made.append(element)
        elif element.startswith("#"):
            text = element.lstrip("#")
            made.append(Heading(text.strip(), len(element) - len(text) - 1, None, line))
        else:
            made.append(Paragraph(element, 2, line))
    return Outliner(LABELS, Scope(association, category, "2031", "current", None, None), title).outline(Document(tuple(made)))


def scoped(*elements: Element | str, category: str | None = None) -> list[tuple[Coordinates, str]]:
    """Category, part and topic of each block, and how its text begins."""
    return [((b.scope.category, b.scope.part, b.scope.topic), b.text[:24].strip()) for b in outlined(*elements, category=category)]


def said(*elements: Element | str) -> list[list[str]]:
    return [[sentence.text for sentence in block.sentences] for block in outlined(*elements)]


def table(*rows: tuple[str, ...], header: bool = False) -> Table:
    return Table(tuple(tuple((Paragraph(cell),) if cell else () for cell in row) for row in rows), header)


# Headings without levels


def test_parts_stand_below_categories_or_categories_below_parts() -> None:
    assert scoped(
        "# Level I", "# Requirements", "# Training", "One rule is here.", "# Renewal", "Two rules.", "# Level II", "# Requirements", "Three of them."
    ) == [
        (("IFA", "requirements", "training"), "One rule is here."),
        (("IFA", "renewal", None), "Two rules."),
        (("IFS", "requirements", None), "Three of them."),
    ]
    assert scoped("# Requirements", "# Level I", "One rule.", "# Level II", "Two rules.", "# Renewal", "# Level I", "Three.", "# Level II", "Four.") == [
        (("IFA", "requirements", None), "One rule."),
        (("IFS", "requirements", None), "Two rules."),
        (("IFA", "renewal", None), "Three."),
        (("IFS", "renewal", None), "Four."),
    ]


def test_a_part_in_capitals_stands_beside_categories_in_capitals() -> None:
    elements = ["# LEVEL I", "# Requirements", "One rule.", "# LEVEL II", "# Requirements", "Two rules.", "# {}", "Three rules."]
    assert scoped(*(element.format("RENEWAL") for element in elements))[-1][0] == (None, "renewal", None)
    assert scoped(*(element.format("Renewal") for element in elements))[-1][0] == ("IFS", "renewal", None)


def test_an_unknown_heading_ends_the_topic_above_it() -> None:
    found = scoped("# Requirements", "# Training", "One rule about it.", "# Where to Go", "Two.", "# References", "Three rules of it.")
    assert [scope for scope, _ in found] == [(None, "requirements", "training"), (None, "requirements", None), (None, "requirements", "references")]


def test_a_general_part_holds_for_all_categories() -> None:
    found = scoped("# Level I", "# Training", "One rule about it.", "# History", "It began long ago.", "# Glossary", "Baby: a child under three.")
    assert [scope for scope, _ in found] == [("IFA", "requirements", "training"), (None, "background", None), (None, "glossary", None)]


def test_a_heading_that_says_again_what_is_open_changes_nothing() -> None:
    found = outlined("# Level II", "# Requirements", "# Training", RULE, "# Infant Family Specialist", "It may be online if the office agrees.")
    assert found[0].scope == found[1].scope
    assert found[0].headings == found[1].headings


# Headings with levels


def test_levels_tell_what_stands_below_what() -> None:
    assert scoped(
        "## Guide", "An introduction.", "### Level I", "#### Training", "One rule of it.", "##### Pandas", "Two.", "### Renewal", "Three.", "## Other", "Four."
    ) == [
        ((None, None, None), "An introduction."),
        (("IFA", "requirements", "training"), "One rule of it."),
        (("IFA", "requirements", "training"), "Two."),
        ((None, "renewal", None), "Three."),
        ((None, None, None), "Four."),
    ]


def test_numbers_stand_for_levels_where_there_are_several() -> None:
    found = scoped("# 1 Level I", "# 1.1 Training", "One rule of it.", "# 1.2 Renewal", "Two of them.", "# 2 Fees", "Three of them.")
    assert [scope for scope, _ in found] == [("IFA", "requirements", "training"), ("IFA", "renewal", None), (None, "fees", "fees")]


def test_the_title_is_no_heading_of_its_blocks() -> None:
    assert outlined("## Guide", "### Training", RULE)[0].headings == ("Training",)
    assert outlined("Some text.")[0].headings == ("Guide",)


@pytest.mark.parametrize("title", ["Endorsement Guidelines", "Northvale Guidelines for Endorsement"])
def test_guidelines_as_a_title_are_no_competencies(title: str) -> None:
    assert scoped(f"## {title}", "### Level I", "#### Training", RULE)[0][0] == ("IFA", "requirements", "training")


def test_the_category_of_the_document_holds_where_no_heading_names_one() -> None:
    found = scoped("# Training", RULE, "# Level III", "Another rule.", category="IFS")
    assert [scope[0] for scope, _ in found] == ["IFS", "IMHS"]


# Several categories


def test_what_holds_for_several_categories_is_told_of_each() -> None:
    found = scoped("## Levels I and II", "### Exam", "There is no exam at these levels.", "## Level III", "### Exam", "There is one.")
    assert [scope[0] for scope, _ in found] == ["IFA", "IFS", "IMHS"]
    found = scoped("# Training", table(("Levels I and II", "Twenty hours of it, or more."), ("Level III", "Thirty hours of it, or more.")))
    assert [scope for scope, _ in found] == [(key, "requirements", "training") for key in ("IFA", "IFS", "IMHS")]


def test_all_categories_or_all_designations_are_told_once() -> None:
    assert scoped("## Levels I, II, III and IV", RULE)[0][0][0] is None
    assert [scope[0] for scope, _ in scoped("## Infant Mental Health Mentor (Level IV): Clinical, Policy, Research/Faculty", RULE)] == ["IMHM"]
    assert {scope[0] for scope, _ in scoped("## Infant Mental Health Mentor (Level IV): Clinical, Policy", RULE)} == {"IMHM-C", "IMHM-P"}


def test_a_narrower_heading_below_several_categories_holds_alone() -> None:
    assert [scope[0] for scope, _ in scoped("## Levels I and II", "### Level II", RULE)] == ["IFS"]


def test_a_text_may_go_through_categories() -> None:
    found = scoped("# Training", "Levels I and II: none of it. Level III: five hours.", Item("Level I: one thing."), Item("Level II: another."))
    assert [(scope[0], text) for scope, text in found] == [
        ("IFA", "Levels I and II: none of"),
        ("IFS", "Levels I and II: none of"),
        ("IMHS", "Level III: five hours."),
        ("IFA", "Level I: one thing."),
        ("IFS", "Level II: another."),
    ]
    assert {scope[1:] for scope, _ in found} == {("requirements", "training")}


def test_one_sentence_about_several_categories_is_no_rule_of_the_first_alone() -> None:
    assert scoped("# Training", "Level I: 20 hours; Level II: 30 hours.") == [((None, "requirements", "training"), "Level I: 20 hours; Level")]


# Designations


def test_designations_head_what_stands_below_them() -> None:
    found = scoped(
        "# Infant Mental Health Mentor (Level IV)", "# Training", "# Clinical", "One rule of it.", "# Policy", "Two of it.", "# References", "Three of them."
    )
    assert [scope for scope, _ in found] == [
        ("IMHM-C", "requirements", "training"),
        ("IMHM-P", "requirements", "training"),
        ("IMHM", "requirements", "references"),
    ]


def test_designations_one_below_the_other_head_nothing() -> None:
    found = scoped("# Infant Mental Health Mentor (Level IV)", "# Clinical", "# Policy", "# Requirements", "One rule.")
    assert [scope for scope, _ in found] == [("IMHM", "requirements", None)]


def test_a_text_that_goes_through_designations_is_divided() -> None:
    found = scoped("# Infant Mental Health Mentor (Level IV)", "# Training", "Clinical: 68 hours. Policy: none.")
    assert found == [(("IMHM-C", "requirements", "training"), "68 hours."), (("IMHM-P", "requirements", "training"), "none.")]


# Glossaries


def test_terms_of_a_glossary_are_headings_whatever_their_words_mean() -> None:
    blocks = outlined("## Level I", RULE, "## Glossary", "### Training", "A course of any kind.", "Baby: a child under three.", "Still about babies.")
    assert [(block.headings, block.scope.category, block.scope.part, block.scope.topic) for block in blocks[1:]] == [
        (("Glossary", "Training"), None, "glossary", None),
        (("Glossary", "Baby"), None, "glossary", None),
        (("Glossary", "Baby"), None, "glossary", None),
    ]
    assert blocks[1].asks == ("what is Training", "what does Training mean")
    assert blocks[3].asks == ()
    assert blocks[2].text == "a child under three."


# Lists


def test_a_list_stands_with_the_sentence_that_introduces_it() -> None:
    blocks = outlined("# References", "The first rule. These are needed:", Item("one letter"), Item("two forms"), "A text after it.")
    assert [block.text for block in blocks] == ["The first rule.", "These are needed:\n- one letter\n- two forms", "A text after it."]
    assert [(block.listed, block.introduced) for block in blocks] == [(False, False), (True, True), (False, False)]


def test_a_list_behind_a_full_stop_has_no_introduction() -> None:
    blocks = outlined("# References", "The first rule stands here.", Item("one letter"), Item("two forms"))
    assert [(block.text, block.listed, block.introduced) for block in blocks] == [
        ("The first rule stands here.", False, False),
        ("- one letter\n- two forms", True, False),
    ]


def test_an_inner_list_is_joined_to_the_item_that_introduces_it() -> None:
    assert said("# References", Item("one of these:"), Item("a letter;", 1), Item("a form.", 1), Item("two papers")) == [
        ["one of these: a letter; a form", "two papers"]
    ]


def test_a_list_within_a_sentence_is_one() -> None:
    assert said("# References", "Three ratings are needed here: 1. One from A, 2. One from B, and 3. One from C.") == [
        ["Three ratings are needed here:", "One from A,", "One from B, and", "One from C."]
    ]
    assert said("# Fees", "It costs 1. Five, or seven with Form 3.") == [["It costs 1.", "Five, or seven with Form 3."]]


# Labels before a text


def test_a_sentence_before_a_colon_is_no_label() -> None:
    rule = "Three reference ratings are required: one from the supervisor, one from a colleague, and one from the parent of a child."
    assert said("# References", rule) == [[rule]]


def test_a_text_that_names_its_topic_stands_below_it_with_its_list() -> None:
    found = scoped(
        "# Level II", "# Requirements", "Training: thirty hours in all are shown, of which ten may be online.", "References: these:", Item("one"), "Some text."
    )
    assert found == [
        (("IFS", "requirements", "training"), "thirty hours in all are"),
        (("IFS", "requirements", "references"), "References: these:\n- one"),
        (("IFS", "requirements", None), "Some text."),
    ]


def test_a_bold_line_is_a_heading_and_a_bold_sentence_is_none() -> None:
    bold = Paragraph("Everything is sent in May.", bold=True)
    assert scoped("# Requirements", Paragraph("Training:", bold=True), RULE, bold)[-1] == ((None, "requirements", "training"), "Everything is sent in Ma")


# Sentences


def test_a_condition_in_brackets_stays_with_its_rule() -> None:
    assert said("# Training", "Thirty hours are needed. (Not for mentors.) More is welcome.") == [
        ["Thirty hours are needed. (Not for mentors.)", "More is welcome."]
    ]


def test_cases_with_a_figure_each_are_sentences() -> None:
    assert said("# Fees", "Members pay $20; Others pay $35; if late, $50.") == [["Members pay $20;", "Others pay $35;", "if late, $50."]]


def test_alternatives_are_one_paragraph() -> None:
    assert said("# Education", "A degree in nursing is needed, OR", "a degree in law.", "OR", "Ten years of work.") == [
        ["A degree in nursing is needed, OR a degree in law.", "OR Ten years of work."]
    ]


def test_a_word_or_two_are_told_with_their_heading() -> None:
    assert said("# Code of Ethics", "Signed") == [["Code of Ethics: Signed"]]
    assert said("# Is there an exam?", "None.") == [["Is there an exam? None."]]
    assert said("# Where to Go", "Anywhere.") == [["Anywhere."]]


def test_a_long_paragraph_is_several_blocks() -> None:
    sentences = [f"Sentence number {number} says a thing about training that is rather long." for number in range(30)]
    blocks = outlined("# Training", " ".join(sentences))
    assert len(blocks) > 2
    assert [sentence.text for block in blocks for sentence in block.sentences] == sentences
    assert all(len(block.text) <= 1000 for block in blocks)


# Tables and notes


def test_cells_stand_below_the_names_of_their_row_and_column() -> None:
    blocks = outlined("# Requirements", table(("", "Level I", "Level II"), ("Training", "20 hours", "30 hours"), ("Exam", "There is none of any kind.", RULE)))
    assert [(block.headings, block.text) for block in blocks] == [
        (("Requirements", "Training", "Level I"), "Training: 20 hours"),
        (("Requirements", "Training", "Level II"), "Training: 30 hours"),
        (("Requirements", "Exam", "Level I"), "Exam: There is none of any kind."),
        (("Requirements", "Exam", "Level II"), RULE),
    ]
    assert [block.scope.category for block in blocks] == ["IFA", "IFS", "IFA", "IFS"]


def test_a_row_that_names_a_part_heads_the_rows_below_it() -> None:
    found = scoped("# Level II", table(("Requirements", ""), ("Training", "30 hours"), ("Renewal", ""), ("Training", "9 hours")), "A text after it.")
    assert [scope for scope, _ in found[:2]] == [("IFS", "requirements", "training"), ("IFS", "renewal", "training")]


def test_figures_that_nothing_tells_apart_are_no_rule() -> None:
    assert scoped("# Fees", table(("Application fee", "$10", "$20"), ("Total fee", "$30", "$40")))[0] == ((None, None, None), "Application fee: $10; $2")


def test_a_note_stands_below_what_it_explains() -> None:
    blocks = outlined("# Training", "A first rule is here.", Note("1", "It has an exception.", 3, 9), "A second rule is here.")
    assert [(block.headings[-1], block.text) for block in blocks] == [
        ("Training", "A first rule is here."),
        ("Footnote 1", "It has an exception."),
        ("Training", "A second rule is here."),
    ]
    assert (blocks[1].page, blocks[1].line) == (3, 9)
    assert blocks[1].scope == blocks[0].scope


# The whole


def test_blocks_keep_page_and_line() -> None:
    (block,) = outlined("# Training", RULE)
    assert (block.page, block.line) == (2, 2)


def test_lines_of_a_table_of_contents_are_left_out() -> None:
    assert said("Requirements ........ 4", "Some text.") == [["Some text."]]


def test_a_heading_that_asks_is_asked() -> None:
    first, second = outlined("# How many training hours do I need?", RULE, "A second paragraph.")
    assert "How many training hours do I need?" in first.asks
    assert "How many training hours do I need?" not in second.asks


def test_all_text_is_kept_and_in_order() -> None:
    elements = [
        "# Level I",
        "One text.",
        "# Pandas",
        "Two texts.",
        Item("three"),
        Item("four"),
        Note("1", "Five."),
        table(("Six", "seven of them"), ("Training", "eight")),
        "Nine texts.",
    ]
    whole = " ".join(block.text for block in outlined(*elements))
    places = [whole.find(text) for text in ("One text.", "Two texts.", "three", "four", "Five.", "seven of them", "eight", "Nine texts.")]
    assert -1 not in places
    assert places == sorted(places)


@pytest.mark.parametrize("joiner", [Paragraph("OR", bold=True), Heading("OR", 3), Paragraph("OR")])
def test_an_or_that_is_set_apart_joins_what_stands_around_it(joiner: Element) -> None:
    (block,) = said(Heading("Education", 2), Paragraph("A degree in a field that is near."), joiner, Paragraph("Five years of paid work."))
    assert " ".join(block) == "A degree in a field that is near. OR Five years of paid work."
