"""What is known of a word before its neighbours are looked at: whether it is a name, a word, a place, or near a word that somebody meant."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import pairwise

from rapidfuzz import process
from rapidfuzz.distance import OSA

from assistant.masking.cues import phrases, words_of
from assistant.masking.marks import WORD, fold
from corpus.places import towns
from corpus.vocabulary import Vocabulary
from corpus.words import stopwords
from index.passages import Passage

COMMON = 12_000
"""So many of the commonest English words are what a misspelling may mean."""
LATIN = re.compile(r"[a-z'-]+")
_SHAPED = re.compile(
    r"[a-z]{3,}(?:tions?|ments?|ness|ings?|ologists?|ology|isms?|ists?|ably|ality|ships?|ially|atory|ances?|ences?|ives?)",
)
_ENDINGS = ("s", "es", "ed", "d", "ing", "er", "ers", "ly", "al", "ness", "able", "less", "ful", "ish", "y", "ies", "ied")
_BEGINNINGS = tuple(
    "un re non pre post co mis over under multi inter intra dis self sub bi tele neuro bio psycho socio trans para semi micro macro hyper mid early child "
    "pro".split()
)
_SOUNDS = {"s": "c", "c": "sk", "k": "c", "f": "p", "j": "g", "g": "j", "i": "e", "e": "i", "r": "w", "n": "k"}
"""Letters that a misspelt word may begin with in place of its own."""
_EVERYDAY = 5_000
_OFTEN = 10
"""How often the field must use a word that is a name as well for it to be taken for a word."""
_SHORT_BEGINNINGS = frozenset(["by", "in", "on", "up", "no"])


@lru_cache(maxsize=1)
def _listed() -> Mapping[str, Mapping[str, int]]:
    """Names by section of `names.txt`, with their rank there."""
    found: dict[str, dict[str, int]] = {}
    section: dict[str, int] = {}
    for line in files("assistant.masking").joinpath("names.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = found.setdefault(line.strip("[]"), {})
        elif not line.startswith("#"):
            for name in line.split():
                section[name] = len(section)
    return found


@lru_cache(maxsize=1)
def _dictionary() -> frozenset[str]:
    """The rarer words of English, of `words.txt`."""
    lines = files("assistant.masking").joinpath("words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


class Lexicon:
    """Words by what they are: of the field (corpus and vocabulary), English, names, towns. All words are given folded."""

    def __init__(self, passages: Sequence[Passage], vocabulary: Vocabulary, english: Sequence[str]) -> None:
        lists = _listed()
        self._given = {**lists["given"], **lists["given, also words"]}
        self._family = {**lists["family"], **lists["family, also words"]}
        self._both = frozenset(lists["given, also words"]) | frozenset(lists["family, also words"])
        named = list(_phrases(vocabulary))
        self.phrases = frozenset(phrase for phrase in (*named, *phrases("kept")) if len(phrase) > 1)
        """Names of the vocabulary, and what is always kept, of more than one word, as their words."""
        self.states, self.state_letters = frozenset(vocabulary.states.values()), frozenset(vocabulary.states)
        parts = {word for phrase in named for word in phrase if len(phrase) == 1 or not self.is_name(word)}
        self._field = frozenset(self._field_words(passages)) | parts | words_of("kept")
        self.functional = stopwords() | words_of("everyday")
        self._spanish = frozenset(map(fold, words_of("spanish")))
        self._english = frozenset(word for word in english if not self._is_only_name(word))
        self._rank = {word: rank for rank, word in enumerate(english)}
        self.has_english = bool(english)
        self._towns = {fold(town): max(found.values()) for town, found in towns().items()}
        self._towns |= {fold(place): 1_000_000 for place in (*self.states, *_places(vocabulary))}
        self.longest_town = max((len(town.split()) for town in self._towns), default=1)
        self._pairs = frozenset(_pairs(passages))
        self._near_field = _by_start(word for word in self._field if not self._is_only_name(word))
        self._near_english = _by_start(word for word in [w for w in english if w in self._english][:COMMON])
        self.near_field = lru_cache(maxsize=20_000)(lambda word: _near(word, self._near_field, 1 if len(word) < 6 else 2 if len(word) < 10 else 3))
        self.near_english = lru_cache(maxsize=20_000)(lambda word: _near(word, self._near_english, 1 if len(word) < 7 else 2))
        self.meant = lru_cache(maxsize=20_000)(lambda word: _near(word, self._near_field, 1 if len(word) < 9 else 2))
        self.known = lru_cache(maxsize=20_000)(self._known)

    def _field_words(self, passages: Sequence[Passage]) -> Iterator[str]:
        """Words of the passages; one that is a name as well only if it is often written small there."""
        texts = {text for passage in passages for text in (passage.text, *passage.headings, passage.title, *(ask for _, ask in passage.asks))}
        said = Counter(word for text in texts for word in WORD.findall(text))
        small: Counter[str] = Counter()
        for word, times in said.items():
            small[fold(word)] += times if word[0].islower() else 0
        yield from (word for word in {fold(word) for word in said} if not self.is_name(word) or small[word] >= _OFTEN)

    def _is_only_name(self, word: str) -> bool:
        return (word in self._given or word in self._family) and not self.is_word(word)

    def is_word(self, word: str) -> bool:
        """Whether a name is a word as well: by the list, in the field, or too short to tell."""
        return word in self._both or word in self._field or word in self.functional or len(word) < 3

    def is_field(self, word: str) -> bool:
        """Whether the corpus or the vocabulary has the word."""
        return word in self._field

    def is_said(self, before: str, word: str, after: str) -> bool:
        """Whether the passages have the word, with a capital, between such neighbours: either of them is enough."""
        return (before, word) in self._pairs or (word, after) in self._pairs

    def is_given(self, word: str) -> bool:
        """Whether it is listed as a given name."""
        return word in self._given

    def family_rank(self, word: str) -> int | None:
        """How common it is as a family name, 0 for the commonest; None if it is not listed."""
        return self._family.get(word)

    def is_name(self, word: str) -> bool:
        """Whether it is listed at all."""
        return word in self._given or word in self._family

    def is_rare(self, word: str) -> bool:
        """Whether it is no common English word, nor of the field."""
        return self._rank.get(word, COMMON) >= _EVERYDAY and word not in self._field

    def town_size(self, said: Sequence[str]) -> int:
        """Inhabitants of the largest town of that name, 0 if there is none."""
        return self._towns.get(" ".join(said), 0)

    def _known(self, word: str) -> bool:
        """Whether English or the field has the word or what it is made from."""
        if self._has(word):
            return True
        for ending in _ENDINGS:
            stem = word[: -len(ending)]
            if (
                word.endswith(ending)
                and len(stem) > 2
                and any(self._has(form) for form in (stem, stem + "e", stem + "y", stem[:-1] if stem[-1:] == stem[-2:-1] else stem))
            ):
                return True
        if any(
            self._rank.get(word[:cut], COMMON) < COMMON and self._has(word[:cut]) and word[cut:] in self._english
            for cut in range(2, len(word) - 3)
            if cut > 2 or word[:2] in _SHORT_BEGINNINGS
        ):
            return True
        return any(word.startswith(start) and len(word) - len(start) > 3 and self._has(word[len(start) :].lstrip("-")) for start in _BEGINNINGS)

    def _has(self, word: str) -> bool:
        return word in self._english or word in self._field or word in self.functional or word in self._both or word in _dictionary() or self.is_spanish(word)

    def is_spanish(self, word: str) -> bool:
        """Whether it is one of the commonest words of Spanish."""
        return word in self._spanish

    def is_shaped(self, word: str) -> bool:
        """Whether an unknown word is built as English words are."""
        return len(word) > 6 and bool(_SHAPED.fullmatch(word))


def _phrases(vocabulary: Vocabulary) -> Iterator[tuple[str, ...]]:
    """The names of the vocabulary as folded words."""
    for name in _names(vocabulary):
        if said := tuple(fold(word) for word in re.findall(r"[^\W_]+(?:['’][^\W_]+)?", name)):
            yield said


def _names(vocabulary: Vocabulary) -> Iterator[str]:
    for key, association in vocabulary.associations.items():
        yield from (key, association.name, *association.places, *association.aliases, *association.towns)
    for key, category in vocabulary.categories.items():
        yield from (key, category.name, *category.aliases, *category.designation)
    for key, term in (*vocabulary.parts.items(), *vocabulary.topics.items()):
        yield from (key, *term.headings, *term.aliases)
    for other in vocabulary.elsewhere:
        yield from (other.name, *other.places, *other.aliases)
    for listed in vocabulary.subjects.values():
        for alias in listed:
            yield from alias.split(" + ")
    yield from (*vocabulary.states.values(), *vocabulary.field, *vocabulary.phrases, *vocabulary.smalltalk, *vocabulary.urgent.aliases)
    for group in vocabulary.synonyms:
        yield from group


def _places(vocabulary: Vocabulary) -> Iterator[str]:
    for association in vocabulary.associations.values():
        yield from association.places
    for other in vocabulary.elsewhere:
        yield from other.places


def _pairs(passages: Sequence[Passage]) -> Iterator[tuple[str, str]]:
    """Neighbours in the passages of which at least one has a capital inside a sentence."""
    for text in {passage.text for passage in passages}:
        said = re.findall(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[.!?:]", text)
        for first, second in pairwise(said):
            if first[0].isalpha() and second[0].isalpha() and (first[0].isupper() or second[0].isupper()):
                yield fold(first), fold(second)


def _by_start(listed: Iterator[str]) -> Mapping[tuple[str, int], list[str]]:
    """Words of four letters and more by first letter and length."""
    found: dict[tuple[str, int], list[str]] = {}
    for word in listed:
        if len(word) > 2 and word.isalpha():
            found.setdefault((word[0], len(word)), []).append(word)
    return found


def _near(word: str, listed: Mapping[tuple[str, int], list[str]], reach: int) -> bool:
    """Whether a listed word is within `reach` changes; its first letter is one of the first two, or sounds like the first."""
    if len(word) < 3:
        return False
    for start in dict.fromkeys(word[:2] + _SOUNDS.get(word[0], "")):
        for length in range(len(word) - reach, len(word) + reach + 1):
            if process.extractOne(word, listed.get((start, length), []), scorer=OSA.distance, score_cutoff=reach) is not None:
                return True
    return False
