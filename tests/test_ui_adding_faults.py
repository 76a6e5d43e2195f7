"""What happens to documents that cannot be read, or should be looked at: each is named with its reason, and the rest is indexed."""

from __future__ import annotations

import io
import re
from contextlib import closing, redirect_stdout
from pathlib import Path
from typing import NamedTuple

import pytest
from added_corpus import add, guideline, manifest, passages
from fault_files import HIDDEN, write_faults
from index_corpus import FAKE, FakeEncoder, build_fake, open_fake_assistant, write_corpus

from assistant.application import build
from assistant.settings import Settings
from corpus.errors import DocumentError
from corpus.library import Corpus, read_corpus
from corpus.shelf import SHELF
from corpus.sidecar import Sidecar, read_sidecar
from index.generations import current
from ui.reporting import FAULTY

REASONS = {
    "empty.txt": "is empty",
    "truncated.pdf": "cut short",
    "encrypted.pdf": "needs a password",
    "scanned.pdf": "seems to be scanned",
    "huge.txt": "has 200 MB",
    "bomb.docx": "unpacks to more than",
    "binary.txt": "is not text",
    "old.doc": "is of a kind that is not read",
}
READ = {"good", "hidden", "latin1", "same_one", "same_two", "utf16"}


class Added(NamedTuple):
    code: int
    out: str
    folder: Path
    data: Path


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus") / "sheets")


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory, shipped: Path) -> Added:
    """The folder with everything that may be wrong, added; not to be written to."""
    folder = tmp_path_factory.mktemp("faults")
    write_faults(folder / "in")
    out = io.StringIO()
    with redirect_stdout(out):
        code = add(folder / "data", shipped, folder / "in")
    return Added(code, out.getvalue(), folder / "in", folder / "data")


# Each fault


@pytest.mark.parametrize("name", REASONS)
def test_what_cannot_be_read_is_named_with_its_reason(added: Added, name: str) -> None:
    lines = [line for line in added.out.splitlines() if line.startswith(f"not read or doubtful: {added.folder / name}: ")]
    assert len(lines) == 1
    assert REASONS[name] in lines[0]
    assert not list((added.data / SHELF).rglob(name)), "it is not put on the shelf"


def test_the_exit_code_tells_of_faults_and_the_rest_is_indexed(added: Added) -> None:
    assert added.code == FAULTY == 3
    assert added.out.startswith(f"{len(READ)} of {len(READ) + len(REASONS)} documents added")
    said = {passage.guideline: passage.text for passage in passages(added.data)}
    assert set(said) >= READ
    assert {path.stem for path in (added.data / SHELF).rglob("*.*") if path.is_file()} == READ


def test_utf_16_and_latin_1_are_read_letter_by_letter(added: Added) -> None:
    said = {passage.guideline: "" for passage in passages(added.data)}
    for passage in passages(added.data):
        said[passage.guideline] += passage.text + "\n"
    assert "At least 38 clock hours of training are required." in said["utf16"]
    assert "one from a résumé’s reader." in said["latin1"]
    assert not re.search(r"utf16|latin1", added.out)


def test_hidden_instructions_are_flagged_and_nowhere_in_the_guideline(added: Added) -> None:
    lines = [line for line in added.out.splitlines() if line.startswith("flagged: ")]
    assert len(lines) == 1
    assert "hidden.pdf: Page 1: hidden text was left out" in lines[0]
    found = [passage for passage in passages(added.data) if passage.guideline == "hidden"]
    assert any("At least 52 clock hours" in passage.text for passage in found)
    kept = " ".join(path.read_text(encoding="utf-8", errors="replace") for path in sorted(current(added.data).glob("*.json*")))
    assert HIDDEN not in kept
    assert "tell everybody" not in kept


def test_two_documents_that_claim_one_edition_are_named_and_both_kept(added: Added) -> None:
    lines = [line for line in added.out.splitlines() if "claims to be" in line]
    assert len(lines) == 1
    assert "same_two.txt: claims to be the 2031 edition of MBAIMH, as same_one.txt does" in lines[0]
    assert {"same_one", "same_two"} <= {passage.guideline for passage in passages(added.data)}


def test_an_index_of_such_a_folder_reports_the_same(added: Added, tmp_path: Path) -> None:
    read: list[Corpus] = []
    settings = Settings(data=tmp_path, corpus=(added.folder,), model=FAKE)
    build(settings, encoder=lambda folder, name: FakeEncoder(name), told=read.append)
    assert {fault.path.name for fault in read[0].faults} == {*REASONS, "same_two.txt"}
    assert {fault.path.name: fault.reason for fault in read[0].faults}["huge.txt"].startswith(REASONS["huge.txt"])
    assert {passage.guideline for passage in passages(tmp_path)} == READ


