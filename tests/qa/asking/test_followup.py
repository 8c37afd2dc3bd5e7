from __future__ import annotations

import pytest

from index.text.tokens import Tokenizer
from qa.asking.bare import asks_for_more
from qa.asking.followup import Sense, resolve, senses
from qa.asking.phrases import Phrases, is_role
from tests.hostility.timing import bounded

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
        (["江门主平台获得了多少用地指标？"], "一共有多少亩？", "江门主平台获得的用地指标一共有多少亩？"),
        (["恩平参与了江海区的什么项目？"], "投资了多少？", "恩平参与了江海区的项目投资了多少？"),
        (["禁毒杯广场舞大赛在哪里举行？"], "有几支队伍参加？", "禁毒杯广场舞大赛有几支队伍参加？"),
        ([GDP], "在全省排第几名？", "2023年江门市GDP在全省排第几名？"),
        (["市发改局改造了多少个老旧小区？"], "它还建设了什么？", "市发改局还建设了什么？"),
        (["棠下派出所怎么做的？"], "该所有多少网格？", "棠下派出所有多少网格？"),
        (["三班星期二下午上什么课"], "那周四上午呢", "三班周四上午上什么课"),
        (["三班星期二下午上什么课", "那周四上午呢"], "周五呢", "三班周五上午上什么课"),
        (["周一几点开门？"], "周六上午呢", "周六上午几点开门？"),
        (["D7915次晚点多久"], "刚说晚多久来着", "D7915次晚点晚多久"),
        (["去合作医院看赔几成"], "不是合作的呢", "去非合作医院看赔几成"),
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


@pytest.mark.parametrize(
    ("before", "text", "resolved"),
    [
        ("石桥村有多少人", "柳岸村呢", "柳岸村有多少人"),
        ("第五条是什么内容", "那第六条呢", "第六条是什么内容"),
        ("周一几点开门？", "周六呢？", "周六几点开门？"),
        ("HK-20的价格是多少？", "HK-21呢？", "HK-21的价格是多少？"),
        ("返回码2007代表什么？", "2001呢？", "返回码2001代表什么？"),
        ("A瓶的水解度是多少？", "B瓶呢？", "B瓶的水解度是多少？"),
        ("行程D3住哪里？", "D1呢？", "行程D1住哪里？"),
        ("行程D3住哪里？", "D5领队是谁？", "行程D5领队是谁？"),
        ("最快一趟用了多久？", "最慢呢？", "最慢一趟用了多久？"),
        ("《渡口灯》的导演是谁？", "作曲呢？", "《渡口灯》的作曲是谁？"),
        ("目前已创建多少个示范村？", "那2022年呢？", "2022年已创建多少个示范村？"),
        ("三级岗位的补贴是多少？", "四级呢？", "四级岗位的补贴是多少？"),
    ],
)
def test_a_thing_takes_the_place_of_the_thing_of_its_kind(
    before: str, text: str, resolved: str, tokenizer: Tokenizer
) -> None:
    assert resolve(text, [before], tokenizer) == resolved


@pytest.mark.parametrize(
    ("before", "text", "resolved"),
    [
        ("哪些情形要报告县林业局？", "还有呢", "还有哪些情形要报告县林业局？"),
        ("柳岸村的村主任是谁？", "具体呢？", "柳岸村的村主任是谁？"),
        ("报名需要哪些材料？", "上一个问题里的第二项", "报名需要的材料的第二项是什么？"),
        ("章程第八条的第二项是什么？", "上一个问题里的第三项呢？", "章程第八条的第三项是什么？"),
        ("17号院的枣树哪天锯？", "为什么要锯？", "17号院的枣树为什么要锯？"),
        ("北溟轮载了多少铁矿砂？", "那Sea Lark轮呢，货主是谁？", "Sea Lark轮的货主是谁？"),
        ("教育协作组建了多少个团队？", "回到鹤山，它的项目叫啥？", "鹤山的项目叫啥？"),
    ],
)
def test_what_points_back_is_made_whole(before: str, text: str, resolved: str, tokenizer: Tokenizer) -> None:
    assert resolve(text, [before], tokenizer) == resolved


