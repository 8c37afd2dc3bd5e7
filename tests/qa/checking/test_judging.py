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
    assert judge(text, said, above="21世纪的台山市")[0][1] is Standing.UNSEEN


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


SENTENCE = "全年总收入排全市第3，利润排全市第5；与佛山共建实验室，与东莞规划20公顷的产业园，与珠海合办3所学校。"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("总收入排全市第5。", SENTENCE),
        ("与佛山规划20公顷的产业园。", SENTENCE),
        ("东莞成为首个低碳试点市。", "珠海成为首个低碳试点市，东莞获评卫生城市。"),
        ("老茶园受冻害影响减产约三成。", "受冻害影响，新品种“春芽7号”减产约三成，老茶园基本未受损。"),
        ("欠费超过10日的，移交法律部起诉。", "欠费超过10日发催款函；超过90日的，移交法律部起诉。"),
        ("资金约80亿元。", "资金超80亿元。"),
        ("资金超过80亿元。", "资金为80亿元。"),
        ("资金80亿元。", "资金超80亿元。"),
        ("修订版增加了罚款条款。", "与旧版相比：增加了奖励条款；删除了罚款条款。"),
        ("小儿子王海继承了家产。", "小儿子王海放弃继承家产。"),
        ("因故停办的，退还一半学费。", "因故停办的全额退费。"),
        ("推行“一村一品”，引导差异发展。", "推行“一村一策”，引导差异发展。"),
        ("该馆是全国唯一的盐业博物馆。", "该馆是全国5家盐业博物馆之一，也是江苏唯一的盐业博物馆。"),
        ("检修费用由承租人承担。", "检修费用由产权单位承担，承租人配合。"),
        ("全市人均GDP为500亿元。", "2023年，全市GDP为500亿元。"),
        ("预计全市GDP为500亿元。", "2023年，全市GDP为500亿元。"),
        ("全市产茶500吨。", "全市预计产茶500吨。"),
        ("全市GDP不是500亿元。", "2023年，全市GDP为500亿元。"),
        ("2023年上半年，全市GDP为500亿元。", "2023年，全市GDP为500亿元。"),
        ("2023年，全市GDP为500亿元。", "2023年前三季度，全市GDP为500亿元。"),
        ("今年3月，全馆举办展览5场。", "去年3月，全馆举办展览5场。"),
        ("每个班组至多配备一名安全员。", "每个班组至少配备一名安全员。"),
        ("李明向王强捐款5万元。", "王强向李明捐款5万元。"),
        ("甲公司收购乙公司60%股权。", "乙公司收购甲公司60%股权。"),
        ("职工必须参加培训。", "职工自愿参加培训。"),
        ("水费每吨3.5元。", "水费每户3.5元。"),
        ("每天营业12小时。", "每周营业12小时。"),
        ("票价从20元降到15元。", "票价从15元涨到20元。"),
        ("产值增长到5%。", "产值增长5%。"),
        ("2号泵房的负责人是李明。", "位置：2号泵房；设备：水泵；状态：正常；负责人：王强"),
    ],
)
def test_what_a_source_says_of_something_else_is_not_supported(judge: Judge, text: str, said: str) -> None:
    assert {standing for _, standing, _ in judge(text, said)} != {Standing.SUPPORTED}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("利润排全市第5。", SENTENCE),
        ("与东莞规划20公顷的产业园。", SENTENCE),
        ("人口增加92万多人。", "人口增加928565人。"),
        ("资金超80亿元。", "资金为80.36亿元。"),
        ("资金不足81亿元。", "资金为80.36亿元。"),
        ("资金约80亿元。", "资金为80.36亿元。"),
        ("地区生产总值达到500亿元。", "GDP为500亿元。"),
        ("全馆唯一一个展厅面积300平方米。", "全馆唯一的展厅面积300平方米。"),
        ("未成年人不能进入球场。", "未成年人不得进入球场。"),
        ("王强和李明共同捐款5万元。", "李明和王强共同捐款5万元。"),
        ("八人被洪水困在石桥。", "八人在石桥被洪水困住。"),
        ("公司认缴的部分不超过2.5亿元。", "其中公司认缴不超过2.5亿元。"),
    ],
)
def test_what_a_source_says_of_the_same_is_supported(judge: Judge, text: str, said: str) -> None:
    assert {standing for _, standing, _ in judge(text, said)} == {Standing.SUPPORTED}


def test_a_figure_against_another_is_told_of_the_same_clause(judge: Judge) -> None:
    found = judge("西区新增学位105个，244名教师参加交流。", "西区新增学位105个。")
    assert found[1][1] is Standing.UNSEEN


def test_a_place_that_is_known_stands_in_no_thing_s_stead(judge: Judge) -> None:
    found = judge("江门与深圳规划建设合作区。", "共建产业园；与深圳规划建设合作区。", above="江门市工作情况")
    assert found[0][1] is Standing.SUPPORTED
