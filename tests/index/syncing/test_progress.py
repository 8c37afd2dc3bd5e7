from __future__ import annotations

import pytest

from index.syncing.ingest import ENCODING, READING
from index.syncing.progress import Pace, describe_pace


class Clock:
    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


def test_rate_and_time_left_follow_what_is_done() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.note(READING, 0, 4)
    pace.note(ENCODING, 0, 40)
    clock.now += 10
    pace.note(ENCODING, 20, 40)
    assert pace.rate == pytest.approx(2.0)
    assert pace.share == pytest.approx(1 / 8)
    assert pace.left == pytest.approx(70.0)
    assert describe_pace(ENCODING, 20, 40, pace) == "计算向量 20/40，2.0 段/秒，约剩 1 分 10 秒"


def test_there_is_some_time_left_as_long_as_something_is_done() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.note(READING, 0, 2)
    clock.now += 10
    pace.note(READING, 2, 2)
    assert describe_pace(READING, 2, 2, pace).endswith("约剩 1 秒")


def test_the_time_left_is_never_less_than_the_file_at_hand_needs() -> None:
    clock = Clock()
    pace = Pace(clock)
    pace.note(READING, 9, 10)
    pace.note(ENCODING, 0, 250)
    clock.now += 4
    pace.note(ENCODING, 40, 250)
    assert pace.left == pytest.approx(21.0)


def test_passages_of_one_file_after_the_other_are_added_up() -> None:
    clock = Clock()
    pace = Pace(clock)
    for file in range(2):
        pace.note(READING, file, 2)
        for done in (0, 5, 10):
            pace.note(ENCODING, done, 10)
            clock.now += 1
    assert pace.rate == pytest.approx(20 / 6)
    pace.note(READING, 2, 2)
    assert pace.share == 1.0
    assert pace.left == pytest.approx(0)


def test_nothing_is_said_before_it_can_be_told() -> None:
    pace = Pace(Clock())
    assert (pace.rate, pace.left, pace.share) == (None, None, 0.0)
    pace.note(READING, 1, 2)
    assert describe_pace(READING, 1, 2, pace) == "读取文件 1/2"
