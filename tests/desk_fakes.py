"""A desk over the made-up corpus of `ui_fakes`: an account, a browser that is logged in, and an index that is built by changing a vocabulary."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from fastapi import FastAPI
from starlette.testclient import TestClient
from ui_fakes import RuleAssistant

from assistant.answer import Answer
from assistant.assistant import Choice
from corpus.errors import QuestionError
from corpus.vocabulary import load_vocabulary
from index.passages import Passage
from ui.desk.desk import Helpdesk
from ui.desk.taking import Takeover
from ui.documents import build_documents
from ui.gate import Gate
from ui.limits import Rates
from ui.records.records import KeptQuestion, Records, open_records

NAME, PASSWORD = "Ruth Keller", "correct horse battery"
OWN = {"Origin": "http://testserver"}
LETTER = """Hello,

my name is Petra Quistelhoff and I work in Northvale. How many hours of training do I need?
Do I need references?

You can reach me at 555-201-3344 or petra.quistelhoff@example.org.

Petra Quistelhoff"""
SECRETS = ("Petra", "Quistelhoff", "555-201-3344", "petra.quistelhoff")


class Clock:
    """A time that a test sets."""

    def __init__(self) -> None:
        self.moment = datetime(2031, 6, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.moment

    def forward(self, **spent: float) -> None:
        self.moment += timedelta(**spent)


class DeskAssistant(RuleAssistant):
    """The rule assistant; "unclear" is refused too, its documents can be changed, and an association that a question names by an alias is understood."""

    def ask(self, turns: Sequence[str], choice: Choice | None = None) -> Answer:
        if "unclear" in turns[-1]:
            raise QuestionError("the question is not text; type it again")
        named = [key for key, entry in self.retriever.vocabulary.associations.items() if any(alias.lower() in turns[-1].lower() for alias in entry.aliases)]
        turns = [turn.replace(" need", " want") for turn in turns]  # "need" would ask for a checklist
        return super().ask(turns, choice if choice and choice.associations else Choice(associations=tuple(named[:1])))

    def reworded(self, change: dict[str, str]) -> None:
        """Go over to documents in which words have changed."""

        def told(passage: Passage) -> Passage:
            text, sentences = passage.text, passage.sentences
            for old, new in change.items():
                text, sentences = text.replace(old, new), tuple(sentence.replace(old, new) for sentence in sentences)
            return replace(passage, text=text, sentences=sentences)

        self.retriever = SimpleNamespace(passages=tuple(map(told, self.retriever.passages)), vocabulary=self.retriever.vocabulary)

    def renamed(self, folders: Iterable[Path]) -> None:
        """Go over to the vocabulary of the folders."""
        self.retriever = SimpleNamespace(passages=self.retriever.passages, vocabulary=load_vocabulary(folders))


class Building:
    """Builds the index of a `DeskAssistant`: it learns the vocabulary of the shelf. `fail` and `hold` say how that goes."""

    def __init__(self, assistant: DeskAssistant, corpus: Path, shelf: Path) -> None:
        self.assistant, self.folders = assistant, (corpus, shelf)
        self.fail: Exception | None = None
        self.go = threading.Event()
        self.go.set()
        self.times = 0

    def __call__(self) -> None:
        self.times += 1
        assert self.go.wait(10)
        if self.fail is not None:
            raise self.fail
        self.assistant.renamed(self.folders)


class Rig:
    """A whole desk in a folder: assistant, database, takeover, application."""

    def __init__(self, folder: Path, *, building: bool = True) -> None:
        corpus, self.shelf = folder / "corpus", folder / "documents"
        corpus.mkdir()
        self.clock = Clock()
        self.assistant = DeskAssistant(corpus)
        self.url = f"sqlite:///{folder / 'desk.sqlite3'}"
        self.records: Records = open_records(self.url, now=self.clock)
        self.records.accounts.add(NAME, PASSWORD)
        self.build = Building(self.assistant, corpus, self.shelf)
        self.takeover = Takeover(self.shelf, self.build) if building else None
        self.helpdesk = Helpdesk(self.assistant, self.records, self.takeover, self.today)
        self.app = FastAPI()
        self.app.add_middleware(Gate, rates=Rates(burst=10_000), largest=16_384)
        self.app.include_router(self.helpdesk.router)
        self.app.include_router(build_documents(self.helpdesk.assistant, self.helpdesk.staff_answer, self.today))

    def today(self) -> date:
        return self.clock().date()

    def close(self) -> None:
        self.build.go.set()
        if self.takeover is not None:
            self.takeover.wait(10)
        self.records.close()

    def keep(self, question: str, kind: str = "sent", **said: Any) -> int:
        """Have a visitor send a question; what the server found out of it is given."""
        told: dict[str, Any] = {"turns": (), "status": "answered", "cited": (), "associations": (), "categories": (), "terms": (), "site": "", **said}
        return self.records.queue.keep(KeptQuestion(id=0, kind=kind, question=question, **told))  # type: ignore[arg-type]


class Visitor:
    """A browser at the desk: it sends what a browser sends, and brings the token of the last page along."""

    def __init__(self, rig: Rig, base: str = "http://testserver") -> None:
        self.client = TestClient(rig.app, base_url=base, raise_server_exceptions=False)
        self.origin = base
        self.token = ""

    def get(self, path: str, **options: Any) -> Any:
        return self._seen(self.client.get(path, **options))

    def post(self, path: str, data: dict[str, Any] | None = None, **options: Any) -> Any:
        headers = {"Origin": self.origin, **options.pop("headers", {})}
        return self._seen(self.client.post(path, data={"token": self.token, **(data or {})}, headers=headers, **options))

    def log_in(self, name: str = NAME, password: str = PASSWORD, **more: str) -> Any:
        return self.post("/helpdesk/login", {"name": name, "password": password, **more})

    def _seen(self, reply: Any) -> Any:
        if found := re.search(r'name="token" value="([^"]+)"', reply.text):
            self.token = found.group(1)
        return reply


def logged_in(rig: Rig) -> Visitor:
    """A visitor of the staff."""
    visitor = Visitor(rig)
    assert visitor.log_in().status_code == 200
    return visitor


def fields(page: str) -> dict[str, Any]:
    """What the form of a reply would send: hidden fields, questions and reply."""
    found = {unescape(name): unescape(value) for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)}
    found.update({unescape(name): unescape(text) for name, text in re.findall(r'<textarea[^>]* name="([^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.S)})
    return found


def words(page: str) -> str:
    """What a page says, without its markup."""
    main = re.sub(r"<(script|style|textarea|title)[^>]*>.*?</\1>", " ", page, flags=re.S)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())
