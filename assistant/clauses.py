"""Clauses: the questions that one sentence joins ("what does it cost, and who signs?"), apart."""

from __future__ import annotations

import re

from assistant.cues import cue
from corpus.words import stems

_JOINT = cue("joint")
_OPENS, _OPENS_PLAINLY, _ASKS = cue("opens"), cue("opens_plainly"), cue("asks_within")
_LEADS, _OF_THEM, _COUNTS, _HANGS = cue("leads"), cue("of_them"), cue("counts_only"), cue("hangs")
_RELATIVE = re.compile(r"(?:who|whom|whose|which|where|when|if)\b", re.I)
_IF = re.compile(r"if \w+ \w+ \w", re.I)


def asked_apart(sentence: str) -> list[str]:
    """The questions of one sentence, in order; what leads up to one stays with it, and a sentence that asks one thing or nothing stays whole.

    A question is only cut off where both sides of the joint ask, and ask about something: "what and how many", "who can and who cannot" and "is there one,
    and how many" stay together. So do relative clauses side by side.
    """
    cuts: list[tuple[int, int]] = []
    start = 0
    joints = [joint for joint in _JOINT.finditer(sentence) if _opens(sentence[joint.end() :], joint.group())]
    for n, joint in enumerate(joints):
        end = joints[n + 1].start() if n + 1 < len(joints) else len(sentence)
        left, right = sentence[start : joint.start()], sentence[joint.end() : end]
        last = n + 1 == len(joints)
        if _is_whole(left) and (_is_whole(right) or (last and _IF.match(right))) and not _goes_along(left, right):
            cuts.append(joint.span())
            start = joint.end()
    starts, ends = [0, *(end for _, end in cuts)], [*(start for start, _ in cuts), len(sentence)]
    return [sentence[start:end].strip(" ,;") for start, end in zip(starts, ends, strict=True)]


def _opens(text: str, joint: str) -> bool:
    """Whether a question may begin here; after a mere comma only one that cannot be a relative clause."""
    return bool((_OPENS if re.search(r"\w|\+", joint) else _OPENS_PLAINLY).match(text))


def _is_whole(part: str) -> bool:
    """Whether a part asks, and about something."""
    if not _ASKS.search(part) or _HANGS.search(part):
        return False
    return bool(stems(_COUNTS.sub(" ", _LEADS.sub(" ", part)))) and not _OF_THEM.search(part)


def _goes_along(left: str, right: str) -> bool:
    """Whether the right part is one more relative clause to a noun of the left one ("somebody who is endorsed and who …")."""
    opening = _RELATIVE.match(right)
    if opening is None:
        return False
    before = [left[: match.start()].split() for match in re.finditer(rf"(?<=\w )\b{opening.group()}\b", left, re.I)]
    return any(words and not _LEADS.fullmatch(words[-1]) for words in before)
