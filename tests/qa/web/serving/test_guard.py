"""The guard before an application that answers everything it is asked."""

from __future__ import annotations

import asyncio
import base64
from collections.abc import Callable, Iterator

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from qa.web import words
from qa.web.serving import guard
from qa.web.serving.attempts import FAILURES
from qa.web.serving.guard import API, HEADERS, UPLOAD, Guard, Limits
from qa.web.serving.logins import Logins
from qa.web.serving.passwords import Passwords, hash_password

PASSWORDS = {"张三": hash_password("密码")}
INSIDE = "inside"


async def answer(request: Request) -> Response:
    await request.body()
    if request.url.path == "/login":
        return Response(status_code=200 if await request.body() == b"right" else 400)
    return PlainTextResponse(INSIDE)


def guarded(
    *, loopback: bool = True, names: tuple[str, ...] = (), upload: int = 1_000, passwords: dict[str, str] | None = None
) -> TestClient:
    inner = Starlette(routes=[Route("/{path:path}", answer, methods=["GET", "POST", "PUT", "DELETE", "OPTIONS"])])
    outer = Guard(inner, Logins(Passwords(passwords or {})), Limits(names, upload), loopback=loopback)
    return TestClient(outer, base_url="http://127.0.0.1:7860")


@pytest.mark.parametrize(
    "host", ["127.0.0.1:7860", "localhost", "LOCALHOST:1", "[::1]:7860", "127.8.8.8", "localhost."]
)
def test_this_machine_s_names_are_let_in(host: str) -> None:
    assert guarded().get("/", headers={"host": host}).text == INSIDE


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:7860",
        "127.0.0.1.evil.example",
        "localhost.evil.example",
        "192.168.1.2",
        "",
        "[",
        "::",
    ],
)
def test_a_name_let_point_here_by_someone_else_is_refused(host: str) -> None:
    refused = guarded().get("/", headers={"host": host})
    assert (refused.status_code, refused.text) == (421, words.NOT_THIS_HOST)


def test_on_a_network_addresses_and_the_names_that_were_given_are_let_in() -> None:
    client = guarded(loopback=False, names=("ziliao.example",))
    assert client.get("/", headers={"host": "192.168.1.2:7860"}).text == INSIDE
    assert client.get("/", headers={"host": "Ziliao.example"}).text == INSIDE
    assert client.get("/", headers={"host": "evil.example"}).status_code == 421


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://evil.example"},
        {"origin": "null"},
        {"origin": "http://[x"},
        {"origin": "http://127.0.0.1:8080"},
        {"origin": "http://localhost:7860"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors"},
        {"sec-fetch-site": "same-site", "sec-fetch-mode": "cors"},
    ],
)
@pytest.mark.parametrize(("method", "path"), [("GET", "/config"), ("POST", f"{API}/queue/join")])
def test_pages_of_other_sites_are_refused(headers: dict[str, str], method: str, path: str) -> None:
    refused = guarded().request(method, path, headers=headers)
    assert (refused.status_code, refused.text) == (403, words.NOT_THIS_PAGE)


@pytest.mark.parametrize(
    "headers",
    [
        {"origin": "http://127.0.0.1:7860"},
        {"host": "LOCALHOST:7860", "origin": "http://localhost:7860"},
        {"sec-fetch-site": "same-origin", "sec-fetch-mode": "cors"},
        {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"},
        {},
    ],
)
def test_the_page_itself_links_to_it_and_programs_are_let_in(headers: dict[str, str]) -> None:
    assert guarded().get("/", headers=headers).text == INSIDE


def test_behind_a_proxy_the_page_goes_by_the_name_that_was_given() -> None:
    client = guarded(names=("Ziliao.example",))
    headers = {"host": "127.0.0.1:7860", "origin": "https://ziliao.example"}
    assert client.post(f"{API}/queue/join", headers=headers).text == INSIDE


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"{API}/file=/etc/passwd"),
        ("GET", f"{API}/file/etc/passwd"),
        ("GET", f"{API}/proxy=https://evil.example"),
        ("GET", "/static/../../app.py"),
        ("GET", "/static/%2e%2e/%2e%2e/app.py"),
        ("GET", f"{API}/stream/a/1/2/playlist.m3u8"),
        ("POST", f"{API}/process_recording"),
        ("POST", f"{API}/vibe-edit"),
        ("GET", "/monitoring"),
        ("GET", f"{API}/runs"),
        ("GET", f"{API}/deep_link"),
        ("GET", "/docs"),
        ("PUT", "/"),
        ("OPTIONS", f"{API}/queue/join"),
        ("POST", "/"),
        ("GET", f"{API}/run/predict"),
        ("GET", "/v1/chat/completions"),
        ("POST", "/v1/models"),
        ("GET", "/v1/models/../files"),
        ("POST", "/v1/embeddings"),
    ],
)
def test_what_the_page_does_not_use_is_not_there(method: str, path: str) -> None:
    refused = guarded().request(method, path)
    assert refused.status_code == 404
    assert INSIDE not in refused.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", "/v1/models"),
        ("GET", "/v1/models/yinju"),
        ("GET", "/v1/models/qwen2.5:7b"),
        ("POST", "/v1/chat/completions"),
    ],
)
def test_the_doors_for_programs_can_be_reached(method: str, path: str) -> None:
    assert guarded().request(method, path).text == INSIDE
    refused = guarded().request(method, path, headers={"origin": "http://evil.example"})
    assert (refused.status_code, refused.text) == (403, words.NOT_THIS_PAGE)


