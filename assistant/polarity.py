"""Polarity: whether a rule answers a yes-or-no question with yes or with no. Silent when that is not plain."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.cues import cue
from corpus.quantities import Bound, Quantity, quantities
from corpus.words import stems

SILENCE = cue("silence")
"""A sentence that says only that a document does not say something."""
_NOT_REQUIRED = cue("not_required")
_REQUIRED = cue("required")
_REFUSED = cue("refused")
_ALLOWED = cue("allowed")
_ASKS_NEED = cue("asks_need")
_ASKS_WAY_OUT = cue("asks_way_out")
_ASKS_LEAVE = cue("asks_leave")
_NEGATED = re.compile(r"\b(?:not|never|no|nobody|none|neither|cannot)\b|n't\b", re.I)
_CONDITION = re.compile(r"\b(?:if|condition|provided|as long as|unless|only|when)\b", re.I)
_LASTS = cue("lasts")
_NOT_PLAIN = cue("not_plain")
_MUST_BE = re.compile(r"\b(?:have to|has to|must|needs? to|got to) (?:\w+ ){0,4}?be (.+)$", re.I)
_EXISTS = re.compile(r"\b(?:is|are) there\b", re.I)
_NONE_SUCH = re.compile(r"\bno\b|\bnot required\b|\bnone\b", re.I)
TOLD = 0.4
"""The share of a question that a rule must hold to say that something exists or does not."""
_NOT_OPTIONAL = re.compile(r"\bnot optional\b", re.I)
_EITHER = cue("either")
_ASKS_ENOUGH = cue("asks_enough")


def polarity(question: str, rule: str, said: Sequence[Quantity], coverage: float, told: float, doubted: bool = False) -> bool | None:
    """Whether the rule answers the question with yes (True) or no (False), or None when that is open.

    Args:
        question: The yes-or-no question.
        rule: The sentence that answers it.
        said: The figures that the person names.
        coverage: How much of the question's weight the passage holds, in [0, 1]; `told` how much the rule itself does.
        doubted: Whether the person's story or the rule's passage holds a condition or negation that a plain yes would pass over.
    """
    if SILENCE.search(rule):
        return None
    exemption = exempted(question, rule, said)
    if exemption is not None:
        return exemption
    if _EITHER.search(question) or _NOT_PLAIN.search(question):
        return None
    claimed = _claimed(question, rule)
    if claimed is not None and (_ASKS_NEED.search(question) or _ASKS_LEAVE.search(question)):
        if not claimed:
            return None
    elif claimed is not None:
        return claimed
    if (must_be := _MUST_BE.search(question)) and not _holds(rule, must_be.group(1)):
        return None
    rule = _NOT_OPTIONAL.sub("required", rule)
    if coverage < 0.5 or re.search(r"\bonly (?:for|of|at|to|by|from)\b", rule, re.I):
        return None
    rule = re.sub(r"\bnot only\b", "", rule, flags=re.I)
    if _ASKS_WAY_OUT.search(question) and not _NEGATED.search(_after_auxiliary(question)):
        return True if _NOT_REQUIRED.search(rule) else False if _REQUIRED.search(rule) else None
    if _EXISTS.search(question):
        if told < TOLD:
            return None
        return False if _NONE_SUCH.search(rule) else True if _REQUIRED.search(rule) else None
    if _ASKS_NEED.search(question):
        if _NOT_REQUIRED.search(rule):
            return False
        return True if _REQUIRED.search(rule) else (False if _REFUSED.search(rule) and coverage > 0.7 else None)
    if _ASKS_LEAVE.search(question):
        if _REFUSED.search(rule) and not re.search(r"\bnot excluded\b|\bnot only\b", rule, re.I):
            return False if coverage > 0.6 and told > 0.3 else None
        return True if _ALLOWED.search(rule) and not doubted else None
    if _NEGATED.search(rule):
        return False if told >= 0.5 else None
    return True if told >= 0.75 else None


def _after_auxiliary(question: str) -> str:
    return re.sub(r"^(?:\W*(?:is|are|do|does|can|am)n't)\b", "", question, flags=re.I)


def _holds(rule: str, demand: str) -> bool:
    """Whether a rule speaks of what somebody must be: "a member" of membership, "one-on-one" of nothing of the kind."""
    wanted = stems(demand)[:1]
    return all(any(stem.startswith(word[:5]) for stem in stems(rule)) for word in wanted)


def silent_sentence(sentences: Sequence[str]) -> int | None:
    """The ordinal of the first sentence that says only that a document does not say something, or None."""
    return next((number for number, sentence in enumerate(sentences) if SILENCE.search(sentence)), None)


def doubtful(story: str, passage: str) -> bool:
    """Whether a story denies something, or a passage sets a condition, so that a plain yes may not hold for the person."""
    return bool(_NEGATED.search(story) or _CONDITION.search(passage))


def frees_outright(rule: str) -> bool:
    """Whether a rule says in so many words that something is not required."""
    return bool(_NOT_REQUIRED.search(rule))


def exempted(question: str, rule: str, said: Sequence[Quantity]) -> bool | None:
    """Whether a rule that no longer asks something after some years still asks it of a person who names their years; None for other rules."""
    if not (_NOT_REQUIRED.search(rule) or _LASTS.search(rule)) or not (
        _ASKS_NEED.search(question) or re.search(r"\b(?:still|obliged|required|do i)\b", question, re.I)
    ):
        return None
    limits = [q for q in quantities(rule) if q.unit == "years" and (q.bound is Bound.AT_LEAST or re.search(r"\bafter\b", rule, re.I))]
    years = [q for q in said if q.unit == "years"]
    if not limits or not years:
        return None
    return not years[0].value >= limits[0].value


def _claimed(question: str, rule: str) -> bool | None:
    """Whether a figure that the question states is the rule's."""
    stated = [q for q in quantities(question) if q.unit in {"hours", "years", "months", "dollars", "percent"} or q.unit.endswith("s")]
    ruled = quantities(rule)
    if len(stated) != 1 or not ruled or _ASKS_ENOUGH.search(question) or re.search(r"\bi(?:'ve| have| had| did| got|'m| am| was)\b", question, re.I):
        return None
    same_unit = [q for q in ruled if q.unit == stated[0].unit]
    if not same_unit:
        return None
    return any(stated[0].value in q.values() for q in same_unit)
