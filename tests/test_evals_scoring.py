"""The scores beyond pass and fail."""

import pytest

from corpus.guideline import Scope
from corpus.vocabulary import Association, Category, Vocabulary
from evals.answers import Cited, Claim, Given
from evals.questions import Question
from evals.scoring import Found, Library, Outcome, backed, in_scope, measure, rank, right_polarity
from index.passages import Passage

VOCABULARY = Vocabulary(
    associations={"NV": Association(name="Northvale"), "SV": Association(name="Southvale")},
    categories={"A": Category(name="First", level="I"), "B": Category(name="Second", level="II"), "B-C": Category(name="Second, Clinical", within="B")},
)
SENTENCE = "At least 33 clock hours of training are required."


def passage(association: str, category: str) -> Passage:
    sheet = f"{association}-{category}".lower()
    scope = Scope(association, category, "2020", "current", "requirements", "training")
    return Passage(f"{sheet}#1", sheet, sheet, "T", None, None, ("Requirements", "Training"), scope, SENTENCE, (SENTENCE,), (), False, False, None)


LIBRARY = Library([passage("NV", "A"), passage("NV", "B-C"), passage("SV", "A")], VOCABULARY)


def question(kind: str = "number", expect: str = "answer", **fields: object) -> Question:
    base = {"id": "q", "kind": kind, "turns": ("?",), "must": (r"\b33\b",), "cite": ("nv-a",), "association": "NV", "level": "I", "expect": expect}
    return Question.model_validate(base | fields)


def answer(sheet: str = "nv-a", status: str = "answered", text: str = "33 hours.", quote: str = SENTENCE, associations: tuple[str, ...] = ("NV",)) -> Given:
    return Given("q", status, text, (Cited(sheet, sheet, "Requirements > Training", quote),), (Claim(text, (quote,), ()),), associations)


def test_rank_wants_an_allowed_source_that_holds_the_answer() -> None:
    found = (Found("sv-a", "33 hours"), Found("nv-a", "44 hours"), Found("nv-a", "33 hours"))
    assert rank(Outcome(question(), None, found)) == 3
    assert rank(Outcome(question(), None, found[:2])) is None
    scores = measure([Outcome(question(), answer(), found), Outcome(question("compare"), answer(), found)], LIBRARY)
    assert [str(share) for share in scores.retrieval.values()] == ["0/1", "1/1", "1/1"]


def test_a_quote_must_be_the_very_sentence() -> None:
    exact, changed, elsewhere = answer(), answer(quote="At least 33 clock hours are required."), answer(sheet="nowhere")
    assert str(measure([Outcome(question(), given) for given in (exact, changed, elsewhere)], LIBRARY).quotes) == "1/3"


@pytest.mark.parametrize(
    ("claim", "holds"),
    [
        (Claim("33 hours are asked.", (SENTENCE,), ()), True),
        (Claim("44 hours are asked.", (SENTENCE,), ()), False),
        (Claim("thirty-three hours", (SENTENCE,), ()), True),
        (Claim("13 hours are missing.", (SENTENCE,), (13.0, 33.0, 20.0)), True),
        (Claim("No edition of 1999 is held.", (), ()), True),
        (Claim("About 40 hours, I think.", (), ()), False),
    ],
)
def test_figures_stand_in_the_quote_or_are_computed(claim: Claim, holds: bool) -> None:
    assert backed(claim) is holds


@pytest.mark.parametrize(
    ("asked", "given", "right"),
    [
        (question(), answer(), True),
        (question(), answer("sv-a"), False),
        (question(), answer(associations=("SV",)), False),
        (question(level="II"), answer(), False),
        (question(level="II"), answer("nv-b-c"), True),
        (question(association="a page", level=None), answer("sv-a"), None),
        (question(), answer(status="not_covered"), None),
        (question("compare"), answer(), None),
    ],
)
def test_scope_is_that_of_the_first_citation(asked: Question, given: Given, right: bool | None) -> None:
    assert in_scope(Outcome(asked, given), LIBRARY) is right


@pytest.mark.parametrize(
    ("gold", "text", "right"),
    [
        ("Yes, it is.", "There, 2020: Yes. It is required.", True),
        ("No.", "An exam is not required.", True),
        ("No.", "Yes, there is.", False),
        ("No.", "It is 33.", False),
        ("Perhaps.", "No.", None),
    ],
)
def test_polarity(gold: str, text: str, right: bool | None) -> None:
    assert right_polarity(Outcome(question("yesno", gold=gold), answer(text=text))) is right


def test_refusals_have_precision_and_recall() -> None:
    must_be = question("unanswerable", "refuse")
    cases = ((must_be, "not_covered"), (must_be, "answered"), (question(), "out_of_scope"))
    scores = measure([Outcome(asked, answer(status=status)) for asked, status in cases], LIBRARY)
    assert (str(scores.refused_rightly), str(scores.refusals_made)) == ("1/2", "1/2")
