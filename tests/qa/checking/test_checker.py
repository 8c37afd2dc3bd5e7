from __future__ import annotations

import pytest

from index.library import Library
from index.types import Matrix
from qa.assistant import Assistant
from qa.checking import checker as checking
from qa.checking.checker import Checker
from qa.checking.types import CheckedText, ClaimKind, Standing
from qa.judging.quotes import is_verbatim
from tests.qa.checking.conftest import MakeChecker, claimed, differing

REPORT = """台山市2023年经济运行情况

2023年，台山市经济稳中向好。全市地区生产总值突破500亿元，为523.25亿元，增长5.5%，增速排全市第3。
固定资产投资下降2.1%。新建标准厂房12万平方米，引进企业36家。

办理规定

申请人应当在30个工作日内提交材料，逾期不予受理。夜间施工不得超过22时。
市长陈明表示：“我们把每一分钱都花在刀刃上，让群众看得见变化。”
"""


def only(checked: CheckedText) -> tuple[Standing, list[tuple[str, str]]]:
    """How all the findings of a text stand together, and what differs in them."""
    standings = {finding.standing for finding in checked.findings}
    worst = next(each for each in (Standing.CONTRADICTED, Standing.UNSEEN, Standing.SUPPORTED) if each in standings)
    return worst, [pair for finding in checked.findings for pair in differing(checked, finding)]


@pytest.mark.parametrize(
    "text",
    [
        "2023年，台山市地区生产总值为523.25亿元，增长5.5%。",
        "2023年全市地区生产总值突破五百亿元，增长百分之五点五，增速排全市第3。",
        "固定资产投资下降2.1%。",
        "当年引进企业36家，新建标准厂房12万平方米。",
        "申请人应当在30个工作日内提交材料。",
        "逾期不予受理。",
        "陈明说：“我们把每一分钱都花在刀刃上，让群众看得见变化。”",
    ],
)
def test_what_a_document_says_is_supported(make_checker: MakeChecker, text: str) -> None:
    checked = make_checker(REPORT).check(text)
    assert only(checked) == (Standing.SUPPORTED, [])
    assert all(finding.citations for finding in checked.findings)


@pytest.mark.parametrize(
    ("text", "written", "source"),
    [
        ("全市地区生产总值为523.52亿元，增长5.5%。", "523.52", "523.25"),
        ("全市地区生产总值为523.25万元，增长5.5%。", "万", "亿"),
        ("2022年，台山市经济稳中向好。", "2022", "2023"),
        ("2023年，开平市经济稳中向好。", "开平", "台山"),
        ("固定资产投资增长2.1%。", "增长", "下降"),
        ("申请人应当在30个月内提交材料，逾期不予受理。", "个月", "个工作日"),
        ("申请人应当在30个工作日内提交材料，逾期予以受理。", "予以", "不予"),
        ("市长李强表示，要让群众看得见变化，把每一分钱都花在刀刃上。", "李强", "陈明"),
        ("市长陈明表示：“我们把每一块钱都花在刀刃上，让群众看得见变化。”", "块", "分"),
    ],
)
def test_what_a_document_says_otherwise_is_shown_by_its_characters(
    make_checker: MakeChecker, text: str, written: str, source: str
) -> None:
    standing, differences = only(make_checker(REPORT).check(text))
    assert standing is Standing.CONTRADICTED
    assert any(written in mine and source in theirs and len(mine) <= len(written) + 1 for mine, theirs in differences)


@pytest.mark.parametrize(
    "text", ["火星上发现了大量的液态水。", "全市常住人口88.5万人。", "他们在海边看见一只白色的鸟。"]
)
def test_what_no_document_says_is_unseen(make_checker: MakeChecker, text: str) -> None:
    assert only(make_checker(REPORT).check(text)) == (Standing.UNSEEN, [])


def test_a_figure_is_not_supported_for_another_thing(make_checker: MakeChecker) -> None:
    checked = make_checker("蓬江区产值增长5%，江海区产值增长6%。").check("蓬江区产值增长6%，江海区产值增长5%。")
    assert [finding.standing for finding in checked.findings] == [Standing.CONTRADICTED] * 2


def test_documents_that_say_different_things_are_both_cited(make_checker: MakeChecker) -> None:
    texts = [
        f"图书馆借阅规则（{year}年）\n\n每位读者每次可以借阅图书{count}册。" for year, count in ((2020, 5), (2023, 8))
    ]
    (finding,) = make_checker(*texts).check("每位读者每次可以借阅图书8册。").findings
    assert finding.standing is Standing.DISPUTED
    assert {citation.title for citation in finding.citations} == {
        "图书馆借阅规则（2020年）",
        "图书馆借阅规则（2023年）",
    }
    assert [each.source for each in finding.differences] == ["5"]


