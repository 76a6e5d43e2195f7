"""What changed between editions: a row a topic, a column an edition, both sides cited."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from assistant_corpus import counted_retriever
from edition_corpus import NEW, OLD, SHEETS, write_editions

from assistant.answer import Answer, Layout, Status
from assistant.application import english_words
from assistant.assistant import Assistant
from assistant.check import faults
from assistant.wording import NOT_THERE
from index.embedding import packaged_model
from ui.render import plain

ENGLISH = english_words(packaged_model() / "tokenizer.json")
"""Words that are no misspellings."""


def assistant_of(folder: Path, *sheets: tuple[str, str, str, str, str, str]) -> Assistant:
    return Assistant(counted_retriever(write_editions(folder, sheets or SHEETS)), ENGLISH)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return assistant_of(tmp_path_factory.mktemp("editions"))


def cells(answer: Answer) -> dict[tuple[str, str], str]:
    """The table's cells by topic and edition."""
    return {(statement.topic, statement.edition): statement.text for statement in answer.statements if statement.edition}


WHOLE = "What changed for Level III in Northvale between the editions?"


def test_rows_are_the_topics_that_differ_and_columns_the_editions_oldest_first(assistant: Assistant) -> None:
    answer = assistant.ask([WHOLE])
    assert (answer.status, answer.layout) == (Status.ANSWERED, Layout.CHANGES)
    found = cells(answer)
    topics = ["training", "reflective supervision", "references", "membership", "documentation", "exam", "training (renewal)"]
    assert list(found) == [(topic, edition) for topic in topics for edition in ("2019", "2031-05-02")]
    assert found["training", "2019"] == "At least 66 clock hours of training are required."
    assert found["training", "2031-05-02"].startswith("At least 83 clock hours of training are required.")
    assert found["membership", "2031-05-02"] == "Membership in NVAIMH is not required."


def test_both_sides_are_cited_from_their_own_edition(assistant: Assistant) -> None:
    answer = assistant.ask([WHOLE])
    by_number = {citation.number: citation for citation in answer.citations}
    for statement in answer.statements:
        if statement.edition and statement.text != NOT_THERE:
            cited = [by_number[number] for number in statement.citations]
            assert {assistant._by_id[citation.passage].scope.edition for citation in cited} == {statement.edition}
            assert all(citation.quote.rstrip(".") in statement.text for citation in cited)
            assert statement.edition in statement.label


def test_what_is_the_same_is_named_in_one_sentence_and_not_shown(assistant: Assistant) -> None:
    answer = assistant.ask([WHOLE])
    assert "The same in both: education, ethics, membership (renewal)." in [statement.text for statement in answer.statements]
    assert not any(topic in {"education", "ethics"} for topic, _ in cells(answer))


def test_silence_is_no_rule(assistant: Assistant) -> None:
    found = cells(assistant.ask([WHOLE]))
    assert found["exam", "2031-05-02"] == found["documentation", "2019"] == NOT_THERE
    assert found["exam", "2019"] == "A written examination is required."


def test_a_part_that_one_edition_lacks_is_named_and_not_set_side_by_side(assistant: Assistant) -> None:
    answer = assistant.ask([WHOLE])
    assert "Only the 2031-05-02 edition speaks of fees." in [statement.text for statement in answer.statements]
    assert not any(topic == "fees" for topic, _ in cells(answer))


def test_a_changed_list_is_shown_whole(assistant: Assistant) -> None:
    found = cells(assistant.ask([WHOLE]))
    assert found["references", "2019"] == "Three reference ratings are required: One rating from the current supervisor; One rating from a parent."
    assert found["references", "2031-05-02"].endswith("One rating from the current supervisor; One rating from a colleague.")


@pytest.mark.parametrize(
    ("question", "topics"),
    [
        ("What changed in the training hours for Level III in Northvale between the 2019 and 2031 editions?", {"training"}),
        ("did the training hours change since the 2019 edition for Level III in Northvale?", {"training"}),
        ("What changed in fees for Level III in Northvale?", {"fees"}),
        ("how do the 2019 and 2031 editions differ for renewal of Level III in Northvale", {"training (renewal)"}),
        ("did the renewal training hours change for Level III in Northvale?", {"training (renewal)"}),
        ("Is an exam still required for Level III in Northvale, as in the 2019 edition?", {"exam"}),
    ],
)
def test_one_topic_or_part_is_one_that_is_asked_about(assistant: Assistant, question: str, topics: set[str]) -> None:
    assert {topic for topic, _ in cells(assistant.ask([question]))} == topics


