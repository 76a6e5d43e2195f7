from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.quantities import NUMBER_WORDS, Bound, Quantity, codes, number, quantities


def only(text: str) -> Quantity:
    found = quantities(text)
    assert len(found) == 1, found
    return found[0]


def units(text: str) -> list[tuple[float, str]]:
    return [(quantity.value, quantity.unit) for quantity in quantities(text)]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45", 45),
        ("1,200", 1200),
        ("7.5", 7.5),
        ("twenty-four", 24),
        ("Twenty four", 24),
        ("a hundred and five", 105),
        ("two hundred", 200),
        ("two dozen", 24),
        ("zero", 0),
    ],
)
def test_a_figure_is_read_in_digits_and_in_words(text: str, value: float) -> None:
    assert number(text) == value


def test_a_word_that_is_no_figure_is_refused() -> None:
    with pytest.raises(ValueError, match="not a figure: 'many'"):
        number("many")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("63 clock hours of training", 63, "hours"),
        ("I have 21hrs", 21, "hours"),
        ("a 9-year cycle", 9, "years"),
        ("$1,250 in all", 1250, "dollars"),
        ("1250 dollars", 1250, "dollars"),
        ("2000 dollars", 2000, "dollars"),
        ("a quorum of 65%", 65, "percent"),
        ("seven professional reference ratings", 7, "ratings"),
        ("18 families", 18, "families"),
        ("18 or more families", 18, "families"),
        ("an 18-member group", 18, "members"),
        ("revised in 2031", 2031, "date"),
        ("Level 3", 3, "level"),
    ],
)
def test_a_figure_has_its_unit(text: str, value: float, unit: str) -> None:
    quantity = only(text)
    assert (quantity.value, quantity.unit) == (value, unit)


@given(
    value=st.integers(0, 99_999) | st.sampled_from(sorted(NUMBER_WORDS)) | st.floats(0.25, 99.75).map(lambda x: round(x * 4) / 4),
    unit=st.sampled_from(["hours", "years", "months", "weeks", "days", "minutes", "percent", "dollars"]),
    before=st.sampled_from(["", "At least ", "a total of ", "The rule asks for ", "No more than "]),
    clock=st.booleans(),
)
def test_a_figure_with_its_unit_is_read_back(value: float | str, unit: str, before: str, clock: bool) -> None:
    shown = value if isinstance(value, str) else f"{value:,}" if isinstance(value, int) else f"{value:g}"
    said = f"{before}{shown} {'clock ' if clock and unit == 'hours' else ''}{unit} of training"
    quantity = only(said)
    assert quantity.value == (NUMBER_WORDS[value] if isinstance(value, str) else value)
    assert quantity.unit == unit
    assert said[quantity.start : quantity.end].endswith(unit)
    assert quantity.bound == {"At least ": Bound.AT_LEAST, "No more than ": Bound.AT_MOST}.get(before, Bound.EXACTLY)


@given(st.text(max_size=200))
def test_any_text_is_read_without_error_and_in_order(text: str) -> None:
    found = quantities(text)
    assert all(0 <= q.start < q.end <= len(text) for q in found)
    assert [q.start for q in found] == sorted(q.start for q in found)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("within one to two years", 1, 2),
        ("a one- to two-year timeframe", 1, 2),
        ("8-10 voting members", 8, 10),
        ("(0 - 36 months)", 0, 36),
        ("$30 to $40", 30, 40),
    ],
)
def test_a_range_has_two_ends(text: str, low: float, high: float) -> None:
    assert only(text).values() == (low, high)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("at least 12 hours", Bound.AT_LEAST),
        ("a minimum of 12 hours", Bound.AT_LEAST),
        ("no fewer than 12 hours", Bound.AT_LEAST),
        ("12 hours or more", Bound.AT_LEAST),
        ("12+ hours", Bound.AT_LEAST),
        ("more than 12 hours", Bound.AT_LEAST),
        ("no more than 12 hours", Bound.AT_MOST),
        ("not more than 12 hours", Bound.AT_MOST),
        ("less than 12 hours", Bound.AT_MOST),
        ("up to 12 hours", Bound.AT_MOST),
        ("within a time frame of 12 months", Bound.AT_MOST),
        ("from birth to 36 months", Bound.AT_MOST),
        ("children from prenatal to the age of 36 months", Bound.AT_MOST),
        ("perinatal-36 months", Bound.AT_MOST),
        ("about 12 hours", Bound.ABOUT),
        ("framed around eight areas", Bound.EXACTLY),
        ("12 hours", Bound.EXACTLY),
    ],
)
def test_a_bound_is_read_from_the_words_around(text: str, bound: Bound) -> None:
    assert only(text).bound is bound


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("12 hours per year", "year"),
        ("12 hours/year", "year"),
        ("12 hours of supervision or consultation (RSC) annually", "year"),
        ("the yearly 12 hours", "year"),
        ("a yearly minimum of 12 hours", "year"),
        ("12 yearly clock hours", "year"),
        ("6 hours monthly", "month"),
        ("2.5 hours each week", "week"),
        ("12 hours. Each year the dues are paid", None),
    ],
)
def test_the_time_in_which_a_figure_recurs(text: str, period: str | None) -> None:
    assert only(text).period == period


