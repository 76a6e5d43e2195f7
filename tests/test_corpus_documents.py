from __future__ import annotations

from pathlib import Path

import pytest

from corpus.documents import READERS, UNREAD, Understood, read_document
from corpus.errors import DocumentError
from corpus.identity import Sure
from corpus.sidecar import Sidecar
from corpus.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
NAME = "Northvale Association for Infant Mental Health"
TEXT = f"# {NAME} (NVAIMH)\n\nEdition 2031\n\n## Level II\n\n### Training\n\nAt least 71 clock hours of training are required.\n"
NOBODYS = "# A Flyer\n\n## Requirements\n\n### Training\n\nAt least 99 clock hours of training are required.\n"


def read(folder: Path, text: str = TEXT, name: str = "guide.md", **said: object) -> Understood:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return read_document(path, VOCABULARY, Sidecar(**said))  # type: ignore[arg-type]


def fault(folder: Path, text: str = TEXT, name: str = "guide.md", **said: object) -> str:
    with pytest.raises(DocumentError) as caught:
        read(folder, text, name, **said)
    assert str(caught.value).startswith(f"{folder / name}: ")
    return caught.value.reason


# What is made


def test_a_file_is_a_guideline(tmp_path: Path) -> None:
    understood = read(tmp_path)
    guideline = understood.guideline
    assert (guideline.id, guideline.source, guideline.path) == ("guide", "guide", str(tmp_path / "guide.md"))
    assert (guideline.association, guideline.edition, guideline.category, guideline.status) == ("NVAIMH", "2031", "IFS", "current")
    scope = guideline.blocks[-1].scope
    assert (scope.association, scope.category, scope.edition, scope.part, scope.topic) == ("NVAIMH", "IFS", "2031", "requirements", "training")
    assert guideline.blocks[-1].sentences[0].text == "At least 71 clock hours of training are required."
    assert understood.founded is not None
    assert understood.founded[0] == "NVAIMH"
    assert (understood.flags, understood.doubts) == ((), ())


@pytest.mark.parametrize(("name", "id"), [("Level II (2031).md", "Level-II-2031"), ("...md.md", "md"), ("ünï.md", "n"), ("--.md", "document")])
def test_the_id_is_made_of_the_file_name(tmp_path: Path, name: str, id: str) -> None:
    assert read(tmp_path, name=name).guideline.id == id


def test_the_end_of_a_name_tells_the_reader_in_any_case(tmp_path: Path) -> None:
    assert read(tmp_path, name="guide.MD").guideline.blocks
    assert not set(READERS) & UNREAD


def test_the_part_of_a_title_holds_where_no_heading_names_one(tmp_path: Path) -> None:
    text = f"# Renewal of Endorsement by the {NAME}\n\n## In the First Year\n\nNine clock hours of training are shown.\n"
    assert read(tmp_path, text).guideline.blocks[-1].scope.part == "renewal"
    assert read(tmp_path, f"{text}\n## Requirements\n\nThree letters are needed.\n").guideline.blocks[-1].scope.part == "requirements"


# What is nobody's


def test_what_no_association_stands_behind_has_neither_part_nor_topic(tmp_path: Path) -> None:
    understood = read(tmp_path, NOBODYS)
    assert understood.guideline.association is None
    assert {(block.scope.association, block.scope.part, block.scope.topic) for block in understood.guideline.blocks} == {(None, None, None)}
    (doubt,) = understood.doubts
    assert "no association" in doubt
    assert "--association" in doubt


def test_an_edition_that_is_guessed_is_a_doubt(tmp_path: Path) -> None:
    understood = read(tmp_path, TEXT.replace("Edition 2031\n", ""), "guide-2030.md")
    assert understood.guideline.edition == "2030"
    assert "edition 2030 is a guess from the file name" in understood.doubts[0]


# What is said outright


def test_what_is_said_wins_and_is_told_as_such(tmp_path: Path) -> None:
    said = {"title": "Other", "association": "MI-AIMH", "category": "Level III", "edition": "2040", "status": "draft"}
    understood = read(tmp_path, id="own", source="original", url="https://example.org", note="With care.", **said)
    guideline = understood.guideline
    assert (guideline.id, guideline.source, guideline.url, guideline.note) == ("own", "original", "https://example.org", "With care.")
    assert (guideline.title, guideline.association, guideline.category, guideline.edition, guideline.status) == ("Other", "MI-AIMH", "IMHS", "2040", "draft")
    for name in said:
        clue = getattr(understood.identity, name)
        assert (clue.sure, clue.source) == (Sure.STATED, "said outright")
    assert understood.doubts == ()
    assert understood.founded is None


