"""Questions that a library can answer, made from what stands in it."""
