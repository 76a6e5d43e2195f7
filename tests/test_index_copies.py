"""Private copies: gone when they are given back, and swept when their owner was killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

from index.copies import LOCK, PREFIX, YOUNG, PrivateCopy, sweep_copies

HOLDER = """
import sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from index.copies import PrivateCopy

copy = PrivateCopy(Path(sys.argv[2]))
print("ready", flush=True)
time.sleep(600)
"""


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary directory of the test's own, for this process and for those that it starts."""
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    monkeypatch.setenv("TMPDIR", str(place))
    return place


@pytest.fixture
def source(tmp_path: Path) -> Path:
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "data.bin").write_bytes(b"data")
    return tmp_path / "chroma"


def held(source: Path) -> subprocess.Popen[str]:
    """A process that holds a copy."""
    root = str(Path(__file__).parent.parent)
    child = subprocess.Popen([sys.executable, "-c", HOLDER, root, str(source)], stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    assert child.stdout.readline() == "ready\n"
    return child


def copies(place: Path) -> list[str]:
    return sorted(path.name for path in place.glob(f"{PREFIX}*"))


def test_a_copy_holds_what_was_copied_until_it_is_removed(place: Path, source: Path) -> None:
    copy = PrivateCopy(source)
    (copy.folder / "data.bin").write_bytes(b"changed")
    assert (source / "data.bin").read_bytes() == b"data"
    copy.remove()
    assert copies(place) == []


def test_the_copy_of_a_killed_process_is_removed_by_the_next_one(place: Path, source: Path) -> None:
    with held(source) as dead, held(source) as living:
        assert len(copies(place)) == 2
        dead.send_signal(signal.SIGKILL)
        dead.wait(30)
        mine = PrivateCopy(source)
        assert len(copies(place)) == 2, "the dead one's is gone, the living one's and mine are there"
        mine.remove()
        (left,) = place.glob(f"{PREFIX}*")
        assert (left / "chroma" / "data.bin").is_file()
        living.kill()
    sweep_copies()
    assert copies(place) == []


def test_what_is_not_a_copy_of_ours_is_left_alone(place: Path, source: Path, tmp_path: Path) -> None:
    (place / "endorse-madeup-1").mkdir()
    (place / f"{PREFIX}file").write_text("not a folder", encoding="utf-8")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / LOCK).touch()
    (place / f"{PREFIX}link").symlink_to(outside)
    sweep_copies()
    assert len(list(place.iterdir())) == 3
    assert (outside / LOCK).exists()


def test_a_copy_that_is_being_made_is_left_alone_and_one_that_never_was_finished_is_not(place: Path) -> None:
    young, old = place / f"{PREFIX}young", place / f"{PREFIX}old"
    young.mkdir()
    old.mkdir()
    past = time.time() - YOUNG - 10
    os.utime(old, (past, past))
    sweep_copies()
    assert copies(place) == [young.name]


def test_a_copy_that_cannot_be_made_leaves_nothing(place: Path, tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        PrivateCopy(tmp_path / "nothing")
    assert copies(place) == []
