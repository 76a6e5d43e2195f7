"""The assistant: a conversation to a checked answer."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.answer import Answer, Citation, Layout, Statement, Status, Understood
from assistant.arithmetic import Calculator
from assistant.check import faults
from assistant.compose import Composer
from assistant.conversation import Query, queries
from assistant.cues import cue
from assistant.evidence import Evidence, Finder
from assistant.gate import likelihood
from assistant.holdings import RULES, Holdings
from assistant.notebook import Notebook
from assistant.polarity import SILENCE
from assistant.reading import Form, QuestionReader, Reading, clean
from assistant.spelling import Speller
from assistant.wording import GREETING, NO_DECISION, OFF_TOPIC, URGENT, WHICH_ASSOCIATION, WHICH_CATEGORY, held, listed
from corpus.guideline import Scope
from corpus.quantities import quantities
from index.search import Retriever, Where

LIKELY = 0.38
"""Likelihood below which no passage is taken for an answer; refusing a question that is answered costs more readers than a near miss, which shows its source."""
DOMAIN = 0.15
"""Likelihood of an answer below which a question is off topic rather than not covered."""
FOREIGN = 0.12
"""What another association's background or glossary loses: it is cited as what it is, when nothing nearer answers."""
SURE = 0.72
"""Cosine similarity from which a passage is about the question whatever topic it stands under."""
DIFFERING = 0.16
"""How much lower than the best another association's passage may score and still be an answer to the same question."""
MOST_LINES = 6
LISTED = 60
"""Words up to which a list stands in one row of a checklist."""
_ELIGIBLE = cue("eligible")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a person set by hand; it holds over what their words say. Keys of the vocabulary."""

    associations: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()


class Assistant:
    """Answers questions from one opened index. Keeps nothing between calls."""

    def __init__(self, retriever: Retriever, english: Sequence[str] = ()) -> None:
        self.retriever = retriever
        self._speller = Speller(retriever.passages, retriever.vocabulary, english)
        self._reader = QuestionReader(retriever.vocabulary)
        self._finder = Finder(retriever)
        self.holdings = Holdings(retriever)
        self._composer = Composer(self._finder, Calculator(self._finder, self.holdings, self._reader))
        self._by_id = {passage.id: passage for passage in retriever.passages}

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        """Answer the last turn of a conversation.

        Args:
            turns: The person's turns, oldest first; at least one.
            choice: Coordinates that the person set by hand.

        Raises:
            QuestionError: If the last turn is empty, too long or not text.
        """
        cleaned = [self._reader.without_orders(clean(turn)) for turn in turns]
        cleaned[1:] = [self._reader.follow(turn) for turn in cleaned[1:]]
        if not cleaned[-1]:
            return Answer(Status.OUT_OF_SCOPE, (Statement(OFF_TOPIC),))
        if self._reader.asks_nothing(cleaned[-1]):
            return Answer(Status.OUT_OF_SCOPE, (Statement(GREETING),))
        texts = [self._speller.correct(turn) for turn in cleaned if turn]
        asked = [self._chosen(query, choice or Choice()) for query in queries(texts, self._reader)]
        urgent = any(query.reading.urgent for query in asked)
        if urgent and not any(query.reading.categories or query.reading.part for query in asked):
            return Answer(Status.URGENT, (Statement(URGENT),))
        answer = self._checked(_joined([self._one(query) for query in asked]), " ".join(texts))
        return replace(answer, status=Status.URGENT, statements=(Statement(URGENT), *answer.statements)) if urgent else answer

    def _chosen(self, query: Query, choice: Choice) -> Query:
        reading = query.reading
        return replace(
            query,
            reading=replace(
                reading,
                associations=choice.associations or reading.associations,
                categories=choice.categories or reading.categories,
                editions=choice.editions or reading.editions,
            ),
        )

    def _one(self, query: Query) -> Answer:
        reading = query.reading
        refused = self._not_held(query)
        if refused is not None:
            return refused
        if reading.form is Form.CHECKLIST and not reading.topics and reading.unit is None and reading.part in {None, "requirements", "renewal"}:
            checklist = self._checklist(query)
            if checklist is not None:
                return checklist
        book = Notebook(self.retriever.vocabulary)
        if figures := self._composer.sums(book, query):
            return self._answer(book, query, figures[0].evidence)
        found = self._find(query)
        found = self._on_subject(reading, found)
        silent = self._silent(query, found)
        if silent is not None:
            return silent
        silent_at = next((n for n, sentence in enumerate(found[0].passage.sentences) if SILENCE.search(sentence)), None) if reading.subjects else None
        silence = silent_at is not None
        if silent_at is not None:
            found = [replace(found[0], sentence=silent_at), *found[1:]]
        groups = [found[0]] if silence else self._groups(query, found)
        if len(groups) > 1:
            return self._compared(query, groups)
        self._composer.direct(book, query, found)
        if _ELIGIBLE.search(reading.text):
            book.state(NO_DECISION)
        return self._answer(book, query, found[0])

    # What is not held

    def _not_held(self, query: Query) -> Answer | None:
        """A refusal when the question names a place, level or edition that no document is about."""
        reading, vocabulary = query.reading, self.retriever.vocabulary
        if reading.levels:
            return self._no_such(query, f"There is no Level {reading.levels[0]} in the documents held here.")
        if unknown := self._unknown_designation(reading):
            return self._no_such(query, f"There is no {unknown} designation in the documents held here.")
        missing = [key for key in reading.associations if key not in self.holdings.associations]
        if missing and len(missing) == len(reading.associations):
            return self._refusal(query, f"No document of {listed(vocabulary.label(key) for key in missing)} is held here.")
        if reading.elsewhere and not reading.associations:
            best = self._find(query)[:1]
            if not best or not (best[0].scope.association is None or any(self._speaks_of(best[0], place) for place in reading.elsewhere)):
                return self._refusal(query, f"The documents held here do not cover {listed(reading.elsewhere)}.")
        if len(reading.associations) == 1 and reading.categories:
            key = reading.associations[0]
            fees = "fees" in self._reader.read(query.turn).parts or reading.unit == "dollars"
            lacking = [c for c in reading.categories if not vocabulary.family(c) & set(self.holdings.categories(key, fees))]
            if len(lacking) == len(reading.categories):
                names = listed(vocabulary.category_label(c) for c in lacking)
                covered = listed(vocabulary.category_label(c) for c in self.holdings.categories(key) if not vocabulary.categories[c].within)
                others = [a for c in lacking for a in self.holdings.with_category(c)]
                also = f" {listed(vocabulary.label(a) for a in dict.fromkeys(others))} can be asked about it." if others else ""
                return self._refusal(query, f"The {vocabulary.label(key)} documents held here do not cover {names}; they cover {covered}.{also}", bare=True)
        if reading.editions and not self.holdings.where(editions=reading.editions).editions:
            return self._refusal(query, f"No {reading.editions[0]} edition is held here; the editions held are {listed(self.holdings.editions())}.", bare=True)
        return None

    def _unknown_designation(self, reading: Reading) -> str | None:
        known = {name.lower() for entry in self.retriever.vocabulary.categories.values() for name in entry.designation}
        for match in re.finditer(r"\b(?:the|a|an|for) ([a-z][a-z/]+) (?:designation|track|mentor designation)\b", reading.text, re.I):
            word = match.group(1).lower()
            if (
                word not in known
                and not any(word in name for name in known)
                and word not in {"mentor", "other", "same", "right", "new", "each", "third", "second", "first", "different", "specific", "three"}
            ):
                return match.group(1)
        return None

    def _no_such(self, query: Query, sentence: str) -> Answer:
        book = Notebook(self.retriever.vocabulary)
        where = self.holdings.where(query.reading.associations)
        what = (
            "which designations are there, how many designations"
            if "designation" in sentence
            else "how many levels of endorsement are there, which levels exist"
        )
        best = self._finder.find(Query(self._reader.read(what), what, what), where, 1)
        book.state(sentence)
        if best and best[0].dense > 0.45:
            self._composer.passage(book, best[0])
            return self._answer(book, query, best[0])
        return self._refusal(query, sentence)

    def _speaks_of(self, evidence: Evidence, place: str) -> bool:
        return evidence.dense > 0.45 and place.lower() in " ".join((evidence.passage.text, *(ask for _, ask in evidence.passage.asks))).lower()

    def _refusal(self, query: Query, sentence: str, bare: bool = False) -> Answer:
        covered = held(self.retriever.vocabulary, self.retriever.passages)
        whom = "Ask the association there." if query.reading.elsewhere else "Ask the association directly."
        rest = "" if bare else f" They cover {covered}."
        return Answer(Status.NOT_COVERED, (Statement(f"{sentence}{rest} {whom}"),), understood=_understood(query.reading))

    # Evidence

    def _find(self, query: Query) -> list[Evidence]:
        reading = query.reading
        found = self._finder.find(query, self.holdings.where(reading.associations, reading.categories, reading.editions))
        if reading.associations and not reading.editions:
            elsewhere = frozenset(self.holdings.associations) - frozenset(reading.associations)
            wide = self._finder.find(query, Where(associations=elsewhere), 20) if elsewhere else []
            found += [replace(e, score=e.score - FOREIGN) for e in wide if e.scope.part in {"background", "glossary"} or self._is_about(e, reading)]
            found.sort(key=lambda evidence: -evidence.score)
        return found

    def _is_about(self, evidence: Evidence, reading: Reading) -> bool:
        """Whether a passage of another association's document speaks of the one asked about."""
        return any(evidence.passage.id in self.holdings.about.get(key, ()) for key in reading.associations)

    def _silent(self, query: Query, found: Sequence[Evidence]) -> Answer | None:
        """A refusal when no passage says it: off topic, or near the domain without support."""
        reading = query.reading
        chance = likelihood(query, found)
        if chance < LIKELY:
            if chance > DOMAIN and (reading.topics or reading.part or reading.categories or reading.subjects):
                return self._refusal(query, "The documents held here do not say that.")
            return Answer(Status.OUT_OF_SCOPE, (Statement(OFF_TOPIC),), understood=_understood(reading))
        unsaid = self._unsaid(query, found)
        if unsaid is not None:
            return unsaid
        for subject in reading.subjects:
            if not any(subject in self._reader.subjects(" ".join((e.passage.text, *(ask for _, ask in e.passage.asks)))) for e in found[:3]):
                return self._refusal(query, f"The documents held here say nothing about {subject}.", bare=True)
        return None

    def _on_subject(self, reading: Reading, found: Sequence[Evidence]) -> list[Evidence]:
        """The evidence with what speaks of the subject asked about in front."""
        speaking = [e for e in found[:6] if set(reading.subjects) & set(self._reader.subjects(" ".join((e.passage.text, *(ask for _, ask in e.passage.asks)))))]
        return [*speaking, *(e for e in found if e not in speaking)] if reading.subjects else list(found)

    def _unsaid(self, query: Query, found: Sequence[Evidence]) -> Answer | None:
        """A refusal when the documents in scope have rules, but none about the topic that is asked for (or none of it for renewal)."""
        reading, top = query.reading, found[0]
        topic = next((t for t in self._reader.topics(query.question) if t in self.holdings.ruled), None)
        if (
            topic is None
            or top.dense >= SURE
            or top.scope.part not in RULES
            or (top.scope.topic == topic and (reading.part != "renewal" or top.scope.part == "renewal"))
        ):
            return None
        renewing = "renewal" in reading.parts
        for evidence in found[:6]:
            scope, text = evidence.scope, " ".join((evidence.passage.heading, evidence.passage.text))
            if scope.topic == topic or topic in self._reader.topics(text):
                if not renewing or scope.part == "renewal" or "renewal" in self._reader.read(text).parts or scope.part not in RULES:
                    return None
        vocabulary = self.retriever.vocabulary
        whose = f"The {listed(vocabulary.label(a) for a in reading.associations)} documents" if reading.associations else "The documents"
        level = f" for {listed(vocabulary.category_label(c) for c in reading.categories)}" if reading.categories else ""
        return self._refusal(query, f"{whose} held here say nothing about {topic}{' at renewal' if renewing else ''}{level}.", bare=True)

    def _groups(self, query: Query, found: Sequence[Evidence]) -> list[Evidence]:
        """The best evidence of each association or category, where the question leaves that open and the answers may differ."""
        reading, top = query.reading, found[0]
        several = len(reading.associations) > 1 or len(reading.categories) > 1 or len(reading.editions) > 1
        if several and reading.compared:
            return self._sides(query)
        if top.scope.part not in RULES or top.scope.association is None or reading.editions:
            return [top]
        groups = {(top.scope.association, top.scope.category): top}
        for evidence in found:
            scope = evidence.scope
            if scope.part != top.scope.part or scope.topic != top.scope.topic or scope.association is None or evidence.score < top.score - DIFFERING:
                continue
            other_association = not reading.associations and scope.association != top.scope.association
            other_category = not reading.categories and top.scope.category is not None and scope.category is not None
            if (other_association and scope.association not in {a for a, _ in groups}) or (other_category and scope.association == top.scope.association):
                groups.setdefault((scope.association, scope.category), evidence)
        if len(groups) == 1 and not reading.associations:
            return [top]
        return list(groups.values())[:MOST_LINES]

    def _sides(self, query: Query) -> list[Evidence]:
        """The best evidence of each thing that is compared."""
        reading = query.reading
        sides: list[Evidence] = []
        for association in reading.associations or ("",):
            for category in reading.categories or ("",):
                for edition in reading.editions or ("",):
                    where = self.holdings.where([association] if association else [], [category] if category else [], [edition] if edition else [])
                    best = [e for e in self._finder.find(query, where, 6) if not association or e.scope.association == association]
                    exact = [e for e in best if not category or e.scope.category == category] or best
                    if exact and exact[0].passage.id not in {side.passage.id for side in sides}:
                        sides.append(exact[0])
        return sides

    # Answers of several lines

    def _compared(self, query: Query, groups: Sequence[Evidence]) -> Answer:
        book = Notebook(self.retriever.vocabulary)
        for evidence in groups:
            self._composer.line(book, evidence, self._beside(query, evidence) if len(groups) == 2 else None)
        reading = query.reading
        if len({e.scope.association for e in groups}) > 1 and not reading.associations:
            book.state(WHICH_ASSOCIATION)
        elif len({e.scope.category for e in groups}) > 1 and not reading.categories:
            book.state(WHICH_CATEGORY)
        return self._answer(book, query, groups[0], Layout.COMPARISON)

    def _beside(self, query: Query, evidence: Evidence) -> Evidence | None:
        """What else one side of a comparison says under the same heading."""
        scope = evidence.scope
        where = self.holdings.where([scope.association] if scope.association else [], [scope.category] if scope.category else [], query.reading.editions)
        near = [
            e
            for e in self._finder.find(query, where, 6)
            if e.passage.headings == evidence.passage.headings and e.passage.guideline == evidence.passage.guideline
        ]
        return next((e for e in near if e.passage.id != evidence.passage.id and not e.passage.listed), None)

    def _checklist(self, query: Query) -> Answer | None:
        """Every topic's rule for one association and category, or the question which one is meant."""
        reading, vocabulary = query.reading, self.retriever.vocabulary
        if not reading.categories and not reading.associations:
            return None
        categories = reading.categories or tuple(c for c in self.holdings.categories(reading.associations[0]) if not vocabulary.categories[c].within)
        associations = reading.associations or tuple(a for c in categories[:1] for a in self.holdings.with_category(c))
        if len(associations) > 1 and not reading.associations:
            names = listed((vocabulary.label(a) for a in associations), "or")
            return Answer(
                Status.NEEDS_CLARIFICATION,
                (Statement(f"{WHICH_ASSOCIATION} The requirements for {vocabulary.category_label(categories[0])} are held for {names}, and they differ."),),
                suggestions=tuple(f"{vocabulary.associations[a].places[0] if vocabulary.associations[a].places else a}" for a in associations),
                understood=_understood(reading),
            )
        if len(categories) > 1 and not reading.categories:
            names = listed((vocabulary.category_label(c) for c in categories), "or")
            return Answer(
                Status.NEEDS_CLARIFICATION,
                (Statement(f"{WHICH_CATEGORY} {vocabulary.label(associations[0])} has {names}."),),
                suggestions=tuple(vocabulary.category_label(c) for c in categories),
                understood=_understood(reading),
            )
        if len(categories) != 1 or len(associations) != 1:
            return None
        book = Notebook(vocabulary)
        part = "renewal" if reading.part == "renewal" else "requirements"
        seen: set[str | None] = {None, "overview", "availability"}
        first = None
        for passage in self.holdings.rules(associations[0], categories[0], part):
            if passage.scope.topic in seen:
                continue
            seen.add(passage.scope.topic)
            first = first or passage
            whole = passage.listed and passage.introduced and len(passage.text.split()) <= LISTED
            book.quotes(passage, range(len(passage.sentences)) if whole else [0], labelled=first is passage, topic=(passage.scope.topic or "").capitalize())
        if first is None:
            return None
        return self._answer(book, query, Evidence(first, 1.0, 1.0, 0, 1.0, 1.0, False, False), Layout.CHECKLIST)

    def _answer(self, book: Notebook, query: Query, top: Evidence, layout: Layout = Layout.TEXT) -> Answer:
        scope, reading = top.scope, query.reading
        understood = Understood(
            associations=reading.associations or ((scope.association,) if scope.association and layout is not Layout.COMPARISON else ()),
            categories=reading.categories or ((scope.category,) if scope.category and layout is not Layout.COMPARISON else ()),
            part=scope.part or reading.part,
            topics=(scope.topic,) if scope.topic else reading.topics,
            editions=(scope.edition,),
        )
        silent = _says_nothing(book.statements, reading, layout)
        return Answer(
            Status.NOT_COVERED if silent else Status.ANSWERED,
            tuple(book.statements),
            tuple(book.citations),
            book.notes,
            self._suggestions(reading, scope),
            understood,
            layout,
        )

    def _suggestions(self, reading: Reading, scope: Scope) -> tuple[str, ...]:
        """What a person may want to ask next: each is a question that the assistant can answer."""
        vocabulary, found = self.retriever.vocabulary, []
        if scope.association and scope.category and scope.part == "requirements":
            if self.holdings.rules(scope.association, scope.category, "renewal"):
                found.append("And for renewal?")
            place = vocabulary.associations[scope.association].places[:1] or (scope.association,)
            found.append(f"Everything required for {vocabulary.category_label(scope.category)} in {place[0]}")
        if scope.category and scope.part in RULES and len(reading.associations) == 1:
            others = [a for a in self.holdings.with_category(scope.category) if a != scope.association]
            found += [f"What about {(vocabulary.associations[a].places[:1] or (a,))[0]}?" for a in others[:2]]
        return tuple(found[:3])

    def _checked(self, answer: Answer, asked: str) -> Answer:
        """The answer without statements that fail the check; refused when none is left."""
        kept = tuple(s for s in answer.statements if not faults(s, answer.citations, self._by_id, asked) or not s.citations)
        if answer.citations and not any(s.citations for s in kept):
            return Answer(
                Status.NOT_COVERED, (Statement("The documents held here do not say that. Ask the association directly."),), understood=answer.understood
            )
        return replace(answer, statements=kept)


