"""Labels: what the headings and row names of documents mean, by the vocabulary."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from corpus.names import Kind, NameFinder
from corpus.vocabulary import Term, Vocabulary
from corpus.words import ROMAN, stopwords, tokenize, words

FILLERS = frozenset(
    "continued continue section part chapter appendix table page minimum required needed number hours clock total what how who when many much do does need for "
    "your our my applicants applicant candidates each all initial detail details information overview summary standards criteria other least most one two "
    "three four five following level levels category categories count accepted per year annual yearly common general".split()
)
"""Words that a heading may hold besides what it means."""
THEMSELVES = frozenset({("guideline",), ("guidelines",), ("handbook",), ("manual",)})
"""What documents call themselves: beside other words ("Endorsement Guidelines") it tells nothing of what they hold."""
SMALL = frozenset({"a", "an", "and", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"})
JOINING = frozenset({"and", "or"})
"""Words that names are joined by, one way or another ("Supervision/Consultation", "Supervision and Consultation")."""
VERBS = frozenset("are be can do does has have is may must shall should was were will".split())
"""Words of a sentence ("Three ratings are required: …"), which names nothing."""
LONG = 14
"""Words from which a line is a sentence and no heading."""
SURELY = 0.99
SHORT = 4
"""Words up to which a name with a full stop behind it is a label and no sentence."""
_LABEL = re.compile(r"((?:\d{1,2}(?:\.\d{1,2})*[.)]?\s+)?[A-Z][^.:;?!–—]{0,70}?)(:|\.|\s[–—-])\s+(?=\S)")
MOSTLY = 0.5
"""Share of a heading's wording above which it means what the known words mean; ASKED for a question that names one topic."""
ASKED = 0.2


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a heading means: its categories, part and topics; `share` is how much of its wording the vocabulary knows, in [0, 1]."""

    categories: tuple[str, ...] = ()
    part: str | None = None
    topics: tuple[str, ...] = ()
    share: float = 0.0

    @property
    def known(self) -> bool:
        """Whether it means anything at all."""
        return bool(self.categories or self.part or self.topics)


class Labels:
    """Reads headings and row names."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self._names = NameFinder(vocabulary)
        self._strict = dict(_phrases(vocabulary, aliases=False))
        self._wide = dict(_phrases(vocabulary, aliases=True)) | self._strict
        self._first_part = next(iter(vocabulary.parts), None)
        self._rows = {tuple(words(name)): key for key, term in vocabulary.topics.items() for name in (key, *term.headings)}
        self._longest_row = max(map(len, self._rows), default=0)
        fields = (word for name in vocabulary.field for word in words(name))
        self._fillers = FILLERS | stopwords() | {"endorsement", "endorsements"} | set(fields)

    def meaning(self, heading: str, wide: bool = False) -> Meaning:
        """What a heading means.

        Args:
            heading: Its text.
            wide: Whether the words by which questions name parts and topics count too; for what is certainly a heading.
        """
        if len(words(heading)) > LONG:
            return Meaning()
        narrow = self._meaning(heading, self._strict)
        if narrow.known or not wide:
            return narrow
        loose = self._meaning(heading, self._wide)
        # "What each level means" is no glossary.
        return replace(loose, part=None) if loose.part and self.vocabulary.parts[loose.part].general else loose

    def designation(self, heading: str, category: str | None) -> str | None:
        """The designation within a category that a heading names by itself ("Clinical"), or None."""
        given = words(heading)
        base = self.vocabulary.categories[category].within or category if category else None
        for key, entry in self.vocabulary.categories.items():
            if entry.within and entry.within == base and any(given == words(name) for name in entry.designation if len(name) > 2):
                return key
        return None

    def designated(self, text: str, category: str | None) -> list[tuple[str, str]]:
        """What a text says of each designation of a category, where it goes through them ("Clinical: 68 hours. Policy: none."); else nothing."""
        names = [
            name
            for key, entry in self.vocabulary.categories.items()
            if entry.within and entry.within == category
            for name in entry.designation
            if len(name) > 2
        ]
        if not names:
            return []
        found = list(re.finditer(rf"(?:^|(?<=[\s;.]))({'|'.join(re.escape(name) for name in sorted(names, key=len, reverse=True))})\s*:\s+", text))
        if not found or found[0].start() > 0:
            return []
        ends = [*(match.start() for match in found[1:]), len(text)]
        return [(match.group(1), text[match.end() : end].strip()) for match, end in zip(found, ends, strict=True)]

    def label(self, text: str) -> str:
        """The name of a topic or category that a text begins with, with what divides it from the rest, or nothing.

        "Work experience: two years", "Training. 22 hours", "Level II – 10 hours of training a year".
        """
        match = _LABEL.match(text)
        if not match or VERBS & set(words(match.group(1))):
            return ""
        meaning = self.meaning(match.group(1), wide=True)
        one = bool(meaning.topics) if not meaning.categories else len(meaning.categories) == 1
        whole = one and meaning.share > SURELY
        return match.group() if whole and (match.group(2) != "." or len(words(match.group(1))) <= SHORT) else ""

    def is_association(self, line: str) -> bool:
        """Whether a line is nothing but the name of an association, as at the top of a page."""
        names = [name for name in self._names.find(line) if name.kind is Kind.ASSOCIATION]
        return bool(names) and sum(name.end - name.start for name in names) > 0.8 * len(line) and len(words(line)) > 2

    def columns(self, line: str) -> tuple[str, ...]:
        """The categories that head the columns of a table, when a line is made of nothing but at least two of their names."""
        said = words(line)
        if len(said) > 1 and [ROMAN.get(word) for word in said] == list(range(1, len(said) + 1)):
            return tuple(key for word in said for key, entry in self.vocabulary.categories.items() if (entry.level or "").lower() == word)
        names = self._names.find(line)
        keys = tuple(dict.fromkeys(name.key for name in names if name.kind is Kind.CATEGORY))
        rest = line
        for name in reversed(names):
            rest = rest[: name.start] + rest[name.end :]
        return keys if len(keys) > 1 and not words(rest) else ()

    def row(self, line: str, below: str) -> int:
        """Where the row name or heading ends that a line begins with, in characters of the line and the one below joined by a space; 0 if there is none.

        A name is written in capitals or with capital letters. A name of one word must also end its line or cell, or be followed by a
        capital letter, figure or dollar sign, since a sentence may begin with that word.
        """
        said = f"{line} {below}".replace("&", "and")
        ends = len(line.replace("&", "and").rstrip())
        tokens = tokenize(said)[: self._longest_row + 2]
        for length in range(min(self._longest_row, len(tokens)), 0, -1):
            name = tokens[:length]
            if tuple(t.word for t in name) not in self._rows or name[0].start >= ends:
                continue
            if not all(said[t.start].isupper() for t in name if t.word not in SMALL):
                continue
            after = said[name[-1].end :]
            if length > 1 or name[-1].end >= ends or re.match(r"\s{2}|:|\W*[A-Z0-9$]", after):
                return name[-1].end - 2 * said[: name[-1].end].count("and") + 2 * f"{line} {below}"[: name[-1].end].count("and")
        return 0

    def _meaning(self, heading: str, phrases: Mapping[tuple[str, ...], tuple[str, str]]) -> Meaning:
        names = [name for name in self._names.find(heading) if name.kind in {Kind.CATEGORY, Kind.ASSOCIATION}]
        rest = heading
        for name in reversed(names):
            rest = rest[: name.start] + " " * (name.end - name.start) + rest[name.end :]
        tokens = [word for word in words(rest) if word not in JOINING]
        parts, topics, unknown, known, at = list[str](), list[str](), 0, len(names), 0
        while at < len(tokens):
            length = next((n for n in range(min(8, len(tokens) - at), 0, -1) if tuple(tokens[at : at + n]) in phrases), 0)
            if length and tuple(tokens[at : at + length]) in THEMSELVES and len(words(heading)) > length:
                pass
            elif length:
                kind, key = phrases[tuple(tokens[at : at + length])]
                (parts if kind == "part" else topics).append(key)
                known += length
            elif tokens[at] not in self._fillers and not tokens[at].isdigit():
                unknown += 1
            at += length or 1
        categories = tuple(dict.fromkeys(name.key for name in names if name.kind is Kind.CATEGORY))
        categories = tuple(key for key in categories if not any(self.vocabulary.categories[other].within == key for other in categories))
        categories += tuple(key for key in self._beside(categories, tokens) if key not in categories)
        part = next((part for part in parts if part != self._first_part), parts[0] if parts else None)
        share = known / (known + unknown) if known else 0.0
        if part and topics and self.vocabulary.parts[part].general:
            part = None  # "About training" is about training
        enough = ASKED if heading.rstrip().endswith("?") and len(set(topics)) == 1 else MOSTLY
        # A heading that shares only a word with a part or topic is about something else.
        return Meaning(categories, part, tuple(dict.fromkeys(topics)), share) if share > enough else Meaning(categories)

    def _beside(self, categories: tuple[str, ...], tokens: list[str]) -> Iterator[str]:
        """Designations of the same category that a heading names besides ("Clinical, Policy, Research/Faculty")."""
        entries = self.vocabulary.categories
        bases = {entries[key].within for key in categories} - {None}
        for key, entry in entries.items():
            if entry.within in bases and any(len(name) > 2 and set(words(name)) <= set(tokens) for name in entry.designation):
                yield key


def _phrases(vocabulary: Vocabulary, aliases: bool) -> Iterator[tuple[tuple[str, ...], tuple[str, str]]]:
    terms: list[tuple[str, Mapping[str, Term]]] = [("topic", vocabulary.topics), ("part", vocabulary.parts)]
    for kind, entries in terms:
        for key, term in entries.items():
            for name in (key, *term.headings, *(term.aliases if aliases else ())):
                yield tuple(word for word in words(name) if word not in JOINING), (kind, key)
