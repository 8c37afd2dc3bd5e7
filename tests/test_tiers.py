"""What takes nothing but the program itself is known as such, by what it imports."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from tests.tiers import DEVELOPERS, ROOT, by_folder, is_plain, left_out, needs, packages_of

BESIDE = {"mpl_toolkits", "mypyc", "py", "pylab", "pytest", "xdist"}
"""What comes with an extra and nobody imports, and what runs the tests."""


def test_the_packages_of_every_extra_are_known() -> None:
    extras = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    wanted = {re.split("[>=<]", each)[0].lower().replace("-", "_") for extra in extras.values() for each in extra}
    by_import = packages_distributions()
    given = {
        name
        for name, packages in by_import.items()
        if {package.lower().replace("-", "_") for package in packages} & wanted
        and name.isidentifier()
        and "__" not in name
        and not name.startswith("_")
    }
    assert given - DEVELOPERS - BESIDE == set()


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("from qa.types import Question\n", True),
        ("import hypothesis\n", False),
        ("def test_it():\n    from reportlab import canvas\n", False),
        ("from index.storage.server.connection import Server\n", False),
        ("from tests.paper import Paper\n", False),
    ],
)
def test_a_file_is_plain_that_imports_no_developer_s_package(text: str, plain: bool, tmp_path: Path) -> None:
    path = tmp_path / "test_it.py"
    path.write_text(text, encoding="utf-8")
    assert bool(packages_of(path) & DEVELOPERS) is not plain


@pytest.mark.parametrize(
    ("fixture", "marks"),
    [
        ("models", {"model"}),
        ("recognition", {"model"}),
        ("shipped", {"model"}),
        ("chromium", {"browser"}),
        ("tmp_path", set()),
    ],
)
def test_what_a_test_asks_for_tells_what_it_takes(fixture: str, marks: set[str]) -> None:
    item = SimpleNamespace(path=ROOT / "tests" / "index" / "readers" / "test_pdf.py", fixturenames=[fixture])
    assert needs(cast("pytest.Item", item)) == marks


@pytest.mark.parametrize(
    ("asked", "marks"),
    [
        ("not endurance", {"endurance"}),
        ("not (endurance or model)", {"endurance", "model"}),
        ("", set()),
        ("endurance", set()),
        ("not (endurance and model)", set()),
        ("not endurance or model", set()),
    ],
)
def test_what_no_test_asked_for_may_have_is_told_from_what_is_asked(asked: str, marks: set[str]) -> None:
    assert left_out(asked) == marks


def test_a_whole_file_takes_what_its_folder_does() -> None:
    assert by_folder(ROOT / "tests" / "endurance" / "test_load.py") == {"endurance"}
    assert by_folder(ROOT / "tests" / "test_patterns.py") == {"slow"}
    assert by_folder(ROOT / "tests" / "index") == set()


def test_tests_of_the_sources_are_not_plain() -> None:
    assert not is_plain(ROOT / "tests" / "test_architecture.py")
    assert is_plain(ROOT / "tests" / "qa" / "judging" / "test_exactness.py")
    assert not is_plain(ROOT / "tests" / "index" / "readers" / "test_pdf.py")


def test_what_all_tests_share_can_be_imported_without_developers_packages() -> None:
    for name in ("conftest.py", "stores.py", "tiers.py", "encoders.py"):
        assert packages_of(ROOT / "tests" / name) & DEVELOPERS == set()
