"""What the widget's panel offers of the corpus: scopes and first questions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ui.markup import BANNERS
from ui.messages import LONGEST, TURNS
from ui.scoping import Offer, Option, starters
from ui.visit import Answering, Library

STARTERS = 3


@dataclass(frozen=True, slots=True)
class Shelf:
    """What one index offers; made once for each index."""

    library: Library
    associations: list[Option]
    categories: list[Option]
    starters: dict[str, list[str]]


class Offered:
    """Tells what the index in use offers."""

    def __init__(self, assistant: Answering) -> None:
        self._assistant = assistant
        self._shelf: Shelf | None = None

    def for_site(self, wanted: Sequence[str]) -> dict[str, Any]:
        """The part of the panel's settings that comes from the corpus.

        Args:
            wanted: Keys of associations to begin with, the first one that is held wins; none of them may be.
        """
        shelf = self._current()
        held = [key for _, key in shelf.associations]
        association = next((key for key in wanted if key in held), "")
        if association not in shelf.starters:
            passages = [p for p in shelf.library.passages if not association or p.scope.association == association]
            shelf.starters[association] = starters(passages, shelf.library.vocabulary, STARTERS)
        return {
            "association": association,
            "associations": _options(shelf.associations),
            "categories": _options(shelf.categories),
            "banners": {status.value: banner for status, banner in BANNERS.items()},
            "starters": shelf.starters[association],
            "longest": LONGEST,
            "most": TURNS,
        }

    def _current(self) -> Shelf:
        library = self._assistant.retriever
        if self._shelf is None or self._shelf.library is not library:
            offer = Offer(library.passages, library.vocabulary)
            self._shelf = Shelf(library, offer.associations()[1:], offer.categories()[1:], {})
        return self._shelf


def _options(options: Iterable[Option]) -> list[dict[str, str]]:
    return [{"key": key, "label": label} for label, key in options]
