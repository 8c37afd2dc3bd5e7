"""A server that is killed, hangs, or closes connections, and writers that are killed: nothing is lost or hangs."""

from __future__ import annotations

import os
import random
import shutil
import signal
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from gradio_client.exceptions import AppError

import index.storage.server.connection
import index.storage.server.searched
from index.errors import LibraryBusy, LibraryUnreachable
from index.library import Library
from index.storage.server.address import Address
from index.storage.server.searched import Candidate, Searched
from index.storage.server.store import SharedStore
from tests.endurance.shared_crashes import Place, kill_clients, kill_one_of_two, kill_servers
from tests.endurance.toiling import open_there
from tests.seekdb import Seekdb, database, running
from tests.serving.browsing import ROOT, serving
from tests.serving.clients import ANSWER, QUESTION, ask_when_ready, connect

pytestmark = pytest.mark.usefixtures("shared_tokenizer")
UNREACHABLE = "连不上资料库服务器 .*，或者它没有回答。请检查服务器"
TOLD = 15.0
"""Seconds within which a question ends where the server is gone."""


@pytest.fixture(scope="module")
def frail(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seekdb]:
    """A server for these tests only."""
    with running(tmp_path_factory.mktemp("frail")) as server:
        yield server


@pytest.fixture
def place(frail: Seekdb, tmp_path: Path) -> Iterator[Place]:
    """Of this server; it runs again after the test."""
    seed = random.randrange(1_000_000)
    print(f"seed {seed}")
    with database(frail, tmp_path.name) as name:
        try:
            yield Place(frail, frail.url(name), tmp_path, random.Random(seed))
        finally:
            if not frail.runs:
                frail.start()


@pytest.fixture
def library(place: Place, documents: Path) -> Iterator[Library]:
    """With one document."""
    (documents / "a.txt").write_text("江门市发展改革局。", encoding="utf-8")
    with open_there(place.url, place.new("data"), []) as library:
        library.sync([documents])
        yield library


def found(library: Library) -> list[str]:
    return [hit.passage.text for hit in library.search("江门发展", 3)]


def close_all(place: Place) -> int:
    """Have the server close all connections to the database; how many there were."""
    name = Address.parse(place.url).database
    ids = [row[0] for row in place.server.execute("SHOW PROCESSLIST") if row[3] == name]
    for identity in ids:
        place.server.execute(f"KILL {identity}")
    return len(ids)


def test_writers_killed_at_random_instants_lose_nothing_and_go_on(place: Place) -> None:
    assert kill_clients(place, 3)["done"]


def test_a_server_killed_at_random_instants_loses_nothing_and_the_writer_goes_on(place: Place) -> None:
    assert kill_servers(place, 2)["done"]


def test_where_one_of_two_writers_is_killed_the_other_goes_on(place: Place) -> None:
    assert kill_one_of_two(place, 1)["syncs"]


def test_a_question_waits_for_a_server_that_starts_anew(
    place: Place, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.storage.server.connection, "WAITS", (0.0, *[0.5] * 120))
    monkeypatch.setattr(index.storage.server.connection, "GIVING_UP", 60.0)
    place.server.kill()
    with ThreadPoolExecutor(1) as pool:
        started = pool.submit(place.server.start)
        assert found(library) == ["江门市发展改革局。"]
        started.result()


def test_where_the_server_is_gone_a_question_says_so_and_the_next_one_is_answered(
    place: Place, library: Library, documents: Path
) -> None:
    place.server.kill()
    begun = time.monotonic()
    with pytest.raises(LibraryUnreachable, match=UNREACHABLE):
        found(library)
    assert time.monotonic() - begun < TOLD
    place.server.start()
    assert found(library) == ["江门市发展改革局。"]
    (documents / "b.txt").write_text("江门发展。", encoding="utf-8")
    assert len(library.sync([documents]).added) == 1


def test_connections_that_the_server_closed_are_made_anew(place: Place, library: Library, documents: Path) -> None:
    assert found(library)
    assert close_all(place) >= 2
    assert found(library)
    close_all(place)
    (documents / "b.txt").write_text("江门发展。", encoding="utf-8")
    assert len(library.sync([documents]).added) == 1
    assert library.verify() == []


