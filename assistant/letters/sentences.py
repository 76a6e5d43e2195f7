"""Which sentences of a message ask something: with a question mark, indirectly, in a list, or as a telegram."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.letters.cues import letter_cue
from assistant.letters.lines import Sentence
from corpus.words import stopwords, words

TELEGRAM = 16
"""Words of a message that asks by naming a subject alone."""

_INDIRECT, _DIRECT, _SOMEWHERE = letter_cue("asks_indirect"), letter_cue("asks_direct"), letter_cue("asks_somewhere")
_EXCLAIMS, _PLEASANTRY = letter_cue("exclaims"), letter_cue("pleasantry_asked")
_EMPTY, _FIGURE, _CONFIRMS, _LEAD = letter_cue("empty_words"), letter_cue("figure_asked"), letter_cue("confirms"), letter_cue("asking_lead")
_SMALL_TALK, _ON_ANSWER = letter_cue("small_talk"), letter_cue("on_answer")
_THANKS, _PERSON = letter_cue("thanks"), letter_cue("person")
_BEGINS, _OTHERS_DOUBT = letter_cue("begins"), letter_cue("others_doubt")
_MASK = re.compile(r"\[[a-z-]+\]")


def asking(sentences: Sequence[Sentence], is_subject: Sequence[bool]) -> list[int]:
    """The places of the sentences that ask, in order.

    Args:
        sentences: Of one message.
        is_subject: Of each, whether it speaks of something of the vocabulary (a topic, a level, a figure).
    """
    asks: list[bool] = []
    for n in range(len(sentences)):
        asks.append(_asks(sentences, n, is_subject, bool(asks) and asks[-1]))
    found = [n for n, asked in enumerate(asks) if asked]
    if found:
        return found
    found = [n for n, sentence in enumerate(sentences) if is_subject[n] and _SOMEWHERE.search(sentence.text) and not _small(sentence.text)]
    said = " ".join(sentence.text for sentence in sentences)
    if found or len(words(said)) > TELEGRAM or _THANKS.search(said) or _PERSON.search(said):
        return found[:1] if len(found) > 1 and len(sentences) > 4 else found
    return [n for n, subject in enumerate(is_subject) if subject][-1:]


def confirms(text: str) -> bool:
    """Whether a sentence asks only if the one before it is right ("Is that correct?")."""
    return bool(_CONFIRMS.search(text))


def is_empty(text: str) -> bool:
    """Whether a sentence asks for help, an answer or a call and names nothing that it is about."""
    if _FIGURE.search(text):
        return False
    left = [word for word in words(_EMPTY.sub(" ", _MASK.sub(" ", text).replace("’", "'"))) if word not in stopwords() and len(word) > 2]
    return not left


def _asks(sentences: Sequence[Sentence], n: int, is_subject: Sequence[bool], before: bool) -> bool:
    """Whether a sentence asks; `before` is whether the one before it does."""
    text = sentences[n].text
    if confirms(text):
        told = sentences[n - 1].text if n and not before else ""
        return bool(told) and not (_THANKS.search(told) or confirms(told) or is_empty(told))
    if _small(text):
        return False
    if re.search(r"\?\W*$|\?[\"')]*\s", text):
        if _ON_ANSWER.search(text) and before:
            return True
        return is_subject[n] or not (is_empty(text) or _SMALL_TALK.search(text))
    if text.rstrip().endswith(":") and n + 1 < len(sentences) and sentences[n + 1].lead == text:
        return False
    if _LEAD.search(sentences[n].lead) or (sentences[n].lead.endswith("?") and not _PERSON.match(text)):
        return not is_empty(text) or is_subject[n]
    if not is_subject[n] and (_OTHERS_DOUBT.search(text) or is_empty(text)):
        return False
    return bool(_INDIRECT.search(text) or (_DIRECT.search(text) and not text.endswith("!")) or (_BEGINS.search(text) and not is_empty(text)))


def _small(text: str) -> bool:
    return bool(_EXCLAIMS.search(text) or _PLEASANTRY.search(text))
