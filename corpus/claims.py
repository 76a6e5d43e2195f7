"""Claims: what single sentences of guidelines ask for, of whom and about what, so that two of them can be held against each other."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from corpus.guideline import Guideline, Scope
from corpus.names import Kind, Name, NameFinder
from corpus.quantities import Quantity, quantities
from corpus.vocabulary import Vocabulary
from corpus.words import stem, stems, words

RULED = frozenset({"requirements", "renewal", "fees"})
"""Parts that state rules."""
TOLD = frozenset({"glossary", "background", "process"})
"""Parts in which a sentence may state one in passing, when it names a topic."""
_OVERVIEW = frozenset({None, "overview"})
_CONDITION = re.compile(
    r"\b(?:if|when|whether|unless|until|who|whose|whom|those|someone|anyone|only|instead|alternatively|except|provided|while|may|can|preferred|preferably"
    r"|example|average|left|remaining|difference|both|these|this|such|they|them|same|other)\b"
    r"|\bendorsed (?:for|less|more|at least) |\bafter (?:at least )?(?:\d|one|two|three|four|five|six)|\bno part\b|\bnot (?:\w+ )?(?:all|only|enough)\b",
    re.I,
)
"""What makes a sentence hold for some people, at some time, or as one of several ways."""
_SILENT = re.compile(
    r"\b(?:names?|gives?|states?|sets?|says?|mentions?|lists?|makes?) (?:no|nothing|neither)\b"
    r"|\b(?:does|do) not (?:\w+ )?(?:say|state|name|give|list|mention|set|repeat|divide)|\bnot (?:stated|named|given|listed|mentioned|split)\b",
    re.I,
)
_RENEWING = re.compile(r"\b(?:renew\w*|continu\w+|maintain\w*|annual\w*|yearly|keep\w*|remain\w*|(?:per|a|each|every) year)\b", re.I)
_FREE = re.compile(
    r"\b(?:not|n't|no longer)\s+(?:\w+\s+){0,1}?(?:required|needed|necessary|mandatory|compulsory|obligatory)\b|\boptional\b|\bvoluntary\b"
    r"|\brecommend\w*\b|\b(?:does|do|need) not (?:require|need|have to)\b|\bno\s+(?:[\w-]+\s+){1,4}(?:is|are)\s+(?:required|needed|necessary)\b",
    re.I,
)
_ASKED = re.compile(r"\b(?:required|requires?|mandatory|compulsory|obligatory|necessary|must|needed|needs?|ha(?:s|ve) to)\b", re.I)
_CLAUSE = re.compile(r"[;:,()]|\s[-–—]\s")
_PLAIN_WORDS = """
require required requirement mandatory compulsory obligatory necessary must need minimum least most maximum total clock hour hours year years month
months week weeks day days dollar dollars applicant applicants candidate candidates member complete completed completion successful successfully pass
person people professional professionals each every all any per annual annually yearly earn earned earning take takes taken ask asks asked come comes
amount amounts receive received obtain obtained document documented show shown submit submitted hand collect have has get gotten within over period
time at or more fewer less up no not optional recommended strongly recommendation voluntary keep keeping maintain continue continuing continued be
been being guideline guidelines table rule rules designation level category association state proof also in of for exactly whole signed paid form
again still endorse endorsed endorsement endorsing apply applying application renew renewal
"""
_PLAIN = frozenset(map(stem, words(_PLAIN_WORDS)))
"""Stems that say nothing of what a rule is about."""
_FEE = re.compile(r"\b(?:([a-z-]+) )?(?:fees?|costs?|charges?|dues)\b", re.I)
"""A fee, with the word that says which."""
_WHOLE = frozenset(["a", "all", "an", "full", "it", "that", "the", "total", "which", "whole"])


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence that asks for something, or says that it is not asked.

    Attributes:
        guideline: Id of the guideline.
        categories: Whom it holds for; None for all categories of the association.
        rule: Whether it is the first sentence of a section that is headed by the topic, or an item that names it.
        free: Whether it says that something is not required, where a rule is taken to require what it names; None when it says neither.
        figures: Its whole figures by unit, the first of each, with the words around it that say what of (as stems).
        about: The stems of the sentence that neither belong to the topic nor are plain.
    """

    guideline: str
    edition: str
    headings: tuple[str, ...]
    association: str
    categories: frozenset[str] | None
    part: str
    topic: str
    text: str
    rule: bool
    free: bool | None
    figures: Mapping[str, tuple[Quantity, frozenset[str]]]
    about: frozenset[str]

    @property
    def times_alone(self) -> bool:
        """Whether its figures are years and the like and nothing else, so that they are what it asks for and not the time to do it in."""
        return len(self.figures) == 1 and not self.figures.keys().isdisjoint(map(stem, ("years", "months", "weeks", "days")))

    def meets(self, other: Claim) -> bool:
        """Whether both speak of one topic of one part to the same people, in different sections."""
        here, there = ((claim.association, claim.part, claim.topic) for claim in (self, other))
        sections = (self.guideline, self.headings) == (other.guideline, other.headings)
        return here == there and not sections and (self.categories is None or other.categories is None or bool(self.categories & other.categories))


