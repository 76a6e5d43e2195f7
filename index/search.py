"""Search: a question and the scope it allows, to ranked hits."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreDamaged
from corpus.vocabulary import Vocabulary
from index.embedding import Encoder, EncoderFactory, OnnxEncoder, Vectors
from index.generations import Manifest, current, read_manifest, verify
from index.lexical import Folder, LexicalIndex, fold_passages, read_columns
from index.passages import Passage, entries
from index.vectors import VectorStore, load_chroma

LEXICAL_WEIGHT = 0.35
NEIGHBOURS = 60
WIDE = 600
FEW = 12
"""Of all entries the nearest WIDE are looked at; where these speak for fewer than FEW passages in scope, the entries in scope are compared one by one."""
TERMS = "terms.npz"


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that matches.

    Attributes:
        score: How well it matches, higher is better: cosine similarity of its nearest entry plus its share of the lexical weight.
        rank: 1 for the best.
        dense: Cosine similarity of the nearest entry, in [-1, 1]; `sentence` is the ordinal of the sentence that it speaks for, or -1.
        asked: Cosine similarity of the nearest way of asking, -1 if there is none.
        lexical: BM25 relative to the best passage of the search, in [0, 1].
        number: The passage's place in the index.
    """

    passage: Passage
    score: float
    rank: int
    dense: float
    asked: float
    lexical: float
    sentence: int
    number: int


@dataclass(frozen=True, slots=True)
class Where:
    """What a search is limited to. None sets no limit; an empty string stands for "the document names none"."""

    associations: frozenset[str] | None = None
    categories: frozenset[str] | None = None
    editions: frozenset[str] | None = None
    statuses: frozenset[str] | None = frozenset({"current"})

    def fields(self) -> list[tuple[str, frozenset[str]]]:
        """The limits that are set, by the name of the coordinate."""
        pairs = [("association", self.associations), ("category", self.categories), ("edition", self.editions), ("status", self.statuses)]
        return [(name, allowed) for name, allowed in pairs if allowed is not None]


