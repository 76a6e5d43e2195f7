"""The blocks of a page: its tree walked once, in reading order, to headings, paragraphs, items and tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from bs4 import Tag
from bs4.element import NavigableString

from corpus.elements import Element, Heading, Item, Paragraph
from corpus.errors import DocumentError
from corpus.readers.html_content import HEADING_MARK, LINE_MARK, PAGE_MARK
from corpus.readers.html_footnotes import LINK
from corpus.readers.html_lines import Piece, grouped, lines_of
from corpus.readers.html_lists import Pending, number_of, numbers, typed_item
from corpus.readers.html_notes import NOTE_MARK
from corpus.readers.html_parsing import HEADINGS
from corpus.readers.html_styles import style_of
from corpus.readers.html_tables import MOST_CELLS, CellRead, RowRead, arrange
from corpus.readers.html_text import (
    CLOSE,
    MARK,
    OPEN,
    SYMBOLS,
    Nesting,
    clean,
    heads,
    lower,
    mark,
    number_items,
    split_bullets,
    split_label,
    tidy,
)

_BLOCKS = frozenset(
    [
        *["address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "fieldset", "figcaption", "figure"],
        *["footer", "form", "header", "hgroup", "html", "legend", "main", "p", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr"],
    ]
)
_LISTS = frozenset({"ul", "ol", "menu", "dir"})
_LABELS = re.compile(rf"[\[(]?\s*((?:\d{{1,3}}|[a-z]|[{SYMBOLS}]{{1,4}})(?:\s*[,;]\s*(?:\d{{1,3}}|[a-z]|[{SYMBOLS}]{{1,4}}))*)\s*[\])]?")
_SIGNS = {"SM": "℠", "TM": "™", "R": "®", "®": "®", "™": "™", "℠": "℠", "©": "©"}
_ORDINALS = frozenset({"st", "nd", "rd", "th", "er", "re", "e", "o", "a"})
_LONGEST = 200
"""Characters beyond which a heading of HTML is text set large."""


@dataclass(slots=True)
class Place:
    """Where the reading stands: the file, the lines before the markup in it, and the page, if pages are told."""

    path: Path
    lines: int = 0
    page: int | None = None


@dataclass(frozen=True, slots=True)
class _Setting:
    """What holds within an element: bold or plain, how deep its lists are, the line it stands on, and whether line breaks in its text count."""

    bold: bool = False
    depth: int = 0
    line: int = 0
    given: bool = False
    kept: bool = False


@dataclass(slots=True)
class BlockReader:
    """Reads the content of elements into `elements`; `flat` when all of it is to become one text."""

    place: Place
    flat: bool = False
    elements: list[Element] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _open: tuple[_Setting, int | None] | None = None
    _pending: Pending | None = None
    _nesting: Nesting = field(default_factory=Nesting)
    _base: int = 0

    def read(self, tag: Tag, setting: _Setting | None = None) -> list[Element]:
        """The elements that an element holds, with marks in their texts where notes may belong."""
        self._children(tag, self._within(tag, setting or _Setting()))
        self._flush()
        return list(number_items(self.elements))

    def _children(self, tag: Tag, setting: _Setting) -> None:
        for child in tag.children:
            if isinstance(child, Tag):
                self._tag(child, setting)
            elif type(child) is NavigableString:
                self._text(child, setting)

    def _within(self, tag: Tag, setting: _Setting) -> _Setting:
        """The setting within an element."""
        given = tag.get(LINE_MARK)
        if given is not None and str(given).isdigit():
            line, told = int(str(given)), True
        else:
            line, told = (setting.line, True) if setting.given else ((tag.sourceline or 0) + self.place.lines, False)
        return replace(setting, bold=_bold(tag, setting.bold), line=line, given=told, kept=setting.kept or tag.name in {"pre", "xmp"})

    def _tag(self, tag: Tag, setting: _Setting) -> None:
        if tag.has_attr(PAGE_MARK):
            self._page(str(tag[PAGE_MARK]))
        within = self._within(tag, setting)
        handler = _HANDLERS.get(tag.name)
        if tag.has_attr(NOTE_MARK) and str(tag[NOTE_MARK]).isdigit():
            self._add(f"{OPEN}{LINK}{tag[NOTE_MARK]}{CLOSE}", within)
        elif self.flat and tag.name not in {"sup", "sub"}:
            self._space(tag, within)
        elif _level(tag) is not None:
            self._heading(tag, within, _level(tag) or 0)
        elif handler:
            handler(self, tag, within)
        elif item := typed_item(tag):
            self._flush()
            self._pending = item
            self._children(tag, replace(within, depth=item.depth + 1))
            self._flush()
            self._pending = None
        elif tag.name in _BLOCKS or style_of(tag).get("display") in {"block", "list-item", "flex", "grid", "table", "table-row"}:
            self._flush()
            self._children(tag, within)
            self._flush()
        else:
            self._children(tag, within)

    def _page(self, number: str) -> None:
        if re.fullmatch(r"\d{1,6}", number):
            self.place.page = int(number) or None

    def _space(self, tag: Tag, setting: _Setting) -> None:
        """Read an element into one text, words of its blocks apart."""
        apart = tag.name in _BLOCKS | _LISTS | {"br", "hr", "li", "dt", "table", "pre", *HEADINGS}
        if apart:
            self._pieces.append(Piece(" ", None, setting.line))
        self._children(tag, setting)
        if apart:
            self._pieces.append(Piece(" ", None, setting.line))

    def gather(self, tag: Tag, setting: _Setting | None = None) -> str:
        """All of an element's text as one, with marks."""
        reader = BlockReader(self.place, flat=True)
        reader._children(tag, setting or _Setting())
        return tidy("".join(piece.text for piece in reader._pieces))

    # Running text

    def _text(self, text: str, setting: _Setting) -> None:
        said = clean(text)
        if self._open is None and said.strip():
            self._open = (setting, self.place.page)
        parts = said.split("\n") if setting.kept and not self.flat else [said]
        for number, part in enumerate(parts):
            if number:
                self._pieces.append(Piece("", None, setting.line))
            if part:
                self._pieces.append(Piece(part, setting.bold, setting.line))

    def _break(self, tag: Tag, setting: _Setting) -> None:
        self._pieces.append(Piece("", None, setting.line))
        self._children(tag, setting)

    def _rule(self, tag: Tag, setting: _Setting) -> None:
        self._flush()
        self._nesting.close()
        self._children(tag, setting)

    def _raised(self, tag: Tag, setting: _Setting) -> None:
        """A raised text: signs and ordinals join the word before them, labels become marks, anything else is text."""
        said = tidy(clean(tag.get_text()))
        before = "".join(piece.text for piece in self._pieces[-3:]).rstrip()
        labels = _LABELS.fullmatch(MARK.sub(r"\1", said))
        if said in _SIGNS or (said in _ORDINALS and before[-1:].isdigit()):
            self._join()
            self._add(_SIGNS.get(said, said), setting)
        elif labels and not tag.find(lambda inner: inner.has_attr(NOTE_MARK)):
            self._add("".join(mark(label, before) for label in re.split(r"\s*[,;]\s*", labels.group(1))), setting)
        else:
            self._children(tag, setting)

    def _lowered(self, tag: Tag, setting: _Setting) -> None:
        if tag.find(True):
            self._children(tag, setting)
        else:
            self._add(lower(clean(tag.get_text())), setting)

    def _add(self, text: str, setting: _Setting) -> None:
        """Add text that is neither bold nor plain."""
        self._open = self._open or (setting, self.place.page)
        self._pieces.append(Piece(text, None, setting.line))

    def _join(self) -> None:
        """Take away the blanks at the end of the text that has come."""
        while self._pieces and self._pieces[-1].text.isspace():
            self._pieces.pop()
        if self._pieces and self._pieces[-1].text:
            self._pieces[-1] = replace(self._pieces[-1], text=self._pieces[-1].text.rstrip())

    def _flush(self) -> None:
        """Make of the text that has come what its line breaks and bullets say: paragraphs and items."""
        pieces, self._pieces = self._pieces, []
        opened, self._open = self._open, None
        if opened is None:
            return
        setting, page = opened
        for lines in grouped(lines_of(pieces)):
            self._emit(" ".join(line.text for line in lines), lines[0].apart, replace(setting, line=lines[0].line), page)

    def _emit(self, text: str, apart: bool, setting: _Setting, page: int | None) -> None:
        pending, self._pending = self._pending, None
        base = pending.depth if pending else setting.depth
        if base != self._base:
            self._nesting.close()
            self._base = base
        label = pending.label if pending else ""
        if pending and pending.typed:
            label, text = split_label(text)
        for bullet, part in split_bullets(text):
            if bullet:
                self.elements.append(Item(part, base + self._nesting.depth(bullet), page, setting.line, label))
            elif pending:
                self.elements.append(Item(part, pending.depth, page, setting.line, label))
                base = self._base = pending.depth + 1
                self._nesting.close()
            else:
                self._nesting.close()
                self.elements.append(Paragraph(part, page, setting.line, apart and heads(part)))
            label = ""

    # Headings, lists and tables

    def _heading(self, tag: Tag, setting: _Setting, level: int) -> None:
        self._flush()
        self._pending = None
        self._nesting.close()
        page = self.place.page
        text = self.gather(tag, setting)
        if len(MARK.sub("", text)) > _LONGEST:
            self.elements.append(Paragraph(text, page, setting.line))
        elif text:
            self.elements.append(Heading(text, level, page, setting.line))

    def _term(self, tag: Tag, setting: _Setting) -> None:
        self._heading(tag, setting, 0)

    def _list(self, tag: Tag, setting: _Setting) -> None:
        self._flush()
        entries = numbers(tag)
        for child in tag.children:
            if isinstance(child, Tag) and child.name == "li":
                self._entry(child, self._within(child, setting), next(entries))
            elif isinstance(child, Tag):
                self._tag(child, replace(setting, depth=setting.depth + 1) if child.name in _LISTS else setting)
            elif type(child) is NavigableString:
                self._text(child, setting)
        self._flush()

    def _item(self, tag: Tag, setting: _Setting) -> None:
        self._entry(tag, setting, Pending(0, "", False))

    def _entry(self, tag: Tag, setting: _Setting, item: Pending) -> None:
        self._flush()
        self._pending = replace(item, depth=setting.depth)
        self._children(tag, replace(setting, depth=setting.depth + 1))
        self._flush()
        self._pending = None

    def _table(self, tag: Tag, setting: _Setting) -> None:
        self._flush()
        self._nesting.close()
        page = self.place.page
        for caption in tag.find_all("caption", recursive=False):
            if text := self.gather(caption):
                self.elements.append(Paragraph(text, page, setting.line, heads(text)))
        stray = [text for text in tag.find_all(string=True) if text.strip() and text.find_parent(["td", "th", "caption", "table"]) is tag]
        if stray:
            self._text(" ".join(stray), setting)
            self._flush()
        rows = [self._row(row, self._within(row, setting)) for row in tag.find_all("tr") if row.find_parent("table") is tag]
        # A page may begin with a table, which its first cell tells.
        page = next((element.page for row in rows for cell in row.cells for element in cell.content), page)
        arranged = arrange(rows, page, setting.line, str(tag.get("role")) in {"presentation", "none"})
        if arranged is None:
            raise DocumentError(self.place.path, f"holds a table of more than {MOST_CELLS:,} cells; take it out or divide it")
        self.elements += arranged

    def _row(self, row: Tag, setting: _Setting) -> RowRead:
        cells = []
        for cell in row.find_all(["td", "th"]):
            if cell.find_parent("tr") is row:
                reader = BlockReader(self.place)
                content = tuple(reader.read(cell, replace(setting, bold=setting.bold, depth=0)))
                cells.append(CellRead(content, cell.name == "th", number_of(cell, "colspan"), number_of(cell, "rowspan")))
        return RowRead(tuple(cells), row.find_parent(["thead", "table"]).name == "thead")  # type: ignore[union-attr]


_HANDLERS: dict[str, Callable[[BlockReader, Tag, _Setting], None]] = {
    "br": BlockReader._break,
    "hr": BlockReader._rule,
    "sup": BlockReader._raised,
    "sub": BlockReader._lowered,
    "dt": BlockReader._term,
    "li": BlockReader._item,
    "table": BlockReader._table,
    **dict.fromkeys(_LISTS, BlockReader._list),
}


def _level(tag: Tag) -> int | None:
    """The level of a heading, 0 if none is told; None for what is no heading."""
    if tag.name in HEADINGS:
        return int(tag.name[1])
    if tag.get("role") == "heading":
        return number_of(tag, "aria-level", 0)
    return 0 if tag.has_attr(HEADING_MARK) else None


def _bold(tag: Tag, around: bool) -> bool:
    """Whether text in an element is bold or underlined, given that around it."""
    style = style_of(tag)
    weight = style.get("font-weight", "")
    if tag.name == "u" or "underline" in style.get("text-decoration", "") + style.get("text-decoration-line", ""):
        return True
    if re.match(r"bold|[6-9]00", weight):
        return True
    if re.match(r"normal|[1-5]00|lighter", weight):
        return False
    return around or tag.name in {"b", "strong", "th"}
