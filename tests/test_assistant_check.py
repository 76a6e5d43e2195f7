"""The check of figures, under attack: what a careless or deceived writer of statements might put in, and what must not be lost."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from assistant.answer import Citation, Derivation, Statement
from assistant.check import computed, faults
from assistant.wording import GREETING, NO_DECISION, OFF_TOPIC, WHICH_ASSOCIATION, WHICH_CATEGORY
from corpus.guideline import Scope
from corpus.quantities import quantities
from index.passages import Passage

LABEL = "Northvale (NVAIMH), Infant Family Specialist (Level II), 2031 edition"
SCOPE = Scope("NVAIMH", "IFS", "2031", "current", "requirements", "training")


def passage_of(*sentences: str, key: str = "p", edition: str = "2031") -> Passage:
    return Passage(
        key,
        "nv",
        "nv-original",
        "Endorsement",
        None,
        None,
        ("Requirements", "Training"),
        replace(SCOPE, edition=edition),
        " ".join(sentences),
        sentences,
        (),
        False,
        False,
        4,
    )


def cite(number: int, passage: Passage, quote: str) -> Citation:
    return Citation(number, passage.id, passage.guideline, passage.source, passage.title, passage.heading, quote, passage.url, passage.page, LABEL)


def check(text: str, *quotes: str, asked: str = "", derivations: tuple[Derivation, ...] = ()) -> list[str]:
    """The faults of a statement that cites all the quotes, which are sentences of one passage."""
    passage = passage_of(*quotes)
    citations = [cite(number, passage, quote) for number, quote in enumerate(quotes, 1)]
    return faults(Statement(text, tuple(c.number for c in citations), derivations=derivations), citations, {passage.id: passage}, asked)


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


# Sums


def minus(value: float, left: float, right: float) -> tuple[Derivation, ...]:
    return (Derivation(value, left, "-", right),)


TRAINING = "At least 30 clock hours of training are required."
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


# Whatever the figures are

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
