"""What several tests share, made once a session."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from assistant_corpus import counted_retriever, write_sheets
from hypothesis import settings

from assistant.application import build, english_words, open_assistant
from assistant.assistant import Assistant
from assistant.settings import Settings
from index.embedding import packaged_model
from index.search import Retriever

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


def pytest_configure(config: pytest.Config) -> None:
    """An index that goes out of use removes its copy of the vectors then, which Python warns of."""
    config.addinivalue_line("filterwarnings", "ignore:Implicitly cleaning up:ResourceWarning")


@pytest.fixture(scope="session")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of made-up sheets; not to be written to."""
    return write_sheets(tmp_path_factory.mktemp("sheets"))


@pytest.fixture(scope="session")
def counted(sheets: Path) -> Retriever:
    """The made-up sheets, searched without a model: for what does not depend on ranking."""
    return counted_retriever(sheets)


@pytest.fixture(scope="session")
def plain_assistant(counted: Retriever) -> Assistant:
    """An assistant over the made-up sheets without a model: for refusals, sums and checklists, which no likeness decides."""
    return Assistant(counted, english_words(packaged_model() / "tokenizer.json"))


@pytest.fixture(scope="session")
def built(sheets: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data directory of an index of the made-up sheets, built with the packaged model; not to be written to."""
    data = tmp_path_factory.mktemp("data")
    build(Settings(data=data, corpus=(sheets,)))
    return data


@pytest.fixture(scope="session")
def assistant(built: Path, sheets: Path) -> Iterator[Assistant]:
    """An assistant over the made-up index."""
    yield open_assistant(Settings(data=built, corpus=(sheets,)))
