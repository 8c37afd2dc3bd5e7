"""``python -m tests.endurance.load --minutes 30``: people at work on one page, and nobody gets a wrong answer.

Clients ask, search, read, upload, remove, change files of the folder, reindex, and hang up in the middle of an answer,
on loopback, for as long as stated.
Each has towns of its own, whose figures it alone changes, so it knows what may be answered at any moment: the figure
that stands there, or, while a change of its own is not through yet, the one before. Every figure belongs to one town
and one moment, so an answer of another's, or an old one, is found out.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from qa.web import words
from tests.endurance.ledger import Ledger, memory_of
from tests.serving.browsing import ROOT, Server, serving
from tests.serving.clients import last_event

CLIENTS = 8
TOWNS = 4
"""Towns of each client that lie in the folder; uploads come on top of them."""
PATIENCE = 120.0
"""Seconds in which a change has to be seen, and a request answered."""
FIRST, SECOND = "清白青金银玉石云", "溪岭桥湾塘坪洲岗"
API = "gradio_api"


class WrongAnswer(AssertionError):
    pass


@dataclass
class Town:
    """A town, the file that tells of it, and what may be answered about it now: figures, or that there is none."""

    name: str
    file: Path
    uploaded: bool = False
    figure: int | None = None
    allowed: set[int | None] = field(default_factory=lambda: {None})

    @property
    def question(self) -> str:
        return f"{self.name}2023年的粮食产量是多少吨？"

    @property
    def text(self) -> str:
        return (
            f"{self.name}概况\n\n2023年，{self.name}的粮食产量是{self.figure}吨。\n\n"
            f"{self.name}的居民说，今年雨水好，水稻和花生都比往年长得好。\n"
        )


class Person(threading.Thread):
    """One client, which does one thing after the other, chosen by its own random numbers."""

    def __init__(self, number: int, server: Server, ledger: Ledger, until: float, seed: int) -> None:
        super().__init__(name=f"client {number}")
        self._server, self._ledger, self._until = server, ledger, until
        self._random = random.Random(seed * 1_000 + number)
        self._http = httpx.Client(base_url=server.url, timeout=PATIENCE)
        self._session = f"load{number}"
        self._events = events(self._http.get("/config").json())
        self._figures = iter(range(10_000 + number, 10**9, CLIENTS))  # nobody else has these
        names = [f"{FIRST[number]}{second}镇" for second in SECOND]
        self._towns = [Town(name, server.documents / f"{name}.txt") for name in names[:TOWNS]]
        self._visitors = [Town(name, server.data / "uploads" / f"{name}.txt", uploaded=True) for name in names[TOWNS:]]

    def run(self) -> None:
        try:
            while time.monotonic() < self._until:
                self._do()
        except (httpx.HTTPError, AssertionError, KeyError, ValueError) as error:
            self._ledger.wrong.append(f"{self.name}: {type(error).__name__}: {error}")
        finally:
            self._http.close()

    def _do(self) -> None:
        choice = self._random.random()
        town = self._random.choice(self._towns + self._visitors)
        if choice < 0.55:
            self.ask(town)
        elif choice < 0.70:
            self.search(town)
        elif choice < 0.77:
            self.read(town)
        elif choice < 0.80:
            self.hang_up(town)
        elif choice < 0.95:
            self.change(town)
        else:
            self.event("reindex", [])

    # Asking

    def ask(self, town: Town) -> None:
        allowed = set(town.allowed)
        outcome = self._ledger.time("ask", lambda: self.call("ask", [town.question, [], []]))
        figures: set[int | None] = {int(figure) for figure in re.findall(r"(\d{5,})吨", outcome["answer"] or "")}
        self._ledger.outcomes[outcome["status"]] += 1
        if len(figures) > 1 or not (figures or {None}) <= allowed:
            raise WrongAnswer(f"{town.question} {outcome['answer']}，应为 {allowed}")
        for citation in outcome["citations"] if figures else ():
            if town.name not in citation["quote"] and citation["number"] == 1:
                raise WrongAnswer(f"{town.question} 引了 {citation['quote']}")

    def search(self, town: Town) -> None:
        allowed = set(town.allowed)
        hits = self._ledger.time("search", lambda: self.call("search", [town.question, 3, []]))["hits"]
        if None not in allowed and not any(town.name in hit["text"] for hit in hits):
            raise WrongAnswer(f"{town.name} 没有找到")

    def read(self, town: Town) -> None:
        found = self.call("search", [town.question, 1, []])["hits"]
        if found and town.name in found[0]["text"]:
            try:
                whole = self._ledger.time("read", lambda: self.call("read_document", [found[0]["document_id"], 0, 0]))
            except ValueError:  # changed or removed meanwhile, which is what the call says
                return
            spans = found[0]["spans"]
            if "".join(whole["text"][start:end] for start, end in spans) != found[0]["text"]:
                raise WrongAnswer(f"{found[0]['text']} 不是原文")

    def hang_up(self, town: Town) -> None:
        """Ask, and be gone before the answer is there."""
        joined = self._http.post(f"/{API}/call/ask", json={"data": [town.question, [], []]}).raise_for_status()
        with self._http.stream("GET", f"/{API}/call/ask/{joined.json()['event_id']}") as told:
            told.raise_for_status()
        self._ledger.outcomes["hung up"] += 1

    # Changing

    def change(self, town: Town) -> None:
        """Add the town, give it another figure, or remove it, and see to it that this is what is answered."""
        gone = town.figure is not None and self._random.random() < 0.4
        before, town.figure = town.figure, None if gone else next(self._figures)
        town.allowed = {before, town.figure}
        if town.uploaded:
            if before is not None:  # another of the name would be kept beside it
                town.allowed.add(None)
                self.remove(town)
            if not gone:
                self.upload(town)
        else:
            if gone:
                town.file.unlink()
            else:
                town.file.write_text(town.text, encoding="utf-8")
            self.event("reindex", [])
        self._ledger.time("change", lambda: self.see(town))
        town.allowed = {town.figure}

    def see(self, town: Town) -> None:
        """Wait until the change is what the library has."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            hits = self.call("search", [town.question, 10, []])["hits"]
            here = {
                figure for hit in hits if town.name in hit["text"] for figure in re.findall(r"(\d{5,})吨", hit["text"])
            }
            if here == ({str(town.figure)} if town.figure else set()):
                return
            time.sleep(0.2)
        raise WrongAnswer(f"{town.name}：{PATIENCE:.0f} 秒后还不是 {town.figure}")

    def upload(self, town: Town) -> None:
        content = {"files": (town.file.name, town.text.encode())}
        (path,) = self._ledger.time("upload", lambda: self._http.post(f"/{API}/upload", files=content)).json()
        sent = {"path": path, "orig_name": town.file.name, "meta": {"_type": "gradio.FileData"}}
        _, refused = self.event("upload", [[sent]])
        if refused:
            raise WrongAnswer(refused)

    def remove(self, town: Town) -> None:
        self.event("offer", [], {"file": str(town.file)})
        self.event("remove", [None])
        if town.file.exists():
            raise WrongAnswer(f"{town.file} 没有移除")

    # How it is said to the server

    def call(self, name: str, arguments: list[Any]) -> dict[str, Any]:
        """:raises ValueError: with the reason, where the call was refused."""
        joined = self._http.post(f"/{API}/call/{name}", json={"data": arguments})
        told = self._http.get(f"/{API}/call/{name}/{joined.raise_for_status().json()['event_id']}")
        event, data = last_event(told.raise_for_status().text)
        if event != "complete":
            raise ValueError(data)
        return dict(data[0])

    def event(self, name: str, data: list[Any], event_data: object = None) -> list[Any]:
        """What a click or an upload on the page does."""
        sent = {"fn_index": self._events[name], "data": data, "event_data": event_data, "session_hash": self._session}
        return list(self._http.post(f"/{API}/run/predict", json=sent).raise_for_status().json()["data"])


