"""An answer as text: plain for terminals (from `assistant.plain`), Markdown for a file that is kept. HTML is in `ui.markup`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answer import Answer
from assistant.plain import as_sentence, capital, clean, head, named, plain, side_by_side, source_line, sources
from assistant.wording import edition_label

__all__ = ["capital", "clean", "escape_markdown", "head", "markdown", "plain", "side_by_side", "source_line", "sources"]

_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>()#+|~!$&-])")


def markdown(turns: Iterable[tuple[str, Answer]]) -> str:
    """A conversation, question and answer in turn, as a Markdown document in which no text of it is markup."""
    parts = ["# Endorsement questions and answers", "The guidelines decide, not this document: check each answer against its source."]
    for question, answer in turns:
        parts += [f"## {escape_markdown(question)}", *_blocks(answer)]
    return "\n\n".join(parts) + "\n"


def escape_markdown(text: str) -> str:
    """The text on one line, such that Markdown shows it as it is."""
    escaped = _MARKDOWN.sub(r"\\\1", clean(text)).replace("://", "\\://").replace("www.", "www\\.").replace("@", "\\@")
    return re.sub(r"^(\d+)\.", r"\1\\.", escaped)


def _blocks(answer: Answer) -> list[str]:
    """The paragraphs of one answer in a Markdown document, its sources last."""
    blocks: list[str] = []
    listed = False
    for statement, name in named(answer):
        numbers = "".join(f" \\[{number}\\]" for number in statement.citations)
        name = f"{name}, {edition_label(clean(statement.edition))}" if side_by_side(statement, answer) else name
        text = f"{f'**{escape_markdown(name)}:** ' if name else ''}{escape_markdown(statement.text)}{numbers}"
        item = statement.item or bool(name)
        if item and listed:
            blocks[-1] += f"\n- {text}"
        else:
            blocks.append(f"- {text}" if item else text)
        listed = item
    blocks += [f"*{escape_markdown(as_sentence(note))}*" for note in answer.notes]
    lines = "\n".join(f"- {escape_markdown(line)}" for line in sources(answer))
    return [*blocks, f"Sources:\n\n{lines}"] if lines else blocks
