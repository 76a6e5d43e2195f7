"""Building: guidelines to a new, verified generation. What has not changed keeps its vectors."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from filelock import FileLock, Timeout

from corpus.errors import ModelError, StoreDamaged, StoreError
from corpus.guideline import Guideline
from corpus.vocabulary import Vocabulary
from index.embedding import MODEL, PACKAGED, TOKENIZER, Encoder, EncoderFactory, OnnxEncoder, Vectors, exported
from index.generations import (
    FORMAT,
    PART,
    Manifest,
    choose,
    clear_unfinished,
    current,
    digest,
    finish,
    generations,
    pointed,
    previous,
    prune,
    read_manifest,
    switch,
    verify,
    write_manifest,
)
from index.lexical import Folder, fold_passages, write_columns
from index.passages import Entry, Passage, cut_passages, entries
from index.search import TERMS, Retriever, Where
from index.vectors import ARRAY, write_vectors

Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done, and how much there is."""
PROBES = 5
SAME = 0.99
"""Cosine similarity above which two vectors are taken for those of one text."""
TEXTS = "texts.json"
TOGETHER = 256
"""How many texts are embedded between two reports of progress."""
PATIENCE, SHORT = 900.0, 2.0
"""Seconds that a build waits for another one in the same directory, and that a change of the current generation does."""


def corpus_hash(guidelines: Sequence[Guideline], vocabulary: Vocabulary) -> str:
    """Identifies what an index is built from: passages, their scopes and asks, and the vocabulary."""
    state = hashlib.sha256()
    for passage in cut_passages(guidelines):
        state.update(passage.to_json().encode())
    state.update(vocabulary.model_dump_json().encode())
    return state.hexdigest()[:16]


def build_index(
    data: Path,
    guidelines: Sequence[Guideline],
    vocabulary: Vocabulary,
    folders: Sequence[str] = (),
    model: str = PACKAGED,
    progress: Progress = lambda step, done, total: None,
    encoder: EncoderFactory = exported,
    mark: str = "",
    held: bool = False,
) -> Manifest:
    """Build a generation in its own directory, verify it, and make it the current one.

    Args:
        data: Where the index lives; made when it is not there. One build at a time works there, another waits.
        guidelines: What is indexed, valid already.
        vocabulary: The names that questions are read with.
        folders: The corpus folders as named by the person, for the manifest; empty for the shipped corpus.
        model: Embedding model, `PACKAGED` or a path or hub name for sentence-transformers.
        progress: Called as the work goes on.
        encoder: Opens the model in the directory of the new generation, which it may write to.
        mark: What the corpus files were when they were read (`index.freshness.corpus_mark`).
        held: Leave the current generation, if there is one, in use; the new one waits for `use`.

    Returns:
        The manifest of the new generation, now current unless it is held.

    Raises:
        StoreError: If there is nothing to index, the directory cannot be written, or a check of the built index fails; the previous generation
            stays current.
        ModelError: If the model cannot be loaded.
    """
    passages = cut_passages(guidelines)
    if not passages:
        raise StoreError("there is nothing to index; name a folder of guideline sheets with --corpus")
    source = (corpus_hash(guidelines, vocabulary), list(folders), model)
    with _alone(data):
        name = _name(data)
        part = data / "generations" / f"{name}{PART}"
        clear_unfinished(data)
        part.mkdir(parents=True)
        try:
            wanted = list(entries(passages))
            opened, vectors, embedded = _embed(data, part, wanted, model, encoder, progress)
            _write(part, passages, wanted, vectors, vocabulary, progress)
            progress("checking", 0, 1)
            counts = (len(guidelines), len(passages), len(wanted), embedded)
            manifest = Manifest(FORMAT, name, *source, _now(), *counts, _probes(passages), _digests(part), mark)
            write_manifest(part, manifest)
            probe(part, manifest, opened)
            finish(part)
            if not held or pointed(data)[0] is None:
                switch(data, name)
        except BaseException:
            shutil.rmtree(part, ignore_errors=True)
            raise
        prune(data)
    progress("checking", 1, 1)
    return manifest


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _digests(folder: Path) -> dict[str, str]:
    return {path.relative_to(folder).as_posix(): digest(path) for path in sorted(folder.rglob("*")) if path.is_file()}


def rollback(data: Path) -> str:
    """Make the generation before the current one current, its files verified; its name.

    Raises:
        StoreError: If there is none.
        StoreDamaged: If it is not as it was built.
    """
    try:
        now = current(data).name
    except StoreDamaged:
        now = pointed(data)[0] or "~"
    return use(data, previous(data, now))


def use(data: Path, wanted: str) -> str:
    """Make a generation current, its files verified; its name.

    Args:
        data: Where the index lives.
        wanted: Its name, or how it begins.

    Raises:
        StoreError: If there is no such generation; those that exist are listed. If a build is at work, which would make its own generation current.
        StoreDamaged: If it is not as it was built.
    """
    name = choose(data, wanted)
    folder = data / "generations" / name
    with _alone(data, SHORT):
        verify(folder, read_manifest(folder))
        switch(data, name)
    return name


