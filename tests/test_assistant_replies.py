"""Drafts of replies, and what in a reply no document bears out."""

from __future__ import annotations

import re

import pytest

from assistant.answer import Answer, Citation, Statement, Status
from assistant.assistant import Assistant
from assistant.letters import Doubt, draft_reply, grounds, unanswered, unconfirmed

QUOTES = (
    "At least 24 clock hours of reflective supervision are required, within one to two years.",
    "At least 30 clock hours of training are required.",
    "Renewal takes at least 15 clock hours of training per year.",
    "No written examination is required for Level I.",
    "The total fee is $275: a $50 registration fee and a $225 endorsement fee.",
    "Up to 20 clock hours of the training may be taken online.",
    "At least 45 clock hours are required over three years.",
)
SAID = "I have 20 hours of training and 3 years of work."


@pytest.mark.parametrize(
    "reply",
    [
        "24 hours of reflective supervision are required.",
        "You need twenty-four hours of reflective supervision.",
        "You need at least 24 clock hours.",
        "Two dozen hours of reflective supervision are needed.",
        "You need 24\nhours of reflective supervision.",
        "You have told us of your 20 hours of training.",
        "You need 10 more hours of training.",
        "You still need at least 10 hours.",
        "30 - 20 = 10",
        "30 hours less your 20 hours leaves 10 hours.",
        "30 hours are asked, 20 hours named: 10 hours remain.",
        "The fee is $275 ($50 + $225).",
        "1. You need 30 hours of training. [2]",
        "Training: 15 hours a year.",
        "45 hours over three years.",
        "Up to 20 hours may be taken online.",
        "No written examination is required for Level I.",
        "No. No written examination is required for Level I. [4]",
        "Whether you qualify is for the association to decide.",
        "Please call us at (508) 555-1234 or write to a@b.org.",
        "Once you have the hours, please apply first. Do not hesitate to write again. If not, please ask us.",
        "Northvale (NV), Specialist (Level II), 2015 edition: At least 30 clock hours of training are required. [2]",
        'Sources:\n[1] Northvale (Level II), 2015 edition. Requirements > Training: "At least 30 clock hours of training are required." (page 4) https://x.org/20',
    ],
)
def test_what_the_quotes_say_is_not_doubted(reply: str) -> None:
    assert unconfirmed(reply, QUOTES, SAID) == ()


@pytest.mark.parametrize(
    "reply",
    [
        "25 hours of reflective supervision are required.",
        "You need 24 months of reflective supervision.",
        "24 days of reflective supervision.",
        "You need 24 hours of training a year.",
        "You need 15 hours of training per month.",
        "15 hours of training are required.",
        "You need 45 hours over two years.",
        "You need at most 24 hours.",
        "Exactly 24 hours are needed.",
        "24 to 36 hours are required.",
        "You need 24–30 hours.",
        "24 percent of the hours may be online.",
        "The fee is $250.",
        "The fee is 275 hours.",
        "You need \uff12\uff15 hours.",
        "You need 2\u200b5 hours.",
        "You need 2\n5 hours.",
        "You need 2 4 hours.",
        "You need 24,5 hours.",
        "You need 24.5 hours.",
        "You need twenty\nfive hours.",
        "You need twenty\u00adfive hours.",
        "You need twentyfive hours.",
        "You need thirty-one hours.",
        "You need three dozen hours.",
        "You need a hundred hours.",
        "You need XXIV hours.",
        "You need ½ of the hours.",
        "Half of the hours may be online.",
        "It takes a couple of years.",
        "You need 24 hours twice.",
        "You need [25] hours.",
        "You need 20 hours of training.",
        "At least 20 hours must be taken online.",
        "Your 25 hours are noted.",
        "You need 12 more hours of training.",
        "30 - 20 = 11",
        "You need 30h of supervision and 99h of sleep.",
        'Sources:\n[1] Northvale, 2015 edition. Requirements > Training: "At least 42 clock hours of training are required."',
    ],
)
def test_other_figures_are_doubted(reply: str) -> None:
    assert unconfirmed(reply, QUOTES, SAID)


@pytest.mark.parametrize(
    "reply",
    [
        "No exam is required.",
        "You do not need an exam.",
        "You don’t need an exam.",
        "The exam is optional.",
        f"No. {QUOTES[0]}",
        "You may apply without a degree.",
    ],
)
def test_denials_are_doubted(reply: str) -> None:
    (doubt,) = unconfirmed(reply, QUOTES, SAID)
    assert "denies" in doubt.why


@pytest.mark.parametrize(
    "reply",
    [
        "You qualify for Level II.",
        "You are eligible.",
        "You’re eligible.",
        "You meet all requirements.",
        "Your hours count.",
        "Your training is enough.",
        "We can confirm that you will be endorsed.",
        "You'll be fine, you have enough hours.",
    ],
)
def test_who_qualifies_is_not_for_a_reply_to_say(reply: str) -> None:
    assert unconfirmed(reply, QUOTES, SAID) == (Doubt(reply.replace("’", "'"), "The association decides who qualifies."),)


