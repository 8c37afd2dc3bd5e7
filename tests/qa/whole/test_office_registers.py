"""Registers as offices have them, headers merged, a note above, a total below, and what a clerk asks of them."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bench.tables.everyday import as_table, mark_of
from bench.tables.scoring import Mark
from bench.tables.writing import write
from index.library import Library
from index.readers import read_file
from index.text.tokens import Tokenizer
from index.types import Hit
from qa.asking.question import understand
from qa.whole.answering import Whole
from tests.asked_tables import written

DRAWN: list[dict[str, Any]] = json.loads((Path(__file__).parent / "registers.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("form", ["xlsx", "docx"])
def test_everyday_questions_over_three_registers(form: str, tmp_path: Path, tokenizer: Tokenizer) -> None:
    for drawn in DRAWN:
        write(as_table({**drawn, "format": form}), tmp_path)
    documents = {each.id: each for path in sorted(tmp_path.iterdir()) if (each := read_file(path, 10**7))}
    hits = cast(list[Hit], [SimpleNamespace(passage=SimpleNamespace(document_id=each)) for each in documents])
    whole = Whole(cast(Library, SimpleNamespace(tokenizer=tokenizer)))
    missed = []
    for question in (each for drawn in DRAWN for each in drawn["questions"]):
        found = whole.find(understand(question["text"], (), tokenizer), hits, documents)
        told = "；".join(draft.text for draft in found.drafts) if found and not found.why else None
        if mark_of(question["wanted"], told, bool(found and found.sure)) is not Mark.RIGHT:
            missed.append((question["text"], told))
    assert missed == []


def test_a_note_at_the_foot_and_a_number_before_empty_cells_are_no_rows(tmp_path: Path) -> None:
    text = "序号,品名,数量\n1,墨盒,3\n2,文件柜,5\n3,,\n合计,,8\n注：以上由后勤科登记。,,\n"
    assert [row.cells[-1].value for row in written(tmp_path, text).rows] == ["3", "5", "8"]
    sections = "序号,品名,数量\n一、文具,,\n1,墨盒,3\n二、家具,,\n1,文件柜,5\n"
    assert [row.headings[-1] for row in written(tmp_path, sections).rows] == ["一、文具", "二、家具"]
    assert len(written(tmp_path, "姓名,部门,电话\n岑立,业务科,8821\n葛长河,,\n").rows) == 2


def test_contracts_are_known_by_their_numbers_where_nothing_else_tells_them_apart(tmp_path: Path) -> None:
    rows = "编号,甲方,金额\nCG-01,二中,5\nCG-02,二中,6\nCG-03,二小,7\n"
    assert written(tmp_path, rows).key == "编号"
    assert written(tmp_path, rows.replace("CG-0", "")).key == "甲方"  # a running number tells nothing
    assert written(tmp_path, rows.replace("甲方", "姓名")).key == "姓名"
