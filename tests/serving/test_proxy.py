"""The page below a path of a real nginx: login, questions, uploads, links and the programs' doors."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Browser, expect

from qa.web import words
from tests.serving.browsing import ANSWER, ROOT, START, ask, needs_browser, serving

NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
QUESTION = "2023年江门市GDP总量是多少？"
USER, PASSWORD = "张三", "口令"
CONFIGURATION = """
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{}}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  server {{
    listen 127.0.0.1:{port};
    location /yinju/ {{
      proxy_pass {page}/;
      proxy_set_header Host $http_host;
      proxy_http_version 1.1;
      proxy_buffering off;
      proxy_read_timeout 1h;
      client_max_body_size 500m;
    }}
  }}
}}
"""
"""As the README says."""

pytestmark = [
    needs_browser,
    pytest.mark.skipif(NGINX is None and not os.environ.get("CI"), reason="没有 nginx：apt-get install nginx-light"),
]


@pytest.fixture
def proxied(tmp_path: Path) -> Iterator[str]:
    """The address of a page with a password, below a path of nginx."""
    documents = Path(shutil.copytree(ROOT / "seeds", tmp_path / "资料"))
    arguments = ("--root-path", "/yinju", "--auth", f"{USER}:{PASSWORD}")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with serving(tmp_path, documents, *arguments) as server:
        file = tmp_path / "nginx.conf"
        file.write_text(CONFIGURATION.format(folder=tmp_path, port=port, page=server.url), encoding="utf-8")
        assert NGINX
        with subprocess.Popen([NGINX, "-c", str(file), "-g", "daemon off; master_process off;"]) as nginx:
            try:
                yield f"http://127.0.0.1:{port}/yinju/"
            finally:
                nginx.terminate()


def test_below_a_path_of_nginx_all_is_as_it_is_without(browser: Browser, proxied: str, tmp_path: Path) -> None:
    with browser.new_context(locale="zh-CN") as visit:
        page = visit.new_page()
        requested: list[str] = []
        page.on("request", lambda request: requested.append(request.url))
        page.goto(proxied)
        page.locator("input").first.fill(USER)
        page.locator("input[type=password]").fill(PASSWORD)
        page.locator("input[type=password]").press("Enter")
        expect(page.locator("#examples button").first).to_be_visible(timeout=START * 1000)
        ask(page, QUESTION)
        expect(page.locator("#examples")).to_contain_text(words.NEXT, timeout=START * 1000)
        page.locator("#chat a.cite").first.click()
        expect(page.locator("#source mark").first).to_be_visible(timeout=ANSWER * 1000)
        link = page.url
        assert link.startswith(f"{proxied}#source/")
        page.goto("about:blank")
        page.goto(link)
        expect(page.locator("#source mark").first).to_be_visible(timeout=START * 1000)
        page.keyboard.press("Escape")
        page.get_by_role("tab", name=words.TAB_FILES).click()
        (tmp_path / "水库.txt").write_text("青石水库在十月蓄水。", encoding="utf-8")
        page.set_input_files("#upload input[type=file]", tmp_path / "水库.txt")
        expect(page.locator("#catalogue tbody tr", has_text="水库.txt")).to_contain_text(
            words.READ, timeout=START * 1000
        )
        expect(page.locator("#stop")).to_be_hidden(timeout=START * 1000)
        outside = [url for url in requested if not url.startswith((proxied, "data:", "blob:", "about:"))]
        assert outside == []


def test_the_programs_doors_are_there_below_a_path_of_nginx(proxied: str) -> None:
    deadline = time.monotonic() + START
    while httpx.get(f"{proxied}health", timeout=START).status_code != 200 and time.monotonic() < deadline:
        time.sleep(0.5)  # the first documents are still being read
    assert httpx.get(f"{proxied}health", timeout=START).status_code == 200
    greeting = {
        "jsonrpc": "2.0", "id": 1, "method": "initialize",
        "params": {"protocolVersion": "2025-03-26", "capabilities": {}, "clientInfo": {"name": "t", "version": "1"}},
    }  # fmt: skip
    accept = {"Accept": "application/json, text/event-stream"}
    assert httpx.post(f"{proxied}mcp", json=greeting, headers=accept).status_code == 401
    told = httpx.post(f"{proxied}mcp", json=greeting, headers=accept, auth=(USER.encode(), PASSWORD.encode()))
    assert told.status_code == 200
    assert "serverInfo" in told.text
    with httpx.Client(base_url=proxied, timeout=START) as client:
        assert client.post("login", data={"username": USER, "password": PASSWORD}).status_code == 200
        joined = client.post("gradio_api/call/v2/ask", json={"question": QUESTION}).raise_for_status().json()
        assert "4022.25" in client.get(f"gradio_api/call/v2/ask/{joined['event_id']}").text
