"""Scores beyond pass and fail: retrieval, citations, scope, yes or no, refusals. Each is a share with its denominator."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

from corpus.guideline import Scope
from corpus.quantities import quantities
from corpus.vocabulary import Vocabulary
from evals.answers import Claim, Given
from evals.grading import Share, Tally, grade, plain, tally, unmatched
from evals.questions import Question
from index.passages import Passage

DEPTHS = (1, 4, 10)
"""How many hits retrieval is measured with."""
_NOT_RETRIEVED = frozenset({"compare", "calculation", "yesno", "ambiguous", "adversarial"})
_SEVERAL = frozenset({"compare", "ambiguous"})
_DIGITS = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
_COUNTED = frozenset({"hours", "years", "months", "weeks", "days", "dollars", "percent"})
_YES_NO = re.compile(r"\b(yes|no|not)\b", re.I)


@dataclass(frozen=True, slots=True)
class Found:
    """One retrieved text, best first in a list: the source it is of, and what it says with the headings it stands under."""

    source: str
    text: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, the answer to it (None if there is none), and what was retrieved for it."""

    question: Question
    answer: Given | None
    found: tuple[Found, ...] = ()


@dataclass(frozen=True, slots=True)
class Scores:
    """All scores of a set of outcomes.

    Attributes:
        retrieval: For 1, 4 and 10 hits: questions for which one hit is of an allowed source and holds everything the answer must.
        quotes: Citations whose quote is, word for word, a sentence of the passage they name.
        figures: Statements all of whose figures stand in a sentence they quote, or are computed from such.
        scope: Answers whose first citation, and what was understood, are of the question's association and level.
        polarity: Yes/no questions answered with the right one of the two.
        refused_rightly: Refusals of questions that must be refused, of all refusals (precision).
        refusals_made: Refusals of questions that must be refused, of all such questions (recall).
        ms: Median milliseconds an answer, or None when not measured.
    """

    grades: Tally
    retrieval: dict[int, Share]
    quotes: Share
    figures: Share
    scope: Share
    polarity: Share
    refused_rightly: Share
    refusals_made: Share
    ms: float | None


