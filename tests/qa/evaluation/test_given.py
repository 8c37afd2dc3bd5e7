from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import pytest

from index.settings import Settings
from index.types import Passage
from qa.evaluation.files import Asked, QuestionFile
from qa.evaluation.given import read_all
from qa.reading.model import ReadingModel
from qa.types import Reading

TEXTS = {"甲.txt": "甲地有学校十所。\n\n甲地有医院三家。", "乙.txt": "乙地没有学校。"}
QUESTIONS = (
    Asked("1", "", "甲地有多少所学校？", (), ("十所",), "甲.txt"),
    Asked("2", "", "甲地有多少家医院？", (), ("三家",), "甲.txt"),
    Asked("3", "unanswerable", "乙地有多少所学校？", (), (), "乙.txt"),
)


class Counting:
    """Finds 十所 wherever it stands, and is sure of it; anything else it takes for the first two characters."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[Reading | None]:
        places = [passage.text.find("十所") for passage in passages]
        return [Reading((p, p + 2), 8.0, 4.0) if p >= 0 else Reading((0, 2), -8.0, -4.0) for p in places]


def test_each_question_is_read_beside_its_own_document(tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, passage_characters=(5, 20))
    made = read_all(cast("ReadingModel", Counting()), QuestionFile(QUESTIONS, TEXTS), QUESTIONS, settings)
    assert (made.questions, made.answerable) == (3, 2)
    assert made.exact == pytest.approx(0.5)
    assert made.overlap == pytest.approx(0.5)
    assert made.separation == pytest.approx(1.0)


def test_what_is_held_out_is_a_part_of_each_file_with_documents() -> None:
    many = tuple(Asked(str(number), "", "问？", (), (), "甲.txt") for number in range(2_500))
    held = QuestionFile(many, TEXTS).held_out()
    assert [held[0].id, held[-1].id, len(held)] == ["2100", "2399", 300]
    assert QuestionFile(many, {}).held_out() == many
