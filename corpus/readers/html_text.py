"""Text out of markup: characters tidied, and the bullets, numbers and raised marks that people type instead of marking them up."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence

from corpus.elements import Element, Item, Paragraph

OPEN, CLOSE = "\ufdd0", "\ufdd1"
"""Noncharacters, taken out of every source, between which a raised mark stands until it is known whether a note belongs to it."""
MARK = re.compile(f"{OPEN}([^{CLOSE}]*){CLOSE}")
SYMBOLS = "*†‡§¶#"
LONGEST_HEADING = 120

_BULLETS = "•◦▪▫‣●○■□◆➢►▶❖✓✔"
_LEADING = re.compile(rf"([{_BULLETS}·∙⁃])\s*|([-–—§])\s+(?=\S)|(o)\s+(?=[A-Z])")
_INNER = re.compile(rf"\s*([{_BULLETS}])\s*")
_RANKS = {**dict.fromkeys("◦○o▫-–—□", 1), **dict.fromkeys("▪§", 2)}
_LABEL = re.compile(r"\(?(\d{1,3}|[A-Za-z]|[ivxlIVXL]{1,6})[.)]\s+(?=\S)")
_SENTENCE = re.compile(r"[.!;,…]['\"”’)\]]*$")
_RAISED = str.maketrans("0123456789abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ")
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
_PLAIN = {ord(raised): str(n) for n, raised in enumerate("⁰¹²³⁴⁵⁶⁷⁸⁹")} | {ord(low): str(n) for n, low in enumerate("₀₁₂₃₄₅₆₇₈₉")}
_FRACTION = re.compile(r"(?:(\d)\s?)?([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s?[/⁄]\s?([₀₁₂₃₄₅₆₇₈₉]+|\d+)")
_UNIT = re.compile(r"\b(?:mm|cm|km|m|ft|in|mi|yd|s|x)$")
# Fonts of symbols put their bullets into the private area.
_PRIVATE = {0xF0B7: "•", 0xF0A7: "▪", 0xF0D8: "➢", 0xF076: "❖", 0xF0FC: "✓", 0xF0A8: "◦", 0xF06F: "○"}


def clean(text: str) -> str:
    """A text without invisible and private characters, its raised digits as marks; blanks are left as they are."""
    if text.isascii() and text.isprintable():
        return text
    kept = "".join(_visible(c) for c in unicodedata.normalize("NFC", text))
    return re.sub("[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda found: mark(found.group().translate(_PLAIN), kept[: found.start()]), kept)


def _visible(character: str) -> str:
    if character.isspace():
        return character
    code = ord(character)
    if 0xE000 <= code <= 0xF8FF:
        return _PRIVATE.get(code, "")
    return "" if 0xFDD0 <= code <= 0xFDEF or unicodedata.category(character) in {"Cc", "Cf"} else character


def mark(label: str, before: str = "") -> str:
    """A raised label, to be settled later; a square or cube of a unit that stands before it is no label."""
    if label in {"2", "3"} and _UNIT.search(before):
        return label.translate(_RAISED)
    return f"{OPEN}{label}{CLOSE}"


def lower(text: str) -> str:
    """Text that stands below the line; digits so that they join no figure before them."""
    return text.translate(_LOWERED)


def tidy(text: str) -> str:
    """A text in one line, its marks still in it."""
    return " ".join(text.split())


def render(text: str) -> str:
    """A text with the marks that no note belongs to as raised characters, which join no figure or word before them; a built fraction as 1/2."""
    text = MARK.sub(lambda found: found.group(1).translate(_RAISED), text)
    return tidy(_FRACTION.sub(_fraction, text)) if "/" in text or "⁄" in text else tidy(text)


def _fraction(found: re.Match[str]) -> str:
    whole, over, under = found.groups()
    return f"{whole} {over.translate(_PLAIN)}/{under.translate(_PLAIN)}" if whole else f"{over.translate(_PLAIN)}/{under.translate(_PLAIN)}"


def ends_sentence(text: str) -> bool:
    """Whether a text ends as a sentence does; a question may stand over what answers it."""
    return bool(_SENTENCE.search(MARK.sub("", text).strip()))


def heads(text: str) -> bool:
    """Whether a text is short enough to be a heading and does not end as a sentence does."""
    said = MARK.sub("", text).strip()
    return 0 < len(said) <= LONGEST_HEADING and any(c.isalnum() for c in said) and not ends_sentence(said)


def split_bullets(text: str) -> list[tuple[str, str]]:
    """The parts of a text between typed bullets, each with its bullet; without one the text before the first.

    Bullets within a text count if it begins with one, or introduces them with a colon or a full stop; others stand between names ("Home • Contact").
    """
    leading = _LEADING.match(text)
    first = _INNER.search(text)
    if leading is None and (first is None or not re.search(r"[:;.]$", text[: first.start()])):
        return [("", text)]
    bullet, parts = "", []
    start = 0
    if leading:
        bullet, start = next(filter(None, leading.groups())), leading.end()
    for found in _INNER.finditer(text, start):
        parts.append((bullet, text[start : found.start()].strip()))
        bullet, start = found.group(1), found.end()
    parts.append((bullet, text[start:].strip()))
    parts = [part for part in parts if part[1]]
    return parts or [("", text)]


class Nesting:
    """How deep a typed bullet stands, told by those before it in the same list."""

    def __init__(self) -> None:
        self._open: list[str] = []

    def close(self) -> None:
        """End the list."""
        self._open = []

    def depth(self, bullet: str) -> int:
        """Of the next bullet, from 0."""
        if bullet in self._open:
            del self._open[self._open.index(bullet) + 1 :]
        else:
            rank = _RANKS.get(bullet, 0)
            while self._open and _RANKS.get(self._open[-1], 0) > rank:
                self._open.pop()
            self._open.append(bullet)
        return len(self._open) - 1


def split_label(text: str) -> tuple[str, str]:
    """A typed number or letter at the start of a text ("1.", "a)"), without its punctuation, and the rest; empty if there is none."""
    found = _LABEL.match(text)
    return (found.group(1), text[found.end() :]) if found else ("", text)


def begins_anew(text: str, last: int) -> bool:
    """Whether a line of a paragraph begins something of its own: a bullet, a note, or the number after `last`."""
    if _LEADING.match(text) or text[0] in f"{OPEN}*†‡":
        return True
    label, _ = split_label(text)
    return label.isdigit() and int(label) in {1, last + 1}


def number_items(elements: Sequence[Element]) -> Iterator[Element]:
    """Elements with paragraphs that are numbered by hand, two or more in a row from 1, and those led by asterisks, as items."""
    at = 0
    while at < len(elements):
        run = _numbered(elements, at) or _starred(elements, at)
        yield from run
        if not run:
            yield elements[at]
        at += len(run) or 1


def _numbered(elements: Sequence[Element], start: int) -> list[Item]:
    run: list[Item] = []
    for number, at in enumerate(range(start, len(elements)), 1):
        element = elements[at]
        if not isinstance(element, Paragraph) or element.bold:
            break
        label, text = split_label(element.text)
        if label != str(number):
            break
        run.append(Item(text, 0, element.page, element.line, label))
    return run if len(run) > 1 else []


def _starred(elements: Sequence[Element], start: int) -> list[Item]:
    run: list[Item] = []
    for at in range(start, len(elements)):
        element = elements[at]
        if not isinstance(element, Paragraph) or not re.match(r"\*\s+\S", element.text):
            break
        run.append(Item(element.text[1:].strip(), 0, element.page, element.line))
    return run if len(run) > 1 else []
