"""The proof, both ways, that sheets say what their originals say, and say it in words of their own.

Forward: every figure of a sheet stands in its original, below the same heading and category where the original has such headings, or
can be computed from figures of the same block. Backward: every figure of the originals' requirements, renewal and fees stands in a
sheet. And no ten words in a row are an original's, names aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path

from corpus.check import Finding, line_of, read_lines
from corpus.guideline import Block, Guideline
from corpus.names import Kind, NameFinder
from corpus.quantities import Bound, Quantity, quantities
from corpus.repeats import Repeats
from corpus.sections import COMPARED, Section, read_original
from corpus.vocabulary import Vocabulary, load_vocabulary
from corpus.words import ROMAN, stem, words

_MEASURED = frozenset({"hours", "years", "months", "weeks", "days", "minutes", "dollars", "percent"})
_ALL_TOPICS = frozenset({None, "overview", "availability"})
_MONTHS_IN_YEAR = 12
_FOOTNOTES = 10


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison found, and how much it compared: sources, figures of the sheets, figures of the originals."""

    findings: tuple[Finding, ...]
    sources: tuple[str, ...]
    figures: int
    required: int


@dataclass(frozen=True, slots=True)
class _Original:
    """One original, its sections with their figures, and the values that each counted noun has in it."""

    path: Path
    sections: tuple[Section, ...]
    figures: tuple[tuple[Quantity, ...], ...]
    counted: Mapping[str, frozenset[float]]
    levels: frozenset[float]


def compare_originals(guidelines: Sequence[Guideline], folder: Path, sources: Mapping[str, Path], vocabulary: Vocabulary | None = None) -> Comparison:
    """Lay the sheets beside the originals that they restate.

    Args:
        guidelines: The corpus; each names its source.
        folder: Where the originals are.
        sources: The file of each source id, absolute or within the folder; `corpus.sections.read_sources` reads it from SOURCES.md.
        vocabulary: Whose headings tell requirements, renewal, fees and their topics apart; the built-in one when left out.

    Returns:
        Findings by file and line: errors are figures that do not stand where they should, and repeated words; warnings are figures that
        stand below another heading or category of the original only, and sheets whose source is not among the originals.

    Raises:
        CorpusError: If an original is not UTF-8 text.
    """
    vocabulary = vocabulary or load_vocabulary()
    found: list[Finding] = []
    figures = required = 0
    originals = {source: _read(folder / path, vocabulary) for source, path in sources.items()}
    for original in originals.values():
        repeats = Repeats(original.path.name, "\n".join(section.text for section in original.sections))
        found += [finding for sheet in guidelines for finding in repeats.find(sheet)]
    for source in dict.fromkeys(guideline.source for guideline in guidelines):
        sheets = [guideline for guideline in guidelines if guideline.source == source]
        if source not in originals:
            message = f"source {source!r} is not among the originals in {folder}; add its file to SOURCES.md, or its figures stay unproved"
            found += [Finding(sheet.path, 1, "warning", message) for sheet in sheets]
            continue
        original = originals[source]
        foundation = _Foundation(original, sheets, vocabulary)
        for sheet in sheets:
            figures += sum(len(quantities(sentence.text)) for block in sheet.blocks for sentence in block.sentences)
            found += foundation.find(sheet)
        required += sum(len(q) for section, q in zip(original.sections, original.figures, strict=True) if section.part in COMPARED)
        found += _missing(sheets, original, vocabulary)
    compared = tuple(dict.fromkeys(guideline.source for guideline in guidelines if guideline.source in sources))
    return Comparison(tuple(sorted(set(found), key=lambda finding: (finding.path, finding.line, finding.message))), compared, figures, required)


def _read(path: Path, vocabulary: Vocabulary) -> _Original:
    sections = read_original(path, vocabulary)
    figures = tuple(quantities(section.text) for section in sections)
    counted: dict[str, set[float]] = {}
    for quantity in (q for section in figures for q in section):
        counted.setdefault(stem(quantity.unit), set()).update(quantity.values())
    roman = {ROMAN[word.lower()] for section in sections for word in re.findall(r"\b[IVX]+\b", section.text) if word.lower() in ROMAN}
    return _Original(path, sections, figures, {noun: frozenset(values) for noun, values in counted.items()}, frozenset(map(float, roman)))