def test_a_doubt_names_the_figure_and_the_whole_sentence() -> None:
    reply = f"Hello,\n\n{QUOTES[1]} You need 40 hours of sleep. Bye."
    assert unconfirmed(reply, QUOTES) == (Doubt("You need 40 hours of sleep.", "No document says 40 hours."),)


def test_without_quotes_every_figure_is_doubted_and_plain_words_are_not() -> None:
    assert unconfirmed("Thank you for writing. You need 24 hours.", ()) == (Doubt("You need 24 hours.", "No document says 24 hours."),)
    assert unconfirmed("", ()) == ()


def test_a_figure_of_the_member_is_theirs_only_when_they_said_it() -> None:
    assert unconfirmed("Your 20 hours of training are listed.", QUOTES[:1], SAID) == ()
    assert unconfirmed("Your 20 hours of training are listed.", QUOTES[:1])


ASKED = (
    ("How many hours of training do I need?", ("How many training hours does Level II need in Northvale?",)),
    ("How many more do I need?", ("I have 20 hours of training. How many more do I need for Level II in Northvale?",)),
    ("Is there an exam for me?", ("Is there an exam for Level II in Northvale?",)),
    ("What are the requirements?", ("What are all the requirements for Level III in Northvale?",)),
    ("When is the next exam?", ("When is the next exam for Level III in Northvale?",)),
)


@pytest.fixture(scope="module")
def answered(plain_assistant: Assistant) -> list[tuple[str, Answer]]:
    return [(question, plain_assistant.ask(turns)) for question, turns in ASKED]


def test_a_draft_says_what_was_answered_and_numbers_its_sources_once(answered: list[tuple[str, Answer]]) -> None:
    draft = draft_reply(answered, "The helpdesk")
    assert draft.startswith("Hello,\n\n")
    assert "Kind regards,\nThe helpdesk" in draft
    assert 'You asked: "How many more do I need?"\n51 hours more of training: 71 hours asked, 20 hours named. [1]' in draft
    body, sources = draft.split("\n\nSources:\n")
    lines = sources.strip().split("\n")
    assert [int(line[1 : line.index("]")]) for line in lines] == list(range(1, len(lines) + 1))
    assert {int(n) for n in re.findall(r"\[(\d+)\]", body)} == set(range(1, len(lines) + 1))
    assert len({line.split("] ", 1)[1] for line in lines}) == len(lines)
    label = "Northvale (NVAIMH), Infant Family Specialist (Level II), 2031 edition"
    assert lines[0] == f'[1] {label}. Requirements > Training: "At least 71 clock hours of training are required."'
    assert "The association decides" in draft
    assert not re.search(r"passage|corpus|chunk|you qualify|eligible|\*\*", draft, re.I)


def test_what_is_refused_is_said_in_one_sentence(answered: list[tuple[str, Answer]]) -> None:
    draft = draft_reply(answered)
    assert 'We could not find this in our guidelines: "When is the next exam?"' in draft
    assert [doubt.sentence for doubt in unanswered(answered)] == ["When is the next exam?"]
    assert unanswered(answered)[0].why.startswith("No document held here answers this.")


def test_nothing_of_an_unchanged_draft_is_doubted(answered: list[tuple[str, Answer]]) -> None:
    draft = draft_reply(answered, "The helpdesk")
    assert unconfirmed(draft, grounds(answered), "I have 20 hours of training.") == ()


def test_an_altered_figure_of_a_draft_is_doubted(answered: list[tuple[str, Answer]]) -> None:
    draft = draft_reply(answered)
    for right, wrong in (("51 hours more", "41 hours more"), ("At least 71 clock hours", "At least 17 clock hours"), ("52 clock hours", "25 clock hours")):
        assert right in draft
        assert unconfirmed(draft.replace(right, wrong), grounds(answered), "I have 20 hours of training."), wrong


def test_a_question_that_must_be_asked_back() -> None:
    back = Answer(Status.NEEDS_CLARIFICATION, (Statement("Which level do you mean?"),))
    draft = draft_reply([("What do I need?", back)])
    assert 'You asked: "What do I need?"\nTo answer this, we need to know more: Which level do you mean?' in draft
    assert "Sources:" not in draft
    (doubt,) = unanswered([("What do I need?", back)])
    assert "Which level do you mean?" in doubt.why


def test_what_is_off_topic_and_what_is_urgent() -> None:
    off = Answer(Status.OUT_OF_SCOPE, (Statement("I can only answer questions about endorsement."),))
    urgent = Answer(Status.URGENT, (Statement("Call 911."),))
    draft = draft_reply([("Is there parking?", off), ("What do I do?", urgent)])
    assert "I can only answer" not in draft
    assert draft.index("911") < draft.index("parking")
    assert [doubt.sentence for doubt in unanswered([("Is there parking?", off), ("What do I do?", urgent)])] == ["Is there parking?"]


def test_an_address_may_be_chosen(answered: list[tuple[str, Answer]]) -> None:
    def address(citation: Citation) -> str:
        return f"https://desk.example/documents/{citation.sheet}"

    assert '" https://desk.example/documents/nv-ii' in draft_reply(answered, address=address)


def test_a_draft_of_nothing() -> None:
    assert draft_reply([]).startswith("Hello,\n\nThank you for your message.\n")
    assert unanswered([]) == ()
