"""What is installed is pinned, and its licences allow it."""

from __future__ import annotations

import re
import shutil
import subprocess
from importlib.metadata import Distribution

import pytest
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.supply import CONSTRAINTS, ELSEWHERE, LICENCES, ROOT, closure, is_compatible, licence_of, project, spelled

PYTHONS = ("3.11.0", "3.12.0", "3.13.0")
REFRESH = "constraints.txt is out of date: make constraints"


def pinned() -> dict[str, Requirement]:
    lines = CONSTRAINTS.read_text(encoding="utf-8").splitlines()
    asked = [Requirement(line) for line in lines if line and not line.startswith("#")]
    return {canonicalize_name(requirement.name): requirement for requirement in asked}


def version(requirement: Requirement) -> Version:
    (exact,) = requirement.specifier
    assert exact.operator == "=="
    return Version(exact.version)


@pytest.fixture(scope="module")
def installed() -> dict[str, Distribution]:
    return closure()


def test_everything_that_is_installed_is_pinned(installed: dict[str, Distribution]) -> None:
    assert set(installed) - set(pinned()) == set(), REFRESH
    assert len(installed) > 80
    assert all(pinned()[name].marker is not None for name in set(ELSEWHERE) - set(installed))


def test_a_pin_is_an_exact_release_that_pyproject_allows() -> None:
    pins = pinned()
    for asked in project():
        assert asked.specifier.contains(version(pins[canonicalize_name(asked.name)])), f"{asked}: {REFRESH}"
    assert all(version(pin).local is None and not version(pin).is_prerelease for pin in pins.values())
    assert version(pins["torch"]) == Version("2.13.0")


def test_what_is_installed_takes_every_version_of_python_that_pyproject_allows(
    installed: dict[str, Distribution],
) -> None:
    for name, of in installed.items():
        takes = SpecifierSet(of.metadata["Requires-Python"] or "")
        assert all(takes.contains(python) for python in PYTHONS), name


def test_what_asks_for_each_other_agrees_on_the_pins(installed: dict[str, Distribution]) -> None:
    pins = pinned()
    for name, of in installed.items():
        for asked in map(Requirement, of.requires or []):
            pin = pins.get(canonicalize_name(asked.name))
            if pin is not None and (asked.marker is None or asked.marker.evaluate({"extra": ""})):
                assert asked.specifier.contains(version(pin), prereleases=True), f"{name} asks for {asked}, not {pin}"


def test_every_licence_is_one_that_this_program_can_live_with(installed: dict[str, Distribution]) -> None:
    wrong = {name: licence_of(of) for name, of in installed.items() if not is_compatible(licence_of(of))}
    assert wrong == {}
    assert all(is_compatible(licence) for _, _, licence in ELSEWHERE.values())


@pytest.mark.parametrize(
    ("said", "allowed"),
    [
        ("MIT", True),
        ("Apache-2.0 OR GPL-3.0-only", True),
        ("Apache-2.0 AND GPL-3.0-only", False),
        ("MPL-2.0 AND (Apache-2.0 OR MIT)", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("Apache-2.0 WITH LLVM-exception", True),
        ("GNU General Public License v3 (GPLv3)", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_a_licence_that_is_not_listed_is_noticed(said: str, allowed: bool) -> None:
    assert is_compatible(said) == allowed


def test_the_usual_spellings_are_known() -> None:
    for said in ("MIT License", "Apache 2.0", "Apache Software License", "BSD License", "ISC License (ISCL)"):
        assert is_compatible(spelled(said)), said


def test_the_list_of_licences_is_that_of_the_pins() -> None:
    rows = re.findall(r"^\| ([a-z0-9-]+) \| (\S+) \| (.+) \|$", LICENCES.read_text(encoding="utf-8"), re.MULTILINE)
    assert {name: number for name, number, _ in rows} == {name: str(version(pin)) for name, pin in pinned().items()}
    assert all(is_compatible(licence) for _, _, licence in rows)


@pytest.mark.skipif(shutil.which("make") is None, reason="没有 make")
def test_whatever_is_installed_is_installed_with_the_pins() -> None:
    made = subprocess.run(
        ["make", "--dry-run", "test", "VENV=new"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    installs = [line for line in made.stdout.splitlines() if "pip install" in line]
    assert len(installs) == 3
    assert all("--constraint constraints.txt" in line for line in installs), installs
    assert installs[0].endswith(" torch==2.13.0")
