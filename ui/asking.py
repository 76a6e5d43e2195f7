"""Asking from the command line: one question in colour or as JSON, or a file of questions."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any, TextIO

from assistant.answer import Answer
from assistant.assistant import Assistant
from corpus.errors import EndorsementError, QuestionError
from ui.anchors import document_link
from ui.render import plain, sources

FAULTY_LINES = 6
"""Exit code when some lines of a batch could not be read and the rest was answered."""


def as_dict(answer: Answer, milliseconds: float, linked: bool = False) -> dict[str, Any]:
    """The answer in the shape that other programs read (fixed).

    Args:
        answer: What is told.
        milliseconds: How long it took.
        linked: Whether each citation also has its `number`, its `passage` and the address of its `document` on the server, which has no name of its own.
    """
    scope = answer.understood
    citations = [{"sheet": c.sheet, "source": c.source, "heading": c.heading, "quote": c.quote, "url": c.url, "page": c.page} for c in answer.citations]
    links = [{"number": c.number, "passage": c.passage, "document": document_link(c)} if linked else {} for c in answer.citations]
    return {
        "status": str(answer.status),
        "text": plain(answer),
        "citations": [{**citation, **link} for citation, link in zip(citations, links, strict=True)],
        "scope": {"associations": list(scope.associations), "categories": list(scope.categories), "part": scope.part, "topics": list(scope.topics)},
        "ms": round(milliseconds, 1),
    }


def ask_one(assistant: Assistant, question: str, as_json: bool) -> None:
    """Answer one question on the terminal."""
    started = time.perf_counter()
    answer = assistant.ask([question])
    spent = (time.perf_counter() - started) * 1000
    if as_json:
        print(json.dumps(as_dict(answer, spent), ensure_ascii=False))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False)
    console.print(Text(plain(answer), style="bold" if answer.citations else "yellow"))
    lines = sources(answer)
    if lines:
        console.print(Text("\nSources", style="dim"))
    for line in lines:
        console.print(Text(line, style="dim"))


def ask_batch(assistant: Assistant, path: Path, out: TextIO) -> int:
    """Answer each line of a file, in order; lines that cannot be read are named on standard error and the rest is answered.

    Returns:
        The exit code: 0, or `FAULTY_LINES` when a line could not be read.
    """
    try:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError as error:
        raise QuestionError(f"{path}: cannot be read ({error.strerror}); name a file with a JSON object a line") from error
    faulty = 0
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            key, turns = _question(line)
            started = time.perf_counter()
            answer = assistant.ask(turns)
            record = {"id": key, **as_dict(answer, (time.perf_counter() - started) * 1000)}
        except EndorsementError as error:
            faulty += 1
            print(f"endorse: {path}:{number}: {error}", file=sys.stderr)
            continue
        print(json.dumps(record, ensure_ascii=False), file=out, flush=True)
    return FAULTY_LINES if faulty else 0


def _question(line: str) -> tuple[str, list[str]]:
    try:
        data = json.loads(line)
    except ValueError as error:
        raise QuestionError(f'not JSON ({error}); each line is {{"id": …, "turns": […]}}') from error
    turns = data.get("turns") if isinstance(data, dict) else None
    if not isinstance(turns, list) or not turns or not all(isinstance(turn, str) for turn in turns) or "id" not in data:
        raise QuestionError('needs "id" and "turns", a list of texts; each line is {"id": …, "turns": […]}')
    return data["id"], turns
