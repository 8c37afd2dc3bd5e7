from __future__ import annotations

from pathlib import Path

import pytest

from index.settings import Settings
from index.types import ignore_progress
from qa.evaluation.files import Asked, QuestionFile
from qa.training.examples import Example, make_examples

TEXT = (
    "1998年，江门大桥由市政集团建成通车，全长3公里，耗资12亿元。\n\n"
    "臺北的大橋由另一家公司於2003年建成，全長五公里。管理處設在河邊。\n"
)
ASKED = [
    Asked("a", "", "1998年江门大桥由谁建成？", (), ("市政集团",), "桥.txt", (TEXT.index("市政集团"),)),
    Asked("b", "", "江门大桥有多少工人？", (), (), "桥.txt"),
]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Example]:
    settings = Settings(data=tmp_path_factory.mktemp("data"), passage_characters=(10, 40))
    return list(make_examples(QuestionFile(tuple(ASKED), {"桥.txt": TEXT}), settings, ignore_progress))


def of_kind(made: list[Example], kind: str) -> Example:
    (example,) = (example for example in made if example.kind == kind)
    return example


def test_the_answer_stands_at_its_place(made: list[Example]) -> None:
    example = of_kind(made, "answer")
    assert example.text[example.start : example.end] == "市政集团"


def test_the_question_of_another_year_has_no_answer(made: list[Example]) -> None:
    example = of_kind(made, "year")
    assert "1998" not in example.question
    assert "江门大桥由谁建成" in example.question
    assert (example.start, example.end) == (-1, -1)


def test_an_unanswerable_question_is_put_beside_what_is_nearest(made: list[Example]) -> None:
    assert "江门大桥" in of_kind(made, "unanswerable").text


def test_it_is_the_same_each_time(made: list[Example], tmp_path: Path) -> None:
    settings = Settings(data=tmp_path, passage_characters=(10, 40))
    again = make_examples(QuestionFile(tuple(ASKED), {"桥.txt": TEXT}), settings, ignore_progress)
    assert list(again) == made
