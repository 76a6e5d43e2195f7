"""The sentences of a pasted message: its own, apart from greetings, signatures, earlier mails and notices, which only tell where somebody is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from assistant.cues import cue
from assistant.letters.cues import letter_cue
from corpus.words import tidy

NARROW = 48
"""Characters; a message with no longer line was not wrapped by its mail program."""
SIGNED = 70
"""Characters of a line of a signature, at most."""

_QUOTED, _ORIGINAL, _FORWARDED = letter_cue("quoted_head"), letter_cue("original_head"), letter_cue("forwarded_head")
_FIELD, _SUBJECT = letter_cue("header_field"), letter_cue("subject_field")
_DISCLAIMER, _SIGNATURE, _CLOSING = letter_cue("disclaimer"), letter_cue("signature"), letter_cue("closing")
_POSTSCRIPT, _GREETING = letter_cue("postscript"), letter_cue("greeting")
_MARKER, _INLINE = letter_cue("marker"), letter_cue("inline_marker")
_ASKS = letter_cue("asks_direct")
_STOP = cue("stop")
_QUOTE = re.compile(r"^[ \t]*(?:[>|][ \t]?)+")
_ABBREVIATED = re.compile(r"(?<=\w\.)\s+(?=[A-Z])")
_GLUED = re.compile(r"(?<=[a-z\])][?!])(?=[A-Za-z(])|(?<=[a-z]{2}\.)(?=[A-Z][a-z])")


_COUNTS = ("123456789", "abcdefgh", ("i", "ii", "iii", "iv", "v"))
_LATER = re.compile(r"\s*\(?(?:[2-9]|[b-h]|ii|iii|iv|v)[.)]", re.I)


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence or list item of a message; `lead` is the line that leads its list in, else empty."""

    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Message:
    """A message taken apart.

    Attributes:
        own: What the writer says, in order, mails that are passed on included.
        subject: The subject lines.
        around: Lines that only tell where somebody is or whom they ask: greetings, subject, signatures, and earlier mails that are quoted.
        quoted: The sentences of earlier mails that are quoted.
        below: Those of them that may have been passed on, for they are not marked as what is replied to.
    """

    own: tuple[Sentence, ...]
    subject: tuple[Sentence, ...]
    around: tuple[str, ...]
    quoted: tuple[Sentence, ...]
    below: tuple[Sentence, ...]


@dataclass(slots=True)
class _Section:
    """Lines of one mail of a chain; `earlier` for one that is quoted, `below` for one of these that may have been passed on."""

    earlier: bool
    below: bool = False
    lines: list[str] = field(default_factory=list)


def read_message(text: str) -> Message:
    """Take a message apart; HTML is not read, and line breaks may be of any kind."""
    own: list[Sentence] = []
    quoted: list[Sentence] = []
    below: list[Sentence] = []
    around: list[str] = []
    subjects: list[str] = []
    for section in _sections(tidy(text.replace("\r\n", "\n").replace("\r", "\n")).split("\n")):
        lines, beside = _without_frame(section.lines)
        around += [*([] if section.earlier else _addressed(lines)), *beside]
        subjects += [line[match.end() :].strip() for line in section.lines if (match := _SUBJECT.match(line)) and not section.earlier]
        said = [sentence for block in _blocks(lines) for sentence in block]
        (quoted if section.earlier else own).extend(said)
        below += said if section.below and not below else []
    return Message(
        tuple(own), tuple(Sentence(subject) for subject in subjects if subject), (*around, *(sentence.text for sentence in quoted)), tuple(quoted), tuple(below)
    )


def _sections(lines: Sequence[str]) -> list[_Section]:
    """The mails of a chain; lines marked with ">" are an earlier one unless all are."""
    if all(_QUOTE.match(line) for line in lines if line.strip()):
        lines = [_QUOTE.sub("", line) for line in lines]
    own, found = _Section(False), []
    found.append(own)
    tail: _Section | None = None
    for n, line in enumerate(lines):
        if _QUOTE.match(line):
            if not found[-1].earlier:
                found.append(_Section(True))
            found[-1].lines.append(_QUOTE.sub("", line))
        elif _FORWARDED.search(line):
            tail = _Section(False)
            found.append(tail)
        elif _head(lines, n):
            following = next((later for later in lines[n + 1 :] if later.strip() and not _QUOTED.search(later)), "")
            if not _QUOTE.match(following):
                tail = _Section(True, below=not _replied(lines, n))
                found.append(tail)
        elif tail is None and found[-1].earlier and line.strip():
            found.append(_Section(False, lines=[line]))
        else:
            (tail or found[-1]).lines.append(line)
    return found


def _head(lines: Sequence[str], n: int) -> bool:
    """Whether a line begins an earlier mail: "On … wrote:", over two lines too, or a sender's line followed by other such fields."""
    line = lines[n]
    if _ORIGINAL.search(line) or _replied(lines, n):
        return True
    fields = sum(bool(_FIELD.search(later) or _SUBJECT.search(later)) for later in lines[n : n + 4])
    return bool(re.match(r"\W*from\s*:", line, re.I)) and fields > 1 and any(earlier.strip() for earlier in lines[:n]) and not _passed_on(lines, n)


def _replied(lines: Sequence[str], n: int) -> bool:
    """Whether a line, or it and the next, say who wrote what is replied to."""
    line = lines[n].rstrip()
    begins = re.match(r"\s*on\b", line, re.I) and not line.endswith(("?", ".")) and n + 1 < len(lines)
    return bool(_QUOTED.search(line) or (begins and _QUOTED.search(f"{line} {lines[n + 1].strip()}")))


