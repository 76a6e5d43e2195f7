from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.dates import find_dates
from corpus.editions import date_of


def isos(text: str) -> list[str]:
    return [dated.iso for dated in find_dates(text)]


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2031", "2031"),
        ("2031-03", "2031-03"),
        ("2031-03-18", "2031-03-18"),
        ("2031/03/18", "2031-03-18"),
        ("3/18/2031", "2031-03-18"),
        ("03-18-2031", "2031-03-18"),
        ("18.3.2031", "2031-03-18"),
        ("3/2031", "2031-03"),
        ("March 18, 2031", "2031-03-18"),
        ("March  18th 2031", "2031-03-18"),
        ("18 March 2031", "2031-03-18"),
        ("MARCH 2031", "2031-03"),
        ("Sept. 2031", "2031-09"),
        ("Spring 2031", "2031"),
        ("December 32, 2031", "2031-12"),
    ],
)
def test_a_date_is_as_exact_as_it_is_written(text: str, iso: str) -> None:
    assert isos(text) == [iso]


@pytest.mark.parametrize(
    "text",
    [
        "$2,031",
        "2031%",
        "13/45/2031",
        "2030-31",
        "2031-13-45",
        "555-2031-44",
        "2025550143",
        "room 2031B",
        "At least 2000 hours of paid work",
        "2000 clock hours",
        "2031 families",
    ],
)
def test_other_figures_are_no_dates(text: str) -> None:
    assert isos(text) == []


def test_dates_come_in_order_and_a_range_of_years_ends_with_its_last() -> None:
    assert isos("Written in May 2029, read 2030, printed 6/1/2031") == ["2029-05", "2030", "2031-06-01"]
    assert isos("2019-2031") == ["2031"]


@pytest.mark.parametrize(
    ("text", "strength"),
    [
        ("Edition of March 2031", 2),
        ("Revised 3/18/2031", 2),
        ("Rev. 03/18/2031", 2),
        ("Effective January 1, 2031", 2),
        ("Last updated: March 2031", 2),
        ("2031 Edition", 2),
        ("2031 guidelines", 2),
        ("Approved by the board on March 3, 2031", 1),
        ("© 2031 NVAIMH", 1),
        ("© 2019-2031 NVAIMH", 1),
        ("Founded in 2031", 0),
        ("This endorsement is valid until 2031", 0),
        ("This edition is for families. In 2031 they were asked", 0),
    ],
)
def test_what_a_text_calls_a_date_tells_how_strong_it_is(text: str, strength: int) -> None:
    (dated,) = find_dates(text)
    assert dated.strength == strength
    assert dated.labelled is (strength > 0)


def test_all_years_of_a_copyright_are_labelled() -> None:
    assert [(dated.iso, dated.strength) for dated in find_dates("Copyright 2029, 2030, 2031")] == [("2029", 1), ("2030", 1), ("2031", 1)]


def test_a_date_that_stands_alone_is_told_from_one_in_a_sentence() -> None:
    assert find_dates("(March 2031)")[0].alone
    assert not find_dates("The committee met for the first time in March 2031")[0].alone


def test_a_text_may_speak_as_of_a_day() -> None:
    assert find_dates("The fees as of March 2031")[0].as_of
    assert find_dates("Retrieved in October 2031")[0].as_of
    assert not find_dates("March 2031")[0].as_of


def test_the_words_around_a_date_are_given() -> None:
    context = find_dates("x " * 60 + "printed in March 2031 by the office" + " y" * 60)[0].context
    assert "printed in March 2031 by the office" in context
    assert len(context) < 80


@given(st.text(alphabet="0123456789-/. ,MarchaysptDec©–()hours", max_size=40))
def test_every_date_is_one_that_editions_can_be_ordered_by(text: str) -> None:
    for dated in find_dates(text):
        assert date_of(dated.iso) is not None
