"""The command `endorse-evals load`: a server, people who ask it, and the report."""

from __future__ import annotations

import asyncio
import os
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from corpus.errors import SettingsError
from evals.load import Plan, measure
from evals.load_report import markdown
from evals.load_server import Server, loopback, started
from evals.questions import load_questions
from evals.report import commit_of, now
from evals.running import default_files


def run(plan: Plan, url: str | None, data: Path | None, report: Path | None) -> list[str]:
    """Measure and report; what must not be, a line each.

    Raises:
        SettingsError: If the address is not on this machine, or memory is to be watched of a server that was not started here.
        StoreError: If the server does not begin to serve.
    """
    if url is not None and plan.soak:
        raise SettingsError("memory is only watched of a server that is started for it; leave out --url or --soak")
    questions = [question.turns for path in default_files() for question in load_questions(path)]
    busy = os.getloadavg()[0]
    with _ended_gently(), _there(url) if url is not None else started(data) as server:
        phases = asyncio.run(measure(server, plan, questions, lambda said: typer.echo(f"{said} …", err=True)))
    command = shlex.join(["endorse-evals", *(Path(word).name if word.startswith("/") else word for word in sys.argv[1:])])
    text = markdown(phases, now(), commit_of(Path(__file__).resolve().parent), command, busy)
    if report is not None:
        report.write_text(text, encoding="utf-8")
    typer.echo(text)
    return [f"{phase.name}: {fault}" for phase in phases for fault in phase.faults]


@contextmanager
def _there(url: str) -> Iterator[Server]:
    yield Server(loopback(url))


@contextmanager
def _ended_gently() -> Iterator[None]:
    """Within the block the signal to end is like Ctrl-C, so that the server is ended too."""
    before = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)
