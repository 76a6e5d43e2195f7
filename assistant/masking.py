"""Masking: names and other personal data are taken out of a text before anything else is done with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.masking_dates import DateMasker
from assistant.masking_identifiers import mask_addresses, mask_links, mask_numbers, mask_phones
from assistant.masking_lexicon import Lexicon
from assistant.masking_marks import NAME, read_marks, write_marks
from assistant.masking_names import NameMasker
from corpus.vocabulary import Vocabulary
from index.passages import Passage

_REPEATED = re.compile(rf"{NAME}(?:[ \t]*[ \t-][ \t]*{NAME})+")


@dataclass(frozen=True, slots=True)
class Masked:
    """A text without personal data.

    Attributes:
        text: "[name]", "[phone]", "[e-mail]", "[date]", "[number]", "[address]" and "[link]" stand in place of what was found.
        kinds: What was masked, in order of the text: "name", "phone" …; never the originals.
    """

    text: str
    kinds: tuple[str, ...]


class Masker:
    """Takes personal data out of what somebody wrote, and leaves the question.

    What is kept is what is known: words of English, of the corpus and of the vocabulary, places, and figures that are plausible quantities. Names are told
    from words by lists and by the words around them.

    Args:
        passages, vocabulary: The words of the field, and the editions whose dates may stay.
        english: Common English words, the commonest first. Without them only names that are listed, capital or introduced are found: words that
            are known to nobody then stay.
    """

    def __init__(self, passages: Sequence[Passage], vocabulary: Vocabulary, english: Sequence[str] = ()) -> None:
        self._dates = DateMasker(passages)
        self._names = NameMasker(Lexicon(passages, vocabulary, english))

    def mask(self, text: str) -> Masked:
        """The text without personal data, in plain letters and digits; line breaks stay.

        Masking twice is masking once. Each round can only shorten what is left, so the rounds end.
        """
        now, found = read_marks(text), frozenset[str]()
        before = ""
        while now != before:
            before = now
            for step in (mask_links, self._dates.mask, mask_addresses, mask_phones, mask_numbers):
                now = step(now)
            now, names = self._names.mask(now, found)
            found |= names
            now = _REPEATED.sub(NAME, now)
        written, kinds = write_marks(now)
        return Masked(written, kinds)
