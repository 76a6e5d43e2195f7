from __future__ import annotations

from pathlib import Path

import pytest
from corpus_elements import shown

from corpus.elements import Note, Table
from corpus.errors import DocumentError
from corpus.labels import Labels
from corpus.readers.text_reader import read_plain, read_plain_text
from corpus.vocabulary import load_vocabulary

LABELS = Labels(load_vocabulary())
TEXT = "Those who apply show that they have worked with babies and with families for some years, and they\nshow it in writing.\n"
"""A paragraph of full lines, beside which a line is short."""


def read(text: str) -> list[str]:
    return [shown(element) for element in read_plain_text(text, LABELS).elements]


def after(text: str) -> list[str]:
    """What is made of a text that stands below a paragraph of full lines."""
    return read(f"{TEXT}\n{text}")[1:]


# Files


def test_a_file_is_read_whatever_its_encoding(tmp_path: Path) -> None:
    path = tmp_path / "guide.txt"
    path.write_bytes("Training\n\nThirty hours, as a résumé shows.\n".encode("latin-1"))
    assert [shown(element) for element in read_plain(path, LABELS).elements] == ["#0 Training", "Thirty hours, as a résumé shows."]
    path.write_bytes(b"")
    with pytest.raises(DocumentError, match=r"guide\.txt"):
        read_plain(path, LABELS)


def test_pages_and_lines_are_kept_and_what_stands_in_margins_is_told() -> None:
    document = read_plain_text("NVAIMH Guide   1\n\nOne text.\n\fNVAIMH Guide   2\n\nTwo texts.\n", LABELS)
    assert [(shown(element), element.page, element.line) for element in document.elements] == [("One text.", 1, 3), ("Two texts.", 2, 6)]
    assert document.margins == ("NVAIMH Guide",)


def test_an_empty_text_has_no_elements() -> None:
    assert read("\n") == []


# Paragraphs


def test_broken_lines_are_joined_and_empty_ones_divide() -> None:
    assert read("This is one sentence that goes\non here.\n\nThis is another one that begins\nhere.\n") == [
        "This is one sentence that goes on here.",
        "This is another one that begins here.",
    ]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    assert read("A text that goes on over\n\fthe end of a page.\n") == ["A text that goes on over the end of a page."]
    assert read("A text ends.\n\fAnother one begins.\n") == ["A text ends.", "Another one begins."]


def test_a_text_in_double_spacing_is_joined() -> None:
    lines = ["A paragraph that is long enough to be broken over several lines", "goes on here since the text is set with an empty line between"]
    lines += ["all of them, and it is not before this line that the sentence", "ends. Another one, which stands in the same paragraph, is not", "much shorter."]
    assert read("\n\n".join(lines)) == [" ".join(lines)]


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("fam-\nilies are here", "families are here"),
        ("well-\nbeing and well-being", "well-being and well-being"),
        ("pre- and\npost-natal", "pre- and post-natal"),
        ("pre-\nand post-natal", "pre- and post-natal"),
        ("Clinical-\nPolicy", "Clinical-Policy"),
        ("non-\nvoting", "non-voting"),
        ("nur-\nsery nurses", "nursery nurses"),
    ],
)
def test_hyphens_at_the_end_of_a_line_are_healed(broken: str, whole: str) -> None:
    assert read(f"They say: {broken}.") == [f"They say: {whole}."]


# Headings


@pytest.mark.parametrize(
    "heading",
    [
        "Training",
        "REFERENCES",
        "Reflective Supervision/Consultation:",
        "Level II",
        "Infant Family Specialist (Level II)",
        "Renewal Requirements",
        "WHAT WE DO ELSE",
        "Our Office and Its Hours",
    ],
)
def test_a_line_that_the_vocabulary_knows_or_a_title_is_a_heading(heading: str) -> None:
    assert after(f"{heading}\n\n{TEXT}")[0] == f"#0 {heading.rstrip(':')}"


def test_a_heading_may_be_broken_over_two_lines() -> None:
    assert after(f"Reflective Supervision and\nConsultation\n\n{TEXT}")[0] == "#0 Reflective Supervision and Consultation"
    assert after(f"Infant Mental Health\nSpecialist\n\n{TEXT}")[0] == "#0 Infant Mental Health Specialist"
    assert after(f"Infant Family\nSpecialist\n\n{TEXT}")[0] == "#0 Infant Family Specialist", "and is not the other specialist"


@pytest.mark.parametrize(
    "line",
    [
        "Level II: 20 hours",
        "Training 30 hours",
        "Work Experience: Two Years",
        "Fees: $20",
        "Training is required.",
        "training",
        "2031 $ 12",
        "www.example.org/Training",
    ],
)
def test_a_line_with_its_figure_is_text_and_no_heading(line: str) -> None:
    """What stands in a heading can never be quoted."""
    assert after(f"{line}\n\n{TEXT}")[0] == line


def test_numbers_tell_how_deep_a_section_is() -> None:
    text = f"1. Requirements\n\n1.1 Training\n\n{TEXT}\n2. Renewal\n\n2.1 Training\n\n{TEXT}"
    assert [line for line in after(text) if line.startswith("#")] == ["#1 1. Requirements", "#2 1.1 Training", "#1 2. Renewal", "#2 2.1 Training"]


def test_a_numbered_list_of_levels_is_a_list() -> None:
    assert after(f"There are three levels:\n1. Infant Family Associate\n2. Infant Family Specialist\n3. Infant Mental Health Specialist\n\n{TEXT}")[:4] == [
        "There are three levels:",
        "- 1 Infant Family Associate",
        "- 2 Infant Family Specialist",
        "- 3 Infant Mental Health Specialist",
    ]


