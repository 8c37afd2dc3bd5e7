"""The page as Gradio builds it, and what keeps Gradio offline and within bounds."""
