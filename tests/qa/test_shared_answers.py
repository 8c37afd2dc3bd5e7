"""A library that was copied to a server answers as it did in its data folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import Library
from index.settings import Settings
from index.syncing.copying import copy_library
from index.types import ignore_progress
from qa.assistant import Assistant
from qa.doctor import examine
from qa.evaluation.files import read_questions
from tests.seekdb import Seekdb, database

QUESTIONS = Path(__file__).parent.parent / "quality" / "seed_questions.jsonl"


@pytest.fixture(scope="module")
def copied(real_library: Library, seekdb_server: Seekdb) -> Iterator[Assistant]:
    with database(seekdb_server, "answers") as name:
        settings = Settings(data=real_library.settings.data, library=seekdb_server.url(name))
        copy_library(settings, ignore_progress)
        with Library.open(settings) as library:
            yield Assistant(library)


def test_the_seed_questions_have_the_same_answers(assistant: Assistant, copied: Assistant) -> None:
    questions = read_questions(QUESTIONS).questions
    assert len(questions) > 40
    for asked in questions:
        here, there = (each.ask(asked.question, asked.history) for each in (assistant, copied))
        assert type(there) is type(here), asked.question
        assert there.confidence == pytest.approx(here.confidence, abs=1e-3)
        assert [(item.document, item.quote) for item in there.citations] == [
            (item.document, item.quote) for item in here.citations
        ], asked.question
        assert getattr(there, "text", "") == getattr(here, "text", ""), asked.question


def test_what_was_copied_needed_no_encoder_and_is_whole(copied: Assistant, real_library: Library) -> None:
    library = copied.library
    assert library.verify() == []
    assert library.documents() == real_library.documents()
    assert library.folders() == real_library.folders()
    report = library.sync([])
    assert (report.added, report.changed, report.removed, report.unchanged) == ((), (), (), 1)


def test_the_doctor_looks_at_the_library_on_the_server(copied: Assistant) -> None:
    library = next(check for check in examine(copied.library.settings) if check.name == "资料库")
    assert library.passed, library
    assert library.finding.startswith("1 份文件")
