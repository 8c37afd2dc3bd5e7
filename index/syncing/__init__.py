"""Folders to library: which files, what became of each, how far it is."""
