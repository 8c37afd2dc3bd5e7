"""Text for matching: tokens, values, sentences, the words of a question, terms, vocabulary, places in a document."""
