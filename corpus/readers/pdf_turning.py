"""Pages whose text is turned, as that of a wide table set sideways: turned back before they are read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace

from corpus.readers.pdf_drawing import Box, Dot, Drawing, Edge, Fill, Glyph

_MOSTLY = 0.6
"""Share of a page's letters from which their direction is that of the page."""


def turned_back(drawing: Drawing) -> Drawing:
    """A page so that most of its text is upright; as it is when most is already, or no direction is that of most."""
    written = Counter(glyph.angle for glyph in drawing.glyphs if glyph.text.strip())
    angle, times = written.most_common(1)[0] if written else (0, 0)
    if angle <= 0 or times < _MOSTLY * written.total():
        return drawing
    return replace(
        drawing,
        box=_box(drawing.box, angle, drawing.box),
        glyphs=tuple(_glyph(glyph, angle, drawing.box) for glyph in drawing.glyphs),
        fills=tuple(Fill(_box(fill.box, angle, drawing.box), fill.colour, fill.order) for fill in drawing.fills),
        edges=tuple(Edge(*_box((edge.x0, edge.top, edge.x1, edge.bottom), angle, drawing.box), edge.side) for edge in drawing.edges),
        dots=tuple(Dot(_box(dot.box, angle, drawing.box), dot.order) for dot in drawing.dots),
    )


def _glyph(glyph: Glyph, angle: int, page: Box) -> Glyph:
    x0, top, x1, bottom = _box((glyph.x0, glyph.top, glyph.x1, glyph.bottom), angle, page)
    start, baseline = _TURNS[angle](glyph.start, glyph.baseline, page)
    turned = (glyph.angle - angle) % 360 if glyph.angle >= 0 else glyph.angle
    return replace(glyph, x0=x0, top=top, x1=x1, bottom=bottom, start=start, baseline=baseline, angle=turned)


def _box(box: Box, angle: int, page: Box) -> Box:
    (xa, ya), (xb, yb) = _TURNS[angle](box[0], box[1], page), _TURNS[angle](box[2], box[3], page)
    return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


_TURNS: dict[int, Callable[[float, float, Box], tuple[float, float]]] = {
    90: lambda x, y, page: (page[3] - y, x - page[0]),
    180: lambda x, y, page: (page[2] - x, page[3] - y),
    270: lambda x, y, page: (y - page[1], page[2] - x),
}
"""Where a point of a page comes to lie when the page is turned back by as many degrees."""
