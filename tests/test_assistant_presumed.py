"""An association that is presumed, because its website asks: it is meant unless the words name another or a place elsewhere."""

from __future__ import annotations

import pytest

from assistant.answer import Status
from assistant.assistant import Assistant, Choice

pytestmark = pytest.mark.model
PRESUMED = Choice(("SBAIMH",), presumed=True)


def test_it_is_meant_where_nobody_is_named(assistant: Assistant) -> None:
    answer = assistant.ask(["How many training hours for Level III?"], PRESUMED)
    assert answer.understood.associations == ("SBAIMH",)
    assert "38" in answer.lead


@pytest.mark.parametrize(
    "turns",
    [
        ["How many training hours for Level III in Northvale?"],
        ["How many training hours for Level III?", "And in Northvale?"],
        ["How many training hours for Level III in Northvale?", "And reflective supervision?"],
    ],
)
def test_another_one_that_is_named_now_or_before_is_asked_about(assistant: Assistant, turns: list[str]) -> None:
    assert assistant.ask(turns, PRESUMED).understood.associations == ("NVAIMH",)


def test_a_level_is_presumed_likewise(assistant: Assistant) -> None:
    third = Choice(("NVAIMH",), ("IMHS",), presumed=True)
    assert "83" in assistant.ask(["How many training hours?"], third).lead
    assert "71" in assistant.ask(["How many training hours for Level II?"], third).lead


def test_a_place_elsewhere_is_refused_as_ever(assistant: Assistant) -> None:
    answer = assistant.ask(["How many training hours for Level III in Ohio?"], PRESUMED)
    assert answer.status is Status.NOT_COVERED
    assert "38" not in answer.lead


def test_a_comparison_of_all_stays_one_and_one_of_levels_is_of_the_presumed(assistant: Assistant) -> None:
    assert set(assistant.ask(["Compare training hours for Level III between the associations"], PRESUMED).understood.associations) != {"SBAIMH"}
    assert assistant.ask(["Compare training hours of Level II and Level III"], Choice(("NVAIMH",), presumed=True)).understood.associations == ("NVAIMH",)
