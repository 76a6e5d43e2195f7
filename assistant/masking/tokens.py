"""Words of a message with what their writing says: capitals, where a sentence begins, and what they are likely to be."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from itertools import pairwise

from assistant.masking.cues import alternatives, words_of
from assistant.masking.lexicon import LATIN, Lexicon
from assistant.masking.marks import NAME, WORD, fold
from corpus.words import stopwords

_TOKEN = re.compile(rf"{WORD.pattern}|{NAME}")
_BEGIN = re.compile(r"(?:^|[.!?¿¡:;…•*>\n\r]|^\s*\d+[.)])[\s\"“”'‘(\[>*•–—-]*$")
_NO_END = re.compile(rf"\b(?:{alternatives('titles')}|[a-z]|st|vs|no|ext|approx)\.[ \t]*$", re.I)
_CONTRACTED = re.compile(r"(?:s|t|ll|ve|re|d|m|em|all)")
_ACRONYM = 6
"""Capital letters up to which an unknown word is an abbreviation, in a text that is not all capitals."""
_ARTICLES = frozenset(["the", "a", "an", "this"])
_NO_VOWEL = re.compile(r"[^aeiouy]{2,5}s?")
_SURE_FAMILY = 3_000
"""Rank up to which a family name that is no word is a name even if it is written small and alone."""


class Grade(IntEnum):
    """What a word is likely to be, from certainly no name to certainly one."""

    FIXED = 0
    """A part of a name of the vocabulary, a place where places stand, an abbreviation."""
    WORD = 1
    ODD = 2
    """Small letters that neither English nor the field knows: masked, but no sign of a name beside it."""
    EITHER = 3
    """A name that is a word as well: its neighbours decide."""
    NAME = 4
    MARK = 5
    """A name that is masked already."""


@dataclass(slots=True)
class Word:
    """One word of a message.

    Attributes:
        word: Folded. raw: As it is written.
        capital: Whether it begins with a capital that says something: not at the start of a sentence, nor where everything or every word has one.
        begins: Whether a sentence begins with it.
        unknown: Whether neither English nor the field has it.
    """

    word: str
    raw: str
    start: int
    end: int
    capital: bool
    begins: bool
    grade: Grade
    unknown: bool = False


def read_words(text: str, lexicon: Lexicon) -> list[Word]:
    """The words of a text with their grades."""
    found: list[Word] = []
    shouting = _is_shouting(text)
    for start, end, telling in _stretches(text, shouting):
        for match in _TOKEN.finditer(text, start, end):
            raw = match.group()
            before = text[max(start, match.start() - 12) : match.start()]
            begins = match.start() == start or bool(_BEGIN.search(before if match.start() - start > 12 else "\n" + before))
            begins = begins and not _NO_END.search(text[max(0, match.start() - 12) : match.start()])
            capital = raw[0].isupper() and (telling or (shouting and raw[1:].islower())) and not begins
            found.append(Word(fold(raw), raw, match.start(), match.end(), capital, begins and telling, Grade.WORD))
    _fix(text, found, lexicon)
    for at, token in enumerate(found):
        if token.grade is not Grade.FIXED:
            token.grade = _grade(token, lexicon)
            if token.grade >= Grade.EITHER and _is_of_field(found, at, text, lexicon):
                token.grade = Grade.FIXED
    return found


def _is_of_field(tokens: Sequence[Word], at: int, text: str, lexicon: Lexicon) -> bool:
    """Whether a word that could be a name stands as the field has it: a month in time, a capital word between its usual neighbours, a misspelt verb."""
    token = tokens[at]
    before = tokens[at - 1] if at else None
    after = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.raw == NAME:
        return False
    if token.word in words_of("calendar") or (token.word in words_of("peoples") and token.raw[0].isupper()):
        return True
    if (lexicon.is_spanish(token.word) and not token.capital) or (after and _is_compound(token, after, text, lexicon)):
        return True
    if token.word in words_of("months") and before and before.word in words_of("before_months"):
        return True
    if token.word in words_of("months") | words_of("seasons") and re.match(r"[ \t,]*['’]?\d", text[token.end :][:4]):
        return True
    if before and before.word in words_of("place_words") and token.word in words_of("countries") and token.raw[0].isupper():
        return True
    if token.raw.isupper() and 1 < len(token.raw) < 5 and token.capital and text[token.start - 1] == "(" and text[token.end : token.end + 1] == ")":
        return True
    abroad = before is not None and before.word in {"in", "near", "outside", "across", "throughout"} and not lexicon.is_given(token.word)
    if abroad and token.capital and not (after is not None and after.capital):
        return True
    neighbours = (before.word if before and token.start - before.end == 1 else "", after.word if after and after.start - token.end == 1 else "")
    if token.raw[0].isupper():
        short = token.raw.isupper() and len(token.raw) < 4 and (token.capital or token.begins)
        beside = any(other is not None and other.raw.isupper() and len(other.raw) > 3 and not lexicon.is_field(other.word) for other in (before, after))
        return lexicon.is_said(neighbours[0], token.word, neighbours[1]) or (short and not beside and (lexicon.is_field(token.word) or len(token.raw) < 3))
    return neighbours[0] in words_of("pronouns") and lexicon.near_field(token.word) and not lexicon.is_word(token.word)


def _is_compound(token: Word, after: Word, text: str, lexicon: Lexicon) -> bool:
    """Whether a word is the first half of one with a hyphen: "Faith-based"."""
    return (
        text[token.end : after.start] == "-" and after.raw.islower() and len(after.word) > 3 and lexicon.known(after.word) and not lexicon.is_name(after.word)
    )


def _is_shouting(text: str) -> bool:
    """Whether most words are written in capitals."""
    whole = re.findall(r"[^\W\d_]{2,}", text)
    return len(whole) > 3 and sum(word.isupper() for word in whole) > 0.6 * len(whole)


def _stretches(text: str, shouting: bool) -> list[tuple[int, int, bool]]:
    """Lines or sentences, and whether capitals say something in each: not where most words have one."""
    found = []
    for match in re.finditer(r"[^\n\r]+", text):
        at = match.start()
        for piece in re.split(r"(?<=[.!?])(?=\s)", match.group()):
            found.append((at, at + len(piece), not shouting and not _is_titled(re.findall(r"[^\W\d_]{2,}", piece)[1:])))
            at += len(piece)
    return found


def _is_titled(said: Sequence[str]) -> bool:
    """Whether Words Are Written Like This: the small ones have capitals too, or there are none."""
    small = [word for word in said if word.lower() in stopwords()]
    judged = small or [word for word in said if len(word) > 2 and not word.isupper()]
    return len(said) > 3 and (bool(small) or len(judged) > 3) and sum(word[0].isupper() for word in judged) > (0.5 if small else 0.7) * len(judged)


def _fix(text: str, tokens: Sequence[Word], lexicon: Lexicon) -> None:
    """Grade the words that are no names for sure: names of the vocabulary, and towns where places stand."""
    at = 0
    while at < len(tokens):
        length = next((n for n in range(min(6, len(tokens) - at), 1, -1) if tuple(t.word for t in tokens[at : at + n]) in lexicon.phrases), 0)
        length = length or _called(text, tokens, at, lexicon) or _place(text, tokens, at, lexicon)
        for token in tokens[at : at + length]:
            token.grade = Grade.FIXED
        at += length or 1


def _called(text: str, tokens: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """How many words from here on are what an organisation or a course is called ("Merrill Palmer Institute", "the … Touchpoints course"); 0 if none."""
    if not (tokens[at].capital or (tokens[at].begins and not lexicon.is_name(tokens[at].word))) or tokens[at].word in words_of("roles"):
        return 0
    for length, (token, last) in enumerate(pairwise(tokens[at : at + 7]), 2):
        if text[token.end : last.start] not in {" ", "-", " & "} or not token.raw[0].isupper():
            return 0
        body = last.word in words_of("bodies") and last.capital and not text.startswith(" of ", last.end)
        named = at > 0 and tokens[at - 1].word in _ARTICLES
        course = last.word in words_of("courses") and (named or (length > 2 and not any(_is_person(one, lexicon) for one in tokens[at : at + length - 1])))
        if body or course:
            return length
    return 0


def _is_person(token: Word, lexicon: Lexicon) -> bool:
    return lexicon.is_given(token.word) and not lexicon.is_word(token.word)


def _place(text: str, tokens: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """How many words from here on are a town's name, where a place is spoken of; 0 if none."""
    before = tokens[at - 1].word if at else ""
    between = text[tokens[at - 1].end : tokens[at].start] if at else ""
    heard = at > 1 and before == "from" and tokens[at - 2].word in words_of("heard_from")
    placed = before in words_of("place_words") and not between.strip() and not heard
    for length in range(min(3, lexicon.longest_town, len(tokens) - at), 0, -1):
        said = tokens[at : at + length]
        gaps = [text[a.end : b.start] for a, b in pairwise(said)]
        size = lexicon.town_size([token.word for token in said])
        if not size or any(gap not in {" ", "-", ". "} for gap in gaps):
            continue
        after = text[said[-1].end : said[-1].end + 16]
        if before and between == " " and not placed and lexicon.is_given(before) and tokens[at - 1].raw[0].isupper() and not lexicon.is_word(before):
            return 0
        state = _state_follows(after, lexicon)
        capital = all(token.raw[0].isupper() for token in said)
        following = tokens[at + length] if at + length < len(tokens) and text[said[-1].end : tokens[at + length].start] == " " else None
        person = (
            following is not None
            and following.raw[0].isupper()
            and not following.raw.isupper()
            and (lexicon.is_name(following.word) or not lexicon.known(following.word))
            and not lexicon.is_field(following.word)
        )
        if state or (placed and not person and (capital or size >= 15_000)):
            return length
        named = lexicon.is_given(said[0].word) or (length == 1 and (lexicon.family_rank(said[0].word) or 99_999) < 2_000 and size < 200_000)
        unlisted = length == 1 and not lexicon.is_name(said[0].word) and not lexicon.known(said[0].word)
        telling = said[0].capital or said[0].begins
        if (
            capital
            and not person
            and (unlisted or (telling and length > 1 and size >= 20_000) or (telling and not named and size >= (8_000 if length > 1 else 15_000)))
        ):
            return length
    return 0


