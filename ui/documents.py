"""A document or a staff answer as a page of its own, which needs no script: what it says in order, and the sentence that a citation quotes marked."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from assistant.staff import STAFF, Rest, StaffAnswer, day, is_current, staff_label
from assistant.staff.written import is_over, rest_holds, staff_sentences
from assistant.wording import listed
from corpus.vocabulary import Vocabulary
from index.passages import Passage
from ui.anchors import passage_anchor, sentence_key, sentence_link
from ui.markup import text_html
from ui.sourcelist import edition_name
from ui.theme import asset
from ui.visit import Answering

STYLE = "/document.css"
CHANGED = "The sentence that was cited has changed or is no longer in this document; this is the document as it is held now."
NOT_HELD = "This document is not held here, or no longer. A citation of it cannot be shown any more; ask again to see what is held now."
EXPIRED = "A passage that this answer rests on has changed since; it is not given any more."
PAST = "The last day of this answer was {day}; it is not given any more."
REWRITTEN = "The sentence that was cited has been rewritten since; this is the answer as it is now."
RESTS = "What it rests on"
NO_RESTS = "No passage of a guideline. It is what the association's staff say."
GONE = "this passage is not held here any more"
OTHER_WORDS = "this passage has changed since"
STAFF_ID = re.compile(rf"{STAFF}(\d{{1,18}})", re.ASCII)
BACK = '<p class="back"><a href="/">Ask a question</a></p>'


def build_documents(
    assistant: Answering, staff: Callable[[int], StaffAnswer | None] = lambda number: None, today: Callable[[], date] = date.today
) -> APIRouter:
    """The route /documents/{guideline} and its style sheet.

    Args:
        assistant: What it holds is shown.
        staff: A staff answer by its number, whether it still holds or not; None when there is none.
        today: The day that last days are held against.
    """
    documents = APIRouter(include_in_schema=False)

    def answered(number: int, q: str) -> Response:
        written, library = staff(number), assistant.retriever
        held = {passage.id: passage for passage in library.passages}
        page = missing_html() if written is None else staff_html(written, held, library.vocabulary, today(), q)
        return HTMLResponse(page, 404 if written is None else 200, {"Cache-Control": "no-cache"})

    @documents.get("/documents/{guideline:path}")
    def document(guideline: str, q: str = "") -> Response:
        library = assistant.retriever
        if numbered := STAFF_ID.fullmatch(guideline):
            return answered(int(numbered.group(1)), q)
        passages = [passage for passage in library.passages if passage.guideline == guideline]
        page = document_html(passages, library.vocabulary, q) if passages else missing_html()
        return HTMLResponse(page, 200 if passages else 404, {"Cache-Control": "no-cache"})

    @documents.get(STYLE)
    def style() -> Response:
        return Response(asset("document.css"), media_type="text/css", headers={"Cache-Control": "max-age=3600"})

    return documents


def document_html(passages: Sequence[Passage], vocabulary: Vocabulary, cited: str = "") -> str:
    """The page of a document.

    Args:
        passages: All of it, in order; at least one.
        vocabulary: How associations and categories are called.
        cited: The key of the sentence that is marked (`ui.anchors.sentence_key`). When no sentence has it, the page says so, and no passage can be gone
            to: the address of the citation would lead to a passage that says something else.
    """
    found = any(cited == sentence_key(passage.id, sentence) for passage in passages for sentence in passage.sentences)
    lost = bool(cited) and not found
    notice = f'<p class="notice">{CHANGED}</p>' if lost else ""
    parts = [notice, f"<h1>{text_html(passages[0].title)}</h1>", _facts(passages[0], vocabulary)]
    above: tuple[str, ...] = ()
    for passage in passages:
        parts.append(_headings(above, passage.headings))
        parts.append(_passage(passage, cited, None if lost else passage_anchor(passage.id)))
        above = passage.headings
    return _page(passages[0].title, "".join(parts))


def staff_html(staff: StaffAnswer, passages: Mapping[str, Passage], vocabulary: Vocabulary, today: date, cited: str = "") -> str:
    """The page of a staff answer: what it says, who wrote it, what it rests on, and whether it still holds.

    Args:
        staff: What is shown.
        passages: All that are held, by id.
        vocabulary: How associations and categories are called.
        today: The day that its last day is held against.
        cited: The key of the sentence that is marked, also when the answer does not hold any more.
    """
    name, title = f"{STAFF}{staff.id}", f"Staff answer {staff.id}"
    said = staff_sentences(staff.text)
    lost = bool(cited) and all(cited != sentence_key(name, sentence) for sentence in said)
    notices = [REWRITTEN] if lost else []
    if is_over(staff, today):
        notices.append(PAST.format(day=day(staff.until)) if staff.until else "")
    elif not is_current(staff, passages, today):
        notices.append(EXPIRED)
    marked = " ".join(_marked(name, sentence, cited) for sentence in said)
    anchor = "" if lost else f' id="{passage_anchor(name)}"'
    parts = [
        *(f'<p class="notice">{text_html(notice)}</p>' for notice in notices),
        f"<h1>{title}</h1>",
        f"<p>{text_html(staff_label(staff, vocabulary))}.</p>",
        _staff_facts(staff, vocabulary),
        f'<div class="passage"{anchor}><p>{marked}</p></div>',
        _rests(staff, passages),
    ]
    return _page(title, "".join(parts))


def missing_html() -> str:
    """The page of a document that is not held."""
    return _page("Document not held here", f'<h1>Document not held here</h1><p class="notice">{NOT_HELD}</p>')


def _page(title: str, main: str) -> str:
    head = f'<meta charset="utf-8"/><meta name="viewport" content="width=device-width, initial-scale=1"/><title>{text_html(title)}</title>'
    sheet = f'<link rel="stylesheet" href="{STYLE}"/><link rel="icon" href="data:,"/>'
    return f'<!doctype html><html lang="en"><head>{head}{sheet}</head><body><main>{BACK}{main}</main></body></html>'


def _facts(passage: Passage, vocabulary: Vocabulary) -> str:
    """What the document says of itself."""
    scope = passage.scope
    status = "" if scope.status == "current" else f" ({scope.status})"
    facts = [("Association", text_html(vocabulary.label(scope.association)))] if scope.association else []
    facts += [("Edition", text_html(edition_name(scope.edition) + status)), ("Source", text_html(passage.source))]
    if passage.url and urlsplit(passage.url).scheme in ("http", "https"):
        facts.append(("Original", f'<a href="{text_html(passage.url)}" rel="noopener noreferrer">{text_html(passage.url)}</a>'))
    if passage.note:
        facts.append(("Note", text_html(passage.note)))
    return f"<dl>{''.join(f'<div><dt>{name}</dt><dd>{value}</dd></div>' for name, value in facts)}</dl>"


def _staff_facts(staff: StaffAnswer, vocabulary: Vocabulary) -> str:
    """Who wrote a staff answer, when, of whom, and until when it holds."""
    facts = [("Author", staff.author), ("Written", day(staff.written))]
    facts += [("Association", listed(vocabulary.label(key) for key in staff.associations))] if staff.associations else []
    facts += [("Category", listed(vocabulary.category_label(key) for key in staff.categories))] if staff.categories else []
    facts += [("Last day", day(staff.until))] if staff.until else []
    return f"<dl>{''.join(f'<div><dt>{name}</dt><dd>{text_html(value)}</dd></div>' for name, value in facts)}</dl>"


def _rests(staff: StaffAnswer, passages: Mapping[str, Passage]) -> str:
    """The sentences that a staff answer rests on, each leading to its place; one that is not there any more leads nowhere."""
    if not staff.rests:
        return f"<h2>{RESTS}</h2><p>{NO_RESTS}</p>"
    return f"<h2>{RESTS}</h2><ul>{''.join(f'<li>{_rest(rest, passages)}</li>' for rest in staff.rests)}</ul>"


def _rest(rest: Rest, passages: Mapping[str, Passage]) -> str:
    passage, quote = passages.get(rest.passage), f"“{text_html(rest.quote)}”"
    if passage is None:
        return f"{quote} ({GONE})"
    where = f'<a href="{text_html(sentence_link(passage.guideline, passage.id, rest.quote))}">{text_html(f"{passage.title}: {passage.heading}")}</a>'
    return f"{quote} {where}" + ("" if rest_holds(rest, passages) else f" ({OTHER_WORDS})")


def _headings(above: Sequence[str], path: Sequence[str]) -> str:
    """The headings that begin between two passages; each level below the title has its own."""
    same = 0
    while same < min(len(above), len(path)) and above[same] == path[same]:
        same += 1
    levels = enumerate(path[same:], same)
    return "".join(f"<h{min(level + 2, 6)}>{text_html(heading)}</h{min(level + 2, 6)}>" for level, heading in levels)


def _passage(passage: Passage, cited: str, anchor: str | None) -> str:
    sentences = [_marked(passage.id, sentence, cited) for sentence in passage.sentences]
    if passage.listed:
        start = 1 if passage.introduced else 0
        items = "".join(f"<li>{sentence}</li>" for sentence in sentences[start:])
        body = "".join(f"<p>{sentence}</p>" for sentence in sentences[:start]) + f"<ul>{items}</ul>"
    else:
        body = f"<p>{' '.join(sentences)}</p>"
    page = f'<p class="page">Page {passage.page}</p>' if passage.page is not None else ""
    name = f' id="{anchor}"' if anchor else ""
    return f'<div class="passage"{name}>{body}{page}</div>'


def _marked(passage: str, sentence: str, cited: str) -> str:
    """A sentence of a passage, marked when it is the one that is cited."""
    shown = text_html(sentence)
    return f"<mark>{shown}</mark>" if cited and sentence_key(passage, sentence) == cited else shown
