"""What several tests share, made once a session."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from assistant_corpus import counted_retriever, write_sheets
from database_servers import WEAK, Clock, Server, postgres_server
from hypothesis import settings
from index_corpus import build_fake, open_fake, write_corpus

from assistant.application import build, english_words, open_assistant
from assistant.assistant import Assistant
from assistant.settings import Settings
from index.embedding import packaged_model
from index.search import Retriever
from ui.records.records import Records, open_records

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


LOOPBACK = {"127.0.0.1", "::1", "localhost", "0.0.0.0", "::", "", None, b"127.0.0.1", b"localhost"}


def pytest_configure(config: pytest.Config) -> None:
    """Let sockets reach this machine only."""
    sys.addaudithook(_stay_here)


def _stay_here(event: str, args: tuple[Any, ...]) -> None:
    host: Any = None
    if event == "socket.getaddrinfo":
        host = args[0]
    elif event in {"socket.connect", "socket.sendto"} and isinstance(args[1], tuple):
        host = args[1][0]
    if host not in LOOPBACK:
        raise RuntimeError(f"a test reaches for the network: {event} {host!r}")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """A PostgreSQL server of the tests' own; skipped where it is not installed, unless in CI."""
    with postgres_server() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The address of an empty database of a test's own; the test runs on both kinds."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'desk.sqlite3'}"
        return
    with request.getfixturevalue("postgres").database() as url:
        yield url


@pytest.fixture
def clock() -> Clock:
    """A clock that a test moves."""
    return Clock()


@pytest.fixture
def records(database_url: str, clock: Clock) -> Iterator[Records]:
    """Records in an empty database, by that clock, with quick hashes; the test runs on both kinds."""
    with closing(open_records(database_url, now=clock, hasher=WEAK)) as opened:
        yield opened


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


@pytest.fixture(scope="session")
def indexed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with an index of `write_corpus`, embedded without a model; not to be written to."""
    folder = tmp_path_factory.mktemp("indexed")
    build_fake(folder / "data", write_corpus(folder / "sheets"))
    return folder / "data"


@pytest.fixture(scope="session")
def searcher(indexed: Path) -> Iterator[Retriever]:
    """That index, opened."""
    with closing(open_fake(indexed)) as opened:
        yield opened


@pytest.fixture
def corpus_folder(tmp_path: Path) -> Path:
    """A folder of a test's own with the sheets of `write_corpus`."""
    return write_corpus(tmp_path / "sheets")


@pytest.fixture
def data(tmp_path: Path, corpus_folder: Path) -> Path:
    """A data directory of a test's own with one generation of `corpus_folder`, embedded without a model."""
    build_fake(tmp_path / "data", corpus_folder)
    return tmp_path / "data"
