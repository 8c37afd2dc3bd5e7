"""The app killed while files are uploaded: a restart finds each of them whole or not at all."""

from __future__ import annotations

import contextlib
import random
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from index.settings import Settings
from qa.web.uploads import Uploads
from tests.endurance.crashes import PATIENCE, ROOT, STEADY, STEADY_TEXT, verify
from tests.serving.browsing import START, await_address
from tests.weights import lend

BYTES = 15_000_000


def kill_uploads(root: Path, kills: int, seed: int) -> dict[str, object]:
    """So many kills of ``python app.py`` while a large file and a small one are uploaded; the figures of it."""
    chance = random.Random(seed)
    documents, data = root / "documents", root / "data"
    documents.mkdir()
    (documents / STEADY).write_text(STEADY_TEXT, encoding="utf-8")
    lend(data)
    sent: dict[str, bytes] = {}
    span, arrived, left = 0.0, 0, 0
    for number in range(kills + 1):
        files = {f"{number}.pdf": b"%PDF-" + chance.randbytes(BYTES), f"{number}.txt": f"第{number}份。\n".encode()}
        sent |= files
        with running(root, documents, data) as (process, url):
            started = time.monotonic()
            uploading = threading.Thread(target=upload, args=(url, files))
            uploading.start()
            if number == 0:  # how long it takes
                await_files(data, files)
                span = 1.5 * (time.monotonic() - started)
            else:
                threading.Event().wait(chance.uniform(0, span))
            process.kill()
            uploading.join(PATIENCE)
        verify(data)
        arrived += sum((data / "uploads" / name).exists() for name in files)
        left += sum(path.name.startswith(".") for path in (data / "uploads").iterdir())
        check(data, sent)
    with running(root, documents, data) as (process, _):
        process.send_signal(signal.SIGINT)
        assert process.wait(PATIENCE) == 0
    Uploads(Settings(data=data)).tidy(older=0)  # as an open page does later
    assert [path.name for path in (data / "uploads").iterdir() if path.name.startswith(".")] == []
    verify(data)
    check(data, sent)
    return {"killed": kills, "files that arrived": f"{arrived} of {len(sent)}", "leftovers seen": left}


def check(data: Path, sent: dict[str, bytes]) -> None:
    """Each upload is what was sent, whole."""
    for path in (data / "uploads").iterdir():
        assert path.name.startswith(".") or path.read_bytes() == sent[path.name], path.name


@contextmanager
def running(root: Path, documents: Path, data: Path) -> Iterator[tuple[subprocess.Popen[bytes], str]]:
    """The app, and its address."""
    log = root / "log.txt"
    where = ["--port", "0", "--data", str(data), "--documents", str(documents)]
    with log.open("w") as output:
        process = subprocess.Popen([sys.executable, "app.py", *where], cwd=ROOT, stdout=output, stderr=output)
        try:
            yield process, await_address(process, log)
        finally:
            process.kill()
            process.wait(PATIENCE)


def upload(url: str, files: dict[str, bytes]) -> None:
    """What the page does with files that are dropped on it, until the app is gone."""
    with contextlib.suppress(httpx.HTTPError), httpx.Client(base_url=url, timeout=START) as client:
        events = client.get("/config").json()["dependencies"]
        (event,) = [each["id"] for each in events if any(name == "upload" for _, name in each["targets"])]
        parts = [("files", (name, content)) for name, content in files.items()]
        paths = client.post("/gradio_api/upload", files=parts).raise_for_status().json()
        brought = [{"path": path, "meta": {"_type": "gradio.FileData"}} for path in paths]
        asked = {"data": [brought], "fn_index": event, "session_hash": "crash"}
        client.post("/gradio_api/queue/join", json=asked).raise_for_status()


def await_files(data: Path, files: dict[str, bytes]) -> None:
    deadline = time.monotonic() + START
    while not all((data / "uploads" / name).exists() for name in files):
        assert time.monotonic() < deadline, "the files did not arrive"
        threading.Event().wait(0.05)
