from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from corpus.guideline import Block, Guideline, Scope, Sentence
from corpus.sheet import read_sheet
from corpus.vocabulary import load_vocabulary
from index.passages import Passage, cut_passages, entries

VOCABULARY = load_vocabulary()
FRONT = '---\nid: made-up\nsource: original\ntitle: Made-up requirements\nedition: "2031"\n---\n'
SCOPE = Scope(None, None, "2031", "current", None, None)


def cut(tmp_path: Path, body: str) -> tuple[Passage, ...]:
    path = tmp_path / "sheet.md"
    path.write_text(FRONT + body, encoding="utf-8")
    return cut_passages([read_sheet(path, VOCABULARY)])


def guideline(*headings: tuple[str, ...]) -> Guideline:
    blocks = tuple(Block(path, SCOPE, (Sentence("Said.", ()),), (), False, False, 1) for path in headings)
    return Guideline("made-up", "original", "Title", None, None, "2031", "current", None, None, "sheet.md", blocks)


def test_a_passage_is_named_by_guideline_headings_and_ordinal(tmp_path: Path) -> None:
    found = cut(tmp_path, "## Requirements\n### Training\nSeventy hours.\n\nHalf online.\n## Renewal\n### Training\nNine hours.\n")
    assert [passage.id for passage in found] == ["made-up#Requirements/Training#1", "made-up#Requirements/Training#2", "made-up#Renewal/Training#1"]


def test_other_passages_keep_their_ids_when_one_is_added_elsewhere(tmp_path: Path) -> None:
    before = {passage.text: passage.id for passage in cut(tmp_path, "## Requirements\n### Training\nSeventy hours.\n## Renewal\nYearly.\n")}
    after = {p.text: p.id for p in cut(tmp_path, "## Requirements\n### Fees\nNone.\n### Training\nSeventy hours.\n\nHalf online.\n## Renewal\nYearly.\n")}
    assert before.items() <= after.items()


def test_a_heading_that_comes_again_goes_on_counting() -> None:
    assert [p.id for p in cut_passages([guideline(("Fees",), ("Renewal",), ("Fees",))])] == ["made-up#Fees#1", "made-up#Renewal#1", "made-up#Fees#2"]


def test_heading_paths_that_look_alike_when_joined_have_ids_of_their_own() -> None:
    found = cut_passages([guideline(("Policy/Faculty",), ("Policy", "Faculty"))])
    assert len({passage.id for passage in found}) == 2


def test_a_list_keeps_its_items_and_who_asks_for_which(tmp_path: Path) -> None:
    (passage,) = cut(
        tmp_path, "## Requirements\n### References\n? whom do I ask\nTwo are needed:\n- one from a colleague\n? must my boss write\n- one from a supervisor\n"
    )
    assert passage.sentences == ("Two are needed:", "one from a colleague", "one from a supervisor")
    assert (passage.listed, passage.introduced) == (True, True)
    assert passage.asks == ((-1, "whom do I ask"), (2, "must my boss write"))
    assert passage.text == "Two are needed:\n- one from a colleague\n- one from a supervisor"


def test_the_passage_its_sentences_and_its_asks_are_embedded(tmp_path: Path) -> None:
    (passage,) = cut(tmp_path, "## Requirements\n### Training\n? how many hours\nSeventy hours are required. Half may be online.\n")
    found = [(entry.kind, entry.sentence, entry.text) for entry in entries([passage])]
    assert found == [
        ("passage", -1, "Training. Seventy hours are required. Half may be online."),
        ("sentence", 0, "Seventy hours are required."),
        ("sentence", 1, "Half may be online."),
        ("ask", -1, "how many hours"),
    ]


def test_a_single_sentence_is_embedded_once_in_context(tmp_path: Path) -> None:
    assert [entry.kind for entry in entries(cut(tmp_path, "## Requirements\nSeventy hours.\n"))] == ["passage"]


def test_a_long_text_is_embedded_to_twelve_hundred_characters(tmp_path: Path) -> None:
    first, *_ = entries(cut(tmp_path, f"## Requirements\n{'word ' * 1000}\n"))
    assert len(first.text) == 1200


def test_entry_ids_differ_from_each_other_and_follow_the_text(tmp_path: Path) -> None:
    before = list(entries(cut(tmp_path, "## Requirements\n? how many\n? how many\nSeventy hours. Half online.\n")))
    after = list(entries(cut(tmp_path, "## Requirements\n? how many\n? how many\nSeventy hours. Half in person.\n")))
    assert len({entry.id for entry in before}) == len(before) == 5
    assert [entry.text for entry in after if entry.id not in {e.id for e in before}] == ["Requirements. Seventy hours. Half in person.", "Half in person."]


texts = st.text(max_size=40)
scopes = st.builds(Scope, *[st.none() | texts, st.none() | texts, texts, texts, st.none() | texts, st.none() | texts])


@given(
    st.builds(
        Passage,
        id=texts,
        guideline=texts,
        source=texts,
        title=texts,
        url=st.none() | texts,
        note=st.none() | texts,
        headings=st.lists(texts).map(tuple),
        scope=scopes,
        text=texts,
        sentences=st.lists(texts).map(tuple),
        asks=st.lists(st.tuples(st.integers(-1, 9), texts)).map(tuple),
        listed=st.booleans(),
        introduced=st.booleans(),
        page=st.none() | st.integers(1, 99),
    )
)
def test_a_passage_comes_back_from_its_line_of_json(passage: Passage) -> None:
    line = passage.to_json()
    assert "\n" not in line
    assert Passage.from_json(line) == passage
