"""The shelf: copies of the documents that people have added, kept beside the index that is built from them."""

from __future__ import annotations

import filecmp
import re
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from corpus.documents import Understood, read_document
from corpus.errors import CorpusError, DocumentError
from corpus.guideline import Guideline
from corpus.library import document_files
from corpus.sheet import is_sheet, read_sheet
from corpus.sidecar import SUFFIX, Sidecar, read_sidecar, sidecar_of
from corpus.vocabulary import Vocabulary

SHELF = "documents"
"""The folder of added documents within a data directory."""


@dataclass(frozen=True, slots=True)
class Offered:
    """A file that somebody wants to add: where it is, where below the shelf it belongs, what is said about it, and what was understood (None: a sheet)."""

    path: Path
    place: Path
    said: Sidecar
    understood: Understood | None


def offer(paths: Sequence[Path], said: Sidecar, vocabulary: Vocabulary) -> Iterator[Offered | CorpusError]:
    """Each document of the paths, read; or why it cannot be added.

    Args:
        paths: Files and folders; of folders, all documents below them.
        said: What a person says outright of all of them; it wins over a sidecar.
        vocabulary: Names of associations, categories, parts and topics.
    """
    for path, place in _found(paths):
        if isinstance(place, CorpusError):
            yield place
            continue
        try:
            if is_sheet(path, vocabulary):
                read_sheet(path, vocabulary)
                yield Offered(path, place, said, None)
                continue
            beside = sidecar_of(path)
            whole = (read_sidecar(beside) if beside else Sidecar()).joined(said)
            understood = read_document(path, vocabulary, whole)
        except CorpusError as error:
            yield error
            continue
        if understood.founded:
            key, association = understood.founded
            vocabulary = vocabulary.model_copy(update={"associations": {**vocabulary.associations, key: association}})
        yield Offered(path, place, whole, understood)


def _found(paths: Sequence[Path]) -> Iterator[tuple[Path, Path | CorpusError]]:
    for path in paths:
        if path.is_dir():
            files = list(document_files(path))
            if not files:
                yield path, CorpusError(f"{path}: holds no documents")
            yield from ((file, Path(path.resolve().name) / file.relative_to(path)) for file in files)
        elif path.is_file():
            yield path, Path(path.name)
        else:
            yield path, CorpusError(f"{path}: no such file or folder")


def put(shelf: Path, offered: Offered, vocabulary: Vocabulary) -> Path:
    """Copy a document to the shelf, with a sidecar when something is said about it.

    It takes the place of the same file, or of another state of the same edition under its name; one of another edition or association is kept beside it.

    Raises:
        CorpusError: If the shelf cannot be written.
    """
    target = _target(shelf / offered.place, offered, vocabulary)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        _replace(target, offered.path)
        beside = target.with_name(target.name + SUFFIX)
        told = offered.said.model_dump(exclude_defaults=True)
        if told:
            _write(beside, yaml.safe_dump(told, allow_unicode=True, sort_keys=False))
        else:
            beside.unlink(missing_ok=True)
    except OSError as error:
        raise CorpusError(f"{target}: cannot be written ({error.strerror}); make room there, or name another directory with --data") from error
    return target


def take(shelf: Path, name: str) -> list[Path]:
    """Remove a document from the shelf by its name or path below the shelf; what was removed.

    Raises:
        CorpusError: If there is none of that name; the message lists those that there are.
    """
    held = list(document_files(shelf)) if shelf.is_dir() else []
    found = [path for path in held if name in {path.name, path.stem, path.relative_to(shelf).as_posix()}]
    if not found:
        names = ", ".join(path.relative_to(shelf).as_posix() for path in held) or "none"
        raise CorpusError(f"{name}: not among the added documents ({names})")
    for path in found:
        path.unlink()
        path.with_name(path.name + SUFFIX).unlink(missing_ok=True)
    return found


def _target(wanted: Path, offered: Offered, vocabulary: Vocabulary) -> Path:
    """The place of a document: under its name, with its association or edition added where that is another one's."""
    if offered.understood is None or not wanted.is_file():
        return wanted
    beside = sorted(path for path in wanted.parent.glob(f"*{wanted.suffix}") if path.stem.startswith(wanted.stem))
    if (same := next((path for path in beside if filecmp.cmp(path, offered.path, shallow=False)), None)) is not None:
        return same
    mine = offered.understood.guideline
    target = wanted
    for _ in range(2):
        held = _held(target, vocabulary)
        if held is None:
            break
        if mine.association and held.association and mine.association != held.association:
            target = _with_more(target, mine.association)
        elif mine.edition != held.edition:
            target = _with_more(target, mine.edition)
    return target


def _held(path: Path, vocabulary: Vocabulary) -> Guideline | None:
    """The document in a place; None where there is none that can be read."""
    try:
        beside = sidecar_of(path)
        return read_document(path, vocabulary, read_sidecar(beside) if beside else Sidecar()).guideline if path.is_file() else None
    except DocumentError:
        return None


def _with_more(path: Path, said: str) -> Path:
    return path.with_name(f"{path.stem}-{re.sub(r'[^A-Za-z0-9-]+', '-', said)}{path.suffix}")


def _replace(target: Path, source: Path) -> None:
    if target.is_file() and target.stat().st_size == source.stat().st_size and target.read_bytes() == source.read_bytes():
        return
    part = target.with_name(f".{target.name}.part")
    shutil.copyfile(source, part)
    part.replace(target)


def _write(path: Path, text: str) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8")
    part.replace(path)
