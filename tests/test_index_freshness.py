from __future__ import annotations

from pathlib import Path

import pytest
from index_corpus import FAKE, build_fake, write_corpus

from assistant.application import check_fresh, is_fresh
from assistant.settings import Settings
from corpus.errors import StoreStale
from corpus.sheet import load_corpus
from index.build import corpus_hash
from index.embedding import PACKAGED
from index.generations import current, read_manifest


def settings(data: Path, **given: object) -> Settings:
    return Settings(data=data, **{"model": FAKE, **given})  # type: ignore[arg-type]


def test_an_index_of_the_same_corpus_and_model_is_fresh(data: Path) -> None:
    check_fresh(settings(data), read_manifest(current(data)))
    assert is_fresh(settings(data))


def test_an_index_of_another_model_is_stale(data: Path) -> None:
    with pytest.raises(StoreStale, match=rf"built with {FAKE}, settings ask for {PACKAGED}; run `endorse index build"):
        check_fresh(settings(data, model=PACKAGED), read_manifest(current(data)))


def test_an_index_older_than_its_sheets_is_stale(data: Path, corpus_folder: Path) -> None:
    write_corpus(corpus_folder, hours=72)
    with pytest.raises(StoreStale, match=rf"older than its corpus; run `endorse index build --corpus {corpus_folder} --data {data}`"):
        check_fresh(settings(data), read_manifest(current(data)))
    build_fake(data, corpus_folder)
    assert is_fresh(settings(data))


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("sb.md", "38 clock", "39 clock"),
        ("sb.md", "? how many pages\n", ""),
        ("sb.md", "status: current", "status: draft"),
        ("vocabulary.yaml", "book", "folder"),
    ],
)
def test_figures_asks_status_and_names_are_part_of_what_is_built(corpus_folder: Path, name: str, old: str, new: str) -> None:
    before = corpus_hash(*load_corpus([corpus_folder]))
    path = corpus_folder / name
    changed = path.read_text(encoding="utf-8").replace(old, new)
    assert changed != path.read_text(encoding="utf-8")
    path.write_text(changed, encoding="utf-8")
    assert corpus_hash(*load_corpus([corpus_folder])) != before
