"""A made-up corpus in several statuses that can be rewritten, and indexes of it on disk that are embedded without a model."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.application import open_generation
from assistant.assistant import Assistant
from corpus.sheet import load_corpus
from corpus.words import words
from index.build import build_index
from index.freshness import corpus_mark
from index.generations import Manifest
from index.search import Retriever

FAKE = "fake"
VOCABULARY = """
associations:
  NVAIMH: {name: Northvale Association for Infant Mental Health, places: [Northvale]}
  SBAIMH: {name: Southbank Association for Infant Mental Health, places: [Southbank]}
synonyms:
  - [portfolio, book of evidence]
"""
SHEET = """---
id: {id}
source: {id}-original
title: Requirements of {place}
association: {key}
category: IFS
edition: "{edition}"
status: {status}
url: https://example.org/{id}
---

## Requirements
### Training
? how much training does {place} ask for
At least {hours} clock hours of training are required. Half of them may be taught online.
### References
? who writes letters for {place}
These are asked for:
? how many pages
- {hours} pages of notes
- One letter from a supervisor
## Renewal
### Training
? how often are {place} classes due
Renewal takes nine clock hours of training a year.
"""
GENERAL = """---
id: general
source: general-original
title: About endorsement
edition: undated
---

## Background
### What it is
? what is endorsement
Endorsement recognises people who work with infants. It is not a licence.
"""


class FakeEncoder:
    """Hashes words to directions and adds them up: texts that share words are near, the same text is always the same vector.

    `seen` holds what was embedded, in order.
    """

    def __init__(self, name: str = FAKE, size: int = 96) -> None:
        self.name, self.size = name, size
        self.seen: list[str] = []
        self._words: dict[str, NDArray[np.float64]] = {}

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.seen += texts
        sums = np.array([sum((self._direction(word) for word in words(text)), self._direction("")) for text in texts])
        return np.asarray(sums / np.linalg.norm(sums, axis=1, keepdims=True), dtype=np.float32)

    def _direction(self, word: str) -> NDArray[np.float64]:
        if word not in self._words:
            seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8])
            self._words[word] = np.random.default_rng(seed).normal(size=self.size) * (1.0 if word else 0.1)
        return self._words[word]


def write_corpus(folder: Path, **changed: Any) -> Path:
    """Four sheets of two made-up associations and a general one; `changed` sets fields of the current Northvale sheet."""
    folder.mkdir(parents=True, exist_ok=True)
    northvale = {"id": "nv-2031", "place": "Northvale", "key": "NVAIMH", "edition": "2031-05-02", "status": "current", "hours": 71}
    sheets = [
        northvale | changed,
        northvale | {"id": "nv-2019", "edition": "2019", "status": "superseded", "hours": 66},
        northvale | {"id": "nv-next", "edition": "2040", "status": "draft", "hours": 88},
        {"id": "sb", "place": "Southbank", "key": "SBAIMH", "edition": "undated", "status": "current", "hours": 38},
    ]
    for fields in sheets:
        (folder / f"{fields['id']}.md").write_text(SHEET.format(**fields), encoding="utf-8")
    (folder / "general.md").write_text(GENERAL, encoding="utf-8")
    (folder / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    return folder


def build_fake(data: Path, corpus: Path, encoder: FakeEncoder | None = None, held: bool = False) -> Manifest:
    """An index of a folder of sheets, embedded without a model."""
    opened = encoder or FakeEncoder()
    guidelines, vocabulary = load_corpus([corpus])
    return build_index(data, guidelines, vocabulary, [str(corpus)], opened.name, encoder=lambda folder, name: opened, mark=corpus_mark([corpus]), held=held)


def open_fake(data: Path) -> Retriever:
    """The current index of a directory, opened without a model; whoever opens it closes it."""
    return Retriever.open(data, lambda folder, name: FakeEncoder(name))


def open_fake_assistant(folder: Path) -> Assistant:
    """The assistant over one generation, opened without a model; whoever opens it closes its retriever."""
    return open_generation(folder, lambda folder, name: FakeEncoder(name))


def first_text(data: Path, question: str = "how much training does Northvale ask for") -> str:
    """What the current index finds first."""
    with closing(open_fake(data)) as retriever:
        return retriever.search(question)[0].passage.text
