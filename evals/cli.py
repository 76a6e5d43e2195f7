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


def main() -> None:
    """Run the command; an error is one message and an exit code of its own."""
    try:
        app()
    except EndorsementError as error:
        typer.echo(f"error: {error}", err=True)
        sys.exit(error.exit_code)


if __name__ == "__main__":
    main()
