"""Asking: the questions that the rules of a document answer, put to them where the document has none of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from corpus.guideline import Block, Sentence
from corpus.quantities import quantities
from corpus.vocabulary import Texts, Vocabulary

ANY = "any"
GLOSSARY = "glossary"


def asked(blocks: Sequence[Block], vocabulary: Vocabulary) -> tuple[Block, ...]:
    """The blocks with the vocabulary's ways of asking: those for a figure at the first sentence of the topic that has one, the others at its first block."""
    found = list(blocks)
    done: set[tuple[object, ...]] = set()
    defined: set[str] = set()
    for number, block in enumerate(found):
        scope = block.scope
        if scope.part == GLOSSARY and block.headings[-1] not in defined and vocabulary.category_of(block.headings[-1]) is None:
            term = block.headings[-1]
            defined.add(term)
            found[number] = replace(block, asks=(*block.asks, f"what is {term}", f"what does {term} mean"))
            continue
        asks = vocabulary.asks.get(scope.part or "", {}).get(scope.topic or "", {})
        for unit, texts in asks.items():
            key = (scope.category, scope.part, scope.topic, unit)
            if key in done or scope.association is None:
                continue
            if unit == ANY:
                found[number] = replace(found[number], asks=(*found[number].asks, *texts))
                done.add(key)
            elif (at := _with_unit(block.sentences, unit)) is not None:
                said = list(found[number].sentences)
                said[at] = _also(said[at], texts)
                found[number] = replace(found[number], sentences=tuple(said))
                done.add(key)
    return tuple(found)


def _with_unit(sentences: Sequence[Sentence], unit: str) -> int | None:
    return next((n for n, sentence in enumerate(sentences) if any(q.unit == unit for q in quantities(sentence.text))), None)


def _also(sentence: Sentence, texts: Texts) -> Sentence:
    return replace(sentence, asks=(*sentence.asks, *texts))
