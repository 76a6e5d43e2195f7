"""Work on a staff answer: the form as it is filled in, the sentences it may rest on, and why it is not given any more."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from assistant.assistant import Choice
from assistant.staff import STAFF, Rest, StaffAnswer, is_current, passage_words, staff_faults
from corpus.errors import EndorsementError
from corpus.vocabulary import Vocabulary
from index.passages import Passage
from ui.anchors import sentence_key
from ui.desk.access import Call
from ui.desk.library import Masks, borrowed
from ui.visit import Answering

Sentences = Mapping[str, tuple[Passage, str]]
NO_MATCH = "No sentence of a document was found for this. Try other words, or another association."
NO_WORDS = "Please write what the sentence is about."


@dataclass(frozen=True, slots=True)
class Offered:
    """A sentence that an answer may rest on, and whether it is ticked."""

    key: str
    passage: Passage
    quote: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class Draft:
    """The form of a staff answer.

    Attributes:
        id: 0 for a new one.
        questions: One a line.
        until: The last day as it was typed.
        find: Words that sentences are looked for with.
        ticked: Keys of the sentences it rests on.
    """

    id: int = 0
    questions: str = ""
    text: str = ""
    association: str = ""
    category: str = ""
    until: str = ""
    find: str = ""
    ticked: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Changed:
    """A passage that a staff answer rests on and that is not what it was: the sentence of then, and the passage now, if it is still there."""

    quote: str
    passage: Passage | None


@dataclass(frozen=True, slots=True)
class Held:
    """A staff answer and its state: "current", "changed" (with what changed) or "past"."""

    staff: StaffAnswer
    state: str
    changed: tuple[Changed, ...] = field(default=())


def sentences_by_key(passages: Sequence[Passage]) -> dict[str, tuple[Passage, str]]:
    """Every sentence that can be cited, by its key in addresses and forms; those of staff answers aside."""
    return {sentence_key(p.id, sentence): (p, sentence) for p in passages if not p.id.startswith(STAFF) for sentence in p.sentences}


def read_draft(call: Call, number: int, masker: Masks, sentences: Sentences, vocabulary: Vocabulary) -> Draft:
    """The form as it was sent: the questions masked, and no sentence, association or level that is not known."""
    # Masked as a whole: a name alone on its line is known for one by the lines before it.
    questions = [line.strip() for line in masker.mask(call.text("questions")).text.splitlines()]
    ticked = tuple(dict.fromkeys(key for key in call.texts("rest") if key in sentences))
    association, category = call.text("association"), call.text("category")
    return Draft(
        id=number,
        questions="\n".join(line for line in questions if line),
        text=call.text("text").strip(),
        association=association if association in vocabulary.associations else "",
        category=category if category in vocabulary.categories else "",
        until=call.text("until").strip(),
        find=call.text("find"),
        ticked=ticked,
    )


def draft_of(staff: StaffAnswer, passages: Mapping[str, Passage]) -> Draft:
    """The form of an answer that is there; sentences that are no longer where they were are not ticked."""
    still = [rest for rest in staff.rests if (passage := passages.get(rest.passage)) and rest.quote in passage.sentences]
    ticked = tuple(sentence_key(rest.passage, rest.quote) for rest in still)
    until = staff.until.isoformat() if staff.until else ""
    association, category = "".join(staff.associations[:1]), "".join(staff.categories[:1])
    return Draft(staff.id, "\n".join(staff.questions), staff.text, association, category, until, staff.questions[0] if staff.questions else "", ticked)


def offered(assistant: Answering, draft: Draft, sentences: Sentences) -> tuple[list[Offered], str]:
    """The sentences to choose from: those that are ticked, then those that answer what is looked for; and why there are no more."""
    found = [Offered(key, *sentences[key], True) for key in draft.ticked]
    if not draft.find.strip():
        return found, ""
    choice = Choice((draft.association,) if draft.association else (), (draft.category,) if draft.category else ())
    try:
        with borrowed(assistant) as answering:
            citations = answering.ask([draft.find], choice).citations
    except EndorsementError as error:
        return found, str(error)
    keys = dict.fromkeys(sentence_key(citation.passage, citation.quote) for citation in citations)
    more = [Offered(key, *sentences[key], False) for key in keys if key in sentences and key not in draft.ticked]
    return found + more, "" if more or found else NO_MATCH


def finished(draft: Draft, sentences: Sentences, author: str, today: date) -> tuple[StaffAnswer, dict[str, list[str]]]:
    """The answer that the form makes, and why it may not be saved, by the field concerned."""
    rests = tuple(Rest(sentences[key][0].id, passage_words(sentences[key][0]), sentences[key][1]) for key in draft.ticked)
    faults: dict[str, list[str]] = {}
    until = None
    try:
        until = date.fromisoformat(draft.until) if draft.until else None
    except ValueError:
        faults["until"] = ["This is not a date. Please write it as year-month-day, for example 2027-03-31, or leave it empty."]
    if until is not None and until < today:
        faults["until"] = ["This day is over already. Please choose a later one."]
    if not draft.questions:
        faults["questions"] = ["Please write at least one question that this answers."]
    passages = {passage.id: passage for passage, _ in (sentences[key] for key in draft.ticked)}
    found = [] if faults.get("until") and draft.until and not rests and until is None else list(staff_faults(draft.text, rests, until, passages))
    if found:
        faults["text"] = found
    associations, categories = (draft.association,) if draft.association else (), (draft.category,) if draft.category else ()
    questions = tuple(line for line in draft.questions.splitlines() if line)
    return StaffAnswer(draft.id, questions, draft.text, author, today, associations, categories, rests, until), faults


def held(staff: StaffAnswer, passages: Mapping[str, Passage], today: date) -> Held:
    """The answer with its state."""
    changed = tuple(
        Changed(rest.quote, passages.get(rest.passage))
        for rest in staff.rests
        if (passage := passages.get(rest.passage)) is None or passage_words(passage) != rest.words
    )
    if is_current(staff, passages, today):
        return Held(staff, "current")
    return Held(staff, "changed", changed) if changed else Held(staff, "past")


def renewed(staff: StaffAnswer, passages: Mapping[str, Passage], author: str, today: date) -> tuple[StaffAnswer | None, tuple[str, ...]]:
    """The answer resting on its passages as they are now, or why that is not possible as it stands."""
    rests = []
    for rest in staff.rests:
        passage = passages.get(rest.passage)
        if passage is None or rest.quote not in passage.sentences:
            return None, (f"The sentence it rests on is no longer there: “{rest.quote}”",)
        rests.append(Rest(rest.passage, passage_words(passage), rest.quote))
    until = staff.until
    if until is not None and until < today:
        return None, ("Its last day is over. Please give it a new one.",)
    if faults := staff_faults(staff.text, rests, until, passages):
        return None, tuple(faults)
    return StaffAnswer(staff.id, staff.questions, staff.text, author, today, staff.associations, staff.categories, tuple(rests), until), ()
