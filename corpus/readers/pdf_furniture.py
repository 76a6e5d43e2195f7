"""What belongs to the pages and not to the text: running heads, running feet, page numbers."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from operator import attrgetter

from corpus.readers.pdf_grids import Grid
from corpus.readers.pdf_lines import Line

_ZONE = 0.2
"""Share of the page's height, at its top and at its foot, in which furniture can stand."""
_OUTERMOST = 4
"""How many rows at the top and foot are looked at."""
_DRIFT = 10.0
"""Points by which a running head may stand higher or lower from page to page."""
_IN_A_ROW = 3
"""Pages on end from which a text of a chapter is its running head."""
_LARGER = 1.2
_COUNTED = re.compile(r"\b(?P<page>page|p\.)\s*(\d{1,4})\b(?:\s*(?:of|/)\s*\d{1,4})?|\b(\d{1,4})\s*(?:of|/)\s*\d{1,4}$", re.I)
_AT_END = re.compile(r"^(\d{1,4})\b(?=\W)|(?<=\s)(\d{1,4})$")
_BARE = re.compile(r"\W*(?:page\s*)?(\d{1,4}|(?-i:[ivxl]{1,7}))\W*(?:(?:of|/)\s*\d{1,4}\W*)?", re.I)
_NAMED = re.compile(r"\W*page\s*\d{1,4}\s*(?:(?:of|/)\s*\d{1,4})?\W*", re.I)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines of one page that stand outside tables, the page's upper and lower edge, and whether there are tables too (`others`)."""

    number: int
    top: float
    bottom: float
    lines: Sequence[Line]
    others: bool = False


@dataclass(frozen=True, slots=True)
class _Edge:
    """A row at the top or foot of a page."""

    page: int
    text: str
    height: float
    size: float
    bold: bool
    foot: bool
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Trimmed:
    """The lines of each page without what belongs to the pages, and the rows that were left out, in order: the page and the lines of each."""

    pages: list[list[Line]]
    dropped: list[tuple[int, tuple[Line, ...]]]


def without_furniture(sheets: Sequence[Sheet], body: float) -> Trimmed:
    """Leave out running heads, running feet and page numbers: the outermost rows of each page as far as all of them are such.

    Args:
        sheets: The pages in order.
        body: Points of the body's type. A running head that is larger is the document's title as well: its first is kept.
    """
    rows = [row for sheet in sheets for row in _edge_rows(sheet)]
    known = {id(row) for row in rows if _is_marked(row, sheets) or _NAMED.fullmatch(row.text)} | {id(row) for row in _numbers(rows)}
    for group in _alike(rows, body):
        pages = sorted({row.page for row in group})
        if len(pages) >= _enough(len(sheets)) or _longest_run(pages) >= _IN_A_ROW:
            kept = 1 if group[0].size >= _LARGER * body and not group[0].foot else 0
            known |= {id(row) for row in group[kept:]}
    out: list[tuple[int, tuple[Line, ...]]] = []
    for (page, foot), found in groupby(rows, key=lambda row: (row.page, row.foot)):
        inwards = list(found)[:: -1 if foot else 1]
        out += [(page, row.lines) for row in takewhile(lambda row: id(row) in known, inwards)][:: -1 if foot else 1]
    dropped = {id(line) for _, lines in out for line in lines}
    return Trimmed([_kept(sheet, dropped) for sheet in sheets], out)


def without_head_tables(pages: Sequence[Sequence[Grid]], heights: Sequence[float]) -> list[list[Grid]]:
    """The tables of each page without those that hold its running head or foot: at its edge, and saying the same on most pages."""

    def said(grid: Grid) -> str:
        return "\n".join(_COUNTED.sub("#", cell) for row in grid.rows for cell in row.text)

    edge = [[grid for grid in grids if grid.bottom < _ZONE * height or grid.top > (1 - _ZONE) * height] for grids, height in zip(pages, heights, strict=True)]
    times = Counter(text for grids in edge for text in {said(grid) for grid in grids})
    return [
        [grid for grid in grids if len(pages) < 2 or times[said(grid)] < _enough(len(pages)) or grid not in outer]
        for grids, outer in zip(pages, edge, strict=True)
    ]


