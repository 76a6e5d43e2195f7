"""Lines as headings, paragraphs and items of lists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from corpus.elements import Heading, Item, Paragraph
from corpus.readers.pdf_healing import Healer, dangles, ends_sentence, fits
from corpus.readers.pdf_lines import Line
from corpus.readers.pdf_numbering import Numbering
from corpus.readers.pdf_styles import Styles, pitch_of, reads_as_heading

_BULLET = re.compile(r"•\s*")
_WEAK_BULLET = re.compile(r"[-–—*·]\s+(?=\S)")
_ENTRY = re.compile(r" … \d{1,4}$")
"""The end of an entry of a table of contents."""
_LONE = re.compile(r"[A-Z/]{2,6}:?")
"""A line that is one short word in capitals, as between two ways to meet a requirement."""
_TIGHT = 1.12
"""Times the usual step from baseline to baseline up to which a line that was broken by hand goes on."""
_STEP = 3.0
"""Points of indentation from which a list lies within another."""
_LONG = 15
"""Ems from which a line is one of running text."""
_MOST_LINES = 4
_MOST_BOLD_LINES = 2


@dataclass(slots=True)
class _Open:
    """The paragraph or item (`depth` not None) that lines are being added to; `hang` is where its text begins."""

    lines: list[Line]
    hang: float
    depth: int | None = None
    label: str = ""
    bullet: int = 0


class Composer:
    """Makes elements of lines, for one document."""

    def __init__(self, styles: Styles, healer: Healer) -> None:
        self._styles, self._healer = styles, healer

    def compose(self, lines: Sequence[Line], headings: bool = True) -> list[Heading | Paragraph | Item]:
        """The elements of lines in reading order; marks of footnotes stay in their texts.

        Args:
            lines: Lines with the edges and number of their column.
            headings: Whether there can be headings among them; in a cell of a table there are none.
        """
        return _Run(lines, self._styles, self._healer, headings).elements() if lines else []


class _Run:
    """One stretch of lines."""

    def __init__(self, lines: Sequence[Line], styles: Styles, healer: Healer, headings: bool) -> None:
        self._lines, self._styles, self._healer, self._headings = lines, styles, healer, headings
        regions = {line.region for line in lines}
        self._pitch = {region: pitch_of([line for line in lines if line.region == region]) or styles.pitch for region in regions}
        self._numbering = Numbering(lines)
        self._indents: list[float] = []
        self._open: _Open | None = None
        self._found: list[Heading | Paragraph | Item] = []

    def elements(self) -> list[Heading | Paragraph | Item]:
        """All elements."""
        at = 0
        while at < len(self._lines):
            length = self._heading(at) if self._headings else 0
            if length:
                self._close()
                run = self._lines[at : at + length]
                self._found.append(Heading(self._healer.heal(run), self._styles.level_of(run[0]) or 0, run[0].page))
                self._indents.clear()
                self._numbering.restart()
            elif not self._item(at):
                self._add(self._lines[at])
            at += length or 1
        self._close()
        return self._found

    def _heading(self, at: int) -> int:
        """How many lines from here on are one heading; 0 when this is none."""
        line, level = self._lines[at], self._styles.level_of(self._lines[at])
        if level is None or _BULLET.match(line.text) or (self._open and self._runs_on(self._open.lines[-1], line)):
            return 0
        if self._open and not line.bold and line.size <= self._open.lines[-1].size and self._follows(self._open.lines[-1], line):
            return 0
        larger = level <= len(self._styles.sizes)
        end = at + 1
        while end < len(self._lines) and self._styles.level_of(self._lines[end]) == level and self._extends(self._lines[end - 1], self._lines[end], larger):
            end += 1
        if end - at > (_MOST_LINES if larger else _MOST_BOLD_LINES) or not reads_as_heading(self._healer.heal(self._lines[at:end]), larger):
            return 0
        follows = self._lines[end] if end < len(self._lines) else None
        if not larger and follows and self._runs_on(self._lines[end - 1], follows):
            return 0
        return end - at

    def _extends(self, line: Line, after: Line, larger: bool) -> bool:
        """Whether a heading goes on in the line after."""
        if line.region != after.region or line.page != after.page or not 0 < after.baseline - line.baseline <= 1.5 * line.size:
            return False
        return after.opens_low or dangles(line.text) or not fits(line, after) or (larger and _is_tight(line, after))

    def _runs_on(self, line: Line, after: Line) -> bool:
        """Whether a sentence clearly goes on from one line to the next, though one of them may be bold."""
        if ends_sentence(line.text) or abs(line.size - after.size) > 0.07 * line.size or line.region != after.region or line.page != after.page:
            return False
        return self._is_close(line, after) and not fits(line, after) and (after.opens_low or after.bold == line.bold)

    def _follows(self, line: Line, after: Line) -> bool:
        """Whether a line stands closely below one that ends in mid-sentence."""
        return line.region == after.region and line.page == after.page and self._is_close(line, after) and not ends_sentence(line.text)

    def _item(self, at: int) -> bool:
        """Begin an item when a line does; False when it does not."""
        line = self._lines[at]
        strong, weak = _BULLET.match(line.text), _WEAK_BULLET.match(line.text)
        label = self._numbering.label(at)
        if not strong and ((not weak and not label) or self._wraps(line)):
            return False
        self._close()
        match = strong or weak
        start = match.end() if match else label.end if label else 0
        if label and not match:
            self._numbering.take(label)
        x = line.x0
        if match and (inner := _BULLET.match(line.text, start)):
            start, x = inner.end(), line.second
        self._open = _Open([line], line.second, self._depth(x), label.text if label and not match else "", start)
        return True

    def _wraps(self, line: Line) -> bool:
        """Whether a line that looks like an item goes on in mid-sentence, its dash or number being part of it."""
        if self._open is None:
            return False
        last = self._open.lines[-1]
        if ends_sentence(last.text) or fits(last, line) or last.region != line.region or not self._is_close(last, line):
            return False
        hangs = self._open.depth is not None and self._open.hang - self._open.lines[0].x0 > _STEP
        return line.x0 >= self._open.hang - 1 if hangs else self._open.depth is None and abs(line.x0 - last.x0) < _STEP

    def _depth(self, x: float) -> int:
        """How deep a list lies whose bullets stand at a place."""
        while self._indents and x < self._indents[-1] - _STEP:
            self._indents.pop()
        if not self._indents or x > self._indents[-1] + _STEP:
            self._indents.append(x)
        return len(self._indents) - 1

    def _add(self, line: Line) -> None:
        if self._open and self._continues(self._open, line):
            self._open.lines.append(line)
            return
        self._close()
        self._open = _Open([line], line.x0)
        if self._indents and line.x0 <= self._indents[0] + _STEP:
            self._indents.clear()

    def _continues(self, open_: _Open, line: Line) -> bool:
        """Whether a line goes on with the paragraph or item."""
        last = open_.lines[-1]
        unfinished = not ends_sentence(last.text)
        low = line.opens_low and unfinished
        if abs(last.size - line.size) > 0.07 * last.size or _ENTRY.search(last.text):
            return False
        if last.region != line.region or last.page != line.page:
            return unfinished and (low or (not fits(last, line) and last.bold == line.bold and _is_long(last) and self._is_below(open_, line)))
        if not self._is_close(last, line, 1.7 if low else 1.0):
            return False
        if open_.depth is not None and line.x0 < open_.hang - _STEP:
            return line.x0 >= open_.lines[0].x0 - _STEP and (low or (unfinished and not fits(last, line)))
        if low:
            return True
        if open_.depth is None and not _same_margin(open_, line) and (not unfinished or fits(last, line)):
            return False
        if fits(last, line) and not dangles(last.text):
            tight = line.baseline - last.baseline <= _TIGHT * self._pitch[line.region] * line.size
            return unfinished and tight and not _LONE.fullmatch(line.plain) and last.bold == line.bold and last.x1 - last.left >= 0.6 * (last.right - last.left)
        return True

    def _is_below(self, open_: _Open, line: Line) -> bool:
        """Whether the first line of another column or page begins where the text of an item does; that of a paragraph may begin anywhere."""
        return open_.depth is None or abs(line.x0 - open_.hang) <= _STEP

    def _is_close(self, line: Line, after: Line, times: float = 1.0) -> bool:
        """Whether a line stands no further below another than lines of one paragraph do."""
        pitch = self._pitch[line.region]
        return -0.2 <= (after.baseline - line.baseline) / line.size <= max(pitch * 1.22 + 0.08, pitch * times)

    def _close(self) -> None:
        if self._open is None:
            return
        lines, page = self._open.lines, self._open.lines[0].page
        text = self._healer.heal(lines)[self._open.bullet :].strip()
        if self._open.depth is not None and text:
            self._found.append(Item(text, self._open.depth, page, label=self._open.label))
        elif text:
            larger = self._headings and all(self._styles.level_of(line) is not None for line in lines)
            self._found.append(Paragraph(text, page, bold=all(line.bold for line in lines) or larger))
        self._open = None


def _same_margin(open_: _Open, line: Line) -> bool:
    """Whether a line begins where the next line of a paragraph does: below the last one, or left of an indented first one."""
    last = open_.lines[-1]
    indent = line.x0 - last.x0
    return abs(indent) <= 0.8 * line.size or (len(open_.lines) == 1 and indent < 0)


def _is_long(line: Line) -> bool:
    return line.x1 - line.x0 >= _LONG * line.size


def _is_tight(line: Line, after: Line) -> bool:
    return after.baseline - line.baseline <= 1.35 * line.size
