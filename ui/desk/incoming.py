"""The queue: questions that visitors sent, answers that they marked, and words that were not understood."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Request
from starlette.responses import Response

from assistant.answer import Answer
from assistant.assistant import Choice
from corpus.errors import EndorsementError
from ui.api import place
from ui.desk.access import HOME
from ui.desk.letterwork import UNANSWERED
from ui.desk.library import borrowed
from ui.desk.naming import choices
from ui.desk.rendering import Pages, leave
from ui.desk.routing import Guard, call_of, desk_router
from ui.records.queue import KeptQuestion
from ui.records.records import Records
from ui.render import plain, sources
from ui.visit import Answering

EACH = 10
"""Questions on a page: each is asked again when it is shown."""
GROUPS = 40
"""Words that were not understood on a page, those that most asked about."""
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Entry:
    """A question with what is answered to it now.

    Attributes:
        text: Question and answer with its sources, to be copied.
        changed: Whether the answer is another one than the visitor was shown.
    """

    kept: KeptQuestion
    answer: Answer | None
    failure: str
    text: str
    changed: bool


def build_queue(guard: Guard, pages: Pages, assistant: Answering, records: Records) -> APIRouter:
    """The route /helpdesk/queue."""
    queue = desk_router(guard)

    @queue.get("/queue")
    def waiting(request: Request) -> Response:
        asked = request.query_params
        held = sorted([*records.queue.waiting("sent"), *records.queue.waiting("unhelpful")], key=lambda kept: kept.id)
        last = max(1, -(-len(held) // EACH))
        number = min(last, int(asked["page"])) if asked.get("page", "").isdecimal() and len(asked["page"]) < 5 else 1
        number = max(1, number)
        refused = records.queue.refused()
        shown = {
            "entries": answered_again(assistant, held[(number - 1) * EACH : number * EACH]),
            "number": number,
            "last": last,
            "count": len(held),
            "helpful": records.queue.waiting("helpful"),
            "refused": refused[:GROUPS],
            "words": len(refused),
            "choices": choices(assistant.retriever.vocabulary),
            "vocabulary": assistant.retriever.vocabulary,
            "days": records.keep_days,
            "done": asked.get("done", ""),
        }
        return pages.page("queue", call_of(request), **shown)

    @queue.post("/queue/helpful")
    def settle_helpful(request: Request) -> Response:
        records.queue.settle_all([kept.id for kept in records.queue.waiting("helpful")], call_of(request).who)
        return leave(f"{HOME}/queue?done=helpful")

    @queue.post("/queue/{number}")
    def change(number: int, request: Request) -> Response:
        call, step = call_of(request), call_of(request).text("do")
        if step == "settle":
            records.queue.settle(number, call.who)
        elif step == "delete":
            records.queue.forget(number)
        done = {"settle": "settled", "delete": "deleted"}.get(step, "")
        return leave(f"{HOME}/queue?done={done}&page={max(1, call.number('page'))}")

    return queue


def answered_again(assistant: Answering, held: Sequence[KeptQuestion]) -> list[Entry]:
    """The questions, each with the answer of now."""
    with borrowed(assistant) as answering:
        return [_entry(answering, kept) for kept in held]


def _entry(answering: Answering, kept: KeptQuestion) -> Entry:
    try:
        answer = answering.ask([*kept.turns, kept.question], Choice(kept.associations, kept.categories))
    except EndorsementError as error:
        return Entry(kept, None, str(error), kept.question, False)
    except Exception as error:
        logger.error("a question of the queue could not be answered: %s", place(error))
        return Entry(kept, None, UNANSWERED, kept.question, False)
    changed = (str(answer.status), {citation.passage for citation in answer.citations}) != (kept.status, set(kept.cited))
    text = "\n".join([kept.question, "", plain(answer, marks=True), *([""] if answer.citations else []), *sources(answer)])
    return Entry(kept, answer, "", text, changed)
