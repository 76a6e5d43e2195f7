"""Dating: which editions of the documents a question speaks of, by date or by words such as "previous", and whether it sets editions side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.cues import cue
from corpus.names import Kind, Name

PREVIOUS, CURRENT, OLDEST, DRAFT = "previous", "current", "oldest", "draft"
"""What stands in `Reading.editions` for an edition that is named by its place in the order; `assistant.editions` finds out which one it is."""
UNDATED = "undated"

_MONTHS = "january february march april may june july august september october november december".split()
_MONTH = "|".join([*_MONTHS, *(month[:3] for month in _MONTHS), "sept"])
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_DATE = (
    rf"(?<![$\d.,/-])\b(?:(?:19|20)\d\d-\d\d(?:-\d\d)?|(?:{_DAY} )?(?:{_MONTH})\.? (?:{_DAY},? )?(?:19|20)\d\d|(?:19|20)\d\d)"
    r"(?![-/%]?\d)\b(?!\s+(?:clock|hours?|hrs?|dollars?|families|people|words|members)\b)"
)
_NOUN, _TITLE, _FILLER = (rf"(?:{cue(name).pattern})" for name in ("edition_noun", "edition_title", "edition_filler"))
_OLD, _EARLIER, _NEW, _FIRST = (cue(f"edition_{name}").pattern for name in ("old", "earlier", "new", "first"))
_AND = r"\s+(?:and|or|to|vs\.?|versus|with|against)\s+(?:the\s+)?"
_MIDDLE = rf"\s+(?:{_FILLER}\s+){{0,4}}"
_JOIN = r"\s*(?:,|/|&|-|\band\b|\bor\b|\bvs\b\.?|\bversus\b|\bto\b|\bwith\b)\s*(?:(?:the|its|and|with)\s+)*"
_OWN = r"(?!(?:how|what|which|who|do|does|did|are|is|was|were|the|my|our|your|i|we|and|or|but|if|for|to)\b)[\w'-]+"
_NOT_MINE = r"(?! of (?:my|our|his|her|their|an?)\b)"
_FOUND = re.compile(
    rf"(?P<dates>{_DATE}(?:{_JOIN}{_DATE}){{0,4}})(?:\s+{_OWN}){{0,3}}?\s+{_NOUN}|"
    rf"{_TITLE}(?:\s+(?:of|from|dated|published|revised|effective|in effect|as of)(?:\s+in)?){{0,3}}\s+(?:the\s+)?(?P<after>{_DATE}(?:{_JOIN}{_DATE}){{0,4}})|"
    rf"{_NOUN}\s+(?:of|from|dated)\s+(?P<of>{_DATE})|(?P<undated>{UNDATED})\s+{_NOUN}",
    re.I,
)
_RELATIVE = (
    (PREVIOUS, cue("edition_before")),
    (PREVIOUS, re.compile(rf"(?:{_OLD})(?={_AND}(?:{_NEW}){_MIDDLE}{_NOUN})", re.I)),
    (CURRENT, re.compile(rf"(?:{_NEW})(?={_AND}(?:{_OLD}){_MIDDLE}{_NOUN})", re.I)),
    (PREVIOUS, re.compile(rf"(?:{_OLD}){_MIDDLE}{_NOUN}{_NOT_MINE}|(?:{_EARLIER}){_MIDDLE}{_TITLE}{_NOT_MINE}", re.I)),
    (OLDEST, re.compile(rf"\b(?:in|under|by|per|with|from|according to)\s+the\s+(?:{_FIRST}){_MIDDLE}{_TITLE}{_NOT_MINE}", re.I)),
    (CURRENT, re.compile(rf"(?:{_NEW}){_MIDDLE}{_NOUN}{_NOT_MINE}", re.I)),
)
_DRAFT = cue("edition_draft")
_LIFE = cue("edition_life")
_CHANGED, _PLURAL, _AGAINST = cue("edition_changed"), cue("edition_plural"), cue("edition_against")
_CONTRAST = re.compile(
    rf"\b(?:since|from|compared (?:to|with)|versus|vs\.?|than(?: in)?|between|and|to|as in|in|under|with)\s+(?:the\s+)?(?P<date>{_DATE})", re.I
)
_ALONE = re.compile(rf"^\W*(?:(?:and|or|also|so|but|ok|what|how|about|was|is|it)\W+)*(?:(?:in|under|for|by|from|the)\s+)*(?P<date>{_DATE})\W*$", re.I)
_DANGLING = re.compile(r"(?:\s+\b(?:in|for|from|at|with|under|by|of|the|an?|and|since|between|vs|versus|as)\b)+\s*(?=[?.,:!]|$)", re.I)
_LED = re.compile(r"(?:\b(?:in|under|by|according to|per|from|of|with|as of|for|following)\s+)?(?:\b(?:the|its|that)\s+)?$", re.I)


@dataclass(frozen=True, slots=True)
class _Mention:
    """A place in a text, start to end, that names editions."""

    start: int
    end: int
    editions: tuple[str, ...]


def asked_editions(text: str, core: str, names: Sequence[Name]) -> tuple[str, ...]:
    """The editions that a question names, in order: dates as far as they are said ("2015", "2025-03"), `PREVIOUS` and the like, `UNDATED`.

    Args:
        text: The question.
        core: The question without the names of associations and categories.
        names: The names in `text`: a year beside that of an association is an edition of its document.
    """
    found = [edition for mention in _mentions(core) for edition in mention.editions]
    found += [edition for edition in _beside(text, names) if edition not in found]
    if _DRAFT.search(core):
        found = [edition for edition in found if edition not in {CURRENT, PREVIOUS}] + [DRAFT]
    if (found and _AGAINST.search(core)) or _CHANGED.search(core):
        dates = [_iso(match["date"]) for match in _CONTRAST.finditer(core) if not _LIFE.search(core[max(0, match.start() - 25) : match.start()])]
        found += [date for date in dates if date not in found]
    if not found and (alone := _ALONE.match(text)):
        found = [_iso(alone["date"])]
    return tuple(dict.fromkeys(found))


def without_editions(core: str) -> str:
    """A question without the words that name an edition, which no passage holds; as it is where "current" is all that is said."""
    if alone := _ALONE.match(core):
        return core[: alone.start("date")] + core[alone.end("date") :]
    mentions = _mentions(core)
    if all(mention.editions == (CURRENT,) for mention in mentions):
        return core
    parts, at = [], 0
    for mention in mentions:
        led = _LED.search(core[at : mention.start])
        parts.append(core[at : at + led.start()] if led else core[at : mention.start])
        at = mention.end
    left = _DANGLING.sub("", re.sub(r"\s+([,.?!])", r"\1", " ".join(" ".join([*parts, core[at:]]).split()))).strip(" ,:-")
    return left if re.search(r"[a-z]{2}", left, re.I) else core


def sets_apart(core: str, editions: Sequence[str], about_rules: bool, several: bool) -> bool:
    """Whether a question sets editions against each other ("what changed", "the same as in 2015").

    Args:
        core: The question without names.
        editions: The editions that it names.
        about_rules: Whether it names a topic, a part or a category.
        several: Whether it names several associations or categories, which words of comparison may be meant for.
    """
    named = [edition for edition in editions if edition != DRAFT]
    if len(named) > 1:
        return True
    if _CHANGED.search(core):
        return bool(named or about_rules or re.search(_NOUN, core, re.I))
    against = bool(_AGAINST.search(core))
    return against and (bool(_PLURAL.search(core)) or (len(named) == 1 and not several))


def _mentions(core: str) -> list[_Mention]:
    """Where editions are named, in order, none within another."""
    found: list[_Mention] = []
    for mention in sorted(_all(core), key=lambda mention: (mention.start, -mention.end)):
        if not found or mention.start >= found[-1].end:
            found.append(mention)
    return found


def _all(core: str) -> Iterator[_Mention]:
    for match in _FOUND.finditer(core):
        said = match["dates"] or match["after"] or match["of"]
        before = core[max(0, match.start() - 25) : match.start()]
        if match["undated"]:
            yield _Mention(match.start(), match.end(), (UNDATED,))
        elif not (match["dates"] and re.search(r"\b(?:as of|since|by|until|till)\s+$", before, re.I)):
            yield _Mention(match.start(), match.end(), tuple(_iso(date) for date in re.findall(_DATE, said, re.I)))
    for word, pattern in _RELATIVE:
        yield from (_Mention(match.start(), match.end(), (word,)) for match in pattern.finditer(core))


def _beside(text: str, names: Sequence[Name]) -> Iterator[str]:
    """Dates right before or after the name of an association ("MI-AIMH 2019"), unless they are of somebody's life."""
    for name in names:
        if name.kind is not Kind.ASSOCIATION or _LIFE.search(text[max(0, name.start - 40) : name.start]):
            continue
        after = re.match(rf"\s*[,(]?\s*({_DATE})(?!\s*,?\s+i\b)", text[name.end :], re.I)
        before = re.search(rf"({_DATE})\s+$", text[: name.start], re.I)
        yield from (_iso(match.group(1)) for match in (before, after) if match)


def _iso(said: str) -> str:
    """A date in words or figures as "2025", "2025-03" or "2025-03-18"."""
    if said[:4].isdigit():
        return said
    year = said[-4:]
    month = next(number for number, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name[:3]}", said, re.I))
    day = re.search(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", said[:-4])
    return f"{year}-{month:02}" + (f"-{int(day.group(1)):02}" if day else "")
