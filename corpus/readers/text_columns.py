"""Tables in plain text whose columns only blanks keep apart, as a layout-keeping extraction gives them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from corpus.labels import SURELY, Labels
from corpus.readers.text_lines import Line

_GAP = 3
"""Blanks from which words are in another column."""
_NEAR = 2
"""How far, in characters, the lines of one column may begin apart."""
_INDENT = 6
_FEW = 4
"""Words up to which a cell is hardly broken over two lines."""
Rows = list[list[list[Line]]]


def divide_columns(lines: Sequence[Line], labels: Labels) -> tuple[Rows, int]:
    """The table that begins on the first line: its rows of cells of lines, and how many lines it takes; none and 0 if there is none."""
    if not lines or not _parts(lines[0].text)[1:]:
        return [], 0
    grid = _grid(lines)
    if len(grid) > 2:
        return grid, len(grid)
    starts = _starts(lines)
    if len(starts) < 2:
        return [], 0
    rows: Rows = []
    used = kept = 0
    full: Rows = []
    for line in lines:
        cells = _divided(line, starts)
        if cells is None or (used and line.blanks > 3):
            break
        left = cells[0]
        if left is not None and not any(cells[1:]) and used and (line.blanks or line.starts_page) and _is_alone(lines, used, starts):
            break
        if left is not None and (not rows or _begins(rows[-1], left, line, labels)):
            rows.append([[] for _ in starts])
        for column, cell in enumerate(cells):
            if cell is not None and rows:
                rows[-1][column].append(cell)
        used += 1
        kept = used
        full += [[[cell] for cell in cells if cell is not None]] if all(cell is not None and len(cell.text.split()) <= _FEW for cell in cells) else []
    if len(full) == used and used > 2:
        return full, kept  # names and short texts on every line: none goes on with the one above
    filled = [row for row in rows if row[0] and any(row[1:])]
    return (rows, kept) if len(filled) >= 2 else ([], 0)


def _grid(lines: Sequence[Line]) -> Rows:
    """Rows of as many short cells each, whatever their places; the first may lack the cell over the names of the rows."""
    rows: Rows = []
    width = 0
    for number, line in enumerate(lines):
        cells = [replace(line, text=part.group()) for part in _parts(line.text)]
        if number == 1:
            width = len(cells)
            if width < 3 or len(rows[0]) not in {width, width - 1}:
                return []
            if len(rows[0]) < width:
                rows[0] = [[], *rows[0]]
        if number and (line.blanks > 1 or len(cells) != width):
            break
        rows.append([[cell] for cell in cells])
    return rows


def _parts(text: str) -> list[re.Match[str]]:
    return list(re.finditer(rf"\S+(?:\s{{1,{_GAP - 1}}}\S+)*", text))


def _starts(lines: Sequence[Line]) -> list[int]:
    """Where the columns begin: the left edge, and each place where words begin behind a gap on at least two lines."""
    seen: Counter[int] = Counter()
    lefts: list[int] = []
    for number, line in enumerate(lines[:120]):
        parts = _parts(line.text)
        if number and (line.blanks > 3 or (len(parts) == 1 and parts[0].start() <= _INDENT and len(line.text) > 75)):
            break
        lefts += [parts[0].start()] if parts else []
        seen.update(part.start() for part in parts if part.start() > _INDENT)
    columns: list[int] = []
    for start, _ in sorted(seen.items(), key=lambda pair: -pair[1]):
        together = sum(count for other, count in seen.items() if abs(other - start) <= _NEAR)
        if together >= 2 and all(abs(start - other) > 2 * _NEAR for other in columns):
            columns.append(start)
    opened = [part.start() for part in _parts(lines[0].text)[1:]]
    columns = [start for start in columns if any(abs(start - other) <= _NEAR + 1 for other in opened)]
    return [0, *sorted(columns)] if lefts and min(lefts) <= _INDENT else []


def _divided(line: Line, starts: Sequence[int]) -> list[Line | None] | None:
    """The cells of a line, None where one is empty; None when its words cross the border of a column."""
    cells: list[Line | None] = [None] * len(starts)
    for part in _parts(line.text):
        column = max(n for n, start in enumerate(starts) if part.start() >= start - _NEAR)
        later = [start for start in starts[column + 1 :] if part.end() > start + _NEAR]
        if later:
            return None
        before = cells[column]
        text = f"{before.text}  {part.group()}" if before else part.group()
        cells[column] = replace(line, text=text)
    return cells


def _is_alone(lines: Sequence[Line], at: int, starts: Sequence[int]) -> bool:
    """Whether a line with words in the first column only stands between empty lines, and is thus a heading."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    return below is None or below.blanks > 0


def _begins(row: Sequence[Sequence[Line]], left: Line, line: Line, labels: Labels) -> bool:
    """Whether a line with words in the first column begins a row, and does not go on with a name that is broken over two."""
    if line.blanks or not row[0] or row[0][-1].number != line.number - 1:
        return True
    said = " ".join(part.text for part in row[0])
    meaning, whole = labels.meaning(said), labels.meaning(f"{said} {left.text}")
    more = whole.share < SURELY or len(whole.topics) > len(meaning.topics)
    return meaning.share > SURELY and more and left.text[:1].isupper()
