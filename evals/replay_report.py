"""A replay as Markdown, and the words that its pages share."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.quantities import Bound
from evals.answers import Cited, Given
from evals.differences import Piece, differences
from evals.grading import Grade
from evals.replay import Figure, Group, Pair, Replay, figures
from index.generations import Manifest

TITLES = {
    Group.FIGURES: "Figures changed",
    Group.STATUS: "Status changed",
    Group.WORDING: "Wording changed",
    Group.CITATIONS: "Citations alone changed",
}
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~])")
_OPENS = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s)", re.M)


def markdown(replay: Replay) -> str:
    """The replay as Markdown: `[-words-]` are gone, `{+words+}` are new."""
    anchors = {id(pair): f"answer-{n}" for n, pair in enumerate(replay.changed(), 1)}
    lines = [f"# Replay: {replay.before.name} to {replay.after.name}", "", *_table(["", "before", "after"], _facts(replay)), "", counted(replay), ""]
    lines += [f"- [{TITLES[group]}](#{group.value}): {len(replay.of(group))}" for group in Group if replay.of(group)]
    lines += ["", *_gold(replay, anchors)]
    for group in Group:
        if pairs := replay.of(group):
            lines += [f'<a id="{group.value}"></a>', "", f"## {TITLES[group]}: {len(pairs)}", ""]
            for pair in pairs:
                lines += _answer(pair, anchors[id(pair)])
    lines += _every(replay)
    lines += ["## Sign-off", "", sign_off(replay), "", "Reviewed by: ______________________________", "", "Date: ______________________________", ""]
    return "\n".join(lines)


def generation_rows(replay: Replay) -> list[tuple[str, str, str]]:
    """What the two generations are, a row a fact: its name, before, after."""
    facts: list[tuple[str, Callable[[Manifest], str]]] = [
        ("index", lambda m: m.name),
        ("built", lambda m: m.built),
        ("corpus", lambda m: f"{', '.join(m.folders) or 'the shipped sheets'} ({m.corpus})"),
        ("guidelines", lambda m: f"{m.guidelines:,}"),
        ("passages", lambda m: f"{m.passages:,}"),
        ("texts", lambda m: f"{m.entries:,}"),
        ("model", lambda m: m.model),
    ]
    return [(name, fact(replay.before), fact(replay.after)) for name, fact in facts]


def counted(replay: Replay) -> str:
    """How many questions were asked and how many answers changed, as a sentence."""
    gold = sum(pair.grades is not None for pair in replay.pairs)
    asked = f"{len(replay.pairs):,} questions were asked ({gold:,} gold, {len(replay.pairs) - gold:,} recorded)"
    return f"{asked}: {len(replay.of(None)):,} answers are unchanged, {len(replay.changed()):,} changed."


def gold_counts(replay: Replay) -> list[tuple[str, int]]:
    """The gold questions by whether they pass before and after, newly failing first."""
    passes = [(pair.grades[0].passed, pair.grades[1].passed) for pair in replay.pairs if pair.grades]
    names = (
        ("newly failing", (True, False)),
        ("newly passing", (False, True)),
        ("pass before and after", (True, True)),
        ("fail before and after", (False, False)),
    )
    return [(name, passes.count(kind)) for name, kind in names] if passes else []


def changes(pair: Pair) -> str:
    """What changed, in words: "figures, wording, citations (quote)"."""
    return ", ".join(f"{group.value} ({', '.join(pair.cited)})" if group is Group.CITATIONS else group.value for group in pair.changed)


def figure_changes(pair: Pair) -> tuple[list[str], list[str]]:
    """The figures that only the answer before states, and those that only the one after does: "at least 30 hours", "15 hours per year"."""
    before, after = figures(pair.before), figures(pair.after)
    return [_figure(each) for each in (before - after).elements()], [_figure(each) for each in (after - before).elements()]


def _figure(quantity: Figure) -> str:
    value = f"{quantity.value:,g}" + (f" to {quantity.high:,g}" if quantity.high is not None else "")
    bound = "" if quantity.bound is Bound.EXACTLY else quantity.bound.value
    words = (bound, f"${value}" if quantity.unit == "dollars" else value, "" if quantity.unit in {"dollars", "date"} else quantity.unit)
    return " ".join(word for word in words if word) + (f" per {quantity.period}" if quantity.period else "")


def graded(grades: tuple[Grade, Grade]) -> str:
    """How a gold question fared before and after, with why it fails."""
    before, after = ("passes" if grade.passed else f"fails ({'; '.join(grade.reasons)})" for grade in grades)
    return f"before {before}, after {after}"


def sign_off(replay: Replay) -> str:
    """What a signature stands for, and what to do then."""
    after = f"index {replay.after.name} (corpus {replay.after.corpus})"
    if replay.live:
        return f"The changes above were reviewed for {after}. It is in use; `endorse index rollback` goes back to the one before."
    return f"The changes above were reviewed for {after}. It is not in use; `endorse index use {replay.after.name}` makes it so."


def write_replay(folder: Path, replay: Replay) -> tuple[Path, Path]:
    """Write `replay.md` and `replay.html` into a folder, which is made; their paths."""
    from evals.replay_page import page

    folder.mkdir(parents=True, exist_ok=True)
    written = folder / "replay.md", folder / "replay.html"
    for path, text in zip(written, (markdown(replay), page(replay)), strict=True):
        path.write_text(text, encoding="utf-8")
    return written


def _facts(replay: Replay) -> list[tuple[str, str, str]]:
    return [(name, _plain(before), _plain(after)) for name, before, after in generation_rows(replay)]


def _gold(replay: Replay, anchors: dict[int, str]) -> list[str]:
    counts = gold_counts(replay)
    if not counts:
        return []
    lines = ["## Gold questions", "", *_table(["", "questions"], [(name, str(count)) for name, count in counts]), ""]
    for title, chosen in (("Newly failing", [p for p in replay.pairs if p.newly_fails]), ("Newly passing", [p for p in replay.pairs if p.newly_passes])):
        if chosen:
            lines += [f"### {title}", "", *(f"- [{_plain(p.item.id)}](#{anchors[id(p)]}) {_plain(' / '.join(p.item.turns))}" for p in chosen), ""]
    return lines


def _answer(pair: Pair, anchor: str) -> list[str]:
    texts = differences(pair.before.text, pair.after.text)
    lines = [f'<a id="{anchor}"></a>', "", f"### {_plain(pair.item.id)} ({_plain(pair.item.file)})", ""]
    lines += [f"> {_plain(turn)}  " for turn in pair.item.turns]
    gone, new = figure_changes(pair)
    lines += ["", f"Changed: {changes(pair)}.", ""]
    if gone or new:
        lines += [f"Figures: {', '.join([*(f'[-{figure}-]' for figure in gone), *(f'{{+{figure}+}}' for figure in new)])}.", ""]
    if pair.grades:
        lines += [f"Gold: {_plain(pair.grades[1].question.gold)}", "", f"Graded: {_plain(graded(pair.grades))}.", ""]
    cells = (_marked(texts[0], "[-", "-]"), _marked(texts[1], "{+", "+}"))
    others = (frozenset(pair.after.citations), frozenset(pair.before.citations))
    cited = (_citations(pair.before, others[0], "[-", "-]"), _citations(pair.after, others[1], "{+", "+}"))
    rows = [("status", _plain(pair.before.status), _plain(pair.after.status)), ("text", *cells), ("citations", *cited)]
    return [*lines, *_table(["", "before", "after"], rows), ""]


def _citations(answer: Given, others: frozenset[Cited], opens: str, closes: str) -> str:
    shown = [f"{_plain(cited.sheet)}, {_plain(cited.heading)}: “{_plain(cited.quote)}”" for cited in answer.citations]
    return "<br>".join(text if cited in others else f"{opens}{text}{closes}" for text, cited in zip(shown, answer.citations, strict=True)) or "none"


def _marked(pieces: Sequence[Piece], opens: str, closes: str) -> str:
    return "".join(f"{opens}{_plain(piece.text)}{closes}" if piece.changed else _plain(piece.text) for piece in pieces)


def _every(replay: Replay) -> list[str]:
    """Each gold question with whether it passes before and after, newly failing ones first."""
    chosen = sorted((pair for pair in replay.pairs if pair.grades), key=lambda pair: (not pair.newly_fails, not pair.newly_passes))
    rows = [(_plain(pair.item.id), *("pass" if made.passed else "fail" for made in pair.grades or ())) for pair in chosen]
    return ["## Each gold question", "", *_table(["question", "before", "after"], rows), ""] if rows else []


def _plain(text: str) -> str:
    """Text that Markdown shows as it stands, in one line."""
    return _OPENS.sub(r"\1\\\2", _SPECIAL.sub(r"\\\1", text)).replace("\r", "").replace("\n", "<br>")


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    return ["| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows)]
