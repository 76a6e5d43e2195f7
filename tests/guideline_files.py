"""One made-up guideline, written as PDF, DOCX, HTML, Markdown and plain text: what a person reads in it is the same in each."""

from __future__ import annotations

import textwrap
import zipfile
from collections.abc import Callable, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

from docx import Document as Word
from docx.oxml import parse_xml
from pdf_files import BODY, SECTION, SMALL, TITLE, TOPIC, bullets, ruled, write_flowing
from reportlab.platypus import Paragraph

OWNER = "Northvale Association for Infant Mental Health (NVAIMH)"
NAME, DATE = "Guidelines for Endorsement", "Edition of March 2031"
ABOUT = (
    "This booklet says what people who work with babies and their families show when they ask for endorsement. It was written by a "
    "committee of members that met each month for a year, and it was read by families before it was printed.",
    "The committee wanted every rule to stand in one place only. Whoever reads a rule should not have to look for another one, and the "
    "tables of this booklet are therefore long.",
    "The name of what is asked for stands on the left in each table.",
)
NOTE = "Unpaid work in a practicum counts half."
MARK = "¹"
"""Where the footnote's marker stands in a text; each format writes it in its own way."""
Row = tuple[str, str, tuple[str, ...]]
"""The name of a requirement, what is said of it, and a list below that."""
ASSOCIATE: tuple[Row, ...] = (
    ("Education", "Any one of these:", ("A two-year degree in a related field", "A high school diploma and 45 credits in human development")),
    ("Training", "At least 21 clock hours of training within five years. Six of them are about babies.", ()),
    ("Work Experience", "One year of paid work with families of children under three.", ()),
    ("References", "Three reference ratings:", ("One from the current supervisor", "Two from colleagues")),
    ("Code of Ethics", "The code of ethics is signed.", ()),
)
SPECIALIST: tuple[Row, ...] = (
    ("Education", "A bachelor's degree in a related field.", ()),
    ("Training", "At least 38 clock hours of training within five years. Twelve of them are about the relationship of babies and parents.", ()),
    (
        "Work Experience",
        f"Two years of paid work{MARK} with at least ten families of children under three. The work is more than the care of a group of "
        "children, and it is done in the home, in a clinic or in a center for families.",
        (),
    ),
    ("Reflective Supervision", "At least 27 clock hours within two years. They are given by somebody who is endorsed at Level III or IV.", ()),
    ("References", "Three reference ratings:", ("One from the current supervisor", "One from a colleague", "One from a parent")),
    ("Code of Ethics", "The code of ethics is signed.", ()),
)
LEVELS = (("Infant Family Associate (Level I)", ASSOCIATE), ("Infant Family Specialist (Level II)", SPECIALIST))
HEAD = ("Requirement", "What must be shown")
RENEWAL = (
    ("Training", "Endorsement is renewed with 11 clock hours of training a year.", ()),
    ("Reflective Supervision", "At least 13 clock hours a year are needed:", ("Six of them alone with the supervisor", "The others alone or in a group")),
    ("Membership", "Membership in NVAIMH is renewed every year.", ()),
)
FEES = (("Fee", "Level I", "Level II"), ("Application fee", "$35", "$45"), ("Endorsement fee", "$80", "$130"), ("Total fee", "$115", "$175"))
Key = tuple[str | None, str | None, str | None]
EXPECTED: Mapping[Key, Sequence[str]] = {
    ("IFA", "requirements", "education"): [
        "Any one of these:",
        "A two-year degree in a related field",
        "A high school diploma and 45 credits in human development",
    ],
    ("IFA", "requirements", "training"): ["At least 21 clock hours of training within five years.", "Six of them are about babies."],
    ("IFA", "requirements", "work experience"): ["One year of paid work with families of children under three."],
    ("IFA", "requirements", "references"): ["Three reference ratings:", "One from the current supervisor", "Two from colleagues"],
    ("IFA", "requirements", "ethics"): ["Code of Ethics: The code of ethics is signed."],
    ("IFS", "requirements", "education"): ["Education: A bachelor's degree in a related field."],
    ("IFS", "requirements", "training"): [
        "At least 38 clock hours of training within five years.",
        "Twelve of them are about the relationship of babies and parents.",
    ],
    ("IFS", "requirements", "work experience"): [
        "Two years of paid work with at least ten families of children under three.",
        "The work is more than the care of a group of children, and it is done in the home, in a clinic or in a center for families.",
        NOTE,
    ],
    ("IFS", "requirements", "reflective supervision"): [
        "At least 27 clock hours within two years.",
        "They are given by somebody who is endorsed at Level III or IV.",
    ],
    ("IFS", "requirements", "references"): ["Three reference ratings:", "One from the current supervisor", "One from a colleague", "One from a parent"],
    ("IFS", "requirements", "ethics"): ["Code of Ethics: The code of ethics is signed."],
    (None, "renewal", "training"): ["Endorsement is renewed with 11 clock hours of training a year."],
    (None, "renewal", "reflective supervision"): [
        "At least 13 clock hours a year are needed:",
        "Six of them alone with the supervisor",
        "The others alone or in a group",
    ],
    (None, "renewal", "membership"): ["Membership in NVAIMH is renewed every year."],
    ("IFA", "fees", "fees"): ["Total fee: $115", "Application fee: $35", "Endorsement fee: $80"],
    ("IFS", "fees", "fees"): ["Total fee: $175", "Application fee: $45", "Endorsement fee: $130"],
}
"""What every reader finds below a part, by category, part and topic: the sentences in order. A cell of a few words is told with the name of its row."""


