"""Sums that people ask for: what is still missing, what a yearly figure comes to, what several figures come to together."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Derivation
from assistant.conversation import Query
from assistant.cues import cue
from assistant.evidence import Evidence, Finder
from assistant.holdings import Holdings
from assistant.notebook import Notebook
from assistant.reading import Form, QuestionReader
from corpus.names import Kind
from corpus.quantities import Quantity, quantities
from corpus.words import stems

_LEFT = cue("left")
_TOTAL = cue("total")
_TOGETHER = cue("together")
_BILL = cue("bill")
_DEARER = cue("dearer")
_ENDORSED = re.compile(r"\bendors\w*|\brenew\w*|\bcycle\b|\bago\b", re.I)
_MEASURED = ("hours",)
_ADDED = re.compile(r"\b(?:plus|together|total|altogether|add|sum|all in|come to|combined|both)\b", re.I)
_MONEY = re.compile(r"\b(?:fees?|costs?|pay|price)\b|\$", re.I)
_YEARLY = re.compile(r"\b(?:a|an|per|each|every|this) (?:year|yr)\b|\b(?:yearly|annually)\b", re.I)
_SUMMED = re.compile(r"\b(?:total|altogether|in all|over|come to|comes to|add up|sum)\b", re.I)


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a guideline, with the sentence that states it."""

    quantity: Quantity
    evidence: Evidence
    sentence: int


