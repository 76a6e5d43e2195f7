"""The processes of the interruption proof, each started by `evals.interrupt`: one builds until it is killed, one opens what is there and answers.

python -m evals.interrupt_child build DATA CORPUS [OPERATION]     kills itself at that file operation below DATA, counted from 1
python -m evals.interrupt_child serve DATA CORPUS
"""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from typing import Any

from assistant.application import build, open_assistant
from assistant.settings import Settings, load_settings
from evals.interrupt_corpus import FIGURE, MODEL, QUESTION, HashEncoder
from index.build import probe_opened
from index.embedding import Encoder

READY, DONE = "ready", "done"
OPERATIONS = frozenset({"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.scandir", "os.listdir", "shutil.rmtree", "shutil.copyfile"})


class Counter:
    """Counts what Python does with files below a directory, and ends the process without warning at one of them."""

    def __init__(self, data: Path, last: int | None) -> None:
        self.count, self._data, self._last = 0, str(data), last

    def __call__(self, event: str, args: tuple[Any, ...]) -> None:
        """Take note of one event of the interpreter."""
        if event in OPERATIONS and any(isinstance(arg, str | os.PathLike) and os.fspath(arg).startswith(self._data) for arg in args[:2]):
            self.count += 1
            if self.count == self._last:
                os.kill(os.getpid(), signal.SIGKILL)


def encoder(folder: Path, name: str) -> Encoder:
    """The model that costs nothing."""
    return HashEncoder()


def run_build(settings: Settings, last: int | None) -> None:
    """Build; each step is named on standard output as it begins, the number of file operations at the end."""
    counter, steps = Counter(settings.data, last), set[str]()

    def told(step: str, done: int, total: int) -> None:
        if step not in steps:
            steps.add(step)
            print(step, flush=True)

    print(READY, flush=True)
    sys.addaudithook(counter)
    build(settings, told, encoder)
    print(f"{DONE} {counter.count}", flush=True)


def run_serve(settings: Settings) -> None:
    """Open the current index as a server does when it starts, and say what it holds and answers, as JSON."""
    assistant = open_assistant(settings, encoder=encoder)
    retriever = assistant.retriever
    probe_opened(retriever)
    answer = assistant.ask([QUESTION])
    held = {figure for passage in retriever.passages for figure in FIGURE.findall(passage.text)}
    quoted = {figure for citation in answer.citations for figure in FIGURE.findall(citation.quote)}
    print(json.dumps({"name": retriever.manifest.name, "passages": len(retriever.passages), "held": sorted(held), "answered": sorted(quoted)}))
    retriever.close()


def main() -> None:
    """Run what the arguments name."""
    task, data, corpus, *last = sys.argv[1:]
    settings = load_settings(data=Path(data), corpus=(Path(corpus),), model=MODEL)
    if task == "serve":
        run_serve(settings)
    else:
        run_build(settings, int(last[0]) if last else None)


if __name__ == "__main__":
    main()