def write_pdf(folder: Path) -> Path:
    """Set with rules around the tables, a running head and foot, and as much text before the second table that a page ends within it."""

    def cell(said: str, listed: Sequence[str]) -> list[Any]:
        return [Paragraph(said.replace(MARK, "<super>1</super>"), BODY), *([bullets(*listed)] if listed else [])]

    story: list[Any] = [Paragraph(NAME, TITLE), Paragraph(OWNER, BODY), Paragraph(DATE, BODY), Paragraph("Background", SECTION)]
    story += [Paragraph(text, BODY) for text in ABOUT]
    for name, rows in LEVELS:
        story += [Paragraph(name, SECTION), Paragraph("Requirements", TOPIC)]
        story.append(ruled([HEAD, *([row, cell(said, listed)] for row, said, listed in rows)], [130, 330]))
    story += [Paragraph(f"<super>1</super> {NOTE}", SMALL), Paragraph("Renewal", SECTION)]
    for topic, said, listed in RENEWAL:
        story += [Paragraph(topic, TOPIC), *cell(said, listed)]
    story += [Paragraph("Fees", SECTION), ruled(FEES, [150, 100, 100])]
    return write_flowing(folder / "guideline.pdf", story, OWNER, "Page # of 3")


def write_docx(folder: Path) -> Path:
    """Written with Word's own headings, lists and footnotes, and with the mark that Word leaves where a page ended within the table."""
    word = Word()
    word.add_heading(NAME, 0)
    for text in (OWNER, DATE):
        word.add_paragraph(text)
    word.add_heading("Background", 1)
    for text in ABOUT:
        word.add_paragraph(text)
    for name, rows in LEVELS:
        word.add_heading(name, 1)
        word.add_heading("Requirements", 2)
        table = word.add_table(0, 2)
        _fill(table.add_row(), HEAD)
        for row, said, listed in rows:
            cells = table.add_row().cells
            cells[0].text = row
            _note_reference(cells[1].paragraphs[0], said)
            for text in listed:
                cells[1].add_paragraph(text, style="List Bullet")
    word.add_heading("Renewal", 1)
    for topic, said, listed in RENEWAL:
        word.add_heading(topic, 2)
        word.add_paragraph(said)
        for text in listed:
            word.add_paragraph(text, style="List Bullet")
    word.add_heading("Fees", 1)
    table = word.add_table(0, 3)
    for fee in FEES:
        _fill(table.add_row(), fee)
    path = folder / "guideline.docx"
    word.save(str(path))
    _add_note(path)
    return path


_SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def _fill(row: Any, texts: Sequence[str]) -> None:
    for cell, text in zip(row.cells, texts, strict=True):
        cell.text = text


def _note_reference(paragraph: Any, said: str) -> None:
    """The text with a footnote where its marker stands, and the end of a page behind that."""
    before, marked, after = said.partition(MARK)
    paragraph.add_run(before)
    if marked:
        paragraph._p.append(parse_xml(f'<w:r {_SPACE}><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteReference w:id="2"/></w:r>'))
        paragraph.add_run(after[:40])
        paragraph._p.append(parse_xml(f"<w:r {_SPACE}><w:lastRenderedPageBreak/></w:r>"))
        paragraph.add_run(after[40:])


