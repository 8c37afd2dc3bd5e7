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
