from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import CorpusError, SheetError
from corpus.guideline import Block, Guideline
from corpus.sheet import load_corpus, read_sheet
from corpus.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()
FRONT = '---\nid: nv-2031\nsource: northvale\ntitle: Made-up requirements\nedition: "2031"\n---\n'


def sheet(tmp_path: Path, body: str, front: str = FRONT) -> Guideline:
    path = tmp_path / "sheet.md"
    path.write_text(front + body, encoding="utf-8")
    return read_sheet(path, VOCABULARY)


def blocks(tmp_path: Path, body: str) -> tuple[Block, ...]:
    return sheet(tmp_path, body).blocks


def fault(tmp_path: Path, text: str | bytes) -> SheetError:
    path = tmp_path / "faulty.md"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(SheetError) as caught:
        read_sheet(path, VOCABULARY)
    assert str(caught.value).startswith(f"{path}:{caught.value.line}: ")
    return caught.value


def test_a_sheet_is_read_whole(tmp_path: Path) -> None:
    guideline = sheet(tmp_path, "## Requirements\n### Training\n? how many hours\nAt least 21 hours are required. They are clock hours.\n")
    assert (guideline.id, guideline.source, guideline.edition, guideline.status) == ("nv-2031", "northvale", "2031", "current")
    (block,) = guideline.blocks
    assert block.headings == ("Requirements", "Training")
    assert (block.scope.part, block.scope.topic, block.scope.edition) == ("requirements", "training", "2031")
    assert [sentence.text for sentence in block.sentences] == ["At least 21 hours are required.", "They are clock hours."]
    assert block.asks == ("how many hours",)
    assert block.line == 10


def test_questions_above_a_block_belong_to_that_block_alone(tmp_path: Path) -> None:
    first, second = blocks(tmp_path, "## Renewal\n? when\n? how often\nEvery nine years.\n\n? what does it cost\nNothing.\n")
    assert first.asks == ("when", "how often")
    assert second.asks == ("what does it cost",)
    assert [sentence.asks for block in (first, second) for sentence in block.sentences] == [(), ()]


def test_questions_above_an_item_belong_to_that_item(tmp_path: Path) -> None:
    (block,) = blocks(
        tmp_path,
        "? who rates me\nTwo ratings are required:\n? may my boss\n? or my trainer\n- one from a supervisor\n- one from a colleague\n  of the same agency\n",
    )
    assert (block.listed, block.introduced) == (True, True)
    assert block.asks == ("who rates me",)
    assert [(sentence.text, sentence.asks) for sentence in block.sentences] == [
        ("Two ratings are required:", ()),
        ("one from a supervisor", ("may my boss", "or my trainer")),
        ("one from a colleague of the same agency", ()),
    ]
    assert block.text == "Two ratings are required:\n- one from a supervisor\n- one from a colleague of the same agency"


def test_questions_below_a_list_belong_to_the_next_block(tmp_path: Path) -> None:
    listed, after = blocks(tmp_path, "- one\n- two\n? and then\n\nThen three.\n")
    assert (listed.listed, listed.introduced, listed.asks) == (True, False, ())
    assert after.asks == ("and then",)


def test_a_heading_that_names_a_category_narrows_what_stands_below(tmp_path: Path) -> None:
    outer = "## Requirements\n### Training\nFor all.\n"
    inner = "### Infant Family Specialist (Level II)\n#### Training\nFor these.\n### Level III\nFor others.\n## Renewal\nFor all again.\n"
    found = blocks(tmp_path, outer + inner)
    assert [(b.scope.category, b.scope.part, b.scope.topic) for b in found] == [
        (None, "requirements", "training"),
        ("IFS", "requirements", "training"),
        ("IMHS", "requirements", None),
        (None, "renewal", None),
    ]


