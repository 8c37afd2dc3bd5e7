"""What the tests of quality share: the office texts never trained on, encoded once for all that ask about them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.settings import Settings
from qa.evaluation.files import QuestionFile, read_questions
from tests.weights import lend

OFFICE = Path(__file__).resolve().parent.parent.parent / "tools" / "training" / "office"


@pytest.fixture(scope="session")
def unseen() -> QuestionFile:
    """The questions about those texts."""
    return read_questions(OFFICE / "train-16.jsonl")


@pytest.fixture(scope="session")
def office_library(unseen: QuestionFile, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The texts as one library; not to be changed by a test."""
    with unseen.open_library(Settings(data=lend(tmp_path_factory.mktemp("office")))) as opened:
        yield opened
