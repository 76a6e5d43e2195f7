"""The desk's routes: nothing is answered before it is known who asks, from where, and that the form is the desk's own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Coroutine
from typing import Any
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.exceptions import RequestValidationError
from fastapi.routing import APIRoute
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.responses import Response

from corpus.errors import RecordsError
from ui.api import place
from ui.desk.access import HOME, LOGIN, TOKEN, Access, Call, is_of, is_own
from ui.desk.rendering import HEADERS, Pages, leave

FOREIGN = "This was not sent from a page of the desk. Go back to the desk and try again there."
STALE = "This page belongs to a session that is over. Go back to the desk, open the page again and try there."
FAILED = "Something went wrong and nothing was changed. Please try again; if it happens again, tell whoever runs this server."
OUT_OF_ORDER = "The desk's database cannot be reached. Please try again in a minute; if it happens again, tell whoever runs this server."
NOT_HERE = "There is no such page at the desk."
LONG = "This is more than the desk can take at a time (16 kB). Go back and shorten it: answer a part of the message first."
PUBLIC = frozenset({LOGIN, f"{HOME}/desk.css", f"{HOME}/desk.js"})
logger = logging.getLogger(__name__)
Handler = Callable[[Request], Coroutine[Any, Any, Response]]


class Guard:
    """Lets requests in, or says why not."""

    def __init__(self, access: Access, pages: Pages) -> None:
        self._access, self._pages = access, pages

    async def serve(self, request: Request, handler: Handler) -> Response:
        """The answer to a request, with the headers of the desk."""
        try:
            reply = await self._checked(request, handler)
        except RecordsError as error:
            logger.error("the desk's database cannot be used: %s", place(error))
            reply = self._pages.notice(Call(), 503, "The desk is out of order", OUT_OF_ORDER, {"Retry-After": "60"})
        except RequestValidationError:
            reply = self._pages.notice(Call(), 404, "Not found", NOT_HERE)
        except HTTPException as error:
            text = {404: NOT_HERE, 405: NOT_HERE, 413: LONG}.get(error.status_code, FAILED)
            reply = self._pages.notice(Call(), error.status_code, "That did not work", text)
        except Exception as error:
            logger.error("a page of the desk failed: %s", place(error))
            reply = self._pages.notice(Call(), 500, "That did not work", FAILED)
        for name, value in HEADERS.items():
            reply.headers.setdefault(name, value)
        return reply

    async def _checked(self, request: Request, handler: Handler) -> Response:
        writes = request.method not in {"GET", "HEAD"}
        if writes and not is_own(request):
            return self._pages.notice(Call(), 403, "Not allowed", FOREIGN)
        form = await request.form() if writes else FormData()
        public = request.url.path in PUBLIC
        member = None if public and not writes and request.url.path != LOGIN else await run_in_threadpool(self._access.member, request)
        if member is None and not public:
            return self._to_login(request, form)
        if writes and not public and (member is None or not is_of(member, Call(member, form).text(TOKEN))):
            return self._pages.notice(Call(member), 403, "Not allowed", STALE)
        request.state.call = Call(member, form)
        return await handler(request)

    def _to_login(self, request: Request, form: FormData) -> Response:
        """The login. What was written in a form that comes too late is not lost: the login page takes it along."""
        path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        if request.method in {"GET", "HEAD"}:
            ended = "ended=1&" if request.cookies else ""
            return leave(LOGIN if path == HOME and not ended else f"{LOGIN}?{ended}to={quote(path, safe='')}")
        carried = [(name, value) for name, value in form.multi_items() if isinstance(value, str) and name != TOKEN]
        return self._pages.page("login", Call(), 401, to=path, ended=True, fault="", name="", carried=carried)


def desk_router(guard: Guard) -> APIRouter:
    """A router whose every route is guarded."""

    class Guarded(APIRoute):
        def get_route_handler(self) -> Handler:
            handler = super().get_route_handler()

            async def guarded(request: Request) -> Response:
                return await guard.serve(request, handler)

            return guarded

    return APIRouter(prefix=HOME, route_class=Guarded, include_in_schema=False)


def call_of(request: Request) -> Call:
    """What is known of a request that was let in."""
    call: Call = request.state.call
    return call
