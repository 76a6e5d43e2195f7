"""Thresholds: what the gold set must score, in a file that is changed on purpose."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from corpus.errors import SettingsError
from evals.grading import Share
from evals.scoring import Scores

Least = Field(0.0, ge=0, le=1)


class Thresholds(BaseModel):
    """Least shares, in [0, 1], except `wrong`: the largest number of wrong answers. `kinds` sets the least pass share of single kinds."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    passed: float = Least
    lead: float = Least
    wrong: int = Field(0, ge=0)
    cited: float = Least
    quotes: float = Least
    figures: float = Least
    scope: float = Least
    polarity: float = Least
    refused_rightly: float = Least
    refusals_made: float = Least
    kinds: dict[str, float] = Field(default_factory=dict)


def load_thresholds(path: Path) -> Thresholds:
    """The thresholds of a JSON file.

    Raises:
        SettingsError: If the file is missing or names an unknown score; the message names the place.
    """
    if not path.is_file():
        raise SettingsError(f'{path}: no thresholds here; write the least scores, for example {{"passed": 0.9, "wrong": 0}}')
    try:
        return Thresholds.model_validate_json(path.read_text(encoding="utf-8"))
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(f"{path}: {'.'.join(map(str, first['loc'])) or 'file'}: {first['msg']}; mend the file") from error


def shortfalls(thresholds: Thresholds, total: Scores, kinds: dict[str, Scores]) -> list[str]:
    """What is worse than the thresholds allow, a line each; a score with nothing to measure falls short of nothing."""
    grades = total.grades
    measured: dict[str, Share] = {
        "passed": grades.passed,
        "lead": grades.lead,
        "cited": grades.cited,
        "quotes": total.quotes,
        "figures": total.figures,
        "scope": total.scope,
        "polarity": total.polarity,
        "refused_rightly": total.refused_rightly,
        "refusals_made": total.refusals_made,
    }
    found = [_short(name, share, getattr(thresholds, name)) for name, share in measured.items() if share.value < getattr(thresholds, name)]
    if grades.wrong.hit > thresholds.wrong:
        found.append(f"wrong: {grades.wrong.hit} answers state something wrong, {thresholds.wrong} are allowed")
    for kind, least in thresholds.kinds.items():
        if kind not in kinds:
            found.append(f"{kind}: no question of this kind was asked; take it out of the thresholds or add one")
        elif kinds[kind].grades.passed.value < least:
            found.append(_short(f"{kind}, passed", kinds[kind].grades.passed, least))
    return found


def _short(name: str, share: Share, least: float) -> str:
    return f"{name}: {share} = {share.value:.1%}, at least {least:.1%} is asked"
