from __future__ import annotations

from pathlib import Path

import pytest

import corpus
from corpus.check import LONGEST, Finding, check_corpus, unread
from corpus.sheet import load_corpus

FRONT = '---\nid: nv-2031\nsource: northvale\ntitle: Made-up requirements\nedition: "2031"\n---\n'


def findings(tmp_path: Path, body: str) -> list[Finding]:
    (tmp_path / "sheet.md").write_text(FRONT + body, encoding="utf-8")
    return check_corpus(*load_corpus([tmp_path]))


def only(tmp_path: Path, body: str) -> Finding:
    found = findings(tmp_path, body)
    assert len(found) == 1, [str(finding) for finding in found]
    assert found[0].path == str(tmp_path / "sheet.md")
    return found[0]


def test_a_sound_sheet_has_no_findings(tmp_path: Path) -> None:
    body = """## Requirements
### Training
? how many hours
At least 21 clock hours are required, since March 18, 2031 (03/18/2031), at Level 2 and above.

? who rates me
Two ratings are required:
? may my boss
- one from a supervisor
- one from a colleague

## Requirements
### Level III
#### Education
A degree of the 3rd cycle is required; see DC: 0-3R, 501(c)(3), Public Law 99-457, p. 18 and https://example.org/7.
"""
    assert findings(tmp_path, body) == []


def test_the_shipped_sheets_have_no_errors() -> None:
    found = check_corpus(*load_corpus([Path(corpus.__file__).parent / "sheets"]))
    assert [str(finding) for finding in found if finding.severity == "error"] == []


@pytest.mark.parametrize("text", ["form X7b", "the iii3 footnote"])
def test_digits_that_are_no_figure_are_an_error_at_their_line(tmp_path: Path, text: str) -> None:
    found = only(tmp_path, f"## Fees\nThe first sentence is fine.\nIt is followed by {text} here.\n")
    assert (found.severity, found.line) == ("error", 9)
    assert "not read as a figure" in found.message


def test_unread_digits_are_named() -> None:
    assert unread("12 hours, form X7b") == ["7"]
    assert unread("12 hours on 2031-05-06, at L2") == []


def test_an_unknown_part_is_a_warning(tmp_path: Path) -> None:
    found = only(tmp_path, "## Weather\nText.\n")
    assert (found.severity, found.line) == ("warning", 7)
    assert "'Weather' is no part (requirements, " in found.message


def test_a_topic_without_a_part_is_a_warning_once(tmp_path: Path) -> None:
    found = only(tmp_path, "### Training\nOne.\n\nTwo.\n")
    assert (found.severity, found.line) == ("warning", 8)
    assert "'Training' is under no part" in found.message


def test_a_question_asked_twice_in_one_sheet_is_a_warning(tmp_path: Path) -> None:
    found = only(tmp_path, "## Fees\n? What does it cost?\nNothing.\n\n? what does it cost\nReally nothing.\n")
    assert (found.severity, found.line) == ("warning", 11)
    assert "asks the same as line 8" in found.message


@pytest.mark.parametrize("body", ["Text.\n\n? why\n", "? why\n\n## Fees\nText.\n", "## Fees\nText.\n\n? why\n? how\n### More\nText.\n"])
def test_a_question_with_nothing_below_it_is_an_error(tmp_path: Path, body: str) -> None:
    found = findings(tmp_path, body)
    assert found
    assert all(finding.severity == "error" and "nothing stands below" in finding.message for finding in found)


def test_a_question_amid_a_paragraph_is_a_warning(tmp_path: Path) -> None:
    found = only(tmp_path, "One sentence.\n? why\nAnother sentence.\n")
    assert (found.severity, found.line) == ("warning", 8)
    assert "amid a paragraph" in found.message


def test_a_long_sentence_is_a_warning(tmp_path: Path) -> None:
    assert findings(tmp_path, f"{'word ' * (LONGEST - 1)}end.\n") == []
    found = only(tmp_path, f"Short.\n\n{'word ' * LONGEST}end.\n")
    assert (found.severity, found.line) == ("warning", 9)
    assert f"a sentence of {LONGEST + 1} words" in found.message


@pytest.mark.parametrize("intro", ["Three ratings are required:", "The application holds three parts:"])
def test_a_list_with_another_number_of_items_than_said_is_a_warning(tmp_path: Path, intro: str) -> None:
    assert findings(tmp_path, f"{intro}\n- one\n- two\n- three\n") == []
    found = only(tmp_path, f"{intro}\n- one\n- two\n")
    assert (found.severity, found.line) == ("warning", 7)
    assert "introduces a list of 2 items" in found.message


def test_findings_are_shown_with_file_line_and_severity(tmp_path: Path) -> None:
    assert str(only(tmp_path, "## Weather\nText.\n")).startswith(f"{tmp_path / 'sheet.md'}:7: warning: ")
