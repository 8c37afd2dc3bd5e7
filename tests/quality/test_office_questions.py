"""The figures that the README gives for the project's own office questions, on the file that was never trained on."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.library import Library
from index.settings import Settings
from qa.assistant import Assistant
from qa.evaluation.asking import Result, ask_all
from qa.evaluation.files import QuestionFile
from qa.evaluation.given import read_given
from qa.evaluation.report import figures
from qa.reading.model import ReadingModel

EVERY = 3
"""Of how many questions one is asked: the figures of all of them are those of the README."""
GIVEN = (0.60, 0.75, 0.85)
"""Floors of EM, F1 and AUC where the text is given; a third of the questions differs from all by some hundredths."""
SEARCHED = (0.48, 0.60, 0.45, 0.14)
"""Floors of EM, F1 and the share refused rightly, the most that may be refused wrongly, where it is searched for."""
SURE = (0.04, 0.90, 0.15)
"""Floors of the share shown as sure and of the right ones of them, and the most that the calibration may be off."""


@pytest.fixture(scope="module")
def asked(unseen: QuestionFile, office_library: Library) -> list[Result]:
    return ask_all(Assistant(office_library), unseen.questions[::EVERY])


def test_the_words_are_found_where_the_text_is_given(unseen: QuestionFile, tmp_path: Path) -> None:
    model = ReadingModel.find()
    assert model is not None
    made = read_given(model, unseen, unseen.questions[1::EVERY], Settings(data=tmp_path))
    assert made.exact is not None
    assert made.overlap is not None
    assert made.separation is not None
    assert made.exact >= GIVEN[0]
    assert made.overlap >= GIVEN[1]
    assert made.separation >= GIVEN[2]


def test_the_words_are_given_and_what_is_not_there_is_refused(asked: list[Result]) -> None:
    made = figures(asked)
    assert made.exact is not None
    assert made.overlap is not None
    assert made.refused is not None
    assert made.wrongly_refused is not None
    assert made.exact >= SEARCHED[0]
    assert made.overlap >= SEARCHED[1]
    assert made.refused >= SEARCHED[2]
    assert made.wrongly_refused <= SEARCHED[3]
    assert made.verbatim == 1.0


def test_what_is_shown_as_sure_is_right(asked: list[Result]) -> None:
    made = figures(asked)
    assert made.sure is not None
    assert made.sure_right is not None
    assert made.calibration is not None
    assert made.sure >= SURE[0]
    assert made.sure_right >= SURE[1]
    assert made.calibration <= SURE[2]


def test_without_the_reader_the_words_are_not_found(unseen: QuestionFile, office_library: Library) -> None:
    """What the reading buys: were it not used, the figures above would be these."""
    by_rule = Assistant(office_library)
    by_rule.reader = None
    made = figures(ask_all(by_rule, unseen.questions[:: EVERY * 3]))
    assert made.exact is not None
    assert made.exact < SEARCHED[0] / 2
