"""The page as Gradio builds it, and what keeps the program offline and its memory within bounds."""