class Calculator:
    """Computes from the guidelines' figures and the person's; every sum shows both and cites the rule."""

    def __init__(self, finder: Finder, holdings: Holdings, reader: QuestionReader) -> None:
        self._finder, self._holdings, self._reader = finder, holdings, reader

    def compute(self, book: Notebook, query: Query) -> list[Figure]:
        """Write the sums that a question asks for; the figures they rest on, none when it asks for no sum or a figure is not to be found."""
        text = query.turn
        for attempt in (self._bill, self._named, self._dearer, self._missing, self._recurring, self._together, self._each):
            found = attempt(book, query, text)
            if found:
                return found
        return []

    def _missing(self, book: Notebook, query: Query, text: str) -> list[Figure]:
        """What is still missing of each required figure that the person has part of."""
        have = self._possessed(query, text)
        if not have or not _LEFT.search(text) or query.reading.compared:
            return []
        found = [self._figure(query, topic, quantity.unit) for quantity, topic in have]
        required = [_share(f, text[q.start : q.end + 45]) if f else None for f, (q, _) in zip(found, have, strict=True)]
        if _same(required):
            return []  # several figures of one requirement: which share of it each is, nobody says
        if any(figure and self._is_shared(figure) for figure in required) and len([q for q in quantities(text) if not q.unit]) > 1:
            return []  # the person names shares, and so does the rule: the whole alone may mislead
        used = []
        for (quantity, topic), figure in zip(have, required, strict=True):
            if figure is None or (figure.quantity.value == quantity.value and len(have) == 1 and not re.search(r"\benough\b", text)):
                continue
            used.append(figure)
            need, got, what = figure.quantity.value, quantity.value, f" of {topic}" if topic else ""
            unit = quantity.unit
            if got >= need:
                said = f"{_said(got, unit)}{what} named, {_said(need, unit)} asked: none missing by this figure."
                derivation = Derivation(got - need, got, "-", need)
            else:
                said = f"{_said(need - got, unit)} more{what}: {_said(need, unit)} asked, {_said(got, unit)} named."
                derivation = Derivation(need - got, need, "-", got)
            book.state(said, passage=figure.evidence.passage, sentence=figure.sentence, derivations=(derivation,))
        return used

    def _recurring(self, book: Notebook, query: Query, text: str) -> list[Figure]:
        """What yearly figures come to over the years that are named."""
        years = [q for q in quantities(text) if q.unit == "years" and q.value > 1]
        if _YEARLY.search(query.question) and not _SUMMED.search(query.question):
            return []
        if not years or not _TOTAL.search(text) or query.reading.unit == "years" or self._condition(text) is not None:
            return []
        if not re.search(
            r"\b(?:over|for|in|across|during|after|every|times|x|first|next|those|these|full)\s+(?:the\s+|a\s+|my\s+)?(?:next\s+|first\s+|full\s+|whole\s+)?$",
            text[: years[-1].start],
            re.I,
        ):
            return []
        used = []
        for topic in self._topics(query):
            figure = self._figure(query, topic, "hours", period="year")
            if figure is None:
                continue
            used.append(figure)
            each, count = figure.quantity.value, years[-1].value
            said = f"{_said(each * count, 'hours')} of {topic} over {count:g} years: {_said(each, 'hours')} a year for {count:g} years."
            book.state(said, passage=figure.evidence.passage, sentence=figure.sentence, derivations=(Derivation(each * count, each, "×", count),))
        return used

    def _together(self, book: Notebook, query: Query, text: str) -> list[Figure]:
        """What the figures of two topics come to together."""
        topics = self._topics(query)
        if len(topics) < 2 or not _TOGETHER.search(text):
            return []
        figures = [self._figure(query, topic, "hours") for topic in topics]
        known = [figure for figure in figures if figure is not None]
        if len(known) != len(topics):
            return []
        total, derivations = known[0].quantity.value, []
        for figure in known[1:]:
            derivations.append(Derivation(total + figure.quantity.value, total, "+", figure.quantity.value))
            total += figure.quantity.value
        parts = " + ".join(f"{_said(f.quantity.value, 'hours')} of {topic}" for f, topic in zip(known, topics, strict=True))
        book.sum(f"{_said(total, 'hours')} together: {parts}.", [(f.evidence.passage, f.sentence) for f in known], tuple(derivations))
        return known

    def _bill(self, book: Notebook, query: Query, text: str) -> list[Figure]:
        """What several people's fees come to ("3 associates and a mentor")."""
        if not _BILL.search(text):
            return []
        wanted = []
        for name in self._reader.names(text):
            if name.kind is Kind.CATEGORY:
                counted = re.search(r"(?:.*\b)?(\d+|one|two|three|four|five|six|seven|eight|nine|ten|an?)\s+(?:\w+\s+){0,4}$", text[: name.start], re.I)
                if counted:
                    people = quantities(f"{counted.group(1)} people")
                    wanted.append((name.key, people[0].value if people else 1.0))
        if len(wanted) < 2 and sum(count for _, count in wanted) < 2:
            return []
        figures = [self._figure(query, "fees", "dollars", category=key) for key, _ in wanted]
        known = [figure for figure in figures if figure is not None]
        if len(known) != len(wanted):
            return []
        total, derivations, parts = 0.0, [], []
        for figure, (_, count) in zip(known, wanted, strict=True):
            each = figure.quantity.value
            derivations.append(Derivation(each * count, each, "×", count))
            if total:
                derivations.append(Derivation(total + each * count, total, "+", each * count))
            total += each * count
            parts.append(_said(each, "dollars") if count == 1 else f"{count:g} × {_said(each, 'dollars')}")
        book.sum(f"{_said(total, 'dollars')} in total: {' + '.join(parts)}.", [(f.evidence.passage, f.sentence) for f in known], tuple(derivations))
        return known

    def _named(self, book: Notebook, query: Query, text: str) -> list[Figure]:
        """What the fees of one category that are named come to ("registration plus application for Level II")."""
        reading = query.reading
        if len(reading.categories) != 1 or not _ADDED.search(text) or not (reading.unit == "dollars" or _MONEY.search(text)):
            return []
        where = self._holdings.where(reading.associations, reading.categories, reading.editions)
        asked = set(stems(text))
        for evidence in self._finder.find(query, where, 8):
            if evidence.scope.topic != "fees" or evidence.scope.category != reading.categories[0] or not evidence.passage.listed:
                continue
            known = []
            for number, said in enumerate(self._finder.figures(evidence.passage)):
                prices = [q for q in said if q.unit == "dollars"]
                label = set(stems(evidence.passage.sentences[number].partition(":")[0])) - set(stems("fee fees cost"))
                if len(prices) == 1 and label and label <= asked:
                    known.append(Figure(prices[0], evidence, number))
            if len(known) > 1:
                total, derivations = known[0].quantity.value, []
                for figure in known[1:]:
                    derivations.append(Derivation(total + figure.quantity.value, total, "+", figure.quantity.value))
                    total += figure.quantity.value
                parts = " + ".join(_said(f.quantity.value, "dollars") for f in known)
                book.sum(f"{_said(total, 'dollars')} together: {parts}.", [(f.evidence.passage, f.sentence) for f in known], tuple(derivations))
                return known
        return []

    def _dearer(self, book: Notebook, query: Query, text: str) -> list[Figure]:
        """How much one category's fee is above another's."""
        reading = query.reading
        if len(reading.categories) != 2 or (reading.unit != "dollars" and not _BILL.search(text)) or not _DEARER.search(text):
            return []
        figures = [self._figure(query, "fees", "dollars", category=key) for key in reading.categories]
        if None in figures:
            return []
        low, high = sorted((f for f in figures if f is not None), key=lambda f: f.quantity.value)
        gap = high.quantity.value - low.quantity.value
        said = f"{_said(gap, 'dollars')} difference: {_said(high.quantity.value, 'dollars')} against {_said(low.quantity.value, 'dollars')}."
        book.sum(said, [(f.evidence.passage, f.sentence) for f in (high, low)], (Derivation(gap, high.quantity.value, "-", low.quantity.value),))
        return [high, low]

    def _each(self, book: Notebook, query: Query, text: str) -> list[Figure]:
        """The figures of several topics that are asked for in one breath; they are stated as they stand."""
        topics = [t for t in self._reader.topics(query.question) if t in self._holdings.measured]
        together = re.search(r"\b(?:and|plus)\b|[&+,]", query.question, re.I) and not re.search(r"\babout\b|\bon\b", query.question, re.I)
        if len(topics) < 2 or not together or query.reading.unit != "hours" or query.reading.compared or len(query.reading.associations) != 1:
            return []
        figures = [self._figure(query, topic, "hours") for topic in topics]
        known = [figure for figure in figures if figure is not None]
        return known if len(known) == len(topics) and len({f.evidence.passage.id for f in known}) == len(known) else []

    # What sums are made of

    def _topics(self, query: Query) -> list[str]:
        """The topics that hours are asked for, in the order of the question."""
        measured = [t for t in self._reader.topics(query.turn) if t in self._holdings.measured]
        return measured or [t for t in query.reading.topics if t in self._holdings.measured]

    def _possessed(self, query: Query, text: str) -> list[tuple[Quantity, str | None]]:
        """The hours that the person has, each with the topic said beside it."""
        said = [replace(q, unit="hours") if self._counts_hours(q, text) else q for q in quantities(text)]
        said = [q for q in said if q.unit in _MEASURED]
        found: list[tuple[Quantity, str | None]] = []
        for number, quantity in enumerate(said):
            after = text[quantity.start : said[number + 1].start if number + 1 < len(said) else quantity.end + 40]
            before = text[said[number - 1].end if number else max(0, quantity.start - 40) : quantity.start]
            near = [t for t in (*self._reader.topics(after), *self._reader.topics(before), *query.reading.topics) if t in self._holdings.measured]
            if text[quantity.start : quantity.end].lower().startswith("one ") and quantity.value == 1:
                continue
            if re.search(r"\b(?:the|those|of|required|requires?|asks?|needs?|wants?|minimum)\s*$", before, re.I):
                continue
            found.append((quantity, near[0] if near else None))
        return found

    def _counts_hours(self, quantity: Quantity, text: str) -> bool:
        """Whether a bare figure is one of hours: "28 of reflective supervision"."""
        near = re.match(r"\s+(?:of |in |for )?(?:\w+\s+){0,2}\w+", text[quantity.end : quantity.end + 40])
        return not quantity.unit and near is not None and any(topic in self._holdings.measured for topic in self._reader.topics(near.group()))

    def _is_shared(self, figure: Figure) -> bool:
        """Whether the sentence of a figure divides it."""
        return sum(q.unit == figure.quantity.unit for q in self._finder.figures(figure.evidence.passage)[figure.sentence]) > 1

    def _prices(self, evidence: Evidence) -> list[int]:
        """The sentence of a passage that gives what a category costs in all: the one that speaks of a total, or the only one with a price; else none."""
        priced = [n for n, said in enumerate(self._finder.figures(evidence.passage)) if any(q.unit == "dollars" for q in said)]
        total = [n for n in priced if re.search(r"\btotal\b", evidence.passage.sentences[n], re.I)]
        if evidence.sentence in total or len(total) == 1:
            return [evidence.sentence if evidence.sentence in total else total[0]]
        return priced if len(priced) == 1 else []

    def _condition(self, text: str) -> Quantity | None:
        """The years since endorsement that a rule may depend on."""
        years = [q for q in quantities(text) if q.unit in {"years", "year"}]
        return (
            years[0]
            if years
            and _ENDORSED.search(text)
            and re.search(r"\bendors\w*\b.{0,70}\byears?\b|\byears?\b.{0,40}\bendors|\byrs?\b.{0,30}\bendors|\bendors\w*\b.{0,30}\byrs?\b", text, re.I)
            else None
        )

    def _figure(self, query: Query, topic: str | None, unit: str, category: str | None = None, period: str | None = None) -> Figure | None:
        """The figure that a guideline asks for: of that topic, category and unit, and of the years endorsed where a sentence names them."""
        reading, condition = query.reading, self._condition(query.turn)
        part = "fees" if unit == "dollars" else "renewal" if condition or period else reading.part or "requirements"
        text = f"how many {unit} of {topic or ''} are required{' for renewal' if part == 'renewal' else ''}" if unit == "hours" else "total fee"
        if condition:
            text += f" endorsed for {condition.value:g} years at the time of renewal"
        narrowed = replace(
            reading,
            text=text,
            core=text,
            topics=(topic,) if topic else reading.topics,
            unit=unit,
            part=part,
            form=Form.FACT,
            many=False,
            compared=False,
            categories=(category,) if category else reading.categories,
            quantities=(condition,) if condition else (),
        )
        where = self._holdings.where(reading.associations, narrowed.categories, reading.editions)
        found = [e for e in self._finder.find(Query(narrowed, text, text, turn=text), where, 10) if e.scope.association or not reading.associations]
        choices = [e for e in found if e.scope.topic == topic] or found
        if unit == "dollars":
            choices = [e for e in choices if self._prices(e)]
        fallback = None
        for evidence in choices:
            prices = unit == "dollars" and self._prices(evidence)
            for number in prices or sorted(range(len(evidence.passage.sentences)), key=lambda n: n != max(evidence.sentence, 0)):
                said = self._finder.figures(evidence.passage)[number]
                quantity = next((q for q in said if q.unit == unit and not q.part and (period is None or q.period == period)), None)
                if quantity is None:
                    continue
                if condition is None or any(q.unit == "years" and q.value == condition.value and q.period is None for q in said):
                    return Figure(quantity, evidence, number)
                fallback = fallback or Figure(quantity, evidence, number)
        return fallback


def _same(figures: Sequence[Figure | None]) -> bool:
    """Whether two figures are one and the same, of a sentence that names no shares of it."""
    places = [(f.evidence.passage.id, f.sentence, f.quantity.start) for f in figures if f is not None]
    return len(set(places)) < len(places)


def _said(value: float, unit: str) -> str:
    if unit == "dollars":
        return f"${value:,.0f}" if value == int(value) else f"${value:,.2f}"
    return f"{value:g} {unit.removesuffix('s') if value == 1 else unit}"


def _share(figure: Figure, said: str) -> Figure:
    """The figure, or a share of it in the same sentence ("10 hours of psychotherapy") when the person's words name that share."""
    sentence = figure.evidence.passage.sentences[figure.sentence]
    given = [q for q in quantities(sentence) if q.unit == figure.quantity.unit]
    named = set(stems(re.split(r"[,;.]", said)[0])) - set(stems("hours training clock"))
    best, most = figure.quantity, 0
    for number, quantity in enumerate(given):
        clause = sentence[quantity.start : given[number + 1].start if number + 1 < len(given) else len(sentence)]
        shared = len(named & set(stems(clause)))
        if shared > most and number:
            best, most = quantity, shared
    return replace(figure, quantity=best)
