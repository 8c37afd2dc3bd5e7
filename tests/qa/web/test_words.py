"""The page's two languages say the same things."""

from __future__ import annotations

import re
from inspect import isfunction, signature
from types import ModuleType

import pytest

from qa.web import english, words
from tests.serving.browsing import ROOT

CHINESE = re.compile("[一-鿿]")
KEPT = {"TITLE"}
"""English that has Chinese in it: the name."""
FOR_PROGRAMS = {"FOR_PROGRAMS", "TOOLS"}
"""What is not on the page: the help of a command, which is Chinese throughout, and what programs are told."""
SAME = {"size", "moment", "speak", "why", "assurance", "synced"}
"""What both languages write alike, but for the words in it."""


def said(module: ModuleType) -> dict[str, object]:
    return {
        name: value
        for name, value in vars(module).items()
        if (name.isupper() and name != "TYPE_CHECKING")
        or (isfunction(value) and value.__module__ == module.__name__ and not name.startswith("_"))
    }


def test_both_have_the_same_names() -> None:
    assert set(said(english)) == set(said(words)) - FOR_PROGRAMS - SAME


@pytest.mark.parametrize("name", sorted(said(english)))
def test_both_have_the_same_form_and_english_is_english(name: str) -> None:
    here, there = said(words)[name], said(english)[name]
    if isfunction(here) and isfunction(there):
        assert signature(here) == signature(there)
        return
    assert type(here) is type(there)
    if isinstance(here, dict) and isinstance(there, dict):
        assert list(here) == list(there)
    assert str(here).count("{}") == str(there).count("{}")
    assert name in KEPT or not CHINESE.search(str(there))


def test_in_english_one_is_no_several() -> None:
    assert english.figures(1, 2, 1_000) == "Library: 1 file · 2 passages · 1,000 characters"
    assert english.unreadable(1).startswith("1 file could")


def test_no_other_file_of_the_page_has_chinese_words() -> None:
    # What programs are told, what the command line says, and an example in a docstring.
    others = {"words.py", "english.py", "english_errors.py", "api.py", "address.py", "references.py", "exports.py"}
    for path in (ROOT / "qa" / "web").iterdir():
        if path.suffix in {".js", ".css", ".py"} and path.name not in others:
            assert not CHINESE.search(path.read_text(encoding="utf-8")), path.name
