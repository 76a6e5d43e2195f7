from __future__ import annotations

from typing import Any

import pytest

from corpus.elements import Document, Element, Heading, Paragraph, Table
from corpus.identity import Clue, Identity, Sure, identify
from corpus.labels import Labels
from corpus.vocabulary import load_vocabulary

LABELS = Labels(load_vocabulary())
RULE = Paragraph("At least thirty clock hours of training within five years are shown, and the office keeps the papers for ten years after that day.", line=90)
REST = (Heading("Requirements", 2), *[RULE] * 12)
OWNER = "Northvale Association for Infant Mental Health (NVAIMH)"


def read(*elements: Element | str, name: str = "guide", rest: bool = True, **given: Any) -> Identity:
    """What a document says of itself; a text is a paragraph."""
    made = [Paragraph(e, line=n) if isinstance(e, str) else e for n, e in enumerate(elements, 1)]
    return identify(Document((*made, *(REST if rest else ())), **given), LABELS, name)


# Title


def test_the_title_is_the_first_heading_and_where_it_stands() -> None:
    assert read("Hello", Heading("Endorsement Guide", 1, page=2)).title == Clue("Endorsement Guide", Sure.LIKELY, "the first heading on page 2")
    assert read(Heading("Endorsement Guide", 1, line=7)).title.source == "the first heading on line 7"


def test_a_title_may_have_two_lines() -> None:
    assert read(Heading("Northvale Guide", 1), Heading("For Those Who Apply", 1)).title.value == "Northvale Guide: For Those Who Apply"
    assert read(Heading("Competency Guidelines", 1), Heading("Infant Family Specialist", 1)).title.value == "Competency Guidelines: Infant Family Specialist"


@pytest.mark.parametrize(
    "below",
    [Heading("Requirements", 0), Heading("Training", 0), Heading("Guide", 0), Heading("For Those Who Apply", 2), Paragraph("For those who apply")],
)
def test_what_is_no_second_line_of_a_title_is_left_out_of_it(below: Element) -> None:
    assert read(Heading("Northvale Guide", 0), below).title.value == "Northvale Guide"


def test_a_designation_below_a_category_is_no_part_of_its_title() -> None:
    identity = read(Heading("Infant Mental Health Mentor (Level IV)", 0), Heading("Clinical", 0), RULE, Heading("Policy", 0))
    assert identity.title.value == "Infant Mental Health Mentor (Level IV)"
    assert identity.category.value == "IMHM"


def test_without_a_heading_the_title_is_that_of_the_file_or_its_name() -> None:
    assert read("Some text.", rest=False, title="Levels in Northvale").title == Clue("Levels in Northvale", Sure.LIKELY, "the file's properties")
    assert read("Some text.", rest=False, name="levels_2031").title == Clue("levels_2031", Sure.UNSURE, "the file name")


# Association


def test_the_association_of_the_title_page_owns_the_document() -> None:
    identity = read(Heading(OWNER, 1))
    assert (identity.association.value, identity.founded and identity.founded[1].name) == ("NVAIMH", "Northvale Association for Infant Mental Health")
    assert OWNER in identity.association.source
    assert read(Heading("Guide", 1), margins=(OWNER,)).association.value == "NVAIMH"
    assert read(Heading("Guide", 1), title=f"Guide of the {OWNER}").association.value is None, "properties found no association"


def test_a_known_association_is_not_founded_again() -> None:
    identity = read(Heading("MI-AIMH Endorsement Requirements", 1))
    assert (identity.association.value, identity.founded) == ("MI-AIMH", None)


def test_what_is_its_own_tells_whose_a_document_is() -> None:
    long = "Whoever applies reads this whole page with care, since nobody in the office can tell by letter what it means for one person. "
    said = [long + "Membership in MI-AIMH is required.", long + "MI-AIMH requires three ratings.", long + "They are submitted to MI-AIMH."]
    identity = read(Heading("Guide", 1), *said)
    assert identity.association.value == "MI-AIMH"
    assert identity.association.sure is Sure.CERTAIN
    assert "Membership in MI-AIMH" in identity.association.source


def test_mentions_and_places_own_nothing() -> None:
    long = "Whoever applies reads this whole page with care, since nobody in the office can tell by letter what it means for one person. "
    identity = read(Heading("Endorsement in Michigan", 1), *[f"{long} It was read by people from MI-AIMH and Michigan."] * 9)
    assert identity.association == Clue(None, Sure.CERTAIN, "no association speaks as its own in it")


def test_two_owners_are_none() -> None:
    identity = read(Heading("Guide", 1), "Membership in MI-AIMH is required.", "Membership in NMAIMH is required.")
    assert identity.association.value is None
    assert identity.association.sure is Sure.UNSURE
    assert "alike" in identity.association.source


def test_an_association_that_a_table_owns_counts_too() -> None:
    cell = (Paragraph("Membership in MI-AIMH is required, MI-AIMH requires it, and MI-AIMH will answer"),)
    assert read(Heading("Guide", 1), Table(((cell,),))).association.value == "MI-AIMH"


# Category


