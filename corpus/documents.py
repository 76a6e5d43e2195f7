"""Documents: files of any kind that is read, made guidelines of, with an account of what was understood."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.elements import Document, Heading
from corpus.errors import DocumentError
from corpus.guideline import Guideline, Scope
from corpus.identity import Clue, Identity, Sure, identify
from corpus.labels import Labels, Meaning
from corpus.outline import Outliner
from corpus.sidecar import Sidecar
from corpus.vocabulary import Association, Term, Vocabulary
from corpus.words import words

LARGEST = 50_000_000
"""Bytes up to which a file is opened."""
LONGEST = 5_000_000
"""Characters up to which a text is read."""
STATED = "said outright"
NEAR_KEY, NEAR_NAME = 70, 92
"""Likeness, in percent, above which an unknown abbreviation or name is taken for a misspelt one; names of associations end alike."""

Reader = Callable[[Path, Labels], Document]


@dataclass(frozen=True, slots=True)
class Understood:
    """A document made a guideline of.

    Attributes:
        guideline: The guideline.
        identity: What it says of itself, each with how sure that is and what it was read from.
        flags: What in the file a person should look at before trusting it: text that cannot be seen, pages without text.
        doubts: What the document does not say well of itself, and a person should.
        founded: The association that it brings along, by key, where the vocabulary does not know it.
    """

    guideline: Guideline
    identity: Identity
    flags: tuple[str, ...]
    doubts: tuple[str, ...]
    founded: tuple[str, Association] | None


def _pdf(path: Path, labels: Labels) -> Document:
    from corpus.readers.pdf_reader import read_pdf

    return read_pdf(path)


def _docx(path: Path, labels: Labels) -> Document:
    from corpus.readers.docx_reader import read_docx

    return read_docx(path)


def _html(path: Path, labels: Labels) -> Document:
    from corpus.readers.html_reader import read_html

    return read_html(path)


def _markdown(path: Path, labels: Labels) -> Document:
    from corpus.readers.markdown_reader import read_markdown

    return read_markdown(path)


def _plain(path: Path, labels: Labels) -> Document:
    from corpus.readers.text_reader import read_plain

    return read_plain(path, labels)


READERS: Mapping[str, Reader] = {
    ".pdf": _pdf,
    ".docx": _docx,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".md": _markdown,
    ".markdown": _markdown,
    ".txt": _plain,
    ".text": _plain,
}
"""The reader of each kind of file, by the end of its name; each is imported when it is needed."""
UNREAD = frozenset({".doc", ".rtf", ".odt", ".pages", ".wpd", ".xls", ".xlsx", ".ods", ".ppt", ".pptx", ".epub"})
"""Kinds of documents that are not read, and are named rather than passed over."""


def read_document(path: Path, vocabulary: Vocabulary, said: Sidecar | None = None) -> Understood:
    """A file as a guideline.

    Args:
        path: The file.
        vocabulary: Names of associations, categories, parts and topics.
        said: What a person says outright about it.

    Raises:
        DocumentError: If the file cannot be read, or what is said about it does not hold.
    """
    said = said or Sidecar()
    reader = READERS.get(path.suffix.lower())
    if reader is None:
        raise DocumentError(path, f"is of a kind that is not read; save it as one of {', '.join(sorted(READERS))}")
    size = path.stat().st_size
    if size > LARGEST:
        raise DocumentError(path, f"has {size / 1e6:,.0f} MB; up to {LARGEST / 1e6:.0f} MB are read, so divide it or leave out its pictures")
    if not size:
        raise DocumentError(path, "is empty; check that it was saved, and add it again")
    labels = Labels(_headed(vocabulary, said, path))
    document = reader(path, labels)
    if not document.elements:
        raise DocumentError(path, "holds no text that can be read; if it is a scan, run a text recognition first")
    return understand(document, path, labels, said)


def understand(document: Document, path: Path, labels: Labels, said: Sidecar) -> Understood:
    """What a document that has been read says, as a guideline.

    Raises:
        DocumentError: If a category is said that the vocabulary lacks.
    """
    vocabulary = labels.vocabulary
    identity = identify(document, labels, path.stem)
    founded = identity.founded
    key = identity.association.value
    if said.association:
        key, founded = _association(path, said.association, vocabulary, founded)
    category = identity.category.value
    if said.category:
        category = next((k for k in vocabulary.categories if words(k) == words(said.category)), None) or vocabulary.category_of(said.category)
        if category is None:
            raise DocumentError(path, f"unknown category {said.category!r}; known are {', '.join(vocabulary.categories)}")
    identity = _stated(identity, said, key, category)
    title = identity.title.value or path.stem
    headed = any(isinstance(e, Heading) and labels.meaning(e.text).part and e.text not in title for e in document.elements)
    named = Meaning() if headed else labels.meaning(_without(title, founded), wide=True)
    edition, status = identity.edition.value or "undated", identity.status.value or "current"
    base = Scope(key, category, edition, status, named.part if key else None, None)
    blocks = Outliner(labels, base, title).outline(document)
    if key is None:
        # What no association stands behind is text to be found, and nobody's requirement.
        blocks = tuple(replace(block, scope=replace(block.scope, part=None, topic=None)) for block in blocks)
    if not blocks:
        raise DocumentError(path, "holds headings only, and no text below them")
    id = said.id or _slug(path.stem)
    guideline = Guideline(id, said.source or id, title, key, category, edition, status, said.url, said.note, str(path), blocks)
    return Understood(guideline, identity, document.warnings, tuple(_doubts(identity)), founded)


def _without(title: str, founded: tuple[str, Association] | None) -> str:
    """A title without the name of an association that the vocabulary does not know."""
    return re.sub("|".join(re.escape(name) for name in (founded[1].name, founded[0])), " ", title, flags=re.I) if founded else title


def _headed(vocabulary: Vocabulary, said: Sidecar, path: Path) -> Vocabulary:
    """The vocabulary with the headings that a sidecar explains."""
    parts, topics = dict(vocabulary.parts), dict(vocabulary.topics)
    categories = dict(vocabulary.categories)
    for heading, meaning in said.headings.items():
        term = {"headings": (heading,)}
        if meaning in parts:
            parts[meaning] = _with(parts[meaning], **term)
        elif meaning in topics:
            topics[meaning] = _with(topics[meaning], **term)
        elif meaning in categories:
            categories[meaning] = categories[meaning].model_copy(update={"aliases": (*categories[meaning].aliases, heading)})
        else:
            raise DocumentError(
                path, f"its sidecar gives the heading {heading!r} the meaning {meaning!r}, which is no part, topic or category of the vocabulary"
            )
    return vocabulary.model_copy(update={"parts": parts, "topics": topics, "categories": categories})


def _with(term: Term, headings: tuple[str, ...]) -> Term:
    return term.model_copy(update={"headings": (*term.headings, *headings)})


def _association(path: Path, said: str, vocabulary: Vocabulary, founded: tuple[str, Association] | None) -> tuple[str, tuple[str, Association] | None]:
    """The key of the association that a person names, and its entry where the vocabulary lacks it.

    Raises:
        DocumentError: If the name is nearly that of a known association, is no name of an association, or has the abbreviation of another one.
    """
    match = re.fullmatch(r"(.+?)\s*\(\s*([\w-]{2,20})\s*\)", said)
    name, key = (match.group(1), match.group(2)) if match else (said, said)
    known = {**(dict([founded]) if founded else {}), **vocabulary.associations}
    for other, entry in known.items():
        if words(name) in [words(called) for called in (other, entry.name, *entry.aliases, *entry.places)]:
            return other, founded if founded and other not in vocabulary.associations else None
        if match and words(key) == words(other):
            if not any(_begins(name, place) for place in entry.places):
                raise DocumentError(path, f"the abbreviation in {said!r} is that of {entry.name!r}; give another one")
            return other, founded if founded and other not in vocabulary.associations else None
    if not match:
        _check_name(path, said, known)
    place = re.match(r"((?:[A-Z][\w’'.-]*\s+){1,4}?)(?:Association|Alliance|Coalition|Society|Network|Infant)\b", name)
    places = (place.group(1).strip(),) if place else ()
    return key, (key, Association(name=name, places=places, aliases=(key.replace("-", ""),) if "-" in key else ()))


def _check_name(path: Path, said: str, known: Mapping[str, Association]) -> None:
    """Raise DocumentError if a name without an abbreviation is nearly a known one, or a single word."""
    from rapidfuzz import fuzz

    def like(key: str) -> float:
        entry = known[key]
        named = max(fuzz.ratio(said.lower(), called.lower()) for called in (entry.name, *entry.places, *entry.aliases))
        return max(named - NEAR_NAME, fuzz.ratio(said.lower(), key.lower()) - NEAR_KEY)

    remedy = "for another one give its full name and an abbreviation: 'Full name (ABBR)'"
    nearest = max(known, key=like, default=None)
    if nearest and like(nearest) > 0:
        raise DocumentError(path, f"unknown association {said!r}; did you mean {nearest!r}? Else, {remedy}")
    if len(words(said)) == 1:
        raise DocumentError(path, f"unknown association {said!r}; known are {', '.join(known)}; {remedy}")


def _begins(name: str, place: str) -> bool:
    return words(name)[: len(words(place))] == words(place)


def _stated(identity: Identity, said: Sidecar, association: str | None, category: str | None) -> Identity:
    """What was read, with what a person says in its place."""

    def clue(read: Clue, given: str | None, value: str | None) -> Clue:
        return Clue(value, Sure.STATED, STATED) if given else read

    return replace(
        identity,
        title=clue(identity.title, said.title, said.title),
        association=clue(identity.association, said.association, association),
        category=clue(identity.category, said.category, category),
        edition=clue(identity.edition, said.edition, said.edition),
        status=clue(identity.status, said.status, said.status),
    )


def _doubts(identity: Identity) -> list[str]:
    """What a person should say outright, since the document does not say it well."""
    doubts = []
    if identity.association.value is None:
        doubts.append(f"no association ({identity.association.source}): its text is searched, and is no association's requirement; name one with --association")
    if identity.edition.sure is Sure.UNSURE:
        doubts.append(f"edition {identity.edition.value} is a guess from {identity.edition.source}; name it with --edition")
    return doubts


def _slug(stem: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]+", "-", stem).strip("-.") or "document"
