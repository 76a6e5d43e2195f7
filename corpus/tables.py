"""Tables laid out: what each cell says, under the names of its row and column."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from corpus.elements import Cell, Content, Element, Item, Paragraph, Table
from corpus.labels import Labels, Meaning
from corpus.words import ROMAN, words

_NAME = 14
"""Words up to which the first cell of a row is its name."""
_TOTAL = re.compile(r"\btotal\b", re.I)
_UNIT = re.compile(r"\b(?:clock |contact )?(?:hours|years|months|days)\b", re.I)
_BRACKETED = re.compile(r"\s*\((?:in )?(?:clock |contact )?(?:hours|years|months|days)\)", re.I)
_LEVELS = (["level"], ["levels"], ["category"])
_FIGURE = 4
"""Words up to which a cell holds a mere figure."""
_COLUMN = 6
"""Words up to which a cell of the first row names its column."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A cell: the names of its row and column as far as they mean something, what its text needs before it to stand alone, and its content.

    `opens` when the row holds nothing but a name, which heads the rows below it; `unclear` when nothing tells whose figures it gives.
    """

    row: str
    column: str
    prefix: str
    content: tuple[Content, ...]
    opens: bool = False
    unclear: bool = False


def lay_out(table: Table, labels: Labels, category: str | None) -> Iterator[Laid]:
    """The cells of a table, row by row.

    Args:
        table: The table.
        labels: What its names mean.
        category: The category that it stands under, whose designations may head columns.
    """
    rows = _unnumbered([row for row in table.rows if any(_said(cell) for cell in row)])
    width = max((len(row) for row in rows), default=0)
    if width < 2:
        yield from (Laid("", "", "", cell) for row in rows for cell in row)
        return
    header = table.header
    if _is_name(rows[0], labels) and _heads(False, rows[1:], labels, category):
        yield Laid(_said(rows[0][0]), "", "", (), opens=True)
        rows, header = rows[1:], False
    head = [_said(cell) for cell in rows[0]] + [""] * (width - len(rows[0])) if _heads(header, rows, labels, category) else []
    known = [bool(name) and _means(name, labels, category) for name in head]
    body = [row for row in rows[1 if head else 0 :] if not head or [_said(cell) for cell in row] != [_said(cell) for cell in rows[0]]]
    if head and _is_schedule(body, head, labels):
        yield from _columns(body, head, labels)
        return
    if head and _is_price_list(body, head):
        for row in body:
            yield Laid("", _level(_said(row[0]), head), "", tuple(_priced(head[1:], row[1:])))
        return
    name = ""
    for row in body:
        if _is_name(row, labels):
            yield Laid(_said(row[0]), "", "", (), opens=True)
            name = ""
            continue
        given, rest = _named(row[0], labels)
        given = _level(given, head) if given else given
        if given is None:
            yield from (Laid("", "", "", cell) for cell in row if _said(cell))
            continue
        name = given or name
        if rest:
            yield Laid(name, "", "", rest)
        if _is_unclear(row, head):
            yield Laid(name, "", name, (Paragraph("; ".join(_said(cell) for cell in row[1:] if _said(cell))),), unclear=True)
            continue
        for column, cell in enumerate(row[1:], 1):
            if _said(cell):
                heading = head[column] if head and column < len(head) and (known[column] or width > 2) else ""
                prefix = _prefix(name, heading, labels, category)
                yield Laid(name, heading, _BRACKETED.sub("", prefix), _with_unit(cell, prefix))


def _unnumbered(rows: Sequence[tuple[Cell, ...]]) -> Sequence[tuple[Cell, ...]]:
    """The rows without a first column that only numbers them."""
    numbered = len(rows) > 1 and all(re.fullmatch(r"(?:\d{1,2}[.)]?|#|No\.?|)", _said(row[0]) if row else "") for row in rows)
    return [row[1:] for row in rows] if numbered and any(len(row) > 2 for row in rows) and any(_said(row[0]) for row in rows) else rows


def _is_name(row: Sequence[Cell], labels: Labels) -> bool:
    """Whether a row holds nothing but a name that means something."""
    name = _said(row[0])
    return bool(name) and not any(_said(cell) for cell in row[1:]) and len(words(name)) <= _NAME and labels.meaning(name, wide=True).known


def _is_schedule(body: Sequence[Sequence[Cell]], head: Sequence[str], labels: Labels) -> bool:
    """Whether a table gives figures by category, of one topic: what it says is told category by category."""
    if not all(len(labels.meaning(name).categories) == 1 for name in head[1:]):
        return False
    topics = {labels.meaning(_said(row[0])).topics for row in body}
    return len(topics - {()}) <= 1 and all(len(words(_said(cell))) <= _FIGURE for row in body for cell in row[1:])


def _is_price_list(body: Sequence[Sequence[Cell]], head: Sequence[str]) -> bool:
    """Whether a table gives prices by category, a row each."""
    cells = [_said(cell) for row in body for cell in row[1:] if _said(cell)]
    priced = sum("$" in cell for cell in cells)
    return words(head[0]) in _LEVELS and priced > 0 and all(len(words(cell)) <= _FIGURE and ("$" in cell or not re.search(r"\d", cell)) for cell in cells)


def _priced(names: Sequence[str], cells: Sequence[Cell]) -> Iterator[Item]:
    pairs = [(name, cell) for name, cell in zip(names, cells, strict=False) if name and re.search(r"\w", _said(cell))]
    for name, cell in sorted(pairs, key=lambda pair: not _TOTAL.search(pair[0])):
        yield Item(f"{name}: {_said(cell)}", 0, cell[0].page, cell[0].line)


def _level(name: str, head: Sequence[str]) -> str:
    """The name of a row, with the word that heads its column where it is a mere numeral."""
    return f"Level {name}" if head and words(head[0]) in _LEVELS and name.lower() in ROMAN else name


def _columns(body: Sequence[Sequence[Cell]], head: Sequence[str], labels: Labels) -> Iterator[Laid]:
    """What a schedule says of each category, below the topic that its corner names where its rows name none; a total, which answers most questions, first."""
    corner = head[0] if labels.meaning(head[0]).topics and not any(labels.meaning(_said(row[0])).topics for row in body) else ""
    body = sorted(body, key=lambda row: not _TOTAL.search(_said(row[0])))
    for column, name in enumerate(head[1:], 1):
        content = tuple(
            Item(f"{_said(row[0])}: {_said(row[column])}", 0, row[0][0].page, row[0][0].line)
            for row in body
            if len(row) > column and _said(row[0]) and re.search(r"\w", _said(row[column]))
        )
        if content:
            yield Laid(corner, name, "", content)


def join_tables(elements: Sequence[Element], labels: Labels) -> Iterator[Element]:
    """The elements with tables that follow one another directly joined where their columns are the same, or the first holds the names of the columns."""
    held: Table | None = None
    for element in elements:
        if isinstance(element, Table) and held is not None and _fits(held, element, labels):
            wide = max(_width(held), _width(element))
            head = [((),) * (wide - _width(held)) + tuple(row) for row in held.rows]
            held = replace(held, rows=(*_one_head(head, labels), *element.rows), header=held.header or _width(held) < wide)
            continue
        if held is not None:
            yield held
        held = element if isinstance(element, Table) else None
        if held is None:
            yield element
    if held is not None:
        yield held


def _width(table: Table) -> int:
    return max((len(row) for row in table.rows), default=0)


def _fits(first: Table, second: Table, labels: Labels) -> bool:
    """Whether the second table goes on with the first: as wide, or wider by the names of its rows below a head of categories."""
    if _width(first) == _width(second) and not second.header:
        figures = all(re.search(r"\d", _said(cell)) for row in second.rows[:1] for cell in row[1:])
        return _width(first) > 2 and bool(first.rows) and (len(second.rows) == 1 or figures)
    heads = _one_head([tuple(row) for row in first.rows], labels)
    return _width(first) == _width(second) - 1 and len(heads) == 1 and all(labels.meaning(_said(cell)).categories for cell in heads[0])


def _one_head(rows: Sequence[tuple[Cell, ...]], labels: Labels) -> Sequence[tuple[Cell, ...]]:
    """Rows of names broken over two lines as one row, where that gives names of categories."""
    if len(rows) != 2 or any(re.search(r"\$|\d", _said(cell)) for cell in rows[1]):
        return rows
    joined = tuple(
        (Paragraph(" ".join(filter(None, (_said(a), _said(b)))), b[0].page if b else None, b[0].line if b else 0),) if a or b else ()
        for a, b in zip(*rows, strict=False)
    )
    named = [_said(cell) for cell in joined if _said(cell)]
    return (joined,) if named and all(len(labels.meaning(name).categories) == 1 for name in named) else rows


def _said(cell: Cell) -> str:
    return " ".join(content.text for content in cell).strip()


def _is_unclear(row: Sequence[Cell], head: Sequence[str]) -> bool:
    """Whether a row gives several figures, and nothing tells whose each is."""
    figures = [column for column, cell in enumerate(row[1:], 1) if re.fullmatch(r"\$?\d[\d,.]*(?:\s*\w+)?", _said(cell))]
    return len(figures) > 1 and not any(column < len(head) and head[column] for column in figures)


def _prefix(row: str, column: str, labels: Labels, category: str | None) -> str:
    """What a cell is about, in the words of its row and column; a name that only says whose it is adds nothing."""

    def whose(name: str) -> bool:
        return bool(labels.meaning(name).categories) or labels.designation(name, category) is not None

    return ", ".join(name for name in (row, column) if name and not whose(name)) or row


def _with_unit(cell: Cell, prefix: str) -> Cell:
    """A cell that begins with a bare figure, with the unit that the name of its row or column gives it ("Training (clock hours)": "20 clock hours")."""
    unit = _UNIT.search(prefix)
    first = cell[0]
    bare = re.match(r"\d[\d,.]*(?![\w%])(?!\s*(?:to|-|–|or)\s*\d)(?!\s+(?:clock |contact )?(?:hours?|hrs?|years?|months?|days?)\b)", first.text)
    if not unit or not bare:
        return cell
    named = unit.group().lower().removesuffix("s") if bare.group() == "1" else unit.group().lower()
    return (replace(first, text=f"{bare.group().rstrip(',')} {named}{first.text[bare.end() - bare.group().endswith(',') :]}"), *cell[1:])


def _means(name: str, labels: Labels, category: str | None) -> bool:
    meaning: Meaning = labels.meaning(name)
    return len(meaning.categories) == 1 or bool(meaning.part or meaning.topics) or labels.designation(name, category) is not None


def _heads(header: bool, rows: Sequence[Sequence[Cell]], labels: Labels, category: str | None) -> bool:
    """Whether the first row names the columns: the file says so, the names mean something, or they are mere names above longer text."""
    if len(rows) < 2:
        return False
    names = [_said(cell) for cell in rows[0]]
    if any(len(words(name)) > _COLUMN for name in names) or not any(names[1:]):
        return False
    inner = [name for name in names[1:] if name]
    if words(names[0]) in _LEVELS or all(len(labels.meaning(name).categories) == 1 for name in inner):
        return True
    if header:
        return not _is_row(names, labels, category)
    if sum(_means(name, labels, category) for name in inner) * 2 >= len(inner) and not labels.meaning(names[0]).topics:
        return True
    longest = max(len(words(_said(row[-1]))) for row in rows[1:])
    plain = not any(re.search(r"[\d.:$]", name) for name in names if name) and not labels.meaning(names[0]).known
    return plain and longest > 2 * max(len(words(name)) for name in names)


def _is_row(names: Sequence[str], labels: Labels, category: str | None) -> bool:
    """Whether what a file marks as the names of columns is a first row, since a table must have such names there: a topic, and what is said of it."""
    said = [name for name in names[1:] if name]
    return (
        bool(labels.meaning(names[0]).topics)
        and any(re.search(r"[\d$]|\w\.$", name) for name in said)
        and not any(_means(name, labels, category) for name in said)
    )


def _named(cell: Cell, labels: Labels) -> tuple[str | None, tuple[Content, ...]]:
    """The name of a row and what else its first cell says; None when that cell is no name."""
    if not _said(cell):
        return "", ()
    first = cell[0]
    if not isinstance(first, Paragraph):
        return None, ()
    text = first.text.rstrip(": ")
    if len(words(text)) <= _NAME and not re.search(r"[.!?]\s+[A-Z]", text):
        return text, tuple(cell[1:])
    end = labels.row(text, "")
    if end:
        return text[:end].strip(), (Paragraph(text[end:].strip(" :–-"), first.page, first.line), *cell[1:])
    return None, ()
