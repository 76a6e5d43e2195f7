"""Clauses: what a paragraph or list says, as the sentences that can each be quoted alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from corpus.elements import Item, Paragraph
from corpus.quantities import quantities

_INLINE = re.compile(r"(?<![\w$.,])\(?(\d{1,2})[.)]\s+(?=[\"“(]?[A-Z])")
_FIGURES = frozenset({"hours", "dollars"})


def divide_numbered(paragraph: Paragraph) -> tuple[Paragraph | None, list[Item]]:
    """A paragraph without the list that is numbered within it ("1. One from …, and 2. One from …"), and that list."""
    found: list[re.Match[str]] = []
    for match in _INLINE.finditer(paragraph.text):
        if int(match.group(1)) == len(found) + 1:
            found.append(match)
    if len(found) < 2:
        return paragraph, []
    ends = [*(match.start() for match in found[1:]), len(paragraph.text)]
    items = [Item(paragraph.text[match.end() : end].strip(), 0, paragraph.page, paragraph.line, match.group(1)) for match, end in zip(found, ends, strict=True)]
    before = paragraph.text[: found[0].start()].strip()
    return (replace(paragraph, text=before) if before else None), items


def join_conditions(said: Sequence[str]) -> list[str]:
    """Sentences, one in brackets joined to that before it, whose condition it is ("(Required for one designation; optional for another.)").

    A sentence that gives one figure for each of several cases, with semicolons between, is several.
    """
    found: list[str] = []
    for sentence in (clause for whole in said for clause in _cases(whole)):
        if found and sentence.startswith("(") and re.search(r"\)\W*$", sentence):
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def _cases(sentence: str) -> list[str]:
    clauses = re.split(r"(?<=;) (?=[A-Z]|if )(?!Levels? )", sentence)
    units = [{q.unit for q in quantities(clause)} & _FIGURES for clause in clauses]
    return clauses if len(clauses) > 1 and sum(bool(unit) for unit in units) > 1 and len(units[0]) else [sentence]


def join_inner(items: Sequence[Item]) -> list[str]:
    """The texts of a list, those of an inner list joined to the item that introduces it."""
    found: list[str] = []
    inner: list[str] = []
    for item in items:
        if item.depth and found and found[-1].endswith(":"):
            inner.append(item.text.rstrip(".;, "))
            continue
        if inner:
            found[-1] = f"{found[-1]} {'; '.join(inner)}"
            inner = []
        found.append(item.text)
    if inner:
        found[-1] = f"{found[-1]} {'; '.join(inner)}"
    return found
