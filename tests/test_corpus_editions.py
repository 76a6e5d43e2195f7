"""Editions: which is newer, and what a newer one supersedes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.editions import date_of, matching, newer, oldest_first, order_editions
from corpus.guideline import Block, Guideline, Scope, Sentence


def block(
    part: str | None = "requirements", category: str | None = "IFS", association: str | None = "NVAIMH", edition: str = "2015", status: str = "current"
) -> Block:
    scope = Scope(association, category, edition, status, part, "training")
    return Block(("Heading",), scope, (Sentence("A rule.", ()),), (), False, False, 1)


def guideline(key: str, edition: str, *blocks: Block, status: str = "current") -> Guideline:
    own = tuple(replace(b, scope=replace(b.scope, edition=edition, status=status if b.scope.status == "current" else b.scope.status)) for b in blocks)
    return Guideline(key, key, key, "NVAIMH", None, edition, status, None, None, f"{key}.md", own)


def statuses(*guidelines: Guideline) -> dict[str, list[str]]:
    return {found.id: [b.scope.status for b in found.blocks] for found in order_editions(guidelines)}


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("2025", "2015", True),
        ("2015", "2025", False),
        ("2025-03", "2015", True),
        ("2025-03-18", "2025-03-17", True),
        ("2025-04", "2025-03-18", True),
        ("2025-03-18", "2025", False),
        ("2025", "2025-03-18", False),
        ("2025-03-18", "2025-03", False),
        ("2015", "2015", False),
        ("undated", "2015", False),
        ("2015", "undated", False),
        ("second", "first", False),
        ("2025-13", "2015", False),
        ("2025-02-32", "2015", False),
        ("20250318", "2015", False),
        ("", "", False),
    ],
)
def test_only_dates_are_compared_and_only_as_far_as_both_go(a: str, b: str, expected: bool) -> None:
    assert newer(a, b) is expected


EDITIONS = st.one_of(
    st.sampled_from(["undated", "first", ""]),
    st.builds(lambda y: f"{y}", st.integers(2000, 2004)),
    st.builds(lambda y, m: f"{y}-{m:02}", st.integers(2000, 2004), st.integers(1, 3)),
    st.builds(lambda y, m, d: f"{y}-{m:02}-{d:02}", st.integers(2000, 2004), st.integers(1, 3), st.integers(1, 3)),
)


@given(EDITIONS, EDITIONS)
def test_an_edition_is_not_newer_than_one_that_is_newer_and_none_than_itself(a: str, b: str) -> None:
    assert not newer(a, a)
    assert not (newer(a, b) and newer(b, a))
    assert matching(a, b) == matching(b, a)
    assert not (newer(a, b) and matching(a, b))


def test_an_edition_is_asked_for_as_exactly_as_one_likes() -> None:
    assert matching("2025", "2025-03-18")
    assert matching("2025-03-18", "2025")
    assert not matching("2025-04", "2025-03-18")
    assert matching("undated", "Undated")
    assert not matching("2015", "undated")
    assert not matching("20", "2015")


def test_editions_are_listed_oldest_first_and_without_a_date_last() -> None:
    assert oldest_first(["undated", "2025-03-18", "2015", "2025", "2015"]) == ("2015", "2025", "2025-03-18", "undated")
    assert date_of("2025-03-18") == (2025, 3, 18)
    assert date_of("undated") is None


def test_a_newer_edition_supersedes_the_same_part_of_the_same_category() -> None:
    old = guideline("old", "2015", block(), block("renewal"), block("glossary", None))
    new = guideline("new", "2025-03-18", block())
    assert statuses(old, new) == {"old": ["superseded", "current", "current"], "new": ["current"]}


def test_the_order_in_which_documents_are_read_changes_nothing() -> None:
    old, new = guideline("old", "2015", block()), guideline("new", "2025", block())
    assert statuses(old, new) == statuses(new, old)
    assert [found.id for found in order_editions([new, old])] == ["new", "old"]


def test_what_names_no_category_covers_all_and_another_category_covers_none() -> None:
    old = guideline("old", "2015", block(category="IFS"), block(category="IMHS"), block(category=None))
    assert statuses(old, guideline("new", "2025", block(category=None)))["old"] == ["superseded"] * 3
    assert statuses(old, guideline("new", "2025", block(category="IMHS")))["old"] == ["current", "superseded", "current"]


def test_the_category_of_a_block_counts_not_that_of_its_guideline() -> None:
    fees = guideline("fees", "2025", block("fees", "IFS"), block("fees", "IMHS"))
    old = guideline("old", "2015", block("fees", "IFS"), block("fees", "IMHM"))
    assert statuses(fees, old)["old"] == ["superseded", "current"]


def test_another_association_and_general_documents_supersede_nothing() -> None:
    old = guideline("old", "2015", block(), block(association=None))
    new = guideline("new", "2025", block(association="SBAIMH"), block(association=None))
    assert statuses(old, new)["old"] == ["current", "current"]


def test_what_belongs_to_no_part_is_left_alone() -> None:
    assert statuses(guideline("old", "2015", block(None)), guideline("new", "2025", block(None), block()))["old"] == ["current"]


@pytest.mark.parametrize("status", ["draft", "superseded"])
def test_only_what_is_current_supersedes(status: str) -> None:
    assert statuses(guideline("old", "2015", block()), guideline("new", "2027", block(), status=status))["old"] == ["current"]


def test_a_draft_block_in_a_current_guideline_supersedes_nothing() -> None:
    new = guideline("new", "2027", block(status="draft"))
    assert statuses(guideline("old", "2015", block()), new) == {"old": ["current"], "new": ["draft"]}


@pytest.mark.parametrize("status", ["draft", "superseded"])
def test_what_is_no_longer_or_not_yet_current_stays_so(status: str) -> None:
    old = guideline("old", "2015", block(), status=status)
    assert order_editions([old, guideline("new", "2025", block())])[0] == old


@pytest.mark.parametrize("edition", ["undated", "2015", "2015-06", "first"])
def test_the_same_edition_and_one_without_a_date_are_not_ordered(edition: str) -> None:
    assert statuses(guideline("a", "2015", block()), guideline("b", edition, block())) == {"a": ["current"], "b": ["current"]}


def test_of_three_editions_the_newest_stays() -> None:
    found = [guideline(year, year, block(), block("renewal")) for year in ("2010", "2025", "2015")]
    found.append(guideline("addendum", "2030", block("renewal")))
    assert statuses(*found) == {
        "2010": ["superseded", "superseded"],
        "2015": ["superseded", "superseded"],
        "2025": ["current", "superseded"],
        "addendum": ["current"],
    }


def test_a_guideline_is_superseded_when_all_of_it_is() -> None:
    whole, partly = guideline("whole", "2015", block(), block()), guideline("partly", "2015", block(), block("renewal"))
    found = {g.id: g.status for g in order_editions([whole, partly, guideline("new", "2025", block())])}
    assert found == {"whole": "superseded", "partly": "current", "new": "current"}


def test_nothing_but_the_status_changes() -> None:
    old, new = guideline("old", "2015", block()), guideline("new", "2025", block())
    ordered, kept = order_editions([old, new])
    assert kept is new
    assert replace(ordered, status="current", blocks=old.blocks) == old
    assert replace(ordered.blocks[0], scope=old.blocks[0].scope) == old.blocks[0]
    assert order_editions([]) == ()


BLOCKS = st.builds(
    block,
    st.sampled_from(["requirements", "renewal", None]),
    st.sampled_from(["IFS", "IMHS", None]),
    st.sampled_from(["NVAIMH", "SBAIMH", None]),
    status=st.sampled_from(["current", "draft"]),
)


@given(st.lists(st.tuples(EDITIONS, st.lists(BLOCKS, min_size=1, max_size=3), st.sampled_from(["current", "draft", "superseded"])), max_size=6))
def test_ordering_twice_changes_nothing_more_and_some_edition_is_left(documents: list[tuple[str, list[Block], str]]) -> None:
    given_ = [guideline(str(n), edition, *blocks, status=status) for n, (edition, blocks, status) in enumerate(documents)]
    once = order_editions(given_)
    assert order_editions(once) == once

    def current(guidelines: list[Guideline] | tuple[Guideline, ...]) -> set[tuple[str | None, str | None]]:
        return {(b.scope.association, b.scope.part) for g in guidelines if g.status == "current" for b in g.blocks if b.scope.status == "current"}

    assert current(once) == current(given_)
