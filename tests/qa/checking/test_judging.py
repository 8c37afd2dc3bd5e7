"""A claim beside one sentence: what is the same, what differs, and what cannot be told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from index.text.tokens import fold
from index.types import Span
from qa.answers import Citation
from qa.checking.claims import claims_of
from qa.checking.judging import Verdict, verdicts
from qa.checking.line import Line
from qa.checking.paraphrase import question_for
from qa.checking.sources import Source
from qa.checking.types import Standing

Judged = list[tuple[str, Standing, list[tuple[str, str]]]]
Judge = Callable[..., Judged]


@pytest.fixture
def judge(line: Callable[[str], Line]) -> Judge:
    """``judge(text, source, before="", above="")``: each claim with its standing and what differs."""

    def judged(
        text: str, said: str, before: str = "", above: str = ""
    ) -> list[tuple[str, Standing, list[tuple[str, str]]]]:
        citation = Citation(1, "a", "0" * 16, "a", "", said, (Span(0, len(said)),), ())
        source = Source("a", said, (0, len(said)), fold(above), fold(before), line(said), lambda *_: citation)
        mine = line(text)
        found = []
        for claim in claims_of(mine):
            verdict = next(iter(verdicts(mine, claim, [source])), Verdict(Standing.UNSEEN, source, 0.0))
            differing = [
                (mine.slice(*each.mine), each.said or source.line.slice(*each.theirs)) for each in verdict.changes
            ]
            found.append((mine.slice(claim.start, claim.end), verdict.standing, differing))
        return found

    return judged


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("产值达四千亿元。", "产值为4000亿元。"),
        ("合格率百分之九十五。", "合格率为95%。"),
        ("工期一年。", "工期为12个月。"),
        ("面积不少于500平方米。", "面积500平方米以上。"),
        ("跑道长3千米。", "跑道长3公里。"),
        ("全程1500米。", "全程1.5公里。"),
        ("水温25度。", "水温25℃。"),
        ("报名截至2024年3月8日。", "报名截至2024年3月8日17时。"),
        ("全市引进企业36家。", "全市引进企业36个。"),
        ("洗马镇茶叶种植规模3.2万亩。", "乡镇：洗马镇；主导产业：茶叶；规模：3.2万亩；产值：2.9亿元"),
        ("逾期不予受理。", "申请人应当在30日内提交，逾期不予受理。"),
    ],
)
def test_what_is_written_otherwise_is_the_same(judge: Judge, text: str, said: str) -> None:
    assert [(standing, differing) for _, standing, differing in judge(text, said)] == [(Standing.SUPPORTED, [])]


@pytest.mark.parametrize(
    ("text", "said", "differing"),
    [
        ("面积不少于500平方米。", "面积不超过500平方米。", ("不少于", "不超过")),
        ("处500元以下2000元以下罚款。", "处500元以上2000元以下罚款。", ("元以下", "元以上")),
        ("温度下降5度。", "温度上升5度。", ("下降", "上升")),
        ("第五条 承包人应当按时完工。", "第四条 承包人应当按时完工。", ("五", "四")),
        ("术后第11个月出现感染。", "术后第11天出现感染。", ("个月", "天")),
        ("食盐摄入比2017年减少1.4克。", "食盐摄入比2018年减少1.4克。", ("2017", "2018")),
        ("夜间可以施工作业。", "夜间不得施工作业。", ("可以", "不得")),
        ("退役军人收取报名费。", "退役军人免收报名费。", ("收取", "免收")),
        ("首任会长是郏小羽。", "首任会长是符世海。", ("郏小羽", "符世海")),
        ("宏昌化工未于3月停产检修。", "宏昌化工已于3月停产检修。", ("未于", "已于")),
        ("会议7:21在二楼开始。", "会议7:20在二楼开始。", ("21", "20")),
        ("乙方负责安装调试。", "甲方负责安装调试。", ("乙方", "甲方")),
    ],
)
def test_what_differs_is_shown(judge: Judge, text: str, said: str, differing: tuple[str, str]) -> None:
    found = judge(text, said)
    assert Standing.CONTRADICTED in {standing for _, standing, _ in found}
    assert differing in [each for *_, some in found for each in some]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("全市引进企业36家。", "火星上有大量液态水。"),
        ("台山市引进企业36家。", "共引进企业36家。"),
        ("《施工合同》写明工期36天。", "工期36天。"),
        ("2023年引进企业36家。", "引进企业36家。"),
    ],
)
def test_what_a_source_does_not_name_is_unseen(judge: Judge, text: str, said: str) -> None:
    assert [standing for _, standing, _ in judge(text, said)] == [Standing.UNSEEN]


def test_what_stands_before_or_above_a_sentence_is_named(judge: Judge) -> None:
    text, said = "2023年台山市引进企业36家。", "共引进企业36家。"
    assert judge(text, said, above="台山市2023年工作总结")[0][1] is Standing.SUPPORTED
    assert judge(text, said, before="2023年，台山市加大招商力度。")[0][1] is Standing.SUPPORTED
    assert judge(text, said, above="台山市2022年工作总结")[0][1:] == (Standing.CONTRADICTED, [("2023", "2022")])


def test_a_time_that_is_told_of_something_else_supports_nothing(judge: Judge) -> None:
    before, said = "2023年，新会成为首个千亿强县。", "2022年，全市新增企业36家。"
    assert judge("2022年，新会成为首个千亿强县。", said, before)[0][1] is Standing.UNSEEN
    told = judge("2022年，新会成为首个千亿强县。", "新会成为首个千亿强县。", "2023年，全市经济稳中向好。")
    assert told[0][1:] == (Standing.CONTRADICTED, [("2022", "2023")])


def test_each_figure_is_told_of_its_own_thing(judge: Judge) -> None:
    said = "蓬江区产值增长5%，江海区产值增长6%。"
    right = judge("江海区产值增长6%，蓬江区产值增长5%。", said)
    wrong = judge("蓬江区产值增长6%，江海区产值增长5%。", said)
    assert [standing for _, standing, _ in right] == [Standing.SUPPORTED] * 2
    assert [(standing, differing) for _, standing, differing in wrong] == [
        (Standing.CONTRADICTED, [("6", "5")]),
        (Standing.CONTRADICTED, [("5", "6")]),
    ]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("亩产从93公斤提高到141公斤。", ["亩产从多少公斤提高到141公斤？", "亩产从93公斤提高到多少公斤？"]),
        ("会议于3月8日召开。", ["会议于什么时候召开？"]),
    ],
)
def test_a_clause_asks_for_its_figure(line: Callable[[str], Line], text: str, asked: list[str]) -> None:
    mine = line(text)
    assert [question_for(mine, claim) for claim in claims_of(mine)] == asked