def test_the_theme_lasts_and_does_not_pile_up(tokenizer: Tokenizer) -> None:
    history = ["献血中心的地址是什么？", "几点开门？", "谢谢！"]
    assert resolve("电话是多少？", history, tokenizer) == "献血中心的电话是多少？"


def test_when_it_was_is_asked_of_the_theme_and_not_of_what_was_counted(tokenizer: Tokenizer) -> None:
    before = "社区运动会有几支队伍参加？"
    assert resolve("什么时候举行的？", [before], tokenizer) == "社区运动会什么时候举行的？"


def test_what_a_follow_up_puts_in_the_place_of_something_is_its_focus(tokenizer: Tokenizer) -> None:
    assert senses("3号梯呢？", ["2号梯的载重是多少？"], tokenizer)[0].focus == "3号梯"
    assert senses("那增速呢？", [GDP], tokenizer)[0].focus == ""


def test_what_leaves_out_what_it_is_about_is_asked_of_the_conversations_documents_first(tokenizer: Tokenizer) -> None:
    before = "木作考试什么时候举行？"
    found = senses("报名费多少？", [before], tokenizer)
    assert found[0].home == (before,)
    assert Sense("报名费多少？", home=(before,)) in found
    assert Sense("报名费多少？") not in found  # too general to be asked of all documents
    assert not found[-1].home
    assert Sense("糯米酒多少钱一坛？") in senses("糯米酒多少钱一坛？", [before], tokenizer)


def test_what_is_whole_has_no_other_words(tokenizer: Tokenizer) -> None:
    assert {sense.text for sense in senses("《渡口灯》是谁写的？", [GDP], tokenizer)} == {"《渡口灯》是谁写的？"}


def test_a_question_that_says_when_by_itself_is_not_glued_to_the_one_before(tokenizer: Tokenizer) -> None:
    found = senses("停水期间谁送水？", ["苇塘供水所的电话是多少？"], tokenizer)
    assert found[0].text == "停水期间谁送水？"
    assert found[0].home


def test_a_whole_sentence_in_between_does_not_become_the_theme(tokenizer: Tokenizer) -> None:
    history = ["锦禾印务的合同期限是多久？", "连续旷工几天会被解除？"]
    assert resolve("第十一条说了什么？", history, tokenizer).startswith("锦禾印务")


@pytest.mark.parametrize(
    ("before", "text", "resolved"),
    [
        ("新会成为什么强县？", "鹤山呢？", "鹤山成为什么强县？"),
        ("柳岸村的茶叶产量是多少？", "占比呢？", "柳岸村的茶叶占比是多少？"),
        ("柳岸村的茶园面积多大？", "石桥村那个呢？", "石桥村的茶园面积多大？"),
        ("苇塘敬老院什么时候开放？", "在哪里？", "苇塘敬老院在哪里开放？"),
        ("港珠澳大桥在哪里？", "那全长呢？", "港珠澳大桥的全长是多少？"),
        ("苇塘小学的教师怎么处理？", "校长呢？", "苇塘小学的校长怎么处理？"),
        ("苇塘敬老院的门卫工资多少？", "厨师的呢？", "苇塘敬老院的厨师工资多少？"),
        ("谁缺席了乡长会？", "他去哪里了？", "缺席了乡长会的人去哪里了？"),
        ("苇塘水库的保护单位是谁？", "该项目的电话是多少？", "苇塘水库的电话是多少？"),
        ("苇塘颐养院外出要谁陪同？", "超过时间没回来呢？", "苇塘颐养院超过时间没回来怎么办？"),
        ("秦小柱偷了几次？", "尚虎呢？他偷了几次？", "尚虎偷了几次？"),
    ],
)
def test_kinds_of_things_in_the_place_of_others(before: str, text: str, resolved: str, tokenizer: Tokenizer) -> None:
    assert resolve(text, [before], tokenizer) == resolved


