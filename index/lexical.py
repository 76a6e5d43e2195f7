"""Lexical search: BM25 over the passages' stems, with the vocabulary's synonyms folded together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import bm25s
import numpy as np
from numpy.typing import NDArray

from corpus.vocabulary import Vocabulary
from corpus.words import stem, stopwords, words
from index.passages import Passage


class Folder:
    """Folds text to stems in which synonyms are one: "exam" and "test", "RSC" and "reflective supervision"."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._to: dict[tuple[str, ...], tuple[str, ...]] = {}
        for group in vocabulary.synonyms:
            target = tuple(stem(word) for word in words(group[0]))
            for other in group[1:]:
                self._to[tuple(stem(word) for word in words(other))] = target
        self._longest = max(map(len, self._to), default=1)

    def fold(self, text: str) -> list[str]:
        """Folded stems of the text's words that are not stopwords, in order, with repeats."""
        common = stopwords()
        return self._folded([stem(word) for word in words(text) if word not in common])

    def _folded(self, found: list[str]) -> list[str]:
        out: list[str] = []
        at = 0
        while at < len(found):
            for length in range(min(self._longest, len(found) - at), 0, -1):
                target = self._to.get(tuple(found[at : at + length]))
                if target:
                    out += target
                    at += length
                    break
            else:
                out.append(found[at])
                at += 1
        return out


class LexicalIndex:
    """BM25 scores of all passages, and how much of a question's weight a passage covers."""

    def __init__(self, passages: Sequence[Passage], folder: Folder) -> None:
        self.folder = folder
        documents = [folder.fold(" ".join((passage.title, *passage.headings, passage.text, *(ask for _, ask in passage.asks)))) for passage in passages]
        self._terms = [frozenset(document) for document in documents]
        self._bm25 = bm25s.BM25()
        self._bm25.index([document or [""] for document in documents], show_progress=False)
        counts: dict[str, int] = {}
        for terms in self._terms:
            for term in terms:
                counts[term] = counts.get(term, 0) + 1
        total = len(documents)
        self._weights = {term: float(np.log(1 + (total - n + 0.5) / (n + 0.5))) for term, n in counts.items()}
        self._unknown = float(np.log(1 + (total + 0.5) / 0.5))

    def scores(self, question: str) -> NDArray[np.float32]:
        """BM25 of every passage in order; 0 where no word is shared, higher is better, no upper bound."""
        terms = [term for term in self.folder.fold(question) if term in self._weights]
        if not terms:
            return np.zeros(len(self._terms), dtype=np.float32)
        return np.asarray(self._bm25.get_scores(terms), dtype=np.float32)

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
