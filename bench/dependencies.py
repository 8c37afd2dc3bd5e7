"""``python -m bench.dependencies``: what each package that the program depends on costs, as Markdown.

MB of its own files, MB that would not be installed without it, and seconds of a processor to import it, beyond those
of an interpreter that imports nothing.
"""

from __future__ import annotations

import re
import resource
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def main() -> None:
    """Print the table, the largest first, each row when it is measured."""
    wanted = direct(tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]["dependencies"])
    every, nothing = closure(wanted), seconds("pass")
    print(f"{len(every)} packages, {sum(map(size, every)):.0f} MB\n")
    print("| package | MB | MB that only it brings | import, s of a processor |\n|---|--:|--:|--:|", flush=True)
    for name in sorted(wanted, key=size, reverse=True):
        brought = sum(map(size, every - closure([each for each in wanted if each != name])))
        took = max(0.0, seconds(f"import {module_of(name)}") - nothing)
        print(f"| {name} | {size(name):.1f} | {brought:.1f} | {took:.2f} |", flush=True)


def direct(requirements: Iterable[str]) -> list[str]:
    """The canonical names of requirements that hold here, without extras."""
    found = [Requirement(each) for each in requirements]
    held = [each for each in found if each.marker is None or each.marker.evaluate({"extra": ""})]
    return [canonicalize_name(each.name) for each in held]


@cache
def needs(name: str) -> frozenset[str]:
    """What a package asks for by itself; nothing of one that is not installed."""
    try:
        return frozenset(direct(distribution(name).requires or []))
    except PackageNotFoundError:
        return frozenset()


def closure(names: Sequence[str]) -> set[str]:
    """These packages and all that they need, those that are installed."""
    found: set[str] = set()
    left = list(names)
    while left:
        name = left.pop()
        if name not in found:
            found.add(name)
            left += needs(name)
    return found


@cache
def size(name: str) -> float:
    """MB of a package's files; 0 where it is not installed."""
    try:
        files = distribution(name).files or []
    except PackageNotFoundError:
        return 0.0
    places = (Path(str(each.locate())) for each in files)
    return sum(place.stat().st_size for place in places if place.is_file()) / 1e6


def module_of(name: str) -> str:
    """The module that a package is named after, else its first public one."""
    given = [module for module, packages in _providers().items() if name in {*map(canonicalize_name, packages)}]
    plain = re.sub(r"[-.]", "_", name)
    return plain if plain in given else min((each for each in given if not each.startswith("_")), default=plain)


@cache
def _providers() -> Mapping[str, list[str]]:
    return packages_distributions()


def seconds(code: str) -> float:
    """Of a processor, in an interpreter of its own."""
    before = _spent()
    subprocess.run([sys.executable, "-W", "ignore", "-c", code], capture_output=True, check=True)
    return _spent() - before


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


if __name__ == "__main__":
    main()
