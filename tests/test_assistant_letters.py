"""The questions in members' letters, and what the assistant is asked for each."""

from __future__ import annotations

import pytest
from member_letters import LETTERS, Letter
from member_letters_last import LAST
from member_letters_later import LATER

from assistant.assistant import Assistant
from assistant.conversation import queries
from assistant.letters import LetterQuestion, LetterReader
from assistant.reading import QuestionReader, clean
from corpus.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
READER, QUESTIONS = LetterReader(VOCABULARY), QuestionReader(VOCABULARY)
EVERY = (*LETTERS, *LATER, *LAST)
BLURRED = {("many at once", "forms"), ("many at once", "renew in time")}
"""Questions of a letter that speaks of two levels, of which the one named last is taken."""


def texts(letter: str) -> list[str]:
    return [question.text for question in READER.questions(letter)]


def scope(question: LetterQuestion) -> set[str]:
    turns = [clean(turn) for turn in question.turns]
    reading = queries([turns[0], *(QUESTIONS.follow(turn) for turn in turns[1:])], QUESTIONS)[0].reading
    return {*reading.associations, *reading.categories}


@pytest.mark.parametrize("letter", EVERY, ids=lambda letter: letter.name)
def test_the_questions_of_a_letter_are_found_in_order_and_nothing_else(letter: Letter) -> None:
    found = texts(letter.text)
    assert len(found) == len(letter.asked), found
    for asked, text in zip(letter.asked, found, strict=True):
        assert all(word in text.lower() for word in asked.words), (asked.words, text)


@pytest.mark.parametrize("letter", EVERY, ids=lambda letter: letter.name)
def test_a_question_is_asked_of_the_association_and_level_that_the_letter_names(letter: Letter) -> None:
    for asked, question in zip(letter.asked, READER.questions(letter.text), strict=True):
        if (letter.name, asked.words[0]) not in BLURRED:
            assert scope(question) == set(asked.scope), question.turns


def test_there_are_letters_enough() -> None:
    assert len(EVERY) >= 40
    assert len({letter.name for letter in EVERY}) == len(EVERY)


@pytest.mark.parametrize(
    "letter",
    [
        "",
        " \n\n ",
        "Thank you for the lovely training!",
        "Hello!\nHow are you?\nBest,\n[name]",
        "Can you believe it's November already?",
        "Could you please help me? I have a few questions.",
        "Please call me back at [phone]. When is a good time to talk?",
        "Let me know if you have any questions.",
        "What a wonderful conference! How lucky we are.",
        "Thanks!\n\nOn [date], the office wrote:\n> Do you have your degree?\n> Which level do you want?",
        "Kind regards,\n[name]\nCONFIDENTIALITY NOTICE: Are you the intended recipient? Then read on.",
    ],
)
def test_courtesies_ask_nothing(letter: str) -> None:
    assert texts(letter) == []


@pytest.mark.parametrize(
    ("letter", "found"),
    [
        ("I was wondering whether I need a degree.", ["I was wondering whether I need a degree."]),
        ("Could you let me know how many references I need.", ["Could you let me know how many references I need."]),
        ("Please tell me what the exam is like.", ["Please tell me what the exam is like."]),
        ("I'm not sure if my 20 hours count.", ["I'm not sure if my 20 hours count."]),
        ("Two things: do I need an exam? And who signs?", ["Two things: do I need an exam?", "And who signs?"]),
        ("1) how many hours 2) is there a test 3) the fee", ["how many hours", "is there a test", "the fee"]),
        ("I have a BA in art. Is that enough?", ["I have a BA in art. Is that enough?"]),
        ("I hold Level I. Do I need a test?", ["Do I need a test?"]),
        ("training hours level 2", ["training hours level 2"]),
        ("Is there an exam?\r\n\r\nIs there an exam?", ["Is there an exam?"]),
        ("Is there an exam?\nBest,\n[name]\n\nP.S. And what is the fee?", ["Is there an exam?", "And what is the fee?"]),
        ("> Is there an exam for Level II?", ["Is there an exam for Level II?"]),
        ("FYI\n\n-----Original Message-----\nFrom: [name]\nIs there an exam for Level II?", ["Is there an exam for Level II?"]),
        ("Subject: exam for Level II?\n\nThanks, [name]", ["exam for Level II?"]),
    ],
)
def test_questions_in_other_clothes(letter: str, found: list[str]) -> None:
    assert texts(letter) == found


def test_wrapped_lines_are_one_sentence() -> None:
    letter = "I have worked with families for a long time now and would like to know how many\nhours of training I need before I may send in my \
application for endorsement."
    assert texts(letter) == [letter.replace("\n", " ")]


def test_at_most_twelve_questions() -> None:
    assert len(texts("\n".join(f"- How many hours do I need for topic {'abcdefghijklmnop'[n]}?" for n in range(16)))) == 12


def test_what_goes_before_a_question() -> None:
    letter = "I live in Massachusetts and am going for Level II. I have 20 hours of training so far. How many more do I need? And is there an exam? \
Actually for Level III: what does it cost?"
    more, exam, cost = READER.questions(letter)
    assert more.turns == ("Massachusetts, Level II", "I have 20 hours of training so far. How many more do I need?")
    assert exam.turns == ("Massachusetts, Level II", "And is there an exam?")
    assert cost.turns == ("Massachusetts, Level III", "Actually for Level III: what does it cost?")


def test_a_signature_tells_the_place_where_nothing_else_does() -> None:
    assert (
        READER.questions("Do I need an exam for Level II?\n\nBest,\n[name]\nSpringfield, Massachusetts")[0].turns[0]
        == "Springfield, \
Massachusetts, Level II"
    )


def test_the_figure_of_a_letter_is_reckoned_with(plain_assistant: Assistant) -> None:
    reader = LetterReader(plain_assistant.retriever.vocabulary)
    letter = "Hello, I am in Northvale and going for Level II. So far I have 20 hours of training.\n\nHow many more hours do I need?\n\nBest,\n[name]"
    (question,) = reader.questions(letter)
    answer = plain_assistant.ask(question.turns)
    assert "51 hours more" in answer.lead
    assert answer.understood.associations == ("NVAIMH",)
    assert answer.understood.categories == ("IFS",)


def test_much_text_is_read_quickly() -> None:
    assert texts("a " * 30_000 + "?") is not None
    assert len(texts("Is there an exam? " * 2_000)) == 1
    assert texts(">" * 5_000) == []
    assert texts("Is that correct? " * 1_100) == []
