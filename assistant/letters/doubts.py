"""Doubts: what staff should look at before a reply is sent, because no document says it."""

from __future__ import annotations

import re
import textwrap
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations

from assistant.answer import Citation, Derivation, Statement
from assistant.check import computed, faults
from assistant.cues import cue
from assistant.letters.cues import letter_cue
from corpus.guideline import Scope
from corpus.quantities import NUMBER_WORDS, UNIT_WORDS, Bound, Quantity, quantities
from corpus.words import tidy
from index.passages import Passage

ASKED, NOT_FOUND = "You asked:", "We could not find this in our guidelines:"
"""What a reply repeats a question after; its figures are the member's."""
MOST_SHOWN = 10
"""Figures of a sentence, at most, that are looked through for sums."""
LONGEST = 600
"""Characters of a sentence that are looked at together; a longer one is cut between words."""
SAYS_NOT = "No document says {figures}."
SUM = "This sum does not follow: {sum}."
DECIDES = "The association decides who qualifies."
DENIES = "No document says this in these words; check what it denies."
ALTERED = "This is not what the document says."


def _words(least: int, most: int) -> str:
    return "|".join(word for word, value in NUMBER_WORDS.items() if least <= value <= most)


_STOP = cue("stop")
_DENIES, _OWN_DENIAL = letter_cue("denies"), letter_cue("own_denial")
_DECIDES, _UNDECIDED = letter_cue("decides"), letter_cue("undecided")
_OF_MEMBER, _AFTER_MEMBER = letter_cue("of_member"), letter_cue("after_member")
_REMAINING, _COUNTLESS, _NEEDS = letter_cue("remaining"), letter_cue("countless"), letter_cue("needs")
_LISTED = re.compile(r"^\s*(?:[-*•]\s+|\(?\d{1,2}[.)]\s+(?=\D)|\[\d+\]\s)")
_UNITS = "|".join(sorted(map(re.escape, UNIT_WORDS), key=len, reverse=True))
_MARK = re.compile(rf"\s?\[\d{{1,3}}\](?!\s*(?:clock\W)?(?:{_UNITS}|of|or|to|more)\b)", re.I)
_SOURCE = re.compile(r"^\s*\[\d{1,3}\]\s")
_CONTACT = re.compile(r"\S+@\S+|\bhttps?://\S+|\bwww\.\S+|\(?\b\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b|(?<!\w)\[[a-z-]+\]")
_EDITION = re.compile(r"\b\d{4}(?:-\d\d(?:-\d\d)?)? edition\b", re.I)
_LEVEL = re.compile(r"\b(?:level|category|tier|stage)s?\s+\w+(?:(?:,|,? and|,? or|/)\s+\w+)*|\b(?:I{1,3}|IV)\b", re.I)
_SUM = re.compile(
    rf"\$?(\d+(?:\.\d+)?)\s*(?:{_UNITS})?\s*([-−+×x*÷/]|minus|plus|times|less)\s*\$?(\d+(?:\.\d+)?)\s*(?:{_UNITS})?\s*"
    rf"(?:=|is|are|leaves|makes|gives|equals)\s*\$?(\d+(?:\.\d+)?)(?:\s*(?:{_UNITS})\b)?",
    re.I,
)
_OPERATORS = {"−": "-", "minus": "-", "less": "-", "plus": "+", "x": "×", "X": "×", "*": "×", "times": "×", "/": "÷"}
_GLUED = re.compile(rf"\b({_words(20, 99)})({_words(1, 9)})\b", re.I)
_FAULT = re.compile(r"^(['\"])(.*)\1 does not stand", re.S)
_FIRST_TOKEN = 0xE000  # private-use characters stand for quotes while a reply is cut into sentences


@dataclass(frozen=True, slots=True)
class Doubt:
    """A sentence of a reply, in plain letters and quotes, or a question; and why somebody should look at it."""

    sentence: str
    why: str


@dataclass(frozen=True, slots=True)
class _Ground:
    """What a reply may rest on: the quoted sentences, their figures, each with the values in it, and the figures of the member."""

    quotes: tuple[str, ...]
    quoted: tuple[Quantity, ...]
    by_quote: tuple[tuple[str, frozenset[float]], ...]
    said: tuple[Quantity, ...]


