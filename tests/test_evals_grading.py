"""Grading: each rule of the grader, one case each way."""

import pytest

from evals.answers import Cited, Given
from evals.grading import Share, grade, tally
from evals.questions import Question

HERE = Cited("ours-1", "ours", "Requirements > Training", "At least 33 clock hours are required.")


def asked(kind: str = "number", expect: str = "answer", **fields: object) -> Question:
    defaults: dict[str, object] = {"must": (r"\b33\b",), "cite": ("ours",)} if expect == "answer" else {}
    return Question.model_validate({"id": "q", "kind": kind, "turns": ("how many hours?",), "expect": expect, **defaults, **fields})


def said(text: str, status: str = "answered", *citations: Cited) -> Given:
    return Given("q", status, text, citations)


@pytest.mark.parametrize(
    ("question", "answer", "passes"),
    [
        (asked(), said("At least 33 hours.", "answered", HERE), True),
        (asked(), said("At least **33** hours.", "answered", HERE), True),
        (asked(), said("At least 30 hours.", "answered", HERE), False),
        (asked(), said("At least 33 hours."), False),
        (asked(), said("33", "answered", Cited("x", "theirs", "", ""), HERE), True),
        (asked(), said("33", "answered", Cited("x", "theirs", "", "")), False),
        (asked(must_not=(r"\b44\b",)), said("33, not 44", "answered", HERE), False),
        (asked(), said("33", "not_covered"), False),
        (asked(), said("33", "not_covered", HERE), True),
        (asked("unanswerable", "refuse"), said("Not held.", "not_covered"), True),
        (asked("unanswerable", "refuse"), said("It is 33.", "answered", HERE), False),
        (asked("unanswerable", "refuse"), said("Which do you mean?", "needs_clarification"), True),
        (asked("unanswerable", "refuse", must=(r"\bnot\b",)), said("Surely 12.", "answered"), False),
        (asked("ambiguous", "clarify_or_compare", must=(r"\b33\b", r"\b44\b")), said("Which association do you mean?"), True),
        (asked("ambiguous", "clarify_or_compare", must=(r"\b33\b", r"\b44\b")), said("Anything.", "needs_clarification"), True),
        (asked("ambiguous", "clarify_or_compare", must=(r"\b33\b", r"\b44\b")), said("33 here, 44 there."), True),
        (asked("ambiguous", "clarify_or_compare", must=(r"\b33\b", r"\b44\b")), said("33 hours."), False),
        (asked("ambiguous", "clarify_or_compare", must=(r"\b33\b",)), said("33", "not_covered"), False),
        (asked(), None, False),
    ],
)
def test_what_passes(question: Question, answer: Given | None, passes: bool) -> None:
    assert grade(question, answer).passed is passes


def test_a_figure_far_down_passes_but_does_not_lead() -> None:
    made = grade(asked(), said("word " * 100 + "33", "answered", HERE))
    assert made.passed
    assert made.lead is False
    assert grade(asked("definition"), said("33", "answered", HERE)).lead is None


def test_only_the_first_citation_counts_as_cited_first() -> None:
    made = grade(asked(), said("33", "answered", Cited("x", "theirs", "", ""), HERE))
    assert made.passed
    assert made.cited is False


def test_tally_has_a_denominator_for_each_score() -> None:
    grades = [grade(asked(must_not=("never",)), said("33 never", "answered", HERE)), grade(asked(), said("33", "answered", HERE)), grade(asked("list"), None)]
    total = tally(grades)
    assert (str(total.passed), str(total.lead), str(total.wrong), str(total.cited)) == ("1/3", "1/2", "1/3", "2/2")
    assert total.words == pytest.approx(1.0)
    assert Share(0, 0).value == 1.0
