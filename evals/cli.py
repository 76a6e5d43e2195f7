"""The command `endorse-evals`: measure the assistant, the baseline and made-up corpora. Nothing heavy is imported before it is needed."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from corpus.errors import EndorsementError

app = typer.Typer(help="Measure the quality of answers.", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
Data = Annotated[Path | None, typer.Option("--data", help="Where the index lives; the default index is built when there is none.")]
AsJson = Annotated[bool, typer.Option("--json", help="Scores as JSON instead of tables.")]
Files = Annotated[list[Path] | None, typer.Argument(help="Question files; the gold set and the batches when left out.")]
Fails = Annotated[int, typer.Option("--fails", min=0, help="Show this many questions that fail.")]
CHANGED = 8
"""Exit code of `replay --check` when an answer changed."""
HERE = Path(__file__).resolve().parent


@app.command()
def run(
    files: Files = None,
    data: Data = None,
    as_json: AsJson = False,
    report: Annotated[Path | None, typer.Option("--report", help="Write a Markdown report here, with the baseline and a plot beside it.")] = None,
    fails: Fails = 0,
    answers: Annotated[Path | None, typer.Option("--answers", help="Grade these lines of `endorse ask --batch` instead of asking.")] = None,
) -> None:
    """Ask the questions and grade the answers."""
    from evals import commands

    commands.run(files or [], data, as_json, report, fails, answers)


@app.command()
def baseline(files: Files = None, data: Data = None, as_json: AsJson = False) -> None:
    """Grade the usual pipeline (chunks, embeddings, nearest neighbours) on the same documents and questions."""
    from evals import commands

    commands.baseline(files or [], data, as_json)


@app.command()
def madeup(
    seed: Annotated[int, typer.Option("--seed", help="The same seed gives the same guidelines and questions.")],
    out: Annotated[Path, typer.Option("--out", help="Folder for corpus/ and questions.jsonl.")],
    as_json: AsJson = False,
    fails: Fails = 0,
) -> None:
    """Write made-up guidelines, build an index of them in a temporary folder, ask about them and grade the answers."""
    from evals import commands

    commands.madeup(seed, out, as_json, fails)


@app.command()
def documents(
    sets: Annotated[list[Path] | None, typer.Argument(help="Folders with docs/ and questions.jsonl; those of evals/documents when left out.")] = None,
    as_json: AsJson = False,
    fails: Fails = 0,
    thresholds: Annotated[Path | None, typer.Option("--thresholds", help="The least scores; exit code 1 when one is not reached.")] = None,
) -> None:
    """Index made-up guidelines as they are (PDF, Word, web page, Markdown, text), ask about them and grade the answers."""
    from evals import commands

    short = commands.documents(sets or [], as_json, fails, thresholds)
    for line in short:
        typer.echo(line)
    if short:
        raise typer.Exit(1)


@app.command()
def check(
    data: Data = None,
    questions: Annotated[Path | None, typer.Option("--questions", help="The question file that is run.", show_default="all of the project's")] = None,
    thresholds: Annotated[Path, typer.Option("--thresholds", help="The least scores.")] = HERE / "thresholds.json",
) -> None:
    """Run the project's questions; exit code 1 with a list of what fell when a score is below its threshold."""
    from evals import commands

    short = commands.check(data, questions, thresholds)
    for line in short:
        typer.echo(line)
    if short:
        raise typer.Exit(1)
    typer.echo("all scores are at or above their thresholds")


@app.command()
def replay(
    before: Annotated[str | None, typer.Option("--before", help="Index to compare with: its name or how it begins.", show_default="the one before")] = None,
    after: Annotated[str, typer.Option("--after", help="Index to sign off: its name, how it begins, or 'previous'.")] = "current",
    data: Data = None,
    questions: Annotated[list[Path] | None, typer.Option("--questions", help="Recorded questions too: JSONL with id and turns.")] = None,
    out: Annotated[Path, typer.Option("--out", help="Folder for replay.md and replay.html.")] = Path("replay"),
    gold: Annotated[bool, typer.Option("--gold/--no-gold", help="Ask the project's own questions.")] = True,
    check: Annotated[bool, typer.Option("--check", help="End with exit code 8 if an answer changed.")] = False,
) -> None:
    """Ask two indexes the same questions and list each answer that changed, side by side, to be signed off."""
    from evals import commands
    from evals.replay_report import counted

    made = commands.replay(before, after, data, questions or [], out, gold)
    typer.echo(counted(made))
    if check and made.changed():
        raise typer.Exit(CHANGED)


@app.command()
def interrupt(
    points: Annotated[int, typer.Option("--points", min=1, help="How many builds are killed.")] = 100,
    passages: Annotated[int, typer.Option("--passages", min=2, help="How many passages the made-up corpus has.")] = 10_000,
    seed: Annotated[int, typer.Option("--seed", help="The same seed kills at the same points.")] = 1,
) -> None:
    """Kill builds at random points; after each, a restart must serve a complete old or new index. Exit code 1 if one does not."""
    from evals import commands

    proof = commands.interrupt(points, passages, seed)
    for line in (*proof.faults, proof.line()):
        typer.echo(line)
    if proof.faults:
        raise typer.Exit(1)


@app.command()
def load(
    people: Annotated[int, typer.Option("--people", min=1, max=1000, help="How many people ask with pauses.")] = 50,
    pause: Annotated[float, typer.Option("--pause", min=0, max=600, help="Seconds between two questions of one person, on average.")] = 10,
    seconds: Annotated[float, typer.Option("--seconds", min=1, max=3600, help="How long they go on.")] = 120,
    at_once: Annotated[int, typer.Option("--at-once", min=1, max=2000, help="How many people then ask at the same moment.")] = 200,
    soak: Annotated[int, typer.Option("--soak", min=0, max=100_000, help="Questions in a row after that, to see whether memory grows.")] = 0,
    url: Annotated[str | None, typer.Option("--url", help="A server on this machine.", show_default="one that is started for it")] = None,
    data: Data = None,
    report: Annotated[Path | None, typer.Option("--report", help="Write a Markdown report here.")] = None,
) -> None:
    """Have many people ask `endorse serve` at the same time. Exit code 1 if one gets an error, or what another asked for."""
    from evals import load_run
    from evals.load import Plan

    faults = load_run.run(Plan(people, pause, seconds, at_once, soak=soak), url, data, report)
    for line in faults:
        typer.echo(line)
    if faults:
        raise typer.Exit(1)


def main() -> None:
    """Run the command; an error is one message and an exit code of its own."""
    try:
        app()
    except EndorsementError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
