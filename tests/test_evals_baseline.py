"""The baseline: the usual pipeline, here over embeddings that count words."""

import math
import zlib
from pathlib import Path

import pytest

from corpus.sheet import load_corpus
from corpus.words import stems
from evals.baseline import SIZE, UsualPipeline, documents
from evals.madeup import write_corpus
from evals.questions import Question


class CountedWords:
    """Embeds a text as its stems, each in one of 64 dimensions."""

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        row = [0.001] * 64
        for word in stems(text):
            row[zlib.crc32(word.encode()) % 64] += 1.0
        length = math.sqrt(sum(value * value for value in row))
        return [value / length for value in row]


@pytest.fixture
def pipeline(tmp_path: Path) -> UsualPipeline:
    write_corpus(tmp_path / "corpus", 4)
    guidelines, vocabulary = load_corpus([tmp_path / "corpus"])
    self_made = documents(guidelines, vocabulary)
    assert not any(line.startswith(("? ", "---", "id:")) for document in self_made for line in document.text.splitlines())
    assert all("Association for Infant Mental Health" in document.text.splitlines()[0] for document in self_made)
    return UsualPipeline(self_made, CountedWords(), tmp_path / "store")


def test_the_answer_is_the_best_chunks_one_after_the_other(pipeline: UsualPipeline) -> None:
    question = Question(id="q", kind="number", turns=("registration fee schedule",), must=("fee",), cite=("x",), expect="answer")
    one, four = pipeline.outcomes([question], 1)[0], pipeline.outcomes([question], 4)[0]
    assert one.answer is not None
    assert four.answer is not None
    assert one.answer.text == one.found[0].text
    assert len(one.answer.text) <= SIZE
    assert four.answer.text.startswith(one.answer.text)
    assert len(four.answer.citations) == 4
    assert one.answer.citations[0].source == one.found[0].source
    assert len(one.found) == 10
    assert not one.answer.refused
