from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from index.library import Library
from index.readers import read_file
from index.settings import Settings
from index.text.tokens import Tokenizer
from index.types import Document, Format, Span
from qa.answers import Answer, NoAnswer, PartKind
from qa.asking.question import understand
from qa.suggesting import told
from qa.types import Seconds
from qa.whole import answering, drafts, naming, tables
from qa.whole.answering import Whole
from qa.whole.drafts import CITED, Found, outcome
from qa.whole.naming import Register
from qa.whole.rows import Cell, Heading
from qa.whole.rows import Row as TableRow
from qa.whole.tables import Table
from qa.wording import CHINESE
from tests.asked_tables import answered
from tests.encoders import FakeEncoder
from tests.hostility.timing import bounded

ROWS = 300
HEADER = ("编号", "姓名", "性别", "证件号码", "镇街", "补助金额（元）", "登记日期")


def row(number: int) -> tuple[str, ...]:
    name = f"{'王李张'[number % 3]}{'伟芳'[number % 2]}"
    town = ("棠下镇", "荷塘镇")[number % 2]
    return (
        f"JM{number:06}",
        name,
        "男女"[number % 2],
        f"4407{number:014}",
        town,
        str(number),
        f"2024-01-{number % 28 + 1:02}",
    )


def write(folder: Path, rows: list[tuple[str, ...]], name: str = "补助登记表.csv") -> Path:
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *rows])
    path = folder / name
    path.write_text(text.getvalue(), encoding="utf-8")
    return path


@pytest.fixture
def register(tmp_path: Path) -> Register:
    (table,) = tables.find_tables(read_file(write(tmp_path, [row(n) for n in range(1, ROWS + 1)]), 10**7))
    return Register(table)


def said(found: Found | None) -> str:
    return "" if found is None else CHINESE.reason(found.why) if found.why else found.drafts[0].text


def test_a_cell_of_any_row_is_found_by_its_number_however_the_date_is_written(
    register: Register, tokenizer: Tokenizer
) -> None:
    for number in (1, 150, ROWS):
        assert said(answered(register, f"JM{number:06}的证件号码是多少？", tokenizer)) == f"4407{number:014}"
    found = answered(register, "2024年1月15日登记的有哪些人？", tokenizer)
    assert found is not None
    assert len(found.drafts) == sum(n % 28 == 14 for n in range(1, ROWS + 1))


