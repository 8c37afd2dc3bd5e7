from __future__ import annotations

import inspect
import re

import pytest

from index import errors
from index.errors import DocumentTooLarge, YinjuError


def drawn_tree() -> dict[str, str]:
    """The tree of the docstring: class name to the name of the class it hangs under."""
    parents: dict[str, str] = {}
    path: list[tuple[int, str]] = []
    for line in inspect.getdoc(errors).__str__().splitlines():
        match = re.match(r"(?P<branches>[ │├└─]*)(?P<name>[A-Z]\w+)(?:  .*)?$", line)
        if match is None:
            continue
        depth = len(match["branches"])
        while path and path[-1][0] >= depth:
            path.pop()
        parents[match["name"]] = path[-1][1] if path else "Exception"
        path.append((depth, match["name"]))
    return parents


def test_the_tree_in_the_docstring_is_the_tree_of_the_classes() -> None:
    classes = {
        name: found.__base__.__name__
        for name, found in inspect.getmembers(errors, inspect.isclass)
        if found.__module__ == errors.__name__ and found.__base__ is not None
    }
    assert len(classes) > 10
    assert drawn_tree() == classes


@pytest.mark.parametrize("name", sorted(drawn_tree()))
def test_every_error_is_one_sentence_and_the_next_thing_to_do(name: str) -> None:
    error = getattr(errors, name)("文件是空的。", "请换一个文件。")
    assert isinstance(error, YinjuError)
    assert str(error) == "文件是空的。请换一个文件。"
    assert (error.what, error.remedy) == ("文件是空的。", "请换一个文件。")


def test_without_a_remedy_the_sentence_stands_alone() -> None:
    assert str(DocumentTooLarge("文件太大。")) == "文件太大。"
