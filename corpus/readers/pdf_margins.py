"""What the margins of pages say: running heads and feet without their page numbers, and the one foot of a sheet."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from operator import attrgetter

from corpus.readers.pdf_furniture import Sheet
from corpus.readers.pdf_lines import Line

_COUNTED = re.compile(r"\b(?:page|p\.)\s*(?:\d{1,4}|[ivxl]{1,7})\b(?:\s*(?:of|/)\s*\d{1,4})?|(?<!\d)\d{1,4}\s+of\s+\d{1,4}$", re.I)
_PRINTED = re.compile(r"\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4},? +\d{1,2}:\d{2}(?::\d{2})?(?: *[AaPp]\.?[Mm]\.?)?")
_NUMBER = re.compile(r"\W*(?:\d{1,4}|[ivxl]{1,7})?\W*", re.I)
_AT_END = re.compile(r"^(\d{1,4})\s+(?=\D)|(?:^|(?<=\s))(\d{1,4})(?:\s*/\s*\d{1,3})?$")
_ZONE = 0.1
"""Share of the page's height, at its top and at its foot, in which a line that stands once can be one of its margin."""
_WHITE = (2.2, 5.0)
"""Ems of white between such a line and the text: where it is set smaller, and where it is not."""
_SMALLER = 0.96
_MOST_ROWS = 3
_TIGHT = 0.9
"""Ems of white up to which rows of a margin belong together."""


def margins_of(
    dropped: Sequence[tuple[int, Sequence[Line]]], others: Iterable[str], sheets: Iterable[Sheet], text: Iterable[Line], body: float
) -> tuple[str, ...]:
    """What the margins say, each text once; what stands apart in a row is parted by a bar.

    Args:
        dropped: The page and the lines of each row that was left out as belonging to the pages.
        others: Other texts that were left out, such as those of tables that hold a running head.
        sheets: The lines that are left, as they stand on the pages.
        text: Those of them that stand in no table and are no footnotes, perhaps joined.
        body: Points of the body's type.
    """
    rows = [(page, sorted(lines, key=attrgetter("x0"))) for page, lines in dropped]
    pieces = [(page, [_uncounted(line.plain) for line in lines]) for page, lines in rows]
    times = Counter(masked for page, texts in pieces for text in texts for masked in _masked(text, page))
    texts = [[next((masked for masked, ahead in _masked(text, page) if times[masked, ahead] > 1), text) for text in texts] for page, texts in pieces]
    single = [[_uncounted(line.plain) for line in row] for row in _single(list(sheets), {_place(line) for line in text}, body)]
    said = [" | ".join(text for text in row if not _NUMBER.fullmatch(text)) for row in [*texts, *single, *([_uncounted(text)] for text in others)]]
    return tuple(dict.fromkeys(text for text in said if text))


def _uncounted(text: str) -> str:
    """A text without its page number where this is called so, and without the moment when it was printed."""
    return re.sub(r"^[\s|•·,–—-]+|[\s|•·,–—-]+$", "", _COUNTED.sub("", _PRINTED.sub("", text)))


def _masked(text: str, page: int) -> Iterator[tuple[str, int]]:
    """A text without the number at either of its ends, and how far that is ahead of the page."""
    for match in _AT_END.finditer(text):
        yield (text[: match.start()] + text[match.end() :]).strip(" |•·–—-"), int(match.group(1) or match.group(2)) - page


def _single(sheets: Sequence[Sheet], text: AbstractSet[tuple[int, int]], body: float) -> Iterator[list[Line]]:
    """The rows that look like those of a margin though they do not come again: at the edge of their page, beyond the text of all pages."""
    rows = [_rows(sheet) for sheet in sheets]
    edges = [[row for row in _edges(sheet, found, body) if _place(row[0]) in text] for sheet, found in zip(sheets, rows, strict=True)]
    inner = [row[0].baseline - sheet.top for sheet, found, edge in zip(sheets, rows, edges, strict=True) for row in found if row not in edge]
    for sheet, edge in zip(sheets, edges, strict=True):
        yield from (row for row in edge if not min(inner, default=0.0) <= row[0].baseline - sheet.top <= max(inner, default=0.0))


def _place(line: Line) -> tuple[int, int]:
    return line.page, round(line.baseline)


def _rows(sheet: Sheet) -> list[list[Line]]:
    rows: list[list[Line]] = []
    for line in sorted(sheet.lines, key=attrgetter("baseline", "x0")):
        if rows and line.baseline - rows[-1][0].baseline < 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _edges(sheet: Sheet, rows: Sequence[list[Line]], body: float) -> list[list[Line]]:
    """The outermost rows of a page that look like those of its margin: at its very edge, set smaller, and apart from the text."""
    height = sheet.bottom - sheet.top
    heads = _outermost(rows, sheet.top + _ZONE * height, body)
    feet = _outermost(rows[::-1], sheet.bottom - _ZONE * height, body)
    return [*heads, *feet[::-1]]


def _outermost(rows: Sequence[list[Line]], limit: float, body: float) -> list[list[Line]]:
    """The first of some rows, counted from the edge of the page, up to the white that parts them from the text."""
    for count, (row, inner) in enumerate(itertools.pairwise(rows), 1):
        outside = row[0].baseline > limit if row[0].baseline > inner[0].baseline else row[0].baseline < limit
        size = max(line.size for line in row)
        if not outside or count > _MOST_ROWS or row[0].opens_low or all(line.bold for line in row):
            return []
        white = max(row[0].top, inner[0].top) - min(max(line.bottom for line in row), max(line.bottom for line in inner))
        if white > _WHITE[size > _SMALLER * body] * size:
            return list(rows[:count])
        if white > _TIGHT * size:
            return []
    return []
