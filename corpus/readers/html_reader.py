"""Web pages as documents: what a person sees of their content, in reading order.

The page is parsed, what is not seen or not content is taken out, linked notes are set aside, and what is left is walked
block by block. Other readers bring their files to HTML and read it the same way.
"""

from __future__ import annotations

import re
from pathlib import Path

from bs4 import BeautifulSoup

from corpus.elements import Document, Note
from corpus.errors import DocumentError
from corpus.readers.decoding import LARGEST, decode, read_bytes
from corpus.readers.html_blocks import BlockReader, Place
from corpus.readers.html_content import drop_unseen, find_content, is_outside, unfold
from corpus.readers.html_footnotes import settle_notes
from corpus.readers.html_notes import take_notes
from corpus.readers.html_parsing import parse
from corpus.readers.html_styles import read_sheets
from corpus.readers.html_text import render, tidy
from corpus.readers.html_visible import drop_hidden

_CHARSET = re.compile(rb"""<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.I)
_BETWEEN = re.compile(r"\s+(?:[|–—»·•:-]|::|&#124;)\s+")


def read_html(path: Path) -> Document:
    """A web page that was saved to a file; nothing that it names is fetched.

    Raises:
        DocumentError: If the file cannot be opened, is no text, or shows no text.
    """
    data = read_bytes(path, LARGEST)
    told = _CHARSET.search(data[:4096])
    return read_markup(decode(data, path, told.group(1).decode("ascii", "replace") if told else None), path)


def read_markup(html: str, path: Path, line: int = 0) -> Document:
    """HTML that another file is, or was brought to.

    Args:
        html: The markup.
        path: The file that it comes from.
        line: How many lines of the file stand before it. Elements within one with `corpus.readers.html_content.LINE_MARK` stand on the line it names.

    Raises:
        DocumentError: If it shows no text or cannot be parsed.
    """
    try:
        return _read(html, path, line)
    except RecursionError as error:
        raise DocumentError(path, "is nested too deep to be read; save it anew from the program that wrote it") from error


def _read(html: str, path: Path, line: int) -> Document:
    soup = parse(html, path)
    sheet = read_sheets(soup)
    title = soup.title.get_text() if soup.title else ""
    for tag in soup.find_all(["style", "title"]):
        tag.decompose()
    drop_unseen(soup)
    warned = drop_hidden(soup, sheet, unfold(soup), is_outside)
    linked = take_notes(soup, line)
    content = find_content(soup)
    reader = BlockReader(Place(path, line))
    elements = reader.read(content)
    notes: dict[str, Note] = {}
    for number, note in enumerate(linked):
        text = BlockReader(Place(path, line)).gather(note.body)
        if said := render(re.sub(rf"^\W{{0,2}}{re.escape(note.label)}(?:[\]).:]+\s*|\s+)", "", text)):
            notes[str(number)] = Note(note.label, said, None, note.line)
    settled = tuple(settle_notes(elements, notes))
    if not settled:
        raise DocumentError(path, "shows no text; if pictures or a script make up what is seen when it is opened, save it as PDF with its text")
    return Document(settled, _title(title, soup), tuple(warned))


def _title(text: str, soup: BeautifulSoup) -> str | None:
    """A page's title, without the name of the site if a heading of the page says which side of a line that is."""
    title = tidy(text)
    headings = [_plain(h1.get_text(" ")) for h1 in soup.find_all("h1")]
    sides = [side for cut in _BETWEEN.finditer(title) for side in (title[: cut.start()], title[cut.end() :])]
    for side in [*sides, *_BETWEEN.split(title)]:
        if _plain(side) and _plain(side) in headings:
            return side
    return title or None


def _plain(text: str) -> str:
    return "".join(c for c in text.lower() if c.isalnum())
