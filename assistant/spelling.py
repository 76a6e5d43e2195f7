"""Spelling: words that nobody writes so are read as the nearest word of the corpus or vocabulary."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import OSA

from corpus.places import towns
from corpus.vocabulary import Vocabulary
from corpus.words import TOKEN, words
from index.passages import Passage

SHORTEST = 4
SURE = 3
"""How often a word must stand in the corpus before a misspelling is taken for it."""


class Speller:
    """Corrects words that neither English nor the corpus knows.

    Args:
        passages, vocabulary: Where the words come from that a misspelling may mean.
        english: Common words that are left alone.
    """

    def __init__(self, passages: Iterable[Passage], vocabulary: Vocabulary, english: Iterable[str]) -> None:
        counts = Counter(word for passage in passages for text in (passage.text, *passage.headings, *(ask for _, ask in passage.asks)) for word in words(text))
        named = Counter(word for text in _names(vocabulary) for word in words(text))
        self._known = frozenset(english) | frozenset(counts) | frozenset(named)
        self._towns = frozenset(part for town in towns() for part in town.split())
        weights = {word: n for word, n in counts.items() if n >= SURE} | {word: max(n * 10, counts[word]) for word, n in named.items()}
        self._targets = {word: n for word, n in weights.items() if len(word) >= SHORTEST and word.isalpha()}
        self._by_letter: dict[str, list[str]] = {}
        for word in self._targets:
            self._by_letter.setdefault(word[0], []).append(word)
        self._correct = lru_cache(maxsize=20_000)(self._nearest)

    def correct(self, text: str) -> str:
        """The text with misspelt words replaced; everything else is as it was."""

        def mend(match: re.Match[str]) -> str:
            word = match.group()
            if not word.isalpha() or len(word) < SHORTEST or (word[:1].isupper() and word.lower() in self._towns):
                return word
            return self._correct(word.lower()) or word

        return re.sub(TOKEN.pattern, mend, text, flags=re.I)

    def _nearest(self, word: str) -> str | None:
        """The word that a misspelling most likely means, or None when it is known or nothing is near."""
        if word in self._known or (word.endswith("s") and word[:-1] in self._known):
            return None
        reach = 1 if len(word) < 6 else 2 if len(word) < 10 else 3
        return self._within(word, self._by_letter.get(word[0], []), reach) or self._within(word, list(self._targets), min(reach, 2))

    def _within(self, word: str, choices: Sequence[str], reach: int) -> str | None:
        near = process.extract(word, choices, scorer=OSA.distance, score_cutoff=reach, limit=8)
        if not near:
            return None
        return min(near, key=lambda hit: (hit[1] + (0 if hit[0][-1] == word[-1] else 0.4), -self._targets[hit[0]]))[0]


def _names(vocabulary: Vocabulary) -> Iterable[str]:
    for association in vocabulary.associations.values():
        yield from (association.name, *association.places, *association.aliases)
    for category in vocabulary.categories.values():
        yield from (category.name, *category.aliases)
    for term in (*vocabulary.parts.values(), *vocabulary.topics.values()):
        yield from (*term.headings, *term.aliases)
    yield from vocabulary.states.values()
