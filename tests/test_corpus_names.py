from __future__ import annotations

from pathlib import Path

import pytest

from corpus.names import Kind, NameFinder
from corpus.vocabulary import load_vocabulary

FINDER = NameFinder(load_vocabulary())


def found(text: str, finder: NameFinder = FINDER) -> list[tuple[str, str]]:
    return [(name.kind.value, name.key) for name in finder.find(text)]


def categories(text: str) -> list[str]:
    return [name.key for name in FINDER.find(text) if name.kind is Kind.CATEGORY]


def associations(text: str) -> list[str]:
    return [name.key for name in FINDER.find(text) if name.kind is Kind.ASSOCIATION]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("What does Michigan ask?", "MI-AIMH"),
        ("miaimh training", "MI-AIMH"),
        ("new mexico", "NMAIMH"),
        ("nm renewal", "NMAIMH"),
        ("mass aimh dues", "MassAIMH"),
    ],
)
def test_an_association_is_found_by_its_names_and_places(text: str, key: str) -> None:
    assert associations(text) == [key]


def test_a_name_stands_where_it_says() -> None:
    text = "Does the Michigan association ask Level IV-Clinical?"
    assert [text[name.start : name.end] for name in FINDER.find(text)] == ["Michigan association", "Level IV-Clinical"]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("Level III", ["IMHS"]),
        ("lvl 3 or L2", ["IMHS", "IFS"]),
        ("category two", ["IFS"]),
        ("the infant family associate", ["IFA"]),
        ("Level IV-Clinical", ["IMHM-C"]),
        ("IV-C", ["IMHM-C"]),
        ("level 4 policy", ["IMHM-P"]),
        ("Level IV, Research/Faculty", ["IMHM-RF"]),
        ("levels 1 and 3", ["IFA", "IMHS"]),
        ("Level II or level III", ["IFS", "IMHS"]),
        ("Level I, II, and IV", ["IFA", "IFS", "IMHM"]),
    ],
)
def test_categories_are_found_by_name_and_level(text: str, keys: list[str]) -> None:
    assert categories(text) == keys


@pytest.mark.parametrize("text", ["Levels I to IV", "levels 1-4", "level one through four", "levels I–IV"])
def test_a_range_of_levels_holds_those_between(text: str) -> None:
    assert sorted(categories(text)) == ["IFA", "IFS", "IMHM", "IMHS"]


@pytest.mark.parametrize(("text", "level"), [("Level V", "V"), ("level 7", "7"), ("lvl 5 hours", "5")])
def test_a_level_that_does_not_exist_is_told(text: str, level: str) -> None:
    assert found(text) == [("level", level)]


def test_a_number_without_the_word_level_is_none() -> None:
    assert found("I have 3 references and 2 years") == []
    assert found("What level am I?") == []


@pytest.mark.parametrize("text", ["I have an MA in psychology", "with an MA degree", "my MS", "is an MD enough"])
def test_a_degree_is_no_state(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", ["I work in MA", "MA requirements", "ma level 2", "I live in MA and have an MS"])
def test_an_abbreviated_state_is_its_association(text: str) -> None:
    assert associations(text) == ["MassAIMH"]


def test_a_degree_and_the_state_of_the_same_letters_in_one_sentence() -> None:
    text = "I have an MA and work in MA"
    names = FINDER.find(text)
    assert [(name.key, name.start) for name in names] == [("MassAIMH", text.rindex("MA"))]


@pytest.mark.parametrize(
    ("text", "key"), [("I work in Boston", "MassAIMH"), ("near Grand Rapids", "MI-AIMH"), ("from las cruces", "NMAIMH"), ("ABQ", "NMAIMH")]
)
def test_a_town_means_its_association(text: str, key: str) -> None:
    assert associations(text) == [key]


@pytest.mark.parametrize(
    ("text", "place"), [("What about Ohio?", "Ohio"), ("I moved from Chicago", "Illinois"), ("in Ontario", "Canada"), ("Mexico", "Mexico")]
)
def test_a_place_without_an_association_is_elsewhere(text: str, place: str) -> None:
    assert found(text) == [("elsewhere", place)]


def test_the_longest_name_wins() -> None:
    assert found("New Mexico") == [("association", "NMAIMH")]
    assert found("family support specialist") == [("nothing", "family support specialist")]
    assert categories("infant mental health specialist") == ["IMHS"]


def test_made_up_names_are_found_as_well(tmp_path: Path) -> None:
    (tmp_path / "vocabulary.yaml").write_text(
        "associations:\n  NVAIMH: {name: Northvale Association, places: [Northvale], aliases: [NV-AIMH], towns: [Quillhaven]}\n"
        "categories:\n  GUIDE: {name: Family Guide, level: VI, aliases: [the guide]}\n"
    )
    finder = NameFinder(load_vocabulary([tmp_path]))
    assert found("Northvale, level 6", finder) == [("association", "NVAIMH"), ("category", "GUIDE")]
    assert found("nv-aimh in Quillhaven: the guide", finder) == [("association", "NVAIMH"), ("association", "NVAIMH"), ("category", "GUIDE")]
