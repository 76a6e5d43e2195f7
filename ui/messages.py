"""What the programming interface takes and gives, and what is said of a body that is not so."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue

TURNS, LONGEST = 20, 2_000
KEYS, LONGEST_KEY = 20, 64
LONGEST_SITE = 200
LONGER = f"a question may have at most {LONGEST:,} characters; shorten it"
Question = Annotated[str, Field(max_length=LONGEST)]
Key = Annotated[str, Field(min_length=1, max_length=LONGEST_KEY)]
CITATION: dict[str, JsonValue] = {
    "sheet": "northvale-2031-ii",
    "source": "northvale-2031",
    "heading": "Requirements > Training",
    "quote": "At least 71 clock hours of training are required.",
    "url": "https://example.org/northvale.pdf",
    "page": 4,
    "number": 1,
    "passage": "northvale-2031-ii#Requirements/Training#1",
    "document": "/documents/northvale-2031-ii?q=0f3a9c1b2d#p-5e6f708192",
}
SCOPE: dict[str, JsonValue] = {"associations": ["NVAIMH"], "categories": ["IFS"], "part": "requirements", "topics": ["training"]}


class Asked(BaseModel):
    """A conversation, oldest turn first; the last turn is answered. Associations and categories hold over what its words say, unless they are presumed."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"turns": ["How many hours of training in Northvale?", "And for renewal?"]},
                {"turns": ["How much training?"], "associations": ["NVAIMH"], "categories": ["IFS"]},
            ]
        },
    )

    turns: Annotated[list[Question], Field(min_length=1, max_length=TURNS, description="What the person asked, turn by turn.")]
    associations: Annotated[list[Key], Field(max_length=KEYS, description="Keys of the vocabulary that limit the answer.")] = []
    categories: Annotated[list[Key], Field(max_length=KEYS, description="Keys of the vocabulary that limit the answer.")] = []
    presumed: Annotated[bool, Field(description="Whether associations and categories give way to those that the words name.")] = False


class Sent(BaseModel):
    """A question that a visitor chooses to send, or marks: the last turn, with the turns before it. The site is the one whose page it was asked on."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"turns": ["Do my 40 hours count? My name is Ada Example."], "kind": "sent"},
                {"turns": ["How much training?", "And for renewal?"], "kind": "unhelpful", "associations": ["NVAIMH"], "site": "https://www.example.org"},
            ]
        },
    )

    turns: Annotated[list[Question], Field(min_length=1, max_length=TURNS, description="What the person asked, turn by turn.")]
    kind: Annotated[Literal["sent", "helpful", "unhelpful"], Field(description="Whether the question is sent to staff or its answer is marked.")]
    associations: Annotated[list[Key], Field(max_length=KEYS, description="Keys of the vocabulary that limited the answer.")] = []
    categories: Annotated[list[Key], Field(max_length=KEYS, description="Keys of the vocabulary that limited the answer.")] = []
    presumed: Annotated[bool, Field(description="Whether associations and categories gave way to those that the words name.")] = False
    site: Annotated[str, Field(max_length=LONGEST_SITE, pattern=r"^[A-Za-z0-9.:/_\[\]-]*$", description="Where it was asked; empty for the chat page.")] = ""


class Kept(BaseModel):
    """All of a visitor's text that is kept, or would be: the question and the turns before it, without personal data, and for how many days."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"text": "Do my 40 hours count? My name is [name].", "turns": ["How much training?"], "days": 90}]}
    )

    text: str
    turns: list[str]
    days: int


class Cited(BaseModel):
    """A quoted sentence and where it stands; `document` is its address on this server."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [CITATION]})

    sheet: str
    source: str
    heading: str
    quote: str
    url: str | None
    page: int | None
    number: int
    passage: str
    document: str


class Scoped(BaseModel):
    """What the question was understood to be about."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [SCOPE]})

    associations: list[str]
    categories: list[str]
    part: str | None
    topics: list[str]


class Replied(BaseModel):
    """An answer; `text` is the whole of it without its sources, `ms` how many milliseconds it took."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "examples": [
                {"status": "answered", "text": "At least 71 clock hours of training are required.", "citations": [CITATION], "scope": SCOPE, "ms": 12.3}
            ]
        },
    )

    status: Annotated[str, Field(description="answered, needs_clarification, not_covered, out_of_scope or urgent")]
    text: str
    citations: list[Cited]
    scope: Scoped
    ms: float


class Refused(BaseModel):
    """Why there is no answer."""

    model_config = ConfigDict(extra="forbid", json_schema_extra={"examples": [{"error": '"turns" is missing; it is a list of texts'}]})

    error: str


def fault(errors: Sequence[Any], body: type[BaseModel] = Asked) -> str:
    """The first fault of a body in plain words, without anything of the body itself; `body` is what it should have been."""
    first = errors[0] if errors else {}
    kind, where = str(first.get("type", "")), [part for part in first.get("loc", ()) if part != "body"]
    name = where[0] if where and where[0] in body.model_fields else None
    if kind == "extra_forbidden":
        return f"there is a name that is not known here; known are {', '.join(body.model_fields)}"
    if name is None or kind == "json_invalid":
        return 'the body is a JSON object such as {"turns": ["How much training?"]}, sent as application/json'
    if name == "kind":
        return '"kind" is one of "sent", "helpful" and "unhelpful"'
    if name == "presumed":
        return '"presumed" is true or false'
    if name == "site":
        return f'"site" is the name or address of a website, at most {LONGEST_SITE} characters'
    if kind == "string_too_long":
        return LONGER if name == "turns" else f'"{name}" holds a name that is too long'
    if kind == "too_long":
        return f'"{name}" may hold at most {TURNS if name == "turns" else KEYS}'
    if kind in {"missing", "too_short"}:
        return f'"{name}" is missing or empty; it is a list of texts'
    return f'"{name}" is a list of texts'
