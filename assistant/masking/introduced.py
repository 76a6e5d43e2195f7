"""Names that are introduced: "my name is …", "I'm …", "Dear …", "Dr. …", "my supervisor …", "Best, …"."""

from __future__ import annotations

import re

from assistant.masking.cues import phrases, words_of
from assistant.masking.marks import NAME, plain
from assistant.masking.sight import Sight
from assistant.masking.tokens import Grade, Word

_KINDS = ("names_follow", "introduces", "addressed", "names_may_follow", "roles", "greetings", "titles", "closings")
_CUES = {kind: phrases(kind) for kind in _KINDS}
_AFTER_CUE = {
    "titles": re.compile(r"\.?[ \t]+"),
    "greetings": re.compile(r"[ \t,:!-]{1,3}"),
    "closings": re.compile(r"[ \t]*[,.!\n\r–—~-][\s–—~,.!-]*"),
}
_AFTER_ANY = re.compile(r"[ \t:=,\"“'‘(*_-]{1,4}")
_WITHIN = re.compile(r"[ \t./'’-]{1,3}")
_LINKING = frozenset(["is", "was", "called", "named", "are"])
_BEFORE_GREETING = re.compile(r"(?:^|[\n\r.!?,>\"“])[ \t]*$")
_ASIDE = re.compile(r"[^,.\n]{2,40},")
_LATE = frozenset(["may", "will"])
"""Words of every sentence that are family names after a given name that was introduced."""
_SURE = frozenset(["roles", "greetings", "titles", "addressed"])
"""Cues behind which an initial stands for a name."""
_SHORT = 6
"""Letters from which an unknown word with a capital may be a word that is misspelt."""
_LONGEST = 5
"""Words that an introduced name has at most."""


def find_introduced(sight: Sight) -> None:
    """Take the names that the words before them announce."""
    for at, word in enumerate(sight.words):
        cues = _cues(sight, at)
        if not cues or (word.grade is Grade.FIXED and not (sight.lexicon.is_name(word.word) and word.capital)):
            continue
        if "names_follow" in cues:
            _take_named(sight, at)
        elif word.grade is Grade.FIXED:
            continue
        elif (
            ("titles" in cues and _is_titled(sight, at, "roles" in cues))
            or ("closings" in cues and _signs(sight, at))
            or (cues - {"titles", "closings"} and _may_be(sight, at, cues))
        ):
            _take_restated(sight, at, sight.take(at))


def _take_restated(sight: Sight, at: int, after: int) -> None:
    """Take a name that is said again in full: "Will, Will Power"."""
    if after + 1 < len(sight.words) and sight.gap(after - 1) == ", " and sight.words[after].word == sight.words[at].word and sight.joined(after):
        sight.hits.update({after, after + 1} if sight.stops(after + 1) else {after})


def _cues(sight: Sight, at: int) -> set[str]:
    """The kinds of cues that stand right before a word, an initial between them left out."""
    words = sight.words
    if at > 1 and len(words[at - 1].raw) == 1 and words[at - 1].raw != NAME and sight.gap(at - 1).startswith("."):
        at -= 1
    if not at or words[at - 1].raw == NAME:
        return set()
    gap = sight.gap(at - 1)
    if words[at - 1].raw in {"I", "i"} and gap.strip(" \t") == "," and _ASIDE.match(sight.text, words[at].start):
        return {"names_follow"}
    kinds = {kind for kind in _KINDS if _AFTER_CUE.get(kind, _AFTER_ANY).fullmatch(gap) and _said(sight, at, kind)}
    linked = at > 1 and words[at - 1].word in _LINKING and sight.joined(at - 1) and sight.joined(at - 2)
    return kinds | ({"roles"} if linked and _said(sight, at - 1, "roles") else set())


def _said(sight: Sight, at: int, kind: str) -> bool:
    """Whether the words right before a word are a phrase of that kind; a greeting opens a line or a sentence."""
    for length in range(1, min(4, at) + 1):
        first = at - length
        if length > 1 and not _WITHIN.fullmatch(sight.gap(first)):
            return False
        if tuple(plain(word.raw) for word in sight.words[first:at]) in _CUES[kind]:
            start = sight.words[first].start
            return kind != "greetings" or bool(_BEFORE_GREETING.search(sight.text[max(0, start - 4) : start]))
    return False


def _take_named(sight: Sight, at: int) -> None:
    """Take what follows "my name is", whatever it is, up to a word that cannot belong to it."""
    word, lexicon = sight.words[at], sight.lexicon
    if sight.is_everyday(at) and not (word.capital or (len(word.word) > 2 and lexicon.is_given(word.word) and sight.ends(at, 2))):
        return
    if lexicon.is_field(word.word) and not lexicon.is_name(word.word) and not word.raw[0].isupper():
        return
    sight.hits.add(at)
    for here in range(at + 1, min(at + _LONGEST, len(sight.words))):
        if not sight.joined(here - 1) or not _goes_on(sight, here, here == at + 1):
            return
        sight.hits.add(here)


