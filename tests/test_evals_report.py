"""The report and the thresholds, over a few graded answers."""

from pathlib import Path

import pytest

from corpus.errors import QuestionError, SettingsError
from corpus.vocabulary import Vocabulary
from evals.answers import Cited, Given
from evals.questions import Question
from evals.report import First, Report, commit_of, load_first, markdown, write_report
from evals.scoring import Library, Outcome, measure, measure_kinds
from evals.thresholds import Thresholds, load_thresholds, shortfalls

LIBRARY = Library([], Vocabulary())


def outcome(kind: str, text: str) -> Outcome:
    question = Question(id=text, kind=kind, turns=("?",), must=("33",), must_not=("44",), cite=("s",), expect="answer")
    return Outcome(question, Given(text, "answered", text, (Cited("s", "s", "", ""),)))


GOOD, BAD = [outcome("number", "33"), outcome("fee", "33")], [outcome("number", "33"), outcome("fee", "44")]


def report() -> Report:
    kinds, other = measure_kinds(GOOD, LIBRARY), {**measure_kinds(BAD, LIBRARY), "all": measure(BAD, LIBRARY)}
    total = measure(GOOD, LIBRARY)
    first = {"b1": First(1, 2, 1, "2026-01-01", "abc")}
    return Report("2026-02-02", "def", "0123", "model", "endorse-evals run", total, kinds, {"b1": total, "b2": total}, {"top 1": other}, first)


def test_the_report_is_stamped_and_shows_denominators_beside_the_baseline() -> None:
    text = markdown(report(), "picture.png")
    for said in ("2026-02-02, commit `def`, corpus `0123`", "![", "(picture.png)", "| fee | 1/1 (100%) |", "0/1 (0%), 1 |", "| all | 2/2 (100%) |"):
        assert said in text
    assert "| b1 | 2026-01-01, `abc` | 1/2 (50%) | 1 | 2/2 (100%) | 0 |" in text
    assert "| b2 | – | – | – | 2/2 (100%) | 0 |" in text


def test_a_picture_is_written_beside_it(tmp_path: Path) -> None:
    picture = write_report(tmp_path / "docs" / "quality.md", report())
    assert picture.name == "quality.png"
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert "quality.png" in (tmp_path / "docs" / "quality.md").read_text()


def test_first_measurements_are_read_or_named_as_faulty(tmp_path: Path) -> None:
    path = tmp_path / "first.json"
    assert load_first(path) == {}
    path.write_text('{"b1": {"passed": 1, "of": 2, "wrong": 0, "date": "2026-01-01", "commit": "abc"}}')
    assert load_first(path)["b1"].of == 2
    path.write_text('{"b1": {"passed": 1}}')
    with pytest.raises(QuestionError, match=r"first\.json"):
        load_first(path)


def test_outside_a_repository_the_commit_is_unknown(tmp_path: Path) -> None:
    assert commit_of(tmp_path) == "unknown"


def test_shortfalls_name_score_share_and_threshold() -> None:
    asked = Thresholds(passed=0.9, lead=0.5, kinds={"fee": 1.0, "number": 1.0, "list": 0.5})
    assert shortfalls(asked, measure(BAD, LIBRARY), measure_kinds(BAD, LIBRARY)) == [
        "passed: 1/2 = 50.0%, at least 90.0% is asked",
        "wrong: 1 answers state something wrong, 0 are allowed",
        "fee, passed: 0/1 = 0.0%, at least 100.0% is asked",
        "list: no question of this kind was asked; take it out of the thresholds or add one",
    ]
    assert shortfalls(Thresholds(passed=1.0), measure(GOOD, LIBRARY), measure_kinds(GOOD, LIBRARY)) == []


def test_thresholds_are_checked_when_read(tmp_path: Path) -> None:
    path = tmp_path / "thresholds.json"
    with pytest.raises(SettingsError, match="no thresholds here"):
        load_thresholds(path)
    for text, says in (('{"pased": 1}', "pased"), ('{"passed": 90}', "passed"), ("{", "file")):
        path.write_text(text)
        with pytest.raises(SettingsError, match=says):
            load_thresholds(path)
