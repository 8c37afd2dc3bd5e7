"""What libraries of tests stand on: a data folder or, for those marked ``contract``, a server too."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.seekdb import Seekdb

_NUMBERS = count()


STORAGES = ["embedded", "shared"]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """What is marked ``contract`` runs once for each storage."""
    if "storage" in metafunc.fixturenames and metafunc.definition.get_closest_marker("contract"):
        alone = metafunc.definition.get_closest_marker("embedded")
        metafunc.parametrize("storage", STORAGES[:1] if alone else STORAGES, indirect=True)


@pytest.fixture
def storage(request: pytest.FixtureRequest) -> str:
    """The ``library`` of this test's settings: an address, or ``""`` for a library in a data folder."""
    if getattr(request, "param", "embedded") == "embedded":
        return ""
    return str(request.getfixturevalue("seekdb_url"))


@pytest.fixture(scope="session")
def seekdb_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seekdb]:
    """Started once (about two seconds); a test that kills it starts one of its own instead."""
    from tests.seekdb import running  # whose client is an extra

    with running(tmp_path_factory.mktemp("seekdb")) as server:
        yield server


@pytest.fixture
def seekdb_url(seekdb_server: Seekdb) -> Iterator[str]:
    """The address of a new, empty database, gone after the test."""
    from tests.seekdb import database

    with database(seekdb_server, f"yinju{next(_NUMBERS)}") as name:
        yield seekdb_server.url(name)
