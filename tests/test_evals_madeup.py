"""Made-up guidelines: valid, repeatable, different by seed, and with questions that only their sheets answer."""

import re
import string
from pathlib import Path

import pytest

from corpus.sheet import load_corpus
from evals import phrasings
from evals.madeup import write_corpus, write_questions
from evals.questions import load_questions
from evals.world import OMISSIBLE, build_world

SEEDS = (1, 2, 3)
KINDS = {"number", "yesno", "fee", "renewal", "compare", "followup", "list", "calculation", "unanswerable", "ambiguous"}


@pytest.fixture(params=SEEDS)
def seed(request: pytest.FixtureRequest) -> int:
    return int(request.param)


def test_same_seed_same_files_other_seed_other_figures(tmp_path: Path) -> None:
    texts = []
    for folder, seed in (("a", 1), ("b", 1), ("c", 2)):
        write_corpus(tmp_path / folder, seed)
        write_questions(tmp_path / folder, seed)
        texts.append({path.name: path.read_text() for path in (tmp_path / folder).iterdir()})
    assert texts[0] == texts[1]
    assert texts[0]["vocabulary.yaml"] != texts[2]["vocabulary.yaml"]


def test_the_sheets_are_a_valid_corpus_of_two_associations_and_two_editions(tmp_path: Path, seed: int) -> None:
    written = write_corpus(tmp_path, seed)
    guidelines, vocabulary = load_corpus([tmp_path])
    assert len(guidelines) == len(written)
    made_up = {guideline.association for guideline in guidelines}
    assert len(made_up) == 2
    assert made_up <= set(vocabulary.associations)
    assert {guideline.status for guideline in guidelines} == {"current", "superseded"}
    blocks = [block for guideline in guidelines for block in guideline.blocks if block.scope.part == "requirements"]
    assert {bool(block.asks) for block in blocks} == {True, False}
    assert all(block.scope.topic for block in blocks)


def test_each_gold_passes_its_own_patterns(tmp_path: Path, seed: int) -> None:
    questions = load_questions(write_questions(tmp_path, seed))
    assert {question.kind for question in questions} == KINDS
    for question in questions:
        assert all(re.search(pattern, question.gold, re.I | re.S) for pattern in question.must), question
        assert not any(re.search(pattern, question.gold, re.I | re.S) for pattern in question.must_not), question
        assert "{" not in " ".join(question.turns)


def test_answers_stand_in_a_sheet_that_may_be_cited(tmp_path: Path, seed: int) -> None:
    write_corpus(tmp_path, seed)
    guidelines, _ = load_corpus([tmp_path])
    texts = {guideline.source: " ".join(block.text for block in guideline.blocks) for guideline in guidelines}
    for question in load_questions(write_questions(tmp_path, seed)):
        if question.kind in {"number", "fee", "renewal", "compare", "followup", "list"}:
            said = " ".join(texts[source] for source in question.cite)
            assert all(re.search(pattern, said, re.I | re.S) for pattern in question.must), question


def test_facts_are_missing_where_questions_are_unanswerable(seed: int) -> None:
    world = build_world(seed)
    for rules in world.rules:
        if rules.category not in {"IMHM", "IMHM-C"}:
            assert sum(fact not in rules.facts for fact in OMISSIBLE) == 3
    assert world.find(*world.absent) is None


def test_figures_do_not_repeat(seed: int) -> None:
    figures = [value for rules in build_world(seed).rules for name, value in rules.facts.items() if isinstance(value, int) and value > 10 and name != "cycle"]
    assert len(figures) == len(set(figures))


def test_each_fact_is_asked_in_six_ways() -> None:
    for name, phrases in phrasings.ASKED.items():
        assert len(set(phrases)) >= 6, name
        for phrase in phrases:
            assert {"level", "at"} <= {field for _, field, _, _ in string.Formatter().parse(phrase) if field}, phrase
