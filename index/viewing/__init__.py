"""The files that documents were read from, as they look: their pages as pictures, and where on these the text stands."""
