"""A library in a data folder: SQLite is the truth, words and vectors are derived from it."""