def without_watermarks(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """The turned lines of each page without those that stand on most pages, as a watermark does."""
    times = Counter(text for lines in pages for text in {line.text for line in lines})
    most = _enough(len(pages)) if len(pages) > 1 else 2
    return [[line for line in lines if times[line.text] < most and not line.furniture] for lines in pages]


def _kept(sheet: Sheet, dropped: set[int]) -> list[Line]:
    """The lines of a page that are not dropped; all but numbers where nothing else were left, for then they are its text."""
    lines = [line for line in sheet.lines if id(line) not in dropped]
    return lines or ([] if sheet.others else [line for line in sheet.lines if not _BARE.fullmatch(line.plain) and not line.furniture])


def _enough(pages: int) -> int:
    """How many pages must bear the same text: half of them, a page without it aside, and two at least."""
    return 2 if pages <= 3 else max(2, pages // 2)


def _edge_rows(sheet: Sheet) -> Iterator[_Edge]:
    """The outermost rows of a page."""
    rows: list[list[Line]] = []
    for line in sorted(sheet.lines, key=attrgetter("baseline")):
        if rows and line.baseline - rows[-1][0].baseline < 2:
            rows[-1].append(line)
        else:
            rows.append([line])
    height = sheet.bottom - sheet.top
    for at, row in enumerate(rows):
        text = " ".join(line.plain for line in sorted(row, key=attrgetter("x0")))
        place = row[0].baseline - sheet.top
        foot = place > height / 2
        outermost = at >= len(rows) - _OUTERMOST if foot else at < _OUTERMOST
        if outermost and (place > (1 - _ZONE) * height or place < _ZONE * height):
            yield _Edge(sheet.number, text, place, max(line.size for line in row), all(line.bold for line in row), foot, tuple(row))


def _is_marked(row: _Edge, sheets: Sequence[Sheet]) -> bool:
    """Whether the file itself says that a row belongs to the page, and there is more on it."""
    return all(line.furniture for line in row.lines) and any(not line.furniture for sheet in sheets for line in sheet.lines)


def _alike(rows: Sequence[_Edge], body: float) -> Iterator[list[_Edge]]:
    """Rows that say the same at the same height, page numbers aside, or have nothing in common but a number by itself that counts with the pages."""
    groups: dict[tuple[object, ...], list[_Edge]] = defaultdict(list)
    for row in rows:
        groups[row.foot, row.text.casefold(), round(row.size), None].append(row)
        for masked, number in _masked(row, body):
            groups[row.foot, masked.casefold(), round(row.size), number - row.page].append(row)
            if any(line.plain == str(number) for line in row.lines):
                groups[row.foot, None, round(row.size), number - row.page].append(row)
    for group in groups.values():
        group.sort(key=lambda row: (row.height, row.page))
        level: list[_Edge] = []
        for row in group:
            if level and row.height - level[0].height > _DRIFT:
                yield sorted(level, key=attrgetter("page"))
                level = []
            level.append(row)
        yield sorted(level, key=attrgetter("page"))


def _masked(row: _Edge, body: float) -> Iterator[tuple[str, int]]:
    """A text with its page number taken out. A number that only stands at an end may count something else where the row is set as a heading."""
    if match := _COUNTED.search(row.text):
        yield row.text[: match.start()] + "#" + row.text[match.end() :], int(match.group(2) or match.group(3))
    elif not (row.bold or row.size > 1.05 * body):
        for match in _AT_END.finditer(row.text):
            yield row.text[: match.start()] + "#" + row.text[match.end() :], int(match.group(1) or match.group(2))


def _numbers(rows: Sequence[_Edge]) -> list[_Edge]:
    """Rows that are a page number alone: they count with the pages, or are the number of their page."""
    found: dict[tuple[bool, int], list[_Edge]] = defaultdict(list)
    for row in rows:
        match = _BARE.fullmatch(row.text)
        if match:
            number = match.group(1)
            found[number.isdigit(), (int(number) if number.isdigit() else _roman(number)) - row.page].append(row)
    return [row for (_, ahead), group in found.items() if ahead == 0 or len({row.page for row in group}) > 1 for row in group]


def _roman(number: str) -> int:
    values = [{"i": 1, "v": 5, "x": 10, "l": 50}[letter] for letter in number]
    return sum(-value if value < max(values[at + 1 :], default=0) else value for at, value in enumerate(values))


def _longest_run(pages: Sequence[int]) -> int:
    """The most pages on end."""
    return max((len(list(run)) for _, run in groupby(enumerate(pages), key=lambda pair: pair[1] - pair[0])), default=0)
