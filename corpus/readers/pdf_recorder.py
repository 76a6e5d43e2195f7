"""Draws a page of a PDF, and takes down what it draws."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from math import atan2, hypot, pi
from typing import cast

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTChar
from pdfminer.pdfcolor import PDFColorSpace
from pdfminer.pdfdevice import PDFTextSeq
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFGraphicState, PDFPageInterpreter, PDFStackT, PDFTextState
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pdfminer.utils import Matrix, PathSegment, Rect, apply_matrix_pt
from pdfplumber.page import Page

from corpus.readers.pdf_drawing import WHITE, Box, Colour, Dot, Drawing, Edge, Fill, Glyph

_THIN = 3.0
"""Points up to which a filled rectangle is a drawn line."""
_DOT = (1.2, 9.0)
"""Points of width and height between which a shape can be a bullet."""
_NEAREST = 500
"""How many of the last filled areas are looked through for what lies behind another."""
_BOLD_NAME = re.compile(r"bold|black|heavy|demi|(?:^|[-,_ ])bd(?:$|[-,_ ])", re.I)
_FORCE_BOLD = 1 << 18
_BOLD_WEIGHT = 600


def read_drawing(page: Page) -> Drawing:
    """Draw a page.

    Raises:
        Exception: Whatever pdfminer raises for a page that is damaged.
    """
    recorder = _Recorder(page)
    _Interpreter(page.pdf.rsrcmgr, recorder).process_page(page.page_obj)
    box = cast(Box, page.cropbox)
    return Drawing(page.page_number, box, tuple(recorder.glyphs), tuple(recorder.fills), tuple(recorder.edges), tuple(recorder.dots))


class _Interpreter(PDFPageInterpreter):
    """Follows clipping paths as well, for the areas that shadings paint."""

    device: _Recorder

    def do_W(self) -> None:  # noqa: N802
        self.device.clip(self.curpath)

    def do_W_a(self) -> None:  # noqa: N802
        self.device.clip(self.curpath)

    def do_sh(self, name: object) -> None:
        self.device.shade()


class _Recorder(PDFPageAggregator):
    """Takes down what an interpreter draws."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number)
        self.glyphs: list[Glyph] = []
        self.fills: list[Fill] = []
        self.edges: list[Edge] = []
        self.dots: list[Dot] = []
        self._left, self._top, self._height = float(page.mediabox[0]), float(page.mediabox[1]), float(page.height)
        self._mode = self._order = 0
        self._clipped: Box | None = None
        self._tags: list[bool] = []
        self._weights: dict[int, bool] = {}

    def begin_tag(self, tag: PSLiteral, props: PDFStackT | None = None) -> None:
        """Begin marked content; what is marked as pagination is no content of the document."""
        kind = resolve1(props.get("Type")) if isinstance(props, dict) else None
        self._tags.append(tag.name == "Artifact" and isinstance(kind, PSLiteral) and kind.name == "Pagination")

    def end_tag(self) -> None:
        """End it."""
        if self._tags:
            self._tags.pop()

    def render_string(self, textstate: PDFTextState, seq: PDFTextSeq, ncs: PDFColorSpace, graphicstate: PDFGraphicState) -> None:
        """Take down the rendering mode of a string before its glyphs."""
        self._mode = textstate.render
        super().render_string(textstate, seq, ncs, graphicstate)

    def render_char(
        self,
        matrix: Matrix,
        font: PDFFont,
        fontsize: float,
        scaling: float,
        rise: float,
        cid: int,
        ncs: PDFColorSpace,
        graphicstate: PDFGraphicState,
    ) -> float:
        """Take down one glyph; returns how far it moves the pen."""
        try:
            text = font.to_unichr(cid)
        except PDFUnicodeNotDefined:
            text = f"(cid:{cid})"
        char = LTChar(matrix, font, fontsize, scaling, rise, text, font.char_width(cid), font.char_disp(cid), ncs, graphicstate)
        x0, top, x1, bottom = self._box(char.x0, char.y0, char.x1, char.y1)
        stroked = self._mode % 4 == 1
        colour = _rgb(graphicstate.scolor, graphicstate.scs.name) if stroked else _rgb(graphicstate.ncolor, ncs.name)
        start = matrix[4] + rise * matrix[2] + self._left
        baseline = self._height - (matrix[5] + rise * matrix[3]) + self._top
        size = fontsize * hypot(matrix[2], matrix[3])
        bold = self._is_bold(font) or self._mode % 4 == 2
        name = font.fontname if isinstance(font.fontname, str) else ""
        self._order += 1
        furniture = any(self._tags)
        glyph = Glyph(text, x0, top, x1, bottom, start, baseline, size, bold, name, _angle(matrix), self._mode, colour, self._order, furniture)
        self.glyphs.append(glyph)
        return char.adv

    def render_image(self, name: str, stream: PDFStream) -> None:
        """Take down where a picture stands."""
        box = self._box(self.cur_item.x0, self.cur_item.y0, self.cur_item.x1, self.cur_item.y1)
        self._fill(box, None)

    def paint_path(self, gstate: PDFGraphicState, stroke: bool, fill: bool, evenodd: bool, path: Sequence[PathSegment]) -> None:
        """Take down the areas and lines of a path."""
        for part in _parts(path):
            points = self._points(part)
            box = _around(points)
            if _is_dot(points, box):
                self._order += 1
                self.dots.append(Dot(box, self._order))
                continue
            if fill:
                self._paint(points, box, _rgb(gstate.ncolor, gstate.ncs.name))
            if stroke:
                self._stroke(points, box, abs(gstate.linewidth * self.ctm[0]), _rgb(gstate.scolor, gstate.scs.name))

    def clip(self, path: Sequence[PathSegment]) -> None:
        """Remember the path that limits what follows."""
        points = [point for part in _parts(path) for point in self._points(part)]
        self._clipped = _around(points) if points else self._clipped

    def shade(self) -> None:
        """Take down a shading, which fills what the last clipping path left open."""
        if self._clipped:
            self._fill(self._clipped, None)

    def _paint(self, points: Sequence[tuple[float, float]], box: Box, colour: Colour | None) -> None:
        x0, top, x1, bottom = box
        x, y = (x0 + x1) / 2, (top + bottom) / 2
        behind = next((fill.colour for fill in reversed(self.fills[-_NEAREST:]) if fill.covers(x, y)), WHITE)
        if min(x1 - x0, bottom - top) <= _THIN:
            self.edges.append(Edge(x0, y, x1, y) if x1 - x0 > bottom - top else Edge(x, top, x, bottom))
            return
        self._fill(box, colour)
        if colour is None or colour != behind:
            self.edges += [replace(edge, side=True) for edge in _straight([*points, points[0]])]

    def _stroke(self, points: Sequence[tuple[float, float]], box: Box, width: float, colour: Colour | None) -> None:
        x0, top, x1, bottom = box
        if width > _THIN and min(x1 - x0, bottom - top) < 1:
            half = width / 2
            wide = (x0, top - half, x1, bottom + half) if x1 - x0 > bottom - top else (x0 - half, top, x1 + half, bottom)
            self._paint(_corners(wide), wide, colour)
        else:
            self.edges += _straight(points)

    def _fill(self, box: Box, colour: Colour | None) -> None:
        self._order += 1
        self.fills.append(Fill(box, colour, self._order))

    def _points(self, part: Sequence[PathSegment]) -> list[tuple[float, float]]:
        ends = [cast(tuple[float, float], step[-2:]) for step in part if step[0] != "h"]
        points = [apply_matrix_pt(self.ctm, end) for end in ends]
        if any(step[0] == "h" for step in part):
            points.append(points[0])
        return [(x + self._left, self._height - y + self._top) for x, y in points]

    def _box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        return x0 + self._left, self._height - y1 + self._top, x1 + self._left, self._height - y0 + self._top

    def _is_bold(self, font: PDFFont) -> bool:
        if id(font) not in self._weights:
            weight = resolve1(font.descriptor.get("FontWeight"))
            heavy = isinstance(weight, (int, float)) and weight >= _BOLD_WEIGHT
            self._weights[id(font)] = bool(_BOLD_NAME.search(str(font.fontname))) or heavy or bool(font.flags & _FORCE_BOLD)
        return self._weights[id(font)]


