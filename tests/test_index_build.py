from __future__ import annotations

import shutil
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from filelock import FileLock
from index_corpus import FAKE, FakeEncoder, build_fake, first_text, open_fake, write_corpus
from numpy.typing import NDArray

from corpus.errors import ModelError, StoreDamaged, StoreError
from corpus.sheet import load_corpus
from index.build import build_index, probe, rollback, use
from index.generations import current, generations, newer, read_manifest, verify
from index.search import Retriever, Where


def test_a_build_says_what_it_holds(indexed: Path) -> None:
    folder = current(indexed)
    manifest = read_manifest(folder)
    assert (manifest.name, manifest.model, manifest.guidelines, manifest.passages) == (folder.name, FAKE, 5, 13)
    assert manifest.entries == len(np.load(folder / "vectors.npy"))
    assert 0 < manifest.embedded <= manifest.entries
    assert len(manifest.probes) == 5
    assert set(manifest.files) == {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - {"manifest.json"}
    verify(folder, manifest)
    probe(folder, manifest, FakeEncoder())


def test_progress_counts_to_the_end(tmp_path: Path, corpus_folder: Path) -> None:
    told: list[tuple[str, int, int]] = []
    guidelines, vocabulary = load_corpus([corpus_folder])
    manifest = build_index(
        tmp_path / "data", guidelines, vocabulary, model=FAKE, encoder=lambda folder, name: FakeEncoder(), progress=lambda *step: told.append(step)
    )
    steps = {"opening the model": 1, "embedding": manifest.embedded, "writing": manifest.entries, "checking": 1}
    assert list(dict.fromkeys(step for step, _, _ in told)) == list(steps)
    for step, total in steps.items():
        counts = [(done, of) for name, done, of in told if name == step]
        assert counts[0] == (0, total)
        assert counts[-1] == (total, total)
        assert counts == sorted(counts)


def test_an_unchanged_corpus_embeds_nothing(data: Path, corpus_folder: Path) -> None:
    encoder, before = FakeEncoder(), read_manifest(current(data))
    manifest = build_fake(data, corpus_folder, encoder)
    assert manifest.embedded == 0
    assert set(encoder.seen) == {question for question, _ in manifest.probes}
    assert (manifest.corpus, manifest.entries) == (before.corpus, before.entries)
    assert manifest.name != before.name
    assert np.array_equal(np.load(current(data) / "vectors.npy"), np.load(data / "generations" / before.name / "vectors.npy"))


def test_a_changed_sentence_embeds_its_texts_alone(data: Path, corpus_folder: Path) -> None:
    path = corpus_folder / "sb.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Half of them may be taught online.", "A third may be taught online."), encoding="utf-8")
    encoder = FakeEncoder()
    manifest = build_fake(data, corpus_folder, encoder)
    changed = ["A third may be taught online.", "Training. At least 38 clock hours of training are required. A third may be taught online."]
    assert encoder.seen[: manifest.embedded] == changed
    with closing(open_fake(data)) as retriever:
        hit = retriever.search("a third may be taught online", Where(frozenset({"SBAIMH"})))[0]
        assert hit.passage.sentences[hit.sentence] == changed[0]


def test_another_model_embeds_everything(data: Path, corpus_folder: Path) -> None:
    first = read_manifest(current(data))
    assert build_fake(data, corpus_folder, FakeEncoder("another")).embedded == first.embedded
    assert read_manifest(current(data)).model == "another"


@pytest.mark.parametrize("name", ["vectors.npy", "texts.json"])
def test_damaged_vectors_are_not_taken_over(data: Path, corpus_folder: Path, name: str) -> None:
    first = read_manifest(current(data))
    path = current(data) / name
    content = bytearray(path.read_bytes())
    content[-5] ^= 1
    path.write_bytes(content)
    assert build_fake(data, corpus_folder).embedded == first.embedded
    assert "71 clock hours" in first_text(data)


def test_the_generation_before_is_kept_and_can_be_returned_to(data: Path, corpus_folder: Path) -> None:
    first = current(data).name
    second = build_fake(data, write_corpus(corpus_folder, hours=72)).name
    assert "72 clock hours" in first_text(data)
    assert generations(data) == [first, second]
    assert rollback(data) == first
    assert "71 clock hours" in first_text(data)
    with pytest.raises(StoreError, match="no earlier generation"):
        rollback(data)
    third = build_fake(data, corpus_folder).name
    assert generations(data) == [first, second, third]
    assert rollback(data) == first, "the one that was in use before, not the one that was left"


def test_a_held_build_goes_live_when_somebody_says_so(data: Path, corpus_folder: Path) -> None:
    first = current(data).name
    second = build_fake(data, write_corpus(corpus_folder, hours=72), held=True).name
    assert "71 clock hours" in first_text(data)
    assert use(data, second[:-1]) == second
    assert "72 clock hours" in first_text(data)
    assert rollback(data) == first
    with pytest.raises(StoreError, match=rf"no generation 'other'; there are: {first} \(current\), {second}$"):
        use(data, "other")


def test_a_first_build_is_current_even_when_held(tmp_path: Path, corpus_folder: Path) -> None:
    made = build_fake(tmp_path / "data", corpus_folder, held=True)
    assert current(tmp_path / "data").name == made.name


