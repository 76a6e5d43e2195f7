"""What is looked up once for a question: the neighbours of a text, whatever the scope, and only while the question is answered."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from index_corpus import open_fake

from index.embedding import Vectors
from index.search import Retriever, Where

QUESTION = "hours of training"
SCOPES = (Where(), Where(associations=frozenset({"SBAIMH"})), Where(statuses=None))


class Counting:
    """Embeds as another does, and counts."""

    def __init__(self, retriever: Retriever) -> None:
        self.inner, self.name, self.texts = retriever.encoder, retriever.encoder.name, list[str]()

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.texts += texts
        return self.inner.encode(texts)


def test_a_text_is_looked_up_once_for_a_question_and_finds_the_same(indexed: Path) -> None:
    retriever = open_fake(indexed)
    try:
        plain = [retriever.search(QUESTION, scope) for scope in SCOPES]
        retriever.encoder = counting = Counting(retriever)
        with retriever.looking():
            assert [retriever.search(QUESTION, scope) for scope in SCOPES] == plain
            assert counting.texts == [QUESTION]
            retriever.search("letters")
            assert counting.texts == [QUESTION, "letters"]
            given = retriever.search(QUESTION, vector=retriever.encoder.encode(["letters"])[0])
            assert [hit.dense for hit in given] != [hit.dense for hit in plain[0]], "a vector that is given is not another text's"
        retriever.search(QUESTION)
        assert counting.texts[3:] == [QUESTION], "nothing is kept after the question"
    finally:
        retriever.close()
