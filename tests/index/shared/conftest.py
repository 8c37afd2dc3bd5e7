"""A server that the tests of a shared library share, and a database for each of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

import pytest

from tests.seekdb import Seekdb, database, running

_NUMBERS = count()


@pytest.fixture(scope="session")
def seekdb_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seekdb]:
    """Started once (about two seconds); a test that kills it starts one of its own instead."""
    with running(tmp_path_factory.mktemp("seekdb")) as server:
        yield server


@pytest.fixture
def seekdb_url(seekdb_server: Seekdb) -> Iterator[str]:
    """The address of a new, empty database, gone after the test."""
    with database(seekdb_server, f"yinju{next(_NUMBERS)}") as name:
        yield seekdb_server.url(name)