def test_while_a_build_is_at_work_nobody_changes_what_is_current(data: Path, corpus_folder: Path) -> None:
    first = current(data).name
    build_fake(data, corpus_folder)
    with FileLock(data / "build.lock"), pytest.raises(StoreError, match="another build is at work here; wait until it ends, or end it"):
        rollback(data)
    assert rollback(data) == first


def test_held_builds_do_not_push_out_what_one_can_go_back_to(data: Path, corpus_folder: Path) -> None:
    first = current(data).name
    second = build_fake(data, corpus_folder).name
    for _ in range(3):
        last = build_fake(data, corpus_folder, held=True).name
    assert {first, second, last} < set(generations(data))
    assert rollback(data) == first


def test_a_clock_that_was_set_back_makes_no_older_generation(data: Path, corpus_folder: Path) -> None:
    late = "29991231T000000-000000"
    (data / "generations" / current(data).name).rename(data / "generations" / late)
    (data / "CURRENT").write_text(late + "\n", encoding="utf-8")
    made = build_fake(data, corpus_folder).name
    assert made > late
    assert current(data).name == made
    assert newer(data) == []


def test_what_killed_builds_left_is_removed_before_anything_is_written(data: Path, corpus_folder: Path) -> None:
    left = [data / "generations" / "20310101T000000-000000.part", data / "CURRENT.new"]
    left[0].mkdir()
    (left[0] / "vectors.npy").write_bytes(b"half")
    left[1].write_text("half", encoding="utf-8")
    seen: list[bool] = []
    guidelines, vocabulary = load_corpus([corpus_folder])
    build_index(
        data,
        guidelines,
        vocabulary,
        model=FAKE,
        encoder=lambda folder, name: FakeEncoder(),
        progress=lambda *step: seen.append(any(path.exists() for path in left)),
    )
    assert not any(seen)


def test_a_damaged_generation_is_not_returned_to(data: Path, corpus_folder: Path) -> None:
    first = current(data)
    second = build_fake(data, corpus_folder).name
    (first / "passages.jsonl").unlink()
    with pytest.raises(StoreDamaged, match=r"passages\.jsonl: missing"):
        rollback(data)
    assert current(data).name == second


def test_from_a_generation_that_is_gone_one_returns_to_what_is_left(data: Path, corpus_folder: Path) -> None:
    first = current(data).name
    build_fake(data, corpus_folder)
    shutil.rmtree(current(data))
    assert rollback(data) == first


class Forgetful(FakeEncoder):
    """Embeds a question as the opposite of what the same text was in the corpus."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return super().encode(texts) if len(texts) > 1 else -super().encode(texts)


class Long(FakeEncoder):
    """Gives vectors that are not of unit length."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return 2 * super().encode(texts)


class Broken(FakeEncoder):
    """Gives no numbers."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return super().encode(texts) * np.float32("nan")


class Full(FakeEncoder):
    """Runs into a full disk."""

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize(
    ("encoder", "error", "message"),
    [
        (Forgetful(), StoreDamaged, "does not find itself.*endorse index build"),
        (Long("long"), ModelError, "not of unit length; choose another"),
        (Broken("broken"), ModelError, "not of unit length; choose another"),
        (Full("full"), StoreError, "No space left.*--data"),
    ],
)
def test_a_build_that_fails_leaves_the_one_before(data: Path, corpus_folder: Path, encoder: FakeEncoder, error: type[Exception], message: str) -> None:
    before = current(data)
    with pytest.raises(error, match=message):
        build_fake(data, write_corpus(corpus_folder, hours=72), encoder)
    assert current(data) == before
    assert [path.name for path in (data / "generations").iterdir()] == [before.name]
    assert "71 clock hours" in first_text(data)


def test_no_guidelines_make_no_index(data: Path, corpus_folder: Path) -> None:
    _, vocabulary = load_corpus([corpus_folder])
    with pytest.raises(StoreError, match="nothing to index; name a folder"):
        build_index(data, [], vocabulary, model=FAKE, encoder=lambda folder, name: FakeEncoder())


def test_a_corpus_without_ways_of_asking_is_probed_by_its_sentences(tmp_path: Path) -> None:
    corpus_folder = tmp_path / "plain"
    corpus_folder.mkdir()
    (corpus_folder / "plain.md").write_text(
        '---\nid: plain\nsource: plain\ntitle: Plain\nedition: "2031"\n---\n\n## Renewal\nNine hours. Every year.\n', encoding="utf-8"
    )
    assert build_fake(tmp_path / "data", corpus_folder).probes == [("Nine hours.", "plain#Renewal#1")]


@pytest.mark.parametrize("name", ["passages.jsonl", "vectors.npy", "chroma/chroma.sqlite3", "terms.npz", "vocabulary.json"])
def test_a_modified_index_does_not_open(data: Path, name: str) -> None:
    with (current(data) / name).open("ab") as file:
        file.write(b" ")
    with pytest.raises(StoreDamaged, match=rf"{name}: not as it was built.*rollback"):
        open_fake(data)


def test_passages_that_are_not_those_that_were_built_do_not_open(data: Path) -> None:
    folder = current(data)
    manifest = replace(read_manifest(folder), entries=1)
    with pytest.raises(StoreDamaged, match=r"1 were built; run `endorse index build`"):
        Retriever.open_folder(folder, FakeEncoder(), manifest)
