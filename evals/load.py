"""Load: many people ask one server at the same time, and none of them may get an error, or what another one asked for."""

from __future__ import annotations

import asyncio
import math
import random
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import cycle, islice
from typing import Any

import httpx

from evals.load_people import REFUSED, Attempt, Chat, Crowd, Events, Outcome, Person, address_of, read_chat
from evals.load_server import Server

Conversation = tuple[str, ...]
EARLY = 5.0
"""Seconds within which a refusal must come."""
GROWTH = 40.0
"""Megabytes by which questions in a row may let the server grow, once it is warm."""
WARM = 0.25
"""The share of these questions after which it is."""
FOLLOWING = "And for {scope}?", "And for renewal?"
"""How a person's conversations go on: with a scope of their own, and with a question that means that scope without a word of it."""
ALONE, SOAK = 1 << 15, 1 << 16
"""Where the numbers of people begin who ask alone, and who ask in a row."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How much is asked: people with pauses (seconds, on average) for some seconds, then people at once, then one address without
    waiting, then questions in a row."""

    people: int = 50
    pause: float = 10.0
    seconds: float = 120.0
    at_once: int = 200
    one_address: int = 150
    soak: int = 0


@dataclass(frozen=True, slots=True)
class Phase:
    """What one part of it came to.

    Attributes:
        seconds: How long it took.
        worked: The seconds that the server computed meanwhile; None where that cannot be told.
        memory: What the server held before and after, in megabytes.
    """

    name: str
    outcomes: tuple[Outcome, ...]
    seconds: float
    worked: float | None
    memory: tuple[float | None, float | None]
    faults: tuple[str, ...]


Progress = Callable[[str], None]


def conversations(questions: Sequence[Conversation], scopes: Sequence[str], people: int, turns: int) -> list[list[Conversation]]:
    """What each person asks: conversations of at least so many turns together, no two people's alike while the questions last.

    Args:
        questions: Conversations to begin with.
        scopes: What people say that they mean, in the turn that follows.
        people: How many there are.
        turns: How many turns each has at least.
    """
    mixed = cycle(random.Random("load").sample(list(questions), len(questions)))
    made: list[list[Conversation]] = []
    for person in range(people):
        mine: list[Conversation] = []
        while sum(map(len, mine)) < turns:
            following = [turn.format(scope=scopes[person % len(scopes)]) for turn in FOLLOWING] if scopes else []
            mine.append((*next(mixed), *following))
        made.append(mine)
    return made


async def measure(server: Server, plan: Plan, questions: Sequence[Conversation], progress: Progress = lambda said: None) -> list[Phase]:
    """Put load on a server. Ends by itself: each question has a time limit, and so has each part.

    Args:
        server: Who answers.
        plan: How much is asked.
        questions: Conversations to begin with.
        progress: Told which part begins.
    """
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None, keepalive_expiry=1.0)
    async with httpx.AsyncClient(base_url=server.url, limits=limits, timeout=httpx.Timeout(None, connect=30.0), trust_env=False) as client:
        chat = await _chat(client)
        scopes = [f"{a}, {b}" for a in chat.scopes[0] for b in chat.scopes[1]] if chat and len(chat.scopes) == 2 else []
        crowd = Crowd(client, chat)
        load = _Load(server, plan, crowd, random.Random("pauses"), progress)
        calm = conversations(questions, scopes, plan.people, math.ceil(plan.seconds / max(plan.pause, 1.0)) + 2)
        sudden = [mine[0][:1] for mine in conversations(questions[::-1], scopes, plan.at_once, 1)]
        alone = await load.alone([*(one for mine in calm for one in mine), *sudden])
        if not load.phases[0].faults:
            await load.with_pauses(calm, alone)
            await load.at_once("at once, through the API", sudden, alone, every=0)
            if chat:
                await load.at_once("at once, half of them on the chat page", sudden, alone, every=2)
            await load.one_address(sudden[0])
            if plan.soak:
                await load.in_a_row(questions)
        return load.phases


async def _chat(client: httpx.AsyncClient) -> Chat | None:
    try:
        reply = await client.get("/")
        return read_chat(reply.text) if reply.status_code == 200 else None
    except httpx.HTTPError:
        return None


