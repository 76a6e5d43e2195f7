from __future__ import annotations

import pytest

from corpus.labels import Labels
from corpus.readers.text_columns import divide_columns
from corpus.readers.text_lines import read_lines
from corpus.vocabulary import load_vocabulary

LABELS = Labels(load_vocabulary())


def divided(text: str) -> tuple[list[list[str]], int]:
    """The rows as texts, the lines of a cell divided by bars, and how many lines they take."""
    rows, used = divide_columns(read_lines(text)[0], LABELS)
    return [["|".join(line.text for line in cell) for cell in row] for row in rows], used


def test_cells_go_on_below_and_rows_begin_at_the_left() -> None:
    text = "Training              At least 30 hours of classes,\n                      ten of them about babies\n\nReferences            Three letters\n"
    assert divided(text) == ([["Training", "At least 30 hours of classes,|ten of them about babies"], ["References", "Three letters"]], 3)


def test_a_name_may_be_broken_over_two_lines() -> None:
    text = "Training              At least 30 hours\n\nReflective            At least 20 hours of it\nSupervision           within two years\n"
    assert divided(text)[0] == [["Training", "At least 30 hours"], ["Reflective|Supervision", "At least 20 hours of it|within two years"]]


def test_rows_need_no_empty_lines_between_them() -> None:
    text = "Training              At least 30 hours of classes\nWork Experience       Two years with families\nReferences            Three letters of those\n"
    assert [row[0] for row in divided(f"{text}                      who know the work\n")[0]] == ["Training", "Work Experience", "References"]
    assert divided("Form A      10 pages\nForm B      12 pages\nForm C      2 pages\n")[0] == [
        ["Form A", "10 pages"],
        ["Form B", "12 pages"],
        ["Form C", "2 pages"],
    ]


def test_a_grid_may_lack_the_name_over_its_rows() -> None:
    text = "               Level I      Level II\nApplication    $10          $20\nTotal          $30          $40\n"
    assert divided(text) == ([["", "Level I", "Level II"], ["Application", "$10", "$20"], ["Total", "$30", "$40"]], 3)


def test_three_columns_are_told_apart() -> None:
    text = "Training        20 hours in class        30 hours in class\n" + " " * 41 + "about babies\n\nReferences      Two                      Three\n"
    assert divided(text)[0] == [["Training", "20 hours in class", "30 hours in class|about babies"], ["References", "Two", "Three"]]


def test_the_table_ends_where_a_line_crosses_its_columns() -> None:
    text = "Training              At least 30 hours\n\nReferences            Three letters\n\nWhoever applies sends all of it to the office by mail.\n"
    assert divided(text)[1] == 2


def test_a_heading_below_ends_the_table() -> None:
    text = "Training              At least 30 hours\n\nReferences            Three letters\n\nRenewal\n\nNine hours a year.\n"
    assert divided(text)[1] == 2


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Training\nAt least 30 hours\n",
        "Page one              of two\nA text that goes on.\n",
        "A text with   a gap that nothing stands below\nand goes on here.\n",
    ],
)
def test_other_lines_are_no_table(text: str) -> None:
    assert divided(text) == ([], 0)
