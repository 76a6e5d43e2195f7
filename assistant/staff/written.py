"""Staff answers as data: what they say, what they rest on, whether they still hold, and why one may not be saved."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.answer import Citation, Statement
from assistant.check import faults
from corpus.quantities import UNIT_WORDS
from corpus.words import sentences
from index.passages import Passage

STAFF = "staff-answer-"
"""A citation of staff answer 7 has "staff-answer-7" as its sheet and as its passage; its page is /documents/staff-answer-7."""
SOURCE = "staff answers"
MOST_SENTENCES = 6
_ROMAN = re.compile(rf"\b[IVXLCDM]+ (?:clock )?(?i:{'|'.join(word for word in UNIT_WORDS if word.isalpha() and len(word) > 1)})\b")
_HARMLESS = re.compile(r"\bonce(?= (?:the|your?|it|we|they|all|this|that)\b)|\bfirst(?=[.,;!]|$)", re.I)
"""Words that count in other places: "once the review has begun", "ask the office first"."""


@dataclass(frozen=True, slots=True)
class Rest:
    """A passage that a staff answer rests on, as it was when the answer was reviewed.

    Attributes:
        passage: The passage's id.
        words: The key of its whole text then (`passage_words`).
        quote: The sentence that is relied on.
    """

    passage: str
    words: str
    quote: str


@dataclass(frozen=True, slots=True)
class StaffAnswer:
    """What staff say to a question.

    Attributes:
        id: Its number; 0 before it is saved.
        questions: Ways of asking that it answers, with personal data masked; at least one.
        text: One to six sentences.
        author: Who wrote it.
        associations, categories: Whose it is and what it is about, as keys of the vocabulary; empty for a general one.
        rests: The passages that it rests on; may be empty.
        until: The last day on which it holds; required when it rests on no passage.
    """

    id: int
    questions: tuple[str, ...]
    text: str
    author: str
    written: date
    associations: tuple[str, ...]
    categories: tuple[str, ...]
    rests: tuple[Rest, ...]
    until: date | None


def passage_words(passage: Passage) -> str:
    """The key of a passage's whole text: another one as soon as a word of it changes."""
    return hashlib.sha256(passage.text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def is_current(staff: StaffAnswer, passages: Mapping[str, Passage], today: date) -> bool:
    """Whether a staff answer may be given: its last day is not over, and every passage it rests on says what it said then."""
    return not is_over(staff, today) and (bool(staff.rests) or staff.until is not None) and all(rest_holds(rest, passages) for rest in staff.rests)


def is_over(staff: StaffAnswer, today: date) -> bool:
    """Whether the last day of a staff answer has passed."""
    return staff.until is not None and today > staff.until


def rest_holds(rest: Rest, passages: Mapping[str, Passage]) -> bool:
    """Whether a passage is held, says what it said when it was reviewed, and has the sentence that is relied on."""
    passage = passages.get(rest.passage)
    return passage is not None and passage_words(passage) == rest.words and rest.quote in passage.sentences


def staff_sentences(text: str) -> list[str]:
    """The sentences of a staff answer, in order: what is quoted from it, and what is marked on its page."""
    return sentences(text)


def staff_faults(text: str, rests: Sequence[Rest], until: date | None, passages: Mapping[str, Passage]) -> tuple[str, ...]:
    """Why a staff answer may not be saved or given, in plain words; empty when it may.

    Each of its figures (value, unit, bound and period) must stand in one of the sentences that it rests on, as in any other answer. One that rests on no
    passage holds no figure and needs a last day.
    """
    found: list[str] = []
    said = staff_sentences(text)
    if not said:
        found.append("The text is empty. Write one to six sentences.")
    if len(said) > MOST_SENTENCES:
        found.append(f"The text has {len(said)} sentences. Write at most six.")
    if any(unicodedata.category(c) in {"Cc", "Cf"} and c not in "\n\r\t" for c in text):
        found.append("The text holds characters that cannot be seen. Type it again instead of pasting it.")
    if not rests and until is None:
        found.append("It rests on no passage, so it needs a last day. Name the last day on which it holds.")
    cited = []
    for number, rest in enumerate(rests, 1):
        passage = passages.get(rest.passage)
        if passage is None:
            found.append(f'The passage with "{rest.quote}" is not held here any more. Choose another one.')
        elif not rest_holds(rest, passages):
            found.append(f'The passage with "{rest.quote}" has changed since it was chosen. Read it again and choose its sentence anew.')
        else:
            cited.append(_cited(number, rest, passage))
    whole = Statement(_HARMLESS.sub("", " ".join(said)), tuple(citation.number for citation in cited))
    quotes = " ".join(citation.quote for citation in cited)
    found += [_plain(roman.group(), bool(cited)) for roman in _ROMAN.finditer(whole.text) if roman.group() not in quotes]
    return (*found, *(_plain(fault, bool(cited)) for fault in dict.fromkeys(faults(whole, cited, passages if cited else {}, ""))))


def _cited(number: int, rest: Rest, passage: Passage) -> Citation:
    """A passage as the check of answers takes it. It has no label: what a heading names, such as a level, may be said; what a label would add, not."""
    return Citation(
        number, passage.id, passage.guideline, passage.source, passage.title, passage.heading, rest.quote, passage.url, passage.page, passage.scope.edition
    )


def _plain(fault: str, rests: bool) -> str:
    """A fault of the check in the words of whoever writes."""
    said = fault.removesuffix(" does not stand in the quoted sentence").strip("'\"")
    if rests:
        return f'No sentence that it rests on says "{said}". Take it out, or choose the sentence that says it.'
    return f'It rests on no passage and says "{said}". Take it out, or choose the sentence of a guideline that says it.'
