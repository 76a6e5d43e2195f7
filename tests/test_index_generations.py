from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from corpus.errors import StoreDamaged, StoreError, StoreMissing
from index.generations import (
    FORMAT,
    Manifest,
    begun,
    choose,
    current,
    digest,
    finish,
    generations,
    newer,
    pointed,
    previous,
    prune,
    read_manifest,
    switch,
    unfinished,
    verify,
    write_manifest,
)

FILES = {"passages.jsonl": "one\n", "chroma/data.bin": "two"}


def generation(data: Path, name: str) -> Path:
    """A complete generation with two small files."""
    folder = data / "generations" / name
    for path, text in FILES.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    write_manifest(folder, Manifest(FORMAT, name, "hash", [], "fake", "2031", 1, 2, 3, 3, [("q", "p")], {path: digest(folder / path) for path in FILES}))
    return folder


def test_an_empty_directory_has_no_index(tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="endorse index build"):
        current(tmp_path)
    assert generations(tmp_path) == []


def test_the_pointer_moves_to_a_generation_and_back(tmp_path: Path) -> None:
    first, second = generation(tmp_path, "1"), generation(tmp_path, "2")
    switch(tmp_path, "1")
    assert current(tmp_path) == first
    switch(tmp_path, "2")
    assert current(tmp_path) == second
    assert (tmp_path / "CURRENT").read_text(encoding="utf-8") == "2\n1\n"
    switch(tmp_path, "2")
    assert pointed(tmp_path) == ("2", "1"), "going where one is forgets nothing"
    assert generations(tmp_path) == ["1", "2"]


def test_a_pointer_half_written_beside_the_old_one_changes_nothing(tmp_path: Path) -> None:
    first = generation(tmp_path, "1")
    switch(tmp_path, "1")
    (tmp_path / "CURRENT.new").write_text("2", encoding="utf-8")
    assert current(tmp_path) == first


def test_it_is_known_which_generations_are_newer_and_which_was_in_use_before(tmp_path: Path) -> None:
    assert newer(tmp_path) == []
    for name in ("1", "2", "3"):
        generation(tmp_path, name)
    for name, later in (("2", ["3"]), ("1", ["2", "3"]), ("3", [])):
        switch(tmp_path, name)
        assert newer(tmp_path) == later
    assert previous(tmp_path, "3") == "1", "the one that was in use before"
    assert previous(tmp_path, "2") == "1"


def test_a_generation_is_named_as_a_person_does(tmp_path: Path) -> None:
    for name in ("2031-a", "2031-b", "2032"):
        generation(tmp_path, name)
    switch(tmp_path, "2031-b")
    switch(tmp_path, "2032")
    assert [choose(tmp_path, wanted) for wanted in ("current", "previous", "2032", "2031-a")] == ["2032", "2031-b", "2032", "2031-a"]
    with pytest.raises(StoreError, match=r"2 generations begin with '2031'; there are: 2031-a, 2031-b, 2032 \(current\)"):
        choose(tmp_path, "2031")
    for wanted in ("", "4", "../x"):
        with pytest.raises(StoreError, match="there is no generation"):
            choose(tmp_path, wanted)
    with pytest.raises(StoreError, match="no earlier generation"):
        previous(tmp_path, "2031-a")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe", b"../../etc\n"])
def test_a_pointer_that_says_nothing_is_damaged(tmp_path: Path, content: bytes) -> None:
    generation(tmp_path, "1")
    (tmp_path / "CURRENT").write_bytes(content)
    with pytest.raises(StoreDamaged):
        current(tmp_path)


def test_a_build_that_is_killed_leaves_a_mark_and_one_that_ends_does_not(tmp_path: Path) -> None:
    with begun(tmp_path):
        assert unfinished(tmp_path)
    with pytest.raises(OSError, match="full"), begun(tmp_path):
        raise OSError("full")
    assert not unfinished(tmp_path)
    with begun(tmp_path / "nowhere"):
        pass
    assert not (tmp_path / "nowhere").exists()
    generation(tmp_path, "1.part")
    assert unfinished(tmp_path)


