"""How much the server takes on: questions of one client, and questions at one time. What is too much is refused early."""

from __future__ import annotations

import asyncio
import math
import sys
import threading
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from concurrent.futures import Future, ThreadPoolExecutor
from ipaddress import IPv6Address, ip_address
from typing import TypeVar

T = TypeVar("T")
PER_SECOND, BURST = 5.0, 100
"""What one address may ask: many people may share it, so that this stops programs, not an office."""
CLIENTS = 10_000
THREADS, WAITING = 3, 256
PATIENCE, LATEST = 6.0, 30
"""Seconds that a question may be expected to wait, and the longest time after which one that is refused is asked to come again."""
LEARNING, OUTLIER = 0.1, 3.0
"""How much the newest answer counts in what is expected of the next, and how many times as long as expected it counts at most."""
SHARED = 2
"""Among how many threads the processor is shared at least: one that is alone leaves it idle half of the time (two answer 1.7 times what one does)."""
SWITCH = 0.0005
"""Seconds after which threads that compute make room for the one that takes requests. It needs its turn many times for each request; at Python's
5 ms it needed seconds to refuse anybody while questions were answered."""
GLANCE = 0.5
"""Seconds between two looks whether the client is still there."""


class Rates:
    """A bucket of tokens for each client, kept in memory. Not for several threads: the event loop asks."""

    def __init__(self, per_second: float = PER_SECOND, burst: int = BURST, clients: int = CLIENTS, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with full buckets.

        Args:
            per_second: Tokens that a bucket gains.
            burst: Tokens that a full bucket holds.
            clients: Buckets that are kept; the one that was not used for longest is given up for a new one.
            clock: Seconds.
        """
        self._per_second, self._burst, self._clients, self._clock = per_second, float(burst), clients, clock
        self._buckets: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def take(self, client: str) -> float:
        """Take a token of a client.

        Returns:
            0.0, or when there is none the seconds until there is one.
        """
        key, now = network(client), self._clock()
        held, moment = self._buckets.pop(key, (self._burst, now))
        held = min(self._burst, held + (now - moment) * self._per_second)
        self._buckets[key] = (held - 1 if held >= 1 else held, now)
        if len(self._buckets) > self._clients:
            self._buckets.popitem(last=False)
        return 0.0 if held >= 1 else (1 - held) / self._per_second


def network(client: str) -> str:
    """What counts as one client: an address, of IPv6 the /64 network that one subscriber has to himself."""
    try:
        address = ip_address(client)
    except ValueError:
        return client
    if not isinstance(address, IPv6Address):
        return client
    return str(address.ipv4_mapped or int(address) >> 64)


class Workers:
    """Threads that answer, and a line before them that is only as long as it moves fast."""

    def __init__(self, threads: int = THREADS, waiting: int = WAITING, patience: float = PATIENCE, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nobody in line.

        Args:
            threads: Questions that are answered at one time.
            waiting: Questions that may wait beside them.
            patience: Seconds that the last in line may be expected to wait; a thread that is free takes a question whatever is expected.
            clock: Seconds.
        """
        self._threads, self._most, self._patience, self._clock = threads, threads + waiting, patience, clock
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answers")
        self._taken, self._working, self._lock = 0, 0, threading.Lock()
        self._pace, self._due = 0.0, 0.0
        sys.setswitchinterval(SWITCH)

    def start(self, work: Callable[[], T]) -> Future[T] | None:
        """Put work in line; None when the line is full, or would take too long."""
        with self._lock:
            if self._taken >= self._most or (self._taken >= self._threads and self._taken * self._pace > self._patience):
                return None
            self._taken += 1
        future = self._pool.submit(self._paced, work)
        future.add_done_callback(self._freed)
        return future

    def retry(self) -> int:
        """The whole seconds after which one who is refused now is likely to be taken.

        Who is refused next is told a later time, so that not all of them come again at the same moment.
        """
        with self._lock:
            now = self._clock()
            self._due = min(max(self._due, now + self._taken * self._pace) + self._pace, now + LATEST)
            return max(1, math.ceil(self._due - now))

    def close(self) -> None:
        """End without what waits."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _paced(self, work: Callable[[], T]) -> T:
        """Work, and learn how long one piece of it takes; what is done at the same time shares the processor and counts by its share."""
        with self._lock:
            self._working += 1
        started = self._clock()
        try:
            return work()
        finally:
            with self._lock:
                spent = (self._clock() - started) / max(self._working, min(self._threads, SHARED))
                spent = min(spent, OUTLIER * self._pace) if self._pace else spent
                self._pace += (LEARNING if self._pace else 1.0) * (spent - self._pace)
                self._working -= 1

    def _freed(self, _: Future[T]) -> None:
        with self._lock:
            self._taken -= 1


async def outlasted(future: Future[T], gone: Callable[[], Awaitable[bool]]) -> T | None:
    """Wait for work while its client is there; what still waits in line for a client who left is taken out of it.

    Returns:
        What the work came to; None when the client left first.
    """
    waiting = asyncio.wrap_future(future)
    try:
        while not (await asyncio.wait({waiting}, timeout=GLANCE))[0]:
            if await gone():
                return None
        return waiting.result()
    finally:
        waiting.cancel()
