"""Checking guideline sheets from the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console

from assistant.application import SHIPPED
from corpus.check import check_corpus
from corpus.library import read_corpus
from corpus.originals import compare_originals
from corpus.sections import read_sources

FAULTY = 3
"""Exit code when a check finds an error."""


def check_sheets(folders: Sequence[Path], originals: Path | None) -> int:
    """Check the sheets of the folders (none: the shipped ones), against the originals too when a folder of them is named.

    Returns:
        The exit code: 0, or `FAULTY` when there is an error; warnings alone do not count.

    Raises:
        CorpusError: If a sheet cannot be read.
    """
    console = Console(highlight=False, soft_wrap=True)
    corpus = read_corpus(folders or (SHIPPED,))
    documents = {document.guideline.id for document in corpus.documents}
    guidelines, vocabulary = [guideline for guideline in corpus.guidelines if guideline.id not in documents], corpus.vocabulary
    found = list(check_corpus(guidelines, vocabulary))
    blocks = sum(len(guideline.blocks) for guideline in guidelines)
    console.print(f"{len(guidelines)} sheets, {blocks} blocks read")
    if corpus.documents:
        console.print(f"{len(corpus.documents)} documents read as they are; `endorse add --dry-run` shows what was understood")
    if originals is not None:
        comparison = compare_originals(guidelines, originals, read_sources(originals), vocabulary)
        found += comparison.findings
        console.print(f"{comparison.figures} figures of sheets and {comparison.required} of originals compared, over {len(comparison.sources)} sources")
    for finding in found:
        console.print(
            f"{finding.path}:{finding.line}: {finding.severity}: {finding.message}", style="red" if finding.severity == "error" else "yellow", markup=False
        )
    errors = sum(finding.severity == "error" for finding in found)
    console.print(f"{errors} errors, {len(found) - errors} warnings")
    return FAULTY if errors else 0
