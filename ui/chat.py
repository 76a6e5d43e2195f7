"""The chat page: a question box, answers that appear word by word beside their sources, and controls for the scope."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from html import escape
from typing import Any

os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"

import gradio as gr

from assistant.answer import Layout, Status, Understood
from assistant.assistant import Choice
from ui.blocks import QuietBlocks
from ui.markup import answer_html, failure_html, keep_html, question_html, text_html, waiting_html
from ui.messages import LONGEST
from ui.render import markdown
from ui.scoping import ANY, Offer, starters
from ui.sourcelist import sources_html
from ui.visit import Answering, Library, Turn, Visit, growing

TITLE = "Endorsement assistant"
ABOUT = (
    "Answers questions about infant mental health endorsement from the associations’ published guidelines and shows the sentence behind each answer. "
    "It is not affiliated with any association and decides nothing: your association does."
)
BEGIN, GO_ON, CHOOSE = "Questions to begin with", "Questions to go on with", "Choose one, or answer in your own words"
EARLIER = "The questions before these are no longer kept."
FOLLOW_UPS = 4
KEPT_FOR = 4 * 60 * 60
PAUSE = 0.03
AT_ONCE, WAITING = 8, 64
"""Questions of the page that are answered at one time, and those that may wait; one more is refused."""
SLOW = 0.3
"""Seconds: an answer that took longer to find appears whole. The server is busy then, and each step of one that is written costs it as well."""
UNCHANGED = (gr.skip(),) * (11 + FOLLOW_UPS)
"""Values for `Parts.conversation` that leave it as it is; Gradio would empty it for an event that yields nothing."""
SENT = "(...inputs) => { window.endorsement.sent(inputs[0]); return inputs; }"
DONE = "() => { window.endorsement.done(); }"
LEAVING = "() => { window.endorsement.leaving(); return []; }"
RESTARTED = "() => { window.endorsement.restarted(); }"
DOWNLOAD = "() => { window.endorsement.download(); }"


@dataclass(frozen=True, slots=True)
class Parts:
    """What changes on the page."""

    past: Any
    present: Any
    kept: Any
    welcome: Any
    next_title: Any
    follow_ups: tuple[Any, ...]
    association: Any
    category: Any
    edition: Any
    again: Any
    box: Any
    tools: Any
    visit: Any

    def scope(self) -> list[Any]:
        """The controls for the scope."""
        return [self.association, self.category, self.edition]

    def beginning(self) -> list[Any]:
        """What an empty conversation shows of the index, in the order of `Page.begin`."""
        return [self.welcome, self.next_title, *self.follow_ups, *self.scope()]

    def conversation(self) -> list[Any]:
        """What one turn writes to, in the order in which `Page` yields."""
        return [self.visit, self.past, self.present, self.kept, *self.beginning(), self.again, self.tools]


class Page:
    """What the page does. It holds no visitor's state: a conversation comes in and goes out as a `Visit`."""

    def __init__(self, assistant: Answering, pause: float = PAUSE, keeps: bool = False) -> None:
        self.assistant, self.pause, self.keeps = assistant, pause, keeps
        self._first = assistant.retriever
        self._offered: tuple[Library, Offer, list[str]] | None = None

    @property
    def offer(self) -> Offer:
        """What the controls offer, from the index in use."""
        return self._of_library()[1]

    @property
    def starters(self) -> list[str]:
        """Questions to begin with, from the index in use."""
        return self._of_library()[2]

    def ask(self, question: str, visit: Visit, association: str, category: str, edition: str) -> Iterator[tuple[Any, ...]]:
        """Answer a question: what is shown while it is looked up, while it is written, and at the end. An empty question changes nothing.
        One that is too long, or of a scope that is not offered, gets a turn that says so; the page itself sends none.

        Yields:
            Values for `Parts.conversation`.
        """
        if not question or not question.strip():
            yield UNCHANGED
            return
        number = len(visit.turns) + 1
        past = "".join(self._turn(turn, at) for at, turn in enumerate(visit.turns, 1))
        past = f'<p class="earlier">{EARLIER}</p>{past}' if visit.dropped else past
        choice, refused = chosen(association, category, edition), self._refused(question, association, category, edition)
        asked = question_html(question[:LONGEST])
        hidden, kept = [gr.update(visible=False)] * (1 + FOLLOW_UPS), [gr.skip()] * 3
        yield (gr.skip(), past, _turn_html(asked, waiting_html(), ""), gr.skip(), "", *hidden, *kept, gr.update(visible=False), gr.skip())
        started = time.perf_counter()
        visit = visit.refuse(question, choice, refused) if refused else visit.ask(self.assistant, question, choice)
        answer = visit.turns[-1].answer
        if answer is not None and time.perf_counter() - started < SLOW:
            scope = self.offer.words(answer.understood)
            for part in growing(answer):
                shown = _turn_html(asked, answer_html(part, scope, number, finished=False), "")
                yield (visit, gr.skip(), shown, *[gr.skip()] * 2, *[gr.skip()] * len(hidden), *kept, gr.skip(), gr.skip())
                time.sleep(self.pause)
        yield (visit, gr.skip(), self._turn(visit.turns[-1], number), _kept(visit), "", *self._after(visit), gr.update(visible=False), gr.update(visible=True))

    def send(self, question: str, visit: Visit, association: str, category: str, edition: str) -> Iterator[tuple[Any, ...]]:
        """Answer what was typed, and empty the question box.

        Yields:
            A value for `Parts.box`, then those for `Parts.conversation`.
        """
        for step, values in enumerate(self.ask(question, visit, association, category, edition)):
            yield (gr.skip() if step else "", *values)

    def again(self, visit: Visit, association: str, category: str, edition: str) -> Iterator[tuple[Any, ...]]:
        """Answer the last question once more, in the scope that is set now; the new answer takes the place of the old one."""
        yield from self.ask(visit.turns[-1].question if visit.turns else "", visit.without_last(), association, category, edition)

    def rescope(self, visit: Visit, association: str, category: str, edition: str) -> tuple[Any, Any]:
        """After the person has set the scope: the editions that go with it, and whether the last question can be answered again in it."""
        understood = _understood(visit)
        editions = self.offer.editions(association, understood)
        kept = edition if edition in {key for _, key in editions} else ANY
        changed = bool(visit.turns) and visit.turns[-1].choice != chosen(association, category, kept)
        return gr.update(choices=editions, value=kept), gr.update(visible=changed)

    def restart(self) -> tuple[Any, ...]:
        """An empty conversation with nothing set."""
        return (Visit(), "", "", "", *self._beginning(), gr.update(visible=False), gr.update(visible=False))

    def begin(self, visit: Visit) -> tuple[Any, ...]:
        """What a page that is opened shows of the index: nothing new unless that has changed since the page was made.

        Returns:
            Values for `Parts.beginning`.
        """
        values = self._beginning()
        return tuple(gr.skip() for _ in values) if visit.turns or self.assistant.retriever is self._first else values

    def _beginning(self) -> tuple[Any, ...]:
        scope = [gr.update(choices=options, value=ANY) for options in (self.offer.associations(), self.offer.categories(), self.offer.editions())]
        return (self.welcome(), *self._next(Visit()), *scope)

    def welcome(self) -> str:
        """What an empty conversation shows: what can be asked about."""
        items = "".join(
            f'<li><b>{text_html(label)}</b> <span class="name">{text_html(name)}</span> <span class="edition">{text_html(editions)}</span></li>'
            for label, name, editions in self.offer.held()
        )
        return f'<section class="welcome"><h2>Guidelines held here</h2><ul>{items}</ul></section>'

    def _turn(self, turn: Turn, number: int) -> str:
        if turn.answer is None:
            return _turn_html(question_html(turn.question), failure_html(turn.failure), "")
        keep = keep_html(turn.question, turn.choice) if self.keeps else ""
        answer = answer_html(turn.answer, self.offer.words(turn.answer.understood), number, keep=keep)
        return _turn_html(question_html(turn.question), answer, sources_html(turn.answer, turn.passages, number))

    def _refused(self, question: str, association: str, category: str, edition: str) -> str:
        """Why nothing is asked; empty for everything that the page lets a person type and choose."""
        if len(question) > LONGEST:
            return f"A question may have at most {LONGEST:,} characters. Shorten it and ask again."
        offered = (self.offer.associations(), self.offer.categories(), self.offer.editions())
        known = all(value in [key for _, key in options] for value, options in zip((association, category, edition), offered, strict=True))
        return "" if known else "What was chosen is not offered here, or no longer. Choose an association, category and edition again."

    def _of_library(self) -> tuple[Library, Offer, list[str]]:
        """What is made of the index in use, made anew when that is another one."""
        library, made = self.assistant.retriever, self._offered
        if made is None or made[0] is not library:
            made = (library, Offer(library.passages, library.vocabulary), starters(library.passages, library.vocabulary, FOLLOW_UPS))
            self._offered = made
        return made

    def _after(self, visit: Visit) -> list[Any]:
        """What follows an answer: questions to go on with, and the scope as it was understood."""
        understood = _understood(visit)
        association = visit.turns[-1].choice.associations[:1]
        options = (
            self.offer.associations(understood),
            self.offer.categories(understood),
            self.offer.editions(association[0] if association else ANY, understood),
        )
        return [*self._next(visit), *(gr.update(choices=choices) for choices in options)]

    def _next(self, visit: Visit) -> list[Any]:
        """The heading over the questions to go on with, and their buttons."""
        answer = visit.turns[-1].answer if visit.turns else None
        questions = list(answer.suggestions if answer else () if visit.turns else self.starters)[:FOLLOW_UPS]
        title = next_title(BEGIN if not visit.turns else CHOOSE if answer and answer.status is Status.NEEDS_CLARIFICATION else GO_ON) if questions else ""
        buttons = [gr.update(value=question, visible=True) for question in questions]
        return [gr.update(value=title, visible=bool(questions)), *buttons, *[gr.update(visible=False)] * (FOLLOW_UPS - len(buttons))]