def _add_note(path: Path) -> None:
    """Put the footnote into the file, which python-docx cannot."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    relation = '<Relationship Id="rId900" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" Target="footnotes.xml"/>'
    name = "word/_rels/document.xml.rels"
    parts[name] = parts[name].replace(b"</Relationships>", f"{relation}</Relationships>".encode())
    note = f'<w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t> {NOTE}</w:t></w:r></w:p></w:footnote>'
    parts["word/footnotes.xml"] = f"<w:footnotes {_SPACE}>{note}</w:footnotes>".encode()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)


def write_html(folder: Path) -> Path:
    """A web page with its menu, and the footnote at its end."""

    def cell(said: str, listed: Sequence[str], around: str) -> str:
        text = escape(said).replace(MARK, '<sup><a href="#note1">1</a></sup>')
        items = "".join(f"<li>{escape(item)}</li>" for item in listed)
        return f"<{around}>{text}</{around}>" + (f"<ul>{items}</ul>" if items else "")

    def row(texts: Sequence[str], kind: str = "td") -> str:
        return "<tr>" + "".join(f"<{kind}>{text}</{kind}>" for text in texts) + "</tr>"

    body = f"<h1>{NAME}</h1><p>{OWNER}</p><p>{DATE}</p><h2>Background</h2>" + "".join(f"<p>{escape(text)}</p>" for text in ABOUT)
    for name, rows in LEVELS:
        body += f"<h2>{name}</h2><h3>Requirements</h3><table><thead>{row(HEAD, 'th')}</thead><tbody>"
        body += "".join(row((topic, cell(said, listed, "p"))) for topic, said, listed in rows) + "</tbody></table>"
    body += "<h2>Renewal</h2>" + "".join(f"<h3>{topic}</h3>{cell(said, listed, 'p')}" for topic, said, listed in RENEWAL)
    body += f"<h2>Fees</h2><table>{row(FEES[0], 'th')}{''.join(row(fee) for fee in FEES[1:])}</table>"
    page = f'<nav><a href="/">Home</a><a href="/join">Join</a></nav><main>{body}<ol><li id="note1">{NOTE}</li></ol></main>'
    path = folder / "guideline.html"
    path.write_text(f"<!DOCTYPE html><html><head><meta charset=utf-8><title>{NAME}</title></head><body>{page}</body></html>", encoding="utf-8")
    return path


def write_markdown(folder: Path) -> Path:
    """Markdown with tables of bars; a list within a cell is HTML, since Markdown has none."""

    def cell(said: str, listed: Sequence[str]) -> str:
        items = "".join(f"<li>{item}</li>" for item in listed)
        return said.replace(MARK, "[^1]") + (f"<ul>{items}</ul>" if items else "")

    lines = [f"# {NAME}", "", OWNER, "", DATE, "", "## Background", ""]
    for text in ABOUT:
        lines += [*textwrap.wrap(text, 78), ""]
    for name, rows in LEVELS:
        lines += [f"## {name}", "", "### Requirements", "", f"| {' | '.join(HEAD)} |", "|---|---|"]
        lines += [f"| {topic} | {cell(said, listed)} |" for topic, said, listed in rows] + [""]
    lines += ["## Renewal", ""]
    for topic, said, listed in RENEWAL:
        lines += [f"### {topic}", "", said, "", *(f"- {item}" for item in listed), ""]
    lines += ["## Fees", "", f"| {' | '.join(FEES[0])} |", "|---|---|---|", *(f"| {' | '.join(fee)} |" for fee in FEES[1:]), "", f"[^1]: {NOTE}", ""]
    path = folder / "guideline.md"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


_LEFT, _WIDE = 26, 52


def write_text(folder: Path) -> Path:
    """Text as an extraction that keeps the layout gives it: blanks between columns, a form feed within a table, the footnote at its page's end."""
    lines = [NAME.upper(), "", OWNER, DATE, "", "", "BACKGROUND", ""]
    for text in ABOUT:
        lines += [*textwrap.wrap(text, 78), ""]
    for number, (name, rows) in enumerate(LEVELS):
        lines += ["", name.upper(), "", "Requirements", "", *_columns(HEAD[0], HEAD[1], ())]
        for topic, said, listed in rows:
            cells = _columns(topic, said, listed)
            if number and MARK in said:
                lines += ["", *cells[:2], "", "", " " * 30, f"1 {NOTE}", f"\f{OWNER}".ljust(70) + "2", "", *cells[2:]]
            else:
                lines += ["", *cells]
    lines += ["", "", "RENEWAL", ""]
    for topic, said, listed in RENEWAL:
        lines += [topic, *textwrap.wrap(said, 78), *(f"• {item}" for item in listed), ""]
    lines += ["", "FEES", "", *("".join(cell.ljust(_LEFT) for cell in fee).rstrip() for fee in FEES), ""]
    path = folder / "guideline.txt"
    path.write_text("\n".join([OWNER.ljust(70) + "1", "", *lines]).replace(MARK, "1"), encoding="utf-8")
    return path


def _columns(left: str, right: str, listed: Sequence[str]) -> list[str]:
    told = [*textwrap.wrap(right, _WIDE), *(line for item in listed for line in textwrap.wrap(f"• {item}", _WIDE, subsequent_indent="  "))]
    return [(left if not number else "").ljust(_LEFT) + line for number, line in enumerate(told)]


WRITERS: Mapping[str, Callable[[Path], Path]] = {
    "pdf": write_pdf,
    "docx": write_docx,
    "html": write_html,
    "markdown": write_markdown,
    "text": write_text,
}