@pytest.mark.parametrize("category", ["IFS", "ifs", "Level II", "Infant Family Specialist", "Infant Family Specialist (Level II)"])
def test_a_category_is_said_by_its_key_name_or_level(tmp_path: Path, category: str) -> None:
    assert read(tmp_path, category=category).guideline.category == "IFS"


def test_an_unknown_category_is_named_with_those_that_there_are(tmp_path: Path) -> None:
    reason = fault(tmp_path, category="Level IX")
    assert "'Level IX'" in reason
    assert "IFA, IFS, IMHS" in reason


@pytest.mark.parametrize(
    "said", ["MI-AIMH", "mi aimh", "Michigan", "Michigan Association for Infant Mental Health", "Michigan Association for Infant Mental Health (MI-AIMH)"]
)
def test_a_known_association_is_said_by_any_of_its_names(tmp_path: Path, said: str) -> None:
    understood = read(tmp_path, association=said)
    assert (understood.guideline.association, understood.founded) == ("MI-AIMH", None), "its entry is not written over"


@pytest.mark.parametrize("said", ["NVAIMH", "Northvale", NAME, f"{NAME} (NVAIMH)"])
def test_so_is_the_one_that_the_document_names(tmp_path: Path, said: str) -> None:
    understood = read(tmp_path, association=said)
    assert understood.guideline.association == "NVAIMH"
    assert understood.founded is not None


def test_another_association_is_said_by_its_full_name_and_abbreviation(tmp_path: Path) -> None:
    founded = read(tmp_path, NOBODYS, association="Westdale Association for Infant Mental Health (WD-AIMH)").founded
    assert founded is not None
    key, entry = founded
    assert (key, entry.name, entry.places, entry.aliases) == ("WD-AIMH", "Westdale Association for Infant Mental Health", ("Westdale",), ("WDAIMH",))


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("MIAIHM", "did you mean 'MI-AIMH'?"),
        ("NVAIM", "did you mean 'NVAIMH'?"),
        ("Michigann", "did you mean 'MI-AIMH'?"),
        ("Michgan Association for Infant Mental Health", "did you mean 'MI-AIMH'?"),
        ("Zebra", "known are NVAIMH, MI-AIMH"),
        ("Minnesota Association (MI-AIMH)", "that of 'Michigan Association for Infant Mental Health'"),
    ],
)
def test_a_name_that_is_none_is_asked_about(tmp_path: Path, said: str, reason: str) -> None:
    assert reason in fault(tmp_path, association=said)


def test_other_associations_are_not_taken_for_a_like_one(tmp_path: Path) -> None:
    for said in ("Ohio Association for Infant Mental Health", "Minnesota Association for Infant Mental Health (MAIMH)"):
        understood = read(tmp_path, NOBODYS, association=said)
        assert understood.founded is not None
        assert understood.founded[1].name.startswith(said.split()[0])


@pytest.mark.parametrize(
    ("meaning", "scope"),
    [("training", (None, "requirements", "training")), ("renewal", (None, "renewal", None)), ("IMHS", ("IMHS", None, None))],
)
def test_a_sidecar_says_what_a_heading_means(tmp_path: Path, meaning: str, scope: tuple[str | None, ...]) -> None:
    text = f"# {NAME} (NVAIMH)\n\n## Hours in Class\n\nAt least seventy-one are needed.\n\n## Hours at Home\n\nNone are needed at all.\n"
    blocks = read(tmp_path, text, headings={"Hours in Class": meaning}).guideline.blocks
    at = next(block.scope for block in blocks if block.headings[-1] == "Hours in Class")
    assert (at.category, at.part, at.topic)[1:] == scope[1:]
    assert at.category == scope[0]


def test_a_heading_said_to_mean_nothing_known_is_a_fault(tmp_path: Path) -> None:
    assert "'Hours in Class' the meaning 'pandas'" in fault(tmp_path, headings={"Hours in Class": "pandas"})


# What cannot be read


@pytest.mark.parametrize(
    ("text", "name", "reason"),
    [
        (TEXT, "guide.doc", "of a kind that is not read; save it as one of .docx"),
        (TEXT, "guide", "of a kind that is not read"),
        ("", "guide.txt", "is empty"),
        (" \n\n ", "guide.txt", "holds no text"),
        ("# Training\n", "guide.md", "headings only"),
        ("<html><body><script>x()</script></body></html>", "guide.html", ""),
    ],
)
def test_what_cannot_be_read_is_named_with_its_reason(tmp_path: Path, text: str, name: str, reason: str) -> None:
    assert reason in fault(tmp_path, text, name)


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path) -> None:
    with (tmp_path / "guide.pdf").open("wb") as file:
        file.truncate(200_000_000)
    with pytest.raises(DocumentError, match="has 200 MB; up to 50 MB are read"):
        read_document(tmp_path / "guide.pdf", VOCABULARY)
