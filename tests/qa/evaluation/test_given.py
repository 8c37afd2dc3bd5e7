from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest

from index.settings import Settings
from qa.evaluation.files import Asked, QuestionFile
from qa.evaluation.given import read_given
from qa.reading.model import ReadingModel
from qa.reading.pairing import Text
from qa.types import Reading

TEXTS = {"甲.txt": "甲地有学校十所。\n\n甲地有医院三家。", "乙.txt": "乙地没有学校。"}
QUESTIONS = (
    Asked("1", "", "甲地有多少所学校？", (), ("十所",), "甲.txt"),
    Asked("2", "", "甲地有多少家医院？", (), ("三家",), "甲.txt"),
    Asked("3", "unanswerable", "乙地有多少所学校？", (), (), "乙.txt"),
)


class Counting:
    """Finds 十所 wherever it stands, and is sure of it; anything else it takes for the first two characters."""

    def read(self, question: str, texts: Sequence[Text]) -> list[Reading | None]:
        places = [each.text.find("十所") for each in texts]
        return [Reading((p, p + 2), 8.0, 4.0) if p >= 0 else Reading((0, 2), -8.0, -4.0) for p in places]


def test_each_question_is_read_beside_its_own_document(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, passage_characters=(5, 20))
    made = read_given(cast("ReadingModel", Counting()), QuestionFile(QUESTIONS, TEXTS), QUESTIONS, settings)
    assert (made.questions, made.answerable) == (3, 2)
    assert made.exact == pytest.approx(0.5)
    assert made.overlap == pytest.approx(0.5)
    assert made.separation == pytest.approx(1.0)
