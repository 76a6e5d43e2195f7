from __future__ import annotations

from pathlib import Path

import pytest
from added_corpus import guideline

from corpus.errors import CorpusError
from corpus.guideline import RESTATED
from corpus.library import Corpus, document_files, read_corpus

SHEET = """---
id: {id}
source: {source}
title: Requirements
association: NVAIMH
category: IFS
edition: "{edition}"
---

## Requirements
### Training
At least {hours} clock hours of training are required.
"""
NORTHVALE = "associations:\n  NVAIMH: {name: Northvale Association for Infant Mental Health, places: [Northvale]}\n"


def put(folder: Path, **files: str | bytes) -> Path:
    """Write files; "_" in a name stands for the dot before its ending, "__" for a folder."""
    for name, text in files.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def ids(corpus: Corpus) -> list[str]:
    return [guideline.id for guideline in corpus.guidelines]


# What is read


def test_sheets_and_documents_of_all_folders_are_one_corpus(tmp_path: Path) -> None:
    put(tmp_path / "one", sheet_md=SHEET.format(id="zebra", source="own", edition="2031", hours=71), vocabulary_yaml=NORTHVALE)
    put(tmp_path / "two", guide_txt=guideline("Southbank", "SBAIMH"), deep__page_html=f"<h1>Westdale</h1><p>{'Some text. ' * 3}</p>")
    corpus = read_corpus([tmp_path / "one", tmp_path / "two"])
    assert ids(corpus) == ["guide", "page", "zebra"]
    assert [Path(document.guideline.path).name for document in corpus.documents] == ["page.html", "guide.txt"]
    assert corpus.faults == ()
    assert {"NVAIMH", "SBAIMH"} <= set(corpus.vocabulary.associations)


def test_a_founded_association_is_known_to_the_documents_after_it(tmp_path: Path) -> None:
    later = "NVAIMH Renewal Guide\n\nRenewal\n\nMembership\nMembership in NVAIMH is renewed every year. NVAIMH requires it.\n"
    corpus = read_corpus([put(tmp_path, a_txt=guideline(), b_txt=later)])
    assert [document.guideline.association for document in corpus.documents] == ["NVAIMH", "NVAIMH"]


def test_what_speaks_about_a_folder_and_what_is_hidden_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, guide_txt="x", README_md="x", License_txt="x", data_csv="x", picture_png="x", guide_txt_yaml="x", deep__page_htm="x", old_doc="x")
    put(tmp_path / ".git", notes_txt="x")
    (tmp_path / "~$guide.docx").write_text("x")
    (tmp_path / ".guide.txt.part").write_text("x")
    assert [path.relative_to(tmp_path).as_posix() for path in document_files(tmp_path)] == ["deep/page.htm", "guide.txt", "old.doc"]


def test_progress_is_told_document_by_document(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    read_corpus([put(tmp_path, a_txt=guideline(), b_txt=guideline("Southbank", "SBAIMH"))], lambda *step: told.append(step))
    assert told == [("reading documents", 0, 2), ("reading documents", 1, 2), ("reading documents", 2, 2)]


# What is left out


def test_a_document_that_cannot_be_read_is_a_fault_and_the_rest_is_read(tmp_path: Path) -> None:
    corpus = read_corpus([put(tmp_path, a_txt=b"", b_doc=b"x", c_txt=guideline(), d_txt=guideline("Southbank", "SBAIMH"), d_txt_yaml="edtion: 2031\n")])
    assert ids(corpus) == ["c"]
    assert [fault.path.name for fault in corpus.faults] == ["a.txt", "b.doc", "d.txt.yaml"]


def test_a_sheet_that_is_not_valid_stops_the_reading_and_every_fault_is_listed(tmp_path: Path) -> None:
    put(tmp_path, a_md=SHEET.format(id="a", source="a", edition="2031", hours=71), b_md="---\nid: b\n---\n", guide_txt=guideline())
    with pytest.raises(CorpusError) as caught:
        read_corpus([tmp_path])
    assert "nothing was built" in str(caught.value)
    assert "a.md:5: " in str(caught.value)
    assert "b.md:" in str(caught.value)


def test_folders_that_are_missing_or_hold_nothing_are_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="nowhere: no such folder"):
        read_corpus([tmp_path / "nowhere"])
    with pytest.raises(CorpusError, match="no guideline sheets or documents"):
        read_corpus([put(tmp_path, picture_png=b"x")])


