"""Opening: an index is used only when it agrees with the settings and with its corpus."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.application import check_fresh, is_fresh
from assistant.settings import Settings
from corpus.errors import StoreStale
from index.generations import Manifest, current, read_manifest

pytestmark = pytest.mark.model


@pytest.fixture
def manifest(built: Path) -> Manifest:
    return read_manifest(current(built))


@pytest.fixture
def copied(sheets: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(sheets, tmp_path / "copied"))


def test_an_index_of_the_same_sheets_is_fresh(built: Path, sheets: Path) -> None:
    assert is_fresh(Settings(data=built, corpus=(sheets,)))


def test_there_is_nothing_fresh_where_nothing_is(tmp_path: Path) -> None:
    assert not is_fresh(Settings(data=tmp_path))


def test_the_same_sheets_in_another_folder_are_the_same(built: Path, manifest: Manifest, copied: Path) -> None:
    check_fresh(Settings(data=built), replace(manifest, folders=[str(copied)]))


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("nv-ii.md", "At least 71 clock", "At least 72 clock"),
        ("nv-ii.md", "? how many training hours are required", "? how many hours of courses"),
        ("nv-ii.md", "status: current", "status: superseded"),
        ("vocabulary.yaml", "aliases: [NV-AIMH]", "aliases: [NV-AIMH, Vale]"),
    ],
)
def test_a_changed_corpus_makes_the_index_stale_and_the_remedy_is_named(built: Path, manifest: Manifest, copied: Path, file: str, old: str, new: str) -> None:
    text = (copied / file).read_text(encoding="utf-8")
    assert old in text
    (copied / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(StoreStale, match="endorse index build --corpus"):
        check_fresh(Settings(data=built), replace(manifest, folders=[str(copied)]))


def test_a_sheet_more_makes_the_index_stale(built: Path, manifest: Manifest, copied: Path) -> None:
    text = (copied / "nv-ii.md").read_text(encoding="utf-8")
    (copied / "new.md").write_text(text.replace("id: nv-ii", "id: new", 1), encoding="utf-8")
    with pytest.raises(StoreStale):
        check_fresh(Settings(data=built), replace(manifest, folders=[str(copied)]))


def test_another_model_makes_the_index_stale(built: Path, manifest: Manifest) -> None:
    with pytest.raises(StoreStale, match="another-model"):
        check_fresh(Settings(data=built, model="another-model"), manifest)