def unconfirmed(reply: str, quotes: Sequence[str], said: str = "") -> tuple[Doubt, ...]:
    """The sentences of a reply that the quoted sentences do not bear out, in order.

    A figure (value, unit, period, bound) must stand in a quoted sentence, or be the member's and told as theirs ("your 20 hours"), or follow from such
    figures by a sum that is shown, or be what remains of a quoted figure. A denial must be a quoted sentence, word for word. Who qualifies is not said.
    Quoted sentences, marks and numbers of lists, editions, levels, addresses and phone numbers are not doubted. What cannot be seen: a right figure that is
    told of the wrong thing, and a requirement without a figure.

    Args:
        reply: The reply as it would be sent, its list of sources included.
        quotes: The quoted sentences of the citations.
        said: The member's message, for their own figures.
    """
    known = tuple(dict.fromkeys(" ".join(_letters(quote).split()) for quote in quotes if quote.strip()))
    figures = [quantities(quote) for quote in known]
    values = [(quote, frozenset(v for q in found for v in q.values())) for quote, found in zip(known, figures, strict=True)]
    ground = _Ground(known, tuple(q for found in figures for q in found), tuple(values), quantities(_letters(said)))
    text = _with_tokens(_letters(reply), known)
    found: dict[tuple[str, str], str] = {}
    for paragraph in re.split(r"\n[ \t]*\n", text):
        sentences = list(_sentences(paragraph))
        for n, sentence in enumerate(sentences):
            following = sentences[n + 1] if n + 1 < len(sentences) else ""
            if (sentence, following) not in found:
                found[sentence, following] = _why(sentence, following, ground)
    return tuple(dict.fromkeys(Doubt(_without_tokens(sentence, known), why) for (sentence, _), why in found.items() if why))


def _letters(text: str) -> str:
    """The text with digits and letters of one kind, and without characters that cannot be seen."""
    hyphened = unicodedata.normalize("NFKC", text.replace("\r\n", "\n")).replace("\u00ad", "-")
    visible = tidy("".join(c for c in hyphened if unicodedata.category(c) != "Cf"))
    return _GLUED.sub(r"\1-\2", visible)


def _with_tokens(text: str, quotes: Sequence[str]) -> str:
    """The text with a character in place of each quote that stands in it as whole sentences or items, however its lines are broken."""
    for n, quote in sorted(enumerate(quotes), key=lambda pair: len(pair[1]), reverse=True):
        pattern = r"\s+".join(map(re.escape, quote.rstrip(".").split()))
        end = r"(?:\.(?=\W*(?:\s|$|\[))|(?=;)|(?=\"|$))" if quote[-1] not in ":!?" else r"(?=\s|$|\"|\[)"
        text = re.sub(rf"(?:(?<=[.;:!?\]\"] )|(?<=^- )|(?<=\")|(?<=^)){pattern}{end}", f"{chr(_FIRST_TOKEN + n)}.", text, flags=re.M)
    return text


def _without_tokens(text: str, quotes: Sequence[str]) -> str:
    return re.sub(r"([\ue000-\uf8ff])\.?", lambda match: quotes[ord(match.group(1)) - _FIRST_TOKEN], text)


def _sentences(paragraph: str) -> Iterator[str]:
    """The sentences of a paragraph; a line that begins a list item or follows a finished sentence is one of its own."""
    lines: list[str] = []
    for line in filter(str.strip, paragraph.split("\n")):
        if lines and not _LISTED.match(line) and not re.search(r"[.!?:\"\]\ue000-\uf8ff]\s*$", lines[-1]):
            lines[-1] += f" {line.strip()}"
        else:
            lines.append(line.strip())
    for line in lines:
        if line.startswith((ASKED, NOT_FOUND)) or _SOURCE.match(line):
            yield line
            continue
        for sentence in _STOP.split(_MARK.sub("", _LISTED.sub("", line))):
            yield from textwrap.wrap(sentence, LONGEST, break_on_hyphens=False)


def _why(sentence: str, following: str, ground: _Ground) -> str:
    """Why a sentence is doubted; empty when it is not."""
    if sentence.startswith((ASKED, NOT_FOUND)) and sentence.rstrip().endswith('"'):
        return ""
    held = [ground.quotes[ord(c) - _FIRST_TOKEN] for c in sentence if "\ue000" <= c <= "\uf8ff"]
    if _SOURCE.match(sentence) and '"' in sentence:
        return "" if held else ALTERED
    own = _EDITION.sub(" ", _CONTACT.sub(" ", re.sub(r"[\ue000-\uf8ff]", " ", sentence)))
    if not re.search(r"\w", own):
        return ""
    if why := _figures(own, ground):
        return why
    if _DECIDES.search(own) and not _UNDECIDED.search(own):
        return DECIDES
    denied = _OWN_DENIAL.sub(" ", own)
    if re.fullmatch(r"\W*no\W*", denied, re.I):
        held += [ground.quotes[ord(c) - _FIRST_TOKEN] for c in following if "\ue000" <= c <= "\uf8ff"]
        return "" if any(_DENIES.search(quote) for quote in held) else DENIES
    return DENIES if _DENIES.search(denied) else ""


