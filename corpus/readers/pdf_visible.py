"""Which glyphs of a page a reader can see; the others are left out, and said to be."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from corpus.readers.pdf_drawing import WHITE, Colour, Dot, Drawing, Glyph

_TINY = 2.0
"""Points below which type cannot be read."""
_LIKE = 0.05
"""Difference of colours, from 0 to 1 in each of red, green and blue, up to which they cannot be told apart."""
_SAME = 0.05
"""Points up to which two glyphs stand on the same spot."""
_DRAWS_NOTHING = 3
_FAR = 3.0
"""Ems from a dot to the text that it is the bullet of."""
_MOST_DOTS = 4
"""Dots on one height up to which they are bullets, not a dotted line."""
_FIRST_WORDS = 10


def visible_glyphs(drawing: Drawing) -> tuple[list[Glyph], list[str]]:
    """The glyphs of a page that can be seen, and a sentence for each kind of hidden text.

    The invisible letters that text recognition lays over the picture of a page are kept: there they are what can be seen.
    """
    shown: list[Glyph] = []
    hidden: dict[str, list[Glyph]] = {}
    scanned = _is_scan(drawing)
    behind = {WHITE, *(fill.colour for fill in drawing.fills)}
    for glyph in drawing.glyphs:
        reason = _reason(glyph, drawing, scanned, behind)
        if reason is None:
            shown.append(glyph)
        else:
            hidden.setdefault(reason, []).append(glyph)
    return _bulleted(_once(shown), drawing.dots), [
        f"Page {drawing.number}: hidden text was left out ({reason}): “{words}”. Look at the file before trusting it."
        for reason, glyphs in hidden.items()
        if (words := _first_words(glyphs))
    ]


def _reason(glyph: Glyph, drawing: Drawing, scanned: bool, grounds: Iterable[Colour | None]) -> str | None:
    x, y = glyph.middle
    x0, top, x1, bottom = drawing.box
    if not (x0 <= x <= x1 and top <= y <= bottom):
        return "outside the page"
    if glyph.size < _TINY:
        return "type too small to be read"
    if glyph.mode % 4 == _DRAWS_NOTHING:
        return None if scanned else "drawn invisibly"
    if not glyph.text.strip() or not any(_alike(glyph.colour, ground) for ground in grounds):
        return None
    return "the colour of what lies behind it" if _alike(glyph.colour, drawing.background(x, y, glyph.order)) else None


def _alike(one: Colour | None, other: Colour | None) -> bool:
    return one is not None and other is not None and all(abs(a - b) <= _LIKE for a, b in zip(one, other, strict=True))


def _is_scan(drawing: Drawing) -> bool:
    """Whether the invisible letters of a page are those of text recognition: nothing else is there, or little and a picture behind."""
    drawn = [glyph for glyph in drawing.glyphs if glyph.text.strip()]
    invisible = [glyph for glyph in drawn if glyph.mode % 4 == _DRAWS_NOTHING]
    if len(invisible) == len(drawn):
        return True
    pictured = sum(any(fill.colour is None and fill.covers(*glyph.middle) for fill in drawing.fills) for glyph in invisible)
    return len(drawn) - len(invisible) < 0.1 * len(invisible) and pictured > 0.9 * len(invisible)


def _once(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """Glyphs without those printed again on nearly the same spot, by which some programs make type bold."""
    kept: list[Glyph] = []
    places: dict[tuple[str, int, int], int] = {}
    for glyph in glyphs:
        near = max(0.6, 0.06 * glyph.size)
        column, row = round(glyph.x0), round(glyph.baseline)
        keys = [(glyph.text, column + dx, row + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
        twin = next((at for key in keys if (at := places.get(key)) is not None and _near(kept[at], glyph, near)), None)
        if twin is None or not glyph.text.strip():
            places[glyph.text, column, row] = len(kept)
            kept.append(glyph)
        else:
            kept[twin] = replace(kept[twin], bold=kept[twin].bold or not _near(kept[twin], glyph, _SAME))
    return kept


def _bulleted(glyphs: list[Glyph], dots: Sequence[Dot]) -> list[Glyph]:
    """Glyphs with a bullet for each dot that stands by itself in front of one."""
    bullets: dict[int, Glyph] = {}
    for dot in dots:
        x0, top, x1, bottom = dot.box
        height = (top + bottom) / 2
        level = [glyph for glyph in glyphs if glyph.upright and glyph.text.strip() and 0 <= glyph.baseline - height <= 0.75 * glyph.size]
        behind = min((glyph for glyph in level if glyph.x0 >= x1), key=lambda glyph: glyph.x0, default=None)
        before = any(0 <= x0 - glyph.x1 <= glyph.size for glyph in level)
        row = sum(abs((other.box[1] + other.box[3]) / 2 - height) < 1 for other in dots)
        if behind and not before and row <= _MOST_DOTS and behind.x0 - x1 <= _FAR * behind.size:
            bullets[behind.order] = replace(behind, text="•", x0=x0, x1=x1, order=dot.order, bold=False, font="")
    return [*glyphs, *bullets.values()]


def _near(one: Glyph, other: Glyph, distance: float) -> bool:
    return abs(one.x0 - other.x0) <= distance and abs(one.baseline - other.baseline) <= distance and abs(one.size - other.size) <= distance


def _first_words(glyphs: Sequence[Glyph]) -> str:
    """The first words of hidden glyphs, in the order in which they were drawn."""
    parts: list[str] = []
    last: Glyph | None = None
    for glyph in glyphs:
        apart = last is not None and (abs(glyph.baseline - last.baseline) > 0.5 * glyph.size or glyph.x0 - last.x1 > 0.2 * glyph.size)
        parts += [" ", glyph.text] if apart else [glyph.text]
        last = glyph
    words = "".join(parts).split()
    return " ".join(words[:_FIRST_WORDS]) + (" …" if len(words) > _FIRST_WORDS else "")
