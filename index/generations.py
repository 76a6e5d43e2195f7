"""Generations: each build of the index is a directory that never changes; a pointer file names the current one.

    data/
    ├── CURRENT                     the name of the current generation, and below it that of the one that was current before
    ├── BUILDING                    there while a build is under way, and after one was killed
    └── generations/<name>/         manifest.json, passages.jsonl, vocabulary.json, terms.npz, model.onnx, tokenizer.json, vectors.npy, chroma/ …

A reader that opens the pointer sees a whole old or a whole new generation, whenever a build stops. Names are times, so the later one is the newer;
`<name>.part` is a generation that is not complete: one that is being made, or removed.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from corpus.errors import StoreDamaged, StoreError, StoreMissing

POINTER, BEGUN, PART = "CURRENT", "BUILDING", ".part"
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
        mark: What `index.freshness.corpus_mark` made of the corpus when it was read; empty if it was not asked.
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
    mark: str = ""


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
    name = pointed(data)[0]
    if name is None:
        raise StoreMissing(f"{data}: no index here; run `endorse index build`")
    folder = data / "generations" / name
    if not name or not folder.is_dir():
        raise StoreDamaged(f"{folder}: the current generation is gone; run `endorse index build` or `endorse index rollback`")
    return folder


def pointed(data: Path) -> tuple[str | None, str | None]:
    """The names that the pointer holds: the current generation, and the one that was current before it; None for what is not known."""
    try:
        names = (data / POINTER).read_text(encoding="utf-8", errors="replace").split()
    except (FileNotFoundError, NotADirectoryError):
        return None, None
    return (names[0] if names else ""), (names[1] if len(names) > 1 else None)


def newer(data: Path) -> list[str]:
    """The complete generations that are newer than the current one, oldest first: somebody went back from them, or they are held."""
    name = pointed(data)[0]
    return [other for other in generations(data) if name and other > name]


def generations(data: Path) -> list[str]:
    """Names of the complete generations, oldest first."""
    return sorted(path.parent.name for path in (data / "generations").glob("*/manifest.json") if not path.parent.name.endswith(PART))


def previous(data: Path, name: str) -> str:
    """The generation before another: the one that was in use before the current one, else the next older one.

    Raises:
        StoreError: If there is none.
    """
    now, before = pointed(data)
    names = generations(data)
    if name == now and before is not None and before < name and before in names:
        return before
    earlier = [other for other in names if other < name]
    if not earlier:
        raise StoreError(f"{data}: there is no earlier generation than {name or 'this'}; run `endorse index build`")
    return earlier[-1]


def choose(data: Path, wanted: str) -> str:
    """The name of the generation that a person means: its name or how it begins, "current", or "previous".

    Raises:
        StoreError: If there is none, or more than one begins so; the message lists those that exist.
    """
    if wanted in {"current", "previous"}:
        now = current(data).name
        return now if wanted == "current" else previous(data, now)
    names = generations(data)
    found = [name for name in names if name == wanted] or [name for name in names if wanted and name.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    in_use = pointed(data)[0]
    listed = ", ".join(f"{name} (current)" if name == in_use else name for name in names) or "none; run `endorse index build`"
    said = f"{len(found)} generations begin with {wanted!r}" if found else f"there is no generation {wanted!r}"
    raise StoreError(f"{data}: {said}; there are: {listed}")


def finish(part: Path) -> str:
    """Give an unfinished generation, `<name>.part`, its name; the name."""
    final = part.with_suffix("")
    part.rename(final)
    _sync(final.parent)
    return final.name


def switch(data: Path, name: str) -> None:
    """Make a generation the current one, by replacing the pointer file in one step; it keeps the name of the one before.

    Raises:
        StoreDamaged: If there is no such generation.
    """
    if name not in generations(data):
        raise StoreDamaged(f"{data}: there is no generation {name!r}; run `endorse index build`")
    now, before = pointed(data)
    last = before if now == name else now
    pointer = data / POINTER
    new = pointer.with_suffix(".new")
    new.write_text(f"{name}\n{last}\n" if last else f"{name}\n", encoding="utf-8")
    _sync(new)
    new.replace(pointer)
    _sync(data)


def prune(data: Path, keep: int = 2) -> None:
    """Remove what no generation is and all but the newest generations; the current one and the one before it stay.

    A generation that is being removed is first called unfinished, so that a process that is killed here leaves none that looks complete.
    """
    stays = {*generations(data)[-keep:], *pointed(data)}
    for path in (data / "generations").iterdir():
        if path.name not in stays:
            gone = path if path.name.endswith(PART) else path.rename(path.with_name(path.name + PART))
            shutil.rmtree(gone, ignore_errors=True)


def clear_unfinished(data: Path) -> None:
    """Remove what killed builds have left; only for whoever keeps other builds out."""
    for path in (data / "generations").glob(f"*{PART}"):
        shutil.rmtree(path, ignore_errors=True)
    (data / POINTER).with_suffix(".new").unlink(missing_ok=True)


@contextmanager
def begun(data: Path) -> Iterator[None]:
    """Leave a mark in the directory, if there is one, while a build is prepared and made; only a process that is killed leaves it behind."""
    mark = data / BEGUN
    if data.is_dir():
        mark.touch()
    try:
        yield
    finally:
        mark.unlink(missing_ok=True)


def unfinished(data: Path) -> bool:
    """Whether a build is at work, or was killed before it ended."""
    return (data / BEGUN).exists() or any((data / "generations").glob(f"*{PART}"))


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
