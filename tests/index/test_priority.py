from __future__ import annotations

import threading
import time

import pytest

from index import priority
from index.priority import Priority


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


def test_under_a_stream_of_questions_work_has_a_fifth_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the clock's time: what waits for the last question that never ends, waits as long as it may."""
    now = 100.0
    monkeypatch.setattr("index.priority.time.monotonic", lambda: now)

    def wait_for(_holds: object, seconds: float) -> None:
        nonlocal now
        now += seconds

    asked, worked = Priority(), 0.0
    monkeypatch.setattr(asked._changed, "wait_for", wait_for)
    asked.give_way()
    started = now
    for batch in (0.01, 0.5, 0.02, 1.0):
        now += batch
        worked += batch
        asked.give_way()
    assert worked / (now - started) == pytest.approx(0.2)
    now += 60.0
    before = now
    asked.give_way()
    assert now - before == priority.LONGEST
