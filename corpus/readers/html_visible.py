"""What of a page a person sees: hidden and struck-out text is taken out of the tree, and named."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from corpus.readers.html_styles import Colour, Sheet, alike, colour, pixels, style_of

MOST_NAMED = 10
_WORDS = 8
_STRUCK = frozenset({"del", "s", "strike"})
_PARTS = ["p", "li", "table", "h1", "h2", "h3", "h4", "h5", "h6", "div", "section"]
_PALE = 240
"""Channel from which a colour can hardly be seen on white, of 255."""
_FAR = -999
"""Pixels to the left of the page, or above it."""
_FOLDED = ("display", "visibility", "opacity", "height", "max-height")


@dataclass(frozen=True, slots=True)
class _Look:
    """How text in an element looks; what is not stated there it has from the element around it.

    `ground` is True when something is stated that tells no colour, such as a picture; `inline` when the element itself states the colour of its text.
    """

    ink: Colour | None = None
    ground: Colour | bool | None = None
    inline: bool = False
    tiny: bool = False
    unseen: bool = False
    gone: bool = False
    outside: bool = False


def drop_hidden(soup: BeautifulSoup, sheet: Sheet, folded: Collection[int], outside: Callable[[Tag], bool]) -> list[str]:
    """Take out of a page what nobody sees.

    Args:
        soup: The page; it is changed.
        sheet: The style sheets within it.
        folded: The `id()` of elements that a click unfolds; those are seen.
        outside: Whether an element is no part of the content, so that what is hidden in it need not be named.

    Returns:
        A sentence for each text that was left out, with its first words.
    """
    looks: dict[int, _Look] = {id(soup): _Look()}
    hidden: list[tuple[PageElement, bool]] = []
    for node in soup.descendants:
        around = looks.get(id(node.parent), _Look())
        if isinstance(node, Tag):
            look = _look(node, around, sheet, id(node) in folded)
            beside = around.outside or outside(node)
            looks[id(node)] = replace(look, outside=beside)
            if look.gone and not around.gone:
                hidden.append((node, beside))
        elif type(node) is NavigableString and node.strip() and not around.gone and _cannot_be_seen(around, sheet):
            hidden.append((node, around.outside))
    struck = [tag for tag in soup.find_all(_is_struck) if not looks[id(tag)].gone and not tag.find_parent(_is_struck)]
    warnings = _named("Hidden", [node for node, beside in hidden if not beside]) + _named("Struck-out", [tag for tag in struck if not looks[id(tag)].outside])
    for node in [*(node for node, _ in hidden), *struck]:
        if isinstance(node, Tag):
            node.decompose()
        else:
            node.extract()
    return warnings


def _is_struck(tag: Tag) -> bool:
    return tag.name in _STRUCK or ("line-through" in str(tag.get("style", "")) and "line-through" in " ".join(style_of(tag).values()))


def _look(tag: Tag, around: _Look, sheet: Sheet, folded: bool) -> _Look:
    """The look of an element within another of a given look."""
    if around.gone:
        return around
    own = style_of(tag)
    style = sheet.style(tag)
    if folded:
        style = {name: value for name, value in style.items() if name not in _FOLDED}
    ink, inline = around.ink, around.inline
    stated = style.get("color") or str(tag.get("color") or tag.get("text") or "").lower() if tag.name in {"font", "body"} else style.get("color")
    if stated and stated not in {"inherit", "currentcolor"}:
        ink, inline = colour(stated), "color" in own or not style.get("color")
    elif tag.name == "a" and tag.get("href"):
        ink = None
    size = pixels(style["font-size"]) if "font-size" in style else None
    seen = style.get("visibility")
    return _Look(
        ink=ink,
        ground=_ground(tag, style, around.ground),
        inline=inline,
        tiny=size <= 1 if size is not None else around.tiny and "font-size" not in style,
        unseen=seen in {"hidden", "collapse"} if seen else around.unseen,
        gone=stated == "transparent" or _gone(tag, style, folded),
    )


def _ground(tag: Tag, style: Mapping[str, str], around: Colour | bool | None) -> Colour | bool | None:
    value = style.get("background-color") or style.get("background") or str(tag.get("bgcolor") or "").lower()
    if tag.get("background") or "url(" in value or "gradient" in value or "var(" in value or style.get("background-image", "none") != "none":
        return True
    if value and value not in {"none", "transparent", "inherit", "initial", "unset"}:
        told = [found for part in [value, *value.split()] if (found := colour(part))]
        return told[0] if told else True
    if any(re.match(r"bg-|.*background", name) for name in tag.get("class") or []):
        return True
    return around


def _cannot_be_seen(look: _Look, sheet: Sheet) -> bool:
    """Whether text of a look is lost to the eye: tiny, invisible, or in the colour of what it stands on."""
    if look.tiny or look.unseen:
        return True
    if look.ink is None or look.ground is True:
        return False
    if isinstance(look.ground, tuple):
        return alike(look.ink, look.ground)
    return min(look.ink) >= _PALE and (look.inline or sheet.whole)


def _gone(tag: Tag, style: Mapping[str, str], folded: bool) -> bool:
    """Whether an element is not shown at all."""
    if not folded and (tag.has_attr("hidden") or (str(tag.get("aria-hidden")).lower() == "true" and not tag.find(_PARTS))):
        return True
    if style.get("display") == "none":
        return True
    # Elements that come into view when the page is scrolled begin transparent and moved.
    if re.fullmatch(r"0?\.?0*%?", style.get("opacity", "1")) and not any(name.startswith(("transform", "transition", "animation")) for name in style):
        return True
    if re.sub(r"\s", "", style.get("clip", "")).startswith("rect(0") or (pixels(style.get("text-indent", "")) or 0) <= _FAR:
        return True
    if style.get("position") in {"absolute", "fixed"} and any((pixels(style.get(side, "")) or 0) <= _FAR for side in ("left", "top", "right", "bottom")):
        return True
    sizes = [size for side in ("width", "height", "max-height") if (size := pixels(style.get(side, ""))) is not None]
    return bool(sizes) and min(sizes) <= 1 and style.get("overflow", "").startswith("hidden")


def _named(how: str, nodes: Sequence[PageElement]) -> list[str]:
    return name_texts(how, [" ".join(node.get_text(" ").split()) for node in nodes])


def name_texts(how: str, texts: Iterable[str]) -> list[str]:
    """A warning for each text that was left out, with its first words; beyond `MOST_NAMED` their number."""
    said = list(dict.fromkeys(text for text in texts if sum(map(str.isalnum, text)) > 1))
    found = [f'{how} text was left out: "{_start(text)}".' for text in said[:MOST_NAMED]]
    more = len(said) - MOST_NAMED
    return [*found, f"{how} text was left out in {more} more places."] if more > 0 else found


def _start(text: str) -> str:
    words = text.split()
    shown = " ".join(words[:_WORDS])[:100]
    return shown + (" …" if len(shown) < len(text) else "")
