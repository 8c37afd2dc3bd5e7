"""Who gets in, and what can be had from outside: asked of the real program, the way an attacker asks."""

from __future__ import annotations

import http.client
import io
import json
import re
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

import httpx
import pytest
from playwright.sync_api import Browser, expect

from qa.__main__ import main as qa_main
from qa.web import words
from qa.web.gradio.page import ASKING, WAITING
from qa.web.serving.guard import API
from tests.serving.browsing import ROOT, START, Server, ask, needs_browser, serving, visiting
from tests.serving.clients import ANSWER, QUESTION, ask_when_ready, basic, connect, last_event, posted

MARKS = {"/etc/passwd": b"root:x:", "pyproject.toml": b"[build-system]", "library.sqlite": b"SQLite format 3"}
USERS = {"张三": "zhang:口令", "李四": "li:口令"}


def fetched(server: Server, method: str, path: str, body: bytes = b"") -> tuple[int, bytes]:
    """Status and body of a path sent as it is, dots and all."""
    place = urlsplit(server.url)
    connection = http.client.HTTPConnection(place.hostname or "", place.port, timeout=START)
    try:
        connection.putrequest(method, path, skip_accept_encoding=True)
        connection.putheader("Content-Length", str(len(body)))
        connection.putheader("Content-Type", "application/json")
        connection.endheaders(body)
        reply = connection.getresponse()
        endless = "text/event-stream" in (reply.getheader("content-type") or "")
        return reply.status, b"" if endless else reply.read()
    finally:
        connection.close()


OFFERED = f"""
import json, gradio
from gradio.routes import App
with gradio.Blocks() as blocks:
    gradio.Markdown()
found = []
for route in App.create_app(blocks).routes:
    inner = getattr(route, "original_router", None)
    for each in inner.routes if inner else [route]:
        path = getattr(each, "path", "")
        prefix = "{API}" if inner and not path.startswith("{API}") else ""
        found += [(method, prefix + path) for method in getattr(each, "methods", None) or ["GET"] if method != "HEAD"]
print(json.dumps(sorted(found)))
"""


def offered() -> list[tuple[str, str]]:
    """Every method and path that the web framework answers; in a process of its own, for what it leaves open."""
    done = subprocess.run([sys.executable, "-c", OFFERED], cwd=ROOT, capture_output=True, check=True, timeout=START)
    return [(method, path) for method, path in json.loads(done.stdout)]


def secrets(server: Server) -> dict[str, bytes]:
    """Paths of files that nobody is to get, and what they begin with."""
    own = {str(ROOT / "pyproject.toml"): MARKS["pyproject.toml"], "pyproject.toml": MARKS["pyproject.toml"]}
    kept = {str(server.data / "library.sqlite"): MARKS["library.sqlite"]}
    return {"/etc/passwd": MARKS["/etc/passwd"], **own, **kept}


def tries(path: str) -> Iterator[str]:
    bare = path.lstrip("/")
    yield from (path, bare, f"{'../' * 12}{bare}", f"/{'../' * 12}{bare}", f"file://{path}")
    yield from (quote(path, safe=""), quote(f"{'../' * 12}{bare}", safe=""), f"{'%2e%2e/' * 12}{bare}")


def test_no_route_of_the_framework_gives_out_a_file(server: Server) -> None:
    routes = offered()
    assert (("GET", f"{API}/file={{path_or_url:path}}")) in routes
    asked = 0
    for method, route in routes:
        places = re.findall(r"\{[^}]*\}", route)
        for path, mark in secrets(server).items():
            for attempt in tries(path):
                where = route
                for place in places:
                    where = where.replace(place, attempt, 1)
                where = where if places else f"{route}?path={quote(attempt)}&url={quote(attempt)}&file={quote(attempt)}"
                status, body = fetched(server, method, where, json.dumps({"path": attempt}).encode())
                assert mark not in body, (method, where)
                assert status not in {200, 206} or not places or "heartbeat" in route, (method, where)
                asked += 1
    assert asked > 1_000


def test_an_upload_is_what_was_uploaded_and_no_file_of_this_machine(server: Server, tmp_path: Path) -> None:
    mine = tmp_path / "我的.txt"
    mine.write_text("不可外传", encoding="utf-8")
    config = httpx.get(f"{server.url}/config").json()
    (event,) = [each for each in config["dependencies"] if any(target[1] == "upload" for target in each["targets"])]
    sent = {"path": str(mine), "orig_name": "我的.txt", "meta": {"_type": "gradio.FileData"}}
    body = {"fn_index": event["id"], "data": [[sent]], "session_hash": "x", "event_data": None}
    refused = httpx.post(f"{server.url}{API}/run/predict", json=body, timeout=START)
    assert refused.status_code != 200
    assert mine.read_text(encoding="utf-8") == "不可外传"
    assert not (server.data / "uploads" / "我的.txt").exists()


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}])
def test_other_sites_get_nothing(server: Server, headers: dict[str, str]) -> None:
    for method, path in (("GET", "/"), ("GET", "/config"), ("POST", f"{API}/queue/join"), ("POST", "/mcp")):
        refused = httpx.request(method, f"{server.url}{path}", headers=headers)
        assert refused.status_code in {403, 421}
        assert "access-control-allow-origin" not in refused.headers


