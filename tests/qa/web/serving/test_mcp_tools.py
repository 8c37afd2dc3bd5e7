from __future__ import annotations

import logging

import pytest

from index.errors import QuestionError
from qa.web.serving.mcp_tools import as_result, run


def test_a_bug_is_logged_and_what_a_caller_did_wrong_is_not(caplog: pytest.LogCaptureFixture) -> None:
    def call(wrong: bool) -> dict[str, object]:
        raise QuestionError("问题是空的。") if wrong else ZeroDivisionError

    with pytest.raises(QuestionError):
        run(call, {"wrong": True})
    assert caplog.records == []
    with pytest.raises(ZeroDivisionError):
        run(call, {"wrong": False})
    assert [record.levelno for record in caplog.records] == [logging.ERROR]
    assert caplog.records[0].exc_info is not None


def test_a_result_is_text_and_value() -> None:
    assert as_result("原文").model_dump(exclude_none=True, by_alias=True) == {
        "content": [{"type": "text", "text": "原文"}],
        "isError": False,
    }
