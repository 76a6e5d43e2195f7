"""Glyphs by baseline, raised marks and signs put with the row that they belong to."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

from corpus.readers.pdf_drawing import Glyph

_SMALLER = 0.85
_NO_LARGER = 0.95
"""Times the size of a row up to which a piece beside it can be a raised mark: of any kind, and of figures and signs that stand `_LEAST_RAISE` ems higher."""
_LEAST_RAISE = 0.15
_MOST_RAISED = 12
_MOST_LEVEL = 3
"""Glyphs up to which a piece beside a row can be a mark or sign of it."""
_WITHIN = 0.1
"""Ems of white up to which two glyphs are of one word."""

GlyphRow = list[tuple[Glyph, bool]]
"""Glyphs that share a baseline, or are raised above it (True)."""


def glyph_rows(glyphs: Sequence[Glyph]) -> list[GlyphRow]:
    """Glyphs by baseline, small raised pieces put with the row that they belong to."""
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=attrgetter("baseline")):
        if rows and glyph.baseline - rows[-1][0].baseline <= max(0.8, 0.12 * min(glyph.size, rows[-1][0].size)):
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    found: list[GlyphRow] = [[(glyph, False) for glyph in row] for row in rows]
    solid = [[glyph for glyph in row if glyph.text.strip()] for row in rows]
    for at, row in enumerate(rows):
        for piece in _runs([glyph for glyph in row if glyph.text.strip()]):
            near = (*range(at + 1, min(at + 6, len(rows))), *range(max(0, at - 3), at))
            host, how = next(((other, how) for other in near if (how := _hosts(solid[other], piece))), (None, ""))
            if host is not None:
                chosen = {glyph.order for glyph in piece}
                found[at] = [(glyph, raised) for glyph, raised in found[at] if glyph.order not in chosen]
                found[host] += [(glyph, how == "raised") for glyph in piece]
                solid[at] = [glyph for glyph in solid[at] if glyph.order not in chosen]
    return [row for row in found if any(glyph.text.strip() for glyph, _ in row)]


def _runs(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs of one row in pieces that stand apart by more than half an em."""
    runs: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=attrgetter("x0")):
        if runs and glyph.x0 - runs[-1][-1].x1 <= 0.5 * glyph.size:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _hosts(row: Sequence[Glyph], piece: Sequence[Glyph]) -> str:
    """How a piece belongs to a row that it stands close to: "raised" or lowered as a smaller mark, "level" as a sign hardly off its baseline, or not."""
    x0, x1, size, baseline = piece[0].x0, piece[-1].x1, max(glyph.size for glyph in piece), piece[0].baseline
    if len(piece) > _MOST_RAISED:
        return ""
    marks = len(piece) <= _MOST_LEVEL and all(glyph.text.isdigit() or glyph.text in "*†‡§" for glyph in piece)
    for glyph in row:
        raise_ = (glyph.baseline - baseline) / glyph.size
        if x0 - glyph.x1 > 0.6 * glyph.size or glyph.x0 - x1 > 0.6 * glyph.size:
            continue
        if (size <= _SMALLER * glyph.size and -0.35 <= raise_ <= 0.75) or (marks and size <= _NO_LARGER * glyph.size and _LEAST_RAISE <= raise_ <= 0.75):
            return "raised"
        if len(piece) <= _MOST_LEVEL and size <= 1.2 * glyph.size and abs(raise_) <= 0.25:
            return "level"
    return ""


def in_writing_order(row: GlyphRow) -> GlyphRow:
    """A row from left to right; a word that runs into the next one is not mixed with it."""
    words: list[GlyphRow] = []
    for glyph, raised in sorted(row, key=lambda one: one[0].order):
        last = words[-1][-1] if words else None
        if last and last[1] == raised and -0.3 * glyph.size <= glyph.x0 - last[0].x1 <= _WITHIN * glyph.size and glyph.order == last[0].order + 1:
            words[-1].append((glyph, raised))
        else:
            words.append([(glyph, raised)])
    return [one for word in sorted(words, key=lambda word: (word[0][0].x0, word[0][0].order)) for one in word]
