"""Dates of birth and other full dates, and ages; editions, months, years and whatever dates the corpus itself names stay."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.masking.cues import alternatives
from assistant.masking.marks import MARKS, NAME
from corpus.dates import find_dates
from index.passages import Passage

_MONTH = rf"(?:{alternatives('months')})\b\.?"
_ORDINAL = rf"(?:{alternatives('ordinals')})\b"
_UNIT = rf"(?:{alternatives('units')})\b"
_DAY = r"(?<!\d)(?:0?[1-9]|[12]\d|3[01])(?!\d)(?:[ \t]?(?:st|nd|rd|th)\b)?"
_YEAR = r"(?:(?:19|20)\d\d|['’‘`]?\d\d)(?!\d)"
_SAID_YEAR = (
    r"(?:nineteen|twenty|two thousand)(?:[ -](?:hundred|and|oh|[a-z]+(?:teen|ty)|ten|eleven|twelve|one|two|three|four|five|six|seven|eight|nine)){1,3}\b"
)
_OF = r"(?:[ \t]*(?:,|of|de|del|in)?[ \t]*)"
_LOOSE_MAY = r"may[ \t]+\d"
_DATES = tuple(
    re.compile(form, re.I)
    for form in (
        r"(?<![\d./-])\d{4}[ \t]?([-/.])[ \t]?\d{1,2}[ \t]?\1[ \t]?\d{1,2}(?![\d-])(?:T\d\d:\d\d\S*)?",
        r"(?<![\d./-])\d{1,2}[ \t]?([-/.–])[ \t]?\d{1,2}[ \t]?\1[ \t]?(?:\d{4}|['’]?\d{2})(?![\d-])",
        r"(?<![\d./-])\d{1,2}[ ]\d{1,2}[ ](?:19|20)\d\d(?!\d)",
        rf"\b{_MONTH}[ \t]*[-/]?[ \t]*(?:the[ \t]+)?(?:{_DAY}|{_ORDINAL})(?:{_OF}(?:{_YEAR}|{_SAID_YEAR}))?(?![ \t]*(?:[a-z]+[ \t]+){{0,2}}{_UNIT})",
        rf"(?:{_DAY}|\b{_ORDINAL})[ \t]*[-/]?[ \t]*(?:of[ \t]+|de[ \t]+|day of[ \t]+)?{_MONTH}(?:[ \t]*[-/]?{_OF}(?:{_YEAR}|{_SAID_YEAR}))?(?!\w)",
        rf"\b{_MONTH}[ \t]+{_SAID_YEAR}",
        r"\bnineteen(?:[ -](?:hundred|and|oh|[a-z]+ty|ten|eleven|twelve|one|two|three|four|five|six|seven|eight|nine)){1,3}\b",
    )
)
_BIRTH = rf"\b(?:{alternatives('births')})(?!\w)"
_BIRTH_DATE = re.compile(
    rf"({_BIRTH}[^\n?!]{{0,40}}?)((?<![\w$])(?:\d{{1,2}}[/.-])?['’‘`]?(?:(?:19|20)\d\d|\d\d)\b(?![ \t]*(?:{_UNIT}|%))"
    rf"|\b{_SAID_YEAR}|{_MONTH}[ \t]+{_YEAR}|\b\d{{6,8}}\b)",
    re.I,
)
_BIRTH_DAY = re.compile(rf"((?:{_BIRTH}|{MARKS['date']})[^\n?!]{{0,40}}?\bon[ \t]+(?:the[ \t]+)?)({_DAY}|{_ORDINAL})(?![ \t]*{_UNIT})", re.I)
_PAIR = re.compile(r"(?<![\w./$-])(0?[1-9]|1[0-2])/(0?[1-9]|[12]\d|3[01])(?![\w/%])(?!\.\d)")
_NO_PAIR_BEFORE = re.compile(rf"\b(?:{alternatives('graded')})[ \t]*(?:of|is|are|was|were|:|=)?[ \t]*$", re.I)
_FRACTION = re.compile(r"1/[2-4]|2/3|3/4")
_COUNTED = re.compile(rf"[ \t]*(?:[a-z]+[ \t]+)?{_UNIT}|[ \t]+of\b", re.I)
_JOINED = re.compile(r"[ \t]*(?:[,;&-]|and|or|to)[ \t]*", re.I)
_LISTED = re.compile(r"[ \t]*(?:[,;&-]|and|to)[ \t]*(\d{1,2}/\d{1,2})(?![\w/%])")
_DATED = re.compile(
    rf"(?:\b(?:{alternatives('dated')}|{alternatives('births')})[ \t:]*|{MARKS['date']}[ \t]*(?:[,;&-]|and|to)?[ \t]*)$",
    re.I,
)
"""What comes before a day and a month that could be a fraction."""
_WEEKDAY = re.compile(rf"\b(?:{alternatives('calendar')})\b\.?,?[ \t]+(?:the[ \t]+(?:{_DAY}|{_ORDINAL})|\d{{1,2}}(?:st|nd|rd|th)\b|{MARKS['date']})", re.I)
_KIN = r"(?:son|daughter|child|kid|baby|girl|boy|toddler|infant|twins?|grandson|granddaughter|niece|nephew|foster (?:son|daughter|child))"
_ENDING = r"(?=[ \t]*(?:[,.;)!?\n]|and\b|$|y/?o\b|(?:years?|yrs?|months?|mos?)[ \t]+old))"
"""What follows an age."""
_AGES = (
    re.compile(
        rf"({NAME}[ \t]*,?[ \t]*\(?(?:aged?[ \t]+|is[ \t]+|turned[ \t]+|who is[ \t]+)?)(\d{{1,2}}(?:[ \t]?1/2|½)?){_ENDING}",
        re.I,
    ),
    re.compile(
        rf"(\b(?:i am|i'm|i’m|im|she is|he is|she's|he's|aged?|turned|turning|age is|age:)[ \t]+)(\d{{1,2}}){_ENDING}",
        re.I,
    ),
    re.compile(rf"(\bmy[ \t]+)(\d{{1,2}})(?=[ \t-]*(?:years?|yrs?|months?|mos?|y|m)[ \t-]*(?:old|o)[ \t]+{_KIN}\b)", re.I),
    re.compile(
        rf"(\bmy[ \t]+(?:[a-z]+[ \t]+)?{_KIN}[ \t]*(?:{NAME}[ \t]*)?,?[ \t]*\(?(?:is[ \t]+|aged?[ \t]+)?)(\d{{1,2}}){_ENDING}",
        re.I,
    ),
)


class DateMasker:
    """Puts marks in place of dates and ages. Dates that are editions of the corpus, or that a passage names, stay."""

    def __init__(self, passages: Sequence[Passage]) -> None:
        self._editions = {passage.scope.edition for passage in passages if passage.scope.edition}
        self._said: set[str] = set()
        for passage in passages:
            for pattern in _DATES:
                self._said |= {_squeezed(match.group()) for match in pattern.finditer(passage.text)}

    def mask(self, text: str) -> str:
        """The text with marks for full dates, dates and years of birth, and ages of a person."""
        text = _BIRTH_DATE.sub(lambda match: match.group() if self._fuller(match) else match.group(1) + MARKS["date"], text)
        for pattern in _DATES:
            text = pattern.sub(self._date, text)
        text = _BIRTH_DAY.sub(rf"\1{MARKS['date']}", text)
        text = _WEEKDAY.sub(MARKS["date"], _mask_pairs(text))
        for pattern in _AGES:
            text = pattern.sub(rf"\1{MARKS['number']}", text)
        return text

    def _fuller(self, match: re.Match[str]) -> bool:
        """Whether the year belongs to a full date, which is found as a whole."""
        text = match.string
        return any(
            found.start() < match.end(2) and found.end() > match.start(2)
            for pattern in _DATES
            for found in pattern.finditer(text, match.start(), match.end() + 12)
        )

    def _date(self, match: re.Match[str]) -> str:
        said = match.group()
        before = match.string[max(0, match.start() - 40) : match.start()]
        numbers = [int(n) for n in re.findall(r"\d+", said)]
        if re.fullmatch(r"[\d\s./–-]+", said) and (min(numbers) > 12 or re.match(rf"[ \t]*{_UNIT}", match.string[match.end() :], re.I)):
            return said
        if re.match(_LOOSE_MAY, said) and not re.search(r"\d(?:st|nd|rd|th)|\d{4}|['’]\d\d|\d,? \d", said):
            return said
        if re.fullmatch(r"\d{1,2}[ \t]+may", said):
            return said
        born = re.search(rf"{_BIRTH}[^.?!\n]*$", before, re.I)
        if not born and (_squeezed(said) in self._said or any(dated.iso in self._editions for dated in find_dates(said))):
            return said
        return MARKS["date"]


def _mask_pairs(text: str) -> str:
    """The text with marks for a month and a day without a year ("9/8, 9/22"), which a unit behind, a grade before or a common fraction is not."""
    out, at, kept = [""], 0, False
    for match in _PAIR.finditer(text):
        between = text[at : match.start()]
        before = (out[-1] + between)[-24:]
        following = _LISTED.match(text, match.end())
        listed = following is not None and not _FRACTION.fullmatch(following.group(1))
        fraction = _FRACTION.fullmatch(match.group()) and not listed and not _DATED.search(before)
        kept = bool(fraction or _COUNTED.match(text, match.end()) or _NO_PAIR_BEFORE.search(before) or (kept and _JOINED.fullmatch(between)))
        out += [between, match.group() if kept else MARKS["date"]]
        at = match.end()
    return "".join([*out, text[at:]])


def _squeezed(said: str) -> str:
    return re.sub(r"[\s,.]+|(?<=\d)(?:st|nd|rd|th)\b", "", said.lower())
