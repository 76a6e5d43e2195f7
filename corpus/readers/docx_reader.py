"""Word files as documents: their parts are made plain, converted to HTML and read as such."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import mammoth  # type: ignore[import-untyped]

from corpus.elements import Document
from corpus.errors import DocumentError
from corpus.readers.docx_cleaning import END, HEADING, ITEM, LABEL, Cleaner
from corpus.readers.docx_package import open_package
from corpus.readers.docx_pages import PAGE, mark_pages
from corpus.readers.docx_styles import Numbering, Styles
from corpus.readers.html_content import LINE_MARK, PAGE_MARK
from corpus.readers.html_lists import ITEM_MARK, LABEL_MARK
from corpus.readers.html_reader import read_markup
from corpus.readers.html_visible import name_texts

_STYLES = "\n".join([*(f"p.{HEADING}{level} => h{level}:fresh" for level in range(1, 7)), "u => u"])
_TEXTS = ("document", "footnotes", "endnotes")
_NO_TITLE = re.compile(r"(?:document|doc|untitled|title|microsoft word.*|word document|powerpoint presentation)[\s\d-]*|.*\.(?:docx?|dotx?|pdf|rtf|odt)", re.I)


def read_docx(path: Path) -> Document:
    """A Word file. Comments, deleted revisions, page headers and footers, pictures and hidden text are left out.

    Raises:
        DocumentError: If it is no Word document that can be opened, or shows no text.
    """
    parts = open_package(path).parts
    try:
        html, hidden = _convert(parts)
    except RecursionError as error:
        raise DocumentError(path, "is nested too deep to be read; save it anew from Word") from error
    except Exception as error:  # The converter raises what it likes at XML that is no Word document.
        raise DocumentError(path, "is not built as a Word document is; open it in Word and save it anew") from error
    document = read_markup(html, path)
    return replace(document, title=_title(parts, path), warnings=(*name_texts("Hidden", hidden), *document.warnings))


def _convert(parts: Mapping[str, ElementTree.Element]) -> tuple[str, list[str]]:
    """The HTML of a document, and the texts that nobody would see in it."""
    styles = Styles(parts.get("styles"))
    cleaner = Cleaner(styles, Numbering(parts.get("numbering"), styles), parts.get("settings"))
    for name in _TEXTS:
        if name in parts:
            cleaner.clean(parts[name])
    paged = mark_pages(parts["document"])
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name in _TEXTS:
            if name in parts:
                archive.writestr(f"word/{name}.xml", ElementTree.tostring(parts[name], encoding="utf-8"))
    packed.seek(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        html = str(mammoth.convert_to_html(packed, style_map=_STYLES, include_embedded_style_map=False, convert_image=lambda image: []).value)
    html = re.sub(f"<p>((?:{PAGE}\\d+{END})?){ITEM}(\\d+){LABEL}([^{END}]*){END}", rf'<p {ITEM_MARK}="\2" {LABEL_MARK}="\3">\1', html)
    html = re.sub(f"{PAGE}(\\d+){END}", rf'<span {PAGE_MARK}="\1"></span>', html)
    html = re.sub(f"{ITEM}\\d+{LABEL}[^{END}]*{END}", "", html)
    # Lines of the HTML say nothing about the file.
    return f'<div {LINE_MARK}="0"{f" {PAGE_MARK}=1" if paged else ""}>{html}</div>', cleaner.hidden


def _title(parts: Mapping[str, ElementTree.Element], path: Path) -> str | None:
    """The title among the properties of a file, unless it is one that a program or a file name put there."""
    core = parts.get("core")
    told = core.findtext("{http://purl.org/dc/elements/1.1/}title") if core is not None else None
    title = " ".join((told or "").split())
    named = title.lower() == path.stem.lower() and (" " not in title or "_" in title)
    return None if not any(c.isalpha() for c in title) or named or _NO_TITLE.fullmatch(title) else title
