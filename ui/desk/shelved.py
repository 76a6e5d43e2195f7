"""The desk's aliases in the vocabulary file of the shelf; whatever else stands in it stays."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence, Set
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import CorpusError
from corpus.vocabulary import Vocabulary
from ui.records.aliases import Alias

VOCABULARY = "vocabulary.yaml"
MADE = ".desk.json"
"""What the desk has written into the vocabulary file, so that it can take it out again; hidden files are no documents."""
BEFORE = ".vocabulary.yaml.before"
"""The vocabulary file as somebody wrote it, before the desk first changed it: comments are not kept in the other."""
SECTIONS = {"association": "associations", "category": "categories", "topic": "topics"}


class Shelved:
    """The vocabulary file of one shelf."""

    def __init__(self, shelf: Path) -> None:
        """Name the shelf's folder; it is made when something is written."""
        self._shelf = shelf
        self._paths = (shelf / VOCABULARY, shelf / MADE)

    def write(self, aliases: Sequence[Alias], vocabulary: Vocabulary) -> None:
        """Have the file hold these aliases and none that the desk wrote before.

        Args:
            aliases: All of the desk's; one whose meaning the vocabulary does not have is left out.
            vocabulary: The one in use: it tells the names of associations and levels, which the file must repeat.

        Raises:
            CorpusError: If the file cannot be read or written.
        """
        file, made = self._paths
        try:
            text = file.read_text(encoding="utf-8") if file.is_file() else ""
            earlier = json.loads(made.read_text(encoding="utf-8")) if made.is_file() else []
            data = _without(_mapping(text, file), earlier)
            ours = {alias.term for alias in aliases} | {one["term"] for one in earlier}
            written = [_put(data, alias, vocabulary, ours) for alias in aliases if alias.key in getattr(vocabulary, SECTIONS[alias.kind])]
            self._shelf.mkdir(parents=True, exist_ok=True)
            if "#" in text and not made.is_file():
                (self._shelf / BEFORE).write_text(text, encoding="utf-8")
            if written:
                _replace(made, json.dumps(written, ensure_ascii=False))
            else:
                made.unlink(missing_ok=True)
            if data:
                _replace(file, yaml.safe_dump(data, allow_unicode=True, sort_keys=False))
            else:
                file.unlink(missing_ok=True)
        except (OSError, ValueError) as error:
            raise CorpusError(f"{file}: cannot be read or written ({error}); make the folder writable and mend the file") from error

    def state(self) -> tuple[bytes | None, ...]:
        """The files as they are, to be put back."""
        return tuple(path.read_bytes() if path.is_file() else None for path in self._paths)

    def put_back(self, state: Iterable[bytes | None]) -> None:
        """Have the files be what they were."""
        for path, data in zip(self._paths, state, strict=True):
            if data is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(data)


def _put(data: dict[str, Any], alias: Alias, vocabulary: Vocabulary, ours: Set[str]) -> dict[str, Any]:
    """Add an alias; what was added, as `_without` takes it out again."""
    section = SECTIONS[alias.kind]
    entries = data[section] = data.get(section) or {}
    known = entries.get(alias.key)
    whole: dict[str, Any] = {}
    if not known:
        whole = _entry(alias, vocabulary, ours)
        known = entries[alias.key] = dict(whole)
    known["aliases"] = [*(known.get("aliases") or []), alias.term]
    return {"section": section, "key": alias.key, "term": alias.term, "entry": whole}


def _entry(alias: Alias, vocabulary: Vocabulary, ours: Set[str]) -> dict[str, Any]:
    """What the file must say of an entry that it does not have yet: its name, and of an association also what only a document may have told."""
    if alias.kind == "topic":
        return {}
    if alias.kind == "category":
        return {"name": vocabulary.categories[alias.key].name}
    association = vocabulary.associations[alias.key]
    names = [name for name in association.aliases if name not in ours]
    told = {"name": association.name, "places": list(association.places), "aliases": names}
    return {name: value for name, value in told.items() if value}


def _without(data: dict[str, Any], written: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """The file without what the desk wrote; entries and sections that hold nothing else go with it."""
    for one in reversed(written):
        entries = data.get(one["section"]) or {}
        entry = entries.get(one["key"])
        if not isinstance(entry, dict):
            continue
        entry["aliases"] = [alias for alias in entry.get("aliases") or [] if alias != one["term"]]
        if not entry["aliases"]:
            del entry["aliases"]
        if entry == one["entry"]:
            del entries[one["key"]]
        if not entries:
            data.pop(one["section"], None)
    return data


def _mapping(text: str, file: Path) -> dict[str, Any]:
    try:
        data = yaml.safe_load(text) or {}
    except yaml.YAMLError as error:
        raise CorpusError(f"{file}: not valid YAML; mend the file and build again") from error
    if not isinstance(data, dict):
        raise CorpusError(f"{file}: must be a mapping with keys such as 'associations'; see CONTRIBUTING.md")
    return data


def _replace(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name.lstrip('.')}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
