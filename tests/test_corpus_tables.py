from __future__ import annotations

import pytest
from corpus_elements import shown

from corpus.elements import Content, Element, Item, Paragraph, Table
from corpus.labels import Labels
from corpus.tables import Laid, join_tables, lay_out
from corpus.vocabulary import load_vocabulary

LABELS = Labels(load_vocabulary())
LONG = "Papers of each course that was taken, with the day and the name of whoever taught it"


def table(*rows: tuple[str | Content | tuple[Content, ...], ...], header: bool = False) -> Table:
    def cell(said: str | Content | tuple[Content, ...]) -> tuple[Content, ...]:
        if isinstance(said, str):
            return (Paragraph(said, 3, 7),) if said else ()
        return said if isinstance(said, tuple) else (said,)

    return Table(tuple(tuple(cell(said) for said in row) for row in rows), header, 3, 7)


def laid(made: Table, category: str | None = None) -> list[Laid]:
    return list(lay_out(made, LABELS, category))


def told(made: Table, category: str | None = None) -> list[tuple[str, str, list[str]]]:
    """Row, column and texts of each cell."""
    return [(one.row, one.column, [content.text for content in one.content]) for one in laid(made, category)]


# Rows


def test_a_row_names_what_its_cells_are_about() -> None:
    made = table(("Training", "At least 30 hours."), ("References", (Paragraph("Three:"), Item("one"), Item("two"))))
    assert told(made) == [("Training", "", ["At least 30 hours."]), ("References", "", ["Three:", "one", "two"])]
    assert [one.prefix for one in laid(made)] == ["Training", "References"]


def test_a_cell_without_a_name_belongs_to_the_row_above() -> None:
    assert told(table(("Training", "30 hours."), ("", "Ten of them about babies.")))[1][0] == "Training"


def test_a_row_of_nothing_but_a_name_heads_those_below() -> None:
    found = laid(table(("Requirements", ""), ("Training", "30 hours"), ("Renewal", ""), ("", "9 hours a year")))
    assert [(one.row, one.opens) for one in found] == [("Requirements", True), ("Training", False), ("Renewal", True), ("", False)]


def test_a_first_cell_may_hold_more_than_the_name() -> None:
    made = table(((Paragraph("Training"), Paragraph("(new)")), "30 hours"), ("References", "Three"))
    assert told(made)[:2] == [("Training", "", ["(new)"]), ("Training", "", ["30 hours"])]
    run = "Training At least 30 hours within five years, ten of them about babies and what they need from those around them"
    assert told(table((run, "see below"), ("References", "Three")))[0] == ("Training", "", [run.removeprefix("Training ")])


def test_a_first_cell_that_is_no_name_is_text() -> None:
    text = "Whoever applies shows three letters. They come from people who know the work, and the office reads them with care."
    assert told(table((text, "Another text."), ("Training", "30 hours")))[:2] == [("", "", [text]), ("", "", ["Another text."])]


def test_numbers_before_the_names_of_rows_are_left_out() -> None:
    made = table(("1.", "Training", "30 hours"), ("2.", "References", "Three"))
    assert told(made) == [("Training", "", ["30 hours"]), ("References", "", ["Three"])]


def test_a_table_of_one_column_is_its_texts() -> None:
    assert told(table(("One thing.",), ("Another.",))) == [("", "", ["One thing."]), ("", "", ["Another."])]
    assert told(table(("", ""), ("", ""))) == []


# Columns


def test_names_of_categories_head_columns() -> None:
    made = table(("", "Level I", "Level II"), ("Training", "20 hours", "30 hours"), ("References", "Two", LONG))
    assert told(made) == [
        ("Training", "Level I", ["20 hours"]),
        ("Training", "Level II", ["30 hours"]),
        ("References", "Level I", ["Two"]),
        ("References", "Level II", [LONG]),
    ]
    assert {one.prefix for one in laid(made)} == {"Training", "References"}, "whose it is adds nothing"


def test_a_corner_may_name_what_the_table_is_about() -> None:
    made = table(("Requirement", "Level I", "Level II"), ("Training", "20 hours", "30 hours"), ("References", "Two", "Three"))
    assert told(made)[0] == ("Training", "Level I", ["20 hours"])
    made = table(("Reflective supervision", "Level I", "Level II"), ("Alone", "10 hours", "12 hours"), ("In a group", "20 hours", "24 hours"))
    assert told(made)[0] == ("Reflective supervision", "Level I", ["Alone: 10 hours", "In a group: 20 hours"])


def test_designations_head_columns_below_their_category_alone() -> None:
    made = table(("", "Clinical", "Policy"), ("Training", "30 hours of it", "40 hours of it"), ("References", LONG, "Three of them"))
    assert [(one.row, one.column) for one in laid(made, "IMHM")][:2] == [("Training", "Clinical"), ("Training", "Policy")]


def test_other_names_of_columns_are_told_with_the_cell() -> None:
    made = table(("Requirement", "Minimum", "Papers"), ("Training", "30 hours", LONG), ("References", "Three", LONG))
    assert [(one.column, one.prefix) for one in laid(made)][:2] == [("Minimum", "Training, Minimum"), ("Papers", "Training, Papers")]


