"""Names of people: found by lists, capitals, their neighbours and the words that introduce them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.masking_cues import phrases, words_of
from assistant.masking_lexicon import Lexicon
from assistant.masking_marks import MARK, NAME
from assistant.masking_tokens import Grade, Word, read_words

_GAP = re.compile(r"[ \t]{1,3}|-|\.[ \t]?|[ \t]?-[ \t]?")
_STOPS = re.compile(rf"[ \t]*(?:$|[\n\r.,;:!?()\[\]\"”/–—{MARK}-]|\d)")
_CUES = {kind: phrases(kind) for kind in ("names_follow", "names_may_follow", "introduces", "titles", "greetings", "closings", "roles", "addressed")}
_AFTER_CUE = {
    "titles": re.compile(r"\.?[ \t]+"),
    "greetings": re.compile(r"[ \t,:!-]{1,3}"),
    "closings": re.compile(r"[ \t]*[,.!\n\r–—~-][\s–—~,.!-]*"),
}
_AFTER_ANY = re.compile(r"[ \t:=,\"“'‘(*_-]{1,4}")
_LINKING = frozenset(["is", "was", "called", "named", "are"])
_BEFORE_GREETING = re.compile(r"(?:^|[\n\r.!?,>\"“])[ \t]*$")
_SIGNING_LINE = re.compile(r"[^\n\r]+")
_WITHIN = re.compile(r"[ \t./'’-]{1,3}")
_LONGEST = 5
"""Words that a name has at most when nothing but an introduction says that they are one."""


class NameMasker:
    """Puts marks in place of people's names."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def mask(self, text: str, found: frozenset[str] = frozenset()) -> tuple[str, frozenset[str]]:
        """The text with marks for names, and the words that were masked: they are names wherever else they stand.

        Args:
            text: With marks.
            found: Words that were names elsewhere in the same message.
        """
        finding = _Finding(text, read_words(text, self._lexicon), self._lexicon)
        finding.introduced()
        finding.signed()
        finding.alone()
        finding.beside()
        finding.again(found)
        return finding.masked(), finding.names()