class _Load:
    """The parts, one after the other."""

    def __init__(self, server: Server, plan: Plan, crowd: Crowd, chance: random.Random, progress: Progress) -> None:
        self.server, self.plan, self.crowd, self.chance, self.progress = server, plan, crowd, chance, progress
        self.phases: list[Phase] = []

    @asynccontextmanager
    async def phase(self, name: str) -> AsyncIterator[tuple[list[Outcome], list[str]]]:
        """One part: what is put into the lists meanwhile is what it came to."""
        self.progress(name)
        outcomes, faults = list[Outcome](), list[str]()
        memory, worked, started = self.server.memory(), self.server.worked(), time.perf_counter()
        yield outcomes, faults
        seconds, after = time.perf_counter() - started, self.server.worked()
        spent = after - worked if after is not None and worked is not None else None
        found = (*faults, *found_faults(outcomes))
        self.phases.append(Phase(name, tuple(outcomes), seconds, spent, (memory, self.server.memory()), found))

    async def alone(self, asked: Sequence[Conversation]) -> Mapping[Conversation, Events]:
        """What each turn of the conversations gets when nobody else asks."""
        told: dict[Conversation, Events] = {}
        async with self.phase("one after the other") as (outcomes, faults):
            if self.crowd.chat is None:
                faults.append("the chat page is not there, or not the one known here, and was not asked")
            for number, conversation in enumerate(asked):
                for length in range(1, len(conversation) + 1):
                    turns = conversation[:length]
                    if turns not in told:
                        attempt, told[turns] = await self.crowd.stream(turns, address_of(ALONE + number))
                        outcomes.append(_single(attempt))
                        if attempt.status != 200 or attempt.fault:
                            return told  # what one person alone is refused, a crowd need not ask
        return told

    async def with_pauses(self, scripts: Sequence[Sequence[Conversation]], alone: Mapping[Conversation, Events]) -> None:
        """People who ask, read, and ask again; every second one on the chat page."""
        plan = self.plan

        async def visit(person: Person, script: Sequence[Conversation], outcomes: list[Outcome], until: float) -> None:
            await asyncio.sleep(self.chance.uniform(0, plan.pause))
            for conversation in cycle(script):
                person.begin()
                for question in conversation:
                    if time.perf_counter() >= until:
                        return
                    outcome = await person.ask(question)
                    outcomes.append(outcome)
                    await asyncio.sleep(self.chance.uniform(0.5, 1.5) * plan.pause)
                    if not outcome.answered:
                        break

        async with self.phase(f"{plan.people} people with pauses of {plan.pause:g} s") as (outcomes, _):
            people = [self._person(number, 2, alone) for number in range(len(scripts))]
            until = time.perf_counter() + plan.seconds
            await _together(visit(person, script, outcomes, until) for person, script in zip(people, scripts, strict=True))

    async def at_once(self, name: str, asked: Sequence[Conversation], alone: Mapping[Conversation, Events], every: int) -> None:
        """People who all ask at the same moment; those who are refused come back when they were told."""
        first = self.plan.people * (len(self.phases) + 1)

        async def ask(person: Person, question: str, outcomes: list[Outcome]) -> None:
            person.begin()
            outcomes.append(await person.ask(question))

        async with self.phase(f"{len(asked)} {name}") as (outcomes, _):
            people = [self._person(first + number, every, alone) for number in range(len(asked))]
            await _together(ask(person, turns[0], outcomes) for person, turns in zip(people, asked, strict=True))

    async def one_address(self, turns: Conversation) -> None:
        """A program at one address, which does not wait: it must be held back."""

        async def ask(outcomes: list[Outcome]) -> None:
            outcomes.append(_single((await self.crowd.stream(turns, address_of(ALONE - 1)))[0]))

        async with self.phase(f"{self.plan.one_address} at once from one address") as (outcomes, faults):
            await _together(ask(outcomes) for _ in range(self.plan.one_address))
            if not any(outcome.attempts[0].status == 429 for outcome in outcomes):
                faults.append(f"one address asked {self.plan.one_address} times at once and was never refused")

    async def in_a_row(self, questions: Sequence[Conversation]) -> None:
        """One question after the other, to see whether memory grows."""
        async with self.phase(f"{self.plan.soak} in a row") as (outcomes, faults):
            warm: float | None = None
            for number, turns in enumerate(islice(cycle(questions), self.plan.soak)):
                if number == int(WARM * self.plan.soak):
                    warm = self.server.memory()
                outcomes.append(_single((await self.crowd.stream(turns, address_of(SOAK + number % SOAK)))[0]))
            now = self.server.memory()
            if warm is not None and now is not None and now - warm > GROWTH:
                faults.append(f"the server grew by {now - warm:.0f} MB after its first {WARM:.0%} of questions; {GROWTH:.0f} MB are allowed")

    def _person(self, number: int, every: int, alone: Mapping[Conversation, Events]) -> Person:
        """A person who asks through the API; one in `every` asks on the chat page, where there is one."""
        on_page = bool(every and self.crowd.chat and number % every == every - 1)
        return Person(number, "chat" if on_page else "api", self.crowd, alone)


def found_faults(outcomes: Sequence[Outcome]) -> list[str]:
    """What must not be: errors, answers of others, refusals that are late or do not say when to come back. One line each, with how often it was."""
    counts: dict[str, int] = {}
    for outcome in outcomes:
        for attempt in outcome.attempts:
            late = attempt.status in REFUSED and attempt.seconds > EARLY
            fault = attempt.fault or (f"refused only after more than {EARLY:g} s" if late else "")
            if fault:
                counts[f"{outcome.way}: {fault}"] = counts.get(f"{outcome.way}: {fault}", 0) + 1
    return [f"{fault} ({count} times)" for fault, count in counts.items()]


def _single(attempt: Attempt) -> Outcome:
    return Outcome("api", 0, (attempt,), attempt.seconds)


async def _together(work: Any) -> None:
    """All of it at the same time; the first exception ends the rest."""
    async with asyncio.TaskGroup() as group:
        for one in work:
            group.create_task(one)
