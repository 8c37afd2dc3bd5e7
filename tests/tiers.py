"""What each test takes, told from what it uses, so that a run may leave out what it has no time or means for.

``make check`` runs what is left without all of these, ``make test`` what is left without ``endurance``. What takes none
of them, nor a developer's package or the sources, is ``plain``: ``make plain`` runs that on what is installed.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = {
    "endurance": ("tests/endurance",),
    "browser": ("tests/serving", "tests/qa/web/test_patches.py"),
    "model": ("tests/quality", "tests/tools/training"),
    # Bounds of time and size, each tried on much; full disks; and what brings torch or scikit-learn.
    "slow": (
        "tests/test_patterns.py",
        "tests/index/encoding/test_graph.py",
        "tests/index/encoding/test_sentence_encoder.py",
        "tests/index/test_bombs.py",
        "tests/index/test_full_disk.py",
        "tests/index/test_hostile.py",
        "tests/index/test_scale.py",
        "tests/index/test_sync_machine.py",
        "tests/index/readers/test_formats.py",
        "tests/index/storage/test_checksums.py",
        "tests/index/storage/server/test_connection.py",
        "tests/qa/evaluation/test_fit.py",
    ),
}
FIXTURES = {
    "model": {"models", "recognition", "shipped"},
    "server": {"seekdb_server", "seekdb_url"},
    "browser": {"chromium"},
    "slow": {"trained"},
}
"""By what a test asks for, itself or by way of others: real weights, a server of a database, a browser, torch."""
OURS = ("app", "index", "qa", "tests", "yinju")
SOURCES = (
    "tests/test_architecture.py",
    "tests/test_patterns.py",
    "tests/test_supply.py",
    "tests/test_tiers.py",
    "tests/qa/evaluation/test_fit.py",
    "tests/qa/reading",
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
    """A file of which no test is asked for is not even imported: that takes seconds.

    Where only plain tests are asked for, what it imports may not be there.
    """
    if not collection_path.is_relative_to(ROOT / "tests"):
        return None
    asked = config.getoption("markexpr")
    decides = collection_path / "conftest.py" if collection_path.is_dir() else collection_path
    if asked == "plain" and decides.is_file() and decides.suffix == ".py" and not is_plain(decides):
        return True
    return True if left_out(asked) & by_folder(collection_path) else None


def pytest_collection_modifyitems(items: Iterable[pytest.Item], config: pytest.Config) -> None:
    """Mark each test with all that it takes; the plain ones where they are asked for, as it takes long to tell them."""
    wanted = "plain" in config.getoption("markexpr")
    for item in items:
        taken = needs(item)
        plain = wanted and not taken and is_plain(item.path) and not item.get_closest_marker("slow")
        for mark in taken or ({"plain"} if plain else ()):
            item.add_marker(mark)


def left_out(asked: str) -> set[str]:
    """The marks that no test may have, of ``-m "not this"`` or ``-m "not (this or that)"``; of any other, none."""
    found = re.fullmatch(r"not (?:(\w+)|\((\w+(?: or \w+)*)\))", asked)
    return set((found[1] or found[2]).split(" or ")) if found else set()


def by_folder(path: Path) -> set[str]:
    """The marks of all tests in a file or folder by where it lies."""
    place = path.relative_to(ROOT).as_posix()
    return {mark for mark, folders in FOLDERS.items() if place.startswith(folders)}


def needs(item: pytest.Item) -> set[str]:
    """The names of the marks that a test gets by where it lies and what it uses."""
    used = set(getattr(item, "fixturenames", ()))
    by_fixture = {mark for mark, fixtures in FIXTURES.items() if used & fixtures}
    call = getattr(item, "callspec", None)
    shared = call is not None and call.params.get("storage") == "shared"
    return by_folder(item.path) | by_fixture | ({"server"} if shared else set())


@cache
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


@cache
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
