from __future__ import annotations

from corpus_elements import shown

from corpus.elements import Element, Heading, Item, Paragraph
from corpus.labels import Labels
from corpus.readers.text_unmixing import unmix
from corpus.vocabulary import load_vocabulary

LABELS = Labels(load_vocabulary())
MENTOR, CLINICAL, POLICY = (Heading(text, 0) for text in ("Infant Mental Health Mentor (Level IV)", "Clinical", "Policy"))
ROW = Heading("Leadership", 0)
ITEMS = [Item(text, 0, 4, line) for line, text in enumerate(("A", "B", "And the like.", "C", "And the like"), 10)]


def unmixed(*elements: Element) -> list[str]:
    return [shown(element) for element in unmix(elements, LABELS)]


def test_a_list_that_is_two_is_divided_below_its_designations() -> None:
    assert unmixed(MENTOR, CLINICAL, POLICY, ROW, *ITEMS) == [
        "#0 Infant Mental Health Mentor (Level IV)",
        "#0 Clinical",
        "#0 Policy",
        "#0 Leadership",
        "#0 Clinical",
        "- A",
        "- B",
        "- And the like.",
        "#0 Policy",
        "- C",
        "- And the like",
    ]


def test_a_column_stands_where_its_items_do() -> None:
    headings = [element for element in unmix([MENTOR, CLINICAL, POLICY, ROW, *ITEMS], LABELS) if isinstance(element, Heading)]
    assert [(heading.page, heading.line) for heading in headings[-2:]] == [(4, 10), (4, 13)]


def test_a_list_that_does_not_show_that_it_is_several_stays() -> None:
    for elements in (
        [MENTOR, CLINICAL, POLICY, ROW, *ITEMS[:3]],
        [MENTOR, CLINICAL, ROW, *ITEMS],
        [CLINICAL, POLICY, ROW, *ITEMS],
        [MENTOR, CLINICAL, POLICY, *ITEMS],
        [MENTOR, CLINICAL, POLICY, ROW, Heading("Training", 0), *ITEMS],
        [MENTOR, CLINICAL, POLICY, Heading("Infant Family Specialist", 0), ROW, *ITEMS],
    ):
        assert unmixed(*elements) == [shown(element) for element in elements]


def test_other_elements_stay_in_order() -> None:
    elements = [Paragraph("One."), *ITEMS, Paragraph("Two."), ROW]
    assert unmixed(*elements) == [shown(element) for element in elements]
    assert unmixed() == []
