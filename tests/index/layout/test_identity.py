from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.layout.identity import COVER_NAMES, Where, identify

REPORT = "明达制药股份有限公司\n2020 年年度报告\n2021年4月\n\n第一节 重要提示\n负责人保证内容真实、准确、完整。\n"
NOTICE = "江府办〔2023〕12号\n\n关于印发高龄津贴办法的通知\n各镇人民政府：\n八十周岁以上老人每月发放津贴150元。"


def years(title: str = "", text: str = "", *filed: str) -> dict[str, Where]:
    return dict(identify(title, text, filed).years)


@pytest.mark.parametrize(
    ("path", "found"),
    [
        ("资料/2023/年度总结.txt", {"2023年": Where.FOLDER}),
        ("资料/2023年/三月/简报.txt", {"2023年": Where.FOLDER}),
        ("资料/2024/2023年度总结.txt", {"2023年": Where.FILE}),  # the nearest says it
        ("资料/二〇二三年/总结.txt", {"2023年": Where.FOLDER}),
        ("资料/2022-2023学年课表.xlsx", {"2022年": Where.FILE, "2023年": Where.FILE}),
        ("资料/例会20230115.docx", {"2023年": Where.FILE}),
        ("资料/例会 2023-01-15.docx", {"2023年": Where.FILE}),
        ("资料/20240315_2023年报.pdf", {"2023年": Where.FILE}),  # issued in 2024, about 2023
        ("资料/采购2000元设备.docx", {}),
        ("资料/00020231.txt", {}),
        ("资料/总结.txt", {}),
    ],
)
def test_the_year_of_a_document_stands_in_its_files_name_or_nearest_folder(path: str, found: dict[str, Where]) -> None:
    assert years("", "", path) == found


def test_the_year_on_a_cover_is_the_one_reported_on_and_not_that_of_the_issue() -> None:
    assert years("重要提示", REPORT, "资料/600777.pdf") == {"2020年": Where.COVER}
    assert years("高龄津贴办法", NOTICE, "资料/通知.docx") == {"2023年": Where.COVER}  # where it says no other


def test_copies_of_a_document_are_of_the_years_of_all_their_folders() -> None:
    assert years("", "", "资料/2022/章程.txt", "资料/2023/章程.txt") == dict.fromkeys(
        ("2022年", "2023年"), Where.FOLDER
    )


def test_a_document_is_called_by_its_title_its_files_its_folders_and_who_issued_it() -> None:
    names = dict(identify("高龄津贴办法", NOTICE, ["资料/民政/通知.docx"]).names)
    assert names["高龄津贴办法"] is Where.TITLE
    assert names["通知"] is Where.FILE
    assert names["民政"] is names["资料"] is Where.FOLDER
    assert names["江府办〔2023〕12号"] is Where.COVER
    assert "八十周岁以上老人每月发放津贴150元。" not in names
    assert ("明达制药股份有限公司", Where.COVER) in identify("重要提示", REPORT, ["600777.pdf"]).names


def test_a_cover_may_say_what_the_text_is_called() -> None:
    cover = "项目管理计划文档\n\n题 目：GSP药店管理系统\n\n一、项目概述\n\n本系统管理药品的进销存。"
    assert ("题 目：GSP药店管理系统", Where.COVER) in identify("计划书", cover, ["计划书.pdf"]).names


def test_letter_spacing_on_a_cover_is_closed_up() -> None:
    names = dict(identify("", "江 门 市 教 育 局\n\n正文从这里开始。", []).names)
    assert names == {"江门市教育局": Where.COVER}


@pytest.mark.parametrize(
    "text",
    [
        "会议于2019年召开。江门市教育局主持。",
        "年份,单位,人数,备注\n2019,江门市教育局,12,\n",
        "\n".join(f"第{number}行 江门市教育局" for number in range(COVER_NAMES + 1)),
    ],
)
def test_sentences_rows_and_lists_are_no_cover(text: str) -> None:
    assert identify("", text, []).names == ()


@given(st.text(max_size=200), st.text(max_size=400), st.lists(st.text(max_size=40), max_size=3))
def test_whatever_the_names_are_the_lines_to_search_for_are_told_once(title: str, text: str, filed: list[str]) -> None:
    identity = identify(title, text, filed)
    assert len(set(identity.lines)) == len(identity.lines)
    assert all(name for name, _ in identity.names)
