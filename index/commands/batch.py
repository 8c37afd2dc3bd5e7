"""Files of questions, one JSON object a line, as ``--batch`` and ``evaluate`` take them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from index.errors import YinjuError
from index.text.tokens import well_formed


def read_batch(path: Path) -> Iterator[dict[str, Any]]:
    """The objects of a JSON Lines file; blank lines are passed over.

    Each has at least ``question``, and ``history``, ``answers`` and ``documents``, lists of strings, empty by default.

    :raises YinjuError: naming the line, when the file cannot be read or a line is not such an object.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise YinjuError(f"问题文件 {path} 读不了：{error}。", "请给出 UTF-8 编码的 JSON Lines 文件。") from error
    for number, text in enumerate(lines, start=1):
        if text.strip():
            yield read_line(text, f"问题文件 {path} 第 {number} 行")


def read_line(text: str, place: str) -> dict[str, Any]:
    """The object of one line, as ``read_batch`` gives it.

    :raises YinjuError: naming the ``place``, when the line is not such an object.
    """
    try:
        line = json.loads(text)
    except (json.JSONDecodeError, RecursionError) as error:
        raise YinjuError(f"{place}不是 JSON：{error}。") from error
    if not isinstance(line, dict) or not isinstance(line.get("question"), str):
        raise YinjuError(f"{place}没有 question。")
    for key in ("history", "answers", "documents"):
        given = line.get(key) or []
        if not isinstance(given, list) or not all(isinstance(item, str) for item in given):
            raise YinjuError(f"{place}的 {key} 不是字符串的列表。")
        line[key] = [well_formed(item) for item in given]
    return {**line, "question": well_formed(line["question"])}
