"""Answers as they are graded: the same text as on the terminal, from the assistant or from a batch file."""

import json
from pathlib import Path

import pytest

from assistant.answer import Answer, Citation, Derivation, Layout, Statement, Status
from corpus.errors import QuestionError
from evals.answers import given, load_answers, plain_text
from ui.render import plain

CITATION = Citation(1, "s#R#1", "s", "src", "T", "Requirements > Training", "At least 33 hours are required.", None, None, "There")
STATEMENTS = (
    Statement("At least 33 hours are required.", (1,), "There, 2020", "training"),
    Statement("Second sentence."),
    Statement("Third sentence."),
    Statement("An item.", (), "", "", True),
    Statement("At least 44 hours.", (), "Elsewhere, 2021", "references"),
)


@pytest.mark.parametrize("layout", list(Layout))
def test_text_is_what_the_terminal_shows(layout: Layout) -> None:
    answer = Answer(Status.ANSWERED, STATEMENTS, (CITATION,), ("A note",), layout=layout)
    assert plain_text(answer) == plain(answer)


def test_statements_keep_their_quotes_and_what_they_compute() -> None:
    statement = Statement("13 more hours.", (1,), derivations=(Derivation(13, 33, "-", 20),))
    graded = given("q", Answer(Status.ANSWERED, (statement,), (CITATION,)), 5.0)
    assert graded.claims[0].quotes == ("At least 33 hours are required.",)
    assert graded.claims[0].computed == (13, 33, 20)
    assert (graded.status, graded.citations[0].source, graded.ms) == ("answered", "src", 5.0)


def test_batch_lines_are_read(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"id": "q", "status": "not_covered", "text": "Not held.", "citations": [], "scope": {"associations": ["A"]}, "ms": 3}) + "\n")
    read = load_answers(path)["q"]
    assert read.refused
    assert read.associations == ("A",)
    path.write_text("[1]\n")
    with pytest.raises(QuestionError, match=r"a\.jsonl:1"):
        load_answers(path)
