"""A live assistant: it goes over to a new generation and back while people ask, without a failed or a mixed answer."""

from __future__ import annotations

import logging
import shutil
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest
from index_corpus import FAKE, FakeEncoder, build_fake, open_fake_assistant, write_corpus

from assistant.answer import Answer
from assistant.application import open_assistant, open_live
from assistant.assistant import Assistant
from assistant.live import PATIENCE, LiveAssistant
from assistant.settings import Settings
from corpus.errors import StoreError
from index.build import rollback
from index.copies import PREFIX
from index.generations import current

QUESTION = "What do I need in Northvale for Level II?"
SECRET = "my son Kevin asks about the moon"


@pytest.fixture(autouse=True)
def copies(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where stores put their copies; empty in the end, so every assistant that was opened was closed."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield place
    assert list(place.glob(f"{PREFIX}*")) == []


def hours(answer: Answer) -> set[str]:
    """The made-up figure of the corpus, which its answer states twice: with the training and with the references."""
    words = {word for statement in answer.statements for word in statement.text.split() if word.isdigit()}
    quoted = {word for citation in answer.citations for word in citation.quote.split() if word.isdigit()}
    assert len(answer.statements) > 2
    return words | quoted


@contextmanager
def living(data: Path, opener: Callable[[Path], Assistant] = open_fake_assistant, **given: object) -> Iterator[LiveAssistant]:
    live = LiveAssistant(data, open_fake_assistant(current(data)), opener, **given)  # type: ignore[arg-type]
    try:
        yield live
    finally:
        live.close()


def test_it_goes_over_to_a_new_generation_and_back(data: Path, corpus_folder: Path) -> None:
    with living(data) as live:
        assert not live.look()
        assert hours(live.ask([QUESTION])) == {"71"}
        build_fake(data, write_corpus(corpus_folder, hours=72))
        assert hours(live.ask([QUESTION])) == {"71"}
        assert live.look()
        assert not live.look()
        assert hours(live.ask([QUESTION])) == {"72"}
        rollback(data)
        assert live.look()
        assert hours(live.ask([QUESTION])) == {"71"}


def test_a_question_under_way_ends_on_the_generation_it_began_with(data: Path, corpus_folder: Path, copies: Path) -> None:
    with living(data) as live:
        with live.borrow() as first, live.borrow():
            build_fake(data, write_corpus(corpus_folder, hours=72))
            assert live.look()
            assert hours(live.ask([QUESTION])) == {"72"}
            assert hours(first.ask([QUESTION])) == {"71"}
            assert len(list(copies.iterdir())) == 2
        assert len(list(copies.iterdir())) == 1, "the old one is closed when its last question is answered"
        with pytest.raises(StoreError, match="closed"):
            first.retriever.search("training")


def test_many_people_ask_while_generations_change(data: Path, corpus_folder: Path) -> None:
    figures = [str(number) for number in range(72, 78)]
    done = threading.Event()
    seen: list[set[str]] = []

    def keep_asking() -> None:
        while not done.is_set():
            seen.append(hours(live.ask([QUESTION])))

    def change() -> None:
        for figure in figures:
            build_fake(data, write_corpus(corpus_folder, hours=figure))
            wait_for(lambda figure=figure: hours(live.ask([QUESTION])) == {figure})  # type: ignore[misc]
            rollback(data)
            wait_for(lambda figure=figure: hours(live.ask([QUESTION])) != {figure})  # type: ignore[misc]

    with living(data) as live, live.watched(0.02), ThreadPoolExecutor(8) as pool:
        asking = [pool.submit(keep_asking) for _ in range(8)]
        try:
            change()
        finally:
            done.set()
        for future in asking:
            future.result()
    assert all(len(figure) == 1 for figure in seen), "no answer holds figures of two generations"
    assert {figure for each in seen for figure in each} >= {"71", *figures}


def wait_for(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + 30
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_generation_that_does_not_open_changes_nothing_and_is_tried_again_later(data: Path, corpus_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    build_fake(data, write_corpus(corpus_folder, hours=72))
    bad = current(data)
    rollback(data)
    now = [1000.0]
    tried: list[str] = []

    def opener(folder: Path) -> Assistant:
        tried.append(folder.name)
        return open_fake_assistant(folder)

    with living(data, opener, clock=lambda: now[0]) as live:
        good = (bad / "passages.jsonl").read_bytes()
        (bad / "passages.jsonl").write_bytes(good + b" ")
        (data / "CURRENT").write_text(bad.name + "\n", encoding="utf-8")
        assert [live.look() for _ in range(3)] == [False] * 3
        live.ask([SECRET])
        assert hours(live.ask([QUESTION])) == {"71"}
        assert tried == [bad.name]
        (said,) = [record.getMessage() for record in caplog.records if record.levelno >= logging.WARNING]
        assert f"index {bad.name} cannot be used" in said
        assert "passages.jsonl" in said
        assert not any(word in caplog.text for word in ("Kevin", "moon"))
        (bad / "passages.jsonl").write_bytes(good)
        now[0] += PATIENCE + 1
        assert live.look()
        assert hours(live.ask([QUESTION])) == {"72"}


@pytest.mark.parametrize("damage", ["gone", "pointer", "bytes"])
def test_a_pointer_that_leads_nowhere_changes_nothing(data: Path, damage: str) -> None:
    with living(data) as live:
        if damage == "gone":
            shutil.rmtree(data)
        else:
            (data / "CURRENT").write_bytes(b"nothing\n" if damage == "pointer" else b"\xff\x00")
        assert not live.look()
        assert hours(live.ask([QUESTION])) == {"71"}


def test_whatever_goes_wrong_while_opening_answers_go_on(data: Path, corpus_folder: Path) -> None:
    def opener(folder: Path) -> Assistant:
        raise RuntimeError("out of memory")

    build_fake(data, corpus_folder)
    with living(data, opener) as live:
        build_fake(data, write_corpus(corpus_folder, hours=72))
        assert not live.look()
        assert hours(live.ask([QUESTION])) == {"71"}


class Forgetful(FakeEncoder):
    """Embeds single texts, as questions are, as their opposite."""

    def encode(self, texts):  # type: ignore[no-untyped-def]
        return super().encode(texts) if len(texts) > 1 else -super().encode(texts)


def test_what_the_settings_describe_is_checked_before_it_takes_over(data: Path, corpus_folder: Path, caplog: pytest.LogCaptureFixture) -> None:
    encoders = [FakeEncoder(), Forgetful(), FakeEncoder()]
    live = open_live(Settings(data=data, model=FAKE), encoder=lambda folder, name: encoders.pop(0))
    build_fake(data, write_corpus(corpus_folder, hours=72))
    assert not live.look()
    assert "does not find itself" in caplog.text
    build_fake(data, write_corpus(corpus_folder, hours=73))
    assert live.look()
    assert hours(live.ask([QUESTION])) == {"73"}
    build_fake(data, corpus_folder, FakeEncoder("another"))
    assert not live.look()
    assert "built with another, settings ask for fake" in caplog.text
    live.close()


def test_an_index_that_is_removed_while_it_is_opened_gives_way_to_the_next(data: Path, corpus_folder: Path) -> None:
    def encoder(folder: Path, name: str) -> FakeEncoder:
        if folder.is_dir() and folder.name == first.name:
            build_fake(data, write_corpus(corpus_folder, hours=72))
            shutil.rmtree(folder)
        return FakeEncoder(name)

    first = current(data)
    assistant = open_assistant(Settings(data=data, model=FAKE), encoder=encoder)
    assert hours(assistant.ask([QUESTION])) == {"72"}
    assistant.retriever.close()


def test_it_is_closed_once_and_watching_ends_with_the_block(data: Path) -> None:
    with living(data) as live:
        with live.watched(0.01):
            assert any(thread.name == "generations" for thread in threading.enumerate())
        assert not any(thread.name == "generations" for thread in threading.enumerate())
        live.close()
        live.close()
        with pytest.raises(StoreError, match="closed"):
            live.ask([QUESTION])
