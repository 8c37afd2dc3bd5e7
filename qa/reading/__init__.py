"""Evidence and the exact words: which sentences answer, and what the reading model finds in them."""
