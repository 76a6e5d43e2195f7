"""Passages: what is retrieved, shown and cited."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from corpus.guideline import RESTATED, Block, Guideline, Scope


@dataclass(frozen=True, slots=True)
class Passage:
    """A block of a guideline, with everything that an answer needs to quote and cite it.

    Attributes:
        id: Stable: guideline, heading path and ordinal under that heading.
        sentences: The sentences or list items, verbatim, in order; a quote is always one of them.
        asks: Ways of asking for it: the sentence they ask for (-1 for the passage as a whole) and the question.
        listed: True for a list; `introduced` tells whether the first sentence introduces it.
    """

    id: str
    guideline: str
    source: str
    title: str
    url: str | None
    note: str | None
    headings: tuple[str, ...]
    scope: Scope
    text: str
    sentences: tuple[str, ...]
    asks: tuple[tuple[int, str], ...]
    listed: bool
    introduced: bool
    page: int | None

    @property
    def heading(self) -> str:
        """The heading path as one line."""
        return " > ".join(self.headings)

    def context(self) -> str:
        """The passage with the headings it stands under, as it is embedded."""
        return f"{': '.join(self.headings[1:] or self.headings)}. {self.text}"

    def to_json(self) -> str:
        """One line of JSON."""
        return json.dumps(asdict(self), ensure_ascii=False)

    @classmethod
    def from_json(cls, line: str) -> Passage:
        """The passage that `to_json` wrote."""
        data = json.loads(line)
        data["scope"] = Scope(**data["scope"])
        data["headings"], data["sentences"] = tuple(data["headings"]), tuple(data["sentences"])
        data["asks"] = tuple((number, ask) for number, ask in data["asks"])
        return cls(**data)


@dataclass(frozen=True, slots=True)
class Entry:
    """One text that is embedded for a passage: the passage in context, one sentence, or one way of asking.

    `sentence` is the ordinal of the sentence it speaks for, -1 for the passage as a whole.
    """

    id: str
    passage: str
    kind: str
    sentence: int
    text: str


def cut_passages(guidelines: Iterable[Guideline]) -> tuple[Passage, ...]:
    """The passages of the guidelines, in order; one a block."""
    return tuple(passage for guideline in guidelines for passage in _cut(guideline))


def _cut(guideline: Guideline) -> Iterator[Passage]:
    ordinals: dict[str, int] = {}
    for block in guideline.blocks:
        path = "/".join(block.headings)
        ordinal = ordinals[path] = ordinals.get(path, 0) + 1
        if block.scope.status == RESTATED:
            continue
        yield Passage(
            id=f"{guideline.id}#{path}#{ordinal}",
            guideline=guideline.id,
            source=guideline.source,
            title=guideline.title,
            url=guideline.url,
            note=guideline.note,
            headings=block.headings,
            scope=block.scope,
            text=block.text,
            sentences=tuple(sentence.text for sentence in block.sentences),
            asks=tuple(_asks(block)),
            listed=block.listed,
            introduced=block.introduced,
            page=block.page,
        )


def _asks(block: Block) -> Iterator[tuple[int, str]]:
    yield from ((-1, ask) for ask in block.asks)
    for number, sentence in enumerate(block.sentences):
        yield from ((number, ask) for ask in sentence.asks)


def entries(passages: Iterable[Passage]) -> Iterator[Entry]:
    """What is embedded: for each passage itself in context, its sentences, and the ways of asking for it."""
    for passage in passages:
        texts = [("passage", -1, passage.context()[:1200])]
        if len(passage.sentences) > 1:
            texts += [("sentence", number, text[:1200]) for number, text in enumerate(passage.sentences)]
        texts += [("ask", number, ask) for number, ask in passage.asks]
        for ordinal, (kind, number, text) in enumerate(texts):
            digest = hashlib.sha256(f"{passage.id}\n{ordinal}\n{kind}\n{text}".encode()).hexdigest()[:24]
            yield Entry(digest, passage.id, kind, number, text)
