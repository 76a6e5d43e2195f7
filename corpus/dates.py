"""Dates in documents: when, and whether a date is called that of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join([*_MONTHS, *(month[:3] for month in _MONTHS), "sept"])
_YEAR = r"(?:19|20)\d{2}"
_DAYS = r"(?:0[1-9]|[12]\d|3[01])"
_COUNTED = r"(?!\s+(?:clock |contact |paid |direct )*(?:hours?|hrs?|families|children|people|members|words|dollars)\b)"
_DATE = re.compile(
    rf"(?<!\d)(?:(?P<iso>{_YEAR}([-/])(?:0[1-9]|1[0-2])(?:\2{_DAYS})?(?![\d-]))|(?P<us>\d{{1,2}}([-/.])\d{{1,2}}\4{_YEAR})|(?P<my>\d{{1,2}}/{_YEAR}))|"
    rf"(?P<named>(?:\d{{1,2}}(?:st|nd|rd|th)? )?\b(?:{_MONTH})\b\.?(?: \d{{1,2}}(?:st|nd|rd|th)?,?)? ?,? ?{_YEAR})|"
    rf"(?P<year>(?:(?<![\w$.,/-])|(?<={_YEAR}-)){_YEAR}(?![\w%/-]){_COUNTED})",
    re.I,
)
_SINCE = rf"(?:{_YEAR}\s*[-–,]\s*)*$"
"""Years before the last one ("© 2019–2031")."""
_STRONG = re.compile(rf"(?:edition|rev(?:is(?:ed|ion))?|version|effective|updated|in force|valid)\b\.?[^.;()\d]{{0,25}}{_SINCE}", re.I)
_WEAK = re.compile(rf"(?:approved|adopted|published|issued|released|amended|©|\(c\)|copyright)[^.;()\d]{{0,25}}{_SINCE}", re.I)
_UNTIL = re.compile(rf"\b(?:until|till|through|{_YEAR} to)\s*$", re.I)
_AFTER = re.compile(r"^\s*(?:edition|revision|version|guidelines?|handbook)\b", re.I)
_AS_OF = re.compile(r"(?:as of|retrieved(?: in| on)?)\s*$", re.I)

_BEGAN = re.compile(r"\b(?:founded|established|incorporated|formed|begun|began|started|since)\b[^.;()\d]{0,15}$", re.I)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text.

    Attributes:
        iso: "2025", "2025-03" or "2025-03-18", as exact as it is written.
        strength: 2 when it is called an edition's, 1 when an approval's, publication's or copyright's, else 0.
        alone: Whether the text holds little else.
        as_of: Whether the text says that it speaks as of then.
        began: Whether the text says that something else began then ("founded in").
        context: The words around it.
    """

    iso: str
    strength: int
    alone: bool
    as_of: bool
    began: bool
    context: str

    @property
    def labelled(self) -> bool:
        """Whether the text calls it the date of the document."""
        return self.strength > 0


def find_dates(text: str) -> list[Dated]:
    """The dates of a text, in order."""
    found = []
    text = " ".join(text.split())
    for match in _DATE.finditer(text):
        iso = _iso(match)
        if iso is None:
            continue
        before, after = text[: match.start()], text[match.end() :]
        strength = 2 if _STRONG.search(before) or _AFTER.match(after) else 1 if _WEAK.search(before) else 0
        strength = 0 if _UNTIL.search(before) else strength
        alone = len(text) - len(match.group()) <= 14
        context = " ".join(text[max(match.start() - 30, 0) : match.end() + 20].split())
        found.append(Dated(iso, strength, alone, bool(_AS_OF.search(before)), bool(_BEGAN.search(before)), context))
    return found


def _iso(match: re.Match[str]) -> str | None:
    text = match.group()
    if match.group("iso") or match.group("year"):
        return text.replace("/", "-")
    if match.group("us"):
        month, day, year = map(int, re.split(r"[-/.]", text))
        if month > 12:
            month, day = day, month
        return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
    if match.group("my"):
        month, year = map(int, text.split("/"))
        return f"{year}-{month:02}" if 1 <= month <= 12 else str(year)
    year = int(text[-4:])
    month = next(n for n, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name[:3]}", text, re.I))
    day_said = re.search(rf"(?<!\d)({_DAYS}|[1-9])(?!\d)", text[:-4])
    return f"{year}-{month:02}-{int(day_said.group(1)):02}" if day_said else f"{year}-{month:02}"
