"""Replay: two generations of a made-up index are asked the same, and what changed is listed for a person to sign off."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from html.parser import HTMLParser
from pathlib import Path

import pytest
from index_corpus import build_fake, open_fake_assistant, write_corpus
from typer.testing import CliRunner

from assistant.application import build
from assistant.settings import Settings
from corpus.errors import QuestionError, StoreError
from evals import commands
from evals.answers import Cited, Given
from evals.cli import CHANGED, app
from evals.differences import differences
from evals.questions import Question
from evals.replay import UNREADABLE, Group, Item, Pair, Replay, compare, recorded_items
from evals.replay_page import page
from evals.replay_report import counted, figure_changes, gold_counts, markdown, write_replay
from index.copies import PREFIX
from index.generations import FORMAT, Manifest, generations, switch

NASTY = '<script>alert(1)</script> | **bold** [link](http://evil) `code` & "quoted"'
CITED = Cited("nv", "nv-original", "Requirements > Training", "At least 71 clock hours of training are required.")


def answer(text: str, status: str = "answered", *cited: Cited) -> Given:
    return Given("q", status, text, cited)


def item(**gold: object) -> Item:
    question = Question(id="q", kind="number", turns=("how much?",), expect="answer", **gold) if gold else None  # type: ignore[arg-type]
    return Item("q", "made", ("how much?",), question)


def manifest(name: str) -> Manifest:
    return Manifest(FORMAT, name, "0123abcd", [], "fake", "2031-05-02T10:00:00+00:00", 5, 1300, 2000, 7, [], {})


def replayed(*pairs: Pair, live: bool = True) -> Replay:
    return Replay(manifest("20310101"), manifest("20310502"), pairs, live)


# What changed


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("At least 71 hours are required.", "At least 71 hours are required.", ()),
        ("At least 71 hours are required.", "At least 72 hours are required.", (Group.FIGURES, Group.WORDING)),
        ("At least 71 hours a year.", "At least 71 hours.", (Group.FIGURES, Group.WORDING)),
        ("At least 71 hours.", "At most 71 hours.", (Group.FIGURES, Group.WORDING)),
        ("Thirty hours are required.", "30 hours are required.", (Group.WORDING,)),
        ("71 hours and 9 hours.", "9 hours and 71 hours.", (Group.WORDING,)),
        ("For Level II: an exam.", "For Level III: an exam.", (Group.WORDING,)),
    ],
)
def test_a_figure_is_a_value_with_its_unit_bound_and_period(before: str, after: str, changed: tuple[Group, ...]) -> None:
    assert compare(item(), answer(before), answer(after)).changed == changed


def test_status_and_citations_count_by_themselves() -> None:
    refused = compare(item(), answer("No fee is named."), answer("No fee is named.", "not_covered"))
    assert refused.changed == (Group.STATUS,)
    moved = Cited("nv", "nv-original", "Renewal > Training", CITED.quote)
    pairs = {
        ("heading",): (CITED, moved),
        ("quote",): (CITED, Cited(CITED.sheet, CITED.source, CITED.heading, "Another.")),
        ("guideline", "heading"): (CITED, Cited("nv-2", "nv-original", "x", CITED.quote)),
    }
    for what, (old, new) in pairs.items():
        pair = compare(item(), answer("Yes.", "answered", old), answer("Yes.", "answered", new))
        assert (pair.changed, pair.cited) == ((Group.CITATIONS,), what)
    turned = compare(item(), answer("Yes.", "answered", CITED, moved), answer("Yes.", "answered", moved, CITED))
    assert turned.cited == ("order",)


def test_figures_that_went_and_came_are_said_with_what_they_mean() -> None:
    pair = compare(item(), answer("At least 71 hours a year and $30."), answer("At least 71 hours, two to three years, and $1,250."))
    assert figure_changes(pair) == (["at least 71 hours per year", "$30"], ["at least 71 hours", "2 to 3 years", "$1,250"])


def test_the_gravest_change_decides_and_newly_failing_come_first() -> None:
    good, bad = answer("30 hours", "answered"), answer("31 hours", "answered")
    failing = compare(Item("fails", "made", ("?",), item(must=("30",)).gold), good, bad)
    other = compare(Item("other", "made", ("?",)), good, bad)
    worded = compare(Item("words", "made", ("?",)), answer("Yes."), answer("Yes, it is."))
    whole = replayed(worded, other, failing, compare(Item("same", "made", ("?",)), good, good))
    assert [pair.item.id for pair in whole.changed()] == ["fails", "other", "words"]
    assert (failing.newly_fails, failing.newly_passes, failing.group) == (True, False, Group.FIGURES)
    assert counted(whole) == "4 questions were asked (1 gold, 3 recorded): 1 answers are unchanged, 3 changed."
    assert gold_counts(whole)[0] == ("newly failing", 1)


# Words


def test_the_words_that_differ_are_marked_and_nothing_is_lost() -> None:
    before, after = "At least 30 clock hours a year.\nNo exam.", "At least 45 clock hours in two years.\nNo exam."
    pieces = differences(before, after)
    assert ["".join(piece.text for piece in side) for side in pieces] == [before, after]
    assert [[piece.text for piece in side if piece.changed] for side in pieces] == [["30", "a year"], ["45", "in two years"]]


def test_texts_that_share_single_words_are_two_texts() -> None:
    pieces = differences("Yes, the fee is named.", "No document of Mars is held here.")
    assert [len(side) for side in pieces] == [1, 1]
    assert all(piece.changed for side in pieces for piece in side)
    assert differences("", "") == ((), ())
    assert differences("one  two", "one two") == (differences("one  two", "one  two")[0], differences("one two", "one two")[0])


# The pages


class Reader(HTMLParser):
    """Reads a page: tags in order, links, ids, and the text within <del>, <ins> and everything."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.open: list[str] = []
        self.said: dict[str, str] = {"del": "", "ins": "", "p": ""}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.open.append(tag)
        values = dict(attrs)
        self.ids += [values["id"] or ""] if "id" in values else []
        self.links += [values["href"] or ""] if "href" in values else []
        assert not [name for name in values if name.startswith("on") or name == "src"]

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        for tag in self.said:
            if tag in self.open:
                self.said[tag] += data


