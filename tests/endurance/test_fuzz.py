"""The first cases of each area of ``python -m tests.endurance.fuzz``, which goes on from there."""

from __future__ import annotations

import pytest

from index.text.tokens import Tokenizer
from qa.assistant import Assistant
from tests.endurance.fuzz import Tally, chance_of, run, tried
from tests.hostility import areas
from tests.hostility.areas import Broken, check_cover, check_question
from tests.hostility.mutations import odd_text

SEED = 20


def test_files_changed_at_random_are_read_or_refused_and_none_hangs_or_crashes() -> None:
    tally = Tally()
    run("readers", SEED, tally, most=250)
    assert tally.findings == {}
    assert min(tally.outcomes["read"], tally.outcomes["refused"]) > 50


@pytest.mark.parametrize(("area", "count"), [("layout", 25), ("rendering", 60)])
def test_the_laws_hold_for_texts_changed_at_random(
    area: str, count: int, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(areas, "tokenizer", lambda: tokenizer)
    outcomes = [tried(area, SEED, number) for number in range(count)]
    assert [outcome for outcome in outcomes if outcome.startswith("!")] == []
    assert {"layout": "read", "rendering": "shown"}[area] in outcomes


def test_any_question_is_answered_with_quotes_or_refused(assistant: Assistant) -> None:
    came_of_it = set()
    for number in range(12):
        chance = chance_of("question", SEED, number)
        question = odd_text(chance, chance.choice((6, 12, 30)))
        came_of_it.add(check_question(assistant, question[:600], [odd_text(chance, 20)] * (number % 3)))
    assert came_of_it >= {"unanswered", "no question"}


def test_what_breaks_a_law_is_a_finding(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Broken, match="in one block"):
        check_cover("文字", ())
    monkeypatch.setitem(areas.AREAS, "layout", lambda chance: str(1 / 0))
    assert tried("layout", 0, 0).startswith("!ZeroDivisionError: division by zero at test_fuzz.py:")
