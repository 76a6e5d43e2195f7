"""The words by which personal data is recognised, read from `cues.yaml`."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter

from assistant.masking.marks import WORD, plain


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    text = files("assistant.masking").joinpath("cues.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, tuple[str, ...]]).validate_python(yaml.safe_load(text))


@cache
def words_of(name: str) -> frozenset[str]:
    """A list of `cues.yaml` as a set.

    Raises:
        KeyError: If there is no such list.
    """
    return frozenset(_lists()[name])


@cache
def alternatives(name: str) -> str:
    """A list of `cues.yaml` as alternatives of a regular expression, longest first; a space stands for any spaces."""
    return "|".join(re.escape(word).replace(r"\ ", r"[ \t]+") for word in sorted(_lists()[name], key=len, reverse=True))


@cache
def phrases(name: str) -> frozenset[tuple[str, ...]]:
    """A list of `cues.yaml` as sets of words in small letters without apostrophes."""
    return frozenset(tuple(plain(word) for word in WORD.findall(phrase)) for phrase in _lists()[name])
