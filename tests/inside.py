"""What a library stands on, for tests that break it or count what it does."""

from __future__ import annotations

from index.library import Library
from index.storage.local.storage import Embedded


def embedded(library: Library) -> Embedded:
    """That of a library in a data folder."""
    assert isinstance(library._storage, Embedded)
    return library._storage
