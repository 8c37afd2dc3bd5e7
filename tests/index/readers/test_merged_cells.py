"""Which cells of a table are merged, as the formats that tell it have it, and what comes of that."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from openpyxl import Workbook
from pptx import Presentation

from index.layout.structure import dump_structure, load_structure
from index.readers import read_file
from index.readers.table_parts import Row, is_merged_over_names, numbered_rows
from index.types import Block, BlockKind, Document, Span
from tests.paper import Paper, read

PRIZES = [["组别", "姓名", "奖金（元）"], ["一组", "张三", "9000"], ["一组", "李四", ""], ["二组", "王五", "4000"]]
"""The prize of the first group is said once for both of its people."""


def as_sheet(path: Path) -> Path:
    book = Workbook()
    for row in PRIZES:
        book.active.append([int(cell) if cell.isdecimal() else cell for cell in row])
    book.active.merge_cells("C2:C3")
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def as_word(path: Path) -> Path:
    document = docx.Document()
    table = document.add_table(4, 3)
    for place, row in enumerate(PRIZES):
        for column, cell in enumerate(row):
            table.cell(place, column).text = cell
    table.cell(2, 2).text = ""
    table.cell(1, 2).merge(table.cell(2, 2)).text = "9000"
    document.save(str(path.with_suffix(".docx")))
    return path.with_suffix(".docx")


def as_page(path: Path) -> Path:
    rows = ["<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in PRIZES]
    rows[1] = rows[1].replace("<td>9000", '<td rowspan="2">9000')
    rows[2] = rows[2].replace("<td></td>", "")
    path.with_suffix(".html").write_text(f"<table>{''.join(rows)}</table>", encoding="utf-8")
    return path.with_suffix(".html")


def as_slide(path: Path) -> Path:
    slides = Presentation()
    slide = slides.slides.add_slide(slides.slide_layouts[6])
    table = slide.shapes.add_table(4, 3, 0, 0, 5_000_000, 2_000_000).table
    for place, row in enumerate(PRIZES):
        for column, cell in enumerate(row):
            table.cell(place, column).text = cell
    table.cell(1, 2).merge(table.cell(2, 2))
    slides.save(str(path.with_suffix(".pptx")))
    return path.with_suffix(".pptx")


@pytest.mark.parametrize("write", [as_sheet, as_word, as_page, as_slide])
def test_a_figure_that_is_merged_over_rows_is_in_each_and_known_to_be_shared(
    write: Callable[[Path], Path], tmp_path: Path
) -> None:
    document = read_file(write(tmp_path / "奖金"), 10**6)
    rows = [block for block in document.blocks if block.kind is BlockKind.ROW]
    said = [document.text[row.spans[0].start : row.spans[0].end] for row in rows]
    assert said == [
        "组别：一组；姓名：张三；奖金（元）：9000",
        "组别：一组；姓名：李四；奖金（元）：9000",
        "组别：二组；姓名：王五；奖金（元）：4000",
    ]
    assert [[text[start:] for start in row.shared] for text, row in zip(said, rows, strict=True)] == [
        ["奖金（元）：9000"],
        ["奖金（元）：9000"],
        [],
    ]


def test_columns_that_say_the_same_side_by_side_are_no_merged_cells_where_the_source_tells() -> None:
    names = ["姓名", "周一", "周二", "周三", "周四"]
    days = ("正常（休息）",) * 4
    rows = [Row(place, (name, *days)) for place, name in enumerate(("张三", "李四"), 1)]
    assert is_merged_over_names(names, rows)
    told = numbered_rows((row.number, row.cells, [(row.number, column) for column in range(5)]) for row in rows)
    assert not is_merged_over_names(names, list(told))
    merged = numbered_rows((row.number, row.cells, [(row.number, column > 0) for column in range(5)]) for row in rows)
    assert is_merged_over_names(names, list(merged))


def test_a_wide_report_whose_days_say_the_same_keeps_its_names(tmp_path: Path) -> None:
    book = Workbook()
    days = [f"3月{day}日" for day in range(1, 8)]
    book.active.append(["考勤月报", *[""] * 9])
    book.active.append(["姓名", "部门", "基础信息", *["打卡"] * 7])
    book.active.append(["", "", "工号", *days])
    book.active.merge_cells("A1:J1")
    book.active.merge_cells("D2:J2")
    for column in "AB":
        book.active.merge_cells(f"{column}2:{column}3")
    for name in ("何斌", "余立", "冯安"):
        book.active.append([name, "财务部", "--", *["正常（休息）"] * 7])
    book.save(tmp_path / "考勤.xlsx")
    text = read_file(tmp_path / "考勤.xlsx", 10**6).text
    assert "姓名：何斌；部门：财务部；基础信息工号：--；打卡3月1日：正常（休息）；打卡3月2日：正常（休息）" in text


def test_names_over_the_first_of_their_columns_reach_over_the_others(tmp_path: Path) -> None:
    book = Workbook()
    for row in (["学校", "招生人数", "", ""], ["", "2020", "2021", "2022"], ["一中", 750, 830, 980], ["二中", 1, 2, 3]):
        book.active.append(row)
    book.active.merge_cells("A1:A2")
    book.save(tmp_path / "招生.xlsx")
    text = read_file(tmp_path / "招生.xlsx", 10**6).text
    assert "学校：一中；招生人数2020：750；招生人数2021：830；招生人数2022：980" in text


def test_a_day_and_its_weekday_below_it_name_a_column_apart(tmp_path: Path) -> None:
    book = Workbook()
    book.active.append(["馆别", "姓名", 4, 5, 6, 7])
    book.active.append(["", "", "六", "日", "一", "二"])
    book.active.append(["仁爱", "吕筱", "休", "早", "早", "休"])
    for column in "AB":
        book.active.merge_cells(f"{column}1:{column}2")
    book.save(tmp_path / "排班.xlsx")
    assert "馆别：仁爱；姓名：吕筱；4·六：休；5·日：早" in read_file(tmp_path / "排班.xlsx", 10**6).text


def test_a_header_that_goes_on_from_the_one_above_is_one(tmp_path: Path) -> None:
    (tmp_path / "天气.csv").write_text(
        "日期,1,2,3,4,5\n天气,高温,晴朗,沙暴,晴朗,高温\n日期,6,7,8,9,10\n天气,晴朗,晴朗,高温,沙暴,晴朗\n",
        encoding="utf-8",
    )
    assert (
        read_file(tmp_path / "天气.csv", 10**6).text.splitlines()[-1]
        == "日期：天气；6：晴朗；7：晴朗；8：高温；9：沙暴；10：晴朗"
    )


def test_what_is_shared_is_stored_with_its_block_and_only_a_row_shares() -> None:
    blocks = (Block(BlockKind.ROW, (Span(0, 8),), shared=(3,)), Block(BlockKind.ROW, (Span(9, 12),)))
    document = Document("1", "表.xlsx", "表", "xlsx", "甲：1；乙：23\n丙：4", blocks, (), "")  # type: ignore[arg-type]
    assert load_structure(dump_structure(document))[0] == blocks
    for kind, places in ((BlockKind.PARAGRAPH, (0,)), (BlockKind.ROW, (9,)), (BlockKind.ROW, (-1,))):
        with pytest.raises(ValueError, match="shares"):
            Block(kind, (Span(0, 8),), shared=places)


def test_lines_on_a_page_tell_which_figures_are_shared() -> None:
    def draw(page: Paper) -> None:
        ys = [760, 740, 720, 700, 680]
        page.line(60, ys[0], 60, ys[-1])
        for x in (160, 260, 360):
            page.line(x, ys[0], x, ys[-1])
        for place, y in enumerate(ys):
            page.line(60, y, 260 if place == 2 else 360, y)  # the third column has one cell over two rows
        for place, row in enumerate(PRIZES):
            for column, cell in enumerate(row):
                page.drawString(65 + 100 * column, (715 if cell == "9000" else ys[place] - 15), cell)

    document = read(draw)
    rows = [block for block in document.blocks if block.kind is BlockKind.ROW]
    said = [document.text[row.spans[0].start : row.spans[0].end] for row in rows]
    assert said[0] == "组别：一组；姓名：张三；奖金（元）：9000"
    assert [bool(row.shared) for row in rows] == [True, True, False]
