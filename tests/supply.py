"""The closure of all dependencies: exact versions in constraints.txt, licences in docs/licences.md.

    make constraints        from a fresh environment with the newest of everything; then make test
    python -m tests.supply  the same from the environment that it is run in

Needs nothing but what is installed anyway.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from packaging.markers import Marker
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS, LICENCES = ROOT / "constraints.txt", ROOT / "docs" / "licences.md"
ELSEWHERE = {
    "audioop-lts": ("0.2.2", 'python_version >= "3.13"', "PSF-2.0"),
    "colorama": ("0.4.6", 'sys_platform == "win32"', "BSD-3-Clause"),
    "pywin32": ("312", 'sys_platform == "win32"', "PSF-2.0"),
}
"""What only other systems or versions of Python ask for, and is not installed where this is run: kept by hand."""
TOLD = {"axe-playwright-python": "MIT"}
"""Licences of packages whose metadata say none, as their licence files have them."""
COMPATIBLE = set(
    "0BSD Apache-2.0 Apache-2.0-WITH-LLVM-exception BSD BSD-2-Clause BSD-3-Clause BSL-1.0 CC0-1.0 CNRI-Python ISC"
    " LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later MIT MIT-0 MIT-CMU MPL-2.0 PSF-2.0 Zlib".split()
)
"""What a program under Apache-2.0 may depend on and be handed on with; of MPL and LGPL as packages of their own."""
_SPELLED = [
    (r"^(?:the )?mit(?: license)?$", "MIT"),
    (r"^apache(?: software)?(?: license)?(?:,? (?:version )?2\.0)?(?: license)?$", "Apache-2.0"),
    (r"^license agreement for matplotlib.*", "PSF-2.0"),  # which its classifier says too
    (r"^3-clause bsd license$", "BSD-3-Clause"),
    (r"^bsd(?: license.*)?$", "BSD"),
    (r"^isc license(?: \(iscl\))?$", "ISC"),
    (r"^mozilla public license 2\.0 \(mpl 2\.0\)$", "MPL-2.0"),
    (r"^bsd-3-clause, apache-2\.0, dependency licenses$", "BSD-3-Clause AND Apache-2.0"),
]
HEAD = """\
# Exact versions of everything that is installed, for pip's -c. Written by: make constraints
# They hold for Python 3.11 to 3.13. What torch brings along on Linux with CUDA (nvidia-…, triton) it pins itself.
"""
ABOUT = """\
# 依赖和它们的许可

全部依赖，连同依赖的依赖；版本与 `constraints.txt` 相同。由 `make constraints` 写出，许可取自各个包的元数据。
`tests/test_supply.py` 检查每一个都在允许的名单（`tests/supply.py` 的 `COMPATIBLE`）上：可以与 Apache-2.0 的程序一起
使用和分发，MPL、LGPL 的只作为独立的包。

几个包里带着别人的库：pypdfium2 带 PDFium（BSD-3-Clause 等），shapely 带 GEOS（LGPL-2.1），
opencv-python-headless 带 FFmpeg（LGPL-2.1），numpy、scipy 带 OpenBLAS（BSD-3-Clause）、
libgfortran（GPL-3.0，附运行库例外）和 libquadmath（LGPL-2.1）。

Linux 上默认的 torch 还会装上 NVIDIA 的 CUDA 库（专有许可，可以使用，不随本项目分发）；只用处理器的 torch 不带它们。

| 包 | 版本 | 许可 |
|---|---|---|
"""


@dataclass(frozen=True)
class Package:
    """A distribution of the closure; ``marker`` says where it is asked for, ``""`` for everywhere."""

    name: str
    version: str
    licence: str
    marker: str = ""


def project() -> list[Requirement]:
    """All that pyproject.toml asks for, of every extra."""
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = told["optional-dependencies"].values()
    return [Requirement(line) for line in (*told["dependencies"], *(line for extra in extras for line in extra))]


def closure() -> dict[str, Distribution]:
    """What is installed of all dependencies and theirs, by canonical name, in order.

    :raises PackageNotFoundError: where one that this system asks for is not installed.
    """
    found: dict[str, Distribution] = {}
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = project()
    while waiting:
        asked = waiting.pop()
        name = canonicalize_name(asked.name)
        if (name, frozenset(asked.extras)) in seen:
            continue
        seen.add((name, frozenset(asked.extras)))
        try:
            found[name] = distribution(asked.name)
        except PackageNotFoundError as error:
            raise PackageNotFoundError(f"{name}: pip install -e '.[dev,mcp,ocr,training]'") from error
        waiting += _asked_by(found[name], asked.extras)
    return dict(sorted(found.items()))


def _asked_by(asking: Distribution, extras: set[str]) -> Iterator[Requirement]:
    for requirement in map(Requirement, asking.requires or []):
        if _holds(requirement.marker, extras):
            yield requirement


def _holds(marker: Marker | None, extras: set[str]) -> bool:
    return marker is None or any(marker.evaluate({"extra": extra}) for extra in ("", *extras))


def licence_of(of: Distribution) -> str:
    """An SPDX expression, or what the metadata say in its place; ``""`` where they say nothing."""
    said: Any = of.metadata  # which is typed without the methods of the message that it is
    classifiers = [line.rpartition(" :: ")[2] for line in said.get_all("Classifier") or [] if "License :: " in line]
    written = (said.get("License") or "").strip().split("\n")[0]
    named = [name for name in classifiers if name != "OSI Approved"]
    for option in (said.get("License-Expression") or "", written, " AND ".join(map(spelled, named))):
        if option and is_compatible(spelled(option)):
            return spelled(option)
    return TOLD.get(canonicalize_name(said["Name"]), written or ", ".join(classifiers))


def spelled(licence: str) -> str:
    """A licence by its SPDX name, where it has been written in a way that is known here."""
    return next((name for pattern, name in _SPELLED if re.match(pattern, licence, re.IGNORECASE)), licence)


def is_compatible(expression: str) -> bool:
    """Whether an SPDX expression can be met with licences of ``COMPATIBLE``."""
    parts = re.findall(r"[()]|[^\s()]+", expression.replace(" WITH ", "-WITH-"))
    words = {"(": "(", ")": ")", "AND": "and", "OR": "or"}
    said = " ".join(words.get(part) or str(part in COMPATIBLE) for part in parts)
    try:
        return bool(eval(said, {"__builtins__": {}}))  # True, False, and, or, brackets
    except SyntaxError:
        return False


def installed() -> list[Package]:
    """The closure as it is installed here, and what is asked for elsewhere; by name."""
    here = {
        name: Package(name, Version(of.version).public, licence_of(of)) for name, of in closure().items()
    }  # a local build (torch's +cpu) is this machine's
    there = {name: Package(name, version, licence, marker) for name, (version, marker, licence) in ELSEWHERE.items()}
    return [package for _, package in sorted((there | here).items())]


def write(packages: list[Package]) -> None:
    """Write constraints.txt and docs/licences.md."""
    pinned = [f"{it.name}=={it.version}{f' ; {it.marker}' if it.marker else ''}\n" for it in packages]
    CONSTRAINTS.write_text(HEAD + "".join(pinned), encoding="utf-8")
    rows = [f"| {it.name} | {it.version} | {it.licence} |\n" for it in packages]
    LICENCES.write_text(ABOUT + "".join(rows), encoding="utf-8")


if __name__ == "__main__":
    write(installed())
