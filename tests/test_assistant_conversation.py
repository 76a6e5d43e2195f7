"""Conversations: a turn changes the coordinates that it names and keeps the others."""

from __future__ import annotations

import pytest

from assistant.conversation import Query, queries
from assistant.reading import QuestionReader
from index.search import Retriever


@pytest.fixture(scope="module")
def reader(counted: Retriever) -> QuestionReader:
    return QuestionReader(counted.vocabulary)


def scope(query: Query) -> tuple[tuple[str, ...], tuple[str, ...], str | None]:
    return query.reading.associations, query.reading.categories, query.reading.part


FIRST = "How many training hours does Level II need in Northvale?"


@pytest.mark.parametrize(
    ("turn", "expected"),
    [
        ("What about Southbank?", (("SBAIMH",), ("IFS",), None)),
        ("and for Level III?", (("NVAIMH",), ("IMHS",), None)),
        ("And for renewal?", (("NVAIMH",), ("IFS",), "renewal")),
        ("and how many references?", (("NVAIMH",), ("IFS",), None)),
        ("And Level III in Southbank?", (("SBAIMH",), ("IMHS",), None)),
    ],
)
def test_a_follow_up_changes_what_it_names_and_keeps_the_rest(reader: QuestionReader, turn: str, expected: tuple[object, ...]) -> None:
    (query,) = queries([FIRST, turn], reader)
    assert scope(query) == expected


@pytest.mark.parametrize("turn", ["What about Southbank?", "and for Level III?", "3?"])
def test_a_bare_follow_up_keeps_the_topic_and_the_figure_that_is_asked_for(reader: QuestionReader, turn: str) -> None:
    (query,) = queries([FIRST, reader.follow(turn)], reader)
    assert "training" in query.reading.topics
    assert query.reading.unit == "hours"
    assert "training" in f"{query.question} {query.context}"


def test_a_new_topic_drops_the_old_one(reader: QuestionReader) -> None:
    (query,) = queries([FIRST, "and how many references?"], reader)
    assert query.reading.topics[0] == "references"
    assert "training" not in query.reading.topics


def test_coordinates_last_over_several_turns(reader: QuestionReader) -> None:
    (query,) = queries([FIRST, "and for renewal?", "What about Level III?", "and in Southbank?"], reader)
    assert scope(query) == (("SBAIMH",), ("IMHS",), "renewal")


def test_a_place_that_is_not_held_drops_the_association(reader: QuestionReader) -> None:
    (query,) = queries([FIRST, "And in Ohio?"], reader)
    assert query.reading.elsewhere == ("Ohio",)
    assert query.reading.associations == ()


def test_a_level_that_does_not_exist_drops_the_category(reader: QuestionReader) -> None:
    (query,) = queries([FIRST, "And for Level IX?"], reader)
    assert query.reading.levels == ("IX",)
    assert query.reading.categories == ()


@pytest.mark.parametrize("turn", ["Does that have to be in person?", "Can it be done online?", "do those count for both"])
def test_a_pronoun_leans_on_the_turn_before(reader: QuestionReader, turn: str) -> None:
    (query,) = queries([FIRST, turn], reader)
    assert scope(query)[:2] == (("NVAIMH",), ("IFS",))
    assert "training" in query.context


def test_a_whole_new_question_is_matched_by_its_own_words(reader: QuestionReader) -> None:
    (query,) = queries([FIRST, "Who signs the code of ethics when somebody applies?"], reader)
    assert "training" not in query.question
    assert query.reading.associations == ("NVAIMH",)


def test_the_figures_of_the_person_last(reader: QuestionReader) -> None:
    (query,) = queries(["I have 20 hours of training, Level II Northvale.", "How many are missing?"], reader)
    assert 20 in {q.value for q in query.reading.quantities}
    assert "20 hours" in query.turn


def test_two_questions_of_one_turn_are_two(reader: QuestionReader) -> None:
    asked = queries(["I'm at Level II in Northvale. How many training hours do I need? And do I have to take a written exam?"], reader)
    assert [query.reading.topics[0] for query in asked] == ["training", "exam"]
    assert {query.reading.associations for query in asked} == {("NVAIMH",)}
    assert {query.reading.categories for query in asked} == {("IFS",)}


def test_a_mail_is_one_question_with_what_it_says_of_its_sender(reader: QuestionReader) -> None:
    mail = (
        "Dear team, I have been visiting families in Northvale since spring. I am an Infant Family Specialist. "
        "How many letters of reference must I send? Kind regards, a member"
    )
    (query,) = queries([mail], reader)
    assert scope(query)[:2] == (("NVAIMH",), ("IFS",))
    assert "reference" in query.question
    assert "regards" not in query.question.lower()


def test_no_more_questions_are_taken_than_can_be_answered_well(reader: QuestionReader) -> None:
    many = " ".join(f"Is there an exam at Level {level}?" for level in ("I", "II", "III", "IV") * 4)
    assert 1 <= len(queries([many], reader)) <= 4


def test_turns_before_the_last_are_not_answered(reader: QuestionReader) -> None:
    asked = queries(["How many training hours? And is there an exam?", "What does membership in Northvale cost?"], reader)
    assert len(asked) == 1
    assert asked[0].reading.associations == ("NVAIMH",)
