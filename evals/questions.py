"""Question files: one JSON object a line, each a conversation with what a right answer must and must not hold."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from corpus.errors import QuestionError


class Question(BaseModel):
    """One line of a question file.

    Attributes:
        turns: One conversation, oldest first; the last turn is answered.
        must: Regular expressions that all have to match the answer's text, in any case, across lines.
        must_not: Regular expressions that match only a wrong answer.
        cite: Ids of the sources any one of which is right as the first citation.
        expect: Whether it has an answer, must be refused, or must be asked back or answered for each candidate.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    id: str
    kind: str
    turns: tuple[str, ...] = Field(min_length=1)
    association: str | None = None
    level: str | None = None
    must: tuple[str, ...] = ()
    must_not: tuple[str, ...] = ()
    cite: tuple[str, ...] = ()
    section: str = ""
    expect: Literal["answer", "refuse", "clarify_or_compare"]
    gold: str = ""

    @field_validator("must", "must_not")
    @classmethod
    def _patterns(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            try:
                re.compile(pattern)
            except re.error as error:
                raise ValueError(f"{pattern!r} is not a regular expression ({error})") from error
        return patterns


def load_questions(path: Path) -> tuple[Question, ...]:
    """The questions of a file, in order; empty lines are passed over.

    Raises:
        QuestionError: If the file is missing or empty, a line is not valid, or an id comes twice; with file and line.
    """
    if not path.is_file():
        raise QuestionError(f"{path}: no such question file; name one, or leave it out for the gold set")
    found: dict[str, Question] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line.strip():
            continue
        try:
            question = Question.model_validate(json.loads(line))
        except ValidationError as error:
            first = error.errors()[0]
            raise QuestionError(f"{path}:{number}: {'.'.join(map(str, first['loc']))}: {first['msg']}; mend the line") from error
        except json.JSONDecodeError as error:
            raise QuestionError(f"{path}:{number}: not JSON ({error.msg}); write one object a line") from error
        if question.id in found:
            raise QuestionError(f"{path}:{number}: id {question.id!r} is taken; ids are unique in a file")
        found[question.id] = question
    if not found:
        raise QuestionError(f"{path}: holds no question; write one JSON object a line")
    return tuple(found.values())
