"""Unknown terms: what of a question that got no answer neither the vocabulary nor the documents know, for staff to teach or to ask documents for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.reading import QuestionReader
from corpus.names import Kind, Name
from corpus.vocabulary import Vocabulary
from corpus.words import Token, stem, stopwords, tokenize, words
from index.passages import Passage

MOST = 5
SHORTEST = 3
LONGEST = 60
"""Characters of a term; a longer one is cut: what a person typed need not be words."""
_CAPITALS = re.compile(r"\b[A-Z]\w*(?:[ -](?:(?:of|and|for|the|to) )?[A-Z]\w*)+")
_MASKED = re.compile(r"\[[a-z-]+\]")


class UnknownTerms:
    """Finds, in a question, the places that no document is held of, the subjects that guidelines are silent on, and the words that nothing here knows."""

    def __init__(self, passages: Sequence[Passage], vocabulary: Vocabulary, english: Iterable[str] = ()) -> None:
        """Learn what is known.

        Args:
            passages, vocabulary: What the assistant answers from.
            english: Common words; one of them is a term only where a question holds no rarer one.
        """
        self._reader, self._vocabulary = QuestionReader(vocabulary), vocabulary
        self._held = frozenset(passage.scope.association for passage in passages if passage.scope.status != "draft")
        texts = (text for passage in passages for text in (passage.title, passage.text, *passage.headings, *(ask for _, ask in passage.asks)))
        self._known = frozenset(stem(word) for text in (*texts, *_names(vocabulary)) for word in words(text))
        self._english = frozenset(english)

    def find(self, question: str) -> tuple[str, ...]:
        """The terms of one question, places and associations first; at most five.

        Args:
            question: What was asked, masked: "[name]" and its like are no terms.
        """
        text = _MASKED.sub(lambda match: " " * len(match.group()), question)
        names = self._reader.names(text)
        places = [self._place(name) for name in names]
        found = [*(place for place in places if place), *self._reader.subjects(text)]
        rare, common = self._words(text, names)
        found += rare or ([] if found else common)
        unique = {term.lower(): term[:LONGEST] for term in reversed(found)}
        return tuple(reversed(unique.values()))[:MOST]

    def _place(self, name: Name) -> str:
        """How a place, an association without documents or a level that there is not is called; empty for every other name."""
        if name.kind is Kind.ASSOCIATION:
            return "" if name.key in self._held else self._vocabulary.label(name.key)
        return {Kind.ELSEWHERE: name.key, Kind.LEVEL: f"level {name.key}"}.get(name.kind, "")

    def _words(self, text: str, names: Sequence[Name]) -> tuple[list[str], list[str]]:
        """Words that nothing here knows, in order: names and those that are no common English, neighbours joined to one term, and the common ones."""
        tokens = [token for token in tokenize(text) if not any(name.start <= token.start < name.end for name in names)]
        unknown = [token for token in tokens if self._is_unknown(token)]
        spans = list(_capitalized(text, tokens, unknown))
        left = [token for token in unknown if not any(start <= token.start < end for start, end in spans)]
        common = [token for token in left if token.word in self._english and not text[token.start : token.end].isupper()]
        spans += [(token.start, token.end) for token in left if token not in common]
        joined: list[tuple[int, int]] = []
        for start, end in sorted(spans):
            if joined and text[joined[-1][1] : start].strip(" -") == "":
                joined[-1] = (joined[-1][0], end)
            else:
                joined.append((start, end))
        return [text[start:end] for start, end in joined], [token.word for token in common]

    def _is_unknown(self, token: Token) -> bool:
        return len(token.word) >= SHORTEST and token.word.isalpha() and token.word not in stopwords() and stem(token.word) not in self._known


def _capitalized(text: str, tokens: Sequence[Token], unknown: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """Where names of several capital words stand of which one at least is unknown ("Circle of Security"), without common words at their beginning."""
    for match in _CAPITALS.finditer("" if text.isupper() else text):
        inside = [token for token in tokens if match.start() <= token.start < match.end()]
        while inside and inside[0].word in stopwords():
            inside.pop(0)
        if len(inside) > 1 and any(token in unknown for token in inside):
            yield inside[0].start, inside[-1].end


def _names(vocabulary: Vocabulary) -> Iterator[str]:
    """Everything that the vocabulary calls by name."""
    for association in vocabulary.associations.values():
        yield from (association.name, *association.places, *association.aliases, *association.towns)
    for category in vocabulary.categories.values():
        yield from (category.name, *category.aliases, *category.designation)
    for term in (*vocabulary.parts.values(), *vocabulary.topics.values()):
        yield from (*term.headings, *term.aliases)
    yield from vocabulary.topics
    for aliases in (*vocabulary.subjects.values(), *vocabulary.synonyms, vocabulary.urgent.aliases, vocabulary.smalltalk, vocabulary.phrases, vocabulary.field):
        yield from aliases
