"""Marks: one private character for each kind of thing that is taken out, and text made ready to be searched."""

from __future__ import annotations

import re
import unicodedata

KINDS = ("name", "phone", "e-mail", "date", "number", "address", "link")
MARKS = {kind: chr(0xE000 + place) for place, kind in enumerate(KINDS)}
"""While a text is masked, a private character stands for "[name]" and so on: no pattern matches it by accident."""
NAME = MARKS["name"]
MARK = f"{MARKS[KINDS[0]]}-{MARKS[KINDS[-1]]}"
"""The range of all marks, for use in a character class."""
_WRITTEN = re.compile(rf"\[({'|'.join(map(re.escape, KINDS))})\]")
_DROPPED = frozenset(["Cf", "Co", "Cs", "Cn"])
_BREAKS = frozenset("\n\r\t\v\f\x1c\x1d\x1e\x85\u2028\u2029")

_NO_APOSTROPHES = str.maketrans(dict.fromkeys("'’`"))
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "'": None})
WORD = re.compile(r"[^\W\d_]+(?:['’`][^\W\d_]+)*")


def read_marks(text: str) -> str:
    """The text with marks for what was masked before, letters and digits in their plain form, and without characters that cannot be seen."""
    plain = unicodedata.normalize("NFC", "".join(map(_plain, text)))
    return _WRITTEN.sub(lambda match: MARKS[match.group(1)], plain)


def write_marks(text: str) -> tuple[str, tuple[str, ...]]:
    """The text with "[name]" and so on for its marks, and their kinds in order."""
    kinds = {mark: kind for kind, mark in MARKS.items()}
    written = "".join(f"[{kinds[c]}]" if c in kinds else c for c in text)
    return written, tuple(kinds[c] for c in text if c in kinds)


def _plain(character: str) -> str:
    """A full-width or styled letter or digit as the plain one; nothing for what cannot be seen."""
    if character.isascii():
        return character if character in _BREAKS or character.isprintable() else " "
    category = unicodedata.category(character)
    if category in _DROPPED:
        return ""
    if category == "Cc":
        return character if character in _BREAKS else " "
    if category == "Nd":
        return str(unicodedata.decimal(character))
    folded = unicodedata.normalize("NFKC", character)
    return folded if len(folded) == 1 and folded != character else character


def fold(word: str) -> str:
    """A word in lower case without accents, apostrophes and a possessive ending, as the lists have it."""
    lowered = word.lower().replace("’", "'").replace("`", "'")
    lowered = lowered[:-2] if lowered.endswith("'s") else lowered
    if lowered.isascii():
        return lowered.replace("'", "")
    plain = "".join(c for c in unicodedata.normalize("NFKD", lowered) if not unicodedata.combining(c))
    return plain.translate(_LETTERS)


def plain(word: str) -> str:
    """A word in small letters without apostrophes, its ending kept ("it's" and "its" are one)."""
    return word.lower().translate(_NO_APOSTROPHES)
