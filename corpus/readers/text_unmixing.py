"""Lists that stood side by side in the columns of a table and were run together, taken apart again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.elements import Element, Heading, Item
from corpus.labels import Labels


def unmix(elements: Sequence[Element], labels: Labels) -> list[Element]:
    """The elements with each such list divided, its columns headed by the designations that headed the row before.

    A list is divided only where it shows that it is several: it ends with an item that it holds once for each column.
    """
    found: list[Element] = []
    columns: list[Heading] = []
    category: str | None = None
    run: list[Item] = []
    rows = 0
    for element in (*elements, None):
        if isinstance(element, Item):
            run.append(element)
            continue
        found += _divided(run, columns if rows == 1 else [])
        run = []
        if element is None:
            break
        if isinstance(element, Heading):
            meaning = labels.meaning(element.text)
            if labels.designation(element.text, category):
                columns = [*columns, element] if rows == 0 else [element]
                rows = 0
            elif len(meaning.categories) == 1:
                category, columns = meaning.categories[0], []
            elif columns:
                rows += 1
        found.append(element)
    return found


def _divided(run: Sequence[Item], columns: Sequence[Heading]) -> list[Element]:
    last = _plain(run[-1]) if run else ""
    ends = [number for number, item in enumerate(run) if _plain(item) == last]
    if len(columns) < 2 or len(ends) != len(columns):
        return list(run)
    found: list[Element] = []
    start = 0
    for column, end in zip(columns, ends, strict=True):
        found.append(replace(column, page=run[start].page, line=run[start].line))
        found += run[start : end + 1]
        start = end + 1
    return found


def _plain(item: Item) -> str:
    return " ".join(item.text.lower().split()).rstrip(".;, ")
