"""The check of figures, whatever the figures are: an altered one never passes, and a quoted sentence always does."""

from __future__ import annotations

import pytest
from assistant_statements import LABEL, check, cite, passage_of
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.answer import Statement
from assistant.check import faults

UNITS = ("hours", "years", "months", "weeks", "days", "minutes", "dollars", "percent", "families", "letters")
PERIODS = ("", " a year", " per month", " a week", " over 3 years")
BOUNDS = ("", "At least ", "At most ", "Up to ", "No more than ", "A minimum of ")
UPPER = ("At most ", "Up to ", "No more than ")


def sentence(value: int, unit: str, bound: str, period: str) -> str:
    figure = f"${value:,}" if unit == "dollars" else f"{value}%" if unit == "percent" else f"{value:,} {unit}"
    return f"{bound}{figure} of the sort{period} are named."


FIGURES = st.integers(2, 3000).filter(lambda value: value != 3 and not 1900 <= value <= 2100)
RULES = st.tuples(FIGURES, st.sampled_from(UNITS), st.sampled_from(BOUNDS), st.sampled_from(PERIODS)).filter(
    lambda rule: not (rule[1] in {"years", "months"} and rule[3])
)


@given(rule=RULES)
def test_the_figure_of_the_rule_passes_in_other_words(rule: tuple[int, str, str, str]) -> None:
    value, unit, bound, period = rule
    text = sentence(value, unit, bound, period).replace("are named.", "it is, as the rule says.")
    assert check(text, sentence(*rule)) == []
    assert check(f"Well: {sentence(value, unit, '', period)}", sentence(*rule)) == []


@given(rule=RULES, other=FIGURES)
def test_another_value_never_passes(rule: tuple[int, str, str, str], other: int) -> None:
    assume(other != rule[0])
    assert check(sentence(other, *rule[1:]), sentence(*rule))


@given(rule=RULES, unit=st.sampled_from(UNITS))
def test_another_unit_never_passes(rule: tuple[int, str, str, str], unit: str) -> None:
    value, own, bound, period = rule
    assume(unit != own and not (unit in {"years", "months"} and period))
    assert check(sentence(value, unit, bound, period), sentence(*rule))


@given(rule=RULES, period=st.sampled_from(PERIODS))
def test_another_period_never_passes(rule: tuple[int, str, str, str], period: str) -> None:
    value, unit, bound, own = rule
    assume(period != own and unit not in {"years", "months"})
    assert check(sentence(value, unit, bound, period), sentence(*rule))


@given(rule=RULES, bound=st.sampled_from(BOUNDS[1:]))
def test_a_bound_that_is_turned_round_never_passes(rule: tuple[int, str, str, str], bound: str) -> None:
    value, unit, own, period = rule
    assume(not own or (own in UPPER) != (bound in UPPER))
    assert check(sentence(value, unit, bound, period), sentence(*rule))


@given(st.text(max_size=80), st.text(max_size=80))
def test_a_sentence_that_is_quoted_word_for_word_always_passes(quote: str, asked: str) -> None:
    passage = passage_of(quote, "Another sentence.")
    assert faults(Statement(quote, (1,), label=LABEL, topic="Training"), [cite(1, passage, quote)], {"p": passage}, asked) == []


@given(rules=st.lists(RULES, min_size=2, max_size=4), separator=st.sampled_from([" ", "; "]))
def test_several_quoted_sentences_in_a_row_pass_and_with_one_altered_they_do_not(rules: list[tuple[int, str, str, str]], separator: str) -> None:
    quotes = list(dict.fromkeys(sentence(*rule) for rule in rules))
    text = separator.join(quote.rstrip(".") if separator == "; " else quote for quote in quotes)
    assert check(f"These are named: {text}.", "These are named:", *quotes) == []
    value, *rest = rules[-1]
    other = 3001 + value
    assert check(text.replace(f"{value:,}", f"{other:,}") + f" {sentence(other, *rest)}", *quotes)


@pytest.mark.parametrize(
    "text",
    [
        "24 hours a month",
        "24 hours per month.",
        "24 hours quarterly.",
        "124 hours.",
        "At most 24 hours.",
        "24 hours daily",
        "Half of 24 hours",
        "24 hours per family.",
    ],
)
def test_words_around_a_short_quote_are_its_own_no_longer(text: str) -> None:
    assert check("24 hours", "24 hours") == []
    assert check(text, "24 hours")


def test_a_quote_inside_a_sentence_is_still_compared() -> None:
    item = "12 hours of training"
    assert check(f"Renewal takes {item}.", item) == []
    assert check(f"Renewal takes {item} a week.", item)


@given(rule=RULES, other=RULES)
def test_the_quoted_sentence_passes_beside_other_figures(rule: tuple[int, str, str, str], other: tuple[int, str, str, str]) -> None:
    quotes = (sentence(*rule), sentence(*other))
    assert check(quotes[0], *dict.fromkeys(quotes)) == []


@given(st.text(alphabet=st.characters(categories=["Nd", "Nl", "No"]), min_size=1, max_size=4))
def test_no_sign_that_is_a_number_passes_unless_it_is_quoted(sign: str) -> None:
    assert check(f"It takes {sign} of them.", "No figure stands here.")
