"""Conflicts of a corpus on the command line: where its current documents disagree, both sentences."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from assistant.application import SHIPPED
from assistant.wording import edition_label
from corpus.claims import Claim
from corpus.conflicts import Conflict, find_conflicts
from corpus.library import read_corpus
from corpus.vocabulary import Vocabulary
from ui.render import clean

DISAGREEING = 7
"""Exit code when documents disagree."""


def list_conflicts(folders: Sequence[Path]) -> int:
    """Print where current documents of the folders (none: the shipped sheets) disagree; the same two sentences of several documents once.

    Returns:
        The exit code: 0, or `DISAGREEING` when there is a disagreement.

    Raises:
        CorpusError: If a folder or a sheet cannot be read; documents that cannot be read are named on standard error.
    """
    console, aside = Console(highlight=False, soft_wrap=True), Console(stderr=True, highlight=False, soft_wrap=True)
    corpus = read_corpus(folders or (SHIPPED,))
    for fault in corpus.faults:
        aside.print(f"left out or doubtful: {fault}", markup=False, style="yellow")
    groups: dict[tuple[str, ...], list[Conflict]] = {}
    for conflict in find_conflicts(corpus.guidelines, corpus.vocabulary):
        first, second = sorted((conflict.first, conflict.second), key=lambda claim: claim.text)
        key = (first.association, first.part, first.topic, str(conflict.kind), first.text, second.text)
        groups.setdefault(key, []).append(Conflict(conflict.kind, first, second))
    for (association, part, topic, kind, *_), found in groups.items():
        console.print(f"{corpus.vocabulary.label(association)}, {part}, {topic}: {kind}", markup=False, style="bold")
        for side in ([conflict.first for conflict in found], [conflict.second for conflict in found]):
            console.print(f'  "{clean(side[0].text)}"', markup=False)
            for place in dict.fromkeys(_place(claim, corpus.vocabulary) for claim in side):
                console.print(f"    {place}", markup=False, style="dim")
    count = len(groups)
    console.print(f"{len(corpus.guidelines)} documents read, {count or 'no'} disagreement{'' if count == 1 else 's'}")
    return DISAGREEING if groups else 0


def _place(claim: Claim, vocabulary: Vocabulary) -> str:
    """Where a sentence stands and whom it holds for: "nv-ii, 2031 edition, Requirements > Training (Infant Family Specialist (Level II))"."""
    whom = ", ".join(vocabulary.category_label(key) for key in vocabulary.categories if key in claim.categories) if claim.categories else "all categories"
    return f"{claim.guideline}, {edition_label(claim.edition)}, {clean(' > '.join(claim.headings))} ({whom})"
