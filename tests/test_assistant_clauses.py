"""Sentences that ask more than one thing are cut apart; what belongs together is not torn."""

from __future__ import annotations

import pytest

from assistant.clauses import asked_apart
from assistant.conversation import queries
from assistant.reading import QuestionReader
from index.search import Retriever


@pytest.mark.parametrize(
    ("sentence", "parts"),
    [
        ("I also wonder how long processing takes, and what the exam costs.", ["I also wonder how long processing takes", "what the exam costs."]),
        ("How many hours do I need and who can supervise me?", ["How many hours do I need", "who can supervise me?"]),
        ("when do I renew, what does it cost and do I need references again", ["when do I renew", "what does it cost", "do I need references again"]),
        ("How many hours for Level II, and how many for Level III?", ["How many hours for Level II", "how many for Level III?"]),
        ("I'd appreciate knowing if there is an appeal, and how soon I may apply.", ["I'd appreciate knowing if there is an appeal", "how soon I may apply."]),
        ("does it replace my license, and may I bill insurance with it?", ["does it replace my license", "may I bill insurance with it?"]),
        (
            "do i need an exam and how many hours of training also can my fees be paid",
            ["do i need an exam", "how many hours of training", "can my fees be paid"],
        ),
        ("I'd like to know who may supervise me and who signs the form.", ["I'd like to know who may supervise me", "who signs the form."]),
        (
            "I'd like to know what it costs, whether there is an exam and if online training counts.",
            ["I'd like to know what it costs", "whether there is an exam", "if online training counts."],
        ),
        ("What is the fee and how do I pay it?", ["What is the fee", "how do I pay it?"]),
        ("How many hours count, and do hours from before my degree count?", ["How many hours count", "do hours from before my degree count?"]),
        ("(a) is there an exam (b) what is the fee", ["(a) is there an exam", "what is the fee"]),
    ],
)
def test_what_a_sentence_asks_is_cut_apart(sentence: str, parts: list[str]) -> None:
    assert asked_apart(sentence) == parts


@pytest.mark.parametrize(
    "sentence",
    [
        "What and how many hours do I need?",
        "How many hours and years do I need?",
        "Who can and cannot supervise me?",
        "Who can and who cannot supervise me?",
        "Do I need reflective supervision on top of that, and how many?",
        "Must any of my training be about supervision, and how many hours of it?",
        "Is it required, or is it only a recommendation?",
        "Is somebody who holds a degree and who has ten years of work accepted?",
        "Is the person who signs and is endorsed allowed?",
        "When I renew, do I need references?",
        "If I fail, what happens then?",
        "Is that the right kind of work, and if not, where would she fit?",
        "My supervisor, who is endorsed, asks how many hours I need.",
        "Do I need to be there when I apply and when I renew?",
        "Can I apply if I have a degree and if I have not finished my hours?",
        "Can I sit in and do my hours online?",
        "I have 20 hours, and what else do I need?",
        "I need 30 hours, which I have, and what else is needed?",
        "Can you tell me, how many hours do I need?",
        "Does it matter how long and how often we met?",
        "What are the requirements for Level II and Level III?",
        "Is it true that I need 24 hours and that online counts?",
        "",
        "and",
    ],
)
def test_what_belongs_together_is_not_torn(sentence: str) -> None:
    assert asked_apart(sentence) == [sentence]


def test_nothing_is_lost_but_the_joints() -> None:
    sentence = "Hello, I am new: what does it cost, what is the exam like, and how many hours of training do I need in Northvale?"
    lead, exam, hours = asked_apart(sentence)
    assert f"{lead}, {exam}, and {hours}" == sentence


@pytest.fixture(scope="module")
def reader(counted: Retriever) -> QuestionReader:
    return QuestionReader(counted.vocabulary)


def test_a_second_question_that_names_but_a_level_asks_the_same_of_it(reader: QuestionReader) -> None:
    first, second = queries(["How many training hours does Northvale ask for Level II, and how many for Level III?"], reader)
    assert (first.reading.categories, second.reading.categories) == (("IFS",), ("IMHS",))
    assert (second.reading.associations, second.reading.unit, second.question) == (("NVAIMH",), "hours", first.question)


def test_a_second_question_that_names_but_a_place_leaves_the_first_one(reader: QuestionReader) -> None:
    asked = queries(["How many training hours in Northvale for Level II, how many in Southbank, and how many in Ohio?"], reader)
    assert [query.reading.associations for query in asked] == [("NVAIMH",), ("SBAIMH",), ()]
    assert asked[-1].reading.elsewhere == ("Ohio",)


def test_a_place_that_is_not_held_lasts_until_another_is_named(reader: QuestionReader) -> None:
    (fees,) = queries(["How many training hours in Ohio?", "And what are the fees?"], reader)
    assert (fees.reading.elsewhere, fees.reading.associations) == (("Ohio",), ())
    (moved,) = queries(["How many training hours in Ohio?", "And in Northvale?"], reader)
    assert (moved.reading.elsewhere, moved.reading.associations) == ((), ("NVAIMH",))


def test_a_turn_that_names_but_a_scope_is_nothing_to_be_about(reader: QuestionReader) -> None:
    (query,) = queries(["Northvale, Level II", "Is there a discount for groups?"], reader)
    assert query.question == "Is there a discount for groups?"
    assert (query.reading.associations, query.reading.categories) == (("NVAIMH",), ("IFS",))


def test_there_is_points_at_nothing(reader: QuestionReader) -> None:
    (query,) = queries(["Is there an exam for the Infant Mental Health Specialist in Northvale?"], reader)
    assert not query.refers