def test_a_connection_lost_in_a_change_leaves_nothing_of_it(
    place: Place, library: Library, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = SharedStore.record

    def lose(store: SharedStore, ids: list[str]) -> None:
        record(store, ids)
        close_all(place)

    (documents / "a.txt").write_text("江门的新内容。", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(SharedStore, "record", lose)
        with pytest.raises(LibraryUnreachable, match=UNREACHABLE):
            library.sync([documents])
    assert found(library) == ["江门市发展改革局。"]
    assert library.verify() == []
    assert len(library.sync([documents]).changed) == 1
    assert found(library) == ["江门的新内容。"]


def test_a_server_that_hangs_is_waited_for_a_while_only(
    place: Place, documents: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.storage.server.connection, "ANSWERING", 3)
    monkeypatch.setattr(index.storage.server.connection, "GIVING_UP", 1.0)
    (documents / "a.txt").write_text("江门市发展改革局。", encoding="utf-8")
    server = place.server.process.pid
    with open_there(place.url, place.new("data"), []) as library:
        library.sync([documents])
        found(library)
        try:
            os.kill(server, signal.SIGSTOP)
            os.waitpid(server, os.WUNTRACED)  # until it has stopped
            begun = time.monotonic()
            with pytest.raises(LibraryUnreachable, match=UNREACHABLE):
                found(library)
            with pytest.raises(LibraryUnreachable, match=UNREACHABLE):
                open_there(place.url, place.new("data"), [])
            assert time.monotonic() - begun < TOLD
            threading.Timer(1, os.kill, (server, signal.SIGCONT)).start()
            assert found(library) == ["江门市发展改革局。"]
        finally:
            os.kill(server, signal.SIGCONT)


def test_a_search_waits_until_a_server_that_began_anew_has_read_all_vectors(
    place: Place, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    nearest, unread = Searched._nearest, [0]

    def slow(searched: Searched, *asked: Any) -> list[str]:  # noqa: ANN401
        if not unread[0]:
            return nearest(searched, *asked)
        unread[0] -= 1
        searched._server.rows("SELECT SLEEP(3)")
        return []

    monkeypatch.setattr(index.storage.server.connection, "ANSWERING", 2)
    monkeypatch.setattr(index.storage.server.connection, "GIVING_UP", 1.0)
    monkeypatch.setattr(Searched, "_nearest", slow)
    with open_there(place.url, place.new("data"), []) as other:
        unread[0] = 2
        assert found(other) == ["江门市发展改革局。"]
        assert not unread[0]
        assert close_all(place)
        unread[0] = 2
        assert found(other) == ["江门市发展改革局。"]
        assert not unread[0]
        close_all(place)
        unread[0] = 100
        monkeypatch.setattr(index.storage.server.searched, "LOADING", 0)
        monkeypatch.setattr(index.storage.server.searched, "PROBES", 2)
        with pytest.raises(LibraryBusy, match="正在把向量读回内存，请过几分钟再问"):
            found(other)


def test_a_search_whose_connection_is_lost_within_is_made_again_once_the_server_is_ready(
    place: Place, library: Library, monkeypatch: pytest.MonkeyPatch
) -> None:
    candidates = Searched.candidates
    happens = iter(["lost", "unread", "unread"])

    def lose(searched: Searched, ids: list[str]) -> dict[str, Candidate]:
        match next(happens, "read"):
            case "lost":
                close_all(place)
            case "unread":
                return {}
        return candidates(searched, ids)

    assert found(library)
    monkeypatch.setattr(Searched, "candidates", lose)
    assert found(library) == ["江门市发展改革局。"]
    assert next(happens, None) is None


def test_the_page_says_so_and_answers_again_when_the_server_is_back(place: Place, tmp_path: Path) -> None:
    documents = Path(shutil.copytree(ROOT / "seeds", tmp_path / "资料"))
    with serving(tmp_path, documents, "--library", place.url) as server, closing(connect(server)) as client:
        assert ANSWER in str(ask_when_ready(client))
        place.server.kill()
        with pytest.raises(AppError, match=UNREACHABLE):
            client.predict(QUESTION, api_name="/ask")
        place.server.start()
        assert ANSWER in str(client.predict(QUESTION, api_name="/ask"))
