"""An answer as server-sent events, for a page that draws it part by part."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from typing import Any

from assistant.answer import Answer, Statement
from ui.asking import as_dict


async def events(answer: Answer, milliseconds: float) -> AsyncIterator[str]:
    """The answer in order: `scope`, a `statement` for each, `citations`, `end`.

    An answer is checked as a whole before any of it is shown: all of its statements are ready at the same moment.
    """
    whole = as_dict(answer, milliseconds, linked=True)
    yield event("scope", whole["scope"])
    for statement in answer.statements:
        await asyncio.sleep(0)  # lets a client who has left be noticed
        yield event("statement", {**_statement(statement), "layout": answer.layout.value})
    yield event("citations", whole["citations"])
    end = {
        "status": whole["status"],
        "text": whole["text"],
        "layout": answer.layout.value,
        "notes": list(answer.notes),
        "suggestions": list(answer.suggestions),
    }
    yield event("end", {**end, "ms": whole["ms"]})


def event(name: str, data: Any) -> str:
    """One event; JSON holds no line end, so that no text can begin another event."""
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"


def _statement(statement: Statement) -> dict[str, Any]:
    return {
        "text": statement.text,
        "citations": list(statement.citations),
        "label": statement.label,
        "topic": statement.topic,
        "edition": statement.edition,
        "item": statement.item,
    }
