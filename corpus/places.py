"""Towns of the United States: which state somebody means who says where they work."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from types import MappingProxyType

LEAST_KNOWN = 15_000
"""Inhabitants from which a town is taken for a place of its own when no held state has one of that name."""


@lru_cache(maxsize=1)
def towns() -> Mapping[str, Mapping[str, int]]:
    """Inhabitants by state abbreviation, by the town's name in lower case."""
    found: dict[str, dict[str, int]] = {}
    for line in files("corpus").joinpath("places.tsv").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            name, state, people = line.split("\t")
            found.setdefault(name.lower(), {})[state] = int(people)
    return MappingProxyType(found)


def state_of(town: str, held: frozenset[str]) -> str | None:
    """The state that a town's name most likely means, or None when that is open.

    A held state (one with an association in the vocabulary) wins if its town has a third of the inhabitants of the largest of that name. A
    state that is not held is named only for a well-known town that no held state shares.
    """
    found = towns().get(town.lower())
    if not found:
        return None
    largest = max(found.values())
    ours = {state: people for state, people in found.items() if state in held}
    if ours:
        state = max(ours, key=ours.__getitem__)
        return state if ours[state] * 3 >= largest else None
    return max(found, key=found.__getitem__) if largest >= LEAST_KNOWN else None
