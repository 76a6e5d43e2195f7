"""The desk's pages: templates with every text escaped, and the headers that each of its answers has."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.answer import Statement
from assistant.wording import edition_label
from ui.anchors import document_link
from ui.desk.access import HOME, TOKEN, Call
from ui.markup import BANNERS
from ui.render import clean, head, side_by_side

PAGES = Path(__file__).parent / "pages"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {"Content-Security-Policy": POLICY, "Cache-Control": "no-store", "X-Frame-Options": "DENY"}
KINDS = {"desk.css": "text/css", "desk.js": "text/javascript"}


def build_templates() -> Environment:
    """The templates. A name that a page does not give is an error, not an empty place."""
    templates = Environment(loader=FileSystemLoader(PAGES), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    templates.filters.update(day=_day, clean=clean)
    templates.filters.update(association_label=lambda key, names: names.label(key), category_label=lambda key, names: names.category_label(key))
    templates.globals.update(document_link=document_link, head=head, side_by_side=side_by_side, edition_label=edition_label, grouped=_grouped)
    templates.globals.update(banners=BANNERS, is_web=_is_web, home=HOME, token=TOKEN)
    templates.globals.update(style=f"{HOME}/{_named('desk.css')}", script=f"{HOME}/{_named('desk.js')}")
    return templates


class Pages:
    """Makes the desk's answers."""

    def __init__(self) -> None:
        self._templates = build_templates()

    def page(self, template: str, call: Call, status: int = 200, /, **shown: Any) -> Response:
        """A page.

        Args:
            template: Its name without ending.
            call: Who sees it.
            status: Of the answer.
            **shown: What the template shows.
        """
        text = self._templates.get_template(f"{template}.html").render(member=call.member, **shown)
        return HTMLResponse(text.encode("utf-8", "replace"), status)

    def notice(self, call: Call, status: int, heading: str, text: str, headers: Mapping[str, str] | None = None) -> Response:
        """A page that says one thing and leads back to the desk."""
        reply = self.page("notice", call, status, heading=heading, text=text)
        reply.headers.update(headers or {})
        return reply


def leave(path: str) -> Response:
    """Go on to another page, after something was done."""
    return RedirectResponse(path, 303)


@lru_cache(maxsize=8)
def asset(name: str) -> tuple[bytes, str]:
    """The bytes of the style sheet or script, and a key that changes with them."""
    data = (PAGES / name).read_bytes()
    return data, hashlib.sha256(data).hexdigest()[:10]


def _grouped(statements: Iterable[Statement]) -> list[tuple[bool, list[Statement]]]:
    """Statements in order, list items that follow each other together; whether they are items."""
    return [(item, list(group)) for item, group in groupby(statements, key=lambda statement: statement.item)]


def _is_web(address: str | None) -> bool:
    """Whether an address may be a link."""
    return bool(address) and urlsplit(address).scheme in ("http", "https")


def _named(name: str) -> str:
    return f"{name}?v={asset(name)[1]}"


def _day(moment: date | None) -> str:
    """A day as people write it, of a moment also the time."""
    if moment is None:
        return ""
    written = f"{moment:%B} {moment.day}, {moment.year}"
    return f"{written}, {moment:%H:%M} UTC" if isinstance(moment, datetime) else written
