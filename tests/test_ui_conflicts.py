"""`endorse corpus conflicts`: both sentences of each disagreement, and an exit code."""

from __future__ import annotations

from pathlib import Path

import pytest
from edition_corpus import write_editions
from typer.testing import CliRunner

from ui.cli import app
from ui.conflicts import DISAGREEING, list_conflicts

RULES = "\n## Requirements\n### Training\nAt least {} clock hours of training are required.\n"


def folder(path: Path, *hours: int) -> Path:
    return write_editions(path, tuple((f"d{n}", "NVAIMH", "IFS", "2031", "current", RULES.format(figure)) for n, figure in enumerate(hours)))


def test_both_sentences_are_printed_with_document_edition_and_heading(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list_conflicts([folder(tmp_path, 71, 75)]) == DISAGREEING == 7
    lines = capsys.readouterr().out.splitlines()
    assert lines == [
        "Northvale (NVAIMH), requirements, training: other figures",
        '  "At least 71 clock hours of training are required."',
        "    d0, 2031 edition, Requirements > Training (Infant Family Specialist (Level II))",
        '  "At least 75 clock hours of training are required."',
        "    d1, 2031 edition, Requirements > Training (Infant Family Specialist (Level II))",
        "2 documents read, 1 disagreement",
    ]


def test_the_same_two_sentences_of_several_documents_are_listed_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list_conflicts([folder(tmp_path, 71, 75, 71)]) == DISAGREEING
    out = capsys.readouterr().out
    assert out.count('"At least 71') == 1
    assert all(f"    d{n}, 2031 edition" in out for n in range(3))


def test_documents_that_agree_give_exit_code_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert list_conflicts([folder(tmp_path, 71, 71)]) == 0
    assert capsys.readouterr().out == "2 documents read, no disagreements\n"


def test_the_command_takes_folders_and_names_its_exit_code(tmp_path: Path) -> None:
    run = CliRunner().invoke
    assert run(app, ["corpus", "conflicts", "--corpus", str(folder(tmp_path / "a", 71, 75))]).exit_code == 7
    assert run(app, ["corpus", "conflicts", "--corpus", str(folder(tmp_path / "b", 71))]).exit_code == 0
    assert "exit code 7" in " ".join(run(app, ["corpus", "conflicts", "--help"]).output.split())


def test_an_older_edition_that_says_otherwise_is_no_conflict(tmp_path: Path) -> None:
    sheets = (("old", "NVAIMH", "IFS", "2019", "current", RULES.format(66)), ("new", "NVAIMH", "IFS", "2031", "current", RULES.format(71)))
    assert list_conflicts([write_editions(tmp_path, sheets)]) == 0


def test_a_document_that_cannot_be_read_is_named_and_the_rest_compared(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder(tmp_path, 71, 75) / "empty.txt").write_text("", encoding="utf-8")
    assert list_conflicts([tmp_path]) == DISAGREEING
    assert "empty.txt" in capsys.readouterr().err
