"""The reading model that comes with the program."""

from __future__ import annotations

import re

import onnx
import pytest

from qa.reading.model import FOLDER, ReadingModel
from qa.reading.pairing import Text

BORN = "老舍1899年2月3日生于北京，原名舒庆春，是中国现代小说家。1924年，他赴英国任教，在那里开始写作。"
REPORT = "2023年，云山县地区生产总值412.5亿元，比上年增长5.1%。其中，第二产业增加值180.3亿元，增长6.4%。"


@pytest.fixture(scope="module")
def shipped() -> ReadingModel:
    found = ReadingModel.find()
    assert found is not None
    return found


def test_it_is_small_and_says_where_it_comes_from() -> None:
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) <= 40_000_000
    card = (FOLDER / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert "CC BY-SA 4.0" in card
    assert "@" not in card


def test_its_products_are_the_same_on_every_processor() -> None:
    """``MatMulInteger`` and its like are not: without VNNI, sums of two products of 8 bits overflow 16 bits."""
    graph = onnx.load(FOLDER / "reader.onnx").graph
    assert not [
        operator.op_type for operator in graph.node if re.match("QAttention|.*Integer|Dynamic", operator.op_type)
    ]
    products = [operator for operator in graph.node if operator.op_type == "MatMulNBits"]
    assert len(products) == 4 * 12


@pytest.mark.parametrize(
    ("text", "question", "words"),
    [
        (BORN, "老舍的原名是什么？", "舒庆春"),
        (BORN, "老舍哪一年赴英国任教？", "1924年"),
        (REPORT, "云山县第二产业增加值是多少？", "180.3亿元"),
        (REPORT, "2023年云山县地区生产总值比上年增长多少？", "5.1%"),
    ],
)
def test_it_finds_the_words(text: str, question: str, words: str, shipped: ReadingModel) -> None:
    (reading,) = shipped.read(question, [Text("", text)])
    assert reading is not None
    assert words in text[slice(*reading.words)]
    assert reading.probability > 0.5


def test_it_is_surer_of_a_passage_that_answers(shipped: ReadingModel) -> None:
    asked = "2023年云山县地区生产总值增长了多少？"
    texts = [REPORT, BORN, REPORT.replace("2023年", "2019年").replace("云山县", "临河县")]
    right, *others = shipped.read(asked, [Text("", text) for text in texts])
    assert right is not None
    assert all(other is not None and other.score < right.score for other in others)


@pytest.mark.parametrize("text", ["𠮷" * 5, "㊙️🙂", "\u200b。", "a" * 20_000, "文" * 5_000])
def test_any_text_is_read_or_left(text: str, shipped: ReadingModel) -> None:
    for question in ("这是什么？", "𠮷🙂" * 200, "?"):
        (reading,) = shipped.read(question, [Text("", text)])
        assert reading is None or 0 <= reading.words[0] < reading.words[1] <= len(text)
