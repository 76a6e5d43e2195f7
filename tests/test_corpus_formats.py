"""One guideline in five formats: every reader finds the same rules in it."""

from __future__ import annotations

import pytest
from guideline_files import DATE, EXPECTED, LEVELS, NOTE, OWNER, WRITERS, Key

from corpus.documents import Understood, read_document
from corpus.identity import Sure
from corpus.vocabulary import load_vocabulary

FORMATS = sorted(WRITERS)
PAGED = ("docx", "pdf", "text")


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Understood]:
    """What was understood of the guideline, by format."""
    folder = tmp_path_factory.mktemp("formats")
    vocabulary = load_vocabulary()
    return {name: read_document(write(folder), vocabulary) for name, write in WRITERS.items()}


def told(document: Understood) -> dict[Key, list[str]]:
    """The sentences below each part, by category, part and topic, in order."""
    found: dict[Key, list[str]] = {}
    for block in document.guideline.blocks:
        scope = block.scope
        if scope.part not in {None, "background"}:
            found.setdefault((scope.category, scope.part, scope.topic), []).extend(" ".join(sentence.text.split()) for sentence in block.sentences)
    return found


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_gives_the_same_rules(read: dict[str, Understood], name: str) -> None:
    assert told(read[name]) == EXPECTED


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_says_whose_it_is_and_of_when(read: dict[str, Understood], name: str) -> None:
    guideline, identity = read[name].guideline, read[name].identity
    assert (guideline.association, guideline.category, guideline.edition, guideline.status) == ("NVAIMH", None, "2031-03", "current")
    assert identity.association.sure >= Sure.LIKELY
    assert identity.edition.sure is Sure.CERTAIN
    assert "Edition of March 2031" in identity.edition.source
    assert guideline.title.lower().startswith("guidelines for endorsement")
    assert all((block.scope.association, block.scope.edition) == ("NVAIMH", "2031-03") for block in guideline.blocks)
    assert read[name].founded is not None
    assert read[name].founded[1].name == "Northvale Association for Infant Mental Health"
    assert (read[name].flags, read[name].doubts) == ((), ())


@pytest.mark.parametrize("name", FORMATS)
def test_lists_are_lists_below_what_introduces_them(read: dict[str, Understood], name: str) -> None:
    listed = {
        (block.scope.category, block.scope.part, block.scope.topic): (len(block.sentences), block.introduced)
        for block in read[name].guideline.blocks
        if block.listed and block.scope.part != "fees"
    }
    assert listed == {
        ("IFA", "requirements", "education"): (3, True),
        ("IFA", "requirements", "references"): (3, True),
        ("IFS", "requirements", "references"): (4, True),
        (None, "renewal", "reflective supervision"): (3, True),
    }


@pytest.mark.parametrize("name", FORMATS)
def test_the_footnote_follows_what_it_explains(read: dict[str, Understood], name: str) -> None:
    blocks = read[name].guideline.blocks
    at = next(number for number, block in enumerate(blocks) if block.text == NOTE)
    assert blocks[at].headings[-1] == "Footnote 1"
    assert blocks[at - 1].text.startswith("Two years of paid work with at least ten")
    assert blocks[at].scope == blocks[at - 1].scope
    assert sum(NOTE in block.text for block in blocks) == 1


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_of_running_heads_menus_or_names_of_columns_is_left(read: dict[str, Understood], name: str) -> None:
    said = [block.text for block in read[name].guideline.blocks]
    assert not [text for text in said if "What must be shown" in text or "Home" in text or text.startswith("Page ")]
    assert sum(OWNER in text for text in said) <= 1
    assert sum(DATE in text for text in said) == 1


@pytest.mark.parametrize("name", PAGED)
def test_pages_are_kept_where_one_ends_within_a_table(read: dict[str, Understood], name: str) -> None:
    level = LEVELS[1][0].lower()
    pages = [block.page for block in read[name].guideline.blocks if block.headings[0].lower() == level]
    assert pages[0] == 1
    assert pages[-1] == 2
    assert pages == sorted(pages, key=lambda page: page or 0)
