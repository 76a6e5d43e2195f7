"""What the pictures show: the application over the default index, a made-up website that embeds the widget, and a desk with invented work on it."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import uvicorn
from playwright.sync_api import APIRequestContext
from starlette.responses import HTMLResponse

from assistant.application import open_assistant
from assistant.settings import Site, load_settings
from ui.hosting import build_app
from ui.limits import Rates
from ui.records.records import open_records

NAME, PASSWORD = "Example Staff", "four invented plain words"
LETTER = """Hello,

my name is Ada Example and I work as an Infant Family Specialist in Massachusetts. How many hours of training do I need for \
Level II? Is reflective supervision required, too? Can I pay the fee in instalments?

You can reach me at 555-0100 or ada@example.org.

Thank you,
Ada Example"""
STAFF_QUESTION = "Does the training for Level II have to be relationship-based in Massachusetts?"
STAFF_TEXT = "Send us the program of a course before you begin it if you are not sure that it is relationship-based."
SENT: tuple[dict[str, Any], ...] = (
    {"kind": "sent", "turns": [f"My name is Ada Example. {STAFF_QUESTION}"], "site": "https://www.society.example"},
    {"kind": "unhelpful", "turns": ["Who may write my reference letters for Level III in Michigan?"]},
    {"kind": "sent", "turns": ["How many training hours for Level II in Baystate?"]},
    {"kind": "unhelpful", "turns": ["Do Baystate levels cost the same?"], "site": "https://www.society.example"},
    {"kind": "sent", "turns": ["What does endorsement cost in Ohio?"]},
    {"kind": "helpful", "turns": ["How many references for Level II in Massachusetts?"]},
)
"""What visitors are taken to have sent; the server masks and answers it as it would anybody's."""
SITE = Site(
    origins=("http://localhost",),
    association="MassAIMH",
    accent="#7a1f5c",
    accent_dark="#e7b3d6",
    label="Ask about endorsement",
    greeting="Ask what endorsement in Massachusetts takes.",
    contact="https://www.society.example/contact",
)
WEBSITE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>A society for infants and families</title><link rel="icon" href="data:,"><script async src="{assistant}/widget.js" data-association="MassAIMH"></script>
<style>
:root {{ color-scheme: light }} body {{ margin: 0; font: 17px/1.6 Georgia, serif; color: #2b2430; background: #fbf8f4 }}
header {{ background: #7a1f5c; color: #fff; padding: 1.1rem 0 }} main, header div {{ max-width: 40rem; margin: 0 clamp(1.25rem, 8vw, 8rem) }}
h1 {{ font-size: 1.9rem; line-height: 1.2; margin: 2.2rem 0 1rem }} header p {{ margin: 0; font-size: 1.25rem; color: #fff }}
ul {{ padding-left: 1.2rem }} a {{ color: #7a1f5c }}
</style></head><body><header><div><p>A society for infants and families</p></div></header><main><h1>Good work with babies begins with relationships</h1>
<p>We bring together people who care for infants, toddlers and their families: home visitors, teachers, therapists, nurses and those who teach them.</p>
<p>Endorsement shows that somebody has the training, the experience and the support that this work takes.</p>
<ul><li><a href="#levels">The four levels</a></li><li><a href="#apply">How to apply</a></li><li><a href="#renew">Renewal each year</a></li></ul>
<h2 id="levels">The four levels</h2><p>Each level stands for a kind of work, and none is better than another. Ask us, or the assistant on this page, which
one is yours.</p>
</main></body></html>"""


@dataclass(frozen=True, slots=True)
class Stage:
    """Origins of what is served: the assistant, and the website of somebody else."""

    assistant: str
    website: str


@contextmanager
def staged(data: Path | None, folder: Path) -> Iterator[Stage]:
    """Serve everything.

    Args:
        data: Where the index lives; that of the settings when left out. The default index is built when there is none.
        folder: An empty folder for the database.
    """
    website = Website()
    assistant = open_assistant(load_settings(data=data))
    records = open_records(f"sqlite:///{folder}/desk.sqlite3")
    records.accounts.add(NAME, PASSWORD)
    with ExitStack() as stack:
        origin = stack.enter_context(served(website, "off")).replace("127.0.0.1", "localhost")  # another name, another site to a browser
        listed = SITE.model_copy(update={"origins": (origin,)})
        app = build_app(assistant, pause=0.0, rates=Rates(burst=10_000), sites=(listed,), desk=records)
        website.assistant = stack.enter_context(served(app))
        yield Stage(website.assistant, origin)
    records.close()


class Website:
    """One page of somebody else's, with the widget's tag in it."""

    def __init__(self) -> None:
        self.assistant = ""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        await HTMLResponse(WEBSITE.format(assistant=self.assistant))(scope, receive, send)


@contextmanager
def served(app: Any, lifespan: Literal["auto", "off"] = "auto") -> Iterator[str]:
    """The origin of an application that is served on a free port of this machine."""
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="warning", lifespan=lifespan))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.05)
    yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


def send_questions(client: APIRequestContext, stage: Stage) -> None:
    """Send what visitors are taken to have sent."""
    for sent in SENT:
        reply = client.post(f"{stage.assistant}/api/kept", data=sent)
        if reply.status != 201:
            raise SystemExit(f"a question could not be sent: {reply.status} {reply.text()}")
