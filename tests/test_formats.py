"""The same question over the same article in each format: the same answer, with the right place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from index.encoding.encoder import open_encoder
from index.library import Library
from index.settings import Settings
from index.text.places import describe
from qa.answers import Answer
from qa.assistant import Assistant
from tests.samples import SAMPLES
from tests.weights import lend

PROSE = sorted(SAMPLES.keys() - {"数据.csv"})
TABLES = {
    "网页.html": "",
    "报告.docx": "",
    "表格.xlsx": "工作表“乡镇”第 3 行",
    "数据.csv": "第 3 行",
    "演示.pptx": "第 3 张幻灯片",
    "公报.pdf": "第 2 页",
}


@pytest.fixture(scope="module")
def shelves(tmp_path_factory: pytest.TempPathFactory, models: Path) -> Iterator[dict[str, Assistant]]:
    """An assistant for each format, over that one file; the model is loaded once."""
    opened: dict[str, Library] = {}
    encoder = None
    for name, make in SAMPLES.items():
        folder = tmp_path_factory.mktemp("format")
        (folder / "documents").mkdir()
        (folder / "documents" / name).write_bytes(make())
        settings = Settings(data=lend(folder / "data"))
        encoder = encoder or open_encoder(settings)
        opened[name] = Library.open(settings, encoder)
        assert opened[name].sync([folder / "documents"]).failed == ()
    yield {name: Assistant(library) for name, library in opened.items()}
    for library in opened.values():
        library.close()


def ask(assistant: Assistant, question: str) -> Answer:
    answer = assistant.ask(question)
    assert isinstance(answer, Answer), answer.reason
    return answer


@pytest.mark.parametrize("name", PROSE)
def test_every_format_gives_the_same_answer(name: str, shelves: dict[str, Assistant]) -> None:
    answer = ask(shelves[name], "2023年白石县地区生产总值是多少？")
    assert answer.sentence == "2023年，白石县实现地区生产总值812.36亿元，同比增长5.7%。"
    assert answer.citations[0].document == name


@pytest.mark.parametrize("name", PROSE)
def test_a_sentence_cut_by_a_page_is_quoted_whole(name: str, shelves: dict[str, Assistant]) -> None:
    answer = ask(shelves[name], "清溪铁路白石段预计什么时候通车？")
    assert "预计明年年底通车。" in answer.sentence
    place = describe(answer.citations[0].places)
    expected = {"公报.pdf": "第 1–2 页", "演示.pptx": "第 2 张幻灯片", "表格.xlsx": "工作表“概况”第 3 行"}
    assert place == expected.get(name, place)


@pytest.mark.parametrize("name", sorted(TABLES))
def test_a_question_about_a_cell_finds_its_row(name: str, shelves: dict[str, Assistant]) -> None:
    answer = ask(shelves[name], "石桥镇的常住人口是多少？")
    assert answer.sentence == "乡镇：石桥镇；常住人口：4.08万人；粮食产量：2.9万吨"
    assert describe(answer.citations[0].places) == TABLES[name]


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_what_no_format_says_is_refused(name: str, shelves: dict[str, Assistant]) -> None:
    assert not isinstance(shelves[name].ask("地铁三号线的票价是多少元？"), Answer)
