from __future__ import annotations

from pathlib import Path

import pytest

from corpus.check import Finding
from corpus.originals import Comparison, compare_originals
from corpus.sections import read_sources
from corpus.sheet import load_corpus

ORIGINAL = """Northvale Association

Founded in 2011 by a group of 14 people. There are four levels.

INFANT FAMILY ASSOCIATE (LEVEL I)
Requirements
Education and/or Work Experience Nine years of paid work.
Training Minimum 41 clock hours, of which 13 are about play.
Professional Reference Ratings Total of seven ratings:
1. One from a supervisor, and
2. One from a colleague.
Continuing Endorsement Requirements
Education & Training Minimum of 17 clock hours per year.

INFANT FAMILY SPECIALIST (LEVEL II)
Requirements
Training Minimum 43 clock hours.

Fee Schedule
Infant Family Associate Infant Family Specialist
Total Fee $73 $391
"""

WHOLE = """## Requirements
### Level I
#### Work experience
Nine years of paid work are required.

#### Training
At least 41 clock hours are required, of which 13 are about play.

#### References
Seven ratings are required.

### Level II
#### Training
At least 43 clock hours are required.

## Renewal
### Level I
#### Training
At least 17 clock hours are required each year.

## Fees
### All levels
- Infant Family Associate: $73.
- Infant Family Specialist: $391.

## Background
### History
The association began in 2011 with 14 people.
"""


def compare(tmp_path: Path, body: str, original: str = ORIGINAL, **front: str) -> Comparison:
    originals, sheets = tmp_path / "originals", tmp_path / "sheets"
    for folder in (originals, sheets):
        folder.mkdir(exist_ok=True)
    (originals / "northvale.txt").write_text(original, encoding="utf-8")
    (originals / "SOURCES.md").write_text("| file | source id |\n|---|---|\n| northvale.txt | northvale |\n")
    fields = {"id": "nv", "source": "northvale", "title": "Made-up", "edition": '"2031"'} | front
    (sheets / "sheet.md").write_text("---\n" + "".join(f"{key}: {value}\n" for key, value in fields.items()) + "---\n" + body, encoding="utf-8")
    guidelines, vocabulary = load_corpus([sheets])
    return compare_originals(guidelines, originals, read_sources(originals), vocabulary)


def findings(tmp_path: Path, body: str, **front: str) -> list[Finding]:
    return list(compare(tmp_path, body, **front).findings)


def said_of_sheet(tmp_path: Path, body: str, **front: str) -> list[Finding]:
    """The findings in the sheet alone, when most of the original is left out of it."""
    return [finding for finding in findings(tmp_path, body, **front) if finding.path.endswith("sheet.md")]


def test_a_sheet_that_says_what_its_original_says_is_proved(tmp_path: Path) -> None:
    comparison = compare(tmp_path, WHOLE)
    assert comparison.findings == ()
    assert comparison.sources == ("northvale",)
    assert (comparison.figures, comparison.required) == (10, 8)


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("Nine years", "Eight years"),
        ("41 clock hours", "42 clock hours"),
        ("43 clock hours", "42 clock hours"),
        ("13 are about", "12 are about"),
        ("Seven ratings", "Six ratings"),
        ("At least 17", "No more than 17"),
        ("each year", "each month"),
        ("$391", "$392"),
        ("14 people", "15 people"),
        ("2011", "2012"),
    ],
)
def test_a_wrong_figure_is_an_error_at_its_line(tmp_path: Path, right: str, wrong: str) -> None:
    found = [finding for finding in said_of_sheet(tmp_path, WHOLE.replace(right, wrong)) if finding.severity == "error"]
    lines = (tmp_path / "sheets" / "sheet.md").read_text().splitlines()
    assert found, "the wrong figure was not found"
    assert all(wrong in lines[finding.line - 1] for finding in found)


@pytest.mark.parametrize(
    ("category", "topic", "sentence"),
    [
        ("Level II", "Training", "At least 41 clock hours are required."),
        ("Level I", "References", "At least 41 clock hours are required."),
        ("Level II", "Training", "At least 17 clock hours are required."),
    ],
)
def test_a_figure_below_another_heading_or_category_is_a_warning(tmp_path: Path, category: str, topic: str, sentence: str) -> None:
    (found,) = said_of_sheet(tmp_path, f"## Requirements\n### {category}\n#### {topic}\n{sentence}\n")
    assert found.severity == "warning"
    assert "only below another heading or category than" in found.message


def test_a_sheet_for_all_categories_is_held_to_the_one_that_its_sentence_names(tmp_path: Path) -> None:
    assert said_of_sheet(tmp_path, "## Requirements\n### Training\nLevel II requires at least 43 clock hours.\n") == []
    (found,) = said_of_sheet(tmp_path, "## Requirements\n### Training\nLevel II requires at least 41 clock hours.\n")
    assert found.severity == "warning"


