"""Answers as they are graded: the text a person sees, its citations, and the statements with the sentences they rest on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.answer import Answer, Layout, Statement
from corpus.errors import QuestionError


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation; `quote` is empty where a pipeline pastes documents and quotes no sentence."""

    sheet: str
    source: str
    heading: str
    quote: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement, the sentences that it quotes, and the figures that it computes, with what they are computed from."""

    text: str
    quotes: tuple[str, ...]
    computed: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Given:
    """One graded answer.

    Attributes:
        text: The answer without its list of sources.
        claims: Empty when the answer was read from a file, which holds no statements.
        associations: The associations it was understood to be about; `categories` likewise.
        ms: Milliseconds it took, or None when not measured.
    """

    id: str
    status: str
    text: str
    citations: tuple[Cited, ...]
    claims: tuple[Claim, ...] = ()
    associations: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    ms: float | None = None

    @property
    def refused(self) -> bool:
        """Whether it declines to answer."""
        return self.status in {"not_covered", "out_of_scope"}


def given(identity: str, answer: Answer, ms: float | None = None) -> Given:
    """An answer of the assistant, as it is graded."""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    claims = tuple(_claim(statement, quotes) for statement in answer.statements)
    cited = tuple(Cited(c.sheet, c.source, c.heading, c.quote) for c in answer.citations)
    return Given(identity, str(answer.status), plain_text(answer), cited, claims, answer.understood.associations, answer.understood.categories, ms)


def _claim(statement: Statement, quotes: dict[int, str]) -> Claim:
    computed = tuple(figure for derivation in statement.derivations for figure in (derivation.value, derivation.left, derivation.right))
    return Claim(statement.text, tuple(quotes[number] for number in statement.citations if number in quotes), computed)


def plain_text(answer: Answer) -> str:
    """The answer as a terminal shows it, without its list of sources."""
    lines: list[str] = []
    running = False
    for statement in answer.statements:
        name = _name(statement, answer)
        line = f"{'- ' if statement.item else ''}{name}{': ' if name else ''}{statement.text}"
        free = not (statement.item or name)
        if running and free:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
        running = free
    return "\n".join([*lines, *(note if note.endswith((".", "!", "?")) else f"{note}." for note in answer.notes)])


def _name(statement: Statement, answer: Answer) -> str:
    """What stands before a statement: its label, in a checklist its topic, and both where the rows differ in both."""
    label, topic = statement.label, statement.topic[:1].upper() + statement.topic[1:]
    if answer.layout is Layout.TEXT:
        return label
    labels = len({row.label for row in answer.statements if row.label}) > 1
    topics = len({row.topic for row in answer.statements if row.topic}) > 1
    compared = (label, topic if topics else "")
    names = compared if answer.layout is Layout.COMPARISON else (label if labels or not topic else "", topic)
    return ", ".join(name for name in names if name) or label or topic


def load_answers(path: Path) -> dict[str, Given]:
    """Answers by id, from the lines that `endorse ask --batch` writes.

    Raises:
        QuestionError: If the file is missing or a line is not such an object; with file and line.
    """
    if not path.is_file():
        raise QuestionError(f"{path}: no such file of answers; write one with `endorse ask --batch`")
    return {answer.id: answer for answer in _read(path, path.read_text(encoding="utf-8").splitlines())}


def _given(data: dict[str, Any]) -> Given:
    scope = data.get("scope") or {}
    cited = tuple(Cited(c.get("sheet", ""), c.get("source", ""), c.get("heading", ""), c.get("quote", "")) for c in data.get("citations") or [])
    associations, categories = tuple(scope.get("associations", ())), tuple(scope.get("categories", ()))
    return Given(data["id"], data.get("status", "answered"), data.get("text") or "", cited, (), associations, categories, data.get("ms"))


def _read(path: Path, lines: Iterable[str]) -> Iterable[Given]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield _given(json.loads(line))
        except (ValueError, KeyError, AttributeError, TypeError) as error:
            raise QuestionError(f"{path}:{number}: not an answer ({error}); write the file with `endorse ask --batch`") from error
