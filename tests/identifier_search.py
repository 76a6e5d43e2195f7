"""Finds what tells of a person in files of any kind: the identifiers of the invented messages, in any case, and coded as files and logs do."""

from __future__ import annotations

import base64
import re
from collections.abc import Iterable, Iterator
from html import unescape
from urllib.parse import unquote_plus

from personal_messages import MESSAGES, _words

WORDS = {word for message in MESSAGES for kind, said in message.identifiers if kind == "name" for word in _words(said) if len(word) > 2}
STRINGS = {said for message in MESSAGES for kind, said in message.identifiers if kind != "name" and len(said) > 3}
WORD = re.compile(r"[^\W_]+")


def told(content: bytes, words: Iterable[str] = WORDS, strings: Iterable[str] = STRINGS) -> list[str]:
    """The identifiers that a file holds, in any case and also coded: names as whole words, all else as it was written."""
    views = [view.casefold() for view in _views(content)]
    there = {word for view in views for word in WORD.findall(view.replace("'", "").replace("’", ""))}
    found = [word for word in words if word in there or _is_coded(word, content)]
    return [*found, *(said for said in strings if _is_coded(said, content) or any(said.casefold() in view for view in views))]


def _views(content: bytes) -> Iterator[str]:
    """A file as text: as it is, as part of an address, of JSON or of HTML, and in UTF-16."""
    plain = content.decode(errors="replace")
    yield plain
    if "%" in plain:
        yield unquote_plus(plain)
    if "\\u" in plain:
        yield re.sub(r"\\+u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)), plain)
    if "&" in plain:
        yield unescape(plain)
    for start in (0, 1):
        yield content[start:].decode("utf-16-le", errors="replace")


def _is_coded(said: str, content: bytes) -> bool:
    """Whether it is there in base 64: at one of three places within a group, without the characters that its neighbours have a part in."""
    return len(said) > 7 and any(base64.b64encode(b"\0" * at + said.encode())[4 if at else 0 : -4] in content for at in range(3))
