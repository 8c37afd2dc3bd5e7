from __future__ import annotations

import pytest

from qa.judging.numbered import is_numbered_alike


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("2楼", "夜场仅开放一、二层"),
        ("3楼", "三层书画厅不开放"),
        ("5楼", "3至6层住户"),
        ("第1届", "首届招生80人"),
        ("第3卷", "存八册,缺卷三"),
        ("2年级", "一二年级15:40放学"),
        ("2年级", "二、三年级按成绩"),
        ("12年级", "十二年级毕业"),
        ("2等奖", "一等4人、二等8人"),
        ("12号门", "门面房(鼓楼街12号)"),
        ("71号车", "车号:071;用车人:花蕾"),
        ("q3", "第三季度实现营收"),
    ],
)
def test_a_numbered_thing_may_be_written_otherwise(key: str, text: str) -> None:
    assert is_numbered_alike(key, text)


@pytest.mark.parametrize(
    ("key", "text"),
    [
        ("2楼", "一层用于零售,三层仓储"),
        ("2楼", "2楼窗口外的2号窗"[6:]),
        ("第2届", "首届招生80人"),
        ("2年级", "十二年级毕业"),
        ("2年级", "一年级、三年级"),
        ("1等奖", "二等8人"),
        ("3号楼", "3号窗口办理"),
        ("12号门", "12号楼物业"),
        ("q3", "第二季度实现营收"),
        ("x20", "x20pro"),
        ("2024年", "2023年"),
    ],
)
def test_another_number_or_another_thing_is_not_it(key: str, text: str) -> None:
    assert not is_numbered_alike(key, text)
