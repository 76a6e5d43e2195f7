"""The command line: what it prints, where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from index_corpus import build_fake

from index.generations import current
from ui.cli import main, progress_bar

FIELDS = ["status", "text", "citations", "scope", "ms"]
QUESTION = "How many training hours does Level II need in Northvale?"
STATUSES = {"answered", "needs_clarification", "not_covered", "out_of_scope", "urgent"}


class Ran(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process; what it leaves by is its exit code."""

    def ran(*arguments: str | Path, stdin: bytes = b"") -> Ran:
        monkeypatch.setattr(sys, "argv", ["endorse", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return ran


def alone(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own."""
    code = "from ui.cli import main; main()"
    environment = {key: value for key, value in os.environ.items() if not key.startswith("ENDORSE_")}
    return subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=120, cwd=cwd, env=environment, check=False)


def write_batch(path: Path, *lines: object) -> Path:
    path.write_text("".join((line if isinstance(line, str) else json.dumps(line)) + "\n" for line in lines), encoding="utf-8")
    return path


# One question


@pytest.mark.model
def test_an_answer_is_printed_with_its_sources(run: Run, built: Path) -> None:
    code, out, err = run("ask", QUESTION, "--data", built)
    assert code == 0
    assert "71 clock hours" in out
    assert "Northvale (NVAIMH)" in out
    assert '"At least 71 clock hours of training are required."' in out.replace("\n", " ").replace("  ", " ")
    assert "error" not in err.lower()


@pytest.mark.model
def test_json_has_the_fixed_shape(run: Run, built: Path) -> None:
    code, out, _ = run("ask", "--json", QUESTION, "--data", built)
    answer = json.loads(out)
    assert code == 0
    assert list(answer) == FIELDS
    assert answer["status"] == "answered"
    assert list(answer["citations"][0]) == ["sheet", "source", "heading", "quote", "url", "page"]
    assert answer["citations"][0] | {"url": None, "page": None} == {
        "sheet": "nv-ii",
        "source": "nv-ii-original",
        "heading": "Requirements > Training",
        "quote": "At least 71 clock hours of training are required.",
        "url": None,
        "page": None,
    }
    assert answer["scope"] == {"associations": ["NVAIMH"], "categories": ["IFS"], "part": "requirements", "topics": ["training"]}
    assert isinstance(answer["ms"], float)
    assert "At least 71 clock hours" in answer["text"]
    assert "nv-ii-original" not in answer["text"], "the text is without its list of sources"


@pytest.mark.model
def test_a_refusal_is_an_answer_too(run: Run, built: Path) -> None:
    code, out, _ = run("ask", "--json", "How many training hours for Level II in Ohio?", "--data", built)
    answer = json.loads(out)
    assert code == 0
    assert answer["status"] == "not_covered"
    assert answer["citations"] == []


@pytest.mark.model
def test_a_question_is_read_from_standard_input(run: Run, built: Path) -> None:
    code, out, _ = run("ask", "--json", "-", "--data", built, stdin=QUESTION.encode())
    assert code == 0
    assert json.loads(out)["citations"][0]["sheet"] == "nv-ii"


@pytest.mark.model
@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "empty"),
        ("   \n ", "empty"),
        ("?!", "empty"),
        ("how many hours " * 7_000, "20,000"),
    ],
)
def test_a_question_that_cannot_be_read_is_refused_in_one_line(run: Run, built: Path, given: str, said: str) -> None:
    code, out, err = run("ask", given, "--data", built)
    assert code == 2
    assert out == ""
    assert said in err
    assert len(err.strip().splitlines()) == 1
    assert len(err) < 300, "a long question is not repeated"


@pytest.mark.model
@pytest.mark.parametrize("given", [bytes(range(256)) * 40, b"\x89PNG\r\n\x1a\n\x00\x00", b"\xff\xfe\xfd" * 50])
def test_binary_input_is_refused(run: Run, built: Path, given: bytes) -> None:
    code, out, err = run("ask", "-", "--data", built, stdin=given)
    assert code == 2
    assert out == ""
    assert "not text" in err


@pytest.mark.model
def test_a_hundred_thousand_characters_on_standard_input_are_refused(run: Run, built: Path) -> None:
    code, _, err = run("ask", "-", "--data", built, stdin=b"a" * 100_000)
    assert code == 2
    assert "100,000" in err


def test_a_question_and_a_batch_together_or_neither_are_a_usage_error(run: Run, tmp_path: Path) -> None:
    assert run("ask").code == 2
    assert run("ask", "q?", "--batch", tmp_path / "in.jsonl").code == 2
    assert run("ask", "--nonsense").code == 2


# Batches


@pytest.mark.model
def test_a_batch_is_answered_in_order(run: Run, built: Path, tmp_path: Path) -> None:
    batch = write_batch(
        tmp_path / "in.jsonl",
        {"id": "zebra", "turns": [QUESTION]},
        {"id": "ant", "turns": [QUESTION, "And for renewal?"]},
        "",
        {"id": "mole", "turns": ["How many training hours for Level II in Ohio?"]},
        {"id": "zebra", "turns": ["hello"]},
    )
    code, out, err = run("ask", "--batch", batch, "--data", built)
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [answer["id"] for answer in answers] == ["zebra", "ant", "mole", "zebra"]
    assert [answer["status"] for answer in answers] == ["answered", "answered", "not_covered", "out_of_scope"]
    assert "9 clock hours" in answers[1]["text"], "the last turn is answered, in the scope of the first"
    assert all(list(answer) == ["id", *FIELDS] for answer in answers)
    assert "endorse:" not in err


@pytest.mark.model
def test_faulty_lines_are_named_and_the_rest_is_answered(run: Run, built: Path, tmp_path: Path) -> None:
    batch = write_batch(
        tmp_path / "in.jsonl",
        {"id": "first", "turns": [QUESTION]},
        "this is not JSON",
        {"id": "no turns"},
        {"id": "empty turns", "turns": []},
        {"id": "wrong turns", "turns": [1]},
        {"turns": [QUESTION]},
        [QUESTION],
        {"id": "empty question", "turns": ["  "]},
        {"id": "too long", "turns": ["a" * 100_000]},
        {"id": "last", "turns": ["hello"]},
    )
    code, out, err = run("ask", "--batch", batch, "--data", built)
    assert code == 6
    assert [json.loads(line)["id"] for line in out.splitlines()] == ["first", "last"]
    assert re.findall(rf"{re.escape(str(batch))}:(\d+): ", err) == [str(number) for number in range(2, 10)]


@pytest.mark.model
def test_a_batch_that_is_binary_or_empty(run: Run, built: Path, tmp_path: Path) -> None:
    (tmp_path / "binary").write_bytes(bytes(range(256)))
    code, out, err = run("ask", "--batch", tmp_path / "binary", "--data", built)
    assert (code, out) == (6, "")
    assert "binary:1: " in err
    (tmp_path / "empty").write_text("\n\n")
    assert run("ask", "--batch", tmp_path / "empty", "--data", built)[:2] == (0, "")


@pytest.mark.model
def test_a_batch_file_that_is_not_there(run: Run, built: Path, tmp_path: Path) -> None:
    code, out, err = run("ask", "--batch", tmp_path / "nowhere.jsonl", "--data", built)
    assert code == 2
    assert out == ""
    assert "nowhere.jsonl" in err


# Building and checking


def sheet(folder: Path, text: str) -> Path:
    folder.mkdir(exist_ok=True)
    path = folder / "mine.md"
    path.write_text(text, encoding="utf-8")
    return path


FRONT = '---\nid: mine\nsource: mine\ntitle: Mine\n{line}\nedition: "2031"\n---\n\n## Requirements\n### Training\nAt least 71 clock hours are required.\n'


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        (FRONT.format(line="association: XXAIMH"), 5, "'XXAIMH'"),
        (FRONT.format(line="category: XXL"), 5, "'XXL'"),
        (FRONT.format(line="colour: red"), 5, "colour"),
        (FRONT.format(line="status: maybe"), 5, "status"),
        ("## Requirements\nAt least 71 clock hours are required.\n", 1, "front matter"),
        ("---\nid: mine\n", 1, "front matter"),
        ("## Requirements\n? how many hours\nAt least 71 clock hours are required.\n", 1, "front matter"),
    ],
)
def test_a_faulty_sheet_is_named_by_file_and_line_and_nothing_is_built(run: Run, tmp_path: Path, text: str, line: int, said: str) -> None:
    path = sheet(tmp_path / "sheets", text)
    for command in (["index", "build", "--data", tmp_path / "data"], ["corpus", "check"]):
        code, _, err = run(*command, "--corpus", tmp_path / "sheets")
        assert code == 3
        assert f"{path}:{line}: " in err
        assert said in err
    assert not (tmp_path / "data").exists()


def test_every_faulty_sheet_is_named(run: Run, tmp_path: Path) -> None:
    sheet(tmp_path / "sheets", FRONT.format(line="association: XXAIMH"))
    (tmp_path / "sheets" / "other.md").write_text("## Requirements\nno front matter", encoding="utf-8")
    code, _, err = run("corpus", "check", "--corpus", tmp_path / "sheets")
    assert code == 3
    assert "mine.md:5: " in err
    assert "other.md:1: " in err


def test_a_folder_that_is_not_there_or_holds_no_sheet(run: Run, tmp_path: Path) -> None:
    code, _, err = run("index", "build", "--corpus", tmp_path / "nowhere", "--data", tmp_path / "data")
    assert code == 3
    assert "nowhere" in err
    (tmp_path / "empty").mkdir()
    assert run("index", "build", "--corpus", tmp_path / "empty", "--data", tmp_path / "data").code == 3
    assert not (tmp_path / "data").exists()


def test_a_vocabulary_that_is_not_valid_is_named(run: Run, tmp_path: Path) -> None:
    sheet(tmp_path / "sheets", FRONT.format(line="association: NVAIMH"))
    (tmp_path / "sheets" / "vocabulary.yaml").write_text("associations:\n  NVAIMH: {nam: Northvale}\n", encoding="utf-8")
    code, _, err = run("corpus", "check", "--corpus", tmp_path / "sheets")
    assert code == 3
    assert "vocabulary.yaml" in err
    assert "NVAIMH" in err


def test_the_sheets_of_a_folder_are_checked(run: Run, sheets: Path) -> None:
    code, out, _ = run("corpus", "check", "--corpus", sheets)
    assert code == 0
    assert "6 sheets" in out


@pytest.mark.model
def test_a_sound_index_is_found_sound(run: Run, built: Path) -> None:
    code, out, _ = run("index", "check", "--data", built)
    assert code == 0
    assert out.startswith("OK")


@pytest.mark.model
def test_an_index_of_another_model_is_not_used(run: Run, built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENDORSE_MODEL", str(tmp_path / "another-model"))
    code, out, err = run("ask", QUESTION, "--data", built)
    assert code == 4
    assert out == ""
    assert "another-model" in err
    assert "endorse index build" in err


@pytest.mark.model
def test_an_index_with_a_changed_file_is_not_used(run: Run, built: Path, tmp_path: Path) -> None:
    import shutil

    data = tmp_path / "data"
    shutil.copytree(built, data)
    passages = current(data) / "passages.jsonl"
    passages.write_text(passages.read_text(encoding="utf-8").replace("71 clock", "17 clock"), encoding="utf-8")
    for command in (["ask", QUESTION], ["index", "check"]):
        code, out, err = run(*command, "--data", data)
        assert code == 4
        assert "17 clock" not in out
        assert "passages.jsonl" in err
        assert "endorse index build" in err


def test_there_is_nothing_to_check_or_go_back_to(run: Run, tmp_path: Path) -> None:
    code, _, err = run("index", "check", "--data", tmp_path)
    assert code == 4
    assert "endorse index build" in err
    assert run("index", "rollback", "--data", tmp_path).code == 4


def test_an_index_is_chosen_by_how_its_name_begins(run: Run, data: Path, corpus_folder: Path) -> None:
    first, second = current(data).name, build_fake(data, corpus_folder, held=True).name
    assert run("index", "use", second, "--data", data) == (0, f"current index: {second}\n", "")
    assert run("index", "rollback", "--data", data).out == f"current index: {first}\n"
    code, _, err = run("index", "use", "1999", "--data", data)
    assert code == 4
    assert f"there are: {first} (current), {second}" in err


def test_progress_shows_how_many_a_second_and_how_long_the_rest_takes(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "120")
    with progress_bar() as progress:
        for done in range(0, 1001, 100):
            progress("embedding", done, 1000)
            time.sleep(0.01)
    shown = capsys.readouterr().err
    assert "1000/1000" in shown
    assert re.search(r"\d+ a second", re.sub(r"\x1b\[[\d;]*m", "", shown))
    assert "0:00:00" in shown


def test_a_setting_that_is_not_allowed_is_named(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ENDORSE_PORT", "many")
    code, _, err = run("index", "check", "--data", tmp_path)
    assert code == 2
    assert "port" in err


# In a process of its own


@pytest.mark.parametrize("arguments", [["--help"], ["ask", "--help"], ["index", "build", "--help"], ["serve", "--help"], ["corpus", "check", "--help"]])
def test_help_is_shown_without_heavy_imports(arguments: list[str]) -> None:
    code = (
        "import sys\nfrom ui.cli import main\ntry:\n    main()\nexcept SystemExit as leaving:\n    assert not leaving.code, leaving.code\n"
        "print('HEAVY', sorted({'torch', 'chromadb', 'gradio', 'onnxruntime', 'sentence_transformers', 'langchain', 'numpy'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0, ran.stderr
    assert "Usage" in ran.stdout
    assert ran.stdout.strip().endswith("HEAVY []")


@pytest.mark.model
def test_a_process_of_its_own_ends_with_the_code_and_without_a_traceback(built: Path, tmp_path: Path) -> None:
    answered = alone("ask", "--json", QUESTION, "--data", str(built), cwd=tmp_path)
    assert answered.returncode == 0, answered.stderr
    assert json.loads(answered.stdout)["status"] in STATUSES
    assert answered.stderr == ""
    refused = alone("ask", "", "--data", str(built), cwd=tmp_path)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    faulty = alone("index", "build", "--corpus", str(tmp_path), "--data", str(tmp_path / "data"), cwd=tmp_path)
    assert faulty.returncode == 3
    assert "Traceback" not in faulty.stderr
