"""People who ask the server at the same time: through the programming interface, and through the queue behind the chat page."""

from __future__ import annotations

import asyncio
import json
import re
import time
from collections.abc import AsyncGenerator, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass
from html import unescape
from typing import Any, Literal
from uuid import uuid4

import httpx

Way = Literal["api", "chat"]
REFUSED = frozenset({429, 503})
TRIES = 4
"""How often one question is sent, when it is refused."""
LONGEST = 90.0
"""Seconds after which a question that has no answer counts as failed."""
CONFIGURATION = "window.gradio_config"
"""What stands before the configuration in the chat page."""
DIFFERS = "differs"
"""How the fault of an answer begins that is not the one that its conversation gets alone."""
_TAG, _LINK, _TURN = re.compile(r"<[^>]*>"), re.compile(r'href="(/documents/[^"]*)"'), re.compile(r"<article\b")


@dataclass(frozen=True, slots=True)
class Attempt:
    """One time a question was sent.

    Attributes:
        status: Of HTTP; 0 when there was none.
        seconds: Until the last byte.
        first: Seconds until the first event of the answer.
        retry: What `Retry-After` said, in seconds.
        fault: What is wrong, in plain words; empty when it was answered, or refused as it should be.
    """

    status: int
    seconds: float
    first: float = 0.0
    retry: float | None = None
    fault: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a question came to: every time it was sent, the last one last, and the seconds until its answer with all waiting."""

    way: Way
    person: int
    attempts: tuple[Attempt, ...]
    seconds: float

    @property
    def answered(self) -> Attempt | None:
        """The time that it was answered."""
        return self.attempts[-1] if self.attempts[-1].status == 200 and not self.attempts[-1].fault else None


@dataclass(frozen=True, slots=True)
class Chat:
    """How the chat page asks: the number of its function, the button pressed, what it is given, and where in what it gives the turns stand."""

    function: int
    trigger: int
    given: tuple[Any, ...]
    box: int
    past: int
    present: int
    scopes: tuple[tuple[str, ...], ...]
    """What the page's controls offer to choose from: names of associations, and of categories."""


def read_chat(page: str) -> Chat | None:
    """How to ask on the chat page, from its HTML, which holds its configuration; None when that is not the page known here."""
    try:
        config = json.JSONDecoder().raw_decode(page[page.index("{", page.index(CONFIGURATION)) :])[0]
        return _chat_of(config)
    except (ValueError, LookupError, TypeError, AttributeError):
        return None


def _chat_of(config: Mapping[str, Any]) -> Chat | None:
    names = {component["props"].get("elem_id"): component["id"] for component in config.get("components", ())}
    values = {component["id"]: component["props"].get("value") for component in config.get("components", ())}
    controls = [component["props"]["choices"] for component in config.get("components", ()) if component.get("type") == "dropdown"]
    if not {"send", "question", "past", "present"} <= set(names):
        return None
    for function in config["dependencies"]:
        if [names["send"], "click"] in [list(target) for target in function["targets"]] and names["present"] in function["outputs"]:
            inputs, outputs = function["inputs"], function["outputs"]
            places = (inputs.index(names["question"]), outputs.index(names["past"]), outputs.index(names["present"]))
            scopes = tuple(tuple(str(label) for label, value in choices if value) for choices in controls[:2])
            return Chat(function["id"], names["send"], tuple(values[one] for one in inputs), *places, scopes)
    return None


Events = tuple[tuple[str, Any], ...]
"""An answer as the stream tells it, without how long it took."""


class Crowd:
    """Asks on behalf of people; each has an address of their own."""

    def __init__(self, client: httpx.AsyncClient, chat: Chat | None = None) -> None:
        """Begin with nothing asked.

        Args:
            client: Knows where the server is.
            chat: How its chat page asks; needed for `say`.
        """
        self._client, self.chat = client, chat

    async def stream(self, turns: Sequence[str], address: str) -> tuple[Attempt, Events]:
        """Ask through `POST /api/ask/stream`."""
        started, first, events = time.perf_counter(), 0.0, list[tuple[str, Any]]()
        body = {"turns": list(turns)}
        try:
            async with asyncio.timeout(LONGEST), self._client.stream("POST", "/api/ask/stream", json=body, headers=_from(address)) as reply:
                if reply.status_code != 200:
                    await reply.aread()
                    return _refused(reply, started), ()
                name = ""
                async for line in reply.aiter_lines():
                    first = first or time.perf_counter() - started
                    field, _, value = line.partition(": ")
                    if field == "event":
                        name = value
                    elif field == "data":
                        events.append((name, _timeless(json.loads(value))))
        except (httpx.HTTPError, TimeoutError, ValueError) as error:
            return _failed(started, error), ()
        whole = bool(events) and events[-1][0] == "end"
        return Attempt(200, time.perf_counter() - started, first, fault="" if whole else "the stream ended before the answer did"), tuple(events)

    async def say(self, question: str, session: str, address: str) -> tuple[Attempt, str, str]:
        """Ask on the chat page.

        Returns:
            How it went, and the page's HTML of the turns before and of this one.
        """
        chat, started = self.chat, time.perf_counter()
        assert chat is not None
        data = [question if place == chat.box else value for place, value in enumerate(chat.given)]
        body = {"data": data, "fn_index": chat.function, "session_hash": session, "trigger_id": chat.trigger, "event_data": None}
        first, past, present = 0.0, "", ""
        try:
            async with asyncio.timeout(LONGEST):
                joined = await self._client.post("/gradio_api/queue/join", json=body, headers=_from(address))
                if joined.status_code != 200:
                    return _refused(joined, started), "", ""
                async with aclosing(self._messages(session, address)) as messages:
                    async for message in messages:
                        if message["msg"] in {"unexpected_error", "server_stopped"} or not message.get("success", True):
                            return Attempt(200, time.perf_counter() - started, first, fault=f"the chat says {message['msg']}"), "", ""
                        if message["msg"] == "process_generating" and not first:
                            first, past = time.perf_counter() - started, str(message["output"]["data"][chat.past])
                        elif message["msg"] == "process_completed":
                            present = str(message["output"]["data"][chat.present])
        except (httpx.HTTPError, TimeoutError, ValueError, LookupError, TypeError) as error:
            return _failed(started, error), "", ""
        return Attempt(200, time.perf_counter() - started, first, fault="" if present else "the chat ended without an answer"), past, present

    async def _messages(self, session: str, address: str) -> AsyncGenerator[dict[str, Any], None]:
        async with self._client.stream("GET", "/gradio_api/queue/data", params={"session_hash": session}, headers=_from(address)) as reply:
            reply.raise_for_status()
            async for line in reply.aiter_lines():
                if line.startswith("data:"):
                    yield json.loads(line[5:])