def _name(data: Path) -> str:
    """A name that sorts after those of all generations: the time, or where the clock was set back, the last name with one letter more."""
    now, last = datetime.now(UTC).strftime("%Y%m%dT%H%M%S-%f"), max(generations(data), default="")
    return now if now > last else f"{last}x"


@contextmanager
def _alone(data: Path, patience: float = PATIENCE) -> Iterator[None]:
    """Keep other builds out of a directory; one that ends in whatever way keeps nobody out."""
    try:
        data.mkdir(parents=True, exist_ok=True)
        with FileLock(data / "build.lock", timeout=patience):
            yield
    except Timeout as error:
        raise StoreError(f"{data}: another build is at work here; wait until it ends, or end it") from error
    except OSError as error:
        raise StoreError(f"{data}: cannot be written ({error}); make room there, or name another directory with --data") from error


def _embed(data: Path, part: Path, wanted: list[Entry], model: str, factory: EncoderFactory, progress: Progress) -> tuple[Encoder, Vectors, int]:
    """The encoder, the vectors of the entries in order, and how many texts had to be embedded."""
    known = _known(data, part, model)
    missing = sorted({entry.text for entry in wanted if entry.text not in known}, key=lambda text: (len(text), text))
    progress("opening the model", 0, 1)
    encoder = factory(part, model)
    progress("opening the model", 1, 1)
    progress("embedding", 0, len(missing))
    for start in range(0, len(missing), TOGETHER):
        texts = missing[start : start + TOGETHER]
        known.update(zip(texts, encoder.encode(texts), strict=True))
        progress("embedding", start + len(texts), len(missing))
    vectors = np.asarray([known[entry.text] for entry in wanted], dtype=np.float32)
    if vectors.ndim != 2 or not np.allclose(np.linalg.norm(vectors, axis=1), 1.0, atol=1e-3):
        raise ModelError(f"{model}: gives vectors that are not of unit length; choose another embedding model")
    return encoder, vectors, len(missing)


def _known(data: Path, part: Path, model: str) -> dict[str, Vectors]:
    """The vectors of the current generation by text, if the same model made them and they are as they were built; the model is taken over too."""
    try:
        before = current(data)
        manifest = read_manifest(before)
        kept = [name for name in (MODEL, TOKENIZER) if name in manifest.files]
        if manifest.model != model:
            return {}
        verify(before, manifest, [*kept, ARRAY, TEXTS])
        known = dict(zip(json.loads((before / TEXTS).read_text(encoding="utf-8")), np.load(before / ARRAY), strict=True))
    except (StoreError, OSError, ValueError):
        return {}
    for name in kept:
        shutil.copyfile(before / name, part / name)
    return known


def _write(part: Path, passages: Sequence[Passage], wanted: Sequence[Entry], vectors: Vectors, vocabulary: Vocabulary, progress: Progress) -> None:
    (part / "passages.jsonl").write_text("".join(passage.to_json() + "\n" for passage in passages), encoding="utf-8")
    (part / "vocabulary.json").write_text(vocabulary.model_dump_json(), encoding="utf-8")
    (part / TEXTS).write_text(json.dumps([entry.text for entry in wanted], ensure_ascii=False), encoding="utf-8")
    folder = Folder(vocabulary)
    write_columns(part / TERMS, fold_passages(passages, folder), folder.mark)
    write_vectors(part, [entry.id for entry in wanted], vectors, lambda done: progress("writing", done, len(wanted)))


def _probes(passages: Sequence[Passage]) -> list[tuple[str, str]]:
    """Texts that are embedded as they stand, and the passages they speak for; spread over the corpus."""
    found = [(asks[0], passage.id) for passage in passages if (asks := _said(passage))]
    return [found[n * len(found) // PROBES] for n in range(PROBES)] if len(found) > PROBES else found


def _said(passage: Passage) -> list[str]:
    return [ask for _, ask in passage.asks] + (list(passage.sentences) if len(passage.sentences) > 1 else [])


def probe(folder: Path, manifest: Manifest, encoder: Encoder | None = None) -> None:
    """Open a generation and ask it what it must know, by default with the model that it holds.

    Raises:
        StoreDamaged: If a known answer is not found, or not by its vector.
    """
    with closing(Retriever.open_folder(folder, encoder or OnnxEncoder(folder, manifest.model), manifest)) as retriever:
        probe_opened(retriever)


def probe_opened(retriever: Retriever) -> None:
    """Ask an opened generation what it must know.

    Raises:
        StoreDamaged: If a known answer is not found, or not by its vector.
    """
    for question, wanted in retriever.manifest.probes:
        found = retriever.search(question, Where(statuses=None), k=5)
        if not any(hit.dense > SAME and (hit.passage.id == wanted or question in _said(hit.passage)) for hit in found):
            raise StoreDamaged(f"{retriever.manifest.name}: a passage does not find itself ({question!r}); run `endorse index build`")
