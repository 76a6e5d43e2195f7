"""Original documents, divided by their own headings and table rows, so that their figures can be laid beside those of the sheets.

An original is plain text as it was received: lines, perhaps with tags in them, with tabs between cells, or with row names run together
with the text of the row. Which words are a heading or a row name is the vocabulary's to say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.errors import CorpusError
from corpus.names import Kind, NameFinder
from corpus.quantities import quantities
from corpus.vocabulary import Vocabulary
from corpus.words import tidy, tokenize, words

COMPARED = frozenset({"requirements", "renewal", "fees"})
"""The parts whose rows are told apart, and whose every figure a sheet must hold."""

_TAG = re.compile(r"<[^>]+>")
_ITEM = re.compile(r"(?<![\w$.])(\d{1,2})[.)]\s+(?=[\"“(]?[A-Z])")
_SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})


@dataclass(frozen=True, slots=True)
class Section:
    """A stretch of an original under one heading or row name; `line` is where it begins. None means that no heading said it.

    A row name may be about several topics ("Education and/or Work Experience").
    """

    category: str | None
    part: str | None
    topics: tuple[str, ...]
    line: int
    text: str


def read_sources(folder: Path) -> dict[str, Path]:
    """The files of a folder of originals, relative to it, by source id, from the table in its SOURCES.md (columns "file" and "source id").

    Raises:
        CorpusError: If there is no such table, or a file that it names is missing.
    """
    path = folder / "SOURCES.md"
    if not path.is_file():
        raise CorpusError(f"{path}: no such file; list the originals there in a table with the columns 'file' and 'source id'")
    rows = [[cell.strip().strip("`") for cell in line.strip().strip("|").split("|")] for line in _text(path).splitlines() if line.lstrip().startswith("|")]
    header = [cell.lower() for cell in rows[0]] if rows else []
    if "file" not in header or "source id" not in header:
        raise CorpusError(f"{path}: no table with the columns 'file' and 'source id'; add one, with a row for each original")
    at_file, at_id = header.index("file"), header.index("source id")
    found = {row[at_id]: Path(row[at_file]) for row in rows[1:] if len(row) > max(at_file, at_id) and re.search(r"\w", row[at_file])}
    for source, file in found.items():
        if not (folder / file).is_file():
            raise CorpusError(f"{path}: {source!r} is said to be in {file.name}, which is not there; mend the row or add the file")
    return found


def read_original(path: Path, vocabulary: Vocabulary) -> tuple[Section, ...]:
    """The sections of an original, in order; together they hold its whole text.

    Raises:
        CorpusError: If the file is not UTF-8 text.
    """
    return tuple(_Divider(vocabulary).divide(_text(path).splitlines()))


def numbered_away(text: str) -> str:
    """A text without the numbers of its lists ("1. One from …, and 2. One from …"), which are no figures."""
    last = 0

    def drop(match: re.Match[str]) -> str:
        nonlocal last
        value = int(match.group(1))
        if value not in {1, last + 1}:
            return match.group()
        last = value
        return ""

    return _ITEM.sub(drop, text)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise CorpusError(f"{path}: not UTF-8 text; save the original as UTF-8") from error


class _Divider:
    """Divides the lines of one original."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names = NameFinder(vocabulary)
        self._rows = {tuple(words(name)): key for key, term in vocabulary.topics.items() for name in (key, *term.headings)}
        self._longest = max(map(len, self._rows), default=0)

    def divide(self, lines: Sequence[str]) -> Iterator[Section]:
        category: str | None = None
        part: str | None = None
        topics: tuple[str, ...] = ()
        begins, held, columns = 1, list[str](), list[str]()
        plain = [tidy(_TAG.sub(" ", line).replace("\t", "  ")) for line in lines]
        for number, line in enumerate(plain, 1):
            titled = self._vocabulary.category_of(line)
            headed = self._part(line)
            row = () if titled or headed or part not in COMPARED else self._row(line, next((other for other in plain[number:] if other.strip()), ""))
            if titled or headed or row:
                if held:
                    yield Section(category, part, topics, begins, numbered_away(" ".join(held)))
                begins, held = number, []
            if titled and titled != category:
                category, part, topics, columns = titled, part if category is None else None, (), []
            elif headed:
                part, topics, columns = headed, (), []
            elif row:
                topics = row
            columns = self._columns(line) or columns
            cells = quantities(line) if columns else ()
            if columns and len(cells) == len(columns):
                for column, cell in zip(columns, cells, strict=True):
                    yield Section(column, part, topics, number, " ".join(f"{line[: cells[0].start]} {line[cell.start : cell.end]}".split()))
            elif not re.fullmatch(r"\s*\d{0,2}\s*", line):
                held.append(" ".join(line.split()))
        if held:
            yield Section(category, part, topics, begins, numbered_away(" ".join(held)))

    def _part(self, line: str) -> str | None:
        """The part that a line names as a whole; a stray single letter before it is passed over, a line that ends in a colon is a row."""
        said = line.strip()
        if not said[:1].isupper() or said.endswith(":"):
            return None
        return self._vocabulary.part_of(said) or (self._vocabulary.part_of(said[2:]) if said[1:2] == " " else None)

    def _row(self, line: str, below: str) -> tuple[str, ...]:
        """The topics of the row name or heading that a line begins with; the name may run on into the line below.

        A name is written in capitals or with capital letters. A name of one word must also end its line or cell, or be followed by a
        capital letter, figure or dollar sign, since a sentence may begin with that word.
        """
        said = f"{line} {below}".replace("&", "and")
        ends = len(line.replace("&", "and").rstrip())
        tokens = tokenize(said)[: self._longest + 1]
        for length in range(min(self._longest, len(tokens)), 0, -1):
            name = tokens[:length]
            said_words = tuple(token.word for token in name)
            if said_words not in self._rows or name[0].start >= ends or not all(said[t.start].isupper() for t in name if t.word not in _SMALL):
                continue
            after = said[name[-1].end :]
            if length > 1 or name[-1].end >= ends or re.match(r"\s{2}|:|\W*[A-Z0-9$]", after):
                parts = (said_words[a:b] for a in range(length) for b in range(a + 1, length + 1))
                return tuple(dict.fromkeys([self._rows[said_words], *(self._rows[p] for p in parts if p in self._rows)]))
        return ()

    def _columns(self, line: str) -> list[str]:
        """The categories that head the columns of a table, when a line is made of nothing but at least two of their names."""
        names = self._names.find(line)
        keys = [name.key for name in names if name.kind is Kind.CATEGORY]
        rest = line
        for name in reversed(names):
            rest = rest[: name.start] + rest[name.end :]
        return keys if len(keys) > 1 and not words(rest) else []
