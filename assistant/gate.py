"""The gate: whether the evidence found answers a question at all, or the documents do not say it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation import Query
from assistant.evidence import Evidence


@dataclass(frozen=True, slots=True)
class GateWeights:
    """A logistic model of "answers it", fitted on questions with gold of the shipped and of made-up corpora, refusals weighing an eighth.

    `likeness` is the cosine similarity of the nearest of the first three passages; `coverage` the share of the question's weight that the first one
    holds. The others are 1 when the first passage is on the topic named, when it holds a rare word of the question, when a term of the glossary is
    named, when an association or category is, when endorsement itself is, and when the first passage has no ways of asking for it, without which the
    likeness of a question to it is lower.
    """

    likeness: float = 5.94
    coverage: float = 1.17
    topic: float = 0.4
    rare: float = 0.44
    term: float = 1.72
    association: float = 1.52
    category: float = 2.67
    endorsement: float = 0.7
    unasked: float = 0.8
    intercept: float = -5.2


def likelihood(query: Query, found: Sequence[Evidence], weights: GateWeights | None = None) -> float:
    """How likely the evidence answers the question, in [0, 1]; 0 without evidence."""
    if not found:
        return 0.0
    w, reading, top = weights or GateWeights(), query.reading, found[0]
    total = w.intercept + w.likeness * max(evidence.dense for evidence in found[:3]) + w.coverage * top.coverage
    total += w.topic * (top.scope.topic in reading.topics) + w.rare * top.rare + w.term * any(evidence.term for evidence in found[:2])
    total += w.endorsement * ("endors" in query.turn.lower() and not reading.categories)
    total += w.association * bool(reading.associations) + w.category * bool(reading.categories)
    total += w.unasked * (not top.passage.asks)
    return 1 / (1 + math.exp(-total))