def _says_nothing(statements: Sequence[Statement], reading: Reading, layout: Layout) -> bool:
    """Whether what is stated is that the documents are silent: in the first sentence, on every side, or in place of the figure asked for."""
    if layout is not Layout.TEXT:
        return all(SILENCE.search(statement.text) for statement in statements if statement.label)
    if SILENCE.search(statements[0].text):
        return True
    figure = any(q.unit == reading.unit for statement in statements for q in quantities(statement.text))
    return bool(reading.unit) and not figure and any(SILENCE.search(statement.text) for statement in statements[:3])


def _understood(reading: Reading) -> Understood:
    return Understood(reading.associations, reading.categories, reading.part, reading.topics, reading.editions)


def _joined(answers: Sequence[Answer]) -> Answer:
    """Answers to the questions of one turn as one; refusals give way when something is answered."""
    if len(answers) == 1:
        return answers[0]
    answered = [a for a in answers if a.status is Status.ANSWERED] or list(answers[:1])
    statements: list[Statement] = []
    citations: list[Citation] = []
    for answer in answered:
        numbers: dict[int, int] = {}
        for citation in answer.citations:
            same = next((c for c in citations if (c.passage, c.quote) == (citation.passage, citation.quote)), None)
            if same is None:
                same = replace(citation, number=len(citations) + 1)
                citations.append(same)
            numbers[citation.number] = same.number
        for statement in answer.statements:
            moved = replace(statement, citations=tuple(numbers[n] for n in statement.citations))
            if moved.text not in {s.text for s in statements} or not moved.citations:
                statements.append(moved)
    notes = tuple(dict.fromkeys(note for answer in answered for note in answer.notes))
    return replace(answered[0], statements=tuple(statements), citations=tuple(citations), notes=notes)
