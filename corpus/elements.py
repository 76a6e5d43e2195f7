"""What every reader makes of a file: its visible content in reading order, before anybody asks what it means."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that stands over what follows. `level` is 1 for the highest, 0 where the file does not tell; `term` when what follows defines it."""

    text: str
    level: int
    page: int | None = None
    line: int = 0
    term: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text, its lines healed into one. `bold` when all of it is set apart as a heading would be."""

    text: str
    page: int | None = None
    line: int = 0
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list, without its bullet or number. `depth` is 0 for the outermost list; `label` its number ("1") or empty."""

    text: str
    depth: int = 0
    page: int | None = None
    line: int = 0
    label: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: `label` is its marker ("3", "*"), `text` what it says. It stands directly after the element that it explains."""

    label: str
    text: str
    page: int | None = None
    line: int = 0


Content = Paragraph | Item | Note
Cell = tuple[Content, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells; a table that a page break divides is one table. `header` when the first row names the columns."""

    rows: tuple[tuple[Cell, ...], ...]
    header: bool = False
    page: int | None = None
    line: int = 0


Element = Heading | Paragraph | Item | Note | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A file as it was read.

    Attributes:
        elements: Its content in reading order, without page headers, page footers, hidden text and the markers of footnotes.
        title: The title that the file gives for itself (its properties, an HTML title), if any; a heading within the text is no title.
        margins: What stands at the top or bottom of its pages, each once; it often names the association and the edition.
        warnings: What a person should look at before trusting it, each a sentence: hidden text that was left out, pages without text.
    """

    elements: tuple[Element, ...]
    title: str | None = None
    warnings: tuple[str, ...] = field(default=())
    margins: tuple[str, ...] = field(default=())