def _goes_on(sight: Sight, here: int, second: bool) -> bool:
    """Whether a word after an introduced name is a part of it."""
    word = sight.words[here]
    everyday = sight.is_everyday(here)
    if word.word in _LATE or word.word in words_of("particles") or word.grade >= Grade.NAME or (word.grade is Grade.EITHER and not everyday):
        return not everyday or word.word in _LATE or word.capital
    return not everyday and (word.capital or (second and sight.ends(here)))


def _is_titled(sight: Sight, at: int, role: bool) -> bool:
    """Whether a word after "Dr." or "Mrs" is a name; after what is a role as well ("Nurse Midwife"), a word that is none does not count."""
    word, lexicon = sight.words[at], sight.lexicon
    if role and not (word.unknown or lexicon.is_name(word.word)):
        return False
    if word.raw[0].isupper() and (word.capital or lexicon.is_name(word.word)):
        return not sight.is_term(at)
    if word.unknown:
        return word.raw[0].isupper() or not lexicon.near_field(word.word)
    return word.grade >= Grade.EITHER and not sight.is_everyday(at)


def _signs(sight: Sight, at: int) -> bool:
    """Whether a word after "Best," is the name that signs: nothing but a name stands on its line."""
    word, lexicon = sight.words[at], sight.lexicon
    if (word.word in words_of("kept") or word.word in words_of("closings")) and not word.capital and not lexicon.is_name(word.word):
        return False
    last = at
    while last + 1 < len(sight.words) and last < at + 5 and not re.search(r"[\n\r]", sight.gap(last)):
        last += 1
    short = (
        last - at < 4
        and not re.match(r"[^\n\r]{0,3}\?", sight.text[sight.words[last].end :][:4])
        and not any(sight.is_everyday(n) for n in range(at + 1, last + 1))
    )
    named = word.grade >= Grade.EITHER or word.unknown or word.raw[0].isupper()
    return (short or sight.ends(at)) and named and not (sight.is_everyday(at) and not sight.ends(at, 1))


def _may_be(sight: Sight, at: int, cues: set[str]) -> bool:
    """Whether a word that may be introduced as a name is one."""
    word, lexicon, after = sight.words[at], sight.lexicon, sight.after(at)
    if word.grade >= Grade.NAME or (sight.is_initial(at) and sight.gap_starts(at, ".") and cues & _SURE):
        return True
    if "roles" in cues and ((sight.words[at - 1].raw[0].isupper() and not sight.words[at - 1].begins) or word.word in words_of("things")) and not word.unknown:
        return False  # "a Certified Nurse Midwife": what somebody is
    speaks = sight.speaks(at + 1)
    capital = word.capital or (word.begins and word.raw[0].isupper())
    if word.unknown and (not lexicon.meant(word.word) or (word.capital and len(word.word) < _SHORT)):
        return speaks or capital or (lexicon.near_field(word.word) and not lexicon.near_english(word.word))
    if word.grade is not Grade.EITHER:
        named = after is not None and after.raw[0].isupper() and lexicon.is_name(after.word) and not lexicon.is_field(after.word)
        told = "roles" in cues and sight.speaks(at + 1, "speaks") and not sight.is_everyday(at)
        alone = "addressed" in cues and word.capital and lexicon.is_rare(word.word) and not (after is not None and after.capital)
        return not lexicon.is_field(word.word) and (told or alone or (capital and (named or bool(cues & {"greetings", "roles"}))))
    if capital and not sight.is_term(at):
        return lexicon.is_given(word.word) or not lexicon.is_field(word.word) or speaks or sight.ends(at)
    return lexicon.is_given(word.word) and cues != {"names_may_follow"} and _is_small_name(sight, at, after, speaks, cues)


def _is_small_name(sight: Sight, at: int, after: Word | None, speaks: bool, cues: set[str]) -> bool:
    """Whether a given name that is a word as well, written small and introduced, is a name."""
    word, lexicon = sight.words[at], sight.lexicon
    family = after is not None and (lexicon.family_rank(after.word) is not None or after.grade is Grade.ODD) and (sight.ends(at + 1) or sight.speaks(at + 2))
    if sight.is_everyday(at) and "introduces" in cues and sight.stops(at):
        return len(word.word) > 2
    if sight.is_everyday(at):
        return len(word.word) > 2 and family and not sight.is_everyday(at + 1)
    closed = sight.ends(at) or (after is not None and after.word in words_of("closes"))
    return family or speaks or ((closed or "addressed" in cues) and not lexicon.is_field(word.word))
