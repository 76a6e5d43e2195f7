"""Markdown files as documents: brought to HTML with the lines of their source, and read as such."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from html import escape
from pathlib import Path

import yaml
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from corpus.elements import Document
from corpus.errors import DocumentError
from corpus.readers.decoding import read_text
from corpus.readers.html_content import LINE_MARK
from corpus.readers.html_reader import read_markup

_DEEPEST = 100
"""Blocks within each other; the parser drops what is deeper."""
_DEFINITION = re.compile(r" {0,3}\[\^([^\]\s]+)\]:[ \t]*(.*)")
_REFERENCE = re.compile(r"\[\^([^\]\s]+)\]")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_BLOCK = re.compile(r" {0,3}(?:#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s|>|\||`{3}|~{3}|<)")
_FIELD = re.compile(r"[\w][\w .-]*:(?:\s|$)|\s+\S|-\s|#|\s*$")


@dataclass(slots=True)
class _Note:
    """A footnote as it is defined: its label, the line of the file that it begins on, its text line by line, and whether a marker refers to it."""

    label: str
    line: int
    text: list[str] = field(default_factory=list)
    used: bool = False


def read_markdown(path: Path) -> Document:
    """A Markdown file, with tables, footnotes and HTML in it. Front matter is left out; it may give the title.

    Raises:
        DocumentError: If it cannot be opened, is no text, or shows no text.
    """
    lines = read_text(path).split("\n")
    title, lines = _without_front_matter(lines)
    lines, notes = _without_notes(lines)
    try:
        html = _render("\n".join(lines), notes)
    except RecursionError as error:
        raise DocumentError(path, "is nested too deep to be read; make it plainer") from error
    document = read_markup(html, path)
    return replace(document, title=title or document.title)


def _without_front_matter(lines: list[str]) -> tuple[str | None, list[str]]:
    """The title that front matter gives, and the lines with blank ones in its place."""
    if lines[0].rstrip() != "---":
        return None, lines
    end = next((at for at, line in enumerate(lines[1:], 1) if line.rstrip() in {"---", "..."}), None)
    if end is None or not re.match(r"[\w][\w .-]*:(?:\s|$)", lines[1]) or not all(_FIELD.match(line) for line in lines[1:end]):
        return None, lines
    try:
        told = yaml.safe_load("\n".join(lines[1:end]))
    except (yaml.YAMLError, ValueError, RecursionError):
        told = None
    title = told.get("title") if isinstance(told, dict) else None
    return (" ".join(title.split()) or None) if isinstance(title, str) else None, [*[""] * (end + 1), *lines[end + 1 :]]


def _without_notes(lines: list[str]) -> tuple[list[str], dict[str, _Note]]:
    """The lines with blank ones in the place of footnotes, and the footnotes by their label."""
    kept: list[str] = []
    notes: dict[str, _Note] = {}
    fence = ""
    note: _Note | None = None
    for number, line in enumerate(lines, 1):
        fenced = _FENCE.match(line)
        if note is not None and not fence and _continues(note, line):
            note.text.append(line.strip())
            kept.append("")
            continue
        note = None
        if fenced and (not fence or fenced.group(1).startswith(fence)):
            fence = "" if fence else fenced.group(1)
        if not fence and (found := _DEFINITION.match(line)):
            note = notes.setdefault(found.group(1), _Note(found.group(1), number))
            note.text.append(found.group(2))
            kept.append("")
        else:
            kept.append(line)
    return kept, notes


def _continues(note: _Note, line: str) -> bool:
    """Whether a line belongs to the footnote above it: an indented one, or one that follows without a blank line and begins nothing of its own."""
    if not line.strip() or line.startswith(("    ", "\t")):
        return True
    return bool(note.text[-1].strip()) and not _DEFINITION.match(line) and not _BLOCK.match(line)


def _render(text: str, notes: dict[str, _Note]) -> str:
    """The HTML of a text; each block names the line that it comes from, and the footnotes stand at its end."""
    parser = MarkdownIt("commonmark", {"html": True, "maxNesting": _DEEPEST}).enable(["table", "strikethrough"])
    parser.inline.ruler.before("link", "footnote", _reference)
    environment: dict[str, dict[str, _Note]] = {"notes": notes}
    tokens = parser.parse(text, environment)
    for token in tokens:
        _note_line(token)
    body = parser.renderer.render(tokens, parser.options, environment)
    return f'<div {LINE_MARK}="0">{body}{"".join(_rendered(parser, notes))}</div>'


def _rendered(parser: MarkdownIt, notes: dict[str, _Note]) -> Iterator[str]:
    """The footnotes in HTML; one that nothing refers to is a paragraph."""
    bodies = [(note, parser.render("\n".join(note.text), {"notes": notes})) for note in notes.values()]
    for note, body in bodies:
        yield f'<div class="footnotes"><div id="{_identity(note)}" {LINE_MARK}="{note.line}">{body}</div></div>' if note.used else body


def _identity(note: _Note) -> str:
    return f"source-note-{note.line}"


def _note_line(token: Token) -> None:
    if token.map is None:
        return
    line = token.map[0] + 1
    if token.type == "html_block":
        token.content = re.sub(r"^(\s*<[A-Za-z][\w-]*)", rf'\1 {LINE_MARK}="{line}"', token.content, count=1)
    elif token.nesting >= 0:
        token.attrSet(LINE_MARK, str(line))


def _reference(state: StateInline, silent: bool) -> bool:
    """The rule for the marker of a footnote that is defined."""
    found = _REFERENCE.match(state.src, state.pos)
    if found is None or found.group(1) not in state.env.get("notes", {}):
        return False
    if not silent:
        note = state.env["notes"][found.group(1)]
        note.used = True
        state.push("html_inline", "", 0).content = f'<sup><a href="#{_identity(note)}" role="doc-noteref">{escape(note.label)}</a></sup>'
    state.pos = found.end()
    return True