def chosen(association: str, category: str, edition: str) -> Choice:
    """The choice that the controls stand for."""
    return Choice((association,) if association else (), (category,) if category else (), (edition,) if edition else ())


def next_title(text: str) -> str:
    """The heading over the questions that can be asked with one click."""
    return f'<h2 class="next">{text_html(text)}</h2>'


def build_chat(assistant: Answering, pause: float = PAUSE, keeps: bool = False) -> gr.Blocks:
    """The chat page.

    Args:
        assistant: Who answers.
        pause: Seconds between two steps of an answer that is being written.
        keeps: Whether a visitor may send a question or mark an answer (`ui.keeping`).

    Returns:
        The page, to be mounted with the arguments of `ui.theme.build_look` (as `ui.hosting.build_app` does).
    """
    page = Page(assistant, pause, keeps)
    with QuietBlocks(title=TITLE, analytics_enabled=False, fill_width=True) as blocks:
        parts, send, restart, download = _components(page)
        _events(page, parts, send, restart, download)
        blocks.load(page.begin, parts.visit, parts.beginning(), show_progress="hidden", api_visibility="private")
    blocks.queue(default_concurrency_limit=AT_ONCE, max_size=WAITING)
    return blocks


def _components(page: Page) -> tuple[Parts, Any, Any, Any]:
    with gr.Column(elem_id="page"):
        _html(f'<a class="skip" href="#question">Go to the question box</a><h1>{text_html(TITLE)}</h1><p>{text_html(ABOUT)}</p>', "masthead")
        welcome = _html(page.welcome(), "welcome")
        past, present = _html("", "past"), _html("", "present")
        with gr.Column(elem_id="composer"):
            title = _html(next_title(BEGIN), "next-title")
            with gr.Row(elem_id="follow-ups"):
                values = page.starters + [""] * (FOLLOW_UPS - len(page.starters))
                follow_ups = tuple(gr.Button(value, visible=bool(value), elem_classes="follow-up", min_width=0) for value in values)
            with gr.Row(elem_id="scope"):
                association = _dropdown("Association", page.offer.associations())
                category = _dropdown("Category", page.offer.categories())
                edition = _dropdown("Edition", page.offer.editions())
                again = gr.Button("Answer the last question again", visible=False, elem_id="again", min_width=0)
        with gr.Row(elem_id="ask"):
            box = gr.Textbox(label="Your question", placeholder="Type your question", lines=1, max_lines=8, max_length=LONGEST, elem_id="question")
            send = gr.Button("Ask", variant="primary", elem_id="send", min_width=0)
        with gr.Row(elem_id="tools", visible=False) as tools:
            download = gr.Button("Download conversation", elem_classes="tool", min_width=0)
            restart = gr.Button("New conversation", elem_classes="tool", elem_id="restart", min_width=0)
        kept = _html("", "kept")
    visit = gr.State(Visit(), time_to_live=KEPT_FOR)
    return Parts(past, present, kept, welcome, title, follow_ups, association, category, edition, again, box, tools, visit), send, restart, download


