"""The command `endorse-evals`."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from test_evals_running import FakeAssistant
from typer.testing import CliRunner

from evals import commands
from evals.cli import app, main
from evals.madeup import write_corpus, write_questions


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_corpus(tmp_path / "corpus", 6)
    write_questions(tmp_path, 6)
    return tmp_path


def test_help_names_the_commands_without_loading_anything_heavy() -> None:
    shown = CliRunner().invoke(app, ["--help"]).output
    assert all(name in shown for name in ("run", "baseline", "madeup", "check"))
    heavy = "import sys, evals.cli; sys.exit(bool({'torch', 'chromadb', 'matplotlib', 'langchain_core', 'onnxruntime'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", heavy], check=False).returncode == 0


def test_run_shows_scores_by_kind_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands.run([folder / "questions.jsonl"], None, True, None, 0, assistant=FakeAssistant(folder / "corpus"))
    shown = json.loads(capsys.readouterr().out)
    assert shown["total"]["grades"]["passed"]["of"] == sum(kind["grades"]["passed"]["of"] for kind in shown["kinds"].values())
    assert shown["total"]["retrieval"]["1"]["of"] > 0
    assert set(shown["files"]) == {"questions"}


def test_run_shows_tables_and_failures(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands.run([folder / "questions.jsonl"], None, False, None, 1, assistant=FakeAssistant(folder / "corpus"))
    shown = capsys.readouterr().out
    assert all(word in shown for word in ("gold:", "why:", "unanswerable", "cited first", "refusals"))


def test_check_lists_what_fell(folder: Path) -> None:
    thresholds = folder / "thresholds.json"
    thresholds.write_text('{"passed": 1.0, "quotes": 1.0, "wrong": 1000}')
    short = commands.check(None, folder / "questions.jsonl", thresholds, FakeAssistant(folder / "corpus"))
    assert len(short) == 1
    assert short[0].startswith("passed: ")
    thresholds.write_text('{"passed": 0.0, "wrong": 1000}')
    assert commands.check(None, folder / "questions.jsonl", thresholds, FakeAssistant(folder / "corpus")) == []


def test_an_error_is_one_line_and_an_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    monkeypatch.setattr(sys, "argv", ["endorse-evals", "check", "--thresholds", str(tmp_path / "none.json")])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "no thresholds here" in capsys.readouterr().err


@pytest.mark.model
def test_made_up_guidelines_are_answered_from_their_sheets_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    commands.madeup(1, tmp_path, True, 0)
    total = json.loads(capsys.readouterr().out)["total"]
    assert total["quotes"]["hit"] == total["quotes"]["of"] > 0
    assert total["figures"]["hit"] == total["figures"]["of"] > 0
    assert total["grades"]["passed"]["hit"] > 0.7 * total["grades"]["passed"]["of"]
