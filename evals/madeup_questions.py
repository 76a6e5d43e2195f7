"""Questions about a made-up world, with their answers: what must stand in an answer follows from the world's facts."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

from corpus.vocabulary import load_vocabulary
from evals import phrasings as say
from evals.patterns import NO, YES, gold, mixed_up, required, stated
from evals.questions import Question
from evals.world import DEGREES, Rules, Value, World

PART = {"registration": "Fees", "endorsement": "Fees", "cycle": "Renewal", "renewal_training": "Renewal", "renewal_rsc": "Renewal", "renewal_fee": "Renewal"}


def make_questions(world: World) -> list[Question]:
    """The questions of a world, some 130, in a fixed order, each id with the world's seed."""
    maker = _Maker(world, random.Random(f"questions {world.seed}"))
    for make in (maker.facts, maker.yes_or_no, maker.lists, maker.comparisons, maker.calculations, maker.follow_ups, maker.unanswerable, maker.ambiguous):
        maker.add(make())
    return maker.made


@dataclass(slots=True)
class _Maker:
    world: World
    chance: random.Random
    made: list[Question] = field(default_factory=list)
    current: list[Rules] = field(init=False)
    old: list[Rules] = field(init=False)
    elsewhere: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.current = [rules for rules in self.world.rules if rules.current]
        self.old = [rules for rules in self.world.rules if not rules.current]
        vocabulary = load_vocabulary()
        held = {place for entry in vocabulary.associations.values() for place in entry.places}
        self.elsewhere = [state for state in vocabulary.states.values() if state not in held]

    def add(self, questions: Iterator[dict[str, object]]) -> None:
        """Give questions their ids and check them."""
        for entry in questions:
            self.made.append(Question.model_validate({"id": f"m{self.world.seed}-{len(self.made) + 1:03d}", **entry}))

    def facts(self) -> Iterator[dict[str, object]]:
        """One fact of one scope: numbers, fees and renewals, of current editions and some of superseded ones."""
        for kind, facts, count in (("number", say.NUMBERS, 30), ("fee", say.FEES, 8), ("renewal", say.RENEWALS, 14)):
            for rules, fact in self.pick(self.current, facts, count):
                yield self.fact(kind, rules, fact, self.at(rules))
        for rules, fact in self.pick(self.old, (*say.NUMBERS, *say.RENEWALS), 8):
            yield self.fact("renewal" if fact in say.RENEWALS else "number", rules, fact, self.at_edition(rules))

    def yes_or_no(self) -> Iterator[dict[str, object]]:
        """Is it required, and is this figure right."""
        for rules, fact in self.pick(self.current, ("exam", "membership"), 12):
            must, must_not, told = required(fact, str(self.value(rules, fact)))
            yield self.entry("yesno", rules, self.ask(fact, rules), fact, must=(must,), must_not=must_not, gold=told)
        for rules, _ in self.pick(self.current, ("degree",), 4):
            right = str(self.value(rules, "degree"))
            named = self.chance.choice((right, *DEGREES[DEGREES.index(right) :]))
            word, turn = right.split()[1].removesuffix("'s"), self.ask("degree", rules, degree=named)
            told = f"{'Yes' if named == right else 'No'}, at least {right} degree is required."
            yield self.entry("yesno", rules, turn, "degree", must=(rf"\b{word}'?s?\b",), must_not=(NO,) if named == right else (YES,), gold=told)
        for rules, fact in self.pick(self.current, ("training",), 6):
            value = int(self.value(rules, fact))
            turn = self.word(say.PREMISE, rules, n=value + self.chance.choice((-10, -5, 7, 15, 20)))
            yield self.entry("yesno", rules, turn, fact, must=(stated(fact, value),), must_not=(YES,), gold=f"No, {gold((fact, value))}")

    def lists(self) -> Iterator[dict[str, object]]:
        """All items of a list, and the requirements of a category at a glance."""
        for rules, fact in self.pick(self.current, say.LISTS, 8):
            items = str(self.value(rules, fact)).split("|")
            must = tuple(item.split(" ", 1)[1] for item in items)
            yield self.entry("list", rules, self.ask(fact, rules), fact, must=must, gold=f"{', '.join(items)}.")
        for rules, _ in self.pick([r for r in self.current if not self.world.categories[r.category].within], ("papers",), 4):
            facts = [(fact, rules.facts[fact]) for fact in ("training", "rsc", "work", "raters") if fact in rules.facts]
            turn = self.word(say.EVERYTHING, rules)
            yield self.entry("list", rules, turn, "training", must=tuple(stated(*fact) for fact in facts), gold=gold(*facts))

    def comparisons(self) -> Iterator[dict[str, object]]:
        """Two associations, two categories, two editions."""
        for make, phrases in ((self.across_places, say.BETWEEN_PLACES), (self.across_levels, say.BETWEEN_LEVELS), (self.across_editions, say.BETWEEN_EDITIONS)):
            for one, other, fact in self.pairs(make, tuple(say.TOPICS), 4):
                here, there = self.world.place(one.association).place, self.world.place(other.association).place
                first, second = (here, there) if make == self.across_places else (self.level(one), self.level(other))
                told = {"topic": say.TOPICS[fact], "first": first, "second": second, "old": other.edition, "new": one.edition}
                entry = self.several("compare", (one, other), fact, self.word(phrases, one, **told))
                if make == self.across_places:
                    entry["association"] = None
                if make == self.across_levels:
                    entry["level"] = None
                yield entry

    def calculations(self) -> Iterator[dict[str, object]]:
        """How much is missing, and what a yearly figure comes to."""
        for rules, fact in self.pick(self.current, ("training",), 5):
            value = int(self.value(rules, fact))
            done = self.chance.choice([n for n in range(5, value - 10) if value != 2 * n])
            turn, told = self.word(say.MORE, rules, n=done), f"{value} - {done} = {value - done} hours are missing."
            yield self.entry("calculation", rules, turn, fact, must=(rf"\b{value - done}\b",), gold=told)
        for rules, fact in self.pick(self.current, ("renewal_training",), 3):
            value, years = int(self.value(rules, fact)), self.chance.randint(3, 7)
            turn, told = self.word(say.OVER_YEARS, rules, n=years), f"{value} hours a year come to {value * years} hours."
            yield self.entry("calculation", rules, turn, fact, must=(rf"\b{value * years}\b",), gold=told)

    def follow_ups(self) -> Iterator[dict[str, object]]:
        """A second turn that changes one coordinate and keeps the others."""
        for make, phrases in ((self.across_places, say.PLACE_NEXT), (self.across_levels, say.LEVEL_NEXT), (self.across_editions, say.EDITION_NEXT)):
            for one, other, fact in self.pairs(make, ("training", "rsc", "families", "renewal_training"), 3):
                place = self.world.place(other.association)
                told = {"place": self.chance.choice((place.place, place.key)), "old": other.edition, "level": self.level(other)}
                yield self.follow_up(one, other, fact, fact, self.word(phrases, other, **told))
        for fact in say.FACT_NEXT:
            for rules, _ in self.pick([r for r in self.current if self.world.holder(r, fact) and "training" in r.facts], ("training",), 1):
                yield self.follow_up(rules, rules, "training", fact, self.chance.choice(say.FACT_NEXT[fact]))

    def unanswerable(self) -> Iterator[dict[str, object]]:
        """Facts, editions, categories, places and subjects that the sheets do not hold."""
        silent = [
            (rules, fact)
            for rules in self.current
            for fact in ("families", "renewal_rsc", "renewal_fee", "exam", "membership", "endorsed")
            if not (fact in {"renewal_rsc"} and self.world.split(rules)) and self.world.holder(rules, fact) is None
        ]
        for rules, fact in self.chance.sample(silent, min(8, len(silent))):
            yield self.refusal(rules, self.ask(fact, rules), fact)
        years = {int(rules.edition) for rules in self.world.rules}
        for rules, fact in self.pick(self.current, ("training", "raters"), 3):
            year = self.chance.choice([year for year in range(1995, 2007) if year not in years])
            yield self.refusal(rules, self.ask(fact, rules, at=f"in the {year} edition {self.at(rules)}"), fact)
        key, category = self.world.absent
        near = next(rules for rules in self.current if rules.association == key)
        gone = Rules(key, category, near.edition, True, {})
        for fact in ("training", "work"):
            yield self.refusal(gone, self.ask(fact, gone), fact)
        for rules, fact in self.pick(self.current, ("training", "raters"), 3):
            yield self.refusal(rules, self.ask(fact, rules, at=f"in {self.chance.choice(self.elsewhere)}"), fact) | {"association": None}
        for phrase in self.chance.sample(say.UNSUPPORTED, 4):
            rules = self.chance.choice(self.current)
            yield self.refusal(rules, self.word((phrase,), rules), "")

    def ambiguous(self) -> Iterator[dict[str, object]]:
        """No association named although the answers differ, or no category named."""
        for one, other, fact in self.pairs(self.across_places, ("training", "rsc"), 4):
            yield self.several("ambiguous", (one, other), fact, self.ask(fact, one, at="")) | {"expect": "clarify_or_compare", "association": None}
        for place in self.world.places:
            said = [rules for rules in self.current if rules.association == place.key and "training" in rules.facts]
            turn = self.ask("training", said[0], level="endorsement")
            yield self.several("ambiguous", said, "training", turn) | {"expect": "clarify_or_compare", "level": None}

    def pick(self, pool: Sequence[Rules], facts: Sequence[str], count: int) -> list[tuple[Rules, str]]:
        """Scopes and facts that the sheets hold, each fact about as often as the others."""
        found: list[tuple[Rules, str]] = []
        for turn in range(count):
            fact = facts[turn % len(facts)]
            free = [rules for rules in pool if self.world.holder(rules, fact) and (rules, fact) not in found]
            found += [(self.chance.choice(free), fact)] if free else []
        return found

    def pairs(self, make: Callable[[], list[tuple[Rules, Rules]]], facts: Sequence[str], count: int) -> list[tuple[Rules, Rules, str]]:
        """Two scopes that both hold a fact with different values."""
        every = [
            (one, other, fact)
            for one, other in make()
            for fact in facts
            if (first := self.world.holder(one, fact)) and (second := self.world.holder(other, fact)) and first.facts[fact] != second.facts[fact]
        ]
        return self.chance.sample(every, min(count, len(every)))

    def across_places(self) -> list[tuple[Rules, Rules]]:
        """The same category of the two associations."""
        first, second = (place.key for place in self.world.places)
        return [(rules, other) for rules in self.current if rules.association == first and (other := self.world.find(second, rules.category))]

    def across_levels(self) -> list[tuple[Rules, Rules]]:
        """Two categories of one association, neither a designation."""
        plain = [rules for rules in self.current if not self.world.categories[rules.category].within]
        return [(one, other) for one in plain for other in plain if one.association == other.association and one.category != other.category]

    def across_editions(self) -> list[tuple[Rules, Rules]]:
        """The current and the superseded edition of one category."""
        return [(rules, other) for rules in self.current if (other := self.world.find(rules.association, rules.category, current=False))]

    def fact(self, kind: str, rules: Rules, fact: str, at: str) -> dict[str, object]:
        """A question for one fact."""
        value = self.value(rules, fact)
        return self.entry(kind, rules, self.ask(fact, rules, at=at), fact, must=(stated(fact, value),), gold=gold((fact, value)))

    def several(self, kind: str, scopes: Sequence[Rules], fact: str, turn: str) -> dict[str, object]:
        """A question whose answer holds one fact of several scopes."""
        facts = [(fact, self.value(rules, fact)) for rules in scopes]
        entry = self.entry(kind, scopes[0], turn, fact, must=tuple(stated(*each) for each in facts), gold=gold(*facts))
        return entry | {"must_not": (), "cite": tuple(self.source(rules, fact) for rules in scopes)}

    def follow_up(self, one: Rules, other: Rules, asked: str, fact: str, turn: str) -> dict[str, object]:
        """Two turns; the second is about `other` and `fact`, and the first one's figure does not answer it."""
        value = self.value(other, fact)
        before = mixed_up(asked, [self.value(one, asked)]) if asked == fact else ()
        entry = self.entry("followup", other, turn, fact, must=(stated(fact, value),), must_not=before, gold=gold((fact, value)))
        return entry | {"turns": (self.ask(asked, one), turn)}

    def refusal(self, rules: Rules, turn: str, fact: str) -> dict[str, object]:
        """A question without an answer: any figure that the world holds for the fact would be another scope's."""
        others = [other.facts[fact] for other in self.world.rules if other.category == rules.category and fact in other.facts]
        entry = self.entry("unanswerable", rules, turn, fact, must=(), gold="The guideline does not say.")
        return entry | {"expect": "refuse", "cite": (), "must_not": mixed_up(fact, others)}

    def entry(self, kind: str, rules: Rules, turn: str, fact: str, *, must: Sequence[str], gold: str, must_not: Sequence[str] = ()) -> dict[str, object]:
        """One line; figures of the same fact and category in other associations and editions must not open the answer."""
        held = self.world.holder(rules, fact) is not None
        category = self.world.categories[rules.category]
        level = category.level or (self.world.categories[category.within].level if category.within else None)
        wrong = (*must_not, *(self.others(rules, fact) if held else ()))
        return {
            "kind": kind,
            "turns": (turn,),
            "association": rules.association,
            "level": level,
            "must": tuple(must),
            "must_not": tuple(dict.fromkeys(wrong)),
            "cite": (self.source(rules, fact),) if held else (),
            "section": PART.get(fact, "Requirements"),
            "expect": "answer",
            "gold": gold,
        }

    def others(self, rules: Rules, fact: str) -> tuple[str, ...]:
        """Patterns for what other associations and editions say of the same fact and category."""
        holder = self.holder(rules, fact)
        same = [other for other in self.world.rules if other is not holder and other.category == holder.category]
        return mixed_up(fact, [other.facts[fact] for other in same if fact in other.facts])

    def source(self, rules: Rules, fact: str) -> str:
        """The id of the source that holds a fact."""
        holder = self.holder(rules, fact)
        apart = fact in say.FEES and holder.current and holder.association == self.world.places[0].key
        return f"{holder.association}-fees".lower() if apart else holder.id

    def holder(self, rules: Rules, fact: str) -> Rules:
        """The rules that hold a fact that is known to be held."""
        holder = self.world.holder(rules, fact)
        if holder is None:
            raise KeyError(fact)
        return holder

    def value(self, rules: Rules, fact: str) -> Value:
        """What a scope says of a fact that is known to be held."""
        return self.holder(rules, fact).facts[fact]

    def ask(self, fact: str, rules: Rules, **told: object) -> str:
        """A question for a fact in one of its wordings."""
        return self.word(say.ASKED[fact], rules, **told)

    def word(self, phrases: Sequence[str], rules: Rules, **told: object) -> str:
        """One of the phrases, filled in."""
        filled = self.chance.choice(phrases).format(**{"level": self.level(rules), "at": self.at(rules), **told})
        tidy = re.sub(r"\s+([,.:?])", r"\1", " ".join(filled.split()))
        return tidy[0].upper() + tidy[1:] if tidy.endswith(("?", ".")) and self.chance.random() < 0.8 else tidy

    def level(self, rules: Rules) -> str:
        """A category by one of the names that people use."""
        category = self.world.categories[rules.category]
        if category.within:
            above = self.world.categories[category.within].level
            letter = category.designation[-1]
            return self.chance.choice((f"Level {above}-{letter}", f"Level {above} {category.designation[0]}", category.aliases[0], category.name))
        digit = ("I", "II", "III", "IV").index(str(category.level)) + 1
        return self.chance.choice((category.name, category.name.lower(), f"Level {category.level}", f"lvl {digit}", rules.category, f"level {digit}"))

    def at(self, rules: Rules) -> str:
        """An association by one of its names, with what goes before."""
        place = self.world.place(rules.association)
        return self.chance.choice((f"in {place.place}", f"with {place.key}", f"at {place.alias}", f"in {place.place}", f"({place.key})"))

    def at_edition(self, rules: Rules) -> str:
        """An association and the edition that is asked for."""
        place, edition = self.world.place(rules.association), rules.edition
        return self.chance.choice(
            (
                f"under the {edition} edition in {place.place}",
                f"in the {edition} {place.place} guideline",
                f"by the {edition} edition of {place.key}",
            )
        )
