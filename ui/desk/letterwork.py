"""Work on one message: its questions, their answers, the reply and what no document confirms. All of it lives in the form, nothing is kept here."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.assistant import Choice
from assistant.letters import Doubt, LetterQuestion, LetterReader, draft_reply, grounds, unanswered, unconfirmed
from corpus.errors import EndorsementError
from ui.api import place
from ui.desk.access import Call
from ui.desk.library import Masks, PerLibrary, borrowed
from ui.visit import Answering

MOST_LETTER, MOST_QUESTION, MOST_REPLY, MOST_QUESTIONS = 6_000, 600, 8_000, 12
"""Characters, characters, characters, questions: together they fit into what the server takes in one request."""
UNANSWERED = "Something went wrong while this was answered. Please try again."
QUESTION = "question-"
ADDED = "new"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the message.

    Attributes:
        number: Which of the questions found in the message it is, from 0; "new" for one added by hand.
        answer: None when it is blank or could not be answered; `failure` says why.
    """

    number: str
    text: str
    answer: Answer | None = None
    failure: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """What the page shows.

    Attributes:
        letter: The message, masked.
        kinds: What was masked, each kind once.
        drafted: Key of the draft that `reply` began as: it tells whether somebody has written in it.
        doubts: Sentences of the reply that no document confirms, and questions that none answers.
        focus: The part that the last step was about.
    """

    letter: str
    kinds: tuple[str, ...]
    scope: Choice
    asked: tuple[Asked, ...]
    reply: str
    drafted: str
    doubts: tuple[Doubt, ...]
    focus: str
    notice: str = ""

    @property
    def is_edited(self) -> bool:
        """Whether the reply is no longer the draft."""
        return bool(self.reply) and key(self.reply) != self.drafted


class LetterWork:
    """Reads messages and answers their questions."""

    def __init__(self, assistant: Answering, masker: Masks) -> None:
        self._assistant, self._masker = assistant, masker
        self._reader = PerLibrary(assistant, lambda library: LetterReader(library.vocabulary))

    def begin(self, call: Call) -> Work:
        """A message that was pasted."""
        masked = self._masker.mask(call.text("letter"))
        found = self._reader.get().questions(masked.text)[:MOST_QUESTIONS]
        asked = tuple(Asked(str(number), question.text) for number, question in enumerate(found))
        return self._worked(call, masked.text, tuple(dict.fromkeys(masked.kinds)), asked or (Asked(ADDED, ""),), "", "", "questions")

    def go_on(self, call: Call) -> Work:
        """The next step on a message: questions changed, the reply checked or drafted anew."""
        letter = self._masker.mask(call.text("letter")).text
        removed, step = call.text("remove"), call.text("do")
        sent = [Asked(number, self._masker.mask(text).text.strip()) for number, text in call.named(QUESTION)]
        asked = [question for at, question in enumerate(sent) if str(at) != removed and (question.text or question.number != ADDED)][:MOST_QUESTIONS]
        if step == "add" and len(asked) < MOST_QUESTIONS:
            asked.append(Asked(ADDED, ""))
        reply = "" if step == "draft" else call.text("reply")
        focus = {"check": "checked", "draft": "reply", "add": "added"}.get(step, "questions")
        return self._worked(call, letter, tuple(call.texts("kind")), tuple(asked), reply, call.text("drafted"), focus)

    def _worked(self, call: Call, letter: str, kinds: tuple[str, ...], asked: Sequence[Asked], reply: str, drafted: str, focus: str) -> Work:
        scope = self.scope(call)
        found = self._reader.get().questions(letter)
        with borrowed(self._assistant) as answering:
            done = tuple(_answered(answering, question, found, scope) for question in asked)
        answered = [(question.text, question.answer) for question in done if question.answer is not None]
        notice = ""
        if not reply.strip() or key(reply) == drafted:
            reply = draft_reply(answered) if answered else ""
            drafted = key(reply)
        elif focus == "questions":
            notice = "You have changed the reply, so it was left as it is. “Write a new draft” replaces it by one that answers the questions as they are now."
        said = "\n".join((letter, *(question.text for question in done)))
        doubts = (*unconfirmed(reply, grounds(answered), said), *unanswered(answered))
        return Work(letter, kinds, scope, done, reply, drafted, doubts, focus, notice)

    def scope(self, call: Call) -> Choice:
        """The association and level that were set by hand; what is not known is left out."""
        vocabulary = self._assistant.retriever.vocabulary
        association, category = call.text("association"), call.text("category")
        return Choice((association,) if association in vocabulary.associations else (), (category,) if category in vocabulary.categories else ())


def is_begun(call: Call) -> bool:
    """Whether a form is that of a message that was read before."""
    return "drafted" in call.form


def faults(call: Call) -> dict[str, str]:
    """Why a form is not taken, by the field concerned."""
    letter = call.text("letter")
    if not letter.strip():
        return {"letter": "There is no message yet. Please paste it into the field."}
    found = {}
    if len(letter) > (2 * MOST_LETTER if is_begun(call) else MOST_LETTER):  # what is masked may have become longer
        found["letter"] = (
            f"This message is too long: {len(letter):,} characters, at most {MOST_LETTER:,} can be read at a time. Please answer a part of it first."
        )
    for number, (_, text) in enumerate(call.named(QUESTION)):
        if len(text) > MOST_QUESTION:
            found[f"{QUESTION}{number}"] = f"This question is too long: {len(text):,} characters, at most {MOST_QUESTION} are allowed. Please shorten it."
    if len(call.text("reply")) > MOST_REPLY:
        found["reply"] = f"This reply is too long: {len(call.text('reply')):,} characters, at most {MOST_REPLY:,} are allowed. Please shorten it."
    return found


def key(text: str) -> str:
    """Tells whether a text was changed; how its lines end does not count."""
    return hashlib.sha256("\n".join(line.rstrip() for line in text.strip().splitlines()).encode("utf-8", "replace")).hexdigest()[:16]


def _answered(answering: Answering, question: Asked, found: Sequence[LetterQuestion], scope: Choice) -> Asked:
    """The question with its answer. One found in the message keeps what the message says around it, also when its words were changed."""
    if not question.text:
        return question
    number = int(question.number) if question.number.isascii() and question.number.isdecimal() and len(question.number) < 3 else len(found)
    turns: tuple[str, ...] = (question.text,)
    if number < len(found):
        turns = found[number].turns if question.text == found[number].text else (*found[number].turns[:-1], question.text)
    try:
        return Asked(question.number, question.text, answering.ask(turns, scope))
    except EndorsementError as error:
        return Asked(question.number, question.text, None, str(error))
    except Exception as error:
        logger.error("a question of a message could not be answered: %s", place(error))
        return Asked(question.number, question.text, None, UNANSWERED)
