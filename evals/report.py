"""The report: scores with their denominators as Markdown, with a plot, stamped with date, commit and corpus."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from corpus.errors import QuestionError
from evals.grading import Share
from evals.scoring import DEPTHS, Scores


@dataclass(frozen=True, slots=True)
class First:
    """The first measurement of a question file, before anything was mended because of it."""

    passed: int
    of: int
    wrong: int
    date: str
    commit: str


@dataclass(frozen=True, slots=True)
class Report:
    """What is reported.

    Attributes:
        corpus: The hash of the corpus the index was built from; `model` the embedding model.
        total: Scores over all files, `kinds` by kind, `files` by file name.
        baseline: Scores by kind of each baseline, by its name ("top 1"), each with the key "all" for the total; empty when not run.
        first: First measurements by file name.
    """

    date: str
    commit: str
    corpus: str
    model: str
    command: str
    total: Scores
    kinds: Mapping[str, Scores]
    files: Mapping[str, Scores]
    baseline: Mapping[str, Mapping[str, Scores]]
    first: Mapping[str, First]


def now() -> str:
    """Today's date, in UTC."""
    return datetime.now(UTC).date().isoformat()


def commit_of(folder: Path) -> str:
    """The short commit of the repository that holds a folder, with "+" when files have changed since; "unknown" outside one."""
    try:
        head = subprocess.run(["git", "-C", str(folder), "rev-parse", "--short", "HEAD"], capture_output=True, text=True, check=True, timeout=20).stdout.strip()
        changed = subprocess.run(["git", "-C", str(folder), "status", "--porcelain", "-uno"], capture_output=True, text=True, check=True, timeout=20).stdout
    except (OSError, subprocess.SubprocessError):
        return "unknown"
    return head + ("+" if changed.strip() else "")


def load_first(path: Path) -> dict[str, First]:
    """First measurements by file name: `{"b1": {"passed": 41, "of": 60, "wrong": 2, "date": "…", "commit": "…"}}`; none without the file.

    Raises:
        QuestionError: If the file is not of that form.
    """
    if not path.is_file():
        return {}
    try:
        return {name: First(**entry) for name, entry in json.loads(path.read_text(encoding="utf-8")).items()}
    except (ValueError, TypeError, AttributeError) as error:
        raise QuestionError(f"{path}: not a list of first measurements ({error}); mend or remove it") from error


def write_report(path: Path, report: Report) -> Path:
    """Write the Markdown and, beside it with the ending `.png`, the plot; the plot's path."""
    picture = path.with_suffix(".png")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(markdown(report, picture.name), encoding="utf-8")
    draw(picture, report)
    return picture


def markdown(report: Report, picture: str) -> str:
    """The report as Markdown, which shows the picture of that name."""
    names = list(report.baseline)
    grades = report.total.grades
    columns = ["kind", "pass", "lead", "wrong", "cited first", "words", *(f"baseline {name}: pass, wrong" for name in names)]
    lines = [
        "# Measured quality",
        "",
        f"{report.date}, commit `{report.commit}`, corpus `{report.corpus}`, model `{report.model}`, `{report.command}`.",
        "",
        f"{grades.passed} questions pass ({grades.passed.value:.1%}), {grades.wrong.hit} answers state something wrong, {grades.words:.0f} words on average.",
        "",
        f"![Share of questions that pass, by kind]({picture})",
        "",
        "## By kind of question",
        "",
        *table(columns, _kind_rows(report)),
        "",
    ]
    if names:
        said = "The baseline is the usual pipeline on the same documents: 1,000-character chunks, the same embedding model, Chroma; its answer is the best"
        lines += [f"{said} chunk or the best four. It refuses nothing and quotes no sentence.", ""]
    lines += ["## Beyond pass and fail", "", *table(["score", "assistant", *(f"baseline {name}" for name in names)], _score_rows(report)), ""]
    lines += ["## By question file", "", *table(["file", "first measured", "pass then", "wrong then", "pass now", "wrong now"], _file_rows(report)), ""]
    return "\n".join(lines)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """A Markdown table, a line each."""
    return ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]