class Library:
    """The passages that answers cite, by sheet and heading, and the levels of the categories."""

    def __init__(self, passages: Iterable[Passage], vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._passages: dict[tuple[str, str], list[Passage]] = {}
        self._sheets: dict[str, Scope] = {}
        for passage in passages:
            self._passages.setdefault((passage.guideline, passage.heading), []).append(passage)
            self._sheets.setdefault(passage.guideline, passage.scope)

    def at(self, sheet: str, heading: str) -> list[Passage]:
        """The passages under one heading of one sheet; none for a sheet or heading that does not exist."""
        return self._passages.get((sheet, heading), [])

    def scope(self, sheet: str, heading: str) -> Scope | None:
        """The scope of a heading; of the sheet's beginning where a citation names no heading, None for a sheet that does not exist."""
        found = self.at(sheet, heading)
        return found[0].scope if found else self._sheets.get(sheet) if not heading else None

    def level(self, category: str | None) -> str | None:
        """A category's level, or that of the category it is a designation of."""
        entry = self.vocabulary.categories.get(category or "")
        if entry is None:
            return None
        return entry.level or (self.level(entry.within) if entry.within else None)


def measure(outcomes: Sequence[Outcome], library: Library) -> Scores:
    """All scores of the outcomes."""
    answers = [outcome.answer for outcome in outcomes if outcome.answer is not None]
    ranks = [rank(outcome) for outcome in outcomes if _retrieved(outcome)]
    refusals = [(outcome.question.expect == "refuse", outcome.answer is not None and outcome.answer.refused) for outcome in outcomes]
    times = [answer.ms for answer in answers if answer.ms is not None]
    return Scores(
        grades=tally([grade(outcome.question, outcome.answer) for outcome in outcomes]),
        retrieval={depth: Share(sum(place is not None and place <= depth for place in ranks), len(ranks)) for depth in DEPTHS},
        quotes=_share(held for answer in answers for held in _quotes(answer, library)),
        figures=_share(backed(claim) for answer in answers for claim in answer.claims),
        scope=_share(right for outcome in outcomes if (right := in_scope(outcome, library)) is not None),
        polarity=_share(right for outcome in outcomes if (right := right_polarity(outcome)) is not None),
        refused_rightly=_share(should for should, did in refusals if did),
        refusals_made=_share(did for should, did in refusals if should),
        ms=median(times) if times else None,
    )


def measure_kinds(outcomes: Sequence[Outcome], library: Library) -> dict[str, Scores]:
    """All scores by kind of question, in alphabetical order."""
    kinds = sorted({outcome.question.kind for outcome in outcomes})
    return {kind: measure([outcome for outcome in outcomes if outcome.question.kind == kind], library) for kind in kinds}


def _share(values: Iterable[bool]) -> Share:
    listed = list(values)
    return Share(sum(listed), len(listed))


def _retrieved(outcome: Outcome) -> bool:
    """Whether one passage can hold the answer: not where several are compared, a figure is computed, or the must is a yes or no."""
    question = outcome.question
    return bool(outcome.found and question.expect == "answer" and question.cite and question.must) and question.kind not in _NOT_RETRIEVED


def rank(outcome: Outcome) -> int | None:
    """The place, from 1, of the first hit of an allowed source that holds everything the answer must; None if there is none."""
    question = outcome.question
    right = (n for n, hit in enumerate(outcome.found, 1) if hit.source in question.cite and not unmatched(question.must, plain(hit.text)))
    return next(right, None)


def _quotes(answer: Given, library: Library) -> list[bool]:
    """For each citation that quotes a sentence: whether its passage holds that very sentence."""
    return [any(cited.quote in passage.sentences for passage in library.at(cited.sheet, cited.heading)) for cited in answer.citations if cited.quote]


def backed(claim: Claim) -> bool:
    """Whether all figures of a statement stand in its quotes or are computed from them.

    Without a quote a statement may name years and levels (which editions are held), but nothing counted in hours, years, dollars and the like.
    """
    if not claim.quotes:
        return not any(quantity.unit in _COUNTED for quantity in quantities(claim.text))
    return _figures(claim.text) <= {figure for quote in claim.quotes for figure in _figures(quote)} | set(claim.computed)


def _figures(text: str) -> set[float]:
    return {value for quantity in quantities(text) for value in quantity.values()} | {float(match.replace(",", "")) for match in _DIGITS.findall(text)}


def in_scope(outcome: Outcome, library: Library) -> bool | None:
    """Whether an answer is about the question's association and level; None where the question has neither, or nothing was answered."""
    question, answer = outcome.question, outcome.answer
    association = question.association if question.association in library.vocabulary.associations else None
    asked = question.expect == "answer" and question.kind not in _SEVERAL and bool(association or question.level)
    if not asked or answer is None or answer.refused or not answer.citations:
        return None
    scope = library.scope(answer.citations[0].sheet, answer.citations[0].heading)
    if scope is None:
        return False
    right_association = association is None or (scope.association in {association, None} and (not answer.associations or association in answer.associations))
    level = library.level(scope.category)
    return right_association and (not question.level or level in {question.level, None})


def right_polarity(outcome: Outcome) -> bool | None:
    """Whether a yes/no question whose gold begins with yes or no is answered so; None for other questions."""
    question, answer = outcome.question, outcome.answer
    wanted = re.match(r"\W*(yes|no)\b", question.gold, re.I)
    if question.kind != "yesno" or question.expect != "answer" or wanted is None:
        return None
    said = _YES_NO.search(plain(answer.text)[:250]) if answer is not None else None
    return said is not None and (said.group(1).lower() == "yes") == (wanted.group(1).lower() == "yes")