def test_every_response_is_marked_refused_or_not() -> None:
    for path in ("/", "/nowhere"):
        headers = guarded().get(path).headers
        assert {name: headers[name] for name in HEADERS} == HEADERS


def test_a_body_may_be_so_large_and_no_larger(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "BODY_BYTES", 10)
    client = guarded(upload=100)

    def parts(size: int) -> Iterator[bytes]:
        yield from (b"x" for _ in range(size))

    for path, most in ((f"{API}/queue/join", 10), (UPLOAD, 100)):
        assert client.post(path, content=b"x" * most).text == INSIDE
        assert client.post(path, content=parts(most)).text == INSIDE
        for content in (b"x" * (most + 1), parts(most + 1)):
            refused = client.post(path, content=content)
            assert (refused.status_code, refused.text) == (413, words.TOO_LARGE)


def test_a_length_that_is_none_is_refused() -> None:
    for stated in ("-1", "x", "1.5"):
        assert guarded().post(f"{API}/cancel", headers={"content-length": stated}).status_code == 413


def test_where_nothing_may_be_changed_nothing_is_uploaded() -> None:
    refused = guarded(upload=0).post(UPLOAD, content=b"")
    assert (refused.status_code, refused.text) == (403, words.READ_ONLY)


def test_a_body_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "SILENCE", 0.01)
    sent: list[dict[str, object]] = []

    async def silent() -> dict[str, object]:
        await asyncio.Event().wait()
        raise AssertionError

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": f"{API}/queue/join", "query_string": b"", "scheme": "http",
        "headers": [(b"host", b"127.0.0.1")], "server": ("127.0.0.1", 80), "client": ("127.0.0.1", 1),
    }  # fmt: skip
    inner = Starlette(routes=[Route("/{path:path}", answer, methods=["POST"])])
    outer = Guard(inner, Logins(Passwords({})), Limits(), loopback=True)
    asyncio.run(outer(scope, silent, send))  # type: ignore[arg-type]
    assert [message.get("status") for message in sent] == [408, None]


def test_guessing_passwords_is_slow_and_a_success_begins_anew() -> None:
    client = guarded(passwords=PASSWORDS)
    for _ in range(3):
        for _ in range(FAILURES - 1):
            assert client.post("/login", content=b"wrong").status_code == 400
        assert client.post("/login", content=b"right").status_code == 200
    for _ in range(FAILURES):
        assert client.post("/login", content=b"wrong").status_code == 400
    refused = client.post("/login", content=b"right")
    assert refused.status_code == 429
    assert 0 < int(refused.headers["retry-after"]) <= 60
    assert refused.headers["retry-after"] in refused.text


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": f"Basic {base64.b64encode(f'{name}:{password}'.encode()).decode()}"}


@pytest.fixture
def ask() -> Callable[[dict[str, str]], int]:
    """Status of a request with these headers at a door with Basic authentication."""
    logins = Logins(Passwords(PASSWORDS))

    async def door(request: Request) -> Response:
        return await logins.refusal(request) or PlainTextResponse(INSIDE)

    client = TestClient(Starlette(routes=[Route("/", door)]))
    return lambda headers: client.get("/", headers=headers).status_code


def test_programs_are_let_in_by_their_header_and_guess_as_slowly(ask: Callable[[dict[str, str]], int]) -> None:
    assert ask(basic("张三", "密码")) == 200
    for headers in ({}, {"Authorization": "Bearer x"}, {"Authorization": "Basic ?"}, {"Authorization": "Basic"}):
        for _ in range(FAILURES):
            assert ask(headers) == 401
    for _ in range(FAILURES):
        assert ask(basic("张三", "错")) == 401
    assert ask(basic("张三", "也错")) == 429
    assert ask(basic("张三", "密码")) == 200  # who was let in before is not kept out by others of his address
