"""For whoever runs the server: does it live, can it answer, what has it done."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import nullcontext
from ipaddress import ip_address

from fastapi import APIRouter, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import PlainTextResponse, Response

from corpus.errors import StoreError, StoreMissing
from index.build import probe_opened
from index.search import Retriever
from ui.api import place, refusal
from ui.metrics import Metrics
from ui.visit import Answering, Lending, Library

KEPT = 5.0
"""Seconds for which a probe's outcome holds: nobody makes the server work by asking whether it does."""
FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip")
logger = logging.getLogger(__name__)


class Probe:
    """Whether an index is open and finds what it must."""

    def __init__(self, assistant: Answering, clock: Callable[[], float] = time.monotonic) -> None:
        self._assistant, self._clock = assistant, clock
        self._lock = threading.Lock()
        self._last: tuple[float, bool] | None = None

    def passes(self) -> bool:
        """Ask the index, or remember what it said a moment ago."""
        with self._lock:
            now = self._clock()
            if self._last is None or now - self._last[0] >= KEPT:
                self._last = (now, self._ask())
            return self._last[1]

    def _ask(self) -> bool:
        assistant = self._assistant
        try:
            with assistant.borrow() if isinstance(assistant, Lending) else nullcontext(assistant) as answering:
                probe(answering.retriever)
        except Exception as error:
            logger.warning("the index does not answer: %s", error if isinstance(error, StoreError) else place(error))
            return False
        return True


def probe(library: Library) -> None:
    """Ask an index what it must know.

    Raises:
        StoreError: If it holds nothing or does not know it.
    """
    if not library.passages:
        raise StoreMissing("the index holds no passage; run `endorse index build`")
    if isinstance(library, Retriever):
        probe_opened(library)


def build_health(assistant: Answering, metrics: Metrics, probe: Probe) -> APIRouter:
    """The routes /healthz, /readyz and /metrics."""
    health = APIRouter(include_in_schema=False)

    @health.get("/healthz")
    async def healthz() -> Response:
        return PlainTextResponse("alive\n")

    @health.get("/readyz")
    async def readyz() -> Response:
        return PlainTextResponse("ready\n") if await run_in_threadpool(probe.passes) else refusal(503, "the index does not answer", {"Retry-After": "5"})

    @health.get("/metrics")
    async def counted(request: Request) -> Response:
        if not is_loopback(request):
            return refusal(404, "there is nothing here")
        manifest = getattr(assistant.retriever, "manifest", None)
        return PlainTextResponse(metrics.text(getattr(manifest, "name", "")), media_type="text/plain; version=0.0.4")

    return health


def is_loopback(request: Request) -> bool:
    """Whether a client is on this machine; one that a proxy on it speaks for is not."""
    if request.client is None or any(name in request.headers for name in FORWARDED):
        return False
    try:
        return ip_address(request.client.host).is_loopback
    except ValueError:
        return False
