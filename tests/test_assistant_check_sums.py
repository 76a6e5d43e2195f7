"""The check of sums: a computed figure must be right, and rest on a guideline's figure."""

from __future__ import annotations

import pytest
from assistant_statements import TRAINING, check
from hypothesis import given
from hypothesis import strategies as st

from assistant.answer import Derivation
from assistant.check import computed
from corpus.quantities import quantities


def minus(value: float, left: float, right: float) -> tuple[Derivation, ...]:
    return (Derivation(value, left, "-", right),)


YEARLY = "Renewal takes 12 hours of training a year."
FEES = ("A specialist pays $70 in total.", "A mentor pays $310 in total.")


@pytest.mark.parametrize(
    ("text", "quotes", "asked", "derivations"),
    [
        ("16 hours more of training: 30 hours asked, 14 hours named.", [TRAINING], "I have 14 hours of training", minus(16, 30, 14)),
        ("16 hours more of training: 30 hours asked, 14 hours named.", [TRAINING], "I have 14 of training", minus(16, 30, 14)),
        ("40 hours named, 30 hours asked: none missing by this figure.", [TRAINING], "I did 40 hours", minus(10, 40, 30)),
        ("60 hours of training over 5 years: 12 hours a year for 5 years.", [YEARLY], "over 5 years?", (Derivation(60, 12, "×", 5),)),
        ("$240 difference: $310 against $70.", FEES, "how much more is it", minus(240, 310, 70)),
        (
            "$520 in total: 3 × $70 + $310.",
            FEES,
            "3 specialists and a mentor",
            (Derivation(210, 70, "×", 3), Derivation(310, 310, "×", 1), Derivation(520, 210, "+", 310)),
        ),
        (
            "54 hours together: 24 hours of supervision + 30 hours of training.",
            [TRAINING, "At least 24 hours of supervision are required."],
            "",
            (Derivation(54, 24, "+", 30),),
        ),
        ("15 hours a year.", ["Renewal takes 45 hours over 3 years, in 3 parts."], "", ()),
    ],
)
def test_a_right_sum_passes_and_no_sum_is_needed_for_nothing(text: str, quotes: list[str], asked: str, derivations: tuple[Derivation, ...]) -> None:
    assert (check(text, *quotes, asked=asked, derivations=derivations) == []) is bool(derivations)


@pytest.mark.parametrize(
    ("text", "quotes", "asked", "derivations"),
    [
        # a wrong result, and a right one that the text changes
        ("17 hours more: 30 hours asked, 14 hours named.", [TRAINING], "I have 14 hours", minus(17, 30, 14)),
        ("17 hours more: 30 hours asked, 14 hours named.", [TRAINING], "I have 14 hours", minus(16, 30, 14)),
        ("16 months more: 30 hours asked, 14 hours named.", [TRAINING], "I have 14 hours", minus(16, 30, 14)),
        ("$16 more.", [TRAINING], "I have 14 hours", minus(16, 30, 14)),
        ("16 hours more a year.", [TRAINING], "I have 14 hours", minus(16, 30, 14)),
        ("At most 16 hours more.", [TRAINING], "I have 14 hours", minus(16, 30, 14)),
        # operands that stand nowhere, or under another unit
        ("16 hours more: 30 hours asked, 14 hours named.", [TRAINING], "I have some hours", minus(16, 30, 14)),
        ("486 hours more: 500 hours asked.", [TRAINING], "I have 14 hours", minus(486, 500, 14)),
        ("16 hours more.", [TRAINING], "I have 14 years of practice", minus(16, 30, 14)),
        ("27 hours more.", [TRAINING], "I want Level 3", minus(27, 30, 3)),
        ("16 hours more: 30 hours asked, 15 hours named.", [TRAINING], "I have 14 hours and then 15 years", minus(16, 30, 14)),
        # the wrong operator
        ("44 hours more.", [TRAINING], "I have 14 hours", (Derivation(44, 30, "-", 14),)),
        ("16 hours more.", [TRAINING], "I have 14 hours", (Derivation(16, 30, "+", 14),)),
        ("900 hours.", [TRAINING], "I have 30 hours", (Derivation(900, 30, "×", 30),)),
        ("16 hours.", [TRAINING], "I have 14 hours", (Derivation(16, 30, "minus", 14),)),
        ("60 hours over 5 years.", ["Initially 12 hours are required."], "over 5 years?", (Derivation(60, 12, "×", 5),)),
        ("42 hours together.", [TRAINING, YEARLY], "", (Derivation(42, 30, "+", 12),)),
        ("0 hours.", [TRAINING], "", (Derivation(0, 30, "÷", 0),)),
        # sums without a guideline's figure
        ("500 hours are required.", [TRAINING], "so 500 hours are required?", (Derivation(500, 500, "×", 1),)),
        ("500 hours are required.", [TRAINING], "400 hours and 100 hours", (Derivation(500, 400, "+", 100),)),
        ("500 hours are required.", ["30 hours within one year."], "500 hours?", (Derivation(500, 500, "×", 1),)),
        # a right sum as a cover for another figure
        ("16 hours more. All in all 500 hours are required.", [TRAINING], "I have 14 hours, not 500 hours", minus(16, 30, 14)),
        ("16 hours more within 3 years.", [TRAINING], "I have 14 hours in 3 years", minus(16, 30, 14)),
    ],
)
def test_a_wrong_sum_is_caught(text: str, quotes: list[str], asked: str, derivations: tuple[Derivation, ...]) -> None:
    assert check(text, *quotes, asked=asked, derivations=derivations)


@given(left=st.integers(1, 500), right=st.integers(1, 500), value=st.integers(-500, 1000), operator=st.sampled_from("+-×÷"))
def test_a_derivation_holds_only_when_it_is_right(left: int, right: int, value: int, operator: str) -> None:
    quoted, said = quantities(f"{left} hours of training are required a year."), quantities(f"I have {right} hours for {right} people")
    expected = {"+": left + right, "-": left - right, "×": left * right, "÷": left / right}[operator]
    assert (computed(Derivation(value, left, operator, right), quoted, said) is not None) <= (value == expected)
    if operator in "-×÷":
        assert computed(Derivation(expected, left, operator, right), quoted, said) is not None