def test_a_figure_that_is_asked_for_stands_alone(assistant: Assistant) -> None:
    found = cells(assistant.ask(["What changed in the training hours for Level III in Northvale between the 2019 and 2031 editions?"]))
    assert found["training", "2031-05-02"] == "At least 83 clock hours of training are required."


@pytest.mark.parametrize(
    ("question", "lead"),
    [
        ("Did the training hours change since the 2019 edition for Level III in Northvale?", "Yes."),
        ("Are the training hours for Level III in Northvale the same as in the 2019 edition?", "No."),
        ("Is the education requirement for Level III in Northvale the same as in the 2019 edition?", "Yes."),
        ("Has the education requirement changed for Level III in Northvale?", "No."),
        ("Did membership change for Level III in Northvale since 2019?", "Yes."),
        ("Did the exam requirement change for Level III in Northvale since 2019?", "Northvale"),
    ],
)
def test_whether_something_changed_is_said_where_it_is_plain(assistant: Assistant, question: str, lead: str) -> None:
    assert assistant.ask([question]).lead.startswith(lead)


def test_a_comparison_shows_what_is_the_same_too(assistant: Assistant) -> None:
    found = cells(assistant.ask(["Compare the 2019 and 2031 editions for Level III in Northvale"]))
    assert found["education", "2019"] == found["education", "2031-05-02"] == "A Master's degree is required."
    assert ("training", "2019") in found


@pytest.mark.parametrize(
    "question",
    [
        "What's different in the new guideline compared with 2019 for Level III in Northvale?",
        "list the differences between the old and new guidelines for Level III in Northvale",
        "Has anything changed since the previous edition for Level III in Northvale?",
        "What is new in the 2031 guideline for Level III in Northvale?",
        "I applied under the old guidelines in Northvale for Level III. What is different now compared with these editions?",
    ],
)
def test_it_is_asked_in_many_ways(assistant: Assistant, question: str) -> None:
    assert cells(assistant.ask([question])) == cells(assistant.ask([WHOLE]))


def test_without_an_association_or_a_level_it_is_asked_which(assistant: Assistant) -> None:
    answer = assistant.ask(["What changed for Level III between the editions?"])
    assert answer.status is Status.NEEDS_CLARIFICATION
    assert answer.suggestions == ("Northvale", "Southbank", "Eastbrook")
    assert {edition for _, edition in cells(assistant.ask(["What changed for Level III between the editions?", "Southbank"]))} == {"2025", "2030"}
    answer = assistant.ask(["What changed in Northvale between the editions?"])
    assert answer.status is Status.NEEDS_CLARIFICATION
    assert len(answer.suggestions) == 2
    assert cells(assistant.ask(["What changed in Northvale between the editions?", "Level III"])) == cells(assistant.ask([WHOLE]))


def test_the_only_association_that_holds_the_editions_is_meant(assistant: Assistant) -> None:
    assert {edition for _, edition in cells(assistant.ask(["What changed for Level III between the 2025 and 2030 editions?"]))} == {"2025", "2030"}


def test_one_topic_of_several_levels_has_a_row_for_each(assistant: Assistant) -> None:
    found = cells(assistant.ask(["Did the training hours change since the 2019 edition in Northvale?"]))
    assert {topic for topic, _ in found} == {"training (Infant Family Specialist)", "training (Infant Mental Health Specialist)"}
    assert found["training (Infant Family Specialist)", "2019"] == "At least 21 clock hours of training are required."


def test_an_edition_without_a_date_stands_last(assistant: Assistant) -> None:
    assert [edition for _, edition in cells(assistant.ask(["What changed for Level III in Eastbrook between the editions?"]))] == ["2018", "undated"]


def test_a_follow_up_keeps_the_editions_until_something_else_is_asked(assistant: Assistant) -> None:
    assert {topic for topic, _ in cells(assistant.ask([WHOLE, "And for renewal?"]))} == {"training (renewal)"}
    assert {edition for _, edition in cells(assistant.ask([WHOLE, "What about Southbank?"]))} == {"2025", "2030"}
    assert not cells(assistant.ask([WHOLE, "How many training hours for Level III in Northvale?"]))
    assert cells(assistant.ask(["How many training hours for Level III in Northvale?", "What changed?"]))
    for suggestion in (suggestions := assistant.ask(["Did the training hours change since 2019 for Level III in Northvale?"]).suggestions):
        assert cells(assistant.ask(["Did the training hours change since 2019 for Level III in Northvale?", suggestion]))
    assert suggestions == ("And for renewal?",)


