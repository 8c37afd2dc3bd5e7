"""Doors: who may come in, over which address, for browsers and for programs."""
