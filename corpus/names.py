"""Finding names in text: which associations, categories and places a question or passage speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from corpus.places import state_of, towns
from corpus.quantities import NUMBER_WORDS
from corpus.vocabulary import Vocabulary
from corpus.words import ROMAN, Token, tokenize, words

WELL_KNOWN = 40_000
"""Inhabitants from which a capital word that begins a text is taken for a town."""


class Kind(StrEnum):
    """What a name names. The last three are recognised but not in the vocabulary's keys."""

    ASSOCIATION = "association"
    CATEGORY = "category"
    ELSEWHERE = "elsewhere"
    LEVEL = "level"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Name:
    """One name found in a text: its kind, its key (or the words themselves), and its place in characters."""

    kind: Kind
    key: str
    start: int
    end: int


_LEVEL_WORDS = frozenset(["level", "levels", "lvl", "lvls", "levl", "leval", "category", "categories", "cat", "tier"])
_JOINERS = frozenset(["and", "or", "to", "vs", "versus", "through", "thru"])
_NUMERALS = {"0": 0, **ROMAN, **{str(n): n for n in range(1, 11)}, **{w: n for w, n in NUMBER_WORDS.items() if 1 <= n <= 10}}
_PLACE_BEFORE = frozenset(["in", "from", "near", "at", "around", "outside", "of", "for", "under", "w"])
_DEGREE_NEAR = frozenset(
    [
        "a",
        "an",
        "my",
        "degree",
        "with",
        "have",
        "has",
        "hold",
        "holds",
        "earned",
        "got",
        "master",
        "masters",
        "ms",
        "msw",
        "med",
        "msn",
        "bs",
        "ba",
        "phd",
        "psyd",
        "md",
        "do",
        "edd",
        "bachelor",
        "only",
    ]
)
_STATE_NEXT = frozenset(
    [
        "level",
        "lvl",
        "category",
        "endorsement",
        "requirements",
        "association",
        "aimh",
        "infant",
        "mentor",
        "specialist",
        "associate",
        "ifs",
        "ifa",
        "imhs",
        "imhm",
        "i",
        "ii",
        "iii",
        "iv",
    ]
)


