"""Editions: which of the editions that are held a question asks for, or why none of them can be told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Statement, Status
from assistant.answering import understood_of
from assistant.conversation import Query
from assistant.cues import cue
from assistant.dating import CURRENT, DRAFT, OLDEST, PREVIOUS
from assistant.holdings import SERVED, Holdings
from assistant.reading import Reading
from assistant.wording import ASK_DIRECTLY, WHICH_ASSOCIATION, held_editions, listed
from corpus.editions import date_of, matching, newer

_ASKS_HELD = cue("edition_held")
MOST_SIDES = 3
"""Editions that are set side by side at most: the newest ones."""


class Editions:
    """Finds out which editions are meant, by the editions held for the scope in question."""

    def __init__(self, holdings: Holdings) -> None:
        self._holdings, self._vocabulary = holdings, holdings.vocabulary

    def settle(self, query: Query) -> Query | Answer:
        """The query with editions that are held in place of those it names; or the refusal, or the question back, when there are none such.

        A query that sets editions side by side comes back with at least two, oldest first, and one association.
        """
        reading = query.reading
        if _ASKS_HELD.search(reading.text) and not reading.topics:
            return self._listing(reading)
        if not reading.editions and not reading.changed:
            return query
        if DRAFT in reading.editions or self._only_drafts(reading):
            return self._draft(reading)
        if reading.changed:
            return self._sides(query)
        missing = self._missing(reading, reading.associations)
        if missing and len(missing) == len(reading.editions):
            return self._not_held(reading, missing[0])
        whose = self._whose(reading, relative=any(edition in {PREVIOUS, OLDEST} for edition in reading.editions))
        if len(whose) > 1 and not reading.associations:
            return self._which(reading, whose)
        meant = [found for edition in reading.editions for found in self._meant(edition, reading, whose)]
        return replace(query, reading=replace(reading, editions=tuple(dict.fromkeys(meant)), associations=reading.associations or whose))

    def _sides(self, query: Query) -> Query | Answer:
        """The query with the editions that it sets side by side."""
        reading = query.reading
        named = tuple(edition for edition in reading.editions if edition not in {CURRENT, PREVIOUS, OLDEST})
        dated = replace(reading, editions=named)
        candidates = reading.associations or self._holdings.associations
        able = [key for key in candidates if len(self._held(reading, (key,))) > 1 and not self._missing(dated, (key,))]
        if not able:
            missing = self._missing(dated, reading.associations)
            return self._not_held(reading, missing[0]) if missing else self._only_one(reading)
        if len(able) > 1:
            return self._which(reading, able)
        held = self._held(reading, able)
        meant = [found for edition in reading.editions for found in (self._meant(edition, reading, able) or (held[-1:] if edition == CURRENT else ()))]
        sides = [edition for edition in held if edition in meant]
        if len(sides) == 1:
            at = held.index(sides[0])
            sides = [held[at - 1], held[at]] if at == len(held) - 1 else [held[at], held[-1]]
        return replace(query, reading=replace(reading, editions=tuple((sides or held)[-MOST_SIDES:]), associations=(able[0],)))

    def _meant(self, edition: str, reading: Reading, associations: Sequence[str]) -> Sequence[str]:
        """The editions held that one named in a question means; none for the current one, which needs no limit."""
        held = self._held(reading, associations)
        dated = [found for found in held if date_of(found)]
        if edition == CURRENT:
            return ()
        if edition == OLDEST:
            return dated[:1]
        if edition == PREVIOUS:
            current = self._held(reading, associations, frozenset({"current"}))
            return [found for found in dated if found not in current or newer(dated[-1], found)][-1:]
        return [found for found in held if matching(edition, found)]

    def _held(self, reading: Reading, associations: Sequence[str], statuses: frozenset[str] = SERVED) -> Sequence[str]:
        """Editions of associations (none: of all) for the categories of a question, oldest first."""
        found = [edition for key in associations or (None,) for edition in self._holdings.editions(key, reading.categories, statuses)]
        return tuple(dict.fromkeys(found))

    def _whose(self, reading: Reading, relative: bool) -> tuple[str, ...]:
        """The associations asked about; where none is named and an edition is asked for by its place in the order, those that hold several."""
        if reading.associations or not relative:
            return reading.associations
        return tuple(key for key in self._holdings.associations if not self._missing(reading, (key,)))

    def _missing(self, reading: Reading, associations: Sequence[str]) -> tuple[str, ...]:
        """The editions named that none of the associations (none: no document at all) is held in, for the categories asked about."""
        keys = associations or self._holdings.associations
        named = [edition for edition in reading.editions if edition != CURRENT]
        return tuple(e for e in named if not any(self._meant(e, reading, (key,)) for key in keys) and not self._general(e, associations))

    def _general(self, edition: str, associations: Sequence[str]) -> bool:
        """Whether a document of no association is held in an edition, where none is asked about."""
        general = [scope for scope in self._holdings.scopes if scope.association is None and scope.status in SERVED]
        return not associations and any(matching(edition, scope.edition) for scope in general)

    def _drafts(self, reading: Reading) -> list[str]:
        """Editions held as drafts, and only so, for the scope of a question."""
        keys = reading.associations or self._holdings.associations
        return [edition for edition in self._held(reading, keys, frozenset({"draft"})) if edition not in self._held(reading, keys)]

    def _only_drafts(self, reading: Reading) -> bool:
        """Whether an edition that is named is held as a draft, and only so."""
        return any(matching(edition, draft) for edition in self._missing(reading, reading.associations) for draft in self._drafts(reading))

    def _listing(self, reading: Reading) -> Answer:
        """Which editions are held."""
        keys = reading.associations or self._holdings.associations
        held = [f"{self._vocabulary.label(key)}: {held_editions(self._held(reading, (key,)))}." for key in keys if self._held(reading, (key,))]
        return Answer(Status.ANSWERED, tuple(map(Statement, held)), understood=understood_of(replace(reading, editions=())))

    # What cannot be told

    def _draft(self, reading: Reading) -> Answer:
        """That drafts are not served, and what is."""
        drafts = self._drafts(reading)
        named = [draft for draft in drafts if any(matching(edition, draft) for edition in reading.editions)]
        dates = [edition for edition in self._missing(reading, reading.associations) if edition.isdigit()]
        which = (named or dates or drafts)[:1]
        return self._refusal(reading, f"The {which[0]} draft is not served" if which else "Drafts are not served")

    def _not_held(self, reading: Reading, edition: str) -> Answer:
        whose = f" of {listed(self._vocabulary.label(key) for key in reading.associations)}" if reading.associations else ""
        level = f" for {listed(self._vocabulary.category_label(key) for key in reading.categories)}" if reading.categories and reading.associations else ""
        if edition in {PREVIOUS, OLDEST}:
            return self._refusal(reading, f"No earlier edition{whose}{level} is held here")
        which = f"No {edition} edition{whose}{level}" if edition.isalnum() else f"No edition of that date{whose}{level}"
        return self._refusal(reading, f"{which} is held here")

    def _only_one(self, reading: Reading) -> Answer:
        if not reading.associations:
            return self._refusal(reading, "What changed cannot be told, as no association is held here in several editions")
        whose = listed(self._vocabulary.label(key) for key in reading.associations)
        level = f" for {listed(self._vocabulary.category_label(key) for key in reading.categories)}" if reading.categories else ""
        return self._refusal(reading, f"What changed cannot be told, as {whose} is not held here in several editions{level}")

    def _refusal(self, reading: Reading, sentence: str) -> Answer:
        """A refusal that ends with the editions held for the scope, each association's by itself where several are in question."""
        keys = reading.associations or self._holdings.associations
        held = {key: editions for key in keys if (editions := self._held(reading, (key,)) or self._held(replace(reading, categories=()), (key,)))}
        if len(held) == 1:
            rest = held_editions(next(iter(held.values())))
        else:
            rest = f"held are {listed(f'{self._vocabulary.label(key)} {listed(editions)}' for key, editions in held.items())}"
        return Answer(Status.NOT_COVERED, (Statement(f"{sentence}; {rest}. {ASK_DIRECTLY}"),), understood=understood_of(replace(reading, editions=())))

    def _which(self, reading: Reading, associations: Sequence[str]) -> Answer:
        names = listed(self._vocabulary.label(key) for key in associations)
        places = tuple((self._vocabulary.associations[key].places[:1] or (key,))[0] for key in associations)
        text = f"{WHICH_ASSOCIATION} Several editions are held of {names}."
        return Answer(Status.NEEDS_CLARIFICATION, (Statement(text),), suggestions=places, understood=understood_of(replace(reading, editions=())))
