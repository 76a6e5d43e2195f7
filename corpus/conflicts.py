"""Conflicts: where current documents of one scope ask for different things."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from corpus.claims import Claim, ClaimReader
from corpus.guideline import Guideline
from corpus.quantities import Bound, Quantity
from corpus.vocabulary import Vocabulary
from corpus.words import words

_OTHER = re.compile(r"\b(\w[\w-]*)\s+or\s+(?:(?:in|with|of|from|by|at)\s+)?(?:another|an equivalent|any other|some other|other)\b", re.I)
_OR = re.compile(r"\bor\b", re.I)
_TIMES = frozenset({"years", "months", "weeks", "days"})
_MONTHS = {"year": 12.0, "month": 1.0, "week": 12 / 52}


class Kind(StrEnum):
    """In what two claims disagree."""

    FIGURE = "other figures"
    NEED = "required or not"
    CHOICE = "one or another"


@dataclass(frozen=True, slots=True)
class Conflict:
    """Two sentences that cannot both be the rule."""

    kind: Kind
    first: Claim
    second: Claim


def find_conflicts(guidelines: Sequence[Guideline], vocabulary: Vocabulary) -> list[Conflict]:
    """Where current documents, or two sections of one, disagree: the same association, category, part and topic.

    A document or sentence that names no category holds for all of its association. Requirements are not held against renewal. For two documents, their
    categories, one part and topic, each kind of disagreement is listed once, with the sentences that state the rule where they do.
    """
    reader = ClaimReader(vocabulary)
    groups: dict[tuple[str, str, str], list[Claim]] = {}
    for guideline in guidelines:
        for claim in reader.guideline(guideline):
            groups.setdefault((claim.association, claim.part, claim.topic), []).append(claim)
    found: dict[tuple[object, ...], Conflict] = {}
    for group in groups.values():
        pairs = sorted(combinations(group, 2), key=lambda pair: -(pair[0].rule + pair[1].rule))
        for first, second in pairs:
            if kind := disagreement(first, second):
                found.setdefault((kind, *_place(first), *_place(second), first.part, first.topic), Conflict(kind, first, second))
    return list(found.values())


def _place(claim: Claim) -> tuple[object, ...]:
    return claim.guideline, claim.categories


def disagreement(a: Claim, b: Claim) -> Kind | None:
    """In what two claims disagree, or None."""
    if not a.meets(b) or a.text == b.text:
        return None
    if any(_compared(a, b, unit) is False for unit in a.figures.keys() & b.figures.keys()):
        return Kind.FIGURE
    if _frees(a, b) or _frees(b, a):
        return Kind.NEED
    return Kind.CHOICE if _chooses(a, b) or _chooses(b, a) else None


def agreement(a: Claim, b: Claim) -> bool:
    """Whether two claims state the same figures of the same thing, or both that the same is (not) required."""
    if not a.meets(b):
        return False
    compared = [_compared(a, b, unit) for unit in a.figures.keys() & b.figures.keys()]
    if a.figures.keys() == b.figures.keys() and compared:
        return all(compared)
    return not a.figures and not b.figures and a.free is not None and a.free is b.free and not a.about and not b.about


def _compared(a: Claim, b: Claim, unit: str) -> bool | None:
    """Whether two figures agree; None where they are of different things: of other hours, or one a year and the other in all."""
    (first, around), (second, beside) = a.figures[unit], b.figures[unit]
    timed = first.unit in _TIMES and (Bound.AT_MOST in {first.bound, second.bound} or not a.times_alone or not b.times_alone)
    rules = a.rule and b.rule and a.guideline != b.guideline and first.unit != "dollars" and not timed
    if not (around == beside or rules) or (first.period is None) != (second.period is None):
        return None
    mine, others = _rates(first), _rates(second)
    if Bound.AT_MOST in {first.bound, second.bound} and first.bound is not second.bound:
        upper, lower = (mine, others) if first.bound is Bound.AT_MOST else (others, mine)
        exact = {first.bound, second.bound} == {Bound.AT_MOST, Bound.AT_LEAST}
        return False if min(lower) > max(upper) or (exact and lower == upper and around == beside) else None
    return mine == others


def _rates(quantity: Quantity) -> tuple[float, ...]:
    """A figure's values, of a recurring one those of a year."""
    if quantity.period is None:
        return quantity.values()
    count, _, unit = quantity.period.rpartition(" ")
    months = float(count or 1) * _MONTHS[unit.removesuffix("s")]
    return tuple(round(value * 12 / months, 4) for value in quantity.values())


def _frees(a: Claim, b: Claim) -> bool:
    """Whether one claim says that a topic as a whole is not required, and the other requires it."""
    return a.free is True and b.free is False and not a.about and (b.rule or not b.about)


def _chooses(a: Claim, b: Claim) -> bool:
    """Whether one claim accepts another in place of what the other asks for alone ("the association or another")."""
    offered = _OTHER.search(a.text)
    return bool(offered) and b.free is False and not b.about and not _OR.search(b.text) and str(offered and offered.group(1)).lower() in words(b.text)
