"""Masking: nothing of a person survives, and the question does."""

from __future__ import annotations

import json
import re
import time
from pathlib import Path

import personal_messages
import personal_messages_unseen
import pytest
from hypothesis import given
from hypothesis import strategies as st
from personal_messages import STRUCTURED, Message

from assistant.application import SHIPPED, english_words
from assistant.assistant import Assistant
from assistant.masking import Masked, Masker
from assistant.masking.marks import KINDS
from corpus.library import read_corpus
from index.embedding import packaged_model
from index.passages import cut_passages
from index.search import Retriever

TESTS = Path(__file__).resolve().parent
EVALS = TESTS.parent / "evals"


@pytest.fixture(scope="module")
def masker() -> Masker:
    corpus = read_corpus([SHIPPED])
    return Masker(cut_passages(corpus.guidelines), corpus.vocabulary, english_words(packaged_model() / "tokenizer.json"))


def test_there_are_200_messages_of_which_60_come_from_no_template() -> None:
    assert len(personal_messages.MESSAGES) == len({message.text for message in personal_messages.MESSAGES}) == 200
    assert len(personal_messages.HAND_WRITTEN) >= 60
    assert all(said in message.text for message in personal_messages.MESSAGES for _, said in message.identifiers if "​" not in message.text)


@pytest.mark.parametrize("messages", [personal_messages.MESSAGES, personal_messages_unseen.MESSAGES], ids=["made with", "written afterwards"])
def test_no_identifier_survives_and_the_question_does(masker: Masker, messages: tuple[Message, ...]) -> None:
    survived, lost = [], []
    for message in messages:
        masked = masker.mask(message.text)
        survived += [(message.text, masked.text, said) for said in message.survivors(masked.text)]
        lost += [(kept, masked.text) for kept in message.kept if kept not in masked.text]
    assert survived == []
    assert lost == []


@pytest.mark.parametrize(("name", "messages", "clean", "left"), [("blind", 220, 150, 1), ("styles", 60, 40, 0)])
def test_messages_of_fresh_writers(masker: Masker, name: str, messages: int, clean: int, left: int) -> None:
    """Invented messages that were first measured unseen; `left` is how many identifiers still survive."""
    rows = [json.loads(line) for line in (TESTS / f"personal_messages_{name}.jsonl").read_text(encoding="utf-8").splitlines()]
    personal, harmless = [row for row in rows if "found" in row], [row["text"] for row in rows if "found" not in row]
    assert (len(personal), len(harmless)) == (messages, clean)
    survived, lost = [], []
    for row in personal:
        masked = masker.mask(row["text"]).text
        survived += [(said, masked) for _, said in row["found"] if re.search(rf"(?<!\w){re.escape(said)}(?!\w)", masked)]
        lost += [masked] * (row["question"] not in masked)
    assert len(survived) <= left, survived
    assert lost == []
    assert [masker.mask(text).text for text in harmless] == harmless


def test_structured_identifiers_are_called_what_they_are(masker: Masker) -> None:
    wrong = []
    for message in personal_messages.HAND_WRITTEN:
        kinds = set(masker.mask(message.text).kinds)
        wrong += [(message.text, kind) for kind, _ in message.identifiers if kind in STRUCTURED and kind not in kinds]
    assert len(wrong) <= 2, wrong


@pytest.mark.parametrize(
    "text",
    [
        "How many of the 33 hours have to be psychotherapy for Level III in Michigan?",
        "Does the 2015 edition of MassAIMH ask for 24 hours within 1-2 years, or $75 a year since March 2025?",
        "What changed between the undated sheet and the edition of 2025-03-18?",
        "I have 1,000 hours, 18 mos, 3.5 yrs, 50%, 10 families and 2,000 clock hours. IV-C or IMHM-RF?",
        "do suprvision and endorsment hrs count for an infnt famly asociate in masachusets",
        "Is an early intervention specialist in Ann Arbor, MI or Las Cruces eligible? LMSW, LCSW, CDA, BA, PhD.",
        "Will I need it in May or June? Can Level II staff mark the rating? We hope so.",
        "What Is The Renewal Fee For Level II?",
        "WHAT IS THE RENEWAL FEE FOR LEVEL II IN NEW MEXICO AND MICHIGAN",
        "levels I, II and III; 0-3; 24/7; 1:1; 12-15 hours; birth to 36 months; since 2019",
        "Our Home Visiting program serves Boston. Does Group Supervision count?",
        "Dear team, thank you so much!\n\nBest regards",
        "1/2 didactic, 2/3 of the hours, levels 2/3, ages 0/3, 24/7 and 12/15 hours",
        "Do the Diversity-Informed Tenets, a Montessori diploma and the Merrill Palmer Institute count?",
        "Is a Certified Nurse Midwife eligible? Faith-based work? Three vignettes?\n\nMSW",
        "Which forms are in Spanish or from Mexico? English only? U.S. or M.A. in Spring 2018",
    ],
)
def test_words_of_the_field_figures_and_places_stay(masker: Masker, text: str) -> None:
    assert masker.mask(text) == Masked(text, ())


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("my name is grace hill", "my name is [name]"),
        ("０５５-555-0123 or five five five 0 1 2 3", "[phone] or [phone]"),
        ("jane (at) mail (dot) com", "[e-mail]"),
        ("ja\u200bne@mail.com", "[e-mail]"),
        ("born in ’86 on the 3rd of may", "born in [date] on the [date]"),
        ("12 Oak St, Apt 4, Lansing, MI 48910", "[address], MI [number]"),
        ("case MI-48213-B of MI-AIMH", "case [number] of MI-AIMH"),
        ("My son Jonas, 3, is in care", "My son [name], [number], is in care"),
        ("see www.example.org/me", "see [link]"),
        ("Mrs. O’Brien’s 20 hours", "Mrs. [name] 20 hours"),
        ("line one\r\nMaria\nline three", "line one\r\n[name]\nline three"),
        ("seen 9/8, 1/2 and Thurs 5/16, until 8/26, Wednesday the 10th", "seen [date], [date] and [date], until [date], [date]"),
        ("which level? tee", "which level? [name]"),
        ("which level?\nJ.T.", "which level?\n[name]."),
        ("which level? — mo", "which level? — [name]"),
        ("it is spelled p r i y a", "it is spelled [name]"),
        ("Known as: Cuca. Ask for Peaches.", "Known as: [name]. Ask for [name]."),
        ("LEVEL 3 FOR APPLICANT=FONTENOT,REMY / MA", "LEVEL 3 FOR APPLICANT=[name],[name] / MA"),
        ('cc: R. "Buddy" Oakes', 'cc: [name]. "[name]" [name]'),
        ("w/ grace, she's new", "w/ [name], she's new"),
    ],
)
def test_what_is_put_in_place(masker: Masker, text: str, masked: str) -> None:
    assert masker.mask(text).text == masked