# Ids


def test_documents_of_one_name_have_ids_of_their_own(tmp_path: Path) -> None:
    put(tmp_path, guide_txt=guideline(), guide_html=f"<h1>Westdale</h1><p>{'Some text. ' * 3}</p>")
    for place, owner, key in (("b", "Southbank", "SBAIMH"), ("c", "Westdale", "WDAIMH")):
        put(tmp_path / place, guide_txt=guideline(owner, key))
    corpus = read_corpus([tmp_path])
    assert corpus.faults == ()
    assert len(set(ids(corpus))) == 4
    assert "guide" in ids(corpus)
    assert ids(read_corpus([tmp_path])) == ids(corpus)


def test_a_document_never_takes_the_id_of_a_sheet(tmp_path: Path) -> None:
    put(tmp_path, guide_txt=guideline(), sheet_md=SHEET.format(id="guide", source="own", edition="2019", hours=71), vocabulary_yaml=NORTHVALE)
    corpus = read_corpus([tmp_path])
    assert ids(corpus) == ["guide", "guide-txt"]
    assert corpus.guidelines[0].path.endswith("sheet.md")


# What is told twice


def statuses(corpus: Corpus, id: str) -> set[str]:
    return {block.scope.status for guideline in corpus.guidelines if guideline.id == id for block in guideline.blocks if block.scope.topic}


def test_what_sheets_restate_of_a_document_is_told_once(tmp_path: Path) -> None:
    sheet = SHEET.format(id="nv", source="guide", edition="2031", hours=71)
    assert statuses(read_corpus([put(tmp_path / "a", sheet_md=sheet, vocabulary_yaml=NORTHVALE, guide_txt=guideline())]), "guide") == {RESTATED}
    other = SHEET.format(id="nv", source="other", edition="2031", hours=71)
    corpus = read_corpus([put(tmp_path / "b", sheet_md=other, vocabulary_yaml=NORTHVALE, guide_txt=guideline())])
    found = {block.scope.part: block.scope.status for guideline in corpus.guidelines if guideline.id == "guide" for block in guideline.blocks}
    assert (found["requirements"], found["renewal"]) == (RESTATED, "current"), "the sheet has no renewal"


def test_a_newer_edition_supersedes_an_older_one(tmp_path: Path) -> None:
    corpus = read_corpus([put(tmp_path, old_txt=guideline(edition="2019"), new_txt=guideline(edition="2031"))])
    assert statuses(corpus, "old") == {"superseded"}
    assert statuses(corpus, "new") == {"current"}
    assert corpus.faults == ()


def test_two_documents_that_claim_the_same_rules_of_one_edition_are_told(tmp_path: Path) -> None:
    corpus = read_corpus([put(tmp_path, a_txt=guideline(), b_txt=guideline(hours=72))])
    (fault,) = corpus.faults
    assert fault.path.name == "b.txt"
    assert "claims to be the 2031 edition of NVAIMH, as a.txt does" in fault.reason
    assert ids(corpus) == ["a", "b"], "both are kept"


@pytest.mark.parametrize(
    "other",
    [
        guideline(edition="2033"),
        guideline("Southbank", "SBAIMH"),
        guideline().replace("Infant Family Specialist (Level II)", "Infant Family Associate (Level I)"),
        guideline().replace("Edition 2031", "For all who apply"),
    ],
)
def test_other_editions_associations_and_categories_are_no_rivals(tmp_path: Path, other: str) -> None:
    assert read_corpus([put(tmp_path, a_txt=guideline(), b_txt=other)]).faults == ()
