"""Building: guidelines to a new, verified generation. What has not changed keeps its vectors."""

from __future__ import annotations

import hashlib
import json
import shutil
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import numpy as np

from corpus.errors import StoreDamaged, StoreError
from corpus.guideline import Guideline
from corpus.vocabulary import Vocabulary
from index.embedding import PACKAGED, OnnxEncoder, SentenceEncoder, Vectors
from index.generations import FORMAT, Manifest, current, digest, generations, prune, read_manifest, switch, write_manifest
from index.passages import Entry, Passage, cut_passages, entries
from index.search import Retriever, Where
from index.vectors import write_vectors

Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done, and how much there is."""
PROBES = 5


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
) -> Manifest:
    """Build a generation in its own directory, verify it, and make it the current one.

    Args:
        data: Where the index lives; made when it is not there.
        guidelines: What is indexed, valid already.
        vocabulary: The names that questions are read with.
        folders: The corpus folders as named by the person, for the manifest; empty for the shipped corpus.
        model: Embedding model, `PACKAGED` or a path or hub name for sentence-transformers.
        progress: Called as the work goes on.

    Returns:
        The manifest of the new generation, now current.

    Raises:
        StoreError: If a check of the built index fails; the previous generation stays current.
        ModelError: If the model cannot be loaded.
    """
    passages = cut_passages(guidelines)
    wanted = list(entries(passages))
    name = datetime.now(UTC).strftime("%Y%m%dT%H%M%S") + f"-{time.time_ns() % 10**9:09d}"
    part = data / "generations" / f"{name}.part"
    part.mkdir(parents=True)
    try:
        vectors, embedded = _embed(data, part, wanted, model, progress)
        progress("writing", 0, 1)
        _write_tables(part, passages, wanted, vectors, vocabulary)
        write_vectors(part / "chroma", wanted, vectors, {passage.id: passage for passage in passages})
        probes = [(ask, passage.id) for passage in passages[:: max(1, len(passages) // PROBES)] for _, ask in passage.asks[:1]][:PROBES]
        files = {str(path.relative_to(part)): digest(path) for path in sorted(part.rglob("*")) if path.is_file()}
        manifest = Manifest(
            FORMAT,
            name,
            corpus_hash(guidelines, vocabulary),
            list(folders),
            model,
            datetime.now(UTC).isoformat(timespec="seconds"),
            len(guidelines),
            len(passages),
            len(wanted),
            embedded,
            probes,
            files,
        )
        write_manifest(part, manifest)
        probe(part, manifest)
        final = part.with_name(name)
        part.rename(final)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    switch(data, name)
    prune(data)
    progress("writing", 1, 1)
    return manifest


def rollback(data: Path) -> str:
    """Make the generation before the current one current; its name.

    Raises:
        StoreError: If there is none.
    """
    try:
        now = current(data).name
    except StoreDamaged:
        now = "~"
    earlier = [name for name in generations(data) if name < now]
    if not earlier:
        raise StoreError(f"{data}: there is no earlier generation to go back to")
    switch(data, earlier[-1])
    return earlier[-1]


def _embed(data: Path, part: Path, wanted: list[Entry], model: str, progress: Progress) -> tuple[Vectors, int]:
    """The vectors of the entries in order, and how many had to be computed."""
    known: dict[str, int] = {}
    try:
        before = current(data)
        if read_manifest(before).model == model:
            for name in ("model.onnx", "tokenizer.json"):
                shutil.copyfile(before / name, part / name)
            old = np.load(before / "vectors.npy", mmap_mode="r")
            texts = json.loads((before / "texts.json").read_text(encoding="utf-8"))
            known = {text: row for row, text in enumerate(texts)}
    except (StoreError, OSError, ValueError):
        known = {}
    missing = list(dict.fromkeys(entry.text for entry in wanted if entry.text not in known))
    progress("embedding", 0, len(missing))
    fresh: dict[str, int] = {text: row for row, text in enumerate(missing)}
    if missing or not known:
        done = 0

        def advance(count: int) -> None:
            nonlocal done
            done += count
            progress("embedding", done, len(missing))

        encoder = SentenceEncoder(model)
        computed = encoder.encode(missing, advance)
        if not known:
            encoder.export(part)
    rows = [computed[fresh[entry.text]] if entry.text in fresh else old[known[entry.text]] for entry in wanted]
    return np.asarray(rows, dtype=np.float32), len(missing)


def _write_tables(part: Path, passages: Sequence[Passage], wanted: Sequence[Entry], vectors: Vectors, vocabulary: Vocabulary) -> None:
    (part / "passages.jsonl").write_text("".join(passage.to_json() + "\n" for passage in passages), encoding="utf-8")
    (part / "vocabulary.json").write_text(vocabulary.model_dump_json(), encoding="utf-8")
    (part / "texts.json").write_text(json.dumps([entry.text for entry in wanted], ensure_ascii=False), encoding="utf-8")
    np.save(part / "vectors.npy", vectors)


def probe(part: Path, manifest: Manifest) -> None:
    """Open a generation and ask it what it must know.

    Raises:
        StoreDamaged: If a known answer is not found.
    """
    retriever = Retriever.open_folder(part, OnnxEncoder(part, manifest.model), manifest)
    for question, wanted in manifest.probes:
        found = retriever.search(question, Where(statuses=None), k=5)
        if not any(hit.passage.id == wanted or question in {ask for _, ask in hit.passage.asks} for hit in found):
            raise StoreDamaged(f"{part}: a passage does not find itself ({question!r}); the index was not switched, build again")
