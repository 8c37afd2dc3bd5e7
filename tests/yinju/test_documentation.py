"""docs/python.md: its examples run and print what it says, and it leaves out no public name."""

from __future__ import annotations

import contextlib
import dataclasses
import inspect
import io
import re
from collections.abc import Callable, Iterator
from enum import Enum
from pathlib import Path

import pytest

import yinju
from tests.weights import lend

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "python.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
CODE = re.findall(r"`([^`\n]+)`", re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL))
NAMED = {name for code in CODE for name in re.findall(r"\w+", code)}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Path:
    """Where the examples are run: with the seeds, and the weights."""
    made = tmp_path_factory.mktemp("examples")
    (made / "seeds").symlink_to(ROOT / "seeds", target_is_directory=True)
    lend(made / "data")
    return made


def run(example: str, folder: Path) -> tuple[list[str], list[str]]:
    """The lines that an example prints, and those that it says it prints."""
    said = re.findall(r"^ *print\(.*\)  # (.*)$", example, re.MULTILINE)
    printed = io.StringIO()
    with contextlib.chdir(folder), contextlib.redirect_stdout(printed):
        exec(compile(example, "docs/python.md", "exec"), {"yinju": yinju})
    return printed.getvalue().splitlines(), said


@pytest.mark.model
def test_every_example_prints_what_the_page_says(folder: Path) -> None:
    assert len(EXAMPLES) >= 5
    for example in EXAMPLES:  # in order: the first makes the library that the others open
        printed, said = run(example, folder)
        assert printed == said, example


@pytest.mark.model
def test_the_lines_of_the_readme_run(folder: Path) -> None:
    (lines,) = re.findall(r"```python\n(import yinju\n.*?)```", README, re.DOTALL)
    printed, said = run(lines, folder)
    assert len(lines.splitlines()) <= 6
    assert printed == said != []


def test_every_public_name_is_on_the_page() -> None:
    assert [name for name in yinju.__all__ if name not in NAMED] == []


def test_everything_that_a_library_does_is_on_the_page_with_its_parameters() -> None:
    entries = {entry.partition("(")[0]: entry for entry in CODE if re.match(r"\w+\(", entry)}
    entries |= {"open": next(entry for entry in CODE if entry.startswith("yinju.open("))}
    for name, called in [*public(yinju.Library), ("open", yinju.open)]:
        parameters = [each for each in inspect.signature(called).parameters if each != "self"]
        assert [each for each in parameters if not re.search(rf"\b{each}\b", entries[name])] == [], name


def test_every_field_of_every_result_is_on_the_page() -> None:
    missing = [f"{kind.__name__}.{name}" for kind in classes() for name in members(kind) if name not in row(kind)]
    assert missing == []


def test_every_name_is_defined_and_no_other_is_public() -> None:
    assert yinju.open is not None  # the first name that is asked for brings the others
    defined = {name for name in vars(yinju) if not name.startswith("_")} | {"__version__"}
    modules = {name for name in defined if inspect.ismodule(getattr(yinju, name))}
    assert defined - modules == set(yinju.__all__)


def public(kind: type) -> Iterator[tuple[str, Callable[..., object]]]:
    return ((name, value) for name, value in vars(kind).items() if inspect.isfunction(value) and name[0] != "_")


def classes() -> list[type]:
    found = [getattr(yinju, name) for name in yinju.__all__]
    return [
        each for each in found if inspect.isclass(each) and (dataclasses.is_dataclass(each) or issubclass(each, Enum))
    ]


def members(kind: type) -> list[str]:
    """Fields and properties of a record, the members of an enumeration."""
    if issubclass(kind, Enum):
        return list(kind.__members__)
    fields = [field.name for field in dataclasses.fields(kind)]  # type: ignore[arg-type]
    return fields + [name for name, value in vars(kind).items() if isinstance(value, property)]


def row(kind: type) -> set[str]:
    """The words of the page's row on a result."""
    (line,) = re.findall(rf"^\| `{kind.__name__}` \|.*$", PAGE, re.MULTILINE)
    return set(re.findall(r"\w+", line, re.ASCII))
