"""Masking: names and other personal data are taken out of a text before anything else is done with it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.masking.dates import DateMasker
from assistant.masking.identifiers import mask_addresses, mask_links, mask_numbers, mask_phones
from assistant.masking.introduced import find_introduced
from assistant.masking.lexicon import Lexicon
from assistant.masking.marks import NAME, read_marks, write_marks
from assistant.masking.names import find_again, find_alone, find_reversed, names_of, write_names
from assistant.masking.sight import Sight
from assistant.masking.signed import find_initials, find_nicknames, find_signatures, find_spelled
from assistant.masking.tokens import Grade, read_words
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
        self._lexicon = Lexicon(passages, vocabulary, english)

    def mask(self, text: str) -> Masked:
        """The text without personal data, in plain letters and digits; line breaks stay.

        What has a form of its own goes first (links, dates, addresses, phones, numbers), then names, which are told by what is
        around them. Masking twice is masking once. Each round can only shorten what is left, so the rounds end.
        """
        now, found = read_marks(text), frozenset[str]()
        before = ""
        while now != before:
            before = now
            for step in (mask_links, self._dates.mask, mask_addresses, mask_phones, mask_numbers):
                now = step(now)
            now, names = self._mask_names(now, found)
            found |= names
            now = _REPEATED.sub(NAME, now)
        written, kinds = write_marks(now)
        return Masked(written, kinds)

    def _mask_names(self, text: str, found: frozenset[str]) -> tuple[str, frozenset[str]]:
        """The text with marks for names, and the words that were masked: they are names wherever else they stand.

        Words get a grade from the lists; each step below adds words to the sight's hits, those of the surest kind first; then each hit is widened to the
        whole name, and looked for in the rest of the message.

        Args:
            text: With marks.
            found: Words that were names elsewhere in the same message.
        """
        sight = Sight(text, read_words(text, self._lexicon), self._lexicon)
        for find in (find_introduced, find_signatures, find_initials, find_spelled, find_alone, find_nicknames, find_reversed):
            find(sight)
        done = 0
        for at in sorted(sight.hits):
            if sight.words[at].grade is not Grade.ODD and at >= done:
                done = sight.take(at)
            sight.take_before(at)
        find_again(sight, found | names_of(sight))
        return write_names(sight), names_of(sight)