def test_an_unknown_heading_is_kept_as_text(tmp_path: Path) -> None:
    (block,) = blocks(tmp_path, "## Requirements\n### On the weather\nThe guideline is silent.\n")
    assert (block.headings, block.scope.part, block.scope.topic) == (("Requirements", "On the weather"), "requirements", None)


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("", 1, "no front matter"),
        ("# A heading\nText.\n", 1, "no front matter"),
        (FRONT.removesuffix("---\n") + "Text.\n", 1, "the front matter does not end"),
        (FRONT, 7, "holds no text below the front matter"),
        (FRONT + "## Requirements\n", 7, "holds no text below the front matter"),
        (FRONT.replace("Made-up requirements", "Made-up: requirements") + "Text.\n", 4, "not valid YAML"),
        ("---\n- one\n---\nText.\n", 2, "must be 'key: value' lines"),
        (FRONT.replace("source: northvale\n", "") + "Text.\n", 1, "source: Field required"),
        (FRONT.replace("source:", "sauce: x\nsource:") + "Text.\n", 3, "sauce: Extra inputs are not permitted"),
        (FRONT.replace("nv-2031", "nv 2031") + "Text.\n", 2, "id: "),
        (FRONT.replace("edition:", "status: old\nedition:") + "Text.\n", 5, "status: Input should be 'current'"),
        (FRONT.replace("edition:", "association: NVAIMH\nedition:") + "Text.\n", 5, "unknown association 'NVAIMH'; known are"),
        (FRONT.replace("edition:", "category: GUIDE\nedition:") + "Text.\n", 5, "unknown category 'GUIDE'; known are"),
        (FRONT.encode() + b"Caf\xe9.\n", 1, "not UTF-8 text"),
    ],
)
def test_a_fault_is_told_with_file_and_line(tmp_path: Path, text: str | bytes, line: int, message: str) -> None:
    error = fault(tmp_path, text)
    assert error.line == line
    assert message in str(error)


def test_an_edition_may_be_a_number_or_a_date(tmp_path: Path) -> None:
    assert sheet(tmp_path, "Text.\n", FRONT.replace('"2031"', "2031")).edition == "2031"
    assert sheet(tmp_path, "Text.\n", FRONT.replace('"2031"', "2031-05-06")).edition == "2031-05-06"


def test_a_byte_order_mark_and_foreign_line_ends_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "sheet.md"
    path.write_bytes(b"\xef\xbb\xbf" + (FRONT + "Text.\n").replace("\n", "\r\n").encode())
    assert read_sheet(path, VOCABULARY).blocks[0].text == "Text."


def test_a_folder_of_sheets_with_a_vocabulary_is_a_corpus(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.yaml").write_text("associations:\n  NVAIMH: {name: Northvale Association, places: [Northvale]}\n")
    (tmp_path / "README.md").write_text("Not a sheet.\n")
    deep = tmp_path / "more"
    deep.mkdir()
    (deep / "b.md").write_text(FRONT.replace("nv-2031", "b").replace("edition:", "association: NVAIMH\nedition:") + "Text.\n")
    (tmp_path / "z.md").write_text(FRONT.replace("nv-2031", "a") + "Text.\n")
    guidelines, vocabulary = load_corpus([tmp_path])
    assert [guideline.id for guideline in guidelines] == ["a", "b"]
    assert guidelines[1].blocks[0].scope.association == "NVAIMH"
    assert "NVAIMH" in vocabulary.associations


def test_every_fault_of_a_corpus_is_listed(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(FRONT + "Text.\n")
    (tmp_path / "b.md").write_text(FRONT + "Text.\n")
    (tmp_path / "c.md").write_text("Text.\n")
    (tmp_path / "d.md").write_text(FRONT.replace("nv-2031", "d"))
    with pytest.raises(CorpusError) as caught:
        load_corpus([tmp_path])
    message = str(caught.value)
    assert f"{tmp_path / 'b.md'}:2: id 'nv-2031' is taken by {tmp_path / 'a.md'}" in message
    assert f"{tmp_path / 'c.md'}:1: no front matter" in message
    assert f"{tmp_path / 'd.md'}:7: holds no text" in message


def test_a_folder_that_is_missing_or_empty_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="no such folder"):
        load_corpus([tmp_path / "missing"])
    with pytest.raises(CorpusError, match="no guideline sheets"):
        load_corpus([tmp_path])
