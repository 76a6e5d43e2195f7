"""Changes: what two or three editions say on each topic, side by side."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answer import Answer, Layout, Statement, Status, Understood
from assistant.answering import understood_of
from assistant.conversation import Query
from assistant.cues import cue
from assistant.holdings import RULES, SERVED, Holdings
from assistant.notebook import Notebook
from assistant.polarity import SILENCE, frees_outright
from assistant.reading import Form, Reading
from assistant.wording import MORE, NOT_THERE, SAME, WHICH_CATEGORY, edition_label, listed
from corpus.quantities import quantities
from corpus.words import stem, stems
from index.passages import Passage

CELL = 45
"""Words up to which a cell goes on with what else differs."""
_ORDER = ("requirements", "renewal", "fees", "competencies")
_LEFT_OUT = frozenset({None, "overview", "availability"})
"""Topics that repeat the others, or are about no rule."""
_BESIDE, _DIFFERS, _ASKS_SAME = cue("edition_beside"), cue("edition_differs"), cue("edition_same")
_NEGATION = re.compile(r"\b(?:not|no|nor|never|none|neither|without|cannot)\b|n't\b", re.I)

Said = tuple[Passage, int]
"""A sentence: its passage and its ordinal there."""


@dataclass(frozen=True, slots=True)
class Row:
    """One topic: what each edition says of it, in the editions' order; nothing where it has no such topic. `same` when all say the same."""

    name: str
    part: str
    sides: Mapping[str, tuple[Said, ...]]
    same: bool


