"""An answer as plain text: what terminals, replies and lists of sources show of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.answer import Answer, Citation, Layout, Statement
from assistant.wording import edition_label

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")


def plain(answer: Answer, marks: bool = False) -> str:
    """The answer as plain text, without its list of sources.

    The lead comes first, a labelled statement is "label: text", a list item "- text", a row of a comparison or checklist "label or topic: text", a row of
    changes "topic: edition: text; edition: text"; running text is joined to paragraphs; notes come last.

    Args:
        answer: What is shown.
        marks: Whether each statement ends with the numbers of its sources ("[1][2]").
    """
    lines: list[str] = []
    running = False
    row = ""
    for statement, name in named(answer):
        numbers = "".join(f"[{number}]" for number in statement.citations) if marks else ""
        line = f"{'- ' if statement.item else ''}{f'{name}: ' if name else ''}{clean(statement.text)}{' ' if numbers else ''}{numbers}"
        free = not (statement.item or name)
        if side_by_side(statement, answer):
            cell = f"{edition_label(clean(statement.edition))}: {line.removeprefix(f'{name}: ')}"
            if row == name:
                lines[-1] = f"{lines[-1].removesuffix('.')}; {cell}"
            else:
                lines.append(f"{name}: {cell}")
        elif running and free:
            lines[-1] += f" {line}"
        else:
            lines.append(line)
        running, row = free, name if side_by_side(statement, answer) else ""
    return "\n".join([*lines, *(as_sentence(note) for note in answer.notes)])


def sources(answer: Answer) -> list[str]:
    """The citations, a line each: number, whose rule, heading, the quoted sentence, page and address where they are known."""
    return [source_line(citation) for citation in sorted(answer.citations, key=lambda citation: citation.number)]


def source_line(citation: Citation) -> str:
    """One citation as a line: '[1] label. Heading > path: "quoted sentence" (page 4) https://…'."""
    where = ". ".join(clean(part) for part in (citation.label, citation.heading) if part)
    page = f" (page {citation.page})" if citation.page is not None else ""
    return f'[{citation.number}] {where}: "{clean(citation.quote)}"{page}' + (f" {clean(citation.url)}" if citation.url else "")


def named(answer: Answer) -> Iterator[tuple[Statement, str]]:
    """The statements with what stands before each: its head, and a checklist's one label before its first row."""
    label = ""
    for statement in answer.statements:
        name, own = head(statement, answer), clean(statement.label)
        if statement.edition:
            yield statement, name
            continue
        if own and own != label and own not in name:
            name = f"{own}, {name}"
        label = own or label
        yield statement, name


def side_by_side(statement: Statement, answer: Answer) -> bool:
    """Whether a statement is the cell of a table with a row for each topic and a column for each edition."""
    return answer.layout is Layout.CHANGES and bool(statement.edition)


def head(statement: Statement, answer: Answer) -> str:
    """What heads a statement's row: its label; in a checklist or among changes its topic; both where rows of the answer differ in both; or nothing."""
    label, topic = clean(statement.label), capital(clean(statement.topic))
    if statement.edition:
        return topic if answer.layout is Layout.CHANGES else ", ".join(name for name in (label or edition_label(clean(statement.edition)), topic) if name)
    if answer.layout is Layout.TEXT:
        return label
    if answer.layout is Layout.COMPARISON:
        names = (label, topic if _several(row.topic for row in answer.statements) else "")
    else:
        names = (label if _several(row.label for row in answer.statements) else "", topic)
    return ", ".join(name for name in names if name) or label or topic


def clean(text: str) -> str:
    """The text on one line, without control characters and those that reorder or hide text."""
    return " ".join(_CONTROL.sub(" ", text).split())


def capital(text: str) -> str:
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def as_sentence(note: str) -> str:
    """The text on one line, with a full stop where it ends with no mark."""
    text = clean(note)
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _several(values: Iterable[str]) -> bool:
    return len({value for value in values if value}) > 1