def _state_follows(after: str, lexicon: Lexicon) -> bool:
    """Whether a state comes next, by its name or its two letters; letters that are a word as well only behind a comma."""
    following = re.match(r"(,?)[ \t]+([A-Za-z]+)", after)
    if not following:
        return False
    comma, said = following.groups()
    short = said.upper() in lexicon.state_letters and (
        bool(comma) or not lexicon.is_word(said.lower()) or (said.isupper() and said not in {"IN", "OR", "ME", "HI", "OK"})
    )
    return said in lexicon.states or (short and len(said) == 2)


def _grade(token: Word, lexicon: Lexicon) -> Grade:
    if token.raw == NAME:
        return Grade.MARK
    word = token.word
    head, _, tail = token.raw.lower().replace("’", "'").partition("'")
    if tail and _CONTRACTED.fullmatch(tail) and tail != "s" and not lexicon.is_given(fold(head)):
        return Grade.FIXED
    if tail and tail != "s" and _CONTRACTED.fullmatch(tail):
        word = token.word = fold(head)
    if not LATIN.fullmatch(word):
        return Grade.NAME
    if len(word) == 1:
        return Grade.WORD
    if lexicon.is_name(word):
        return _listed(token, lexicon)
    if lexicon.known(word):
        return Grade.WORD
    return _unknown(token, lexicon)


