"""The command line: `endorse ask`, `endorse index …`, `endorse corpus …`, `endorse desk …`, `endorse serve`. Heavy imports wait until a command needs them."""

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
corpus_app = typer.Typer(help="Check guideline sheets, and list where documents disagree.", no_args_is_help=True)
desk_app = typer.Typer(help="Say who may log in at the desk, and delete what is past its days.", no_args_is_help=True)
app.add_typer(index_app, name="index")
app.add_typer(corpus_app, name="corpus")
app.add_typer(desk_app, name="desk")

Data = Annotated[Path | None, typer.Option("--data", help="Where the index lives.", show_default="ENDORSE_DATA, or the user's data folder")]
Corpus = Annotated[
    list[Path] | None, typer.Option("--corpus", help="Folder of guideline sheets or documents; may be given several times.", show_default="the shipped sheets")
]
Name = Annotated[str, typer.Argument(help="The account's name; upper and lower case are the same.")]
PasswordFile = Annotated[
    Path | None, typer.Option("--password-file", help="File whose first line is the password.", show_default="asked for, or standard input")
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
    """Serve the chat page; a new index is taken over while it runs."""
    settings = _settings(data=data, host=host, port=port)
    with progress_bar() as progress:
        from assistant.application import open_live

        assistant = open_live(settings, progress)
    from ui.hosting import serve as serve_chat

    serve_chat(assistant, settings.host, settings.port, settings=settings)


@app.command()
def add(
    paths: Annotated[list[Path], typer.Argument(help="Documents (PDF, DOCX, HTML, Markdown, text) or folders of them.")],
    association: Annotated[str | None, typer.Option(help="Whose they are: a known name or abbreviation, or 'Full name (ABBR)' of a new one.")] = None,
    category: Annotated[str | None, typer.Option(help="The category (level) that they are about.")] = None,
    edition: Annotated[str | None, typer.Option(help="Their date: 2025, 2025-03 or 2025-03-18.")] = None,
    status: Annotated[str | None, typer.Option(help="current, superseded or draft.")] = None,
    url: Annotated[str | None, typer.Option(help="Where they can be had.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only print what was understood, how sure that is, and what it was read from.")] = False,
    data: Data = None,
) -> None:
    """Add documents to the index; exit code 3 when one of them cannot be read or is doubtful, the others are added."""
    from pydantic import ValidationError

    from corpus.sidecar import Sidecar
    from ui.adding import add_documents

    given = {"association": association, "category": category, "edition": edition, "status": status, "url": url}
    try:
        said = Sidecar.model_validate({key: value for key, value in given.items() if value is not None})
    except ValidationError as error:
        raise typer.BadParameter(f"--{error.errors()[0]['loc'][0]}: {error.errors()[0]['msg']}") from error
    with progress_bar() as progress:
        code = add_documents(_settings(data=data), paths, said, dry_run, progress)
    raise typer.Exit(code)


@app.command()
def remove(names: Annotated[list[str], typer.Argument(help="Names of documents that were added.")], data: Data = None) -> None:
    """Remove documents that were added, and build the index anew."""
    from ui.adding import remove_documents

    with progress_bar() as progress:
        remove_documents(_settings(data=data), names, progress)


@index_app.command("build")
def index_build(
    corpus: Corpus = None,
    data: Data = None,
    model: Annotated[str | None, typer.Option(help="Embedding model: a folder or hub name.", show_default="the packaged MiniLM")] = None,
    if_stale: Annotated[bool, typer.Option("--if-stale", help="Only when there is no index, or its corpus has changed.")] = False,
    held: Annotated[bool, typer.Option("--held", help="Leave the current index in use; `endorse index use` makes the new one current.")] = False,
) -> None:
    """Build the index of sheets and documents in a new directory, verify it, and switch to it; exit code 3 when a document is left out or doubtful."""
    from assistant.application import build, is_fresh

    settings = _settings(data=data, corpus=tuple(corpus) if corpus else None, model=model)
    if if_stale and is_fresh(settings):
        typer.echo(f"the index in {settings.data} is as new as its corpus, or was gone back to on purpose")
        return
    with progress_bar() as progress:
        read: list[Any] = []
        manifest = build(settings, progress, held=held, told=read.append)
    typer.echo(
        f"{manifest.guidelines} guidelines, {manifest.passages} passages, {manifest.embedded} of {manifest.entries} texts embedded; "
        f"index {manifest.name} in {settings.data}"
    )
    from rich.console import Console

    from ui.reporting import report_faults

    if code := report_faults(read[0].faults, read[0].documents, Console(stderr=True, highlight=False, soft_wrap=True)):
        raise typer.Exit(code)


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


@index_app.command("use")
def index_use(name: Annotated[str, typer.Argument(help="The index's name, or how it begins.")], data: Data = None) -> None:
    """Make an index that is there the current one, its files verified: one that was built with --held, or an earlier one."""
    from index.build import use

    typer.echo(f"current index: {use(_settings(data=data).data, name)}")


@corpus_app.command("check")
def corpus_check(
    corpus: Corpus = None,
    originals: Annotated[Path | None, typer.Option(help="Folder of the original documents with SOURCES.md: compares figures and wording both ways.")] = None,
) -> None:
    """Check sheets: form, headings, figures; with --originals also against the documents they restate."""
    from ui.checking import check_sheets

    raise typer.Exit(check_sheets(corpus or [], originals))


@corpus_app.command("conflicts")
def corpus_conflicts(corpus: Corpus = None) -> None:
    """List where current documents of one scope disagree, with both sentences; exit code 7 when some do, 0 when none does."""
    from ui.conflicts import list_conflicts

    raise typer.Exit(list_conflicts(corpus or []))


@desk_app.command("add")
def desk_add(name: Name, password_file: PasswordFile = None, data: Data = None) -> None:
    """Make an account for someone of the staff; asks for the password, or reads it from standard input."""
    from ui.accounts import add_account

    add_account(_settings(data=data), name, password_file)


@desk_app.command("password")
def desk_password(name: Name, password_file: PasswordFile = None, data: Data = None) -> None:
    """Set an account's password; it is logged out everywhere."""
    from ui.accounts import change_password

    change_password(_settings(data=data), name, password_file)


@desk_app.command("remove")
def desk_remove(name: Name, data: Data = None) -> None:
    """Remove an account; what it wrote stays."""
    from ui.accounts import remove_account

    remove_account(_settings(data=data), name)


@desk_app.command("names")
def desk_names(data: Data = None) -> None:
    """List the accounts, one name a line."""
    from ui.accounts import list_names

    list_names(_settings(data=data))


@desk_app.command("purge")
def desk_purge(data: Data = None) -> None:
    """Delete questions of visitors that are past their days, and log-ins that have ended."""
    from ui.accounts import purge_records

    purge_records(_settings(data=data))


def _settings(**given: Any) -> Settings:
    from assistant.settings import load_settings

    return load_settings(**given)


def _standard_input() -> str:
    return sys.stdin.buffer.read(200_000).decode("utf-8", errors="replace")


@contextmanager
def progress_bar() -> Iterator[Any]:
    """A progress bar on the terminal, drawn when there is something to wait for; silent where nobody watches.

    It shows how much is done, how many a second, and how long the rest will take.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        def render(self, task: Task) -> Text:
            speed = task.finished_speed or task.speed
            return Text(f"{speed:,.0f} a second" if speed and task.total != 1 else "", style="progress.data.speed")

    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Rate(), TimeRemainingColumn())
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
