"""Whether a word may become another name of something, and what it may be a name of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from corpus.quantities import NUMBER_WORDS, UNIT_WORDS
from corpus.vocabulary import Vocabulary
from corpus.words import ROMAN, stopwords, words
from index.passages import Passage
from ui.records.aliases import Alias
from ui.render import capital

Choices = list[tuple[str, list[tuple[str, str]]]]
SHORTEST = 3
"""Letters of a single word that texts are searched for."""


def choices(vocabulary: Vocabulary) -> Choices:
    """What a word may mean, in groups: the group's label, and for each choice its value ("association:KEY") and label."""
    return [
        ("Associations", [(f"association:{key}", vocabulary.label(key)) for key in vocabulary.associations]),
        ("Levels", [(f"category:{key}", vocabulary.category_label(key)) for key in vocabulary.categories]),
        ("Topics", [(f"topic:{key}", capital(key)) for key in vocabulary.topics]),
    ]


def meaning(vocabulary: Vocabulary, kind: str, key: str) -> str:
    """A choice in words; the key itself when the vocabulary does not have it any more."""
    found = [label for _, group in choices(vocabulary) for value, label in group if value == f"{kind}:{key}"]
    return found[0] if found else key


def name_fault(term: str, value: str, vocabulary: Vocabulary, aliases: Sequence[Alias], passages: Sequence[Passage] = ()) -> str:
    """Why a term may not become a name of what was chosen, in plain words; empty when it may.

    Args:
        term: The word or words.
        value: The choice.
        vocabulary: The one in use.
        aliases: Those made at the desk, also when they are not in use yet.
        passages: What is held. An association's name may not be a word that the documents of others use as any word: questions about all would be
            answered from its rules.
    """
    given = tuple(words(term))
    if not given:
        return "Please write the word or words that people use."
    if value not in {choice for _, group in choices(vocabulary) for choice, _ in group}:
        return "Please choose what it means."
    if all(map(_is_common, given)) or (len(given) == 1 and len(given[0]) < SHORTEST):
        return f"“{term}” is too short or too common to be told apart in a question. Please write more of it."
    taken = [(name, label) for name, label in _names(vocabulary) if tuple(words(name)) == given]
    taken += [(alias.term, meaning(vocabulary, alias.kind, alias.key)) for alias in aliases if tuple(words(alias.term)) == given]
    if not taken:
        kind, key = value.split(":", 1)
        if kind == "association" and _is_said_by_others(given, key, passages):
            return f"“{term}” stands in the documents of other associations too, so it cannot tell which one is meant. Please write more of the name."
        return ""
    mine = meaning(vocabulary, *value.split(":", 1))
    if any(label == mine for _, label in taken):
        return f"“{term}” is a name of {mine} already. Nothing needs to be done."
    return f"“{term}” already means something else: {taken[0][1]}. One word cannot mean both; nothing was changed."


def _is_common(word: str) -> bool:
    """Whether a word is one of every other question: a figure, a unit, or one that says nothing by itself."""
    return word in stopwords() or word in NUMBER_WORDS or word in UNIT_WORDS or word in ROMAN or word[0].isdigit()


def _is_said_by_others(given: Sequence[str], key: str, passages: Sequence[Passage]) -> bool:
    """Whether documents of other associations have these words in small letters, as no name is written."""
    together = r"[^\w.;:?!]+".join(map(re.escape, given))
    said = re.compile(rf"(?<![^\W_]){together}(?![^\W_])")
    return any(passage.scope.association not in {None, key} and said.search(passage.text) for passage in passages)


def _names(vocabulary: Vocabulary) -> Iterator[tuple[str, str]]:
    """Every name of the vocabulary, and what it is a name of."""
    for key, association in vocabulary.associations.items():
        for name in (key, association.name, *association.places, *association.aliases, *association.towns):
            yield name, vocabulary.label(key)
    for key, category in vocabulary.categories.items():
        for name in (key, category.name, f"Level {category.level}" if category.level else key, *category.designation, *category.aliases):
            yield name, vocabulary.category_label(key)
    for terms, kind in ((vocabulary.topics, "topic"), (vocabulary.parts, "part")):
        for key, term in terms.items():
            for name in (key, *term.headings, *term.aliases):
                yield name, capital(key) if kind == "topic" else f"the part “{key}” of a guideline"
    for other in vocabulary.elsewhere:
        for name in (other.name, *other.places, *other.aliases):
            yield name, f"{other.name}, of which nothing is held here"
    for state in vocabulary.states.values():
        yield state, f"the state {state}"
    for subject, names in vocabulary.subjects.items():
        for name in (subject, *names):
            yield name, f"the subject “{subject}”"
