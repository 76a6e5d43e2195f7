"""The gate: evidence that is nearer, and agrees with what is asked, answers more likely."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.conversation import Query
from assistant.evidence import Evidence, Finder
from assistant.gate import likelihood
from assistant.reading import QuestionReader
from index.search import Retriever, Where


@pytest.fixture(scope="module")
def query(counted: Retriever) -> Query:
    text = "How many training hours does Level II need in Northvale?"
    return Query(QuestionReader(counted.vocabulary).read(text), text, text, turn=text)


@pytest.fixture(scope="module")
def evidence(query: Query, counted: Retriever) -> Evidence:
    found = Finder(counted).find(query, Where())
    return replace(next(e for e in found if e.scope.topic == "training" and e.scope.part == "requirements"), dense=0.6, coverage=0.6, term=False)


def test_nothing_answers_nothing(query: Query) -> None:
    assert likelihood(query, []) == 0.0


def test_nearer_and_fuller_evidence_is_likelier(query: Query, evidence: Evidence) -> None:
    middle = likelihood(query, [evidence])
    assert 0 < likelihood(query, [replace(evidence, dense=0.2)]) < middle < likelihood(query, [replace(evidence, dense=0.9)]) < 1
    assert likelihood(query, [replace(evidence, coverage=0.1)]) < middle


def test_evidence_of_another_topic_is_less_likely(query: Query, evidence: Evidence, counted: Retriever) -> None:
    other = next(p for p in counted.passages if p.guideline == "nv-ii" and p.scope.topic == "membership")
    assert likelihood(query, [replace(evidence, passage=other)]) < likelihood(query, [evidence])


def test_a_named_term_is_likelier(query: Query, evidence: Evidence) -> None:
    assert likelihood(query, [replace(evidence, term=True)]) > likelihood(query, [evidence])
