"""The member's own figures in a reply at the desk: what remains of a rule is no doubt where the message says them, and is one where it does not."""

from __future__ import annotations

import pytest
from starlette.datastructures import FormData

from assistant.assistant import Assistant
from assistant.masking import Masked
from ui.desk.access import Call
from ui.desk.letterwork import LetterWork, Work

LETTER = "Hello, I am in Northvale and going for Level II. So far I have 20 hours of training.\n\nHow many more hours do I need, and is there a written exam?"


class Unmasked:
    """Masks nothing: the messages hold no names."""

    def mask(self, text: str) -> Masked:
        return Masked(text, ())


@pytest.fixture
def work(plain_assistant: Assistant) -> LetterWork:
    return LetterWork(plain_assistant, Unmasked())


def form(**fields: str) -> Call:
    return Call(form=FormData({name.replace("_", "-"): text for name, text in fields.items()}))


def whys(work: Work) -> list[str]:
    return [doubt.why for doubt in work.doubts]


def test_one_sentence_is_two_questions_and_its_draft_is_not_doubted(work: LetterWork) -> None:
    begun = work.begin(form(letter=LETTER))
    assert [question.text for question in begun.asked] == ["How many more hours do I need?", "is there a written exam?"]
    assert "51 hours more of training: 71 hours asked, 20 hours named." in begun.reply
    assert begun.doubts == ()


@pytest.mark.parametrize(
    ("sentence", "doubted"),
    [
        ("You have 20 hours already, so 51 hours more are needed.", False),
        ("51 hours more of training: 71 hours asked, 20 hours named.", False),
        ("You have 30 hours already, so 51 hours more are needed.", True),
        ("You need 41 hours more of training.", True),
        ("You need 20 hours of training.", True),
    ],
)
def test_an_edited_reply_may_name_the_members_figures_and_what_they_leave(work: LetterWork, sentence: str, doubted: bool) -> None:
    begun = work.begin(form(letter=LETTER))
    fields = {f"question-{question.number}": question.text for question in begun.asked}
    reply = begun.reply.replace("Kind regards,", f"{sentence}\n\nKind regards,")
    checked = work.go_on(form(letter=LETTER, drafted=begun.drafted, reply=reply, do="check", **fields))
    assert checked.is_edited
    assert any(sentence in doubt.sentence or doubt.sentence in sentence for doubt in checked.doubts) is doubted


def test_figures_of_a_question_that_staff_add_are_the_members_too(work: LetterWork) -> None:
    question = "A member of Level II in Northvale has 20 hours of training: how many more are needed?"
    added = work.go_on(form(letter="Please call me.", drafted="", reply="", question_new=question))
    assert "51 hours more" in added.reply
    assert whys(added) == []
