"""Running question files against an assistant; here a fake that answers from the passage with the most words in common."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from assistant.answer import Answer, Citation, Statement, Status, Understood
from corpus.errors import QuestionError
from corpus.sheet import load_corpus
from corpus.words import words
from evals.answers import load_answers
from evals.madeup import write_corpus, write_questions
from evals.running import default_files, library_of, match_answers, run_files
from evals.scoring import measure
from index.generations import Manifest
from index.passages import cut_passages
from index.search import Hit, Where


class WordRetriever:
    """Ranks passages by shared words."""

    def __init__(self, folder: Path) -> None:
        guidelines, self.vocabulary = load_corpus([folder])
        self.passages = cut_passages(guidelines)
        self.manifest = Manifest(1, "fake", "0123abcd", [str(folder)], "words", "2026-01-01", len(guidelines), len(self.passages), 0, 0, [], {})

    def search(self, question: str, where: Where | None = None, k: int = 10) -> list[Hit]:
        asked = set(words(question))
        ranked = sorted(self.passages, key=lambda p: -len(asked & set(words(f"{p.title} {p.heading} {p.text} {p.scope.association}"))))
        return [Hit(passage, 1.0 / rank, rank, 0.0, -1.0, 0.0, -1, rank) for rank, passage in enumerate(ranked[:k], 1)]


class FakeAssistant:
    """Quotes the first sentence of the best passage, and refuses questions about refunds."""

    def __init__(self, folder: Path) -> None:
        self.retriever = WordRetriever(folder)
        self.holdings = self

    def where(self, associations: Iterable[str] = (), categories: Iterable[str] = (), editions: Iterable[str] = ()) -> Where:
        return Where()

    def ask(self, turns: Sequence[str]) -> Answer:
        if "refund" in turns[-1]:
            return Answer(Status.NOT_COVERED, (Statement("The documents held here do not say that."),))
        passage = self.retriever.search(turns[-1])[0].passage
        quote = passage.sentences[0]
        cited = Citation(1, passage.id, passage.guideline, passage.source, passage.title, passage.heading, quote, None, None, passage.title)
        return Answer(Status.ANSWERED, (Statement(quote, (1,), passage.title),), (cited,), understood=Understood((passage.scope.association or "",)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_corpus(tmp_path / "corpus", 5)
    write_questions(tmp_path, 5)
    return tmp_path


def test_every_question_is_asked_and_measured(folder: Path) -> None:
    assistant = FakeAssistant(folder / "corpus")
    told: list[tuple[int, int]] = []
    outcomes = run_files(assistant, [folder / "questions.jsonl"], lambda done, total: told.append((done, total)))["questions"]
    assert told[-1] == (len(outcomes), len(outcomes))
    scores = measure(outcomes, library_of(assistant))
    assert scores.quotes.value == scores.figures.value == 1.0
    assert 0 < scores.grades.passed.hit < scores.grades.passed.of
    assert 0 < scores.retrieval[1].hit <= scores.retrieval[10].hit
    assert scores.ms is not None


def test_known_answers_are_matched_by_id(folder: Path) -> None:
    path = folder / "answers.jsonl"
    path.write_text('{"id": "m5-002", "status": "answered", "text": "33", "citations": []}\n')
    outcomes = match_answers([folder / "questions.jsonl"], load_answers(path))["questions"]
    assert [outcome.question.id for outcome in outcomes if outcome.answer] == ["m5-002"]


def test_two_files_of_one_name_are_an_error(folder: Path) -> None:
    other = folder / "corpus" / "questions.jsonl"
    other.write_text((folder / "questions.jsonl").read_text())
    with pytest.raises(QuestionError, match="same name"):
        run_files(FakeAssistant(folder / "corpus"), [folder / "questions.jsonl", other])


def test_default_files_are_the_gold_set_and_the_batches(tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="no question files"):
        default_files(tmp_path)
    (tmp_path / "batches").mkdir()
    for name in ("batches/b2.jsonl", "batches/b1.jsonl", "questions.jsonl"):
        (tmp_path / name).touch()
    assert [path.stem for path in default_files(tmp_path)] == ["questions", "b1", "b2"]
