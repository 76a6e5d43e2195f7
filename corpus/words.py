"""Words: how text is cut into tokens, stems and sentences, the same way everywhere."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

import snowballstemmer

TOKEN = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?|\$")
ABBREVIATION = re.compile(r"(?:\b(?:e\.g|i\.e|etc|vs|dr|mr|ms|mrs|inc|no|st|approx|cf|al|u\.s|ph\.d|m\.d|m\.a|b\.a)|\b[a-z])\.$", re.I)
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’)]*\s+(?=[\"“‘(]?[A-Z0-9$])")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
# An eszett, a ligature or a fraction may turn into several letters when lower-cased or composed, which would move every later position.
_PUNCTUATION = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "\u00a0": " ", "®": " ", "™": " "})


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a text: `word` in lower case, and its place `start:end` in the text."""

    word: str
    start: int
    end: int


def tidy(text: str) -> str:
    """The text with plain quotes, dashes and spaces, accents composed and control characters gone."""
    text = unicodedata.normalize("NFC", text).translate(_PUNCTUATION)
    return "".join(" " if unicodedata.category(c) in {"Cc", "Cf"} and c not in "\n\t" else c for c in text)


def tokenize(text: str) -> list[Token]:
    """Words and dollar signs of a text in order, in lower case; a possessive ending is dropped."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    found = []
    for match in TOKEN.finditer(lowered):
        word = match.group().replace("’", "'")
        found.append(Token(word.removesuffix("'s"), match.start(), match.end()))
    return found


def words(text: str) -> list[str]:
    """The words of a text, in lower case and in order."""
    return [token.word for token in tokenize(text)]


@lru_cache(maxsize=1)
def stopwords() -> frozenset[str]:
    """Words too common to tell one passage from another."""
    return frozenset(files("corpus").joinpath("stopwords.txt").read_text(encoding="utf-8").split())


_STEMMER = snowballstemmer.stemmer("english")


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The Snowball stem of one lower-case word."""
    return str(_STEMMER.stemWord(word))


def stems(text: str) -> list[str]:
    """Stems of the words of a text that are not stopwords, in order, with repeats."""
    common = stopwords()
    return [stem(word) for word in words(text) if word not in common]


def sentences(text: str) -> list[str]:
    """The sentences of a paragraph, verbatim and in order; abbreviations do not end one."""
    return list(_split(" ".join(text.split())))


def _split(text: str) -> Iterator[str]:
    start = 0
    for match in SENTENCE_END.finditer(text):
        if ABBREVIATION.search(text[start : match.start()]):
            continue
        yield text[start : match.start()].strip() if match.start() == match.end() else text[start : match.end()].strip()
        start = match.end()
    if rest := text[start:].strip():
        yield rest
