"""What a visitor chooses to send: masked, answered once more, and kept for staff. Nothing else of a visitor's text is ever written anywhere."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, Response

from assistant.answer import Answer, Status
from assistant.application import english_words
from assistant.assistant import Choice
from assistant.masking import Masker
from assistant.reading import clean
from assistant.unknown_terms import UnknownTerms
from corpus.errors import ModelError, QuestionError
from index.embedding import TOKENIZER, packaged_model
from ui.api import FRESH, KEPT, REFUSALS, Answerer, refusal
from ui.limits import Rates
from ui.logs import note_answer
from ui.messages import Kept, Refused, Sent
from ui.records.limits import LONGEST
from ui.records.records import KeptQuestion, Records
from ui.visit import Lending, Library

NOT_KEPT = "nothing is kept on this server, and no question can be sent from it; ask the association directly"
OFTEN = "as many questions as are taken of one address were sent from here; try again later, or ask the association directly"
FULL = "the association has as many questions waiting as are kept; ask it directly, or send yours another day"
PER_SECOND, BURST = 1 / 60, 60
"""Questions of one address that are kept: fewer than may be asked, as people read them."""
TOO_LONG = "the question is too long once names and numbers are taken out of it; shorten it"
REFUSED = frozenset({Status.NOT_COVERED, Status.OUT_OF_SCOPE})
RESPONSES: dict[int | str, dict[str, Any]] = {**REFUSALS, 404: {"model": Refused, "description": "Nothing is kept on this server, or no more at this time."}}


@lru_cache(maxsize=1)
def common_words() -> tuple[str, ...]:
    """Common English words; none where the packaged model is not installed."""
    try:
        return english_words(packaged_model() / TOKENIZER)
    except ModelError:
        return ()


def new_masker(library: Library) -> Masker:
    """The masker of an index."""
    return Masker(library.passages, library.vocabulary, common_words())


@dataclass(frozen=True, slots=True)
class Tools:
    """What a question is masked and understood with, made of one index."""

    library: Library
    masker: Masker
    terms: UnknownTerms


class Keeper:
    """Masks what visitors send, has it answered again and keeps it."""

    def __init__(self, answerer: Answerer, records: Records | None, masker: Callable[[Library], Masker] = new_masker) -> None:
        """Keep in a database; without one, or when that keeps for no days, nothing is kept."""
        self.answerer, self.records = answerer, records
        self._new_masker, self._lock = masker, threading.Lock()
        self._tools: Tools | None = None

    @property
    def days(self) -> int:
        """For how many days a question is kept; 0 when nothing is."""
        return self.records.keep_days if self.records is not None else 0

    def preview(self, sent: Sent) -> list[str]:
        """The turns as they would be kept: to be done by a worker.

        Raises:
            QuestionError: If one of them could not be kept.
        """
        return self._masked(sent.turns, self._tools_of(self.answerer.assistant.retriever))

    def keep(self, sent: Sent, records: Records) -> list[str] | None:
        """Mask, answer what is left, and write that: to be done by a worker.

        Returns:
            The turns as they were kept; None when as many are waiting as are kept, and nothing was.

        Raises:
            QuestionError: If what is left is no question; nothing is kept then.
            RecordsError: If the database cannot be used.
        """
        assistant, started = self.answerer.assistant, time.perf_counter()
        with assistant.borrow() if isinstance(assistant, Lending) else nullcontext(assistant) as answering:
            tools = self._tools_of(answering.retriever)
            turns = self._masked(sent.turns, tools)
            answer = answering.ask(turns, Choice(tuple(sent.associations), tuple(sent.categories), presumed=sent.presumed))
        if not records.queue.keep(_question(sent, turns, answer, tools.terms)):
            return None
        note_answer(KEPT, answer, time.perf_counter() - started)
        return turns

    def _masked(self, turns: Iterable[str], tools: Tools) -> list[str]:
        """The turns as they can be asked and kept.

        Raises:
            QuestionError: If one of them cannot be.
        """
        masked = [tools.masker.mask(turn).text for turn in turns]
        for turn in masked:
            clean(turn)
            if len(turn) > LONGEST:
                raise QuestionError(TOO_LONG)
        return masked

    def _tools_of(self, library: Library) -> Tools:
        """What is made of an index, made anew when that is another one."""
        with self._lock:
            if self._tools is None or self._tools.library is not library:
                self._tools = Tools(library, self._new_masker(library), UnknownTerms(library.passages, library.vocabulary, common_words()))
            return self._tools


def build_keeping(keeper: Keeper, rates: Rates | None = None) -> APIRouter:
    """The routes /api/kept and /api/kept/preview; `rates` says how often questions of one address are kept, the usual when left out."""
    rates = rates or Rates(PER_SECOND, BURST)
    kept = APIRouter(tags=["kept questions"], responses=RESPONSES)

    @kept.post(f"{KEPT}/preview", response_model=Kept, summary="Show what would be kept of a question")
    async def preview(sent: Sent, request: Request) -> Response:
        """The text as it would be kept, personal data taken out; nothing is kept by asking for it."""
        if not keeper.days:
            return refusal(404, NOT_KEPT)
        turns = await keeper.answerer.done(lambda: keeper.preview(sent), request)
        return turns if isinstance(turns, Response) else _shown(turns, keeper.days, 200)

    @kept.post(KEPT, response_model=Kept, status_code=201, summary="Keep a question for staff")
    async def keep(sent: Sent, request: Request) -> Response:
        """The text as it was kept. It is masked before anything else; what the answer was is found by asking again, not taken from the client."""
        records = keeper.records
        if records is None or not keeper.days:
            return refusal(404, NOT_KEPT)
        if unknown := keeper.answerer.unknown(sent):
            return unknown
        if wait := rates.take(request.client.host if request.client else ""):
            return refusal(429, OFTEN, {"Retry-After": str(math.ceil(wait))})
        turns = await keeper.answerer.done(lambda: keeper.keep(sent, records) or refusal(404, FULL), request)
        return turns if isinstance(turns, Response) else _shown(turns, keeper.days, 201)

    return kept


def _shown(turns: list[str], days: int, status: int) -> Response:
    return JSONResponse(Kept(text=turns[-1], turns=turns[:-1], days=days).model_dump(), status, FRESH)


def _question(sent: Sent, turns: list[str], answer: Answer, terms: UnknownTerms) -> KeptQuestion:
    cited = dict.fromkeys(citation.passage for citation in answer.citations)
    return KeptQuestion(
        id=0,
        kind=sent.kind,
        question=turns[-1],
        turns=tuple(turns[:-1]),
        status=answer.status.value,
        cited=tuple(passage for passage in cited if len(passage) <= LONGEST),
        associations=answer.understood.associations,
        categories=answer.understood.categories,
        terms=terms.find(turns[-1]) if answer.status in REFUSED else (),
        site=sent.site,
    )
