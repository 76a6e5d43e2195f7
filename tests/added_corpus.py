"""Made-up documents, and what `endorse add` makes of them without a model."""

from __future__ import annotations

from pathlib import Path

from index_corpus import FAKE, FakeEncoder

from assistant.settings import Settings
from corpus.sidecar import Sidecar
from index.generations import Manifest, current, read_manifest
from index.passages import Passage
from ui.adding import add_documents, remove_documents

GUIDELINE = """{owner} Infant Mental Health Association ({key})
Endorsement Requirements, Edition {edition}

Infant Family Specialist (Level II)

Requirements

Training
At least {hours} clock hours of training are required. Half of them may be taken online.

References
Three reference ratings are required{more}.

Renewal

Training
Renewal takes {yearly} clock hours of training a year.
"""


def guideline(owner: str = "Northvale", key: str = "NVAIMH", edition: str = "2031", hours: int = 71, yearly: int = 9, more: str = "") -> str:
    """A made-up guideline as plain text, of an association whose name begins with a place."""
    return GUIDELINE.format(owner=owner, key=key, edition=edition, hours=hours, yearly=yearly, more=more)


def add(data: Path, corpus: Path | None, *paths: Path, dry_run: bool = False, **said: str) -> int:
    """`endorse add` of paths beside a corpus folder; its exit code."""
    settings = Settings(data=data, corpus=(corpus,) if corpus else (), model=FAKE)
    return add_documents(settings, paths, Sidecar(**said), dry_run, _unseen, lambda folder, name: FakeEncoder(name))  # type: ignore[arg-type]


def remove(data: Path, *names: str) -> None:
    """`endorse remove` of names."""
    remove_documents(Settings(data=data, model=FAKE), names, _unseen, lambda folder, name: FakeEncoder(name))


def passages(data: Path) -> list[Passage]:
    """The passages of the current index."""
    return [Passage.from_json(line) for line in (current(data) / "passages.jsonl").read_text(encoding="utf-8").splitlines()]


def manifest(data: Path) -> Manifest:
    """What the current index says of itself."""
    return read_manifest(current(data))


def _unseen(step: str, done: int, total: int) -> None:
    """Progress that nobody watches."""
