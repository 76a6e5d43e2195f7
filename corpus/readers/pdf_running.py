"""Whether what stands side by side is running text in columns, or a page layout, and not a table."""

from __future__ import annotations

import re
from collections.abc import Sequence
from statistics import median

from corpus.readers.pdf_lines import Line

_BULLET = re.compile(r"[•\-–*]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
_FEWEST_RUNNING = 4
"""Lines from which a column can be one of running text; one less where columns are equally wide."""
_RUNNING = 0.3
"""Share of a column's lines that go on in mid-sentence from which it is."""
_TABLE_ROWS = 3
"""Rows that begin side by side from which even long entries are those of a table."""
_LONG = 15
"""Ems from which a line is one of running text rather than an entry."""
_LARGER = 1.08
"""Times the size of most lines of a column from which one is a heading."""
_TITLE = 1.2
"""Times the size of the text from which what stands over it is a heading, and not the head of a table."""
_LINES = 3
"""Lines for each row from which columns are rather text than a table."""
_TIGHT = 1.6
"""Ems from baseline to baseline up to which two lines are of one paragraph."""


def is_running(columns: Sequence[Sequence[Line]], groups: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Whether columns are running text: each goes on from line to line on its own, or is a list."""
    if all(sum(bool(_BULLET.match(line.plain)) for line in column) >= max(1, _RUNNING * len(column)) for column in columns):
        return True
    widths = [max(line.x1 for line in column) - min(line.x0 for line in column) for column in columns]
    together = sum(begins_together(group) for group in groups)
    if columns[0][0].opens_low and _is_filled(columns[0], widths[0]) and widths[0] > _LONG * columns[0][0].size:
        return True
    even = min(widths) >= 0.88 * max(widths)
    if together < _TABLE_ROWS and even and all(len(column) > 1 and _is_filled(column, max(widths)) for column in columns):
        return True
    if together < _TABLE_ROWS - 1 and any(_is_set_apart(column, other) for column in columns for other in columns if other is not column):
        return True
    flows = [len(column) >= _FEWEST_RUNNING - even and sum(line.opens_low for line in column) >= _RUNNING * len(column) for column in columns]
    return all(flows) and not (together >= _TABLE_ROWS and together >= 0.7 * len(groups))


def _is_set_apart(column: Sequence[Line], other: Sequence[Line]) -> bool:
    """Whether a column is running text in full lines, and another beside it is set in another size, as a quotation is."""
    width = max(line.x1 for line in column) - min(line.x0 for line in column)
    running = len(column) >= _FEWEST_RUNNING and _is_filled(column, width) and width > _LONG * column[0].size
    sizes = median(line.size for line in column), median(line.size for line in other)
    return running and max(sizes) > _LARGER * min(sizes) and sum(line.opens_low for line in column) >= _RUNNING * len(column)


def _is_filled(column: Sequence[Line], width: float) -> bool:
    """Whether most lines of a column run through its whole width."""
    return sum(line.x1 - line.x0 >= 0.8 * width for line in column) > 0.5 * len(column)


def begins_together(group: Sequence[Sequence[Line]]) -> bool:
    """Whether the columns of a group begin on one baseline, or one stands at half the height of another."""
    firsts = [column[0] for column in group if column]
    if len(firsts) < 2:
        return False
    even = max(line.baseline for line in firsts) - min(line.baseline for line in firsts) <= 0.3 * firsts[0].size
    middles = [(column[0].top + column[-1].bottom) / 2 for column in group if column]
    return even or max(middles) - min(middles) <= 0.5 * firsts[0].size


def is_layout(columns: Sequence[Sequence[Line]], groups: Sequence[Sequence[Sequence[Line]]]) -> bool:
    """Whether each of several columns holds headings with text below them.

    One at its top is enough where it is larger than the text, or hardly anything begins side by side; else there are several.
    """
    if len(columns) < 2:
        return False
    counted = [_headed(column) for column in columns]
    together = sum(begins_together(group) for group in groups)
    topped = all(_is_heading(column, 0) for column in columns)
    larger = all(
        len(column) > 1 and column[0].size >= _TITLE * max(line.size for line in column[1:] if not line.bold or line is column[-1]) for column in columns
    )
    return all(times > 1 for times in counted) or (topped and together < _TABLE_ROWS and (all(counted) or larger))


def is_flowing(columns: Sequence[Sequence[Line]], groups: Sequence[Sequence[Sequence[Line]]], rows: int) -> bool:
    """Whether what were few rows of a table are columns of text: several of them go on from line to line, and hardly anything begins side by side."""
    together = sum(begins_together(group) for group in groups)
    flows = sum(_flows(column) for column in columns)
    return flows > 1 and max(len(column) for column in columns) > _LINES * rows and together < max(_TABLE_ROWS, rows / 2)


def _flows(column: Sequence[Line]) -> bool:
    """Whether most lines of a column go on with the one above, are full, or begin an item of a list."""
    left, right = min(line.x0 for line in column), max(line.x1 for line in column)
    full = [line.opens_low or bool(_BULLET.match(line.plain)) or line.x1 - left > 0.8 * (right - left) for line in column]
    return len(column) >= _FEWEST_RUNNING and sum(full) >= 0.6 * len(column) and right - left > _LONG / 2 * column[0].size


def _headed(column: Sequence[Line]) -> int:
    """How many headings of a column have text below them, an item of a list or more than one line."""
    times = 0
    for at in range(len(column) - 1):
        below = next((line for line in range(at + 1, len(column)) if not _is_heading(column, line)), None)
        if not _is_heading(column, at) or below is None or below - at > 2 or (below - at == 2 and _is_heading(column, at + 1) and times):
            continue
        line, after = column[below], column[below + 1] if below + 1 < len(column) else None
        goes_on = (
            after is not None
            and not _is_heading(column, below + 1)
            and after.baseline - line.baseline <= _TIGHT * line.size
            and after.x1 - after.x0 > line.size
        )
        times += bool(_BULLET.match(line.plain)) or line.x1 - line.x0 > _LONG * line.size or (goes_on and line.x1 - line.x0 > 0.5 * _LONG * line.size)
    return times


def _is_heading(column: Sequence[Line], at: int) -> bool:
    """Whether a line of a column is bold or larger, and most of the column is not."""
    plain = [line for line in column if not line.bold]
    usual = median(line.size for line in plain or column)
    line = column[at]
    return bool(plain) and (line.bold or line.size >= _LARGER * usual) and not _BULLET.match(line.plain)