@pytest.fixture
def nasty() -> Replay:
    """Two changed answers full of marks, one of a gold question that fails now."""
    recorded = compare(Item(NASTY, NASTY, (NASTY, "and?")), answer(f"71 hours. {NASTY}", "answered", CITED), answer(f"72 hours. {NASTY}", NASTY))
    gold = Question(id="g<1>", kind="number", turns=(NASTY,), expect="answer", must=("71",), gold=NASTY)
    graded = compare(Item("g<1>", "gold", gold.turns, gold), answer("It takes 71 hours."), answer("It takes 72 hours."))
    return replayed(recorded, graded, live=False)


def test_the_page_is_one_file_that_runs_nothing_and_loads_nothing(nasty: Replay) -> None:
    text = page(nasty)
    read = Reader(text)
    assert not {"script", "img", "link", "iframe", "object", "form", "base"} & set(read.tags)
    assert "default-src 'none'" in text
    assert "url(" not in text
    assert "@import" not in text
    assert "<script>alert" not in text
    assert all(link.startswith("#") and link[1:] in read.ids for link in read.links)
    assert len(read.ids) == len(set(read.ids))
    for needed in ("prefers-color-scheme: dark", "max-width: 44rem", "@media print", 'name="viewport"', 'lang="en"'):
        assert needed in text


def test_the_page_shows_both_sides_with_the_changed_words_marked(nasty: Replay) -> None:
    read = Reader(page(nasty))
    assert "71" in read.said["del"]
    assert "72" in read.said["ins"]
    assert "answered" in read.said["del"]
    assert CITED.quote in read.said["del"], "a citation that is gone is marked as a whole"
    assert read.said["del"].count("takes") == 0
    assert "Reviewed by" in read.said["p"]
    assert "Date" in read.said["p"]
    assert "endorse index use 20310502 makes it so" in read.said["p"]


def test_newly_failing_questions_are_listed_first_of_all(nasty: Replay) -> None:
    read = page(nasty)
    assert read.index("Newly failing: 1") < read.index("Figures changed: 2") < read.index("<article")
    assert read.index('<article id="answer-1"><h3>g&lt;1&gt;') < read.index('<article id="answer-2">')
    text = markdown(nasty)
    assert text.index("### Newly failing") < text.index("## Figures changed: 2")
    assert "- [g\\<1\\>](#answer-1)" in text


def test_the_markdown_holds_tables_and_plain_marks(nasty: Replay) -> None:
    text = markdown(nasty)
    lines = text.splitlines()
    assert "It takes [-71-] hours." in text
    assert "It takes {+72+} hours." in text
    assert "Figures: [-71 hours-], {+72 hours+}." in text
    assert "<script>" not in text
    assert "Reviewed by: ____" in text
    assert "endorse index use 20310502" in text
    for number, line in enumerate(lines):
        if line.startswith("|") and number and lines[number - 1].startswith("|"):
            cells = [re.findall(r"(?<!\\)\|", row) for row in (line, lines[number - 1])]
            assert len(cells[0]) == len(cells[1]), line
    linked = re.findall(r"\]\(#([\w-]+)\)", text)
    assert linked
    assert all(f'<a id="{name}"></a>' in text for name in linked)


def test_nothing_changed_is_said_too(tmp_path: Path) -> None:
    same = replayed(compare(item(), answer("Yes."), answer("Yes.")))
    assert "Nothing." in page(same)
    written = write_replay(tmp_path / "a" / "b", same)
    assert [path.name for path in written] == ["replay.md", "replay.html"]
    assert "0 changed" in written[0].read_text(encoding="utf-8")


# Recorded questions


def test_recorded_questions_are_read_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "recorded.jsonl"
    path.write_text('{"id": "a", "turns": ["one", "two"], "more": 1}\n\n{"id": 7, "turns": ["three"]}\n', encoding="utf-8")
    assert recorded_items(path) == [Item("a", "recorded", ("one", "two")), Item("7", "recorded", ("three",))]


