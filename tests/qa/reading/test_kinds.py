"""What kind of thing words say, beside what is asked for."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.kinds import end_said
from qa.types import Question


@pytest.mark.parametrize(
    ("question", "text", "words", "said"),
    [
        ("救生衣最多配多少件？", "码头应配救生衣不少于420件。", "420件", False),
        ("救生衣最少配多少件？", "码头应配救生衣不少于420件。", "420件", True),
        ("每块样地至少要挖几株？", "挖根取样限于9月，每块样地不超过5株。", "不超过5株", False),
        ("拖拉机一台最多补多少？", "100马力以上拖拉机单台最高15万元。", "15万元", True),
        ("忘打卡最多能补几次？", "忘打卡补签超过2次的，不发全勤奖。", "2次", None),
        ("一年最少付多少提成？", "若年提成不足8万元，按8万元计付。", "不足8万元", None),
    ],
)
def test_the_end_that_words_say(
    question: str, text: str, words: str, said: bool | None, ask_for: Callable[..., Question]
) -> None:
    place = text.index(words)
    assert end_said(ask_for(question), text, (place, place + len(words))) is said
