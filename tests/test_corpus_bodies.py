from __future__ import annotations

import pytest

from corpus.bodies import find_bodies
from corpus.vocabulary import Vocabulary, load_vocabulary

VOCABULARY = load_vocabulary()
NAME = "Northvale Association for Infant Mental Health"


def bodies(*texts: str) -> list[tuple[str, str, str]]:
    """Key, name and place of each association that texts name."""
    return [(body.key, body.association.name, body.association.places[0]) for body in find_bodies([(text, False) for text in texts], VOCABULARY)]


@pytest.mark.parametrize(
    ("text", "key", "name", "place"),
    [
        (f"{NAME} (NVAIMH)", "NVAIMH", NAME, "Northvale"),
        (f"{NAME} [NV-AIMH]", "NV-AIMH", NAME, "Northvale"),
        (f"{NAME} (“NVAIMH”)", "NVAIMH", NAME, "Northvale"),
        (f"{NAME}® (NVAIMH®)", "NVAIMH", NAME, "Northvale"),
        (f"NVAIMH (the {NAME})", "NVAIMH", NAME, "Northvale"),
        (f"Welcome to the {NAME}!", "NAIMH", NAME, "Northvale"),
        ("Northvale Association\nfor Infant Mental Health", "NAIMH", NAME, "Northvale"),
        ("NORTHVALE ASSOCIATION FOR INFANT MENTAL HEALTH", "NAIMH", NAME, "Northvale"),
        ("NORTHVALE ASSOCIATION FOR INFANT MENTAL HEALTH (NVAIMH)", "NVAIMH", NAME, "Northvale"),
        ("Northvale Infant Mental Health Association (NIMHA)", "NIMHA", "Northvale Infant Mental Health Association", "Northvale"),
        ("Infant Mental Health Association of Northvale (IMHAN)", "IMHAN", "Infant Mental Health Association of Northvale", "Northvale"),
        ("Association for Infant Mental Health in North Vale", "AIMHNV", "Association for Infant Mental Health in North Vale", "North Vale"),
        (
            "Northvale Coalition for Infants, Toddlers and Families",
            "NCITF",
            "Northvale Coalition for Infants, Toddlers and Families",
            "Northvale",
        ),
        (
            "Great Northern Alliance for Infant and Early Childhood Mental Health",
            "GNAIECMH",
            "Great Northern Alliance for Infant and Early Childhood Mental Health",
            "Great Northern",
        ),
    ],
)
def test_an_association_is_found_by_its_full_name(text: str, key: str, name: str, place: str) -> None:
    assert bodies(text) == [(key, name, place)]


def test_a_known_one_keeps_its_key_and_the_abbreviation_that_the_text_gives_it() -> None:
    (body,) = find_bodies([("Michigan Association for Infant Mental Health (MAIMH)", True)], VOCABULARY)
    assert (body.key, body.short) == ("MI-AIMH", "MAIMH")


@pytest.mark.parametrize(
    "text",
    [
        "The Northvale Association of Bakers",
        "the association for infant mental health",
        "Ask Your State Association for Infant Mental Health",
        "An association for infants in Northvale",
    ],
)
def test_others_are_not_found(text: str) -> None:
    assert bodies(text) == []


def test_a_known_association_keeps_its_key() -> None:
    name = "Michigan Association for Infant Mental Health"
    assert bodies(name) == [("MI-AIMH", name, "Michigan")]


def test_a_later_abbreviation_is_taken_over() -> None:
    assert bodies(f"Guide of the {NAME}", f"The {NAME} (NVAIMH) asks for three letters.") == [("NVAIMH", NAME, "Northvale")]


def test_associations_come_in_order_each_once_and_with_keys_of_their_own() -> None:
    other = "Norwood Association for Infant Mental Health"
    assert bodies(f"{NAME} and {other}", other) == [("NAIMH", NAME, "Northvale"), (other, other, "Norwood")]


def test_an_abbreviation_that_another_association_has_is_not_taken() -> None:
    assert bodies("Minnesota Association for Infant Mental Health (MI-AIMH)")[0][0] == "Minnesota Association for Infant Mental Health"


def test_people_may_call_it_by_its_place() -> None:
    (body,) = find_bodies([(f"{NAME} (NV-AIMH)", True)], VOCABULARY)
    assert body.association.aliases == ("NVAIMH", "Northvale AIMH", "Northvale association")


def test_a_vocabulary_without_a_field_finds_none() -> None:
    assert find_bodies([(NAME, True)], Vocabulary()) == []
