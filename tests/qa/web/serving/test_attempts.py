from __future__ import annotations

from qa.web.serving.attempts import ADDRESSES, FAILURES, WITHIN, Attempts


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_after_so_many_failures_an_address_waits_and_others_do_not() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(FAILURES):
        assert attempts.begin("1.2.3.4") == 0.0
        clock.now += 1
    assert attempts.begin("1.2.3.4") == WITHIN - FAILURES
    assert attempts.begin("5.6.7.8") == 0.0
    clock.now = WITHIN
    assert attempts.begin("1.2.3.4") == 0.0
    assert attempts.begin("1.2.3.4") == 1.0


def test_waiting_is_not_made_longer_by_trying() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    for _ in range(FAILURES + 50):
        attempts.begin("1.2.3.4")
    clock.now = WITHIN
    assert attempts.begin("1.2.3.4") == 0.0


def test_success_forgives() -> None:
    attempts = Attempts(Clock())
    for _ in range(FAILURES):
        attempts.begin("1.2.3.4")
    attempts.succeeded("1.2.3.4")
    assert attempts.begin("1.2.3.4") == 0.0


def test_no_more_addresses_are_remembered_than_stated() -> None:
    attempts = Attempts(Clock())
    for number in range(ADDRESSES + 500):
        attempts.begin(str(number))
    assert len(attempts._failed) == ADDRESSES
