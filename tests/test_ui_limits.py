"""The line before the workers: it is as long as it moves fast, and who is refused is told a time at which coming again is worth it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

import pytest

from ui.limits import LATEST, Workers


class Clock:
    """Time that passes when it is told to; a piece of work takes as many seconds as it is made for."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def work(self, seconds: float) -> Callable[[], None]:
        def work() -> None:
            self.now += seconds

        return work


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def workers(clock: Clock) -> Iterator[Workers]:
    workers = Workers(threads=1, waiting=100, patience=6.0, clock=clock)
    yield workers
    workers.close()


def fill(workers: Workers, go: threading.Event) -> int:
    """Put work in line until it is refused; how much was taken."""
    taken = 0
    while workers.start(lambda: go.wait(10)):
        taken += 1
    return taken


def learn(workers: Workers, clock: Clock, seconds: float) -> None:
    """Have the workers see how long a piece of work takes."""
    for _ in range(80):
        future = workers.start(clock.work(seconds))
        assert future is not None, "an idle thread takes a question whatever is expected"
        future.result(10)
        until = time.monotonic() + 10
        while workers._taken and time.monotonic() < until:
            time.sleep(0.001)


@pytest.mark.parametrize(("seconds", "line"), [(0.01, 101), (0.1, 61), (1.0, 7), (50.0, 1)])
def test_the_line_is_shorter_where_answers_take_longer(workers: Workers, clock: Clock, seconds: float, line: int) -> None:
    go = threading.Event()
    learn(workers, clock, seconds)
    try:
        assert fill(workers, go) == pytest.approx(line, abs=1)
    finally:
        go.set()


def test_who_is_refused_is_told_later_and_later_times_but_none_that_is_too_late(workers: Workers, clock: Clock) -> None:
    go = threading.Event()
    learn(workers, clock, 0.5)
    try:
        taken = fill(workers, go)
        told = [workers.retry() for _ in range(100)]
        assert told[0] == pytest.approx((taken + 1) * 0.5, abs=1)
        assert told == sorted(told)
        assert told[9] - told[0] == pytest.approx(9 * 0.5, abs=1)
        assert told[-1] == LATEST
    finally:
        go.set()


def test_one_answer_that_took_long_does_not_shut_the_line(workers: Workers, clock: Clock) -> None:
    go = threading.Event()
    learn(workers, clock, 0.1)
    future = workers.start(clock.work(60))
    assert future is not None
    future.result(10)
    try:
        assert fill(workers, go) >= 48
    finally:
        go.set()


def test_a_server_that_has_answered_nothing_yet_says_a_second() -> None:
    workers = Workers(threads=1, waiting=0)
    try:
        assert workers.retry() == 1
    finally:
        workers.close()


def test_what_is_done_at_the_same_time_counts_by_its_share(clock: Clock) -> None:
    workers, began, go = Workers(threads=2, clock=clock), threading.Barrier(3), threading.Event()

    def work() -> None:
        began.wait(10)
        go.wait(10)

    try:
        futures = [workers.start(work) for _ in range(2)]
        began.wait(10)
        clock.now += 2.0
        go.set()
        for future in futures:
            assert future is not None
            future.result(10)
        assert 1.0 <= workers._pace <= 1.2
    finally:
        go.set()
        workers.close()
