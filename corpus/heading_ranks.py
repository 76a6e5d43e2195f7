"""Ranks of headings where a document gives them no level: told by their numbers, by what comes again below what, and by capitals."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.elements import Heading
from corpus.labels import Labels


def numbered_depth(heading: str) -> int:
    """How deep a heading is by its number: 1 for "2 Definitions", 2 for "2.1"; 0 without."""
    number = re.match(r"(\d{1,2}(?:\.\d{1,2})*)[.)]?\s+(?=[A-Z])", heading)
    return number.group(1).count(".") + 1 if number else 0


def repeats_categories(headings: Sequence[Heading], labels: Labels) -> bool:
    """Whether the categories come again below each part, rather than the parts below each category."""
    said: list[tuple[str, str]] = []
    for heading in headings:
        meaning = labels.meaning(heading.text)
        if len(meaning.categories) == 1:
            said.append(("category", meaning.categories[0]))
        if meaning.part:
            said.append(("part", meaning.part))
    runs = dict.fromkeys(("category", "part"), 0)
    for kind in runs:
        keys = [key for k, key in said if k == kind]
        runs[kind] = sum(a != b for a, b in pairwise(keys)) + 1 - len(set(keys)) if keys else 0
    return runs["category"] > runs["part"]


def parts_beside_categories(headings: Sequence[Heading], labels: Labels) -> frozenset[str]:
    """Parts that stand beside the categories, where only form tells it: in capitals as these are, while the parts below them are not."""
    capitals, others, categories = set[str](), set[str](), list[bool]()
    for heading in headings:
        meaning = labels.meaning(heading.text)
        if len(meaning.categories) == 1:
            categories.append(heading.text.isupper())
        elif meaning.part:
            (capitals if heading.text.isupper() else others).add(meaning.part)
    return frozenset(capitals) if categories and all(categories) and others and not capitals & others else frozenset()
