"""The gate: whether the evidence found answers a question at all, or the documents do not say it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conversation import Query
from assistant.evidence import Evidence


@dataclass(frozen=True, slots=True)
class GateWeights:
    """A logistic model of "answers it", fitted on questions with gold of the shipped and of made-up corpora, refusals weighing a quarter.

    `likeness` is the cosine similarity of the nearest of the first three passages; `coverage` the share of the question's weight that the first holds; the others are 1 when a
    topic or part is named, when the first passage has it, when a term of the glossary is named, and when an
    association or category is.
    """

    likeness: float = 5.3
    coverage: float = 1.9
    topic_named: float = -0.64
    topic_agrees: float = 1.25
    part_named: float = -2.1
    part_agrees: float = 2.3
    association: float = 1.4
    category: float = 2.6
    term: float = 1.7
    intercept: float = -5.8


def likelihood(query: Query, found: Sequence[Evidence], weights: GateWeights | None = None) -> float:
    """How likely the evidence answers the question, in [0, 1]; 0 without evidence."""
    if not found:
        return 0.0
    w, reading, top = weights or GateWeights(), query.reading, found[0]
    total = w.intercept + w.likeness * max(evidence.dense for evidence in found[:3]) + w.coverage * top.coverage
    if reading.topics:
        total += w.topic_named + w.topic_agrees * (top.scope.topic in reading.topics)
    if reading.part:
        total += w.part_named + w.part_agrees * (top.scope.part == reading.part)
    total += w.term * any(evidence.term for evidence in found[:2])
    total += w.association * bool(reading.associations) + w.category * bool(reading.categories)
    return 1 / (1 + math.exp(-total))
