"""Is it answered, and why not: figures, years and places compared, confidence, every quote checked."""
