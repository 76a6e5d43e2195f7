"""What the index covers, by coordinate."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.holdings import Holdings
from index.search import Retriever


@pytest.fixture(scope="module")
def holdings(counted: Retriever) -> Holdings:
    return Holdings(counted)


def test_only_associations_with_documents_are_held(holdings: Holdings) -> None:
    assert set(holdings.associations) == {"NVAIMH", "SBAIMH"}
    assert set(holdings.vocabulary.associations) > set(holdings.associations)


def test_categories_are_held_by_association(holdings: Holdings) -> None:
    assert holdings.categories("NVAIMH") == ("IFS", "IMHS")
    assert holdings.categories("SBAIMH") == ("IMHS",)
    assert holdings.categories() == ("IFS", "IMHS")


def test_associations_with_a_category(holdings: Holdings) -> None:
    assert holdings.with_category("IFS") == ("NVAIMH",)
    assert set(holdings.with_category("IMHS")) == {"NVAIMH", "SBAIMH"}
    assert holdings.with_category("IFA") == ()


def test_editions_are_those_of_one_association_or_of_all(holdings: Holdings) -> None:
    assert holdings.editions("NVAIMH") == ("2019", "2031")
    assert holdings.editions() == ("2019", "2030", "2031")


def test_editions_are_those_of_a_category_and_what_holds_for_all(holdings: Holdings) -> None:
    assert holdings.editions("NVAIMH", ["IFS"]) == ("2019", "2031")
    assert holdings.editions("NVAIMH", ["IMHS"]) == ("2031",)
    assert holdings.editions("NVAIMH", ["IFS"], frozenset({"current"})) == ("2031",)


def test_a_newer_edition_is_one_of_the_same_part_and_category_or_of_all(holdings: Holdings) -> None:
    old = next(passage.scope for passage in holdings.passages if passage.guideline == "nv-ii-old")
    assert holdings.newer(old) == "2031"
    assert holdings.newer(replace(old, category="IMHM")) is None
    assert holdings.newer(replace(old, category=None)) is None
    assert holdings.newer(replace(old, category=None), ["IFS"]) == "2031"
    assert holdings.newer(replace(old, part="glossary", category="IMHM")) == "2031"
    assert holdings.newer(replace(old, part="process")) is None
    assert holdings.newer(replace(old, edition="undated")) is None
    assert holdings.newer(replace(old, association="SBAIMH", category="IMHS")) == "2030"
    assert holdings.newer(replace(old, association=None)) is None


def test_hours_are_asked_of_some_topics_only(holdings: Holdings) -> None:
    assert {"training", "reflective supervision"} <= holdings.measured
    assert not {"exam", "membership", "education", "fees"} & holdings.measured


def test_the_search_is_limited_to_the_association_and_what_is_general(holdings: Holdings) -> None:
    where = holdings.where(["NVAIMH"], ["IFS"])
    assert where.associations == {"NVAIMH", ""}
    assert where.categories == {"IFS", ""}
    assert where.statuses == {"current"}


def test_a_superseded_edition_is_searched_only_when_it_is_named(holdings: Holdings, counted: Retriever) -> None:
    def found(*editions: str) -> set[str]:
        return {hit.passage.guideline for hit in counted.search("how many training hours", holdings.where(["NVAIMH"], ["IFS"], editions), 50)}

    assert "nv-ii-old" not in found()
    assert found("2019") == {"nv-ii-old"}
    assert holdings.where(editions=["1999"]).editions == frozenset()


def test_the_rules_of_a_category_are_those_of_its_association_edition_and_part(holdings: Holdings) -> None:
    rules = holdings.rules("NVAIMH", "IFS", "renewal")
    assert {passage.guideline for passage in rules} == {"nv-ii"}
    assert {passage.scope.part for passage in rules} == {"renewal"}
    assert rules[0].scope.topic == "training"
    assert holdings.rules("SBAIMH", "IFS", "renewal") == []