def test_every_quote_is_in_its_document_and_every_span_in_the_text(make_checker: MakeChecker) -> None:
    checker = make_checker(REPORT)
    opening = "一、总体情况\n\n各位同事：\n大家好！\n"
    text = opening + "2022年，全市地区生产总值为523.25亿元，增长5.5%。引进企业63家。谢谢大家！\n"
    checked = checker.check(text, "汇报")
    assert [claimed(checked, finding) for finding in checked.findings] == ["523.25亿元", "5.5%", "63家"]
    assert checked.name == "汇报"
    library = checker.library
    for finding in checked.findings:
        assert text[finding.sentence.start : finding.sentence.end].endswith("。")
        for citation in finding.citations:
            assert is_verbatim(citation, library.document(citation.document_id))


def test_only_the_wanted_kinds_and_documents_are_looked_at(make_checker: MakeChecker) -> None:
    checker = make_checker(REPORT, "别的文件\n\n引进企业63家。")
    text = "引进企业63家。逾期不予受理。"
    kinds = checker.check(text, kinds=[ClaimKind.FIGURE]).findings
    assert [finding.kind for finding in kinds] == [ClaimKind.FIGURE]
    ids = {listed.name: listed.id for listed in checker.library.documents()}
    among = checker.check("引进企业63家。", documents=[ids["甲.txt"]]).findings
    assert [finding.standing for finding in among] == [Standing.CONTRADICTED]


def test_progress_counts_the_sentences(make_checker: MakeChecker) -> None:
    told: list[tuple[int, int]] = []
    make_checker(REPORT).check("引进企业36家。固定资产投资下降2.1%。", progress=lambda *each: told.append(each))
    assert told == [(0, 2), (1, 2), (2, 2)]


def test_a_text_is_checked_against_given_quotes_alone(make_checker: MakeChecker) -> None:
    checker = make_checker(REPORT, "别的文件\n\n引进企业63家。")
    citations = [finding.citations[0] for finding in checker.check("固定资产投资下降2.1%。").findings]
    checked = checker.check_against("引进企业63家。固定资产投资下降2.1%。", citations)
    assert [finding.standing for finding in checked.findings] == [Standing.CONTRADICTED, Standing.SUPPORTED]
    assert {c.number for finding in checked.findings for c in finding.citations} == {citations[0].number}
    assert checker.check_against("引进企业36家。", []).count(Standing.UNSEEN) == 1


@pytest.mark.parametrize(
    "text", ["", " \n\t", "\x00\x01\x02", "。。。！！？？", "Hello, how are you? I am fine.", "12345", "\ud800"]
)
def test_what_claims_nothing_has_no_findings(make_checker: MakeChecker, text: str) -> None:
    assert make_checker(REPORT).check(text).findings == ()


def test_control_characters_and_odd_texts_are_got_through(make_checker: MakeChecker) -> None:
    checker = make_checker(REPORT)
    for text in (
        "引进\x00企业36家\ud800。",
        "a｜b｜c\n1｜2｜3\n",
        "《" * 500 + "企业36家",
        "（" * 500 + "企业36家。",
        "企业" * 900,
    ):
        checked = checker.check(text)
        assert checked.text == text


def test_a_long_text_is_checked_up_to_a_bound(make_checker: MakeChecker, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "MOST_CHARACTERS", 40)
    sentence = "全市引进企业36家。"
    checked = make_checker(REPORT).check(sentence * 100)
    assert len(checked.findings) == 4
    assert checked.unchecked == len(sentence) * 100 - 40


def test_an_empty_library_has_seen_nothing(library: Library) -> None:
    checked = Checker(Assistant(library)).check("引进企业36家。")
    assert [(finding.standing, finding.citations) for finding in checked.findings] == [(Standing.UNSEEN, ())]


def test_a_word_is_encoded_once_however_many_it_is_compared_with(
    make_checker: MakeChecker, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = make_checker("全市新增就业3200人。").library
    asked: list[str] = []
    encode = library.encode_query

    def counted(text: str) -> Matrix:
        asked.append(text)
        return encode(text)

    monkeypatch.setattr(library, "encode_query", counted)
    checker = Checker(Assistant(library))
    for word, other in (("增长", "提高"), ("提高", "增长"), ("增长", "下降")):
        checker._near(word, other)
    assert sorted(asked) == ["下降", "增长", "提高"]
