"""The interface of chat completions over calls that answer as they are told."""

from __future__ import annotations

import json
import threading
from collections.abc import Sequence
from typing import cast

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from index.errors import LibraryError, QuestionError, YinjuError
from index.types import Span
from qa.answers import Answer, Citation
from qa.types import Expected, Question, Seconds
from qa.web.api import Calls, NotReady
from qa.web.serving import chat_completions
from qa.web.serving.attempts import FAILURES
from qa.web.serving.chat_completions import MODEL, Completions
from qa.web.serving.logins import Logins
from qa.web.serving.passwords import Passwords, hash_password

PATH = "/v1/chat/completions"
HASHES = {"张三": hash_password("密码"), "li": hash_password("pass:word")}


class Told:
    """Answers every question with itself, or raises what it is told to; keeps what it was asked."""

    def __init__(self, error: YinjuError | None = None) -> None:
        self.error = error
        self.asked: list[tuple[str, list[str], list[str]]] = []
        self.waits = threading.Event()
        self.waits.set()

    def outcome(self, question: str, history: Sequence[str], documents: Sequence[str]) -> Answer:
        self.asked.append((question, list(history), list(documents)))
        self.waits.wait(20)
        if self.error:
            raise self.error
        citation = Citation(1, "文件.txt", "ab", "标题", "", question, (Span(0, len(question)),), (), path="文件.txt")
        return Answer(Question(question, question, Expected.OTHER), question, (citation,), 0.9, Seconds(0.1, 0.2, 0.3))


def client(told: Told, passwords: dict[str, str] | None = None, at_once: int = 8) -> TestClient:
    offered = Completions(cast(Calls, told), Logins(Passwords(passwords or {})), at_once)
    return TestClient(Starlette(routes=offered.routes), base_url="http://127.0.0.1:7860")


def asking(*said: object, **more: object) -> dict[str, object]:
    return {"model": MODEL, "messages": [{"role": "user", "content": each} for each in said], **more}


def test_the_person_s_messages_are_the_questions() -> None:
    told = Told()
    messages = [
        {"role": "system", "content": "你是一个助手"},
        {"role": "user", "content": "第一问"},
        {"role": "assistant", "content": None, "tool_calls": []},
        {"role": "developer", "content": [{"type": "text", "text": "写短些"}]},
        {"role": "user", "content": [{"type": "text", "text": "第二"}, {"type": "text", "text": "问"}]},
    ]
    given = {"model": MODEL, "messages": messages, "temperature": 0.2, "max_tokens": 5, "documents": ["ab"]}
    said = client(told).post(PATH, json=given).json()
    assert told.asked == [("第二\n问", ["第一问"], ["ab"])]
    content = said["choices"][0]["message"]["content"]
    assert said["usage"]["prompt_tokens"] == len("你是一个助手第一问写短些第二问")
    assert said["usage"]["completion_tokens"] == len(content)
    assert said["yinju"]["answer"] == "第二\n问"
    assert said["yinju"]["citations"][0]["file"] == "文件.txt"


def test_pieces_make_up_the_message() -> None:
    whole = client(Told()).post(PATH, json=asking("问")).json()["choices"][0]
    given = client(Told()).post(PATH, json=asking("问", stream=True, stream_options={"include_usage": True}))
    assert given.headers["content-type"].startswith("text/event-stream")
    *events, last, empty = given.text.split("\n\n")
    assert (last, empty) == ("data: [DONE]", "")
    chunks = [json.loads(event.removeprefix("data: ")) for event in events]
    assert {chunk["object"] for chunk in chunks} == {"chat.completion.chunk"}
    assert len({chunk["id"] for chunk in chunks}) == 1
    assert chunks[-1]["choices"] == []
    assert chunks[-1]["usage"]["total_tokens"] > 0
    deltas = [chunk["choices"][0]["delta"] for chunk in chunks[:-1]]
    assert deltas[0]["role"] == "assistant"
    assert "".join(delta.get("content", "") for delta in deltas) == whole["message"]["content"]
    assert [delta["annotations"] for delta in deltas if "annotations" in delta] == [whole["message"]["annotations"]]
    assert chunks[-2]["choices"][0]["finish_reason"] == "stop"
    assert [chunk["choices"][0]["finish_reason"] for chunk in chunks[:-2]] == [None] * (len(chunks) - 2)


