"""The bench of reading: what it counts is so, and a small part of it is read as well as ever."""

from __future__ import annotations

import argparse
from collections.abc import Sequence

import pytest

from bench.reading.__main__ import measure, written
from bench.reading.content import Heading, Made, Record, Text, plain_table
from bench.reading.scoring import Score, score
from bench.reading.shapes import make
from index.text.tokens import Tokenizer
from index.types import Block, BlockKind, Span

TABLE = plain_table(("地区", "数量"), [("云溪", "12"), ("石桥", "34")])
MADE = Made("sample", (Heading("水务通报", 1), Text("今年完成两处。明年再做三处。"), TABLE, Record("张三：88")))
READ = [
    (BlockKind.HEADING, "水务通报"),
    (BlockKind.PARAGRAPH, "今年完成两处。明年再做三处。"),
    (BlockKind.ROW, "地区：云溪；数量：12"),
    (BlockKind.ROW, "地区：石桥；数量：34"),
    (BlockKind.PARAGRAPH, "张三：88"),
]


def scored(read: Sequence[tuple[BlockKind, str]]) -> dict[str, float | None]:
    text = "\n".join(said for _, said in read)
    blocks, start = [], 0
    for kind, said in read:
        blocks.append(Block(kind, (Span(start, start + len(said)),), int(kind is BlockKind.HEADING)))
        start += len(said) + 1
    return score(MADE, text, blocks).figures()


def test_what_is_read_as_it_was_made_has_full_marks() -> None:
    assert scored(READ) == {"kept": 1.0, "invented": 0.0, "order": 1.0, "headings": 1.0, "cells": 1.0}


def test_characters_that_are_missing_or_new_are_counted() -> None:
    kept = scored([*READ[:1], (BlockKind.PARAGRAPH, "今年完成两处。明年再做甲乙丙三处"), *READ[2:]])
    assert kept["kept"] is not None
    assert kept["invented"] is not None
    assert kept["kept"] < 1
    assert kept["invented"] > 0


def test_what_stands_elsewhere_is_out_of_order() -> None:
    order = scored([READ[0], *READ[2:4], READ[1], READ[4]])["order"]
    assert order is not None
    assert order < 1


def test_a_cell_counts_only_under_its_own_name() -> None:
    assert scored([*READ[:3], (BlockKind.ROW, "地区：石桥；人口：34"), READ[4]])["cells"] == 0.8


def test_records_run_together_are_not_read() -> None:
    assert scored([*READ[:3], (BlockKind.ROW, "地区：石桥；数量：34 张三：88")])["cells"] == 0.6667


def test_documents_are_the_same_every_time() -> None:
    assert list(make(["notice", "tender"], 2)) == list(make(["notice", "tender"], 2))


@pytest.mark.slow
def test_a_part_of_the_bench_is_read_as_well_as_ever() -> None:
    tokenizer = Tokenizer()
    shapes = ["report", "stacked", "form", "columns", "handbook"]
    asked = argparse.Namespace(formats=["paper", "docx", "xlsx", "html", "md"], only=shapes, copies=1)
    whole = Score()
    for _, (name, content, made, tables) in written(asked):
        whole += measure(name, content, made, tokenizer, tables=tables)
    figures = {name: figure or 0.0 for name, figure in whole.figures().items()}
    assert figures["kept"] >= 0.995
    assert figures["invented"] <= 0.002
    assert figures["order"] >= 0.98
    assert figures["headings"] >= 0.95
    assert figures["cells"] >= 0.97
