from __future__ import annotations

import threading
from pathlib import Path

from index.watching import changes


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