def test_whether_it_is_ready_and_how_it_fares_can_be_asked(server: Server) -> None:
    assert ANSWER in ask_when_ready(connect(server))["answer"]
    assert httpx.get(f"{server.url}/health").json() == {"status": "ready"}
    before = figures(httpx.get(f"{server.url}/metrics").text)
    assert posted(server, "ask", {"data": [QUESTION, [], []]})[0] == "complete"
    assert posted(server, "ask", {"data": ["火星上的总人口是多少？", [], []]})[0] == "complete"
    assert posted(server, "ask", {"data": ["", [], []]})[0] == "error"
    after = figures(httpx.get(f"{server.url}/metrics").text)
    for outcome in ("answered", "refused", "failed"):
        name = f'yinju_questions_total{{outcome="{outcome}"}}'
        assert after[name] == before[name] + 1
    for stage in ("search", "read", "total"):
        assert after[f'yinju_question_seconds_count{{stage="{stage}"}}'] >= 2
    assert after["yinju_documents"] >= 1
    assert after["yinju_questions_in_progress"] == 0


def figures(text: str) -> dict[str, float]:
    return {name: float(value) for name, value in re.findall(r"^(yinju\S+) (\S+)$", text, re.MULTILINE)}


def test_it_does_not_open_to_a_network_without_a_password(tmp_path: Path) -> None:
    command = [sys.executable, "app.py", "--host", "0.0.0.0", "--port", "0", "--data", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, timeout=START)
    assert done.returncode == 1
    assert words.OPEN_WITHOUT_LOGIN in done.stderr
    assert "--no-auth" in done.stderr
    assert done.stdout == ""


