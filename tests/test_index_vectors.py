from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from corpus.errors import StoreDamaged, StoreError
from index.vectors import VectorStore, write_vectors

COUNT, SIZE = 80, 16
IDS = [f"entry {n}" for n in range(COUNT)]


def unit(seed: int, count: int = COUNT) -> NDArray[np.float32]:
    rows = np.random.default_rng(seed).normal(size=(count, SIZE))
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_vectors(tmp_path, IDS, unit(1))
    return tmp_path


@pytest.fixture(autouse=True)
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where stores put their copies: a directory of the test's own, empty when all are closed."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield place
    gc.collect()
    assert list(place.iterdir()) == []


def open_files(place: Path) -> list[str]:
    held = []
    for handle in Path("/proc/self/fd").iterdir():
        try:
            held.append(str(handle.readlink()))
        except OSError:
            continue
    return [name for name in held if name.startswith(str(place))]


def released(place: Path) -> bool:
    """Whether no file below a directory is held open; Chroma closes its connections a moment after it is told to."""
    until = time.monotonic() + 5
    while open_files(place) and time.monotonic() < until:
        time.sleep(0.001)
    return not open_files(place)


def found(store: VectorStore, question: NDArray[np.float32], count: int) -> list[str]:
    return [entry for entry, _ in store.nearest(question, count)]


def best(vectors: NDArray[np.float32], question: NDArray[np.float32], count: int) -> list[str]:
    return [IDS[row] for row in np.argsort(-(vectors @ question))[:count]]


def test_the_nearest_entries_come_best_first_with_their_cosine(folder: Path) -> None:
    vectors, question = unit(1), unit(2, 1)[0]
    with closing(VectorStore(folder)) as store:
        near = store.nearest(question, 10)
    assert [entry for entry, _ in near] == best(vectors, question, 10)
    assert [similarity for _, similarity in near] == pytest.approx(sorted(vectors @ question, reverse=True)[:10], abs=1e-5)


def test_chosen_rows_are_compared_as_all_entries_are(folder: Path) -> None:
    question, chosen = unit(2, 1)[0], np.array([3, 41, 7, 77], dtype=np.intp)
    with closing(VectorStore(folder)) as store:
        everything = [(IDS.index(entry), similarity) for entry, similarity in store.nearest(question, COUNT)]
        near = store.nearest_rows(question, 3, chosen)
    expected = [pair for pair in everything if pair[0] in chosen][:3]
    assert [row for row, _ in near] == [row for row, _ in expected]
    assert [similarity for _, similarity in near] == pytest.approx([similarity for _, similarity in expected], abs=1e-5)


def test_more_than_there_are_gives_all(folder: Path) -> None:
    with closing(VectorStore(folder)) as store:
        assert len(store.vectors) == len(store.nearest(unit(2, 1)[0], 1000)) == COUNT


def test_a_store_leaves_its_generation_as_it_was(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with closing(VectorStore(folder)) as store:
        store.nearest(unit(2, 1)[0], 5)
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_several_stores_are_open_at_once_and_close_apart(tmp_path: Path, folder: Path, copies: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    write_vectors(other, IDS, unit(3))
    question = unit(2, 1)[0]
    first, second, third = VectorStore(folder), VectorStore(other), VectorStore(folder)
    assert found(first, question, 5) == best(unit(1), question, 5)
    first.close()
    assert found(second, question, 5) == best(unit(3), question, 5)
    assert found(third, question, 5) == best(unit(1), question, 5)
    assert len(list(copies.iterdir())) == 2
    second.close()
    third.close()


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_closing_releases_files_and_client(folder: Path, copies: Path) -> None:
    from chromadb.api.shared_system_client import SharedSystemClient

    held = set(SharedSystemClient._identifier_to_system)
    store = VectorStore(folder)
    store.nearest(unit(2, 1)[0], 5)
    assert open_files(copies)
    assert set(SharedSystemClient._identifier_to_system) != held
    store.close()
    assert released(copies)
    assert list(copies.iterdir()) == []
    assert set(SharedSystemClient._identifier_to_system) == held


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="needs /proc")
def test_writing_holds_nothing_open(folder: Path) -> None:
    assert released(folder)


def test_a_store_may_be_closed_twice_and_then_says_so(folder: Path) -> None:
    store = VectorStore(folder)
    store.close()
    store.close()
    with pytest.raises(StoreError, match="open it again"):
        store.nearest(unit(2, 1)[0], 5)


def test_a_forgotten_store_is_closed_without_a_word(folder: Path, copies: Path, recwarn: pytest.WarningsRecorder) -> None:
    store = VectorStore(folder)
    store.nearest(unit(2, 1)[0], 5)
    del store
    gc.collect()
    assert list(copies.iterdir()) == []
    assert not recwarn.list


def test_an_array_of_another_length_is_refused(folder: Path) -> None:
    np.save(folder / "vectors.npy", unit(1, COUNT - 1))
    with pytest.raises(StoreDamaged, match=r"80 entries, but 79 vectors.*endorse index build"):
        VectorStore(folder)


def test_a_store_that_is_missing_is_named(tmp_path: Path) -> None:
    with pytest.raises(StoreDamaged, match=r"endorse index build"):
        VectorStore(tmp_path / "nothing")


def test_a_damaged_database_is_refused(folder: Path) -> None:
    database = folder / "chroma" / "chroma.sqlite3"
    database.write_bytes(os.urandom(20_000))
    with pytest.raises(StoreDamaged, match="does not open"):
        VectorStore(folder)
