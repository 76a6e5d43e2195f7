"""Names by the form that they are written in: signatures, initials, spelled letters, nicknames in quotes."""

from __future__ import annotations

import re

from assistant.masking.cues import words_of
from assistant.masking.sight import Sight
from assistant.masking.tokens import Grade

_LINE = re.compile(r"[^\n\r]+")
_LAST = re.compile(r"(?:(?<=[.!?…,])[ \t]*[^\W\d_]+(?:[ \t]+[^\W\d_]+)?\.?\s*\Z|(?<=\s)[-–—~]+[ \t]*[^\W\d_]+(?:[ \t]+[^\W\d_]+)?\.?[ \t\"”]*$)", re.M)
"""One or two words after the last sentence, or after a dash at the end of a line."""
_POINTED = re.compile(r"(?<![\w.])(?:[A-Z]\.[ ]?){1,2}[A-Z]\.(?![\w])")
_OPENS, _CLOSES = re.compile(r"\.?[ \t][\"“”'‘(]"), re.compile(r"[\"“”'’)][ \t]")


def find_signatures(sight: Sight) -> None:
    """Take lines, and the end of a message, that are no sentence but one or two words or initials: a signature, in any case."""
    for match in (*_LINE.finditer(sight.text), *_LAST.finditer(sight.text)):
        here = sight.within(match.start(), match.end())
        said = match.group().strip(' \t-–—~*.>"”')
        if not 1 <= len(here) <= 3 or re.search(r"[^\w\s.'’-]|\d", said):
            continue
        initials = all(len(sight.words[n].raw) == 1 for n in here) or (len(said) == 2 and len(here) == 1)
        own_line = match.re is _LINE or match.group(0)[:1] in "-–—~"
        if (initials and own_line and _are_initials(sight, here)) or (
            len(here) < 3 and all(_may_sign(sight, n, not sight.text[match.end() :].strip()) for n in here)
        ):
            sight.hits.update(here)


def find_initials(sight: Sight) -> None:
    """Take two or three capitals with points that are no abbreviation of the field: "J.T."."""
    for match in _POINTED.finditer(sight.text):
        here = sight.within(match.start(), match.end())
        if _are_initials(sight, here):
            sight.hits.update(here)


def _are_initials(sight: Sight, here: list[int]) -> bool:
    """Whether letters that stand alone on a line are somebody's initials: no state, no degree, no level, no word of every sentence."""
    said = "".join(sight.words[n].word for n in here)
    known = sight.lexicon.is_field(said) or said in sight.lexicon.functional or said.upper() in sight.lexicon.state_letters
    return not known and not re.fullmatch("[ivx]+|[a-d]", said)


def _may_sign(sight: Sight, at: int, last: bool) -> bool:
    """Whether a word that stands alone is somebody's name: it is listed or unknown, or short and rare at the very end, and no word of the field."""
    word, lexicon = sight.words[at], sight.lexicon
    if (
        word.grade is Grade.FIXED
        or lexicon.is_field(word.word)
        or sight.is_everyday(at)
        or word.word in words_of("closings") | words_of("greetings") | words_of("things")
    ):
        return False
    rare = last and lexicon.is_rare(word.word) and len(word.word) < 5
    return word.grade >= Grade.EITHER or (word.unknown and not lexicon.near_english(word.word)) or rare or len(word.word) == 1


def find_spelled(sight: Sight) -> None:
    """Take names that are spelled out: "p r i y a"."""
    run: list[int] = []
    for at in range(len(sight.words) + 1):
        if at < len(sight.words) and len(sight.words[at].raw) == 1 and (not run or sight.gap(at - 1) in {" ", "-", ", ", " - "}):
            run.append(at)
            continue
        if len(run) > 3 and not sight.lexicon.is_field("".join(sight.words[n].word for n in run)):
            sight.hits.update(run)
        run = [at] if at < len(sight.words) and len(sight.words[at].raw) == 1 else []


def find_nicknames(sight: Sight) -> None:
    """Take a word in quotes or brackets between an initial or a name and another name: R. "Buddy" Oakes."""
    for at in range(1, len(sight.words) - 1):
        before, after = sight.gap(at - 1), sight.gap(at)
        if _OPENS.fullmatch(before) and _CLOSES.fullmatch(after) and (at - 1 in sight.hits or sight.is_initial(at - 1)) and at + 1 in sight.hits:
            sight.hits.add(at)
