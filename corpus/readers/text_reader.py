"""Plain text, read: headings and row names known by the vocabulary or by their form, broken lines joined, columns told apart."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from corpus.elements import Content, Document, Element, Heading, Item, Note, Paragraph, Table
from corpus.labels import FILLERS, SURELY, Labels, Meaning
from corpus.quantities import quantities
from corpus.readers.decoding import read_text
from corpus.readers.html_reader import read_markup
from corpus.readers.text_columns import divide_columns
from corpus.readers.text_healing import Healer
from corpus.readers.text_lines import BULLET, Line, clean, read_lines
from corpus.readers.text_notes import place_notes
from corpus.readers.text_unmixing import unmix

_ITEM = re.compile(rf"\s*(?:({BULLET}|[*‣–—]|-(?=\s)|o(?=\s)|◦|○)|(\d{{1,2}}|[a-zA-Z]|[ivx]{{1,4}}|[IVX]{{1,4}})[.)]|\(([\da-zA-Z]{{1,3}})\))\s+(?=\S)")
_TERM = re.compile(r"([A-Z][^.:;?!]{1,90}?)\s*:\s+(?=\S)")
_TAG = re.compile(r"</?(?:p|ul|ol|li|i|b|em|strong|br|a|table|tr|td)\b[^>]*>", re.I)
_ENDED = re.compile(r"[.!?:][\"”’)\]]*\s*$")
_GOES_ON = re.compile(r"(?:[&/,–-]|\b(?:a|an|and|at|by|for|from|in|of|on|or|the|to|with))\s*$", re.I)
_NUMBERED = re.compile(r"(?:(?:section|part)\s+)?(\d{1,2}(?:\.\d{1,2})*)[.):]?\s+(?=[A-Z])", re.I)
_LABEL = re.compile(r"[A-Z][^.:;?!]{2,70}:\s+\S")
_LEADERS = re.compile(r"\.{4,}|(?:\. ){4,}|…{2,}")
_UNITS = frozenset({"hours", "years", "months", "weeks", "days", "dollars", "percent"})
_FEW = 3
"""Empty lines up to which nothing tells that a text is set in double spacing."""
_BRIEF = 30
"""Lines up to which the longest tells how wide a text is set; of more, one in ten may be longer."""
_WIDE = 10
"""Words from which a line is no heading by its form alone."""


def read_plain(path: Path, labels: Labels) -> Document:
    """A plain text file as elements.

    Args:
        path: The file.
        labels: The names of headings and table rows that the vocabulary knows.

    Raises:
        DocumentError: If the file is empty or no text.
    """
    return read_plain_text(read_text(path), labels)


def read_plain_text(text: str, labels: Labels) -> Document:
    """A plain text as elements."""
    lines, notes, margins = read_lines(text)
    elements = _Joiner(lines, labels, frozenset(note.label for note in notes)).join()
    return Document(tuple(_listed(place_notes(unmix(elements, labels), notes))), margins=margins)


class _Joiner:
    """Joins lines to headings, paragraphs, items and tables."""

    def __init__(self, lines: Sequence[Line], labels: Labels, markers: frozenset[str] = frozenset()) -> None:
        self._lines, self._labels, self._markers = lines, labels, markers
        self._healer = Healer(lines)
        self._found: list[Element] = []
        self._open: list[str] = []
        self._item: re.Match[str] | None = None
        self._first = Line("", 0, None)
        self._last = Line("", 0, None)
        widths = sorted(len(line.text) for line in lines) or [0]
        self._width = widths[len(lines) * 9 // 10 if len(lines) > _BRIEF else -1]
        spaced = [line.text.lstrip()[:1].islower() for line in lines if line.blanks == 1]
        self._double = len(spaced) > max(_FEW, 0.35 * len(lines)) and sum(spaced) > 0.2 * len(spaced)
        self._compared = {key for key in labels.vocabulary.parts if key in {"requirements", "renewal", "fees"}}
        self._part: str | None = None

    def join(self) -> list[Element]:
        """The elements of all lines, in order."""
        at = 0
        while at < len(self._lines):
            at += self._tabled(at) or self._columned(at) or self._single(at)
        self._close()
        return self._found

    def _single(self, at: int) -> int:
        """Read one line, or the two that a heading takes; how many."""
        line = self._lines[at]
        below = self._lines[at + 1] if at + 1 < len(self._lines) else Line("", 0, None)
        text = line.text.strip()
        bare = text.removeprefix(BULLET).strip()
        if re.fullmatch(r"[=_~*-]{4,}", text):
            if len(self._open) == 1 and not line.blanks and text[0] in "=-":
                self._headed(self._open.pop(), self._first)
            return 1
        if line.starts_page and at and self._labels.is_association(bare):
            return 1
        if re.fullmatch(r"\d{1,2}", text) and text in self._markers:
            return 1
        if used := self._heading(line, below, bare if text.startswith(BULLET) and self._is_title(bare) else text):
            return used
        listed = text.startswith(BULLET) and self._item is None
        if self._part == "glossary" and (term := _TERM.match(bare)) and (listed or self._may_begin(line)):
            self._headed(term.group(1), line, term=True)
            self._begin(bare[term.end() :], line)
            return 1
        if (item := _ITEM.match(line.text)) and not self._is_wrapped(item, line):
            self._close()
            self._item = item
            self._begin(line.text[item.end() :].strip(), line)
            return 1
        begins = self._may_begin(line) or (len(self._open) == 1 and self._is_labelled(self._open[0]))
        labelled = begins and self._is_labelled(text)
        if self._open and (labelled or _LEADERS.search(self._last.text) or not self._continues(line)):
            self._close()
        self._begin(text, line) if not self._open else self._open.append(text)
        self._last = line
        return 1

    def _heading(self, line: Line, below: Line, text: str) -> int:
        """Take a heading: a line that the vocabulary knows as a whole, a row name that text follows, or a title by its form."""
        if not (text[:1].isupper() or text[:1].isdigit()) or (self._open and not self._may_begin(line)) or self._numbered(line, below):
            return 0
        if _is_figured(text):
            end = self._labels.row(text, below.text.strip()) if self._part in self._compared else 0
            return self._row(line, below, text, end) if end else 0
        number = _NUMBERED.match(text)
        stripped = text[number.end() :].rstrip(": ") if number else re.sub(r"^[A-Z] (?=[A-Z])", "", text.rstrip(": "))
        alone = len(stripped.split()) <= 5 and (bool(number) or ((line.blanks > 0 or line.starts_page) and below.blanks > 0))
        joined = f"{stripped} {below.text.strip()}" if not _NUMBERED.match(below.text.strip()) else ""
        halved = _GOES_ON.search(stripped) or not self._whole(below.text.strip()) or not self._labels.meaning(stripped).known
        broken = below.blanks < 2 and not _ENDED.search(text) and self._whole(joined) and halved
        exact = broken or (below.blanks < 2 and self._is_exact(joined))
        if self._whole(stripped, alone) and not _GOES_ON.search(stripped) and not (exact and (below.text.lstrip()[:1].islower() or self._is_exact(joined))):
            self._headed(text.rstrip(": "), line, level=_depth(number))
            return 1
        if exact:
            self._headed(f"{number.group() if number else ''}{joined}", line, level=_depth(number))
            return 2
        titled = self._is_title(stripped) or _depth(number) > 1
        if number and titled and (line.blanks or line.starts_page) and below.blanks and len(stripped.split()) <= _WIDE and not _ENDED.search(text):
            self._headed(text, line, level=_depth(number))
            return 1
        if self._part in self._compared and (end := self._labels.row(text, below.text.strip())):
            return self._row(line, below, text, end)
        if self._is_title(text) and (not self._open or line.blanks > 1 or line.starts_page or _ENDED.search(self._open[-1])) and not _ENDED.search(text):
            self._headed(text, line)
            return 1
        return 0

    def _numbered(self, line: Line, below: Line) -> bool:
        """Whether a line is one of several numbered ones, which list categories or topics and head nothing."""
        item, next_item = _ITEM.match(line.text), _ITEM.match(below.text)
        if not item or not (item.group(2) or item.group(3)):
            return False
        return bool(next_item and (next_item.group(2) or next_item.group(3)) and below.blanks < 3) or self._item is not None

    def _row(self, line: Line, below: Line, text: str, end: int) -> int:
        """Take a row of a table whose columns are run together: its name, and the text behind it."""
        said = f"{text} {below.text.strip()}"
        used = 2 if end > len(text) else 1
        rest = (said if used == 2 else text)[end:].lstrip(": ")
        self._headed(said[:end].strip(), line)
        if rest:
            self._start(rest, below if used == 2 else line)
        return used

    def _start(self, text: str, line: Line) -> None:
        """Open a paragraph, or an item where the text begins with a bullet or number."""
        if item := _ITEM.match(text):
            self._close()
            self._item = item
        self._begin(text[item.end() :] if item else text, line)

    def _whole(self, text: str, alone: bool = False) -> bool:
        """Whether the vocabulary knows all of a heading; one that does not stand alone is written with capital letters."""
        if not text or len(text.split()) > _WIDE + 2 or not text[0].isupper() or text.endswith((",", ".")):
            return False
        if self._designated(text):
            return True
        meaning: Meaning = self._labels.meaning(text)
        long = [word for word in re.findall(r"[A-Za-z]\w{3,}", text) if word.lower() not in FILLERS]
        titled = alone or text.isupper() or all(word[0].isupper() for word in long)
        return meaning.known and meaning.share > SURELY and titled and not self._labels.columns(text)

    def _is_exact(self, text: str) -> bool:
        """Whether the vocabulary has a heading in just these words."""
        said = text.replace("&", " and ")
        return bool(self._labels.vocabulary.topic_of(said) or self._labels.vocabulary.part_of(said))

    def _designated(self, text: str) -> bool:
        """Whether a line is nothing but the name of a designation ("Clinical")."""
        categories = self._labels.vocabulary.categories
        return any(self._labels.designation(text, key) for key, entry in categories.items() if not entry.within)

    def _is_labelled(self, text: str) -> bool:
        """Whether a text begins with a name that the vocabulary knows, and a colon."""
        return bool(_LABEL.match(text)) and self._labels.meaning(text.partition(":")[0]).share > SURELY

    def _is_title(self, text: str) -> bool:
        """Whether a line is a title by its form: short, in capitals or with a capital for each longer word."""
        said = re.findall(r"[^\W\d_]+", text)
        if not said or len(said) > _WIDE or len(text) > 90 or re.search(r"[.,;-]$|\d{3,}|\$|@|//", text):
            return False
        long = [word for word in said if len(word) > 3]
        capitals = sum(word[0].isupper() for word in said)
        return bool(long) and (text.isupper() or (all(word[0].isupper() for word in long) and said[0][0].isupper() and 1 < len(said) <= 2 * capitals))

    def _may_begin(self, line: Line) -> bool:
        """Whether something new may begin on a line: above it a sentence has ended, or room is left."""
        return not self._open or line.blanks > 1 or line.starts_page or bool(_ENDED.search(self._open[-1])) or len(self._last.text) < 0.7 * self._width

    def _continues(self, line: Line) -> bool:
        """Whether a line goes on with what is open."""
        text, before = line.text.strip(), self._open[-1]
        lower = text[:1].islower() or text[:1] in "(&/"
        if self._item is None and line.starts_page and not lower:
            return False
        if re.search(r"[,/&–-]$", before) or (lower and not _ENDED.search(before)):
            return line.blanks < 2 or line.starts_page or bool(re.search(r"[,-]$", before))
        if line.blanks > 1:
            return False
        if line.blanks and _ENDED.search(before):
            return False
        indent = len(line.text) - len(line.text.lstrip())
        if line.blanks and not self._double and indent == 0 and len(self._last.text) < 0.5 * self._width and (self._item is None or text[:1].isupper()):
            return False
        uneven = len(self._last.text) < 0.5 * self._width and len(text) > 0.7 * self._width
        if self._item and indent == 0 and text[:1].isupper() and uneven and not _GOES_ON.search(before):
            return False
        return not (before.endswith(":") or (_ENDED.search(before) and len(self._last.text) < 0.6 * self._width))

    def _is_wrapped(self, item: re.Match[str], line: Line) -> bool:
        """Whether what looks like the number of an item is the end of a sentence ("within\\n2. …" is none; "Level\\nI. …")."""
        label = item.group(2) or ""
        if label.isdigit():
            last = next((e for e in reversed(self._found) if isinstance(e, Item)), None)
            known = {"1", str(int(self._item.group(2)) + 1) if self._item and (self._item.group(2) or "").isdigit() else "", _after(last)}
            return label not in known and bool(self._open) and not _ENDED.search(self._open[-1])
        return bool(label) and bool(self._open) and not line.blanks and not _ENDED.search(self._open[-1]) and len(label) == 1 and label not in "aAbBcCdDI"

    def _begin(self, text: str, line: Line) -> None:
        if self._open and self._item is None:
            self._close()
        self._open, self._first, self._last = [text], line, line

    def _headed(self, text: str, line: Line, term: bool = False, level: int = 0) -> None:
        self._close()
        if not term:
            self._part = self._labels.meaning(text).part or self._part
        self._found.append(Heading(" ".join(text.split()), level, line.page, line.number, term))
        self._last = line

    def _close(self) -> None:
        text = ""
        for part in self._open:
            text = self._healer.join(text, part.strip())
        text = re.sub(r"(?<=®) (?=[,.;:)])", "", " ".join(text.split()))
        if text and self._item:
            mark, label = self._item.group(1) or "", self._item.group(2) or self._item.group(3) or ""
            depth = 1 if mark in {"o", "◦", "○", "–", "—"} else 0
            self._found.append(Item(text, depth, self._first.page, self._first.number, label))
        elif text:
            self._found.append(Paragraph(text, self._first.page, self._first.number))
        self._open, self._item = [], None

    def _tabled(self, at: int) -> int:
        """Take the rows of a table whose cells are divided by tabs or bars, or whose columns categories head; how many lines."""
        rows: list[list[str]] = []
        while at + len(rows) < len(self._lines):
            line = self._lines[at + len(rows)]
            said = sum(not re.fullmatch(r"[-:=\s]*", "".join(row)) for row in rows)
            if rows and (line.blanks > 2 or (line.blanks and (said > 1 or "\t" not in self._lines[at].text))):
                break
            cells = _cells(line.text)
            if cells is None:
                break
            rows.append(cells)
        if rows:
            self._close()
            self._tables(rows, self._lines[at])
            return len(rows)
        if columns := self._labels.columns(self._lines[at].text):
            return self._fees(at, columns)
        return 0

    def _tables(self, rows: Sequence[Sequence[str]], line: Line) -> None:
        held: list[tuple[tuple[Content, ...], ...]] = []
        for cells in rows:
            if all(re.fullmatch(r"[-:=\s]*", cell) for cell in cells):
                continue
            filled = [cell for cell in cells if cell.strip()]
            meaning = self._labels.meaning(filled[0]) if len(filled) == 1 else Meaning()
            if len(filled) == 1 and (meaning.part or meaning.categories):
                if held:
                    self._found.append(Table(tuple(held), False, line.page, line.number))
                    held = []
                self._headed(filled[0], line)
                continue
            held.append(tuple(self._cell(cell, line) for cell in cells))
        if held:
            self._found.append(Table(tuple(held), False, line.page, line.number))

    def _cell(self, text: str, line: Line) -> tuple[Content, ...]:
        """A cell: what its tags say, or its text."""
        if not _TAG.search(text):
            return (Paragraph(" ".join(text.split()), line.page, line.number),) if text.strip() else ()
        elements = read_markup(text, Path("cell"), line.number).elements
        return tuple(e for e in elements if isinstance(e, Paragraph | Item | Note))

    def _fees(self, at: int, columns: Sequence[str]) -> int:
        """Take rows of a name and as many figures as categories head the columns."""
        rows: list[tuple[tuple[Content, ...], ...]] = []
        names = [self._labels.vocabulary.categories[key].name for key in columns]
        used = 1
        for line in self._lines[at + 1 :]:
            figures = list(re.finditer(r"(?<!\S)\$?\d[\d,.]*(?:\s*(?:hours|hrs|years))?(?!\S)|(?<!\S)(?:none|n/a|free|–|—|-)(?!\S)", line.text, re.I))
            if len(figures) != len(columns):
                break
            cells = [line.text[: figures[0].start()].strip(), *(match.group() for match in figures)]
            rows.append(tuple((Paragraph(cell, line.page, line.number),) for cell in cells))
            used += 1
        if not rows:
            return 0
        self._close()
        first = self._lines[at]
        head: tuple[tuple[Content, ...], ...] = ((), *((Paragraph(name, first.page, first.number),) for name in names))
        self._found.append(Table((head, *rows), True, first.page, first.number))
        return used

    def _columned(self, at: int) -> int:
        """Take a table whose columns blanks keep apart; how many lines."""
        below = self._lines[at + 1] if at + 1 < len(self._lines) else None
        numbered = _NUMBERED.match(self._lines[at].text.strip()) and below is not None and below.blanks > 0
        rows, used = ([], 0) if numbered else divide_columns(self._lines[at:], self._labels)
        if not used:
            return 0
        self._close()
        line = self._lines[at]
        cells = [tuple(self._elements(cell) for cell in row) for row in rows]
        self._found.append(Table(tuple(cells), False, line.page, line.number))
        return used

    def _elements(self, lines: Sequence[Line]) -> tuple[Content, ...]:
        """The lines of one cell, joined."""
        inner = _Joiner(lines, self._labels)
        elements = [Paragraph(e.text, e.page, e.line) if isinstance(e, Heading) else e for e in inner.join()]
        return tuple(e for e in elements if isinstance(e, Paragraph | Item | Note))


def _is_figured(text: str) -> bool:
    """Whether a line names something and goes on with its figure ("Level II: 20 hours"), or with the page that it stands on, and is thus no heading."""
    figures = [q for q in quantities(text) if q.unit in _UNITS and q.start > 0 and "(" not in text[: q.start]]
    return bool(figures or _LEADERS.search(text))


def _depth(number: re.Match[str] | None) -> int:
    """How deep a section is by its number: 1 for "2", 2 for "2.1"; 0 without."""
    return number.group(1).count(".") + 1 if number else 0


def _after(item: Item | None) -> str:
    return str(int(item.label) + 1) if item and item.label.isdigit() else ""


def _cells(text: str) -> list[str] | None:
    """The cells of a row that tabs or bars divide, or None."""
    if "\t" in text.strip() or (text.endswith("\t") and text.strip()):
        return [cell.strip() for cell in text.split("\t")]
    if text.count("|") >= 2 and text.strip().startswith("|"):
        return [cell.strip() for cell in text.strip().strip("|").split("|")]
    return None


def _listed(elements: Sequence[Element]) -> Iterator[Element]:
    """Runs of three and more short paragraphs that are no sentences, as lists."""
    run: list[Paragraph] = []
    for element in (*elements, None):
        if isinstance(element, Paragraph) and len(element.text.split()) <= 8 and not _ENDED.search(element.text) and element.text[:1].islower():
            run.append(element)
            continue
        if len(run) > 2:
            yield from (Item(p.text, 0, p.page, p.line) for p in run)
        else:
            yield from run
        run = []
        if element is not None:
            yield element


__all__ = ["clean", "read_plain", "read_plain_text"]
