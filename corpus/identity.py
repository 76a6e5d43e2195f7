"""Identity: whose document it is, of which edition, for which category; each with how sure that is and what it was read from."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum

from corpus.bodies import Body, find_bodies
from corpus.dates import Dated, find_dates
from corpus.elements import Document, Heading, Item, Note, Paragraph, Table
from corpus.labels import SURELY, Labels
from corpus.names import Kind, NameFinder
from corpus.vocabulary import Association, Vocabulary
from corpus.words import words


class Sure(IntEnum):
    """How sure a clue is: a guess, likely, certain from the document, or stated by a person."""

    UNSURE = 1
    LIKELY = 2
    CERTAIN = 3
    STATED = 4


@dataclass(frozen=True, slots=True)
class Clue:
    """What a document says of itself in one respect: the value (None: it does not say), how sure that is, and what it was read from."""

    value: str | None
    sure: Sure
    source: str


@dataclass(frozen=True, slots=True)
class Identity:
    """What a document says of itself. `founded` is its association where the vocabulary does not know it, by its key."""

    title: Clue
    association: Clue
    category: Clue
    edition: Clue
    status: Clue
    founded: tuple[str, Association] | None = None


_SENTENCE = re.compile(r"[\w)][.!?]$")
FIRST = 12
"""How many elements at the top are taken for the title page."""
_MENTION, _OWNED, _TITLED = 0.5, 2.0, 4.0
_ENOUGH, _MANY = 3.0, 6.0
_OWNERS = re.compile(
    r"(?:member(?:ship)?s? (?:in|of|with)|adopted by|developed by|published by|prepared (?:by|for)|issued by|revised by|©|copyright|welcome to|"
    r"completion of|accordance with|apply to|submitted to|offered by|contact|endors(?:ed|ement) (?:by|from))(?: the)?(?: \d{4})?\s*$",
    re.I,
)
_OWNED_BY = re.compile(
    r"\W{0,3}(?:endors|requires|requirements|recommends|accepts|offers|board|competenc|guidelines|member|written exam|exam\b|staff|office|will\b|may\b|"
    r"reviews|application|standards|handbook|is committed|code of ethics|policy|policies)",
    re.I,
)
_DRAFT = re.compile(r"\bdraft\b", re.I)
_NOT_YET = re.compile(r"\bdraft\b(?!\s+(?:your|their|an?|the|each|it|of)\b)", re.I)
_IS_DRAFT = re.compile(r"\bis (?:still )?an? (?:\w+ )?draft\b|^\W*draft\b\s*(?:\d|for\b|version\b|[–—:,.(-]|$)", re.I)


def identify(document: Document, labels: Labels, file_name: str) -> Identity:
    """What a document says of itself.

    Args:
        document: The document as it was read.
        labels: What headings mean.
        file_name: Its name, from which an edition or a draft may be guessed.
    """
    vocabulary = labels.vocabulary
    texts = list(_texts(document))
    title = _title(document, labels, file_name)
    bodies = find_bodies(texts, vocabulary)
    association, founded = _association(document.title or "", texts, vocabulary, bodies)
    return Identity(title, association, _category(document, labels, title), _edition(texts, document, file_name), _status(texts, file_name), founded)


def _texts(document: Document) -> Iterator[tuple[str, bool]]:
    """Every text of a document, and whether it is on the title page or a heading."""
    yield from ((margin, True) for margin in document.margins)
    for number, element in enumerate(document.elements):
        if isinstance(element, Table):
            yield from ((content.text, False) for row in element.rows for cell in row for content in cell)
        else:
            short = len(words(element.text)) <= FIRST * 2
            yield element.text, (number < FIRST and short) or isinstance(element, Heading)


def _title(document: Document, labels: Labels, file_name: str) -> Clue:
    first = next((e for e in document.elements if isinstance(e, Heading)), None)
    if first is None:
        first = next((Heading(e.text, 0, e.page, e.line) for e in document.elements[:FIRST] if isinstance(e, Paragraph) and e.bold), None)
    if first is None and document.title:
        return Clue(document.title, Sure.LIKELY, "the file's properties")
    if first is None:
        return Clue(file_name, Sure.UNSURE, "the file name")
    joined = [first.text]
    place = document.elements.index(first) if first in document.elements else 0
    below = document.elements[place + 1] if place + 1 < len(document.elements) else None
    if isinstance(below, Heading) and below.level == first.level and len(first.text.split()) < 8 and _continues(first.text, below.text, labels):
        joined.append(below.text)
    return Clue(": ".join(joined), Sure.LIKELY, f"the first heading{_place(first)}")


def _continues(title: str, below: str, labels: Labels) -> bool:
    """Whether a heading is the second line of a title: it says something new, and does not say what stands below it."""
    meaning = labels.meaning(below)
    opens = bool(meaning.part or meaning.topics) and meaning.share > SURELY and not meaning.categories
    designates = any(labels.designation(below, category) for category in labels.meaning(title).categories)
    return not (opens or designates or set(words(below)) <= set(words(title)))


def _place(element: Heading | Paragraph | Item | Note) -> str:
    return f" on page {element.page}" if element.page else f" on line {element.line}" if element.line else ""


def _association(title: str, texts: Sequence[tuple[str, bool]], vocabulary: Vocabulary, bodies: Sequence[Body]) -> tuple[Clue, tuple[str, Association] | None]:
    """The association that owns a document: named in its title, or by what is its own (membership, endorsement, board); mere mentions own nothing."""
    added = {body.key: body.association for body in bodies}
    finder = NameFinder(vocabulary.model_copy(update={"associations": _as_named(vocabulary, bodies)}))
    scores: defaultdict[str, float] = defaultdict(float)
    mentions: Counter[str] = Counter()
    because: dict[str, str] = {}
    for text, top in ((title, True), *texts):
        for name in finder.find(text):
            if name.kind is not Kind.ASSOCIATION:
                continue
            owned = _OWNERS.search(text[: name.start]) or _OWNED_BY.match(text[name.end :])
            if top and _names_body(text[name.start : name.end], name.key, vocabulary, added):
                scores[name.key] += _TITLED
                because.setdefault(name.key, f"its title page or a heading: “{text[:60]}”")
            elif owned:
                scores[name.key] += _OWNED
                because.setdefault(name.key, f"“{text[max(name.start - 30, 0) : name.end + 30].strip()}”")
            else:
                mentions[name.key] += 1
    for key, count in mentions.items():
        scores[key] += min(count * _MENTION, 2.0)
    ranked = sorted(scores.items(), key=lambda pair: -pair[1])[:2]
    if not ranked or ranked[0][1] < _ENOUGH:
        return Clue(None, Sure.CERTAIN, "no association speaks as its own in it"), None
    key, score = ranked[0]
    other = ranked[1][1] if len(ranked) > 1 else 0.0
    if other * 1.5 > score:
        return Clue(None, Sure.UNSURE, f"names {key} and {ranked[1][0]} alike"), None
    sure = Sure.CERTAIN if score >= _MANY and score > 3 * other else Sure.LIKELY
    founded = (key, added[key]) if key in added and key not in vocabulary.associations else None
    return Clue(key, sure, because.get(key, f"{mentions[key]} mentions")), founded


def _as_named(vocabulary: Vocabulary, bodies: Sequence[Body]) -> dict[str, Association]:
    """The associations as a document names them: its abbreviation means the one that it gives it to, whoever else has the same."""
    found = dict(vocabulary.associations)
    for body in bodies:
        found[body.key] = body.association
        if body.short is None:
            continue
        for key, entry in vocabulary.associations.items():
            if key != body.key and words(body.short) in [words(name) for name in (key, *entry.aliases)]:
                found.pop(key, None)
        found[body.key] = body.association.model_copy(update={"aliases": (*body.association.aliases, body.short)})
    return found


def _names_body(said: str, key: str, vocabulary: Vocabulary, added: dict[str, Association]) -> bool:
    """Whether a name is that of the association, and not only of the place where it is."""
    association = added.get(key) or vocabulary.associations[key]
    return words(said) not in [words(place) for place in (*association.places, *association.towns)]


def _category(document: Document, labels: Labels, title: Clue) -> Clue:
    """The one category that a document is about: named in its title, or by headings that name no other."""
    named = labels.meaning(title.value or "").categories
    headings = [e for e in document.elements if isinstance(e, Heading)]
    keys = {key for heading in headings for key in labels.meaning(heading.text).categories}
    kin = {key for key in keys if not any(key in labels.vocabulary.family(other) and labels.vocabulary.categories[key].within for other in keys)}
    if len(named) == 1 and title.sure > Sure.UNSURE and kin <= labels.vocabulary.family(named[0]):
        return Clue(named[0], Sure.CERTAIN, title.source)
    if len(kin) == 1 and not any(len(labels.columns(_first_row(e))) > 1 for e in document.elements if isinstance(e, Table)):
        return Clue(next(iter(kin)), Sure.LIKELY, "its headings, which name no other")
    return Clue(None, Sure.CERTAIN, f"its headings name {len(kin)} categories" if kin else "its headings name no category")


def _first_row(table: Table) -> str:
    return " ".join(content.text for cell in table.rows[0] for content in cell) if table.rows else ""


def _edition(texts: Sequence[tuple[str, bool]], document: Document, file_name: str) -> Clue:
    """The date of a document: called its edition, standing alone on its title page, the day as of which it speaks, or in its file name."""
    edges = [*document.margins, *(text for text, _ in texts[: 3 * FIRST])] + [text for text, _ in texts[-FIRST:]]
    found: list[Dated] = [dated for text in edges for dated in find_dates(text)]
    labelled = [dated for dated in found if dated.labelled]
    if labelled:
        best = max(labelled, key=lambda dated: (dated.strength, dated.iso))
        return Clue(best.iso, Sure.CERTAIN, f"“{best.context}”")
    alone = [dated for text, top in texts[:FIRST] if top for dated in find_dates(text) if dated.alone and not dated.began]
    if alone:
        return Clue(alone[0].iso, Sure.CERTAIN, f"“{alone[0].context}” on its title page")
    lines = [text for text, top in (*texts[:FIRST], (document.title or "", True)) if top and not _SENTENCE.search(text)]
    titled = [dated for text in lines for dated in find_dates(text) if not dated.began]
    if titled:
        return Clue(titled[0].iso, Sure.LIKELY, f"“{titled[0].context}” on its title page")
    spoken = [dated for text, _ in texts for dated in find_dates(text) if dated.as_of]
    if spoken:
        latest = max(spoken, key=lambda dated: dated.iso)
        return Clue(latest.iso, Sure.UNSURE, f"“{latest.context}”")
    if match := re.search(r"(?<!\d)(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?(?!\d)", file_name):
        return Clue(match.group(), Sure.UNSURE, "the file name")
    return Clue("undated", Sure.CERTAIN, "no date is called that of the document")


def _status(texts: Sequence[tuple[str, bool]], file_name: str) -> Clue:
    """Whether a document calls itself a draft on its title page or in its file name."""
    for text, top in texts[:FIRST]:
        if top and len(text.split()) <= FIRST and _calls_itself_draft(text):
            return Clue("draft", Sure.CERTAIN, f"“{text[:60]}”")
    if _DRAFT.search(re.sub(r"[_\W]+", " ", file_name)):
        return Clue("draft", Sure.LIKELY, "the file name")
    return Clue("current", Sure.LIKELY, "nothing says otherwise")


def _calls_itself_draft(text: str) -> bool:
    """Whether a line says that the document is a draft ("Working draft, March"), and does not speak of somebody's ("Draft your portfolio early.")."""
    said = _NOT_YET.search(text)
    return bool(_IS_DRAFT.search(text)) or (said is not None and (said.group().isupper() or not _SENTENCE.search(text)))