class _Foundation:
    """Finds the figures of sheets that their original does not bear out."""

    def __init__(self, original: _Original, sheets: Sequence[Guideline], vocabulary: Vocabulary) -> None:
        self._original, self._vocabulary = original, vocabulary
        self._names = NameFinder(vocabulary)
        self._parts = {tuple(words(name)): key for key, term in vocabulary.parts.items() for name in (key, *term.headings)}
        self._everywhere = [q for section in original.figures for q in section]
        self._lists = [(_said(s.text.partition(":")[0])[-4:], listed(block, s.text)) for sheet in sheets for block in sheet.blocks for s in block.sentences]

    def find(self, sheet: Guideline) -> Iterator[Finding]:
        """An error for each figure that stands nowhere in the original and cannot be computed, a warning for one that stands elsewhere in it."""
        lines = read_lines(sheet)
        for block in sheet.blocks:
            for sentence in block.sentences:
                whole = quantities(sentence.text)
                for quantity in whole:
                    stands = _standing(quantity, self._original, self._everywhere)
                    if (stands and self._placed(quantity, block, sentence.text)) or self._follows(quantity, whole, block, sentence.text):
                        continue
                    said, file = sentence.text[quantity.start : quantity.end], self._original.path.name
                    message = f"{said!r} does not stand in {file}, nor follows from its other figures: {sentence.text}"
                    if stands:
                        message = f"{said!r} stands in {file} only below another heading or category than {_place(block)}: {sentence.text}"
                    yield Finding(sheet.path, line_of(lines, block, sentence.text), "warning" if stands else "error", message)

    def _placed(self, quantity: Quantity, block: Block, sentence: str) -> bool:
        """Whether a figure stands below the headings that its block is about, or those that its sentence names besides."""
        if quantity.unit not in _MEASURED or block.scope.part not in COMPARED:
            return True
        scope = block.scope
        own = self._vocabulary.family(scope.category) if scope.category else frozenset()
        others = {name.key for name in self._names.find(sentence) if name.kind is Kind.CATEGORY and name.key not in own}
        named = {key for other in others for key in self._vocabulary.family(other)}
        said = tuple(words(sentence))
        parts = {key for phrase, key in self._parts.items() if any(said[at : at + len(phrase)] == phrase for at in range(len(said)))}
        for section, figures in zip(self._original.sections, self._original.figures, strict=True):
            apart = section.part in parts - {scope.part} or (section.part is None and parts - COMPARED)
            other = section.part == scope.part and section.category in named
            alike = _alike(section, block, self._vocabulary) and not (named and scope.category is None and section.category and section.category not in named)
            if (apart or other or alike) and _in(quantity, figures):
                return True
        return False

    def _follows(self, quantity: Quantity, whole: Sequence[Quantity], block: Block, sentence: str) -> bool:
        """Whether a figure follows from the others of its sentence, or is the number of things that the sentence or another sheet of the source lists.

        What is counted must stand right before the list; a noun that the original itself counts, with the word before it ("knowledge areas").
        """
        if quantity.unit in _MEASURED:
            return _computed(quantity, whole, self._everywhere)
        if quantity.value in listed(block, sentence):
            return True
        counted = _said(sentence[quantity.start : quantity.end])[1:]
        least = 2 if stem(quantity.unit) in self._original.counted else 1
        if len(counted) < least:
            return False
        return any(quantity.value in counts and " ".join(counted[-2:]) in " ".join(said) for said, counts in self._lists)


def _said(text: str) -> list[str]:
    return [stem(word) for word in words(text)]


def _standing(quantity: Quantity, original: _Original, everywhere: Sequence[Quantity]) -> bool:
    """Whether a figure stands anywhere in the original; one with a counted noun that the original counts too, with that noun."""
    if quantity.unit == "level":
        return _in(quantity, everywhere) or set(quantity.values()) <= original.levels
    same_noun = original.counted.get(stem(quantity.unit)) if quantity.unit and quantity.unit not in _MEASURED | {"date"} else None
    return _in(quantity, everywhere) if same_noun is None else set(quantity.values()) <= same_noun


