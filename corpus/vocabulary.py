"""The vocabulary: associations, categories, parts, topics and the names people use for them.

Read from `vocabulary.yaml`; a corpus folder may hold another that adds to it. The code knows no association, level or figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Annotated, Any

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from corpus.errors import CorpusError
from corpus.words import ROMAN, words


def _texts(value: object) -> object:
    """A list of texts, whatever scalars YAML made of them."""
    return [str(item) for item in value] if isinstance(value, list) else value


Texts = Annotated[tuple[str, ...], BeforeValidator(_texts)]


class _Entry(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Association(_Entry):
    """An association: its full name, and how people name it or say where they are; the first place is its label."""

    name: str
    places: Texts = ()
    aliases: Texts = ()
    towns: Texts = ()


class Category(_Entry):
    """A category of endorsement. `level` is a Roman numeral; `within` the category it is a designation of."""

    name: str
    level: str | None = None
    within: str | None = None
    designation: Texts = ()
    aliases: Texts = ()


class Term(_Entry):
    """A part or topic: the headings that mean it in documents, and the words that mean it in questions.

    `part` is the part that a topic belongs to where a document's headings name none; `general` is set for a part that holds for all categories.
    """

    part: str | None = None
    general: bool = False
    headings: Texts = ()
    aliases: Texts = ()


class Elsewhere(_Entry):
    """A system that looks alike and that the shipped corpus does not hold."""

    name: str
    places: Texts = ()
    aliases: Texts = ()


class Vocabulary(_Entry):
    """All names, by kind. Keys are what sheets write in their front matter and headings."""

    associations: dict[str, Association] = Field(default_factory=dict)
    categories: dict[str, Category] = Field(default_factory=dict)
    parts: dict[str, Term] = Field(default_factory=dict)
    topics: dict[str, Term] = Field(default_factory=dict)
    synonyms: tuple[Texts, ...] = ()
    elsewhere: tuple[Elsewhere, ...] = ()
    states: dict[str, str] = Field(default_factory=dict)
    subjects: dict[str, Texts] = Field(default_factory=dict)
    asks: dict[str, dict[str, dict[str, Texts]]] = Field(default_factory=dict)
    urgent: Term = Term()
    field: Texts = ()
    phrases: Texts = ()
    smalltalk: Texts = ()
    orders: Texts = ()

    def part_of(self, heading: str) -> str | None:
        """The part that a heading means, or None."""
        return _meant(self.parts, heading)

    def topic_of(self, heading: str) -> str | None:
        """The topic that a heading means, or None."""
        return _meant(self.topics, heading)

    def category_of(self, heading: str) -> str | None:
        """The one category that a heading names as a whole ("Infant Family Specialist (Level II)"), or None."""
        given = _tokens(heading)
        for key, category in self.categories.items():
            level = ("level", category.level.lower()) if category.level else ()
            if given in (_tokens(category.name), _tokens(category.name) + level, _tokens(key)) or (level and given == level):
                return key
        return None

    def family(self, category: str) -> frozenset[str]:
        """A category, the one it is within, and those within it."""
        entry = self.categories.get(category)
        inside = {key for key, other in self.categories.items() if other.within == category}
        return frozenset({category} | inside | ({entry.within} if entry and entry.within else set()))

    def label(self, association: str) -> str:
        """How answers name an association: "Michigan (MI-AIMH)"."""
        entry = self.associations.get(association)
        return f"{entry.places[0]} ({association})" if entry and entry.places else association

    def category_label(self, category: str) -> str:
        """How answers name a category: "Infant Family Specialist (Level II)"."""
        entry = self.categories.get(category)
        if entry is None:
            return category
        level = entry.level or (self.categories[entry.within].level if entry.within in self.categories else None)
        return f"{entry.name} (Level {level})" if level else entry.name


@lru_cache(maxsize=50_000)
def _tokens(text: str) -> tuple[str, ...]:
    return tuple(words(text))


def _meant(terms: Mapping[str, Term], heading: str) -> str | None:
    given = _tokens(heading)
    for key, term in terms.items():
        if given == _tokens(key) or any(given == _tokens(name) for name in term.headings):
            return key
    return None


def load_vocabulary(folders: Iterable[Path] = ()) -> Vocabulary:
    """The built-in vocabulary, with what `vocabulary.yaml` in each folder adds.

    Entries of an added file extend those of the same key (aliases are joined, other fields replaced).

    Raises:
        CorpusError: If a file is not valid YAML or has unknown fields; the message names the file and place.
    """
    builtin = files("corpus").joinpath("vocabulary.yaml").read_text(encoding="utf-8")
    merged = _mapping(builtin, "corpus/vocabulary.yaml")
    for folder in folders:
        path = folder / "vocabulary.yaml"
        if path.is_file():
            added = _mapping(path.read_text(encoding="utf-8"), str(path))
            _valid(added, str(path))
            merged = _join(merged, added)
    return _valid(merged, "vocabulary.yaml")


def _mapping(text: str, name: str) -> dict[str, Any]:
    try:
        data = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise CorpusError(f"{name}: not valid YAML ({error}); mend the file and build again") from error
    if not isinstance(data, dict):
        raise CorpusError(f"{name}: must be a mapping with keys such as 'associations'; see CONTRIBUTING.md")
    return data


def _valid(data: dict[str, Any], name: str) -> Vocabulary:
    try:
        vocabulary = Vocabulary.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        place = ".".join(str(part) for part in first["loc"])
        raise CorpusError(f"{name}: {place}: {first['msg']}; see CONTRIBUTING.md for the fields") from error
    for key, category in vocabulary.categories.items():
        if category.level is not None and category.level.lower() not in ROMAN:
            raise CorpusError(f"{name}: categories.{key}.level: {category.level!r} is not a Roman numeral from I to X")
    return vocabulary


def _join(base: Any, added: Any) -> Any:
    if isinstance(base, dict) and isinstance(added, dict):
        return {key: _join(base[key], added[key]) if key in base and key in added else base.get(key, added.get(key)) for key in base | added}
    if isinstance(base, list) and isinstance(added, list):
        return base + [item for item in added if item not in base]
    return added
