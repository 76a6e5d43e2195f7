"""Spelling: what nobody writes so is read as the nearest word of the corpus; everything else stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.spelling import Speller
from index.search import Retriever

ENGLISH = ("supervise", "hours", "training", "train", "many", "exam", "letter", "better", "dinner")


@pytest.fixture(scope="module")
def speller(counted: Retriever) -> Speller:
    return Speller(counted.passages, counted.vocabulary, ENGLISH)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("trainning", "training"),
        ("reflectve", "reflective"),
        ("supervison", "supervision"),
        ("Northvael", "northvale"),
        ("endorsment", "endorsement"),
        ("renewel", "renewal"),
        ("membrship", "membership"),
        ("specialst", "specialist"),
    ],
)
def test_a_misspelling_is_read_as_the_word_of_the_corpus(speller: Speller, wrong: str, right: str) -> None:
    assert speller.correct(f"about {wrong}?") == f"about {right}?"


@pytest.mark.parametrize("text", ["better dinner", "NVAIMH", "RSC", "24hrs", "2031", "Springfield", "IMHS", "é", "training's"])
def test_what_is_known_short_or_no_word_stays(speller: Speller, text: str) -> None:
    assert speller.correct(text) == text


def test_a_name_of_a_town_is_not_mended_into_a_word(speller: Speller) -> None:
    assert speller.correct("I live in Trainer") == "I live in Trainer"


def test_what_is_near_nothing_stays(speller: Speller) -> None:
    assert speller.correct("qzxvwk") == "qzxvwk"


@given(text=st.text(alphabet="0123456789 .,$%-?!()", max_size=60))
def test_figures_and_signs_are_never_touched(speller: Speller, text: str) -> None:
    assert speller.correct(text) == text


@given(text=st.text(max_size=80))
def test_mending_twice_is_mending_once(speller: Speller, text: str) -> None:
    once = speller.correct(text)
    assert speller.correct(once) == once
