from __future__ import annotations

from collections.abc import Callable

import pytest

from index.text.tokens import fold
from index.types import Span
from qa.answers import Citation
from qa.checking.comparing import Of
from qa.checking.line import Line
from qa.checking.measures import other_measures, other_years
from qa.checking.sources import Source

MakeLine = Callable[[str], Line]


def whole(line: Line) -> tuple[int, int]:
    return 0, len(line.folded)


@pytest.fixture
def measures(line: MakeLine) -> Callable[[str, str], list[Of]]:
    def compared(written: str, said: str) -> list[Of]:
        citation = Citation(1, "a", "0" * 16, "a", "", said, (Span(0, len(said)),), ())
        source = Source("a", said, (0, len(said)), fold(""), "", line(said), lambda *_: citation)
        mine = line(written)
        return [each.of for each in other_measures(mine, whole(mine), source, whole(source.line))]

    return compared


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("展厅工作日均开放8小时", "展厅工作日开放8小时"),
        ("每年均增长5%", "每年增长5%"),
        ("未来五年投资5亿元", "五年投资5亿元"),
        ("产值非常可观，达5亿元", "产值可观，达5亿元"),
    ],
)
def test_letters_of_two_words_are_no_measure(measures: Callable[[str, str], list[Of]], written: str, said: str) -> None:
    assert measures(written, said) == measures(said, written) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("人均产值5万元", "产值5万元"),
        ("年平均气温22度", "气温22度"),
        ("日均客流5万人", "客流5万人"),
        ("预计产值5亿元", "产值5亿元"),
        ("产值未达5亿元", "产值达5亿元"),
        ("产值不是5亿元", "产值是5亿元"),
    ],
)
def test_a_measure_is_another_than_the_figure_itself(
    measures: Callable[[str, str], list[Of]], written: str, said: str
) -> None:
    assert measures(written, said) == measures(said, written) == [Of.UNSURE]


@pytest.mark.parametrize(
    ("written", "said", "found"),
    [
        ("目前年产能5万吨", "去年年产能5万吨", []),
        ("60岁以上年龄的占5%", "今年占5%", []),
        ("基本年薪5万元", "去年薪酬5万元", []),
        ("前年产能5万吨", "去年产能5万吨", [Of.NUMBER]),
        ("上年产能5万吨", "去年产能5万吨", []),
        ("本年度产能5万吨", "去年产能5万吨", [Of.NUMBER]),
    ],
)
def test_a_year_is_told_by_whole_words(line: MakeLine, written: str, said: str, found: list[Of]) -> None:
    mine, theirs = line(written), line(said)
    assert [each.of for each in other_years(mine, whole(mine), theirs, whole(theirs))] == found
