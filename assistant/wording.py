"""The assistant's own words: labels, refusals and questions back. Facts of guidelines never stand here."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from corpus.vocabulary import Vocabulary
from index.passages import Passage

URGENT = (
    "If a child or anyone else is in danger now, call 911 or your local emergency number. To report suspected abuse or neglect in the United States, "
    "call your state's child protection hotline or Childhelp at 1-800-422-4453; if you may harm yourself, call or text 988."
)
OFF_TOPIC = "I can only answer questions about infant mental health endorsement from the guidelines held here; I cannot help with that."
GREETING = (
    "I answer questions about infant mental health endorsement from the guidelines held here, and only those. "
    "Ask, for example: how many training hours does Level II need?"
)
NOT_SAID = "The documents held here do not say that. Ask the association directly."
NO_DECISION = "Whether that is met is for the association to decide."
WHICH_ASSOCIATION = "Which association are you with?"
WHICH_CATEGORY = "Which level do you mean?"
ASK_DIRECTLY = "Ask the association directly."
NEWER = "A newer edition is held: {edition}."
NOT_THERE = "Not in this edition."
MORE = "More differs on {topics} than is shown here; compare the documents."
SAME = "The same in {which}: {topics}."
DISAGREE = "The documents held here disagree on this; all sides are shown, with their editions."
DISAGREE_ON = "The documents held here disagree on {topics}; all sides are shown, with their editions."


def label(passage: Passage, vocabulary: Vocabulary) -> str:
    """Whose rule a passage states: association, category and edition; the title for a general document."""
    scope = passage.scope
    if scope.association is None:
        return f"{passage.title} ({scope.edition})"
    named = [vocabulary.label(scope.association)]
    if scope.category:
        named.append(vocabulary.category_label(scope.category))
    named.append(edition_label(scope.edition))
    return ", ".join(named)


def edition_label(edition: str) -> str:
    """The edition as it is shown: "2015 edition", "undated"."""
    return edition if not edition[:1].isdigit() else f"{edition} edition"


def held_editions(editions: Sequence[str]) -> str:
    """Which editions are held, as the end of a sentence: "the editions held are 2015 and 2025"."""
    return f"the edition held is {editions[0]}" if len(editions) == 1 else f"the editions held are {listed(editions)}"


def listed(names: Iterable[str], joiner: str = "and") -> str:
    """Names as a phrase: "a", "a and b", "a, b and c"."""
    found = list(names)
    return found[0] if len(found) == 1 else f"{', '.join(found[:-1])} {joiner} {found[-1]}" if found else ""


def held(vocabulary: Vocabulary, passages: Sequence[Passage]) -> str:
    """What the documents cover: the associations, each with its categories."""
    by_association: dict[str, dict[str, None]] = {}
    for passage in passages:
        scope = passage.scope
        if scope.association and scope.part in {"requirements", "renewal"} and scope.status == "current":
            by_association.setdefault(scope.association, {}).update({scope.category: None} if scope.category else {})
    return listed(f"{vocabulary.label(key)} {_levels(vocabulary, categories)}".strip() for key, categories in sorted(by_association.items()))


def _levels(vocabulary: Vocabulary, categories: Iterable[str]) -> str:
    levels = list(dict.fromkeys(entry.level for key in vocabulary.categories if key in categories and (entry := vocabulary.categories[key]).level))
    return "" if not levels else f"Level {levels[0]}" if len(levels) == 1 else f"Levels {listed(str(level) for level in levels)}"
