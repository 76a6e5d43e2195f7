"""Sidecars: what a person says about a document, in a small YAML file beside it; it wins over what the document seems to say."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.errors import DocumentError

SUFFIX = ".yaml"


class Sidecar(BaseModel):
    """What is said outright about a document; a field left out is read from the document.

    `association` is a key or name of the vocabulary, or the full name of an association that it does not know, with an abbreviation in brackets.
    `headings` says what headings of the document mean: the heading, and a part, topic or category of the vocabulary.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str | None = Field(default=None, pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
    source: str | None = None
    title: str | None = None
    association: str | None = None
    category: str | None = None
    edition: str | None = None
    status: Literal["current", "superseded", "draft"] | None = None
    url: str | None = None
    note: str | None = None
    headings: dict[str, str] = Field(default_factory=dict)

    @field_validator("edition", "source", "title", "id", mode="before")
    @classmethod
    def _as_text(cls, value: object) -> object:
        return str(value) if value is not None and not isinstance(value, str) else value

    def joined(self, other: Sidecar) -> Sidecar:
        """This sidecar with what another says outright on top of it."""
        return self.model_copy(update=other.model_dump(exclude_defaults=True))


def sidecar_of(path: Path) -> Path | None:
    """The sidecar beside a document: "guide.pdf.yaml", or "guide.yaml"; None if there is none."""
    for beside in (path.with_name(path.name + SUFFIX), path.with_suffix(SUFFIX)):
        if beside.is_file() and beside != path:
            return beside
    return None


def read_sidecar(path: Path) -> Sidecar:
    """What stands in a sidecar.

    Raises:
        DocumentError: If it is not valid; the message names the field and those that there are.
    """
    fields = ", ".join(Sidecar.model_fields)
    try:
        data = yaml.safe_load(path.read_text(encoding="utf-8-sig")) or {}
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise DocumentError(path, f"not valid YAML ({' '.join(str(error).split())}); write 'field: value' lines, with the fields {fields}") from error
    if not isinstance(data, dict):
        raise DocumentError(path, f"must hold 'field: value' lines, with the fields {fields}")
    try:
        return Sidecar.model_validate({str(key): value for key, value in data.items()})
    except ValidationError as error:
        first = error.errors()[0]
        raise DocumentError(path, f"{'.'.join(map(str, first['loc']))}: {first['msg']}; the fields are {fields}") from error