def _passed_on(lines: Sequence[str], n: int) -> bool:
    """Whether the line before a sender's line says that a mail is passed on."""
    before = next((line for line in reversed(lines[:n]) if line.strip()), "")
    return bool(_FORWARDED.search(before))


def _without_frame(lines: Sequence[str]) -> tuple[list[str], list[str]]:
    """The lines of one mail without fields, notices, closing and signature; and those of these lines that may tell where somebody is."""
    kept: list[str] = []
    beside: list[str] = []
    signed = False
    for paragraph in _paragraphs(lines):
        if _DISCLAIMER.search(" ".join(paragraph)):
            continue
        for line in paragraph:
            if subject := _SUBJECT.match(line):
                beside.append(line[subject.end() :])
            elif _FIELD.search(line) and not _ASKS.search(line):
                continue
            elif _SIGNATURE.search(line) or (_CLOSING.search(line) and len(line) <= SIGNED):
                signed = True
            elif signed and not _POSTSCRIPT.search(line) and len(line) <= SIGNED and "?" not in line and not _ASKS.search(line):
                beside.append(line.strip())
            else:
                signed = False
                kept.append(_POSTSCRIPT.sub("", line))
        kept.append("")
    return kept, [line for line in beside if line]


def _paragraphs(lines: Sequence[str]) -> Iterator[list[str]]:
    paragraph: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            paragraph.append(line)
        elif paragraph:
            yield paragraph
            paragraph = []


def _blocks(lines: Sequence[str]) -> Iterator[list[Sentence]]:
    """The sentences of each running text and each list item, in order; a list keeps the line that leads it in over blank lines between its items."""
    width = max((len(line) for line in lines), default=0)
    lead = ""
    for paragraph in _paragraphs(lines):
        for text, item in _joined(paragraph, width):
            found = [Sentence(part, before or (lead if item else "")) for part, before in _sentences(text)]
            if not item and found:
                lead = found[-1].text if found[-1].text.endswith((":", "?", "-")) or "following" in found[-1].text else ""
            yield found


def _joined(paragraph: Sequence[str], width: int) -> Iterator[tuple[str, bool]]:
    """Texts of a paragraph, lines that were wrapped put together again; whether each is a list item."""
    text, item, last = "", False, ""
    for line in paragraph:
        marker = _MARKER.match(line) if len(_numbered(line)) == 1 else None
        if marker and text and not item and _LATER.match(line):
            marker = None  # the list runs within the text, and a line was broken at its second item
            last = last.ljust(width)
        if text and not marker and _wrapped(last, line, width):
            text = f"{text} {line.strip()}"
        else:
            if text:
                yield text, item
            text = line[marker.end() :].strip() if marker else line.strip()
            # A line of its own after the items of a list ends it.
            item = bool(marker) or (item and line[:1].isspace())
        last = line
    if text:
        yield text, item


def _wrapped(line: str, following: str, width: int) -> bool:
    """Whether a line goes on in the next one: its mail program, or its writer, broke it where it was full or within a sentence."""
    start = following.strip()
    if line.rstrip().endswith(":"):
        return False
    if width > NARROW and len(line) + len(start.split()[0]) + 1 > 0.75 * width:
        return True
    return not line.rstrip().endswith((".", "?", "!", ";")) and start[:1].islower() and not _ASKS.match(start)


def _sentences(text: str) -> list[tuple[str, str]]:
    """The sentences of a text, greeting words before the first one gone; several numbered ones within it are cut apart, each with what leads them in."""
    text = " ".join(text.split())
    text = text[_greeted(text) :]
    parts = [part for sentence in _STOP.split(_GLUED.sub(" ", text)) for half in _halves(sentence) for part in _numbered(half)]
    return [(part.strip(" ,;"), lead) for part, lead in parts if re.search(r"\w", part)]


def _halves(sentence: str) -> list[str]:
    """A sentence cut after what looks like an abbreviation ("Level I.", "20 hrs.") where a question follows."""
    for match in _ABBREVIATED.finditer(sentence):
        if _ASKS.match(sentence[match.end() :]):
            return [sentence[: match.start()], *_halves(sentence[match.end() :])]
    return [sentence]


def _greeted(text: str) -> int:
    match = _GREETING.match(text)
    return match.end() if match else 0


def _addressed(lines: Sequence[str]) -> list[str]:
    """Whom the greetings are for; of "friends at X" only X, for it is not said of somebody else here."""
    found = [match.group() for line in lines if (match := _GREETING.match(line)) and re.search(r"\w", match.group())]
    return [re.split(r"\b(?:at|of|from|with)\b", greeting, flags=re.I)[-1].strip(" ,:!.") for greeting in found]


def _numbered(sentence: str) -> list[tuple[str, str]]:
    """A sentence cut at "1) … 2) … 3) …", "(i) …; (ii) …" where the numbers count up from the first, each part with the words before them, as a lead."""
    marks = list(_INLINE.finditer(sentence))
    said = [next(group for group in mark.groups() if group).lower() for mark in marks]
    if len(marks) < 2 or not any(said == list(count[: len(said)]) for count in _COUNTS):
        return [(sentence, "")]
    ends = [*(mark.start() for mark in marks[1:]), len(sentence)]
    before = sentence[: marks[0].start()].strip(" ,;:-")
    # Where nothing leads the list in, its questions do: "1) how many hours 2) the fee".
    lead = f"{before}:" if before else "?" if _ASKS.search(sentence[marks[0].end() :]) else ""
    items = [(sentence[mark.end() : end], lead) for mark, end in zip(marks, ends, strict=True)]
    return [(f"{before}:", ""), *items] if before else items
