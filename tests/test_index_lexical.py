from __future__ import annotations

from pathlib import Path

import bm25s
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.errors import StoreDamaged
from corpus.guideline import Block, Guideline, Scope, Sentence
from corpus.vocabulary import Vocabulary
from index.lexical import Folder, LexicalIndex, fold_passages, read_columns, write_columns
from index.passages import Passage, cut_passages

VOCABULARY = Vocabulary(
    synonyms=(("exam", "test", "written test"), ("portfolio", "book of evidence"), ("reflective supervision", "rsc"), ("rehearsal", "test run"))
)
FOLDER = Folder(VOCABULARY)
SAID = (
    "The exam is taken online.",
    "A portfolio of notes is sent in.",
    "Reflective supervision takes fifty hours a year.",
    "Fees are paid online, online only.",
)


def passages(*said: str) -> tuple[Passage, ...]:
    scope = Scope(None, None, "2031", "current", None, None)
    blocks = tuple(Block(("Heading",), scope, (Sentence(text, ()),), (), False, False, 1) for text in said)
    return cut_passages([Guideline("made-up", "original", "Title", None, None, "2031", "current", None, None, "sheet.md", blocks)])


LEXICAL = LexicalIndex(fold_passages(passages(*SAID), FOLDER), FOLDER)


def best(question: str) -> int:
    return int(np.argmax(LEXICAL.scores(question)))


@pytest.mark.parametrize(
    ("said", "meant"), [("test", "exam"), ("RSC", "reflective supervision"), ("the book of evidence", "portfolio"), ("Written tests!", "exams")]
)
def test_synonyms_fold_to_one(said: str, meant: str) -> None:
    assert FOLDER.fold(said) == FOLDER.fold(meant)


def test_the_longest_synonym_wins_and_the_rest_stays_in_order() -> None:
    assert FOLDER.fold("paper, written test, written paper") == FOLDER.fold("paper exam written paper")
    assert FOLDER.fold("a test run, a run test") == FOLDER.fold("rehearsal run exam")


def test_a_question_in_other_words_finds_the_passage() -> None:
    assert best("is there a test") == 0
    assert best("what goes into the book of evidence") == 1
    assert best("rsc") == 2


@pytest.mark.parametrize("question", ["", "   ", "?!", "the of and", "zebra"])
def test_a_question_without_a_known_word_scores_nothing(question: str) -> None:
    scores = LEXICAL.scores(question)
    assert scores.shape == (len(SAID),)
    assert not scores.any()


def test_scores_are_those_of_bm25s() -> None:
    reference = bm25s.BM25()
    reference.index([FOLDER.fold(f"Title Heading {text}") for text in SAID], show_progress=False)
    for question in ("online exam", "online online", "hours of reflective supervision, online", "fees a year"):
        assert np.array_equal(LEXICAL.scores(question), reference.get_scores(FOLDER.fold(question)))


def test_a_rare_word_weighs_more_and_an_unknown_one_most() -> None:
    rare, common = FOLDER.fold("portfolio online")
    assert LEXICAL.weight("zebra") > LEXICAL.weight(rare) > LEXICAL.weight(common) > 0
    assert LEXICAL.known(rare)
    assert not LEXICAL.known("zebra")


def test_coverage_is_whole_for_a_passage_that_holds_every_word() -> None:
    wanted = FOLDER.fold("exam online")
    assert LEXICAL.coverage(wanted, 0) == pytest.approx(1.0)
    assert 0 < LEXICAL.coverage(wanted, 3) < 0.5
    assert LEXICAL.coverage(wanted, 1) == 0
    assert LEXICAL.coverage([], 1) == 1


@given(st.lists(st.sampled_from(["exam", "onlin", "portfolio", "zebra", "hour", ""])), st.integers(0, len(SAID) - 1))
def test_coverage_is_a_share(terms: list[str], number: int) -> None:
    assert 0 <= LEXICAL.coverage(terms, number) <= 1 + 1e-9


def test_a_passage_of_stopwords_alone_does_no_harm() -> None:
    lexical = LexicalIndex(fold_passages(tuple(p for p in passages("It is.", "Exam.")), FOLDER), FOLDER)
    assert int(np.argmax(lexical.scores("exam"))) == 1


def test_what_was_folded_comes_back_from_its_file(tmp_path: Path) -> None:
    columns = fold_passages(passages(*SAID), FOLDER)
    write_columns(tmp_path / "terms.npz", columns, FOLDER.mark)
    read = read_columns(tmp_path / "terms.npz", FOLDER.mark)
    assert read is not None
    again = LexicalIndex(read, FOLDER)
    for question in ("exam online", "a portfolio", ""):
        assert np.array_equal(again.scores(question), LEXICAL.scores(question))
    assert [again.terms(n) for n in range(len(SAID))] == [LEXICAL.terms(n) for n in range(len(SAID))]


def test_terms_folded_with_other_synonyms_are_not_used(tmp_path: Path) -> None:
    write_columns(tmp_path / "terms.npz", fold_passages(passages(*SAID), FOLDER), FOLDER.mark)
    other = Folder(Vocabulary(synonyms=(("exam", "test"),)))
    assert read_columns(tmp_path / "terms.npz", other.mark) is None
    assert read_columns(tmp_path / "none.npz", FOLDER.mark) is None


def test_a_damaged_file_of_terms_is_named(tmp_path: Path) -> None:
    path = tmp_path / "terms.npz"
    write_columns(path, fold_passages(passages(*SAID), FOLDER), FOLDER.mark)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(StoreDamaged, match=r"terms\.npz.*endorse index build"):
        read_columns(path, FOLDER.mark)
