"""The index as a LangChain retriever, for chains of one's own. LangChain's types are used in this file only."""

from __future__ import annotations

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict, Field

from index.search import Hit, Retriever, Where


class GuidelineRetriever(BaseRetriever):
    """Passages as LangChain documents, best first, limited to a scope.

    A coordinate that is None sets no limit; an empty string in it allows documents that name none ("general" or "for all categories").

    Attributes:
        retriever: An opened index: `Retriever.open(data)`. Closing it is left to whoever opened it.
        associations, categories: Keys of the vocabulary.
        editions: Editions as the sheets name them.
        statuses: Superseded and draft documents are left out unless named here.
        k: The largest number of passages.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True, extra="forbid")

    retriever: Retriever
    associations: frozenset[str] | None = None
    categories: frozenset[str] | None = None
    editions: frozenset[str] | None = None
    statuses: frozenset[str] | None = frozenset({"current"})
    k: int = Field(10, ge=1)

    def _get_relevant_documents(self, query: str, *, run_manager: CallbackManagerForRetrieverRun) -> list[Document]:
        where = Where(self.associations, self.categories, self.editions, self.statuses)
        return [as_document(hit) for hit in self.retriever.search(query, where, self.k)]


def as_document(hit: Hit) -> Document:
    """A hit as a document: the passage's text, and in its metadata where it stands and its score (higher is better)."""
    passage, scope = hit.passage, hit.passage.scope
    metadata = {
        "id": passage.id,
        "source": passage.source,
        "sheet": passage.guideline,
        "heading": passage.heading,
        "association": scope.association,
        "category": scope.category,
        "edition": scope.edition,
        "part": scope.part,
        "topic": scope.topic,
        "score": hit.score,
        "url": passage.url,
        "page": passage.page,
    }
    return Document(page_content=passage.text, metadata=metadata, id=passage.id)
