"""Replay: the same questions asked of two generations of the index, and what changed between the answers.

A person reads the changes before an edition goes live, so they are ordered by what matters: a changed figure before a changed status, that before
changed words, and those before a sentence that is only cited from another place.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from pathlib import Path

from corpus.errors import EndorsementError, QuestionError
from corpus.quantities import Bound, quantities
from evals.answers import Cited, Given, given
from evals.grading import Grade, grade
from evals.questions import Question, load_questions
from evals.running import Asked, Progress
from index.generations import Manifest

UNREADABLE = "unreadable"
"""The status of an answer that there is none of, because the question cannot be read."""


class Group(StrEnum):
    """What changed most between two answers, the gravest first."""

    FIGURES = "figures"
    STATUS = "status"
    WORDING = "wording"
    CITATIONS = "citations"


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure with what it means, as in `corpus.quantities.Quantity`, wherever it stands."""

    value: float
    high: float | None
    unit: str
    bound: Bound
    period: str | None


@dataclass(frozen=True, slots=True)
class Item:
    """One question of a replay; a gold question has what a right answer holds, a recorded one has not."""

    id: str
    file: str
    turns: tuple[str, ...]
    gold: Question | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A question with its answers before and after.

    Attributes:
        changed: What changed, gravest first; empty if nothing did.
        cited: What of the citations changed: "guideline", "heading", "quote", "order".
        grades: Of a gold question, how the answers are graded.
    """

    item: Item
    before: Given
    after: Given
    changed: tuple[Group, ...]
    cited: tuple[str, ...]
    grades: tuple[Grade, Grade] | None

    @property
    def group(self) -> Group | None:
        """The gravest change, or None."""
        return self.changed[0] if self.changed else None

    @property
    def newly_fails(self) -> bool:
        """Whether it passed before and does not any more."""
        return self.grades is not None and self.grades[0].passed and not self.grades[1].passed

    @property
    def newly_passes(self) -> bool:
        """Whether it did not pass before and does now."""
        return self.grades is not None and not self.grades[0].passed and self.grades[1].passed


@dataclass(frozen=True, slots=True)
class Replay:
    """All answers of two generations, in the order in which the questions were given; `live` tells whether the one after is in use."""

    before: Manifest
    after: Manifest
    pairs: tuple[Pair, ...]
    live: bool = True

    def of(self, group: Group | None) -> list[Pair]:
        """The pairs of a group, those that newly fail first; of None, those that did not change."""
        return sorted((pair for pair in self.pairs if pair.group is group), key=lambda pair: not pair.newly_fails)

    def changed(self) -> list[Pair]:
        """The pairs that changed, gravest first."""
        return [pair for group in Group for pair in self.of(group)]


def gold_items(files: Sequence[Path]) -> list[Item]:
    """The questions of gold files, in order.

    Raises:
        QuestionError: If a file is not valid; with file and line.
    """
    return [Item(question.id, path.stem, question.turns, question) for path in files for question in load_questions(path)]


def recorded_items(path: Path) -> list[Item]:
    """Recorded questions, one `{"id": …, "turns": […]}` a line; empty lines are passed over.

    Raises:
        QuestionError: If the file cannot be read or a line is not such an object; with file and line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise QuestionError(f'{path}: cannot be read ({error}); name a file with an object {{"id": …, "turns": […]}} a line') from error
    return [_recorded(path, number, line) for number, line in enumerate(lines, 1) if line.strip()]


def _recorded(path: Path, number: int, line: str) -> Item:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise QuestionError(f'{path}:{number}: not JSON ({error}); each line is {{"id": …, "turns": […]}}') from error
    turns = data.get("turns") if isinstance(data, dict) else None
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns) or not isinstance(data.get("id"), str | int):
        raise QuestionError(f'{path}:{number}: needs "id" and "turns", a list of texts; each line is {{"id": …, "turns": […]}}')
    return Item(str(data["id"]), path.stem, tuple(turns))


def replay(sides: Sequence[AbstractContextManager[Asked]], items: Sequence[Item], live: bool = True, progress: Progress = lambda done, total: None) -> Replay:
    """Ask all questions of both generations, one after the other.

    Args:
        sides: The assistant before and the one after, each opened when its turn comes and closed after it.
        items: What is asked.
        live: Whether the generation after is the one that answers come from now.
        progress: Told how many answers there are, of both sides together.
    """
    answers: list[list[Given]] = []
    manifests: list[Manifest] = []
    for side in sides:
        with side as assistant:
            manifests.append(assistant.retriever.manifest)
            told = partial(_told, progress, len(answers) * len(items), 2 * len(items))
            answers.append(list(_answers(assistant, items, told)))
    return Replay(manifests[0], manifests[1], tuple(compare(*each) for each in zip(items, *answers, strict=True)), live)


def _told(progress: Progress, earlier: int, total: int, done: int) -> None:
    progress(earlier + done, total)


def _answers(assistant: Asked, items: Sequence[Item], progress: Callable[[int], None]) -> Iterator[Given]:
    for number, item in enumerate(items, 1):
        try:
            yield given(item.id, assistant.ask(item.turns))
        except EndorsementError as error:
            yield Given(item.id, UNREADABLE, str(error), ())
        progress(number)


def compare(item: Item, before: Given, after: Given) -> Pair:
    """What changed between two answers to a question."""
    cited = _cited(before.citations, after.citations)
    holds = {
        Group.FIGURES: figures(before) != figures(after),
        Group.STATUS: before.status != after.status,
        Group.WORDING: before.text != after.text,
        Group.CITATIONS: bool(cited),
    }
    grades = (grade(item.gold, before), grade(item.gold, after)) if item.gold else None
    return Pair(item, before, after, tuple(group for group in Group if holds[group]), cited, grades)


def figures(answer: Given) -> Counter[Figure]:
    """The figures that an answer states; levels, and the editions named before a statement, do not count."""
    found = [quantity for text in ([claim.text for claim in answer.claims] or [answer.text]) for quantity in quantities(text)]
    return Counter(Figure(q.value, q.high, q.unit, q.bound, q.period) for q in found if q.unit != "level")


def _cited(before: Sequence[Cited], after: Sequence[Cited]) -> tuple[str, ...]:
    """What differs between two lists of citations."""
    sides = [[((cited.sheet, cited.source), cited.heading, cited.quote) for cited in side] for side in (before, after)]
    if sides[0] == sides[1]:
        return ()
    names = ("guideline", "heading", "quote")
    found = tuple(name for n, name in enumerate(names) if Counter(each[n] for each in sides[0]) != Counter(each[n] for each in sides[1]))
    return found or ("order",)
