"""Footnotes that a page links: found, taken out of the tree, and their markers left in it for the reader of blocks."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from corpus.readers.html_content import line_of
from corpus.readers.html_footnotes import names_notes
from corpus.readers.html_parsing import HEADINGS
from corpus.readers.html_styles import names_of

NOTE_MARK = "data-source-note"
"""Set on what stands in the place of a marker, with the number of its note."""
_LABEL = re.compile(r"[\[(]?\s*(\d{1,3}|[A-Za-z]|[ivxlIVXL]{1,6}|[*†‡§¶#]{1,4})\s*[\])]?")
_BACK = re.compile(r"[↩↑^⏎⤴︎\ufe0e\s]+|(?:(?:jump|go) )?back(?: to .*)?|return(?: to .*)?|top", re.I)
_SPEAKS = re.compile(r"foot-?note|end-?note|noteref|\bfn\b", re.I)
_NAMED = re.compile(r"_?(?:ftn|edn|fn|foot-?note|end-?note|note)[-_:.]?\w+$", re.I)
_BLOCKS = ["p", "li", "div", "dd", "aside", "section"]
_LONGEST = 3000
"""Characters beyond which what a link leads to is no note."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A note that a page links: its label, the element that holds its text, taken out of the page, and the line that it stood on."""

    label: str
    body: Tag
    line: int


def take_notes(soup: BeautifulSoup, before: int) -> list[Linked]:
    """The linked notes of a page, in the order of their first markers; an element with `NOTE_MARK` stands for each marker.

    Args:
        soup: The page; it is changed.
        before: How many lines of the file stand before it.
    """
    ids: dict[str, Tag] = {}
    for tag in soup.find_all(lambda tag: tag.has_attr("id") or (tag.name == "a" and tag.has_attr("name"))):
        ids.setdefault(str(tag.get("id") or tag.get("name")), tag)
        if tag.get("name"):
            ids.setdefault(str(tag["name"]), tag)
    found: list[Linked] = []
    known: dict[int, int] = {}
    references: list[tuple[Tag, int]] = []
    for link in soup.find_all("a", href=re.compile(r"#.")):
        target = ids.get(str(link["href"]).rpartition("#")[2])
        body = _body(target) if target is not None else None
        label = _LABEL.fullmatch(_said(link) or "")
        spoken = str(link.get("role")) == "doc-noteref" or "footnote-ref" in names_of(link)
        if body is None or (label is None and not spoken) or any(around is body for around in link.parents) or not _is_reference(link, body, spoken):
            continue
        if id(body) not in known:
            known[id(body)] = len(found)
            found.append(Linked(label.group(1) if label else _said(link).strip("[]()"), body, line_of(body, before)))
        references.append((link, known[id(body)]))
    for link, number in references:
        _replace(soup, link, number)
    for note in found:
        _take(note)
    return found


def _said(tag: Tag) -> str:
    return " ".join(tag.get_text(" ").split())


def _body(target: Tag) -> Tag | None:
    """The block that a link leads to: the note and nothing else."""
    block = target if target.name in _BLOCKS else target.find_parent(_BLOCKS)
    if block is None or block.find_parent(HEADINGS) or block.find(HEADINGS) or block.find("table"):
        return None
    if block is not target and len(block.find_all(lambda tag: tag.name == "a" and (tag.has_attr("name") or tag.has_attr("id")))) > 1:
        return None
    around = block.parent
    if around is not None and around.name in {"div", "li"} and _NAMED.match(str(around.get("id", ""))) and not around.find([*HEADINGS, "table"]):
        block = around
    return block if 0 < len(_said(block)) <= _LONGEST else None


def _is_reference(link: Tag, body: Tag, spoken: bool) -> bool:
    """Whether a link is the marker of a note, and not the way back from one, or to a part of the page."""
    if not _follows(body, link):
        return False
    if spoken or link.find_parent("sup") or link.find("sup"):
        return True
    back = {str(a["href"]).rpartition("#")[2] for a in body.find_all("a", href=True)}
    near = {str(tag.get(name)) for tag in [link, *list(link.parents)[:2]] for name in ("id", "name") if tag.get(name)}
    around = [body, *body.parents]
    return bool(back & near) or any(_SPEAKS.search(f"{tag.get('class')} {tag.get('id')} {tag.get('role')}") for tag in around[:4])


def _follows(body: Tag, link: Tag) -> bool:
    """Whether a note stands after its marker; a note within a cell may be told before by a page, but then it links back."""
    for element in link.next_elements:
        if element is body:
            return True
    return any(_BACK.fullmatch(_said(a)) for a in body.find_all("a", href=True))


def _replace(soup: BeautifulSoup, link: Tag, number: int) -> None:
    """Put a marker in the place of a link, and of the brackets around it."""
    place = link
    while place.parent is not None and place.parent.name in {"sup", "span", "small"} and _said(place.parent).strip("[]() ") == _said(place).strip("[]() "):
        place = place.parent
    mark = soup.new_tag("span")
    mark[NOTE_MARK] = str(number)
    place.replace_with(mark)


def _take(note: Linked) -> None:
    """Take a note out of the page, without its links back and its own label."""
    body = note.body
    said = _said(body)
    for link in body.find_all("a"):
        text = _said(link)
        labels = said.startswith(text) and _LABEL.fullmatch(text.rstrip("."))
        if not text or labels or _BACK.fullmatch(text) or "footnote-back" in " ".join(names_of(link)):
            holder = link.parent if link.parent is not None and link.parent.name == "sup" and _said(link.parent) == text else link
            holder.decompose()
    place: Tag = body
    while place.parent is not None and place.parent.name not in {"body", "html", "[document]", "main", "article"} and _said(place.parent) == _said(place):
        place = place.parent
    above = place.find_previous_sibling()
    if above is not None and above.name in HEADINGS and _ends(place) and names_notes(_said(above)) and not above.find(lambda tag: tag.has_attr(NOTE_MARK)):
        above.extract()
    place.extract()
    body.extract()


def _ends(place: Tag) -> bool:
    """Whether nothing follows a place, or only another heading: what stood over it then stands over nothing."""
    after = next((beside for beside in place.find_next_siblings() if _said(beside)), None)
    return after is None or after.name in HEADINGS
