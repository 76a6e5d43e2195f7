"""PDF files as documents: headings, paragraphs, lists, tables and footnotes from where the file draws its letters."""

from __future__ import annotations

import io
import logging
import re
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFEncryptionError, PDFPasswordIncorrect
from pdfminer.pdfpage import PDFPage
from pdfplumber.page import Page
from pdfplumber.pdf import PDF

from corpus.elements import Document
from corpus.errors import DocumentError
from corpus.readers.pdf_pages import PageContent, build_elements, read_page

_MOST_PAGES = 2000
_TAIL = 4096
"""Bytes at the end of a file in which a PDF says that it is complete."""
_DAMAGED = "damaged or cut short; get the file again, or open it in a PDF viewer and save it under a new name"
_SCANNED = "no text on any page, so it seems to be scanned; run a text recognition such as ocrmypdf first"
_UNKNOWN = "\ufffd"
_NO_TITLE = re.compile(
    r"\(?untitled\)?.*|\(?anonymous\)?|microsoft \w+ - .*|.*\.(?:pdf|docx?|indd|odt|rtf|html?|pptx?|pages)|document\s?\d*|powerpoint presentation|layout \d+",
    re.I,
)


def read_pdf(path: Path) -> Document:
    """Read a PDF file.

    Returns:
        Its content in reading order with page numbers from 1. Running heads and feet, page numbers, marks of footnotes and hidden text are
        left out; hidden text and pages without text are named in the warnings. What heads and feet say is in the margins, also that of a
        foot that stands only once, which is kept in the elements too.

    Raises:
        DocumentError: If it cannot be opened, is encrypted, damaged or cut short, has no page, more than 2,000 pages, or no text.
    """
    data = _bytes(path)
    with _quiet():
        try:
            with pdfplumber.open(io.BytesIO(data)) as pdf:
                return _read(path, pdf)
        except DocumentError:
            raise
        except Exception as error:
            raise DocumentError(path, _reason(error)) from error


def _read(path: Path, pdf: PDF) -> Document:
    count = sum(1 for _ in islice(PDFPage.create_pages(pdf.doc), _MOST_PAGES + 1))
    if count > _MOST_PAGES:
        raise DocumentError(path, f"more than {_MOST_PAGES:,} pages; divide it into smaller files")
    if not count:
        raise DocumentError(path, f"no page in it: {_DAMAGED}")
    pages: list[PageContent] = []
    notices: list[str] = []
    for page in pdf.pages:
        content, hidden = _read_page(path, page)
        pages.append(content)
        notices += hidden
        page.close()
    empty = [page.number for page in pages if not page.every]
    if len(empty) == len(pages):
        raise DocumentError(path, f"{_SCANNED}. {' '.join(notices)}".strip(". ") if notices else _SCANNED)
    notices += _unreadable(path, pages)
    if empty:
        notices.append(f"{_pages(empty)} without text; if they are pictures of text, run a text recognition such as ocrmypdf.")
    elements, margins = build_elements(pages)
    return Document(tuple(elements), _title(pdf.metadata), tuple(notices), margins)


def _read_page(path: Path, page: Page) -> tuple[PageContent, list[str]]:
    try:
        return read_page(page)
    except Exception as error:
        raise DocumentError(path, f"page {page.page_number}: {_DAMAGED}") from error


def _bytes(path: Path) -> bytes:
    """The bytes of a file that is a complete PDF by its first and last ones."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise DocumentError(path, f"cannot be opened ({error.strerror or error}); check the path and its permissions") from error
    if not data.strip():
        raise DocumentError(path, "the file is empty; get it again")
    if b"%PDF-" not in data[:1024]:
        raise DocumentError(path, "not a PDF file, though it may be named one; check what it is and name it accordingly")
    if b"%%EOF" not in data[-_TAIL:] or b"startxref" not in data[-_TAIL:]:
        raise DocumentError(path, _DAMAGED)
    return data


def _reason(error: BaseException) -> str:
    """What an exception of pdfminer means, and the remedy."""
    cause: BaseException | None = error
    while cause is not None:
        inner = next((one for one in cause.args if isinstance(one, BaseException)), None)
        if isinstance(cause, PDFPasswordIncorrect):
            return "encrypted and needs a password; save it without one first"
        if isinstance(cause, PDFEncryptionError):
            return "encrypted in a way that cannot be read; save it without encryption first"
        cause = inner or cause.__cause__
    return _DAMAGED


def _unreadable(path: Path, pages: Sequence[PageContent]) -> list[str]:
    """A warning for letters whose font does not say what they are.

    Raises:
        DocumentError: If most are of that kind.
    """
    lost = {page.number: sum(line.text.count(_UNKNOWN) for line in page.every) for page in pages}
    total = sum(len(line.text) for page in pages for line in page.every)
    if sum(lost.values()) > 0.3 * total:
        raise DocumentError(path, "its fonts do not say which letters they draw; run a text recognition such as ocrmypdf --force-ocr first")
    numbers = [number for number, times in lost.items() if times]
    return [f"{_pages(numbers)} with letters that cannot be read, shown as {_UNKNOWN}; compare the text with the file."] if numbers else []


def _pages(numbers: Sequence[int]) -> str:
    return f"Page{'s' if len(numbers) > 1 else ''} {', '.join(map(str, numbers))}"


def _title(metadata: dict[str, Any]) -> str | None:
    """The title of a file's properties, unless it is a file name or what a program puts there."""
    title = " ".join(str(metadata.get("Title") or "").replace("\x00", "").split())
    if not re.search(r"[^\W\d_]{2}", title) or _NO_TITLE.fullmatch(title) or re.search(r"[/\\]\S+[/\\]", title):
        return None
    return None if " " not in title and re.search(r"[_\d]|\w-\w", title) else title


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep the warnings and log lines of the PDF libraries to themselves: what matters of them is raised or told in the document's warnings."""
    loggers = [logging.getLogger(name) for name in ("pdfminer", "pdfplumber")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
