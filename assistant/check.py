"""The check: every figure of a statement stands in the sentence that it cites. Runs on every answer, whoever composed it.

What it cannot see: a figure that is right and said of the wrong thing of the same sentence ("33 hours, of which 10 in groups" told as 10 in all), and a "not".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from assistant.answer import Citation, Derivation, Statement
from corpus.quantities import UNIT_WORDS, Bound, Quantity, number, quantities
from corpus.words import ROMAN
from index.passages import Passage

_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_LIMITED = re.compile(r"\b(after|before|beyond|past|within|until|since|under|over|above|below) (?:the |an? )?$", re.I)
_NOT = re.compile(r"\bnot $", re.I)
_ROMAN = re.compile(r"\b(?:(?i:level|category|tier|stage)s?) ([IVX]+)\b|\b([IVX]{2,}|[ivx]{2,})\b")
_COUNTING = re.compile(
    r"\b(?:one|once|twice|thrice|single|sole|half|halves|doubled?|tripled?|couple|dozens?|hundreds?|thousands?|millions?|quarter(?:s|ly)?|exactly|precisely"
    r"|first|second|thirds?|fourth|fifth|sixth|seventh|eighth|ninth|tenth|daily|fortnight(?:s|ly)?|bi-?(?:weekly|monthly|annual(?:ly)?|ennial(?:ly)?)|decades?"
    r"|(?:per|each|every) (?!(?:years?|yrs?|months?|weeks?)\b)\w+|an? (?:day|quarter|term|semester|session|visit|cycle|lifetime))\b|/\s?(?:day|d|session)\b",
    re.I,
)
"""Figures and periods in words that `quantities` does not read: they may be said only where a quote says them too."""
_LOWER = re.compile(
    r"\b(?:at (?:the )?(?:very )?least|min(?:imum|imal)?|or (?:more|above|longer)|(?:no|not|never) (?:fewer|less|under)|more than)\b",
    re.I,
)
_UPPER = re.compile(
    r"\b(?:at (?:the )?(?:very )?most|max(?:imum|imal)?|or (?:fewer|less|below)|up to|(?:no|not|never) (?:more|over|above|longer)|ceiling|cap(?:ped)?|tops"
    r"|exceed\w*|(?<!no )(?<!not )(?<!never )(?:less|fewer) than)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Ground:
    """What the figures of a statement may come from.

    Attributes:
        quotes: The quoted sentences as one text; `quoted` their figures.
        levels: Levels of endorsement that the quotes and their citations name; `dates` the years.
        editions: Editions that may be named: of the cited passages, or of all that are held where none is cited.
        said: The figures of the person.
        sums: The computed figures that are right, each with the figures it is computed from.
    """

    quotes: str
    quoted: tuple[Quantity, ...]
    levels: frozenset[float | str]
    dates: frozenset[float]
    editions: frozenset[str]
    said: tuple[Quantity, ...]
    sums: tuple[tuple[Quantity, tuple[Quantity, ...]], ...]


def faults(statement: Statement, citations: Sequence[Citation], passages: Mapping[str, Passage], asked: str) -> list[str]:
    """What is wrong with a statement; empty when it may be shown. What is quoted word for word is right, whatever is in it.

    Each citation must be a verbatim sentence of its passage and say truly where that stands; the statement's label must be that of a citation, and its
    edition that of all. Each of its figures must stand in a quote with the same value or range, unit and period (and bound, where the statement names one),
    or be computed by one of its derivations, or be an operand of one. Levels and dates may stand in a citation's label or heading as well.
    A figure of the person alone may be repeated only after "not". A statement without citations may name nothing but levels and the editions that are held.

    Args:
        asked: What the person said.
    """
    cited = [citation for citation in citations if citation.number in statement.citations]
    found = [f"citation {n} is missing or not the only one" for n in statement.citations if [c.number for c in cited].count(n) != 1]
    found += [f"citation {c.number} is not a sentence of its passage" for c in cited if not _true(c, passages.get(c.passage))]
    if statement.label and statement.label not in {citation.label for citation in cited}:
        found.append(f"the label {statement.label!r} is of none of its citations")
    editions = {passages[c.passage].scope.edition for c in cited if c.passage in passages}
    if statement.edition and (editions != {statement.edition} if cited else all(p.scope.edition != statement.edition for p in passages.values())):
        found.append(f"the edition {statement.edition!r} is not that of its citations")
    if quantities(statement.topic) or _DIGITS.search(statement.topic):
        found.append(f"the topic {statement.topic!r} names a figure")
    own = _own_words(statement.text, {citation.quote for citation in cited})
    if not statement.derivations and not re.search(r"\w", own):
        return found
    ground = _ground(cited, passages, asked)
    for derivation in statement.derivations:
        if (result := computed(derivation, ground.quoted, ground.said, [figure for figure, _ in ground.sums])) is None:
            found.append(f"{derivation.left:g} {derivation.operator} {derivation.right:g} = {derivation.value:g} does not follow")
        else:
            ground = replace(ground, sums=(*ground.sums, result))
    return found + [f"{said!r} does not stand in the quoted sentence" for said in _unfounded(own, ground, bool(cited))]


def computed(
    derivation: Derivation, quoted: Sequence[Quantity], said: Sequence[Quantity], sums: Sequence[Quantity] = ()
) -> tuple[Quantity, tuple[Quantity, ...]] | None:
    """The figure that a derivation comes to, and the figures it is computed from; None if it is wrong, or its operands stand nowhere.

    Sums and differences are of figures of one unit, at least one of them a guideline's or computed before. Products and quotients take a guideline's figure
    a number of times: any other count, or one. Years multiply only what recurs. A bare figure of the person may be of any unit.
    """
    left, right = derivation.left, derivation.right
    results = {"-": left - right, "+": left + right, "×": left * right, "÷": left / right if right else float("nan")}
    if not abs(results.get(derivation.operator, float("nan")) - derivation.value) < 1e-9:
        return None
    rules = [q for q in (*quoted, *sums) if q.unit not in {"level", "date"}]
    bare = [replace(q, unit=unit) for q in said if not q.unit for unit in {rule.unit for rule in rules}]
    others = [q for q in (*rules, *said, *bare) if q.unit not in {"level", "date"}]
    for a in others if derivation.operator in "+-" else rules:
        if left not in a.values():
            continue
        if derivation.operator in "×÷" and right == 1:
            return _figure(derivation.value, a.unit, a.period), (a,)
        for b in others:
            if right not in b.values():
                continue
            if derivation.operator in "+-" and a.unit == b.unit and (a in rules or b in rules) and (derivation.operator == "-" or a.period == b.period):
                return _figure(derivation.value, a.unit, a.period if derivation.operator == "+" else None), (a, b)
            if derivation.operator in "×÷" and a.unit != b.unit and (a.period or b.unit not in {"years", "months", "weeks"}):
                return _figure(derivation.value, a.unit, f"{right:g} years" if b.unit == "years" else None), (a, b)
    return None


def _own_words(text: str, quotes: Iterable[str]) -> str:
    """What is left of a text without the quotes that stand in it as whole sentences, or as items between semicolons."""
    if text in quotes:
        return ""
    for quote in sorted(filter(None, quotes), key=len, reverse=True):
        end = r"(?=\s|$)" if quote[-1] in ":!?" else r"(?:\.(?=\s|$)|(?=;)|$)"
        text = re.sub(rf"(?:^|(?<=[.;:!?] )){re.escape(quote.rstrip('.'))}{end}", ".", text)
    return text


def _true(citation: Citation, passage: Passage | None) -> bool:
    if passage is None or citation.quote not in passage.sentences:
        return False
    stands = (passage.guideline, passage.source, passage.title, passage.heading, passage.url, passage.page)
    return (citation.sheet, citation.source, citation.title, citation.heading, citation.url, citation.page) == stands


def _ground(cited: Sequence[Citation], passages: Mapping[str, Passage], asked: str) -> _Ground:
    quotes = "\n".join(citation.quote for citation in cited)
    around = "\n".join((quotes, *(f"{c.label}\n{c.title}\n{c.heading}" for c in cited)))
    held = [passages[c.passage] for c in cited if c.passage in passages] if cited else passages.values()
    editions = frozenset(passage.scope.edition for passage in held)
    dates = quantities("\n".join((around, *editions)))
    return _Ground(
        quotes,
        tuple(q for citation in cited for q in quantities(citation.quote)),
        frozenset(_levels(around)),
        frozenset(q.value for q in dates if q.unit == "date"),
        editions,
        quantities(asked),
        (),
    )


def _unfounded(text: str, ground: _Ground, cited: bool) -> list[str]:
    """The figures of a text, in digits, words or other signs, that it has from nowhere."""
    for edition in ground.editions:
        text = re.sub(rf"{re.escape(edition)}(?= edition\b)" if edition.isdigit() else re.escape(edition), " " * len(edition), text)
    figures = quantities(text.replace(" + ", " & "))
    found = [text[q.start : q.end] for q in figures if not _founded(q, text, ground, cited)]
    for match in _DIGITS.finditer(text):
        glued = re.match(r"[a-z]+", text[match.end() :], re.I)
        read = any(q.start <= match.start() < q.end and number(match.group()) in q.values() for q in figures)
        if not read or (glued and glued.group().lower() not in UNIT_WORDS):
            start = max(text.rfind(" ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
            found += _absent(text[start:].split()[0].strip("()[]\"'“”,;:!?").rstrip("."), ground.quotes)
    found += [c for c in text if c not in "0123456789" and unicodedata.numeric(c, None) is not None and c not in ground.quotes]
    counting = {match.group().lower() for match in _COUNTING.finditer(ground.quotes)}
    for match in _COUNTING.finditer(text):
        read = any(q.start <= match.start() < q.end and not text[q.start].isdigit() and q.unit for q in figures)
        if match.group().lower() not in counting and not (read and match.group().lower() in {"one", "hundred", "dozen"}):
            found.append(match.group())
    found += [bound.group() for words in (_LOWER, _UPPER) if (bound := words.search(text)) and not words.search(ground.quotes)]
    return found + [str(level) for level in _levels(text) if (cited or isinstance(level, str)) and level not in ground.levels]


def _founded(figure: Quantity, text: str, ground: _Ground, cited: bool) -> bool:
    """Whether a figure stands in a quote, is computed or used in a sum, or is the person's and denied."""
    if figure.unit == "level":
        return not cited or figure.value in ground.levels
    if figure.unit == "date" and set(figure.values()) <= ground.dates:
        return True
    limit = _LIMITED.search(text[: figure.start])
    limited = limit is None or re.search(rf"\b{limit.group(1)}\b", ground.quotes, re.I)
    if limited and any(_same(figure, other) and figure.bound in {Bound.EXACTLY, other.bound} for other in ground.quoted):
        return True
    if (_NOT.search(text[: figure.start]) or (not cited and figure.unit == "date")) and any(_same(figure, other) for other in ground.said):
        return True
    return any(_used(figure, result, operands) for result, operands in ground.sums)


