"""Pages as they are laid out: the order of reading, running heads, headlines, turned pages, vertical text."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from index.layout import find_blocks
from index.readers import pdf
from index.text.places import describe, places_of
from index.text.tokens import Tokenizer
from index.types import BlockKind, join_spans
from tests.paper import LEADING, LEFT, NAMED, TOP, Paper, read, rows_of, texts
from tests.samples import FIRST, HEADER, ROWS, SECOND, wrapped

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
PRINTING = ["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]


def test_text_beside_a_table_is_read_apart_from_it() -> None:
    def draw(paper: Paper) -> None:
        paper.say(FIRST)
        top = paper.y
        paper.table(HEADER, *ROWS, left=300)
        after, paper.y = paper.y, top - 12
        paper.say(SECOND[:60], characters=20)
        paper.y = after
        paper.say(FIRST)

    assert [text.lstrip("　") for text in texts(read(draw), *BlockKind)] == [FIRST, SECOND[:60], *NAMED, FIRST]


def test_a_sentence_is_whole_around_the_table_that_cut_it(tokenizer: Tokenizer) -> None:
    cut = SECOND.index("水库") + 1

    def draw(paper: Paper) -> None:
        paper.say(FIRST)
        paper.say(SECOND[:cut])
        paper.turn()
        paper.table(HEADER, *ROWS)
        paper.drawString(LEFT, paper.y, SECOND[cut:])

    document = read(draw)
    blocks = find_blocks(document, tokenizer)
    assert [join_spans(document.text, block.spans).lstrip("　") for block in blocks] == [FIRST, SECOND, *NAMED]
    assert describe(places_of(document.places, blocks[1].spans)) == "第 1–2 页"
    assert {block.kind for block in blocks[2:]} == {BlockKind.ROW}


def test_a_page_that_is_turned_is_read_as_it_is_shown() -> None:
    def draw(paper: Paper) -> None:
        paper.setPageRotation(90)
        paper.translate(595, 0)
        paper.rotate(90)
        paper.y = 500
        paper.table(HEADER, *ROWS)

    assert rows_of(read(draw)) == NAMED


def test_vertical_text_is_read_down_its_lines_from_the_right() -> None:
    def draw(paper: Paper) -> None:
        for number, line in enumerate(wrapped(FIRST, 30)):
            for step, character in enumerate(line):
                paper.drawString(500 - 22 * number, TOP - 12 * step, character)

    assert texts(read(draw), BlockKind.PARAGRAPH) == [FIRST]


def test_marks_of_vertical_text_are_the_marks_that_they_are() -> None:
    def draw(paper: Paper) -> None:
        for number, line in enumerate(["學而時習之︑不亦說乎︖", "有朋自遠方來︑不亦樂乎︖", "人不知而不慍︑君子也︒"]):
            for step, character in enumerate(line):
                paper.drawString(500 - 22 * number, TOP - 12 * step, character)

    assert read(draw).text.replace("\n", "") == "學而時習之、不亦說乎？有朋自遠方來、不亦樂乎？人不知而不慍、君子也。"


def test_a_short_headline_over_columns_is_read_before_them() -> None:
    def draw(paper: Paper) -> None:
        paper.setFont("STSong-Light", 20)
        paper.drawString(330, TOP + 30, "综述")
        paper.setFont("STSong-Light", 11)
        for left in (LEFT, 310):
            paper.y = TOP
            paper.say(FIRST, left=left, characters=20)

    assert texts(read(draw), *BlockKind)[0] == "综述"


def test_figures_side_by_side_are_no_heading_and_a_title_with_figures_is() -> None:
    def draw(paper: Paper) -> None:
        for text in (FIRST, "表1 2023年各乡镇主要指标", "云溪镇 5.21 3.4 5.1%"):
            paper.say(text)
            paper.y -= LEADING

    document = read(draw)
    assert [text.lstrip("　") for text in texts(document, BlockKind.HEADING)] == ["表1 2023年各乡镇主要指标"]
    assert [text.lstrip("　") for text in rows_of(document)] == ["云溪镇 5.21 3.4 5.1%"]


NAMES = ["人物", "郑远航", "柳成林", "何北溪", "高望山", "孟秋白", "岳明川", "苏柏年", "唐雪松", "陶知远", "石长青"]


@pytest.mark.parametrize("left", [LEFT, 310])
@pytest.mark.parametrize("prose", [True, False], ids=["with prose above it", "by itself"])
def test_a_column_of_short_cells_is_read_apart_from_the_column_beside_it(left: int, *, prose: bool) -> None:
    other = LEFT + 310 - left

    def draw(paper: Paper) -> None:
        for _ in range(4):
            paper.say(FIRST, left=other, characters=20)
        paper.y = TOP
        if prose:
            paper.say(FIRST, left=left, characters=20)
        for number, name in enumerate(NAMES):
            paper.drawString(left + 30, paper.y - 10 - 16 * number, name)
            paper.drawString(left + 140, paper.y - 10 - 16 * number, str(900 - 37 * number))

    rows = [f"{name}  {900 - 37 * number}" for number, name in enumerate(NAMES)]
    column = [*([FIRST] if prose else []), *rows]
    whole = [*column, *[FIRST] * 4] if left < other else [*[FIRST] * 4, *column]
    assert texts(read(draw), *BlockKind) == whole


def test_a_table_without_lines_is_read_across_though_one_of_its_columns_is_long() -> None:
    long = [
        "新建改建农村公路并完成验收工作",
        "改造老旧供水管网并完成验收工作",
        "整治黑臭水体沟渠并完成验收工作",
        "新增公共停车泊位并完成验收工作",
    ]

    def draw(paper: Paper) -> None:
        for number, text in enumerate(long):
            paper.drawString(LEFT, TOP - 18 * number, text)
            paper.drawString(310, TOP - 18 * number, f"{number + 3}公里")

    assert rows_of(read(draw)) == [f"{text}  {number + 3}公里" for number, text in enumerate(long)]


@pytest.mark.parametrize("size", [1, 11, 100])
def test_columns_are_read_the_same_however_the_size_is_said(size: int) -> None:
    """By the font, by the matrix of the text, or by both."""

    def draw(paper: Paper) -> None:
        for left in (LEFT, 310):
            for number, line in enumerate(wrapped(f"　　{FIRST}", 20)):
                text = paper.beginText()
                text.setFont("STSong-Light", size)
                text.setTextTransform(11 / size, 0, 0, 11 / size, left, TOP - LEADING * number)
                text.textOut(line)
                paper.drawText(text)

    assert texts(read(draw), *BlockKind) == [FIRST, FIRST]


def test_gaps_beside_latin_are_no_spaces_and_those_between_words_are() -> None:
    def draw(paper: Paper) -> None:
        for left, text in [(60, "全年"), (84.5, "2023"), (109, "年报"), (160, "Gross"), (192, "Domestic")]:
            paper.drawString(left, TOP, text)

    assert "全年2023年报" in read(draw).text
    assert "Gross Domestic" in read(draw).text


@pytest.mark.parametrize("pattern", ["— {} —", "第 {} 页 共 3 页", "{}/3"])
def test_page_numbers_and_running_heads_are_left_out(pattern: str) -> None:
    def draw(paper: Paper) -> None:
        for page in (1, 2, 3):
            paper.drawString(250, 810, "白石县人民政府公报")
            paper.drawString(270, 30, pattern.format(page))
            paper.say(f"{'甲乙丙'[page - 1]}、{FIRST}")
            paper.turn()

    found = [text.lstrip("　") for text in texts(read(draw), *BlockKind)]
    assert found == [f"{number}、{FIRST}" for number in "甲乙丙"]


def test_figures_of_a_table_at_the_edge_of_a_page_are_no_page_numbers() -> None:
    def draw(paper: Paper) -> None:
        for page in range(4):
            paper.drawString(290, 30, str(page + 1))
            for number in range(3):
                paper.drawString(LEFT, 790 - 18 * number, f"{'甲乙丙丁'[page]}镇")
                paper.drawString(250, 790 - 18 * number, str(100 * page + number))
                paper.drawString(400, 790 - 18 * number, f"{page}.{number}")
            paper.turn()

    rows = [f"{'甲乙丙丁'[page]}镇；{100 * page + n}；{page}.{n}" for page in range(4) for n in range(3)]
    assert texts(read(draw), *BlockKind) == rows


def test_a_table_without_lines_has_the_names_that_stand_over_its_figures() -> None:
    def draw(paper: Paper) -> None:
        paper.say(FIRST)
        for row in [("站点", "管长", "漏损率"), ("北站", "12.5", "8.2"), ("南站", "", "7.7"), ("东站", "4.4", "9.9")]:
            for left, text in zip((LEFT, 200, 350), row, strict=True):
                paper.drawString(left, paper.y, text)
            paper.y -= LEADING
        paper.say(SECOND)

    document = read(draw)
    assert rows_of(document) == [
        "站点：北站；管长：12.5；漏损率：8.2",
        "站点：南站；漏损率：7.7",
        "站点：东站；管长：4.4；漏损率：9.9",
    ]
    assert [text.lstrip("　") for text in texts(document, BlockKind.PARAGRAPH)] == [FIRST, SECOND]


@pytest.fixture(scope="session")
def chromium() -> str:
    if CHROMIUM is None and not os.environ.get("CI"):
        pytest.skip("没有 Chromium：apt-get install chromium")
    assert CHROMIUM
    return CHROMIUM


def test_what_a_browser_prints(tmp_path: Path, chromium: str) -> None:
    """A table over two pages, its names printed once, its second line of names merged; cells of several lines."""
    duty = "县工业和信息化局、县发展和改革局、县农业农村局"
    body = "".join(f"<tr><td>{n}</td><td>新建项目{n}个</td><td>{duty}</td></tr>" for n in range(1, 60))
    page = (
        "<meta charset='utf-8'><style>table{border-collapse:collapse;width:70mm}td,th{border:1px solid}</style>"
        f"<h1>任务清单</h1><p>{FIRST}</p><table><tr><th rowspan=2>序号</th><th colspan=2>安排</th></tr>"
        f"<tr><th>任务</th><th>单位</th></tr>{body}</table><p>{SECOND}</p>"
    )
    (tmp_path / "页.html").write_text(page, encoding="utf-8")
    command = [chromium, *PRINTING, f"--print-to-pdf={tmp_path / '页.pdf'}", str(tmp_path / "页.html")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    document = pdf.read((tmp_path / "页.pdf").read_bytes(), "00", "页.pdf")
    assert rows_of(document) == [f"序号：{n}；安排任务：新建项目{n}个；安排单位：{duty}" for n in range(1, 60)]
    assert FIRST in texts(document, BlockKind.PARAGRAPH)
    last = next(block for block in document.blocks if join_spans(document.text, block.spans).startswith("序号：59；"))
    assert describe(places_of(document.places, last.spans)) != "第 1 页"


def test_short_columns_below_a_long_summary_are_read_one_after_the_other() -> None:
    columns = ["各乡镇要把水库安全放在首位" * 7 + "。", "村民可以向水务局报告险情" * 7 + "。"]

    def draw(paper: Paper) -> None:
        for _ in range(4):
            paper.say(SECOND)
        top = paper.y
        paper.say(columns[0], characters=18)
        paper.y = top
        paper.say(columns[1], left=LEFT + 240, characters=18)

    assert [text.lstrip("　") for text in texts(read(draw), *BlockKind)] == [SECOND] * 4 + columns


def test_text_that_does_not_show_is_told_of() -> None:
    def draw(paper: Paper) -> None:
        text = paper.beginText(LEFT, TOP)
        text.setTextRenderMode(3)
        text.textLine("合同价款为贰拾万元整，一次付清。")
        paper.drawText(text)
        paper.turn()
        paper.say(FIRST)

    document = read(draw)
    assert document.text.startswith("合同价款")
    assert document.remark.startswith("有 1 页是扫描件")
    assert read(lambda paper: paper.say(FIRST)).remark == ""


def test_text_that_stands_outside_of_what_it_is_clipped_to_is_left_out() -> None:
    def draw(paper: Paper) -> None:
        for text, below in (("图形学方向", -4), ("数字媒体方向", -24), ("数据分析方向", -8)):
            paper.saveState()
            edge = paper.beginPath()
            edge.rect(LEFT - 4, paper.y + below, 200, 16)
            paper.clipPath(edge, stroke=0, fill=0)
            paper.drawString(LEFT, paper.y, text)
            paper.restoreState()
            paper.y -= 40

    assert "".join(texts(read(draw), *BlockKind)) == "图形学方向数据分析方向"
