from __future__ import annotations

import threading
import time

import pytest

from index.syncing import priority
from index.syncing.priority import Priority


def test_work_waits_for_a_question_of_another_thread_and_not_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(priority, "LONGEST", 0.2)
    asked, waited = Priority(), []

    def work() -> None:
        started = time.monotonic()
        asked.give_way()
        waited.append(time.monotonic() - started)

    with asked.question():
        thread = threading.Thread(target=work)
        thread.start()
        thread.join(5)
    work()
    assert 0.2 <= waited[0] < 5
    assert waited[1] < 0.2


def test_a_question_does_not_wait_for_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(priority, "LONGEST", 60.0)
    asked = Priority()
    started = time.monotonic()
    with asked.question():
        with asked.question():
            asked.give_way()
        asked.give_way()
    asked.give_way()
    assert time.monotonic() - started < 30


class Clock:
    """Time that passes only when somebody works or waits, and a question that never ends."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.now, self.worked = 100.0, 0.0
        self.waits: list[float] = []
        self.priority = Priority()
        monkeypatch.setattr("index.syncing.priority.time.monotonic", lambda: self.now)
        monkeypatch.setattr(self.priority._changed, "wait_for", self.wait_for)
        self.priority.give_way()
        self.priority._questions = 1

    def wait_for(self, _holds: object, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    def work(self, seconds: float) -> None:
        self.now += seconds
        self.worked += seconds


def test_under_a_stream_of_questions_work_has_a_fifth_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = Clock(monkeypatch)
    for batch in (0.01, 0.5, 0.02, 1.0):
        clock.work(batch)
        clock.priority.give_way()
    assert clock.worked / (clock.now - 100.0) == pytest.approx(0.2)
    clock.work(60.0)
    clock.priority.give_way()
    assert clock.waits[-1] == priority.LONGEST


def test_who_waited_long_for_the_lock_works_on_for_as_long_and_no_longer_than_stated(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock(monkeypatch)

    class Lock:
        """One that others take while it is not held, for a minute."""

        def release(self) -> None:
            pass

        def acquire(self) -> None:
            clock.now += 60.0

    clock.work(0.01)
    clock.priority.give_way(Lock())  # type: ignore[arg-type]
    given = len(clock.waits)
    for _ in range(49):
        clock.work(0.01)
        clock.priority.give_way(Lock())  # type: ignore[arg-type]
    assert len(clock.waits) == given
    for _ in range(2):
        clock.work(0.01)
        clock.priority.give_way(Lock())  # type: ignore[arg-type]
    assert len(clock.waits) == given + 1


def test_work_that_begins_under_a_stream_of_questions_does_not_wait_as_if_it_had_worked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    clock = Clock(monkeypatch)

    def begin() -> None:
        for _ in range(10):
            clock.priority.give_way()

    thread = threading.Thread(target=begin)
    thread.start()
    thread.join(5)
    assert sum(clock.waits) == pytest.approx(priority.SHARE * priority.BEGUN)
