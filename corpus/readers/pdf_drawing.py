"""What a page of a PDF draws: its glyphs, the areas that it fills, its straight lines and its dots.

Coordinates are points from the page's upper left corner, y downwards, as pdfplumber counts them.
"""

from __future__ import annotations

from dataclasses import dataclass

Colour = tuple[float, float, float]
Box = tuple[float, float, float, float]

WHITE: Colour = (1.0, 1.0, 1.0)


@dataclass(frozen=True, slots=True)
class Glyph:
    """One character as drawn.

    Attributes:
        text, font, bold: What it is; more than one letter for a ligature, and "(cid:12)" where the font does not say.
        x0, top, x1, bottom: Its box.
        start, baseline: Where the pen was put down for it.
        size: Points of the type.
        angle: Degrees by which it is turned to the left: 0, 90, 180, 270, or -1 for any other.
        mode: The PDF's text rendering mode; 3 draws nothing.
        colour: None where a pattern draws it.
        order: Its place among all that the page draws.
        furniture: Whether the file says that it belongs to the page, not to the text.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    start: float
    baseline: float
    size: float
    bold: bool
    font: str
    angle: int
    mode: int
    colour: Colour | None
    order: int
    furniture: bool

    @property
    def upright(self) -> bool:
        """Whether it is not turned."""
        return self.angle == 0

    @property
    def middle(self) -> tuple[float, float]:
        """The centre of what is seen of it."""
        return (self.x0 + self.x1) / 2, self.baseline - 0.3 * self.size if self.upright else (self.top + self.bottom) / 2


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled area, by its bounding box. `colour` is None for pictures, patterns and shadings: what it shows is not known."""

    box: Box
    colour: Colour | None
    order: int

    def covers(self, x: float, y: float) -> bool:
        """Whether a point lies in it."""
        x0, top, x1, bottom = self.box
        return x0 - 0.5 <= x <= x1 + 0.5 and top - 0.5 <= y <= bottom + 0.5


@dataclass(frozen=True, slots=True)
class Edge:
    """A straight line that can be seen, across or upright, or the side of a filled area (`side`)."""

    x0: float
    top: float
    x1: float
    bottom: float
    side: bool = False

    @property
    def upright(self) -> bool:
        """Whether it runs from top to bottom."""
        return self.bottom - self.top > self.x1 - self.x0


@dataclass(frozen=True, slots=True)
class Dot:
    """A small disc, ring or square, as browsers draw for the bullet of a list."""

    box: Box
    order: int


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that one page draws; `box` is the part of it that is shown, `number` counts from 1."""

    number: int
    box: Box
    glyphs: tuple[Glyph, ...]
    fills: tuple[Fill, ...]
    edges: tuple[Edge, ...]
    dots: tuple[Dot, ...]

    def background(self, x: float, y: float, order: int) -> Colour | None:
        """The colour at a point before the object with that order was drawn; None where it is not known."""
        return next((fill.colour for fill in reversed(self.fills) if fill.order < order and fill.covers(x, y)), WHITE)
