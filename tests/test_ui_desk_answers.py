"""Staff answers: written with the sentences they rest on, given to visitors as what they are, and no longer given once one of those changes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from desk_fakes import NAME, Rig, Visitor, logged_in, words
from starlette.testclient import TestClient

from assistant.staff import STAFF
from corpus.errors import RecordsError
from ui.anchors import document_link
from ui.desk.answers import StaffShelf
from ui.documents import EXPIRED, OTHER_WORDS, REWRITTEN

QUESTION = "May the training on mars be taken at home?"
TEXT = "Yes, the training may be taken at home. At least 71 clock hours of training are required."


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    yield rig
    rig.close()


@pytest.fixture
def staff(rig: Rig) -> Visitor:
    return logged_in(rig)


def found(staff: Visitor, words: str = "training", **more: Any) -> list[str]:
    """The keys of the sentences that the form offers for some words."""
    page = staff.post("/helpdesk/answers/0", {"find": words, "do": "find", **more})
    return re.findall(r'name="rest" value="([0-9a-f]+)"', page.text)


def write(staff: Visitor, **sent: Any) -> Any:
    return staff.post("/helpdesk/answers/0", {"questions": QUESTION, "text": TEXT, "rest": found(staff)[:1], "do": "save", **sent})


def test_an_answer_is_written_and_given_at_once_as_what_it_is(rig: Rig, staff: Visitor) -> None:
    before = rig.helpdesk.assistant.ask([QUESTION])
    page = write(staff)
    assert page.url.path == "/helpdesk/answers"
    assert "The answer is saved and is given from now on." in words(page.text)
    assert f"Given now {NAME}, June 1, 2031 General {QUESTION}" in words(page.text)
    answer = rig.helpdesk.assistant.ask([QUESTION])
    cited = [citation for citation in answer.citations if citation.passage.startswith(STAFF)]
    assert before != answer
    assert [citation.quote for citation in cited] == ["Yes, the training may be taken at home.", "At least 71 clock hours of training are required."]
    kept = rig.records.staff.all()[0]
    assert (kept.author, kept.questions, kept.until) == (NAME, (QUESTION,), None)
    assert kept.rests[0].quote == "At least 71 clock hours of training are required."


def test_its_page_shows_the_cited_sentence_to_everybody_and_what_it_rests_on(rig: Rig, staff: Visitor) -> None:
    write(staff, association="NVAIMH", until="2031-07-31")
    citation = next(c for c in rig.helpdesk.assistant.ask([QUESTION]).citations if c.passage.startswith(STAFF))
    anybody = TestClient(rig.app)
    page = anybody.get(document_link(citation))
    assert "<mark>Yes, the training may be taken at home.</mark>" in page.text
    assert f'id="{document_link(citation).split("#")[1]}"' in page.text
    told = words(page.text)
    assert "Staff answer of Northvale (NVAIMH)" in told
    assert "not a guideline" in told
    assert "31 July 2031" in told
    assert NAME in told
    address = unescape(re.findall(r'href="(/documents/nv-2031[^"]+)"', page.text)[0])
    assert "<mark>At least 71 clock hours of training are required.</mark>" in anybody.get(address).text
    assert page.headers["content-security-policy"].startswith("default-src 'none'; style-src 'self';")
    assert REWRITTEN in words(anybody.get("/documents/staff-answer-1?q=0123456789").text)
    assert anybody.get("/documents/staff-answer-2").status_code == 404
    assert anybody.get("/documents/staff-answer-x").status_code == 404
    rig.assistant.reworded({"71": "73"})
    told = words(anybody.get("/documents/staff-answer-1").text)
    assert EXPIRED in told
    assert OTHER_WORDS in told


@pytest.mark.parametrize(
    ("sent", "field", "said"),
    [
        ({"text": "It takes 40 clock hours."}, "text", 'No sentence that it rests on says "40 clock hours"'),
        ({"text": ""}, "text", "The text is empty."),
        ({"text": "One is fine. " * 7}, "text", "The text has 7 sentences."),
        ({"text": "Yes.", "rest": []}, "text", "It rests on no passage, so it needs a last day."),
        ({"questions": " \n "}, "questions", "Please write at least one question"),
        ({"until": "soon"}, "until", "This is not a date."),
        ({"until": "2031-05-31"}, "until", "This day is over already."),
        ({"text": "y" * 4001}, "text", "at most 4,000 are kept"),
    ],
)
def test_a_fault_is_told_beside_its_field_and_nothing_is_lost(rig: Rig, staff: Visitor, sent: dict[str, Any], field: str, said: str) -> None:
    page = write(staff, **sent)
    assert page.status_code == 422
    assert said in words(page.text)
    assert f'<a href="#{field}">' in page.text
    assert re.search(rf'id="{field}"[^>]* aria-describedby="{field}-fault', page.text)
    assert 'role="alert"' in page.text
    if "rest" not in sent:
        assert re.search(r'name="rest" value="[0-9a-f]+" checked', page.text)
    if "text" not in sent:
        assert "Yes, the training may be taken at home." in page.text
    assert rig.records.staff.all() == []


def test_sentences_are_looked_for_within_the_chosen_association_and_ticked_ones_stay(staff: Visitor) -> None:
    north, south = found(staff), found(staff, association="SBAIMH")
    assert north
    assert north != south
    page = staff.post("/helpdesk/answers/0", {"find": "training", "association": "SBAIMH", "rest": [north[0], "0123456789"], "do": "find", "text": "kept"})
    assert re.findall(r'name="rest" value="([0-9a-f]+)"( checked)?', page.text) == [(north[0], " checked"), (south[0], "")]
    assert "kept</textarea>" in page.text
    assert 'id="found" tabindex="-1" autofocus' in page.text
    nothing = staff.post("/helpdesk/answers/0", {"find": "mars", "do": "find"})
    assert "No sentence of a document was found for this." in words(nothing.text)
    assert "Please write what the sentence is about." in words(staff.post("/helpdesk/answers/0", {"find": " ", "do": "find"}).text)
    assert "the question is not text" in words(staff.post("/helpdesk/answers/0", {"find": "unclear", "do": "find"}).text)


def test_the_questions_are_masked_when_they_are_saved(rig: Rig, staff: Visitor) -> None:
    write(staff, questions="May Petra Quistelhoff take the training at home?\n\nMy phone is 555-201-3344, may I?")
    kept = rig.records.staff.all()[0].questions
    assert len(kept) == 2
    assert "Quistelhoff" not in "".join(kept)
    assert "555" not in "".join(kept)


def test_an_answer_whose_passage_changes_is_no_longer_given_and_shows_what_changed(rig: Rig, staff: Visitor) -> None:
    write(staff)
    rig.assistant.reworded({"taught": "held"})
    assert not any(c.passage.startswith(STAFF) for c in rig.helpdesk.assistant.ask([QUESTION]).citations)
    told = words(staff.get("/helpdesk/answers").text)
    assert "Not given: a passage it rests on has changed" in told
    assert "What it rested on At least 71 clock hours of training are required. What stands there now At least 71 clock hours" in told
    page = staff.post("/helpdesk/answers/1/renew")
    assert "The answer is renewed" in words(page.text)
    assert "Given now" in words(page.text)
    assert any(c.passage.startswith(STAFF) for c in rig.helpdesk.assistant.ask([QUESTION]).citations)


def test_an_answer_whose_sentence_is_gone_is_not_renewed_but_changed(rig: Rig, staff: Visitor) -> None:
    write(staff)
    rig.assistant.reworded({"71": "73"})
    page = staff.post("/helpdesk/answers/1/renew")
    assert page.status_code == 422
    assert "The sentence it rests on is no longer there: “At least 71 clock hours of training are required.”" in words(page.text)
    form = staff.get("/helpdesk/answers/1")
    assert "What has changed" in words(form.text)
    assert "checked" not in form.text
    saved = staff.post("/helpdesk/answers/1", {"questions": QUESTION, "text": TEXT.replace("71", "73"), "rest": found(staff)[:1], "do": "save"})
    assert "Given now" in words(saved.text)
    held = rig.assistant.retriever
    rig.assistant.retriever = SimpleNamespace(passages=tuple(p for p in held.passages if p.guideline != "nv-2031"), vocabulary=held.vocabulary)
    assert "The passage is no longer there" in words(staff.get("/helpdesk/answers").text)


def test_an_answer_ends_after_its_last_day(rig: Rig, staff: Visitor) -> None:
    write(staff, text="Yes, as long as the hall is closed.", rest=[], until="2031-06-02")
    assert any(c.passage.startswith(STAFF) for c in rig.helpdesk.assistant.ask([QUESTION]).citations)
    rig.clock.forward(days=2)
    staff = logged_in(rig)
    assert not any(c.passage.startswith(STAFF) for c in rig.helpdesk.assistant.ask([QUESTION]).citations)
    assert "Not given: its last day is over" in words(staff.get("/helpdesk/answers").text)
    assert "Please give it a new one." in words(staff.post("/helpdesk/answers/1/renew").text)


def test_an_answer_is_taken_back(rig: Rig, staff: Visitor) -> None:
    write(staff)
    page = staff.post("/helpdesk/answers/1/retire")
    assert "The answer is taken back and is not given any more." in words(page.text)
    assert not any(c.passage.startswith(STAFF) for c in rig.helpdesk.assistant.ask([QUESTION]).citations)
    assert TestClient(rig.app).get("/documents/staff-answer-1").status_code == 404
    assert staff.post("/helpdesk/answers/1/renew").status_code == 404
    page = staff.post("/helpdesk/answers/1", {"questions": QUESTION, "text": TEXT, "rest": found(staff)[:1], "do": "save"})
    assert page.status_code == 422
    assert "write it as a new one" in words(page.text)


def test_staff_answers_of_other_processes_are_seen_within_seconds_and_a_failing_database_changes_nothing(rig: Rig, staff: Visitor) -> None:
    clock, failing = [0.0], [False]

    class Failing:
        def all(self) -> Any:
            if failing[0]:
                raise RecordsError("gone; start it")
            return rig.records.staff.all()

    class Few:
        staff = Failing()

    shelf = StaffShelf(Few(), 5.0, lambda: clock[0])  # type: ignore[arg-type]
    assert shelf.load() == ()
    write(staff)
    assert shelf.load() == ()
    clock[0] = 6.0
    assert len(shelf.load()) == 1
    clock[0], failing[0] = 12.0, True
    assert len(shelf.load()) == 1
    failing[0] = False
    rig.records.staff.retire(1, NAME)
    shelf.refresh()
    assert shelf.load() == ()
