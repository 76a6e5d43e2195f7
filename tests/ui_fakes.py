"""A small made-up corpus, and an assistant over it that answers by plain rules: what the pages are tested with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from types import SimpleNamespace
from typing import TypeVar

from assistant.answer import Answer, Citation, Layout, Statement, Status, Understood
from assistant.assistant import Choice
from corpus.errors import QuestionError
from corpus.sheet import load_corpus
from index.passages import Passage, cut_passages

T = TypeVar("T")
VOCABULARY = """
associations:
  NVAIMH:
    name: Northvale Association for Infant Mental Health
    places: [Northvale]
  SBAIMH:
    name: Southbank Association for Infant Mental Health
    places: [Southbank]
"""
SHEET = """---
id: {id}
source: {id}-original
title: Requirements of {place}
association: {key}
category: IFS
edition: "{edition}"
status: {status}
url: {url}
---

## Requirements
### Training
At least {hours} clock hours of training are required. Half of them <b>may</b> be taught & {{{{shared}}}} online.
### References
These are asked for:
- {hours} pages of *notes*.
- One letter from a supervisor.
## Renewal
### Training
Renewal takes {renewal} clock hours of training a year.
"""
FIELDS = ("id", "place", "key", "edition", "status", "url", "hours", "renewal")
SHEETS = (
    ("nv-2031", "Northvale", "NVAIMH", "2031-05-02", "current", "https://example.org/nv", 71, 9),
    ("nv-2019", "Northvale", "NVAIMH", "2019", "superseded", "https://example.org/old", 66, 8),
    ("sb", "Southbank", "SBAIMH", "undated", "current", "javascript:alert(1)", 38, 4),
)


def in_loop(build: Callable[[], T]) -> T:
    """What `build` makes, made inside an event loop of its own thread: outside one, Gradio opens loops and never closes them."""

    async def made() -> T:
        return build()

    with ThreadPoolExecutor(1) as thread:
        return thread.submit(lambda: asyncio.run(made())).result()


class RuleAssistant:
    """Answers by a few words of the question. "crash" fails, "unreadable" is refused, "Mars" is not covered; anything else asks for training hours."""

    def __init__(self, folder: Path) -> None:
        (folder / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
        for values in SHEETS:
            sheet = dict(zip(FIELDS, values, strict=True))
            (folder / f"{sheet['id']}.md").write_text(SHEET.format(**sheet), encoding="utf-8")
        guidelines, vocabulary = load_corpus([folder])
        self.retriever = SimpleNamespace(passages=cut_passages(guidelines), vocabulary=vocabulary)

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        question, choice = turns[-1].lower(), choice or Choice()
        if "crash" in question:
            raise RuntimeError("secret detail")
        if "unreadable" in question:
            raise QuestionError("the question is not text; type it again")
        if "mars" in question:
            return Answer(
                Status.NOT_COVERED, (Statement("No document of Mars is held here. Ask the association there."),), suggestions=("What about Northvale?",)
            )
        part = "renewal" if "renewal" in question else "requirements"
        if "compare" in question:
            return self._several([self.passage(key, part, "training") for key in ("NVAIMH", "SBAIMH")], Layout.COMPARISON)
        named = tuple(key for key, place in (("SBAIMH", "southbank"), ("NVAIMH", "northvale")) if place in " ".join(turns).lower())
        first, second = (named, choice.associations) if choice.presumed else (choice.associations, named)
        association = (first or second or ("NVAIMH",))[0]
        edition = choice.editions[0] if choice.editions else None
        if "need" in question:
            return self._several([self.passage(association, part, topic, edition) for topic in ("training", "references")], Layout.CHECKLIST)
        return self._several([self.passage(association, part, "training", edition)], Layout.TEXT)

    def passage(self, association: str, part: str, topic: str, edition: str | None = None) -> Passage:
        """The first passage with these coordinates; of the current edition unless one is named."""
        for passage in self.retriever.passages:
            scope = passage.scope
            if (scope.association, scope.part, scope.topic) == (association, part, topic) and (
                scope.edition == edition if edition else scope.status == "current"
            ):
                return passage
        raise AssertionError(f"no passage for {association}, {part}, {topic}, {edition}")

    def _several(self, passages: Sequence[Passage], layout: Layout) -> Answer:
        citations = tuple(self.cite(number, passage) for number, passage in enumerate(passages, 1))
        statements = tuple(
            Statement(citation.quote, (citation.number,), citation.label if layout is not Layout.CHECKLIST else "", passage.scope.topic or "")
            for citation, passage in zip(citations, passages, strict=True)
        )
        first = passages[0].scope
        associations = tuple(dict.fromkeys(passage.scope.association or "" for passage in passages))
        understood = Understood(associations, (first.category or "",), first.part, (first.topic or "",), (first.edition,))
        return Answer(Status.ANSWERED, statements, citations, ("Figures are made up",), ("And for renewal?",), understood, layout)

    def cite(self, number: int, passage: Passage) -> Citation:
        """A citation of a passage's first sentence."""
        label = f"{self.retriever.vocabulary.label(passage.scope.association or '')}, {passage.scope.edition}"
        return Citation(number, passage.id, passage.guideline, passage.source, passage.title, passage.heading, passage.sentences[0], passage.url, 4, label)
