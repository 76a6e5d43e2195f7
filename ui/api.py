"""The programming interface: questions as JSON, answers as JSON or as a stream of events. Nothing of a question is kept or logged."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response, StreamingResponse

from assistant.answer import Answer
from assistant.assistant import Choice
from corpus.errors import EndorsementError
from ui.asking import as_dict
from ui.limits import Workers, outlasted
from ui.messages import Asked, Refused, Replied, fault
from ui.metrics import GONE, Metrics
from ui.streaming import events
from ui.visit import Answering, Lending

RETRY = "2"
BUSY = "too many questions are being answered at this moment; try again in a few seconds"
TOO_LARGE = "the body is too large; shorten it"
FAILED = "something went wrong while answering; try again, and if it happens again tell whoever runs this server"
FRESH = {"Cache-Control": "no-store"}
REFUSALS: dict[int | str, dict[str, Any]] = {
    403: {"model": Refused, "description": "The page that asks is of an origin that may not."},
    413: {"model": Refused, "description": "The body is too large."},
    422: {"model": Refused, "description": "The question cannot be read; `error` says why."},
    429: {"model": Refused, "description": "This address has asked too much; `Retry-After` says when to go on."},
    503: {"model": Refused, "description": "Too many questions at this moment; `Retry-After` says when to go on."},
}
EVENT = 'event: statement\ndata: {"text": "At least 71 clock hours of training.", "citations": [1], "label": "", "topic": "training", "item": false}\n\n'
STREAMED: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "Events in this order: `scope` once, `statement` for each, `citations` once, `end` once; each holds a JSON object or array.",
        "content": {"text/event-stream": {"example": EVENT}},
    }
}
logger = logging.getLogger(__name__)


class Desk:
    """Has questions answered by the workers."""

    def __init__(self, assistant: Answering, workers: Workers, metrics: Metrics) -> None:
        self.assistant, self.workers, self.metrics = assistant, workers, metrics

    async def answer(self, asked: Asked, request: Request) -> tuple[Answer, float] | Response:
        """The answer and how many milliseconds it took, or what to reply instead."""
        known = self.assistant.retriever.vocabulary
        for name, keys, held in (("associations", asked.associations, known.associations), ("categories", asked.categories, known.categories)):
            if not set(keys) <= set(held):
                return refusal(422, f'"{name}" names one that is not known here')
        future = self.workers.start(self._work(asked))
        if future is None:
            return refusal(503, BUSY, {"Retry-After": RETRY})
        try:
            told = await outlasted(future, request.is_disconnected)
        except EndorsementError as error:
            return refusal(422, str(error))
        except Exception as error:
            logger.error("a question could not be answered: %s", place(error))
            return refusal(500, FAILED)
        if told is None:
            return Response(status_code=GONE)
        self.metrics.answers[told[0].status.value] += 1
        return told

    def _work(self, asked: Asked) -> Callable[[], tuple[Answer, float]]:
        def work() -> tuple[Answer, float]:
            started = time.perf_counter()
            assistant = self.assistant
            with assistant.borrow() if isinstance(assistant, Lending) else nullcontext(assistant) as answering:
                answer = answering.ask(asked.turns, Choice(tuple(asked.associations), tuple(asked.categories)))
            return answer, (time.perf_counter() - started) * 1000

        return work


def build_api(desk: Desk) -> APIRouter:
    """The routes under /api."""
    api = APIRouter(prefix="/api", tags=["questions"], responses=REFUSALS)

    @api.post("/ask", response_model=Replied, summary="Answer the last turn of a conversation")
    async def ask(asked: Asked, request: Request) -> Response:
        """The whole answer. Each sentence rests on the citations; a citation quotes its sentence and links to it in its document."""
        told = await desk.answer(asked, request)
        return told if isinstance(told, Response) else JSONResponse(as_dict(*told, linked=True), headers=FRESH)

    @api.post("/ask/stream", response_class=StreamingResponse, responses=STREAMED, summary="Answer the last turn of a conversation, as events")
    async def stream(asked: Asked, request: Request) -> Response:
        """The same answer as server-sent events."""
        told = await desk.answer(asked, request)
        if isinstance(told, Response):
            return told
        return StreamingResponse(events(*told), media_type="text/event-stream", headers={**FRESH, "X-Accel-Buffering": "no"})

    return api


def refuse_plainly(app: FastAPI) -> None:
    """Have every error of an application told as {"error": "plain words"}."""

    async def invalid(_: Request, error: Exception) -> Response:
        return refusal(422, fault(error.errors()) if isinstance(error, RequestValidationError) else FAILED)

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


def refusal(status: int, said: str, headers: dict[str, str] | None = None) -> Response:
    """An error as every route tells it."""
    return JSONResponse({"error": said}, status, {**FRESH, **(headers or {})})


def place(error: BaseException) -> str:
    """Where an error was raised and its kind: its message may hold words of a question."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    where = f" at {Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}" if trace else ""
    return f"{type(error).__name__}{where}"
