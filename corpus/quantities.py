"""Quantities: the figures of a sentence with their unit, bound and period, read from text.

"At least 45 clock hours over the 3-year cycle" holds two: 45 hours (at least, per 3 years) and 3 years.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
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


_ONES = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
NUMBER_WORDS = {word: n for n, word in enumerate(_ONES)} | {word: 10 * n for n, word in enumerate(_TENS, 2)}
_WORD = "(?:(?:" + "|".join(_TENS) + r")(?:[- ](?:" + "|".join(_ONES[1:10]) + "))?|" + "|".join(sorted(_ONES, key=len, reverse=True)) + r")\b"
_NUMBER = rf"(?:\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{_WORD}|a)[ -](?:hundred(?:(?: and)?[ -]{_WORD})?|dozen)|{_WORD})"
_RANGE = re.compile(rf"(?<![\w.$])(\$\s?)?({_NUMBER})(?![\w]*\d)(?:\s?-?\s?(?:-|–|to|or)\s?(?:\$\s?)?({_NUMBER}))?(?!(?:st|nd|rd|th)\b|[a-z]*\d)", re.I)
_UNITS = {
    "hours": "hours hour hrs hr h hous horus houres clock-hours",
    "years": "years year yrs yr",
    "months": "months month mos mo mths",
    "weeks": "weeks week wks wk",
    "days": "days day",
    "dollars": "dollars dollar usd bucks",
    "percent": "percent %",
    "minutes": "minutes minute mins min",
}
UNIT_WORDS = {word: unit for unit, forms in _UNITS.items() for word in forms.split()}
_UNIT_NEXT = re.compile(rf"\s?(?:clock|{'|'.join(word for word in UNIT_WORDS if word != '%')})\b|%", re.I)
_AT_MOST = r"at most|up to|maximum(?: of)?|no more than|not more than|within|under|(?<!no )(?<!not )(?:less than|fewer than)|until"
_BEFORE = (
    (Bound.AT_MOST, re.compile(rf"(?:{_AT_MOST})[ :]*(?:an? |the )?(?:(?:time ?frame|period) of )?$", re.I)),
    (Bound.AT_MOST, re.compile(r"(?:birth|pre-?natal|perinatal)(?: to | through |\s?[-–]\s?)(?:the age of )?$", re.I)),
    (Bound.AT_LEAST, re.compile(r"(?:at least|minimum(?: of)?|(?:no|not) (?:fewer|less) than|more than)[ :]*(?:an? |the )?(?:total of )?$", re.I)),
    (Bound.ABOUT, re.compile(r"(?:about|approximately|approx\.?|roughly|(?<!ed )around|nearly|almost|some|circa)[ :]*$", re.I)),
)
_AFTER_AT_LEAST = re.compile(r"^(?:[\s-]*[a-z]+){0,2}\s*(?:or more|and up|minimum|at least|\+)", re.I)
_EACH = dict.fromkeys(["yearly", "annual", "annually", "per annum", "p.a.", "yr"], "year") | {"monthly": "month", "mo": "month", "weekly": "week"}
_PERIOD = re.compile(
    rf"\b(?:per|a|an|each|every|/)\s?(year|yr|month|week)\b|\b(annually|yearly|monthly|weekly|per annum|p\.a\.)|/\s?(yr|year|mo|month)\b"
    rf"|(?:\b(?:over|in|per|during|for|each|every)\s|/\s?)(?:the\s|a\s|each\s|every\s)?(?:full\s|whole\s)?({_NUMBER})[- ]?(?:years?|yrs?)\b",
    re.I,
)
_PERIOD_BEFORE = re.compile(
    r"\b(yearly|annual|monthly|weekly)(?: (?!and |or |plus )[a-z]+){0,3} $|\b(?:each|every|per|a) (year|month|week),?(?: at least| a minimum of)? $", re.I
)
_REACH = 140  # characters after a figure that may still speak of it
_YEARS = re.compile(r"[- ]?(?:years?|yrs?)\b", re.I)
_AND = re.compile(r"\b(?:and|or|plus)(?: at least| a minimum of)? $", re.I)
_LEVEL_BEFORE = re.compile(r"\b(?:level|lvl|levl|category|cat|tier|stage)s?[ .]*$", re.I)
_LEVELS_BEFORE = re.compile(r"\blevels? (?:\d{1,2},? ?(?:and |or |to |& ?|/ ?|, ?))+$", re.I)
_CODE = re.compile(
    r"\b(?:DC[:\s-]*)?\d+\s?(?:-|–|to)\s?\d+[A-Z]\b|\b[A-Z]{2,}-\d+\b|\b\d+\([a-z]\)(?:\(\d+\))?|\b(?:Public Law|P\.?L\.?)\s*\d+-\d+"
    r"|\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-Z0-9]{6,}(?:-\d+)*\b|\b\d+\(\d+\)(?:,\s?\d+\s?[-–]\s?\d+)?"
    r"|(?:\bpp?\.|\b[Pp](?:ages?|art)|\b[Cc]hapter|\b[Ss]ection|\b[Vv]ersion)\s?\d+(?:\.\d+)?(?:\s?[-–]\s?\d+)?"
)
_COUNTED = re.compile(r"[a-z]{3,}s$|^(?:people|children|staff)$")
_NOT_COUNTED = frozenset(
    {
        "is",
        "was",
        "has",
        "does",
        "this",
        "as",
        "its",
        "his",
        "hers",
        "us",
        "plus",
        "hours",
        "years",
        "months",
        "weeks",
        "days",
        "less",
        "across",
        "always",
        "perhaps",
        "besides",
    }
)
_ENDS_UNIT = frozenset(
    {
        "and",
        "or",
        "of",
        "the",
        "to",
        "in",
        "for",
        "from",
        "at",
        "under",
        "over",
        "by",
        "with",
        "on",
        "than",
        "as",
        "if",
        "but",
        "who",
        "which",
        "when",
        "while",
        "plus",
        "per",
        "into",
        "about",
        "between",
        "after",
        "before",
        "during",
        "through",
        "without",
        "within",
        "until",
        "is",
        "are",
        "was",
        "were",
        "that",
        "must",
        "may",
        "can",
    }
)


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
        if word in {"hundred", "dozen"}:
            total = max(total, 1) * (100 if word == "hundred" else 12)
        elif word in NUMBER_WORDS:
            total += NUMBER_WORDS[word]
        elif word == "a":
            total = max(total, 1)
        elif word != "and":
            raise ValueError(f"not a figure: {text!r}")
    return float(total)


def codes(text: str) -> tuple[tuple[int, int], ...]:
    """Places (start, end) of digits that are no figures: laws, grants, editions of manuals, pages and issues of a source."""
    return tuple(match.span() for match in _CODE.finditer(text))


def quantities(text: str) -> tuple[Quantity, ...]:
    """The figures of a text, in order; "one" and "a" count only before a unit, and digits of codes (`codes`) do not count."""
    skipped = codes(text)
    matches = [m for m in _RANGE.finditer(text) if not any(start < m.end() and m.start() < end for start, end in skipped)]
    found: list[Quantity] = []
    for n, match in enumerate(matches):
        quantity = _read(text, match, _reach(text, match, matches[n + 1 : n + 20]))
        if quantity is not None:
            found.append(_shared(text, found[-1], quantity) if found else quantity)
    return tuple(found)


def _shared(text: str, whole: Quantity, quantity: Quantity) -> Quantity:
    """A share without a unit takes that of its whole: "33 hours, of which 10 …", "of the 33 hours, 10 …"."""
    said = text[max(0, whole.start - 8) : whole.start].lower().endswith("of the ") and text[whole.end : quantity.start] == ", "
    if quantity.unit or whole.unit not in _UNITS or not (quantity.part or said):
        return quantity
    return replace(quantity, unit=whole.unit, part=True)


def _reach(text: str, match: re.Match[str], later: list[re.Match[str]]) -> int:
    """Where the words after a figure cease to speak of it: at the next figure that is neither its period nor joined to it by "and"."""
    for following in later:
        if following.start() > match.end() + _REACH:
            break
        if _YEARS.match(text, following.end()) and _PERIOD.search(text[match.end() : following.end() + 6]):
            return following.end() + 6
        if not _AND.search(text[match.end() : following.start()]):
            return following.start()
    return match.end() + _REACH


def _read(text: str, match: re.Match[str], reach: int) -> Quantity | None:
    before, after = text[max(0, match.start() - 40) : match.start()], text[match.end() : min(reach, match.end() + _REACH)]
    value = number(match.group(2))
    high = number(match.group(3)) if match.group(3) else None
    unit, width, share = _unit(text[match.end() : match.end() + _REACH], match.group(2).lower() == "one" and high is None)
    if match.group(1):
        unit, width = "dollars", 0
    elif _LEVEL_BEFORE.search(before) or (not unit and value <= 10 and _LEVELS_BEFORE.search(before)):
        unit, width = "level", 0
    elif match.group(2).isdigit() and len(match.group(2)) == 4 and 1900 <= value <= 2100 and not _UNIT_NEXT.match(after):
        unit, width = "date", 0
    elif not unit and not match.group(2)[0].isdigit() and value <= 1:
        return None
    bound = next((b for b, pattern in _BEFORE if pattern.search(before)), Bound.EXACTLY)
    if bound is Bound.EXACTLY and (_AFTER_AT_LEAST.search(after) or after.startswith("+")):
        bound = Bound.AT_LEAST
    part = share or (bool(re.search(r"(?:of which|of these|of them|including|at least)\s*(?:at least\s*)?$", before, re.I)) and "which" in before.lower())
    period = None if unit in {"date", "level", "years", "months"} else _period(before, after, width)
    return Quantity(value, high, unit, bound, period, part, match.start(), match.end() + width)


def _unit(after: str, pronoun: bool) -> tuple[str, int, bool]:
    """The unit that follows a figure, past at most three adjectives; how many characters it takes; whether it is a share ("three of the hours").

    A counted noun in lower case goes before a capitalised one ("two Michigan bodies"); after "one", which may be a pronoun, none is taken.
    """
    if after.startswith("%"):
        return "percent", 1, False
    if after.startswith(("'s", "’s")):
        return "", 0, False
    if (joined := re.match(r"-([a-z]{3,})\b", after)) and not pronoun and joined.group(1) not in UNIT_WORDS | NUMBER_WORDS:
        return joined.group(1).removesuffix("s") + "s", joined.end(), False
    share = re.match(r" of (?:the|these|those|my|your|our|their) ", after, re.I)
    begins = share or re.match(r" or (?:more|fewer|less) ", after, re.I)
    gone = start = begins.end() if begins else 0
    named = ("", 0, False)
    for step, match in enumerate(TOKEN.finditer(after.lower(), start)):
        if step > 3 or re.search(r"[.;:,()?!]", after[gone : match.start()]):
            break
        word = match.group().removesuffix("'s").removesuffix("’s").rstrip("'’")
        if word in UNIT_WORDS:
            return UNIT_WORDS[word], match.end(), bool(share)
        if word in _ENDS_UNIT or word in NUMBER_WORDS or word[0].isdigit():
            break
        if _COUNTED.search(word) and word not in _NOT_COUNTED and not pronoun:
            if after[match.start()].islower() or after.isupper():
                return word, match.end(), bool(share)
            named = named if named[0] else (word, match.end(), bool(share))
        gone = match.end()
    return named


def _period(before: str, after: str, width: int) -> str | None:
    """The time in which a figure recurs: said after it, within it ("15 yearly hours") or before it ("a yearly minimum of 15 hours")."""
    within = re.search(r"\b(yearly|annual|monthly|weekly)\b", after[:width], re.I)
    clause = re.split(r"[.;]|, (?=[a-z]+ (?:is|are|must))", after[width:])[0]
    match = within or _PERIOD.search(clause) or _PERIOD_BEFORE.search(before)
    if match is None:
        return None
    if match.re is _PERIOD and match.group(4):
        years = number(match.group(4))
        return "year" if years == 1 else f"{years:g} years"
    word = next(group for group in match.groups() if group).lower()
    return _EACH.get(word, word)
