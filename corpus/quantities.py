"""Quantities: the figures of a sentence with their unit, bound and period, read from text.

"At least 45 clock hours over the 3-year cycle" holds two: 45 hours (at least, per 3 years) and 3 years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum

from corpus.words import TOKEN


class Bound(StrEnum):
    """How a value limits: a minimum, a maximum, a rough figure, or the figure itself."""

    AT_LEAST = "at least"
    AT_MOST = "at most"
    ABOUT = "about"
    EXACTLY = "exactly"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One figure of a text.

    Attributes:
        value: The figure; the lower end of a range.
        high: The upper end of a range, else None.
        unit: "hours", "years", "months", "weeks", "days", "dollars", "percent", "date" (a calendar year), "level", or the
            counted noun as it stands ("families"); "" when nothing is named.
        bound: Whether the value is a minimum, a maximum, rough or exact.
        period: The time it recurs in ("year", "3 years"), else None.
        part: True for a share of another figure ("of which 10 hours").
        start, end: Place in the text, in characters.
    """

    value: float
    high: float | None
    unit: str
    bound: Bound
    period: str | None
    part: bool
    start: int
    end: int

    def values(self) -> tuple[float, ...]:
        """The figures it names: one, or the two ends of a range."""
        return (self.value,) if self.high is None else (self.value, self.high)


_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
NUMBER_WORDS = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_WORD = "(?:(?:" + "|".join(_TENS) + r")(?:[- ](?:" + "|".join(_ONES[1:10]) + "))?|" + "|".join(sorted(_ONES, key=len, reverse=True)) + ")"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{_WORD}|a)[ -]hundred(?:(?: and)?[ -]{_WORD})?|{_WORD})"
_RANGE = re.compile(rf"(?<![\w.$])(\$\s?)?({_NUMBER})(?![\w]*\d)(?:\s?-?\s?(?:-|–|to|or)\s?(?:\$\s?)?({_NUMBER}))?(?![a-z]*\d)", re.I)
_UNITS = {
    "hours": "hours hour hrs hr h hous horus houres clock-hours", "years": "years year yrs yr", "months": "months month mos mo mths", "weeks": "weeks week wks wk",
    "days": "days day", "dollars": "dollars dollar usd bucks", "percent": "percent %", "minutes": "minutes minute mins min",
}  # fmt: skip
UNIT_WORDS = {word: unit for unit, forms in _UNITS.items() for word in forms.split()}
_BEFORE = (
    (Bound.AT_LEAST, re.compile(r"(?:at least|minimum(?: of)?|no (?:fewer|less) than|not less than|more than)[ :]*(?:an? |the )?(?:total of )?$", re.I)),
    (Bound.AT_MOST, re.compile(r"(?:at most|up to|maximum(?: of)?|no more than|not more than|within|under|less than|fewer than|birth (?:to|through)|until)[ :]*(?:an? |the )?$", re.I)),
    (Bound.ABOUT, re.compile(r"(?:about|approximately|approx\.?|roughly|around|nearly|almost|some|circa)[ :]*$", re.I)),
)  # fmt: skip
_AFTER_AT_LEAST = re.compile(r"^(?:[\s-]*[a-z]+){0,2}\s*(?:or more|and up|minimum|at least|\+)", re.I)
_PERIOD = re.compile(
    rf"\b(?:per|a|an|each|every|/)\s?(year|yr|month|week)\b|\b(annually|yearly|per annum|p\.a\.)|/\s?(yr|year|mo|month)\b"
    rf"|\b(?:over|in|per|during|for|each|every)\s(?:the\s|a\s|each\s|every\s)?(?:full\s|whole\s)?({_NUMBER})[- ]?years?\b",
    re.I,
)
_FILLER = re.compile(r"\s*-?\s*((?:[a-z][\w'-]*[ -]+){0,3}?)([a-z%]+)\b", re.I)
_SKIPPED_BEFORE = re.compile(r"(?:\bdc[: -]*|\bpl |public law |99-|\bpart |501\(c\)\(|\bchapter |\bpage |\bversion |\bdsm-?)$", re.I)
_LEVEL_BEFORE = re.compile(r"\b(?:level|lvl|levl|category|cat|tier|stage)s?[ .]*$", re.I)
_COUNTED = re.compile(r"[a-z]{3,}s$|^(?:people|children|staff)$")
_NOT_COUNTED = frozenset("is was has does this as its his hers us plus hours years months weeks days less across always perhaps besides".split())


