"""Taking aliases over: they are written to the shelf and the index is built again, beside everything else and once at a time."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.application import build
from assistant.settings import Settings
from corpus.errors import EndorsementError, StoreError
from corpus.shelf import SHELF
from corpus.vocabulary import Vocabulary
from index.generations import current, read_manifest
from ui.api import place
from ui.desk.shelved import Shelved
from ui.records.aliases import Alias

FAILED = "The index could not be built; answers go on as before. Please try again; if it happens again, tell whoever runs this server."
SETTLING = 15.0
"""Seconds within which a server goes over to a new index."""
logger = logging.getLogger(__name__)


class Takeover:
    """Has the index know the desk's aliases. A server over the same data takes the new index over by itself."""

    def __init__(self, shelf: Path, rebuild: Callable[[], None], clock: Callable[[], float] = time.monotonic) -> None:
        """Begin with nothing to do.

        Args:
            shelf: The folder of added documents, whose vocabulary file is written.
            rebuild: Builds the index; raises an error of the project when that does not work.
            clock: Seconds.
        """
        self._shelved, self._rebuild, self._clock = Shelved(shelf), rebuild, clock
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._again: Callable[[], None] | None = None
        self._finished = float("-inf")
        self.failure = ""

    @property
    def is_settling(self) -> bool:
        """Whether an index was built so shortly ago that the server may not have gone over to it yet."""
        return self._clock() - self._finished < SETTLING

    @property
    def is_running(self) -> bool:
        """Whether the index is being built."""
        with self._lock:
            return self._thread is not None

    def start(self, load: Callable[[], Sequence[Alias]], vocabulary: Callable[[], Vocabulary]) -> None:
        """Begin in the background; while it runs already, once more after it."""

        def work() -> None:
            self._take(load(), vocabulary())

        with self._lock:
            if self._thread is not None:
                self._again = work
                return
            self._thread = threading.Thread(target=self._run, args=(work,), name="aliases", daemon=True)
            self._thread.start()

    def wait(self, seconds: float) -> None:
        """Wait until nothing is under way, at most so long."""
        if (thread := self._thread) is not None:
            thread.join(seconds)

    def _run(self, work: Callable[[], None]) -> None:
        going: Callable[[], None] | None = work
        while going is not None:
            try:
                going()
                self.failure, self._finished = "", self._clock()
            except EndorsementError as error:
                self.failure = f"{FAILED} ({error})"
                logger.error("the index could not be built with the desk's aliases: %s", error)
            except Exception as error:
                self.failure = FAILED
                logger.error("the index could not be built with the desk's aliases: %s", place(error))
            with self._lock:
                going, self._again = self._again, None
                if going is None:
                    self._thread = None

    def _take(self, aliases: Sequence[Alias], vocabulary: Vocabulary) -> None:
        """Write and build; when that fails the file is as before, so that the server can be started again on the index that it has."""
        before = self._shelved.state()
        try:
            self._shelved.write(aliases, vocabulary)
            self._rebuild()
        except BaseException:
            self._shelved.put_back(before)
            raise


def build_takeover(settings: Settings) -> Takeover:
    """The takeover for the index of the settings, built from the folders that it is of now."""

    def rebuild() -> None:
        try:
            named = read_manifest(current(settings.data)).folders
        except StoreError:
            named = []
        of_index = settings if settings.corpus or not named else settings.model_copy(update={"corpus": tuple(Path(name) for name in named)})
        build(of_index)

    return Takeover(settings.data / SHELF, rebuild)
