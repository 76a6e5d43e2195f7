"""Runs of words that sheets share with an original document: the sheets say it in words of their own."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from corpus.check import Finding, line_of, read_lines
from corpus.guideline import Guideline
from corpus.words import stopwords, tokenize

RUN = 10
"""Words in a row, from which on a sheet is said to repeat an original."""


class Repeats:
    """Finds the runs of words that sheets share with one original, of a given file name and text."""

    def __init__(self, name: str, text: str) -> None:
        self._name = name
        tokens = tokenize(text)
        self._words = [token.word for token in tokens]
        self._capital = [text[token.start].isupper() or text[token.start].isdigit() for token in tokens]
        self._starts: dict[tuple[str, ...], list[int]] = {}
        for at in range(len(tokens) - RUN + 1):
            self._starts.setdefault(tuple(self._words[at : at + RUN]), []).append(at)

    def find(self, sheet: Guideline) -> Iterator[Finding]:
        """An error for each run of at least `RUN` words, across blocks too; headings, questions and the front matter's texts are looked at as well."""
        lines = read_lines(sheet)
        whole, starts = "", list[int]()
        for block in sheet.blocks:
            starts.append(len(whole))
            whole += block.text + "\n"
        for start, length in self._runs(whole):
            block = sheet.blocks[bisect_right(starts, start) - 1]
            yield Finding(sheet.path, line_of(lines, block, whole[start:]), "error", _repeated(whole[start:], length, self._name))
        for block in sheet.blocks:
            for text in (*block.headings, *block.asks, *(ask for sentence in block.sentences for ask in sentence.asks)):
                for start, length in self._runs(text):
                    line = next((number for number, line in enumerate(lines, 1) if text in line), block.line)
                    yield Finding(sheet.path, line, "error", _repeated(text[start:], length, self._name))
        for text in filter(None, (sheet.title, sheet.note)):
            for start, length in self._runs(text):
                yield Finding(sheet.path, 1, "error", _repeated(text[start:], length, self._name))

    def _runs(self, text: str) -> Iterator[tuple[int, int]]:
        """Where in a text each run begins, in characters, and how many words it has."""
        tokens = tokenize(text)
        said = [token.word for token in tokens]
        at = 0
        while at <= len(said) - RUN:
            longest, place = 0, 0
            for start in self._starts.get(tuple(said[at : at + RUN]), ()):
                length = RUN
                while at + length < len(said) and start + length < len(self._words) and said[at + length] == self._words[start + length]:
                    length += 1
                if length > longest:
                    longest, place = length, start
            if longest and not self._named(place, longest):
                yield tokens[at].start, longest
            at += max(longest, 1)

    def _named(self, start: int, length: int) -> bool:
        """Whether a run of the original is made of names: most of its words, small ones aside, begin with a capital letter there."""
        run = range(start, start + length)
        capitals = [self._capital[at] for at in run if self._words[at] not in stopwords()]
        return sum(capitals) * 3 >= len(capitals) * 2


def _repeated(text: str, length: int, file: str) -> str:
    return f"{length} words in a row stand in {file}; say in other words: {' '.join(text[: tokenize(text)[length - 1].end].split())}"
