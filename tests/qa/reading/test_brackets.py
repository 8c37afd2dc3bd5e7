from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.brackets import other_bracket
from qa.types import Question

LEAVE = "累计工作满1年不满10年的5天，满10年不满20年的10天，满20年的15天。"
APPROVAL = "1天以内由班组长批准；1天以上3天以内由部门经理批准；3天以上由分管副总批准。"
FINE = "超过30分钟的，扣50元。\n迟到30分钟以内的，扣20元，并提醒本人。"


@pytest.mark.parametrize(
    ("question", "text", "right", "wrong"),
    [
        ("干了十二年的人年假几天", LEAVE, "10天", "15天"),
        ("工作25年年假几天", LEAVE, "15天", "5天"),
        ("请五天假要谁批", APPROVAL, "分管副总", "班组长"),
        ("请2天假要谁批", APPROVAL, "部门经理", "分管副总"),
        ("迟到20分钟扣多少", FINE, "20元", "50元"),
    ],
)
def test_words_of_another_bracket_are_no_answer(
    question: str, text: str, right: str, wrong: str, ask_for: Callable[..., Question]
) -> None:
    def other(words: str) -> str:
        at = text.index(words)
        return other_bracket(ask_for(question), text, (at, at + len(words)))

    assert other(right) == ""
    assert other(wrong)


@pytest.mark.parametrize(
    "question", ["年假几天", "干了十二个月的人年假几天", "10年和20年的年假差几天", "住3楼的年假几天"]
)
def test_without_one_figure_that_one_bracket_takes_in_nothing_is_said(
    question: str, ask_for: Callable[..., Question]
) -> None:
    at = LEAVE.index("15天")
    assert other_bracket(ask_for(question), LEAVE, (at, at + 3)) == ""
