"""HTML into a tree, with what browsers close by themselves closed, so that paragraphs, items and cells stand beside instead of within each other."""

from __future__ import annotations

import warnings
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from corpus.errors import DocumentError

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]
DEEPEST = 250
"""Elements within each other; pages have thirty to sixty."""
_CELLS = frozenset({"td", "th", "caption"})
_TABLE = frozenset({"table", "tbody", "thead", "tfoot", "tr", "html", "body", *_CELLS})
_LISTS = frozenset({"ul", "ol", "menu", "dir", "dl"})
_ENDS_PARAGRAPH = frozenset(
    [
        *["address", "article", "aside", "blockquote", "center", "details", "dialog", "dir", "div", "dl", "dt", "dd", "fieldset", "figcaption", "figure"],
        *["footer", "form", "header", "hgroup", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul", *HEADINGS],
    ]
)
_CLOSES: dict[str, frozenset[str]] = {
    **dict.fromkeys(_ENDS_PARAGRAPH, frozenset({"p"})),
    "li": frozenset({"li", "p"}),
    **dict.fromkeys(("dt", "dd"), frozenset({"dt", "dd", "p"})),
    **dict.fromkeys(("td", "th"), _CELLS),
    "tr": frozenset({"tr", *_CELLS}),
    **dict.fromkeys(("tbody", "thead", "tfoot"), frozenset({"tbody", "thead", "tfoot", "tr", *_CELLS})),
    "a": frozenset({"a"}),
    "option": frozenset({"option"}),
}
"""What a start closes, out to what `_bounds` it, by the HTML standard."""


class _Soup(BeautifulSoup):
    def handle_starttag(self, name: str, *rest: Any, **named: Any) -> Tag | None:
        """Close what the start of an element ends, then open it."""
        closed = _CLOSES.get(name, frozenset())
        outermost: Tag | None = None
        for tag in reversed(self.tagStack[1:] if closed else []):
            if tag.name in closed:
                outermost = tag
            elif _bounds(tag.name, name):
                break
        while outermost is not None and any(tag is outermost for tag in self.tagStack):
            self.handle_endtag(str(self.tagStack[-1].name))
        if name in {"td", "th"} and self.tagStack[-1].name in {"table", "tbody", "thead", "tfoot"}:
            super().handle_starttag("tr", None, None, {})
        if len(self.tagStack) > DEEPEST:
            raise RecursionError
        return super().handle_starttag(name, *rest, **named)

    def handle_endtag(self, name: str, nsprefix: str | None = None) -> None:
        """Close an element; the end of any heading closes the one that is open, and one without a start in the same cell closes nothing."""
        for tag in reversed(self.tagStack):
            if tag.name == name or (name in HEADINGS and tag.name in HEADINGS):
                super().handle_endtag(str(tag.name), nsprefix)
                return
            if tag.name in _CELLS and name not in _TABLE:
                return


def _bounds(name: str, opened: str) -> bool:
    """Whether an open element keeps the start of another from closing what is around it."""
    if opened in {"td", "th", "tr", "tbody", "thead", "tfoot"}:
        return name == "table"
    if name in _CELLS or name == "table":
        return True
    return name in _LISTS or (opened not in {"li", "dt", "dd"} and name in {"button", "object", "li", "dd"})


def parse(html: str, path: Path) -> BeautifulSoup:
    """The tree of a page.

    Raises:
        DocumentError: If it is no markup that can be parsed.
        RecursionError: If its elements stand deeper in each other than `DEEPEST`.
    """
    with warnings.catch_warnings():
        # The parser warns of markup that looks like a file name or XML; it is read all the same.
        warnings.simplefilter("ignore")
        try:
            return _Soup(html, "html.parser")
        except RecursionError:
            raise
        except Exception as error:  # The parser raises what it likes at markup that is none.
            raise DocumentError(path, "is not HTML that can be read; open it in a browser and save it anew") from error
