"""Lines put together again: words that a line end divides, hyphens that are real, addresses."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import reduce

from corpus.readers.pdf_lines import MARK, Line, words_of

_BROKEN = re.compile(r"(?P<head>[^\W\d_]+(?:['’-][^\W\d_]+)*)[-\u00ad]$")
_REST = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_ENDS = re.compile(r"[.!?:;…]['\"’”)\]]*$")
_DANGLES = re.compile(r"(?:[,&/–—-]|\b(?:and|or|of|for|the|a|an|in|with|to|by|at|from|on|as))$")
_ABBREVIATION = 4
"""Capitals up to which a word is an abbreviation, whose hyphen is real."""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S*[/.\-_=&?]$")


class Healer:
    """Joins lines, knowing the words of the document that they come from."""

    def __init__(self, lines: Iterable[Line]) -> None:
        self._words = set(words_of(lines))
        self._parts = {part for word in self._words for part in word.split("-")}

    def heal(self, lines: Sequence[Line]) -> str:
        """The text of lines that belong together; marks of footnotes stay in it."""
        return reduce(self.join, (line.text for line in lines)).replace("\u00ad", "")

    def join(self, before: str, after: str) -> str:
        """Two pieces of text as one.

        A hyphen at the end of the first is dropped when the joined word stands elsewhere in the document, and kept when the word with its
        hyphen does, or when both parts are words of the document; where nothing tells, it is dropped, since line breaks are the commonest
        cause. "one- to two-year" stays as it is.
        """
        if before.endswith("\u00ad"):
            return before[:-1] + after
        if before.endswith("-") and not before.endswith((" -", "--")) and not re.match(r"(?:to|and|or)\b(?!-)", after):
            return before + after if self._is_real(before, after) else before[:-1] + after
        if re.search(r"\S[–—/]$", before) or (_ADDRESS.search(before) and re.match(r"[a-z0-9]", after)):
            return before + after
        return f"{before} {after}"

    def _is_real(self, before: str, after: str) -> bool:
        head, rest = _BROKEN.search(before), _REST.match(after)
        if not head or not rest:
            return True
        capitals = head.group("head").isupper() and rest.group().isupper() and len(head.group("head")) > _ABBREVIATION
        if rest.group()[0].isupper() and not capitals:
            return True
        first, second = head.group("head").lower(), rest.group().lower()
        if first + second in self._words:
            return False
        last, next_ = first.split("-")[-1], second.split("-")[0]
        return f"{first}-{second}" in self._words or (last in self._parts and next_ in self._parts)


def dangles(text: str) -> bool:
    """Whether a text cannot end where it does: after a comma, a hyphen, a small word."""
    return bool(_DANGLES.search(MARK.sub("", text).rstrip()))


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does."""
    return bool(_ENDS.search(MARK.sub("", text).rstrip()))


def fits(line: Line, after: Line) -> bool:
    """Whether the first word of the next line had found room in a line, so that the break was meant."""
    word = after.second - after.x0
    return line.right - line.x1 > word + 0.08 * (line.right - line.left)
