"""What stands before every page: which paths are answered, for whom and how often, and what browsers may do with the answer."""

from __future__ import annotations

import asyncio
import math
from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.api import TOO_LARGE, refusal
from ui.documents import STYLE
from ui.limits import Rates, network

API = "/api/"
OPENAPI = "/api/openapi.json"
PREFIXES = ("/assets/", "/static/", "/svelte/", "/gradio_api/queue/", "/gradio_api/heartbeat/", "/documents/", "/widget/", "/helpdesk/", "/api/kept/")
PATHS = frozenset({"/", "/theme.css", "/favicon.ico", "/gradio_api/cancel", "/gradio_api/reset"})
ASKED = frozenset({"/api/ask", "/api/ask/stream"})
OWN_PATHS = ASKED | {OPENAPI, "/healthz", "/readyz", "/metrics", STYLE, "/api/kept", "/widget", "/widget.js", "/helpdesk"}
COUNTED = ASKED | {"/gradio_api/queue/join", "/api/kept", "/api/kept/preview", "/helpdesk/login"}
GUARDED = (API, "/gradio_api/")
CHAT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors {embedders}"
)
POLICY = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors {embedders}"
"""For the paths that are not Gradio's; a page that needs more sets a policy of its own."""
OWN_PREFIXES = (API, "/documents/", "/widget/", "/helpdesk/")
ELSEWHERE = "pages of this origin may not ask here; whoever runs this server can allow it by the setting embedders"
UNBELIEVED = frozenset({b"x-forwarded-host", b"x-gradio-server"})
"""Headers by which anybody could have Gradio write another server's address into the page."""
UNDER_WAY = 200
"""Requests of one client that may be under way: each page keeps one open or two."""
BODY_SECONDS = 20.0
"""What a client may take for the next part of its body."""
RETRY = "5"
"""Seconds after which to come back, where whoever refuses does not say."""
TOO_OFTEN = "this address has asked too much in a short time; try again in a few seconds"


class Gate:
    """Answers 404 to what the page does not need (uploads, files, API pages) and sets the headers of every answer.

    A browser that asks on behalf of a page of another origin gets 403, unless that origin is listed.
    """

    def __init__(self, app: ASGIApp, embedders: Sequence[str] = (), extra: Sequence[str] = (), rates: Rates | None = None, largest: int | None = None) -> None:
        """Stand before an application.

        Args:
            app: What is guarded.
            embedders: Origins whose pages may show this one in a frame and ask its API.
            extra: Beginnings of further paths that are answered.
            rates: How often one client may ask; the usual when left out.
            largest: Bytes of a body whose length is told beforehand. (One whose length is not told is counted while it is read, by another.)
        """
        self.app, self.extra, self.rates = app, tuple(extra), rates or Rates()
        self.largest, self.under_way = largest, Counter[str]()
        self.embedders = frozenset(embedders)
        self.shared = CORSMiddleware(app, allow_origins=list(embedders), allow_methods=["POST", "GET"], allow_headers=["Content-Type"])
        self.policies = [policy.format(embedders=" ".join(["'self'", *embedders])) for policy in (CHAT_POLICY, POLICY)]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        path = scope["path"]
        scope["headers"] = [(name, value) for name, value in scope["headers"] if name not in UNBELIEVED]
        policy = self.policies[path in OWN_PATHS or path.startswith(OWN_PREFIXES)]

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                if message["status"] == 503:
                    headers.setdefault("Retry-After", RETRY)
                headers.setdefault("Content-Security-Policy", policy)
                if path == "/":
                    headers.setdefault("Cache-Control", "no-store")
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
            await send(message)

        within = self.shared if path.startswith(API) else self.app
        client = network((scope.get("client") or ("",))[0])
        self.under_way[client] += 1
        try:
            await (self._refused(scope, client) or within)(scope, hurried(receive), guarded)
        finally:
            self.under_way[client] -= 1
            if not self.under_way[client]:
                del self.under_way[client]

    def _refused(self, scope: Scope, client: str) -> Response | None:
        """What a request gets that is not let in."""
        if self.under_way[client] > UNDER_WAY:
            return refusal(429, TOO_OFTEN, {"Retry-After": RETRY})
        path, headers = scope["path"], Headers(scope=scope)
        if route_of(path, self.extra) == "other":
            return PlainTextResponse("Not found", status_code=404)
        if path.startswith(GUARDED) and not self._is_welcome(headers):
            return refusal(403, ELSEWHERE)
        if path in ASKED and scope["method"] not in {"POST", "OPTIONS"}:
            return refusal(405, "questions are asked by POST", {"Allow": "POST"})
        told = headers.get("content-length", "")
        if self.largest is not None and told.isdecimal() and int(told[:20]) > self.largest:
            return refusal(413, TOO_LARGE)
        if path in COUNTED and scope["method"] == "POST" and (wait := self.rates.take(client)):
            return refusal(429, TOO_OFTEN, {"Retry-After": str(math.ceil(wait))})
        return None

    def _is_welcome(self, headers: Headers) -> bool:
        """Whether a request comes from this server's own pages, from a listed origin, or from no page at all."""
        origin = headers.get("origin")
        if origin is None or origin in self.embedders:
            return True
        try:
            place = urlsplit(origin).netloc
        except ValueError:  # "http://["
            return False
        return bool(place) and place == headers.get("host")


def hurried(receive: Receive, seconds: float = BODY_SECONDS) -> Receive:
    """Takes in a request's body; a client who keeps it waiting is treated as one who has left. After the body one may wait for ever."""
    whole = False

    async def received() -> Message:
        nonlocal whole
        if whole:
            return await receive()
        try:
            message = await asyncio.wait_for(receive(), seconds)
        except TimeoutError:
            return {"type": "http.disconnect"}
        whole = message["type"] != "http.request" or not message.get("more_body", False)
        return message

    return received


def route_of(path: str, extra: Sequence[str] = ()) -> str:
    """The name of a path in logs and counts: the path itself or its known beginning, never words of a client's own; "other" is not answered."""
    if path in PATHS or path in OWN_PATHS:
        return path
    return next((prefix for prefix in (*PREFIXES, *extra) if path.startswith(prefix)), "other")
