from __future__ import annotations

import pytest

from index.types import Document, Format
from qa.disagreeing.standing import bare_title, beats, is_newer, repeals, standing_of


def document(title: str, text: str = "", path: str = "文件/甲.txt") -> Document:
    whole = f"{title}\n{text}"
    return Document(
        f"{hash(whole + path) & 0xFFFFFFFF:016x}", path.rpartition("/")[2], title, Format.TEXT, whole, filed=(path,)
    )


@pytest.mark.parametrize(
    ("made", "date"),
    [
        (document("停车办法（2020年）", "本办法自2020年5月1日起施行。"), (2020, 5, 1)),
        (document("停车办法", "依据《价格法》自1998年5月1日起施行的规定。\n办公室\n2022年4月11日"), (2022, 4, 11)),
        (document("值班电话", "更新日期：2024-02-01"), (2024, 2, 1)),
        (document("差旅标准", path="文件/差旅标准2021年3月.txt"), (2021, 3, 0)),
        (document("检查制度", path="2024/检查制度.txt"), (2024, 0, 0)),
        (document("检查制度", "每6个月检查一次。"), (0, 0, 0)),
    ],
)
def test_a_document_is_dated_by_what_it_says_of_itself(made: Document, date: tuple[int, int, int]) -> None:
    assert standing_of(made).date == date


def test_the_later_date_or_the_later_edition_is_newer() -> None:
    early, late = document("手册", "自2020年5月1日起施行。"), document("手册", "自2025年1月1日起施行。")
    assert is_newer(late, early) is True
    assert is_newer(early, late) is False
    assert is_newer(document("手册（第三版）"), document("手册（第二版）")) is True
    assert is_newer(document("手册"), late) is None


def test_a_document_repeals_what_it_names_by_title_or_number() -> None:
    old = document("献血奖励规定", "某办发〔2018〕3号\n休假2天。")
    by_title = document("关于调整献血奖励的通知", "自2023年7月1日起休假3天，《献血奖励规定》同时废止。")
    by_number = document("关于规范奖励的通知", "某办发〔2018〕3号文件同时废止。")
    assert repeals(by_title, old)
    assert repeals(by_number, old)
    assert not repeals(old, by_title)
    assert not repeals(document("通知", "《考勤规定》同时废止。"), old)


def test_what_repeals_its_own_earlier_edition_does_not_repeal_a_later_one() -> None:
    old = document("停车办法（2020年）", "本办法自2020年5月1日起施行，2015年发布的停车办法同时废止。")
    new = document("停车办法（2025年）", "本办法自2025年1月1日起施行。")
    assert not repeals(old, new)
    assert beats(new, old)
    assert not beats(old, new)


def test_a_draft_and_what_is_called_withdrawn_do_not_stand() -> None:
    final = document("缴存规定")
    assert beats(final, document("缴存规定（征求意见稿）"))
    assert beats(final, document("缴存规定", path="文件/缴存规定（已废止）.txt"))
    assert not beats(final, document("缴存规定", "另一份"))


@pytest.mark.parametrize(
    "title", ["停车办法（2020年）", "停车办法(2025年修订)", "停车办法V2.1", "停车办法 第三版", "停车办法（试行）"]
)
def test_a_bare_title_is_without_what_only_tells_editions_apart(title: str) -> None:
    assert bare_title(title) == "停车办法"


def test_a_place_in_a_title_stays() -> None:
    assert bare_title("停车办法（南区）") != bare_title("停车办法（北区）")
