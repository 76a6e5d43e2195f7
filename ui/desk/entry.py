"""The door: logging in and out, and the account's own page."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import Response

from corpus.errors import RecordsError
from ui.desk.access import HOME, LOGIN, Access, Call, forget, local, remember
from ui.desk.rendering import KINDS, Pages, asset, leave
from ui.desk.routing import Guard, call_of, desk_router
from ui.records.records import Records
from ui.render import capital

WRONG = "Name or password is not right. Please check both and try again."
OFTEN = "Too many tries. Please wait {wait} seconds and try again."
CARRIED = "carried-"


def build_entry(guard: Guard, pages: Pages, access: Access, records: Records) -> APIRouter:
    """The routes of login, logout and account, and of the style sheet and script."""
    door = desk_router(guard)

    @door.get("/login")
    def ask_who(request: Request) -> Response:
        call, asked = call_of(request), request.query_params
        if call.member:
            return leave(local(asked.get("to", HOME)))
        return pages.page("login", call, to=local(asked.get("to", HOME)), ended="ended" in asked, fault="", name="", carried=[])

    @door.post("/login")
    def log_in(request: Request) -> Response:
        call = call_of(request)
        name, to, carried = call.text("name").strip(), local(call.text("to")), call.named(CARRIED)
        shown = {"to": to, "ended": False, "name": name, "carried": carried}
        if wait := access.wait(request, name):
            reply = pages.page("login", Call(), 429, fault=OFTEN.format(wait=wait), **shown)
            reply.headers["Retry-After"] = str(wait)
            return reply
        member = access.begin(request, name, call.text("password"))
        if member is None:
            return pages.page("login", Call(), 401, fault=WRONG, **shown)
        return remember(request, member, pages.page("resume", Call(member), to=to, carried=carried) if carried else leave(to))

    @door.post("/logout")
    def log_out(request: Request) -> Response:
        access.end(request)
        return forget(request, leave(LOGIN))

    @door.get("/account")
    def account(request: Request) -> Response:
        return pages.page("account", call_of(request), faults={}, changed=False)

    @door.post("/account")
    def change_password(request: Request) -> Response:
        call = call_of(request)
        if wait := access.wait(request, call.who):
            reply = pages.page("account", call, 429, faults={"now": OFTEN.format(wait=wait)}, changed=False)
            reply.headers["Retry-After"] = str(wait)
            return reply
        faults = _changed(records, call)
        if faults:
            return pages.page("account", call, 422, faults=faults, changed=False)
        member = access.begin(request, call.who, call.text("new"))
        reply = pages.page("account", Call(member), faults={}, changed=True)
        return remember(request, member, reply) if member else leave(LOGIN)

    _add_assets(door)
    return door


def _changed(records: Records, call: Call) -> dict[str, str]:
    """Change the password of whoever asks; why it was not done, by the field concerned."""
    if records.accounts.check(call.who, call.text("now")) is None:
        return {"now": "This is not your password now. Please type it again."}
    if call.text("new") != call.text("again"):
        return {"again": "The two new passwords are not the same. Please type the new one again."}
    try:
        records.accounts.change_password(call.who, call.text("new"))
    except RecordsError as error:
        return {"new": f"{capital(str(error))}."}
    return {}


def _add_assets(door: APIRouter) -> None:
    for name, kind in KINDS.items():

        def send(name: str = name, kind: str = kind) -> Response:
            return Response(asset(name)[0], media_type=kind, headers={"Cache-Control": "max-age=31536000, immutable"})

        door.add_api_route(f"/{name}", send, methods=["GET"], include_in_schema=False)
