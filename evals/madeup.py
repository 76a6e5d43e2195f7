"""Made-up guidelines: a folder of sheets with a vocabulary, and questions with their answers, all from one seed.

Whatever answers these can have read its figures only from the sheets.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import yaml

from evals.madeup_questions import make_questions
from evals.wording import ASKS, BACKGROUND, COMPETENCIES, HEADINGS, SENTENCES
from evals.world import Place, Rules, World, build_world

WORDS = dict(enumerate(["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]))
REQUIREMENTS = (("degree",), ("training",), ("work", "families"), ("rsc",), ("raters", "endorsed", "rater kinds"), ("exam",), ("membership",), ("papers",))
"""Topics in any order; in each the main rule comes first."""
RENEWAL = ("cycle", "renewal training", "renewal rsc", "renewal fee")
FEES = ("registration", "endorsement")
LISTS = {"rater kinds": "rater_kinds", "papers": "papers"}


def write_corpus(folder: Path, seed: int) -> list[Path]:
    """Write the sheets and `vocabulary.yaml` of a seed.

    Args:
        folder: Where they go; made when it is not there. Files of the same names are replaced.
        seed: The same seed gives the same sheets.

    Returns:
        The sheets, one for each category and edition, one of background for each association, and one of fees for the first.
    """
    world = build_world(seed)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "vocabulary.yaml").write_text(_vocabulary(world), encoding="utf-8")
    written = []
    for name, text in _sheets(world, random.Random(f"sheets {seed}")):
        path = folder / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        written.append(path)
    return written


def write_questions(folder: Path, seed: int) -> Path:
    """Write `questions.jsonl`, the questions about the sheets of the same seed; its path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "questions.jsonl"
    lines = [json.dumps(question.model_dump(), ensure_ascii=False) + "\n" for question in make_questions(build_world(seed))]
    path.write_text("".join(lines), encoding="utf-8")
    return path


def _vocabulary(world: World) -> str:
    entries = {place.key: {"name": place.name, "places": [place.place], "aliases": [place.alias, f"{place.place} association"]} for place in world.places}
    return str(yaml.safe_dump({"associations": entries}, sort_keys=False, allow_unicode=True))


def _sheets(world: World, chance: random.Random) -> Iterator[tuple[str, str]]:
    apart = world.places[0].key
    for rules in world.rules:
        own_fees = not (rules.association == apart and rules.current)
        yield rules.id, _sheet(world, rules, own_fees, chance)
    yield f"{apart}-fees".lower(), _fee_sheet(world, world.places[0], chance)
    for place in world.places:
        yield f"{place.key}-background".lower(), _background(world, place, chance)


def _front(identity: str, title: str, association: str, edition: str, current: bool, category: str | None) -> list[str]:
    lines = ["---", f"id: {identity}", f"source: {identity}", f"title: {title}", f"association: {association}"]
    lines += [f"category: {category}"] if category else []
    return [*lines, f'edition: "{edition}"', f"status: {'current' if current else 'superseded'}", "---", ""]


def _sheet(world: World, rules: Rules, own_fees: bool, chance: random.Random) -> str:
    name = world.categories[rules.category].name
    lines = _front(rules.id, f"Endorsement, {name}", rules.association, rules.edition, rules.current, rules.category)
    asked = chance.random() < 0.6
    lines += _part("Requirements", [block for topic in chance.sample(REQUIREMENTS, len(REQUIREMENTS)) for block in topic], rules, chance, asked)
    if own_fees:
        lines += _part("Fees", list(FEES), rules, chance, asked)
    lines += _part("Renewal", list(RENEWAL), rules, chance, asked)
    lines += ["## Competencies", *chance.sample(COMPETENCIES, 2), ""]
    return "\n".join(lines)


def _part(heading: str, blocks: list[str], rules: Rules, chance: random.Random, asked: bool) -> list[str]:
    """The blocks of one part that the rules have facts for, those of one topic under one heading."""
    topics: dict[str, list[str]] = {}
    for block in blocks:
        if said := _block(block, rules, chance, asked):
            topics.setdefault(HEADINGS[block][0], []).extend(said)
    lines = [f"## {heading}"] if topics else []
    for topic, said in topics.items():
        variants = next(names for names in HEADINGS.values() if names[0] == topic)
        lines += [f"### {chance.choice(variants)}", *said]
    return lines


def _block(block: str, rules: Rules, chance: random.Random, asked: bool) -> list[str]:
    fact = block.replace(" ", "_")
    if fact not in rules.facts:
        return []
    value = rules.facts[fact]
    phrasings = SENTENCES[f"{block} {value}"] if block in {"exam", "membership"} else SENTENCES[block]
    within = f", within {rules.facts['window']}" if "window" in rules.facts else ""
    told = {name: _figure(held, chance) for name, held in rules.facts.items()}
    sentence = chance.choice(phrasings).format(within=within, **told)
    asks = [f"? {ask}" for ask in chance.sample(ASKS[block], min(len(ASKS[block]), chance.randint(2, 4)))] if asked else []
    items = [f"- {item[0].upper()}{item[1:]}." for item in str(rules.facts[LISTS[block]]).split("|")] if block in LISTS else []
    return [*asks, sentence[0].upper() + sentence[1:], *items, ""]


def _figure(value: int | str, chance: random.Random) -> str:
    """A figure in digits, or in words when it is small, now and then."""
    return WORDS[value] if isinstance(value, int) and value in WORDS and chance.random() < 0.5 else str(value)


def _fee_sheet(world: World, place: Place, chance: random.Random) -> str:
    """The fees of one association's current edition, a heading for each category."""
    current = [rules for rules in world.rules if rules.association == place.key and rules.current]
    identity = f"{place.key}-fees".lower()
    lines = [*_front(identity, "Fee schedule", place.key, current[0].edition, True, None), "## Fees"]
    for rules in current:
        said = [line for block in FEES for line in _block(block, rules, chance, chance.random() < 0.5)]
        lines += [f"### {world.categories[rules.category].name}", *said] if said else []
    return "\n".join(lines)


def _background(world: World, place: Place, chance: random.Random) -> str:
    current = next(rules for rules in world.rules if rules.association == place.key and rules.current)
    identity = f"{place.key}-background".lower()
    told = {"founded": chance.randint(1961, 1999), "founders": chance.randint(3, 9), "board": chance.randint(5, 9)}
    lines = _front(identity, f"About the {place.name}", place.key, current.edition, True, None)
    lines += ["## Background", "### Association", *[f"{sentence.format(**told)}\n" for sentence in BACKGROUND]]
    return "\n".join(lines)
