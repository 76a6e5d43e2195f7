"""The items of a page's lists: how deep they stand and how they are numbered, whoever numbers them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from bs4 import Tag

from corpus.readers.html_styles import names_of, style_of

ITEM_MARK, LABEL_MARK = "data-source-item", "data-source-label"
"""What another reader sets on a paragraph that is an item: its depth and its number."""
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class Pending:
    """An item whose text has not come yet."""

    depth: int
    label: str
    typed: bool = False


def number_of(tag: Tag, name: str, otherwise: int = 1) -> int:
    """The whole number that an attribute of an element holds; `otherwise` if it holds none."""
    value = str(tag.get(name, "")).strip()
    return int(value) if re.fullmatch(r"\d{1,6}", value) else otherwise


def typed_item(tag: Tag) -> Pending | None:
    """An item that is marked up as a paragraph: by another reader, or by Word."""
    if tag.has_attr(ITEM_MARK):
        return Pending(number_of(tag, ITEM_MARK, 0), str(tag.get(LABEL_MARK, "")))
    listed = re.search(r"mso-list:\s*\w+\s+level(\d)", str(tag.get("style", "")))
    if listed is None or tag.name != "p":
        return None
    label = ""
    for ignored in tag.find_all(style=re.compile(r"mso-list:\s*ignore", re.I)):
        label = label or "".join(c for c in ignored.get_text() if c.isalnum() and c.isascii())
        ignored.extract()
    return Pending(int(listed.group(1)) - 1, label if label != "o" else "")


def numbers(tag: Tag) -> Iterator[Pending]:
    """The labels of a list's items, in order; none for a list with bullets, those typed in the text for one without either."""
    items = tag.find_all("li", recursive=False)
    style = style_of(tag)
    kind = f"{style.get('list-style-type', '')} {style.get('list-style', '')}"
    bare = "none" in kind or any(re.search(r"unstyled|no-?bullet|list-?none|list-style-none", name) for name in names_of(tag))
    step = -1 if tag.has_attr("reversed") else 1
    at = number_of(tag, "start", len(items) if step < 0 else 1)
    while True:
        item = items.pop(0) if items else None
        own = style_of(item) if item is not None else {}
        if bare or "none" in f"{own.get('list-style-type', '')} {own.get('list-style', '')}":
            yield Pending(0, "", typed=True)
        elif tag.name == "ol":
            at = number_of(item, "value", at) if item is not None else at
            yield Pending(0, counted(at, str(tag.get("type", "")), kind))
            at += step
        else:
            yield Pending(0, "")


def counted(number: int, kind: str, style: str = "") -> str:
    """A number as a list shows it: by the type of HTML (1, a, A, i, I) or the style that CSS names."""
    if kind in {"a", "A"} or "alpha" in style or "latin" in style:
        letter = chr(ord("a") + (number - 1) % 26) if number > 0 else str(number)
        return letter.upper() if kind == "A" or "upper" in style else letter
    if (kind in {"i", "I"} or "roman" in style) and 0 < number < 200:
        roman = ""
        for value, sign in _ROMAN:
            while number >= value:
                roman, number = roman + sign, number - value
        return roman.upper() if kind == "I" or "upper" in style else roman
    return str(number)
