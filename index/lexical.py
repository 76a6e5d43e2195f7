"""Lexical search: BM25 over the passages' stems, with the vocabulary's synonyms folded together.

Folding and weighing happen when the index is built; the weights are kept with the generation as one column a term, and a question adds up the
columns of its terms. A file that was folded in another way than questions are folded now is not used: the passages are folded again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from corpus.errors import StoreDamaged
from corpus.vocabulary import Vocabulary
from corpus.words import TOKEN, stem, stopwords, words
from index.passages import Passage

FOLDING = 1
"""Raised when text is folded by other rules than before."""


class Folder:
    """Folds text to stems in which synonyms are one: "exam" and "test", "RSC" and "reflective supervision"."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._to: dict[tuple[str, ...], tuple[str, ...]] = {}
        for group in vocabulary.synonyms:
            target = tuple(_stems(group[0]))
            for other in group[1:]:
                if found := tuple(_stems(other)):
                    self._to[found] = target
        self._lengths: dict[str, list[int]] = {}
        for found in sorted(self._to, key=len, reverse=True):
            self._lengths.setdefault(found[0], []).append(len(found))

    def fold(self, text: str) -> list[str]:
        """Folded stems of the text's words that are not stopwords, in order, with repeats; the longest synonym wins."""
        found, out, at = _stems(text), list[str](), 0
        while at < len(found):
            for length in self._lengths.get(found[at], ()):
                if target := self._to.get(tuple(found[at : at + length])):
                    out += target
                    at += length
                    break
            else:
                out.append(found[at])
                at += 1
        return out

    @cached_property
    def mark(self) -> str:
        """Identifies how text is folded: by which rules, stopwords, stemmer and synonyms."""
        rules = (FOLDING, TOKEN.pattern, sorted(stopwords()), version("snowballstemmer"), sorted(self._to.items()))
        return hashlib.sha256(json.dumps(rules).encode()).hexdigest()[:16]


def _stems(text: str) -> list[str]:
    common = stopwords()
    return [stem(word) for word in words(text) if word not in common]


@dataclass(frozen=True, slots=True)
class Columns:
    """BM25 weights, one column a term: those of term n are `weights[starts[n]:starts[n + 1]]`, of the passages `numbers[...]`."""

    terms: tuple[str, ...]
    starts: NDArray[np.int64]
    numbers: NDArray[np.int64]
    weights: NDArray[np.float32]
    passages: int


def fold_passages(passages: Sequence[Passage], folder: Folder) -> Columns:
    """Fold and weigh passages: title, headings, text and the ways of asking."""
    import bm25s

    documents = [folder.fold(" ".join((passage.title, *passage.headings, passage.text, *(ask for _, ask in passage.asks)))) for passage in passages]
    bm25 = bm25s.BM25()
    bm25.index([document or [""] for document in documents], show_progress=False)
    terms = sorted(bm25.vocab_dict, key=bm25.vocab_dict.__getitem__)
    scores = bm25.scores
    return Columns(tuple(terms), scores["indptr"].astype(np.int64), scores["indices"].astype(np.int64), scores["data"].astype(np.float32), len(documents))


def write_columns(path: Path, columns: Columns, mark: str) -> None:
    """Write the columns with the mark of the folder that folded them."""
    np.savez(path, mark=mark, terms=np.array(columns.terms), starts=columns.starts, numbers=columns.numbers, weights=columns.weights, passages=columns.passages)


def read_columns(path: Path, mark: str) -> Columns | None:
    """What `write_columns` wrote; None if there is none or it was folded in another way.

    Raises:
        StoreDamaged: If the file cannot be read.
    """
    if not path.is_file():
        return None
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            if str(file["mark"]) != mark:
                return None
            return Columns(tuple(file["terms"].tolist()), file["starts"], file["numbers"], file["weights"], int(file["passages"]))
    except (OSError, ValueError, KeyError, BadZipFile) as error:
        raise StoreDamaged(f"{path}: cannot be read ({error}); run `endorse index build`") from error


class LexicalIndex:
    """BM25 scores of all passages, and how much of a question's weight a passage covers."""

    def __init__(self, columns: Columns, folder: Folder) -> None:
        self.folder = folder
        self._columns = columns
        self._place = {term: n for n, term in enumerate(columns.terms) if term}
        total, counts = columns.passages, np.diff(columns.starts)
        rarity = np.log(1 + (total - counts + 0.5) / (counts + 0.5))
        self._weights = {term: float(rarity[n]) for term, n in self._place.items()}
        self._unknown = float(np.log(1 + (total + 0.5) / 0.5))
        held: list[set[str]] = [set() for _ in range(total)]
        starts, numbers = columns.starts.tolist(), columns.numbers.tolist()
        for term, n in self._place.items():
            for number in numbers[starts[n] : starts[n + 1]]:
                held[number].add(term)
        self._terms = [frozenset(terms) for terms in held]

    def scores(self, question: str) -> NDArray[np.float32]:
        """BM25 of every passage in order; 0 where no word is shared, higher is better, no upper bound."""
        total = np.zeros(self._columns.passages, dtype=np.float32)
        for term in self.folder.fold(question):
            if (n := self._place.get(term)) is not None:
                column = slice(self._columns.starts[n], self._columns.starts[n + 1])
                total[self._columns.numbers[column]] += self._columns.weights[column]
        return total

    def weight(self, term: str) -> float:
        """How rare a folded stem is among the passages; a word that none holds weighs most."""
        return self._weights.get(term, self._unknown)

    def known(self, term: str) -> bool:
        """Whether any passage holds the folded stem."""
        return term in self._weights

    def terms(self, number: int) -> frozenset[str]:
        """The folded stems of one passage."""
        return self._terms[number]

    def coverage(self, terms: Iterable[str], number: int) -> float:
        """The share of the terms' weight that a passage holds, in [0, 1]; 1 for no terms."""
        wanted = {term: self.weight(term) for term in terms}
        total = sum(wanted.values())
        held = self._terms[number]
        return sum(weight for term, weight in wanted.items() if term in held) / total if total else 1.0
