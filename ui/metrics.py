"""What the server counts and logs of its requests: route, status and duration, never what was asked."""

from __future__ import annotations

import logging
import time
from collections import Counter
from collections.abc import Callable, Iterator

from starlette.types import ASGIApp, Message, Receive, Scope, Send

BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)
GONE = 499
"""The status of a request whose client left before there was an answer."""
logger = logging.getLogger(__name__)


class Metrics:
    """Counts since the server began. Only the event loop writes them."""

    def __init__(self) -> None:
        self.requests: Counter[tuple[str, int]] = Counter()
        self.answers: Counter[str] = Counter()
        self._within: dict[str, list[int]] = {}
        self._seconds: dict[str, float] = {}

    def add(self, route: str, status: int, seconds: float) -> None:
        """Count a request."""
        self.requests[route, status] += 1
        within = self._within.setdefault(route, [0] * (len(BOUNDS) + 1))
        for place, bound in enumerate((*BOUNDS, float("inf"))):
            within[place] += seconds <= bound
        self._seconds[route] = self._seconds.get(route, 0.0) + seconds

    def text(self, index: str) -> str:
        """Everything in the text form of Prometheus.

        Args:
            index: The name of the index in use; empty when there is none.
        """
        return "\n".join(self._lines(index)) + "\n"

    def _lines(self, index: str) -> Iterator[str]:
        yield "# HELP endorse_requests_total Requests by route and status."
        yield "# TYPE endorse_requests_total counter"
        for (route, status), count in sorted(self.requests.items()):
            yield f'endorse_requests_total{{route="{_value(route)}",status="{status}"}} {count}'
        yield "# HELP endorse_request_seconds How long requests took."
        yield "# TYPE endorse_request_seconds histogram"
        for route, within in sorted(self._within.items()):
            for bound, count in zip((*map(str, BOUNDS), "+Inf"), within, strict=True):
                yield f'endorse_request_seconds_bucket{{route="{_value(route)}",le="{bound}"}} {count}'
            yield f'endorse_request_seconds_sum{{route="{_value(route)}"}} {self._seconds[route]:.6f}'
            yield f'endorse_request_seconds_count{{route="{_value(route)}"}} {within[-1]}'
        yield "# HELP endorse_answers_total Answers of the API by status."
        yield "# TYPE endorse_answers_total counter"
        for name, count in sorted(self.answers.items()):
            yield f'endorse_answers_total{{status="{_value(name)}"}} {count}'
        yield "# HELP endorse_index_info The index that answers come from."
        yield "# TYPE endorse_index_info gauge"
        yield f'endorse_index_info{{name="{_value(index)}"}} 1'


class Watch:
    """Counts and logs each request when it has ended."""

    def __init__(self, app: ASGIApp, metrics: Metrics, route_of: Callable[[str], str]) -> None:
        """Stand before an application.

        Args:
            app: What is watched.
            metrics: Where requests are counted.
            route_of: The route of a path: one of a few names, so that no path of a client's making is kept.
        """
        self.app, self.metrics, self.route_of = app, metrics, route_of

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        status, started = GONE, time.perf_counter()

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            seconds = time.perf_counter() - started
            route = self.route_of(scope["path"])
            self.metrics.add(route, status, seconds)
            logger.info("%s %s %.0f ms", route, status, seconds * 1000)


def _value(text: str) -> str:
    return text.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")
