from __future__ import annotations

from pathlib import Path

import pytest

from corpus.errors import CorpusError
from corpus.vocabulary import load_vocabulary

BUILTIN = load_vocabulary()


def folder(path: Path, text: str) -> Path:
    path.mkdir(exist_ok=True)
    (path / "vocabulary.yaml").write_text(text, encoding="utf-8")
    return path


def test_a_folder_adds_to_the_built_in_names(tmp_path: Path) -> None:
    added = load_vocabulary([folder(tmp_path, "associations:\n  NVAIMH: {name: Northvale Association, places: [Northvale]}\n")])
    assert set(added.associations) == {*BUILTIN.associations, "NVAIMH"}
    assert added.categories == BUILTIN.categories
    assert added.label("NVAIMH") == "Northvale (NVAIMH)"


def test_aliases_of_a_known_key_are_joined_and_other_fields_replaced(tmp_path: Path) -> None:
    key, before = next(iter(BUILTIN.associations.items()))
    after = load_vocabulary([folder(tmp_path, f"associations:\n  {key}: {{name: Renamed, aliases: [quillnet]}}\n")]).associations[key]
    assert after.name == "Renamed"
    assert after.aliases == (*before.aliases, "quillnet")
    assert after.places == before.places


def test_several_folders_add_up_and_one_without_a_file_adds_nothing(tmp_path: Path) -> None:
    one = folder(tmp_path / "one", "topics:\n  portfolio: {headings: [the portfolio]}\n")
    two = folder(tmp_path / "two", "topics:\n  portfolio: {headings: [portfolio of work]}\n")
    (tmp_path / "none").mkdir()
    added = load_vocabulary([one, tmp_path / "none", two])
    assert added.topic_of("The Portfolio") == added.topic_of("Portfolio of Work") == "portfolio"


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("associations:\n  NVAIMH: {name: Northvale, telephone: 5}\n", "associations.NVAIMH.telephone"),
        ("associations:\n  NVAIMH: {places: [Northvale]}\n", "associations.NVAIMH.name"),
        ("asociations: {}\n", "asociations"),
        ("categories:\n  GUIDE: {name: Guide, level: '9'}\n", "categories.GUIDE.level: '9' is not a Roman numeral"),
        ("associations: [\n", "not valid YAML"),
        ("- one\n- two\n", "must be a mapping"),
    ],
)
def test_a_fault_is_told_with_its_file_and_place(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(CorpusError) as caught:
        load_vocabulary([folder(tmp_path, text)])
    assert str(tmp_path / "vocabulary.yaml") in str(caught.value)
    assert named in str(caught.value)


def test_an_empty_file_adds_nothing(tmp_path: Path) -> None:
    assert load_vocabulary([folder(tmp_path, "")]) == BUILTIN


def test_headings_mean_parts_topics_and_categories() -> None:
    assert BUILTIN.part_of("Continuing Endorsement Requirements") == "renewal"
    assert BUILTIN.topic_of("Reflective Supervision/Consultation") == "reflective supervision"
    assert BUILTIN.part_of("Weather") is None
    key, category = next((key, category) for key, category in BUILTIN.categories.items() if category.level)
    assert BUILTIN.category_of(f"{category.name} (Level {category.level})") == BUILTIN.category_of(f"LEVEL {category.level}") == key
    assert BUILTIN.category_of(f"More on the {category.name}") is None


def test_a_family_is_a_category_with_those_it_is_within_or_holds() -> None:
    inner = next(key for key, category in BUILTIN.categories.items() if category.within)
    outer = BUILTIN.categories[inner].within
    assert outer is not None
    assert BUILTIN.family(inner) == {inner, outer}
    assert {inner, outer} < BUILTIN.family(outer)
    assert BUILTIN.family("unheard of") == {"unheard of"}


def test_labels_name_the_level_of_a_designation_too() -> None:
    inner = next(key for key, category in BUILTIN.categories.items() if category.within)
    outer = BUILTIN.categories[str(BUILTIN.categories[inner].within)]
    assert BUILTIN.category_label(inner) == f"{BUILTIN.categories[inner].name} (Level {outer.level})"
    assert BUILTIN.category_label("unheard of") == "unheard of"
    assert BUILTIN.label("unheard of") == "unheard of"
