"""Answers as data. Every surface (terminal, chat, JSON) renders these; none parses text for its sources."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Status(StrEnum):
    """How a question ended (fixed)."""

    ANSWERED = "answered"
    NEEDS_CLARIFICATION = "needs_clarification"
    NOT_COVERED = "not_covered"
    OUT_OF_SCOPE = "out_of_scope"
    URGENT = "urgent"


class Layout(StrEnum):
    """How an answer is best laid out: text, a comparison (a row a label), a checklist (a row a topic) or changes (a row a topic, a column an edition)."""

    TEXT = "text"
    COMPARISON = "comparison"
    CHECKLIST = "checklist"
    CHANGES = "changes"


@dataclass(frozen=True, slots=True)
class Citation:
    """A passage and the exact sentence of it that is relied on.

    `label` names association, category and edition; `heading` is the path in the document; `passage` the passage's id.
    """

    number: int
    passage: str
    sheet: str
    source: str
    title: str
    heading: str
    quote: str
    url: str | None
    page: int | None
    label: str


@dataclass(frozen=True, slots=True)
class Derivation:
    """A computed figure: how it comes from figures of the cited sentence and of the question ("30 - 14 = 16")."""

    value: float
    left: float
    operator: str
    right: float


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence, list item or table cell, and the numbers of the citations it rests on.

    `label` says whose rule it is ("Michigan (MI-AIMH), …"), `topic` what it is about, `edition` under which edition it stands where editions are set side
    by side; they are for layout and may be empty. A statement without citations holds no fact of a guideline (an introduction, a refusal, a question back).
    """

    text: str
    citations: tuple[int, ...] = ()
    label: str = ""
    topic: str = ""
    item: bool = False
    derivations: tuple[Derivation, ...] = ()
    edition: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """The scope that a question was answered in, as keys of the vocabulary."""

    associations: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    part: str | None = None
    topics: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """What is shown: statements in order, the first one being the lead; notes; suggestions for a next question."""

    status: Status
    statements: tuple[Statement, ...]
    citations: tuple[Citation, ...] = ()
    notes: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()
    understood: Understood = Understood()
    layout: Layout = Layout.TEXT

    @property
    def lead(self) -> str:
        """The first statement's text."""
        return self.statements[0].text if self.statements else ""
