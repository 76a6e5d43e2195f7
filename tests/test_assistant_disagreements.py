"""Documents of one scope that disagree are shown side by side; those that agree are told once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from edition_corpus import Sheet, write_editions

from assistant.answer import Answer, Layout, Status
from assistant.application import build, open_assistant
from assistant.assistant import Assistant
from assistant.check import faults
from assistant.settings import Settings
from assistant.wording import DISAGREE
from corpus.quantities import quantities

pytestmark = pytest.mark.model
RULES = """
## Requirements
### Training
? how many training hours are required
{training}
### Membership
? must I be a member
{membership}
## Renewal
### Training
? how many training hours a year for renewal
Renewal takes {renewal} clock hours of training a year.
"""
MEMBER, NO_MEMBER = "Membership in the association is required.", "Membership in the association is not required."


def rules(training: str, membership: str = MEMBER, renewal: int = 9) -> str:
    return RULES.format(training=training, membership=membership, renewal=renewal)


SHEETS: tuple[Sheet, ...] = (
    ("nv-a", "NVAIMH", "IFS", "undated", "current", rules("At least 71 clock hours of training are required.")),
    ("nv-b", "NVAIMH", "IFS", "undated", "current", rules("Applicants complete 71 hours of training.")),
    ("nv-c", "NVAIMH", "", "2020", "current", rules("At least 75 clock hours of training are required.", NO_MEMBER)),
    ("nv-old", "NVAIMH", "IFS", "2001", "superseded", rules("At least 66 clock hours of training are required.")),
    ("nv-draft", "NVAIMH", "IFS", "2040", "draft", rules("At least 99 clock hours of training are required.")),
    ("sb-a", "SBAIMH", "IFS", "2020", "current", rules("At least 33 clock hours of training are required.")),
    ("sb-b", "SBAIMH", "IFS", "2020", "current", rules("Applicants complete 33 or more hours of training.")),
    ("wd-a", "WDAIMH", "IFS", "2020", "current", rules("At least 40 clock hours of training are required.")),
    ("wd-b", "WDAIMH", "IFS", "2020", "current", rules("At least 41 clock hours of training are required.")),
    ("wd-c", "WDAIMH", "IFS", "2020", "current", rules("At least 42 clock hours of training are required.")),
    ("wd-iii", "WDAIMH", "IMHS", "2020", "current", rules("At least 77 clock hours of training are required.")),
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    folder: Path = tmp_path_factory.mktemp("disagreements")
    settings = Settings(data=folder / "data", corpus=(write_editions(folder / "sheets", SHEETS),))
    build(settings)
    yield open_assistant(settings)


def told(answer: Answer) -> dict[str, float]:
    """The hours that each labelled statement names, by its label."""
    return {s.label: q.value for s in answer.statements if s.label for q in quantities(s.text) if q.unit == "hours"}


def test_two_documents_that_disagree_stand_side_by_side_with_their_dates(assistant: Assistant) -> None:
    answer = assistant.ask(["How many training hours for Level II in Northvale?"])
    assert (answer.status, answer.layout, answer.lead) == (Status.ANSWERED, Layout.COMPARISON, DISAGREE)
    assert sorted(told(answer).values()) == [71, 75]
    assert any("undated" in label for label in told(answer))
    assert any("2020 edition" in label for label in told(answer))


def test_one_that_repeats_another_is_left_out(assistant: Assistant) -> None:
    answer = assistant.ask(["How many training hours for Level II in Northvale?"])
    assert len(answer.citations) == 2
    assert {citation.sheet for citation in answer.citations} <= {"nv-a", "nv-b", "nv-c"}


def test_three_documents_of_one_edition_are_told_apart_by_their_titles(assistant: Assistant) -> None:
    answer = assistant.ask(["How many training hours for Level II in Westdale?"])
    found = told(answer)
    assert sorted(found.values()) == [40, 41, 42]
    assert all(any(f"The document {key}" in label for label in found) for key in ("wd-a", "wd-b", "wd-c"))


def test_documents_that_agree_are_told_once(assistant: Assistant) -> None:
    answer = assistant.ask(["How many training hours for Level II in Southbank?"])
    assert answer.layout is Layout.TEXT
    assert [q.value for s in answer.statements for q in quantities(s.text) if q.unit == "hours"] == [33]
    assert len({citation.sheet for citation in answer.citations}) == 1


def test_what_one_requires_and_the_other_does_not_gets_no_yes(assistant: Assistant) -> None:
    answer = assistant.ask(["Do I have to be a member for Level II in Northvale?"])
    assert answer.lead == DISAGREE
    assert {statement.text for statement in answer.statements if statement.label} == {MEMBER, NO_MEMBER}


@pytest.mark.parametrize(
    "question", ["Is it 41 hours of training for Level II in Westdale?", "Is it true that Level II in Westdale takes 40 hours of training?"]
)
def test_no_figure_is_confirmed_that_is_disputed(assistant: Assistant, question: str) -> None:
    answer = assistant.ask([question])
    assert not any(statement.text.startswith(("Yes", "No.")) for statement in answer.statements)
    assert sorted(told(answer).values()) == [40, 41, 42]


def test_no_sum_is_made_of_a_disputed_figure(assistant: Assistant) -> None:
    question = "I have 20 hours of training. How many more do I need for Level II in {}?"
    disputed, agreed = assistant.ask([question.format("Westdale")]), assistant.ask([question.format("Southbank")])
    assert not any(statement.derivations for statement in disputed.statements)
    assert sorted(told(disputed).values()) == [40, 41, 42]
    assert any(statement.derivations for statement in agreed.statements)


def test_another_level_part_or_edition_is_no_side(assistant: Assistant) -> None:
    assert list(told(assistant.ask(["How many training hours for Level III in Westdale?"])).values()) == [77]
    assert list(told(assistant.ask(["How many training hours a year for renewal of Level II in Westdale?"])).values()) == [9]
    assert list(told(assistant.ask(["In the 2020 edition, how many training hours for Level II in Northvale?"])).values()) == [75]
    assert list(told(assistant.ask(["In the 2001 edition, how many training hours for Level II in Northvale?"])).values()) == [66]


def test_without_an_association_all_sides_of_each_are_shown(assistant: Assistant) -> None:
    answer = assistant.ask(["How many training hours for Level II?"])
    assert sorted(told(answer).values()) == [33, 40, 41, 42, 71, 75]
    assert answer.statements[-1].text.endswith("?")


def test_a_checklist_shows_every_side_of_a_topic_and_labels_each_row(assistant: Assistant) -> None:
    answer = assistant.ask(["What do I need for Level II in Westdale?"])
    rows = [(statement.topic, statement.label) for statement in answer.statements if statement.topic]
    assert [topic for topic, _ in rows] == ["Training", "Training", "Training", "Membership"]
    assert all(label for _, label in rows)
    assert sorted(told(answer).values()) == [40, 41, 42]
    assert "disagree on training" in answer.lead


@pytest.mark.parametrize("question", ["How many training hours for Level II in Westdale?", "What do I need for Level II in Northvale?"])
def test_every_statement_passes_the_check(assistant: Assistant, question: str) -> None:
    answer = assistant.ask([question])
    assert [fault for statement in answer.statements for fault in faults(statement, answer.citations, assistant._by_id, question)] == []
    assert "99" not in " ".join(statement.text for statement in answer.statements)
