from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from index.library import Library
from index.types import Block, BlockKind, Document, Format, Span
from qa.answers import Answer
from qa.assistant import Assistant
from qa.whole.fields import find_fields
from tests.hostility.timing import bounded

CONTRACT = """设备采购合同
采〔2025〕18号
合同编号：SB-2023-118
甲方：澄湖印刷厂
乙方：北原机械有限公司
甲方联系人：麦合木提，13888120046；乙方联系人：龙薇薇，开户行：农业银行
微信公众号：lanhe_fw，QQ群：558812309。
说明：设备由乙方运到甲方厂内。安装以后验收。
"""


@pytest.fixture
def ask(open_library: Callable[..., Library], documents: Path) -> Callable[[str], Answer | None]:
    (documents / "设备采购合同.txt").write_text(CONTRACT, encoding="utf-8")
    library = open_library()
    library.sync([documents])
    assistant = Assistant(library)

    def asked(question: str) -> Answer | None:
        outcome = assistant.ask(question)
        return outcome if isinstance(outcome, Answer) and outcome.sure else None

    return asked


@pytest.mark.parametrize(
    ("question", "value"),
    [
        ("设备采购合同的乙方", "北原机械有限公司"),
        ("甲方是谁？", "澄湖印刷厂"),
        ("合同编号是多少？", "SB-2023-118"),
        ("文号？", "采〔2025〕18号"),
        ("微信号是多少？", "lanhe_fw"),
        ("乙方联系人是谁", "龙薇薇"),
        ("甲方是哪家单位？", "澄湖印刷厂"),
        ("甲方联系人叫什么", "麦合木提，13888120046"),
    ],
)
def test_a_field_is_answered_by_its_name(question: str, value: str, ask: Callable[[str], Answer | None]) -> None:
    outcome = ask(question)
    assert outcome is not None
    assert outcome.text == value
    assert outcome.citations[0].quote.endswith(value)


@pytest.mark.parametrize("question", ["SB-2023-118是什么合同", "请问SB-2023-118是哪份合同？"])
def test_a_document_is_found_by_what_stands_in_a_field(question: str, ask: Callable[[str], Answer | None]) -> None:
    outcome = ask(question)
    assert outcome is not None
    assert outcome.text == "设备采购合同"
    assert outcome.citations[1].quote == "合同编号：SB-2023-118"


@pytest.mark.parametrize(
    "question", ["乙方的银行账号是多少？", "乙方是谁签的字？", "运输合同的乙方是谁？", "乙方有哪些？", "说明是什么？"]
)
def test_what_is_asked_besides_a_field_is_not_answered_by_it(
    question: str, ask: Callable[[str], Answer | None]
) -> None:
    outcome = ask(question)
    assert outcome is None or outcome.text not in ("北原机械有限公司", "设备由乙方运到甲方厂内。安装以后验收")


def test_when_it_was_is_not_answered_by_a_cell_without_a_time(
    open_library: Callable[..., Library], documents: Path
) -> None:
    rows = "合同号,单位,签订日期\nHT-011,启明印务,2023-07-18\nHT-012,澄江保洁,2024/1/5\n"
    (documents / "合同台账.csv").write_text(rows, encoding="utf-8")
    library = open_library()
    library.sync([documents])
    outcome = Assistant(library).ask("澄江保洁哪天签的合同")
    assert not isinstance(outcome, Answer) or "HT-012" not in outcome.text


def test_the_lines_of_a_long_table_are_told_from_fields_in_one_pass() -> None:
    rows, line = 20_000, "姓名：甲；年龄：三十\n"
    blocks = tuple(
        Block(BlockKind.ROW, (Span(start, start + len(line) - 1),)) for start in range(0, rows * len(line), len(line))
    )
    document = Document("0" * 16, "名册", "名册", Format.TEXT, f"{line * rows}乙方：某公司\n", blocks)
    with bounded(2):
        assert [field.label for field in find_fields(document)] == ["乙方"]