def events(config: dict[str, Any]) -> dict[str, int]:
    """The numbers of the page's events that change the library, by what they do."""
    parts = {each["id"]: each["props"] for each in config["components"]}
    wanted = {
        "reindex": ("click", "value", words.REINDEX),
        "remove": ("click", "value", words.CONFIRM),
        "offer": ("click", "elem_id", "catalogue"),
        "upload": ("upload", "elem_id", "upload"),
    }
    found = {}
    for each in config["dependencies"]:
        for part, trigger in each["targets"]:
            for name, (how, key, value) in wanted.items():
                if trigger == how and parts.get(part, {}).get(key) == value:
                    found[name] = each["id"]
    assert found.keys() == wanted.keys(), found
    return found


def run(server: Server, seconds: float, seed: int) -> dict[str, Any]:
    """``Ledger.report`` after so long; clients that met an error have stopped, and say why under ``wrong``."""
    while httpx.get(f"{server.url}/health").status_code != 200:
        time.sleep(0.5)
    ledger, until = Ledger(), time.monotonic() + seconds
    people = [Person(number, server, ledger, until, seed) for number in range(CLIENTS)]
    for person in people:
        person.start()
    while any(person.is_alive() for person in people):
        ledger.memory.append(memory_of(server.process))
        time.sleep(1)
    return ledger.report()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.endurance.load", description=__doc__)
    parser.add_argument("--minutes", type=float, default=3)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        documents = Path(shutil.copytree(ROOT / "seeds", Path(folder, "资料")))
        with serving(Path(folder), documents) as server:
            report = run(server, options.minutes * 60, options.seed)
    print(json.dumps(report, ensure_ascii=False, indent=2))
    return 1 if report["wrong"] else 0


if __name__ == "__main__":
    sys.exit(main())
