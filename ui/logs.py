"""What the server writes of its work: time, route, status, duration and the passages that were cited, never what was asked or answered."""

from __future__ import annotations

import logging
from pathlib import Path

from assistant.answer import Answer

OURS = frozenset({"assistant", "corpus", "index", "ui", "uvicorn"})
"""The loggers whose messages are written as they are: none of them holds words of a client's. Of another's only its place is written."""
FORMAT = "%(asctime)s %(levelname)s %(message)s"
logger = logging.getLogger(__name__)


class Discreet(logging.Formatter):
    """Tells where an error was raised, not its message or the lines around it: these may hold words of a question."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        error = record.exc_info[1] if record.exc_info else None
        plain = logging.makeLogRecord({**record.__dict__, "exc_info": None, "exc_text": None, "stack_info": None})
        if record.name.split(".")[0] not in OURS:
            plain.msg, plain.args = f"{record.name} at {record.filename}:{record.lineno}", ()
        else:
            plain.msg, plain.args = record.getMessage().rstrip(), ()
        return super().format(plain) + (f" ({place(error)})" if error else "")


def write_logs() -> None:
    """Have the process write its log to standard error: what this project and uvicorn tell, and warnings of others without their words."""
    said = logging.StreamHandler()
    said.setFormatter(Discreet(FORMAT))
    for name in OURS:
        log = logging.getLogger(name)
        log.addHandler(said)
        log.setLevel(logging.INFO)
        log.propagate = False
    logging.getLogger().addHandler(said)
    logging.captureWarnings(True)


def note_answer(route: str, answer: Answer, seconds: float) -> None:
    """Log that a question was answered, from which passages; `route` names the surface it was asked on."""
    cited = ", ".join(dict.fromkeys(" ".join(citation.passage.split()) for citation in answer.citations))
    logger.info("%s %s %.0f ms cites %s", route, answer.status.value, seconds * 1000, cited or "nothing")


def place(error: BaseException) -> str:
    """Where an error was raised and its kind: its message may hold words of a question."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{where}"
