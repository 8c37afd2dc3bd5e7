"""A text checked against the library: what it claims, and whether the documents say so."""
