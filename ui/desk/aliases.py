"""Other names: words of visitors that staff said the meaning of, and whether answers know them yet."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from corpus.errors import RecordsError
from corpus.vocabulary import Vocabulary
from corpus.words import words
from ui.desk.access import HOME, Call
from ui.desk.naming import choices, meaning, name_fault
from ui.desk.rendering import Pages, leave
from ui.desk.routing import Guard, call_of, desk_router
from ui.desk.shelved import SECTIONS
from ui.desk.taking import Takeover
from ui.records.aliases import Alias
from ui.records.records import Records
from ui.render import capital
from ui.visit import Answering

STATES = {
    "running": "being taken over",
    "used": "in use",
    "failed": "not in use: the index could not be built",
    "waiting": "not in use: the index must be built",
}


@dataclass(frozen=True, slots=True)
class Shown:
    """An alias, what it means in words, and whether answers know it: a key of `STATES`."""

    alias: Alias
    meaning: str
    state: str


def build_aliases(guard: Guard, pages: Pages, assistant: Answering, records: Records, takeover: Takeover | None) -> APIRouter:
    """The route /helpdesk/aliases."""
    names = desk_router(guard)

    def vocabulary() -> Vocabulary:
        return assistant.retriever.vocabulary

    def page(call: Call, status: int = 200, fault: str = "", done: str = "", **filled: str) -> Response:
        running, failure = takeover is not None and takeover.is_running, takeover.failure if takeover else ""
        under_way, known = running or (takeover is not None and takeover.is_settling), vocabulary()
        shown = [Shown(alias, meaning(known, alias.kind, alias.key), _state(alias, known, under_way, bool(failure))) for alias in records.aliases.all()]
        running = running or any(one.state == "running" for one in shown)
        here = {"can_build": takeover is not None, "running": running, "failure": failure, "choices": choices(known), "states": STATES}
        return pages.page("aliases", call, status, shown=shown, fault=fault, done=done, filled={"term": "", "meaning": "", **filled}, **here)

    def build() -> None:
        if takeover is not None:
            takeover.start(records.aliases.all, vocabulary)

    @names.get("/aliases")
    def listed(request: Request) -> Response:
        return page(call_of(request), done=request.query_params.get("done", ""))

    @names.post("/aliases")
    def add(request: Request) -> Response:
        call = call_of(request)
        term, value = " ".join(call.text("term").split()), call.text("meaning")
        fault = name_fault(term, value, vocabulary(), records.aliases.all(), assistant.retriever.passages)
        if not fault:
            try:
                kind, key = value.split(":", 1)
                records.aliases.add(term, kind, key, call.who)  # type: ignore[arg-type]
            except RecordsError as error:
                fault = f"{capital(str(error))}."
        if fault:
            return page(call, 422, fault, term=term, meaning=value)
        settle_group(records, term, call.who)
        build()
        return leave(f"{HOME}/aliases?done=added")

    @names.post("/aliases/build")
    def again(request: Request) -> Response:
        build()
        return leave(f"{HOME}/aliases?done=built")

    @names.post("/aliases/{number}/remove")
    def remove(number: int, request: Request) -> Response:
        if records.aliases.remove(number):
            build()
        return leave(f"{HOME}/aliases?done=removed")

    return names


def settle_group(records: Records, term: str, by: str) -> None:
    """Settle the waiting questions for which this term was all that was not understood."""
    given = words(term)
    records.queue.settle_terms(lambda other: words(other) == given, by)


def _state(alias: Alias, vocabulary: Vocabulary, running: bool, failed: bool) -> str:
    entry = getattr(vocabulary, SECTIONS[alias.kind]).get(alias.key)
    if entry is not None and alias.term in entry.aliases:
        return "used"
    return "running" if running else "failed" if failed else "waiting"
