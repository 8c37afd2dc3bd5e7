"""What a library stands on, for tests that break it or count what it does."""

from __future__ import annotations

from index.embedded import Embedded
from index.library import Library


def embedded(library: Library) -> Embedded:
    """That of a library in a data folder."""
    assert isinstance(library._storage, Embedded)
    return library._storage