def test_of_many_editions_the_newest_three_are_shown_unless_they_are_named(tmp_path: Path) -> None:
    sheets = [(f"nv-{year}", "NVAIMH", "IMHS", year, "current", OLD.replace("66", f"6{n}")) for n, year in enumerate(("2010", "2014", "2019", "2024"))]
    assistant = assistant_of(tmp_path, *sheets)
    found = cells(assistant.ask([WHOLE]))
    assert [edition for _, edition in found] == ["2014", "2019", "2024"]
    found = cells(assistant.ask(["What changed for Level III in Northvale between the 2010 and 2024 editions?"]))
    assert [edition for _, edition in found] == ["2010", "2024"]
    found = cells(assistant.ask(["What changed for Level III in Northvale since the previous edition?"]))
    assert [edition for _, edition in found] == ["2019", "2024"]
    assert "The same in all of them:" in plain(assistant.ask(["Have the requirements changed for Level III in Northvale?"]))


def test_editions_that_say_the_same_are_said_to(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, ("a", "NVAIMH", "IMHS", "2019", "superseded", OLD), ("b", "NVAIMH", "IMHS", "2024", "current", OLD))
    answer = assistant.ask([WHOLE])
    assert answer.status is Status.ANSWERED
    assert "no difference was found" in answer.lead
    assert not cells(answer)
    assert answer.citations


def test_other_words_with_the_same_figure_are_shown_and_no_verdict_is_given(tmp_path: Path) -> None:
    other = OLD.replace("At least 66 clock hours of training are required.", "Applicants complete 66 or more clock hours of training with an adviser.")
    assistant = assistant_of(tmp_path, ("a", "NVAIMH", "IMHS", "2019", "superseded", OLD), ("b", "NVAIMH", "IMHS", "2024", "current", other))
    answer = assistant.ask(["Did the training hours change since 2019 for Level III in Northvale?"])
    assert ("training", "2024") in cells(answer)
    assert not answer.lead.startswith(("Yes", "No."))


def test_documents_for_all_categories_are_compared_without_a_level(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, ("a", "NVAIMH", "", "2019", "superseded", OLD), ("b", "NVAIMH", "", "2024", "current", NEW))
    assert ("training", "2019") in cells(assistant.ask(["What changed in Northvale between the editions?"]))
    assert ("training", "2024") in cells(assistant.ask([WHOLE]))


def test_a_document_for_all_categories_is_compared_with_one_for_a_level(tmp_path: Path) -> None:
    assistant = assistant_of(tmp_path, ("a", "NVAIMH", "", "2019", "current", OLD), ("b", "NVAIMH", "IMHS", "2024", "current", NEW))
    found = cells(assistant.ask(["What changed in the training hours in Northvale between the editions?"]))
    assert found["training", "2024"] == "At least 83 clock hours of training are required."
    assert found["training", "2019"] == "At least 66 clock hours of training are required."


def test_that_more_differs_than_fits_is_said(tmp_path: Path) -> None:
    details = "".join(f"\nTrainers of kind {n} must have taught the care of infants for long and must send in a list of what they taught.\n" for n in "abcde")
    longer = OLD.replace("At least 66 clock hours of training are required.\n", f"At least 70 clock hours of training are required.\n{details}")
    assistant = assistant_of(tmp_path, ("a", "NVAIMH", "IMHS", "2019", "superseded", OLD), ("b", "NVAIMH", "IMHS", "2024", "current", longer))
    answer = assistant.ask([WHOLE])
    assert "More differs on training than is shown here; compare the documents." in [statement.text for statement in answer.statements]
    assert len(cells(answer)["training", "2024"].split()) < 60


def test_every_statement_passes_the_check(assistant: Assistant) -> None:
    answer = assistant.ask([WHOLE])
    assert [fault for statement in answer.statements for fault in faults(statement, answer.citations, assistant._by_id, WHOLE)] == []


def test_a_terminal_shows_a_topic_a_line(assistant: Assistant) -> None:
    lines = plain(assistant.ask([WHOLE]), marks=True).splitlines()
    assert lines[0] == "Northvale (NVAIMH), Infant Mental Health Specialist (Level III): what differs between the 2019 edition and the 2031-05-02 edition."
    rows = {line.split(":")[0]: line for line in lines[1:]}
    assert re.fullmatch(
        r"Membership: 2019 edition: Membership in NVAIMH is required\. \[\d+\]; 2031-05-02 edition: Membership in NVAIMH is not required\. \[\d+\]",
        rows["Membership"],
    )
    assert rows["Exam"].endswith("; 2031-05-02 edition: Not in this edition.")
