"""A notebook for one answer: statements as they are written down, each with its citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from assistant.answer import Citation, Derivation, Statement
from assistant.wording import label
from corpus.vocabulary import Vocabulary
from index.passages import Passage


class Notebook:
    """Collects statements and citations; the same sentence is cited once. `names` are what to add to the labels of guidelines, by id, to tell them apart."""

    def __init__(self, vocabulary: Vocabulary, names: Mapping[str, str] | None = None) -> None:
        self._vocabulary, self._named = vocabulary, names or {}
        self.statements: list[Statement] = []
        self.citations: list[Citation] = []
        self._notes: dict[str, str] = {}

    def cite(self, passage: Passage, sentence: int) -> int:
        """The number of the citation of one sentence of a passage; a new one if it was not cited before."""
        quote = passage.sentences[max(sentence, 0)]
        for citation in self.citations:
            if citation.passage == passage.id and citation.quote == quote:
                return citation.number
        number = len(self.citations) + 1
        self.citations.append(
            Citation(
                number,
                passage.id,
                passage.guideline,
                passage.source,
                passage.title,
                passage.heading,
                quote,
                passage.url,
                passage.page,
                self._label(passage),
            )
        )
        if passage.note:
            self._notes.setdefault(passage.note, passage.scope.association or "")
        return number

    def quote(self, passage: Passage, sentence: int, *, labelled: bool = False, topic: str = "", item: bool = False) -> None:
        """State one sentence of a passage, word for word."""
        number = self.cite(passage, sentence)
        text = passage.sentences[max(sentence, 0)]
        self.statements.append(Statement(text, (number,), self._label(passage) if labelled else "", topic, item))

    def quotes(self, passage: Passage, sentences: Iterable[int], *, labelled: bool = False, topic: str = "", beside: tuple[Passage, int] | None = None) -> None:
        """State several sentences of a passage as one statement, word for word; a list as one sentence. `beside` adds a sentence of another passage."""
        rests = [(passage, number) for number in sentences] + ([beside] if beside else [])
        numbers = tuple(dict.fromkeys(self.cite(*rest) for rest in rests))
        parts = [rest[0].sentences[rest[1]] for rest in rests]
        text = f"{parts[0]} {'; '.join(part.rstrip('.') for part in parts[1:])}." if passage.listed and len(parts) > 1 and beside is None else " ".join(parts)
        self.statements.append(Statement(text, numbers, self._label(passage) if labelled else "", topic))

    def cell(self, rests: Sequence[tuple[Passage, int]], topic: str, edition: str) -> None:
        """State sentences of one or several passages as the cell of a table of editions, word for word; items of a list as one sentence."""
        numbers = tuple(dict.fromkeys(self.cite(*rest) for rest in rests))
        self.statements.append(Statement(_running(rests), numbers, self._label(rests[0][0]), topic, edition=edition))

    def state(
        self,
        text: str,
        *,
        passage: Passage | None = None,
        sentence: int = 0,
        lead: bool = False,
        derivations: tuple[Derivation, ...] = (),
        labelled: bool = False,
    ) -> None:
        """State something in the assistant's words, resting on a sentence when a passage is given."""
        numbers = (self.cite(passage, sentence),) if passage else ()
        statement = Statement(text, numbers, self._label(passage) if passage and labelled else "", derivations=derivations)
        self.statements.insert(0, statement) if lead else self.statements.append(statement)

    def sum(self, text: str, rests: Sequence[tuple[Passage, int]], derivations: tuple[Derivation, ...]) -> None:
        """State a computed figure that rests on several sentences."""
        numbers = tuple(dict.fromkeys(self.cite(passage, sentence) for passage, sentence in rests))
        self.statements.append(Statement(text, numbers, derivations=derivations))

    def _label(self, passage: Passage) -> str:
        name = self._named.get(passage.guideline)
        return label(passage, self._vocabulary) + (f" ({name})" if name else "")

    @property
    def notes(self) -> tuple[str, ...]:
        """What the cited documents say of themselves; of several documents with whose note it is."""
        if len(self._notes) < 2:
            return tuple(self._notes)
        return tuple(f"{self._vocabulary.label(key)}: {note}" if key else note for note, key in self._notes.items())[:3]

    def words(self) -> int:
        """How many words the statements have."""
        return sum(len(statement.text.split()) for statement in self.statements)


def _running(rests: Sequence[tuple[Passage, int]]) -> str:
    """Sentences one after the other; items of a list joined by semicolons, after its introduction where that is among them."""
    text = ""
    for place, (passage, number) in enumerate(rests):
        sentence, item = passage.sentences[number], passage.listed and (number > 0 or not passage.introduced)
        after = place + 1 < len(rests) and rests[place + 1][0] is passage and item
        text += f"{' ' if text else ''}{sentence.rstrip('.') + (';' if after else '.') if item and sentence[-1] not in '!?' else sentence}"
    return text
