"""Running: questions to outcomes, by asking the assistant."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from assistant.answer import Answer
from corpus.errors import QuestionError
from corpus.vocabulary import Vocabulary
from evals.answers import Given, given
from evals.questions import Question, load_questions
from evals.scoring import DEPTHS, Found, Library, Outcome
from index.generations import Manifest
from index.passages import Passage
from index.search import Hit, Where

Progress = Callable[[int, int], None]
"""Told how many questions are answered, and how many there are."""
FOLDER = Path(__file__).resolve().parent


class Searcher(Protocol):
    """What is used of the assistant's retriever."""

    passages: tuple[Passage, ...]
    vocabulary: Vocabulary
    manifest: Manifest

    def search(self, question: str, where: Where | None = None, k: int = 10) -> list[Hit]:
        """The best passages for a question within a scope."""
        ...


class Limits(Protocol):
    """What is used of the assistant's holdings."""

    def where(self, associations: Iterable[str] = (), categories: Iterable[str] = (), editions: Iterable[str] = ()) -> Where:
        """The limits that coordinates set."""
        ...


class Asked(Protocol):
    """What is used of the assistant."""

    @property
    def retriever(self) -> Searcher:
        """What it searches with."""
        ...

    @property
    def holdings(self) -> Limits:
        """What it knows of its documents."""
        ...

    def ask(self, turns: Sequence[str]) -> Answer:
        """Answer the last turn of a conversation."""
        ...


def default_files(folder: Path = FOLDER) -> list[Path]:
    """The question files that come with the project: the gold set, then the batches by name.

    Raises:
        QuestionError: If there is none.
    """
    files = [path for path in (folder / "questions.jsonl", *sorted((folder / "batches").glob("*.jsonl"))) if path.is_file()]
    if not files:
        raise QuestionError(f"{folder}: no question files here; name one")
    return files


def run_files(assistant: Asked, files: Sequence[Path], progress: Progress = lambda done, total: None) -> dict[str, list[Outcome]]:
    """The outcomes of each file, by its name without ending; all files are read before the first question is asked.

    Raises:
        QuestionError: If a file is not valid, or two have the same name.
    """
    read = {path.stem: load_questions(path) for path in files}
    if len(read) < len(files):
        raise QuestionError("two question files have the same name; rename one")
    total, done = sum(map(len, read.values())), 0
    outcomes: dict[str, list[Outcome]] = {}
    for name, questions in read.items():
        for question in questions:
            outcomes.setdefault(name, []).append(ask(assistant, question))
            done += 1
            progress(done, total)
    return outcomes


def ask(assistant: Asked, question: Question) -> Outcome:
    """Ask one question, and retrieve for it within the scope that it was understood in."""
    started = time.perf_counter()
    answer = assistant.ask(question.turns)
    ms = 1000 * (time.perf_counter() - started)
    about = answer.understood
    hits = assistant.retriever.search(" ".join(question.turns), assistant.holdings.where(about.associations, about.categories, about.editions), max(DEPTHS))
    found = tuple(Found(hit.passage.source, f"{hit.passage.title}. {hit.passage.heading}. {hit.passage.text}") for hit in hits)
    return Outcome(question, given(question.id, answer, ms), found)


def match_answers(files: Sequence[Path], answers: Mapping[str, Given]) -> dict[str, list[Outcome]]:
    """The outcomes of each file when the answers are known already, by id; a question without one has none."""
    return {path.stem: [Outcome(question, answers.get(question.id)) for question in load_questions(path)] for path in files}


def library_of(assistant: Asked) -> Library:
    """What the assistant's citations are checked against."""
    return Library(assistant.retriever.passages, assistant.retriever.vocabulary)