def test_a_pointer_to_what_is_gone_is_named(tmp_path: Path) -> None:
    (tmp_path / "generations").mkdir()
    (tmp_path / "CURRENT").write_text("2\n", encoding="utf-8")
    with pytest.raises(StoreDamaged, match=r"generations.2: .*rollback"):
        current(tmp_path)


@pytest.mark.parametrize("name", ["2", "2.part"])
def test_the_pointer_does_not_move_to_what_is_not_complete(tmp_path: Path, name: str) -> None:
    first = generation(tmp_path, "1")
    generation(tmp_path, "2.part")
    switch(tmp_path, "1")
    with pytest.raises(StoreDamaged, match="endorse index build"):
        switch(tmp_path, name)
    assert current(tmp_path) == first


def test_an_unfinished_build_is_no_generation_until_it_is_finished(tmp_path: Path) -> None:
    part = generation(tmp_path, "2.part")
    assert generations(tmp_path) == []
    assert finish(part) == "2"
    assert generations(tmp_path) == ["2"]
    assert not part.exists()


def test_pruning_keeps_the_newest_two_and_the_current_one(tmp_path: Path) -> None:
    for name in ("1", "2", "3", "4", "5.part"):
        generation(tmp_path, name)
    (tmp_path / "generations" / "without a manifest").mkdir()
    switch(tmp_path, "1")
    prune(tmp_path)
    assert sorted(path.name for path in (tmp_path / "generations").iterdir()) == ["1", "3", "4"]


def test_pruning_keeps_what_was_in_use_before(tmp_path: Path) -> None:
    for name in ("1", "2", "3", "4", "5"):
        generation(tmp_path, name)
    switch(tmp_path, "1")
    switch(tmp_path, "2")
    prune(tmp_path)
    assert generations(tmp_path) == ["1", "2", "4", "5"]


def test_the_manifest_comes_back(tmp_path: Path) -> None:
    folder = generation(tmp_path, "1")
    manifest = read_manifest(folder)
    assert (manifest.name, manifest.model, manifest.passages, set(manifest.files)) == ("1", "fake", 2, set(FILES))
    verify(folder, manifest)


@pytest.mark.parametrize("text", ["", "{", "[]", "null", '{"format": 1}', json.dumps({"unheard": "of"})])
def test_a_manifest_that_cannot_be_read_is_named(tmp_path: Path, text: str) -> None:
    folder = generation(tmp_path, "1")
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(StoreDamaged, match=r"the manifest cannot be read.*endorse index build"):
        read_manifest(folder)


def test_a_manifest_of_another_format_is_refused(tmp_path: Path) -> None:
    folder = generation(tmp_path, "1")
    write_manifest(folder, replace(read_manifest(folder), format=FORMAT + 1))
    with pytest.raises(StoreDamaged, match=r"another version.*endorse index build"):
        read_manifest(folder)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named_with_the_remedy(tmp_path: Path, name: str) -> None:
    folder = generation(tmp_path, "1")
    (folder / name).unlink()
    with pytest.raises(StoreDamaged, match=rf"{name}: missing; run `endorse index build`, or `endorse index rollback`"):
        verify(folder, read_manifest(folder))


@pytest.mark.parametrize("name", FILES)
def test_a_modified_file_is_named_with_the_remedy(tmp_path: Path, name: str) -> None:
    folder = generation(tmp_path, "1")
    with (folder / name).open("a", encoding="utf-8") as file:
        file.write(" ")
    with pytest.raises(StoreDamaged, match=rf"{name}: not as it was built; run `endorse index build`, or `endorse index rollback`"):
        verify(folder, read_manifest(folder))


def test_only_the_files_named_are_compared(tmp_path: Path) -> None:
    folder = generation(tmp_path, "1")
    (folder / "chroma" / "data.bin").unlink()
    verify(folder, read_manifest(folder), ["passages.jsonl"])
    (folder / "another").write_text("", encoding="utf-8")
    with pytest.raises(StoreDamaged, match="another: not as it was built"):
        verify(folder, read_manifest(folder), ["another"])
