"""Names that nothing announces: words that are listed as names, by their capitals and their neighbours."""

from __future__ import annotations

from itertools import pairwise

from assistant.masking.cues import words_of
from assistant.masking.marks import NAME, plain
from assistant.masking.sight import Sight
from assistant.masking.tokens import Grade, Word

_AND = frozenset(["and", "&", "+", "/", "und", "y"])
_BEFORE_FAMILY = frozenset(["", "\n", ":", "/", ";", "(", "-", "="])


def find_alone(sight: Sight) -> None:
    """Take names that are words as well: by a capital, two together, or somebody who speaks."""
    for at, word in enumerate(sight.words):
        if word.grade is not Grade.EITHER or at in sight.hits:
            continue
        after = sight.after(at)
        paired = after is not None and _is_pair(sight, at, after)
        told = after is not None and _is_told(sight, at, after)
        if (
            paired
            or told
            or _is_listed(sight, at)
            or (word.capital and _is_capital_name(sight, at, after))
            or (after is not None and _speaks(sight, at, after))
            or _is_told_of(sight, at)
            or (word.begins and word.raw[0].isupper() and sight.gap_starts(at, ":") and not sight.lexicon.is_word(word.word))
        ):
            sight.hits.update({at, at + 1} if paired or told else {at})


def _is_listed(sight: Sight, at: int) -> bool:
    """Whether a word stands beside a name as its like: "Art and Maria"."""
    word, lexicon = sight.words[at], sight.lexicon
    if sight.is_everyday(at) and not word.capital:
        return False
    for other in (at + 1, at + 2):
        if other in sight.hits and word.raw[0].isupper() and lexicon.is_given(word.word):
            between = sight.text[word.end : sight.words[other].start].strip(" \t").lower()
            if between in _AND:
                return True
    return False


def find_reversed(sight: Sight) -> None:
    """Take names whose family name comes first: "Case, Jordan" where a line or a label begins."""
    for at, (word, given) in enumerate(pairwise(sight.words)):
        if sight.gap(at).strip(" \t") != "," or not (at in sight.hits or (sight.lexicon.family_rank(word.word) is not None and not sight.is_everyday(at))):
            continue
        before = sight.text[max(0, word.start - 3) : word.start].strip(" \t")
        is_given = (
            given.grade is Grade.EITHER and (sight.lexicon.is_given(given.word) or at in sight.hits) and sight.stops(at + 1) and not sight.is_everyday(at + 1)
        )
        if before[-1:] in _BEFORE_FAMILY and word.grade >= Grade.EITHER and (at + 1 in sight.hits or is_given):
            sight.hits.update({at, at + 1})


def _is_capital_name(sight: Sight, at: int, after: Word | None) -> bool:
    """Whether a word with a capital inside a sentence is a name on its own."""
    word, lexicon = sight.words[at], sight.lexicon
    if sight.is_term(at) or word.word in words_of("things"):
        return False
    if sight.is_everyday(at):
        followed = sight.ends(at) or sight.speaks(at + 1) or (after is not None and after.word in {"who", "and"})
        return lexicon.is_given(word.word) and len(word.word) > 2 and followed
    called = after is not None and after.capital and after.grade <= Grade.WORD and lexicon.is_field(after.word) and not lexicon.is_given(word.word)
    return not lexicon.is_field(word.word) and not called and (after is None or after.word not in words_of("things"))


def _is_pair(sight: Sight, at: int, after: Word) -> bool:
    """Whether a word and the next are a given and a family name, though both are words."""
    word, lexicon = sight.words[at], sight.lexicon
    if after.grade is not Grade.EITHER or not lexicon.is_given(word.word) or not lexicon.is_name(after.word):
        return False
    field = lexicon.is_field(word.word)
    if field and lexicon.is_field(after.word) and sight.gap(at) == "-":
        return False
    if word.raw[0].isupper() and after.capital and not (sight.is_everyday(at) and word.begins and sight.is_everyday(at + 1)):
        return not (field and lexicon.is_field(after.word)) or not sight.is_term(at + 1)
    told = sight.speaks(at + 2) or (sight.joined(at + 1) and sight.words[at + 2].word in {"here", "from", "asking"})
    if sight.is_everyday(at) or sight.is_everyday(at + 1) or field:
        return told and sight.opens(at) and len(word.word) > 2 and not sight.is_everyday(at + 1) and not lexicon.is_field(after.word)
    return not lexicon.is_field(after.word) or told or sight.ends(at + 1)


def _is_told(sight: Sight, at: int, after: Word) -> bool:
    """Whether a line begins with a given name and another word of which somebody says that they speak ("mark level wants …")."""
    word, lexicon = sight.words[at], sight.lexicon
    if sight.is_everyday(at) or lexicon.is_field(word.word) or not lexicon.is_given(word.word):
        return False
    return sight.opens(at) and not sight.is_everyday(at + 1) and after.grade is not Grade.FIXED and sight.speaks(at + 2, "speaks")


def _speaks(sight: Sight, at: int, after: Word) -> bool:
    """Whether somebody of that name speaks or acts ("Grace has …", "mark says …")."""
    word, lexicon = sight.words[at], sight.lexicon
    given, field = lexicon.is_given(word.word), lexicon.is_field(word.word)
    if (sight.is_everyday(at) and not word.capital) or not (given or word.capital):
        return False
    if not field and ((word.raw[0].isupper() and sight.speaks(at + 1)) or (given and after.word == "here")):
        return True
    return given and sight.speaks(at + 1, "speaks") and (word.raw[0].isupper() or not field)


def _is_told_of(sight: Sight, at: int) -> bool:
    """Whether a given name is followed by what somebody tells of that person: "grace, she's new"."""
    word, lexicon = sight.words[at], sight.lexicon
    if not lexicon.is_given(word.word) or lexicon.is_field(word.word) or (sight.is_everyday(at) and not word.capital) or at + 1 >= len(sight.words):
        return False
    return sight.gap(at).strip(" \t") == "," and plain(sight.words[at + 1].raw) in words_of("told_of")


def find_again(sight: Sight, names: frozenset[str]) -> None:
    """Take words that are names elsewhere in the message, unless they are words of every sentence."""
    small = {sight.words[at].word for at in sight.hits if sight.words[at].raw.islower()}
    for at, word in enumerate(sight.words):
        if word.word not in names or word.grade is Grade.FIXED:
            continue
        plain_word = (
            sight.lexicon.is_field(word.word) or sight.is_everyday(at) or (word.raw.islower() and sight.lexicon.is_word(word.word) and word.word not in small)
        )
        if word.capital or not plain_word:
            sight.hits.add(at)


def names_of(sight: Sight) -> frozenset[str]:
    """The words that were found, folded; short ones and those of every sentence left out."""
    found = (sight.words[at] for at in sight.hits if sight.words[at].grade not in {Grade.MARK, Grade.ODD})
    return frozenset(word.word for word in found if len(word.word) > 2) - sight.lexicon.functional


def write_names(sight: Sight) -> str:
    """The text with one mark for each run of words that were found."""
    out, at, last = [], 0, -2
    for here in sorted(sight.hits):
        if last != here - 1 or not sight.joined(last):
            out += [sight.text[at : sight.words[here].start], NAME]
        at, last = sight.words[here].end, here
    return "".join([*out, sight.text[at:]])