class Retriever:
    """An opened generation. Safe to share between threads: nothing in it changes but what a thread holds within `looking`.

    `close` frees what it holds outside Python.
    """

    def __init__(
        self, passages: Sequence[Passage], vocabulary: Vocabulary, encoder: Encoder, store: VectorStore, manifest: Manifest, lexical: LexicalIndex | None = None
    ) -> None:
        self.passages, self.vocabulary, self.encoder, self.manifest = tuple(passages), vocabulary, encoder, manifest
        self.lexical = lexical or LexicalIndex(fold_passages(self.passages, folder := Folder(vocabulary)), folder)
        self._store, self._thread = store, threading.local()
        places = {passage.id: number for number, passage in enumerate(self.passages)}
        embedded = tuple(entries(self.passages))
        self._rows = {entry.id: row for row, entry in enumerate(embedded)}
        self._numbers = np.array([places[entry.passage] for entry in embedded], dtype=np.intp)
        self._sentences = np.array([entry.sentence for entry in embedded], dtype=np.intp)
        self._asks = np.array([entry.kind == "ask" for entry in embedded], dtype=bool)
        scopes = [passage.scope for passage in self.passages]
        self._coordinates = {
            name: np.array([getattr(scope, name) or "" for scope in scopes], dtype=object) for name in ("association", "category", "edition", "status")
        }

    @classmethod
    def open(cls, data: Path, encoder: EncoderFactory = OnnxEncoder) -> Retriever:
        """Open the current generation, its files verified first.

        Args:
            data: Where the index lives.
            encoder: Opens the model that a generation holds.

        Raises:
            StoreMissing, StoreDamaged, ModelError: With the remedy.
        """
        return cls.open_generation(current(data), encoder)

    @classmethod
    def open_generation(cls, folder: Path, encoder: EncoderFactory = OnnxEncoder) -> Retriever:
        """Open one generation, its files verified first.

        Raises:
            StoreDamaged, ModelError: With the remedy.
        """
        manifest = read_manifest(folder)

        def verified() -> Encoder:
            verify(folder, manifest)
            return encoder(folder, manifest.model)

        with ThreadPoolExecutor(1) as pool:
            opened = pool.submit(verified)
            load_chroma()
            return cls.open_folder(folder, opened.result(), manifest)

    @classmethod
    def open_folder(cls, folder: Path, encoder: Encoder, manifest: Manifest) -> Retriever:
        """Open one generation without comparing hashes."""
        with (folder / "passages.jsonl").open(encoding="utf-8") as lines:
            passages = tuple(Passage.from_json(line) for line in lines)
        vocabulary = Vocabulary.model_validate_json((folder / "vocabulary.json").read_text(encoding="utf-8"))
        terms = Folder(vocabulary)
        lexical = LexicalIndex(read_columns(folder / TERMS, terms.mark) or fold_passages(passages, terms), terms)
        store = VectorStore(folder)
        if (len(passages), len(store.vectors)) != (manifest.passages, manifest.entries):
            store.close()
            raise StoreDamaged(f"{folder}: holds {len(store.vectors)} entries, {manifest.entries} were built; run `endorse index build`")
        return cls(passages, vocabulary, encoder, store, manifest, lexical)

    def close(self) -> None:
        """Free the vector store; searching is not possible after."""
        self._store.close()

    def allowed(self, where: Where) -> NDArray[np.bool_]:
        """Which passages the scope allows, in order."""
        mask = np.ones(len(self.passages), dtype=bool)
        for name, values in where.fields():
            mask &= np.isin(self._coordinates[name], list(values))
        return mask

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Within the block, in this thread, a text that is searched in several scopes is embedded and looked up once; nothing of it is kept after."""
        self._thread.looked = {}
        try:
            yield
        finally:
            self._thread.looked = None

    def embed(self, text: str) -> NDArray[np.float32]:
        """The unit vector of a question."""
        vectors: Vectors = self.encoder.encode([text])
        return np.asarray(vectors[0], dtype=np.float32)

    def search(self, question: str, where: Where | None = None, k: int = 10, vector: NDArray[np.float32] | None = None) -> list[Hit]:
        """The passages that match a question best.

        Args:
            question: What is asked; an empty text finds nothing.
            where: What the search is limited to; current editions by default.
            k: The largest number of passages.
            vector: The question's vector, when it is known already.
        """
        mask = self.allowed(where or Where())
        if not question.strip() or not mask.any():
            return []
        looked = self._look(question, vector)
        near = self._near(looked, mask)
        lexical = looked.lexical * mask
        shares = lexical.astype(np.float64) / (float(lexical.max()) or 1.0)
        scores = near.dense + LEXICAL_WEIGHT * shares
        found = near.found.copy()
        worded = np.argsort(-lexical, kind="stable")[:NEIGHBOURS]
        found[worded[lexical[worded] > 0]] = True
        numbers = np.flatnonzero(found)
        best = numbers[np.argsort(-scores[numbers], kind="stable")][:k].tolist()
        return [
            Hit(self.passages[n], float(scores[n]), rank, float(near.dense[n]), float(near.asked[n]), float(shares[n]), int(near.sentences[n]), n)
            for rank, n in enumerate(best, 1)
        ]

    def _look(self, text: str, vector: NDArray[np.float32] | None) -> _Looked:
        """What is near a text in any scope; looked up once within `looking`."""
        seen: dict[str, _Looked] | None = getattr(self._thread, "looked", None)
        if vector is None and seen is not None and text in seen:
            return seen[text]
        at = self.embed(text) if vector is None else vector
        nearest = self._store.nearest(at, min(WIDE, len(self._rows)))
        rows = np.array([self._rows[entry] for entry, _ in nearest], dtype=np.intp)
        looked = _Looked(at, rows, np.array([similarity for _, similarity in nearest]), self.lexical.scores(text))
        if vector is None and seen is not None:
            seen[text] = looked
        return looked

    def _near(self, looked: _Looked, mask: NDArray[np.bool_]) -> _Near:
        """What the nearest entries say of the passages that the mask allows."""
        near = self._gathered(looked.rows, looked.similarities, mask)
        if near.found.sum() < FEW and len(self._rows) > WIDE:
            nearest = self._store.nearest_rows(looked.vector, 4 * NEIGHBOURS, np.flatnonzero(mask[self._numbers]))
            rows = np.array([row for row, _ in nearest], dtype=np.intp)
            near = self._gathered(rows, np.array([similarity for _, similarity in nearest]), mask)
        return near

    def _gathered(self, rows: NDArray[np.intp], similarities: NDArray[np.float64], mask: NDArray[np.bool_]) -> _Near:
        inside = mask[self._numbers[rows]]
        rows, similarities = rows[inside], similarities[inside]
        size = len(self.passages)
        near = _Near(np.zeros(size, dtype=bool), np.zeros(size), np.full(size, -1.0), np.full(size, -1, dtype=np.intp))
        numbers, first = np.unique(self._numbers[rows], return_index=True)
        near.found[numbers], near.dense[numbers], near.sentences[numbers] = True, similarities[first], self._sentences[rows[first]]
        asks = self._asks[rows]
        numbers, first = np.unique(self._numbers[rows[asks]], return_index=True)
        near.asked[numbers] = similarities[asks][first]
        return near


@dataclass(frozen=True, slots=True)
class _Looked:
    """What does not depend on the scope: a text's vector, the rows of the entries nearest to it, best first, how near these are, and BM25 by passage."""

    vector: NDArray[np.float32]
    rows: NDArray[np.intp]
    similarities: NDArray[np.float64]
    lexical: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class _Near:
    """By passage: whether an entry of it is near, the best similarity (0 if none is), that of an ask (-1), and the nearest entry's sentence (-1)."""

    found: NDArray[np.bool_]
    dense: NDArray[np.float64]
    asked: NDArray[np.float64]
    sentences: NDArray[np.intp]


def values_of(passages: Iterable[Passage], coordinate: str) -> tuple[str, ...]:
    """The values of one coordinate that passages hold, sorted; without the empty one."""
    return tuple(sorted({value for passage in passages if (value := getattr(passage.scope, coordinate))}))
