"""Glyphs as lines of text: words parted, letters healed, raised marks told from figures."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from corpus.readers.pdf_baselines import GlyphRow, glyph_rows, in_writing_order
from corpus.readers.pdf_drawing import Glyph
from corpus.readers.pdf_letters import BULLETS, bullet_of, is_hyphen, letters_of, reach_of, with_initials

MARK = re.compile("\x02(\\d+):([rp])([^\x03]*)\x03")
"""A mark that may refer to a footnote, as it stands in the text of a line: page, raised or plain, label."""

_APART = 0.8
"""Ems of white from which two pieces on one baseline are two lines; what belongs together is joined again when columns are known."""
_NEARLY_APART = 0.45
"""Ems of white from which they are where a column of such pieces begins, of which there are as many as `_FEWEST_STARTS`."""
_FEWEST_STARTS = 2
_LABEL = re.compile(r"\[?(\d{1,3}|[*†‡§]{1,3}|[a-h])\]?")
_LEADER = re.compile(r"\s*(?:\.\s?){5,}")
"""The dots that lead from an entry of a table of contents to its page."""
_SUPERIORS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_INFERIORS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True, slots=True)
class Line:
    """A piece of text on one baseline.

    Attributes:
        text: Its words, parted by single blanks; marks of footnotes are set as `MARK` matches them, a bullet of any kind in front as "•" and a blank.
        x0, x1, top, bottom, baseline: Where it stands, in points; top and bottom follow from baseline and size.
        second: Where its second word begins, or its end when there is none.
        size: That of most of its letters, in points.
        bold: Whether all of its letters and figures are.
        page: From 1.
        region: Lines of one column share a number; it grows in reading order.
        left, right: The edges of its column or cell.
        furniture: Whether the file itself says that it belongs to the page, not to the text.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    baseline: float
    second: float
    size: float
    bold: bool
    page: int
    region: int = 0
    left: float = 0.0
    right: float = 0.0
    furniture: bool = False

    @property
    def plain(self) -> str:
        """Its text without marks."""
        return MARK.sub("", self.text).strip()

    @property
    def opens_low(self) -> bool:
        """Whether it begins with a small letter, as only the rest of a sentence does."""
        return bool(re.match(r"[(\[“\"‘']?[a-zà-ÿ]", self.plain))


@dataclass(frozen=True, slots=True)
class _Placed:
    """A glyph in its row; `raised` when it stands above the row's baseline, `spaced` when white goes before it, `text` healed."""

    glyph: Glyph
    text: str
    raised: bool
    spaced: bool


