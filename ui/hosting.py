"""The chat page as a web application: which paths it answers, how much it takes in, and what browsers may do with it."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractContextManager, asynccontextmanager, nullcontext
from typing import Protocol, runtime_checkable

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr
from fastapi import FastAPI
from starlette.middleware.body_limit import RequestBodyLimitMiddleware
from starlette.middleware.cors import CORSMiddleware

from assistant.settings import Settings, Site, load_settings
from ui.api import Answerer, build_api, refuse_large_plainly, refuse_plainly
from ui.chat import PAUSE, TITLE, build_chat
from ui.desk.desk import Helpdesk, kept_clean
from ui.desk.taking import Takeover, build_takeover
from ui.documents import build_documents
from ui.gate import OPENAPI, Gate, route_of
from ui.health import Probe, build_health
from ui.keeping import Keeper, build_keeping
from ui.limits import Rates, Workers
from ui.logs import write_logs
from ui.metrics import Metrics, Watch
from ui.panel import build_widget
from ui.records.records import Records, open_records
from ui.theme import build_look
from ui.visit import Answering

LARGEST_BODY = 16_384
FILES = 200
"""Open files that are not left to connections: the index, the database, the log."""
DESCRIPTION = "Answers what infant mental health endorsement requires, from the associations' guidelines, with the sentence behind each answer."


@runtime_checkable
class Watched(Protocol):
    """An assistant that goes over to a new index while it is watched."""

    def watched(self) -> AbstractContextManager[None]:
        """Watch until the end of the block."""


def build_app(
    assistant: Answering,
    embedders: Sequence[str] = (),
    pause: float | None = None,
    rates: Rates | None = None,
    workers: Workers | None = None,
    *,
    sites: Sequence[Site] = (),
    desk: Records | None = None,
    takeover: Takeover | None = None,
) -> FastAPI:
    """The web application.

    Args:
        assistant: Who answers.
        embedders: Origins whose pages may show this one in a frame and ask its API ("https://example.org").
        pause: Seconds between two steps of an answer that is being written; the page's own when left out.
        rates: How often one client may ask; the usual when left out.
        workers: The threads that answer the API; the usual when left out.
        sites: The websites that may show the widget.
        desk: What visitors send and staff write; left out, nothing is kept and there is no desk.
        takeover: Has the index know the names that staff add; left out, they are only written down.
    """
    metrics, workers = Metrics(), workers or Workers()

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        workers.close()

    app = FastAPI(title=TITLE, description=DESCRIPTION, docs_url=None, redoc_url=None, openapi_url=OPENAPI, lifespan=lifespan)
    app.add_middleware(RequestBodyLimitMiddleware, max_body_size=LARGEST_BODY)
    app.add_middleware(CORSMiddleware, allow_origins=[])
    app.add_middleware(Gate, embedders=embedders, rates=rates, largest=LARGEST_BODY)
    app.add_middleware(Watch, metrics=metrics, route_of=route_of)
    refuse_plainly(app)
    app.include_router(build_health(assistant, metrics, Probe(assistant)))
    documents = build_documents(assistant)
    if desk is not None:
        helpdesk = Helpdesk(assistant, desk, takeover)
        app.include_router(helpdesk.router)
        assistant, documents = helpdesk.assistant, build_documents(assistant, helpdesk.staff_answer)
    answering = Answerer(assistant, workers, metrics)
    keeper = Keeper(answering, desk)
    app.include_router(build_api(answering))
    app.include_router(build_keeping(keeper))
    app.include_router(documents)
    app.include_router(build_widget(assistant, sites, keeper.days))
    chat = build_chat(assistant, PAUSE if pause is None else pause, keeps=bool(keeper.days))
    gr.mount_gradio_app(app, chat, path="/", **build_look())
    refuse_large_plainly(app)
    return app


def more_files() -> int:
    """Raise the number of files that this process may have open as far as it may; each connection is one.

    Returns:
        The number; at most 8,192 are asked for.
    """
    try:
        import resource
    except ImportError:  # not on Windows
        return 1_000
    now, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 8_192 if most == resource.RLIM_INFINITY else min(most, 8_192)
    if now == resource.RLIM_INFINITY or now >= wanted:
        return wanted
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, most))
    return wanted


def serve(assistant: Answering, host: str, port: int, embedders: Sequence[str] | None = None, settings: Settings | None = None) -> None:
    """Serve the chat page until interrupted.

    Args:
        assistant: Who answers; one that can be watched goes over to each new index meanwhile.
        host: The address to listen on; 127.0.0.1 lets only this machine in.
        port: The port to listen on.
        embedders: Origins whose pages may embed this one; those of the settings when left out.
        settings: Where data and database are, and which sites there are; those of the environment when left out.

    Raises:
        SettingsError: If the settings cannot be read.
        RecordsError: If the database cannot be used.
    """
    import uvicorn

    write_logs()
    settings = settings or load_settings()
    origins = settings.embedders if embedders is None else embedders
    records = open_records(settings.database_url, settings.keep_days, settings.session_hours)
    with kept_clean(records), assistant.watched() if isinstance(assistant, Watched) else nullcontext():
        sites, takeover = tuple(settings.sites.values()), build_takeover(settings)
        app = build_app(assistant, origins, sites=sites, desk=records, takeover=takeover)
        # No page uses web sockets, and uvicorn logs the addresses that they are asked at.
        uvicorn.run(app, host=host, port=port, log_config=None, access_log=False, ws="none", server_header=False, limit_concurrency=more_files() - FILES)
