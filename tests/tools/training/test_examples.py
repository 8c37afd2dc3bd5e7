from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from index.settings import Settings
from index.text.tokens import Tokenizer
from index.types import ignore_progress
from qa.evaluation.files import Asked, QuestionFile
from tools.training.examples import Example, make_examples

TEXT = (
    "1998年，江门大桥由市政集团建成通车，全长3公里，耗资12亿元。\n\n"
    "臺北的大橋由另一家公司於2003年建成，全長五公里。管理處設在河邊。\n"
)
ASKED = [
    Asked("a", "", "1998年江门大桥由谁建成？", (), ("市政集团",), "桥.txt", (TEXT.index("市政集团"),)),
    Asked("b", "", "江门大桥有多少工人？", (), (), "桥.txt"),
    Asked("c", "", "管理处有几个人？", (), (), "桥.txt", (), "管理處設在河邊"),
    Asked("d", "", "有人去过广州、深圳、佛山、台山吗？", (), (), "桥.txt"),
]


PAIRS = QuestionFile(tuple(ASKED), {"桥.txt": TEXT}, frozenset())


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, tokenizer: Tokenizer) -> list[Example]:
    settings = Settings(data=tmp_path_factory.mktemp("data"), passage_characters=(10, 40))
    return list(make_examples(PAIRS, settings, tokenizer, ignore_progress))


def of_kind(made: list[Example], kind: str) -> list[Example]:
    return [example for example in made if example.kind == kind]


def test_the_answer_stands_at_its_place(made: list[Example]) -> None:
    (example, *_) = of_kind(made, "answer")
    assert example.text[example.start : example.end] == "市政集团"


def test_the_question_of_another_year_or_name_has_no_answer(made: list[Example]) -> None:
    (year,) = of_kind(made, "year")
    assert "1998" not in year.question
    assert "江门大桥由谁建成" in year.question
    (name,) = of_kind(made, "name")
    assert name.question != ASKED[0].question
    for example in (year, name, *of_kind(made, "elsewhere")):
        assert (example.start, example.end) == (-1, -1)


def test_a_passage_beside_which_it_is_put_does_not_hold_the_answer(made: list[Example]) -> None:
    elsewhere = of_kind(made, "elsewhere")
    assert elsewhere
    assert not any("市政集团" in example.text for example in elsewhere)


def test_an_unanswerable_question_is_put_beside_the_words_that_nearly_answer(made: list[Example]) -> None:
    bare, near, _ = of_kind(made, "unanswerable")
    assert "江门大桥" in bare.text
    assert "管理處" in near.text or "管理处" in near.text


def test_nothing_about_what_is_held_out_is_trained_on(
    made: list[Example], tmp_path: Path, tokenizer: Tokenizer
) -> None:
    held = replace(PAIRS, held_out_documents=frozenset({"桥.txt"}))
    settings = Settings(data=tmp_path, passage_characters=(10, 40))
    assert all(e.held_out for e in make_examples(held, settings, tokenizer, ignore_progress))
    assert not any(example.held_out for example in made)


def test_it_is_the_same_each_time(made: list[Example], tmp_path: Path, tokenizer: Tokenizer) -> None:
    settings = Settings(data=tmp_path, passage_characters=(10, 40))
    assert list(make_examples(PAIRS, settings, tokenizer, ignore_progress)) == made
