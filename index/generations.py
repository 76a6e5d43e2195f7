"""Generations: each build of the index is a directory that never changes; a pointer file names the current one.

    data/
    ├── CURRENT                     the name of the current generation
    └── generations/<name>/         manifest.json, passages.jsonl, vocabulary.json, terms.npz, model.onnx, tokenizer.json, vectors.npy, chroma/ …

A reader that opens the pointer sees a whole old or a whole new generation, whenever a build stops.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import StoreDamaged, StoreMissing

POINTER = "CURRENT"
FORMAT = 1
REMEDY = "run `endorse index build`, or `endorse index rollback` for the previous generation"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a generation was built from and what it holds.

    Attributes:
        corpus: Hash of the sheets, vocabulary and code format that the passages come from.
        folders: The corpus folders, as they were named; empty for the shipped corpus.
        probes: Known answers: a question and the id of the passage that must come first.
        files: sha256 of each file by relative path.
    """

    format: int
    name: str
    corpus: str
    folders: list[str]
    model: str
    built: str
    guidelines: int
    passages: int
    entries: int
    embedded: int
    probes: list[tuple[str, str]]
    files: dict[str, str]


def digest(path: Path) -> str:
    """The sha256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest and make the whole generation durable."""
    (folder / "manifest.json").write_text(json.dumps(asdict(manifest), indent=1), encoding="utf-8")
    for path in sorted(folder.rglob("*")):
        _sync(path)
    _sync(folder)


def read_manifest(folder: Path) -> Manifest:
    """The manifest of a generation.

    Raises:
        StoreDamaged: If it is missing, unreadable or of another format.
    """
    try:
        manifest = Manifest(**json.loads((folder / "manifest.json").read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError) as error:
        raise StoreDamaged(f"{folder}: the manifest cannot be read ({error}); run `endorse index build`") from error
    if manifest.format != FORMAT:
        raise StoreDamaged(f"{folder}: built by another version (format {manifest.format}, this one reads {FORMAT}); run `endorse index build`")
    return manifest


def verify(folder: Path, manifest: Manifest, names: Iterable[str] | None = None) -> None:
    """Compare files with the manifest: those named, by default all.

    Raises:
        StoreDamaged: If a file is missing or differs; the message names it.
    """
    for name in manifest.files if names is None else names:
        path = folder / name
        if not path.is_file():
            raise StoreDamaged(f"{path}: missing; {REMEDY}")
        if digest(path) != manifest.files.get(name):
            raise StoreDamaged(f"{path}: not as it was built; {REMEDY}")


def current(data: Path) -> Path:
    """The directory of the current generation.

    Raises:
        StoreMissing: If nothing has been built in `data`.
        StoreDamaged: If the pointer names a generation that is not there.
    """
    pointer = data / POINTER
    if not pointer.is_file():
        raise StoreMissing(f"{data}: no index here; run `endorse index build`")
    folder = data / "generations" / pointer.read_text(encoding="utf-8").strip()
    if not folder.is_dir():
        raise StoreDamaged(f"{folder}: the current generation is gone; run `endorse index build` or `endorse index rollback`")
    return folder


def generations(data: Path) -> list[str]:
    """Names of the complete generations, oldest first."""
    return sorted(path.parent.name for path in (data / "generations").glob("*/manifest.json") if not path.parent.name.endswith(".part"))


def finish(part: Path) -> str:
    """Give an unfinished generation, `<name>.part`, its name; the name."""
    final = part.with_suffix("")
    part.rename(final)
    _sync(final.parent)
    return final.name


def switch(data: Path, name: str) -> None:
    """Make a generation the current one, by replacing the pointer file in one step.

    Raises:
        StoreDamaged: If there is no such generation.
    """
    if name not in generations(data):
        raise StoreDamaged(f"{data}: there is no generation {name!r}; run `endorse index build`")
    pointer = data / POINTER
    new = pointer.with_suffix(".new")
    new.write_text(name + "\n", encoding="utf-8")
    _sync(new)
    new.replace(pointer)
    _sync(data)


def prune(data: Path, keep: int = 2) -> None:
    """Remove unfinished builds and all but the newest generations; the current one stays."""
    stays = {*generations(data)[-keep:], current(data).name}
    for path in (data / "generations").iterdir():
        if path.name not in stays:
            shutil.rmtree(path, ignore_errors=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
