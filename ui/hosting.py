"""The chat page as a web application: which paths it answers, how much it takes in, and what browsers may do with it."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol, runtime_checkable

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from fastapi import FastAPI
from starlette.datastructures import MutableHeaders
from starlette.middleware.cors import CORSMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ui.chat import build_chat
from ui.theme import build_look
from ui.visit import Answering

LARGEST_BODY = 16_384
PREFIXES = ("/assets/", "/static/", "/svelte/", "/gradio_api/queue/", "/gradio_api/heartbeat/")
PATHS = frozenset({"/", "/config", "/theme.css", "/favicon.ico", "/gradio_api/cancel", "/gradio_api/reset", "/gradio_api/startup-events"})
POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; img-src 'self' data:; "
    "font-src 'self' data:; connect-src 'self'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors {embedders}"
)


@runtime_checkable
class Watched(Protocol):
    """An assistant that goes over to a new index while it is watched."""

    def watched(self) -> AbstractContextManager[None]:
        """Watch until the end of the block."""


class Gate:
    """Answers 404 to what the page does not need (uploads, files, API pages) and sets the headers of every answer."""

    def __init__(self, app: ASGIApp, embedders: Sequence[str], extra: Sequence[str] = ()) -> None:
        self.app, self.extra = app, tuple(extra)
        self.policy = POLICY.format(embedders=" ".join(["'self'", *embedders]))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self.policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
            await send(message)

        path = scope["path"]
        known = path in PATHS or path.startswith((*PREFIXES, *self.extra))
        await (self.app if known else PlainTextResponse("Not found", status_code=404))(scope, receive, guarded)


def build_app(assistant: Answering, embedders: Sequence[str] = (), pause: float | None = None) -> FastAPI:
    """The web application.

    Args:
        assistant: Who answers.
        embedders: Origins whose pages may show this one in a frame ("https://example.org").
        pause: Seconds between two steps of an answer that is being written; the page's own when left out.
    """
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, max_body_size=LARGEST_BODY)
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(Gate, embedders=embedders)
    chat = build_chat(assistant) if pause is None else build_chat(assistant, pause)
    gr.mount_gradio_app(app, chat, path="/", **build_look())
    return app


def serve(assistant: Answering, host: str, port: int) -> None:
    """Serve the chat page until interrupted.

    Args:
        assistant: Who answers; one that can be watched goes over to each new index meanwhile.
        host: The address to listen on; 127.0.0.1 lets only this machine in.
        port: The port to listen on.
    """
    import uvicorn

    said = logging.StreamHandler()
    said.setFormatter(logging.Formatter("%(levelname)s:     %(message)s"))
    log = logging.getLogger("assistant")
    log.addHandler(said)
    log.setLevel(logging.INFO)
    with assistant.watched() if isinstance(assistant, Watched) else nullcontext():
        uvicorn.run(build_app(assistant), host=host, port=port, log_level="info", access_log=False)
