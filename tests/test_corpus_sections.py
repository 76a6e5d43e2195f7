from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.sections import Section, numbered_away, read_original, read_sources
from corpus.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def sections(tmp_path: Path, text: str) -> tuple[Section, ...]:
    path = tmp_path / "original.txt"
    path.write_text(text, encoding="utf-8")
    return read_original(path, VOCABULARY)


def scopes(found: tuple[Section, ...]) -> list[tuple[str | None, str | None, tuple[str, ...]]]:
    return [(section.category, section.part, section.topics) for section in found]


def test_headings_on_lines_of_their_own_divide_a_text(tmp_path: Path) -> None:
    found = sections(tmp_path, "Northvale\n\nInfant Family Specialist\n\nRequirements\n\nTraining\n\n41 hours.\n\nRenewal\n\nTraining\n\n17 hours a year.\n")
    assert scopes(found) == [
        (None, None, ()),
        ("IFS", None, ()),
        ("IFS", "requirements", ()),
        ("IFS", "requirements", ("training",)),
        ("IFS", "renewal", ()),
        ("IFS", "renewal", ("training",)),
    ]
    assert [section.text for section in found if section.topics] == ["Training 41 hours.", "Training 17 hours a year."]
    assert [section.line for section in found] == [1, 3, 5, 7, 11, 13]


def test_row_names_run_together_with_their_text_are_found(tmp_path: Path) -> None:
    text = (
        "INFANT FAMILY SPECIALIST (LEVEL II)\nRequirements   \nEducation and/or Work Experience  Official transcript, or nine years of work.\n"
        "Training Minimum 41 clock hours.\nMore of it.\nReflective\nSupervision/Consultation Minimum 63 hours.\n"
        "Three Professional Reference\nRatings\nOne of them.\n"
        "Code of Ethics &\nEndorsement® Agreement Signed.\nC Continuing Endorsement® Requirements\nEducation & Training 17 hours.\n"
    )
    found = sections(tmp_path, text)
    assert scopes(found)[2:] == [
        ("IFS", "requirements", ("education", "work experience")),
        ("IFS", "requirements", ("training",)),
        ("IFS", "requirements", ("reflective supervision",)),
        ("IFS", "requirements", ("reflective supervision",)),
        ("IFS", "requirements", ("references",)),
        ("IFS", "requirements", ("ethics",)),
        ("IFS", "requirements", ("ethics",)),
        ("IFS", "renewal", ()),
        ("IFS", "renewal", ("training", "education")),
    ]
    assert found[3].text == "Training Minimum 41 clock hours. More of it."


def test_a_sentence_that_begins_with_a_topic_is_no_row(tmp_path: Path) -> None:
    found = sections(tmp_path, "Requirements\nTraining Minimum 41 hours.\nMembership in a body is needed.\nEducation in the field counts.\n")
    assert scopes(found) == [(None, "requirements", ()), (None, "requirements", ("training",))]


def test_tags_and_tabs_are_no_words(tmp_path: Path) -> None:
    found = sections(tmp_path, 'Requirements\nTraining\t<p>Minimum <i>41</i> hours.</p> <ol type="1"> 1. One, and 2. Two.</ol>\n')
    assert found[-1].topics == ("training",)
    assert found[-1].text == "Training Minimum 41 hours. One, and Two."


def test_the_columns_of_a_table_are_told_apart(tmp_path: Path) -> None:
    found = sections(
        tmp_path, "Fee Schedule\n\nInfant Family Associate Infant Mental Health Mentor\nRegistration Fee $31 $57\nTotal Fee $73 $391\n\nRegister Now\n"
    )
    assert [(s.category, s.part, s.topics, s.text) for s in found if s.category] == [
        ("IFA", "fees", ("fees",), "Registration Fee $31"),
        ("IMHM", "fees", ("fees",), "Registration Fee $57"),
        ("IFA", "fees", ("fees",), "Total Fee $73"),
        ("IMHM", "fees", ("fees",), "Total Fee $391"),
    ]


def test_another_category_begins_without_a_part(tmp_path: Path) -> None:
    found = sections(tmp_path, "Level I\nRenewal\n17 hours.\nLevel II\nwas adopted.\nRequirements\n41 hours.\n")
    assert scopes(found) == [("IFA", None, ()), ("IFA", "renewal", ()), ("IFS", None, ()), ("IFS", "requirements", ())]


def test_a_page_that_repeats_its_title_goes_on(tmp_path: Path) -> None:
    found = sections(tmp_path, "Level I\nRequirements\nTraining\n41 hours.\nLevel I\ncontinued\n18 families.\n")
    assert {(section.category, section.part) for section in found[1:]} == {("IFA", "requirements")}


def test_numbers_of_lists_are_no_figures_but_figures_stay() -> None:
    assert (
        numbered_away("Total of three: 1. One from work, 2. One more, and 3. A third. Then 41. Hours")
        == "Total of three: One from work, One more, and A third. Then 41. Hours"
    )


def write_sources(tmp_path: Path, text: str) -> Path:
    (tmp_path / "SOURCES.md").write_text(text, encoding="utf-8")
    return tmp_path


def test_sources_are_read_from_their_table(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("A")
    (tmp_path / "b.txt").write_text("B")
    folder = write_sources(
        tmp_path, "# Originals\n\n| what | file | source id |\n|---|---|---|\n| one | a.txt | `northvale` |\n| two | `b.txt` | quill-2 |\n\nNotes.\n"
    )
    assert read_sources(folder) == {"northvale": Path("a.txt"), "quill-2": Path("b.txt")}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("No table.\n", "no table with the columns"),
        ("| name | id |\n|---|---|\n| a | b |\n", "no table with the columns"),
        ("| file | source id |\n|---|---|\n| c.txt | quill |\n", "'quill'.*c.txt"),
    ],
)
def test_a_faulty_table_is_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        read_sources(write_sources(tmp_path, text))


def test_a_folder_without_a_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such file"):
        read_sources(tmp_path)


def test_an_original_that_is_no_text_is_refused(tmp_path: Path) -> None:
    (tmp_path / "original.txt").write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CorpusError, match="not UTF-8 text"):
        read_original(tmp_path / "original.txt", VOCABULARY)
