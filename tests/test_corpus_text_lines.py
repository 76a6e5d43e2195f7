from __future__ import annotations

import pytest

from corpus.readers.text_lines import Line, clean, read_lines, without_marker


def texts(text: str) -> list[str]:
    return [line.text for line in read_lines(text)[0]]


def notes(text: str) -> list[tuple[str, str]]:
    return [(note.label, note.text) for note in read_lines(text)[1]]


# Lines


def test_lines_keep_their_number_and_the_blank_ones_before_them() -> None:
    lines, _, _ = read_lines("One\r\n\r\n\r\nTwo  \rThree\n\n")
    assert lines == [Line("One", 1, None), Line("Two", 4, None, 2), Line("Three", 5, None)]


def test_an_empty_text_has_no_lines() -> None:
    assert read_lines("\n \n") == ([], [], ())


@pytest.mark.parametrize(
    ("raw", "plain"),
    [
        ("co\u00adoperate\u00a0now", "cooperate now"),
        ("ﬁnd the oﬀice ﬂoor", "find the office floor"),
        ("\uf0b7 one", "• one"),
        ("▪ one ✓ two", "• one • two"),
        ("◦ inner", "◦ inner"),
        ("a\u200bb\x07c", "abc"),
        ("a\tb", "a\tb"),
        ("e\u0301", "é"),
    ],
)
def test_a_line_is_made_plain(raw: str, plain: str) -> None:
    assert clean(raw) == plain


def test_a_raised_mark_on_a_line_of_its_own_is_put_back() -> None:
    assert texts("The IMH-E\n®\nis a mark.\nIt is known.") == ["The IMH-E® is a mark.", "It is known."]
    assert texts("The IMH-E\n®\n, a mark.") == ["The IMH-E®, a mark."]


# Pages


def test_form_feeds_divide_pages_and_lines_are_counted_through() -> None:
    lines, _, _ = read_lines("One\ntwo\n\fThree\nfour\n")
    assert [(line.text, line.number, line.page, line.starts_page) for line in lines] == [
        ("One", 1, 1, True),
        ("two", 2, 1, False),
        ("Three", 3, 2, True),
        ("four", 4, 2, False),
    ]


def test_running_heads_and_page_numbers_are_dropped_and_told() -> None:
    page = "Guide of NVAIMH        Page {0} of 3\n\nText {1} of a page.\n\n- {0} -\n"
    lines, _, margins = read_lines("\f".join(page.format(number, "abc"[number - 1]) for number in (1, 2, 3)))
    assert [line.text for line in lines] == ["Text a of a page.", "Text b of a page.", "Text c of a page."]
    assert all(line.starts_page for line in lines)
    assert margins == ("Guide of NVAIMH",)


def test_a_heading_that_comes_again_below_the_name_of_each_level_is_no_running_head() -> None:
    assert texts("Level I\nRequirements\nA rule.\n\fLevel II\nRequirements\nA rule more.\n\fLevel III\nRequirements\nA third rule.").count("Requirements") == 3


def test_what_stands_on_few_pages_or_within_one_stays() -> None:
    within = "\n".join(f"line {letter}" for letter in "abcd")
    text = "\f".join(f"{within}\nThe same line.\n{within[::-1]}" for _ in range(2))
    assert texts(text).count("The same line.") == 2
    assert "A head" in texts("A head\nOne.\n\fTwo.\n\fThree.\n\fFour.")
    assert texts("12\nOne page alone.") == ["12", "One page alone."]


def test_lost_bullets_and_pages_are_put_back() -> None:
    """A text without form feeds, whose bullets and page marks left one blank each."""
    listed = "\n".join(f" Item {number} of a list" for number in range(8))
    plain = "\n".join(f"Line {number} of running text" for number in range(12))
    lines, _, _ = read_lines(f"{plain}\n{listed}\n RENEWAL OF ENDORSEMENT\n{plain}")
    assert [line.text for line in lines if line.text.startswith("•")] == [f"• Item {number} of a list" for number in range(8)]
    assert [line.text.strip() for line in lines if line.starts_page] == ["Line 0 of running text", "RENEWAL OF ENDORSEMENT"]
    assert not any(line.startswith("•") for line in texts(f"{plain}\n A quotation\n{plain}")), "a few blanks are chance"


# Footnotes


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Two years of work¹ in a clinic.\n\n¹ Unpaid work counts half.", [("1", "Unpaid work counts half.")]),
        ("Two years of work1 in a clinic.\n\n1 Unpaid work counts half.", [("1", "Unpaid work counts half.")]),
        ("Two years in a clinic1.\n\n1 Unpaid work counts half.", [("1", "Unpaid work counts half.")]),
        ("Level II1 is new.\n\n1 Since this year.", [("1", "Since this year.")]),
        (f"Two years of work.\n{' ' * 25}\n7 Unpaid work counts half.", [("7", "Unpaid work counts half.")]),
        ("Two years of work* in a clinic.\n\n* Unpaid work counts half.", [("*", "Unpaid work counts half.")]),
        ("Two years of work† in a clinic.\n\n† Unpaid work counts half.", [("†", "Unpaid work counts half.")]),
        ("These are asked for:\n\n* One letter\n* Two forms\n* Three ratings", []),
        ("These are asked for:\n\n1 One letter\n2 Two forms", []),
        ("Work1 counts.\n\n1 Unpaid work counts half,\nand no more.\n2 No.", [("1", "Unpaid work counts half, and no more. 2 No.")]),
        (
            "Work1 and rest2 count.\n\n1 Unpaid work counts half,\nand no more.\n2 On Sundays.",
            [("1", "Unpaid work counts half, and no more."), ("2", "On Sundays.")],
        ),
    ],
)
def test_footnotes_are_taken_out_by_their_label(text: str, found: list[tuple[str, str]]) -> None:
    assert notes(text) == found


def test_a_footnote_ends_with_its_page_or_where_lines_are_left_empty() -> None:
    assert texts("Work1 counts.\n\n1 Unpaid work counts half.\n\fThe next page.") == ["Work1 counts.", "The next page."]
    assert texts("Work1 counts.\n\n1 Unpaid work counts half.\n\n\nThe next text.") == ["Work1 counts.", "The next text."]
    (note,) = read_lines("Work1 counts.\n\n1 Unpaid work counts half.\n\fThe next page.")[1]
    assert (note.number, note.page) == (3, 1)


@pytest.mark.parametrize(
    ("text", "label", "rest"),
    [
        ("paid work1 with", "1", "paid work with"),
        ("paid work¹ with", "1", "paid work with"),
        ("paid work.1 Then", "1", "paid work. Then"),
        ("in a clinic1.", "1", "in a clinic."),
        ("Level II2 asks", "2", "Level II asks"),
        ("vetted by the board 2, and", "2", "vetted by the board, and"),
        ("work* and", "*", "work and"),
        ("work1 and rest1", "1", "work and rest1"),
    ],
)
def test_the_first_marker_behind_a_word_is_taken_away(text: str, label: str, rest: str) -> None:
    assert without_marker(text, label) == (rest, True)


@pytest.mark.parametrize("text", ["room 1 is", "11 hours", "work12", "version1.5 of it", "1 letter", "work1%"])
def test_other_figures_are_no_markers(text: str) -> None:
    assert without_marker(text, "1") == (text, False)
