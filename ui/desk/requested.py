"""Document requests: what is missing, so that somebody gets it."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from corpus.errors import RecordsError
from ui.desk.access import HOME, Call
from ui.desk.aliases import settle_group
from ui.desk.rendering import Pages, leave
from ui.desk.routing import Guard, call_of, desk_router
from ui.records.records import Records
from ui.render import capital


def build_requests(guard: Guard, pages: Pages, records: Records) -> APIRouter:
    """The route /helpdesk/requests."""
    requests = desk_router(guard)

    def page(call: Call, status: int = 200, fault: str = "", done: str = "", term: str = "", note: str = "") -> Response:
        return pages.page("requests", call, status, requests=records.requests.open(), fault=fault, done=done, term=term, note=note)

    @requests.get("/requests")
    def listed(request: Request) -> Response:
        return page(call_of(request), done=request.query_params.get("done", ""))

    @requests.post("/requests")
    def add(request: Request) -> Response:
        call = call_of(request)
        term, note = " ".join(call.text("term").split()), call.text("note").strip()
        if not term:
            return page(call, 422, "Please write what is missing.", note=note)
        try:
            records.requests.add(term, note, call.who)
        except RecordsError as error:
            return page(call, 422, f"{capital(str(error))}.", term=term, note=note)
        settle_group(records, term, call.who)
        return leave(f"{HOME}/requests?done=added")

    @requests.post("/requests/{number}/close")
    def close(number: int, request: Request) -> Response:
        records.requests.close(number, call_of(request).who)
        return leave(f"{HOME}/requests?done=closed")

    return requests
