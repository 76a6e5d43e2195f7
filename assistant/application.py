"""Composition: settings to an assistant, its index opened or, when there is none yet, built."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

from assistant.assistant import Assistant
from assistant.live import LiveAssistant
from assistant.settings import Settings
from corpus.errors import EndorsementError, QuestionError, StoreError, StoreMissing, StoreStale
from corpus.library import Corpus, read_corpus
from corpus.shelf import SHELF
from index.build import build_index, corpus_hash, probe_opened
from index.embedding import TOKENIZER, EncoderFactory, exported
from index.freshness import corpus_mark
from index.generations import Manifest, begun, current, newer, read_manifest, unfinished
from index.search import Retriever

SHIPPED = Path(__file__).resolve().parent.parent / "corpus" / "sheets"
Progress = Callable[[str, int, int], None]
logger = logging.getLogger(__name__)


def build(
    settings: Settings,
    progress: Progress = lambda step, done, total: None,
    encoder: EncoderFactory = exported,
    held: bool = False,
    told: Callable[[Corpus], None] = lambda corpus: None,
) -> Manifest:
    """Read the corpus that the settings name, and the documents that were added, and build its index; a held one is not made current.

    `told` is given what was read before anything is built from it: also which documents could not be read.
    """
    named = [str(folder.resolve()) for folder in settings.corpus]
    folders = corpus_folders(settings, named)
    with begun(settings.data):
        mark = corpus_mark(folders)
        corpus = read_corpus(folders, progress)
        told(corpus)
        return build_index(settings.data, corpus.guidelines, corpus.vocabulary, named, settings.model, progress, encoder, mark, held)


def corpus_folders(settings: Settings, named: Sequence[str]) -> list[Path]:
    """The folders that an index is built from: those named or the shipped one, and the shelf of added documents where there is one."""
    shelf = settings.data / SHELF
    return [*(Path(name) for name in named or [str(SHIPPED)]), *([shelf] if shelf.is_dir() and any(shelf.rglob("*.*")) else [])]


def open_assistant(settings: Settings, progress: Progress = lambda step, done, total: None, encoder: EncoderFactory = exported) -> Assistant:
    """The assistant over the current index; the default index is built first when there is none.

    Raises:
        StoreStale: If the index is older than its corpus and nobody chose that, or of another model than the settings ask for.
        StoreDamaged, ModelError, CorpusError: With the remedy.
    """
    try:
        folder = current(settings.data)
    except StoreMissing:
        build(settings, progress, encoder)
        folder = current(settings.data)
    while True:
        try:
            check_fresh(settings, read_manifest(folder))
            return open_generation(folder, encoder)
        except (EndorsementError, OSError):
            if (now := current(settings.data)) == folder:
                raise
            folder = now  # removed while it was opened: builds have gone on


def open_live(settings: Settings, progress: Progress = lambda step, done, total: None, encoder: EncoderFactory = exported) -> LiveAssistant:
    """Like `open_assistant`, for a server: while it is watched, it goes over to whichever generation becomes current."""

    def opened(folder: Path) -> Assistant:
        manifest = read_manifest(folder)
        check_settings(settings, manifest)
        assistant = open_generation(folder, encoder)
        try:
            probe_opened(assistant.retriever)
            with suppress(QuestionError):  # what a corpus says of itself need not be a question
                assistant.ask([question for question, _ in manifest.probes[:1]])
        except BaseException:
            assistant.retriever.close()
            raise
        return assistant

    return LiveAssistant(settings.data, open_assistant(settings, progress, encoder), opened)


def open_generation(folder: Path, encoder: EncoderFactory = exported) -> Assistant:
    """The assistant over one generation, its files verified first; whoever opens it closes its retriever."""
    retriever = Retriever.open_generation(folder, encoder)
    return Assistant(retriever, english_words(folder / TOKENIZER))


def is_fresh(settings: Settings) -> bool:
    """Whether there is an index that agrees with the settings and its corpus; it need not be in use, if somebody went back from it or holds it."""
    try:
        folder = current(settings.data)
        check_settings(settings, read_manifest(folder))
        return any(is_of_corpus(settings, read_manifest(each)) for each in (folder, *(folder.with_name(name) for name in newer(settings.data))))
    except StoreError:
        return False


def check_fresh(settings: Settings, manifest: Manifest) -> None:
    """Compare the current generation with the settings and the corpus it was built from.

    An index that is older than its corpus is good enough when somebody went back to it or holds the next one, or when the build of that did not end:
    then a warning is logged.

    Raises:
        StoreStale: With the command that builds it again.
    """
    check_settings(settings, manifest)
    if is_of_corpus(settings, manifest):
        return
    corpus = "".join(f" --corpus {folder}" for folder in manifest.folders)
    remedy = f"run `endorse index build{corpus} --data {settings.data}`"
    if later := newer(settings.data):
        said = "answers come from index %s, which is older than its corpus, as long as index %s is not used; `endorse index use %s --data %s`, or %s"
        logger.warning(said, manifest.name, later[-1], later[-1], settings.data, remedy)
    elif unfinished(settings.data):
        logger.warning(
            "a build in %s has not ended; answers come from %s, which is older than its corpus; if no build is at work, %s",
            settings.data,
            manifest.name,
            remedy,
        )
    else:
        raise StoreStale(f"the index in {settings.data} is older than its corpus; {remedy}")


def check_settings(settings: Settings, manifest: Manifest) -> None:
    """Compare a generation with the settings.

    Raises:
        StoreStale: If it is of another model or corpus than they ask for.
    """
    if manifest.model != settings.model:
        raise StoreStale(
            f"the index in {settings.data} was built with {manifest.model}, settings ask for {settings.model}; run `endorse index build --data {settings.data}`"
        )
    if settings.corpus and [str(folder.resolve()) for folder in settings.corpus] != manifest.folders:
        raise StoreStale(f"the index in {settings.data} is of another corpus; run `endorse index build` with the folders you want")


def is_of_corpus(settings: Settings, manifest: Manifest) -> bool:
    """Whether a generation holds what its corpus folders hold now, or these are not here to compare with.

    Files that are, byte for byte, what they were are not read as guidelines again.
    """
    folders = corpus_folders(settings, manifest.folders)
    if not all(folder.is_dir() for folder in folders) or corpus_mark(folders) == manifest.mark:
        return True
    corpus = read_corpus(folders)
    return corpus_hash(corpus.guidelines, corpus.vocabulary) == manifest.corpus


def english_words(tokenizer: Path) -> tuple[str, ...]:
    """Whole words of the embedding model's word list: common English, which spelling leaves alone; none where the model has no such list."""
    if not tokenizer.is_file():
        return ()
    data = json.loads(tokenizer.read_text(encoding="utf-8"))
    listed = data.get("model", {}).get("vocab", {})
    return tuple(word for word in listed if word.isalpha())
