"""Figures and times that others have written down to test their recognisers, read by ``index.text.values``."""