def test_fees_in_the_wrong_column_are_told(tmp_path: Path) -> None:
    (found,) = said_of_sheet(tmp_path, "## Fees\n### Infant Family Associate\nThe total fee is $391.\n")
    assert found.severity == "warning"


def test_a_sentence_may_name_another_category_or_part(tmp_path: Path) -> None:
    body = (
        "## Requirements\n### Level I\n#### Training\nLevel II asks for at least 43 clock hours.\n\nFor renewal, 17 hours a year are required.\n\n"
        "#### Overview\nThe hours are 41 and the ratings seven.\n"
    )
    assert said_of_sheet(tmp_path, body) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "Level II asks for 43 clock hours and Level I for 41 hours, a difference of 2 hours.",
        "The 41 hours and the 43 hours are 84 hours together.",
        "The yearly minimum of 17 hours comes to 68 hours over four years.",
    ],
)
def test_a_computed_figure_is_accepted(tmp_path: Path, sentence: str) -> None:
    assert said_of_sheet(tmp_path, f"## Glossary\n### Hours\n{sentence}\n") == []


@pytest.mark.parametrize(
    "sentence",
    ["The 41 hours and the 43 hours are 85 hours together.", "The yearly minimum of 17 hours comes to 69 hours over four years.", "It takes 84 hours."],
)
def test_a_wrongly_computed_figure_is_an_error(tmp_path: Path, sentence: str) -> None:
    assert any(finding.severity == "error" for finding in said_of_sheet(tmp_path, f"## Glossary\n### Hours\n{sentence}\n"))


def test_a_count_of_what_is_listed_is_accepted(tmp_path: Path) -> None:
    assert said_of_sheet(tmp_path, "## Glossary\n### Play\nThere are five kinds of play:\n- a\n- b\n- c\n- d\n- e\n") == []
    assert said_of_sheet(tmp_path, "## Glossary\n### Play\nThere are five kinds of play: alone, in pairs, in groups, at home, and outside.\n") == []
    assert said_of_sheet(tmp_path, "## Glossary\n### Play\nThe kinds are:\n- a\n- b\n- c\n- d\n- e\n\nAll five kinds are alike.\n") == []
    assert said_of_sheet(tmp_path, "## Glossary\n### Play\nThere are five kinds of play.\n") != []


def test_a_figure_of_the_original_that_no_sheet_has_is_an_error(tmp_path: Path) -> None:
    (found,) = findings(tmp_path, WHOLE.replace("At least 17 clock hours are required each year.", "Training is required."))
    assert found.severity == "error"
    assert found.path == str(tmp_path / "originals" / "northvale.txt")
    assert found.line == ORIGINAL.splitlines().index("Education & Training Minimum of 17 clock hours per year.") + 1
    assert "'17 clock hours' stands in no sheet of 'northvale' below IFA > renewal > training" in found.message


def test_a_figure_in_another_categorys_sheet_does_not_count(tmp_path: Path) -> None:
    found = findings(tmp_path, WHOLE.replace("41 clock hours are required, of which 13 are about play", "43 clock hours are required"))
    assert any("'41 clock hours' stands in no sheet" in finding.message for finding in found)


def test_a_sheet_whose_source_is_not_there_is_a_warning(tmp_path: Path) -> None:
    comparison = compare(tmp_path, "It takes 99 hours.\n", source="quill")
    assert [(finding.severity, finding.line) for finding in comparison.findings] == [("warning", 1)]
    assert "source 'quill' is not among the originals" in comparison.findings[0].message
    assert comparison.sources == ()


def test_a_folder_may_be_named_from_where_one_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert compare(tmp_path, WHOLE).findings == ()
    monkeypatch.chdir(tmp_path)
    guidelines, vocabulary = load_corpus([Path("sheets")])
    assert compare_originals(guidelines, Path("originals"), read_sources(Path("originals")), vocabulary).findings == ()


def test_made_up_levels_of_a_folders_vocabulary_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "sheets").mkdir()
    (tmp_path / "sheets" / "vocabulary.yaml").write_text(
        "categories:\n  GUIDE: {name: Family Guide, level: VI}\ntopics:\n  fieldwork: {headings: [field hours]}\n"
    )
    original = "FAMILY GUIDE\nRequirements\nField Hours Minimum 88 hours.\nTraining Minimum 99 hours.\n"
    body = "## Requirements\n### Fieldwork\nAt least {} hours are required.\n\n### Training\nAt least 99 hours are required.\n"
    assert compare(tmp_path, body.format(88), original, category="GUIDE").findings == ()
    assert [finding.severity for finding in compare(tmp_path, body.format(99), original, category="GUIDE").findings] == ["error", "warning"]
