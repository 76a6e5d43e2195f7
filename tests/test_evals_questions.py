"""Question files: what is read, and what each fault says."""

import json
from pathlib import Path

import pytest

from corpus.errors import QuestionError
from evals.questions import load_questions

LINE = {"id": "a", "kind": "number", "turns": ["how many?"], "must": ["3"], "must_not": [], "cite": ["s"], "expect": "answer", "gold": "3", "note": "kept out"}


def test_lines_are_read_in_order(tmp_path: Path) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(json.dumps(LINE) + "\n\n" + json.dumps(LINE | {"id": "b", "association": None}) + "\n")
    assert [question.id for question in load_questions(path)] == ["a", "b"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{not json", "q.jsonl:1: not JSON"),
        (json.dumps(LINE | {"must": ["("]}), "not a regular expression"),
        (json.dumps(LINE | {"turns": []}), "turns"),
        (json.dumps(LINE | {"expect": "maybe"}), "expect"),
        (json.dumps(LINE) + "\n" + json.dumps(LINE), "q.jsonl:2: id 'a' is taken"),
        ("", "holds no question"),
    ],
)
def test_faults_name_the_place(tmp_path: Path, text: str, says: str) -> None:
    path = tmp_path / "q.jsonl"
    path.write_text(text)
    with pytest.raises(QuestionError) as caught:
        load_questions(path)
    assert says in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match=r"none\.jsonl"):
        load_questions(tmp_path / "none.jsonl")
