"""What of a page is its content: navigation and the like taken out, folded parts under their titles, the part that holds the text found."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Comment, Declaration, Doctype, ProcessingInstruction, Tag

from corpus.readers.html_parsing import HEADINGS
from corpus.readers.html_styles import names_of

HEADING_MARK = "data-source-heading"
"""Set on an element that is no heading to HTML but to the reader, with its level."""
LINE_MARK, PAGE_MARK = "data-source-line", "data-source-page"
"""What another reader sets on an element: the line that it comes from, and the page that begins there."""
_UNSEEN = [
    *["script", "template", "noscript", "svg", "iframe", "object", "embed", "canvas", "video", "audio", "select", "textarea", "datalist"],
    *["dialog", "map", "progress", "meter", "rp"],
]
_AROUND = frozenset({"nav", "footer", "aside"})
_ROLES = frozenset(
    {"navigation", "banner", "contentinfo", "complementary", "search", "dialog", "alertdialog", "menu", "menubar", "toolbar", "tablist", "tooltip"}
)
_NAMES = frozenset(
    [
        *["nav", "navbar", "navigation", "main-menu", "main-nav", "site-nav", "menu", "sidebar", "side-bar", "widget-area", "pager", "pagination"],
        *["masthead", "site-header", "page-header-banner", "colophon", "footer", "site-footer", "page-footer", "comments", "comments-area", "comment-respond"],
        *["respond", "social-share", "share-buttons", "sharedaddy", "skip-link", "skiplink", "skip-to-content", "skip-nav", "modal"],
        *["popup", "cky-consent-container", "cc-window", "gdpr"],
    ]
)
_UNSPOKEN = frozenset({"sr-only", "visually-hidden", "screen-reader-text"})
"""Names of what is there for screen readers only."""
_MOST = 0.5
"""Share of a page's text from which a part of it is the page, whatever its name."""
_TITLE = re.compile(r"(?:accordion|toggle|collaps|faq|expand|panel)[\w-]*?[-_]*(?:title|head|header|heading|trigger|button|btn|question|label|control|link)s?$")
_PANEL = re.compile(r"(?:accordion|toggle|collaps|faq|expand|panel|tab)[\w-]*?[-_]*(?:content|body|panel|pane|text|answer|collapse)$|^(?:collapse|panel)$")
_LONGEST = 200


def line_of(tag: Tag, before: int) -> int:
    """The line of the file that an element stands on: the one that it or an element around it is marked with, or its own below `before` others."""
    for around in (tag, *tag.parents):
        if str(around.get(LINE_MARK, "")).isdigit():
            return int(str(around[LINE_MARK]))
    return (tag.sourceline or 0) + before


def drop_unseen(soup: BeautifulSoup) -> None:
    """Take out what no browser shows as text: comments, scripts, what stands in for them, fields."""
    for text in soup.find_all(string=lambda text: isinstance(text, Comment | Declaration | Doctype | ProcessingInstruction)):
        text.extract()
    for tag in soup.find_all(_UNSEEN):
        tag.decompose()


def is_outside(tag: Tag) -> bool:
    """Whether an element is by its name or role about the page and the site rather than content of it."""
    if tag.name in _AROUND or _ROLES & set(str(tag.get("role") or "").lower().split()):
        return True
    if tag.name == "header":
        return not (tag.find_parent(["main", "article", "section"]) or tag.find_parent(role="main")) or tag.find(HEADINGS) is None
    names = names_of(tag)
    if _UNSPOKEN & set(names):
        return True
    if tag.name in {"main", "article", "body", "html", *HEADINGS}:
        return False
    return any(name in _NAMES or "breadcrumb" in name or "cookie" in name for name in [*names, str(tag.get("aria-label") or "").lower()])


