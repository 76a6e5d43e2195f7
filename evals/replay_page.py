"""A replay as one HTML page: no script, nothing from elsewhere, every text escaped."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from evals.answers import Cited, Given
from evals.differences import Piece, differences
from evals.replay import Group, Pair, Replay
from evals.replay_report import TITLES, changes, counted, figure_changes, generation_rows, gold_counts, graded, sign_off
from evals.replay_style import STYLE

POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
MOST = 90
"""Characters of a question in a list of links."""


def page(replay: Replay) -> str:
    """The page: a summary with a link to each changed answer, the answers side by side, and lines to sign on."""
    places = {id(pair): f"answer-{n}" for n, pair in enumerate(replay.changed(), 1)}
    title = f"Replay: {escape(replay.before.name)} to {escape(replay.after.name)}"
    body = "".join([_summary(replay, places), *(_group(replay, group, places) for group in Group), _every(replay), _signature(replay)])
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">'
        f"<title>{title}</title><style>{STYLE}</style></head>\n<body><main>\n<h1>{title}</h1>\n{body}</main></body></html>\n"
    )


def _summary(replay: Replay, places: dict[int, str]) -> str:
    rows = "".join(f'<tr><th scope="row">{name}</th><td>{escape(old)}</td><td>{escape(new)}</td></tr>' for name, old, new in generation_rows(replay))
    head = '<thead><tr><td></td><th scope="col">Before</th><th scope="col">After</th></tr></thead>'
    tables = f'<table class="facts">{head}<tbody>{rows}</tbody></table>'
    counts = "".join(f'<li class="{"bad" if number and not n else ""}"><b>{number:,}</b> {name}</li>' for n, (name, number) in enumerate(gold_counts(replay)))
    gold = f'<h2>Gold questions</h2><ul class="counts">{counts}</ul>' if counts else ""
    groups: list[tuple[str, list[Pair]]] = [("Newly failing", [pair for pair in replay.pairs if pair.newly_fails])]
    groups += [(TITLES[group], replay.of(group)) for group in Group]
    listed = "".join(f"<h3>{title}: {len(pairs):,}</h3><ul>{_links(pairs, places)}</ul>" for title, pairs in groups if pairs)
    changed = f'<nav aria-label="Changed answers"><h2>What changed</h2>{listed or "<p>Nothing.</p>"}</nav>'
    return f'<p class="lead">{escape(counted(replay))}</p>{tables}\n{gold}\n{changed}\n'


def _links(pairs: Sequence[Pair], places: dict[int, str]) -> str:
    return "".join(f'<li><a href="#{places[id(pair)]}">{escape(pair.item.id)}</a> {escape(_short(pair))}</li>' for pair in pairs)


def _short(pair: Pair) -> str:
    text = " / ".join(pair.item.turns)
    return text if len(text) <= MOST else f"{text[:MOST].rstrip()}…"


def _group(replay: Replay, group: Group, places: dict[int, str]) -> str:
    pairs = replay.of(group)
    return (
        f'<section><h2 id="{group.value}">{TITLES[group]}: {len(pairs):,}</h2>{"".join(_answer(pair, places[id(pair)]) for pair in pairs)}</section>\n'
        if pairs
        else ""
    )


def _answer(pair: Pair, place: str) -> str:
    turns = "".join(f"<p>{escape(turn)}</p>" for turn in pair.item.turns)
    gold = ""
    if pair.grades:
        mark = ' class="bad"' if pair.newly_fails else ""
        gold = f'<p class="gold">Gold: {escape(pair.grades[1].question.gold)}</p><p{mark}>Graded: {escape(graded(pair.grades))}.</p>'
    texts = differences(pair.before.text, pair.after.text)
    sides = _side("Before", pair.before, _marked(texts[0], "del"), frozenset(pair.after.citations), "del", pair)
    sides += _side("After", pair.after, _marked(texts[1], "ins"), frozenset(pair.before.citations), "ins", pair)
    head = f'<h3>{escape(pair.item.id)} <span class="file">{escape(pair.item.file)}</span></h3><blockquote>{turns}</blockquote>'
    changed = f'<p class="changed">Changed: {escape(changes(pair))}.</p>{_figures(pair)}'
    return f'<article id="{place}">{head}{changed}{gold}<div class="sides">{sides}</div></article>\n'


def _figures(pair: Pair) -> str:
    gone, new = figure_changes(pair)
    said = [*(f"<del>{escape(figure)}</del>" for figure in gone), *(f"<ins>{escape(figure)}</ins>" for figure in new)]
    return f'<p class="changed">Figures: {", ".join(said)}.</p>' if said else ""


def _side(name: str, answer: Given, text: str, others: frozenset[Cited], tag: str, pair: Pair) -> str:
    status = f"<{tag}>{escape(answer.status)}</{tag}>" if Group.STATUS in pair.changed else escape(answer.status)
    cited = "".join(f"<li>{_wrapped(_citation(each), tag, each not in others)}</li>" for each in answer.citations)
    return f'<div><h4>{name}: {status}</h4><p class="text">{text}</p>{f"<ol>{cited}</ol>" if cited else ""}</div>'


def _citation(cited: Cited) -> str:
    return f"<cite>{escape(cited.sheet)}</cite>, {escape(cited.heading)}: <q>{escape(cited.quote)}</q>"


def _marked(pieces: Sequence[Piece], tag: str) -> str:
    return "".join(_wrapped(escape(piece.text), tag, piece.changed) for piece in pieces)


def _wrapped(html: str, tag: str, changed: bool) -> str:
    return f"<{tag}>{html}</{tag}>" if changed else html


def _every(replay: Replay) -> str:
    chosen = sorted((pair for pair in replay.pairs if pair.grades), key=lambda pair: (not pair.newly_fails, not pair.newly_passes))
    if not chosen:
        return ""
    rows = "".join(
        f'<tr><th scope="row">{escape(pair.item.id)}</th>' + "".join(f"<td>{'pass' if made.passed else 'fail'}</td>" for made in pair.grades or ()) + "</tr>"
        for pair in chosen
    )
    head = '<thead><tr><th scope="col">Question</th><th scope="col">Before</th><th scope="col">After</th></tr></thead>'
    table = f'<table class="every">{head}<tbody>{rows}</tbody></table>'
    return f"<details><summary>Each of {len(chosen):,} gold questions, before and after</summary>{table}</details>\n"


def _signature(replay: Replay) -> str:
    lines = "".join(f'<p class="line"><span>{name}</span></p>' for name in ("Reviewed by", "Date"))
    return f'<section class="sign"><h2>Sign-off</h2><p>{escape(sign_off(replay)).replace("`", "")}</p>{lines}</section>\n'
