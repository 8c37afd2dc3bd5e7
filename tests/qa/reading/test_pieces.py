from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.reading.fitting import fitted
from qa.types import Question, Reading

WARRANTY = "整机保修 1 年，压缩机保修 3 年，自开具发票之日起计。"
VOTES = "此次调价经21名委员表决，15票赞成、4票反对、2票弃权。"
EACH = "离心泵、潜水泵的收入分别为412万元、225万元。"


@pytest.mark.parametrize(
    ("question", "text", "read", "meant"),
    [
        ("压缩机保修几年？", WARRANTY, "1 年", "3 年"),
        ("整机保修几年？", WARRANTY, "1 年", "1 年"),
        ("保修几年？", WARRANTY, "1 年", "1 年"),
        ("调价有多少票反对？", VOTES, "15票", "4票"),
        ("调价有多少票？", VOTES, "15票", "15票"),
        ("潜水泵的收入是多少？", EACH, "412万元", "225万元"),
        ("离心泵的收入是多少？", EACH, "225万元", "412万元"),
        ("泵的收入是多少？", EACH, "412万元", "412万元"),
    ],
)
def test_of_several_figures_that_of_what_is_named_is_meant(
    question: str, text: str, read: str, meant: str, ask_for: Callable[..., Question]
) -> None:
    place = text.index(read), text.index(read) + len(read)
    made = fitted(ask_for(question), text, Reading(place, 5.0, 2.0))
    assert text[slice(*made.words)] == meant
