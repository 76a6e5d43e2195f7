"""The words by which personal data is recognised, read from `masking.yaml`."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files

import yaml
from pydantic import TypeAdapter

from assistant.masking_marks import WORD, fold


@lru_cache(maxsize=1)
def _lists() -> dict[str, tuple[str, ...]]:
    text = files("assistant").joinpath("masking.yaml").read_text(encoding="utf-8")
    return TypeAdapter(dict[str, tuple[str, ...]]).validate_python(yaml.safe_load(text))


@lru_cache(maxsize=None)
def words_of(name: str) -> frozenset[str]:
    """A list of `masking.yaml` as a set.

    Raises:
        KeyError: If there is no such list.
    """
    return frozenset(_lists()[name])


@lru_cache(maxsize=None)
def alternatives(name: str) -> str:
    """A list of `masking.yaml` as alternatives of a regular expression, longest first; a space stands for any spaces."""
    return "|".join(re.escape(word).replace(r"\ ", r"[ \t]+") for word in sorted(_lists()[name], key=len, reverse=True))


@lru_cache(maxsize=None)
def phrases(name: str) -> frozenset[tuple[str, ...]]:
    """A list of `masking.yaml` as sets of folded words."""
    return frozenset(tuple(fold(word) for word in WORD.findall(phrase)) for phrase in _lists()[name])
