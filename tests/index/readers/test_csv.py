from __future__ import annotations

import csv

from index.readers import read_bytes


def test_how_long_a_cell_may_be_is_nobody_elses_matter() -> None:
    before = csv.field_size_limit()
    text = read_bytes(f"名称,说明\n水库,{'长' * 200_000}\n".encode(), "表.csv").text
    assert len(text) > 200_000
    assert csv.field_size_limit() == before