def _in(quantity: Quantity, others: Iterable[Quantity]) -> bool:
    """Whether a figure is among others: its values, its unit if measured, and neither period nor bound against it."""
    for other in others:
        if not set(quantity.values()) <= set(other.values()):
            continue
        if quantity.unit in _MEASURED | {"date"} and other.unit not in {quantity.unit, ""}:
            continue
        if quantity.period and other.period and quantity.period != other.period:
            continue
        if {quantity.bound, other.bound} != {Bound.AT_LEAST, Bound.AT_MOST}:
            return True
    return False


def _alike(section: Section, block: Block, vocabulary: Vocabulary) -> bool:
    """Whether a section of the original is about what a block is about; a coordinate that one of them lacks fits any."""
    scope = block.scope
    if section.part != scope.part or (section.category and scope.category and section.category not in vocabulary.family(scope.category)):
        return False
    return scope.topic in _ALL_TOPICS or scope.topic == scope.part or not section.topics or scope.topic in section.topics


def _computed(quantity: Quantity, whole: Sequence[Quantity], everywhere: Sequence[Quantity]) -> bool:
    """Whether a figure is computed from other figures of its sentence that stand in the original.

    It may be a sum or difference of two in its unit; the product of one in its unit and another; a yearly figure by the month; or what a
    yearly figure comes to over some years, or the number of those years.
    """
    standing = [other for other in whole if other.values() != quantity.values() and _in(other, everywhere)]
    same = [value for other in standing if other.unit == quantity.unit for value in other.values()]
    times = [value for other in standing if other.unit != quantity.unit for value in other.values()]
    if quantity.period == "month" and quantity.value * _MONTHS_IN_YEAR in same:
        return True
    for yearly in (other for other in standing if other.period == "year"):
        for years in (other for other in whole if other.unit == "years"):
            total = yearly.value * years.value
            if any(other.value == total and other.unit == yearly.unit and quantity in {other, years} for other in whole):
                return True
    return any(quantity.value in {a + b, a - b} for a, b in permutations(same, 2)) or any(quantity.value == a * b for a in same for b in times)


def listed(block: Block, sentence: str) -> frozenset[int]:
    """How many things a sentence of a block lists: the items below it if it introduces them, or what it enumerates after a colon."""
    if block.listed and block.introduced and sentence == block.sentences[0].text:
        return frozenset({len(block.sentences) - 1})
    after = re.sub(r"\([^)]*\)", "", sentence).partition(":")[2]
    ways = [r";", r",(?: and| or)?(?= )", r",(?: and| or)?(?= )|\band\b|\bor\b"]
    return frozenset(len([item for item in re.split(way, after) if item.strip(" .")]) for way in ways) - {0, 1}


def _place(block: Block) -> str:
    return " > ".join(word for word in (block.scope.category, block.scope.part, block.scope.topic) if word)


def _missing(sheets: Sequence[Guideline], original: _Original, vocabulary: Vocabulary) -> Iterator[Finding]:
    """The figures of the original's requirements, renewal and fees that no sheet of it has in that part and category."""
    held = [(block.scope, quantities(sentence.text)) for sheet in sheets for block in sheet.blocks for sentence in block.sentences]
    for section, figures in zip(original.sections, original.figures, strict=True):
        if section.part not in COMPARED:
            continue
        families = {key: vocabulary.family(key) for key in vocabulary.categories}
        said = [
            quantity
            for scope, found in held
            if scope.part == section.part and (not section.category or not scope.category or section.category in families[scope.category])
            for quantity in found
        ]
        for quantity in figures:
            # A bare figure below ten is the mark of a footnote, or the number of an item in a list.
            if (quantity.unit or quantity.value >= _FOOTNOTES) and not _in(quantity, said):
                where = " > ".join(filter(None, (section.category, section.part, *section.topics[:1])))
                near = section.text[max(0, quantity.start - 60) : quantity.end + 60]
                message = f"{section.text[quantity.start : quantity.end]!r} stands in no sheet of {sheets[0].source!r} below {where}: …{near}…"
                yield Finding(str(original.path), section.line, "error", message)
