"""The check: every figure of a statement stands in the sentence that it cites. Runs on every answer, whoever composed it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.answer import Citation, Derivation, Statement
from corpus.quantities import Quantity, number, quantities
from index.passages import Passage

_FIGURE = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def faults(statement: Statement, citations: Sequence[Citation], passages: Mapping[str, Passage], asked: str) -> list[str]:
    """What is wrong with a statement; empty when it may be shown.

    A statement with citations needs each quote to be a verbatim sentence of its passage, and each of its figures (value, unit and period) to stand in
    one of those quotes, or to be computed by one of its derivations from figures of the quotes and of the question. A statement without citations may name no
    figure with a unit.
    """
    cited = [citation for citation in citations if citation.number in statement.citations]
    found = [f"citation {n} is missing" for n in statement.citations if n not in {c.number for c in cited}]
    for citation in cited:
        passage = passages.get(citation.passage)
        if passage is None or citation.quote not in passage.sentences:
            found.append(f"citation {citation.number} is not a sentence of its passage")
    quoted = [q for citation in cited for q in quantities(citation.quote)]
    digits = {number(match) for citation in cited for match in _FIGURE.findall(citation.quote)} | {v for q in quoted for v in q.values()}
    said = quantities(asked)
    computed: list[Derivation] = []
    for derivation in statement.derivations:
        if derived(derivation, digits | {v for q in said for v in q.values()} | {1.0} | {d.value for d in computed}):
            computed.append(derivation)
    for figure in quantities(statement.text):
        if not _stands(figure, quoted) and not any(d.value in figure.values() for d in computed) and not (statement.derivations and _stands(figure, said)):
            found.append(f"{statement.text[figure.start : figure.end]!r} does not stand in the quoted sentence")
    allowed = digits | {d.value for d in computed} | ({v for q in said for v in q.values()} if statement.derivations else set())
    for match in _FIGURE.findall(statement.text):
        if number(match) not in allowed:
            found.append(f"{match} does not stand in the quoted sentence")
    return found


def derived(derivation: Derivation, figures: set[float]) -> bool:
    """Whether a computed figure is right, and both its operands stand in the quotes or the question (or were computed so)."""
    left, right = derivation.left, derivation.right
    results = {"-": left - right, "+": left + right, "×": left * right, "÷": left / right if right else float("nan")}
    return abs(results.get(derivation.operator, float("nan")) - derivation.value) < 1e-9 and {left, right} <= figures


def _stands(figure: Quantity, quoted: Sequence[Quantity]) -> bool:
    """Whether a figure stands among those of the quotes with the same value, unit and period."""
    for other in quoted:
        if set(figure.values()) <= set(other.values()) and (not figure.unit or figure.unit == other.unit) and (figure.period is None or figure.period == other.period):
            return True
    return False