def test_a_line_underlined_with_signs_is_a_heading() -> None:
    assert after(f"What applicants should know\n===========================\n{TEXT}")[0] == "#0 What applicants should know"


def test_lines_of_a_table_of_contents_are_texts_of_their_own() -> None:
    assert after(f"Requirements ........ 3\nRenewal ........ 5\n\nRequirements\n\n{TEXT}")[:3] == [
        "Requirements ........ 3",
        "Renewal ........ 5",
        "#0 Requirements",
    ]


def test_the_name_of_a_row_whose_text_follows_is_a_heading_within_rules() -> None:
    rows = "Training At least 30 hours of it.\nWork Experience Two years of paid work\nwith families.\nReferences Three.\n"
    assert after(f"Requirements\n\n{rows}") == [
        "#0 Requirements",
        "#0 Training",
        "At least 30 hours of it.",
        "#0 Work Experience",
        "Two years of paid work with families.",
        "#0 References",
        "Three.",
    ]


def test_lines_that_begin_with_a_label_are_paragraphs_of_their_own() -> None:
    assert after("Training: at least 30 hours\nReferences: three letters\nLevel II: 40 hours\n") == [
        "Training: at least 30 hours",
        "References: three letters",
        "Level II: 40 hours",
    ]


def test_terms_of_a_glossary_are_headings() -> None:
    elements = read_plain_text("Glossary\n\nBaby: a child under three.\nFamily: those who care for it,\nwhoever they are.\n", LABELS).elements
    assert [shown(element) for element in elements] == [
        "#0 Glossary",
        "#0 Baby",
        "a child under three.",
        "#0 Family",
        "those who care for it, whoever they are.",
    ]
    assert [getattr(element, "term", False) for element in elements] == [False, True, False, True, False]


# Lists


def test_bullets_numbers_and_letters_begin_items() -> None:
    assert after("These are asked for:\n• One letter that goes\n  on here\n- Two forms\n* Three papers\n1. First\n2) Second\n(a) Third\n  o inner\n") == [
        "These are asked for:",
        "- One letter that goes on here",
        "- Two forms",
        "- Three papers",
        "- 1 First",
        "- 2 Second",
        "- a Third",
        "  - inner",
    ]


def test_a_list_ends_where_a_paragraph_begins() -> None:
    assert after(f"• One letter\n• Two forms\n\nSend all of it by mail.\n\n{TEXT}")[:3] == ["- One letter", "- Two forms", "Send all of it by mail."]
    assert after(f"• One letter\n• Two forms\n{TEXT}")[2].startswith("Those who apply")


def test_an_item_may_go_on_below_an_empty_line() -> None:
    assert after("• One letter of somebody who has known the applicant for at least two whole years of work and\n\nwho is endorsed\n• Two forms\n") == [
        "- One letter of somebody who has known the applicant for at least two whole years of work and who is endorsed",
        "- Two forms",
    ]


def test_a_number_that_ends_a_sentence_begins_no_item() -> None:
    assert after("All hours are done within\n2. Then they are sent.\n") == ["All hours are done within 2. Then they are sent."]


# Tables


def test_tabs_and_bars_divide_cells() -> None:
    assert read("Training\tAt least 30 hours\nReferences\tThree\n") == ["t Training | At least 30 hours || References | Three"]
    assert read("| Topic | Rule |\n|---|---|\n| Training | 30 hours |\n") == ["t Topic | Rule || Training | 30 hours"]


def test_tags_within_a_cell_are_read() -> None:
    assert read("Training\t<ul><li>One</li><li>Two</li></ul>\nReferences\tThree\n") == ["t Training | - One / - Two || References | Three"]


def test_a_part_or_level_within_a_table_of_tabs_is_a_heading() -> None:
    assert read("Level I\t\nTraining\t20 hours\nLevel II\t\nTraining\t30 hours\n") == [
        "#0 Level I",
        "t Training | 20 hours",
        "#0 Level II",
        "t Training | 30 hours",
    ]


def test_blanks_keep_columns_apart() -> None:
    text = "Training              At least 30 hours of classes,\n                      ten of them about babies\n\nWork Experience       Two years\n"
    assert read(text) == ["t Training | At least 30 hours of classes, ten of them about babies || Work Experience | Two years"]


def test_figures_below_names_of_categories_are_a_table() -> None:
    assert read("Fees\n\nLevel I  Level II\nApplication fee $10 $20\nTotal fee none $40\n") == [
        "#0 Fees",
        "T  | Infant Family Associate | Infant Family Specialist || Application fee | $10 | $20 || Total fee | none | $40",
    ]


# Footnotes


def test_a_footnote_stands_behind_what_it_explains_and_its_marker_goes() -> None:
    assert after("Two years of work1 count.\n\nThree letters.\n\n1 Unpaid work counts half.\n") == [
        "Two years of work count.",
        "^1 Unpaid work counts half.",
        "Three letters.",
    ]
    assert after("• Two years of work¹\n• Three letters\n\n¹ Unpaid work counts half.\n") == [
        "- Two years of work",
        "^1 Unpaid work counts half.",
        "- Three letters",
    ]


def test_a_footnote_of_a_cell_stands_in_the_cell() -> None:
    (table, _) = read_plain_text("Training\t30 hours1\nReferences\tThree\n\n\n1 Or less.\n\n\nAn end.\n", LABELS).elements
    assert isinstance(table, Table)
    assert table.rows[0][1][1] == Note("1", "Or less.", None, 5)


def test_a_footnote_that_nothing_marks_stands_where_it_stood() -> None:
    assert read(f"Two years count.\n\n† Unpaid work counts half.\n\n\n{TEXT}")[:2] == ["Two years count.", "^† Unpaid work counts half."]
