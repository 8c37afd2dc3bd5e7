"""What each patch is for, seen with the installed versions; in a process of its own, as Gradio leaves things open.

Connections, for which a server is needed, are in ``serving/test_server.py``; what the page's scripts change in the
browser is in ``tests/serving``.
"""

from __future__ import annotations

import json
import subprocess
import sys
from types import SimpleNamespace
from typing import Any

import pytest

from qa.web import patches, words
from tests.serving.browsing import ROOT, START

CALLED = """
import asyncio, json
import gradio as gr
from fastapi import FastAPI
from fastapi.testclient import TestClient
from gradio import processing_utils
from qa.web import patches

patches.SESSIONS = 5
patches.take_uploads_only()
patches.style_at_once("p { margin: 0 } {{ x }}")

def ask(text: str) -> str:
    return text

with gr.Blocks() as shown:
    shown.queue()
    gr.api(ask)

async def full(**call):
    return False, "Queue is full", "queue_full"

line = shown._queue
push, line.push = line.push, full
patches.bound(shown)
busy = asyncio.run(line.push())
line.push = push
patches.bound(shown)
web = gr.mount_gradio_app(FastAPI(), shown, path="/")
patches.count_as_launched(shown)

def called(client, said):
    event = client.post("/gradio_api/call/ask", json={"data": [said]}).json()["event_id"]
    return client.get(f"/gradio_api/call/ask/{event}").text

def file(path):
    return {"path": path, "meta": {"_type": "gradio.FileData"}}

with TestClient(web) as client:
    page = client.get("/").text
    for number in range(12):
        assert f'["{number}"]' in called(client, str(number))
    refused = [called(client, file(path)) for path in ("http://192.0.2.1/x.png", __import__("os").__file__)]
kept = [shown.state_holder.session_data, line.pending_event_ids_session, line.event_analytics, line.event_ids_to_events]
made = {"kept": [len(each) for each in kept], "summary": line.cached_event_analytics_summary}
made |= {"busy": busy, "page": page, "refused": refused, "waiting": patches.waiting(shown)}
print(json.dumps(made))
"""


@pytest.fixture(scope="module")
def seen() -> dict[str, Any]:
    """What was seen of a page with all patches that was called a dozen times."""
    done = subprocess.run([sys.executable, "-c", CALLED], cwd=ROOT, capture_output=True, timeout=START)
    assert done.returncode == 0, done.stderr.decode()
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def test_calls_leave_no_more_behind_than_stated(seen: dict[str, Any]) -> None:
    sessions, pending, analytics, events = seen["kept"]
    assert (sessions, events) == (5, 0)
    assert pending <= 5
    assert analytics <= 1
    assert seen["summary"] == {"functions": {}}


def test_who_finds_the_line_full_is_told_in_words(seen: dict[str, Any]) -> None:
    assert seen["busy"] == [False, words.PAGE_SAYS["busy"], "queue_full"]
    assert seen["waiting"] == 0


def test_the_page_brings_a_sheet_before_all_else(seen: dict[str, Any]) -> None:
    assert seen["page"].split("<head>")[1].startswith("<style>p { margin: 0 } {{ x }}</style>")


def test_a_file_elsewhere_or_of_this_machine_is_not_taken(seen: dict[str, Any]) -> None:
    for told in seen["refused"]:
        assert json.loads(told.split("data: ")[1].split("\n")[0])["error"] == words.NOTHING_FETCHED


def test_a_part_that_is_gone_stops_the_program_with_a_message() -> None:
    owner = SimpleNamespace(there=1)
    assert patches.replaced(owner, "there", 2) == 1
    with pytest.raises(patches.PartMissing, match=r"gradio \d.*SimpleNamespace\.gone") as raised:
        patches.replaced(owner, "gone", 2)
    assert "constraints.txt" in raised.value.remedy
    assert vars(owner) == {"there": 2}
