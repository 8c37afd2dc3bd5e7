from __future__ import annotations

from collections.abc import Callable

import pytest

from index.text.tokens import Tokenizer, fold
from index.types import Document, Format
from qa.asking.question import content_terms
from qa.judging.synonyms import is_piece, stands_otherwise


@pytest.fixture
def otherwise(tokenizer: Tokenizer) -> Callable[[str, str, str, str], bool]:
    """``otherwise(question, word, passage, document)``."""

    def stands(question: str, word: str, passage: str, text: str = "") -> bool:
        (term,) = (each for each in content_terms(question, tokenizer) if word in each.text)
        document = Document("0" * 16, "甲.txt", "甲", Format.TEXT, text or passage)
        return stands_otherwise(term, fold(question), fold(passage), document)

    return stands


@pytest.mark.parametrize(
    ("question", "word", "passage"),
    [
        ("老公的医药费能报吗？", "老公", "职工配偶的医疗费用按半数补助。"),
        ("出差住酒店有什么标准？", "酒店", "住宿每人每日300元以内。"),
        ("市发改委批了几个项目？", "发改委", "市发展和改革局核准项目三个。"),
        ("谁两趟跑福建？", "福建", "民警两次赴闽采血。"),
        ("香港老板捐了多少？", "香港", "由港商捐资400万港元。"),
        ("哪位外国医生办的？", "外国", "外籍医生班森创办。"),
        ("三楼为什么不开放？", "三楼", "三层书画厅不开放。"),
        ("2016年的规定是什么？", "2016年", "2016版要求排名前15%。"),
        ("1978年有多少人？", "1978", "1977；949.74\n1978；962.59"),
        ("2022年的研发费是多少？", "2022", "报表日期：研发费；2023：86；2022：84"),
        ("8月16日谁作报告？", "8月16日", "8.16；主持人：李念"),
        ("多少分算C级？", "c级", "等级：C；分数：60—80"),
        ("2022级要修多少学分？", "2022级", "适用2022年级的学生。"),
        ("武科大有多少人？", "科大", "武汉科技大学有学生三万人。"),
    ],
)
def test_what_is_written_in_other_words_is_there(
    question: str, word: str, passage: str, otherwise: Callable[..., bool]
) -> None:
    assert otherwise(question, word, passage)


@pytest.mark.parametrize(
    ("question", "word", "passage"),
    [
        ("老公的医药费能报吗？", "老公", "职工本人的医疗费按半数补助。"),
        ("市发改委批了几个项目？", "发改委", "市财政局核准项目三个。"),
        ("谁两趟跑福建？", "福建", "民警两次赴粤采血。"),
        ("2016年的规定是什么？", "2016年", "2023版取消名次要求。"),
        ("5000元够吗？", "5000", "三层书画厅不开放。"),
        ("1978年有多少人？", "1978", "1977；1978.74"),
        ("8月16日谁作报告？", "8月16日", "8.16万元；主持人：李念"),
        ("8月16日谁作报告？", "8月16日", "平均分8.16；主持人：李念"),
        ("1月2日是什么班？", "1月2日", "夜班约占1/2"),
        ("多少分算C级？", "c级", "维生素：C；等级：B"),
        ("多少分算C级？", "c级", "等级：B；分数：80—90"),
    ],
)
def test_what_is_another_thing_is_not(question: str, word: str, passage: str, otherwise: Callable[..., bool]) -> None:
    assert not otherwise(question, word, passage)


def test_a_document_introduces_its_short_names(otherwise: Callable[..., bool]) -> None:
    text = "江州市城市投资有限责任公司（以下简称“江投公司”）负责实施。\n江投公司每季度报告一次。"
    whole, short = text.split("\n")
    assert otherwise("投资有限责任公司多久报告一次？", "责任", short, text)
    assert not otherwise("投资有限责任公司多久报告一次？", "责任", short, short)
    assert not otherwise("投资有限责任公司多久报告一次？", "责任", "承租人每季度报告一次。", text)
    assert otherwise("江投公司负责什么？", "公司", whole[:13], text)


def test_a_name_cut_from_two_other_words_is_none() -> None:
    assert is_piece("河北", "新沭岔河北段挖了多少土方", "工程分三段,岔河以东为北段")
    assert is_piece("湖西", "麋角湖西线游船何时改", "麋角湖东线已改,西线明年改")
    assert not is_piece("江门", "江门海关有几人", "厦门海关有五人")
    assert not is_piece("珠海市", "请问珠海市民政局在哪", "江门市民政局在")
    assert not is_piece("广州", "在广州开会", "在深圳开会")