def _angle(matrix: Matrix) -> int:
    """Degrees by which a matrix turns to the left; -1 when it is no quarter turn."""
    degrees = round(atan2(matrix[1], matrix[0]) * 180 / pi) % 360
    return next((quarter % 360 for quarter in (0, 90, 180, 270, 360) if abs(degrees - quarter) <= 3), -1)


def _parts(path: Sequence[PathSegment]) -> list[list[PathSegment]]:
    """The pieces of a path, each from one "move" to the next."""
    parts: list[list[PathSegment]] = []
    for step in path:
        if step[0] == "m":
            parts.append([])
        if parts:
            parts[-1].append(step)
    return parts


def _is_dot(points: Sequence[tuple[float, float]], box: Box) -> bool:
    width, height = box[2] - box[0], box[3] - box[1]
    return len(points) > 3 and _DOT[0] <= min(width, height) and max(width, height) <= _DOT[1] and 0.6 <= width / height <= 1.6


def _straight(points: Sequence[tuple[float, float]]) -> list[Edge]:
    """The sides of a path that run across or upright."""
    return [Edge(min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)) for (xa, ya), (xb, yb) in pairwise(points) if (abs(xa - xb) < 0.5) != (abs(ya - yb) < 0.5)]


def _corners(box: Box) -> list[tuple[float, float]]:
    x0, top, x1, bottom = box
    return [(x0, top), (x1, top), (x1, bottom), (x0, bottom)]


def _around(points: Sequence[tuple[float, float]]) -> Rect:
    return min(x for x, _ in points), min(y for _, y in points), max(x for x, _ in points), max(y for _, y in points)


def _rgb(colour: object, space: str) -> Colour | None:
    """A colour as red, green and blue from 0 to 1; None where numbers do not tell it. A spot colour counts as grey ink."""
    parts = colour if isinstance(colour, tuple) else (colour,)
    if space in {"Pattern", "Indexed", "Lab"} or not all(isinstance(part, (int, float)) for part in parts):
        return None
    values = [min(1.0, max(0.0, float(part))) for part in parts]
    if len(values) == 1:
        grey = 1 - values[0] if space == "Separation" else values[0]
        return grey, grey, grey
    if len(values) == 3:
        return values[0], values[1], values[2]
    if len(values) == 4 and space != "DeviceN":
        cyan, magenta, yellow, black = values
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None
