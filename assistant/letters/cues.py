"""Cues of letters and replies: how members' messages are built and how they ask, read from `cues.yaml`."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter

from assistant.cues import Cue


@lru_cache(maxsize=1)
def _cues() -> dict[str, Cue]:
    text = files("assistant.letters").joinpath("cues.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, Cue]).validate_python(yaml.safe_load(text))


def letter_cue(name: str) -> re.Pattern[str]:
    """The cue of that name as a pattern that ignores case.

    Raises:
        KeyError: If `cues.yaml` has no such cue.
    """
    return re.compile(_cues()[name].pattern(), re.I)
