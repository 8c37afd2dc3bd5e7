"""Encoders: the bundled weights and their graph, any model of sentence-transformers, and workers on other machines."""
