from __future__ import annotations

from pathlib import Path

from corpus.check import Finding
from corpus.repeats import RUN, Repeats
from corpus.sheet import read_sheet
from corpus.vocabulary import load_vocabulary

ORIGINAL = """The warden of the lower mill shall keep a careful count of every sack that leaves the yard before noon.
The Northvale Institute for the Study of Mills and Weirs, Department of Yards, gives the (NISMW) award. Twelve geese cross."""
SENTENCE = "The warden of the lower mill shall keep a careful count of every sack that leaves the yard before noon."


def findings(tmp_path: Path, body: str, title: str = "Made-up") -> list[Finding]:
    path = tmp_path / "sheet.md"
    path.write_text(f'---\nid: nv\nsource: northvale\ntitle: {title}\nedition: "2031"\n---\n{body}', encoding="utf-8")
    return list(Repeats("original.txt", ORIGINAL).find(read_sheet(path, load_vocabulary())))


def test_own_words_are_no_run(tmp_path: Path) -> None:
    assert findings(tmp_path, "Every sack must be counted before it leaves the yard, which is the task of the lower mill's warden.\n") == []


def test_ten_words_are_a_run_and_nine_are_none(tmp_path: Path) -> None:
    words = SENTENCE.split()
    assert findings(tmp_path, " ".join(words[: RUN - 1]) + "\n") == []
    (found,) = findings(tmp_path, "Text.\n\n" + " ".join(words[:RUN]) + "\n")
    assert (found.severity, found.line) == ("error", 9)
    assert found.message == f"{RUN} words in a row stand in original.txt; say in other words: {' '.join(words[:RUN])}"


def test_marks_and_capitals_do_not_hide_a_run(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, "“A CAREFUL COUNT – of every Sack, that leaves (the yard) before noon!”\n")
    assert found.message.startswith("12 words in a row")


def test_a_run_across_items_and_blocks_is_found(tmp_path: Path) -> None:
    (across,) = findings(tmp_path, "The tasks:\n- to keep a careful count of every sack\n- that leaves the yard\n\nBefore noon, nothing more.\n")
    assert across.message.startswith("13 words in a row")
    assert across.line == 8


def test_questions_headings_and_titles_are_looked_at(tmp_path: Path) -> None:
    part = "count of every sack that leaves the yard before noon"
    (asked,) = findings(tmp_path, f"? why {part}\nText.\n")
    (headed,) = findings(tmp_path, f"## On the {part}\nText.\n")
    (titled,) = findings(tmp_path, "Text.\n", title=f"A {part}")
    assert [finding.line for finding in (asked, headed, titled)] == [7, 7, 1]


def test_a_run_of_names_is_allowed(tmp_path: Path) -> None:
    assert findings(tmp_path, "The Northvale Institute for the Study of Mills and Weirs, Department of Yards, is meant.\n") == []


def test_a_few_names_in_a_run_do_not_excuse_it(tmp_path: Path) -> None:
    original = "The warden Quill of Northvale keeps a careful count of sacks leaving yards."
    path = tmp_path / "sheet.md"
    path.write_text(f'---\nid: nv\nsource: northvale\ntitle: Made-up\nedition: "2031"\n---\n{original}\n')
    assert len(list(Repeats("original.txt", original).find(read_sheet(path, load_vocabulary())))) == 1
