"""Grading: whether an answer says what it must, says nothing that only a wrong answer says, and cites a source that says it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from evals.answers import Given
from evals.questions import Question

LEAD_KINDS = frozenset({"number", "yesno", "fee", "typo", "renewal", "calculation"})
LEAD = 400
"""Characters within which a short question must be answered, so that pasting whole documents does not score."""
_ASKS = re.compile(r"\b(?:which|what) (?:\w+[’']?s? ){0,3}(?:association|state|edition|level|category|organi[sz]ation)\b", re.I)
_MARKS = re.compile(r"[*_`#>|]")
_SPACE = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many."""

    hit: int
    of: int

    @property
    def value(self) -> float:
        """The share in [0, 1]; 1 of nothing."""
        return self.hit / self.of if self.of else 1.0

    def __str__(self) -> str:
        return f"{self.hit}/{self.of}"


@dataclass(frozen=True, slots=True)
class Grade:
    """One graded answer.

    Attributes:
        reasons: Why it does not pass; empty when it does.
        wrong: Whether it states something that only a wrong answer states.
        lead: Whether a short question is answered within the first 400 characters; None where that is not asked.
        cited: Whether the first citation is of an allowed source; None where no citation is asked or it was refused.
        words: Words of the answer, 0 without one.
    """

    question: Question
    reasons: tuple[str, ...]
    wrong: bool
    lead: bool | None
    cited: bool | None
    words: int

    @property
    def passed(self) -> bool:
        """Whether nothing is wrong with it."""
        return not self.reasons


@dataclass(frozen=True, slots=True)
class Tally:
    """The grades of several answers; `wrong` counts the wrong ones (lower is better), `words` is their mean length."""

    passed: Share
    lead: Share
    wrong: Share
    cited: Share
    words: float


def grade(question: Question, answer: Given | None) -> Grade:
    """Grade one answer; None stands for a question that was left without one."""
    if answer is None:
        return Grade(question, ("no answer",), False, None, None, 0)
    text = plain(answer.text)
    missing = unmatched(question.must, text)
    bad = [pattern for pattern in question.must_not if _matches(pattern, text)]
    reasons = _reasons(question, answer, text, missing)
    reasons += [f"wrong: {bad[0][:80]}"] if bad else []
    cited = None
    if question.expect == "answer" and question.cite and not answer.refused:
        sources = [citation.source for citation in answer.citations]
        cited = bool(sources) and sources[0] in question.cite
        if not cited and not set(sources) & set(question.cite):
            reasons.append(f"cites {', '.join(sources[:3]) or 'nothing'}, not {' or '.join(sorted(question.cite))}")
    lead = None
    if question.kind in LEAD_KINDS and question.expect == "answer":
        lead = not unmatched(question.must, text[:LEAD]) and not answer.refused and not bad
    return Grade(question, tuple(reasons), bool(bad), lead, cited, len(text.split()))


def _reasons(question: Question, answer: Given, text: str, missing: list[str]) -> list[str]:
    """What is wrong with what the answer says or declines to say, by what was expected."""
    lacks = [f"missing: {' & '.join(pattern[:60] for pattern in missing)}"] if missing else []
    if question.expect == "refuse":
        stated = answer.status == "answered" and not missing and answer.citations
        return [reason for reason, holds in (("did not refuse", not answer.refused and missing), ("answered, should refuse", stated)) if holds]
    if question.expect == "clarify_or_compare":
        asked = answer.status == "needs_clarification" or bool(_ASKS.search(text))
        return ([] if asked else lacks) + (["refused"] if answer.refused else [])
    return lacks + (["refused"] if answer.refused and (missing or not answer.citations) else [])


def tally(grades: Sequence[Grade]) -> Tally:
    """The scores of several grades, each with its denominator."""
    answered = [g.lead for g in grades if g.lead is not None]
    cited = [g.cited for g in grades if g.cited is not None]
    return Tally(
        passed=Share(sum(g.passed for g in grades), len(grades)),
        lead=Share(sum(answered), len(answered)),
        wrong=Share(sum(g.wrong for g in grades), len(grades)),
        cited=Share(sum(cited), len(cited)),
        words=sum(g.words for g in grades) / max(1, len(grades)),
    )


def plain(text: str) -> str:
    """The text without Markdown's marks, and with single spaces."""
    return _SPACE.sub(" ", _MARKS.sub(" ", text))


def unmatched(patterns: Sequence[str], text: str) -> list[str]:
    """The patterns that do not match, in order."""
    return [pattern for pattern in patterns if not _matches(pattern, text)]


def _matches(pattern: str, text: str) -> bool:
    return re.search(pattern, text, re.I | re.S) is not None
