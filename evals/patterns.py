"""What a right answer to a made-up question says, as regular expressions, and the same as a sentence."""

from __future__ import annotations

from collections.abc import Sequence

from corpus.quantities import NUMBER_WORDS
from evals.world import Value

FIGURE_WORDS = {value: word for word, value in NUMBER_WORDS.items()}
LEAD = 250
HOURS = r"[\w\s-]{0,30}\bhours?"
UNIT = {
    "training": HOURS,
    "rsc": HOURS,
    "renewal_training": HOURS,
    "renewal_rsc": HOURS,
    "work": r"[\w\s,-]{0,25}\byears?",
    "cycle": r"[\s-]years?",
    "families": r"[\w\s-]{0,20}\bfamil",
    "raters": r"[\w\s-]{0,40}\b(?:rat|ref|letter|recom)",
    "endorsed": r".{0,80}endors",
}
SAID = {
    "training": "{} clock hours of training are required",
    "rsc": "{} hours of reflective supervision are required",
    "window": "The hours must be completed within {}",
    "work": "{} years of work are required",
    "families": "{} families are required",
    "raters": "{} reference ratings are required",
    "endorsed": "{} of the raters must be endorsed",
    "registration": "The registration fee is ${}",
    "endorsement": "The endorsement fee is ${}",
    "renewal_training": "{} hours of training are required each year",
    "renewal_rsc": "{} hours of reflective supervision are required each year",
    "cycle": "Endorsement is renewed every {} years",
    "renewal_fee": "The renewal fee is ${}",
}
DOLLARS = frozenset({"registration", "endorsement", "renewal_fee"})
YES, NO = r"(?:^|[:.!?]\s)\W*yes\b", r"(?:^|[:.!?]\s)\W*no\b"


def figure(value: int) -> str:
    """A pattern for a figure in digits or, up to twenty, in words."""
    return rf"\b(?:{value}|{FIGURE_WORDS[value]})\b" if value in FIGURE_WORDS and value <= 20 else rf"\b{value}\b"


def stated(fact: str, value: Value) -> str:
    """A pattern for a fact's value as an answer states it."""
    if fact == "window":
        return r"[\s-]+(?:to\s+)?".join(_window_word(word) for word in str(value).split() if word != "to")
    if fact in DOLLARS:
        return rf"\$\s?{value}\b"
    return figure(int(value)) + (UNIT[fact] if int(value) < 10 else "")


def _window_word(word: str) -> str:
    if word in NUMBER_WORDS or word.isdigit():
        return figure(NUMBER_WORDS[word] if word in NUMBER_WORDS else int(word))
    return word.rstrip("s")


def mixed_up(fact: str, others: Sequence[Value]) -> tuple[str, ...]:
    """Patterns for other scopes' figures near the beginning of an answer; none for small ones, which occur everywhere."""
    small = [value for value in others if isinstance(value, int) and value >= 11]
    unit = UNIT.get(fact, "")
    return tuple(rf"\A.{{0,{LEAD}}}\b{value}\b{unit}" for value in small)


def gold(*facts: tuple[str, Value]) -> str:
    """Facts and their values as sentences."""
    return " ".join(f"{SAID[fact].format(value)}." for fact, value in facts)


def required(fact: str, value: str) -> tuple[str, tuple[str, ...], str]:
    """Must, must not and gold for something that is required, optional, recommended or not required."""
    thing = "An exam" if fact == "exam" else "Membership"
    if value == "required":
        return r"\byes\b|\brequired\b|\bmust\b|\bonly members\b", (r"\bnot required\b", r"\boptional\b", NO), f"Yes. {thing} is required."
    return r"\bno\b|\bnot\b|n['’]t\b|\boptional\b|\brecommended\b", (YES,), f"No. {thing} is {value}."
