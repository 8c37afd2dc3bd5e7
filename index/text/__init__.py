"""Text for matching: tokens, numerals, sentences, the weighed terms of a question, places in a document."""