@pytest.mark.parametrize(
    ("text", "periods"),
    [
        ("45 clock hours over the 3-year cycle", ["3 years", None]),
        ("45 hrs over 3 yrs", ["3 years", None]),
        ("36 clock hours are equivalent to 12 hours per year", [None, "year"]),
        ("the yearly minimum of 15 hours comes to 45 hours over three years", ["year", "3 years", None]),
        ("15 hours of training and 12 hours of supervision each year", ["year", "year"]),
        ("12 hours a year, not required after three years", ["year", None]),
    ],
)
def test_a_period_belongs_to_the_figure_that_it_is_said_of(text: str, periods: list[str | None]) -> None:
    assert [quantity.period for quantity in quantities(text)] == periods


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("33 clock hours, of which 10 are psychotherapy training", 10),
        ("Of the 33 clock hours, 23 must be about development", 23),
        ("15 hours a year; at least three of the training hours are about supervision", 3),
    ],
)
def test_a_share_takes_the_unit_of_its_whole(text: str, value: float) -> None:
    whole, share = quantities(text)
    assert (share.value, share.unit, share.part) == (value, "hours", True)
    assert not whole.part


@pytest.mark.parametrize(
    "text",
    [
        "one's own thoughts and feelings",
        "the relationship, if one exists",
        "At least one rating must come from an endorsed person",
        "a tenure",
        "tension and often a tent",
        "the 1st of them, the 2nd and the seventh",
    ],
)
def test_words_that_look_like_figures_are_none(text: str) -> None:
    assert quantities(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "DC: 0-3R",
        "DC:0-3R",
        "DC-0 to 3R",
        "DSM-5",
        "a 501(c)(3) body",
        "Public Law 99-457-Part H",
        "grant 1H79SM082070-01",
        "30(6), 648-663",
        "p. 18",
        "pages 18-20",
        "Part 7",
    ],
)
def test_codes_are_no_figures(text: str) -> None:
    assert quantities(text) == ()
    digits = [at for at, character in enumerate(text) if character.isdigit()]
    assert all(any(start <= at < end for start, end in codes(text)) for at in digits)


def test_a_counted_noun_is_the_nearest_in_lower_case() -> None:
    assert units("Two Northvale bodies decided") == [(2, "bodies")]
    assert units("the same eight plus Leading people") == [(8, "")]
    assert units("for these two under conditions") == [(2, "")]


def test_levels_are_told_from_figures_that_follow_them() -> None:
    assert units("levels 2 and 3") == [(2, "level"), (3, "level")]
    assert units("Level 3 needs 50 hours") == [(3, "level"), (50, "hours")]
    assert units("under Level 3 and 50 hours") == [(3, "level"), (50, "hours")]


def test_each_figure_keeps_its_own_unit() -> None:
    assert units("3 x 12 hours") == [(3, ""), (12, "hours")]
    assert units("Endorsed for 2 years: 30 hours of training") == [(2, "years"), (30, "hours")]
