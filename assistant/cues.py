"""Cues: the words and forms by which a question shows what it wants, read from `cues.yaml`."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import BaseModel, ConfigDict, TypeAdapter


class Cue(BaseModel):
    """One cue: `words` stand between word boundaries, `forms` are whole patterns; any of them is enough."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    words: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()

    def pattern(self) -> str:
        """The cue as one regular expression."""
        joined = "|".join(self.words)
        return "|".join([*([rf"\b(?:{joined})\b"] if joined else []), *self.forms])


@lru_cache(maxsize=1)
def _cues() -> dict[str, Cue]:
    text = files("assistant").joinpath("cues.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, Cue]).validate_python(yaml.safe_load(text))


def cue(name: str) -> re.Pattern[str]:
    """The cue of that name as a pattern that ignores case.

    Raises:
        KeyError: If `cues.yaml` has no such cue.
    """
    return re.compile(_cues()[name].pattern(), re.I)
