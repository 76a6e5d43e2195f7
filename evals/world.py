"""Made-up worlds: two invented associations with rules whose figures come from a seed.

The associations' names are made of syllables, and no figure of ten or more occurs twice in a world, so an answer that mixes
associations, editions, categories or facts up is seen to be wrong.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, field

from corpus.vocabulary import Category, load_vocabulary
from evals.wording import PAPERS, RATER_KINDS

Value = int | str
CATEGORIES = ("IFA", "IFS", "IMHS", "IMHM", "IMHM-C")
OMISSIBLE = ("exam", "membership", "families", "window", "renewal_rsc", "renewal_fee", "endorsed", "degree")
DESIGNATION = ("rsc", "window", "renewal_rsc")
WINDOWS = ("one to two years", "18 months", "two to three years", "24 months", "one year", "30 months")
DEGREES = ("an associate", "a bachelor's", "a master's", "a doctoral")
_STARTS = ["Quel", "Zor", "Vint", "Thal", "Drem", "Brok", "Skel", "Fenn", "Jurl", "Plov", "Gwer", "Xand"]
_MIDDLES = ["mo", "ru", "da", "ki", "to", "ve", "lu"]
_ENDS = ["ra", "via", "nis", "dor", "lund", "quay"]


@dataclass(frozen=True, slots=True)
class Place:
    """One invented association: the key sheets name, where it is, its full name, and another name people use."""

    key: str
    place: str
    name: str
    alias: str


@dataclass(frozen=True, slots=True)
class Rules:
    """What one sheet says: its scope and the facts it holds by name; a fact that is not there is missing on purpose."""

    association: str
    category: str
    edition: str
    current: bool
    facts: Mapping[str, Value]

    @property
    def id(self) -> str:
        """The sheet's id, which is its source's id as well."""
        return f"{self.association}-{self.edition}-{self.category}".lower()


@dataclass(frozen=True, slots=True)
class World:
    """Two associations, all their rules, and the category that one of them does not offer."""

    seed: int
    places: tuple[Place, Place]
    rules: tuple[Rules, ...]
    absent: tuple[str, str]
    categories: Mapping[str, Category]

    def place(self, key: str) -> Place:
        """The association with a key."""
        return next(place for place in self.places if place.key == key)

    def find(self, association: str, category: str, current: bool = True) -> Rules | None:
        """The rules of a scope, or None."""
        scope = (association, category, current)
        return next((rules for rules in self.rules if (rules.association, rules.category, rules.current) == scope), None)

    def holder(self, rules: Rules, fact: str) -> Rules | None:
        """The rules that hold a fact for a scope: its own, else those of the category that it is a designation of."""
        if fact in rules.facts:
            return rules
        within = self.categories[rules.category].within
        above = self.find(rules.association, within, rules.current) if within else None
        return above if above is not None and fact in above.facts else None

    def split(self, rules: Rules) -> bool:
        """Whether a designation of this category has a sheet of its own, so that some facts stand there."""
        return any(self.categories[other.category].within == rules.category and other.association == rules.association for other in self.rules)


def build_world(seed: int) -> World:
    """The world of a seed; the same for the same seed."""
    chance = random.Random(f"world {seed}")
    figures = _Figures(chance)
    starts = chance.sample(_STARTS, 2)
    first, second = (_place(start, chance) for start in starts)
    old, new, other = chance.randint(2008, 2015), chance.randint(2020, 2025), chance.randint(2016, 2019)
    absent = chance.choice(("IFA", "IFS"))
    rules: list[Rules] = []
    for edition, current in ((old, False), (new, True)):
        rules += [_rules(first.key, category, edition, current, figures, chance) for category in CATEGORIES]
    alone = [category for category in CATEGORIES if category not in {absent, "IMHM"}]
    rules += [_rules(second.key, category, other, True, figures, chance, whole=True) for category in alone]
    categories = {key: entry for key, entry in load_vocabulary().categories.items() if key in CATEGORIES}
    return World(seed, (first, second), tuple(rules), (second.key, absent), categories)


def _place(start: str, chance: random.Random) -> Place:
    place = start + chance.choice(_MIDDLES) + chance.choice(_ENDS)
    key = chance.choice((f"{start}AIMH", f"{start[:3].upper()}-AIMH"))
    return Place(key, place, f"{place} Association for Infant Mental Health", f"{place} AIMH")


@dataclass(slots=True)
class _Figures:
    """Hands out figures, each once."""

    chance: random.Random
    _hours: list[int] = field(init=False)
    _dollars: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self._hours = self.chance.sample(range(11, 200), 189)
        self._dollars = self.chance.sample(range(205, 995, 5), 158)

    def hours(self, low: int, high: int) -> int:
        """A figure in a range, not given before."""
        value = next(n for n in self._hours if low <= n <= high)
        self._hours.remove(value)
        return value

    def dollars(self) -> int:
        """A price that was not given before."""
        return self._dollars.pop()


def _rules(association: str, category: str, edition: int, current: bool, figures: _Figures, chance: random.Random, whole: bool = False) -> Rules:
    raters = chance.randint(3, 6)
    facts: dict[str, Value] = {
        "training": figures.hours(40, 199),
        "rsc": figures.hours(40, 199),
        "window": chance.choice(WINDOWS),
        "work": chance.randint(2, 7),
        "families": figures.hours(11, 70),
        "raters": raters,
        "endorsed": chance.randint(1, raters - 1),
        "degree": chance.choice(DEGREES),
        "exam": chance.choice(("required", "not required", "optional")),
        "membership": chance.choice(("required", "not required", "recommended")),
        "registration": figures.dollars(),
        "endorsement": figures.dollars(),
        "renewal_fee": figures.dollars(),
        "renewal_training": figures.hours(11, 90),
        "renewal_rsc": figures.hours(11, 90),
        "cycle": chance.randint(2, 6),
        "rater_kinds": "|".join(chance.sample(RATER_KINDS, 3)),
        "papers": "|".join(chance.sample(PAPERS, 4)),
    }
    missing = chance.sample(OMISSIBLE, 3)
    designated = category == "IMHM-C" and not whole
    if designated:
        kept = {name: value for name, value in facts.items() if name in DESIGNATION}
    elif category == "IMHM":
        kept = {name: value for name, value in facts.items() if name not in DESIGNATION and name not in missing}
    else:
        kept = {name: value for name, value in facts.items() if name not in missing}
    return Rules(association, category, str(edition), current, kept)
