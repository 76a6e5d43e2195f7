"""Which editions a question names, and whether it sets them against each other."""

from __future__ import annotations

import time

import pytest

from assistant.dating import CURRENT, DRAFT, OLDEST, PREVIOUS, UNDATED
from assistant.reading import QuestionReader
from index.search import Retriever


@pytest.fixture(scope="module")
def reader(counted: Retriever) -> QuestionReader:
    return QuestionReader(counted.vocabulary)


@pytest.mark.parametrize(
    ("question", "editions"),
    [
        ("In the 2019 edition, how many training hours for Level III?", ("2019",)),
        ("How many training hours does the 2018 version ask for?", ("2018",)),
        ("What did the 2019 Northvale guideline require?", ("2019",)),
        ("NVAIMH 2019 training hours level III", ("2019",)),
        ("training hours, 2019 NVAIMH", ("2019",)),
        ("by the edition of 2019, how many references", ("2019",)),
        ("guidelines from March 2025, training", ("2025-03",)),
        ("what do the guidelines of 18 March 2025 say about fees", ("2025-03-18",)),
        ("and in the March 18, 2025 edition?", ("2025-03-18",)),
        ("training hours in the 2025-03-18 edition", ("2025-03-18",)),
        ("and in 2019?", ("2019",)),
        ("2019 edition vs 2031 edition", ("2019", "2031")),
        ("How many training hours under the old guidelines for Level II in Northvale?", (PREVIOUS,)),
        ("according to the previous edition, what degree is needed", (PREVIOUS,)),
        ("as per the earlier Northvale guidelines", (PREVIOUS,)),
        ("before the latest revision, was there an exam", (PREVIOUS,)),
        ("What does the current edition say about references?", (CURRENT,)),
        ("latest edition training hours level 2", (CURRENT,)),
        ("the newest guideline: is there an exam", (CURRENT,)),
        ("differences between the old and new guidelines", (PREVIOUS, CURRENT)),
        ("In the oldest edition, how many training hours?", (OLDEST,)),
        ("in the undated edition, how many hours", (UNDATED,)),
        ("in the draft 2027 edition, how many hours", ("2027", DRAFT)),
        ("what does the draft guideline say about the exam", (DRAFT,)),
        ("And in the draft?", (DRAFT,)),
        ("what will the upcoming edition ask for", (DRAFT,)),
    ],
)
def test_an_edition_is_named_by_its_date_or_its_place_in_the_order(reader: QuestionReader, question: str, editions: tuple[str, ...]) -> None:
    assert reader.read(question).editions == editions


@pytest.mark.parametrize(
    "question",
    [
        "I was endorsed in 2019, how many hours?",
        "I was endorsed in 2019, how many requirements are left?",
        "as of 2019, what does it take",
        "I joined NVAIMH 2019. When do I renew?",
        "Endorsed in Northvale 2019, when do I renew?",
        "I need 2000 hours of work for the requirements?",
        "can you draft one sentence for me about the requirements",
        "how do I get an old version of my application",
        "Is the draft of my portfolio enough?",
        "Do my old trainings count?",
        "who founded the first association in 1990",
    ],
)
def test_other_years_and_other_papers_are_no_editions(reader: QuestionReader, question: str) -> None:
    assert reader.read(question).editions == ()


@pytest.mark.parametrize(
    "question",
    [
        "what changed for Level III between the editions",
        "what's different in the new guideline compared with 2019",
        "did the training hours change since the 2019 edition?",
        "how do the 2019 and 2031 editions differ for renewal",
        "Are the training hours the same in the 2019 edition as in the 2031 edition?",
        "What changed since 2019 for Level II in Northvale?",
        "What's new in the 2031 edition for Level II in Northvale?",
        "Were the fees different under the previous guidelines?",
        "Has the training requirement changed for Level III?",
        "Is the exam still required for Level III, as in the 2019 edition?",
        "training hours for Level II: 2019 edition vs 2031 edition",
        "Are more training hours needed than in the previous edition?",
        "list the differences between the old and new guidelines",
    ],
)
def test_editions_are_set_against_each_other(reader: QuestionReader, question: str) -> None:
    assert reader.read(question).changed


@pytest.mark.parametrize(
    "question",
    [
        "My last name changed when I got married. How do I order a new certificate?",
        "I changed agencies, do my training hours still count?",
        "Do the training hours change from Level II to Level III?",
        "How do Level II and Level III differ in the current guidelines?",
        "How do Level II and Level III differ in the 2019 edition in training hours?",
        "What is the difference between training and supervision in the 2019 edition?",
        "Compare the training hours of Northvale and Southbank",
        "how many training hours in the 2019 edition",
        "how do I change my address",
    ],
)
def test_other_changes_and_differences_are_not_between_editions(reader: QuestionReader, question: str) -> None:
    assert not reader.read(question).changed


@pytest.mark.parametrize(
    ("question", "core"),
    [
        ("In the 2019 edition, how many training hours?", "how many training hours?"),
        ("How many training hours under the old guidelines for Level II in Northvale?", "How many training hours?"),
        ("What does the current edition say about references?", "What does the current edition say about references?"),
        ("and in the previous edition?", "and?"),
    ],
)
def test_what_is_searched_for_does_not_hold_the_name_of_the_edition(reader: QuestionReader, question: str, core: str) -> None:
    assert reader.read(question).core == core


@pytest.mark.parametrize("text", ["2015 and ", "old infant mental health ", "2015 edition vs ", "March 2015, ", "did the "])
def test_a_long_text_is_read_in_no_time(reader: QuestionReader, text: str) -> None:
    started = time.perf_counter()
    reader.read((text * 2500)[:19_999])
    assert time.perf_counter() - started < 5
