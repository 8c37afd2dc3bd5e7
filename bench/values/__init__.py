"""Figures and times as others have written them down to test recognisers of their own, read by ``index.text.values``."""