def test_names_of_two_columns_above_long_texts_are_left_out() -> None:
    made = table(("What", "Details"), ("Training", LONG), ("References", LONG))
    assert told(made) == [("Training", "", [LONG]), ("References", "", [LONG])]


def test_a_title_in_the_first_row_heads_the_table() -> None:
    made = table(("Fees", "", ""), ("", "Level I", "Level II"), ("Application", "$10", "$20"))
    assert [one.opens for one in laid(made)] == [True, False, False]
    assert told(made)[1:] == [("", "Level I", ["Application: $10"]), ("", "Level II", ["Application: $20"])]


def test_names_of_columns_that_come_again_after_a_page_are_left_out() -> None:
    head = ("Requirement", "What is shown")
    assert told(table(head, ("Training", LONG), head, ("References", LONG), header=True)) == [("Training", "", [LONG]), ("References", "", [LONG])]


def test_a_first_row_that_a_file_must_mark_as_a_head_is_read() -> None:
    """A table in Markdown has no other first row."""
    made = table(("Education", "A bachelor's degree."), ("Training", "30 hours"), header=True)
    assert told(made)[0] == ("Education", "", ["A bachelor's degree."])
    assert told(table(("Topic", "Rule"), ("Training", "30 hours"), header=True)) == [("Training", "", ["30 hours"])]


def test_levels_may_stand_at_the_left_as_mere_numerals() -> None:
    made = table(("Level", "Training", "References"), ("I", "20 hours", "Two"), ("II", "30 hours", "Three"))
    assert told(made)[0] == ("Level I", "Training", ["20 hours"])
    assert laid(made)[0].prefix == "Training"


# Figures


def test_a_schedule_is_told_category_by_category_its_total_first() -> None:
    made = table(("Fee", "Level I", "Level II"), ("Application fee", "$10", "–"), ("Total fee", "$40", "$50"))
    found = laid(made)
    assert told(made) == [("", "Level I", ["Total fee: $40", "Application fee: $10"]), ("", "Level II", ["Total fee: $50"])]
    assert all(isinstance(content, Item) and (content.page, content.line) == (3, 7) for one in found for content in one.content)


def test_a_price_list_is_told_category_by_category_its_total_first() -> None:
    made = table(("Level", "Application", "Total"), ("I", "$10", "$40"), ("II", "none", "$50"))
    assert told(made) == [("", "Level I", ["Total: $40", "Application: $10"]), ("", "Level II", ["Total: $50", "Application: none"])]


def test_figures_that_nothing_tells_apart_are_nobodys() -> None:
    (first, second) = laid(table(("Application fee", "$10", "$20"), ("Total fee", "$30", "$40")))
    assert first.unclear
    assert second.unclear
    assert [content.text for content in first.content] == ["$10; $20"]


@pytest.mark.parametrize(
    ("name", "said", "text", "prefix"),
    [
        ("Training (clock hours)", "30", "30 clock hours", "Training"),
        ("Training hours", "30, of which 6 alone", "30 hours, of which 6 alone", "Training hours"),
        ("Work experience (in years)", "1", "1 year", "Work experience"),
        ("Work experience (in years)", "2 of paid work", "2 years of paid work", "Work experience"),
        ("Training (clock hours)", "30 hours", "30 hours", "Training"),
        ("Training (clock hours)", "20 to 30", "20 to 30", "Training"),
        ("Training (clock hours)", "30%", "30%", "Training"),
        ("References", "3", "3", "References"),
    ],
)
def test_a_bare_figure_has_the_unit_that_its_row_names(name: str, said: str, text: str, prefix: str) -> None:
    (one, _) = laid(table((name, said), ("Exam", "None.")))
    assert one.content[0].text == text
    assert one.prefix == prefix


# Joined


def joined(*elements: Element) -> list[str]:
    return [shown(element) for element in join_tables(elements, LABELS)]


def test_a_head_and_the_table_below_it_are_one() -> None:
    body = table(("Application fee", "$10", "$20"), ("Total fee", "$30", "$40"))
    assert joined(table(("Level I", "Level II")), body) == ["T  | Level I | Level II || Application fee | $10 | $20 || Total fee | $30 | $40"]
    broken = table(("Infant Family", "Infant Family"), ("Associate", "Specialist"))
    assert joined(broken, body)[0].startswith("T  | Infant Family Associate | Infant Family Specialist || Application fee")


def test_a_single_row_goes_on_with_the_table_above() -> None:
    rows = (("Fee", "Level I", "Level II"), ("Application fee", "$10", "$20"))
    assert joined(table(*rows), table(("Total fee", "$30", "$40"))) == ["t Fee | Level I | Level II || Application fee | $10 | $20 || Total fee | $30 | $40"]


@pytest.mark.parametrize(
    "elements",
    [
        (table(("Training", "30 hours")), table(("References", "Three"))),
        (table(("a", "b", "c")), Paragraph("Between them."), table(("d", "e", "f"))),
        (table(("a", "b", "c")), table(("d", "e", "f"), header=True)),
        (table(("a", "b", "c")), table(("d", "e"))),
        (Table(()), Table(())),
    ],
)
def test_other_tables_stay_apart(elements: tuple[Element, ...]) -> None:
    assert joined(*elements) == [shown(element) for element in elements]
