"""The first page of the desk: a member's message becomes a reply with its sources."""

from __future__ import annotations

from fastapi import APIRouter, Request
from markupsafe import Markup
from starlette.responses import Response

from ui.desk.access import Call
from ui.desk.letterwork import MOST_LETTER, LetterWork, faults, is_begun
from ui.desk.library import PerLibrary
from ui.desk.mailing import email_html
from ui.desk.rendering import Pages
from ui.desk.routing import Guard, call_of, desk_router
from ui.scoping import Offer
from ui.visit import Answering


def build_letters(guard: Guard, pages: Pages, assistant: Answering, work: LetterWork) -> APIRouter:
    """The route /helpdesk."""
    letters = desk_router(guard)
    offer = PerLibrary(assistant, lambda library: Offer(library.passages, library.vocabulary))

    def empty(call: Call, status: int = 200, found: dict[str, str] | None = None) -> Response:
        shown = {"letter": call.text("letter"), "scope": work.scope(call), "offer": offer.get(), "most": MOST_LETTER}
        return pages.page("letter", call, status, faults=found or {}, **shown)

    @letters.get("")
    def begin(request: Request) -> Response:
        return empty(call_of(request))

    @letters.post("")
    def answer(request: Request) -> Response:
        call = call_of(request)
        found = faults(call)
        if "letter" in found:
            return empty(call, 422, found)
        done = work.go_on(call) if is_begun(call) else work.begin(call)
        return pages.page("reply", call, 422 if found else 200, work=done, email=Markup(email_html(done.reply)), offer=offer.get(), faults=found)

    return letters
