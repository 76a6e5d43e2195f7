"""Search: a question and the scope it allows, to ranked hits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreDamaged
from corpus.vocabulary import Vocabulary
from index.embedding import Encoder, OnnxEncoder, Vectors
from index.generations import Manifest, current, read_manifest, verify
from index.lexical import Folder, LexicalIndex
from index.passages import Passage, entries
from index.vectors import VectorStore

LEXICAL_WEIGHT = 0.35
NEIGHBOURS = 60
WIDE = 600
"""Entries looked at without a filter; Chroma's filters cost ten times the search, so they are used only where too few of these are in scope."""
FEW = 12


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
    """An opened generation. Safe to share between threads: nothing in it changes."""

    def __init__(self, passages: Sequence[Passage], vocabulary: Vocabulary, encoder: Encoder, store: VectorStore, manifest: Manifest) -> None:
        self.passages, self.vocabulary, self.encoder, self.manifest = tuple(passages), vocabulary, encoder, manifest
        self._store = store
        numbers = {passage.id: number for number, passage in enumerate(self.passages)}
        self._entries = {entry.id: (numbers[entry.passage], entry.sentence, entry.kind == "ask") for entry in entries(self.passages)}
        self.lexical = LexicalIndex(self.passages, Folder(vocabulary))
        scopes = [passage.scope for passage in self.passages]
        self._coordinates = {
            name: np.array([getattr(scope, name) or "" for scope in scopes], dtype=object) for name in ("association", "category", "edition", "status")
        }

    @classmethod
    def open(cls, data: Path) -> Retriever:
        """Open the current generation, its files verified first.

        Raises:
            StoreMissing, StoreDamaged, ModelError: With the remedy.
        """
        folder = current(data)
        manifest = read_manifest(folder)
        verify(folder, manifest)
        return cls.open_folder(folder, OnnxEncoder(folder, manifest.model), manifest)

    @classmethod
    def open_folder(cls, folder: Path, encoder: Encoder, manifest: Manifest) -> Retriever:
        """Open one generation without comparing hashes."""
        with (folder / "passages.jsonl").open(encoding="utf-8") as lines:
            passages = tuple(Passage.from_json(line) for line in lines)
        vocabulary = Vocabulary.model_validate_json((folder / "vocabulary.json").read_text(encoding="utf-8"))
        store = VectorStore(folder / "chroma")
        if len(passages) != manifest.passages or store.count() != manifest.entries:
            raise StoreDamaged(f"{folder}: holds {store.count()} entries, {manifest.entries} were built; run `endorse index build`")
        return cls(passages, vocabulary, encoder, store, manifest)

    def allowed(self, where: Where) -> NDArray[np.bool_]:
        """Which passages the scope allows, in order."""
        mask = np.ones(len(self.passages), dtype=bool)
        for name, values in where.fields():
            mask &= np.isin(self._coordinates[name], list(values))
        return mask

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
        where = where or Where()
        mask = self.allowed(where)
        if not question.strip() or not mask.any():
            return []
        dense = self._dense(self.embed(question) if vector is None else vector, where, mask)
        lexical = self.lexical.scores(question) * mask
        top = float(lexical.max()) or 1.0
        numbers = set(dense) | {int(n) for n in np.argsort(-lexical)[:NEIGHBOURS] if lexical[n] > 0}
        hits = [self._hit(number, dense.get(number), float(lexical[number]) / top) for number in numbers]
        hits.sort(key=lambda hit: (-hit.score, hit.number))
        return [Hit(h.passage, h.score, rank, h.dense, h.asked, h.lexical, h.sentence, h.number) for rank, h in enumerate(hits[:k], 1)]

    def _hit(self, number: int, near: tuple[float, float, int] | None, lexical: float) -> Hit:
        dense, asked, sentence = near or (0.0, -1.0, -1)
        return Hit(self.passages[number], dense + LEXICAL_WEIGHT * lexical, 0, dense, asked, lexical, sentence, number)

    def _dense(self, vector: NDArray[np.float32], where: Where, mask: NDArray[np.bool_]) -> dict[int, tuple[float, float, int]]:
        """By passage: best similarity, best similarity of an ask, and the sentence that the nearest entry speaks for."""
        best = self._best(self._store.nearest(vector, min(WIDE, len(self._entries))), mask)
        if len(best) < FEW and len(self._entries) > WIDE:
            limits: list[dict[str, Any]] = [{name: {"$in": sorted(values)}} for name, values in where.fields()]
            filters = None if not limits else limits[0] if len(limits) == 1 else {"$and": limits}
            best = self._best(self._store.nearest(vector, min(4 * NEIGHBOURS, len(self._entries)), filters), mask)
        return best

    def _best(self, found: Sequence[tuple[str, float]], mask: NDArray[np.bool_]) -> dict[int, tuple[float, float, int]]:
        best: dict[int, tuple[float, float, int]] = {}
        for entry, similarity in found:
            number, sentence, ask = self._entries[entry]
            if mask[number]:
                dense, asked, at = best.get(number, (-1.0, -1.0, -1))
                if similarity > dense:
                    dense, at = similarity, sentence
                best[number] = (dense, max(asked, similarity) if ask else asked, at)
        return best


def values_of(passages: Iterable[Passage], coordinate: str) -> tuple[str, ...]:
    """The values of one coordinate that passages hold, sorted; without the empty one."""
    return tuple(sorted({value for passage in passages if (value := getattr(passage.scope, coordinate))}))
