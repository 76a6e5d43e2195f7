"""An answer as HTML for the chat page. Every text of a question, an answer or a passage is escaped here; nothing in it becomes markup."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from html import escape

from assistant.answer import Answer, Layout, Statement, Status
from assistant.assistant import Choice
from assistant.staff import STAFF
from assistant.wording import edition_label
from ui.render import capital, clean, head, plain, side_by_side, sources

BANNERS = {
    Status.NEEDS_CLARIFICATION: "One question first",
    Status.NOT_COVERED: "Not in the guidelines held here",
    Status.OUT_OF_SCOPE: "Outside what this page answers",
    Status.URGENT: "Please read this first",
}
KEEP = {"helpful": "Helpful", "unhelpful": "Not helpful", "sent": "Send this question to the association"}
WIDEST_MATRIX = 3
NOTHING = '<span class="nothing">No sentence found</span>'


def text_html(text: str) -> str:
    """The text on one line, escaped for element content and quoted attributes."""
    return escape(clean(text), quote=True)


def question_html(question: str) -> str:
    """What a person asked, line by line."""
    lines = "<br/>".join(text_html(line) for line in question.strip().splitlines())
    return f'<div class="question"><h2 class="unseen">You asked</h2><p>{lines}</p></div>'


def answer_html(answer: Answer, scope: str, turn: int, finished: bool = True, keep: str = "") -> str:
    """One answer as a card.

    Args:
        answer: What is shown; while it is being written, as much of it as is there.
        scope: The scope it was answered in, in words; may be empty.
        turn: The turn's number in the conversation: it makes the links to sources unique.
        finished: Whether to add what holds for the whole answer: notes and the button that copies it.
        keep: Further buttons of a finished answer (`keep_html`).
    """
    banner = BANNERS.get(answer.status)
    parts = [
        '<h2 class="unseen">Answer</h2>',
        f'<p class="banner">{banner}</p>' if banner else "",
        f'<p class="scope">{text_html(scope)}</p>' if scope and not banner and _unlabelled(answer) else "",
        _body(*_parted(answer), turn),
        *(f'<p class="note">{text_html(note)}</p>' for note in answer.notes if finished),
        _tools(answer, keep) if finished else "",
    ]
    busy = "false" if finished else "true"
    return f'<div class="answer {answer.status.value}" aria-busy="{busy}">{"".join(parts)}</div>'


def waiting_html() -> str:
    """What stands in place of an answer that is being looked up."""
    return '<div class="answer waiting" aria-busy="true"><p>Looking in the guidelines<span class="dots" aria-hidden="true"></span></p></div>'


def failure_html(message: str) -> str:
    """What stands in place of an answer that could not be given."""
    return f'<div class="answer failed"><p class="banner">No answer this time</p><p>{text_html(message)}</p></div>'


def _unlabelled(answer: Answer) -> bool:
    """Whether nothing else in the card says whose rules they are: the rows of a comparison and a labelled lead do."""
    return answer.layout is Layout.CHECKLIST or (answer.layout is Layout.TEXT and not any(statement.label for statement in answer.statements))


def _parted(answer: Answer) -> tuple[Answer, Sequence[Statement]]:
    """What guidelines say, and after it what staff say: the two share no table."""
    staff = {citation.number for citation in answer.citations if citation.sheet.startswith(STAFF)}
    said = [statement for statement in answer.statements if staff.intersection(statement.citations)]
    return replace(answer, statements=tuple(statement for statement in answer.statements if statement not in said)) if said else answer, said


def _body(answer: Answer, staff: Sequence[Statement], turn: int) -> str:
    """Statements in order: rows of a table together, list items together, everything else as paragraphs; what staff say comes last."""
    table = answer.layout is not Layout.TEXT
    parts: list[str] = []
    group: list[Statement] = []
    kind = ""
    for number, statement in enumerate(answer.statements):
        this = "cell" if side_by_side(statement, answer) else "row" if table and head(statement, answer) else "item" if statement.item else "text"
        if group and this != kind:
            parts.append(_group(kind, group, answer, turn))
            group = []
        kind = this
        if kind == "text":
            parts.append(f'<p class="{"lead" if number == 0 else "text"}">{_statement(statement, answer, turn)}</p>')
        else:
            group.append(statement)
    spoken = replace(answer, layout=Layout.TEXT)
    said = (f'<p class="{"text" if answer.statements else "lead"} staff">{_statement(statement, spoken, turn)}</p>' for statement in staff)
    return "".join([*parts, _group(kind, group, answer, turn) if group else "", *said])


def _group(kind: str, group: Sequence[Statement], answer: Answer, turn: int) -> str:
    if kind == "item":
        return f"<ul>{''.join(f'<li>{_statement(statement, answer, turn)}</li>' for statement in group)}</ul>"
    topics = _unique(s.topic for s in group)
    if kind == "cell":
        return _matrix(group, _edition, topics, turn)
    labels = _unique(s.label for s in group)
    if 1 < len(labels) <= WIDEST_MATRIX and len(topics) > 1 and all(s.label and s.topic for s in group):
        return _matrix(group, lambda statement: statement.label, topics, turn)
    return _rows(group, answer, turn)


def _rows(group: Sequence[Statement], answer: Answer, turn: int) -> str:
    """A table of two columns: whose rule or which topic, and what it says."""
    rows = ""
    for name in _unique(head(statement, answer) for statement in group):
        cell = _cell([statement for statement in group if head(statement, answer) == name], turn)
        rows += f'<tr role="row"><th scope="row" role="rowheader">{text_html(name)}</th><td role="cell">{cell}</td></tr>'
    first = "Requirement" if answer.layout is Layout.CHECKLIST else "Guideline"
    return _table("rows", [first, "What it says"], rows)


def _matrix(group: Sequence[Statement], column_of: Callable[[Statement], str], topics: Sequence[str], turn: int) -> str:
    """A table with a row for each topic and a column for each label or edition; on a narrow page the cells stand below each other under their column."""
    columns, rows = _unique(map(column_of, group)), ""
    for topic in topics:
        cells = "".join(
            f'<td role="cell" data-label="{text_html(column)}">{_cell([s for s in group if (s.topic, column_of(s)) == (topic, column)], turn) or NOTHING}</td>'
            for column in columns
        )
        rows += f'<tr role="row"><th scope="row" role="rowheader">{text_html(capital(topic))}</th>{cells}</tr>'
    return _table("matrix", ["Topic", *columns], rows)


def _edition(statement: Statement) -> str:
    return edition_label(statement.edition)


def _table(name: str, columns: Sequence[str], rows: str) -> str:
    """A table. Its roles are written out because a narrow page shows its cells as blocks, which would take their meaning away."""
    heads = "".join(f'<th scope="col" role="columnheader">{text_html(column)}</th>' for column in columns)
    return f'<table class="{name}" role="table"><thead role="rowgroup"><tr role="row">{heads}</tr></thead><tbody role="rowgroup">{rows}</tbody></table>'


def _cell(statements: Sequence[Statement], turn: int) -> str:
    if len(statements) > 1 and all(statement.item for statement in statements):
        return f"<ul>{''.join(f'<li>{_marked(s, turn)}</li>' for s in statements)}</ul>"
    return "".join(f"<p>{_marked(s, turn)}</p>" for s in statements)


def _statement(statement: Statement, answer: Answer, turn: int) -> str:
    name = head(statement, answer)
    whose = f'<span class="whose">{text_html(name)}<span class="unseen">: </span></span>' if name else ""
    return f"{whose}{_marked(statement, turn)}"


def _marked(statement: Statement, turn: int) -> str:
    """A statement with the numbers of its sources, each a link that opens its source. The last word stays on one line with them."""
    if not statement.citations:
        return text_html(statement.text)
    before, space, last = clean(statement.text).rpartition(" ")
    marks = "".join(
        f'<a class="mark" href="#source-{turn}-{number}" data-source="source-{turn}-{number}" aria-label="Source {number}">{number}</a>'
        for number in statement.citations
    )
    return f'{escape(before)}{space}<span class="together">{escape(last)}{marks}</span>'


def keep_html(question: str, choice: Choice) -> str:
    """The buttons by which a visitor marks an answer or sends its question, with what goes along; `assets/chat.js` asks for consent first."""
    asked = "".join(
        f' data-{name}="{escape(value)}"'
        for name, value in (("question", question), ("association", "".join(choice.associations[:1])), ("category", "".join(choice.categories[:1])))
    )
    buttons = "".join(f'<button type="button" data-keep="{kind}" aria-expanded="false">{label}</button>' for kind, label in KEEP.items())
    return f'<span class="keep"{asked}>{buttons}</span>'


def _tools(answer: Answer, keep: str) -> str:
    """The buttons below an answer: the one that copies it with its sources, with the text that it copies, and others."""
    text = escape("\n".join([plain(answer, marks=True), *([""] if answer.citations else []), *sources(answer)]))
    return f'<div class="tools"><button type="button" class="copy" data-copy="">Copy answer</button>{keep}<pre hidden="">{text}</pre></div>'


def _unique(values: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(values))
