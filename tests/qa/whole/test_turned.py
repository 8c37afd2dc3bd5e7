"""Tables with a thing a column: which of the things has the most of something, and by how much two of them differ."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.text.tokens import Tokenizer
from index.types import join_spans
from qa.asking.question import understand
from qa.whole.asking_tables import understand_of
from qa.whole.naming import Register
from qa.whole.tables import Table
from qa.whole.turned import THINGS, turned
from tests.asked_tables import answered, first_said, written

DRIERS = "参数,LT-D40,LT-D90,LT-D150\n额定功率(W),680,1450,2600\n噪声(dB(A)),46,53,58\n防护等级,IPX1,IPX2,IPX4\n"


def table(folder: Path, text: str) -> Table:
    return written(folder, text, "除湿机规格.csv")


def test_the_cells_of_a_turned_table_are_slices_under_the_names_of_their_rows(tmp_path: Path) -> None:
    made = turned(table(tmp_path, DRIERS))
    assert made is not None
    assert made.columns == ("参数", "额定功率(W)", "噪声(dB(A))", "防护等级")
    assert [[cell.value for cell in row.cells] for row in made.rows][1] == ["LT-D90", "1450", "53", "IPX2"]
    for row in made.rows:
        assert [join_spans(made.document.text, [cell.span]) for cell in row.cells] == [cell.value for cell in row.cells]
        line = row.line([row.cells[2]])
        assert made.document.text[line.start : line.end].startswith("参数：噪声(dB(A))；")


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("哪款除湿机噪声最大", "LT-D150，噪声(dB(A))：58（3 列中最高）"),
        ("哪款除湿机额定功率最低", "LT-D40，额定功率(W)：680（3 列中最低）"),
        ("D150和D40的额定功率差多少", "2600 - 680 = 1920W（LT-D150较高）"),
        ("哪款除湿机重量最大", None),
        ("D150和D60的额定功率差多少", None),
        ("哪款除湿机防护等级最高", None),
    ],
)
def test_things_that_are_columns_are_compared(
    tmp_path: Path, tokenizer: Tokenizer, question: str, said: str | None
) -> None:
    made = turned(table(tmp_path, DRIERS))
    assert made is not None
    assert first_said(answered(Register(made), question, tokenizer)) == said


@pytest.mark.parametrize("question", ["LT-D90的噪声是多少", "D90的噪声是多少", "d90噪声多少"])
def test_a_thing_is_named_by_the_end_of_its_code(tmp_path: Path, tokenizer: Tokenizer, question: str) -> None:
    found = answered(Register(table(tmp_path, DRIERS)), question, tokenizer)
    assert found is not None
    assert [draft.text for draft in found.drafts] == ["53"]


@pytest.mark.parametrize(
    "text",
    [
        "姓名,部门,电话\n柯杰,发行部,6123\n段晴,编辑部,6188\n",
        "参数,甲\n功率,1\n噪声,2\n",
        "参数,甲,乙\n功率,1,2\n功率,3,4\n",
        ",".join(["参数", *(f"型{n}" for n in range(THINGS + 1))]) + "\n" + "功率,1\n噪声,2\n",
    ],
)
def test_other_tables_are_not_turned(tmp_path: Path, text: str) -> None:
    assert turned(table(tmp_path, text)) is None


@pytest.mark.parametrize("question", ["D90更正之前的噪声是多少", "D90原来的噪声是多少"])
def test_what_stood_there_before_is_not_what_stands_there(tmp_path: Path, tokenizer: Tokenizer, question: str) -> None:
    assert understand_of(Register(table(tmp_path, DRIERS)), understand(question, (), tokenizer), tokenizer) is None