@pytest.mark.parametrize(
    ("headings", "category", "sure"),
    [
        (["Infant Family Specialist (Level II)"], "IFS", Sure.CERTAIN),
        (["Endorsement Guide", "Requirements of Level II", "Renewal at Level II"], "IFS", Sure.LIKELY),
        (["Endorsement Guide", "Level I", "Level II"], None, Sure.CERTAIN),
        (["Infant Family Specialist", "Compared with Level III"], None, Sure.CERTAIN),
        (["Endorsement Guide", "Level IV", "Level IV-Clinical"], "IMHM", Sure.LIKELY),
        (["Endorsement Guide"], None, Sure.CERTAIN),
    ],
)
def test_a_document_is_about_the_one_category_that_it_names(headings: list[str], category: str | None, sure: Sure) -> None:
    found = read(*(Heading(text, 1 + (n > 0)) for n, text in enumerate(headings))).category
    assert (found.value, found.sure) == (category, sure)


def test_a_table_with_categories_as_columns_is_about_more_than_one() -> None:
    row = tuple((Paragraph(text),) for text in ("Level I", "Level II"))
    assert read(Heading("Guide", 1), Heading("Level II", 2), Table((row, row))).category.value is None


# Edition


@pytest.mark.parametrize(
    ("texts", "edition", "sure"),
    [
        (["Revised March 2031", "First edition 2019"], "2031-03", Sure.CERTAIN),
        (["© 2033 NVAIMH", "Revised March 2031"], "2031-03", Sure.CERTAIN),
        (["© 2019-2033 NVAIMH"], "2033", Sure.CERTAIN),
        (["March 2031"], "2031-03", Sure.CERTAIN),
        (["Printed with thanks to many readers in March 2031"], "2031-03", Sure.LIKELY),
        (["The association was founded in 1977."], "undated", Sure.CERTAIN),
        (["Founded in 1977"], "undated", Sure.CERTAIN),
        (["2000 hours"], "undated", Sure.CERTAIN),
        (["The fees as of May 2029.", "The names as of June 2030."], "2030-06", Sure.UNSURE),
        ([], "undated", Sure.CERTAIN),
    ],
)
def test_the_edition_is_the_date_that_the_document_calls_its_own(texts: list[str], edition: str, sure: Sure) -> None:
    found = read(Heading("Endorsement Guide", 1), *texts).edition
    assert (found.value, found.sure) == (edition, sure)


def test_an_edition_may_stand_in_a_margin_or_at_the_end() -> None:
    assert read(Heading("Guide", 1), margins=("NVAIMH, revised March 2031",)).edition.value == "2031-03"
    assert identify(Document((Heading("Guide", 1), *REST, *[RULE] * 40, Paragraph("Rev. 3/2031"))), LABELS, "guide").edition.value == "2031-03"


def test_a_date_amid_the_text_is_no_edition() -> None:
    amid = Paragraph("The law was revised in March 2019 and again in May 2020.")
    assert identify(Document((Heading("Guide", 1), *[RULE] * 60, amid, *[RULE] * 60)), LABELS, "guide").edition.value == "undated"


@pytest.mark.parametrize(("name", "edition"), [("levels-2031", "2031"), ("2031-05_levels", "2031-05"), ("levels-12031", "undated")])
def test_a_file_name_is_the_last_thing_that_an_edition_is_read_from(name: str, edition: str) -> None:
    found = read(Heading("Guide", 1), name=name).edition
    assert found.value == edition
    assert read(Heading("Guide", 1), "Revised 2029", name=name).edition.value == "2029"
    assert found.sure is (Sure.CERTAIN if edition == "undated" else Sure.UNSURE)


# Status


@pytest.mark.parametrize(
    "text", ["DRAFT", "Draft 2", "Working draft, March 2031", "Draft Guidelines for Endorsement", "This is a first draft.", "Draft for comment."]
)
def test_a_document_that_calls_itself_a_draft_is_one(text: str) -> None:
    status = read(Heading("Guide", 1), text).status
    assert (status.value, status.sure) == ("draft", Sure.CERTAIN)
    assert text in status.source


@pytest.mark.parametrize("text", ["Draft your portfolio early.", "Draft Your Plan", "A draft of the letter is shown to the supervisor.", "Overdrafts", "Guide"])
def test_drafts_of_others_are_not_meant(text: str) -> None:
    assert read(Heading("Guide", 1), text).status.value == "current"


def test_a_file_name_may_say_that_it_is_a_draft() -> None:
    assert read(Heading("Guide", 1), name="levels_draft-2").status == Clue("draft", Sure.LIKELY, "the file name")


def test_an_abbreviation_means_the_association_that_the_document_gives_it_to() -> None:
    # MI-AIMH is Michigan's in the vocabulary.
    own = "Minnesota Association for Infant Mental Health (MI-AIMH)"
    found = read(Heading(own, 1), "Membership in MI-AIMH is required.", "The MI-AIMH endorsement board decides.", "MI-AIMH requires three letters.")
    assert found.association.value == "Minnesota Association for Infant Mental Health"
    assert found.founded is not None
