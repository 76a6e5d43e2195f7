"""`endorse add` and `endorse remove`: what is put on the shelf, what is indexed, and what a person is told."""

from __future__ import annotations

import io
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from added_corpus import add, guideline, manifest, passages, remove
from index_corpus import FAKE, build_fake, write_corpus

from assistant.application import is_fresh
from assistant.settings import Settings
from corpus.errors import CorpusError
from corpus.library import read_corpus
from corpus.shelf import SHELF
from index.generations import current
from ui.cli import main
from ui.reporting import FAULTY

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="module")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_corpus(tmp_path_factory.mktemp("corpus") / "sheets")


@pytest.fixture
def guide(tmp_path: Path) -> Path:
    """A document of an association that no vocabulary knows."""
    path = tmp_path / "guide.txt"
    path.write_text(guideline("Norwood", "NWAIMH"), encoding="utf-8")
    return path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs the command in this process; its exit code, output and errors."""

    def ran(*arguments: str | Path) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["endorse", *map(str, arguments)])
        monkeypatch.setattr(sys, "stdin", io.StringIO())
        capsys.readouterr()
        code = 0
        try:
            main()
        except SystemExit as leaving:
            code = leaving.code if isinstance(leaving.code, int) else int(leaving.code is not None)
        return code, *capsys.readouterr()

    return ran


def shelved(data: Path) -> list[str]:
    """The files on the shelf."""
    return sorted(path.relative_to(data / SHELF).as_posix() for path in (data / SHELF).rglob("*") if path.is_file())


# Added


def test_a_document_is_copied_to_the_shelf_and_indexed_beside_the_corpus(
    shipped: Path, guide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    assert add(data, shipped, guide) == 0
    assert shelved(data) == ["guide.txt"]
    assert (data / SHELF / "guide.txt").read_bytes() == guide.read_bytes()
    found = {passage.guideline: passage for passage in passages(data)}
    assert {"nv-2031", "guide"} <= set(found)
    assert found["guide"].scope.association == "NWAIMH"
    assert capsys.readouterr().out.startswith("1 of 1 documents added; 6 guidelines, ")


def test_the_index_stays_fresh_until_a_document_changes_on_the_shelf(shipped: Path, guide: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    add(data, shipped, guide)
    settings = Settings(data=data, corpus=(shipped,), model=FAKE)
    assert is_fresh(settings)
    (data / SHELF / "guide.txt").write_text(guideline("Norwood", "NWAIMH", hours=73), encoding="utf-8")
    assert not is_fresh(settings)


def test_the_corpus_of_the_current_index_is_kept_when_none_is_named(shipped: Path, guide: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    build_fake(data, shipped)
    assert add(data, None, guide) == 0
    assert manifest(data).folders == [str(shipped)]
    assert {"nv-2031", "guide"} <= {passage.guideline for passage in passages(data)}


def test_folders_are_kept_apart_by_their_names(shipped: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    for owner, key in (("Norwood", "NWAIMH"), ("Sudbury", "SUAIMH"), ("Ashford", "ASAIMH")):
        (tmp_path / owner / "levels").mkdir(parents=True)
        (tmp_path / owner / "levels" / "guide.txt").write_text(guideline(owner, key), encoding="utf-8")
    assert add(data, shipped, *(tmp_path / owner for owner in ("Norwood", "Sudbury", "Ashford"))) == 0
    assert shelved(data) == ["Ashford/levels/guide.txt", "Norwood/levels/guide.txt", "Sudbury/levels/guide.txt"]
    assert {"NWAIMH", "SUAIMH", "ASAIMH"} <= {passage.scope.association for passage in passages(data)}


def test_what_is_said_outright_stays_said(shipped: Path, guide: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    guide.write_text(guide.read_text(encoding="utf-8").replace("Norwood Infant Mental Health Association (NWAIMH)", "Our Guide"), encoding="utf-8")
    said = {"association": "Sudbury Association for Infant Mental Health (SUAIMH)", "edition": "2033-04", "url": "https://example.org/guide"}
    assert add(data, shipped, guide, **said) == 0
    assert shelved(data) == ["guide.txt", "guide.txt.yaml"]
    again = {guideline.id: guideline for guideline in read_corpus([shipped, data / SHELF]).guidelines}["guide"]
    assert (again.association, again.edition, again.url) == ("SUAIMH", "2033-04", "https://example.org/guide")
    assert any(passage.scope.association == "SUAIMH" and passage.scope.edition == "2033-04" for passage in passages(data))


def test_what_is_said_now_wins_over_a_sidecar(shipped: Path, guide: Path, tmp_path: Path) -> None:
    guide.with_name("guide.yaml").write_text("edition: '2019'\nnote: Read with care.\n", encoding="utf-8")
    add(tmp_path / "data", shipped, guide, edition="2033")
    held = read_corpus([shipped, tmp_path / "data" / SHELF]).documents[0].guideline
    assert (held.edition, held.note) == ("2033", "Read with care.")


def test_a_changed_document_of_the_same_edition_takes_the_place_of_the_old_one(shipped: Path, guide: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    add(data, shipped, guide)
    guide.write_text(guideline("Norwood", "NWAIMH", hours=73), encoding="utf-8")
    assert add(data, shipped, guide) == 0
    assert shelved(data) == ["guide.txt"]
    assert not any("71 clock" in passage.text for passage in passages(data) if passage.guideline == "guide")


@pytest.mark.parametrize(
    ("other", "name"),
    [(guideline("Norwood", "NWAIMH", edition="2035-02"), "guide-2035-02.txt"), (guideline("Sudbury", "SUAIMH"), "guide-SUAIMH.txt")],
)
def test_another_edition_or_association_under_the_same_name_is_kept_beside_it(shipped: Path, guide: Path, tmp_path: Path, other: str, name: str) -> None:
    data = tmp_path / "data"
    add(data, shipped, guide)
    guide.write_text(other, encoding="utf-8")
    for _ in range(2):
        assert add(data, shipped, guide) == 0
        assert shelved(data) == sorted(["guide.txt", name])


def test_the_same_file_with_another_edition_said_of_it_is_one_document(shipped: Path, guide: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    add(data, shipped, guide)
    add(data, shipped, guide, edition="2033")
    assert shelved(data) == ["guide.txt", "guide.txt.yaml"]
    assert {passage.scope.edition for passage in passages(data) if passage.guideline == "guide"} == {"2033"}


def test_a_valid_sheet_is_added_and_a_faulty_one_is_named(shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    front = (
        "---\nid: {id}\nsource: own\ntitle: Own\nassociation: {key}\nedition: '2031'\n---\n\n## Requirements\n### Training\nAt least 61 hours are required.\n"
    )
    (tmp_path / "own.md").write_text(front.format(id="own", key="SBAIMH"), encoding="utf-8")
    (tmp_path / "bad.md").write_text(front.format(id="bad", key="NOAIMH"), encoding="utf-8")
    assert add(tmp_path / "data", shipped, tmp_path / "own.md", tmp_path / "bad.md", dry_run=True) == FAULTY
    assert "own.md: a guideline sheet, valid" in capsys.readouterr().out.replace("\n", "")
    assert add(tmp_path / "data", shipped, tmp_path / "own.md", tmp_path / "bad.md") == FAULTY
    assert "bad.md:5: " in capsys.readouterr().out
    assert shelved(tmp_path / "data") == ["own.md"]
    assert any(passage.guideline == "own" for passage in passages(tmp_path / "data"))


def test_an_association_is_founded_once_for_all_documents_of_a_call(shipped: Path, tmp_path: Path) -> None:
    """The second document names it by its abbreviation alone."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(guideline("Norwood", "NWAIMH"), encoding="utf-8")
    said = "NWAIMH Renewal Guide\n\nRenewal\n\nMembership\nMembership in NWAIMH is renewed every year. NWAIMH requires it.\n"
    (folder / "b.txt").write_text(said, encoding="utf-8")
    assert add(tmp_path / "data", shipped, folder) == 0
    assert {passage.scope.association for passage in passages(tmp_path / "data") if passage.guideline == "b"} == {"NWAIMH"}


