"""Replies: a draft in plain language of what the assistant answered to the questions of one message."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer import Answer, Citation, Layout, Statement, Status
from assistant.letters.doubts import ASKED, NOT_FOUND, Doubt
from assistant.plain import as_sentence, clean, plain, source_line
from assistant.wording import GREETING, NO_DECISION, OFF_TOPIC, URGENT

HELLO = "Hello,"
OPENING = "Thank you for your message. This is what our guidelines say; the numbers in brackets show where."
NOTHING = "Thank you for your message."
SAID_NEAR = "What they say that may help:"
ASK_BACK = "To answer this, we need to know more: {question}"
NOTE = "Please note: {notes}"
CLOSING = "The association decides on each application. This letter only tells what the guidelines ask for."
REGARDS = "Kind regards,"
SOURCES = "Sources:"
SAME = "The same section"
SIDES = (2, 1, 0)
"""Sentences told after the first one of an answer: in a reply to up to three questions, to up to six, to more."""


class _Sources:
    """The sources of one reply, numbered as they come; one sentence of one passage has one number."""

    def __init__(self) -> None:
        self._cited: dict[tuple[str, str], Citation] = {}

    def number(self, citation: Citation) -> int:
        key = (citation.passage, citation.quote)
        return self._cited.setdefault(key, replace(citation, number=len(self._cited) + 1)).number

    def lines(self, address: Callable[[Citation], str | None]) -> list[str]:
        """The sources, a line each; what is said of the place is not repeated for the next sentence of the same one."""
        lines, last = [], ("", "")
        for citation in self._cited.values():
            place = (citation.label, citation.heading)
            same = place == last and citation.page is None
            lines.append(
                source_line(replace(citation, url=address(citation), label=SAME if same else citation.label, heading="" if same else citation.heading))
            )
            last = place
        return lines


def draft_reply(answered: Sequence[tuple[str, Answer]], signature: str = "", address: Callable[[Citation], str | None] = lambda citation: citation.url) -> str:
    """A reply to edit and send: each question with what the guidelines say, then where they say it.

    Args:
        answered: The questions as they are shown, each with its answer, in order.
        signature: What stands under the closing; may be empty.
        address: Where a source can be read; by default where its document says it is.

    Returns:
        Plain text, paragraphs apart by a blank line, the list of sources last. Nothing in it is new: it holds the answers' statements and words of its own
        without facts.
    """
    cited, paragraphs = _Sources(), [HELLO]
    if any(answer.status is Status.URGENT for _, answer in answered):
        paragraphs.append(URGENT)
    paragraphs.append(OPENING if any(answer.citations for _, answer in answered) else NOTHING)
    most = SIDES[0] if len(answered) <= 3 else SIDES[1] if len(answered) <= 6 else SIDES[2]
    told: set[str] = set()
    for question, answer in answered:
        paragraphs += _paragraph(" ".join(clean(question).split()), answer, cited, most, told)
    notes = dict.fromkeys(as_sentence(note) for _, answer in answered if answer.citations for note in answer.notes)
    paragraphs += [NOTE.format(notes=" ".join(notes))] if notes else []
    paragraphs += [CLOSING, f"{REGARDS}\n{signature}" if signature.strip() else REGARDS]
    lines = cited.lines(address)
    return "\n\n".join([*paragraphs, *(["\n".join([SOURCES, *lines])] if lines else [])]) + "\n"


def grounds(answered: Sequence[tuple[str, Answer]]) -> tuple[str, ...]:
    """What a reply to these questions may rest on, for `unconfirmed`: the quoted sentences, the notes of their documents and whose they are."""
    cited = [citation for _, answer in answered for citation in answer.citations]
    notes = [as_sentence(note) for _, answer in answered for note in answer.notes]
    return tuple(dict.fromkeys([*(citation.quote for citation in cited), *notes, *(citation.label for citation in cited)]))


def unanswered(answered: Sequence[tuple[str, Answer]]) -> tuple[Doubt, ...]:
    """The questions that no document answers, in order, and what staff can do about each."""
    found = []
    for question, answer in answered:
        if answer.status is Status.NEEDS_CLARIFICATION:
            found.append(Doubt(question, f"The answer depends on something that the message does not say: {answer.lead}"))
        elif answer.status is Status.OUT_OF_SCOPE:
            found.append(Doubt(question, "The documents held here are not about this."))
        elif answer.status is Status.NOT_COVERED:
            found.append(Doubt(question, "No document held here answers this." + ("" if answer.citations else f" {_why(answer)}").rstrip()))
    return tuple(found)


def _why(answer: Answer) -> str:
    """What a refusal says, where it says more than that it is one."""
    return "" if answer.lead in {OFF_TOPIC, GREETING} else answer.lead


def _paragraph(question: str, answer: Answer, cited: _Sources, most: int, told: set[str]) -> list[str]:
    """The paragraphs of one question: the question, and what is said to it."""
    asked = f'{ASKED} "{question}"'
    if answer.status is Status.NEEDS_CLARIFICATION:
        return [f"{asked}\n{ASK_BACK.format(question=answer.lead)}"]
    kept = _kept(answer, most, told)
    if not any(statement.citations for statement in kept):
        return [f'{NOT_FOUND} "{question}"']
    said = plain(_renumbered(replace(answer, statements=kept, notes=()), cited), marks=True)
    told.update(statement.text for statement in kept)
    if answer.status is Status.NOT_COVERED:
        return ["\n".join((f'{NOT_FOUND} "{question}"', SAID_NEAR, said))]
    return [f"{asked}\n{said}"]


def _kept(answer: Answer, most: int, told: set[str]) -> tuple[Statement, ...]:
    """The statements that go into a reply: the first ones, rows and lists whole, and nothing a second time but what the answer begins with."""
    kept: list[Statement] = []
    sides, with_items = 0, False
    for statement in answer.statements:
        if statement.text in {NO_DECISION, URGENT, OFF_TOPIC, GREETING} or (answer.status is Status.NOT_COVERED and not statement.citations):
            continue
        if statement.item:
            kept += [statement] if with_items else []
            continue
        running = bool(kept) and answer.layout is Layout.TEXT and not statement.edition
        # A bare "No." is no answer yet: what it rests on is told too.
        sides += running and len(kept[0].text) > len("Yes.")
        with_items = not (running and sides > most) and not (statement.text in told and any(one.citations for one in kept))
        kept += [statement] if with_items else []
    return tuple(kept)


def _renumbered(answer: Answer, cited: _Sources) -> Answer:
    """The answer with the numbers that its sources have in the whole reply."""
    by_number = {citation.number: citation for citation in answer.citations}
    moved = [replace(s, citations=tuple(dict.fromkeys(cited.number(by_number[n]) for n in s.citations if n in by_number))) for s in answer.statements]
    return replace(answer, statements=tuple(moved), citations=())
