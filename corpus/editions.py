"""Editions: which of two is newer, and which blocks a newer edition supersedes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from corpus.guideline import Block, Guideline

Date = tuple[int, ...]
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


def date_of(edition: str) -> Date | None:
    """Year, month and day of an edition, as far as it names them: "2015", "2025-03", "2025-03-18"; None for any other ("undated")."""
    match = _DATE.fullmatch(edition.strip())
    if match is None:
        return None
    date = tuple(int(group) for group in match.groups() if group is not None)
    fits = all(low <= value <= high for value, (low, high) in zip(date[1:], ((1, 12), (1, 31)), strict=False))
    return date if fits else None


def newer(edition_a: str, edition_b: str) -> bool:
    """Whether the first edition is newer than the second; False where that cannot be told ("2025-03" beside "2025", or anything that is no date)."""
    a, b = date_of(edition_a), date_of(edition_b)
    if a is None or b is None:
        return False
    shared = min(len(a), len(b))
    return a[:shared] > b[:shared]


def matching(asked: str, edition: str) -> bool:
    """Whether an edition is the one that is asked for: the same text, or dates that agree as far as both go ("2025" and "2025-03-18")."""
    a, b = date_of(asked), date_of(edition)
    if a is None or b is None:
        return asked.strip().lower() == edition.strip().lower()
    shared = min(len(a), len(b))
    return a[:shared] == b[:shared]


def oldest_first(editions: Iterable[str]) -> tuple[str, ...]:
    """Editions without repeats, oldest first; those without a date, which have no place in that order, come last."""
    return tuple(sorted(set(editions), key=lambda edition: (date_of(edition) is None, date_of(edition) or (), edition)))


@dataclass(frozen=True, slots=True)
class _Cover:
    """What a current document of some edition rules on: a part, for one category or (None) for all."""

    edition: str
    category: str | None


def order_editions(guidelines: Sequence[Guideline]) -> tuple[Guideline, ...]:
    """The guidelines of one corpus, in their order, with what a newer edition replaces marked as superseded.

    A current block is superseded when a current guideline of its association, with a newer date, has blocks of the same part for the block's category or
    for all. Blocks that name no association or no part stay as they are, and so does what is superseded or a draft already; drafts supersede nothing. A
    guideline all of whose blocks are superseded is superseded itself.
    """
    covers: dict[tuple[str, str], set[_Cover]] = {}
    for guideline in guidelines:
        for block in guideline.blocks if guideline.status == "current" else ():
            scope = block.scope
            if scope.association is not None and scope.part is not None and scope.status == "current":
                covers.setdefault((scope.association, scope.part), set()).add(_Cover(scope.edition, scope.category))
    return tuple(_ordered(guideline, covers) for guideline in guidelines)


def _ordered(guideline: Guideline, covers: dict[tuple[str, str], set[_Cover]]) -> Guideline:
    blocks = tuple(_superseded(block) if _is_replaced(block, covers) else block for block in guideline.blocks)
    gone = guideline.status == "current" and bool(blocks) and all(block.scope.status == "superseded" for block in blocks)
    if blocks == guideline.blocks and not gone:
        return guideline
    return replace(guideline, blocks=blocks, status="superseded" if gone else guideline.status)


def _is_replaced(block: Block, covers: dict[tuple[str, str], set[_Cover]]) -> bool:
    scope = block.scope
    if scope.status != "current" or scope.association is None or scope.part is None:
        return False
    found = covers.get((scope.association, scope.part), ())
    return any(cover.category in {None, scope.category} and newer(cover.edition, scope.edition) for cover in found)


def _superseded(block: Block) -> Block:
    return replace(block, scope=replace(block.scope, status="superseded"))
