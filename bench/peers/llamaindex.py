"""LlamaIndex: its pipeline with a store that knows what has changed, FAISS, BM25, its fusion."""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import faiss
from llama_index.core import Document, StorageContext, VectorStoreIndex
from llama_index.core.ingestion import DocstoreStrategy, IngestionPipeline
from llama_index.core.llms import MockLLM
from llama_index.core.node_parser import SentenceSplitter
from llama_index.core.retrievers import QueryFusionRetriever
from llama_index.core.storage.docstore import SimpleDocumentStore
from llama_index.embeddings.huggingface import HuggingFaceEmbedding
from llama_index.retrievers.bm25 import BM25Retriever
from llama_index.vector_stores.faiss import FaissMapVectorStore

from bench.peers.task import read, run

TOP = 100
"""Candidates of each side, as many as this program takes."""
TOKENS = r"[\u4e00-\u9fff]|[A-Za-z0-9.]+"
"""Its BM25 takes no other cutting than by a pattern; what it comes with takes a whole clause of Chinese for a word."""


class LlamaIndex:
    def __init__(self, model: Path, own: Path) -> None:
        self._own = own
        prompts = {"query_instruction": "query: ", "text_instruction": "passage: "}
        self._model = HuggingFaceEmbedding(str(model), device="cpu", **prompts)
        engine: Any = faiss
        self._vectors = FaissMapVectorStore(engine.IndexIDMap2(engine.IndexFlatIP(384)))
        self._documents = SimpleDocumentStore()
        self._pipeline = IngestionPipeline(
            transformations=[SentenceSplitter(), self._model],
            docstore=self._documents,
            vector_store=self._vectors,
            docstore_strategy=DocstoreStrategy.UPSERTS,
        )
        self._nodes: dict[str, Any] = {}
        self._retriever: Any = None

    def index(self, texts: Path) -> None:
        given = [Document(text=text, doc_id=name) for name, text in read(texts).items()]
        made = self._pipeline.run(documents=given)
        again = {node.ref_doc_id for node in made}
        stale = [key for key, node in self._nodes.items() if node.ref_doc_id in again]
        self._vectors.delete_nodes(stale)  # which the pipeline leaves there
        for key in stale:
            del self._nodes[key]
        self._nodes |= {node.node_id: node for node in made}
        nodes = list(self._nodes.values())
        words = BM25Retriever.from_defaults(
            nodes=nodes, similarity_top_k=min(TOP, len(nodes)), skip_stemming=True, token_pattern=TOKENS
        )
        storage = StorageContext.from_defaults(docstore=SimpleDocumentStore(), vector_store=self._vectors)
        storage.docstore.add_documents(nodes)
        index = VectorStoreIndex([], storage_context=storage, embed_model=self._model, index_struct=None)
        for node in nodes:
            index.index_struct.add_node(node, text_id=node.node_id)
        near = index.as_retriever(similarity_top_k=TOP)
        self._retriever = QueryFusionRetriever(
            [near, words], llm=MockLLM(), num_queries=1, use_async=False, similarity_top_k=1, mode="relative_score"
        )
        self._pipeline.persist(str(self._own))
        self._vectors.persist(str(self._own / "vectors"))
        words.persist(str(self._own / "words"))
        (self._own / "nodes").write_bytes(pickle.dumps(nodes))

    def find(self, question: str) -> str:
        return str(self._retriever.retrieve(question)[0].node.ref_doc_id)


if __name__ == "__main__":
    run(LlamaIndex)
