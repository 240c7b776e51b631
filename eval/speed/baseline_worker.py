"""One of the other systems: ``python -m eval.speed.baseline_worker NAME FILE FOLDER``, run by the Python that has them.

FILE holds the paragraphs, in SQuAD's format; FOLDER the encoder, as sentence-transformers reads it. Nothing of this
project but its standard-library parts is imported here, and every system is set up as its documentation shows.
"""

# mypy: disable-error-code="import-not-found"

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .loop import Call, Stopwatch, serve

TOP = 10

Search = Callable[[str], list[int]]
Build = Callable[[Sequence[str]], Search]


def llama_index(folder: str) -> Build:
    """LlamaIndex: vectors and BM25, joined by reciprocal rank."""
    from llama_index.core import Settings, VectorStoreIndex
    from llama_index.core.retrievers import QueryFusionRetriever
    from llama_index.core.schema import TextNode
    from llama_index.embeddings.huggingface import HuggingFaceEmbedding
    from llama_index.retrievers.bm25 import BM25Retriever

    Settings.llm = None
    Settings.embed_model = HuggingFaceEmbedding(model_name=folder)

    def build(texts: Sequence[str]) -> Search:
        nodes = [TextNode(text=text, id_=str(place)) for place, text in enumerate(texts)]
        vectors = VectorStoreIndex(nodes).as_retriever(similarity_top_k=TOP)
        words = BM25Retriever.from_defaults(nodes=nodes, similarity_top_k=TOP)
        both = QueryFusionRetriever(
            [vectors, words], similarity_top_k=TOP, num_queries=1, mode="reciprocal_rerank", use_async=False
        )
        return lambda question: [int(found.node.node_id) for found in both.retrieve(question)]

    return build


def haystack(folder: str) -> Build:
    """Haystack: a pipeline of an embedding and a BM25 retriever, joined by reciprocal rank."""
    from haystack import Document, Pipeline
    from haystack.components.joiners import DocumentJoiner
    from haystack.components.retrievers.in_memory import InMemoryBM25Retriever, InMemoryEmbeddingRetriever
    from haystack.document_stores.in_memory import InMemoryDocumentStore
    from haystack_integrations.components.embedders.sentence_transformers import (
        SentenceTransformersDocumentEmbedder,
        SentenceTransformersTextEmbedder,
    )

    documents = SentenceTransformersDocumentEmbedder(model=folder, progress_bar=False)
    question_embedder = SentenceTransformersTextEmbedder(model=folder, progress_bar=False)
    documents.warm_up()
    question_embedder.warm_up()

    def build(texts: Sequence[str]) -> Search:
        store = InMemoryDocumentStore()
        given = [Document(content=text, meta={"place": place}) for place, text in enumerate(texts)]
        store.write_documents(documents.run(given)["documents"])
        both = Pipeline()
        both.add_component("text_embedder", question_embedder)
        both.add_component("embedding_retriever", InMemoryEmbeddingRetriever(store, top_k=TOP))
        both.add_component("bm25_retriever", InMemoryBM25Retriever(store, top_k=TOP))
        both.add_component("joiner", DocumentJoiner(join_mode="reciprocal_rank_fusion", top_k=TOP))
        both.connect("text_embedder", "embedding_retriever")
        both.connect("bm25_retriever", "joiner")
        both.connect("embedding_retriever", "joiner")

        def search(question: str) -> list[int]:
            found = both.run({"text_embedder": {"text": question}, "bm25_retriever": {"query": question}})
            return [document.meta["place"] for document in found["joiner"]["documents"]]

        return search

    return build


def txtai(folder: str) -> Build:
    """txtai: its hybrid index."""
    from txtai import Embeddings

    embeddings = Embeddings(path=folder, hybrid=True)
    embeddings.batchtransform(["a first text loads the model"])

    def build(texts: Sequence[str]) -> Search:
        embeddings.index(texts)
        return lambda question: [int(place) for place, _ in embeddings.search(question, TOP)]

    return build


def langchain(folder: str) -> Build:
    """LangChain: BM25 and FAISS in an ensemble."""
    from langchain_classic.retrievers import EnsembleRetriever
    from langchain_community.retrievers import BM25Retriever
    from langchain_community.vectorstores import FAISS
    from langchain_huggingface import HuggingFaceEmbeddings

    embedding = HuggingFaceEmbeddings(model_name=folder)

    def build(texts: Sequence[str]) -> Search:
        places = [{"place": place} for place in range(len(texts))]
        words = BM25Retriever.from_texts(list(texts), metadatas=places, k=TOP)
        store = FAISS.from_texts(list(texts), embedding, metadatas=places)
        vectors = store.as_retriever(search_kwargs={"k": TOP})
        both = EnsembleRetriever(retrievers=[words, vectors], weights=[0.5, 0.5])
        return lambda question: [found.metadata["place"] for found in both.invoke(question)]

    return build


@dataclass(frozen=True)
class Peer:
    """Another system: its set-up in words, and the function that loads it with the encoder's folder."""

    setup: str
    load: Callable[[str], Build]


PEERS: Mapping[str, Peer] = {
    "LlamaIndex": Peer("QueryFusionRetriever, reciprocal rank, over VectorStoreIndex and BM25Retriever", llama_index),
    "Haystack": Peer("pipeline of embedding and BM25 retrievers in memory, joined by reciprocal rank", haystack),
    "txtai": Peer("Embeddings(hybrid=True)", txtai),
    "LangChain": Peer("EnsembleRetriever over BM25Retriever and FAISS, weights .5", langchain),
}


def load(name: str, file: str, folder: str) -> tuple[Call, Mapping[str, float]]:
    """Load a system and build its index over the file's paragraphs; its search, and the seconds of building."""
    build = PEERS[name].load(folder)
    texts = paragraphs(json.loads(Path(file).read_text(encoding="utf-8")))
    watch = Stopwatch()
    search = build(texts)
    return search, {"build": watch.read()}


def paragraphs(squad: Mapping[str, Any]) -> list[str]:
    """The paragraphs of all articles of a SQuAD file, in order."""
    return [paragraph["context"] for article in squad["data"] for paragraph in article["paragraphs"]]


if __name__ == "__main__":
    serve(lambda: load(*sys.argv[1:4]))