@pytest.mark.parametrize("line", ["no json", "[]", '{"id": "a"}', '{"id": "a", "turns": []}', '{"id": "a", "turns": [1]}', '{"turns": ["q"]}'])
def test_a_line_that_is_no_question_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "recorded.jsonl"
    path.write_text('{"id": "a", "turns": ["one"]}\n' + line + "\n", encoding="utf-8")
    with pytest.raises(QuestionError, match=r"recorded\.jsonl:2: .*\"turns\""):
        recorded_items(path)
    with pytest.raises(QuestionError, match="cannot be read"):
        recorded_items(tmp_path / "nowhere.jsonl")


# Two generations


@pytest.fixture(autouse=True)
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In the end every index that was opened is closed."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield
    assert list(place.glob(f"{PREFIX}*")) == []


@pytest.fixture
def recorded(tmp_path: Path) -> Path:
    path = tmp_path / "recorded.jsonl"
    asked = ["How much training does Northvale ask for?", "How much training does Southbank ask for?", "", "What about the moon?"]
    path.write_text("".join(json.dumps({"id": f"r{n}", "turns": [text]}) + "\n" for n, text in enumerate(asked)), encoding="utf-8")
    return path


def replay(data: Path, recorded: Sequence[Path], out: Path, before: str | None = None, after: str = "current") -> Replay:
    return commands.replay(before, after, data, recorded, out, gold=False, opener=open_fake_assistant)


def test_an_edition_with_another_figure_changes_the_answers_that_state_it(data: Path, corpus_folder: Path, recorded: Path, tmp_path: Path) -> None:
    first, second = generations(data)[0], build_fake(data, write_corpus(corpus_folder, hours=72)).name
    made = replay(data, [recorded], tmp_path / "out")
    assert (made.before.name, made.after.name, made.live) == (first, second, True)
    assert [(pair.item.id, pair.group) for pair in made.pairs] == [("r0", Group.FIGURES), ("r1", None), ("r2", None), ("r3", None)]
    assert made.pairs[2].before.status == UNREADABLE
    text = (tmp_path / "out" / "replay.html").read_text(encoding="utf-8")
    assert "<del>71</del>" in text
    assert "<ins>72</ins>" in text
    assert "At least [-71-] clock hours" in (tmp_path / "out" / "replay.md").read_text(encoding="utf-8")


def test_a_held_build_is_compared_before_it_goes_live(data: Path, corpus_folder: Path, recorded: Path, tmp_path: Path) -> None:
    second = build_fake(data, write_corpus(corpus_folder, hours=72), held=True).name
    made = replay(data, [recorded], tmp_path, after=second[:-1])
    assert (made.live, len(made.changed())) == (False, 1)
    assert f"endorse index use {second}" in (tmp_path / "replay.md").read_text(encoding="utf-8")


def test_generations_are_chosen_by_name_and_those_that_exist_are_listed(data: Path, corpus_folder: Path, recorded: Path, tmp_path: Path) -> None:
    first = generations(data)[0]
    with pytest.raises(StoreError, match="no earlier generation"):
        replay(data, [recorded], tmp_path)
    second = build_fake(data, corpus_folder).name
    assert replay(data, [recorded], tmp_path, "previous", second).changed() == []
    assert replay(data, [recorded], tmp_path, "current", first).before.name == second
    switch(data, first)
    for given in (("nothing", "current"), ("current", "nothing")):
        with pytest.raises(StoreError, match=rf"no generation 'nothing'; there are: {first} \(current\), {second}"):
            replay(data, [recorded], tmp_path, *given)


def test_nothing_to_ask_is_an_error(data: Path, tmp_path: Path) -> None:
    with pytest.raises(QuestionError, match="nothing to ask; name recorded questions"):
        replay(data, [], tmp_path)


@pytest.mark.model
def test_the_command_ends_with_its_code_when_asked_to_check(built: Path, sheets: Path, recorded: Path, tmp_path: Path) -> None:
    data, edited = Path(shutil.copytree(built, tmp_path / "data")), Path(shutil.copytree(sheets, tmp_path / "sheets"))
    sheet = edited / "nv-ii.md"
    sheet.write_text(sheet.read_text(encoding="utf-8").replace("At least 71 clock", "At least 72 clock"), encoding="utf-8")
    first = build(Settings(data=data, corpus=(edited,))).name
    arguments = ["replay", "--data", str(data), "--no-gold", "--questions", str(recorded), "--out", str(tmp_path)]
    for given, code in (([], 0), (["--check"], CHANGED), (["--check", "--before", first], 0)):
        ran = CliRunner().invoke(app, [*arguments, *given])
        assert ran.exit_code == code, ran.output
    assert "4 answers are unchanged, 0 changed" in ran.output


def test_the_command_names_its_options() -> None:
    shown = CliRunner().invoke(app, ["replay", "--help"], env={"COLUMNS": "200"}).output
    assert all(name in shown for name in ("--before", "--after", "--data", "--questions", "--out", "--check"))
    assert CHANGED == 8
