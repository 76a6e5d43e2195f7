"""Private copies: a folder copied into the temporary directory for as long as a process uses it.

The owner holds a lock on a file of the copy, which the system gives back however the process ends. A copy whose lock is free is nobody's and is
removed when the next copy is made.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
import time
from pathlib import Path

PREFIX, LOCK = "endorse-store-", "lock"
YOUNG = 3600.0
"""Seconds for which a copy without a lock is left alone: its owner may be about to make the lock."""


class PrivateCopy:
    """A copy of a folder, `folder`, that belongs to this process until it is given back."""

    def __init__(self, source: Path) -> None:
        sweep_copies()
        self._place = Path(tempfile.mkdtemp(prefix=PREFIX))
        self._lock = os.open(self._place / f"{LOCK}.new", os.O_CREAT | os.O_RDWR, 0o600)
        try:
            fcntl.flock(self._lock, fcntl.LOCK_EX)
            (self._place / f"{LOCK}.new").rename(self._place / LOCK)
            self.folder = self._place / source.name
            shutil.copytree(source, self.folder)
        except BaseException:
            self.remove()
            raise

    def remove(self) -> None:
        """Remove the copy and give the lock back; once."""
        shutil.rmtree(self._place, ignore_errors=True)
        os.close(self._lock)


def sweep_copies() -> None:
    """Remove the copies of processes that are gone, as far as they are this user's."""
    for place in Path(tempfile.gettempdir()).glob(f"{PREFIX}*"):
        try:
            if place.is_symlink() or place.stat().st_uid != os.getuid() or not _free(place):
                continue
        except OSError:
            continue
        shutil.rmtree(place, ignore_errors=True)


def _free(place: Path) -> bool:
    """Whether nobody holds the lock of a copy."""
    try:
        handle = os.open(place / LOCK, os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        return time.time() - place.stat().st_mtime > YOUNG
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    else:
        return True
    finally:
        os.close(handle)
