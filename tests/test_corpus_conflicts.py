"""Where documents of one scope disagree, and where they only say different things."""

from __future__ import annotations

from dataclasses import replace

import pytest
from edition_corpus import VOCABULARY
from hypothesis import given
from hypothesis import strategies as st

from corpus.claims import Claim, ClaimReader
from corpus.conflicts import Conflict, Kind, agreement, disagreement, find_conflicts
from corpus.guideline import Block, Guideline, Scope, Sentence
from corpus.vocabulary import Vocabulary, load_vocabulary


@pytest.fixture(scope="module")
def vocabulary(tmp_path_factory: pytest.TempPathFactory) -> Vocabulary:
    folder = tmp_path_factory.mktemp("vocabulary")
    (folder / "vocabulary.yaml").write_text(VOCABULARY, encoding="utf-8")
    return load_vocabulary([folder])


def block(
    *sentences: str,
    topic: str | None = "training",
    part: str = "requirements",
    category: str | None = "IFS",
    edition: str = "2031",
    listed: bool = False,
    association: str | None = "NVAIMH",
    status: str = "current",
    heading: str = "",
) -> Block:
    scope = Scope(association, category, edition, status, part, topic)
    headings = (part.capitalize(), heading or (topic or "Overview").capitalize())
    return Block(headings, scope, tuple(Sentence(sentence, ()) for sentence in sentences), (), listed, False, 1)


def document(key: str, *blocks: Block) -> Guideline:
    scope = blocks[0].scope
    return Guideline(key, key, key, scope.association, scope.category, scope.edition, scope.status, None, None, f"{key}.md", blocks)


def conflicts(vocabulary: Vocabulary, *blocks: Block) -> list[Conflict]:
    """Between documents of one block each."""
    return find_conflicts([document(f"d{number}", one) for number, one in enumerate(blocks)], vocabulary)


RULE = "At least 30 clock hours of training are required."


@pytest.mark.parametrize(
    ("first", "second", "kind"),
    [
        (RULE, "At least 33 clock hours of training are required.", Kind.FIGURE),
        (RULE, "Applicants complete 33 hours of relationship-based training.", Kind.FIGURE),
        (RULE, "No more than 24 hours of training are required.", Kind.FIGURE),
        (RULE, "At most 30 clock hours of training are required.", Kind.FIGURE),
        (RULE, "Training is not required.", Kind.NEED),
        (RULE, "No training is required.", Kind.NEED),
        ("Training is required.", "Training is optional.", Kind.NEED),
        ("Training is required.", "Training is recommended, not required.", Kind.NEED),
    ],
)
def test_other_figures_and_other_needs_are_conflicts(vocabulary: Vocabulary, first: str, second: str, kind: Kind) -> None:
    for pair in ((first, second), (second, first)):
        (found,) = conflicts(vocabulary, *map(block, pair))
        assert found.kind is kind
        assert {found.first.text, found.second.text} == {first, second}
        assert {found.first.guideline, found.second.guideline} == {"d0", "d1"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (RULE, RULE),
        (RULE, "Applicants need 30 hours of training or more."),
        (RULE, "Of the training, up to 12 clock hours may be taken online."),
        (RULE, "If you hold a doctorate, 10 clock hours of training are required."),
        (RULE, "Someone endorsed for 2 years completes 20 hours of training."),
        (RULE, "The guideline names no hours of training."),
        (RULE, "Training is not required of those who teach."),
        (RULE, "15 hours of training a year are required."),
        (RULE, "Level III requires 50 hours of training; Level II requires 30 hours."),
        (RULE, "No more than 50 hours of training are counted."),
        ("Two years of training are required.", "Training must be completed within 3 years."),
    ],
)
def test_what_is_the_same_or_of_something_else_is_none(vocabulary: Vocabulary, first: str, second: str) -> None:
    assert conflicts(vocabulary, block(first), block(second)) == []
    assert conflicts(vocabulary, block(second), block(first)) == []


OTHER = "At least 33 clock hours of training are required."


@pytest.mark.parametrize(
    "other",
    [
        block(OTHER, category="IMHS"),
        block(OTHER, association="SBAIMH"),
        block(OTHER, association=None),
        block(OTHER, part="renewal"),
        block(OTHER, topic="reflective supervision"),
        block(OTHER, status="superseded"),
        block(OTHER, status="draft"),
        block(OTHER, part="competencies"),
        block("At least 33 clock hours of training are required at Level III."),
        block("At least 33 clock hours of training are required at Levels I and III.", category=None),
    ],
)
def test_only_current_documents_of_one_scope_are_held_against_each_other(vocabulary: Vocabulary, other: Block) -> None:
    assert conflicts(vocabulary, block(RULE), other) == []


@pytest.mark.parametrize("edition", ["2031", "2019", "undated"])
@pytest.mark.parametrize("text", [OTHER, "At least 33 clock hours of training are required at Level II."])
def test_what_names_no_category_holds_for_all_in_whatever_edition(vocabulary: Vocabulary, edition: str, text: str) -> None:
    assert len(conflicts(vocabulary, block(RULE), block(text, category=None, edition=edition))) == 1


