from __future__ import annotations

import json
import logging
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from index_corpus import FAKE, build_fake, write_corpus

from assistant.application import check_fresh, is_fresh, is_of_corpus
from assistant.settings import Settings
from corpus.errors import StoreStale
from corpus.sheet import load_corpus
from index.build import corpus_hash, rollback
from index.embedding import PACKAGED
from index.freshness import corpus_mark
from index.generations import begun, current, read_manifest


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
    before, mark = corpus_hash(*load_corpus([corpus_folder])), corpus_mark([corpus_folder])
    path = corpus_folder / name
    changed = path.read_text(encoding="utf-8").replace(old, new)
    assert changed != path.read_text(encoding="utf-8")
    path.write_text(changed, encoding="utf-8")
    assert corpus_hash(*load_corpus([corpus_folder])) != before
    assert corpus_mark([corpus_folder]) != mark


# Bytes that are what they were are not read again


def test_sheets_that_did_not_change_are_not_read(data: Path, corpus_folder: Path) -> None:
    path = corpus_folder / "sb.md"
    path.write_text("no front matter", encoding="utf-8")
    manifest = replace(read_manifest(current(data)), mark=corpus_mark([corpus_folder]))
    assert is_of_corpus(settings(data), manifest), "reading the sheet would have failed"


def test_changed_bytes_that_say_the_same_are_fresh(data: Path, corpus_folder: Path) -> None:
    path = corpus_folder / "sb.md"
    path.write_text(path.read_text(encoding="utf-8") + "\n\n", encoding="utf-8")
    manifest = read_manifest(current(data))
    assert corpus_mark([corpus_folder]) != manifest.mark
    assert is_of_corpus(settings(data), manifest)


def test_an_index_from_before_there_were_marks_is_compared_by_what_it_says(data: Path, corpus_folder: Path) -> None:
    folder = current(data)
    plain = asdict(read_manifest(folder))
    del plain["mark"]
    (folder / "manifest.json").write_text(json.dumps(plain), encoding="utf-8")
    check_fresh(settings(data), read_manifest(folder))
    write_corpus(corpus_folder, hours=72)
    with pytest.raises(StoreStale):
        check_fresh(settings(data), read_manifest(folder))


def test_a_mark_is_of_names_and_bytes_and_not_of_the_place(corpus_folder: Path, tmp_path: Path) -> None:
    mark = corpus_mark([corpus_folder])
    moved = corpus_folder.rename(tmp_path / "moved")
    assert corpus_mark([moved]) == mark
    (moved / ".git").mkdir()
    (moved / ".git" / "HEAD").write_text("ref", encoding="utf-8")
    assert corpus_mark([moved]) == mark
    (moved / "sb.md").rename(moved / "sc.md")
    assert corpus_mark([moved]) != mark
    (moved / "sc.md").rename(moved / "sb.md")
    (moved / "scan.pdf").write_bytes(b"%PDF")
    assert corpus_mark([moved]) != mark, "every kind of document counts"


# Older on purpose


def warnings(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]


def test_an_index_that_was_gone_back_to_is_used_with_a_warning(data: Path, corpus_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    first, second = current(data).name, build_fake(data, write_corpus(corpus_folder, hours=72)).name
    rollback(data)
    check_fresh(settings(data), read_manifest(current(data)))
    (said,) = warnings(caplog)
    assert f"answers come from index {first}" in said
    assert f"endorse index use {second}" in said
    assert f"endorse index build --corpus {corpus_folder}" in said
    assert is_fresh(settings(data)), "`index build --if-stale` does not undo it"
    write_corpus(corpus_folder, hours=73)
    assert not is_fresh(settings(data)), "but builds what was changed since"
    build_fake(data, corpus_folder)
    caplog.clear()
    check_fresh(settings(data), read_manifest(current(data)))
    assert warnings(caplog) == []
    write_corpus(corpus_folder, hours=74)
    with pytest.raises(StoreStale):
        check_fresh(settings(data), read_manifest(current(data)))


def test_while_a_newer_index_is_held_the_one_in_use_is_used_with_a_warning(data: Path, corpus_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    second = build_fake(data, write_corpus(corpus_folder, hours=72), held=True).name
    check_fresh(settings(data), read_manifest(current(data)))
    assert f"as long as index {second} is not used" in warnings(caplog)[0]
    assert is_fresh(settings(data))


def test_while_a_build_has_not_ended_the_index_before_is_used_with_a_warning(data: Path, corpus_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    write_corpus(corpus_folder, hours=72)
    with begun(data):
        check_fresh(settings(data), read_manifest(current(data)))
    (said,) = warnings(caplog)
    assert "has not ended" in said
    with pytest.raises(StoreStale):
        check_fresh(settings(data), read_manifest(current(data)))
