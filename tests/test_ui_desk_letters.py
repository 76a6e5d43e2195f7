"""A member's message at the desk: masked, its questions answered with sources, a reply that is checked as it is edited, and an e-mail of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from desk_fakes import LETTER, SECRETS, Rig, Visitor, fields, logged_in, words
from script_texts import SCRIPTS

from ui.desk.mailing import email_html


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    yield rig
    rig.close()


@pytest.fixture
def staff(rig: Rig) -> Visitor:
    return logged_in(rig)


def test_a_message_is_masked_and_its_questions_are_answered_with_their_sources(staff: Visitor) -> None:
    page = staff.post("/helpdesk", {"letter": LETTER, "do": "read"})
    assert page.status_code == 200
    for secret in SECRETS:
        assert secret not in page.text
    told = words(page.text)
    assert "Taken out before anything else was done: name, phone, e-mail." in told
    assert "2 questions" in told
    assert "At least 71 clock hours of training are required." in told
    assert re.search(r'href="/documents/nv-2031\?q=[0-9a-f]{10}#p-[0-9a-f]{10}"', page.text)
    sent = fields(page.text)
    assert "How many hours of training do I need?" in sent["question-0"]
    assert "At least 71 clock hours" in sent["reply"]
    assert 'id="questions" tabindex="-1" autofocus' in page.text
    for address in re.findall(r'href="(/documents/[^"#]+)', page.text):
        assert "<mark>At least 71" in staff.get(address).text


def test_a_figure_that_no_document_says_is_listed_once_the_reply_is_checked(staff: Visitor) -> None:
    sent = fields(staff.post("/helpdesk", {"letter": LETTER, "do": "read"}).text)
    edited = sent["reply"].replace("At least 71 clock hours", "At least 17 clock hours", 1)
    page = staff.post("/helpdesk", {**sent, "reply": edited, "do": "check"})
    checks = words(page.text[page.text.index('id="checks"') :])
    assert "17 clock hours" in checks
    assert "Not confirmed by any document (" in checks
    assert fields(page.text)["reply"] == edited.rstrip("\n") or fields(page.text)["reply"].strip() == edited.strip()
    assert 'id="checked" tabindex="-1" autofocus' in page.text
    back = staff.post("/helpdesk", {**fields(page.text), "reply": sent["reply"], "do": "check"})
    assert "17 clock hours" not in back.text


def test_a_question_that_no_document_answers_is_listed(staff: Visitor) -> None:
    page = staff.post("/helpdesk", {"letter": "Hello, can I get the endorsement on Mars?", "association": "NVAIMH", "do": "read"})
    sent = {**fields(page.text), "question-0": "Is there a mars office?"}
    checks = words(staff.post("/helpdesk", {**sent, "do": "answer"}).text.split('id="checks"')[1])
    assert "Is there a mars office?" in checks
    assert "No document held here answers this." in checks


def test_questions_are_changed_added_and_removed_and_the_untouched_draft_follows(staff: Visitor) -> None:
    sent = fields(staff.post("/helpdesk", {"letter": LETTER, "do": "read"}).text)
    page = staff.post("/helpdesk", {**sent, "question-0": "What is the training for renewal?", "do": "answer"})
    assert "Renewal takes 9 clock hours" in fields(page.text)["reply"]
    page = staff.post("/helpdesk", {**fields(page.text), "do": "add"})
    assert re.search(r'name="question-new"[^>]* autofocus', page.text)
    added = staff.post("/helpdesk", {**fields(page.text), "question-new": "And how much training in Southbank?", "do": "answer"})
    assert "38 clock hours" in fields(added.text)["reply"]
    fewer = staff.post("/helpdesk", {**fields(added.text), "remove": "0"})
    assert "Renewal takes" not in fields(fewer.text)["reply"]
    assert "2 questions" in words(fewer.text)
    for _ in range(2):
        fewer = staff.post("/helpdesk", {**fields(fewer.text), "remove": "0", "reply": "My own words."})
        assert fields(fewer.text)["reply"].strip() == "My own words."
    assert "No question was found" in words(fewer.text)


def test_an_edited_reply_is_never_overwritten_unless_asked_for(staff: Visitor) -> None:
    sent = fields(staff.post("/helpdesk", {"letter": LETTER, "do": "read"}).text)
    page = staff.post("/helpdesk", {**sent, "reply": "My own words.", "question-0": "What is the training for renewal?", "do": "answer"})
    assert fields(page.text)["reply"].strip() == "My own words."
    assert "You have changed the reply, so it was left as it is." in words(page.text)
    page = staff.post("/helpdesk", {**fields(page.text), "do": "draft"})
    assert "Renewal takes 9 clock hours" in fields(page.text)["reply"]


def test_the_scope_that_was_chosen_holds_over_the_words_of_the_message(staff: Visitor) -> None:
    page = staff.post("/helpdesk", {"letter": LETTER, "association": "SBAIMH", "do": "read"})
    assert "38 clock hours" in fields(page.text)["reply"]
    assert '<option value="SBAIMH" selected>' in page.text
    page = staff.post("/helpdesk", {**fields(page.text), "association": "no such", "category": "<b>", "do": "answer"})
    assert "71 clock hours" in fields(page.text)["reply"]


def test_names_that_are_typed_into_a_question_are_masked_too(staff: Visitor) -> None:
    sent = fields(staff.post("/helpdesk", {"letter": LETTER, "do": "read"}).text)
    page = staff.post("/helpdesk", {**sent, "question-0": "How many hours of training does Petra Quistelhoff need? Call 555-201-3344.", "do": "answer"})
    for secret in SECRETS:
        assert secret not in page.text


@pytest.mark.parametrize(
    ("letter", "said"),
    [("", "There is no message yet."), ("  \n ", "There is no message yet."), ("hours? " * 1500, "This message is too long: 10,500 characters")],
)
def test_a_message_that_cannot_be_read_is_told_beside_the_field_and_kept(staff: Visitor, letter: str, said: str) -> None:
    page = staff.post("/helpdesk", {"letter": letter, "do": "read"})
    assert page.status_code == 422
    assert words(page.text).count(said) == 2
    assert 'aria-describedby="letter-fault letter-hint" aria-invalid="true"' in page.text
    assert 'role="alert"' in page.text
    assert fields(page.text)["letter"].strip() == letter.strip()


def test_a_message_without_a_question_gets_a_place_for_one(staff: Visitor) -> None:
    page = staff.post("/helpdesk", {"letter": "Thank you very much for your help last week.", "do": "read"})
    assert "No question was found" in words(page.text)
    page = staff.post("/helpdesk", {**fields(page.text), "question-new": "How much training?", "do": "answer"})
    assert "71 clock hours" in fields(page.text)["reply"]


def test_what_fails_while_answering_is_said_of_that_question_alone(staff: Visitor) -> None:
    sent = fields(staff.post("/helpdesk", {"letter": LETTER, "do": "read"}).text)
    page = staff.post("/helpdesk", {**sent, "question-0": "crash now?", "question-1": "is this unclear?", "question-new": "how much training?", "do": "answer"})
    told = words(page.text)
    assert "Something went wrong while this was answered." in told
    assert "secret detail" not in page.text
    assert "the question is not text; type it again" in told
    assert "71 clock hours" in fields(page.text)["reply"]


def test_a_reply_becomes_an_email_with_paragraphs_lists_and_links() -> None:
    made = email_html("Hello,\n\nThese are asked for:\n- one <b>\n- two & three\n\n2. second\n3) third\n\nSee https://example.org/a?b=1&c=2, please.\nBye")
    assert made == (
        "<p>Hello,</p>\n<p>These are asked for:</p>\n<ul><li>one &lt;b&gt;</li><li>two &amp; three</li></ul>\n"
        '<ol><li value="2">second</li><li value="3">third</li></ol>\n<p>See <a href="https://example.org/a?b=1&amp;c=2" target="_blank" '
        'rel="noopener noreferrer">https://example.org/a?b=1&amp;c=2</a>, please.<br>Bye</p>'
    )
    assert email_html("") == ""


@pytest.mark.parametrize("script", SCRIPTS)
def test_nothing_in_a_reply_becomes_markup_of_the_email(script: str) -> None:
    made = email_html(f"- {script}\n1. {script}\n\n{script} https://example.org/{script}")
    assert (
        re.sub(r"</?(p|ul|ol|li|br|a)( (value=\"\d+\"|href=\"https?://[^\"<>]*\"|target=\"_blank\"|rel=\"noopener noreferrer\"))*>", "", made).count("<") == 0
    )