class NameFinder:
    """Finds the vocabulary's names in texts."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._phrases: dict[tuple[str, ...], tuple[Kind, str]] = {}
        self._levels: dict[int, str] = {}
        self._suffixes: dict[str, dict[str, str]] = {}
        self._states: dict[str, str] = {}
        self._held = frozenset(self._add(vocabulary))
        self._longest = max(map(len, self._phrases), default=1)

    def find(self, text: str) -> list[Name]:
        """All names of a text, in order, longest first where they overlap."""
        tokens = tokenize(text)
        found: list[Name] = []
        at = 0
        while at < len(tokens):
            names, used = self._at(text, tokens, at)
            found += names
            at += max(used, 1)
        return found

    def _add(self, vocabulary: Vocabulary) -> Iterator[str]:
        """Fill the tables; yields the abbreviations of the states that have an association."""
        states = {name: abbreviation for abbreviation, name in vocabulary.states.items()}
        for abbreviation, state in vocabulary.states.items():
            self._phrase(state, Kind.ELSEWHERE, state)
            self._states[abbreviation] = state
        for other in vocabulary.elsewhere:
            for alias in (other.name, *other.places, *other.aliases):
                self._phrase(alias, Kind.ELSEWHERE, other.name)
        for key, association in vocabulary.associations.items():
            for alias in (key, association.name, *association.places, *association.aliases, *association.towns):
                self._phrase(alias, Kind.ASSOCIATION, key)
            for place in association.places:
                if place in states:
                    self._states[states[place]] = key
                    yield states[place]
        for key, category in vocabulary.categories.items():
            for alias in (key, category.name, *category.aliases):
                self._phrase(alias, Kind.CATEGORY, key)
            if category.level:
                self._levels[ROMAN[category.level.lower()]] = key
            if category.within:
                for designation in category.designation:
                    self._suffixes.setdefault(category.within, {})[" ".join(words(designation))] = key
        for phrase in vocabulary.phrases:
            self._phrase(phrase, Kind.NOTHING, phrase)

    def _phrase(self, alias: str, kind: Kind, key: str) -> None:
        if tokens := tuple(words(alias)):
            self._phrases[tokens] = (kind, key)

    def _at(self, text: str, tokens: list[Token], at: int) -> tuple[list[Name], int]:
        levels = self._leveled(text, tokens, at)
        if levels[1]:
            return levels
        for length in range(min(self._longest, len(tokens) - at), 0, -1):
            run = tuple(token.word for token in tokens[at : at + length])
            if run not in self._phrases and run[-1].endswith("s"):
                run = (*run[:-1], run[-1][:-1])
            if run in self._phrases and not (length == 1 and len(run[0]) <= 2):
                kind, key = self._phrases[run]
                return [Name(kind, key, tokens[at].start, tokens[at + length - 1].end)], length
        return self._place(text, tokens, at)

    def _leveled(self, text: str, tokens: list[Token], at: int) -> tuple[list[Name], int]:
        """Names said by number: "Level III", "levels 1 and 2", "IV-C", "III"."""
        word = tokens[at].word
        if joined := re.fullmatch(r"(?:level|lvl|l|cat)(\d{1,2}|i{1,3}|iv)", word):
            return self._numeral(tokens, at, joined.group(1))
        if word in {"ii", "iii", "iv"} or (word in {"3", "4"} and at + 1 < len(tokens) and tokens[at + 1].word == "c"):
            return self._numeral(tokens, at, word)
        if word not in _LEVEL_WORDS or at + 1 == len(tokens) or tokens[at + 1].word not in _NUMERALS:
            return [], 0
        found: list[Name] = []
        here = at + 1
        while here < len(tokens) and tokens[here].word in _NUMERALS:
            if decimal := re.match(r"\d+\.\d", text[tokens[here].start :]):
                return [*found, Name(Kind.LEVEL, decimal.group(), tokens[here].start, tokens[here].start + decimal.end())], here + 2 - at
            names, used = self._numeral(tokens, here, tokens[here].word)
            ranged = found and re.search(r"to|thr|[-–—]", text[found[-1].end : names[0].start])
            found += self._between(found[-1], names[0]) if ranged else []
            found += names
            here += used
            step = here + (1 if here + 1 < len(tokens) and tokens[here].word in _JOINERS else 0)
            step += 1 if step > here and step + 1 < len(tokens) and tokens[step].word in _LEVEL_WORDS else 0
            if step >= len(tokens) or tokens[step].word not in _NUMERALS or (tokens[step].word == "i" and step == here):
                break
            here = step
        if found:
            found[0] = replace(found[0], start=tokens[at].start)
        return found, here - at

    def _numeral(self, tokens: list[Token], at: int, numeral: str) -> tuple[list[Name], int]:
        token = tokens[at]
        value = _NUMERALS[numeral] if numeral in _NUMERALS else int(numeral)
        key = self._levels.get(value)
        if key is None:
            return [Name(Kind.LEVEL, numeral.upper() if numeral in ROMAN else numeral, token.start, token.end)], 1
        for length in (2, 1):
            suffix = " ".join(t.word for t in tokens[at + 1 : at + 1 + length])
            if at + length < len(tokens) and suffix in self._suffixes.get(key, {}):
                return [Name(Kind.CATEGORY, self._suffixes[key][suffix], token.start, tokens[at + length].end)], 1 + length
        return [Name(Kind.CATEGORY, key, token.start, token.end)], 1

    def _between(self, first: Name, last: Name) -> list[Name]:
        order = {key: value for value, key in self._levels.items()}
        if first.key not in order or last.key not in order:
            return []
        return [Name(Kind.CATEGORY, self._levels[n], last.start, last.end) for n in range(order[first.key] + 1, order[last.key]) if n in self._levels]

    def _place(self, text: str, tokens: list[Token], at: int) -> tuple[list[Name], int]:
        """A state by its abbreviation or a town by its name, where the words around allow it."""
        token = tokens[at]
        before = tokens[at - 1].word if at else ""
        after = tokens[at + 1].word if at + 1 < len(tokens) else ""
        written = text[token.start : token.end]
        state = self._states.get(token.word.upper())
        if state and len(token.word) == 2 and self._is_state(written, before, after, token.word.upper() in self._held):
            return [self._state_name(token.word.upper(), token, token)], 1
        for length in range(min(3, len(tokens) - at), 0, -1):
            last = tokens[at + length - 1]
            name = text[token.start : last.end]
            capital = all(part[:1].isupper() for part in re.split(r"[\s-]+", name)) and not text.isupper()
            if len(name) < 4 or not (before in _PLACE_BEFORE or capital):
                continue
            if not at and max(towns().get(name.lower(), {"": 0}).values()) < WELL_KNOWN:
                continue
            located = before in {"in", "from", "near", "outside", "around"}
            found = state_of(name, self._held) if capital or located else None
            if found and (found in self._held or (capital and located)):
                return [self._state_name(found, token, last)], length
        return [], 1

    def _is_state(self, written: str, before: str, after: str, held: bool) -> bool:
        if written in {"MA", "MS", "MD", "DO", "ma", "ms", "md"} and (before in _DEGREE_NEAR or after in _DEGREE_NEAR - {"a"}) and before not in {"in", "from"}:
            return False
        if held:
            return written.isupper() or before in _PLACE_BEFORE or after in _STATE_NEXT or written == "nm"
        return written.isupper() and before in {"in", "from", "near", "for"}

    def _state_name(self, abbreviation: str, first: Token, last: Token) -> Name:
        key = self._states[abbreviation]
        kind = Kind.ASSOCIATION if abbreviation in self._held else Kind.ELSEWHERE
        return Name(kind, key, first.start, last.end)
