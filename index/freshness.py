"""Freshness: whether the files of a corpus are those that an index was built from, told without reading what they say."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from index.generations import digest

CUTTER = Path(__file__).resolve().with_name("passages.py")
CODE = frozenset({".py", ".yaml", ".tsv", ".txt"})
READERS = CUTTER.parent.parent / "corpus"


def corpus_mark(folders: Sequence[Path]) -> str:
    """Identifies the bytes of a corpus, of the vocabulary that comes with the project, and of the code that reads them.

    Two corpora with one mark give the same passages; with two marks they may or may not. Names of files and folders below the folders count,
    where the folders are does not; hidden files do not count.

    Raises:
        OSError: If a file cannot be read.
    """
    state = hashlib.sha256()
    code = [path for path in sorted(READERS.rglob("*")) if path.suffix in CODE and "sheets" not in path.parts]
    for name, path in [*((path.name, path) for path in (*code, CUTTER)), *_files(folders)]:
        state.update(f"{name}\n{digest(path)}\n".encode())
    return state.hexdigest()


def _files(folders: Iterable[Path]) -> Iterator[tuple[str, Path]]:
    """The files below the folders, each with its place in its folder, in an order of their own."""
    for number, folder in enumerate(folders):
        for path in sorted(folder.rglob("*")):
            place = path.relative_to(folder)
            if path.is_file() and not any(part.startswith(".") for part in place.parts):
                yield f"{number}/{place.as_posix()}", path
