from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from index.encoding.encoder import PROBE, Encoder
from index.library import Library
from index.syncing import encoded as encoded_module
from index.syncing.encoded import encoded_texts
from index.types import BlockKind, Passage, Span
from tests.inside import embedded

ROWS = 100
NAMES = [f"{surname}{given}{last}" for surname in "王李张刘陈" for given in "伟芳娜秀" for last in "英敏静丽强"]
CALLED = (
    "救助对象登记台账，逐户核实后填写，镇街和村社区两级存档备查，按季度更新并张榜公示，接受监督，"
    "有变动的自变动之日起十日内报镇街民政办公室核定后更改"
)


def passage(ordinal: int, text: str, *headings: str, kind: BlockKind = BlockKind.ROW, of: str = "a") -> Passage:
    return Passage(f"{of}{ordinal}", of, ordinal, kind, headings, (Span(0, len(text)),), text)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> int:
    """So few vectors that a table may have at most."""
    monkeypatch.setattr(encoded_module, "MOST", 8)
    return 8


def write_register(path: Path, rows: int = ROWS) -> list[tuple[str, ...]]:
    """Each row is longer than a passage has to be, so it is one."""
    made: list[tuple[str, ...]] = [
        (f"JM{n:06}", NAMES[n % len(NAMES)], f"13{n:09}", f"第{n}户。{CALLED}") for n in range(1, rows + 1)
    ]
    text = io.StringIO()
    csv.writer(text).writerows([("编号", "姓名", "联系电话", "说明事项"), *made])
    path.write_text(text.getvalue(), encoding="utf-8")
    return made


def test_a_passage_is_encoded_below_its_headings() -> None:
    passages = [passage(0, "甲：一", "台 账 表", "一区"), passage(1, "正文。", kind=BlockKind.PARAGRAPH)]
    assert encoded_texts(passages) == ["台账表\n一区\n甲：一", "正文。"]


def test_the_rows_of_a_table_that_is_not_large_have_a_text_each(small: int) -> None:
    passages = [passage(n, f"甲：{n}") for n in range(small)]
    assert encoded_texts(passages) == [each.text for each in passages]


@pytest.mark.parametrize("count", [9, 100, 1000])
def test_the_rows_of_a_large_table_share_the_text_of_the_first(small: int, count: int) -> None:
    assert encoded_texts([passage(n, f"甲：{n}") for n in range(count)]) == ["甲：0"] * count


def test_the_sections_of_a_large_table_have_a_text_each(small: int) -> None:
    passages = [passage(n, f"甲：{n}", "台账", "一区" if n < 9 else "二区") for n in range(small * 2)]
    assert encoded_texts(passages) == ["台账\n一区\n甲：0"] * 9 + ["台账\n二区\n甲：9"] * 7


def test_a_table_has_no_more_texts_than_the_most_however_many_its_sections(small: int) -> None:
    passages = [passage(n, f"甲：{n}", "台账", f"{n // 50}镇", f"{n // 2}村") for n in range(200)]
    texts = encoded_texts(passages)
    assert texts[0] == texts[49] == "台账\n0镇\n甲：0"
    assert texts[199] == "台账\n3镇\n甲：150"
    assert len(set(texts)) == 4


def test_tables_of_other_documents_and_sheets_and_what_is_no_row_are_no_part_of_a_table(small: int) -> None:
    apart = [
        *(passage(n, f"甲：{n}", "一表") for n in range(6)),
        *(passage(n, f"甲：{n}", "二表") for n in range(6, 12)),
        *(passage(n, f"甲{n}。", kind=BlockKind.PARAGRAPH) for n in range(12, 24)),
        *(passage(n, f"甲：{n}", of="b") for n in range(6)),
    ]
    assert encoded_texts(apart)[-6:] == [f"甲：{n}" for n in range(6)]
    assert len(set(encoded_texts(apart))) == len(apart)


@pytest.mark.contract
def test_a_large_register_is_found_row_by_row_with_few_runs_of_the_encoder(
    small: int, library: Library, documents: Path, encoded: list[str]
) -> None:
    rows = write_register(documents / "台账.csv")
    library.sync([documents])
    assert library.status().passages == ROWS
    assert len(encoded) <= small + 1  # with the probe
    for number, *_ in rows:
        assert number in library.search(f"{number}的联系电话是多少", 1)[0].passage.text
    for number, name, telephone, _ in rows[::10]:
        assert number in library.search(f"谁的电话是{telephone}", 1)[0].passage.text
        assert number in library.search(f"{name}的编号是什么", 1)[0].passage.text
    assert library.verify() == []


@pytest.mark.contract
def test_a_register_with_a_row_more_is_not_encoded_again(
    small: int, library: Library, documents: Path, encoded: list[str]
) -> None:
    write_register(documents / "台账.csv")
    library.sync([documents])
    encoded.clear()
    write_register(documents / "台账.csv", ROWS + 1)
    library.sync([documents])
    assert encoded == []
    assert "JM000101" in library.search("JM000101的联系电话是多少", 1)[0].passage.text
    assert library.verify() == []


def test_shared_vectors_survive_repair_rollback_and_another_encoder(
    small: int,
    open_library: Callable[..., Library],
    make_encoder: Callable[..., Encoder],
    documents: Path,
    encoded: list[str],
) -> None:
    rows = write_register(documents / "台账.csv")
    with open_library() as library:
        library.sync([documents])
        library.repair()
        assert library.verify() == []
        (documents / "台账.csv").unlink()
        library.sync([documents])
        assert library.status().passages == 0
        library.rollback()
        assert library.verify() == []
        write_register(documents / "台账.csv")
    encoded.clear()
    with open_library(make_encoder("another")) as library:
        library.sync([documents], reencode=True)
        assert len([text for text in encoded if text != PROBE]) <= small
        assert rows[70][0] in library.search(f"{rows[70][0]}的联系电话是多少", 1)[0].passage.text
        assert library.verify() == []


def test_no_more_vectors_are_kept_than_were_encoded(small: int, library: Library, documents: Path) -> None:
    write_register(documents / "台账.csv")
    library.sync([documents])
    store = embedded(library).store
    (document_id,) = store.document_ids()
    vectors = store.vectors_of(document_id)
    assert len(vectors) == ROWS
    assert len({vector.tobytes() for vector in vectors.values()}) <= small
