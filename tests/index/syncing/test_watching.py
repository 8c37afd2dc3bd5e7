from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from index.syncing.watching import changes


def test_a_new_file_below_the_folder_is_noticed_and_stopping_ends_it(tmp_path: Path) -> None:
    stop, seen = threading.Event(), threading.Event()

    def follow() -> None:
        for _ in changes([tmp_path], stop):
            seen.set()

    follower = threading.Thread(target=follow)
    follower.start()
    try:
        for attempt in range(40):
            (tmp_path / f"{attempt}.txt").write_text("字")
            if seen.wait(0.25):
                break
            if attempt % 10 == 9:  # a pause in which a row of changes can end
                seen.wait(4)
    finally:
        stop.set()
        follower.join(20)
    assert seen.is_set()
    assert not follower.is_alive()


def test_a_folder_that_goes_and_another_in_its_place_are_noticed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.syncing.watching.LOOK", 50)
    monkeypatch.setattr("index.syncing.watching.CALM", 50)
    folder, stop = tmp_path / "documents", threading.Event()
    folder.mkdir()
    noticed = changes([folder], stop)
    next(noticed)
    steps: list[tuple[Callable[[], None], Callable[[], bool]]] = [
        (folder.rmdir, lambda: not folder.exists()),
        (folder.mkdir, folder.exists),
        ((folder / "a.txt").touch, (folder / "a.txt").exists),
    ]
    for act, done in steps:
        threading.Timer(0.2, act).start()
        next(noticed)
        while not done():
            next(noticed)
    stop.set()
    assert next(noticed, None) is None