def _figures(own: str, ground: _Ground) -> str:
    """Which figures of a text stand nowhere, as a sentence; empty when all do."""
    for match in _SUM.finditer(own):
        left, operator, right, value = match.groups()
        derivation = Derivation(float(value), float(left), _OPERATORS.get(operator.lower(), operator), float(right))
        if computed(derivation, ground.quoted, ground.said) is None:
            return SUM.format(sum=match.group().strip())
    own = _SUM.sub(" ", own)
    for figure in reversed(quantities(own)):
        if _of_member(figure, own, ground) or _remains(figure, own, ground):
            own = f"{own[: figure.start]}{' ' * (figure.end - figure.start)}{own[figure.end :]}"
    for figure in reversed(_shown(own, ground)):
        own = f"{own[: figure.start]}{' ' * (figure.end - figure.start)}{own[figure.end :]}"
    own = _COUNTLESS.sub(" ", own)
    found = [own[figure.start : figure.end] for figure in quantities(own) if _only_a_limit(figure, own, ground)] + _faults(own, ground)
    return SAYS_NOT.format(figures=" or ".join(dict.fromkeys(found))) if found else ""


def _of_member(figure: Quantity, text: str, ground: _Ground) -> bool:
    """Whether a figure is the member's and told as theirs."""
    theirs = _OF_MEMBER.search(text[: figure.start]) or _AFTER_MEMBER.match(text[figure.end :])
    return bool(theirs) and any(figure.values() == other.values() and other.unit in {figure.unit, ""} for other in ground.said)


def _remains(figure: Quantity, text: str, ground: _Ground) -> bool:
    """Whether a figure, told as what is left, is what a quoted figure leaves when the member's is taken off."""
    if not _REMAINING.search(text):
        return False
    for rule in ground.quoted:
        for own in ground.said:
            fits = rule.unit == figure.unit and own.unit in {rule.unit, ""} and figure.bound in {Bound.EXACTLY, rule.bound}
            if fits and figure.period is None and figure.high is None and rule.high is None and rule.value - own.value == figure.value:
                return True
    return False


def _only_a_limit(figure: Quantity, text: str, ground: _Ground) -> bool:
    """Whether a figure is told as needed and quoted only as the most that is allowed."""
    alike = [other for other in ground.quoted if other.values() == figure.values() and other.unit == figure.unit]
    return bool(alike) and figure.bound is not Bound.AT_MOST and all(other.bound is Bound.AT_MOST for other in alike) and bool(_NEEDS.search(text))


def _shown(text: str, ground: _Ground) -> list[Quantity]:
    """The figures of a text that follow from others in it, all of which stand in the quotes or are the member's."""
    figures = [figure for figure in quantities(text) if figure.high is None and figure.bound is Bound.EXACTLY]
    if len(figures) > MOST_SHOWN:
        return []
    found: list[Quantity] = []
    sums: list[Quantity] = []
    for result in figures:
        for left, right in permutations([other for other in figures if other is not result], 2):
            for operator in "-+×÷":
                derivation = Derivation(result.value, left.value, operator, right.value)
                made = computed(derivation, ground.quoted, ground.said, sums)
                if result not in found and made and made[0].unit == result.unit and result.period in {None, made[0].period}:
                    found += [result, *(operand for operand in (left, right) if operand.unit == "" and operator in "×÷")]
                    sums.append(made[0])
    return sorted(set(found), key=lambda figure: figure.start)


def _faults(own: str, ground: _Ground) -> list[str]:
    """The figures of a text, or words that count, that the check of answers does not find in the quotes."""
    figures = quantities(own)
    values = {value for figure in figures for value in figure.values()}
    alike = tuple(quote for quote, quoted in ground.by_quote if values & quoted)
    found = _checked(own, alike)
    if found and not values:
        found = _checked(own, ground.quotes)
    numbers = bool(figures) or any(c.isnumeric() for c in own)
    return [" ".join(figure.split()) for figure in found if numbers or _counted(figure)]


def _checked(own: str, quotes: Sequence[str]) -> list[str]:
    """What the check of answers does not find of a text, were it a statement that cites these quotes."""
    levels = " ".join(match.group() for match in _LEVEL.finditer(own))
    quotes = quotes or ("",)
    passage = Passage("", "", "", "", None, None, (), Scope(None, None, "", "", None, None), "", tuple(quotes), (), False, False, None)
    citations = [Citation(n, "", "", "", "", "", quote, None, None, levels) for n, quote in enumerate(quotes, 1)]
    statement = Statement(own, tuple(citation.number for citation in citations))
    return [match.group(2) if (match := _FAULT.match(fault)) else own.strip() for fault in faults(statement, citations, {"": passage}, "")]


def _counted(figure: str) -> bool:
    """Whether what was found is a figure in words, not a bound without one ("at least")."""
    return not re.search(r"\b(?:least|most|min|max|minimum|maximum|up to|more|less|fewer|exceed|cap|tops|ceiling)", figure, re.I)
