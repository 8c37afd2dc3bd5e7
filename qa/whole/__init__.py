"""Answers that are more than one sentence: cells, rows and sums of tables, whole lists, several questions at once."""