@dataclass(slots=True)
class Person:
    """Somebody who asks, one conversation after the other; `alone` is what each conversation gets when nobody else asks."""

    number: int
    way: Way
    crowd: Crowd
    alone: Mapping[tuple[str, ...], Events]
    turns: tuple[str, ...] = ()
    session: str = ""

    @property
    def address(self) -> str:
        """The person's own; of the network that is set aside for measuring."""
        return address_of(self.number)

    def begin(self) -> None:
        """Begin a new conversation."""
        self.turns, self.session = (), uuid4().hex

    async def ask(self, question: str) -> Outcome:
        """Ask the next turn; when refused, come back after the time that was told. A turn without an answer is not part of the conversation."""
        started, attempts, turns = time.perf_counter(), list[Attempt](), (*self.turns, question)
        while len(attempts) < TRIES:
            if attempts:
                await asyncio.sleep(attempts[-1].retry or 1.0)
            attempts.append(await self._once(turns))
            if attempts[-1].status not in REFUSED:
                break
        outcome = Outcome(self.way, self.number, tuple(attempts), time.perf_counter() - started)
        if outcome.answered:
            self.turns = turns
        return outcome

    async def _once(self, turns: tuple[str, ...]) -> Attempt:
        if self.way == "api":
            attempt, events = await self.crowd.stream(turns, self.address)
            differs = "" if events == self.alone[turns] else "the answer is not the one that this conversation gets alone"
        else:
            attempt, past, present = await self.crowd.say(turns[-1], self.session, self.address)
            differs = page_fault(past, present, turns, self.alone[turns])
        if attempt.status != 200 or attempt.fault or not differs:
            return attempt
        return Attempt(attempt.status, attempt.seconds, attempt.first, fault=f"{DIFFERS}: {differs}")


def page_fault(past: str, present: str, turns: Sequence[str], alone: Events) -> str:
    """Why what the chat page shows is not this conversation with the answer that it gets alone; empty when it is."""
    if len(_TURN.findall(past)) != len(turns) - 1 or not _are_told(past, turns[:-1]):
        return "the turns before are not those of this person"
    told = [statement["text"] for name, statement in alone if name == "statement"]
    if not _are_told(present, [turns[-1], *told]):
        return "the answer on the page is not the one that this conversation gets alone"
    links = {citation["document"] for name, cited in alone if name == "citations" for citation in cited}
    if {unescape(link) for link in _LINK.findall(present)} != links:
        return "the page cites other passages than this conversation gets alone"
    return ""


def _are_told(page: str, texts: Sequence[str]) -> bool:
    """Whether a page shows texts in this order, whatever stands between them."""
    shown, at = _plain(_TAG.sub(" ", page)), 0
    for text in texts:
        at = shown.find(_plain(text), at)
        if at < 0:
            return False
    return True


def _plain(text: str) -> str:
    return re.sub(r"[\W_]+", "", unescape(text))


def address_of(number: int) -> str:
    """An address for each number below 131,072, of the network that is set aside for measuring (RFC 2544)."""
    return f"198.{18 + (number >> 16)}.{number >> 8 & 255}.{number & 255}"


def _from(address: str) -> dict[str, str]:
    """What makes the server, which trusts its own machine, see another address."""
    return {"X-Forwarded-For": address}


def _timeless(data: Any) -> Any:
    return {key: value for key, value in data.items() if key != "ms"} if isinstance(data, dict) else data


def _refused(reply: httpx.Response, started: float) -> Attempt:
    told = reply.headers.get("retry-after", "")
    retry = float(told) if told.isdecimal() else None
    fault = "" if reply.status_code in REFUSED and retry else f"HTTP {reply.status_code}" + (" without Retry-After" if reply.status_code in REFUSED else "")
    return Attempt(reply.status_code, time.perf_counter() - started, retry=retry, fault=fault)


def _failed(started: float, error: Exception) -> Attempt:
    return Attempt(0, time.perf_counter() - started, fault=f"{type(error).__name__}: {error}"[:120])
