"""In a process of its own, for what Gradio leaves open."""

from __future__ import annotations

import json
import platform
import subprocess
import sys

import pytest

from tests.serving.browsing import ROOT, START

CALLED = """
import json
import gradio as gr
from fastapi import FastAPI
from fastapi.testclient import TestClient
from qa.web.gradio import bounds

bounds.SESSIONS = 5

def ask(text: str) -> str:
    return text

with gr.Blocks() as shown:
    shown.queue()
    gr.api(ask)
bounds.bound(shown)
with TestClient(gr.mount_gradio_app(FastAPI(), shown, path="/")) as client:
    for number in range(12):
        event = client.post("/gradio_api/call/ask", json={"data": [str(number)]}).json()["event_id"]
        assert f'["{number}"]' in client.get(f"/gradio_api/call/ask/{event}").text
line = shown._queue
kept = [shown.state_holder.session_data, line.pending_event_ids_session, line.event_analytics, line.event_ids_to_events]
print(json.dumps([[len(each) for each in kept], line.cached_event_analytics_summary]))
"""


def test_calls_leave_no_more_behind_than_stated() -> None:
    done = subprocess.run([sys.executable, "-c", CALLED], cwd=ROOT, capture_output=True, timeout=START)
    assert done.returncode == 0, done.stderr.decode()
    (sessions, pending, analytics, events), summary = json.loads(done.stdout)
    assert (sessions, events) == (5, 0)
    assert pending <= 5
    assert analytics <= 1
    assert summary == {"functions": {}}


ARENAS = """
import ctypes, sys, threading
from qa.web.gradio import bounds

bounds.share_memory()
libc = ctypes.CDLL(None)
libc.malloc.restype = libc.fopen.restype = ctypes.c_void_p
together = threading.Barrier(16)

def take() -> None:
    for _ in range(50):
        together.wait()
        libc.malloc(ctypes.c_size_t(100_000))

threads = [threading.Thread(target=take) for _ in range(16)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
out = libc.fopen(b"/dev/stdout", b"w")
libc.malloc_info(0, ctypes.c_void_p(out))
libc.fclose(ctypes.c_void_p(out))
"""


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="no arenas")
def test_threads_share_the_memory_of_the_c_library() -> None:
    done = subprocess.run([sys.executable, "-c", ARENAS], cwd=ROOT, capture_output=True, timeout=START, check=True)
    assert 1 <= done.stdout.count(b"<heap nr=") <= 2
