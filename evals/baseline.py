"""The baseline: the usual pipeline on the same documents, to be graded like the assistant.

Text is split at 1,000 characters with 200 of overlap, embedded with the same MiniLM, kept in Chroma with cosine distance; the answer is the
best chunk, or the best four one after the other. It knows no scope, refuses nothing and quotes no sentence.
"""

from __future__ import annotations

import re
import tempfile
import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from corpus.guideline import Guideline
from corpus.vocabulary import Vocabulary
from evals.answers import Cited, Given
from evals.questions import Question
from evals.scoring import DEPTHS, Found, Outcome

SIZE, OVERLAP = 1000, 200
TOPS = (1, 4)
"""How many chunks are pasted together as an answer."""
_FRONT = re.compile(r"\A\ufeff?---\n.*?\n---\n", re.S)
_ASKS = re.compile(r"^\? .*\n?", re.M)


@dataclass(frozen=True, slots=True)
class Document:
    """One sheet as a plain document: what a reader of the guideline sees, without the ways of asking."""

    sheet: str
    source: str
    text: str


def documents(guidelines: Sequence[Guideline], vocabulary: Vocabulary) -> list[Document]:
    """The sheets as documents that begin with association, title and edition, as a printed guideline does."""
    found = []
    for guideline in guidelines:
        body = _ASKS.sub("", _FRONT.sub("", Path(guideline.path).read_text(encoding="utf-8")))
        entry = vocabulary.associations.get(guideline.association or "")
        first = ", ".join(part for part in (entry.name if entry else "", guideline.title, guideline.edition) if part)
        found.append(Document(guideline.id, guideline.source, f"{first}\n\n{body.strip()}\n"))
    return found


class UsualPipeline:
    """Documents split, embedded and stored; `folder` holds the vectors and is left to the caller to remove."""

    def __init__(self, texts: Sequence[Document], embeddings: Any, folder: Path) -> None:
        import chromadb
        from langchain_chroma import Chroma
        from langchain_text_splitters import RecursiveCharacterTextSplitter

        splitter = RecursiveCharacterTextSplitter(chunk_size=SIZE, chunk_overlap=OVERLAP)
        chunks = [(document, chunk) for document in texts for chunk in splitter.split_text(document.text)]
        settings = chromadb.config.Settings(anonymized_telemetry=False)
        client = chromadb.PersistentClient(path=str(folder), settings=settings)
        self._store = Chroma("baseline", embeddings, client=client, collection_configuration={"hnsw": {"space": "cosine"}})
        for start in range(0, len(chunks), 1000):
            batch = chunks[start : start + 1000]
            self._store.add_texts(
                [chunk for _, chunk in batch], [{"sheet": d.sheet, "source": d.source} for d, _ in batch], [str(n) for n in range(start, start + len(batch))]
            )

    def outcomes(self, questions: Sequence[Question], top: int) -> list[Outcome]:
        """What the pipeline makes of the questions when the best `top` chunks are the answer; a conversation is asked as one text."""
        return [self._outcome(question, top) for question in questions]

    def _outcome(self, question: Question, top: int) -> Outcome:
        chunks = self._store.similarity_search(" ".join(question.turns), k=max(DEPTHS))
        text = "\n\n".join(chunk.page_content for chunk in chunks[:top])
        cited = tuple(Cited(str(chunk.metadata["sheet"]), str(chunk.metadata["source"]), "", "") for chunk in chunks[:top])
        found = tuple(Found(str(chunk.metadata["source"]), chunk.page_content) for chunk in chunks)
        return Outcome(question, Given(question.id, "answered", text, cited), found)


def packaged_embeddings() -> Any:
    """LangChain's embeddings over the packaged MiniLM; loading takes some seconds."""
    from index.embedding import packaged_model

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from langchain_huggingface import HuggingFaceEmbeddings

        return HuggingFaceEmbeddings(model_name=str(packaged_model()), model_kwargs={"device": "cpu"}, encode_kwargs={"normalize_embeddings": True})


def run_baseline(guidelines: Sequence[Guideline], vocabulary: Vocabulary, questions: Sequence[Question]) -> dict[str, list[Outcome]]:
    """The baseline's outcomes by name: "top 1" and "top 4"."""
    with tempfile.TemporaryDirectory(prefix="endorse-baseline-", ignore_cleanup_errors=True) as folder:
        pipeline = UsualPipeline(documents(guidelines, vocabulary), packaged_embeddings(), Path(folder))
        return {f"top {top}": pipeline.outcomes(questions, top) for top in TOPS}
