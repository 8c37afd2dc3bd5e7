"""Prose on an answer, written by a language model elsewhere and shown only as far as the answer's quotes prove it."""