def test_kinds_come_in_order_of_the_text_and_hold_no_originals(masker: Masker) -> None:
    assert masker.mask("Maria, 734-555-0123, m@example.com").kinds == ("name", "phone", "e-mail")
    assert masker.mask("") == Masked("", ())


_PIECES = st.sampled_from(
    [
        *[
            "my name is",
            "Maria",
            "grace",
            "hill",
            "Will",
            "May",
            "I'm",
            "Dear",
            "Dr.",
            "Best,",
            "Nguyen",
            "J.",
            "O'Brien",
            "de la",
            "[name]",
            "[date]",
            "born",
            "'86",
            "3/14",
            "March 14",
        ],
        *["w/", "p r i y a", "5/16", "1/2", "J.T.", "Thurs", "-- ", "asks", "Institute", "training", "español"],
        *["12 Oak St", "734 555 0123", "@", "a.com", "Level III", "20 hours", "in Lansing", "MI", "case #", "48213", "-", "\n", "?", "é", "王", "ß", "ŉ"],
    ]
)


@given(text=st.one_of(st.text(max_size=60), st.lists(_PIECES, max_size=14).map(" ".join)))
def test_masking_twice_is_masking_once_and_lines_stay(masker: Masker, text: str) -> None:
    once = masker.mask(text)
    assert masker.mask(once.text) == once
    assert once.text.count("\n") == text.count("\n")
    assert set(once.kinds) <= set(KINDS)


@pytest.mark.parametrize(
    "piece", ["my name is grace hill, 734 555 0123. ", "x.", "a-", "12345-", "Maria de la ", "a dot ", "my name is ", "王", "\n", "zqxwv "]
)
def test_20_000_characters_take_no_time(masker: Masker, piece: str) -> None:
    masker.mask("warm up: Maria, 734 555 0123")
    began = time.process_time()
    masker.mask((piece * 20_000)[:20_000])
    assert time.process_time() - began < 3.0  # about 0.4 s on an idle machine


def test_the_questions_of_the_evaluation_stay_as_they_are(masker: Masker) -> None:
    files = sorted((EVALS / "batches").glob("b*.jsonl"))
    turns = [turn for file in files for line in file.read_text(encoding="utf-8").splitlines() for turn in json.loads(line)["turns"]]
    changed = [turn for turn in turns if masker.mask(turn).kinds]
    figures = [turn for turn in changed if set(masker.mask(turn).kinds) - {"name"}]
    assert len(changed) <= 0.025 * len(turns), changed
    assert figures == []


def test_without_a_word_list_names_are_found_and_unknown_words_stay(counted: Retriever) -> None:
    plain = Masker(counted.passages, counted.vocabulary)
    assert plain.mask("My name is Thandi Okonkwo. Does the frobnication count?").text == "My name is [name]. Does the frobnication count?"


@pytest.mark.parametrize(
    "question",
    [
        "How many training hours does Northvale ask of Level II?",
        "Is there an exam for Level III in Northvale?",
        "How much is the total fee for Level II in Northvale?",
    ],
)
def test_a_masked_question_is_answered_like_the_original(masker: Masker, plain_assistant: Assistant, question: str) -> None:
    message = f"{question}\n\nThanks,\nNgozi Okonkwo\n734-555-0123"
    masked = masker.mask(message.replace("Northvale", "Michigan")).text.replace("Michigan", "Northvale")
    asked, answered = plain_assistant.ask([message]), plain_assistant.ask([masked])
    assert "Okonkwo" not in masked
    assert answered.status is asked.status
    assert [citation.passage for citation in answered.citations] == [citation.passage for citation in asked.citations]
