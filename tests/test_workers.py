"""What shares a page, a browser or a library is dealt out to one process, whichever is free for all else."""

from __future__ import annotations

import pytest

from tests.tiers import ROOT
from tests.workers import APART, FIRST, TOGETHER, company, rank


@pytest.mark.parametrize(
    ("test", "name"),
    [
        ("tests/serving/test_page.py::test_a_citation_unfolds", "serving"),
        ("tests/quality/test_office_questions.py::test_what_is_shown_as_sure_is_right", "office"),
        ("tests/quality/test_office_dialogues.py::test_greetings_are_no_refusals", "office"),
        ("tests/quality/test_checking.py::test_a_text_over_the_seed", "tests/quality/test_checking.py"),
        ("tests/index/test_library.py::test_it[embedded-a::b]", "tests/index/test_library.py"),
        ("tests/test_patterns.py::test_it[a]", "tests/test_patterns.py::test_it[a]"),
    ],
)
def test_what_shares_stays_together(test: str, name: str) -> None:
    assert company(test) == name


def test_the_longest_come_first_and_those_apart_last() -> None:
    places = [
        "tests/bench/a.py",
        "tests/quality/a.py",
        "tests/test_patterns.py",
        "tests/serving/a.py",
        "tests/yinju/a.py",
    ]
    tests = [f"{place}::test_it" for place in places]
    assert sorted(tests, key=rank) == [tests[number] for number in (3, 1, 0, 4, 2)]


def test_the_places_that_are_named_are_there() -> None:
    assert [place for place in (*TOGETHER, *FIRST, APART) if not list(ROOT.glob(f"{place}*"))] == []
