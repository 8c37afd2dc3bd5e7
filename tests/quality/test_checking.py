"""The figures of ``bench.checking`` on office texts that no rule was written by: a part of them, with room to spare."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bench.checking.__main__ import text_of
from bench.checking.making import texts
from bench.checking.scoring import Scored, score, whole
from index.library import Library
from index.settings import Settings
from qa.assistant import Assistant
from qa.checking.checker import Checker
from qa.checking.types import Standing
from qa.evaluation.files import QuestionFile, read_questions
from tests.weights import lend

OFFICE = Path(__file__).resolve().parents[2] / "tools" / "training" / "office" / "train-17.jsonl"
EVERY = 2
"""Of how many texts one is checked."""
SUPPORTED, BLIND, SHOWN = 0.90, 0.02, 0.90
"""Least share of true claims called supported, most of false ones, and least shown right of those contradicted."""


@pytest.fixture(scope="module")
def unseen() -> QuestionFile:
    return read_questions(OFFICE)


@pytest.fixture(scope="module")
def library(unseen: QuestionFile, models: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Library]:
    """The file's texts as one library, encoded with the weights that the session has unpacked already."""
    data = lend(tmp_path_factory.mktemp("checking"))
    with unseen.open_library(Settings(data=data)) as opened:
        yield opened


@pytest.fixture(scope="module")
def scored(library: Library) -> list[Scored]:
    documents = [text_of(line) for line in OFFICE.read_text(encoding="utf-8").splitlines()]
    checker = Checker(Assistant(library))
    found: list[Scored] = []
    for text in texts(documents, [], library.tokenizer, seed=3)[::EVERY]:
        content, starts = whole(text, "情况汇报")
        checked = checker.check(content)
        found += [score(stated, start, checked) for stated, start in zip(text, starts, strict=True)]
    return found


def test_what_is_true_is_called_supported(scored: list[Scored]) -> None:
    true = [each for each in scored if not each.stated.kind]
    assert len(true) > 40
    assert sum(each.supported for each in true) >= SUPPORTED * len(true)


def test_what_is_false_is_not_and_its_characters_are_shown(scored: list[Scored]) -> None:
    false = [each for each in scored if each.stated.kind]
    contradicted = [each for each in false if each.contradicted]
    assert len(false) > 40
    assert sum(each.blind for each in false) <= BLIND * len(false)
    assert sum(each.shown for each in contradicted) >= SHOWN * len(contradicted)


def test_a_text_over_the_seed(assistant: Assistant) -> None:
    text = "新会成为首个千亿GDP强县。2023年，江门市GDP总量为4022.52亿元，增长5.5%，增速排全省第6。"
    checked = Checker(assistant).check(text)
    standings = [finding.standing for finding in checked.findings]
    wrong = [finding for finding in checked.findings if finding.standing is Standing.CONTRADICTED]
    assert [text[f.span.start : f.span.end] for f in wrong] == ["4022.52亿元"]
    assert [each.source for each in wrong[0].differences] == ["4022.25"]
    assert standings.count(Standing.SUPPORTED) == len(standings) - 1


TRUE = """
2023年江门市GDP总量为4022.25亿元，增长5.5%。
江门2023年GDP总量超4000亿元。
集聚区规上工业增加值1014.16亿元。
全市投资超亿元工业项目计划投资额2100.8亿元，增长14.8%。
江门公安排查整治道路安全隐患902处。
周某的乌鸡蛋由蚬岗农旅发展有限公司收购。
""".split()
FALSE = """
2022年江门市GDP总量为4022.25亿元。
2023年江门市财政收入为4022.25亿元。
2023年新会区GDP总量为4022.25亿元。
2023年广东省GDP增长5.5%。
江门市2023年GDP增长8.5%。
集聚区规上工业增加值同比下降8.8%。
深江经济合作区与珠海一起规划。
江门公安新建人行天桥5座。
恩平“禁毒杯”广场舞大赛上有29支队伍登台。
睦洲派出所民警在台山市的村内巡逻。
睦洲派出所的矛盾发生率大幅上升。
周某的乌鸡蛋由赤坎农旅发展有限公司收购。
江门不是全省唯一获得国家骨干冷链物流基地承载城市名额的城市。
江门市市长辞职。
江门市环境很好。
""".split()


@pytest.mark.parametrize("said", TRUE)
def test_what_the_seed_says_in_other_words_is_supported(said: str, assistant: Assistant) -> None:
    findings = Checker(assistant).check(said).findings
    assert {finding.standing for finding in findings} == {Standing.SUPPORTED}


@pytest.mark.parametrize("said", FALSE)
def test_what_the_seed_does_not_say_is_not_supported(said: str, assistant: Assistant) -> None:
    findings = Checker(assistant).check(said).findings
    assert findings
    assert Standing.SUPPORTED not in {finding.standing for finding in findings}