class _Finding:
    """The search for names in one text: `hits` are the places of words that are part of one."""

    def __init__(self, text: str, words: Sequence[Word], lexicon: Lexicon) -> None:
        self.text, self.words, self.lexicon = text, words, lexicon
        self.hits = {at for at, word in enumerate(words) if word.grade in {Grade.ODD, Grade.NAME, Grade.MARK}}

    # What the words before a word say.

    def introduced(self) -> None:
        """Words that are introduced as a name: "my name is …", "I'm …", "Dear …", "Dr. …", "my supervisor …"."""
        for at, word in enumerate(self.words):
            cues = self._cues(at)
            if not cues or (word.grade is Grade.FIXED and not (self.lexicon.is_name(word.word) and word.capital)):
                continue
            if "names_follow" in cues:
                self._named(at)
            elif word.grade is Grade.FIXED:
                continue
            elif ("titles" in cues and self._titled(at)) or ("closings" in cues and self._closes(at)):
                self._take(at)
            elif cues & {"names_may_follow", "introduces", "roles", "greetings", "addressed"} and self._may_be(at, cues):
                self._take(at)

    def _cues(self, at: int) -> set[str]:
        """The kinds of cues that stand right before a word."""
        while at and len(self.words[at - 1].raw) == 1 and self.text[self.words[at - 1].end] == "." and self._joined(at - 1):
            at -= 1  # an initial
        if not at or self.words[at - 1].raw == NAME:
            return set()
        gap = self.text[self.words[at - 1].end : self.words[at].start]
        if self.words[at - 1].raw in {"I", "i"} and re.fullmatch(r",[ \t]*", gap) and re.match(r"[^,.\n]{2,40},", self.text[self.words[at].start :]):
            return {"names_follow"}
        kinds = {kind for kind, listed in _CUES.items() if (_AFTER_CUE.get(kind, _AFTER_ANY)).fullmatch(gap) and self._said(at, listed, kind == "greetings")}
        linked = at > 1 and self.words[at - 1].word in _LINKING and self._joined(at - 1) and self._joined(at - 2)
        return kinds | ({"roles"} if linked and self._said(at - 1, _CUES["roles"], False) else set())

    def _said(self, at: int, listed: frozenset[tuple[str, ...]], opens: bool) -> bool:
        """Whether the words right before a word are a listed phrase, which opens a line or a sentence if that is asked."""
        for length in range(1, min(4, at) + 1):
            first = self.words[at - length]
            if length > 1 and not _WITHIN.fullmatch(self.text[first.end : self.words[at - length + 1].start]):
                return False
            if tuple(word.word for word in self.words[at - length : at]) in listed and (not opens or _BEFORE_GREETING.search(self.text[max(0, first.start - 4) : first.start])):
                return True
        return False

    def _named(self, at: int) -> None:
        """Take what follows "my name is", whatever it is, up to a word that cannot belong to it."""
        word = self.words[at]
        if word.word in self.lexicon.functional and not (word.capital or (self.lexicon.is_given(word.word) and self._ends(at, 2))):
            return
        if self.lexicon.is_field(word.word) and not self.lexicon.is_name(word.word) and not word.raw[0].isupper():
            return
        self.hits.add(at)
        for here in range(at + 1, min(at + _LONGEST, len(self.words))):
            word = self.words[here]
            if not self._joined(here - 1) or not self._goes_on(here, at):
                return
            self.hits.add(here)

    def _goes_on(self, here: int, first: int) -> bool:
        """Whether a word after an introduced name is a part of it."""
        word, lexicon = self.words[here], self.lexicon
        if word.grade >= Grade.NAME or (word.grade is Grade.EITHER and word.word not in lexicon.functional) or word.word in words_of("particles") | {"may", "will"}:
            return word.word not in lexicon.functional - {"may", "will"} or word.capital
        return word.word not in lexicon.functional and (word.capital or (here == first + 1 and self._ends(here, 0)))

    def _titled(self, at: int) -> bool:
        word = self.words[at]
        if word.raw[0].isupper() and (word.capital or self.lexicon.is_name(word.word)):
            return not self._is_term(at)
        if word.raw[0].isupper() and word.unknown:
            return True
        return word.grade >= Grade.EITHER and word.word not in self.lexicon.functional or (word.unknown and not self.lexicon.near_field(word.word))

    def _closes(self, at: int) -> bool:
        """Whether a word after "Best," is the name that signs: nothing but a name stands on its line."""
        line = re.match(r"[^\n\r]*", self.text[self.words[at].start :])
        said = [word for word in self.words[at : at + 6] if line and word.end <= self.words[at].start + line.end()]
        rest = self.text[said[-1].end : self.words[at].start + (line.end() if line else 0)] if said else "?"
        word = self.words[at]
        if word.word in words_of("kept") | words_of("closings") and not word.capital and not self.lexicon.is_name(word.word):
            return False
        short = len(said) <= 4 and "?" not in rest and not any(w.word in self.lexicon.functional for w in said[1:])
        return (short or self._ends(at, 0)) and (word.grade >= Grade.EITHER or word.unknown or word.raw[0].isupper()) and not (
            word.word in self.lexicon.functional and not self._ends(at, 1)
        )

    def _may_be(self, at: int, cues: set[str]) -> bool:
        """Whether a word that may be introduced as a name is one."""
        word, lexicon = self.words[at], self.lexicon
        if word.grade >= Grade.NAME:
            return True
        after = self._after(at)
        speaks = after is not None and after.word in words_of("speaks") | words_of("acts")
        capital = word.capital or (word.begins and word.raw[0].isupper())
        if word.unknown and not lexicon.meant(word.word):
            return speaks or capital or lexicon.near_field(word.word) and not lexicon.near_english(word.word)
        if word.grade is not Grade.EITHER:
            named = after is not None and after.raw[0].isupper() and lexicon.is_name(after.word) and not lexicon.is_field(after.word)
            return capital and not lexicon.is_field(word.word) and (named or bool(cues & {"greetings", "roles"}))
        if capital and not self._is_term(at):
            return lexicon.is_given(word.word) or not lexicon.is_field(word.word) or speaks or self._ends(at, 0)
        return lexicon.is_given(word.word) and cues != {"names_may_follow"} and self._small(at, after, speaks, "addressed" in cues)

    def _small(self, at: int, after: Word | None, speaks: bool, addressed: bool) -> bool:
        """Whether a given name that is a word as well, written small and introduced, is a name."""
        word, lexicon = self.words[at], self.lexicon
        family = after is not None and (lexicon.family_rank(after.word) is not None or after.grade is Grade.ODD) and (self._ends(at + 1, 0) or self._speaks_at(at + 2))
        if word.word in lexicon.functional:
            return len(word.word) > 2 and family and after is not None and after.word not in lexicon.functional
        closed = self._ends(at, 0) or (after is not None and after.word in words_of("closes"))
        return family or speaks or ((closed or addressed) and not lexicon.is_field(word.word))

    def _after(self, at: int) -> Word | None:
        """The word that follows with nothing but a space or hyphen between."""
        return self.words[at + 1] if at + 1 < len(self.words) and self._joined(at) else None

    # What the line, the capitals and the neighbours of a word say.

    def signed(self) -> None:
        """Lines that hold nothing but a name, with capitals."""
        at = 0
        for line in _SIGNING_LINE.finditer(self.text):
            here = []
            while at < len(self.words) and self.words[at].end <= line.end():
                here.append(at)
                at += 1
            said = [self.words[n] for n in here]
            if not 1 <= len(said) <= 4 or re.search(r"[?\d]", line.group()) or not all(word.raw[0].isupper() or word.word in words_of("particles") for word in said):
                continue
            if any(self.lexicon.is_given(word.word) for word in said) and sum(word.grade >= Grade.EITHER for word in said) * 2 > len(said) and len(said) > 1:
                self.hits.update(n for n in here if self.words[n].grade is not Grade.FIXED and not (self.words[n].grade is Grade.WORD and self.words[n].raw.isupper()))

    def alone(self) -> None:
        """Names that are words as well: by a capital, two together, or somebody who speaks."""
        for at, word in enumerate(self.words):
            if word.grade is not Grade.EITHER or at in self.hits:
                continue
            after = self._after(at)
            if self._listed(at) or (word.capital and self._capital(at, after)) or self._paired(at, after) or self._speaking(at, after):
                self.hits.add(at)
                if self._paired(at, after):
                    self.hits.add(at + 1)

    def _listed(self, at: int) -> bool:
        """Whether a word stands beside a name as its like: "Art and Maria", or before a comma as a family name does: "Case, Jordan"."""
        word, lexicon = self.words[at], self.lexicon
        if word.word in lexicon.functional and not word.capital:
            return False
        before = self.text[max(0, word.start - 3) : word.start].strip(" \t")
        for other, step in ((at + 1, 1), (at + 2, 2)):
            if other in self.hits and word.raw[0].isupper() and lexicon.is_given(word.word):
                gap = self.text[word.end : self.words[other].start].strip(" \t").lower()
                if gap in {"and", "&", "+", "/", "und", "y"} and step >= 1:
                    return True
        reversed_ = at + 1 in self.hits and re.fullmatch(r",[ \t]*", self.text[word.end : self.words[at + 1].start])
        return bool(reversed_) and before[-1:] in {"", "\n", ":", "/", ";", "(", "-"} and lexicon.family_rank(word.word) is not None

    def _capital(self, at: int, after: Word | None) -> bool:
        word, lexicon = self.words[at], self.lexicon
        if word.word in lexicon.functional and lexicon.is_given(word.word) and len(word.word) > 2 and not self._is_term(at):
            return self._ends(at, 0) or (after is not None and after.word in words_of("speaks") | words_of("acts") | {"who", "and"})
        if lexicon.is_field(word.word) or word.word in lexicon.functional or self._is_term(at):
            return False
        called = after is not None and after.capital and after.grade <= Grade.WORD and lexicon.is_field(after.word) and not lexicon.is_given(word.word)
        return not called and (after is None or after.word not in words_of("things"))

    def _paired(self, at: int, after: Word | None) -> bool:
        """Whether a word and the next are a given and a family name, though both are words."""
        word, lexicon = self.words[at], self.lexicon
        if after is None or after.grade is not Grade.EITHER or not lexicon.is_given(word.word) or lexicon.family_rank(after.word) is None and not lexicon.is_given(after.word):
            return False
        capitals = word.raw[0].isupper() and after.capital
        if capitals and not (word.word in lexicon.functional and word.begins and after.word in lexicon.functional):
            return not (lexicon.is_field(word.word) and lexicon.is_field(after.word)) or not self._is_term(at + 1)
        told = self._speaks_at(at + 2) or (at + 2 < len(self.words) and self._joined(at + 1) and self.words[at + 2].word in {"here", "from", "asking"})
        if word.word in lexicon.functional or after.word in lexicon.functional or lexicon.is_field(word.word):
            opens = not self.text[: word.start].rpartition("\n")[2].strip(" \t")
            return told and opens and len(word.word) > 2 and after.word not in lexicon.functional and not lexicon.is_field(after.word)
        return not lexicon.is_field(after.word) or told or self._ends(at + 1, 0)

    def _speaking(self, at: int, after: Word | None) -> bool:
        """Whether somebody of that name speaks or acts ("Grace has …", "mark says …")."""
        word, lexicon = self.words[at], self.lexicon
        if after is None or word.word in lexicon.functional and not word.capital:
            return False
        if not (lexicon.is_given(word.word) or word.capital):
            return False
        if after.word == "here" and lexicon.is_given(word.word) and not lexicon.is_field(word.word):
            return True
        if word.raw[0].isupper() and not lexicon.is_field(word.word):
            return after.word in words_of("speaks") | words_of("acts")
        opens = not self.text[: word.start].rpartition("\n")[2].strip(" \t")
        if opens and lexicon.is_given(word.word) and not lexicon.is_field(word.word) and after.word not in lexicon.functional and self._speaks_at(at + 2, "speaks"):
            self.hits.add(at + 1)
            return True
        return lexicon.is_given(word.word) and after.word in words_of("speaks") and (word.raw[0].isupper() or not lexicon.is_field(word.word))

    def _speaks_at(self, at: int, *lists: str) -> bool:
        return at < len(self.words) and self._joined(at - 1) and any(self.words[at].word in words_of(name) for name in lists or ("speaks", "acts"))

    def beside(self) -> None:
        """Take the other parts of the names found: before and after them."""
        done = 0
        for at in sorted(self.hits):
            if self.words[at].grade is not Grade.ODD:
                done = done if at < done else self._take(at)
            self._take_before(at)

    def _take(self, at: int) -> int:
        """Take a word and those after it that belong to the same name; the place of the first that does not."""
        self.hits.add(at)
        here = at + 1
        while here < len(self.words) and self._joined(here - 1):
            reach = self._particles(here)
            if not (here in self.hits or self._follows(here + reach) or (not reach and self._is_initial(here))):
                break
            if reach and not self._follows(here + reach):
                break
            self.hits.update(range(here, here + reach + 1))
            here += reach + 1
        return here

    def _particles(self, here: int) -> int:
        count = 0
        while here + count + 1 < len(self.words) and self.words[here + count].word in words_of("particles") and self._joined(here + count) and count < 3:
            count += 1
        return count

    def _follows(self, here: int) -> bool:
        """Whether a word right after a name is a part of it."""
        word, lexicon = self.words[here], self.lexicon
        if word.grade >= Grade.NAME or here in self.hits:
            return True
        if word.grade is Grade.FIXED or self._is_term(here):
            return False
        if word.capital:
            return not lexicon.is_field(word.word) or (word.grade is Grade.EITHER and word.word not in words_of("things"))
        if word.word in lexicon.functional:
            return len(word.word) > 3 and (lexicon.family_rank(word.word) or 99_999) < 3_000 and bool(_STOPS.match(self.text, word.end)) and here - 1 in self.hits
        if word.grade is Grade.EITHER:
            return not lexicon.is_field(word.word) or (self._ends(here, 0) and word.word not in words_of("things")) or self._speaks_at(here + 1)
        return word.unknown and not lexicon.near_field(word.word)

    def _take_before(self, at: int) -> None:
        """Take the words before a name that belong to it ("Grace" before a family name)."""
        here = at - 1
        while here >= 0 and self._joined(here) and here not in self.hits:
            word, lexicon = self.words[here], self.lexicon
            asks = word.begins and word.word in lexicon.functional
            hyphened = self.text[word.end] == "-" and word.raw[0].isupper() and word.grade is not Grade.FIXED and not lexicon.is_field(word.word)
            rare = word.grade is Grade.WORD and not lexicon.is_field(word.word) and (word.capital or (word.begins and lexicon.is_rare(word.word)))
            if (hyphened or rare) and self.words[here + 1].raw != NAME and self.words[here + 1].grade is not Grade.ODD:
                self.hits.add(here)
                here -= 1
                continue
            given = word.grade is Grade.EITHER and not self._is_term(here) and not asks and word.word not in words_of("roles")
            written = word.capital or (lexicon.is_given(word.word) and word.word not in lexicon.functional and (not lexicon.is_field(word.word) or word.begins))
            if not (given and written and self.words[at].grade is not Grade.MARK) and not self._is_initial(here):
                return
            self.hits.add(here)
            here -= 1

    def _is_initial(self, at: int) -> bool:
        word = self.words[at]
        return len(word.raw) == 1 and (word.raw.isupper() or self.text[word.end : word.end + 1] == ".") and word.raw not in {"I", "A", "i", "a"} and not self._is_term(at)

    def again(self, found: frozenset[str]) -> None:
        """Words that are names elsewhere in the message are names here too, unless they are words of every sentence."""
        names = found | self.names()
        for at, word in enumerate(self.words):
            if word.word in names and word.grade is not Grade.FIXED and (word.capital or not (self.lexicon.is_field(word.word) or word.word in self.lexicon.functional)):
                self.hits.add(at)

    def names(self) -> frozenset[str]:
        """The words that were found, folded; short and functional ones left out."""
        return frozenset(self.words[at].word for at in self.hits if len(self.words[at].word) > 2 and self.words[at].grade is not Grade.MARK) - self.lexicon.functional

    def masked(self) -> str:
        """The text with one mark for each run of words that were found."""
        out, at = [], 0
        ordered = sorted(self.hits)
        for place, here in enumerate(ordered):
            word = self.words[here]
            last = ordered[place - 1] if place else -2
            if last == here - 1 and self._joined(last):
                at = word.end
            else:
                out += [self.text[at : word.start], NAME]
                at = word.end
        return "".join([*out, self.text[at:]])

    def _joined(self, at: int) -> bool:
        """Whether nothing but a space, a hyphen or the point of an initial stands between a word and the next."""
        if at < 0 or at + 1 >= len(self.words):
            return False
        gap = self.text[self.words[at].end : self.words[at + 1].start]
        if "." in gap and len(self.words[at].word) > 2:
            return False
        return bool(_GAP.fullmatch(gap))

    def _ends(self, at: int, more: int) -> bool:
        """Whether the sentence, or the phrase, ends after a word, or at most `more` words later."""
        for here in range(at, min(at + more + 1, len(self.words))):
            after = self.text[self.words[here].end :][:12]
            if _STOPS.match(after) or re.match(r"[ \t]+(?:and|i|im|i'm|from|with|at|who|here)\b", after, re.I):
                return True
        return False

    def _is_term(self, at: int) -> bool:
        """Whether a word is said of a level or stands in a name of the vocabulary ("Level III", "Price list")."""
        after = self.text[self.words[at].end :][:6]
        return self.words[at].grade is Grade.FIXED or bool(re.match(r"[ \t]+(?:\d|I{1,3}\b|IV\b)", after)) and self.lexicon.is_field(self.words[at].word)
