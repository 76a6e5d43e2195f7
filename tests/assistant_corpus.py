"""A made-up corpus of two associations, every figure of which occurs once, and an index of it in memory that counts words in place of a model."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.library import read_corpus
from corpus.words import stems
from index.generations import FORMAT, Manifest
from index.passages import cut_passages, entries
from index.search import Retriever

VOCABULARY = """
associations:
  NVAIMH:
    name: Northvale Association for Infant Mental Health
    places: [Northvale]
    aliases: [NV-AIMH]
  SBAIMH:
    name: Southbank Association for Infant Mental Health
    places: [Southbank]
"""
FRONT = '---\nid: {id}\nsource: {id}-original\ntitle: {title}\nassociation: {association}\n{category}edition: "{edition}"\nstatus: {status}\n{note}---\n'
IFS = """
## Requirements
### Overview
? what do I need
Level II is for people who visit families at home.
### Education
? which degree is needed
A Bachelor's degree is required, shown by a transcript.
### Training
? how many training hours are required
? does online training count
At least 71 clock hours of training are required.

? how many of the training hours may be online
Up to 20 clock hours of the training may be taken online.
### Work experience
? how long must I have worked
At least 3 years of paid work experience with 13 families are required.
### Reflective supervision
? how many hours of reflective supervision are required
At least 26 clock hours of reflective supervision are required, within 18 months.
### References
? how many letters of reference do I need
? who may write a reference
Four reference ratings are required:
- One rating from the current supervisor.
- One rating from a colleague.
- Two ratings from parents.
### Exam
? is there an exam
? do I have to take a test
No written examination is required.
### Membership
? must I be a member
Membership in NVAIMH is required.
## Renewal
### Training
? how many training hours a year for renewal
Renewal takes 9 clock hours of training a year.
### Reflective supervision
? do I still need reflective supervision after I am endorsed
Renewal takes 14 clock hours of reflective supervision a year.

? is reflective supervision still required after years of endorsement
Reflective supervision is not required for renewal after 6 years of endorsement.
"""
IMHS = """
## Requirements
### Education
? which degree is needed
A Master's degree is required.
### Training
? how many training hours are required
At least 83 clock hours of training are required.
### Reflective supervision
? how many hours of reflective supervision are required
At least 52 clock hours of reflective supervision are required, within 24 months.
### Exam
? is there an exam
A written examination is required.
## Renewal
### Training
? how many training hours a year for renewal
Renewal takes 11 clock hours of training a year.
"""
SOUTH = """
## Requirements
### Education
? which degree is needed
A doctoral degree is required.
### Training
? how many training hours are required
At least 38 clock hours of training are required.
### Reflective supervision
? how many hours of reflective supervision are required
At least 61 clock hours of reflective supervision are required, within 30 months.
### Membership
? must I be a member
Membership in SBAIMH is not required.
## Renewal
### Training
? how many training hours a year for renewal
Renewal takes 7 clock hours of training a year.
"""
OLD = """
## Requirements
### Training
? how many training hours are required
At least 66 clock hours of training are required.
"""
FEES = """
## Fees
### Infant Family Specialist
? what does it cost
The total fee for an Infant Family Specialist is $120.
### Infant Mental Health Specialist
? what does it cost
The total fee for an Infant Mental Health Specialist is $310.
"""
GLOSSARY = """
## Glossary
### Reflective supervision
? what is reflective supervision
Reflective supervision is a regular talk with a trusted supervisor about feelings that the work with families brings up.
### Dyad
? what is a dyad
A dyad is an infant together with one caregiver.
"""
SHEETS = (
    ("nv-ii", "Endorsement, Level II", "NVAIMH", "IFS", "2031", "current", "The figures are made up.", IFS),
    ("nv-iii", "Endorsement, Level III", "NVAIMH", "IMHS", "2031", "current", "", IMHS),
    ("nv-ii-old", "Endorsement, Level II", "NVAIMH", "IFS", "2019", "superseded", "", OLD),
    ("sb-iii", "Endorsement, Level III", "SBAIMH", "IMHS", "2030", "current", "", SOUTH),
    ("nv-fees", "Fee schedule", "NVAIMH", "", "2031", "current", "", FEES),
    ("nv-glossary", "Glossary", "NVAIMH", "", "2031", "current", "", GLOSSARY),
)


def write_sheets(folder: Path) -> Path:
    """Write the sheets and `vocabulary.yaml`; the folder."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    for key, title, association, category, edition, status, note, body in SHEETS:
        front = FRONT.format(
            id=key,
            title=f'"{title}"',
            association=association,
            category=f"category: {category}\n" if category else "",
            edition=edition,
            status=status,
            note=f"note: {note}\n" if note else "",
        )
        (folder / f"{key}.md").write_text(front + body, encoding="utf-8")
    return folder


class CountingEncoder:
    """Embeds a text as counts of its stems, each in a place of its own as far as 512 places go."""

    name = "counting"

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = np.zeros((len(texts), 512), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for stem in stems(text):
                row[zlib.crc32(stem.encode()) % 512] += 1
            row /= np.linalg.norm(row) or 1.0
        return rows


class ListStore:
    """Entries and their vectors in a list, searched from end to end."""

    def __init__(self, keys: Sequence[str], vectors: NDArray[np.float32]) -> None:
        self._keys, self._vectors = list(keys), vectors

    def count(self) -> int:
        return len(self._keys)

    def nearest(self, vector: NDArray[np.float32], count: int, where: dict[str, Any] | None = None) -> list[tuple[str, float]]:
        near = self._vectors @ vector
        return [(self._keys[row], float(near[row])) for row in np.argsort(-near, kind="stable")[:count]]


def counted_retriever(folder: Path) -> Retriever:
    """The sheets of a folder, ready to be searched without a model."""
    corpus = read_corpus([folder])
    passages = cut_passages(corpus.guidelines)
    listed = list(entries(passages))
    encoder = CountingEncoder()
    manifest = Manifest(FORMAT, "counted", "", [], encoder.name, "", len(corpus.guidelines), len(passages), len(listed), 0, [], {})
    store: Any = ListStore([entry.id for entry in listed], encoder.encode([entry.text for entry in listed]))
    return Retriever(passages, corpus.vocabulary, encoder, store, manifest)
