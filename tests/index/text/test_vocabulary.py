from __future__ import annotations

import re
import tomllib

from index.text.tokens import fold
from index.text.vocabulary import (
    FILE,
    abbreviated,
    countries,
    endings,
    find_meant,
    find_sides,
    nouns,
    offices,
    one_sided,
    said_otherwise,
    spelt_out,
)


def test_a_word_is_found_in_another_that_means_the_same() -> None:
    asked = "老公住酒店能报销吗"
    assert said_otherwise(asked, "配偶的住宿费") == [(0, 2), (3, 5)]
    assert said_otherwise(asked, "本人的交通费") == []
    assert said_otherwise("配偶的住宿费", "老公") == []


def test_the_longest_word_counts() -> None:
    (start, end, others), *_ = find_meant("发展和改革委员会的电话")
    assert (start, end) == (0, 8)
    assert "发改委" in others
    assert "发展和改革委员会" not in others


def test_places_are_short_beside_what_goes_there() -> None:
    assert "赴闽" in abbreviated("福建")
    assert "韩方" in abbreviated("韩国")
    assert abbreviated("江门") == ()
    assert {"越南", "香港", "欧洲"} <= countries()


def test_the_file_is_written_as_texts_are_matched_with_no_word_alone() -> None:
    content = tomllib.loads(FILE.read_text(encoding="utf-8"))
    lines = [line for groups in content["groups"].values() for line in groups]
    lines += content["means"] + content["series"] + content["sides"]
    assert all(fold(line) == line.replace("：", ":") for line in lines)
    words = [re.split("[ ：]", line) for line in lines]
    assert all(len(each) > 1 and len(set(each)) == len(each) and all(each) for each in words)


def test_opposites_are_found_with_the_side_that_they_are_of() -> None:
    found = find_sides("产值增长而利润下降")
    assert [(start, end) for start, end, _ in found] == [(2, 4), (7, 9)]
    (pair, side), (other_pair, other_side) = (next(iter(sides)) for *_, sides in found)
    assert pair == other_pair
    assert {side, other_side} == {0, 1}


def test_what_several_places_know_of_nouns_is_written_once() -> None:
    assert "面积" in nouns("numbers") & nouns("dimensions") & nouns("relational")
    assert "费用" in nouns("numbers")
    assert "费用" not in nouns("dimensions")
    written = [
        word for words in tomllib.loads(FILE.read_text(encoding="utf-8"))["nouns"].values() for word in words.split()
    ]
    measures = nouns("numbers") & nouns("dimensions") & nouns("relational")
    assert [word for word in written if word in measures] == sorted(measures, key=written.index)
    assert (("进口",), ("出口",)) in one_sided()
    assert {"局长", "警长", "秘书长"} <= set(offices())
    assert "局" in endings("institutions")
    assert "长" in endings("persons")


def test_a_short_word_is_the_heads_of_two_words() -> None:
    assert spelt_out("营收", "全年营业收入18亿元") == "营业收入"
    assert spelt_out("高工", "高级工程师") == "高级工程"
    assert spelt_out("武科大", "武汉科技大学招生办") == "武汉科技大学"
    assert spelt_out("武科大", "武汉工程大学招生办") == ""
    assert spelt_out("营收", "全年营收18亿元，营业收入") == ""
    assert spelt_out("营收", "营业外收入") == ""
    assert spelt_out("a1", "ab12") == ""
    assert spelt_out("营收", "营") == ""
