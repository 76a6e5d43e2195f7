"""Reporting on documents: what was understood of each, and which could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from corpus.documents import Understood
from corpus.errors import EndorsementError
from corpus.identity import Sure
from corpus.vocabulary import Vocabulary

FAULTY = 3
"""Exit code when a document could not be read, or what it claims does not hold; the others are indexed."""
NAMED = {Sure.STATED: "said outright", Sure.CERTAIN: "certain", Sure.LIKELY: "likely", Sure.UNSURE: "unsure"}


def report_faults(faults: Iterable[EndorsementError], documents: Iterable[Understood], console: Console) -> int:
    """Name each document that could not be read, and each thing that a person should look at.

    Returns:
        The exit code: `FAULTY` if there is a fault, or a document holds what a person cannot see; else 0.
    """
    code = 0
    for fault in faults:
        console.print(f"[red]not read or doubtful:[/red] {escape(str(fault))}")
        code = FAULTY
    for document in documents:
        for warning in document.flags:
            console.print(f"[red]flagged:[/red] {escape(document.guideline.path)}: {escape(warning)}")
            code = FAULTY
        for doubt in document.doubts:
            console.print(f"[yellow]look at:[/yellow] {escape(Path(document.guideline.path).name)}: {escape(doubt)}")
    return code


def report_understood(document: Understood, vocabulary: Vocabulary, console: Console) -> None:
    """Print what was understood of a document, as a table: each field, how sure that is, and what it was read from; and what it has rules about."""
    guideline = document.guideline
    table = Table(title=escape(guideline.path), title_justify="left", title_style="bold", show_lines=False)
    for name in ("", "understood", "how sure", "read from"):
        table.add_column(name, overflow="fold")
    for name in ("title", "association", "category", "edition", "status"):
        clue = getattr(document.identity, name)
        table.add_row(name, escape(_value(name, clue.value, vocabulary)), NAMED[clue.sure], escape(clue.source))
    console.print(table)
    topics = Table(show_header=True)
    for name in ("category", "part", "topics", "passages"):
        topics.add_column(name, overflow="fold")
    for category, part, named, count in _contents(document):
        topics.add_row(category or "all", part or "text", ", ".join(named), str(count))
    console.print(topics)


def _value(name: str, value: str | None, vocabulary: Vocabulary) -> str:
    if value is None:
        return "none"
    if name == "association":
        return vocabulary.label(value)
    return vocabulary.category_label(value) if name == "category" else value


def _contents(document: Understood) -> list[tuple[str | None, str | None, Sequence[str], int]]:
    counts: Counter[tuple[str | None, str | None]] = Counter()
    topics: dict[tuple[str | None, str | None], dict[str, None]] = {}
    for block in document.guideline.blocks:
        key = (block.scope.category, block.scope.part)
        counts[key] += 1
        topics.setdefault(key, {}).update({block.scope.topic: None} if block.scope.topic else {})
    return [(category, part, list(topics[category, part]), count) for (category, part), count in counts.items()]