@pytest.mark.parametrize(
    ("body", "status", "parameter", "message"),
    [
        (b"{", 400, None, "内容 不是正确的 JSON"),
        (b"[" * 100_000, 400, None, "内容 不是正确的 JSON"),
        (b"[]", 400, None, "内容 要是一个对象"),
        ({"messages": []}, 400, "model", "model 没有写"),
        ({"model": MODEL}, 400, "messages", "messages 没有写"),
        ({"model": MODEL, "messages": "问"}, 400, "messages", "messages 要是文字的列表"),
        ({"model": MODEL, "messages": ["问"]}, 400, "messages.0", "messages.0 要是一个对象"),
        ({"model": MODEL, "messages": []}, 400, "messages", "没有 role 为 user 的话"),
        (asking(None), 400, "messages.0.content", "只能是文字"),
        (asking([]), 400, "messages.0.content", "只能是文字"),
        (asking([{"type": "image_url", "image_url": {"url": "http://x/"}}]), 400, "messages.0.content", "只能是文字"),
        (asking("问", stream="也许"), 400, "stream", "stream 要是 true 或 false"),
        (asking("问", n=2), 400, "n", "n 只能是 1"),
        (asking("问", documents="ab"), 400, "documents", "documents 要是"),
        (asking("问") | {"model": "gpt-4o"}, 404, "model", "没有名为“gpt-4o”的模型，只有 yinju"),
    ],
)
def test_what_is_wrong_is_named(body: object, status: int, parameter: str | None, message: str) -> None:
    told = Told()
    sent = body if isinstance(body, bytes) else json.dumps(body).encode()
    refused = client(told).post(PATH, content=sent)
    error = refused.json()["error"]
    assert (refused.status_code, error["param"], error["type"]) == (status, parameter, "invalid_request_error")
    assert message in error["message"]
    assert told.asked == []


@pytest.mark.parametrize("stream", [False, True])
@pytest.mark.parametrize(
    ("raised", "status", "kind", "code"),
    [
        (QuestionError("问题是空的。"), 400, "invalid_request_error", None),
        (NotReady("正在建立。"), 503, "server_error", "not_ready"),
        (LibraryError("资料库坏了。"), 503, "server_error", None),
    ],
)
def test_what_cannot_be_answered_has_a_status(
    raised: YinjuError, status: int, kind: str, code: str | None, stream: bool
) -> None:
    refused = client(Told(raised)).post(PATH, json=asking("问", stream=stream))
    error = refused.json()["error"]
    assert (refused.status_code, error["type"], error["code"]) == (status, kind, code)
    assert error["message"] == str(raised)
    assert ("retry-after" in refused.headers) == (code == "not_ready")


def test_the_models_are_the_library() -> None:
    asked = client(Told())
    listed = asked.get("/v1/models").json()
    assert [model["id"] for model in listed["data"]] == [MODEL]
    assert asked.get(f"/v1/models/{MODEL}").json() == listed["data"][0]
    missing = asked.get("/v1/models/gpt-4o")
    assert (missing.status_code, missing.json()["error"]["code"]) == (404, "model_not_found")


@pytest.mark.parametrize(
    "key", ["li:pass:word", "bGk6cGFzczp3b3Jk", "5byg5LiJOuWvhueggQ==", "张三:密码".encode().decode("latin-1")]
)
def test_a_key_is_name_and_password(key: str) -> None:
    asked = client(Told(), HASHES)
    headers = {b"Authorization": f"Bearer {key}".encode("latin-1")}
    assert asked.post(PATH, json=asking("问"), headers=headers).status_code == 200
    assert asked.get("/v1/models", headers=headers).status_code == 200


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer li:word", "Bearer pass:word", "Bearer bGk6", "Bearer 1", "Digest li:pass:word"]
)
def test_without_the_right_key_nothing_is_asked(header: str) -> None:
    told = Told()
    asked = client(told, HASHES)
    for refused in (
        asked.post(PATH, json=asking("问"), headers={"Authorization": header}),
        asked.get("/v1/models", headers={"Authorization": header}),
        asked.get(f"/v1/models/{MODEL}", headers={"Authorization": header}),
    ):
        error = refused.json()["error"]
        assert (refused.status_code, error["code"]) == (401, "invalid_api_key")
        assert "用户名:密码" in error["message"]
    assert told.asked == []


def test_keys_cannot_be_tried_without_end() -> None:
    asked = client(Told(), HASHES)
    for _ in range(FAILURES):
        assert asked.get("/v1/models", headers={"Authorization": "Bearer li:x"}).status_code == 401
    refused = asked.get("/v1/models", headers={"Authorization": "Bearer li:pass:word"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "rate_limit_exceeded")
    assert "登录失败的次数太多" in refused.json()["error"]["message"]
    assert int(refused.headers["retry-after"]) > 0


def test_who_comes_when_the_line_is_full_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chat_completions, "WAITING", 0)
    refused = client(Told()).post(PATH, json=asking("问"))
    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "rate_limit_exceeded")
