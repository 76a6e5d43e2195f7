"""Sums: what is missing, what recurs, what comes together; always with the rule and its source."""

from __future__ import annotations

import pytest

from assistant.answer import Answer, Status
from assistant.assistant import Assistant
from assistant.check import faults
from corpus.quantities import quantities


def figures(answer: Answer) -> list[tuple[float, str]]:
    return [(q.value, q.unit) for q in quantities(answer.lead)]


@pytest.mark.parametrize(
    ("question", "first", "sheet"),
    [
        ("I have 50 hours of training, how many more do I need for Level II in Northvale?", (21, "hours"), "nv-ii"),
        ("I have 50 hours of training, how many more do I need for Level III in Northvale?", (33, "hours"), "nv-iii"),
        ("I have 50 hours of reflective supervision. How many are still missing for Level III in Southbank?", (11, "hours"), "sb-iii"),
        ("What do training and reflective supervision hours come to together for Level II in Northvale?", (97, "hours"), "nv-ii"),
        ("How many hours of training is that over 4 years of renewal, Level II in Northvale?", (36, "hours"), "nv-ii"),
        ("What is the total fee for 2 Infant Family Specialists and an Infant Mental Health Specialist in Northvale?", (550, "dollars"), "nv-fees"),
        ("How much more does Level III cost than Level II in Northvale?", (190, "dollars"), "nv-fees"),
    ],
)
def test_a_sum_leads_and_cites_the_rule(plain_assistant: Assistant, question: str, first: tuple[float, str], sheet: str) -> None:
    answer = plain_assistant.ask([question])
    assert answer.status is Status.ANSWERED
    assert figures(answer)[0] == first
    assert answer.citations[0].sheet == sheet


def test_a_sum_shows_the_rule_and_what_the_person_has(plain_assistant: Assistant) -> None:
    answer = plain_assistant.ask(["I have 50 hours of training, how many more do I need for Level II in Northvale?"])
    assert {(21, "hours"), (71, "hours"), (50, "hours")} <= set(figures(answer))
    assert "At least 71 clock hours of training are required." in {statement.text for statement in answer.statements}


def test_who_has_enough_lacks_nothing_but_is_not_told_that_they_qualify(plain_assistant: Assistant) -> None:
    answer = plain_assistant.ask(["I have 80 hours of training, is that enough for Level II in Northvale?"])
    assert {(80, "hours"), (71, "hours")} <= set(figures(answer))
    assert (9, "hours") not in figures(answer)
    assert "qualif" not in " ".join(statement.text for statement in answer.statements).lower()


def test_each_kind_of_hours_is_compared_with_its_own_rule(plain_assistant: Assistant) -> None:
    answer = plain_assistant.ask(["I have 50 hours of training and 20 hours of reflective supervision. What is missing for Level II in Northvale?"])
    leads = [statement.text for statement in answer.statements if statement.derivations]
    assert [quantities(lead)[0].value for lead in leads] == [21, 6]


def test_figures_of_an_earlier_turn_are_used(plain_assistant: Assistant) -> None:
    answer = plain_assistant.ask(["How many training hours for Level II in Northvale?", "I have 50 of those hours. How many more do I need?"])
    assert figures(answer)[0] == (21, "hours")


def test_every_sum_passes_the_check(plain_assistant: Assistant) -> None:
    question = "What is the total fee for 2 Infant Family Specialists and an Infant Mental Health Specialist in Northvale?"
    answer = plain_assistant.ask([question])
    passages = {passage.id: passage for passage in plain_assistant.retriever.passages}
    assert any(statement.derivations for statement in answer.statements)
    assert [faults(statement, answer.citations, passages, question) for statement in answer.statements if statement.citations] == [
        [] for s in answer.statements if s.citations
    ]
