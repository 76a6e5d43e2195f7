"""Composition: settings to an assistant, its index opened or, when there is none yet, built."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from assistant.assistant import Assistant
from assistant.settings import Settings
from corpus.errors import StoreError, StoreMissing, StoreStale
from corpus.sheet import load_corpus
from index.build import build_index, corpus_hash
from index.generations import Manifest, current, read_manifest
from index.search import Retriever

SHIPPED = Path(__file__).resolve().parent.parent / "corpus" / "sheets"
Progress = Callable[[str, int, int], None]


def build(settings: Settings, progress: Progress = lambda step, done, total: None) -> Manifest:
    """Read the corpus that the settings name and build its index."""
    folders = settings.corpus or (SHIPPED,)
    guidelines, vocabulary = load_corpus(folders)
    named = [str(folder.resolve()) for folder in settings.corpus]
    return build_index(settings.data, guidelines, vocabulary, named, settings.model, progress)


def open_assistant(settings: Settings, progress: Progress = lambda step, done, total: None) -> Assistant:
    """The assistant over the current index; the default index is built first when there is none.

    Raises:
        StoreStale: If the index is of the shipped corpus and that has changed, or of another model than the settings ask for.
        StoreDamaged, ModelError, CorpusError: With the remedy.
    """
    try:
        manifest = read_manifest(current(settings.data))
    except StoreMissing:
        manifest = build(settings, progress)
    check_fresh(settings, manifest)
    retriever = Retriever.open(settings.data)
    return Assistant(retriever, english_words(current(settings.data) / "tokenizer.json"))


def is_fresh(settings: Settings) -> bool:
    """Whether there is an index that agrees with the settings and its corpus."""
    try:
        check_fresh(settings, read_manifest(current(settings.data)))
    except StoreError:
        return False
    return True


def check_fresh(settings: Settings, manifest: Manifest) -> None:
    """Compare the current generation with the settings and the corpus it was built from.

    Raises:
        StoreStale: With the command that builds it again.
    """
    if manifest.model != settings.model:
        raise StoreStale(
            f"the index in {settings.data} was built with {manifest.model}, settings ask for {settings.model}; run `endorse index build --data {settings.data}`"
        )
    if settings.corpus and [str(folder.resolve()) for folder in settings.corpus] != manifest.folders:
        raise StoreStale(f"the index in {settings.data} is of another corpus; run `endorse index build` with the folders you want")
    folders = [Path(folder) for folder in manifest.folders] or [SHIPPED]
    if all(folder.is_dir() for folder in folders):
        guidelines, vocabulary = load_corpus(folders)
        if corpus_hash(guidelines, vocabulary) != manifest.corpus:
            corpus = "".join(f" --corpus {folder}" for folder in manifest.folders)
            raise StoreStale(f"the index in {settings.data} is older than its corpus; run `endorse index build{corpus} --data {settings.data}`")


def english_words(tokenizer: Path) -> tuple[str, ...]:
    """Whole words of the embedding model's word list: common English, which spelling leaves alone."""
    data = json.loads(tokenizer.read_text(encoding="utf-8"))
    listed = data.get("model", {}).get("vocab", {})
    return tuple(word for word in listed if word.isalpha())
