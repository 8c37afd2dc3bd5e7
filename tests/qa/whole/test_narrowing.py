"""Times in tables: bounded, put in order, and told apart where rows have several."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.text.tokens import Tokenizer
from qa.asking.question import understand
from qa.statements import ReasonKind, RemarkKind
from qa.whole import asked_times, naming
from qa.whole.asking_tables import understand_of
from qa.whole.drafts import Found
from qa.whole.naming import Register
from qa.whole.periods import Period, read_period
from qa.whole.table_answers import answer_of
from tests.asked_tables import answered, written

STAFF = (
    "序号,姓名,部门,入职日期,电话\n1,谭秋月,办公室,2012年5月3日,13800010001\n2,焦志成,办公室,2023-03-06,13800010002\n"
    "3,路小满,财务科,2019/07/15,13800010003\n4,申屠静,财务科,2024.01.08,13800010004\n"
    "5,单于飞,信息科,2023年9月1日,13800010006\n"
)
PAPERS = (
    "编号,合同名称,乙方,金额（元）,签订日期,到期日\nHT-01,保洁合同,洁源公司,128000,2023-01-10,2025-01-09\n"
    "HT-02,电梯合同,安达公司,36000,2024-06-15,2025-06-14\nHT-03,食堂合同,味佳公司,450000,2025-03-01,2027-02-28\n"
)
TRAINS = "线路,首站,发车时间\n1号线,桐花苑,6:50\n2号线,北大桥,7:05\n3号线,药材市场,6:40\n"
OPEN = "合同,签订日期,到期日\n甲,2023-01-10,长期\n乙,2024-06-15,2025-06-14\n丙,2024-07-01,\n"
SHOPS = "门店,距车站（米）,开业日期\n东店,300,2020-01-02\n西店,120,2018-03-04\n"


def answer(folder: Path, text: str, question: str, tokenizer: Tokenizer) -> Found | None:
    return answered(Register(written(folder, text)), question, tokenizer)


@pytest.mark.parametrize(
    ("text", "question", "wanted"),
    [
        (STAFF, "2023年以后入职的有哪些人", ["焦志成", "申屠静", "单于飞"]),
        (STAFF, "2023年之后入职的有哪些人", ["申屠静"]),
        (STAFF, "2023年入职的有哪些", ["焦志成", "单于飞"]),
        (STAFF, "2023年上半年入职的有谁", ["焦志成"]),
        (STAFF, "2020年前入职的有几个人", ["2（2 行：谭秋月、路小满）"]),
        (STAFF, "2019年底前入职的有几人", ["2（2 行：谭秋月、路小满）"]),
        (STAFF, "2022年到2023年之间入职的有哪些人", ["焦志成", "单于飞"]),
        (STAFF, "财务科2020年以后入职的有哪些人", ["申屠静"]),
        (STAFF, "最早入职的是谁", ["谭秋月，入职日期：2012年5月3日（5 行中最早）"]),
        (STAFF, "最近入职的是谁", ["申屠静，入职日期：2024.01.08（5 行中最晚）"]),
        (STAFF, "财务科谁入职最早", ["路小满，入职日期：2019/07/15（2 行中最早）"]),
        (PAPERS, "2025年到期的合同有哪些", ["保洁合同", "电梯合同"]),
        (PAPERS, "2025年签订的合同有哪些", ["食堂合同"]),
        (PAPERS, "最近一次签订的合同乙方是谁", ["食堂合同，味佳公司，签订日期：2025-03-01（3 行中最晚）"]),
        (PAPERS, "最晚到期的是哪份合同", ["食堂合同，到期日：2027-02-28（3 行中最晚）"]),
        (PAPERS, "2024年以后签的合同里金额超过10万元的有哪些", ["食堂合同"]),
        (PAPERS, "金额10万以上的合同有几份", ["2（2 行：保洁合同、食堂合同）"]),
        (PAPERS, "2024年签的合同一共多少钱", ["36000元（1 行）"]),
        (TRAINS, "最早发车的是哪条线路", ["3号线，发车时间：6:40（3 行中最早）"]),
        (TRAINS, "7点以后发车的线路有哪些", ["2号线"]),
    ],
)
def test_times_are_bounded_and_put_in_order(
    text: str, question: str, wanted: list[str], tmp_path: Path, tokenizer: Tokenizer
) -> None:
    found = answer(tmp_path, text, question, tokenizer)
    assert found is not None
    assert found.why is None
    assert [draft.text for draft in found.drafts] == wanted


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("2023年以后入职的有哪些人", RemarkKind.EDGE_COUNTED),
        ("2023年之后入职的有哪些人", RemarkKind.EDGE_LEFT_OUT),
        ("2022年以后入职的有哪些人", None),
    ],
)
def test_it_is_said_whether_the_time_that_bounds_belongs(
    question: str, kind: RemarkKind | None, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    found = answer(tmp_path, STAFF, question, tokenizer)
    assert found is not None
    assert [each.kind for each in found.remarks] == ([kind] if kind else [])
    assert found.sure is (kind is None)


@pytest.mark.parametrize(
    ("text", "question", "why"),
    [
        (STAFF, "2030年以后入职的有哪些人", ReasonKind.NO_ROW),
        (OPEN, "2025年以后到期的合同有哪些", ReasonKind.NO_DATES),
        (OPEN, "最晚到期的合同是哪份", ReasonKind.NO_DATES),
    ],
)
def test_what_is_not_clear_in_a_column_is_the_reason(
    text: str, question: str, why: ReasonKind, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    found = answer(tmp_path, text, question, tokenizer)
    assert found is not None
    assert found.why is not None
    assert found.why.kind is why


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (STAFF, "2023年以后离职的有哪些人"),
        (STAFF, "最早退休的是谁"),
        (STAFF, "三月之前入职的有哪些"),
        (PAPERS, "2025年以后的合同有哪些"),
        (PAPERS, "最早的合同是哪份"),
        (PAPERS, "最近到期的是哪份合同"),
        (PAPERS, "最近签订的合同有哪些"),
        (OPEN, "2023年以后的有哪些"),
    ],
)
def test_a_time_of_no_one_column_is_not_told(text: str, question: str, tmp_path: Path, tokenizer: Tokenizer) -> None:
    assert answer(tmp_path, text, question, tokenizer) is None


@pytest.mark.parametrize(
    ("figures", "wanted"),
    [
        (("140.5", "171.5", "90"), ["甲", "丙"]),
        (("1405000", "1715000", "900000"), ["甲", "丙"]),
        (("1", "2", "3"), None),
    ],
)
def test_figures_without_a_unit_are_in_the_one_in_which_the_bound_is_among_them(
    figures: tuple[str, ...], wanted: list[str] | None, tmp_path: Path, tokenizer: Tokenizer
) -> None:
    rows = "".join(f"{name},{figure}\n" for name, figure in zip("甲乙丙", figures, strict=True))
    found = answer(tmp_path, f"合同,金额\n{rows}", "金额少于150万元的合同有哪些", tokenizer)
    assert found is not None
    if wanted is None:
        assert found.why is not None
        assert found.why.kind is ReasonKind.OTHER_UNIT
    else:
        assert [draft.text for draft in found.drafts] == wanted


def test_what_is_nearest_in_space_is_not_the_latest(tmp_path: Path, tokenizer: Tokenizer) -> None:
    found = answer(tmp_path, SHOPS, "距车站最近的是哪个门店", tokenizer)
    assert found is not None
    assert found.drafts[0].text.startswith("西店，距车站（米）：120")


def test_what_time_a_row_says_is_read_once_however_often_it_is_asked_for(
    tmp_path: Path, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    register = Register(written(tmp_path, STAFF))
    read: list[tuple[str, str]] = []

    def counted(text: str, column: str = "") -> Period | None:
        read.append((text, column))
        return read_period(text, column)

    monkeypatch.setattr(naming, "read_period", counted)
    monkeypatch.setattr(asked_times, "read_period", counted)
    for question in ("2023年以后入职的有哪些人", "最早入职的是谁", "2020年前入职的有几个人"):
        asked = understand_of(register, understand(question, (), tokenizer), tokenizer)
        assert asked is not None
        assert answer_of(asked)
    of_cells = [each for each in read if each[1] == "入职日期"]
    assert len(of_cells) == len(set(of_cells)) > 0