def test_what_has_no_noun_of_its_own_is_not_asked_alone(tokenizer: Tokenizer) -> None:
    assert all("项目" in sense.text for sense in senses("投资了多少？", ["恩平参与了江海区的什么项目？"], tokenizer))


def test_what_asks_the_same_of_another_thing_is_whole(tokenizer: Tokenizer) -> None:
    assert resolve("水文岗招几个？", ["信息技术岗招几个人？"], tokenizer) == "水文岗招几个？"
    assert resolve("报名费多少？", ["木作三级考试多少分合格？"], tokenizer) != "报名费多少？"


def test_a_thing_is_asked_about_by_its_name_alone(tokenizer: Tokenizer) -> None:
    found = senses("柳岸村", ["石桥村有多少人？"], tokenizer)
    assert found[0].text == "柳岸村有多少人？"
    assert found[-1] == Sense("柳岸村")  # or it is looked for


def test_what_was_put_in_the_place_of_a_thing_gives_way_to_the_next(tokenizer: Tokenizer) -> None:
    history = ["宏图里的装修总价多少？", "其中人工费？", "辅料呢？"]
    assert resolve("设计费呢？", history, tokenizer) == "宏图里的设计费多少？"


def test_more_of_the_same_leaves_the_question_as_it_is(tokenizer: Tokenizer) -> None:
    assert resolve("柳岸村呢？", ["石桥村有多少人？", "后来呢？"], tokenizer) == "柳岸村有多少人？"


def test_what_a_thing_is_asked_of_tells_the_document(tokenizer: Tokenizer) -> None:
    first = "宏图里的装修总价多少？"
    assert senses("水电保修多久？", [first, "辅料呢？"], tokenizer)[0].home[0] == first


def test_a_clause_is_one_of_the_text_whatever_of_it_was_talked_about(tokenizer: Tokenizer) -> None:
    found = senses("第九条呢？", ["宏图里的装修总价多少？", "辅料呢？"], tokenizer)
    assert Sense("第九条是什么？", home=found[0].home) in found
    assert Sense("第九条是什么？") not in found


@pytest.mark.parametrize(
    ("before", "text", "resolved"),
    [
        ("周四谁查房？", "周五的夜班呢？", "周五的夜班是谁？"),
        ("张三丰的认缴期限到什么时候？", "合作社呢？", "合作社的认缴期限到什么时候？"),
        ("苇塘村果园的冷库的使用费怎么算？", "围栏呢？", "苇塘村果园的围栏的使用费怎么算？"),
    ],
)
def test_a_thing_takes_the_place_of_a_thing_not_of_what_is_asked_of_it(
    before: str, text: str, resolved: str, tokenizer: Tokenizer
) -> None:
    assert resolve(text, [before], tokenizer) == resolved


def test_of_a_fee_it_is_not_only_asked_how_much(tokenizer: Tokenizer) -> None:
    found = [sense.text for sense in senses("那费用呢？", ["苇塘小区装电梯要多少户同意？"], tokenizer)]
    assert found[0].endswith("费用是多少？")
    assert any(text.endswith("费用怎么样？") for text in found)


def test_what_asks_for_more_again_and_again_takes_no_longer() -> None:
    more = "还有" + "其他的" * 40
    with bounded(1):
        assert asks_for_more(more)
        assert not asks_for_more(f"{more}甲")


@pytest.mark.parametrize(
    ("text", "role"),
    [
        *((text, True) for text in ("局长", "裁判长", "书记", "村主任", "保管员", "总监", "组长", "现任", "导演")),
        *((text, False) for text in ("全长", "周长", "登记", "标记", "责任", "信任", "引导")),
    ],
)
def test_a_role_is_an_office_and_no_word_that_only_ends_like_one(text: str, role: bool, tokenizer: Tokenizer) -> None:
    assert is_role(Phrases.of(text, tokenizer).words) == role
