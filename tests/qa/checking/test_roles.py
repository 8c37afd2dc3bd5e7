from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.checking.comparing import Of
from qa.checking.line import Line
from qa.checking.roles import other_roles

MakeLine = Callable[[str], Line]


def departures(written: Line, said: Line) -> list[Of]:
    whole = ((0, len(each.folded)) for each in (written, said))
    mine, theirs = whole
    return [departure.of for departure in other_roles(written, mine, said, theirs)]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("水费每月30元", "水费每个月30元"),
        ("每天营业12小时", "每日营业12小时"),
        ("每公斤5元", "每千克5元"),
        ("每名学生补助5元", "每个学生补助5元"),
        ("每人5元", "每一个人5元"),
        ("每个村配备一名医生", "每村配备一名医生"),
        ("每隔3天浇一次水", "每3天浇一次水"),
        ("每平方米30元", "每平米30元"),
    ],
)
def test_what_is_said_per_one_thing_is_the_same_however_that_is_called(line: MakeLine, written: str, said: str) -> None:
    assert departures(line(written), line(said)) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [("每天5元", "每周5元"), ("每户5元", "每人次5元"), ("每米5元", "每公里5元"), ("每个月5元", "每年5元")],
)
def test_what_is_said_per_another_thing_is_another_number(line: MakeLine, written: str, said: str) -> None:
    assert departures(line(written), line(said)) == [Of.NUMBER]


@pytest.mark.parametrize(
    ("written", "said", "found"),
    [
        ("大桥全长55公里", "大桥全长为55公里", []),
        ("最高55米", "最高为55米", []),
        ("产值增长到5亿元", "产值增长5亿元", [Of.UNSURE]),
        ("水位降低了5米", "水位降低到5米", [Of.UNSURE]),
        ("体温高了2度", "体温高到2度", [Of.UNSURE]),
    ],
)
def test_to_how_much_and_by_how_much_are_told_by_words_of_change(
    line: MakeLine, written: str, said: str, found: list[Of]
) -> None:
    assert departures(line(written), line(said)) == found


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("温室效应由废气造成", []),
        ("村里的反应由大到小", []),
        ("水厂供应量增加", []),
        ("感应门已经装好", []),
        ("他应邀参加会议", []),
        ("村里应急物资充足", []),
        ("申请人应在大厅办理", [Of.UNSURE]),
        ("申请人应当到大厅办理", [Of.UNSURE]),
        ("申请人须到大厅办理", [Of.UNSURE]),
    ],
)
def test_what_must_be_is_said_by_words_and_not_by_a_part_of_one(line: MakeLine, written: str, found: list[Of]) -> None:
    assert departures(line(written), line("可以另行办理")) == found
