from __future__ import annotations

import ast
from pathlib import Path

import pytest
from langchain_core.documents import Document
from langchain_core.runnables import RunnableLambda
from pydantic import ValidationError

import index
from index.langchain import GuidelineRetriever
from index.search import Retriever, Where

QUESTION = "how much training does Northvale ask for"


def test_documents_carry_the_passage_and_where_it_stands(searcher: Retriever) -> None:
    first, *_ = GuidelineRetriever(retriever=searcher).invoke(QUESTION)
    (hit,) = searcher.search(QUESTION, k=1)
    assert first.page_content == "At least 71 clock hours of training are required. Half of them may be taught online."
    assert first.id == "nv-2031#Requirements/Training#1"
    assert first.metadata == {
        "id": "nv-2031#Requirements/Training#1",
        "source": "nv-2031-original",
        "sheet": "nv-2031",
        "heading": "Requirements > Training",
        "association": "NVAIMH",
        "category": "IFS",
        "edition": "2031-05-02",
        "part": "requirements",
        "topic": "training",
        "score": hit.score,
        "url": "https://example.org/nv-2031",
        "page": None,
    }


def test_documents_come_in_the_order_of_the_search(searcher: Retriever) -> None:
    documents = GuidelineRetriever(retriever=searcher, k=4).invoke("letters and classes")
    assert [document.id for document in documents] == [hit.passage.id for hit in searcher.search("letters and classes", k=4)]
    scores = [document.metadata["score"] for document in documents]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"associations": ["SBAIMH", ""]}, Where(frozenset({"SBAIMH", ""}))),
        ({"categories": {"IFS"}}, Where(categories=frozenset({"IFS"}))),
        ({"editions": ["2019"], "statuses": None}, Where(editions=frozenset({"2019"}), statuses=None)),
        ({"statuses": ["superseded"]}, Where(statuses=frozenset({"superseded"}))),
    ],
)
def test_the_scope_is_set_by_fields(searcher: Retriever, fields: dict[str, object], where: Where) -> None:
    documents = GuidelineRetriever(retriever=searcher, k=50, **fields).invoke(QUESTION)
    assert documents
    assert [document.id for document in documents] == [hit.passage.id for hit in searcher.search(QUESTION, where, 50)]


def test_an_empty_question_finds_nothing(searcher: Retriever) -> None:
    assert GuidelineRetriever(retriever=searcher).invoke(" ") == []


@pytest.mark.parametrize("fields", [{"k": 0}, {"association": "NVAIMH"}])
def test_a_field_that_is_not_one_is_refused(searcher: Retriever, fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        GuidelineRetriever(retriever=searcher, **fields)


def sources(documents: list[Document]) -> str:
    return ", ".join(document.metadata["source"] for document in documents)


def test_it_stands_in_a_chain(searcher: Retriever) -> None:
    chain = GuidelineRetriever(retriever=searcher, associations=frozenset({"SBAIMH"}), k=2) | RunnableLambda(sources)
    assert chain.batch([QUESTION, "letters"]) == ["sb-original, sb-original"] * 2


def test_langchain_stays_in_one_file() -> None:
    importing = set()
    for path in Path(str(index.__file__)).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            if any(name.startswith("langchain") for name in names):
                importing.add(path.name)
    assert importing == {"langchain.py"}
