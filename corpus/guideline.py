"""Guidelines as data: documents divided into blocks, each with its scope."""

from __future__ import annotations

from dataclasses import dataclass

RESTATED = "restated"
"""Status of what a document says and a sheet restates: the sheet answers, and the document's wording is not indexed beside it."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The coordinates of a block: whose rule, of which edition, for which category, about what.

    None means that the document does not say: a block without association is general, one without category holds for all.
    """

    association: str | None
    category: str | None
    edition: str
    status: str
    part: str | None
    topic: str | None


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item, verbatim, with the questions (`? ` lines) that ask for it alone."""

    text: str
    asks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a list under one heading path: the smallest thing that is shown.

    `asks` are the `? ` lines above it. A list has `listed` True: its first sentence may be the introduction (`introduced`).
    """

    headings: tuple[str, ...]
    scope: Scope
    sentences: tuple[Sentence, ...]
    asks: tuple[str, ...]
    listed: bool
    introduced: bool
    line: int
    page: int | None = None

    @property
    def text(self) -> str:
        """The block as a person reads it; list items on lines of their own."""
        if not self.listed:
            return " ".join(sentence.text for sentence in self.sentences)
        start = 1 if self.introduced else 0
        return "\n".join([s.text for s in self.sentences[:start]] + [f"- {s.text}" for s in self.sentences[start:]])


@dataclass(frozen=True, slots=True)
class Guideline:
    """One document of one edition: its front matter and its blocks, in order."""

    id: str
    source: str
    title: str
    association: str | None
    category: str | None
    edition: str
    status: str
    url: str | None
    note: str | None
    path: str
    blocks: tuple[Block, ...]
