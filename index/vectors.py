"""The vector store: Chroma, embedded and persistent, with cosine distance, beside the same vectors as an array. Nothing outside this file knows Chroma.

Chroma finds the neighbours of a question among all entries. Where only some entries are allowed they are compared one by one: Chroma's filters
take 33 ms where that takes 0.04 ms (354 of 17,674 entries), and gave the same neighbours.
"""

from __future__ import annotations

import os
import weakref
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreDamaged, StoreError
from index.copies import PrivateCopy
from index.embedding import Vectors

COLLECTION = "guidelines"
BREADTH = 1200
"""How many entries Chroma looks at for a question. Of the 600 nearest it finds 99.95 % so; at 600, 99.5 %, and other ones after each build."""
ARRAY, CHROMA = "vectors.npy", "chroma"
os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")


def load_chroma() -> None:
    """Import Chroma, which takes most of the time of opening a store."""
    import chromadb  # noqa: F401


def _client(folder: Path) -> Any:
    import chromadb
    from chromadb.config import Settings

    return chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False, allow_reset=False))


def write_vectors(folder: Path, ids: Sequence[str], vectors: Vectors, progress: Callable[[int], None] = lambda done: None) -> None:
    """Write the vectors of entries into a generation: the array, and a new collection; nothing is held open after.

    Args:
        folder: The generation.
        ids: The entries, one a row of `vectors`.
        vectors: Unit-length rows.
        progress: Told how many are written.

    Raises:
        StoreError: If Chroma cannot write.
    """
    from chromadb.errors import ChromaError

    np.save(folder / ARRAY, vectors)
    try:
        _fill(folder / CHROMA, ids, vectors, progress)
    except ChromaError as error:
        raise StoreError(f"{folder}: the vectors cannot be written ({error}); make room there, or name another directory with --data") from error


def _fill(folder: Path, ids: Sequence[str], vectors: Vectors, progress: Callable[[int], None]) -> None:
    progress(0)
    with closing(_client(folder)) as client:
        space = {"hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": BREADTH, "max_neighbors": 32}}
        collection = client.create_collection(COLLECTION, configuration=space, embedding_function=None)
        size = min(client.get_max_batch_size(), 4000)
        for start in range(0, len(ids), size):
            collection.upsert(ids=list(ids[start : start + size]), embeddings=vectors[start : start + size])
            progress(min(start + size, len(ids)))


class VectorStore:
    """The vectors of one generation, opened for reading.

    Chroma writes to what it opens and caches clients by path, so each store opens a copy of its own. `close` releases it; a store that is
    forgotten, or left when the process ends, is closed without a word; the copy of a process that was killed is removed by the next store.

    Attributes:
        vectors: One unit-length row an entry, in the order they were written.

    Raises:
        StoreDamaged: If it does not open, or Chroma and the array hold different numbers of entries.
    """

    def __init__(self, folder: Path) -> None:
        held = ExitStack()
        self.close = weakref.finalize(self, held.close)
        try:
            self.vectors: Vectors = np.load(folder / ARRAY, mmap_mode="r")
            copy = PrivateCopy(folder / CHROMA)
            held.callback(copy.remove)
            client = _client(copy.folder)
            held.callback(client.close)
            self._collection = client.get_collection(COLLECTION, embedding_function=None)
            count = int(self._collection.count())
        except BaseException as error:  # Chroma raises a BaseException for a file that is not what it was
            self.close()
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            raise StoreDamaged(f"{folder}: the vector store does not open ({error}); run `endorse index build`") from error
        if count != len(self.vectors):
            self.close()
            raise StoreDamaged(f"{folder}: holds {count} entries, but {len(self.vectors)} vectors; run `endorse index build`")

    def nearest(self, vector: NDArray[np.float32], count: int) -> list[tuple[str, float]]:
        """At most `count` of the entries nearest to a unit vector: id and cosine similarity in [-1, 1], best first.

        Raises:
            StoreError: If the store is closed.
        """
        if not self.close.alive:
            raise StoreError("the index was closed; open it again")
        found = self._collection.query(query_embeddings=[vector], n_results=count, include=["distances"])
        return [(entry, 1.0 - float(distance)) for entry, distance in zip(found["ids"][0], found["distances"][0], strict=True)]

    def nearest_rows(self, vector: NDArray[np.float32], count: int, rows: NDArray[np.intp]) -> list[tuple[int, float]]:
        """At most `count` of the given rows of `vectors`, those nearest to a unit vector, each compared: row and cosine similarity, best first."""
        similarities = self.vectors[rows] @ vector
        order = np.argsort(-similarities, kind="stable")[:count]
        return list(zip(rows[order].tolist(), similarities[order].tolist(), strict=True))