def test_a_glossary_may_disagree_with_the_requirements_of_its_own_document(vocabulary: Vocabulary) -> None:
    rule = block("Membership in NVAIMH is required.", topic="membership")
    glossary = block("The application holds a fee, and proof of membership in NVAIMH or another association.", topic=None, part="glossary", category=None)
    (found,) = find_conflicts([document("d", rule, glossary)], vocabulary)
    assert found.kind is Kind.CHOICE
    (found,) = find_conflicts([document("d", rule, block("Membership is not required.", topic=None, part="glossary", category=None))], vocabulary)
    assert found.kind is Kind.NEED


def test_a_glossary_that_speaks_of_renewal_is_held_against_renewal(vocabulary: Vocabulary) -> None:
    glossary = block("Membership is not required each year.", topic=None, part="glossary", category=None)
    rule = block("Membership in NVAIMH is required.", topic="membership")
    assert conflicts(vocabulary, rule, glossary) == []
    assert len(conflicts(vocabulary, replace(rule, scope=replace(rule.scope, part="renewal")), glossary)) == 1


def test_sentences_of_one_section_explain_each_other(vocabulary: Vocabulary) -> None:
    assert find_conflicts([document("d", block(RULE, "At least 33 clock hours of training are required."))], vocabulary) == []


def test_an_overview_is_held_against_the_section_of_its_topic(vocabulary: Vocabulary) -> None:
    overview = block("Training: at least 40 clock hours.", "References: three ratings.", topic="overview", listed=True)
    (found,) = find_conflicts([document("d", overview, block(RULE))], vocabulary)
    assert (found.kind, found.first.topic) == (Kind.FIGURE, "training")


@pytest.mark.parametrize(("figure", "count"), [("36 hours", 1), ("45 hours", 0)])
def test_what_recurs_is_compared_by_the_year(vocabulary: Vocabulary, figure: str, count: int) -> None:
    yearly = block("15 hours of training a year are required.", part="renewal")
    cycle = block(f"{figure} of training over three years are required.", part="renewal")
    assert len(conflicts(vocabulary, yearly, cycle)) == count


def test_kinds_of_fees_are_apart(vocabulary: Vocabulary) -> None:
    def fee(text: str) -> Block:
        return block(text, topic="fees", part="fees")

    assert conflicts(vocabulary, fee("The total fee is $70."), fee("The registration fee is $30.")) == []
    assert conflicts(vocabulary, fee("A registration fee of $30 is due with the application."), fee("The total fee is $70: a $30 registration fee.")) == []
    assert len(conflicts(vocabulary, fee("The registration fee is $35."), fee("A registration fee of $30 is due with the application."))) == 1


def test_three_documents_disagree_in_pairs_and_each_pair_is_listed_once(vocabulary: Vocabulary) -> None:
    rules = [f"At least {n} clock hours of training are required." for n in (30, 33, 36)]
    found = conflicts(vocabulary, *[block(rule, f"The {n} hours may be spread.") for n, rule in enumerate(rules)])
    assert sorted((c.first.guideline, c.second.guideline) for c in found) == [("d0", "d1"), ("d0", "d2"), ("d1", "d2")]
    assert {c.first.text for c in found} | {c.second.text for c in found} == set(rules)


def claim(vocabulary: Vocabulary, text: str, key: str) -> Claim:
    one = block(text)
    (found,) = ClaimReader(vocabulary).read(key, one.headings, one.scope, [text], False, True)
    return found


@pytest.mark.parametrize(
    ("first", "second", "agrees"),
    [
        (RULE, "Applicants complete 30 hours of training.", True),
        (RULE, OTHER, False),
        (RULE, "Training is required.", False),
        ("Training is required.", "Training is mandatory.", True),
        ("Training is required.", "Training is optional.", False),
        (RULE, "Up to 30 hours of training may be online.", False),
    ],
)
def test_agreement_is_the_same_rule_in_other_words(vocabulary: Vocabulary, first: str, second: str, agrees: bool) -> None:
    assert agreement(claim(vocabulary, first, "a"), claim(vocabulary, second, "b")) is agrees


@given(st.integers(1, 90), st.integers(1, 90), st.sampled_from(["hours", "years", "families"]))
def test_whether_two_rules_disagree_does_not_depend_on_their_order(a: int, b: int, unit: str) -> None:
    reader = load_vocabulary()
    sides = [claim(reader.model_copy(update={"associations": {}}), f"At least {n} {unit} of training are required.", str(n)) for n in (a, b)]
    first, second = sides[0], replace(sides[1], guideline="other")
    assert disagreement(first, second) is disagreement(second, first)
    assert (disagreement(first, second) is Kind.FIGURE) is (a != b)
    assert disagreement(first, first) is None
