"""What the commands of `endorse-evals` do."""

from __future__ import annotations

import json
import shlex
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import Progress
from rich.table import Table

from corpus.errors import QuestionError
from evals.answers import load_answers
from evals.grading import Grade, grade
from evals.questions import Question, load_questions
from evals.replay import Replay, gold_items, recorded_items
from evals.replay import replay as ask_both
from evals.replay_report import write_replay
from evals.report import Report, commit_of, load_first, now, score_lines, shown, write_report
from evals.running import FOLDER, Asked, default_files, library_of, match_answers, run_files
from evals.scoring import Library, Outcome, Scores, measure, measure_kinds
from evals.thresholds import load_thresholds, shortfalls

DOCUMENTS = Path(__file__).resolve().parent / "documents"

if TYPE_CHECKING:
    from assistant.assistant import Assistant
    from evals.interrupt import Proof

    Opener = Callable[[Path], Assistant]


def open_default(data: Path | None) -> Asked:
    """The assistant that the settings describe; with a bar on standard error when its index has to be built."""
    from assistant.application import open_assistant
    from assistant.settings import load_settings

    return open_assistant(load_settings(data=data))


def run(
    files: Sequence[Path], data: Path | None, as_json: bool, report: Path | None, fails: int, answers: Path | None = None, assistant: Asked | None = None
) -> None:
    """Ask, or take answers from a file, grade and show; the report runs the baseline as well."""
    chosen = list(files) or default_files()
    known = load_answers(answers) if answers else {}
    assistant = assistant or open_default(data)
    outcomes = match_answers(chosen, known) if answers else ask_all(assistant, chosen)
    library = library_of(assistant)
    every = [outcome for of_file in outcomes.values() for outcome in of_file]
    show(every, library, {name: measure(of_file, library) for name, of_file in outcomes.items()}, as_json, fails)
    if report is not None:
        picture = write_report(report, build_report(assistant, outcomes))
        Console(stderr=True).print(f"wrote {report} and {picture}")


def baseline(files: Sequence[Path], data: Path | None, as_json: bool) -> None:
    """Run and show the baseline on the documents of the index."""
    chosen = list(files) or default_files()
    assistant = open_default(data)
    questions = [question for path in chosen for question in load_questions(path)]
    library = library_of(assistant)
    results = baseline_outcomes(assistant, questions)
    if as_json:
        print(json.dumps({name: _plain_kinds(outcomes, library) for name, outcomes in results.items()}, indent=1))
        return
    for name, outcomes in results.items():
        Console().rule(f"baseline, {name}")
        show(outcomes, library, {}, False, 0)


def madeup(seed: int, out: Path, as_json: bool, fails: int) -> None:
    """Write, build, ask and grade."""
    from assistant.application import build, open_assistant
    from assistant.settings import load_settings
    from evals.madeup import write_corpus, write_questions

    write_corpus(out / "corpus", seed)
    path = write_questions(out, seed)
    with tempfile.TemporaryDirectory(prefix="endorse-madeup-", ignore_cleanup_errors=True) as folder:
        settings = load_settings(data=Path(folder), corpus=(out / "corpus",))
        build(settings)
        assistant: Asked = open_assistant(settings)
        outcomes = ask_all(assistant, [path])
        show([outcome for of_file in outcomes.values() for outcome in of_file], library_of(assistant), {}, as_json, fails)


def documents(sets: Sequence[Path], as_json: bool, fails: int, thresholds: Path | None = None) -> list[str]:
    """Index the documents of all sets together, as they are, ask each set's questions, grade and show; what falls short of the thresholds, a line each."""
    from assistant.application import build, open_assistant
    from assistant.settings import load_settings

    chosen = list(sets) or sorted(path.parent for path in DOCUMENTS.glob("*/questions.jsonl"))
    files = [folder / "questions.jsonl" for folder in chosen]
    asked = load_thresholds(thresholds) if thresholds else None
    with tempfile.TemporaryDirectory(prefix="endorse-documents-", ignore_cleanup_errors=True) as folder:
        settings = load_settings(data=Path(folder), corpus=tuple(folder / "docs" for folder in chosen))
        build(settings)
        assistant: Asked = open_assistant(settings)
        outcomes = {path.parent.name: of_file for path, of_file in zip(files, (next(iter(ask_all(assistant, [path]).values())) for path in files), strict=True)}
        every, library = [outcome for of_file in outcomes.values() for outcome in of_file], library_of(assistant)
        show(every, library, {name: measure(of_file, library) for name, of_file in outcomes.items()}, as_json, fails)
        return shortfalls(asked, measure(every, library), measure_kinds(every, library)) if asked else []


def check(data: Path | None, questions: Path | None, thresholds: Path, assistant: Asked | None = None) -> list[str]:
    """What of a question file, or of all the project's, falls short of the thresholds, a line each."""
    asked = load_thresholds(thresholds)
    files = [questions] if questions else default_files()
    for file in files:
        load_questions(file)
    assistant = assistant or open_default(data)
    outcomes = [outcome for of_file in ask_all(assistant, files).values() for outcome in of_file]
    library = library_of(assistant)
    return shortfalls(asked, measure(outcomes, library), measure_kinds(outcomes, library))