def number(text: str) -> float:
    """The value of a figure in digits or words: "45", "1,200", "twenty-four", "a hundred and five".

    Raises:
        ValueError: If it is not a figure.
    """
    text = text.lower().replace(",", "").strip()
    if re.fullmatch(r"\d+(?:\.\d+)?", text):
        return float(text)
    total = 0
    for word in re.split(r"[- ]+", text):
        if word == "hundred":
            total = max(total, 1) * 100
        elif word in NUMBER_WORDS:
            total += NUMBER_WORDS[word]
        elif word == "a":
            total = max(total, 1)
        elif word != "and":
            raise ValueError(f"not a figure: {text!r}")
    return float(total)


def quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of a text, in order; "one" and "a" count only before a unit or a counted noun."""
    found = []
    for match in _RANGE.finditer(text):
        quantity = _read(text, match)
        if quantity is not None:
            found.append(quantity)
    return tuple(found)


def _read(text: str, match: re.Match[str]) -> Quantity | None:
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : match.end() + 140]
    if _SKIPPED_BEFORE.search(before):
        return None
    value = number(match.group(2))
    high = number(match.group(3)) if match.group(3) else None
    if match.group(1):
        unit, width = "dollars", 0
    elif _LEVEL_BEFORE.search(before):
        unit, width = "level", 0
    elif match.group(2).isdigit() and len(match.group(2)) == 4 and 1900 <= value <= 2100 and after.strip()[:5].lower() not in {"hours", "clock"}:
        unit, width = "date", 0
    else:
        unit, width = _unit(after)
        if not unit and not match.group(2)[0].isdigit() and value <= 1:
            return None
    bound = next((b for b, pattern in _BEFORE if pattern.search(before)), Bound.EXACTLY)
    if bound is Bound.EXACTLY and (_AFTER_AT_LEAST.search(after) or after.startswith("+")):
        bound = Bound.AT_LEAST
    part = bool(re.search(r"(?:of which|of these|of them|including|at least)\s*(?:at least\s*)?$", before, re.I)) and "which" in before.lower()
    period = None if unit in {"date", "level", "years", "months"} else _period(after[width:])
    return Quantity(value, high, unit, bound, period, part, match.start(), match.end() + width)


def _unit(after: str) -> tuple[str, int]:
    """The unit that follows a figure, past at most three adjectives, and how many characters it takes."""
    if after.startswith("%"):
        return "percent", 1
    gone = 0
    for step, match in enumerate(TOKEN.finditer(after.lower())):
        if step > 3 or re.search(r"[.;:,()?!]", after[gone : match.start()]):
            break
        word = match.group().removesuffix("'s").removesuffix("’s").rstrip("'’")
        if word in UNIT_WORDS:
            return UNIT_WORDS[word], match.end()
        if word in {"and", "or", "of", "the", "to", "in", "for", "from", "at", "is", "are", "was", "were", "that", "must", "may", "can"}:
            break
        if _COUNTED.search(word) and word not in _NOT_COUNTED:
            return word, match.end()
        gone = match.end()
    return "", 0


def _period(after: str) -> str | None:
    clause = re.split(r"[.;]|, (?=[a-z]+ (?:is|are|must))", after)[0]
    match = _PERIOD.search(clause)
    if match is None:
        return None
    if match.group(4):
        years = number(match.group(4))
        return "year" if years == 1 else f"{years:g} years"
    word = (match.group(1) or match.group(3) or "year").lower()
    return {"yr": "year", "mo": "month"}.get(word, word)
