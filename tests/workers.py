"""How tests are dealt out to processes that run them at once (pytest-xdist's ``-n``): what shares stays together."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.tiers import left_out
from tests.weights import share

if TYPE_CHECKING:
    from xdist.remote import Producer
    from xdist.scheduler import LoadScopeScheduling

TOGETHER = {
    "tests/serving/": "serving",
    "tests/quality/test_office_": "office",
}
"""What shares a page and a browser, or a library that takes a minute, by how its place begins; all else by its file."""
FIRST = ("tests/serving/", "tests/quality/")
"""What takes longest, begun before all else: last of all, it would keep one process busy and the others idle."""
APART = "tests/test_patterns.py"
"""Hundreds of tests that share nothing: dealt out one by one and last, so that all processes end together."""


def pytest_configure(config: pytest.Config) -> None:
    """Before several processes are started: the weights are unpacked once for all of them, where any may want them."""
    several = config.getoption("numprocesses", None) and "PYTEST_XDIST_WORKER" not in os.environ
    if several and "model" not in left_out(config.getoption("markexpr")):
        share()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Where several processes run them, the longest first, and those ``APART`` last."""
    if "PYTEST_XDIST_WORKER" in os.environ:
        items.sort(key=lambda item: rank(item.nodeid))


def rank(test: str) -> int:
    """The place of a test's room in ``FIRST``, behind it that of all others, and that of those ``APART``."""
    place = next((number for number, place in enumerate(FIRST) if test.startswith(place)), len(FIRST))
    return place + test.startswith(APART)


def company(test: str) -> str:
    """What a test has to be run by one process with; those ``APART``, with nothing."""
    if test.startswith(APART):
        return test
    return next((name for place, name in TOGETHER.items() if test.startswith(place)), test.partition("::")[0])


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> LoadScopeScheduling:
    """Deal out by ``company``, in the order of collecting."""
    from xdist.scheduler import LoadScopeScheduling  # a developer's package, as is what calls this

    class Rooms(LoadScopeScheduling):  # type: ignore[misc]  # which has no types
        """That keeps together what shares."""

        def _split_scope(self, nodeid: str) -> str:
            return company(nodeid)

    config.option.loadscopereorder = False
    return Rooms(config, log)