def replay(before: str | None, after: str, data: Path | None, recorded: Sequence[Path], out: Path, gold: bool = True, opener: Opener | None = None) -> Replay:
    """Ask the gold and the recorded questions of two generations and write what changed; without `before`, of the one before `after`."""
    from assistant.settings import load_settings
    from index.generations import choose, pointed, previous

    items = [*(gold_items(default_files()) if gold else []), *(item for path in recorded for item in recorded_items(path))]
    if not items:
        raise QuestionError("there is nothing to ask; name recorded questions with --questions, or ask the gold questions too")
    place = load_settings(data=data).data
    newer = choose(place, after)
    older = choose(place, before) if before else previous(place, newer)
    sides = [opened(place / "generations" / name, opener) for name in (older, newer)]
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("asking", total=None)
        made = ask_both(sides, items, pointed(place)[0] == newer, lambda done, total: bar.update(task, completed=done, total=total))
    for path in write_replay(out, made):
        print(path)
    return made


def interrupt(points: int, passages: int, seed: int) -> Proof:
    """Kill builds in a temporary folder and restart after each, with a bar on standard error where that is a terminal."""
    from evals.interrupt import interrupt as prove

    with (
        Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar,
        tempfile.TemporaryDirectory(prefix="endorse-interrupt-", ignore_cleanup_errors=True) as folder,
    ):
        task = bar.add_task("killing", total=points)
        return prove(Path(folder), points, passages, seed, lambda done, total: bar.update(task, completed=done, total=total))


@contextmanager
def opened(folder: Path, opener: Opener | None = None) -> Iterator[Asked]:
    """The assistant over one generation, for the length of the block."""
    from assistant.application import open_generation

    assistant = (opener or open_generation)(folder)
    with closing(assistant.retriever):
        yield assistant


def ask_all(assistant: Asked, files: Sequence[Path]) -> dict[str, list[Outcome]]:
    """The outcomes by file, with a bar on standard error where that is a terminal."""
    with Progress(console=Console(stderr=True), transient=True, disable=not sys.stderr.isatty()) as bar:
        task = bar.add_task("asking", total=None)
        return run_files(assistant, files, lambda done, total: bar.update(task, completed=done, total=total))


def baseline_outcomes(assistant: Asked, questions: Sequence[Question]) -> dict[str, list[Outcome]]:
    """The baseline on the documents that the assistant's index was built from."""
    from assistant.application import SHIPPED
    from corpus.library import read_corpus
    from evals.baseline import run_baseline

    folders = [Path(folder) for folder in assistant.retriever.manifest.folders] or [SHIPPED]
    corpus = read_corpus(folders)
    return run_baseline(corpus.guidelines, corpus.vocabulary, questions)


def build_report(assistant: Asked, outcomes: Mapping[str, Sequence[Outcome]]) -> Report:
    """Everything that is reported, the baseline included."""
    library, manifest = library_of(assistant), assistant.retriever.manifest
    every = [outcome for of_file in outcomes.values() for outcome in of_file]
    others = baseline_outcomes(assistant, [outcome.question for outcome in every])
    return Report(
        date=now(),
        commit=commit_of(FOLDER),
        corpus=manifest.corpus,
        model=manifest.model,
        command=shlex.join(["endorse-evals", *(Path(word).name if word.startswith("/") else word for word in sys.argv[1:])]),
        total=measure(every, library),
        kinds=measure_kinds(every, library),
        files={name: measure(of_file, library) for name, of_file in outcomes.items()},
        baseline={name: {**measure_kinds(other, library), "all": measure(other, library)} for name, other in others.items()},
        first=load_first(FOLDER / "batches" / "first.json"),
    )


def show(outcomes: Sequence[Outcome], library: Library, files: Mapping[str, Scores], as_json: bool, fails: int) -> None:
    """Scores as tables (or JSON) on standard output, with the first questions that fail."""
    if as_json:
        print(json.dumps(_plain_kinds(outcomes, library) | {"files": {name: _plain(scores) for name, scores in files.items()}}, indent=1))
        return
    console = Console()
    failed = [(outcome, made) for outcome in outcomes if not (made := grade(outcome.question, outcome.answer)).passed]
    for outcome, made in failed[:fails]:
        console.print(failure(outcome, made), markup=False, highlight=False)
    kinds = measure_kinds(outcomes, library)
    total = measure(outcomes, library)
    console.print(_table("kind", kinds, total))
    if len(files) > 1:
        console.print(_table("file", files, total))
    beyond = Table("score", "value")
    for name, value in score_lines(total):
        beyond.add_row(name, value)
    console.print(beyond)


def failure(outcome: Outcome, made: Grade) -> str:
    """A question that fails: what was asked, what is right, why it fails and what was answered."""
    question = made.question
    status, text = (outcome.answer.status, outcome.answer.text) if outcome.answer else ("none", "")
    asked = f"{question.id} [{question.kind}] {' | '.join(question.turns)}"
    return f"{asked}\n  gold: {question.gold}\n  why: {'; '.join(made.reasons)}\n  got ({status}): {text[:400]}\n"


def _table(name: str, rows: Mapping[str, Scores], total: Scores) -> Table:
    drawn = Table(name, "pass", "lead", "wrong", "cited first", "words")
    for key, scores in [*rows.items(), ("all", total)]:
        grades = scores.grades
        drawn.add_row(key, shown(grades.passed), shown(grades.lead), str(grades.wrong.hit), shown(grades.cited), f"{grades.words:.0f}")
    return drawn


def _plain_kinds(outcomes: Sequence[Outcome], library: Library) -> dict[str, object]:
    return {"total": _plain(measure(outcomes, library)), "kinds": {kind: _plain(scores) for kind, scores in measure_kinds(outcomes, library).items()}}


def _plain(scores: Scores) -> dict[str, object]:
    """Scores as JSON can hold them; a share is its two numbers."""
    return asdict(replace(scores, retrieval={})) | {"retrieval": {str(depth): asdict(share) for depth, share in scores.retrieval.items()}}
