"""What a message advises to run is spelled as the person started the program."""

from __future__ import annotations

import re
import threading
import tomllib
from pathlib import Path

import index
import qa
from index.program import command, extra, in_parts

ROOT = Path(__file__).resolve().parents[2]


def test_commands_are_those_of_the_one_program_unless_they_are_had_in_parts() -> None:
    assert command("index", "list") == "yinju list"
    with in_parts():
        assert command("index", "list") == "python -m index list"
        assert command("qa", "password") == "python -m qa password"
    assert command("index", "list") == "yinju list"


def test_every_thread_of_the_program_spells_them_alike() -> None:
    said: list[str] = []
    with in_parts():
        thread = threading.Thread(target=lambda: said.append(command("index", "repair")))
        thread.start()
        thread.join()
    assert said == ["python -m index repair"]


def test_an_optional_part_is_one_that_there_is() -> None:
    """However the program was installed: its folder may be gone, its name is not."""
    offered = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    sources = "".join(
        path.read_text(encoding="utf-8") for room in (index, qa) for path in Path(room.__path__[0]).rglob("*.py")
    )
    assert set(re.findall(r"extra\([\"'](\w+)[\"']\)", sources)) == {"ocr", "plot", "ray", "seekdb"} <= set(offered)
    assert extra("plot") == "pip install 'yinju[plot]'"


def test_one_within_another_leaves_the_outer_as_it_was() -> None:
    with in_parts():
        with in_parts():
            pass
        assert command("qa", "doctor") == "python -m qa doctor"