def test_a_password_on_the_command_line_does_not_stay_in_the_list_of_processes(tmp_path: Path) -> None:
    (empty := tmp_path / "空").mkdir()
    with serving(tmp_path, empty, "--auth", "张三:极密口令", "--host", "0.0.0.0") as server:
        for folder in Path("/proc").iterdir():
            if folder.name.isdecimal() and (folder / "cmdline").exists():
                shown = (folder / "cmdline").read_bytes()
                assert "极密口令".encode() not in shown
        assert httpx.get(f"{server.url}/metrics").status_code == 401
        assert httpx.get(f"{server.url}/metrics", headers=basic("张三", "极密口令")).status_code == 200
        assert httpx.get(f"{server.url}/health").status_code in {200, 503}


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A page with two users, whose passwords are in the data folder."""
    folder = tmp_path_factory.mktemp("shared")
    with pytest.MonkeyPatch.context() as patched:
        for name, password in USERS.items():
            patched.setattr("sys.stdin", io.StringIO(f"{password}\n"))
            assert qa_main(["password", name, "--data", str(folder / "data")]) == 0
    with serving(folder, ROOT / "seeds") as server:
        yield server


def logged_in(server: Server, name: str) -> httpx.Client:
    client = httpx.Client(base_url=server.url, timeout=START)
    assert client.post("/login", data={"username": name, "password": USERS[name]}).status_code == 200
    return client


def test_before_the_password_there_is_nothing_to_be_had(shared: Server) -> None:
    framework = (f"{API}/info", f"{API}/queue/data?session_hash=x", f"{API}/call/ask/x")
    for path in ("/config", *framework, "/metrics", "/v1/models"):
        assert httpx.get(f"{shared.url}{path}").status_code == 401
    for path in ("queue/join", "component_server", "upload", "run/predict", "call/ask", "call/v2/ask"):
        assert httpx.post(f"{shared.url}{API}/{path}", json={}).status_code == 401
    assert httpx.post(f"{shared.url}/mcp", json={}).status_code == 401
    assert httpx.post(f"{shared.url}/v1/chat/completions", json={}).status_code == 401
    assert words.SUBTITLE not in httpx.get(shared.url).text


def test_what_one_asks_the_other_does_not_hear(shared: Server) -> None:
    with closing(logged_in(shared, "张三")) as zhang, closing(logged_in(shared, "李四")) as li:
        ask_when_ready(connect(shared, ("张三", USERS["张三"])))
        event = zhang.post(f"{API}/call/ask", json={"data": [QUESTION, [], []]}).json()["event_id"]
        assert re.fullmatch("[0-9a-f]{32}", event)  # which nobody guesses
        assert httpx.get(f"{shared.url}{API}/call/ask/{event}").status_code == 401
        assert last_event(zhang.get(f"{API}/call/ask/{event}").text)[1][0]["status"] == "answered"
        for path in ("/config", f"{API}/info", f"{API}/queue/status"):
            heard = json.dumps(li.get(path).json(), ensure_ascii=False)
            assert event not in heard
            assert ANSWER not in heard


@needs_browser
def test_conversations_and_what_was_said_of_answers_stay_with_who_said_it(browser: Browser, shared: Server) -> None:
    for name in USERS:
        with browser.new_context(locale="zh-CN") as visit:
            assert visit.request.post(f"{shared.url}/login", form={"username": name, "password": USERS[name]}).ok
            page = visit.new_page()
            page.goto(shared.url)
            expect(page.locator("#examples button").first).to_be_visible(timeout=START * 1000)
            expect(page.locator("#history li")).to_have_count(0)
            assert page.locator("#chat .reply").count() == 0
            ask(page, f"{QUESTION}（{name}）" if name == "李四" else QUESTION)
            expect(page.locator("#history li")).to_have_count(1)


@pytest.fixture(scope="module")
def showing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("showing")
    with serving(folder, ROOT / "seeds", "--read-only") as server:
        yield server


@needs_browser
def test_a_page_to_read_only_offers_nothing_that_changes_anything(browser: Browser, showing: Server) -> None:
    with visiting(browser, showing) as page:
        ask(page, QUESTION)
        expect(page.locator("#chat .answered")).to_contain_text(ANSWER)
        for name in ("act-right-1", "act-wrong-1", "act-case-1"):
            expect(page.locator(f"#{name}")).to_be_hidden()
        expect(page.get_by_role("button", name=words.REINDEX)).to_have_count(0)
        page.get_by_role("tab", name=words.TAB_FILES).click()
        expect(page.locator("#catalogue tbody tr")).to_have_count(1)
        expect(page.locator("#upload input[type=file]")).to_have_count(0)
        expect(page.get_by_role("button", name=words.REMOVE)).to_have_count(0)


def test_a_page_to_read_only_takes_nothing_from_programs_either(showing: Server) -> None:
    refused = httpx.post(f"{showing.url}{API}/upload", files={"files": ("a.txt", "字".encode())})
    assert (refused.status_code, refused.text) == (403, words.READ_ONLY)
    config = httpx.get(f"{showing.url}/config").json()
    events = {target[1] for each in config["dependencies"] for target in each["targets"]}
    assert "upload" not in events
    buttons = {each["id"]: each["props"].get("value") for each in config["components"] if each["type"] == "button"}
    clicked = {
        buttons.get(target[0]) for each in config["dependencies"] for target in each["targets"] if target[1] == "click"
    }
    assert not clicked & {words.REINDEX, words.CONFIRM, words.STOP}
    before = sorted(path.name for path in showing.data.iterdir())
    assert posted(showing, "ask", {"data": [QUESTION, [], []]})[0] == "complete"
    assert sorted(path.name for path in showing.data.iterdir()) == before


def test_a_connection_that_asks_for_nothing_holds_up_nobody(server: Server) -> None:
    place = urlsplit(server.url)
    slow = [socket.create_connection((place.hostname or "", place.port or 0), timeout=START) for _ in range(50)]
    try:
        for each in slow:
            each.sendall(b"POST /gradio_api/queue/join HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Le")
        assert httpx.get(f"{server.url}/health", timeout=START).status_code == 200
    finally:
        for each in slow:
            each.close()


def test_more_questions_than_can_wait_are_told_so_and_those_that_wait_are_answered(server: Server) -> None:
    ask_when_ready(connect(server))

    def ask_it(number: int) -> str:
        asked = {"data": [f"{QUESTION}（{number}）", [], []]}
        reply = httpx.post(f"{server.url}{API}/call/ask", json=asked, timeout=START)
        return "" if reply.status_code == 200 else f"{reply.status_code} {reply.json()['detail']}"

    with ThreadPoolExecutor(50) as threads:
        told = Counter(threads.map(ask_it, range(4 * (ASKING + WAITING))))
    assert told.keys() == {"", f"503 {words.PAGE_SAYS['busy']}"}
    assert told[""] >= ASKING + WAITING
    until = time.monotonic() + START
    while (
        waiting := figures(httpx.get(f"{server.url}/metrics").text)["yinju_questions_waiting"]
    ) and time.monotonic() < until:
        time.sleep(0.5)
    assert waiting == 0
    assert posted(server, "search", {"data": [QUESTION, 1, []]})[0] == "complete"