def _used(figure: Quantity, result: Quantity, operands: Sequence[Quantity]) -> bool:
    """Whether a figure is the result of a sum or one of its operands, of which the second may be a bare count ("3 × $40")."""
    if (figure.value, figure.unit, figure.bound) == (result.value, result.unit, Bound.EXACTLY) and figure.period in {None, result.period}:
        return True
    for place, other in enumerate(operands):
        same = figure.values() == other.values() and (figure.unit == other.unit or (place == 1 and not figure.unit))
        if same and figure.period in {None, other.period} and figure.bound in {Bound.EXACTLY, other.bound}:
            return True
    return False


def _same(figure: Quantity, other: Quantity) -> bool:
    return (figure.values(), figure.unit, figure.period) == (other.values(), other.unit, other.period)


def _absent(word: str, quotes: str) -> list[str]:
    return [] if word and re.search(rf"(?<!\w){re.escape(word)}(?!\w)", quotes) else [word]


def _levels(text: str) -> set[float | str]:
    """The levels that a text names in digits, words or Roman numerals, and other Roman numerals as they stand."""
    roman = [match.group(1) or match.group(2) for match in _ROMAN.finditer(text)]
    return {float(ROMAN[name.lower()]) if name.lower() in ROMAN else name for name in roman} | {q.value for q in quantities(text) if q.unit == "level"}


def _figure(value: float, unit: str, period: str | None = None) -> Quantity:
    return Quantity(value, None, unit, Bound.EXACTLY, period, False, 0, 0)
