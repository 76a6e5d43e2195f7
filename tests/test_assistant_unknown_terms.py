"""Unknown terms: what of a refused question staff are shown, so that they can teach it or ask for a document."""

from __future__ import annotations

import pytest
from index_corpus import write_corpus

from assistant.unknown_terms import LONGEST, MOST, UnknownTerms
from corpus.sheet import load_corpus
from index.passages import cut_passages

ENGLISH = ("weather", "today", "count", "circle", "accepted", "pizza", "song")


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> UnknownTerms:
    guidelines, vocabulary = load_corpus([write_corpus(tmp_path_factory.mktemp("sheets"))])
    return UnknownTerms(cut_passages(guidelines), vocabulary, ENGLISH)


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("What does Nevada require?", ("Nevada",)),
        ("Training hours in Toronto?", ("Canada",)),
        ("How do I join level VII?", ("level VII",)),
        ("Can I get a refund?", ("refunds",)),
        ("How much training does Northvale ask for?", ()),
        ("Do Brazelton Touchpoints hours count?", ("Brazelton Touchpoints",)),
        ("Is brazelton touchpoints training in Northvale accepted?", ("brazelton touchpoints",)),
        ("Is the Circle of Wugs training accepted today?", ("Circle of Wugs",)),
        ("Is ZORB training accepted, or zorbing?", ("ZORB", "zorbing")),
        ("zorbing, the Circle of Wugs, and Nevada", ("Nevada", "zorbing", "Circle of Wugs")),
        ("whats the weather", ("weather",)),
        ("WEATHER OF ZORBING", ("WEATHER", "ZORBING")),
        ("Zorbing? zorbing! ZORBING", ("Zorbing",)),
        ("", ()),
    ],
)
def test_terms_of_a_question(terms: UnknownTerms, question: str, found: tuple[str, ...]) -> None:
    assert terms.find(question) == found


def test_what_was_masked_is_no_term(terms: UnknownTerms) -> None:
    assert terms.find("[name] at [e-mail] asks, [name] too: zorbing? Call [phone].") == ("zorbing",)
    assert terms.find("[name] [date] [case-number]") == ()


def test_terms_are_few_and_short(terms: UnknownTerms) -> None:
    assert len(terms.find(", ".join(f"zorb{letter}" for letter in "abcdefghij"))) == MOST
    assert [len(term) for term in terms.find("x" * 2000)] == [LONGEST]


def test_without_a_list_of_english_every_unknown_word_is_a_term(tmp_path_factory: pytest.TempPathFactory) -> None:
    guidelines, vocabulary = load_corpus([write_corpus(tmp_path_factory.mktemp("sheets"))])
    assert UnknownTerms(cut_passages(guidelines), vocabulary).find("pizza, then a wug") == ("pizza", "wug")


def test_an_association_without_documents_is_a_term(tmp_path_factory: pytest.TempPathFactory) -> None:
    _, vocabulary = load_corpus([write_corpus(tmp_path_factory.mktemp("sheets"))])
    key = next(iter(vocabulary.associations))
    place = vocabulary.associations[key].places[0]
    assert UnknownTerms((), vocabulary).find(f"Anything of {place}?")[0] == vocabulary.label(key)
