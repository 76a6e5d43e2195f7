"""Composition: the desk over one assistant and one database."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from fastapi import APIRouter
from starlette.responses import Response

from assistant.staff import StaffedAssistant
from corpus.errors import RecordsError
from ui.api import place
from ui.desk.access import HOME, Access, Call
from ui.desk.aliases import build_aliases
from ui.desk.answers import StaffShelf, build_answers
from ui.desk.entry import build_entry
from ui.desk.incoming import build_queue
from ui.desk.letters import build_letters
from ui.desk.letterwork import LetterWork
from ui.desk.library import LiveMasker, Masks
from ui.desk.rendering import Pages, leave
from ui.desk.requested import build_requests
from ui.desk.routing import NOT_HERE, Guard, desk_router
from ui.desk.taking import Takeover
from ui.records.records import Records
from ui.visit import Answering

DAY = 86_400.0
logger = logging.getLogger(__name__)


class Helpdesk:
    """What a server needs of the desk: the assistant that gives staff answers too, and the routes."""

    def __init__(self, assistant: Answering, records: Records, takeover: Takeover | None = None, today: Callable[[], date] = date.today) -> None:
        """Put the desk together.

        Args:
            assistant: Who answers from documents.
            records: The database.
            takeover: Has the index know the desk's aliases; left out, they are only written down.
            today: The day on which a staff answer holds or does not.
        """
        shelf = StaffShelf(records)
        self.masker = LiveMasker(assistant)
        self.assistant: Answering = StaffedAssistant(assistant, shelf.load, today)
        self.staff_answer = shelf.find
        self.router = build_desk(self.assistant, records, self.masker, shelf, takeover, today)


def build_desk(
    assistant: Answering,
    records: Records,
    masker: Masks,
    shelf: StaffShelf | None = None,
    takeover: Takeover | None = None,
    today: Callable[[], date] = date.today,
    access: Access | None = None,
) -> APIRouter:
    """The routes under /helpdesk.

    Args:
        assistant: Who answers; with the staff answers, so that the desk shows what visitors are shown.
        records: The database.
        masker: Takes personal data out of what is pasted and written.
        shelf: Told when a staff answer has changed.
        takeover: Has the index know the desk's aliases.
        today: The day.
        access: Sessions and how often a password may be tried; the usual when left out.
    """
    pages, access = Pages(), access or Access(records)
    guard = Guard(access, pages)
    desk = APIRouter()
    desk.include_router(build_entry(guard, pages, access, records))
    desk.include_router(build_letters(guard, pages, assistant, LetterWork(assistant, masker)))
    desk.include_router(build_queue(guard, pages, assistant, records))
    desk.include_router(build_aliases(guard, pages, assistant, records, takeover))
    desk.include_router(build_requests(guard, pages, records))
    desk.include_router(build_answers(guard, pages, assistant, records, masker, shelf or StaffShelf(records), today))
    desk.include_router(_rest(guard, pages))
    return desk


def _rest(guard: Guard, pages: Pages) -> APIRouter:
    """Paths that are no page: they are told apart only after the login."""
    rest = desk_router(guard)

    @rest.get("/")
    def home() -> Response:
        return leave(HOME)

    @rest.api_route("/{path:path}", methods=["GET", "POST", "PUT", "DELETE", "PATCH"])
    def missing(path: str) -> Response:
        return pages.notice(Call(), 404, "Not found", NOT_HERE)

    return rest


@contextmanager
def kept_clean(records: Records, every: float = DAY) -> Iterator[None]:
    """Delete what is past its days, now and once a day, until the end of the block; then close the database.

    Args:
        records: The database.
        every: Seconds between two times.
    """
    over = threading.Event()

    def clean() -> None:
        while not over.is_set():
            try:
                records.purge()
            except RecordsError as error:
                logger.error("what is past its days could not be deleted: %s", place(error))
            over.wait(every)

    cleaner = threading.Thread(target=clean, name="purge", daemon=True)
    cleaner.start()
    try:
        yield
    finally:
        over.set()
        cleaner.join()
        records.close()
