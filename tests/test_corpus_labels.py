from __future__ import annotations

import pytest

from corpus.labels import Labels
from corpus.vocabulary import load_vocabulary

LABELS = Labels(load_vocabulary())
Told = tuple[tuple[str, ...], str | None, tuple[str, ...]]


def told(heading: str, wide: bool = False) -> Told:
    meaning = LABELS.meaning(heading, wide)
    return meaning.categories, meaning.part, meaning.topics


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("Training", ((), None, ("training",))),
        ("TRAINING:", ((), None, ("training",))),
        ("Code of Ethics", ((), None, ("ethics",))),
        ("Reflective Supervision/Consultation", ((), None, ("reflective supervision",))),
        ("Section 3: Work Experience", ((), None, ("work experience",))),
        ("Minimum Training Hours", ((), None, ("training",))),
        ("Requirements for Level II", (("IFS",), "requirements", ())),
        ("Infant Family Specialist (Level II) Requirements", (("IFS",), "requirements", ())),
        ("Category 2", (("IFS",), None, ())),
        ("Fees for Level I and II", (("IFA", "IFS"), "fees", ())),
        ("MI-AIMH Endorsement Requirements", ((), "requirements", ())),
        ("Annual renewal requirements", ((), "renewal", ())),
        ("Training for renewal", ((), "renewal", ("training",))),
        ("About training", ((), None, ("training",))),
        ("How many hours of training do I need?", ((), None, ("training",))),
        ("Glossary of Terms", ((), "glossary", ())),
    ],
)
def test_a_heading_means_the_names_that_stand_in_it(heading: str, meaning: Told) -> None:
    assert told(heading) == meaning


@pytest.mark.parametrize("heading", ["A page about pandas", "Do I need a photo?", "Experience with pandas in the wild", "Supervision of others", "", "12"])
def test_a_heading_that_shares_a_word_with_a_topic_means_nothing(heading: str) -> None:
    assert not LABELS.meaning(heading).known


def test_a_category_is_told_by_a_heading_about_something_else_too() -> None:
    assert told("Pandas at Level II and their caregivers") == (("IFS",), None, ())


def test_a_sentence_is_no_heading() -> None:
    said = "Training and education are two things that every applicant for Level II shows to the committee in good time"
    assert not LABELS.meaning(said, wide=True).known


@pytest.mark.parametrize("heading", ["Endorsement Guidelines", "Northvale Handbook", "Guidelines for Endorsement", "Endorsement Manual"])
def test_what_a_document_calls_itself_tells_nothing_of_what_it_holds(heading: str) -> None:
    assert not LABELS.meaning(heading).known


def test_guidelines_alone_or_of_competencies_are_a_part() -> None:
    assert told("Guidelines") == told("Competency Guidelines") == ((), "competencies", ())
    assert told("Training Guidelines") == ((), None, ("training",))


def test_the_share_tells_how_much_of_a_heading_is_known() -> None:
    assert LABELS.meaning("Training").share == 1
    assert 0.5 < LABELS.meaning("Specialized Education and Training Requirements").share < 1
    assert LABELS.meaning("Pandas").share == 0


def test_words_of_questions_count_where_a_heading_is_certain() -> None:
    assert told("Payment") == ((), None, ())
    assert told("Payment", wide=True) == ((), "fees", ())
    assert told("Qualifications", wide=True) == ((), None, ("education",))
    assert told("Training", wide=True) == told("Training"), "names of headings go before them"
    assert told("What each level means", wide=True) == ((), None, ()), "that is no glossary"


def test_designations_beside_one_another_are_all_named() -> None:
    assert set(LABELS.meaning("Infant Mental Health Mentor (Level IV): Clinical, Policy").categories) == {"IMHM-C", "IMHM-P"}


# Designations


@pytest.mark.parametrize(
    ("heading", "category", "designation"),
    [
        ("Clinical", "IMHM", "IMHM-C"),
        ("RESEARCH / FACULTY:", "IMHM", "IMHM-RF"),
        ("Policy", "IMHM-C", "IMHM-P"),
        ("Clinical", "IFS", None),
        ("Clinical", None, None),
        ("Clinical work", "IMHM", None),
        ("C", "IMHM", None),
    ],
)
def test_a_designation_is_named_by_itself_within_its_category(heading: str, category: str | None, designation: str | None) -> None:
    assert LABELS.designation(heading, category) == designation


def test_a_text_that_goes_through_the_designations_is_divided() -> None:
    said = "Clinical: 68 hours. Policy: none. Research/Faculty: 12 hours, of which 3 alone."
    assert LABELS.designated(said, "IMHM") == [("Clinical", "68 hours."), ("Policy", "none."), ("Research/Faculty", "12 hours, of which 3 alone.")]
    assert LABELS.designated(said, "IFS") == []
    assert LABELS.designated(f"In all: {said}", "IMHM") == []


# Labels before a text


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Work experience: two years of paid work", "Work experience: "),
        ("Training. 22 hours", "Training. "),
        ("Hours of training: 22", "Hours of training: "),
        ("Training is important. It takes 22 hours.", ""),
        ("Work experience in the field of early relational care. Two years", ""),
        ("training: 22", ""),
        ("Three reference ratings are required: one from a supervisor", ""),
        ("Required training: 22 hours", "Required training: "),
        ("Dates: March and June", ""),
        ("Training: ", ""),
    ],
)
def test_a_text_may_name_its_topic_first(text: str, label: str) -> None:
    assert LABELS.label(text) == label


def test_a_line_may_be_the_name_of_an_association_alone() -> None:
    assert LABELS.is_association("The Michigan Association for Infant Mental Health")
    assert not LABELS.is_association("Michigan Association for Infant Mental Health asks for three letters")
    assert not LABELS.is_association("MI-AIMH"), "which may be a word of a sentence"


# Columns and rows


@pytest.mark.parametrize(
    ("line", "keys"),
    [
        ("Level I   Level II", ("IFA", "IFS")),
        ("I II III IV", ("IFA", "IFS", "IMHS", "IMHM")),
        ("Infant Family Associate   Infant Family Specialist", ("IFA", "IFS")),
        ("Infant Family Associate (Level I)   Infant Family Specialist (Level II)", ("IFA", "IFS")),
        ("Infant Family Specialist (Level II)", ()),
        ("Level II", ()),
        ("I", ()),
        ("II III", ("IFS", "IMHS")),
        ("Level I fees   Level II fees", ()),
        ("Levels I and II", ()),
    ],
)
def test_names_of_categories_alone_head_columns(line: str, keys: tuple[str, ...]) -> None:
    assert LABELS.columns(line) == keys


@pytest.mark.parametrize(
    ("line", "below", "name"),
    [
        ("Training  at least 30 hours", "", "Training"),
        ("Training", "at least 30 hours", "Training"),
        ("TRAINING 30 hours", "", "TRAINING"),
        ("Training At least 30 hours", "", "Training"),
        ("Code of Ethics is signed", "", "Code of Ethics"),
        ("Education & Training 30 hours", "", "Education & Training"),
        ("Work", "Experience Two years", "Work Experience"),
        ("Reflective Supervision/ Consultation At least", "20 hours", "Reflective Supervision/ Consultation"),
        ("Training is required", "", ""),
        ("training 30 hours", "", ""),
        ("Experience shows that", "", ""),
        ("Pandas", "Training", ""),
    ],
)
def test_the_name_of_a_row_ends_where_its_text_begins(line: str, below: str, name: str) -> None:
    assert f"{line} {below}"[: LABELS.row(line, below)].strip() == name
