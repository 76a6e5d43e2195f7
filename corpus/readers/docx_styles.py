"""The styles and numberings of a Word file, as far as they say what is bold, hidden, a heading, or an item of which number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from corpus.readers.html_lists import counted

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_KINDS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_DEEPEST = 20
"""Styles that one may be based on, in a row."""


def value(parent: Element | None, name: str) -> str | None:
    """The value of a property, if it is there; an empty text for one that needs none."""
    found = parent.find(f"{W}{name}") if parent is not None else None
    return None if found is None else found.get(f"{W}val", "")


def is_on(parent: Element | None, name: str) -> bool | None:
    """Whether a property that is on or off is on; None if it is not stated."""
    told = value(parent, name)
    return None if told is None else told not in {"0", "false", "off", "none"}


class Styles:
    """The styles of a file."""

    def __init__(self, part: Element | None) -> None:
        self._styles = {style.get(f"{W}styleId", ""): style for style in part.iter(f"{W}style")} if part is not None else {}
        self._normal = next((key for key, style in self._styles.items() if _is_normal(style)), "")

    def chain(self, key: str | None) -> Iterator[Element]:
        """A style and those that it is based on; the default one for a paragraph that names none."""
        key = self._normal if key is None else key
        for _ in range(_DEEPEST):
            style = self._styles.get(key)
            if style is None:
                return
            yield style
            key = value(style, "basedOn") or ""

    def properties(self, key: str | None, kind: str) -> list[Element]:
        """The properties of a kind ("rPr", "pPr") that hold by a style, the nearest first."""
        return [found for style in self.chain(key) if (found := style.find(f"{W}{kind}")) is not None]

    def name(self, key: str | None) -> str:
        """The name of a style in lower case; Word keeps those of its own styles in English."""
        return next(((value(style, "name") or "").lower() for style in self.chain(key)), "")

    def level(self, key: str | None) -> int | None:
        """The level of the heading that a style makes of a paragraph: 0 for a title, None for what is no heading."""
        for style in self.chain(key):
            name = (value(style, "name") or "").lower()
            if name == "title":
                return 0
            if found := re.fullmatch(r"heading ?([1-9])", name):
                return int(found.group(1))
            outline = value(style.find(f"{W}pPr"), "outlineLvl")
            if outline is not None and outline.isdigit():
                return int(outline) + 1 if int(outline) < 9 else None
        return None

    def bold_first_row(self, key: str) -> bool:
        """Whether a style of tables sets their first row in bold."""
        rows = [part for style in self.chain(key) for part in style.findall(f"{W}tblStylePr") if part.get(f"{W}type") == "firstRow"]
        return any(is_on(part.find(f"{W}rPr"), "b") for part in rows)

    def shades(self, key: str) -> bool:
        """Whether a style of tables gives any of their cells a colour."""
        return any(next(style.iter(f"{W}shd"), None) is not None for style in self.chain(key))


def _is_normal(style: Element) -> bool:
    return style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in {"1", "true", "on"}


@dataclass(slots=True)
class _List:
    """An abstract numbering: its levels, and how far each has counted."""

    levels: dict[int, Element]
    counts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """The numberings of a file, counting as its paragraphs come."""

    def __init__(self, part: Element | None, styles: Styles) -> None:
        self._numbers: dict[str, Element] = {}
        self._lists: dict[str, _List] = {}
        self._links: dict[str, str] = {}
        self._begun: set[str] = set()
        self._styles = styles
        for abstract in part.findall(f"{W}abstractNum") if part is not None else ():
            key = abstract.get(f"{W}abstractNumId", "")
            self._lists[key] = _List({int(level.get(f"{W}ilvl", "0")): level for level in abstract.findall(f"{W}lvl")})
            if link := value(abstract, "numStyleLink"):
                self._links[key] = link
        for number in part.findall(f"{W}num") if part is not None else ():
            self._numbers[number.get(f"{W}numId", "")] = number

    def count(self, number: str, level: int) -> str | None:
        """The label of the next paragraph of a numbering at a level from 0, without punctuation; empty for a bullet, None for what has neither."""
        told = self._list(number)
        if told is None or level not in told.levels:
            return None
        if number not in self._begun:
            self._begun.add(number)
            for override in self._numbers[number].findall(f"{W}lvlOverride"):
                start = value(override, "startOverride")
                if start is not None and start.isdigit():
                    told.counts[int(override.get(f"{W}ilvl", "0"))] = int(start) - 1
        for at in range(level):
            told.counts.setdefault(at, _start(told, at))
        told.counts[level] = told.counts.get(level, _start(told, level) - 1) + 1
        for deeper in [at for at in told.counts if at > level]:
            del told.counts[deeper]
        kind = value(told.levels[level], "numFmt")
        shown = value(told.levels[level], "lvlText") or ""
        if kind == "bullet":
            return "" if shown.strip() else None
        label = re.sub(r"%(\d)", lambda found: _shown(told, int(found.group(1)) - 1), shown)
        return label.strip(" .:()[]-–\t") if label.strip() else None

    def _list(self, number: str) -> _List | None:
        for _ in range(_DEEPEST):
            if number not in self._numbers:
                return None
            key = value(self._numbers[number], "abstractNumId") or ""
            if key not in self._links:
                return self._lists.get(key)
            linked = self._styles.properties(self._links[key], "pPr")
            number = next((found for part in linked if (found := value(part.find(f"{W}numPr"), "numId"))), "")
        return None


def _start(told: _List, level: int) -> int:
    start = value(told.levels.get(level), "start")
    return int(start) if start is not None and start.isdigit() else 1


def _shown(told: _List, level: int) -> str:
    kind = value(told.levels.get(level), "numFmt") or "decimal"
    return counted(told.counts.get(level, 1), _KINDS.get(kind, "1"))