def test_a_folder_of_nothing_but_faults_builds_nothing(shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.md").write_bytes(b"")
    assert add(tmp_path / "data", shipped, tmp_path / "in", tmp_path / "nowhere.pdf") == FAULTY
    said = capsys.readouterr().out
    assert "empty.md: " in said
    assert "nowhere.pdf: no such file or folder" in said
    assert not (tmp_path / "data").exists()


# What is embedded again


def test_an_unchanged_folder_embeds_nothing_and_a_changed_sentence_its_passage_alone(shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data, folder = tmp_path / "data", tmp_path / "in"
    build_fake(data, shipped)
    folder.mkdir()
    (folder / "northvale.txt").write_text(guideline("Norwood", "NWAIMH"), encoding="utf-8")
    (folder / "southbank.txt").write_text(guideline("Sudbury", "SUAIMH", hours=38), encoding="utf-8")
    assert add(data, shipped, folder) == 0
    first = manifest(data)
    assert first.embedded > 0
    assert add(data, shipped, folder) == 0
    assert manifest(data).embedded == 0
    assert manifest(data).corpus == first.corpus
    before = {text for passage in passages(data) for text in (passage.text, *passage.sentences)}
    (folder / "northvale.txt").write_text(guideline("Norwood", "NWAIMH", hours=72), encoding="utf-8")
    assert add(data, shipped, folder) == 0
    changed = next(passage for passage in passages(data) if "72 clock hours" in passage.text)
    assert 0 < manifest(data).embedded <= 1 + len(changed.sentences)
    assert {passage.text for passage in passages(data)} - before == {changed.text}
    assert "0 of " in capsys.readouterr().out


# Dry runs


def test_a_dry_run_shows_what_was_understood_and_writes_nothing(shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "guide.txt").write_text(guideline("Norwood", "NWAIMH"), encoding="utf-8")
    before = sorted(tmp_path.rglob("*"))
    assert add(tmp_path / "data", shipped, tmp_path / "guide.txt", dry_run=True) == 0
    assert sorted(tmp_path.rglob("*")) == before
    said = " ".join(capsys.readouterr().out.split())
    assert "guide.txt" in said
    assert "Norwood (NWAIMH)" in said
    assert "2031" in said
    assert "certain" in said
    assert "requirements" in said
    assert "training" in said


def test_a_dry_run_names_faults_too(added: Added, shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code = add(tmp_path / "data", shipped, added.folder / "empty.txt", added.folder / "hidden.pdf", added.folder / "good.txt", dry_run=True)
    said = " ".join(capsys.readouterr().out.split())
    assert code == FAULTY
    assert "empty.txt: is empty" in said
    assert "hidden text was left out" in said
    assert not (tmp_path / "data").exists()


# What a person says


def test_a_sidecar_corrects_association_edition_and_headings(tmp_path: Path) -> None:
    text = "Our Levels\n\nInfant Family Specialist\n\nHours in Class\nAt least 71 clock hours are required.\n"
    (tmp_path / "levels.txt").write_text(text, encoding="utf-8")
    plain = read_corpus([tmp_path]).documents[0].guideline
    assert (plain.association, plain.edition) == (None, "undated")
    told = "association: Norwood Association for Infant Mental Health (NWAIMH)\nedition: 2031-05\nheadings:\n  Hours in Class: training\n"
    (tmp_path / "levels.yaml").write_text(told, encoding="utf-8")
    corpus = read_corpus([tmp_path])
    scope = corpus.guidelines[0].blocks[-1].scope
    assert (scope.association, scope.edition, scope.part, scope.topic) == ("NWAIMH", "2031-05", "requirements", "training")
    assert corpus.vocabulary.label("NWAIMH") == "Norwood (NWAIMH)"
    assert not corpus.faults


def test_an_unknown_field_of_a_sidecar_is_reported_with_those_that_there_are(shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("one", "two"):
        (folder / f"{name}.txt").write_text(guideline(name.title(), f"{name.upper()}AIMH"), encoding="utf-8")
    (folder / "one.txt.yaml").write_text("asociation: ONEAIMH\n", encoding="utf-8")
    assert add(tmp_path / "data", shipped, folder) == FAULTY
    line = next(line for line in capsys.readouterr().out.splitlines() if "one.txt" in line)
    assert "asociation" in line
    assert all(name in line for name in Sidecar.model_fields)
    assert {passage.guideline for passage in passages(tmp_path / "data")} >= {"two"}
    with pytest.raises(DocumentError, match="association, category, edition"):
        read_sidecar(folder / "one.txt.yaml")


@pytest.mark.parametrize(("said", "meant"), [("NWAIM", "NWAIMH"), ("Michigann", "MI-AIMH"), ("Norwod Association for Infant Mental Health", "NWAIMH")])
def test_a_misspelt_association_is_asked_about(shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], said: str, meant: str) -> None:
    (tmp_path / "guide.txt").write_text(
        guideline("Norwood", "NWAIMH").replace("Infant Mental Health Association", "Association for Infant Mental Health"), encoding="utf-8"
    )
    assert add(tmp_path / "data", shipped, tmp_path / "guide.txt", association=said) == FAULTY
    assert f"unknown association {said!r}; did you mean {meant!r}?" in capsys.readouterr().out
    assert not (tmp_path / "data").exists()


# Nobody's rules


def test_a_document_without_association_is_searched_and_never_a_rule_of_one(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "northvale.txt").write_text(
        guideline().replace("At least 71 clock hours of training are required.", "Training about babies is required."), encoding="utf-8"
    )
    flyer = "Infant Family Specialist (Level II)\n\nRequirements\n\nTraining\nAt least 99 clock hours of training are required for Level II.\n"
    (folder / "flyer.txt").write_text(flyer, encoding="utf-8")
    read: list[Corpus] = []
    build(Settings(data=tmp_path / "data", corpus=(folder,), model=FAKE), encoder=lambda part, name: FakeEncoder(name), told=read.append)
    doubts = {Path(document.guideline.path).name: document.doubts for document in read[0].documents}
    assert "no association" in doubts["flyer.txt"][0]
    assert not doubts["northvale.txt"]
    opened = open_fake_assistant(current(tmp_path / "data"))
    with closing(opened.retriever) as retriever:
        hit = retriever.search("At least 99 clock hours of training are required for Level II.")[0]
        assert hit.passage.guideline == "flyer", "it is searched"
        assert (hit.passage.scope.association, hit.passage.scope.part) == (None, None)
        for question in (
            "How many training hours does Level II need in Northvale?",
            "Does Northvale require at least 99 clock hours of training for Level II?",
        ):
            answer = opened.ask([question])
            assert not any(citation.sheet == "flyer" for citation in answer.citations)
            assert not any("99" in statement.text for statement in answer.statements)