def build_lines(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """The lines of some glyphs, from top to bottom and left to right.

    Pieces on one baseline that stand far apart are lines of their own, and so are those less far apart where a column of such pieces begins.
    """
    rows = glyph_rows(with_initials([glyph for glyph in glyphs if glyph.upright]))
    pieces = [list(_pieces(row)) for row in rows]
    starts = Counter(round(piece[0].glyph.x0, 0) for row in pieces for piece in row[1:])
    columns = {start for start, times in starts.items() if times + starts[start + 1] >= _FEWEST_STARTS}
    if columns:
        pieces = [[part for piece in row for part in _parted(piece, columns)] for row in pieces]
    lines = [line for row in pieces for piece in row if (line := _line(piece, page))]
    return sorted(lines, key=lambda line: (line.baseline, line.x0))


def turned_lines(glyphs: Sequence[Glyph], page: int) -> list[Line]:
    """The lines of the glyphs that are turned, in drawing order."""
    lines: list[Line] = []
    run: list[Glyph] = []
    for glyph in [*(glyph for glyph in glyphs if not glyph.upright), None]:
        if run and (glyph is None or max(abs(a - b) for a, b in zip(glyph.middle, run[-1].middle, strict=True)) > 2 * run[-1].size):
            text = " ".join("".join(letters_of(one) for one in run).split())
            x0, x1, bottom = min(one.x0 for one in run), max(one.x1 for one in run), max(one.bottom for one in run)
            furniture = all(one.furniture for one in run)
            if text:
                lines.append(Line(text, x0, x1, min(one.top for one in run), bottom, bottom, x1, run[0].size, False, page, furniture=furniture))
            run = []
        run += [glyph] if glyph else []
    return lines


def join_pieces(pieces: Sequence[Line]) -> Line:
    """Pieces on one baseline as one line, from left to right."""
    ordered = sorted(pieces, key=attrgetter("x0"))
    first, main = ordered[0], max(ordered, key=lambda line: len(line.text))
    second = ordered[1].x0 if len(ordered) > 1 and " " not in first.plain else first.second
    led = len(ordered) > 1 and (first.text in BULLETS or first.text == "o")
    return Line(
        text=" ".join(["•" if led else first.text, *(line.text for line in ordered[1:])]),
        x0=first.x0,
        x1=max(line.x1 for line in ordered),
        top=min(line.top for line in ordered),
        bottom=max(line.bottom for line in ordered),
        baseline=main.baseline,
        second=second,
        size=main.size,
        bold=all(line.bold for line in ordered[led:]),
        page=first.page,
        furniture=all(line.furniture for line in ordered),
    )


def unmarked(mark: re.Match[str]) -> str:
    """A mark that refers to nothing as the text that it was: a raised figure stays one, so that it does not run into the figure before it."""
    raised, label = mark.group(2) == "r", mark.group(3)
    return label.translate(_INFERIORS) if raised else label


def _pieces(row: GlyphRow) -> Iterator[list[_Placed]]:
    """A row from left to right, in pieces."""
    ordered = in_writing_order(row)
    letters = [glyph for glyph, raised in ordered if letters_of(glyph).strip() and not raised]
    gaps = sorted(b.x0 - a.x1 for a, b in pairwise(letters))
    usual = max(0.0, gaps[len(gaps) // 2]) if len(gaps) > 5 else 0.0
    blanks = any(not glyph.text.strip() for glyph, _ in row)
    piece: list[_Placed] = []
    last: Glyph | None = None
    spaced = False
    for glyph, raised in ordered:
        text = letters_of(glyph)
        if not text.strip():
            spaced = spaced or bool(text)
            continue
        size = max(glyph.size, last.size if last else 0.0)
        gap = glyph.x0 - last.x1 if last else 0.0
        if piece and gap > (reach_of([one.text for one in piece]) or _APART) * size:
            yield piece
            piece, spaced = [], False
        piece.append(_Placed(glyph, text, raised, spaced or gap > min(usual, 0.3 * size) + (0.25 if blanks else 0.15) * size or gap < -0.3 * size))
        last = glyph if last is None or glyph.x1 > last.x1 - 0.3 * size else last
        spaced = False
    if piece:
        yield piece


def _parted(piece: Sequence[_Placed], columns: AbstractSet[float]) -> Iterator[list[_Placed]]:
    """A piece, parted where white that is wider than a blank ends at the beginning of a column."""
    begin = 0
    for at in range(1, len(piece)):
        last, glyph = piece[at - 1].glyph, piece[at].glyph
        if glyph.x0 - last.x1 > _NEARLY_APART * glyph.size and not piece[at].raised and {round(glyph.x0), round(glyph.x0) - 1} & columns:
            yield list(piece[begin:at])
            begin = at
    yield list(piece[begin:])


def _line(piece: Sequence[_Placed], page: int) -> Line | None:
    parts = list(_parts(piece, page))
    text = unicodedata.normalize("NFC", " ".join("".join(parts).split()))
    text = _LEADER.sub(" … ", text).removesuffix("… ").strip()
    text = re.sub(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+", lambda raised: _mark(page, "r", raised.group().translate(_SUPERIORS)), text)
    text = re.sub(r"(?<=[\w)\].,;:”\"%’])[*†‡]{1,3}(?=[\s,.;:)]|$)", lambda plain: _mark(page, "p", plain.group()), text)
    if not text:
        return None
    glyphs = [one.glyph for one in piece]
    level = [one.glyph for one in piece if not one.raised] or glyphs
    size = Counter(round(glyph.size, 1) for glyph in level).most_common(1)[0][0]
    main = next(glyph for glyph in level if round(glyph.size, 1) == size)
    written = [glyph for glyph in level if glyph.text.isalnum()]
    second = next((one.glyph.x0 for one in piece[1:] if one.spaced and not one.raised), piece[-1].glyph.x1)
    return Line(
        text=text,
        x0=min(glyph.x0 for glyph in glyphs),
        x1=max(glyph.x1 for glyph in glyphs),
        top=main.baseline - 0.75 * size,
        bottom=main.baseline + 0.25 * size,
        baseline=main.baseline,
        second=second,
        size=size,
        bold=bool(written) and sum(glyph.bold for glyph in written) >= 0.95 * len(written),
        page=page,
        furniture=all(glyph.furniture for glyph in glyphs),
    )


def _parts(piece: Sequence[_Placed], page: int) -> Iterator[str]:
    """The text of a piece, part by part."""
    at = 0
    if bullet := bullet_of(piece[0].glyph, piece[1].glyph if len(piece) > 1 else None):
        yield bullet + " "
        at = 1
    while at < len(piece):
        end = at + 1
        if piece[at].raised:
            while end < len(piece) and piece[end].raised and not piece[end].spaced:
                end += 1
            text = _raised("".join(one.text for one in piece[at:end]), page, piece[end].text if end < len(piece) else "", piece[at - 1].text if at else "")
            yield f" {text}" if piece[at].spaced and text[:3].isalpha() else text
            if end < len(piece) and piece[end].spaced:
                yield " "
        else:
            blank = piece[at].spaced and at and not piece[at - 1].raised
            hyphen = is_hyphen(piece[at].glyph) and at < len(piece) - 1
            yield (" " if blank else "") + ("" if hyphen else piece[at].text)
        at = end


def _raised(text: str, page: int, after: str, before: str) -> str:
    """What a raised piece says: marks of footnotes, the upper part of a fraction, or a sign such as ®."""
    if re.fullmatch(r"\d{1,2}", text) and after[:1] in {"/", "⁄"} and after:
        return f" {text}" if before[-1:].isdigit() else text
    labels = re.split(r"[,\s]+", text.strip(","))
    if labels and all(_LABEL.fullmatch(label) for label in labels):
        return "".join(_mark(page, "r", label.strip("[]")) for label in labels)
    return {"TM": "™", "(R)": "®"}.get(text, text)


def _mark(page: int, kind: str, label: str) -> str:
    return f"\x02{page}:{kind}{label}\x03"


def words_of(lines: Iterable[Line]) -> Iterator[str]:
    """The words of lines, in small letters; what a line end divides is left out."""
    broken = False
    for line in lines:
        words = re.findall(r"[^\W\d_]+(?:['’-][^\W\d_]+)*-?", line.plain.lower())
        ends = line.plain.endswith(("-", "\u00ad"))
        yield from (word.strip("-") for word in words[broken : len(words) - ends])
        broken = ends
