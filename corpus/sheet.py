"""Guideline sheets: Markdown with front matter, read into guidelines.

Level-2 headings are parts, level-3 headings topics; a heading that names a category narrows what stands below it. Lines that begin
with "? " belong to the block or list item that follows them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.errors import CorpusError, SheetError
from corpus.guideline import Block, Guideline, Scope, Sentence
from corpus.vocabulary import Vocabulary, load_vocabulary
from corpus.words import sentences

HEADING = re.compile(r"(#{1,6})\s+(.+?)\s*#*$")
ITEM = re.compile(r"\s*(?:[-*•]|\d+[.)])\s+(.*)")
LARGEST = 2_000_000


class FrontMatter(BaseModel):
    """What a sheet says of itself, in YAML between two lines of three dashes."""

    model_config = ConfigDict(extra="forbid")

    id: str = Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    source: str
    title: str
    association: str | None = None
    category: str | None = None
    edition: str
    status: Literal["current", "superseded", "draft"] = "current"
    url: str | None = None
    note: str | None = None

    @field_validator("edition", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        return str(value) if value is not None and not isinstance(value, str) else value


def load_corpus(folders: Sequence[Path]) -> tuple[tuple[Guideline, ...], Vocabulary]:
    """All sheets below the folders, ordered by id, with the vocabulary that they add to.

    Raises:
        CorpusError: If a folder is missing or holds no sheet, two sheets share an id, or any sheet is not valid; every
            fault is listed, each with file and line.
    """
    for folder in folders:
        if not folder.is_dir():
            raise CorpusError(f"{folder}: no such folder; name a folder of guideline sheets with --corpus")
    vocabulary = load_vocabulary(folders)
    paths = [path for folder in folders for path in sorted(folder.rglob("*.md")) if not path.name.lower().startswith("readme")]
    if not paths:
        raise CorpusError(f"{', '.join(map(str, folders))}: no guideline sheets (*.md) here; see CONTRIBUTING.md for their form")
    faults: list[str] = []
    found: dict[str, Guideline] = {}
    for path in paths:
        try:
            guideline = read_sheet(path, vocabulary)
        except CorpusError as error:
            faults.append(str(error))
            continue
        if guideline.id in found:
            faults.append(f"{path}:2: id {guideline.id!r} is taken by {found[guideline.id].path}; ids are unique")
        found[guideline.id] = guideline
    if faults:
        raise CorpusError("the corpus is not valid, nothing was built:\n" + "\n".join(faults))
    return tuple(found[key] for key in sorted(found)), vocabulary


def is_sheet(path: Path, vocabulary: Vocabulary) -> bool:
    """Whether a file is meant as a guideline sheet; other Markdown is a document.

    A sheet begins with front matter that names it, or holds "? " lines, or begins with a part as its level-2 heading, as a sheet does that lost its front
    matter.
    """
    if path.suffix.lower() != ".md":
        return False
    with path.open("rb") as file:
        lines = file.read(200_000).decode("utf-8-sig", errors="replace").lstrip().splitlines()
    if lines and lines[0].strip() == "---":
        return any(re.match(r"(?:id|source)\s*:", line) for line in lines[1:40]) or not any(line.strip() == "---" for line in lines[1:])
    first = next((heading for line in lines if (heading := HEADING.match(line))), None)
    parted = first is not None and len(first.group(1)) == 2 and vocabulary.part_of(first.group(2)) is not None
    return parted or any(line.startswith("? ") for line in lines)


def read_sheet(path: Path, vocabulary: Vocabulary) -> Guideline:
    """One sheet.

    Raises:
        SheetError: If the front matter is missing or wrong, or names a key that the vocabulary lacks; with file and line.
    """
    if path.stat().st_size > LARGEST:
        raise SheetError(path, 1, f"larger than {LARGEST:,} bytes; a sheet restates one document, divide it")
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except UnicodeDecodeError as error:
        raise SheetError(path, 1, "not UTF-8 text; save the sheet as UTF-8") from error
    front, start = _front_matter(path, lines)
    _known(path, lines, "association", front.association, vocabulary.associations)
    _known(path, lines, "category", front.category, vocabulary.categories)
    blocks = tuple(_Reader(front, vocabulary).read(lines[start:], start))
    if not blocks:
        raise SheetError(path, start + 1, "holds no text below the front matter")
    return Guideline(path=str(path), blocks=blocks, **front.model_dump())


def _front_matter(path: Path, lines: list[str]) -> tuple[FrontMatter, int]:
    if not lines or lines[0].strip() != "---":
        raise SheetError(path, 1, "no front matter; begin the sheet with '---', its fields, and '---'")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        raise SheetError(path, 1, "the front matter does not end; close it with a line '---'")
    try:
        data = yaml.safe_load("\n".join(lines[1:end]))
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise SheetError(
            path, 2 + (mark.line if mark else 0), f"front matter is not valid YAML ({getattr(error, 'problem', error)}); quote texts that hold ': '"
        ) from error
    if not isinstance(data, dict):
        raise SheetError(path, 2, "front matter must be 'key: value' lines")
    try:
        return FrontMatter.model_validate(data), end + 1
    except ValidationError as error:
        first = error.errors()[0]
        key = str(first["loc"][0])
        raise SheetError(path, _line_of(lines, key), f"front matter, {key}: {first['msg']}") from error


def _line_of(lines: list[str], key: str) -> int:
    return next((n for n, line in enumerate(lines, 1) if line.startswith(f"{key}:")), 1)


def _known(path: Path, lines: list[str], field_name: str, key: str | None, known: Mapping[str, object]) -> None:
    if key is not None and key not in known:
        message = f"unknown {field_name} {key!r}; known are {', '.join(sorted(known))}. Add it to vocabulary.yaml in the corpus folder, or mend the key"
        raise SheetError(path, _line_of(lines, field_name), message)


@dataclass(slots=True)
class _Reader:
    """Turns the lines of one sheet into blocks."""

    front: FrontMatter
    vocabulary: Vocabulary
    headings: list[tuple[int, str]] = field(default_factory=list)
    asks: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    items: list[Sentence] = field(default_factory=list)
    line: int = 0

    def read(self, lines: list[str], offset: int) -> Iterator[Block]:
        item_asks: list[str] = []
        for number, raw in enumerate(lines, offset + 1):
            line = raw.rstrip()
            if heading := HEADING.match(line):
                yield from self._close(item_asks)
                depth = len(heading.group(1))
                self.headings = [h for h in self.headings if h[0] < depth] + [(depth, heading.group(2))]
            elif not line.strip():
                if self.items or self.text:
                    yield from self._close(item_asks)
            elif line.startswith("? "):
                (item_asks if self.items or (self.text and self.text[-1].endswith(":")) else self.asks).append(line[2:].strip())
            elif item := ITEM.match(line):
                self.line = self.line or number
                self.items.append(Sentence(item.group(1).strip(), tuple(item_asks)))
                item_asks.clear()
            elif self.items and raw[:1].isspace():
                self.items[-1] = Sentence(f"{self.items[-1].text} {line.strip()}", self.items[-1].asks)
            else:
                if self.items:
                    yield from self._close(item_asks)
                self.line = self.line or number
                self.text.append(line.strip())
        yield from self._close(item_asks)

    def _close(self, item_asks: list[str]) -> Iterator[Block]:
        said = [Sentence(text, ()) for text in sentences(" ".join(self.text))]
        asks = tuple(self.asks)
        if said or self.items:
            scope, path = self._scope(), tuple(h for _, h in self.headings)
            yield Block(path, scope, (*said, *self.items), asks, bool(self.items), bool(self.items and said), self.line)
            self.asks = list(item_asks)
        else:
            self.asks += item_asks
        item_asks.clear()
        self.text, self.items, self.line = [], [], 0

    def _scope(self) -> Scope:
        part = topic = None
        category = self.front.category
        for depth, heading in self.headings:
            named = self.vocabulary.category_of(heading)
            if named is not None:
                category = named
            elif depth <= 2 and (known := self.vocabulary.part_of(heading)):
                part = known
            else:
                topic = self.vocabulary.topic_of(heading) or topic
        if topic is None and part in self.vocabulary.topics:
            topic = part
        front = self.front
        return Scope(front.association, category, front.edition, front.status, part, topic)
