"""The pictures of the measurements: what they show is what the tables say."""

from __future__ import annotations

from pathlib import Path

import pytest

from bench.plots import README, growth, numbers, series, table, ways

TEXT = """# Measurements

## Other

| | ratio |
|---|--:|
| one | 3 |

## Scale

Some words.

| | 10 | 1,000 | 100,000 |
|---|--:|--:|--:|
| built in, s | 1.5 (`sync`) | 90 |  |
| a search, p50 / p95, ms | 2 / 3.5 | 20 / 30 | 1,200 / 1,300 |

| | another |
|---|--:|
| built in, s | 7 |
"""


def test_the_first_table_of_a_section_is_read() -> None:
    rows = table(TEXT, "Scale")
    assert [row[0] for row in rows] == ["", "built in, s", "a search, p50 / p95, ms"]
    assert numbers(rows[2][3]) == [1200, 1300]


def test_a_row_gives_the_sizes_at_which_it_was_measured() -> None:
    rows = table(TEXT, "Scale")
    assert series(rows, "built in") == ([10, 1000], [1.5, 90])
    assert series(rows, "a search", 1) == ([10, 1000, 100_000], [3.5, 30, 1300])


def test_no_table_is_no_picture() -> None:
    with pytest.raises(ValueError, match="Nothing"):
        table(TEXT, "Nothing")


@pytest.mark.slow
def test_the_tables_of_the_project_are_drawn(tmp_path: Path) -> None:
    text = README.read_text(encoding="utf-8")
    for path in (growth(table(text, "Scale"), tmp_path / "a.png"), ways(table(text, "Encoding"), tmp_path / "b.png")):
        assert path.read_bytes().startswith(b"\x89PNG")
