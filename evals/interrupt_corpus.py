"""A corpus of as many passages as one wants, every passage of which names the same figure, and a model that costs nothing.

The figure tells which state of the corpus an index was built from: an index that holds two figures is half of one and half of another.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from corpus.words import words
from index.embedding import Vectors

MODEL = "hashing"
QUESTION = "How many clock hours of training are required in Northvale?"
FIGURE = re.compile(r"\b(\d{4,}) clock hours")
A_SHEET = 100
"""Passages of one sheet."""
VOCABULARY = "associations:\n  NVAIMH: {name: Northvale Association for Infant Mental Health, places: [Northvale]}\n"
RULES = """---
id: rules
source: rules
title: Requirements
association: NVAIMH
edition: "2031"
---

## Requirements
### Training
? how many clock hours of training are required in Northvale
At least {figure} clock hours of training are required.
"""
SHEET = '---\nid: notes-{number}\nsource: notes\ntitle: Notes {number}\nassociation: NVAIMH\nedition: "2031"\n---\n\n## Background\n'
NOTE = "Note {number} on {name} speaks of {figure} clock hours.\n\n"
_NAMES = "play sleep comfort feeding crying touch gaze rhythm language delight".split()


def write_corpus(folder: Path, passages: int, figure: int) -> None:
    """Write a corpus of that many passages, one of which is a rule; each names the figure, which has four digits or more."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    (folder / "rules.md").write_text(RULES.format(figure=figure), encoding="utf-8")
    for start in range(1, passages, A_SHEET):
        notes = (NOTE.format(number=n, name=_NAMES[n % len(_NAMES)], figure=figure) for n in range(start, min(start + A_SHEET, passages)))
        number = start // A_SHEET
        (folder / f"notes-{number}.md").write_text(SHEET.format(number=number) + "".join(notes), encoding="utf-8")


class HashEncoder:
    """Adds up a direction for each word of a text: the same text always has the same vector, texts with the same words are near."""

    name = MODEL

    def __init__(self, size: int = 64) -> None:
        self._size = size
        self._words: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Array (len(texts), size) of unit-length rows, in order."""
        sums = np.array([sum((self._direction(word) for word in words(text)), self._direction("")) for text in texts], dtype=np.float32)
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)

    def _direction(self, word: str) -> Vectors:
        if word not in self._words:
            self._words[word] = np.random.default_rng(zlib.crc32(word.encode())).normal(size=self._size).astype(np.float32)
        return self._words[word]
