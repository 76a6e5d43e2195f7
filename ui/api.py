"""The programming interface: questions as JSON, answers as JSON or as a stream of events. Nothing of a question is kept or logged."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import nullcontext
from typing import Any, TypeVar

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Mount

from assistant.answer import Answer
from assistant.assistant import Choice
from corpus.errors import EndorsementError, RecordsError
from ui.asking import as_dict
from ui.limits import Workers, outlasted
from ui.logs import note_answer
from ui.logs import place as place
from ui.messages import Asked, Refused, Replied, Sent, fault
from ui.metrics import GONE, Metrics
from ui.streaming import events
from ui.visit import Answering, Lending

T = TypeVar("T")
BUSY = "too many questions are being answered at this moment; try again in a few seconds"
TOO_LARGE = "the body is too large; shorten it"
FAILED = "something went wrong while answering; try again, and if it happens again tell whoever runs this server"
KEPT = "/api/kept"
FRESH = {"Cache-Control": "no-store"}
REFUSALS: dict[int | str, dict[str, Any]] = {
    403: {"model": Refused, "description": "The page that asks is of an origin that may not."},
    413: {"model": Refused, "description": "The body is too large."},
    422: {"model": Refused, "description": "The question cannot be read; `error` says why."},
    429: {"model": Refused, "description": "This address has asked too much; `Retry-After` says when to go on."},
    503: {"model": Refused, "description": "Too many questions at this moment; `Retry-After` says when to go on."},
}
EVENT = (
    'event: statement\ndata: {"text": "At least 71 clock hours of training.", "citations": [1], '
    '"label": "", "topic": "training", "item": false, "layout": "text"}\n\n'
)
STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events in this order: `scope` once, `statement` for each, `citations` once, `end` once; each holds a JSON object or array.",
        "content": {"text/event-stream": {"example": EVENT}},
    }
}
logger = logging.getLogger(__name__)


class Answerer:
    """Has questions answered by the workers."""

    def __init__(self, assistant: Answering, workers: Workers, metrics: Metrics) -> None:
        self.assistant, self.workers, self.metrics = assistant, workers, metrics

    async def answer(self, asked: Asked, request: Request) -> tuple[Answer, float] | Response:
        """The answer and how many milliseconds it took, or what to reply instead."""
        if unknown := self.unknown(asked):
            return unknown
        told = await self.done(self._work(asked), request)
        if not isinstance(told, Response):
            self.metrics.answers[told[0].status.value] += 1
            note_answer(request.url.path, told[0], told[1] / 1000)
        return told

    def unknown(self, asked: Asked | Sent) -> Response | None:
        """What to reply when a body names an association or category that the vocabulary does not know."""
        known = self.assistant.retriever.vocabulary
        for name, keys, held in (("associations", asked.associations, known.associations), ("categories", asked.categories, known.categories)):
            if not set(keys) <= set(held):
                return refusal(422, f'"{name}" names one that is not known here')
        return None

    async def done(self, work: Callable[[], T], request: Request) -> T | Response:
        """What a piece of work came to, done by the workers, or what to reply instead."""
        future = self.workers.start(work)
        if future is None:
            return refusal(503, BUSY, {"Retry-After": str(self.workers.retry())})
        try:
            told = await outlasted(future, request.is_disconnected)
        except EndorsementError as error:
            if not isinstance(error, RecordsError):
                return refusal(422, str(error))
            logger.error("the database could not be used: %s", place(error))
            return refusal(500, FAILED)
        except Exception as error:
            logger.error("a question could not be answered: %s", place(error))
            return refusal(500, FAILED)
        return Response(status_code=GONE) if told is None else told

    def _work(self, asked: Asked) -> Callable[[], tuple[Answer, float]]:
        def work() -> tuple[Answer, float]:
            started = time.perf_counter()
            assistant = self.assistant
            with assistant.borrow() if isinstance(assistant, Lending) else nullcontext(assistant) as answering:
                answer = answering.ask(asked.turns, Choice(tuple(asked.associations), tuple(asked.categories), presumed=asked.presumed))
            return answer, (time.perf_counter() - started) * 1000

        return work


def build_api(answerer: Answerer) -> APIRouter:
    """The routes under /api."""
    api = APIRouter(prefix="/api", tags=["questions"], responses=REFUSALS)

    @api.post("/ask", response_model=Replied, summary="Answer the last turn of a conversation")
    async def ask(asked: Asked, request: Request) -> Response:
        """The whole answer. Each sentence rests on the citations; a citation quotes its sentence and links to it in its document."""
        told = await answerer.answer(asked, request)
        return told if isinstance(told, Response) else JSONResponse(as_dict(*told, linked=True), headers=FRESH)

    @api.post("/ask/stream", response_class=StreamingResponse, responses=STREAMED, summary="Answer the last turn of a conversation, as events")
    async def stream(asked: Asked, request: Request) -> Response:
        """The same answer as server-sent events."""
        told = await answerer.answer(asked, request)
        if isinstance(told, Response):
            return told
        return StreamingResponse(events(*told), media_type="text/event-stream", headers={**FRESH, "X-Accel-Buffering": "no"})

    return api


def refuse_plainly(app: FastAPI) -> None:
    """Have every error of an application told as {"error": "plain words"}."""

    async def invalid(request: Request, error: Exception) -> Response:
        body = Sent if request.url.path.startswith(KEPT) else Asked
        return refusal(422, fault(error.errors(), body) if isinstance(error, RequestValidationError) else FAILED)

    async def refused(_: Request, error: Exception) -> Response:
        said = {
            400: "the body is not JSON",
            404: "there is nothing here",
            405: "this address is asked in another way",
            413: TOO_LARGE,
        }
        status = error.status_code if isinstance(error, HTTPException) else 500
        return refusal(status, said.get(status, FAILED), dict((error.headers if isinstance(error, HTTPException) else None) or {}))

    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, refused)


def refuse_large_plainly(app: FastAPI) -> None:
    """Have the applications that are mounted in an application tell of a body that is too large as that one does; their other errors stay theirs."""

    async def refused(_: Request, __: Exception) -> Response:
        return refusal(413, TOO_LARGE)

    for route in app.routes:
        if isinstance(route, Mount) and isinstance(route.app, Starlette):
            route.app.add_exception_handler(413, refused)


def refusal(status: int, said: str, headers: dict[str, str] | None = None) -> Response:
    """An error as every route tells it."""
    return JSONResponse({"error": said}, status, {**FRESH, **(headers or {})})