def test_what_tells_the_kind_of_a_column_is_its_first_rows(
    register: Register, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(naming, "TELLING", 50)
    assert said(answered(register, "JM000299的补助金额是多少？", tokenizer)) == "补助金额（元）：299"
    assert "登记日期" in register.dated
    assert "证件号码" not in register.dated


def test_people_of_one_name_are_counted_where_their_numbers_tell_them_apart(
    register: Register, tokenizer: Tokenizer
) -> None:
    assert said(answered(register, "棠下镇有多少人？", tokenizer)).startswith(f"{ROWS // 2}（")


def test_people_of_one_name_and_number_are_not_counted(tmp_path: Path, tokenizer: Tokenizer) -> None:
    rows = [row(n) for n in range(1, 13)]
    rows[11] = (*rows[11][:3], rows[5][3], *rows[11][4:])  # who has the name of the sixth
    (table,) = tables.find_tables(read_file(write(tmp_path, rows), 10**7))
    assert "同名" in said(answered(Register(table), "棠下镇有多少人？", tokenizer))


def test_a_running_number_tells_no_people_apart() -> None:
    assert [naming.tells_apart(each) for each in ("序号", "编号", "姓名", "身份证号", "学号")] == [
        False,
        False,
        False,
        True,
        True,
    ]


def test_the_cells_of_a_row_are_slices_of_the_text(register: Register) -> None:
    text = register.table.document.text
    for each in (cell for row in register.table.rows for cell in row.cells):
        assert text[each.span.start : each.span.end] == each.value
        assert text[each.said.start : each.said.end] == f"{each.name}：{each.value}"


@pytest.fixture
def library(tmp_path: Path, tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch) -> Library:
    folder = tmp_path / "documents"
    folder.mkdir()
    write(folder, [row(n) for n in range(1, ROWS + 1)])
    monkeypatch.setattr("index.library.Tokenizer", lambda _: tokenizer)
    library = Library.open(Settings(data=tmp_path / "data"), FakeEncoder([]))
    library.sync([folder])
    return library


def asked_of(library: Library, text: str) -> Answer | NoAnswer | None:
    question = understand(text, (), library.tokenizer)
    hits = library.search(text, 1)
    documents = {each.id: library.document(each.id) for each in library.documents()}
    found = Whole(library).find(question, hits, documents)
    return outcome(question, found, library, Seconds(0, 0, 0)) if found else None


def test_what_is_reckoned_from_many_rows_is_exact_and_cites_the_first(library: Library) -> None:
    told = asked_of(library, "补助金额一共是多少元？")
    assert isinstance(told, Answer)
    assert told.parts[0].kind is PartKind.COMPUTED
    assert f"= {ROWS * (ROWS + 1) // 2}元（{ROWS} 行）" in told.text
    assert f"{ROWS} 行" in told.remark
    assert sum(len(citation.quote.splitlines()) for citation in told.citations) <= CITED
    library.close()


def test_the_documents_of_many_citations_are_read_once_each(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    document = Library.document
    monkeypatch.setattr(drafts, "ONE_BY_ONE", 10**6)

    def reading(self: Library, identity: str) -> Document:
        read.append(identity)
        return document(self, identity)

    monkeypatch.setattr(Library, "document", reading)
    told = asked_of(library, "棠下镇的补助金额一共是多少元？")
    assert isinstance(told, Answer)
    assert len(told.citations) == ROWS // 2
    assert len(read) == 2  # here, and when the quotes are checked
    library.close()


def test_a_passage_is_found_by_where_it_stands(library: Library) -> None:
    (listed,) = library.documents()
    passages, text = library.passages_of(listed.id), library.document(listed.id).text
    for start in (*range(0, len(text), 97), len(text) - 1):
        expected = next(each for each in passages if each.spans[-1].end > start)
        assert library.passage_at(listed.id, start) == expected
    assert library.passage_at(listed.id, len(text)) is None
    assert library.passage_at("0" * 16, 0) is None
    library.close()


def test_tables_beyond_what_is_kept_ready_are_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answering, "CELLS", 7 * 50)
    made = [
        read_file(write(tmp_path, [row(n) for n in range(first, first + count)], f"{first}.csv"), 10**7)
        for first, count in ((1, 30), (100, 30), (200, 60))
    ]
    kept = answering._Kept(answering._registers_of, lambda register: answering._cells_of(register.table))
    assert [len(kept.of(document)) for document in made] == [1, 1, 0]
    assert list(kept._kept) == [made[1].id, made[2].id]


def long_table(rows: int) -> Table:
    """A table of one heading over all rows, and of another over the second half."""
    first, second = Heading("一、名册", Span(0, 4)), Heading("二、外聘", Span(4, 8))
    made = (
        TableRow(Span(n, n + 1), (first, second) if 2 * n >= rows else (first,), (Cell("姓名", f"甲乙{n}", n),))
        for n in range(rows)
    )
    return Table(Document("0" * 16, "名册", "名册", Format.TEXT, "名册"), ("姓名",), tuple(made), "姓名")


def test_the_sections_of_a_long_table_are_found_in_one_pass() -> None:
    register = Register(long_table(20_000))
    with bounded(2):
        assert register.sections == {"外聘": frozenset(range(10_000, 20_000))}


def test_the_rows_of_a_long_table_that_a_name_tells_apart_are_found_in_one_pass(
    tokenizer: Tokenizer, monkeypatch: pytest.MonkeyPatch
) -> None:
    table = long_table(30_000)
    monkeypatch.setattr(told, "find_tables", lambda _document: [table])
    with bounded(3):
        assert list(told.of_rows(table.document, tokenizer)) == []
