"""Finding: words (Tantivy), vectors (FAISS), the fusion of both, and passages that say the same."""
