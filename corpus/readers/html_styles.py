"""What a page says of the look of its elements, as far as it decides whether a person sees them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

Colour = tuple[int, int, int]

_NAMED: dict[str, Colour] = {
    "white": (255, 255, 255),
    "snow": (255, 250, 250),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "black": (0, 0, 0),
    "red": (255, 0, 0),
    "yellow": (255, 255, 0),
    "blue": (0, 0, 255),
    "green": (0, 128, 0),
    "gray": (128, 128, 128),
    "grey": (128, 128, 128),
    "silver": (192, 192, 192),
    "navy": (0, 0, 128),
}
_NEAR = 16
"""How far two colours may lie apart in each channel, of 255, and still look the same."""
_TOLD = frozenset({"display", "visibility", "color", "background", "background-color", "font-size", "opacity"})
_SIMPLE = re.compile(r"(?P<tag>[A-Za-z][\w-]*)?(?P<names>(?:[.#][\w-]+)*)")


def declarations(text: str) -> dict[str, str]:
    """The declarations of a style attribute or a rule, names and values in lower case."""
    found = {}
    for part in re.sub(r"/\*.*?\*/", "", text, flags=re.S).split(";"):
        name, _, value = part.partition(":")
        if value:
            found[name.strip().lower()] = value.replace("!important", "").strip().lower()
    return found


def style_of(tag: Tag) -> dict[str, str]:
    """What the style attribute of an element declares."""
    return declarations(str(tag["style"])) if tag.get("style") else {}


def names_of(tag: Tag) -> list[str]:
    """The id and the classes of an element, in lower case."""
    classes = tag.get("class")
    listed = classes.split() if isinstance(classes, str) else list(classes or ())
    return [name.lower() for name in (str(tag.get("id") or ""), *listed) if name]


def colour(value: str) -> Colour | None:
    """The colour that a value of CSS or HTML names, if it is one and opaque."""
    if value in _NAMED:
        return _NAMED[value]
    if found := re.fullmatch(r"#?([0-9a-f]{6})(?:[0-9a-f]{2})?", value):
        code = found.group(1)
        return int(code[:2], 16), int(code[2:4], 16), int(code[4:], 16)
    if found := re.fullmatch(r"#([0-9a-f])([0-9a-f])([0-9a-f])[0-9a-f]?", value):
        red, green, blue = (int(digit * 2, 16) for digit in found.groups())
        return red, green, blue
    if found := re.match(r"rgba?\(\s*(\d+)[\s,]+(\d+)[\s,]+(\d+)", value):
        red, green, blue = (min(255, int(part[:4])) for part in found.groups())
        return red, green, blue
    return None


def alike(one: Colour, other: Colour) -> bool:
    """Whether text of one colour cannot be seen on the other."""
    return all(abs(a - b) <= _NEAR for a, b in zip(one, other, strict=True))


def pixels(value: str) -> float | None:
    """A length in pixels, as far as it is stated in a fixed unit."""
    found = re.match(r"(-?[\d.]{1,12})\s*(px|pt|em|rem|%|)$", value)
    if not found:
        return None
    try:
        size = float(found.group(1))
    except ValueError:
        return None
    return size * {"pt": 4 / 3, "em": 16, "rem": 16, "%": 0.16}.get(found.group(2), 1)


@dataclass(frozen=True, slots=True)
class Rule:
    """Declarations for the elements that have a name and all the classes and ids."""

    element: str
    names: frozenset[str]
    declared: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The style sheets within a page: the rules with plain selectors (`p`, `.class`, `p.class`, `#id`), later ones over earlier.

    `whole` when the page's look is told by them alone: no other file is linked and no part of the page is given a background.
    """

    rules: Mapping[str, Sequence[tuple[int, Rule]]]
    whole: bool

    def style(self, tag: Tag) -> dict[str, str]:
        """What holds for an element, its style attribute over the sheets."""
        found: dict[str, str] = {}
        if self.rules:
            names = {f"#{tag.get('id')}", *(f".{name}" for name in tag.get("class") or [])}
            told = [pair for name in {*names, tag.name} for pair in self.rules.get(name, ()) if pair[1].element in {"", tag.name} and pair[1].names <= names]
            for _, rule in sorted(told, key=lambda pair: pair[0]):
                found.update(rule.declared)
        return found | style_of(tag)


def read_sheets(soup: BeautifulSoup) -> Sheet:
    """The style sheets within a page.

    What is hidden by class but shown by another rule is left alone, since a script or the width of the screen decides: such a rule is dropped.
    """
    text = re.sub(r"/\*.*?\*/", "", "\n".join(tag.get_text() for tag in soup.find_all("style")), flags=re.S)
    linked = any("stylesheet" in str(tag.get("rel") or "").lower() for tag in soup.find_all("link"))
    told = [(selector, declarations(body), outer) for selector, body, outer in _rules(text)]
    shown = {name for selector, declared, _ in told if _shows(declared) for name in re.findall(r"[.#][\w-]+", selector)}
    rules: dict[str, list[tuple[int, Rule]]] = {}
    backed = False
    for order, (selectors, every, outer) in enumerate(told):
        declared = {name: value for name, value in every.items() if name in _TOLD}
        for selector in map(str.strip, selectors.split(",")) if declared and outer else ():
            backed = backed or (any(name.startswith("background") for name in declared) and selector.lower() not in {"body", "html", "*"})
            if selector and (found := _SIMPLE.fullmatch(selector)):
                rule = Rule((found["tag"] or "").lower(), frozenset(re.findall(r"[.#][\w-]+", found["names"])), declared)
                hides = declared.get("display") == "none" or declared.get("visibility") == "hidden" or declared.get("opacity") == "0"
                if not (hides and rule.names & shown):
                    rules.setdefault(min(rule.names, default=rule.element), []).append((order, rule))
    return Sheet(rules, not linked and not backed)


def _rules(text: str) -> Iterator[tuple[str, str, bool]]:
    """The rules of a sheet: selector, declarations, and whether it stands outside of any condition ("@media")."""
    open_: list[str] = []
    before = ""
    for part in re.split(r"([{}])", text):
        if part == "{":
            open_.append(before.rpartition(";")[2].strip() if before.lstrip().startswith("@") else before.strip())
            before = ""
        elif part == "}":
            if open_ and before.strip() and not open_[-1].startswith("@"):
                yield open_[-1], before, len(open_) == 1
            del open_[-1:]
            before = ""
        else:
            before = part


def _shows(declared: Mapping[str, str]) -> bool:
    return declared.get("display", "none") != "none" or declared.get("visibility") == "visible" or declared.get("opacity", "0") not in {"0", "0.0"}