def _listed(token: Word, lexicon: Lexicon) -> Grade:
    word = token.word
    if lexicon.is_word(word):
        return Grade.EITHER
    if lexicon.is_given(word) or token.capital or (lexicon.family_rank(word) or 0) < _SURE_FAMILY:
        return Grade.NAME
    return Grade.EITHER if lexicon.near_field(word) or lexicon.near_english(word) else Grade.NAME


def _unknown(token: Word, lexicon: Lexicon) -> Grade:
    word, raw = token.word, token.raw
    token.unknown = True
    telling = token.capital or token.begins
    if raw.isupper() and telling and (len(raw) < 5 or (len(raw) <= _ACRONYM and sum(c in "aeiouy" for c in word) < 2)):
        return Grade.FIXED
    if re.fullmatch(r"[A-Z]{2,}s|[A-Z][a-z]?[A-Z]{1,3}[a-z]?|[A-Z]{3,}[a-z]?[A-Z]+", raw) and (telling or not raw.isupper()):
        return Grade.FIXED
    if (lexicon.meant(word) and len(word) > 4) or (lexicon.near_field(word) and not token.capital and len(word) > 4):
        return Grade.WORD
    if token.capital:
        return Grade.NAME
    if len(word) < 4 or _NO_VOWEL.fullmatch(word) or lexicon.near_english(word) or lexicon.is_shaped(word) or not lexicon.has_english:
        return Grade.WORD
    return Grade.ODD
