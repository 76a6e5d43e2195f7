"""Plain text as lines: pages found, running heads dropped, stray marks healed, footnotes taken out."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

BULLET = "•"
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RULE = 20
"""Blanks from which an otherwise empty line is the short rule above footnotes."""
_FEWEST = 8
"""Lines with a lost mark before them from which they are taken for such."""
_EDGE = 3
"""How many lines at the top and bottom of a page may be its running head or foot."""
_NUMBER = re.compile(r"(?:page\s*)?[-–—]?\s*\d{1,4}\s*(?:of\s*\d{1,4})?\s*[-–—]?", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its text without trailing blanks, number in the file from 1, page (None where the file has no page marks).

    `blanks` are the empty lines before it; `starts_page` tells whether it is the first of its page.
    """

    text: str
    number: int
    page: int | None
    blanks: int = 0
    starts_page: bool = False


@dataclass(frozen=True, slots=True)
class Footnote:
    """A footnote taken out of the lines: its label, its text, and the line that it began on."""

    label: str
    text: str
    number: int
    page: int | None


def read_lines(text: str) -> tuple[list[Line], list[Footnote], tuple[str, ...]]:
    """The lines of a text that hold something, in order, the footnotes that stood among them, and what stood at the top or bottom of most pages."""
    raw = text.replace("\r\n", "\n").replace("\r", "\n")
    marked = "\f" in raw
    pages = [page.split("\n") for page in raw.split("\f")] if marked else _pages(raw.split("\n"))
    lines: list[Line] = []
    number = 1
    for ordinal, page in enumerate(pages, 1):
        lines += _numbered(page, number, ordinal if marked else None, bool(len(pages) > 1))
        number += len(page) - (1 if marked else 0)
    body, margins = _without_running(lines) if marked else (lines, ())
    kept, notes = _footnotes(_glued(body))
    return kept, notes, margins


def clean(text: str) -> str:
    """A line with plain blanks and bullets, and without control and invisible characters."""
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ").replace("\u00ad", "")
    text = text.replace("ﬁ", "fi").replace("ﬂ", "fl").replace("ﬀ", "ff")
    return "".join(_clean(c) for c in text)


def _clean(character: str) -> str:
    if character == "\t":
        return character
    category = unicodedata.category(character)
    if category == "Co":
        return BULLET
    if character in "▪▫■□●○‣⁃∙·◦➢✓✔❖" and character not in "·◦○":
        return BULLET
    return "" if category in {"Cc", "Cf"} else character


def _pages(lines: Sequence[str]) -> list[list[str]]:
    """One page, its lost marks put back.

    Text taken from a PDF may have lost its bullets and form feeds, which leave one blank before the line. Such a line begins a page when it goes on with
    a sentence or is a title, and is an item of a list otherwise.
    """
    led = [n for n, line in enumerate(lines) if re.match(r" (?=[A-Z“\"])", line)]
    filled = [n for n, line in enumerate(lines) if line.strip()]
    if not _FEWEST <= len(led) <= len(filled) / 2:
        return [list(lines)]
    pages: list[list[str]] = [[]]
    before = ""
    for line in lines:
        begins = re.match(r" (?=\S)", line) and not re.fullmatch(r"\s*(?:\d{1,2}|[®™])\s*", before)
        if begins and (not re.match(r" [A-Z“\"]", line) or line.strip().isupper() or (_titled(line) and not before.startswith(BULLET))):
            pages.append([line])
        elif begins:
            line = f"{BULLET} {line.strip()}"
            pages[-1].append(line)
        else:
            pages[-1].append(line)
        before = line if line.strip() else before
    return pages


def _titled(line: str) -> bool:
    """Whether all longer words of a line are written with a capital, as in a title."""
    long = [word for word in re.findall(r"[^\W\d_]+", line) if len(word) > 3]
    return bool(long) and all(word[0].isupper() for word in long)


def _numbered(page: Sequence[str], first: int, ordinal: int | None, divided: bool) -> Iterator[Line]:
    blanks, begun = 0, False
    for number, raw in enumerate(page, first):
        text = clean(raw).rstrip()
        if not text.strip():
            if len(raw) >= _RULE and not raw.strip():
                yield Line("", number, ordinal, blanks)
            blanks += 2 if raw else 1
            continue
        yield Line(text, number, ordinal, blanks, divided and not begun)
        blanks, begun = 0, True


