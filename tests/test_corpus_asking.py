from __future__ import annotations

from corpus.asking import asked
from corpus.guideline import Block, Scope, Sentence
from corpus.vocabulary import Category, Vocabulary

VOCABULARY = Vocabulary(
    categories={"IFS": Category(name="Infant Family Specialist", level="II")},
    asks={"requirements": {"training": {"hours": ("how many hours",), "any": ("what kind of classes",)}}},
)


def block(
    *said: str,
    part: str | None = "requirements",
    topic: str | None = "training",
    category: str | None = None,
    association: str | None = "NVAIMH",
    **given: object,
) -> Block:
    scope = Scope(association, category, "2031", "current", part, topic)
    return Block(("Training",), scope, tuple(Sentence(text, ()) for text in said), (), False, False, 1, **given)  # type: ignore[arg-type]


def asks(*blocks: Block) -> list[tuple[tuple[str, ...], list[tuple[str, ...]]]]:
    """The asks of each block, and of its sentences."""
    return [(made.asks, [sentence.asks for sentence in made.sentences]) for made in asked(blocks, VOCABULARY)]


def test_a_question_for_a_figure_is_put_to_the_first_sentence_that_has_one() -> None:
    assert asks(block("Classes are needed."), block("They are about babies.", "At least 30 hours.", "Another 5 hours.")) == [
        (("what kind of classes",), [()]),
        ((), [(), ("how many hours",), ()]),
    ]


def test_each_category_has_its_questions() -> None:
    found = asks(block("At least 30 hours."), block("At least 40 hours.", category="IFS"))
    assert found[0] == found[1] == (("what kind of classes",), [("how many hours",)])


def test_what_has_no_part_or_no_association_answers_no_question() -> None:
    for made in (block("30 hours.", part=None), block("30 hours.", topic=None), block("30 hours.", association=None), block("30 hours.", part="renewal")):
        assert asks(made) == [((), [()])]


def test_a_term_of_a_glossary_is_asked_for_once() -> None:
    scope = Scope("NVAIMH", None, "2031", "current", "glossary", None)
    terms = [
        Block(("Glossary", term), scope, (Sentence("Something.", ()),), ("own",), False, False, 1) for term in ("Baby", "Baby", "Infant Family Specialist")
    ]
    assert [made.asks for made in asked(terms, VOCABULARY)] == [("own", "what is Baby", "what does Baby mean"), ("own",), ("own",)]


def test_questions_that_a_document_has_are_kept() -> None:
    scope = Scope("NVAIMH", None, "2031", "current", "requirements", "training")
    (made,) = asked([Block(("Training",), scope, (Sentence("30 hours.", ("mine",)),), ("ours",), False, False, 1)], VOCABULARY)
    assert made.asks == ("ours", "what kind of classes")
    assert made.sentences[0].asks == ("mine", "how many hours")
    assert asked([], VOCABULARY) == ()