class ClaimReader:
    """Reads claims with one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary
        self._names = NameFinder(vocabulary)
        synonyms = {stem(words(other)[0]): stem(words(group[0])[0]) for group in vocabulary.synonyms for other in group if len(words(other)) == 1}
        self._canonical = synonyms
        self._topics = {key: frozenset(self._canon(s) for name in (key, *term.headings) for s in stems(name)) for key, term in vocabulary.topics.items()}
        self._phrases = {key: [" ".join(words(name)) for name in (key, *term.headings)] for key, term in vocabulary.topics.items()}

    def guideline(self, guideline: Guideline) -> Iterator[Claim]:
        """The claims of the current blocks of a guideline, in order."""
        seen: set[tuple[str, ...]] = set()
        for block in guideline.blocks:
            first = block.headings not in seen
            seen.add(block.headings)
            yield from self.read(guideline.id, block.headings, block.scope, [s.text for s in block.sentences], block.listed, first)

    def read(self, guideline: str, headings: tuple[str, ...], scope: Scope, sentences: Sequence[str], listed: bool, first: bool) -> Iterator[Claim]:
        """The claims of one block, in order; none of a block without an association, or one that is not current.

        Args:
            listed: Whether the sentences are items of a list (and perhaps its introduction).
            first: Whether it is the first block under its headings.
        """
        if scope.association is None or scope.status != "current" or scope.part not in RULED | TOLD:
            return
        headed = bool(headings) and self._vocabulary.topic_of(headings[-1]) == scope.topic
        for number, sentence in enumerate(sentences):
            if _SILENT.search(sentence):
                continue
            names = [name for name in self._names.find(sentence) if "," not in sentence[name.start : name.end]]
            categories = self._categories(scope.category, names)
            if categories == frozenset():
                continue
            for topic, labelled in self._about(scope, sentence, listed):
                part = str(scope.part) if scope.part in RULED else "renewal" if _RENEWING.search(sentence) else "requirements"
                if scope.part == "requirements" and _RENEWING.search(sentence):
                    continue
                rule = scope.part in RULED and (labelled or (headed and first and number == 0))
                yield self._claim(guideline, headings, scope, categories, part, topic, sentence, names, rule)

    def _about(self, scope: Scope, sentence: str, listed: bool) -> Iterator[tuple[str, bool]]:
        """The topics that a sentence is about, each with whether it is an item that names it ("Training: …")."""
        label = sentence.split(":")[0] if listed and ":" in sentence else ""
        if scope.part in RULED and scope.topic not in _OVERVIEW:
            named = bool(label) and any(name.kind is Kind.CATEGORY for name in self._names.find(label))
            yield str(scope.topic), named
        elif scope.part in RULED:
            if label and (topic := self._vocabulary.topic_of(label)):
                yield topic, True
        else:
            said = f" {' '.join(words(sentence))} "
            yield from ((key, False) for key, phrases in self._phrases.items() if any(f" {phrase} " in said for phrase in phrases))

    def _categories(self, own: str | None, names: Sequence[Name]) -> frozenset[str] | None:
        """Whom a sentence holds for: the block's category, unless it names others; None for all, the empty set for none that it stands under."""
        named = frozenset(name.key for name in names if name.kind is Kind.CATEGORY)
        if own is None:
            return named or None
        within = frozenset(key for key in named if self._vocabulary.categories[key].within == own)
        return frozenset({own}) if not named or own in named else within

    def _claim(
        self,
        guideline: str,
        headings: tuple[str, ...],
        scope: Scope,
        categories: frozenset[str] | None,
        part: str,
        topic: str,
        text: str,
        names: Sequence[Name],
        rule: bool,
    ) -> Claim:
        bare = _without(text, names)
        several = len({name.key for name in names if name.kind is Kind.CATEGORY}) > 1
        by_level = several and (";" in text or len(_units(text)) != len(set(_units(text))))
        conditional = by_level or bool(_CONDITION.search(text))
        freed = bool(_FREE.search(text))
        asked = not freed and ((rule and not text.endswith(":")) or bool(_ASKED.search(text)))
        free = None if conditional else True if freed and not quantities(bare) else False if asked else None
        figures = {} if conditional or freed else self._figures(bare, topic)
        return Claim(guideline, scope.edition, headings, str(scope.association), categories, part, topic, text, rule, free, figures, self._left(bare, topic))

    def _figures(self, text: str, topic: str) -> dict[str, tuple[Quantity, frozenset[str]]]:
        """The first whole figure of each unit, with the stems of its clause that say what it is of."""
        found: dict[str, tuple[Quantity, frozenset[str]]] = {}
        for quantity in quantities(text):
            unit = self._canon(stem(quantity.unit))
            if quantity.unit in {"", "date", "level", "percent"} or quantity.part or unit in found:
                continue
            start = max((match.end() for match in _CLAUSE.finditer(text, 0, quantity.start)), default=0)
            end = next((match.start() for match in _CLAUSE.finditer(text, quantity.end)), len(text))
            clause = text[start : quantity.start] + " " + text[quantity.end : end]
            found[unit] = (quantity, _kind_of_fee(clause) if quantity.unit == "dollars" else self._left(clause, topic))
        return found

    def _left(self, text: str, topic: str) -> frozenset[str]:
        """Stems of a text without those of its topic and the plain ones."""
        own = self._topics.get(topic, frozenset())
        return frozenset(s for word in stems(text) if word not in _PLAIN and (s := self._canon(word)) not in own | _PLAIN and not s.isdigit())

    def _canon(self, word: str) -> str:
        """A stem, or that of the word it is a synonym of."""
        return self._canonical.get(word, word)


def _kind_of_fee(clause: str) -> frozenset[str]:
    """Which fee a clause speaks of, by the word before "fee"; nothing when it is the whole of it."""
    named = _FEE.search(clause)
    which = (named.group(1) or "").lower() if named else ""
    return frozenset({stem(which)}) if which and which not in _WHOLE else frozenset()


def _units(text: str) -> list[str]:
    """The units of the figures of a sentence, levels aside."""
    return [quantity.unit for quantity in quantities(text) if quantity.unit != "level"]


def _without(text: str, names: Sequence[Name]) -> str:
    """A sentence with the names of associations and categories blanked out, its length kept."""
    for name in names:
        if name.kind in {Kind.ASSOCIATION, Kind.CATEGORY, Kind.LEVEL}:
            text = text[: name.start] + " " * (name.end - name.start) + text[name.end :]
    return text
