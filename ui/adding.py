"""Adding documents from the command line: read, shown, put on the shelf, indexed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from rich.console import Console

from assistant.application import SHIPPED, build, is_fresh
from assistant.settings import Settings
from corpus.errors import CorpusError, StoreError
from corpus.library import Corpus
from corpus.shelf import SHELF, Offered, offer, put, take
from corpus.sidecar import Sidecar
from corpus.vocabulary import load_vocabulary
from index.embedding import EncoderFactory, exported
from index.generations import current, read_manifest
from ui.reporting import FAULTY, report_faults, report_understood

Progress = Callable[[str, int, int], None]


def add_documents(settings: Settings, paths: Sequence[Path], said: Sidecar, dry_run: bool, progress: Progress, encoder: EncoderFactory = exported) -> int:
    """Read documents, copy those that can be read to the shelf, and build the index anew.

    Args:
        settings: Where the index lives, and which folders it is of.
        paths: Files and folders.
        said: What the person says outright of all of them.
        dry_run: Only print what was understood.
        progress: Told how the work goes on.
        encoder: Opens the embedding model.

    Returns:
        The exit code: 0, or `FAULTY` when a document could not be read or is doubtful; the others are indexed.

    Raises:
        CorpusError: If the shelf cannot be written.
        StoreError: If the index cannot be built.
    """
    console = Console(highlight=False, soft_wrap=not dry_run)
    settings = _of_index(settings)
    vocabulary = load_vocabulary((*(settings.corpus or (SHIPPED,)), settings.data / SHELF))
    results = list(offer(paths, said, vocabulary))
    offered = [result for result in results if isinstance(result, Offered)]
    faults = [result for result in results if isinstance(result, CorpusError)]
    if dry_run:
        for one in offered:
            if one.understood is not None:
                founded = one.understood.founded
                known = vocabulary.model_copy(update={"associations": {**vocabulary.associations, **({founded[0]: founded[1]} if founded else {})}})
                report_understood(one.understood, known, console)
            else:
                console.print(f"{one.path}: a guideline sheet, valid")
        return report_faults(faults, [one.understood for one in offered if one.understood], console)
    for one in offered:
        put(settings.data / SHELF, one, vocabulary)
    read: list[Corpus] = []
    if offered:
        manifest = build(settings, progress, encoder, told=read.append)
        console.print(
            f"{len(offered)} of {len(results)} documents added; {manifest.guidelines} guidelines, {manifest.passages} passages, "
            f"{manifest.embedded} of {manifest.entries} texts embedded; index {manifest.name} in {settings.data}"
        )
    code = report_faults(faults, [], console)
    return max(code, report_faults(read[0].faults, read[0].documents, console) if read else FAULTY)


def remove_documents(settings: Settings, names: Sequence[str], progress: Progress, encoder: EncoderFactory = exported) -> None:
    """Take documents off the shelf and build the index anew.

    Raises:
        CorpusError: If there is none of a name.
    """
    settings = _of_index(settings)
    for name in names:
        for path in take(settings.data / SHELF, name):
            Console(highlight=False).print(f"removed {path.name}")
    if not is_fresh(settings):
        build(settings, progress, encoder)


def _of_index(settings: Settings) -> Settings:
    """The settings, with the folders that the current index is of where they name none."""
    try:
        named = read_manifest(current(settings.data)).folders
    except StoreError:
        named = []
    return settings if settings.corpus or not named else settings.model_copy(update={"corpus": tuple(Path(name) for name in named)})
