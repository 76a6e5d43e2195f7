"""Libraries: folders of guideline sheets and documents, read into one corpus."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from corpus.documents import READERS, UNREAD, Understood, read_document
from corpus.editions import matching, order_editions
from corpus.errors import CorpusError, DocumentError, SheetError
from corpus.guideline import RESTATED, Guideline, Scope
from corpus.sheet import is_sheet, read_sheet
from corpus.sidecar import Sidecar, read_sidecar, sidecar_of
from corpus.vocabulary import Vocabulary, load_vocabulary
from corpus.words import words

Progress = Callable[[str, int, int], None]
MOST = 0.8
"""Share of a document's ruled blocks from which, when sheets restate them, they restate the document."""
IGNORED = frozenset({"readme", "sources", "license", "notice", "changelog", "contributing"})
"""Names of files that speak about a folder."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """What is read from folders.

    Attributes:
        guidelines: Of sheets and documents, ordered by id, superseded ones marked.
        vocabulary: The built-in one, with what the folders and documents add.
        documents: What was understood of each document, in the order of their paths.
        faults: Files that are left out, or whose claims do not hold, each with its reason.
    """

    guidelines: tuple[Guideline, ...]
    vocabulary: Vocabulary
    documents: tuple[Understood, ...]
    faults: tuple[DocumentError, ...]


def read_corpus(folders: Sequence[Path], progress: Progress = lambda step, done, total: None) -> Corpus:
    """All sheets and documents below the folders.

    A sheet that is not valid stops the reading, since its author can mend it; a document that cannot be read is a fault, and the others are read.

    Raises:
        CorpusError: If a folder is missing or holds nothing to read, two files share an id, or a sheet is not valid; every fault of sheets is listed.
    """
    for folder in folders:
        if not folder.is_dir():
            raise CorpusError(f"{folder}: no such folder; name a folder of guideline sheets or documents with --corpus")
    vocabulary = load_vocabulary(folders)
    paths = [path for folder in folders for path in document_files(folder)]
    if not paths:
        kinds = ", ".join(sorted(READERS))
        raise CorpusError(f"{', '.join(map(str, folders))}: no guideline sheets or documents ({kinds}) here; see CONTRIBUTING.md for the form of a sheet")
    sheets = [path for path in paths if is_sheet(path, vocabulary)]
    found = _sheets(sheets, vocabulary)
    documents: list[Understood] = []
    faults: list[DocumentError] = []
    others = [path for path in paths if path not in set(sheets)]
    for number, path in enumerate(others):
        progress("reading documents", number, len(others))
        try:
            understood = _document(path, vocabulary)
            understood = _identified(understood, path, found)
        except DocumentError as error:
            faults.append(error)
            continue
        if understood.founded:
            key, association = understood.founded
            vocabulary = vocabulary.model_copy(update={"associations": {**vocabulary.associations, key: association}})
        documents.append(understood)
        found[understood.guideline.id] = understood.guideline
    progress("reading documents", len(others), len(others))
    if not found:
        raise CorpusError("nothing could be read, nothing was built:\n" + "\n".join(map(str, faults)))
    faults += _rivals(documents)
    guidelines = order_editions(_restated([found[key] for key in sorted(found)], frozenset(document.guideline.id for document in documents)))
    return Corpus(guidelines, vocabulary, tuple(documents), tuple(faults))


def document_files(folder: Path) -> Iterator[Path]:
    """The sheets and documents below a folder, in order, also of kinds that are not read; hidden files and those that speak about the folder aside."""
    for path in sorted(folder.rglob("*")):
        suffix = path.suffix.lower()
        hidden = any(part.startswith((".", "~$")) for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.stem.lower() not in IGNORED and (suffix in READERS or suffix in UNREAD):
            yield path


def _sheets(paths: Sequence[Path], vocabulary: Vocabulary) -> dict[str, Guideline]:
    found: dict[str, Guideline] = {}
    faults: list[str] = []
    for path in paths:
        try:
            guideline = read_sheet(path, vocabulary)
        except SheetError as error:
            faults.append(str(error))
            continue
        if guideline.id in found:
            faults.append(f"{path}:2: id {guideline.id!r} is taken by {found[guideline.id].path}; ids are unique")
        found[guideline.id] = guideline
    if faults:
        raise CorpusError("the corpus is not valid, nothing was built:\n" + "\n".join(faults))
    return found


def _document(path: Path, vocabulary: Vocabulary) -> Understood:
    beside = sidecar_of(path)
    return read_document(path, vocabulary, read_sidecar(beside) if beside else Sidecar())


def _restated(guidelines: Sequence[Guideline], documents: frozenset[str]) -> tuple[Guideline, ...]:
    """The guidelines, with what sheets restate of documents marked as such: a sheet speaks for its source, and one rule is not told twice.

    That is what stands in the same edition of the same association under a part and category that sheets have; and the whole of a document that sheets
    name as their source, restate for the most part, or, where no association speaks, share title and edition with.
    """
    sheets = [guideline for guideline in guidelines if guideline.id not in documents]
    sources = {sheet.source for sheet in sheets}
    told = {(sheet.association, block.scope.category, block.scope.part): sheet.edition for sheet in sheets for block in sheet.blocks}

    titles = {tuple(words(sheet.title)): sheet.edition for sheet in sheets if sheet.association is None}

    def is_told(scope: Scope) -> bool:
        edition = told.get((scope.association, scope.category, scope.part)) if scope.association and scope.part else None
        return edition is not None and matching(edition, scope.edition)

    def is_whole(guideline: Guideline) -> bool:
        parted = [is_told(block.scope) for block in guideline.blocks if block.scope.part]
        titled = guideline.association is None and matching(titles.get(tuple(words(guideline.title)), ""), guideline.edition)
        return guideline.source in sources or titled or (bool(parted) and sum(parted) >= MOST * len(parted))

    def marked(guideline: Guideline) -> Guideline:
        whole = is_whole(guideline)
        blocks = (
            replace(block, scope=replace(block.scope, status=RESTATED)) if block.scope.status == "current" and (whole or is_told(block.scope)) else block
            for block in guideline.blocks
        )
        return replace(guideline, blocks=tuple(blocks))

    return tuple(marked(guideline) if guideline.id in documents else guideline for guideline in guidelines)


def _identified(understood: Understood, path: Path, found: Mapping[str, Guideline]) -> Understood:
    """A document with an id of its own: that of its name, with its kind or the name of its folder where another one has it.

    Raises:
        DocumentError: If all of these are taken.
    """
    guideline = understood.guideline
    folder = re.sub(r"[^A-Za-z0-9._-]+", "-", path.parent.name).strip("-.")
    kind = path.suffix[1:].lower()
    for id in (guideline.id, f"{guideline.id}-{kind}", f"{folder}-{guideline.id}", f"{folder}-{guideline.id}-{kind}"):
        if id not in found:
            return replace(understood, guideline=replace(guideline, id=id))
    raise DocumentError(path, f"has the id {guideline.id!r} of {found[guideline.id].path}; rename it, or give it an id in its sidecar")


def _rivals(documents: Sequence[Understood]) -> Iterator[DocumentError]:
    """Documents that claim what another one claims before them: the association, a dated edition, and rules about the same topics of the same category."""
    seen: dict[tuple[object, ...], Understood] = {}
    for document in documents:
        guideline = document.guideline
        if guideline.association is None or not guideline.edition[:1].isdigit():
            continue
        claims = {
            (guideline.association, guideline.edition, block.scope.category, block.scope.part, block.scope.topic)
            for block in guideline.blocks
            if block.scope.part is not None and block.scope.topic is not None and block.scope.part not in {"glossary", "background"}
        }
        rival = next((seen[claim] for claim in sorted(claims, key=repr) if claim in seen), None)
        if rival is not None:
            message = (
                f"claims to be the {guideline.edition} edition of {guideline.association}, as {Path(rival.guideline.path).name} does; "
                "both are indexed and shown side by side: name the edition of one with --edition or in its sidecar, or remove one"
            )
            yield DocumentError(Path(guideline.path), message)
        for claim in claims:
            seen.setdefault(claim, document)