class Changes:
    """Sets editions side by side."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings, self._vocabulary = holdings, holdings.vocabulary

    def table(self, query: Query) -> Answer | None:
        """The table that a query asks for, whose association and editions are settled; the question back which level is meant; None without a topic."""
        reading = query.reading
        found = self._categories(reading)
        if not reading.topics and len(found) > 1 and not reading.categories:
            return self._which(reading, found)
        rows = [row for category in found or (None,) for row in self._rows(reading, category, several=len(found) > 1)]
        if not rows:
            return None
        differing = [row for row in rows if not row.same]
        whole = bool(_BESIDE.search(reading.text) and not _DIFFERS.search(reading.text))
        shown = rows if whole or (len(rows) == 1 and reading.topics) else differing
        book = Notebook(self._vocabulary)
        if reading.form is Form.YES_NO and len(shown) == 1 and (verdict := _verdict(reading, shown[0])) is not None:
            book.state("Yes." if verdict else "No.")
        book.state(self._lead(reading, found, bool(differing) and not whole, bool(shown)))
        cut = [row.name for row in shown if not self._write(book, reading, row)]
        if kept := [row for row in rows if row.same and row not in shown]:
            self._same(book, reading, kept)
        if cut:
            book.state(MORE.format(topics=listed(cut)))
        self._lacking(book, reading, found)
        return self._answer(book, reading, found, rows)

    # What is set side by side

    def _categories(self, reading: Reading) -> tuple[str, ...]:
        """The categories asked about; where none is, those that at least two of the editions have rules for. None if all the rules are for all categories."""
        if reading.categories:
            return reading.categories
        held: dict[str | None, set[str]] = {}
        for scope in self._holdings.scopes:
            if scope.association in reading.associations and scope.edition in reading.editions and scope.part in RULES and scope.status in SERVED:
                held.setdefault(scope.category, set()).add(scope.edition)
        general = held.pop(None, set())
        known = self._vocabulary.categories
        return tuple(key for key, entry in known.items() if key in held and len(held[key] | general) > 1 and entry.within not in held)

    def _rows(self, reading: Reading, category: str | None, several: bool) -> list[Row]:
        """A row for each topic, or for those asked about, in the order of the newest edition."""
        rows: list[Row] = []
        for part in self._parts(reading):
            said = {edition: self._topics(reading, category, part, edition) for edition in reading.editions}
            if sum(map(bool, said.values())) < 2 and reading.part != part and not reading.topics:
                continue
            topics = dict.fromkeys(topic for edition in reversed(reading.editions) for topic in said[edition])
            for topic in topics:
                if reading.topics and topic not in reading.topics:
                    continue
                sides = {edition: tuple(said[edition].get(topic, ())) for edition in reading.editions}
                narrowed = [part] if part not in {"requirements", "fees"} else []
                narrowed += [self._vocabulary.categories[category].name] if several and category else []
                name = f"{topic} ({', '.join(narrowed)})" if narrowed else topic
                rows.append(Row(name, part, sides, len({_meaning(side) for side in sides.values()}) == 1))
            if rows and reading.topics:
                break
        return rows

    def _parts(self, reading: Reading) -> Sequence[str]:
        """The parts looked at, the one asked about first; where a topic is asked about that this part does not have, it may stand in another."""
        if reading.part not in _ORDER:
            return _ORDER[:3]
        return (reading.part, *(part for part in _ORDER[:3] if part != reading.part)) if reading.topics else (reading.part,)

    def _topics(self, reading: Reading, category: str | None, part: str, edition: str) -> dict[str, list[Said]]:
        """What one edition says on each topic; that it is silent counts only where it says nothing else."""
        found: dict[str, list[Said]] = {}
        for passage in self._holdings.rules(reading.associations[0], category, part, (edition,)):
            if passage.scope.topic not in _LEFT_OUT and passage.scope.edition == edition:
                found.setdefault(str(passage.scope.topic), []).extend((passage, number) for number in range(len(passage.sentences)))
        return {topic: [one for one in said if not SILENCE.search(_text(one))] or said for topic, said in found.items()}

    # What is written down

    def _write(self, book: Notebook, reading: Reading, row: Row) -> bool:
        """Write the cells of a row; whether all that differs is in them."""
        whole = True
        for edition, side in row.sides.items():
            if side:
                others = [other for name, other in row.sides.items() if name != edition and other]
                chosen = _chosen(reading, side, others)
                kept = chosen[: _fitting(chosen)]
                whole &= len(kept) == len(chosen)
                book.cell(kept, row.name, edition)
            else:
                book.statements.append(Statement(NOT_THERE, topic=row.name, edition=edition))
        return whole

    def _lead(self, reading: Reading, categories: Sequence[str], differing: bool, shown: bool) -> str:
        names = [self._vocabulary.label(reading.associations[0]), *(self._vocabulary.category_label(key) for key in categories if len(categories) == 1)]
        editions = listed(_the(edition) for edition in reading.editions)
        if not shown:
            return f"{', '.join(names)}: no difference was found between {editions}."
        return f"{', '.join(names)}: {f'what differs between {editions}' if differing else f'{editions}, side by side'}."

    def _same(self, book: Notebook, reading: Reading, rows: Sequence[Row]) -> None:
        """One sentence that names the topics on which nothing differs; it rests on what the newest edition says of each."""
        which = "both" if len(reading.editions) == 2 else "all of them"
        numbers = tuple(dict.fromkeys(book.cite(*row.sides[reading.editions[-1]][0]) for row in rows))
        book.statements.append(Statement(SAME.format(which=which, topics=", ".join(row.name for row in rows)), numbers))

    def _lacking(self, book: Notebook, reading: Reading, categories: Sequence[str]) -> None:
        """Which parts only one of the editions has: nothing of them is set side by side."""
        if reading.topics or reading.part in _ORDER or len(categories) > 1:
            return
        alone: dict[str, list[str]] = {}
        for part in _ORDER[:3]:
            having = [edition for edition in reading.editions if self._topics(reading, (*categories, None)[0], part, edition)]
            if len(having) == 1:
                alone.setdefault(having[0], []).append(part)
        for edition, parts in alone.items():
            book.state(f"Only {_the(edition)} speaks of {listed(parts)}.")

    def _answer(self, book: Notebook, reading: Reading, categories: Sequence[str], rows: Sequence[Row]) -> Answer:
        topics = tuple(topic for topic in reading.topics if any(row.name.startswith(topic) for row in rows))
        understood = Understood(
            reading.associations, tuple(categories), rows[0].part if len({row.part for row in rows}) == 1 else None, topics, reading.editions
        )
        renewal = [edition for edition in reading.editions if self._topics(reading, (*categories, None)[0], "renewal", edition)]
        onward = len(renewal) > 1 and all(row.part != "renewal" for row in rows)
        suggestions = ("And for renewal?",) if onward else ()
        return Answer(Status.ANSWERED, tuple(book.statements), tuple(book.citations), book.notes, suggestions, understood, Layout.CHANGES)

    def _which(self, reading: Reading, categories: Sequence[str]) -> Answer:
        names = [self._vocabulary.category_label(key) for key in categories]
        text = f"{WHICH_CATEGORY} {self._vocabulary.label(reading.associations[0])} has {listed(names, 'and')} in several editions."
        return Answer(Status.NEEDS_CLARIFICATION, (Statement(text),), suggestions=tuple(names), understood=understood_of(reading))


def _text(said: Said) -> str:
    return said[0].sentences[said[1]]


def _the(edition: str) -> str:
    return f"the {edition_label(edition)}" if edition[:1].isdigit() else f"the {edition} edition"


def _gist(text: str) -> tuple[object, ...]:
    """What two sentences must have in common to say the same: their words, whatever the order, their figures in order, and what they deny."""
    figures = tuple((q.value, q.high, q.unit, q.bound, q.period) for q in quantities(text))
    return tuple(sorted(stems(text))), figures, tuple(match.lower() for match in _NEGATION.findall(text))


def _meaning(side: Sequence[Said]) -> frozenset[tuple[object, ...]]:
    return frozenset(_gist(_text(said)) for said in side)


def _chosen(reading: Reading, side: Sequence[Said], others: Sequence[Sequence[Said]]) -> list[Said]:
    """The sentences of one side that are to be shown: its rule and what the others do not say, of a short list all of it.

    For a figure that is asked for it is the sentence that states it, and the rule is left out where all say the same there.
    """
    apart = [said for said in side if any(_gist(_text(said)) not in _meaning(other) for other in others)]
    rule = side[0]
    if reading.unit is not None:
        measured = [said for said in (*apart, *side) if _measured(_text(said), reading.unit)]
        return [rule if rule in measured or not measured else measured[0]]
    ruled_alike = all(_gist(_text(rule)) == _gist(_text(other[0])) for other in others)
    lists = {passage.id for passage, _ in apart if passage.listed and len(passage.text.split()) <= CELL}
    return [said for said in side if said in apart or said[0].id in lists or (said == rule and not (ruled_alike and apart))]


def _fitting(chosen: Sequence[Said]) -> int:
    """How many of the sentences fit in a cell: at least one."""
    words = 0
    for place, said in enumerate(chosen):
        words += len(_text(said).split())
        if place and words > CELL:
            return place
    return len(chosen)


def _measured(text: str, unit: str) -> bool:
    """Whether a sentence states a figure of the unit asked for; an unnamed unit takes any count."""
    return any((stem(q.unit) == stem(unit) if unit else q.unit not in {"date", "level"}) for q in quantities(text))


def _verdict(reading: Reading, row: Row) -> bool | None:
    """Yes or no to whether a rule changed (or is the same), where that is plain: its figure or what it requires is another, or nothing differs at all."""
    sides = [side for side in row.sides.values() if side]
    if len(sides) != 2 or len(row.sides) != 2 or not (_DIFFERS.search(reading.text) or _ASKS_SAME.search(reading.text)):
        return None
    differs = False if row.same else _differ(*(_text(side[0]) for side in sides)) or None
    if differs is None:
        return None
    return differs is not bool(_ASKS_SAME.search(reading.text))


def _differ(a: str, b: str) -> bool:
    """Whether the first figures of one unit differ, or one rule frees from what the other asks."""
    first, second = ({q.unit: q.values() for q in reversed(quantities(text)) if q.unit not in {"date", "level"}} for text in (a, b))
    return any(first[unit] != second[unit] for unit in first.keys() & second.keys()) or frees_outright(a) != frees_outright(b)
