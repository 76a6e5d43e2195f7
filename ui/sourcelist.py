"""The sources of an answer as HTML: each opens the passage it cites, with the quoted sentence marked."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from html import escape
from urllib.parse import urlsplit

from assistant.answer import Answer, Citation
from assistant.staff import STAFF
from index.passages import Passage
from ui.anchors import document_link
from ui.markup import text_html
from ui.render import capital

MANY = 4
"""More sources than this are listed without their quoted sentences until they are opened."""


def sources_html(answer: Answer, passages: Mapping[str, Passage], turn: int) -> str:
    """The list of an answer's sources; empty when it has none.

    Args:
        answer: Whose citations are listed, by number.
        passages: What the citations name, by id; a passage that is not there shows its quoted sentence alone.
        turn: The turn's number in the conversation.
    """
    if not answer.citations:
        return ""
    cited = sorted(answer.citations, key=lambda citation: citation.number)
    labels = {citation.label for citation in cited}
    shared = labels.pop() if len(cited) > 1 and len(labels) == 1 else ""
    items = "".join(f"<li>{_source(citation, passages.get(citation.passage), turn, not shared)}</li>" for citation in cited)
    count = "1 source" if len(cited) == 1 else f"{len(cited)} sources"
    whose = f'<p class="shared">{text_html(shared)}</p>' if shared else ""
    many = " many" if len(cited) > MANY else ""
    return f'<aside class="sources{many}" aria-label="Sources of answer {turn}"><h3>{count}</h3>{whose}<ol>{items}</ol></aside>'


def edition_name(edition: str) -> str:
    """An edition as people write it: a full date in words, anything else as it is."""
    try:
        day = date.fromisoformat(edition)
    except ValueError:
        return capital(edition)
    return f"{day:%B} {day.day}, {day.year}" if len(edition) == len("2000-01-01") else edition


def _source(citation: Citation, passage: Passage | None, turn: int, labelled: bool) -> str:
    path = f'<span class="path">{text_html(citation.heading.replace(" > ", " › "))}</span>'
    label = f"<b>{text_html(citation.label)}</b>" if labelled and citation.label else ""
    summary = f'<span class="number">{citation.number}</span><span class="what">{label}{path}<q class="quote">{text_html(citation.quote)}</q></span>'
    shown = passage is not None or citation.passage.startswith(STAFF)
    return (
        f'<details class="source" id="source-{turn}-{citation.number}"><summary>{summary}</summary>'
        f'<div class="passage">{_passage(citation, passage)}{_origin(citation, passage)}</div></details>{_open(citation) if shown else ""}'
    )


def _passage(citation: Citation, passage: Passage | None) -> str:
    """The passage as a person reads it. The quoted sentence stands in <mark>."""
    if passage is None or citation.quote not in passage.text:
        return f"<p><mark>{text_html(citation.quote)}</mark></p>"
    if not passage.listed:
        return f"<p>{' '.join(_sentence(sentence, citation.quote) for sentence in passage.sentences)}</p>"
    start = 1 if passage.introduced else 0
    introduction = "".join(f"<p>{_sentence(sentence, citation.quote)}</p>" for sentence in passage.sentences[:start])
    items = "".join(f"<li>{_sentence(sentence, citation.quote)}</li>" for sentence in passage.sentences[start:])
    return f"{introduction}<ul>{items}</ul>"


def _sentence(sentence: str, quote: str) -> str:
    before, found, after = sentence.partition(quote)
    return f"{escape(before)}<mark>{text_html(quote)}</mark>{escape(after)}" if found else text_html(sentence)


def _origin(citation: Citation, passage: Passage | None) -> str:
    """Where the passage stands: document, edition, page, address, and what the document says of itself."""
    facts = [("Document", text_html(citation.title or citation.sheet))]
    if passage is not None:
        status = "" if passage.scope.status == "current" else f" ({passage.scope.status})"
        facts.append(("Edition", text_html(edition_name(passage.scope.edition) + status)))
    if citation.page is not None:
        facts.append(("Page", str(citation.page)))
    if citation.url and urlsplit(citation.url).scheme in ("http", "https"):
        facts.append(("Original", f'<a href="{text_html(citation.url)}" target="_blank" rel="noopener noreferrer">{text_html(citation.url)}</a>'))
    if passage is not None and passage.note:
        facts.append(("Note", text_html(passage.note)))
    return f"<dl>{''.join(f'<div><dt>{name}</dt><dd>{value}</dd></div>' for name, value in facts)}</dl>"


def _open(citation: Citation) -> str:
    """What leads to the quoted sentence, marked, on its document's page."""
    which = f'<span class="unseen"> (source {citation.number}, opens in a new tab)</span>'
    return f'<a class="open" href="{text_html(document_link(citation))}" target="_blank" rel="noopener">Open in the document{which}</a>'
