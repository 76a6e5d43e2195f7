"""A live assistant: answers from whichever generation of the index is current, while that changes."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Answer
from assistant.assistant import Assistant, Choice
from corpus.errors import StoreError
from index.generations import current, pointed
from index.search import Retriever

EVERY = 1.0
"""Seconds between two looks at the pointer."""
PATIENCE = 60.0
"""Seconds after which a generation that could not be opened is tried again."""
logger = logging.getLogger(__name__)


@dataclass(slots=True)
class _Held:
    """An opened assistant and how many questions it is answering; closed by whoever ends last once it is retired."""

    assistant: Assistant
    users: int = 0
    retired: bool = False


class LiveAssistant:
    """Answers each question from one generation as a whole; safe to share between threads.

    `look` goes over to the generation that the pointer names: it is opened and checked beside the one in use, which goes on answering; questions that
    are under way end on the one they began with, and that is closed after the last of them. A generation that does not open changes nothing.
    """

    def __init__(self, data: Path, first: Assistant, opener: Callable[[Path], Assistant], clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with an opened assistant.

        Args:
            data: Where the index lives.
            first: The assistant over the generation in use; it is closed when another takes its place.
            opener: Opens and checks the assistant of a generation's directory; raises if anything is wrong with it.
            clock: Seconds.
        """
        self._data, self._open, self._clock = data, opener, clock
        self._held = _Held(first)
        self._lock, self._looking = threading.Lock(), threading.Lock()
        self._failed: tuple[str, float] = ("", 0.0)

    @property
    def retriever(self) -> Retriever:
        """What the generation in use holds: its passages and vocabulary stay readable, searching is for `borrow`."""
        return self._held.assistant.retriever

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        """Answer the last turn of a conversation, as `Assistant.ask`."""
        with self.borrow() as assistant:
            return assistant.ask(turns, choice)

    @contextmanager
    def borrow(self) -> Iterator[Assistant]:
        """The assistant over the generation in use, which stays open until it is given back."""
        with self._lock:
            held = self._held
            held.users += 1
        try:
            yield held.assistant
        finally:
            with self._lock:
                held.users -= 1
                over = held.retired and not held.users
            if over:
                held.assistant.retriever.close()

    def look(self) -> bool:
        """Go over to the current generation if it is another one; whether it was."""
        with self._looking:
            try:
                folder = current(self._data)
            except (StoreError, OSError) as error:
                self._warn(str(self._data), error)
                return False
            if folder.name == self.retriever.manifest.name or self._is_failed(folder.name):
                return False
            try:
                assistant = self._open(folder)
            except Exception as error:
                if pointed(self._data)[0] == folder.name:
                    self._warn(folder.name, error)
                return False
            self._replace(assistant)
            return True

    @contextmanager
    def watched(self, every: float = EVERY) -> Iterator[None]:
        """Look at the pointer again and again, in a thread of its own, until the end of the block.

        Args:
            every: Seconds between two looks.
        """
        ended = threading.Event()

        def watch() -> None:
            while not ended.wait(every):
                self.look()

        watcher = threading.Thread(target=watch, name="generations", daemon=True)
        watcher.start()
        try:
            yield
        finally:
            ended.set()
            watcher.join()

    def close(self) -> None:
        """Free the index once the questions that are under way are answered; asking is not possible after."""
        with self._lock:
            held = self._held
            over, held.retired = not held.users and not held.retired, True
        if over:
            held.assistant.retriever.close()

    def _replace(self, assistant: Assistant) -> None:
        with self._lock:
            before, self._held = self._held, _Held(assistant)
            before.retired = True
            over = not before.users
        if over:
            before.assistant.retriever.close()
        self._failed = ("", 0.0)
        logger.info("answers come from index %s now", assistant.retriever.manifest.name)

    def _is_failed(self, name: str) -> bool:
        """Whether a generation could not be opened a short while ago."""
        failed, moment = self._failed
        return failed == name and self._clock() - moment < PATIENCE

    def _warn(self, name: str, error: Exception) -> None:
        """Say once of a generation that it cannot be used."""
        if self._failed[0] != name:
            logger.warning("index %s cannot be used, answers go on from %s (%s)", name, self.retriever.manifest.name, error)
        self._failed = (name, self._clock())
