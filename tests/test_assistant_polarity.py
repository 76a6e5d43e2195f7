"""Yes or no: said only where the rule says so plainly. A wrong one is worse than none."""

from __future__ import annotations

import pytest

from assistant.polarity import exempted, polarity
from corpus.quantities import quantities


def verdict(question: str, rule: str, coverage: float = 0.9, told: float = 0.9) -> bool | None:
    return polarity(question, rule, quantities(question), coverage, told)


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("Is an exam required?", "A written examination is required."),
        ("Do I need a Master's degree?", "A Master's degree is required."),
        ("Is reflective supervision optional?", "Reflective supervision is optional for this designation."),
        ("Can I do the training online?", "Up to 20 hours of the training may be taken online."),
        ("Is it 71 hours of training?", "At least 71 clock hours of training are required."),
    ],
)
def test_yes(question: str, rule: str) -> None:
    assert verdict(question, rule) is True


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("Is an exam required?", "No written examination is required."),
        ("Do I need an exam?", "A written examination is not required."),
        ("Must I be a member?", "Membership is recommended."),
        ("Is the exam optional?", "A written examination is required."),
        ("Can I skip the exam?", "A written examination is required."),
        ("Can a relative write the reference?", "A relative may not write the reference."),
        ("Is it 45 hours of training?", "At least 71 clock hours of training are required."),
        ("Is the fee $50?", "The fee is $120."),
    ],
)
def test_no(question: str, rule: str) -> None:
    assert verdict(question, rule) is False


@pytest.mark.parametrize(
    ("question", "rule", "coverage"),
    [
        ("Is an exam required?", "Membership costs $40.", 0.9),
        ("Is an exam required?", "A written examination is required.", 0.2),
        ("Is the exam required or is it optional?", "A written examination is required.", 0.9),
        ("Can I take the exam?", "The exam is only for mentors.", 0.9),
    ],
)
def test_neither_when_the_rule_does_not_say(question: str, rule: str, coverage: float) -> None:
    assert verdict(question, rule, coverage) is None


FREED = "Reflective supervision is not required for renewal after 6 years of endorsement."


@pytest.mark.parametrize(("years", "still"), [(1, True), (5, True), (6, False), (9, False)])
def test_who_is_freed_after_some_years_depends_on_the_years_that_are_named(years: int, still: bool) -> None:
    question = f"I have been endorsed for {years} years, do I still need reflective supervision?"
    assert exempted(question, FREED, quantities(question)) is still
    assert verdict(question, FREED, coverage=0.1) is still


def test_without_years_nobody_is_freed() -> None:
    question = "do I still need reflective supervision?"
    assert exempted(question, FREED, quantities(question)) is None
    assert exempted("endorsed 9 years, is it required?", "A written examination is required.", quantities("9 years")) is None


# Where a yes would mislead


def test_not_optional_is_not_optional() -> None:
    assert verdict("Is reflective supervision optional for clinical mentors?", "Reflective supervision is not optional for clinical mentors.") is not True


@pytest.mark.parametrize(
    ("question", "rule"),
    [
        ("Is it true that 50 hours of training are required?", "At least 71 clock hours of training are required."),
        ("Do I need 50 hours of training?", "At least 71 clock hours of training are required."),
        ("Are only two references needed?", "Four references are required."),
    ],
)
def test_a_figure_that_the_rule_contradicts_is_not_confirmed(question: str, rule: str) -> None:
    assert verdict(question, rule) is not True


def test_one_figure_or_another_is_no_yes_or_no_question() -> None:
    assert verdict("Do I need 30 or 71 hours?", "At least 71 clock hours of training are required.") is None


def test_what_is_said_not_to_be_required_is_not_needed_still() -> None:
    rule = "The rule does not name researchers; as worded, yearly supervision is not required of researchers."
    assert verdict("I am a researcher, do I still need supervision?", rule) is not True


def test_what_is_recommended_is_not_what_is_missing() -> None:
    rule = "Applicants may ask to have in-service training count toward some of the recommended coursework."
    assert verdict("Is there another way to cover the recommended coursework?", rule) is not False
