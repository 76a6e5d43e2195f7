"""Dates in documents: when, and whether a date is called that of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join([*_MONTHS, *(month[:3] for month in _MONTHS), "sept"])
_DATE = re.compile(
    rf"(?P<iso>(?:19|20)\d{{2}}-\d{{2}}(?:-\d{{2}})?)|(?P<us>\d{{1,2}}/\d{{1,2}}/(?:19|20)\d{{2}})|(?P<my>\d{{1,2}}/(?:19|20)\d{{2}})|"
    rf"(?P<named>(?:\d{{1,2}}(?:st|nd|rd|th)? )?\b(?:{_MONTH})\b\.?(?: \d{{1,2}}(?:st|nd|rd|th)?,?)? ?,? ?(?:19|20)\d{{2}})|(?P<year>(?<![\d$.,/-])(?:19|20)\d{{2}}(?![\d%/-]))",
    re.I,
)
_STRONG = re.compile(r"(?:edition|rev(?:is(?:ed|ion))?|version|effective|updated|in force|valid)\b[^.;()\d]{0,25}$", re.I)
_WEAK = re.compile(r"(?:approved|adopted|published|issued|released|amended|©|\(c\)|copyright)[^.;()\d]{0,25}$", re.I)
_AFTER = re.compile(r"^\s*(?:edition|revision|version|guidelines?|handbook)\b", re.I)
_AS_OF = re.compile(r"(?:as of|retrieved(?: in| on)?)\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Dated:
    """A date in a text.

    Attributes:
        iso: "2025", "2025-03" or "2025-03-18", as exact as it is written.
        strength: 2 when it is called an edition's, 1 when an approval's, publication's or copyright's, else 0.
        alone: Whether the text holds little else.
        as_of: Whether the text says that it speaks as of then.
        context: The words around it.
    """

    iso: str
    strength: int
    alone: bool
    as_of: bool
    context: str

    @property
    def labelled(self) -> bool:
        """Whether the text calls it the date of the document."""
        return self.strength > 0


def find_dates(text: str) -> list[Dated]:
    """The dates of a text, in order."""
    found = []
    for match in _DATE.finditer(text):
        iso = _iso(match)
        if iso is None:
            continue
        before, after = text[: match.start()], text[match.end() :]
        strength = 2 if _STRONG.search(before) or _AFTER.match(after) else 1 if _WEAK.search(before) else 0
        alone = len(text) - len(match.group()) <= 14
        context = " ".join(text[max(match.start() - 30, 0) : match.end() + 20].split())
        found.append(Dated(iso, strength, alone, bool(_AS_OF.search(before)), context))
    return found


def _iso(match: re.Match[str]) -> str | None:
    text = match.group()
    if match.group("iso") or match.group("year"):
        return text
    if match.group("us"):
        month, day, year = map(int, text.split("/"))
        if month > 12:
            month, day = day, month
        return f"{year}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 31 else None
    if match.group("my"):
        month, year = map(int, text.split("/"))
        return f"{year}-{month:02}" if 1 <= month <= 12 else str(year)
    year = int(text[-4:])
    month = next(n for n, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name[:3]}", text, re.I))
    day_said = re.search(r"(?<!\d)(\d{1,2})(?!\d)", text[:-4])
    return f"{year}-{month:02}-{int(day_said.group(1)):02}" if day_said else f"{year}-{month:02}"
