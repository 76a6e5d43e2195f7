"""Where a citation leads on the web: names of passages and sentences that are safe in an address, made here and nowhere else."""

from __future__ import annotations

import hashlib
from urllib.parse import quote

from assistant.answer import Citation

DIGITS = 10


def passage_anchor(passage: str) -> str:
    """The name of a passage on its document's page, from its id."""
    return f"p-{_short(passage)}"


def sentence_key(passage: str, sentence: str) -> str:
    """The name of a sentence where it stands: another one as soon as its words or its passage's id change."""
    return _short(f"{passage}\n{sentence}")


def document_path(guideline: str) -> str:
    """The address of a document's page."""
    return f"/documents/{quote(guideline, safe='')}"


def document_link(citation: Citation) -> str:
    """The address at which the cited sentence stands marked in its document."""
    return sentence_link(citation.sheet, citation.passage, citation.quote)


def sentence_link(guideline: str, passage: str, sentence: str) -> str:
    """The address at which a sentence of a passage stands marked on the page of its guideline, or of a staff answer."""
    return f"{document_path(guideline)}?q={sentence_key(passage, sentence)}#{passage_anchor(passage)}"


def _short(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:DIGITS]
