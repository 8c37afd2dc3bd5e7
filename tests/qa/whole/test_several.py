from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from qa.answers import Answer, NoAnswer, PartKind
from qa.assistant import Assistant
from qa.whole.several import distributed, parted


@pytest.fixture
def assistant(open_library: Callable[..., Library], documents: Path) -> Assistant:
    """Of a library with who is on duty on two days."""
    (documents / "班表.csv").write_text("日期,值班员,电话\n5月6日,柯杰,6123\n5月7日,段晴,6188\n", encoding="utf-8")
    library = open_library()
    library.sync([documents])
    return Assistant(library)


def test_questions_are_parted_where_each_asks_something() -> None:
    assert parted("谁带班？电话是多少?") == ["谁带班", "电话是多少?"]
    assert parted("谁带班？") == []
    assert parted("你好？谁带班？") == []
    assert parted("？".join(["谁"] * 7)) == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("补偿金一年多少，谁付？", ["补偿金一年多少", "谁付？"]),
        ("一个疗程几次、多少钱", ["一个疗程几次", "多少钱"]),
        ("联系人是谁，电话多少？", ["联系人是谁", "电话多少？"]),
        ("停机那几天，哪些服务照常？", []),
        ("不管是谁，怎么处理？", []),
        ("在哪一年，谁当选？", []),
        ("没来几个人，怎么办？", []),
        ("由谁、怎么交？", []),
        ("《谁动了我的奶酪？》讲了什么？", []),
        ("“去哪里？”和“几点走？”是谁问的？", []),
        ("单独运的方案谁负责，几号交", ["单独运的方案谁负责", "几号交"]),
        ("焰火几点开始 放多久", ["焰火几点开始", "放多久"]),
        ("风险部分怎么提 二审再收多少", ["风险部分怎么提", "二审再收多少"]),
        ("这门课多少学时几个学分", ["这门课多少学时", "几个学分"]),
        ("下次会什么时间在哪开", ["下次会什么时间开", "下次会在哪开"]),
        ("整机各保几个月,D40呢", ["整机各保几个月", "D40呢"]),
        ("官司打完占几分之几？", []),
        ("尚虎呢？他一共偷了几次？", []),
        ("还剩几天没休，按几倍工资补", []),
        ("规约哪一条看不懂，该由谁来解释？", []),
        ("清理出哪些遗迹，各有几座？", []),
        ("《谁，在敲门》多少钱？谁写的？", ["《谁，在敲门》多少钱", "谁写的？"]),
    ],
)
def test_questions_are_parted_at_a_comma_behind_what_asks(text: str, parts: list[str]) -> None:
    assert parted(text) == parts


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("大编组和小编组的限价分别多少", ["大编组的限价多少", "小编组的限价多少"]),
        ("导入期 治疗期 停药随访各多长", ["导入期多长", "治疗期多长", "停药随访多长"]),
        ("钟为的案子和 张有文的案子 受理费各多少", ["钟为的案子受理费多少", "张有文的案子受理费多少"]),
        ("2024、25年各有几个", []),
        ("哪些遗迹 各有几座", []),
        ("限价多少", []),
    ],
)
def test_what_is_asked_of_several_things_is_asked_of_each(text: str, parts: list[str]) -> None:
    assert distributed(text) == parts


def test_several_things_are_answered_one_by_one(open_library: Callable[..., Library], documents: Path) -> None:
    text = "# 保洁招标\n\n大编组的限价为1400元/组。\n\n投标人须知另行发布。\n\n小编组的限价为500元/组。\n"
    (documents / "招标.md").write_text(text, encoding="utf-8")
    library = open_library()
    library.sync([documents])
    outcome = Assistant(library).ask("大编组和小编组的限价分别多少")
    assert isinstance(outcome, Answer)
    assert [("1400元" in part.text, "500元" in part.text) for part in outcome.parts] == [(True, False), (False, True)]


def test_a_question_behind_another_leaves_out_what_that_named(assistant: Assistant) -> None:
    outcome = assistant.ask("5月7日的值班员是谁，电话是多少？")
    assert isinstance(outcome, Answer)
    assert [part.text for part in outcome.parts] == ["段晴", "6188"]


def test_each_question_is_answered_with_its_own_citations(assistant: Assistant) -> None:
    outcome = assistant.ask("5月6日的值班员是谁？5月7日的值班员是谁？")
    assert isinstance(outcome, Answer)
    assert [(part.text, part.citations) for part in outcome.parts] == [("柯杰", (1,)), ("段晴", (2,))]
    assert ["柯杰" in outcome.citations[0].quote, "段晴" in outcome.citations[1].quote] == [True, True]


def test_a_line_is_asked_as_it_stands_where_the_first_of_it_is_not_answered(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = assistant.ask
    refused = asked("5月9日的值班员是谁")
    assert isinstance(refused, NoAnswer)
    monkeypatch.setattr(assistant, "ask", lambda text, *_: refused if text == "5月7日的值班员是谁" else asked(text))
    outcome = asked("5月7日的值班员是谁，电话是多少？")
    assert isinstance(outcome, Answer)
    assert not any(part.kind is PartKind.UNANSWERED for part in outcome.parts)
    assert "段晴" in outcome.citations[0].quote


def test_what_is_several_things_is_answered_by_its_sentence(
    open_library: Callable[..., Library], documents: Path
) -> None:
    text = "# 校务会\n\n操场翻新两家报价分别为36.8万元和41.5万元。\n\n校务会倾向由甲公司施工。\n"
    (documents / "校务会.md").write_text(text, encoding="utf-8")
    library = open_library()
    library.sync([documents])
    outcome = Assistant(library).ask("操场翻新两家报价各多少？校务会倾向哪家？")
    assert isinstance(outcome, Answer)
    assert "36.8万元和41.5万元" in outcome.parts[0].text
