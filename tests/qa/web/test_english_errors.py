"""What is worded in Chinese where it arises, on the English page."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from index.syncing.ingest import READING
from index.syncing.progress import Pace, describe_pace
from index.text.places import describe
from index.types import Place, PlaceKind
from qa.web.english_errors import located, stepped, told

ROOT = Path(__file__).resolve().parents[3]
HAN = re.compile(r"[\u3400-\u9fff]")


def raised(path: Path) -> list[str]:
    """What the errors of a file say where that is written out, each as the person reads it."""
    calls = [node for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Call)]
    said = []
    for call in calls:
        texts = [each.value for each in call.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
        if (
            isinstance(call.func, ast.Name)
            and call.func.id[:1].isupper()
            and call.args
            and len(texts) == len(call.args)
        ):
            said.append("".join(text for text in texts if "。" in text))
    return [each for each in said if HAN.search(each)]


@pytest.mark.parametrize("folder", ["index/readers", "index/viewing"])
def test_errors_on_files_are_told_in_english(folder: str) -> None:
    found = {each for path in sorted((ROOT / folder).rglob("*.py")) for each in raised(path)}
    assert len(found) > 2
    assert {each: told(each) for each in found if HAN.search(told(each))} == {}


def test_what_is_counted_in_an_error_stays_in_it() -> None:
    assert told("问题有 512 字，太长了。请缩短到 500 字以内，一次问一件事。") == (
        "The question has 512 characters, which is too long."
        " Please keep to 500 characters, and ask one thing at a time."
    )
    assert told("不支持“.exe”格式，目前可以读 .txt。") == "“.exe” files cannot be read; these can: .txt."
    assert told("The file is empty.") == "The file is empty."
    assert told("没有人知道的错误。") == "没有人知道的错误。"
    assert told("") == ""


@pytest.mark.parametrize(
    ("places", "said"),
    [
        ([Place(0, PlaceKind.PAGE, 3)], "page 3"),
        ([Place(0, PlaceKind.PAGE, 3), Place(9, PlaceKind.PAGE, 4)], "pages 3–4"),
        ([Place(0, PlaceKind.SLIDE, 2)], "slide 2"),
        ([Place(0, PlaceKind.ROW, 7, "收支")], "sheet “收支”, row 7"),
        ([Place(0, PlaceKind.ROW, 7)], "row 7"),
        ([Place(0, PlaceKind.TIME, 80)], "00:01:20"),
        ([], ""),
    ],
)
def test_places_are_told_in_english(places: list[Place], said: str) -> None:
    assert located(describe(places)) == said


def test_the_steps_of_a_sync_are_told_in_english() -> None:
    assert stepped(describe_pace(READING, 1, 3, Pace())) == "reading file 1/3"
    assert (
        stepped("计算向量 16/120，11.8 段/秒，约剩 2 分 5 秒")
        == "encoding passage 16/120, 11.8 passages/s, about 2 min 5 s"
    )
