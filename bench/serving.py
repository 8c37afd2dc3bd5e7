"""``python -m bench.serving SET.json``: one client after the other, and many at once, of the page's own server.

Clients ask over HTTP, each the next as soon as it has its answer. Percentiles in seconds, questions a second, how many
were answered (not refused), and the memory of the server, for each number of clients. The paragraphs are indexed first:
encoding gives way to questions and would go on for hours beside them.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx

from bench.machine import conditions, measure
from bench.others import prepare
from bench.peers.task import QUESTIONS, TEXTS
from tests.endurance.ledger import memory_of, percentile
from tests.serving.browsing import serving
from tests.serving.clients import last_event

PATIENCE = 3600.0
"""Seconds for an answer: long, so that a run can be stopped for a while and go on."""
WARM = 10
"""Questions asked before it counts."""


def ask(http: httpx.Client, question: str) -> str:
    """The outcome's status."""
    joined = http.post("/gradio_api/call/ask", json={"data": [question, [], []]}).raise_for_status().json()
    event, data = last_event(http.get(f"/gradio_api/call/ask/{joined['event_id']}").raise_for_status().text)
    if event != "complete":
        raise ValueError(data)
    return str(data[0]["status"])


def load(http: httpx.Client, questions: Sequence[str], clients: int) -> dict[str, Any]:
    """All questions by so many clients at once."""
    seconds: list[float] = []
    statuses: list[str] = []

    def one(question: str) -> None:
        seconds.append(measure(lambda: statuses.append(ask(http, question))))

    with ThreadPoolExecutor(clients) as pool:
        whole = measure(lambda: list(pool.map(one, questions)))
    figures = {f"p{p} s": round(percentile(seconds, p), 3) for p in (50, 95, 99)}
    asked = {"clients": clients, "questions": len(questions), "answered": statuses.count("answered")}
    return {**asked, **figures, "questions/s": round(len(questions) / whole, 2)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("set", type=Path, help="SQuAD-like JSON file")
    parser.add_argument("--paragraphs", type=int, default=100)
    parser.add_argument("--questions", type=int, default=150)
    parser.add_argument("--clients", type=int, nargs="+", default=[1, 16, 1, 16])
    given = parser.parse_args()
    print(json.dumps(conditions(), ensure_ascii=False))
    with TemporaryDirectory() as folder:
        prepare(Path(folder, "task"), given.set, given.paragraphs, given.questions)
        texts, data = Path(folder, "task", TEXTS), Path(folder, "data")
        command = [sys.executable, "-m", "index", "sync", str(texts), "--data", str(data)]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        questions = [text for text, _ in json.loads(Path(folder, "task", QUESTIONS).read_text(encoding="utf-8"))]
        with (
            serving(Path(folder), texts) as server,
            httpx.Client(base_url=server.url, timeout=PATIENCE, limits=httpx.Limits(max_connections=64)) as http,
        ):
            while http.get("/health").status_code != httpx.codes.OK:
                time.sleep(1)
            load(http, questions[:WARM], 1)
            for clients in given.clients:
                row = load(http, questions, clients) | {"memory MB": memory_of(server.process) // 1_000_000}
                print(json.dumps(row, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()
