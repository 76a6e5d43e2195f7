"""What waits at the desk: questions of visitors, words that were not understood, names that are made of them, and documents that are missing."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from desk_fakes import NAME, Rig, Visitor, logged_in, words

from corpus.errors import CorpusError, StoreError
from corpus.vocabulary import load_vocabulary
from ui.desk.desk import kept_clean
from ui.desk.naming import name_fault
from ui.desk.shelved import Shelved
from ui.desk.taking import SETTLING, Takeover
from ui.records.aliases import Alias

NORTH = "association:NVAIMH"


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    rig = Rig(tmp_path)
    yield rig
    rig.close()


@pytest.fixture
def staff(rig: Rig) -> Visitor:
    return logged_in(rig)


def alias(term: str, kind: str = "association", key: str = "NVAIMH") -> Alias:
    return Alias(1, term, kind, key, NAME, datetime(2031, 1, 1, tzinfo=UTC))  # type: ignore[arg-type]


def test_a_question_is_shown_with_when_where_and_what_is_answered_now(rig: Rig, staff: Visitor) -> None:
    number = rig.keep("How much training?", turns=("What about Southbank?",), site="nv.example", cited=("x",))
    rig.keep("And references?", "unhelpful")
    rig.keep("Thanks for the fees", "helpful")
    page = staff.get("/helpdesk/queue")
    told = words(page.text)
    assert "Waiting (2)" in told
    assert "Sent to you June 1, 2031, 12:00 UTC from nv.example Asked before: What about Southbank? How much training?" in told
    assert "At least 38 clock hours of training are required." in told
    assert "The visitor was shown another answer" in told
    assert "Answer marked as not helpful June 1, 2031, 12:00 UTC from the chat page" in told
    assert "One answer was marked as helpful." in told
    assert re.search(r'href="/documents/sb\?q=', page.text)
    assert f'<pre hidden id="copy-{number}">How much training?\n\nSouthbank (SBAIMH), undated: At least 38 clock hours' in page.text


def test_questions_are_settled_and_deleted(rig: Rig, staff: Visitor) -> None:
    first, second, third = rig.keep("one?"), rig.keep("two?"), rig.keep("three?", "helpful")
    assert "The question is settled." in words(staff.post(f"/helpdesk/queue/{first}", {"do": "settle"}).text)
    assert rig.records.queue.get(first).settled_by == NAME  # type: ignore[union-attr]
    assert "The question is deleted." in words(staff.post(f"/helpdesk/queue/{second}", {"do": "delete"}).text)
    assert rig.records.queue.get(second) is None
    staff.post("/helpdesk/queue/helpful")
    assert rig.records.queue.get(third).settled_by == NAME  # type: ignore[union-attr]
    staff.post(f"/helpdesk/queue/{first}", {"do": "something else"})
    assert "Nothing is waiting." in words(staff.get("/helpdesk/queue").text)


def test_many_questions_are_shown_a_page_at_a_time(rig: Rig, staff: Visitor) -> None:
    for number in range(23):
        rig.keep(f"How much training, case {chr(97 + number)}?")
    for asked, first in (("1", "case a?"), ("3", "case u?"), ("99", "case u?"), ("0", "case a?"), ("x", "case a?")):
        page = staff.get(f"/helpdesk/queue?page={asked}")
        assert re.findall(r"<h3[^>]*>How much training, (case .\?)</h3>", page.text)[0] == first
    assert "Page 3" in words(page.text)


def test_a_staff_answer_is_begun_from_a_question(rig: Rig, staff: Visitor) -> None:
    number = rig.keep("How much training?", associations=("SBAIMH",), categories=("IFS",))
    page = staff.get(f"/helpdesk/answers/new?from={number}")
    assert re.search(r'name="questions"[^>]*>\nHow much training\?</textarea>', page.text)
    assert '<option value="SBAIMH" selected>' in page.text
    assert "At least 38 clock hours" in words(page.text)
    assert staff.get("/helpdesk/answers/new?from=99&from=x").status_code == 200


def test_a_word_that_was_not_understood_becomes_a_name_that_answers_know(rig: Rig, staff: Visitor) -> None:
    only = rig.keep("What about the Great Pines?", status="not_covered", terms=("great pines",))
    both = rig.keep("Great Pines or Lower Moor?", status="not_covered", terms=("great pines", "lower moor"))
    assert "“great pines” means" in words(staff.get("/helpdesk/queue").text)
    rig.build.go.clear()
    page = staff.post("/helpdesk/aliases", {"term": "great pines", "meaning": "association:SBAIMH", "note": "Asked 2 times."})
    assert page.url.path == "/helpdesk/aliases"
    assert "“great pines” means Southbank (SBAIMH)" in words(page.text)
    assert "being taken over" in words(page.text)
    assert 'data-again="3"' in page.text
    rig.build.go.set()
    rig.takeover.wait(10)  # type: ignore[union-attr]
    told = words(staff.get("/helpdesk/aliases").text)
    assert "in use" in told
    assert "being taken over" not in told
    assert "38 clock hours" in rig.helpdesk.assistant.ask(["training in the Great Pines"]).lead
    assert rig.records.queue.get(only).settled_by == NAME  # type: ignore[union-attr]
    assert rig.records.queue.get(both).settled_by is None  # type: ignore[union-attr]


def test_a_name_is_removed_again(rig: Rig, staff: Visitor) -> None:
    staff.post("/helpdesk/aliases", {"term": "Great Pines", "meaning": "association:SBAIMH"})
    rig.takeover.wait(10)  # type: ignore[union-attr]
    staff.post(f"/helpdesk/aliases/{rig.records.aliases.all()[0].id}/remove")
    rig.takeover.wait(10)  # type: ignore[union-attr]
    assert rig.records.aliases.all() == []
    assert "71 clock hours" in rig.helpdesk.assistant.ask(["training in the Great Pines"]).lead
    assert not (rig.shelf / "vocabulary.yaml").exists()


@pytest.mark.parametrize(
    ("term", "meaning", "said"),
    [
        ("Northvale", "association:SBAIMH", "“Northvale” already means something else: Northvale (NVAIMH)"),
        ("northvale", NORTH, "“northvale” is a name of Northvale (NVAIMH) already"),
        ("training", NORTH, "already means something else: Training"),
        ("Ohio", NORTH, "already means something else: the state Ohio"),
        ("the", NORTH, "too short or too common"),
        ("xy", NORTH, "too short or too common"),
        ("", NORTH, "Please write the word or words"),
        ("Great Pines", "", "Please choose what it means."),
        ("Great Pines", "association:NONE", "Please choose what it means."),
        ("Great Pines", "part:fees", "Please choose what it means."),
        ("pines " * 50, NORTH, "at most 200 are kept"),
    ],
)
def test_a_name_that_cannot_be_is_refused_with_the_reason_and_nothing_is_lost(rig: Rig, staff: Visitor, term: str, meaning: str, said: str) -> None:
    page = staff.post("/helpdesk/aliases", {"term": term, "meaning": meaning})
    assert page.status_code == 422
    assert said in words(page.text)
    assert 'aria-describedby="term-fault" aria-invalid="true"' in page.text
    assert f'value="{" ".join(term.split())}"' in page.text
    assert rig.records.aliases.all() == []
    assert rig.build.times == 0


def test_a_name_that_was_given_a_moment_ago_counts_before_it_is_in_use(rig: Rig) -> None:
    vocabulary = rig.assistant.retriever.vocabulary
    assert "already means something else" in name_fault("great  PINES", "association:SBAIMH", vocabulary, [alias("Great Pines")])
    assert name_fault("great pines", "category:IFS", vocabulary, []) == ""
    assert name_fault("moor hours", "topic:training", vocabulary, []) == ""


def test_an_index_that_cannot_be_built_leaves_the_shelf_as_it_was_and_is_told(rig: Rig, staff: Visitor) -> None:
    rig.shelf.mkdir()
    before = "topics:\n  training:\n    aliases: [drill]  # ours\n"
    (rig.shelf / "vocabulary.yaml").write_text(before, encoding="utf-8")
    for error, said in ((StoreError("no room on the disk; make room"), "no room on the disk"), (RuntimeError("secret detail"), "could not be built")):
        rig.build.fail = error
        staff.post("/helpdesk/aliases", {"term": f"Great Pines {said}", "meaning": NORTH})
        rig.takeover.wait(10)  # type: ignore[union-attr]
        page = staff.get("/helpdesk/aliases")
        assert said in words(page.text)
        assert "secret detail" not in page.text
        assert "not in use: the index could not be built" in words(page.text)
        assert (rig.shelf / "vocabulary.yaml").read_text(encoding="utf-8") == before
    rig.build.fail = None
    staff.post("/helpdesk/aliases/build")
    rig.takeover.wait(10)  # type: ignore[union-attr]
    assert words(staff.get("/helpdesk/aliases").text).count("in use") == 2


def test_a_server_without_an_index_of_its_own_writes_the_name_down_and_says_what_is_left_to_do(tmp_path: Path) -> None:
    rig = Rig(tmp_path, building=False)
    staff = logged_in(rig)
    page = staff.post("/helpdesk/aliases", {"term": "Great Pines", "meaning": NORTH})
    assert len(rig.records.aliases.all()) == 1
    assert "not in use: the index must be built" in words(page.text)
    assert "This server cannot build the index itself." in words(page.text)
    assert "Build the index now" not in page.text
    rig.close()


def test_one_build_at_a_time_and_one_more_after_it(tmp_path: Path) -> None:
    at_once, most, times, go = [0], [0], [0], threading.Event()

    def rebuild() -> None:
        at_once[0] += 1
        most[0] = max(most[0], at_once[0])
        times[0] += 1
        go.wait(10)
        at_once[0] -= 1

    clock = [0.0]
    takeover = Takeover(tmp_path, rebuild, lambda: clock[0])
    assert not takeover.is_running
    for _ in range(5):
        takeover.start(list, load_vocabulary)
    assert takeover.is_running
    go.set()
    takeover.wait(10)
    assert (most, times, takeover.is_running, takeover.is_settling) == ([1], [2], False, True)
    clock[0] += SETTLING
    assert not takeover.is_settling


def test_the_vocabulary_file_keeps_what_others_have_written(tmp_path: Path) -> None:
    text = "# our own\nassociations:\n  NVAIMH:\n    name: Northvale Association\n    places: [Northvale]\n    aliases: [NVA]\nfield: [zwickel]\n"
    (tmp_path / "vocabulary.yaml").write_text(text, encoding="utf-8")
    vocabulary, shelved = load_vocabulary([tmp_path]), Shelved(tmp_path)
    given = [alias("Great Pines"), alias("Moor: #1"), alias("drill", "topic", "training"), alias("gone", "topic", "none"), alias("helper", "category", "IFS")]
    shelved.write(given, vocabulary)
    written = yaml.safe_load((tmp_path / "vocabulary.yaml").read_text(encoding="utf-8"))
    assert written["associations"]["NVAIMH"] == {"name": "Northvale Association", "places": ["Northvale"], "aliases": ["NVA", "Great Pines", "Moor: #1"]}
    assert written["field"] == ["zwickel"]
    assert written["topics"] == {"training": {"aliases": ["drill"]}}
    assert written["categories"] == {"IFS": {"name": vocabulary.categories["IFS"].name, "aliases": ["helper"]}}
    assert (tmp_path / ".vocabulary.yaml.before").read_text(encoding="utf-8") == text
    again = load_vocabulary([tmp_path])
    assert {"Great Pines", "NVA"} <= set(again.associations["NVAIMH"].aliases)
    assert "drill" in again.topics["training"].aliases
    shelved.write(given[1:2], again)
    assert load_vocabulary([tmp_path]).associations["NVAIMH"].aliases == ("NVA", "Moor: #1")
    shelved.write([], again)
    assert yaml.safe_load((tmp_path / "vocabulary.yaml").read_text(encoding="utf-8")) == yaml.safe_load(text)


def test_an_association_that_a_document_brought_keeps_what_it_brought(tmp_path: Path) -> None:
    base = load_vocabulary()
    brought = base.model_copy(update={"associations": {"LM": base.associations[next(iter(base.associations))].model_copy(update={"aliases": ("LMA",)})}})
    shelved = Shelved(tmp_path)
    shelved.write([alias("Lower Moor", key="LM")], brought)
    assert set(load_vocabulary([tmp_path]).associations["LM"].aliases) == {"LMA", "Lower Moor"}
    used = brought.model_copy(update={"associations": {"LM": brought.associations["LM"].model_copy(update={"aliases": ("LMA", "Lower Moor")})}})
    shelved.write([alias("Upper Moor", key="LM")], used)
    assert set(load_vocabulary([tmp_path]).associations["LM"].aliases) == {"LMA", "Upper Moor"}
    shelved.write([], used)
    assert not (tmp_path / "vocabulary.yaml").exists()


def test_a_vocabulary_file_that_is_not_valid_is_left_alone(tmp_path: Path) -> None:
    for text in ("a: [", "- a list"):
        (tmp_path / "vocabulary.yaml").write_text(text, encoding="utf-8")
        with pytest.raises(CorpusError, match=r"vocabulary\.yaml"):
            Shelved(tmp_path).write([alias("Great Pines")], load_vocabulary())
        assert (tmp_path / "vocabulary.yaml").read_text(encoding="utf-8") == text


def test_missing_documents_are_noted_and_closed(rig: Rig, staff: Visitor) -> None:
    number = rig.keep("What about Lower Moor?", status="not_covered", terms=("lower moor",))
    page = staff.post("/helpdesk/requests", {"term": "lower moor", "note": "Asked 1 times."})
    assert "The request was noted." in words(page.text)
    assert "lower moor Asked 1 times. by Ruth Keller, June 1, 2031, 12:00 UTC" in words(page.text)
    assert rig.records.queue.get(number).settled_by == NAME  # type: ignore[union-attr]
    for sent, said in (({"term": " ", "note": "a note"}, "Please write what is missing."), ({"term": "x" * 301}, "at most 300 are kept")):
        page = staff.post("/helpdesk/requests", sent)
        assert page.status_code == 422
        assert said in words(page.text)
    page = staff.post(f"/helpdesk/requests/{rig.records.requests.open()[0].id}/close")
    assert "The request is closed." in words(page.text)
    assert rig.records.requests.open() == []


def test_what_is_past_its_days_is_deleted_while_the_server_runs(rig: Rig) -> None:
    number = rig.keep("How much training?")
    rig.clock.forward(days=91)
    with kept_clean(rig.records, 0.02):
        for _ in range(500):
            rows = rig.records._database.engine.connect().exec_driver_sql("select count(*) from questions").scalar_one()
            if not rows:
                break
    assert number
    assert not rows
