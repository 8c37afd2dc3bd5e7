from __future__ import annotations

import pytest

from index.text.tokens import Tokenizer
from qa.asking.followup import resolve

GDP = "2023年江门市GDP总量是多少？"


@pytest.mark.parametrize(
    ("history", "text", "resolved"),
    [
        ([GDP], "那增速呢？", "2023年江门市GDP增速是多少？"),
        ([GDP], "2022年呢？", "2022年江门市GDP总量是多少？"),
        ([GDP], "那广州呢？", "2023年广州GDP总量是多少？"),
        ([GDP, "那增速呢？"], "那2022年呢？", "2022年江门市GDP增速是多少？"),
        (["棠下派出所有多少名社区民警？"], "辅警呢？", "棠下派出所有多少名辅警？"),
        (["江门公安创建了多少个无毒村居？"], "那示范镇街呢？", "江门公安创建了多少个示范镇街？"),
        (
            ["台山市公安局北门派出所打造了什么样的微型派出所？"],
            "它的所长叫什么名字？",
            "台山市公安局北门派出所的所长叫什么名字？",
        ),
        (["北门派出所的所长是谁？"], "他说了什么？", "北门派出所的所长说了什么？"),
        (["新会成为首个什么强县？"], "开平呢？", "开平成为首个什么强县？"),
        (["江门主平台获得了多少用地指标？"], "一共有多少亩？", "江门主平台获得了用地指标，一共有多少亩？"),
        (["恩平参与了江海区的什么项目？"], "投资了多少？", "恩平参与了江海区的项目，投资了多少？"),
        (["禁毒杯广场舞大赛在哪里举行？"], "有几支队伍参加？", "禁毒杯广场舞大赛在举行，有几支队伍参加？"),
        ([GDP], "在全省排第几名？", "2023年江门市GDP总量，在全省排第几名？"),
        (["市发改局改造了多少个老旧小区？"], "它还建设了什么？", "市发改局还建设了什么？"),
        (["棠下派出所怎么做的？"], "该所有多少网格？", "棠下派出所有多少网格？"),
    ],
)
def test_a_follow_up_is_filled_in(history: list[str], text: str, resolved: str, tokenizer: Tokenizer) -> None:
    assert resolve(text, history, tokenizer) == resolved


def test_bare_question_words_take_the_topic(tokenizer: Tokenizer) -> None:
    resolved = resolve("为什么？", ["棠下派出所把哪里作为试点？"], tokenizer)
    assert "棠下派出所" in resolved
    assert resolved.endswith("为什么？")


@pytest.mark.parametrize(
    "text",
    [
        "新会有什么称号？",
        "其他县区有哪些称号？",
        "土耳其有多少个？",
        "任其发展行不行？",
        "全市有多少名辅警？",
        "其中第一名是哪个镇？",
        "哪个派出所最早上榜？",
        "养鸡户的鸡蛋后来怎么解决的？",
        "盖了多少便宜出租的保障房？",
        "OFLP是什么？",
    ],
)
def test_a_question_that_stands_by_itself_is_left_alone(text: str, tokenizer: Tokenizer) -> None:
    assert resolve(text, [GDP], tokenizer) == text


@pytest.mark.parametrize("text", ["那呢？", "呢", "那？", "它", "……呢"])
def test_odd_fragments_do_no_harm(text: str, tokenizer: Tokenizer) -> None:
    assert isinstance(resolve(text, [GDP, text], tokenizer), str)
