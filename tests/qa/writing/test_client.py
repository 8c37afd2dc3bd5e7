"""The client of a writer: a draft, or why there is none, whatever the endpoint sends."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time

import pytest

from index.settings import Writer
from qa.writing import client as writing
from qa.writing.client import VARIABLE, Cancelled, WriterClient, WriterFailed, key_from_environment
from tests.qa.writing.endpoint import Endpoint, Handler, raw, serving, streamed, whole

KEY = "sk-geheim-0123"
MESSAGES = [{"role": "user", "content": "写"}]


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "PAUSE", 0.01)


def draft(endpoint: Endpoint, key: str = KEY) -> str:
    return WriterClient(endpoint.writer, key).write(MESSAGES, threading.Event())


@pytest.mark.parametrize("script", [streamed("总量", "是1亿元", "。"), whole("总量是1亿元。")])
def test_a_draft_comes_in_pieces_or_at_once(script: object) -> None:
    with serving(script) as endpoint:  # type: ignore[arg-type]
        assert draft(endpoint) == "总量是1亿元。"
        ((path, headers, body),) = endpoint.asked
    assert path == "/v1/chat/completions"
    assert headers["Authorization"] == f"Bearer {KEY}"
    assert (body["model"], body["messages"], body["stream"]) == ("小模型", MESSAGES, True)


def test_without_a_key_none_is_sent() -> None:
    with serving(whole("好。")) as endpoint:
        draft(endpoint, "")
        assert "Authorization" not in endpoint.asked[0][1]


def hangs(handler: Handler) -> None:
    handler.head(200, "text/event-stream")
    handler.wfile.write(b": wait\n\n")
    handler.endpoint.ends.wait(20)


def trickles(handler: Handler) -> None:
    handler.head(200, "text/event-stream")
    while not handler.endpoint.ends.wait(0.02):
        handler.wfile.write(b": still here\n\n")


def breaks_off(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'data: {"choices": [{"delta": {"content": "')


@pytest.mark.parametrize(
    ("script", "message"),
    [
        (raw(b"<html><script>alert(1)</script>", kind="text/html"), "不是聊天接口的内容（text/html）"),
        (raw(b"{", kind="application/json"), "不是正确的 JSON"),
        (raw(b"[" * 100_000, kind="application/json"), "不是正确的 JSON"),
        (raw(b"\xff\xfe", kind="application/json"), "不是正确的 JSON"),
        (raw(b"[]", kind="application/json"), "什么也没有写"),
        (raw(b'{"choices": [{"message": {"content": 3}}]}'), "什么也没有写"),
        (raw(b'{"error": {"message": "sk-geheim-0123"}}'), "报了错"),
        (raw(b"x" * 10_000_000), "太多了"),
        (raw(b"data: " + b"x" * 10_000_000, kind="text/event-stream"), "不是正确的事件流"),
        (raw(b"data: x\n\n" * 2_000_000, kind="text/event-stream"), "不是正确的 JSON"),
        (raw(b": x\n\n" * 2_000_000, kind="text/event-stream"), "太多了"),
        (streamed("半句", ending='data: {"choices": [{"del\n\n'), "不是正确的 JSON"),
        (streamed("半句", ending='data: {"error": {"code": 500}}\n\n'), "报了错"),
        (streamed(), "什么也没有写"),
        (streamed(" \n"), "什么也没有写"),
        (breaks_off, "连接断了"),
        (raw(b"no", 401), "密钥不对"),
        (raw(b"no", 404), "没有这个接口或模型"),
        (raw(b"no", 418), "错误 418"),
        (raw(b"", 302, Location="http://192.0.2.1/"), "错误 302"),
        (raw(b"busy", 503), "错误 503"),
        (raw(b"busy", 429), "问得太多"),
    ],
)
def test_what_is_no_draft_is_told(script: object, message: str, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with serving(script) as endpoint, pytest.raises(WriterFailed, match=message) as failed:  # type: ignore[arg-type]
        draft(endpoint)
    assert failed.value.what.startswith("没有写成综述：127.0.0.1:")
    assert KEY not in str(failed.value) + caplog.text


def test_what_is_busy_is_asked_again() -> None:
    with serving(raw(b"", 503), raw(b"", 429), whole("好。")) as endpoint:
        assert draft(endpoint) == "好。"
        assert len(endpoint.asked) == 3
    with serving(raw(b"", 503)) as endpoint, pytest.raises(WriterFailed):
        draft(endpoint)
    assert len(endpoint.asked) == writing.TRIES
    with serving(raw(b"", 401)) as endpoint, pytest.raises(WriterFailed):
        draft(endpoint)
    assert len(endpoint.asked) == 1


def test_what_hangs_or_goes_on_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "SILENCE", 0.2)
    with serving(hangs) as endpoint, pytest.raises(WriterFailed, match="没有回音"):
        draft(endpoint)
    monkeypatch.setattr(writing, "WHOLE", 0.3)
    with serving(trickles) as endpoint, pytest.raises(WriterFailed, match="没有写完"):
        draft(endpoint)


def test_it_can_be_cancelled() -> None:
    cancelled = threading.Event()
    with serving(trickles) as endpoint:
        timer = threading.Timer(0.2, cancelled.set)
        timer.start()
        started = time.monotonic()
        with pytest.raises(Cancelled):
            WriterClient(endpoint.writer).write(MESSAGES, cancelled)
        assert time.monotonic() - started < 10


def test_nobody_there_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(WriterFailed, match="连不上它"):
        WriterClient(Writer(f"http://127.0.0.1:{port}", "m"), KEY).write(MESSAGES, threading.Event())


def test_a_draft_without_end_is_cut() -> None:
    with serving(whole("长" * 50_000)) as endpoint:
        assert len(draft(endpoint)) == writing.LONGEST


def test_the_key_comes_from_the_environment_and_stays_out_of_sight(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, f" {KEY}\n")
    assert key_from_environment() == KEY
    monkeypatch.delenv(VARIABLE)
    assert key_from_environment() == ""
    monkeypatch.setenv(VARIABLE, "密钥")
    with pytest.raises(WriterFailed, match=VARIABLE) as failed:
        key_from_environment()
    assert "密钥里" in str(failed.value)
    shown = WriterClient(Writer("https://example.org:8443/v1", "m"), KEY)
    assert KEY not in repr(shown)
    assert KEY not in json.dumps(repr(vars(shown)["_writer"]))
    assert shown.place == "example.org:8443"
