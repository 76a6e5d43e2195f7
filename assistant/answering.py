"""Answering: notebooks to answers, and several answers of one turn to one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation, Layout, Statement, Status, Understood
from assistant.conversation import Query
from assistant.holdings import RULES, Holdings
from assistant.notebook import Notebook
from assistant.polarity import SILENCE
from assistant.reading import Reading
from corpus.guideline import Scope
from corpus.quantities import quantities


def answered(book: Notebook, query: Query, scope: Scope, holdings: Holdings, layout: Layout = Layout.TEXT) -> Answer:
    """What a notebook holds as an answer, with the scope it was found in; not covered when all it says is that the documents are silent."""
    reading = query.reading
    understood = Understood(
        associations=reading.associations or ((scope.association,) if scope.association and layout is not Layout.COMPARISON else ()),
        categories=reading.categories or ((scope.category,) if scope.category and layout is not Layout.COMPARISON else ()),
        part=scope.part or reading.part,
        topics=(scope.topic,) if scope.topic else reading.topics,
        editions=(scope.edition,),
    )
    silent = says_nothing(book.statements, reading, layout)
    return Answer(
        Status.NOT_COVERED if silent else Status.ANSWERED,
        tuple(book.statements),
        tuple(book.citations),
        book.notes,
        suggestions(reading, scope, holdings),
        understood,
        layout,
    )


def suggestions(reading: Reading, scope: Scope, holdings: Holdings) -> tuple[str, ...]:
    """What a person may want to ask next: each is a question that the assistant can answer."""
    vocabulary, found = holdings.vocabulary, []
    if scope.association and scope.category and scope.part == "requirements":
        if holdings.rules(scope.association, scope.category, "renewal", reading.editions):
            found.append("And for renewal?")
        place = vocabulary.associations[scope.association].places[:1] or (scope.association,)
        found.append(f"Everything required for {vocabulary.category_label(scope.category)} in {place[0]}")
    if scope.category and scope.part in RULES and len(reading.associations) == 1:
        others = [a for a in holdings.with_category(scope.category) if a != scope.association]
        others = [a for a in others if not reading.editions or holdings.rules(a, scope.category, str(scope.part), reading.editions)]
        found += [f"What about {(vocabulary.associations[a].places[:1] or (a,))[0]}?" for a in others[:2]]
    return tuple(found[:3])


def says_nothing(statements: Sequence[Statement], reading: Reading, layout: Layout) -> bool:
    """Whether what is stated is that the documents are silent: in the first sentence, on every side, or in place of the figure asked for."""
    if layout is not Layout.TEXT:
        return all(SILENCE.search(statement.text) for statement in statements if statement.label)
    if SILENCE.search(statements[0].text):
        return True
    figure = any(q.unit == reading.unit for statement in statements for q in quantities(statement.text))
    return bool(reading.unit) and not figure and any(SILENCE.search(statement.text) for statement in statements[:3])


def understood_of(reading: Reading) -> Understood:
    """The scope of a question that was not answered."""
    return Understood(reading.associations, reading.categories, reading.part, reading.topics, reading.editions)


def joined(answers: Sequence[Answer]) -> Answer:
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
    last = {statement.text: place for place, statement in enumerate(statements)}
    statements = [s for place, s in enumerate(statements) if s.citations or s.edition or last[s.text] == place]
    notes = tuple(dict.fromkeys(note for answer in answered for note in answer.notes))
    return replace(answered[0], statements=tuple(statements), citations=tuple(citations), notes=notes)
