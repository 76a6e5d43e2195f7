"""Word files for tests: made by python-docx, with what it cannot write put into their parts."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

from corpus_elements import shown
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.table import _Cell
from docx.text.paragraph import Paragraph as WordParagraph

from corpus.readers.docx_reader import read_docx

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATION = '<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'


def saved(word: WordDocument, tmp_path: Path, notes: Mapping[int, str] | None = None) -> Path:
    """The document as a file, with footnotes that python-docx cannot write."""
    path = tmp_path / "guideline.docx"
    word.save(str(path))
    if notes:
        body = "".join(f'<w:footnote w:id="{n}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> {text}</w:t></w:r></w:p></w:footnote>' for n, text in notes.items())
        separator = '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        relations = parts(path)["word/_rels/document.xml.rels"].replace(b"</Relationships>", f"{RELATION}</Relationships>".encode())
        pack(path, {"word/footnotes.xml": f"<w:footnotes {SPACE}>{separator}{body}</w:footnotes>".encode(), "word/_rels/document.xml.rels": relations})
    return path


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pack(path: Path, changed: Mapping[str, bytes]) -> None:
    """Put other parts into a file, or take those out that are empty."""
    held = {**parts(path), **changed}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            if data:
                archive.writestr(name, data)


def add_xml(paragraph: WordParagraph, xml: str) -> None:
    paragraph._p.append(parse_xml(xml))


def add_note(paragraph: WordParagraph, number: int) -> None:
    add_xml(paragraph, f'<w:r {SPACE}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>')


def lines(word: WordDocument, tmp_path: Path, notes: Mapping[int, str] | None = None) -> list[str]:
    return [shown(element) for element in read_docx(saved(word, tmp_path, notes)).elements]


def cells(word: WordDocument, *rows: tuple[str, ...]) -> list[list[_Cell]]:
    table = word.add_table(rows=len(rows), cols=len(rows[0]))
    for at, row in enumerate(rows):
        for column, text in enumerate(row):
            table.cell(at, column).text = text
    return [list(row.cells) for row in table.rows]
