from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import pytest

from index.text.places import clock, describe, places_of
from index.types import Place, PlaceKind, Span

PAGES = [Place(0, PlaceKind.PAGE, 1), Place(100, PlaceKind.PAGE, 2), Place(200, PlaceKind.PAGE, 5)]


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ([Span(0, 100)], "第 1 页"),
        ([Span(99, 101)], "第 1–2 页"),
        ([Span(10, 20), Span(210, 220)], "第 1–5 页"),
        ([Span(200, 900)], "第 5 页"),
    ],
)
def test_spans_stand_on_the_pages_they_run_through(spans: list[Span], said: str) -> None:
    assert describe(places_of(PAGES, spans)) == said


def test_a_text_without_places_stands_nowhere() -> None:
    assert places_of([], [Span(0, 5)]) == []
    assert describe([]) == ""


def test_rows_name_their_sheet_and_times_are_clocks() -> None:
    assert describe([Place(0, PlaceKind.ROW, 3, "收支"), Place(9, PlaceKind.ROW, 4, "收支")]) == "工作表“收支”第 3–4 行"
    assert describe([Place(0, PlaceKind.ROW, 3)]) == "第 3 行"
    assert describe([Place(0, PlaceKind.SLIDE, 2)]) == "第 2 张幻灯片"
    assert clock(3725) == "01:02:05"


@pytest.mark.parametrize("make", [lambda: Place(-1, PlaceKind.PAGE, 1), lambda: Place(0, PlaceKind.PAGE, 0)])
def test_a_place_cannot_be_built_wrong(make: object) -> None:
    with pytest.raises(ValueError, match="not a place"):
        make()  # type: ignore[operator]


class Counted(Sequence[Place]):
    """Places that count how often one of them is looked at."""

    def __init__(self, places: Sequence[Place]) -> None:
        self._places = places
        self.looks = 0

    @overload
    def __getitem__(self, at: int) -> Place: ...

    @overload
    def __getitem__(self, at: slice) -> Sequence[Place]: ...

    def __getitem__(self, at: int | slice) -> Place | Sequence[Place]:
        self.looks += 1
        return self._places[at]

    def __len__(self) -> int:
        return len(self._places)


def test_of_thousands_of_rows_only_some_are_looked_at_for_each() -> None:
    rows = Counted([Place(10 * number, PlaceKind.ROW, number + 1) for number in range(20_000)])
    assert [place.number for place in places_of(rows, [Span(150_005, 150_025)])] == [15_001, 15_002, 15_003]
    assert rows.looks < 50
