"""A message while names are looked for in it: its words, those found so far, and what stands around a word."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from itertools import pairwise

from assistant.masking.cues import words_of
from assistant.masking.lexicon import Lexicon
from assistant.masking.marks import MARK, NAME
from assistant.masking.tokens import Grade, Word

_GAP = re.compile(r"[ \t]{1,3}|-|\.[ \t]?|[ \t]?-[ \t]?")
_STOPS = re.compile(rf"[ \t]*(?:$|[\n\r.,;:!?()\[\]\"”/–—{MARK}]|-(?![^\W\d_])|\d)")
_GOES_ON = re.compile(r"[ \t]+(?:and|i|im|i'm|from|with|at|who|here)\b", re.I)
_LEVEL = re.compile(r"[ \t]+(?:\d|I{1,3}\b|IV\b)")
_COMMON_FAMILY = 3_000
"""Rank up to which a family name counts that is a word of every sentence as well."""


class Sight:
    """One message. `hits` are the places of words that are part of a name."""

    def __init__(self, text: str, words: Sequence[Word], lexicon: Lexicon) -> None:
        self.text, self.words, self.lexicon = text, words, lexicon
        self.hits = {at for at, word in enumerate(words) if word.grade in {Grade.ODD, Grade.NAME, Grade.MARK}}
        self._gaps = [self.text[a.end : b.start] for a, b in pairwise(words)]

    def within(self, start: int, end: int) -> list[int]:
        """The places of the words that lie wholly between two places of the text."""
        first = bisect_left(self.words, start, key=lambda word: word.start)
        return list(range(first, bisect_right(self.words, end, key=lambda word: word.end)))

    def gap(self, at: int) -> str:
        """What stands between a word and the next."""
        return self._gaps[at]

    def gap_starts(self, at: int, sign: str) -> bool:
        """Whether a sign stands right behind a word."""
        return self.text.startswith(sign, self.words[at].end)

    def joined(self, at: int) -> bool:
        """Whether nothing but a space, a hyphen or the point of an initial stands between a word and the next."""
        if not 0 <= at < len(self._gaps):
            return False
        gap = self._gaps[at]
        return gap == " " or (bool(_GAP.fullmatch(gap)) and not ("." in gap and (len(self.words[at].word) > 2 or self.words[at].raw == NAME)))

    def after(self, at: int) -> Word | None:
        """The next word, if it is joined."""
        return self.words[at + 1] if self.joined(at) else None

    def ends(self, at: int, more: int = 0) -> bool:
        """Whether the sentence, or the phrase, ends after a word, or at most `more` words later."""
        return any(self.stops(here) or _GOES_ON.match(self.text, self.words[here].end) for here in range(at, min(at + more + 1, len(self.words))))

    def stops(self, at: int) -> bool:
        """Whether a word is followed by a sign, a figure, a mark or the end of the line."""
        return bool(_STOPS.match(self.text, self.words[at].end))

    def opens(self, at: int) -> bool:
        """Whether a line begins with a word."""
        return not at or bool(re.search(r"[\n\r]", self._gaps[at - 1]))

    def speaks(self, at: int, *lists: str) -> bool:
        """Whether the word there is joined to the one before and says that somebody speaks or acts."""
        return at < len(self.words) and self.joined(at - 1) and any(self.words[at].word in words_of(name) for name in lists or ("speaks", "acts"))

    def is_term(self, at: int) -> bool:
        """Whether a word is said of a level or stands in a name of the vocabulary ("Level III", "Price list")."""
        word = self.words[at]
        return word.grade is Grade.FIXED or (bool(_LEVEL.match(self.text, word.end)) and self.lexicon.is_field(word.word))

    def is_everyday(self, at: int) -> bool:
        """Whether a word is one of every sentence, in small letters or not."""
        return self.words[at].word in self.lexicon.functional

    def is_initial(self, at: int) -> bool:
        """Whether it is one letter that stands for a name."""
        word = self.words[at]
        pointed = self.text[word.end : word.end + 1] == "."
        return len(word.raw) == 1 and (word.raw.isupper() or pointed) and word.raw.lower() not in {"i", "a"} and not self.is_term(at)

    def take(self, at: int) -> int:
        """Take a word and those after it that belong to the same name; the place of the first that does not."""
        self.hits.add(at)
        here = at + 1
        while here < len(self.words) and self.joined(here - 1):
            reach = self._particles(here)
            if not (here in self.hits or self._follows(here + reach) or (not reach and self.is_initial(here))) or (reach and not self._follows(here + reach)):
                break
            self.hits.update(range(here, here + reach + 1))
            here += reach + 1
        return here

    def _particles(self, here: int) -> int:
        """How many words such as "de la" stand here before another word."""
        count = 0
        while here + count + 1 < len(self.words) and self.words[here + count].word in words_of("particles") and self.joined(here + count) and count < 3:
            count += 1
        return count

    def _follows(self, here: int) -> bool:
        """Whether a word right after a name is a part of it."""
        word, lexicon = self.words[here], self.lexicon
        if word.grade >= Grade.NAME or here in self.hits:
            return True
        if self.is_term(here):
            return False
        if word.capital:
            return not lexicon.is_field(word.word) or (word.grade is Grade.EITHER and word.word not in words_of("things"))
        if self.is_everyday(here):
            return len(word.word) > 3 and (lexicon.family_rank(word.word) or 99_999) < _COMMON_FAMILY and self.stops(here) and here - 1 in self.hits
        if word.grade is Grade.EITHER:
            return not lexicon.is_field(word.word) or (self.ends(here) and word.word not in words_of("things")) or self.speaks(here + 1)
        return word.unknown and not lexicon.near_field(word.word)

    def take_before(self, at: int) -> None:
        """Take the words before a name that belong to it ("Grace" before a family name)."""
        here = at - 1
        while here >= 0 and self.joined(here) and here not in self.hits and (self._leads(here) or self.is_initial(here)):
            self.hits.add(here)
            here -= 1

    def _leads(self, here: int) -> bool:
        """Whether a word right before a name is a part of it."""
        word, after, lexicon = self.words[here], self.words[here + 1], self.lexicon
        field = lexicon.is_field(word.word)
        hyphened = self.gap(here) == "-" and word.raw[0].isupper() and word.grade is not Grade.FIXED
        rare = word.grade is Grade.WORD and (word.capital or (word.begins and lexicon.is_rare(word.word)))
        if (hyphened or rare) and not field and after.grade not in {Grade.MARK, Grade.ODD}:
            return True
        if word.grade is not Grade.EITHER or after.raw == NAME or self.is_term(here) or word.word in words_of("roles"):
            return False
        if self.is_everyday(here):
            return word.capital
        return word.capital or (lexicon.is_given(word.word) and (not field or word.begins))
