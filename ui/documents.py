"""A document as a page of its own, which needs no script: its passages in order, and the sentence that a citation quotes marked."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from corpus.vocabulary import Vocabulary
from index.passages import Passage
from ui.anchors import passage_anchor, sentence_key
from ui.markup import text_html
from ui.sourcelist import edition_name
from ui.theme import asset
from ui.visit import Answering

STYLE = "/document.css"
CHANGED = "The sentence that was cited has changed or is no longer in this document; this is the document as it is held now."
NOT_HELD = "This document is not held here, or no longer. A citation of it cannot be shown any more; ask again to see what is held now."
BACK = '<p class="back"><a href="/">Ask a question</a></p>'


def build_documents(assistant: Answering) -> APIRouter:
    """The route /documents/{guideline} and its style sheet."""
    documents = APIRouter(include_in_schema=False)

    @documents.get("/documents/{guideline:path}")
    def document(guideline: str, q: str = "") -> Response:
        library = assistant.retriever
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


def _headings(above: Sequence[str], path: Sequence[str]) -> str:
    """The headings that begin between two passages; each level below the title has its own."""
    same = 0
    while same < min(len(above), len(path)) and above[same] == path[same]:
        same += 1
    levels = enumerate(path[same:], same)
    return "".join(f"<h{min(level + 2, 6)}>{text_html(heading)}</h{min(level + 2, 6)}>" for level, heading in levels)


def _passage(passage: Passage, cited: str, anchor: str | None) -> str:
    sentences = [_sentence(passage, sentence, cited) for sentence in passage.sentences]
    if passage.listed:
        start = 1 if passage.introduced else 0
        items = "".join(f"<li>{sentence}</li>" for sentence in sentences[start:])
        body = "".join(f"<p>{sentence}</p>" for sentence in sentences[:start]) + f"<ul>{items}</ul>"
    else:
        body = f"<p>{' '.join(sentences)}</p>"
    page = f'<p class="page">Page {passage.page}</p>' if passage.page is not None else ""
    name = f' id="{anchor}"' if anchor else ""
    return f'<div class="passage"{name}>{body}{page}</div>'


def _sentence(passage: Passage, sentence: str, cited: str) -> str:
    shown = text_html(sentence)
    return f"<mark>{shown}</mark>" if cited and sentence_key(passage.id, sentence) == cited else shown