def _without_running(lines: Sequence[Line]) -> tuple[list[Line], tuple[str, ...]]:
    """The lines without what stands at the top or bottom of most pages, page numbers aside, and that.

    What is repeated below a line that is not ("Requirements" below the name of each level) stays.
    """
    pages: dict[int | None, list[Line]] = {}
    for line in lines:
        if line.text:
            pages.setdefault(line.page, []).append(line)
    seen = Counter(masked for page in pages.values() for masked in {_masked(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    enough = max(2, len(pages) / 2)
    dropped = {
        line.number
        for page in pages.values()
        for edge in (page[:_EDGE], page[: -_EDGE - 1 : -1])
        for line in takewhile(lambda line: len(pages) > 1 and (seen[_masked(line)] >= enough or _NUMBER.fullmatch(line.text.strip())), edge)
    }
    kept: list[Line] = []
    carry = False
    for line in lines:
        if line.number in dropped:
            carry = carry or line.starts_page
            continue
        kept.append(replace(line, starts_page=line.starts_page or carry) if line.text else line)
        carry = carry and not line.text
    margins = dict.fromkeys(
        re.sub(r"\s{2,}(?:Page\s*)?\S{1,4}(?:\s+of\s+\d+)?$", "", line.text, flags=re.I).strip() for line in lines if line.number in dropped
    )
    return kept, tuple({_masked(Line(text, 0, None)): text for text in margins if not _NUMBER.fullmatch(text)}.values())


def _masked(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split()))


def _glued(lines: Sequence[Line]) -> list[Line]:
    """Marks that stand on a line of their own, such as a raised ®, put back where they belong."""
    found: list[Line] = []
    joining = False
    for line in lines:
        text = line.text.strip()
        if text in {"®", "™"} and found:
            found[-1] = replace(found[-1], text=found[-1].text.rstrip() + text)
            joining = True
        elif joining and text and not line.blanks:
            gap = "" if text[0] in ".,;:)]" else " "
            found[-1] = replace(found[-1], text=f"{found[-1].text}{gap}{text}")
            joining = False
        else:
            found.append(line)
            joining = False
    return found


def _footnotes(lines: Sequence[Line]) -> tuple[list[Line], list[Footnote]]:
    """The lines without footnotes, and these; a footnote ends with its page, at the next label, or where two lines are left empty."""
    kept: list[Line] = []
    notes: list[Footnote] = []
    ruled = False
    open_note: list[str] | None = None
    for position, line in enumerate(lines):
        if not line.text:
            ruled, open_note = True, None
            continue
        if line.starts_page and open_note != []:
            ruled, open_note = False, None
        elif open_note and line.blanks > 1:
            open_note = None
        label = _label(line, lines[position + 1 :][:1], ruled, kept)
        if label:
            open_note = [rest] if (rest := line.text.strip().translate(_SUPERSCRIPTS)[len(label) :].strip()) else []
            notes.append(Footnote(label, rest, line.number, line.page))
        elif open_note is not None:
            open_note.append(line.text.strip())
            notes[-1] = replace(notes[-1], text=" ".join(open_note))
        else:
            kept.append(line)
    return kept, [note for note in notes if note.text]


def _label(line: Line, below: Sequence[Line], ruled: bool, before: Sequence[Line]) -> str:
    """The label of the footnote that a line begins, or nothing: a raised figure or sign, or a figure below a rule or one that marks a word above."""
    text = line.text.strip()
    if match := re.match(r"[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2}(?=\s*\S)|[*†‡]{1,3}(?=\s?[A-Z])", text):
        # An asterisk is a bullet as well: it is a label where one like it marks a word above.
        bullet = match.group().startswith("*") and not any(re.search(rf"[\w)][.,;:]?{re.escape(match.group())}(?![\w*])", other.text) for other in before)
        return "" if bullet else match.group().translate(_SUPERSCRIPTS)
    match = re.match(r"(\d{1,2})(?:\s+(?=[A-Z“\"])|$)", text)
    if not match:
        return ""
    label = match.group(1)
    if ruled:
        return label
    marked = re.compile(rf"(?:[a-z)][.,;]?|Level [IVX]+) ?{label}(?=[\s.,;:)]|$)")
    alone = match.end() == len(text)
    if alone and not (below and below[0].text[:1].strip(" ") == "" and not below[0].blanks):
        return ""
    glued = re.compile(rf"(?:[a-z)][.,;]?|Level [IVX]+){label}(?![\w%])")
    return label if any((marked if alone else glued).search(other.text) for other in before[-120:]) else ""


def without_marker(text: str, label: str) -> tuple[str, bool]:
    """A text without the first marker of a footnote that stands behind a word, and whether there was one."""
    raised = label.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")) if label.isdigit() else label
    for pattern in (
        re.escape(raised) if raised != label or not label.isdigit() else r"(?!)",
        rf"(?<=[a-z)])([.,;]?){label}(?![\w%]|\.\d)",
        rf"(?<=Level )([IVX]+){label}\b",
    ):
        changed, count = re.subn(pattern, lambda m: m.group(1) if m.re.groups else "", text, count=1)
        if count:
            return changed, True
    # A marker after a blank ("vetted by the board 2, and") only before a comma or at the end, since a figure may stand anywhere else.
    changed, count = re.subn(rf"(?<=[a-zA-Z)]) {label}(?=,|$)", "", text, count=1)
    return changed, bool(count)
