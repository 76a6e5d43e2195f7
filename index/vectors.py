"""The vector store: Chroma, embedded and persistent, with cosine distance. Nothing outside this file knows Chroma."""

from __future__ import annotations

import os
import shutil
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreDamaged
from index.embedding import Vectors
from index.passages import Entry, Passage

COLLECTION = "guidelines"
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False))


def write_vectors(folder: Path, entries: Sequence[Entry], vectors: Vectors, passages: dict[str, Passage]) -> None:
    """Make a collection of the entries in a new folder."""
    client = _client(folder)
    space = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 200, "max_neighbors": 32}}
    collection = client.create_collection(COLLECTION, configuration=space, embedding_function=None)
    size = min(client.get_max_batch_size(), 4000)
    for start in range(0, len(entries), size):
        batch = entries[start : start + size]
        metadata = [_metadata(entry, passages[entry.passage]) for entry in batch]
        collection.upsert(ids=[e.id for e in batch], embeddings=vectors[start : start + size], metadatas=metadata, documents=[e.text for e in batch])


def _metadata(entry: Entry, passage: Passage) -> dict[str, str | int]:
    scope = passage.scope
    return {
        "passage": entry.passage,
        "kind": entry.kind,
        "sentence": entry.sentence,
        "association": scope.association or "",
        "category": scope.category or "",
        "edition": scope.edition,
        "status": scope.status,
        "part": scope.part or "",
        "topic": scope.topic or "",
    }


class VectorStore:
    """The entries of one generation, opened for reading.

    Chroma writes to what it opens and caches clients by path, so each store opens a copy of its own, removed when the process ends.
    """

    def __init__(self, folder: Path) -> None:
        self._copy = TemporaryDirectory(prefix="endorse-", ignore_cleanup_errors=True)
        try:
            shutil.copytree(folder, Path(self._copy.name) / "chroma")
            self._collection = _client(Path(self._copy.name) / "chroma").get_collection(COLLECTION, embedding_function=None)
        except BaseException as error:
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            raise StoreDamaged(f"{folder}: the vector store does not open ({error}); run `endorse index build`") from error

    def count(self) -> int:
        """How many entries there are."""
        return int(self._collection.count())

    def nearest(self, vector: NDArray[np.float32], count: int, where: dict[str, Any] | None = None) -> list[tuple[str, float]]:
        """The entries nearest to a unit vector: id and cosine similarity in [-1, 1], best first."""
        found = self._collection.query(query_embeddings=[vector], n_results=count, where=where, include=["distances"])
        return [(entry, 1.0 - float(distance)) for entry, distance in zip(found["ids"][0], found["distances"][0], strict=True)]
