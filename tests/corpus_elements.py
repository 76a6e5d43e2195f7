"""Elements in one line each, for tests of readers."""

from __future__ import annotations

from pathlib import Path

from corpus.elements import Document, Element, Heading, Item, Note, Paragraph, Table
from corpus.readers.html_reader import read_markup


def shown(element: Element) -> str:
    """An element: "#1 " and so on for headings, "** " for bold, "- " indented by depth, "^ " for notes, "T " or "t " for tables with or without a header."""
    match element:
        case Heading():
            return f"#{element.level} {element.text}"
        case Paragraph():
            return f"** {element.text}" if element.bold else element.text
        case Item():
            return "  " * element.depth + f"- {element.label + ' ' if element.label else ''}{element.text}"
        case Note():
            return f"^{element.label} {element.text}"
        case Table():
            rows = [" | ".join(" / ".join(shown(content).removeprefix("** ").lstrip() for content in cell) for cell in row) for row in element.rows]
            return ("T " if element.header else "t ") + " || ".join(rows)


def read_page(html: str) -> Document:
    """A page that is this markup."""
    return read_markup(html, Path("page.html"))


def html_lines(html: str) -> list[str]:
    """The elements of a page that is this markup."""
    return [shown(element) for element in read_page(html).elements]
