"""Lines of plain text joined: words that a line end divides are put together again, hyphens that are real stay."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from corpus.readers.text_lines import Line

_WORD = re.compile(r"[a-z]+(?:-[a-z]+)*")

_HYPHENED = frozenset({"cross", "half", "mid", "non", "self", "well"})
"""Beginnings of words that have a hyphen more often than not."""


class Healer:
    """Joins lines, knowing the words of the text that they come from."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._words: Counter[str] = Counter()
        broken = False
        for line in lines:
            said = _WORD.findall(line.text.lower())
            ends = bool(re.search(r"[A-Za-z]-$", line.text))
            self._words.update(said[int(broken) : len(said) - ends])  # halves of words tell nothing
            broken = ends

    def join(self, before: str, after: str) -> str:
        """Two lines as one, with a blank between them, or what is left of a hyphen.

        It is dropped where the whole word stands elsewhere in the text, and kept where the word with its hyphen does, or both halves as words; where
        nothing tells, it is dropped. "pre- and post-natal" stays as it is.
        """
        match = re.search(r"([A-Za-z]+)-$", before)
        if not match or not after:
            return f"{before} {after}" if before else after
        first, second = match.group(1).lower(), (re.match(r"[a-z]*", after.lower()) or match).group()
        if second in {"and", "or", "to"}:
            return f"{before} {after}"
        known = self._words[f"{first}{second}"] > 0
        real = first in _HYPHENED or self._words[f"{first}-{second}"] or (self._words[first] and self._words[second])
        return f"{before[:-1]}{after}" if second and not after[:1].isupper() and (known or not real) else f"{before}{after}"