def _events(page: Page, parts: Parts, send: Any, restart: Any, download: Any) -> None:
    quiet: dict[str, Any] = {"show_progress": "hidden", "api_visibility": "private"}
    context, outputs = [parts.visit, *parts.scope()], parts.conversation()
    running = [gr.on([send.click, parts.box.submit], page.send, [parts.box, *context], [parts.box, *outputs], js=SENT, **quiet)]
    running[0].then(None, js=DONE)
    for button in parts.follow_ups:
        event = button.click(page.ask, [button, *context], outputs, js=SENT, **quiet)
        event.then(None, js=DONE)
        running.append(event)
    repeated = parts.again.click(page.again, context, outputs, js=SENT, **quiet)
    repeated.then(None, js=DONE)
    gr.on([control.input for control in parts.scope()], page.rescope, context, [parts.edition, parts.again], **quiet)
    restart.click(page.restart, None, outputs, cancels=[*running, repeated], js=LEAVING, **quiet).then(None, js=RESTARTED)
    download.click(None, js=DOWNLOAD)


def _html(value: str, name: str) -> Any:
    return gr.HTML(value, elem_id=name, apply_default_css=False, js_on_load=None)


def _dropdown(label: str, choices: list[tuple[str, str]]) -> Any:
    return gr.Dropdown(choices, value=ANY, label=label, interactive=True, filterable=False, elem_classes="choice", min_width=0)


def _turn_html(question: str, answer: str, sources: str) -> str:
    return f'<article class="turn">{question}{answer}{sources}</article>'


def _kept(visit: Visit) -> str:
    """The conversation as Markdown, hidden in the visitor's own page until it is downloaded there."""
    return f'<pre hidden="">{escape(markdown(visit.answered()))}</pre>'


def _understood(visit: Visit) -> Understood:
    """The scope that the last question was understood in; a comparison and a table of changes are of no one edition."""
    answer = visit.turns[-1].answer if visit.turns else None
    if answer is None:
        return Understood()
    return replace(answer.understood, editions=()) if answer.layout in {Layout.COMPARISON, Layout.CHANGES} else answer.understood
