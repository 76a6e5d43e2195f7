"""What a glyph stands for: ligatures, blanks and hyphens of every kind, and the private codes of symbol fonts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from corpus.readers.pdf_drawing import Glyph

BULLETS = frozenset("•▪‣◦●○■□❑❖➢➤►▶✓✔✗☐☑⁃∙·◆◇♦★✦❏❍▫◾◽⬥➔→")
_SYMBOLS = re.compile(r"wingdings|webdings|dingbat|symbolmt|^symbol|\+symbol", re.I)
_WINGDINGS = re.compile(r"wingdings|webdings|dingbat", re.I)
_SIGNS = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xAE: "→", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xB9: "≠", 0xBB: "≈", 0xBC: "…", 0x2D: "−"}
"""Signs of the font Symbol whose codes files often keep instead of their letters; a lost "≥" would change a rule."""
_TICKS = {0xFC: "✓", 0xFE: "☑", 0xFB: "✗", 0xFD: "☒", 0x6F: "☐", 0xA8: "☐", 0x71: "☐", 0x72: "☐"}
"""Ticks and boxes of the font Wingdings."""
_LABEL = re.compile(r"\(?(?:\d{1,2}|[a-zA-Z]|[ivxIVX]{1,5})[.)]")
_INITIAL = 1.8
"""Times the usual size from which a capital can be a large initial."""
_PRIVATE = range(0xE000, 0xF900)
_UNUSED = frozenset(f"(cid:{code})" for code in (127, 129, 141, 143, 144, 157))
"""Codes that the PDF's usual encoding leaves free; a viewer draws a bullet for them."""
_UNKNOWN = "\ufffd"


def letters_of(glyph: Glyph) -> str:
    """What a glyph adds to the text: letters, a blank, or nothing; "�" where its font does not say."""
    text = glyph.text
    if text.startswith("(cid:"):
        return "•" if text in _UNUSED else _UNKNOWN
    if len(text) == 1 and (ord(text) in _PRIVATE or _WINGDINGS.search(glyph.font)):
        return _sign(ord(text), glyph.font)
    return "".join(_healed(character) for character in text)


def bullet_of(glyph: Glyph, after: Glyph | None) -> str | None:
    """The bullet that a glyph is as the first of its line, or None. A letter "o" is one when white or another font follows."""
    text = glyph.text
    if after is None:
        return None
    gap = (after.x0 - glyph.x1) / glyph.size if after else 0.0
    if text in BULLETS or (len(text) == 1 and (ord(text) in _PRIVATE or _SYMBOLS.search(glyph.font)) and letters_of(glyph) not in _SIGNS.values()):
        return "•"
    if text in _UNUSED or (text.startswith("(cid:") and gap > 0.2):
        return "•"
    if text == "o" and (gap > 0.5 or (gap > 0.15 and after.font != glyph.font)):
        return "•"
    return None


def reach_of(texts: Sequence[str]) -> float:
    """Ems of white that may follow letters at the beginning of a piece when they are a bullet or the number of an item; 0 when they are neither."""
    text = "".join(texts)
    if text in BULLETS:
        return 4.0
    return 2.5 if text in {"o", "-", "–", "*"} or _LABEL.fullmatch(text) else 0.0


def with_initials(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """Glyphs with the large initial of a paragraph, which is as high as several lines, put before the first of these in their size."""
    if not glyphs:
        return []
    usual = median(glyph.size for glyph in glyphs)
    found = list(glyphs)
    for at, glyph in enumerate(glyphs):
        if glyph.size < _INITIAL * usual or not glyph.text.isupper():
            continue
        top = glyph.baseline - 0.8 * glyph.size
        small = [other for other in glyphs if other.text.islower() and other.size < glyph.size / _INITIAL]
        beside = [other for other in small if -2 <= other.x0 - glyph.x1 < usual and top - usual < other.baseline <= glyph.baseline + 1]
        first = min(beside, key=lambda other: other.baseline, default=None)
        if first and glyph.baseline - first.baseline > 0.5 * first.size:
            apart = at + 1 < len(glyphs) and not glyphs[at + 1].text.strip()
            found[at] = replace(glyph, baseline=first.baseline, size=first.size, x1=first.x0 - (0.4 * first.size if apart else 0))
    return found


def is_hyphen(glyph: Glyph) -> bool:
    """Whether a glyph is the soft hyphen that shows only where a line ends."""
    return glyph.text == "\u00ad"


def _healed(character: str) -> str:
    if "\ufb00" <= character <= "\ufb06":
        return unicodedata.normalize("NFKC", character)
    if character in "\u2010\u2011":
        return "-"
    if character == "\u00ad":
        return character
    category = unicodedata.category(character)
    if category == "Zs" or character in "\t\n\r":
        return " "
    return "" if category in {"Cc", "Cf"} else character


def _sign(code: int, font: str) -> str:
    """What a private code means: a sign where its font is known, else a bullet."""
    low = code & 0xFF
    if _WINGDINGS.search(font):
        return _TICKS.get(low, "•")
    return _SIGNS.get(low, "•") if _SYMBOLS.search(font) else "•"