def find_content(soup: BeautifulSoup) -> Tag:
    """The part of a page that holds its text, with what is not content taken out of it."""
    body = soup.find("body") or soup
    whole = _length(body)
    for tag in body.find_all(True):
        if tag.decomposed or tag.parent is None:
            continue
        by_element = tag.name in _AROUND or tag.name == "header" or tag.get("role")
        if (
            (is_outside(tag) and (by_element or _length(tag) < _MOST * whole))
            or (tag.name == "form" and _length(tag) < _MOST * whole)
            or (tag.name == "button" and not tag.has_attr(HEADING_MARK) and not tag.find_parent(HEADINGS))
            or _skips(tag)
        ):
            tag.decompose()
    rest = _length(body)
    for found in (body.find_all("main") + body.find_all(role="main"), body.find_all("article")):
        longest = max(found, key=_length, default=None)
        if longest is not None and _length(longest) >= _MOST * rest:
            return longest
    return body


def _skips(tag: Tag) -> bool:
    return tag.name == "a" and re.match(r"#", str(tag.get("href"))) is not None and re.match(r"(?i)skip (?:to|nav)", tag.get_text(" ", strip=True)) is not None


def _length(tag: Tag) -> int:
    return sum(len(text) for text in tag.stripped_strings)


def unfold(soup: BeautifulSoup) -> set[int]:
    """Mark the titles of folded parts (accordions, tabs, details) as headings.

    Returns:
        The `id()` of the folded parts, which a click shows.
    """
    ids = {str(tag["id"]): tag for tag in soup.find_all(id=True)}
    folded: set[int] = set()
    for tag in soup.find_all(True):
        controlled = _controlled(tag, ids)
        if tag.name == "summary":
            _mark(tag)
        elif controlled is not None or (any(map(_TITLE.search, names_of(tag))) and _beside(tag) is not None) or _precedes_panel(tag):
            panel = controlled if controlled is not None else _beside(tag)
            if panel is None or not _is_title(tag) or _is_menu(panel):
                continue
            folded.add(id(panel))
            if tag.get("role") == "tab" and not tag.find_parent(HEADINGS):
                panel.insert_before(tag.extract())
            _mark(tag)
        if any(map(_PANEL.search, names_of(tag))) or tag.get("role") == "tabpanel":
            folded.add(id(tag))
    return folded


def _controlled(tag: Tag, ids: dict[str, Tag]) -> Tag | None:
    """What a click on an element unfolds, if the page says so."""
    acts = tag.name == "button" or tag.get("role") in {"button", "tab"} or tag.get("data-toggle") or tag.get("data-bs-toggle") or tag.has_attr("aria-expanded")
    named = tag.get("aria-controls") or tag.get("data-target") or tag.get("data-bs-target") or tag.get("href")
    return ids.get(str(named).lstrip("#")) if acts and named else None


def _precedes_panel(tag: Tag) -> bool:
    if tag.name != "button" and tag.get("role") != "button":
        return False
    panel = _beside(tag)
    return panel is not None and (
        any(map(_PANEL.search, names_of(panel))) or panel.has_attr("hidden") or "display:none" in str(panel.get("style")).replace(" ", "")
    )


def _beside(tag: Tag) -> Tag | None:
    """The element with text after another, or after the one around it that holds nothing else."""
    beside = _next(tag)
    while beside is None and tag.parent is not None and tag.parent.get_text(strip=True) == tag.get_text(strip=True):
        tag = tag.parent
        beside = _next(tag)
    return beside if beside is not None and beside.name in {"div", "section", "article", "dd", "p", "ul", "ol", "table"} else None


def _next(tag: Tag) -> Tag | None:
    return next((found for found in tag.find_next_siblings() if found.get_text(strip=True)), None)


def _is_menu(panel: Tag) -> bool:
    return (
        panel.name in {"nav", "form"}
        or any("menu" in name or "nav" in name for name in names_of(panel))
        or is_outside(panel)
        or bool(panel.find_parent(is_outside))
    )


def _is_title(tag: Tag) -> bool:
    return 0 < len(tag.get_text(" ", strip=True)) <= _LONGEST and tag.find(["table", "ul", "ol", "p"]) is None


def _mark(tag: Tag) -> None:
    """Make an element a heading, unless it stands in one or holds one."""
    if tag.find_parent(HEADINGS) or tag.name in HEADINGS:
        tag.name = tag.name if tag.name in HEADINGS else "span"
    elif tag.find(HEADINGS):
        tag.name = "div"
    else:
        tag[HEADING_MARK] = "0"
