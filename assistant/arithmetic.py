"""Sums that people ask for: what is still missing, and what a yearly figure comes to."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Derivation
from corpus.quantities import Quantity, quantities

_LEFT = re.compile(r"\b(?:left|remain\w*|more|missing|short|still (?:need|owe|have|to)|to go|lack\w*|rest|additional|behind|how far|outstanding|complete the|need(?:ed)? to (?:reach|finish)|owe)\b", re.I)
_TOTAL = re.compile(r"\b(?:total|altogether|in all|add(?:s|ed)? up|come[s]? to|that's|sum|overall|combined|over (?:the )?(?:\d+|two|three|four|five|six|ten)|in (?:\d+|two|three|four|five|six|ten) years|for (?:\d+|two|three|four|five|six|ten) years)\b", re.I)
_HAVE = re.compile(r"\b(?:i|we|she|he|they|member|caller|applicant|candidate)?\s*(?:'ve|have|has|had|did|done|completed|finished|got|with|logged|racked up|earned|received|attended|sitting at|only|already|so far)\b", re.I)


@dataclass(frozen=True, slots=True)
class Sum:
    """A computed figure in words, and where it comes from."""

    text: str
    derivations: tuple[Derivation, ...]


def wants_difference(question: str) -> bool:
    """Whether a question asks what is still missing."""
    return bool(_LEFT.search(question))


def wants_total(question: str) -> bool:
    """Whether a question asks what a recurring figure comes to."""
    return bool(_TOTAL.search(question))


def possessed(question: str, said: Sequence[Quantity]) -> list[Quantity]:
    """The figures in hours, dollars or counts that the person says they have already."""
    return [q for q in said if q.unit in {"hours", "dollars", "families", "ratings", "references"} and (_HAVE.search(question) or len(said) == 1)]


def difference(need: Quantity, have: float, what: str) -> Sum:
    """What is still missing of a required figure; "nothing" when there is enough."""
    unit = need.unit
    if have >= need.value:
        return Sum(f"{_figure(have, unit)} is not less than the {_figure(need.value, unit)} asked{what}.", (Derivation(have - need.value, have, "-", need.value),))
    left = need.value - have
    return Sum(f"{_figure(left, unit)} more{what}: {_figure(need.value, unit)} are asked and you name {_figure(have, unit)}.", (Derivation(left, need.value, "-", have),))


def product(each: Quantity, years: float) -> Sum:
    """What a yearly figure comes to over some years."""
    total = each.value * years
    return Sum(f"{_figure(total, each.unit)} over {years:g} years: {_figure(each.value, each.unit)} a year for {years:g} years.", (Derivation(total, each.value, "×", years),))


def required(sentence: str, unit: str) -> Quantity | None:
    """The figure of that unit that a sentence asks for: the first that is not a share of another."""
    return next((q for q in quantities(sentence) if q.unit == unit and not q.part), None)


def _figure(value: float, unit: str) -> str:
    if unit == "dollars":
        return f"${value:,.0f}" if value == int(value) else f"${value:,.2f}"
    return f"{value:g} {unit.removesuffix('s') if value == 1 else unit}"
