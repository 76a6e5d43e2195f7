"""How long what is written may be; what no database can hold is replaced."""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.errors import RecordsError

LONGEST = 4_000
"""Characters of one text."""
MOST_TURNS = 20
MOST_WORDS = 500
"""Entries of a list of ids, keys or terms. Each may be as long as a text: a word of a question, or an id that holds a heading."""
LARGEST_ID = 2**31 - 1
# PostgreSQL refuses NUL, and half a surrogate pair is not text in any encoding.
_UNWRITABLE = re.compile("[\0\ud800-\udfff]")


def checked_text(text: str, what: str, most: int = LONGEST, *, blank: bool = False) -> str:
    """The text as it can be written: NUL and halves of surrogate pairs become U+FFFD.

    Raises:
        RecordsError: If it is longer than `most` characters, or blank and may not be.
    """
    if len(text) > most:
        raise RecordsError(f"{what}: {len(text):,} characters, at most {most:,} are kept; shorten it")
    if not blank and not text.strip():
        raise RecordsError(f"{what}: it is empty; write something")
    return _UNWRITABLE.sub("\ufffd", text)


def checked_texts(texts: Sequence[str], what: str, most: int = MOST_TURNS) -> tuple[str, ...]:
    """Texts of a conversation or ways of asking.

    Raises:
        RecordsError: If there are more than `most`, or one of them is too long.
    """
    if len(texts) > most:
        raise RecordsError(f"{what}: {len(texts):,}, at most {most} are kept; leave some out")
    return tuple(checked_text(text, what, blank=True) for text in texts)


def checked_words(words: Sequence[str], what: str) -> tuple[str, ...]:
    """A list of ids, keys or terms.

    Raises:
        RecordsError: If it has more than `MOST_WORDS` entries, or one of them is too long.
    """
    if len(words) > MOST_WORDS:
        raise RecordsError(f"{what}: {len(words):,} entries, at most {MOST_WORDS} are kept; leave some out")
    return tuple(checked_text(word, what, blank=True) for word in words)


def is_id(number: int) -> bool:
    """Whether a row can have this number: none has it beyond what a column holds, and a database refuses to look for it."""
    return 0 < number <= LARGEST_ID


def folded(term: str) -> str:
    """A term as it is compared: lower-cased, its spaces single."""
    return " ".join(term.lower().split())