def score_lines(scores: Scores) -> list[tuple[str, str]]:
    """The scores beyond pass and fail, as name and value."""
    shares: list[tuple[str, Share]] = [
        *((f"retrieval: answering passage among the first {depth}", scores.retrieval[depth]) for depth in DEPTHS),
        ("quotes that are verbatim sentences of their passage", scores.quotes),
        ("statements whose figures stand in the quote", scores.figures),
        ("answers in the question's scope", scores.scope),
        ("yes and no right", scores.polarity),
        ("refusals that were right (precision)", scores.refused_rightly),
        ("questions to refuse that were refused (recall)", scores.refusals_made),
    ]
    return [(name, shown(share)) for name, share in shares] + [("milliseconds an answer, median", f"{scores.ms:.0f}" if scores.ms is not None else "–")]


def shown(share: Share) -> str:
    """A share as "3/4 (75%)", or a dash when there was nothing to measure."""
    return f"{share} ({share.value:.0%})" if share.of else "–"


def _kind_rows(report: Report) -> list[list[str]]:
    rows = []
    for kind, scores in [*report.kinds.items(), ("all", report.total)]:
        grades = scores.grades
        row = [kind, shown(grades.passed), shown(grades.lead), str(grades.wrong.hit), shown(grades.cited), f"{grades.words:.0f}"]
        for of_kind in report.baseline.values():
            other = of_kind[kind].grades
            row.append(f"{shown(other.passed)}, {other.wrong.hit}")
        rows.append(row)
    return rows


def _score_rows(report: Report) -> list[list[str]]:
    columns = [score_lines(report.total), *(score_lines(of_kind["all"]) for of_kind in report.baseline.values())]
    return [[cells[0][0], *(value for _, value in cells)] for cells in zip(*columns, strict=True)]


def _file_rows(report: Report) -> list[list[str]]:
    rows = []
    for name, scores in report.files.items():
        first, grades = report.first.get(name), scores.grades
        then = [f"{first.date}, `{first.commit}`", shown(Share(first.passed, first.of)), str(first.wrong)] if first else ["–", "–", "–"]
        rows.append([name, *then, shown(grades.passed), str(grades.wrong.hit)])
    return rows


def draw(path: Path, report: Report) -> None:
    """The share of questions that pass, by kind, the assistant beside the baselines, as a PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    kinds = [*report.kinds, "all"]
    series: dict[str, list[float]] = {"assistant": [_passed(report.total if kind == "all" else report.kinds[kind]) for kind in kinds]}
    series |= {f"baseline, {name}": [_passed(of_kind[kind]) for kind in kinds] for name, of_kind in report.baseline.items()}
    figure = Figure(figsize=(9, 1.2 + 0.38 * len(kinds)), layout="constrained")
    FigureCanvasAgg(figure)
    axes: Any = figure.add_subplot()
    height = 0.8 / len(series)
    for number, ((name, values), color) in enumerate(zip(series.items(), ("#1f5fa8", "#c9ced6", "#8f98a6"), strict=False)):
        places = [row + (number - (len(series) - 1) / 2) * height for row in range(len(kinds))]
        axes.barh(places, [100 * value for value in values], height, label=name, color=color)
    axes.set_yticks(range(len(kinds)), [f"{kind} ({(report.total if kind == 'all' else report.kinds[kind]).grades.passed.of})" for kind in kinds])
    axes.invert_yaxis()
    axes.set_xlim(0, 100)
    axes.set_xlabel("questions that pass, percent")
    axes.legend(loc="upper center", bbox_to_anchor=(0.5, 1.08), ncols=3, frameon=False)
    axes.spines[["top", "right"]].set_visible(False)
    figure.savefig(path, dpi=130, metadata={"Software": None})


def _passed(scores: Scores) -> float:
    return scores.grades.passed.value
