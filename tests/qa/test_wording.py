"""Everything that may be said of an answer is worded in both languages, and in English whole."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields
from enum import StrEnum
from typing import Any

import pytest

from index.layout.identity import Where
from qa.answers import NoAnswer
from qa.judging.confidence import ASKED
from qa.judging.identity import PLACES
from qa.statements import Called, Check, CheckKind, Lack, LackKind, Reason, ReasonKind, Remark, RemarkKind, said
from qa.types import Expected, Question, Seconds
from qa.web.english_statements import ENGLISH
from qa.wording import CHINESE, Wording

WORDS = ("X20", "Y{0}")
HAN = re.compile("[\u4e00-\u9fff]")


def statements(of: Wording) -> Iterator[tuple[str, str]]:
    """Each kind of statement by name, with what is said."""
    made: list[tuple[Callable[[Any], str], Any]] = []
    made += [(of.lack, Lack(kind, WORDS, Expected.NUMBER)) for kind in LackKind]
    made += [(of.reason, reason(kind)) for kind in ReasonKind]
    made += [(of.check, check(kind)) for kind in CheckKind]
    yield from ((f"{type(it).__name__} {it.kind}", say(it)) for say, it in made)
    for kind in RemarkKind:
        yield f"Remark {kind}", of.remark([Remark(kind, WORDS, 7, 3, Where.FOLDER, Called.YEAR)])


def reason(kind: ReasonKind) -> Reason:
    lack = Lack(LackKind.UNMENTIONED, WORDS) if kind is ReasonKind.LACKING else None
    parts = (("a?", said("no")), ("b?", said("nor"))) if kind is ReasonKind.SEVERAL else ()
    return Reason(kind, WORDS, 7, lack, parts)


def check(kind: CheckKind) -> Check:
    return Check(kind, WORDS, Called.YEAR, Expected.TIME, Lack(LackKind.UNIT, WORDS))


@pytest.mark.parametrize("of", [CHINESE, ENGLISH], ids=["zh", "en"])
def test_every_kind_is_worded_with_what_it_is_about(of: Wording) -> None:
    for name, text in statements(of):
        assert text.strip(), name
        assert "None" not in text, name
        assert "{" not in text.replace("Y{0}", ""), name


def test_english_is_english_and_says_the_same_kinds() -> None:
    assert not [(name, text) for name, text in statements(ENGLISH) if HAN.search(text)]
    assert all(HAN.search(text) for name, text in statements(CHINESE) if not name.endswith((" said", " several")))
    for field in fields(Wording):
        here, there = getattr(CHINESE, field.name), getattr(ENGLISH, field.name)
        assert isinstance(here, str) or list(here) == list(there), field.name


def test_both_languages_name_the_same_words_and_counts() -> None:
    for name in ("lacks", "reasons", "checks", "remarks"):
        for kind, template in getattr(CHINESE, name).items():
            about = {"words" if part in ("run", "0", "1") else part for part in re.findall(r"{(\w+)}", template)}
            there = re.findall(r"{(\w+)}", getattr(ENGLISH, name)[kind])
            assert about - {"called"} <= {"words" if part in ("run", "0", "1") else part for part in there}, kind


def test_what_may_be_asked_for_and_where_a_name_stands_have_names() -> None:
    assert set(ASKED) == set(CHINESE.expected)
    assert set(PLACES) == set(CHINESE.places)
    assert set(Called) == set(CHINESE.called)


def test_the_texts_are_those_that_programs_know() -> None:
    lack = Lack(LackKind.UNMENTIONED, ("2024年", "广州市"))
    refused = Reason(ReasonKind.LACKING, lack=lack)
    assert CHINESE.reason(refused) == "文档里最接近的内容没有提到“2024年”、“广州市”，不能据此回答。"
    missing = Reason(ReasonKind.WORDS_MISSING, ("航班",))
    assert CHINESE.reason(missing) == "文档里没有找到答案：最接近的内容没有提到“航班”。"
    both = Reason(ReasonKind.SEVERAL, parts=(("甲？", missing), ("乙？", Reason(ReasonKind.UPDATING))))
    assert CHINESE.reason(both) == f"甲？：{CHINESE.reason(missing)}；乙？：资料库正在更新，请稍后再问。"
    assert CHINESE.remark([Remark(RemarkKind.UNSTATED, ("3", "5%"))]) == "引文里没有写“3”“5%”，请对照上下文核对。"
    assert CHINESE.remark([]) == ""


def test_a_program_is_told_what_is_lacking_or_why_else() -> None:
    asked = Question("问", "问", Expected.OTHER)
    why = Reason(ReasonKind.LACKING, lack=Lack(LackKind.UNIT, ("亩",)))
    outcome = NoAnswer(asked, why, (), 0.1, Seconds(0.0, 0.0, 0.0))
    assert (outcome.why.name, Reason(ReasonKind.UPDATING).name) == ("unit", "updating")
    assert outcome.reason == "文档里最接近的内容没有写以“亩”计的数，不能据此回答。"


def test_no_kind_is_called_like_another() -> None:
    kinds: list[type[StrEnum]] = [LackKind, ReasonKind]
    names = [kind.value for each in kinds for kind in each]
    assert len(names) == len(set(names))
