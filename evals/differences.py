"""Differences: which words of two texts are not the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise

ALIKE = 0.3
"""Texts whose words are less alike than this, in [0, 1], are shown as two texts: single words in common say nothing."""
_WORD = re.compile(r"\w+(?:[.,'’/-]\w+)*|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text; `changed` if the other text does not have it there."""

    text: str
    changed: bool


def differences(before: str, after: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts in pieces that alternate between what they share and what they do not; joined they are the texts.

    Words and signs are compared, spaces and line ends are not. An empty text has no pieces.
    """
    old, new = list(_WORD.finditer(before)), list(_WORD.finditer(after))
    matcher = SequenceMatcher(None, [m.group() for m in old], [m.group() for m in new], autojunk=False)
    alike = matcher.ratio() >= ALIKE
    olds, news = [not alike] * len(old), [not alike] * len(new)
    for kind, start, end, at, until in matcher.get_opcodes() if alike else ():
        if kind != "equal":
            olds[start:end], news[at:until] = [True] * (end - start), [True] * (until - at)
    return _pieces(before, old, olds), _pieces(after, new, news)


def _pieces(text: str, words: Sequence[re.Match[str]], changed: Sequence[bool]) -> tuple[Piece, ...]:
    """The text in pieces; spaces between two changed words go with them."""
    cuts = [0]
    for n, word in enumerate(words):
        before, after = n > 0 and changed[n - 1], n + 1 < len(words) and changed[n + 1]
        if changed[n] and not before:
            cuts.append(word.start())
        if changed[n] and not after:
            cuts.append(word.end())
    cuts.append(len(text))
    return tuple(Piece(text[start:end], bool(n % 2)) for n, (start, end) in enumerate(pairwise(cuts)) if end > start)
