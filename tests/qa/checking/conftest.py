"""What the tests of checking share: documents that a text is checked against."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from index.text.tokens import Tokenizer
from qa.assistant import Assistant
from qa.checking.checker import Checker
from qa.checking.line import Line
from qa.checking.types import CheckedText, Finding

MakeChecker = Callable[..., Checker]


@pytest.fixture
def line(tokenizer: Tokenizer) -> Callable[[str], Line]:
    return lambda text: Line.of(text, tokenizer)


@pytest.fixture
def make_checker(library: Library, documents: Path) -> MakeChecker:
    """``make_checker(text, …)``: a checker over a library with these texts, ``甲.txt``, ``乙.txt`` and so on."""

    def make(*texts: str) -> Checker:
        for name, text in zip("甲乙丙丁", texts, strict=False):
            (documents / f"{name}.txt").write_text(text, encoding="utf-8")
        library.sync([documents])
        return Checker(Assistant(library))

    return make


def differing(checked: CheckedText, finding: Finding) -> list[tuple[str, str]]:
    """What is written and what the source has, of each difference."""
    return [(checked.text[each.written.start : each.written.end], each.source) for each in finding.differences]


def claimed(checked: CheckedText, finding: Finding) -> str:
    return checked.text[finding.span.start : finding.span.end]
