"""What each test takes, told from what it uses, so that a run may leave out what it has no time or means for.

``make check`` runs what is left without all of these, ``make test`` what is left without ``endurance``.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {
    "endurance": ("tests/endurance",),
    "browser": ("tests/serving",),
    "model": ("tests/quality", "tests/tools/training"),
}
FIXTURES = {"model": {"assistant", "real_library"}, "server": {"seekdb_server", "seekdb_url"}}
"""By what a test asks for: the real weights, a server of a database."""


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark each test with all that it takes."""
    for item in items:
        for mark in needs(item):
            item.add_marker(mark)


def needs(item: pytest.Item) -> set[str]:
    """The names of the marks that a test gets by where it lies and what it uses."""
    place = item.path.relative_to(ROOT).as_posix()
    by_folder = {mark for mark, folders in FOLDERS.items() if place.startswith(folders)}
    used = set(getattr(item, "fixturenames", ()))
    by_fixture = {mark for mark, fixtures in FIXTURES.items() if used & fixtures}
    call = getattr(item, "callspec", None)
    shared = call is not None and call.params.get("storage") == "shared"
    return by_folder | by_fixture | ({"server"} if shared else set())