def test_a_document_that_needs_a_word_is_added_with_a_doubt_and_without_a_fault(shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "flyer.txt").write_text("Training\n\nAt least 99 clock hours of training are required.\n", encoding="utf-8")
    assert add(tmp_path / "data", shipped, tmp_path / "flyer.txt") == 0
    said = capsys.readouterr().out
    assert "look at: flyer.txt: no association" in said
    assert "--association" in said


def test_brackets_in_names_of_files_are_shown_as_they_are(shipped: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "[draft] guide.txt"
    path.write_bytes(b"")
    assert add(tmp_path / "data", shipped, path) == FAULTY
    assert f"{path}: is empty" in capsys.readouterr().out


# Removed


def test_a_document_is_removed_by_its_name_and_no_longer_answers(shipped: Path, guide: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    (tmp_path / "more.txt").write_text(guideline("Sudbury", "SUAIMH"), encoding="utf-8")
    add(data, shipped, guide, tmp_path / "more.txt", edition="2033")
    remove(data, "guide.txt")
    assert shelved(data) == ["more.txt", "more.txt.yaml"]
    assert {"nv-2031", "more"} <= {passage.guideline for passage in passages(data)}
    assert not any(passage.guideline == "guide" for passage in passages(data))
    assert "removed guide.txt" in capsys.readouterr().out


def test_the_last_document_is_removed_too(shipped: Path, guide: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    add(data, shipped, guide)
    remove(data, "guide")
    assert shelved(data) == []
    assert "guide" not in {passage.guideline for passage in passages(data)}
    assert is_fresh(Settings(data=data, corpus=(shipped,), model=FAKE))


def test_what_is_not_there_cannot_be_removed(shipped: Path, guide: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    add(data, shipped, guide)
    before = current(data)
    with pytest.raises(CorpusError, match=r"other\.txt: not among the added documents \(guide\.txt\)"):
        remove(data, "other.txt")
    assert current(data) == before
    with pytest.raises(CorpusError, match=r"not among the added documents \(none\)"):
        remove(tmp_path / "elsewhere", "guide.txt")


# The commands


def test_the_command_shows_what_is_understood(run: Run, guide: Path, tmp_path: Path) -> None:
    code, out, err = run("add", guide, "--dry-run", "--data", tmp_path / "data", "--edition", "2033")
    assert code == 0, err
    said = " ".join(out.split())
    assert "Norwood (NWAIMH)" in said
    assert "said outright" in said
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["add"], 2, "Missing argument"),
        (["add", "GUIDE", "--status", "maybe"], 2, "--status"),
        (["add", "nowhere.pdf", "--dry-run"], 3, "nowhere.pdf: no such file or folder"),
        (["add", "GUIDE", "--dry-run", "--category", "Level IX"], 3, "unknown category 'Level IX'"),
        (["remove", "guide.txt"], 3, "not among the added documents"),
    ],
)
def test_the_command_names_what_is_wrong_with_its_arguments(run: Run, guide: Path, tmp_path: Path, arguments: list[str], code: int, said: str) -> None:
    left, out, err = run(*(str(guide) if argument == "GUIDE" else argument for argument in arguments), "--data", tmp_path / "data")
    assert left == code
    assert said in " ".join((out + err).split())
    assert not (tmp_path / "data").exists()


@pytest.mark.model
def test_a_folder_of_documents_is_an_index_of_its_own(run: Run, built: Path, tmp_path: Path) -> None:
    folder, data = tmp_path / "in", tmp_path / "data"
    shutil.copytree(built, data)  # its model is taken over
    folder.mkdir()
    (folder / "guide.txt").write_text(guideline("Norwood", "NWAIMH"), encoding="utf-8")
    (folder / "empty.txt").write_bytes(b"")
    code, out, err = run("index", "build", "--corpus", folder, "--data", data)
    assert code == FAULTY
    assert out.startswith("1 guidelines, ")
    assert "empty.txt: is empty" in err
    assert run("index", "build", "--corpus", folder, "--data", data, "--if-stale")[:1] == (0,)
    code, out, _ = run("ask", "How many training hours does Level II need in Norwood?", "--data", data)
    assert code == 0
    assert "At least 71 clock hours of training are required." in " ".join(out.split())
