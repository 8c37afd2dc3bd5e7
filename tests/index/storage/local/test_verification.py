from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import numpy as np
import pytest

from index.errors import UnknownDocument
from index.library import Library
from index.storage.checksums import CHECKED, FUNCTION, checksum_of, row_checksum
from tests.inside import embedded


@pytest.fixture
def filled(library: Library, documents: Path) -> Library:
    for number in range(3):
        text = f"第{number}章 标题\n\n深江铁路第{number}标段开工。"
        (documents / f"{number}.txt").write_text(text, encoding="utf-8")
    library.sync([documents])
    return library


@pytest.fixture
def meddle(filled: Library, data: Path) -> Callable[..., None]:
    """Runs a statement on the store behind the library's back; ``sealed`` gives all rows checksums that fit."""

    def run(statement: str, *parameters: object, sealed: bool = False) -> None:
        with closing(sqlite3.connect(data / "library.sqlite")) as connection, connection:
            connection.create_function(FUNCTION, -1, row_checksum)
            changed = connection.execute(statement, parameters).rowcount
            assert changed > 0
            for table, columns in CHECKED.items() if sealed else ():
                connection.execute(f"UPDATE {table} SET checksum = {checksum_of(columns)}")

    return run


def vector(*values: float) -> bytes:
    return np.array(values, "<f4").tobytes()


ONE_VECTOR = "WHERE digest = (SELECT min(digest) FROM vectors)"
ONE_DOCUMENT = "(SELECT document_id FROM sources ORDER BY path LIMIT 1)"


def test_a_sound_library_has_no_findings(filled: Library) -> None:
    assert filled.verify() == []


@pytest.mark.parametrize(
    ("statement", "parameters", "finding"),
    [
        ("UPDATE passages SET text = replace(text, '开工', '完工') WHERE ordinal = 0", (), "与原文不一致"),
        ("UPDATE documents SET text = replace(text, '开工', '完工')", (), "与原文不一致"),
        ("UPDATE documents SET text = substr(text, 1, 12)", (), "与原文不一致"),
        ("UPDATE documents SET format = '没有'", (), "读不出来"),
        ("UPDATE passages SET spans = '[[0'", (), "读不出来"),
        ("UPDATE passages SET headings = '7'", (), "读不出来"),
        ("UPDATE passages SET ordinal = 1", (), "缺第 1 段"),
        (f"DELETE FROM vectors {ONE_VECTOR}", (), "没有向量"),
        (f"UPDATE vectors SET vector = ? {ONE_VECTOR}", (vector(*[0.5] * 256),), "向量长度不是 1"),
        (f"UPDATE vectors SET vector = ? {ONE_VECTOR}", (vector(*[float("nan")] * 256),), "向量长度不是 1"),
        (f"UPDATE vectors SET vector = ? {ONE_VECTOR}", (vector(1.0, 0.0),), "维数不一致"),
        (f"UPDATE vectors SET vector = ? {ONE_VECTOR}", (vector(1.0, *[0.0] * 255),), "1 段的向量与资料库不同"),
        (f"DELETE FROM sources WHERE document_id = {ONE_DOCUMENT}", (), "没有来源"),
        (f"DELETE FROM passages WHERE document_id = {ONE_DOCUMENT}", (), "没有段落"),
        (f"DELETE FROM passages WHERE document_id = {ONE_DOCUMENT}", (), "多 1 段"),
        (f"DELETE FROM documents WHERE id = {ONE_DOCUMENT}", (), "所属的文件不在库里"),
        (
            "UPDATE passages SET id = '7fffffffffffffff' WHERE id = (SELECT min(id) FROM passages)",
            (),
            "缺 1 段，多 1 段",
        ),
        ("UPDATE meta SET value = '别的' WHERE key = 'tables'", (), "tables are not made as they were"),
    ],
)
def test_every_broken_promise_is_found(
    filled: Library, meddle: Callable[..., None], statement: str, parameters: tuple[object, ...], finding: str
) -> None:
    meddle(statement, *parameters, sealed=True)
    assert any(finding in found for found in filled.verify()), filled.verify()


def test_a_document_without_a_file_has_no_made_up_name(filled: Library, meddle: Callable[..., None]) -> None:
    identity = filled.documents()[0].id
    meddle("DELETE FROM sources WHERE document_id = ?", identity)
    filled.repair()
    assert [item.name for item in filled.documents()] == ["1.txt", "2.txt"]
    with pytest.raises(UnknownDocument):
        filled.document(identity)


def test_bits_that_rot_in_the_words_are_found_or_do_no_harm(
    filled: Library, open_library: Callable[..., Library], data: Path
) -> None:
    before = filled.search("深江铁路第1标段")
    filled.close()
    whole = data.with_name("完好")
    shutil.copytree(data / "lexical", whole)
    for path in sorted(whole.iterdir()):
        content = bytearray(path.read_bytes())
        for place in range(min(24, len(content))):
            content[place] ^= 0xFF
        shutil.rmtree(data / "lexical")
        shutil.copytree(whole, data / "lexical")
        (data / "lexical" / path.name).write_bytes(content)
        opened = open_library()
        assert opened.search("深江铁路第1标段") == before, path.suffix
        opened.close()


def test_an_upload_whose_bits_rotted_is_told_and_the_text_that_was_read_stays(
    library: Library, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("index.syncing.sync.SETTLED_SECONDS", -1.0)
    upload = data / "uploads" / "上传的.txt"
    upload.parent.mkdir()
    upload.write_text("青峰水库的库容是7亿立方米。", encoding="utf-8")
    library.sync([upload.parent])
    assert library.verify() == []
    noted = embedded(library).store.sources()[0].signature
    upload.write_text("青峰水库的库容是9亿立方米。", encoding="utf-8")
    assert library.verify() == []  # somebody changed it: the next sync reads it
    monkeypatch.setattr("index.storage.local.verification.file_signature", lambda _path: noted)
    (finding,) = library.verify()
    assert "上传的.txt" in finding
    assert "磁盘" in finding
    assert "7亿" in library.document(library.documents()[0].id).text
