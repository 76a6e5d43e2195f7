"""The project's exceptions. Each message names the place and the remedy.

EndorsementError
├── CorpusError        a sheet or vocabulary file is not valid
│   ├── SheetError     one place in one sheet, as file:line
│   └── DocumentError  one file that is no document that can be read
├── StoreError         the search index cannot be used
│   ├── StoreMissing   there is none yet
│   ├── StoreStale     it was built from another corpus or with other settings
│   └── StoreDamaged   its files are not those that were built
├── ModelError         the embedding model cannot be loaded or is another one
├── RecordsError       the database of what visitors send and staff write cannot be used
├── QuestionError      a question that cannot be read (empty, too long, binary)
└── SettingsError      a setting has a value that is not allowed
"""

from __future__ import annotations

from pathlib import Path


class EndorsementError(Exception):
    """Base of every error that the project raises on purpose; `exit_code` is what a command ends with."""

    exit_code = 1


class CorpusError(EndorsementError):
    """The corpus cannot be read; nothing is built from it."""

    exit_code = 3


class SheetError(CorpusError):
    """One place in one sheet is not valid."""

    def __init__(self, path: Path, line: int, message: str) -> None:
        super().__init__(f"{path}:{line}: {message}")
        self.path, self.line = path, line


class DocumentError(CorpusError):
    """One file cannot be read as a document, or what it says of itself does not hold; the others can."""

    def __init__(self, path: Path, message: str) -> None:
        super().__init__(f"{path}: {message}")
        self.path, self.reason = path, message


class StoreError(EndorsementError):
    """The search index cannot be used."""

    exit_code = 4


class StoreMissing(StoreError):
    """There is no search index in the data directory."""


class StoreStale(StoreError):
    """The search index was built from another corpus, model or settings."""


class StoreDamaged(StoreError):
    """Files of the search index are missing or are not those that were built."""


class ModelError(EndorsementError):
    """The embedding model cannot be loaded, or is not the one that was asked for."""

    exit_code = 5


class RecordsError(EndorsementError):
    """The database of what visitors send and staff write cannot be opened, or what is to be written is not allowed."""

    exit_code = 9


class QuestionError(EndorsementError):
    """A question that cannot be read: empty, too long, or not text."""

    exit_code = 2


class SettingsError(EndorsementError):
    """A setting has a value that is not allowed."""

    exit_code = 2
