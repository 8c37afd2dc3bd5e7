from __future__ import annotations

from pathlib import Path

import pytest

from index.commands.batch import read_batch
from index.errors import YinjuError


def test_each_line_is_an_object_and_blank_lines_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "问题.jsonl"
    path.write_text(
        '\ufeff{"id": "p1", "question": "GDP是多少？"}\r\n\n  \n{"question": "换行\\u2028不断行", "history": ["一"]}\n',
        encoding="utf-8",
    )
    assert list(read_batch(path)) == [
        {"id": "p1", "question": "GDP是多少？", "history": [], "answers": [], "documents": []},
        {"question": "换行\u2028不断行", "history": ["一"], "answers": [], "documents": []},
    ]


def test_separators_that_json_allows_within_a_string_end_no_line(tmp_path: Path) -> None:
    path = tmp_path / "问题.jsonl"
    path.write_text('{"question": "甲\u2028乙\u0085丙"}', encoding="utf-8")
    assert [line["question"] for line in read_batch(path)] == ["甲\u2028乙\u0085丙"]


def test_an_empty_file_has_no_questions(tmp_path: Path) -> None:
    (tmp_path / "空.jsonl").write_text("\n", encoding="utf-8")
    assert list(read_batch(tmp_path / "空.jsonl")) == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'{"question": "GDP"}\n\n{', "第 3 行不是 JSON"),
        (b'["GDP"]', "第 1 行没有 question"),
        (b"5", "第 1 行没有 question"),
        (b"{}", "第 1 行没有 question"),
        (b'{"question": "GDP", "history": 5}', "第 1 行的 history"),
        (b'{"question": "GDP", "answers": [1]}', "第 1 行的 answers"),
        (b'{"question": "GDP", "documents": "0"}', "第 1 行的 documents"),
        (b'{"question": 5}', "第 1 行没有 question"),
        ('{"question": "江门"}'.encode("gb18030"), "读不了"),
        (None, "读不了"),
    ],
)
def test_what_is_no_batch_is_told_with_its_line(tmp_path: Path, content: bytes | None, message: str) -> None:
    path = tmp_path / "问题.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(YinjuError, match=message):
        list(read_batch(path))
