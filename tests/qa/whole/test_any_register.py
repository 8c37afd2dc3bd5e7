"""Registers and questions made by chance: whatever stands in a table, asking it is an answer or none, and no error."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from index.readers.composing import Composer
from index.readers.table_parts import Row
from index.readers.tables import write_table
from index.text.tokens import Tokenizer
from index.types import Format
from qa.asking.question import understand
from qa.whole.asking_tables import understand_of
from qa.whole.naming import Register
from qa.whole.table_answers import answer_of
from qa.whole.tables import find_tables
from qa.whole.turned import turned

NAMES = ["序号", "姓名", "项目", "金额（元）", "数量", "日期", "部门", "合计", "2023年", "2024年", "备注", ""]
CELLS = [
    *["", "", "—", "无", "合计", "小计", "总计", "张三", "李四", "电脑", "是", "否", "√", "12", "3.5%", "1,200", "5—8"],
    *["2024-03-05", "3月", "2023年", "15天", "财务处", "第3条", "约20万元", "注：含税。", "一、收入", "1", "2", "3"],
]
QUESTIONS = [
    *["张三的金额是多少", "一共多少钱", "合计是多少", "哪个部门金额最高", "平均每个部门多少", "有几个人", "谁没有交"],
    *[
        "2024年比2023年多多少",
        "3月有哪些",
        "金额在1000元以上的有哪些",
        "电脑和张三相差多少",
        "排第二的是谁",
        "最近一次是哪天",
    ],
    *["财务处有哪些人", "没有写备注的是哪些", "数量是12的是谁", "张三和李四一共多少", "哪一项还没完成"],
]
WIDTH = 4


@given(
    st.lists(st.sampled_from(NAMES), min_size=WIDTH, max_size=WIDTH),
    st.lists(st.lists(st.sampled_from(CELLS), min_size=WIDTH, max_size=WIDTH), min_size=1, max_size=6),
    st.sampled_from(QUESTIONS),
)
def test_any_register_is_asked_without_an_error(
    tokenizer: Tokenizer, names: list[str], rows: list[list[str]], question: str
) -> None:
    composer = Composer()
    write_table(composer, [Row(number, tuple(cells)) for number, cells in enumerate([names, *rows], start=1)], sheet="")
    if composer.is_empty:
        return
    for table in find_tables(composer.finish("00", "表.csv", Format.CSV)):
        for each in filter(None, (table, turned(table))):
            asked = understand_of(Register(each), understand(question, (), tokenizer), tokenizer)
            found = answer_of(asked) if asked else None
            assert found is None or found.why or all(draft.text for draft in found.drafts)
