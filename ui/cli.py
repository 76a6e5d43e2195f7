"""The command line: `endorse ask`, `endorse index …`, `endorse corpus …`, `endorse serve`. Heavy imports wait until a command needs them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from corpus.errors import EndorsementError

if TYPE_CHECKING:
    from assistant.settings import Settings

app = typer.Typer(
    pretty_exceptions_enable=False,
    help="Answers what infant mental health endorsement requires, from the associations' guidelines, with citations.",
    no_args_is_help=True,
    add_completion=False,
)
index_app = typer.Typer(help="Build, check and roll back the search index.", no_args_is_help=True)
corpus_app = typer.Typer(help="Check guideline sheets.", no_args_is_help=True)
app.add_typer(index_app, name="index")
app.add_typer(corpus_app, name="corpus")

Data = Annotated[Path | None, typer.Option("--data", help="Where the index lives.", show_default="ENDORSE_DATA, or the user's data folder")]
Corpus = Annotated[
    list[Path] | None, typer.Option("--corpus", help="Folder of guideline sheets; may be given several times.", show_default="the shipped sheets")
]


@app.command()
def ask(
    question: Annotated[str | None, typer.Argument(help="The question; '-' reads it from standard input.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the answer as JSON.")] = False,
    batch: Annotated[Path | None, typer.Option("--batch", help="Answer each line of a JSONL file; answers go to standard output.")] = None,
    data: Data = None,
) -> None:
    """Ask a question; the answer names association, edition and the sentence it rests on."""
    from ui.asking import ask_batch, ask_one

    if batch is not None and question is not None:
        raise typer.BadParameter("give a question or --batch, not both")
    if batch is None and question is None:
        raise typer.BadParameter('give a question, for example: endorse ask "How many training hours for Level II?"')
    settings = _settings(data=data)
    with progress_bar() as progress:
        from assistant.application import open_assistant

        assistant = open_assistant(settings, progress)
    if batch is not None:
        raise typer.Exit(ask_batch(assistant, batch, sys.stdout))
    ask_one(assistant, _standard_input() if question == "-" else str(question), as_json)


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.", show_default="127.0.0.1")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on.", show_default="7860")] = None,
    data: Data = None,
) -> None:
    """Serve the chat page."""
    settings = _settings(data=data, host=host, port=port)
    with progress_bar() as progress:
        from assistant.application import open_assistant

        assistant = open_assistant(settings, progress)
    from ui.hosting import serve as serve_chat

    serve_chat(assistant, settings.host, settings.port)


@index_app.command("build")
def index_build(
    corpus: Corpus = None,
    data: Data = None,
    model: Annotated[str | None, typer.Option(help="Embedding model: a folder or hub name.", show_default="the packaged MiniLM")] = None,
    if_stale: Annotated[bool, typer.Option("--if-stale", help="Only when there is no index, or its corpus has changed.")] = False,
) -> None:
    """Build the index of the sheets in a new directory, verify it, and switch to it."""
    from assistant.application import build, is_fresh

    settings = _settings(data=data, corpus=tuple(corpus) if corpus else None, model=model)
    if if_stale and is_fresh(settings):
        typer.echo(f"the index in {settings.data} is as new as its corpus")
        return
    with progress_bar() as progress:
        manifest = build(settings, progress)
    typer.echo(
        f"{manifest.guidelines} guidelines, {manifest.passages} passages, {manifest.embedded} of {manifest.entries} texts embedded; "
        f"index {manifest.name} in {settings.data}"
    )


@index_app.command("check")
def index_check(data: Data = None) -> None:
    """Verify the current index: hashes, counts, known answers, and whether it is as new as its corpus."""
    from assistant.application import check_fresh
    from index.build import probe
    from index.generations import current, read_manifest, verify

    settings = _settings(data=data)
    folder = current(settings.data)
    manifest = read_manifest(folder)
    verify(folder, manifest)
    check_fresh(settings, manifest)
    probe(folder, manifest)
    typer.echo(f"OK: index {manifest.name}, {manifest.passages} passages, {len(manifest.files)} files as built, {len(manifest.probes)} known answers found")


@index_app.command("rollback")
def index_rollback(data: Data = None) -> None:
    """Go back to the index before the current one."""
    from index.build import rollback

    typer.echo(f"current index: {rollback(_settings(data=data).data)}")


@corpus_app.command("check")
def corpus_check(
    corpus: Corpus = None,
    originals: Annotated[Path | None, typer.Option(help="Folder of the original documents with SOURCES.md: compares figures and wording both ways.")] = None,
) -> None:
    """Check sheets: form, headings, figures; with --originals also against the documents they restate."""
    from ui.checking import check_sheets

    raise typer.Exit(check_sheets(corpus or [], originals))


def _settings(**given: Any) -> Settings:
    from assistant.settings import load_settings

    return load_settings(**given)


def _standard_input() -> str:
    return sys.stdin.buffer.read(200_000).decode("utf-8", errors="replace")


@contextmanager
def progress_bar() -> Iterator[Any]:
    """A progress bar on the terminal, drawn when there is something to wait for; silent where nobody watches."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bar:
        tasks: dict[str, Any] = {}

        def advance(step: str, done: int, total: int) -> None:
            if step not in tasks:
                tasks[step] = bar.add_task(step, total=total)
            bar.update(tasks[step], completed=done, total=total)

        yield advance


def main() -> None:
    """Run the command; errors of the project are shown in one line and end with their exit code."""
    try:
        app()
    except EndorsementError as error:
        typer.secho(f"endorse: {error}", fg=typer.colors.RED, err=True)
        sys.exit(error.exit_code)
    except BrokenPipeError:
        sys.exit(0)
