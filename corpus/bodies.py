"""Bodies: associations that a document names in full and that the vocabulary may not know."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from corpus.vocabulary import Association, Vocabulary
from corpus.words import words

_CAPITAL = r"[A-Z][\w’'.-]*"
_KIND = r"(?:Association|Alliance|Coalition|Society|Network|Collaborative|Council|Federation|Institute|Center|Centre|Partnership|League)"
_SHORT = r"(?:\s*[(\[]\W*(?P<{0}>[A-Z][A-Za-z/&-]*[A-Z][A-Za-z/&-]*)\W*[)\]])?"
_LEADING = re.compile(
    r"^(?:(?:The|By|In|Of|For|Welcome|To|From|Copyright|Our|This|Your|Each|Every|Any|Another|Other|State|Local|Their|Its|Ask|Contact|Join|See)\s+)+"
)
"""Words with a capital letter before a name that are no part of it."""
_ABBREVIATION = r"(?P<before>[A-Z][A-Za-z-]*[A-Z][A-Za-z-]*)\s*\(\s*(?:the\s+)?"


_JOINING = frozenset({"and", "for", "in", "of", "on", "the"})


@dataclass(frozen=True, slots=True)
class Body:
    """An association as a document names it: the key by which it is cited, its entry for the vocabulary, and the abbreviation that the document gives it."""

    key: str
    association: Association
    short: str | None = None


def find_bodies(texts: Sequence[tuple[str, bool]], vocabulary: Vocabulary) -> list[Body]:
    """The associations of the field that texts name in full, in order, known ones too; a later abbreviation is taken over.

    One whose abbreviation another association has already gets a key of its own.
    """
    fields = "|".join(re.escape(name).replace(r"\ ", r"[\s&,-]+(?:and\s+)?") for name in sorted(vocabulary.field, key=len, reverse=True) if " " in name)
    if not fields:
        return []
    wide = r"|Infants?(?:,? (?:and |& )?[A-Z]\w+)*|Babies(?:,? (?:and |& )?[A-Z]\w+)*|Early (?:Childhood|Relational)(?: [A-Z]\w+){0,2}"
    patterns = [
        re.compile(
            rf"(?:{_ABBREVIATION})?(?P<place>(?:{_CAPITAL}\s+){{1,4}}){_KIND}\s+(?:for|of|on)\s+(?:the\s+)?(?:(?i:{fields}){wide}){_SHORT.format('short')}"
        ),
        re.compile(rf"(?P<place>(?:{_CAPITAL}\s+){{1,3}}?)(?:{_title(fields)})\s+{_KIND}{_SHORT.format('short')}"),
        re.compile(
            rf"(?:(?i:{fields})\s+{_KIND}|{_KIND}\s+(?:for|of|on)\s+(?i:{fields}))\s+(?:of|in)\s+(?:the\s+)?(?P<place>{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}}){_SHORT.format('short')}"
        ),
    ]
    found: dict[str, tuple[str, str | None]] = {}
    for text, _ in texts:
        for place, name, short in _named(text, patterns):
            before = found.get(place)
            found[place] = (before[0] if before else name, (before[1] if before else None) or short)
    known = {tuple(words(name)): key for key, entry in vocabulary.associations.items() for name in (entry.name, *entry.places, *entry.aliases)}
    bodies: list[Body] = []
    for place, (name, short) in found.items():
        key = known.get(tuple(words(place))) or known.get(tuple(words(name)))
        if key is not None:
            bodies.append(Body(key, vocabulary.associations[key], short))
        else:
            bodies.append(_body(place, name, short, {*vocabulary.associations, *(body.key for body in bodies)}))
    return bodies


def _title(fields: str) -> str:
    """Field names with any letter case, since a pattern cannot change case in its middle before a group."""
    return f"(?i:{fields})"


def _named(text: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[tuple[str, str, str | None]]:
    plain = " ".join(re.sub("[®™]", "", text).split())
    if plain.isupper():
        plain = re.sub(r"[^\W\d_]+|[(\[][^)\]]*[)\]]", lambda word: _small(word.group()), plain)
    for pattern in patterns:
        for match in pattern.finditer(plain):
            groups = match.groupdict()
            place = _LEADING.sub("", groups["place"]).strip()
            if not place:
                continue
            said = match.group()
            begins = said.find(place, match.end("before") - match.start() if groups.get("before") else 0)
            name = said if re.match(rf"{_KIND}\b", said) or (begins > len(said) / 3 and not groups.get("before")) else said[begins:]
            yield place, re.sub(r"\s*[(\[)\]].*$", "", name).strip(), groups.get("short") or groups.get("before")


def _small(word: str) -> str:
    """A word of a line in capitals, as it is written within a sentence; what stands in brackets is an abbreviation."""
    return word if word[0] in "([" else word.lower() if word.lower() in _JOINING else word.capitalize()


def _body(place: str, name: str, short: str | None, taken: Collection[str]) -> Body:
    key = short or "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word.lower() not in _JOINING).upper()
    if key in taken:
        key = name
    plain = key.replace("-", "")
    aliases = tuple(alias for alias in (plain, f"{place} AIMH", f"{place} association") if alias != key)
    return Body(key, Association(name=name, places=(place,), aliases=aliases), short)
