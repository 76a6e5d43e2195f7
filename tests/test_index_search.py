from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from index_corpus import FakeEncoder, build_fake, open_fake, write_corpus

from index.generations import current, read_manifest
from index.search import FEW, WIDE, Hit, Retriever, Where, values_of

NORTH, SOUTH = frozenset({"NVAIMH"}), frozenset({"SBAIMH"})
QUESTIONS = ("how much training does Northvale ask for", "who writes letters", "what is endorsement", "how often are Southbank classes due", "zebra")


def sheets(hits: list[Hit]) -> set[str]:
    return {hit.passage.guideline for hit in hits}


def test_a_way_of_asking_finds_its_passage_first(searcher: Retriever) -> None:
    first, *_ = searcher.search("how much training does Southbank ask for")
    assert first.passage.id == "sb#Requirements/Training#1"
    assert first.dense == pytest.approx(1.0, abs=1e-5)
    assert first.asked == first.dense
    assert first.sentence == -1


def test_a_hit_names_the_sentence_or_item_that_is_nearest(searcher: Retriever) -> None:
    taught, *_ = searcher.search("Half of them may be taught online.", Where(NORTH))
    assert taught.passage.sentences[taught.sentence] == "Half of them may be taught online."
    pages, *_ = searcher.search("how many pages", Where(NORTH))
    assert pages.passage.sentences[pages.sentence] == "71 pages of notes"


@pytest.mark.parametrize("question", QUESTIONS)
def test_higher_scores_come_first(searcher: Retriever, question: str) -> None:
    hits = searcher.search(question)
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    for hit in hits:
        assert -1 <= hit.asked <= hit.dense + 1e-9 <= 1 + 1e-5
        assert 0 <= hit.lexical <= 1
        assert hit.dense <= hit.score <= hit.dense + 0.35 + 1e-9
        assert searcher.passages[hit.number] is hit.passage


@pytest.mark.parametrize("question", ["", "  \n"])
def test_an_empty_question_finds_nothing(searcher: Retriever, question: str) -> None:
    assert searcher.search(question) == []


def test_only_current_documents_are_searched_unless_asked_otherwise(searcher: Retriever) -> None:
    question = "how much training does Northvale ask for"
    assert sheets(searcher.search(question, k=100)) == {"nv-2031", "sb", "general"}
    assert sheets(searcher.search(question, Where(statuses=frozenset({"superseded"})), k=100)) == {"nv-2019"}
    assert sheets(searcher.search(question, Where(statuses=frozenset({"draft"})), k=100)) == {"nv-next"}
    assert sheets(searcher.search(question, Where(statuses=None), k=100)) == {"nv-2031", "nv-2019", "nv-next", "sb", "general"}


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        (Where(NORTH), {"nv-2031"}),
        (Where(SOUTH | {""}), {"sb", "general"}),
        (Where(frozenset({""})), {"general"}),
        (Where(categories=frozenset({"IFS"})), {"nv-2031", "sb"}),
        (Where(categories=frozenset({""})), {"general"}),
        (Where(NORTH, editions=frozenset({"2019"}), statuses=None), {"nv-2019"}),
        (Where(NORTH, frozenset({"IMHS"})), set()),
        (Where(frozenset({"unheard of"})), set()),
    ],
)
def test_a_scope_limits_what_is_found(searcher: Retriever, where: Where, expected: set[str]) -> None:
    hits = searcher.search("training and letters and endorsement", where, k=100)
    assert sheets(hits) == expected
    allowed = searcher.allowed(where)
    assert all(allowed[hit.number] for hit in hits)


def test_no_more_than_k_passages_are_found(searcher: Retriever) -> None:
    everything = searcher.search("training", k=100)
    assert searcher.search("training", k=2) == everything[:2]


def test_a_known_vector_gives_the_same_hits(searcher: Retriever) -> None:
    question = "who writes letters"
    assert searcher.search(question, vector=searcher.embed(question)) == searcher.search(question)


def test_values_of_a_coordinate_leave_out_the_empty_one(searcher: Retriever) -> None:
    assert values_of(searcher.passages, "association") == ("NVAIMH", "SBAIMH")


def test_threads_share_a_retriever(searcher: Retriever) -> None:
    alone = [searcher.search(question) for question in QUESTIONS]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(searcher.search, QUESTIONS * 6))
    assert together == alone * 6


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Retriever]:
    """Southbank says little among more entries about one thing in Northvale than are looked at."""
    folder = tmp_path_factory.mktemp("crowded")
    corpus = write_corpus(folder / "sheets")
    body = "".join(
        f"### Room {n}\n? which window has the heron seen {n}\n? does the heron see window {n}\nThe heron looks at window {n}.\n" for n in range(WIDE // 2)
    )
    front = '---\nid: nv-herons\nsource: herons\ntitle: Herons\nassociation: NVAIMH\nedition: "2031"\n---\n\n## Background\n'
    (corpus / "nv-herons.md").write_text(front + body, encoding="utf-8")
    build_fake(folder / "data", corpus)
    with closing(open_fake(folder / "data")) as opened:
        yield opened


def test_a_small_scope_is_searched_though_others_are_nearer(crowded: Retriever) -> None:
    question = "which window has the heron seen"
    assert len(crowded.search(question, k=1000)) >= FEW
    found = crowded.search(question, Where(SOUTH), k=100)
    assert sheets(found) == {"sb"}
    assert {hit.passage.id for hit in found} == {passage.id for passage in crowded.passages if passage.guideline == "sb"}
    assert all(hit.dense != 0 for hit in found)


def test_a_small_scope_is_compared_as_the_whole_is(crowded: Retriever) -> None:
    question = "how often are Southbank classes due"
    in_scope = crowded.search(question, Where(SOUTH))[0]
    anywhere = crowded.search(question)[0]
    assert in_scope.passage == anywhere.passage
    assert in_scope.dense == pytest.approx(anywhere.dense, abs=1e-5)


def test_a_generation_without_folded_terms_finds_the_same(indexed: Path, tmp_path: Path, searcher: Retriever) -> None:
    folder = tmp_path / "copy"
    shutil.copytree(current(indexed), folder)
    (folder / "terms.npz").unlink()
    with closing(Retriever.open_folder(folder, FakeEncoder(), read_manifest(folder))) as opened:
        for question in QUESTIONS:
            assert opened.search(question) == searcher.search(question)
