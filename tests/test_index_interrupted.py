from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from index_corpus import build_fake, first_text, write_corpus

from evals.interrupt import interrupt
from index.generations import current, generations, read_manifest, verify

CHILD = """
import os, signal, sys
sys.path[:0] = sys.argv[5:]
from pathlib import Path
from index_corpus import FAKE, FakeEncoder
from corpus.sheet import load_corpus
from index.build import build_index

moment, data, *corpora = sys.argv[1], *map(Path, sys.argv[2:5])


def end(now):
    if now == moment:
        os.kill(os.getpid(), signal.SIGKILL)


class Watched(FakeEncoder):
    def encode(self, texts):
        end("probing" if len(texts) == 1 else "embedding")
        return super().encode(texts)


for turn in range(10_000):
    guidelines, vocabulary = load_corpus([corpora[turn % 2]])
    build_index(data, guidelines, vocabulary, model=FAKE, encoder=lambda folder, name: Watched(), progress=lambda step, done, total: end(step))
"""


def killed(moment: str, data: Path, corpora: Sequence[Path], seconds: float = 0.0) -> None:
    """Let a process build corpora in turn, and end it without warning: at a moment, or some seconds after its first build."""
    before = current(data)
    places = [data, *corpora, Path(__file__).parent, Path(__file__).parent.parent]
    with subprocess.Popen([sys.executable, "-c", CHILD, moment, *map(str, places)]) as child:
        try:
            until = time.monotonic() + 60
            while not moment and current(data) == before and time.monotonic() < until:
                time.sleep(0.01)
            time.sleep(seconds)
            if not moment:
                child.send_signal(signal.SIGKILL)
            assert child.wait(60) == -signal.SIGKILL
        finally:
            child.kill()


@pytest.mark.parametrize("moment", ["embedding", "writing", "probing"])
def test_a_build_killed_at_work_leaves_the_one_before(data: Path, corpus_folder: Path, moment: str) -> None:
    before = current(data)
    write_corpus(corpus_folder, hours=72)
    killed(moment, data, (corpus_folder, corpus_folder))
    (unfinished,) = (data / "generations").glob("*.part")
    assert current(data) == before
    assert "71 clock hours" in first_text(data)
    assert generations(data) == [before.name]
    build_fake(data, corpus_folder)
    assert "72 clock hours" in first_text(data)
    assert not unfinished.exists()


def test_a_build_killed_at_any_point_leaves_a_complete_index(data: Path, corpus_folder: Path, tmp_path: Path) -> None:
    corpora = (write_corpus(tmp_path / "other", hours=72), corpus_folder)
    moments = random.Random(4)
    for _ in range(3):
        killed("", data, corpora, moments.uniform(0.0, 0.5))
        folder = current(data)
        verify(folder, read_manifest(folder))
        assert any(f"{hours} clock hours" in first_text(data) for hours in (71, 72))
        assert folder.name in generations(data)
    build_fake(data, corpus_folder)
    assert "71 clock hours" in first_text(data)
    assert sorted(path.name for path in (data / "generations").iterdir()) == generations(data)


def test_a_server_that_starts_after_a_kill_serves_a_whole_index_and_the_next_build_cleans_up(tmp_path: Path) -> None:
    """The proof of `endorse-evals interrupt` in small: sheets that were edited, a build of them that is killed, a server that starts."""
    proof = interrupt(tmp_path, points=8, passages=60, seed=11)
    assert proof.faults == ()
    assert proof.served["old"] + proof.served["new"] == 8
    assert proof.served["old"] > 0
    assert "0 faults" in proof.line()


def test_builds_at_the_same_time_take_turns(tmp_path: Path, corpus_folder: Path) -> None:
    data = tmp_path / "data"
    with ThreadPoolExecutor(3) as pool:
        made = [manifest.name for manifest in pool.map(lambda _: build_fake(data, corpus_folder), range(3))]
    assert len(set(made)) == 3
    assert current(data).name == max(made)
    assert generations(data) == sorted(made)[-2:]
    assert "71 clock hours" in first_text(data)
