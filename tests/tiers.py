"""What each test takes, told from what it uses, so that a run may leave out what it has no time or means for.

``make check`` runs what is left without all of these, ``make test`` what is left without ``endurance``. What takes none
of them, nor a developer's package or the sources, is ``plain``: ``make plain`` runs that on what is installed.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {
    "endurance": ("tests/endurance",),
    "browser": ("tests/serving",),
    "model": ("tests/quality", "tests/tools/training"),
    # Bounds of time and size, each tried on much.
    "slow": (
        "tests/test_patterns.py",
        "tests/index/test_bombs.py",
        "tests/index/test_hostile.py",
        "tests/index/test_scale.py",
        "tests/index/test_sync_machine.py",
        "tests/index/readers/test_formats.py",
        "tests/index/storage/test_checksums.py",
        "tests/index/storage/server/test_connection.py",
    ),
}
FIXTURES = {
    "model": {"models", "recognition", "shipped"},
    "server": {"seekdb_server", "seekdb_url"},
    "browser": {"chromium"},
}
"""By what a test asks for, itself or by way of others: real weights, a server of a database, a browser."""
OURS = ("app", "index", "qa", "tests", "yinju")
SOURCES = (
    "tests/test_architecture.py",
    "tests/test_patterns.py",
    "tests/test_supply.py",
    "tests/test_tiers.py",
    "tests/qa/evaluation/test_fit.py",
    "tests/yinju",
    "tests/tools",
)
"""Tests of the project's folder, or of what is not installed."""
DEVELOPERS = frozenset(
    """
    axe_playwright_python bench hypothesis matplotlib mcp mypy openai packaging playwright pylibseekdb pymysql rapidocr
    ray reportlab ruff sklearn tools
    """.split()
)
"""What is not there where the program alone is installed: packages that an extra brings, and sources that stay here."""


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Where only plain tests are asked for, a file of others is not even imported: what it imports may not be there."""
    if config.getoption("markexpr") != "plain" or not collection_path.is_relative_to(ROOT / "tests"):
        return None
    decides = collection_path / "conftest.py" if collection_path.is_dir() else collection_path
    return True if decides.is_file() and decides.suffix == ".py" and not is_plain(decides) else None


def pytest_collection_modifyitems(items: Iterable[pytest.Item]) -> None:
    """Mark each test with all that it takes."""
    for item in items:
        taken = needs(item)
        plain = not taken and is_plain(item.path) and not item.get_closest_marker("slow")
        for mark in taken or ({"plain"} if plain else ()):
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


def is_plain(path: Path) -> bool:
    """Whether a file of tests can be imported where the program alone is installed, and needs no sources."""
    shared = (folder / "conftest.py" for folder in path.parents if folder.is_relative_to(ROOT / "tests"))
    read = [path, *(each for each in shared if each.is_file())]
    sources = path.relative_to(ROOT).as_posix().startswith(SOURCES)
    return not sources and not any(packages_of(each) & DEVELOPERS for each in read)


@cache
def packages_of(path: Path) -> frozenset[str]:
    """The packages that importing a file imports, by way of our own modules too."""
    left, seen, found = [path], {path}, set()
    while left:
        for name in imported(left.pop()):
            package = name.partition(".")[0]
            found.add(package)
            module = file_of(name) if package in OURS else None
            if module and module not in seen:
                seen.add(module)
                left.append(module)
    return frozenset(found)


def file_of(name: str) -> Path | None:
    """The file of a module of ours; None for what is no module but something in one."""
    package, *parts = name.split(".")
    found = None if package == "tests" else find_spec(package)
    if package == "app" or (found is None and package != "tests"):
        return Path(found.origin) if found and found.origin else None
    inside = (Path(found.origin or "").parent if found else ROOT / "tests").joinpath(*parts)
    return next((each for each in (inside.with_suffix(".py"), inside / "__init__.py") if each.is_file()), None)


@cache
def imported(path: Path) -> tuple[str, ...]:
    """What a file imports as it is imported itself, not for the types alone; a file of tests within functions too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    tried = (inner for statement in tree.body if isinstance(statement, ast.Try) for inner in statement.body)
    statements = ast.walk(tree) if path.name.startswith("test_") else [*tree.body, *tried]
    return tuple(names(statements))


def names(statements: Iterable[ast.AST]) -> Iterator[str]:
    for statement in statements:
        if isinstance(statement, ast.Import):
            yield from (name.name for name in statement.names)
        elif isinstance(statement, ast.ImportFrom) and statement.module:
            yield statement.module
            yield from (f"{statement.module}.{name.name}" for name in statement.names)
