"""Staff answers: the list with what became of each, and the form in which one is written."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from datetime import date

from fastapi import APIRouter, Request
from starlette.responses import Response

from assistant.staff import StaffAnswer
from corpus.errors import RecordsError
from ui.api import place
from ui.desk.access import HOME, Call
from ui.desk.answerwork import NO_WORDS, Draft, draft_of, finished, held, offered, read_draft, renewed, sentences_by_key
from ui.desk.library import Masks, PerLibrary, by_id
from ui.desk.rendering import Pages, leave
from ui.desk.routing import Guard, call_of, desk_router, logger
from ui.records.records import Records
from ui.render import capital
from ui.visit import Answering

FRESH = 5.0
"""Seconds for which staff answers are not read again; those changed in this process are read at once."""


class StaffShelf:
    """The staff answers as they are given out: read from the database every few seconds, and kept when it cannot be reached."""

    def __init__(self, records: Records, seconds: float = FRESH, clock: Callable[[], float] = time.monotonic) -> None:
        self._records, self._seconds, self._clock = records, seconds, clock
        self._lock = threading.Lock()
        self._held: tuple[StaffAnswer, ...] = ()
        self._until, self._is_read = float("-inf"), False

    def load(self) -> Sequence[StaffAnswer]:
        """All that were not taken back. While they are read by one, others are given those read before: a database that is slow must not stop answers."""
        if not self._lock.acquire(blocking=not self._is_read):
            return self._held
        try:
            if self._clock() >= self._until:
                try:
                    self._held = tuple(self._records.staff.all())
                except RecordsError as error:
                    logger.error("staff answers cannot be read, those read before are given: %s", place(error))
                self._until, self._is_read = self._clock() + self._seconds, True
            return self._held
        finally:
            self._lock.release()

    def find(self, number: int) -> StaffAnswer | None:
        """The one of a number."""
        return next((staff for staff in self.load() if staff.id == number), None)

    def refresh(self) -> None:
        """Read them again when they are next asked for."""
        with self._lock:
            self._until = float("-inf")


def build_answers(guard: Guard, pages: Pages, assistant: Answering, records: Records, masker: Masks, shelf: StaffShelf, today: Callable[[], date]) -> APIRouter:
    """The routes under /helpdesk/answers."""
    answers = desk_router(guard)
    passages = PerLibrary(assistant, by_id)
    sentences = PerLibrary(assistant, lambda library: sentences_by_key(library.passages))

    def known(number: int) -> StaffAnswer | None:
        return next((staff for staff in records.staff.all() if staff.id == number), None)

    def listed(call: Call, status: int = 200, done: str = "", faults: Sequence[str] = (), fault_of: int = 0) -> Response:
        found = [held(staff, passages.get(), today()) for staff in records.staff.all()]
        found.sort(key=lambda one: (one.state == "current", -one.staff.id))
        shown = {"held": found, "vocabulary": assistant.retriever.vocabulary, "done": done, "faults": faults, "fault_of": fault_of}
        return pages.page("answers", call, status, **shown)

    def form(call: Call, draft: Draft, status: int = 200, faults: dict[str, list[str]] | None = None, focus: str = "") -> Response:
        found, missing = offered(assistant, draft, sentences.get())
        staff = known(draft.id) if draft.id else None
        state = held(staff, passages.get(), today()) if staff else None
        shown = {
            "draft": draft,
            "offered": found,
            "missing": missing,
            "held": state,
            "vocabulary": assistant.retriever.vocabulary,
            "faults": faults or {},
            "focus": focus,
        }
        return pages.page("answer", call, status, **shown)

    def gone(call: Call) -> Response:
        return pages.notice(call, 404, "This staff answer is not there any more", "It was taken back or never existed. The list shows those that there are.")

    @answers.get("/answers")
    def all_answers(request: Request) -> Response:
        return listed(call_of(request), done=request.query_params.get("done", ""))

    @answers.get("/answers/new")
    def new(request: Request) -> Response:
        return form(call_of(request), _begun(records, request.query_params.getlist("from"), assistant))

    @answers.get("/answers/{number}")
    def edit(number: int, request: Request) -> Response:
        staff = known(number)
        return form(call_of(request), draft_of(staff, passages.get())) if staff else gone(call_of(request))

    @answers.post("/answers/{number}")
    def save(number: int, request: Request) -> Response:
        call = call_of(request)
        draft = read_draft(call, number, masker, sentences.get(), assistant.retriever.vocabulary)
        if call.text("do") == "find":
            return form(call, draft, 200, {} if draft.find.strip() else {"find": [NO_WORDS]}, "found")
        staff, faults = finished(draft, sentences.get(), call.who, today())
        if not faults:
            try:
                records.staff.change(staff) if number else records.staff.add(staff)
            except RecordsError as error:
                faults = {"text": [f"{capital(str(error))}."]}
        if faults:
            return form(call, draft, 422, faults, "faults")
        shelf.refresh()
        return leave(f"{HOME}/answers?done={'changed' if number else 'added'}")

    @answers.post("/answers/{number}/renew")
    def renew(number: int, request: Request) -> Response:
        call, staff = call_of(request), known(number)
        if staff is None:
            return gone(call)
        again, faults = renewed(staff, passages.get(), call.who, today())
        if again is None:
            return listed(call, 422, faults=faults, fault_of=number)
        records.staff.change(again)
        shelf.refresh()
        return leave(f"{HOME}/answers?done=renewed")

    @answers.post("/answers/{number}/retire")
    def retire(number: int, request: Request) -> Response:
        records.staff.retire(number, call_of(request).who)
        shelf.refresh()
        return leave(f"{HOME}/answers?done=retired")

    return answers


def _begun(records: Records, numbers: Sequence[str], assistant: Answering) -> Draft:
    """The form of a new answer; one that is written from questions of the queue begins with their words and what they were about."""
    kept = [question for number in numbers[:12] if number.isdecimal() and len(number) < 10 and (question := records.queue.get(int(number)))]
    if not kept:
        return Draft()
    questions = list(dict.fromkeys(" ".join(question.question.split()) for question in kept))
    vocabulary = assistant.retriever.vocabulary
    associations = {key for question in kept for key in question.associations if key in vocabulary.associations}
    categories = {key for question in kept for key in question.categories if key in vocabulary.categories}
    association, category = (next(iter(keys)) if len(keys) == 1 else "" for keys in (associations, categories))
    return Draft(questions="\n".join(questions), association=association, category=category, find=questions[0])
