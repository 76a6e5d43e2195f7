"""The widget's addresses: the script that a website loads, and the panel in its frame. Which websites may is a list; an empty one means none."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, Response

from assistant.settings import Site
from ui.colours import Ink, inks
from ui.offering import Offered
from ui.visit import Answering

BUILT = Path(__file__).parent / "widget" / "built"
LABEL = "Ask about endorsement"
PLACEHOLDER = "ENDORSEMENT_SITE"
"""The name in the built script in whose place the website's settings are written."""
UNLISTED = (
    "Endorsement assistant: this website is not on the list of those that may show the widget, so nothing is shown. "
    'Whoever runs the assistant can add its address to the setting "sites".'
)
REFUSED = (
    '<!doctype html><html lang="en"><head><meta charset="utf-8"/><title>Not available here</title></head>'
    "<body><p>The endorsement assistant is not available on this website.</p></body></html>"
)
NO_FRAME = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'; frame-ancestors {origins}"
)
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FIVE_MINUTES, _FOR_EVER = "private, max-age=300", "public, max-age=31536000, immutable"


def build_widget(assistant: Answering, sites: Sequence[Site], keep_days: int = 0) -> APIRouter:
    """The routes /widget.js, /widget and the files of the panel.

    Args:
        assistant: Whose corpus the panel offers as scopes and first questions.
        sites: The websites that may show the widget; no other may.
        keep_days: Days for which what a visitor sends is kept; 0: nothing is, and visitors are not asked.
    """
    widget = APIRouter(include_in_schema=False)
    offered = Offered(assistant)
    listed = {origin: site for site in sites for origin in site.origins}
    built = {name: (BUILT / name).read_text(encoding="utf-8") for name in ("widget.js", "panel.js", "panel.css")}
    versions = {name: hashlib.sha256(text.encode()).hexdigest()[:12] for name, text in built.items()}

    @widget.get("/widget.js")
    def script(request: Request) -> Response:
        origin = _asking(request)
        site = listed.get(origin or "")
        text = launcher(built["widget.js"], site) if listed and (site or origin is None) else f"console.info({_json(UNLISTED)});\n"
        headers = {"Cache-Control": _FIVE_MINUTES, "Vary": "Origin, Referer", "Cross-Origin-Resource-Policy": "cross-origin"}
        return Response(text, media_type="text/javascript", headers=headers)

    @widget.get("/widget")
    def panel(site: str = "", association: str = "", accent: str = "") -> Response:
        found = listed.get(site)
        if found is None:
            return HTMLResponse(REFUSED, 403, {"Content-Security-Policy": NO_FRAME, "Cache-Control": "no-store"})
        light, dark = _colours(found, accent)
        config = {
            "site": site,
            "greeting": found.greeting or "",
            "contact": found.contact or "",
            **offered.for_site((association, found.association or "")),
            "keeping": keep_days > 0,
            "days": keep_days,
            "light": asdict(light),
            "dark": asdict(dark),
        }
        policy = POLICY.format(origins=" ".join(found.origins))
        return HTMLResponse(page(json.dumps(config), versions), headers={"Content-Security-Policy": policy, "Cache-Control": "no-store"})

    @widget.get("/widget/panel.{kind}")
    def file(kind: str, v: str = "") -> Response:
        name, media = f"panel.{kind}", {"js": "text/javascript", "css": "text/css"}.get(kind)
        if media is None:
            return Response(status_code=404)
        return Response(built[name], media_type=media, headers={"Cache-Control": _FOR_EVER if v == versions[name] else _FIVE_MINUTES})

    return widget


def launcher(built: str, site: Site | None) -> str:
    """The script for one website, or for one that is not known because its pages do not say where they are."""
    light, dark = _colours(site, "")
    told = {"label": (site.label if site else None) or LABEL, "light": [light.fill, light.on_fill], "dark": [dark.fill, dark.on_fill]}
    return built.replace(PLACEHOLDER, _json(told), 1)


def page(config: str, versions: dict[str, str]) -> str:
    """The panel's page: empty but for its settings, which the script reads."""
    head = (
        '<meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/><title>Endorsement assistant</title>'
        f'<link rel="stylesheet" href="/widget/panel.css?v={versions["panel.css"]}"/><link rel="icon" href="data:,"/>'
        f'<script defer src="/widget/panel.js?v={versions["panel.js"]}"></script>'
    )
    body = f'<div id="panel" data-config="{escape(config, quote=True)}"></div><noscript><p>The assistant needs JavaScript.</p></noscript>'
    return f'<!doctype html><html lang="en"><head>{head}</head><body>{body}</body></html>'


def _asking(request: Request) -> str | None:
    """The origin of the page that asks for the script, as its browser tells it; None when it does not."""
    told = request.headers.get("origin") or request.headers.get("referer")
    if not told:
        return None
    try:
        parts = urlsplit(told)
        return f"{parts.scheme}://{parts.netloc}".lower()
    except ValueError:
        return ""


def _colours(site: Site | None, accent: str) -> tuple[Ink, Ink]:
    if _COLOUR.fullmatch(accent):
        return inks(accent, None)
    return inks(site.accent, site.accent_dark) if site else inks(None, None)


def _json(value: object) -> str:
    """JSON that is JavaScript too and holds no mark-up."""
    return json.dumps(value).replace("<", "\\u003c")
