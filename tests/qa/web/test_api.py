from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import index.__main__
import qa.__main__
from index.errors import QuestionError, UnknownDocument
from index.library import Library
from qa.assistant import Assistant
from qa.checking.checker import MOST_CHARACTERS
from qa.web.api import CHARACTERS, HITS, CallError, Calls, parameters
from qa.web.metrics import Metrics

QUESTION = "2023年江门市GDP总量是多少？"


@pytest.fixture
def calls(real_library: Library, assistant: Assistant) -> Calls:
    return Calls(real_library, assistant, lambda: False, Metrics())


def printed(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    """What a command printed, with ``file`` for ``path``, which Gradio's client would download."""
    return dict(json.loads(capsys.readouterr().out.replace('"path": ', '"file": ')))


def test_ask_gives_what_the_command_prints(
    calls: Calls, real_library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    assert qa.__main__.main(["ask", QUESTION, "--json", "--data", str(real_library.settings.data)]) == 0
    expected, given = printed(capsys), calls.ask(QUESTION)
    assert given["status"] == "answered"
    assert given.pop("seconds").keys() == expected.pop("seconds").keys()
    assert given == expected


def test_ask_fills_in_a_follow_up(calls: Calls) -> None:
    assert "5.5%" in calls.ask("那增速呢？", [QUESTION])["answer"]


def test_search_gives_what_the_command_prints(
    calls: Calls, real_library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["search", QUESTION, "--top", "3", "--json", "--data", str(real_library.settings.data)]
    assert index.__main__.main(arguments) == 0
    assert calls.search(QUESTION, 3) == printed(capsys)


def test_check_gives_what_the_command_prints(
    calls: Calls, real_library: Library, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "全市GDP总量为4022.52亿元。"
    (tmp_path / "汇报.txt").write_text(text, encoding="utf-8")
    data = str(real_library.settings.data)
    assert qa.__main__.main(["check", str(tmp_path / "汇报.txt"), "--json", "--data", data]) == 0
    expected, given = printed(capsys), calls.check(text)
    assert given["counts"]["contradicted"] == 1
    assert [each["source"] for each in given["findings"][0]["differences"]] == ["4022.25"]
    for made in (expected, given):
        assert made.pop("seconds") >= 0
    assert given == expected | {"name": ""}
    assert calls.check(text, figures_only=True)["findings"] == given["findings"]


def test_a_document_is_read_in_slices(calls: Calls, real_library: Library) -> None:
    (listed,) = real_library.documents()
    text = real_library.document(listed.id).text
    whole = calls.read_document(listed.id)
    assert whole == {
        "document": listed.name,
        "document_id": listed.id,
        "title": listed.title,
        "characters": len(text),
        "start": 0,
        "end": len(text),
        "text": text,
        "next": None,
    }
    part = calls.read_document(listed.id, 100, 130)
    assert (part["text"], part["start"], part["end"], part["next"]) == (text[100:130], 100, 130, None)
    assert calls.read_document(listed.id, len(text))["text"] == ""
    assert calls.read_document(listed.id, 5, 10**30)["end"] == len(text)


def test_a_long_document_says_where_it_goes_on(
    calls: Calls, real_library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("qa.web.api.CHARACTERS", 1000)
    (listed,) = real_library.documents()
    parts, start = [], 0
    while start is not None:
        part = calls.read_document(listed.id, start)
        assert len(part["text"]) <= 1000
        parts.append(part["text"])
        start = part["next"]
    assert len(parts) > 1
    assert "".join(parts) == real_library.document(listed.id).text
    assert calls.read_document(listed.id, 0, 1500)["next"] == 1000


def test_what_is_said_of_the_bounds_is_so(calls: Calls) -> None:
    assert f"{CHARACTERS} 字" in (calls.read_document.__doc__ or "")
    assert f"{MOST_CHARACTERS} 字" in parameters(calls.check)["properties"]["text"]["description"]
    assert parameters(calls.search)["properties"]["top"]["maximum"] == HITS
    with pytest.raises(QuestionError, match="500 字以内"):
        calls.search("长" * 501)
    assert all("500 字" in parameters(call)["properties"]["question"]["description"] for call in calls.all()[:2])


@pytest.mark.parametrize(
    ("name", "arguments", "message"),
    [
        ("ask", [3], "question 要是一段文字"),
        ("ask", ["甲", "乙"], "history 要是文字的列表"),
        ("ask", ["甲", [1, 2, "乙"]], "history 的每一项要是一段文字。"),
        ("search", ["甲", 0], "top 不能小于 1"),
        ("search", ["甲", HITS + 1], f"top 不能大于 {HITS}"),
        ("search", ["甲", "多"], "top 要是整数"),
        ("search", ["甲", 1.5], "top 要是整数"),
        ("search", ["甲", float("nan")], "top 不合要求"),
        ("search", [], "question 没有写"),
        ("read_document", ["长" * 65], "document_id 不能超过 64 字"),
        ("read_document", ["甲", -1], "start 不能小于 0"),
        ("check", [""], "text 是空的"),
        ("check", ["长" * 100_001], "text 不能超过 100000 字"),
        ("check", ["甲", [], "也许"], "figures_only 要是 true 或 false"),
    ],
)
def test_arguments_that_are_wrong_are_named(calls: Calls, name: str, arguments: list[Any], message: str) -> None:
    with pytest.raises(CallError, match=message):
        getattr(calls, name)(*arguments)
    with pytest.raises(CallError, match="无此 没有这个参数"):
        getattr(calls, name)(*arguments, 无此=1)


def test_what_is_not_there_is_said(calls: Calls, real_library: Library) -> None:
    with pytest.raises(UnknownDocument, match="编号为“甲”"):
        calls.read_document("甲")
    with pytest.raises(CallError, match="document_id 不合要求"):
        calls.read_document("\ud800")
    (listed,) = real_library.documents()
    for start, end in [(10**6, 0), (20, 10)]:
        with pytest.raises(CallError, match=f"没有从 {start} 到"):
            calls.read_document(listed.id, start, end)
    with pytest.raises(QuestionError, match="还没有写问题"):
        calls.search(" \n")


def test_before_the_first_documents_a_caller_is_asked_to_come_again(
    real_library: Library, assistant: Assistant
) -> None:
    calls = Calls(real_library, assistant, lambda: True, Metrics())
    for call in (calls.ask, calls.search):
        with pytest.raises(CallError, match="正在建立"):
            call(QUESTION)
