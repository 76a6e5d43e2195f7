"""Interruption: builds are killed at random points, and after each of them a restart must serve a complete old or a complete new index.

Half of the points are moments of time, so that long steps are hit as often as they last; half are file operations, so that the short ones (naming the
generation, replacing the pointer, removing what is old) are hit too. Each build is of a corpus that was edited in place since the one before.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from corpus.errors import StoreError
from evals.interrupt_child import DONE, READY
from evals.interrupt_corpus import write_corpus
from index.copies import PREFIX
from index.generations import BEGUN, PART, POINTER, generations

ROOT = Path(__file__).resolve().parent.parent
BEGINS = 2
"""The first file operation is the mark that a build is under way; who is killed before it has begun no build, and has edited sheets that nobody built."""
FIRST = 1001
"""The figure of the first state of the corpus; every state has another one."""
BETWEEN = 10
"""After so many points a build is let through, to see that it cleans up, and to learn anew how long one takes."""
PATIENCE = 900.0
"""Seconds after which a process that has not ended counts as hung."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What came of it.

    Attributes:
        served: How often the index of before ("old") and the one that was being built ("new") was served after a kill.
        steps: In which step of the build the kills fell; "after" is after the build had ended.
        faults: What must not be, a line each.
        seconds: How long all of it took, and the mean times of a whole build and of a restart.
    """

    points: int
    passages: int
    seed: int
    served: Counter[str]
    steps: Counter[str]
    faults: tuple[str, ...]
    seconds: tuple[float, float, float]

    def line(self) -> str:
        """The result in one line."""
        steps = ", ".join(f"{step} {count}" for step, count in self.steps.most_common())
        total, building, restarting = self.seconds
        return (
            f"{self.points} builds of {self.passages:,} passages killed (seed {self.seed}): {self.served['old']} restarts served the old index, "
            f"{self.served['new']} the new one, {len(self.faults)} faults; killed while {steps}; "
            f"{total:.0f} s in all, {building:.1f} s a build, {restarting:.1f} s a restart"
        )


@dataclass(frozen=True, slots=True)
class Point:
    """When a build is killed: some seconds after it began, or at one of its file operations, counted from 1."""

    delay: float | None = None
    operation: int | None = None


@dataclass(slots=True)
class Prover:
    """Builds, kills and restarts in one folder."""

    folder: Path
    passages: int
    served: Counter[str] = field(default_factory=Counter)
    steps: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    restarts: list[float] = field(default_factory=list)

    @property
    def data(self) -> Path:
        """Where the index lives."""
        return self.folder / "data"

    def build(self, figure: int, at: Point | None = None) -> tuple[list[str], float]:
        """Edit the corpus and build it, to the end or to the point where it is killed; what the build printed, and how many seconds it worked.

        Raises:
            StoreError: If it ends in another way.
        """
        write_corpus(self.folder / "corpus", self.passages, figure)
        with self._started("build", *([str(at.operation)] if at and at.operation else [])) as child:
            assert child.stdout is not None
            first = child.stdout.readline()
            started = time.monotonic()
            if at and at.delay:
                time.sleep(at.delay)
                child.kill()
            rest, said = child.communicate(timeout=PATIENCE)
            spent = time.monotonic() - started
        if child.returncode not in ({0, -signal.SIGKILL} if at else {0}):
            raise StoreError(f"{self.data}: a build failed ({said.strip()[-400:]}); mend it before it is interrupted")
        return [first.strip(), *rest.splitlines()], spent

    def build_whole(self, figure: int) -> tuple[int, float]:
        """Build to the end and check what is served and that nothing is left over; how many file operations it took, and how many seconds."""
        printed, spent = self.build(figure)
        self.restart({"new": figure}, f"the build of {figure}")
        self.faults += [f"the build of {figure}: left over: {name}" for name in self.leftovers(ended=True)]
        return int(printed[-1].split()[1]), spent

    def point(self, number: int, at: Point, old: int, new: int) -> str | None:
        """Kill the build of a new state at a point and restart; which state is served."""
        printed, _ = self.build(new, at)
        ended = printed[-1].startswith(DONE)
        step = "after" if ended else "reading" if printed[-1] == READY else printed[-1]
        which = self.restart({"old": old, "new": new}, f"point {number} ({step}, {at})")
        self.steps[step] += 1
        self.served[which or "neither"] += 1
        self.faults += [f"point {number} ({step}, {at}): left over: {name}" for name in self.leftovers(ended)]
        return which

    def restart(self, figures: dict[str, int], point: str) -> str | None:
        """Open the index in a new process, check that it is whole, and say which of the figures it is of."""
        started = time.monotonic()
        with self._started("serve") as child:
            out, said = child.communicate(timeout=PATIENCE)
        self.restarts.append(time.monotonic() - started)
        if child.returncode:
            self.faults.append(f"{point}: a restart does not serve: {said.strip()[-400:]}")
            return None
        found = json.loads(out)
        which = next((name for name, figure in figures.items() if found["held"] == [str(figure)]), None)
        if which is None or found["answered"] != found["held"] or found["passages"] != self.passages:
            self.faults.append(f"{point}: what is served is not whole: {out.strip()}")
        return which

    def leftovers(self, ended: bool) -> list[str]:
        """What lies about that should not: more than one unfinished generation, copies of dead processes; after a build that ended, anything else."""
        inside = sorted(path.name for path in (self.data / "generations").iterdir())
        parts = [name for name in inside if name.endswith(PART)]
        copies = [path.name for path in (self.folder / "tmp").glob(f"{PREFIX}*")]
        found = copies + (parts if ended or len(parts) > 1 else [])
        if ended:
            found += [name for name in inside if name not in generations(self.data) and name not in parts]
            found += [name for name in (BEGUN, f"{POINTER}.new") if (self.data / name).exists()]
            found += inside[:-4]
        return found

    @contextmanager
    def _started(self, task: str, *more: str) -> Iterator[subprocess.Popen[str]]:
        """A process that does a task, over when the block ends."""
        temporary = self.folder / "tmp"
        temporary.mkdir(parents=True, exist_ok=True)
        environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(temporary)}
        command = [sys.executable, "-m", "evals.interrupt_child", task, str(self.data), str(self.folder / "corpus"), *more]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment) as child:
            try:
                yield child
            finally:
                child.kill()


def interrupt(folder: Path, points: int, passages: int, seed: int, progress: Callable[[int, int], None] = lambda done, total: None) -> Proof:
    """Kill builds at random points and restart after each.

    Args:
        folder: An empty folder for corpus, index and temporary files.
        points: How many builds are killed; every second one at a file operation.
        passages: How many passages the corpus has.
        seed: Of the points.
        progress: Told how many points are done, and how many there are.

    Raises:
        StoreError: If a build that nobody kills fails.
    """
    chance, prover, started = random.Random(f"interrupt {seed}"), Prover(folder, passages), time.monotonic()
    states = count(FIRST)
    prover.build(next(states))
    for number in range(1, points + 1):
        if number % BETWEEN == 1:
            old = next(states)
            operations, whole = prover.build_whole(old)
        new = next(states)
        at = Point(operation=chance.randint(BEGINS, operations)) if number % 2 else Point(delay=chance.uniform(0.002, 1.05 * whole))
        old = new if prover.point(number, at, old, new) == "new" else old
        progress(number, points)
    prover.build_whole(next(states))
    mean = sum(prover.restarts) / len(prover.restarts)
    return Proof(points, passages, seed, prover.served, prover.steps, tuple(prover.faults), (time.monotonic() - started, whole, mean))
