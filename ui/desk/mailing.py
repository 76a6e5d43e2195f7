"""A reply as the HTML of an e-mail: paragraphs, lists and links, every text escaped."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from itertools import groupby

_ADDRESS = re.compile(r"https?://[^\s<>\"“”]+")
_ITEM = re.compile(r"[-•*] +(?=\S)")
_NUMBERED = re.compile(r"(\d{1,3})[.)] +(?=\S)")
_HIDDEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_AFTER = ".,;:!?)]}'’\""


def email_html(reply: str) -> str:
    """The reply as HTML.

    Args:
        reply: Plain text; an empty line ends a paragraph, lines that begin with "- " or "1. " are a list.
    """
    blocks = re.split(r"\n\s*\n", _HIDDEN.sub("", reply).strip())
    return "\n".join(part for block in blocks for part in _parts(block.splitlines()))


def _parts(lines: list[str]) -> Iterator[str]:
    for kind, run in groupby((line.strip() for line in lines if line.strip()), key=_kind):
        group = list(run)
        if kind == "text":
            yield f"<p>{'<br>'.join(map(_linked, group))}</p>"
        elif kind == "item":
            items = [f"<li>{_linked(_ITEM.sub('', line, count=1))}</li>" for line in group]
            yield f"<ul>{''.join(items)}</ul>"
        else:
            numbered = [(match.group(1), line[match.end() :]) for line in group if (match := _NUMBERED.match(line))]
            items = [f'<li value="{int(number)}">{_linked(text)}</li>' for number, text in numbered]
            yield f"<ol>{''.join(items)}</ol>"


def _kind(line: str) -> str:
    return "item" if _ITEM.match(line) else "number" if _NUMBERED.match(line) else "text"


def _linked(line: str) -> str:
    """The line escaped, its addresses as links."""
    parts, end = [], 0
    for match in _ADDRESS.finditer(line):
        address = match.group().rstrip(_AFTER)
        parts.append(escape(line[end : match.start()]))
        parts.append(f'<a href="{escape(address)}" target="_blank" rel="noopener noreferrer">{escape(address)}</a>')
        end = match.start() + len(address)
    return "".join([*parts, escape(line[end:])])
