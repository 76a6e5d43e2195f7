"""Statements to be checked, and passages of made-up sentences for them to cite."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer import Citation, Derivation, Statement
from assistant.check import faults
from corpus.guideline import Scope
from index.passages import Passage

TRAINING = "At least 30 clock hours of training are required."
LABEL = "Northvale (NVAIMH), Infant Family Specialist (Level II), 2031 edition"
SCOPE = Scope("NVAIMH", "IFS", "2031", "current", "requirements", "training")


def passage_of(*sentences: str, key: str = "p", edition: str = "2031") -> Passage:
    return Passage(
        key,
        "nv",
        "nv-original",
        "Endorsement",
        None,
        None,
        ("Requirements", "Training"),
        replace(SCOPE, edition=edition),
        " ".join(sentences),
        sentences,
        (),
        False,
        False,
        4,
    )


def cite(number: int, passage: Passage, quote: str) -> Citation:
    return Citation(number, passage.id, passage.guideline, passage.source, passage.title, passage.heading, quote, passage.url, passage.page, LABEL)


def check(text: str, *quotes: str, asked: str = "", derivations: tuple[Derivation, ...] = ()) -> list[str]:
    """The faults of a statement that cites all the quotes, which are sentences of one passage."""
    passage = passage_of(*quotes)
    citations = [cite(number, passage, quote) for number, quote in enumerate(quotes, 1)]
    return faults(Statement(text, tuple(c.number for c in citations), derivations=derivations), citations, {passage.id: passage}, asked)
