"""The figures of a measurement of load, as Markdown."""

from __future__ import annotations

import math
import os
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from evals.load import EARLY, GROWTH, WARM, Phase
from evals.load_people import DIFFERS, TRIES, Outcome

NAMES = ("part", "way", "questions", "answered", "of these on coming back", "429", "503", "not answered", "errors", "differ")
TIMES = ("median", "p95", "p99", "longest", "first event, median", "with waiting, longest")


@dataclass(frozen=True, slots=True)
class Figures:
    """Of the questions of one part that went one way. Times in seconds, of answered questions; 0 where there is none."""

    questions: int
    answered: int
    came_back: int
    too_often: int
    too_many: int
    errors: int
    differ: int
    median: float
    p95: float
    p99: float
    longest: float
    first: float
    in_all: float


def figures(outcomes: Sequence[Outcome]) -> Figures:
    """The figures of some questions."""
    answered = [outcome for outcome in outcomes if outcome.answered]
    times = [outcome.attempts[-1].seconds for outcome in answered]
    attempts = [attempt for outcome in outcomes for attempt in outcome.attempts]
    refused = Counter(attempt.status for attempt in attempts)
    differ = sum(attempt.fault.startswith(DIFFERS) for attempt in attempts)
    return Figures(
        len(outcomes),
        len(answered),
        sum(len(outcome.attempts) > 1 for outcome in answered),
        refused[429],
        refused[503],
        sum(bool(attempt.fault) for attempt in attempts) - differ,
        differ,
        percentile(times, 0.5),
        percentile(times, 0.95),
        percentile(times, 0.99),
        percentile(times, 1.0),
        percentile([outcome.attempts[-1].first for outcome in answered], 0.5),
        percentile([outcome.seconds for outcome in answered], 1.0),
    )


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of the values that at least this share of them does not exceed; 0.0 of none."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)] if values else 0.0


def rows(phase: Phase) -> list[str]:
    """A part as rows of the table, one for each way that was asked."""
    found = []
    for way in ("api", "chat"):
        asked = [outcome for outcome in phase.outcomes if outcome.way == way]
        if asked:
            f = figures(asked)
            counts = (f.questions, f.answered, f.came_back, f.too_often, f.too_many, f.questions - f.answered, f.errors, f.differ)
            times = (f.median, f.p95, f.p99, f.longest, f.first, f.in_all)
            found.append(f"| {phase.name} | {way} | {' | '.join(map(str, counts))} | {' | '.join(f'{value:.2f} s' for value in times)} |")
    return found


def server_lines(phases: Sequence[Phase]) -> list[str]:
    """What the server needed, as rows of a table."""
    lines = ["| part | took | questions answered a second | processor of the server | memory before | after |", "|---|---|---|---|---|---|"]
    for phase in phases:
        before, after = (f"{value:.0f} MB" if value is not None else "not known" for value in phase.memory)
        worked = f"{phase.worked / phase.seconds:.2f} cores" if phase.worked is not None and phase.seconds else "not known"
        rate = sum(outcome.answered is not None for outcome in phase.outcomes) / phase.seconds if phase.seconds else 0.0
        lines.append(f"| {phase.name} | {phase.seconds:.0f} s | {rate:.1f} | {worked} | {before} | {after} |")
    return lines


def machine() -> str:
    """The class of machine, and how busy it was."""
    try:
        total = int(Path("/proc/meminfo").read_text(encoding="ascii").split()[1]) // 2**20
    except (OSError, ValueError, IndexError):
        total = 0
    return f"{os.cpu_count()} cores" + (f", {total} GB of memory" if total else "")


def markdown(phases: Sequence[Phase], date: str, commit: str, command: str, busy: float) -> str:
    """The report.

    Args:
        phases: The parts.
        date: Of the measurement.
        commit: What was measured.
        command: How it was measured.
        busy: The load average of the minute before.
    """
    faults = [f"- {phase.name}: {fault}" for phase in phases for fault in phase.faults]
    return "\n".join(
        [
            "# Load",
            "",
            f"Measured {date} on a machine with {machine()}, client and server on it together (load average {busy:.1f} before it began; other work on the",
            f"machine makes every figure worse), commit {commit}, by `{command}`.",
            "",
            "## Result",
            "",
            *(faults or ["Every check passed: no error, no answer mixed between people, every refusal early and with the time to come back."]),
            "",
            "## Questions",
            "",
            f"| {' | '.join((*NAMES, *TIMES))} |",
            "|---" * len((*NAMES, *TIMES)) + "|",
            *(row for phase in phases for row in rows(phase)),
            "",
            f"Questions that were refused come back after the time that `Retry-After` told, up to {TRIES} times in all; those of the one address do",
            "not. Times are of the try that was answered; the last column has all waiting in it. On the chat page an answer is written word by word, so that",
            "its last word comes later than its first.",
            "",
            "## Server",
            "",
            *server_lines(phases),
            "",
            "## What is checked",
            "",
            f"- A question is answered, or refused with 429 or 503 within {EARLY:g} s and with `Retry-After`; anything else is an error.",
            "- Each answer is the one that the same conversation gets when nobody else asks (taken first, one after the other): the whole of it through",
            "  the API; on the chat page the person's own questions, every sentence in order, and the same citations. Each person's conversations go on with",
            "  a scope of their own, and with a question that means it without a word of it.",
            "- One address that asks without waiting is refused with 429.",
            f"- With `--soak N`, N questions in a row let the server's memory grow by at most {GROWTH:.0f} MB after the first {WARM:.0%} of them.",
            "",
        ]
    )
