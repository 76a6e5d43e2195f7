from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.words import sentences, stem, stems, stopwords, tidy, tokenize, words


def test_words_are_lower_case_without_possessive_endings() -> None:
    assert words("The Applicant’s 2 PORTFOLIOS, the parents' view: $40") == ["the", "applicant", "2", "portfolios", "the", "parents", "view", "$", "40"]


def test_a_contraction_is_one_word() -> None:
    assert words("I don't and I won’t") == ["i", "don't", "and", "i", "won't"]


@given(st.text(max_size=120))
def test_tokens_stand_where_they_say(text: str) -> None:
    tokens = tokenize(text)
    assert all(text[t.start : t.end].lower().replace("’", "'").removesuffix("'s") == t.word for t in tokens)
    assert all(first.end <= second.start for first, second in pairwise(tokens))


def test_a_letter_that_grows_in_lower_case_moves_no_later_word() -> None:
    text = "İzmir and Level"
    level = tokenize(text)[-1]
    assert text[level.start : level.end] == "Level"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("At least 15 hours are required. The hours are yearly.", ["At least 15 hours are required.", "The hours are yearly."]),
        ("Is an exam required? Yes! It is written.", ["Is an exam required?", "Yes!", "It is written."]),
        ("Some may count (e.g. Workshops). Others do not.", ["Some may count (e.g. Workshops).", "Others do not."]),
        ("Ask Dr. Quill of the U.S. Department. Then wait.", ["Ask Dr. Quill of the U.S. Department.", "Then wait."]),
        ('They call it "ghosts." More follows.', ['They call it "ghosts."', "More follows."]),
        ("It costs 2.5 dollars. $40 is the fee.", ["It costs 2.5 dollars.", "$40 is the fee."]),
        ("  one   line\nand another ", ["one line and another"]),
        ("", []),
    ],
)
def test_a_paragraph_is_cut_into_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(st.text(alphabet="ab AB.!?\"' \n19$)(", max_size=80))
def test_cutting_into_sentences_loses_nothing(text: str) -> None:
    assert " ".join(sentences(text)) == " ".join(text.split())


def test_stems_leave_out_stopwords_and_join_the_forms_of_a_word() -> None:
    assert stems("The mentors are mentoring") == ["mentor", "mentor"]
    assert stem("requirements") == stem("required")
    assert "the" in stopwords()


def test_tidy_text_has_plain_quotes_dashes_and_spaces_only() -> None:
    assert tidy("“a”\u00a0– ’b’ e\u0301\x00\u200b®") == "\"a\" - 'b' \u00e9   "
    assert tidy("line\n\tline") == "line\n\tline"
