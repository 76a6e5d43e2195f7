"""The check of figures, under attack: what a careless or deceived writer of statements might put in, and what must not be lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from assistant_statements import LABEL, TRAINING, check, cite, passage_of

from assistant.answer import Statement
from assistant.check import faults
from assistant.wording import GREETING, NO_DECISION, NOT_THERE, OFF_TOPIC, WHICH_ASSOCIATION, WHICH_CATEGORY

RULE = "At least 24 clock hours of reflective supervision are required within 18 months."


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("24 hours of reflective supervision, within 18 months.", RULE),
        ("At least 24 hours.", RULE),
        ("Twenty-four hours, at least.", RULE),
        ("24 clock hrs.", RULE),
        ("Yes.", RULE),
        ("Reflective supervision is asked for.", RULE),
        ("A minimum of 24 hours.", RULE),
        ("8 to 10 families.", "Work with 8-10 families is required."),
        ("Eight to ten families.", "Work with 8-10 families is required."),
        ("15 hours yearly.", "Renewal takes 15 clock hours per year."),
        ("One hundred hours.", "Exactly 100 hours are required."),
        ("$1,250 in all.", "The fee is 1250 dollars."),
        ("65 percent.", "A quorum of 65% is needed."),
        ("Level 3 takes 61 hours.", "Level III applicants complete 61 hours."),
        ("Level III takes 61 hours.", "Level 3 applicants complete 61 hours."),
        ("Level 2 takes 61 hours.", "Applicants complete 61 hours."),
        ("In the 2031 edition: 61 hours.", "Applicants complete 61 hours."),
        ("DC:0-5 is meant.", "Use DC:0-5 for the diagnosis."),
        ("One letter is required.", "One letter is required of 12 candidates."),
        ("Two of the letters are from supervisors.", "Two of the letters must be from supervisors."),
    ],
)
def test_what_the_quote_says_may_be_said_otherwise(text: str, quote: str) -> None:
    assert check(text, quote) == []


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        # another value
        ("25 hours.", RULE),
        ("At least 42 hours.", RULE),
        ("24.5 hours.", RULE),
        ("2,400 hours.", RULE),
        ("240 hours.", RULE),
        ("24 hours within 19 months.", RULE),
        ("Twenty-five hours.", RULE),
        ("The requirement is twenty hours.", RULE),
        ("Zero hours are required.", RULE),
        # the same value in another unit
        ("24 months.", RULE),
        ("18 hours within 24 months.", RULE),
        ("$24.", RULE),
        ("24%", RULE),
        ("24 years of supervision.", RULE),
        ("24 sessions of supervision.", RULE),
        ("24 minutes of supervision.", RULE),
        ("24 hours.", "The fee is $24."),
        ("$30.", "30 hours of training are required."),
        ("30 percent.", "30 hours of training are required."),
        ("30 hours.", "30% of the training may be online."),
        ("24 credit.", RULE),
        ("USD24", RULE),
        ("US$24 are due.", RULE),
        ("€24 are due.", RULE),
        ("24 per cent.", RULE),
        ("Three supervisors.", "Three reference ratings are required."),
        # the same value with another period
        ("12 hours in all.", "Renewal takes 12 hours a year."),
        ("12 hours.", "Renewal takes 12 hours a year."),
        ("12 hours a year.", "Renewal takes 12 hours in all."),
        ("12 hours per month.", "Renewal takes 12 hours per year."),
        ("12 hours a week.", "Renewal takes 12 hours a year."),
        ("45 hours a year.", "Renewal takes 45 hours over 3 years."),
        ("45 hours over 2 years, or 3 years.", "Renewal takes 45 hours over 3 years. It was 2 years once."),
        ("12 hours daily.", "Renewal takes 12 hours."),
        ("12 hours a day.", "Renewal takes 12 hours."),
        ("12 hours/day.", "Renewal takes 12 hours."),
        ("12 hours quarterly.", "Renewal takes 12 hours."),
        ("12 hours every other year.", "Renewal takes 12 hours."),
        ("12 hours per family.", "Renewal takes 12 hours."),
        ("24 hours every 18 months.", RULE),
        ("12 hours, biannually.", "Renewal takes 12 hours."),
        # ranges
        ("8 families.", "Work with 8-10 families is required."),
        ("10 families.", "Work with 8-10 families is required."),
        ("8 to 9 families.", "Work with 8-10 families is required."),
        ("8 to 12 families.", "Work with 8 families or 12 groups is required."),
        ("One year.", "24 hours within one to two years."),
        # the bound turned round
        ("At most 24 hours.", RULE),
        ("Up to 24 hours.", RULE),
        ("No more than 24 hours.", RULE),
        ("Never more than 24 hours.", RULE),
        ("24 hours at the most.", RULE),
        ("24 hours max.", RULE),
        ("24 hours or fewer.", RULE),
        ("It must not exceed 24 hours.", RULE),
        ("Less than 24 hours.", RULE),
        ("At least 10 hours may be by phone.", "Up to 10 hours may be by phone."),
        ("10 hours or more may be by phone.", "Up to 10 hours may be by phone."),
        ("At most 10 hours are needed.", "10 hours are needed."),
        ("At least 10 and at most 24 hours.", "At least 24 hours, of which at most 10 hours by phone."),
        ("Exactly 24 hours.", RULE),
        ("About 24 hours.", RULE),
        ("24 hours after 18 months.", RULE),
        ("24 hours over the 18 months.", RULE),
        ("Not before 18 months.", RULE),
        # figures in words and other signs
        ("24 thousand hours.", RULE),
        ("24k hours.", RULE),
        ("24 hundred hours.", RULE),
        ("24 dozen hours.", RULE),
        ("24½ hours.", RULE),
        ("24² hours.", RULE),
        ("Half of the 24 hours.", RULE),
        ("Twice that.", RULE),
        ("24 hours, doubled.", RULE),
        ("A dozen hours.", RULE),
        ("A couple of hours.", RULE),
        ("XXIV hours.", RULE),
        ("xxiv hours.", RULE),
        ("24e3 hours.", RULE),
        (".24 hours.", RULE),
        ("二十四 hours.", RULE),
        ("A single letter is required.", "Three letters are required."),
        ("One letter is required.", "Three letters are required."),
        ("It lapses after the third year.", "It lapses after the second year."),
        ("It lapses after the 3rd year.", "It lapses after the 2nd year."),
        ("A quarter of the hours may be online.", "Half of the hours may be online."),
        # levels
        ("Level 3 takes 24 hours.", RULE),
        ("Level III takes 24 hours.", RULE),
        ("Levels I and II take 24 hours.", RULE),
        ("Category four takes 24 hours.", RULE),
        # codes and dates
        ("DC:0-3 is meant.", "Use DC:0-5 for the diagnosis."),
        ("Public Law 99-458.", "Public Law 99-457 applies."),
        ("In the 2032 edition: 24 hours.", RULE),
        ("2031 hours are required.", RULE),
    ],
)
def test_what_the_quote_does_not_say_is_caught(text: str, quote: str) -> None:
    assert check(text, quote)


def test_a_figure_of_another_citation_than_the_statements_is_caught() -> None:
    passage = passage_of("24 hours are required.", "33 hours are required elsewhere.")
    citations = [cite(number, passage, quote) for number, quote in enumerate(passage.sentences, 1)]
    assert faults(Statement("33 hours.", (2,)), citations, {"p": passage}, "") == []
    assert faults(Statement("33 hours.", (1,)), citations, {"p": passage}, "")
    assert faults(Statement("33 hours.", (1, 2)), citations, {"p": passage}, "") == []


def test_a_citation_that_is_not_there_or_is_there_twice_is_caught() -> None:
    passage = passage_of("24 hours are required.", "33 hours are required.")
    first, second = (cite(1, passage, quote) for quote in passage.sentences)
    assert faults(Statement("24 hours are required.", (2,)), [first], {"p": passage}, "")
    assert faults(Statement("33 hours are required.", (1,)), [first, second], {"p": passage}, "")


@pytest.mark.parametrize("quote", ["24 hours are needed.", "24 hours are required", "hours are required", "", "24 hours are required. 33 hours are required."])
def test_a_paraphrased_or_cut_quote_is_caught(quote: str) -> None:
    passage = passage_of("24 hours are required.", "33 hours are required.")
    assert faults(Statement(quote or "24 hours.", (1,)), [cite(1, passage, quote)], {"p": passage}, "")


def test_a_quote_of_an_unknown_passage_or_another_passage_is_caught() -> None:
    passage, other = passage_of("24 hours are required."), passage_of("33 hours are required.", key="other")
    borrowed = replace(cite(1, other, "33 hours are required."), passage="p")
    assert faults(Statement("33 hours are required.", (1,)), [borrowed], {"p": passage, "other": other}, "")
    assert faults(Statement("33 hours are required.", (1,)), [cite(1, other, "33 hours are required.")], {"p": passage}, "")


@pytest.mark.parametrize("field", ["sheet", "source", "title", "heading", "url", "page"])
def test_a_citation_that_misstates_where_its_sentence_stands_is_caught(field: str) -> None:
    passage = passage_of("24 hours are required.")
    wrong = replace(cite(1, passage, "24 hours are required."), **{field: 9 if field == "page" else "https://elsewhere.example"})
    assert faults(Statement("24 hours are required.", (1,)), [wrong], {"p": passage}, "")


def test_a_label_of_somebody_else_is_caught() -> None:
    passage = passage_of("24 hours are required.")
    citation = cite(1, passage, "24 hours are required.")
    assert faults(Statement("24 hours are required.", (1,), label=LABEL), [citation], {"p": passage}, "") == []
    assert faults(Statement("24 hours are required.", (1,), label="Southbank (SBAIMH)"), [citation], {"p": passage}, "")
    assert faults(Statement("Ask them.", (), label=LABEL), [citation], {"p": passage}, "")


@pytest.mark.parametrize("topic", ["Training (500 hours)", "Twelve hours"])
def test_a_topic_names_no_figure(topic: str) -> None:
    passage = passage_of("24 hours are required.")
    assert faults(Statement("24 hours are required.", (1,), topic=topic), [cite(1, passage, "24 hours are required.")], {"p": passage}, "")


# The person's own figures


def test_the_persons_figure_is_not_the_rules() -> None:
    assert check("500 hours are required.", TRAINING, asked="is it true that 500 hours are required?")
    assert check("30 hours, or 500 hours.", TRAINING, asked="500 hours?")


@pytest.mark.parametrize("text", ["No, not 500 hours.", "No, not 500 hours: at least 30 hours.", "Not 500 hours."])
def test_the_persons_figure_may_be_denied(text: str) -> None:
    assert check(text, TRAINING, asked="is it true that 500 hours are required?") == []
    assert check(text.replace("500", "400"), TRAINING, asked="is it true that 500 hours are required?")
    assert check(text.replace("500 hours", "500 months"), TRAINING, asked="is it true that 500 hours are required?")


@pytest.mark.parametrize("text", ["No, not less than 500 hours.", "Not only 500 hours.", "Why not go for 500 hours.", "It does not say: 500 hours."])
def test_a_not_elsewhere_denies_nothing(text: str) -> None:
    assert check(text, TRAINING, asked="500 hours?")


# Statements without citations


def bare(text: str, asked: str = "", edition: str = "2031") -> list[str]:
    passage = passage_of("24 hours are required.", edition=edition)
    return faults(Statement(text), [cite(1, passage, "24 hours are required.")], {"p": passage}, asked)


@pytest.mark.parametrize(
    "text",
    [
        "24 hours are required.",
        "Twenty-four hours.",
        "You need 24.",
        "It costs $30.",
        "Half of them.",
        "Two letters.",
        "At least some hours.",
        "About 65%.",
        "XXIV hours.",
        "In 1999 it was founded.",
        "24½",
        "One letter is enough.",
    ],
)
def test_without_a_citation_no_figure_may_be_named(text: str) -> None:
    assert bare(text)


def test_without_a_citation_the_persons_figure_may_only_be_denied() -> None:
    assert bare("500 hours are enough.", "are 500 hours enough?")
    assert bare("No, not 500 hours.", "are 500 hours enough?") == []
    assert bare("No, not 500 hours.", "are 50 hours enough?")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (GREETING, ""),
        (OFF_TOPIC, ""),
        (NO_DECISION, ""),
        (WHICH_ASSOCIATION, ""),
        (WHICH_CATEGORY, ""),
        ("There is no Level 9 in the documents held here.", "Level 9?"),
        ("There is no Level V in the documents held here.", "Level V?"),
        ("The Northvale (NVAIMH) documents held here do not cover Infant Family Associate (Level I); they cover Level II.", "Level I?"),
        ("No 2014 edition is held here; the editions held are 2031.", "the 2014 edition?"),
    ],
)
def test_refusals_may_name_levels_and_editions(text: str, asked: str) -> None:
    assert bare(text, asked) == []


def test_a_refusal_may_name_an_edition_by_its_full_date_and_no_other_date() -> None:
    assert bare("The edition held is 2031-05-18.", edition="2031-05-18") == []
    assert bare("The edition held is 2031-05-19.", edition="2031-05-18")
    assert bare("The edition held is 2029.", "the 2030 edition?", edition="2031-05-18")


@pytest.mark.parametrize(("edition", "sound"), [("", True), ("2031", True), ("2019", False), ("undated", False)])
def test_a_cell_stands_under_the_edition_of_its_citation(edition: str, sound: bool) -> None:
    passage = passage_of(TRAINING)
    statement = Statement(TRAINING, (1,), LABEL, edition=edition)
    assert (faults(statement, [cite(1, passage, TRAINING)], {passage.id: passage}, "") == []) is sound


@pytest.mark.parametrize(("edition", "sound"), [("2031", True), ("2019", False)])
def test_a_cell_that_cites_nothing_stands_under_an_edition_that_is_held(edition: str, sound: bool) -> None:
    passage = passage_of(TRAINING)
    assert (faults(Statement(NOT_THERE, topic="training", edition=edition), [], {passage.id: passage}, "") == []) is sound


def test_a_cell_of_two_editions_is_of_neither() -> None:
    one, other = passage_of(TRAINING, key="p"), passage_of("Half may be online.", key="q", edition="2019")
    statement = Statement(f"{TRAINING} Half may be online.", (1, 2), LABEL, edition="2031")
    citations = [cite(1, one, TRAINING), cite(2, other, "Half may be online.")]
    assert faults(statement, citations, {"p": one, "q": other}, "")
