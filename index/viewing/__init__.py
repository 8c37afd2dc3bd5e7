"""Files as they look: their pages as pictures, and where on these the text that was read of them stands."""
