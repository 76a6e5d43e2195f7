"""What is made once from the library in use and again when another index takes its place: masker, letter reader, sentences by their keys."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

from index.passages import Passage
from ui.keeping import new_masker
from ui.visit import Answering, Lending, Library

if TYPE_CHECKING:
    from assistant.masking import Masked

T = TypeVar("T")


class Masks(Protocol):
    """Who takes personal data out of texts."""

    def mask(self, text: str) -> Masked:
        """The text without names, addresses and numbers of a person; doing it twice changes nothing more."""


class PerLibrary(Generic[T]):
    """A thing that is costly to make and holds for one library."""

    def __init__(self, assistant: Answering, make: Callable[[Library], T]) -> None:
        self._assistant, self._make = assistant, make
        self._held: tuple[Library, T] | None = None
        self._lock = threading.Lock()

    def get(self) -> T:
        """The thing for the library in use now."""
        library = self._assistant.retriever
        with self._lock:
            if self._held is None or self._held[0] is not library:
                self._held = (library, self._make(library))
            return self._held[1]


class LiveMasker:
    """Masks with what the library in use knows."""

    def __init__(self, assistant: Answering) -> None:
        """Begin without a masker; the first text makes it."""
        self._masker = PerLibrary(assistant, new_masker)

    def mask(self, text: str) -> Masked:
        """As `Masker.mask`."""
        return self._masker.get().mask(text)


@contextmanager
def borrowed(assistant: Answering) -> Iterator[Answering]:
    """The assistant over one index until the end of the block."""
    with assistant.borrow() if isinstance(assistant, Lending) else nullcontext(assistant) as answering:
        yield answering


def by_id(library: Library) -> dict[str, Passage]:
    """The passages by their ids."""
    return {passage.id: passage for passage in library.passages}
