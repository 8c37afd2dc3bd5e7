"""Questions of a document's rows, rules and title, made by rule; as in ``facts``, whatever does not fit makes none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from index.text.tokens import Tokenizer, fold
from index.text.values import Kind, find_values
from index.types import Document
from qa.suggesting.facts import Fact, reads_well
from qa.suggesting.specific import is_specific
from qa.whole.rows import Row
from qa.whole.tables import Table, find_tables

TITLE_CHARACTERS = (3, 32)
KIND_CHARACTERS = 5
"""Characters up to which a title without a name may be the kind of document alone, as 任免通知: many are called so."""
ROWS, COLUMNS = 40, 2
"""Rows of a table that are looked at, and columns asked of one."""
WHEN = "是什么时候"
NAME_CHARACTERS = (2, 10)
"""Of what a row is about."""
_BEGINS = re.compile(
    r"本(?P<what>[\u4e00-\u9fff]{2,4})自(?P<date>\d{4}年\d{1,2}月\d{1,2}日)起(?P<does>正式)?(?P<act>施行|实施|执行|生效)"
)
_MEANT = re.compile(r"(?:^|[。；：\n]|所称)(?P<what>[\u4e00-\u9fff]{2,8})[，,]?是指(?P<answer>[^。；\n]{6,})")
_DUTY = re.compile(
    r"(?:^|[，。；：\n])(?P<what>[\u4e00-\u9fff]{3,12})由(?P<who>[\u4e00-\u9fff]{2,14})"
    r"(?P<does>负责|承担|承办|主持)(?=[，。；\n]|$)"
)
_BRACKET = re.compile(r"[（(【\[].*")
_FIGURE = re.compile(r"[\d,.]+")
_AMOUNT = re.compile(r"[\d,.]+(?P<unit>[^\d,.\s]{1,6})")
_PLAIN = re.compile("[\u4e00-\u9fffA-Za-z0-9·-]+")
_NO_TITLE = re.compile("[《》。？！：；，,:;?!_]|^[\\W\\da-zA-Z]+$")


def of_rules(document: Document, tokenizer: Tokenizer) -> Iterator[Fact]:
    """Since when a rule holds, what a word means in it, and who sees to a thing."""
    title = _title(document)
    for begins in _BEGINS.finditer(document.text):
        if title and begins["what"] in title:
            yield Fact(f"《{title}》从什么时候起{begins['act']}？", begins["date"])
    for meant in _MEANT.finditer(document.text):
        if _stands_alone(meant["what"], tokenizer):
            yield Fact(f"什么是{meant['what']}？", meant["answer"])
    for duty in _DUTY.finditer(document.text):
        question = f"{duty['what']}由谁{duty['does']}？"
        alone = _stands_alone(duty["what"], tokenizer) and _is_noun(duty["who"], tokenizer)
        if alone and reads_well(question):
            yield Fact(question, duty["who"])


def of_rows(document: Document, tokenizer: Tokenizer) -> Iterator[Fact]:
    """What stands in a cell: of rows that are about something with a name, which no other row has."""
    for table in find_tables(document):
        if _is_crossed(table):
            continue
        keys = [_cell(row, table.key) for row in table.rows]
        times = Counter(keys)
        asked = [row for row, key in zip(table.rows, keys, strict=True) if times[key] == 1 and _is_name(key)]
        for row in asked[:ROWS]:
            if not table.is_total(row):
                yield from _of_row(row, table, tokenizer)


def of_title(document: Document, tokenizer: Tokenizer) -> Iterator[Fact]:
    """What a document is about, where its title says more than what kind of document it is, or whose."""
    title = _title(document)
    if not title or any(True for _ in find_tables(document)):
        return
    bare = _BRACKET.sub("", title)
    words = tokenizer.tag(fold(bare))
    whose = bool(words) and words[-1].tag == "nt"
    if not whose and (len(bare) > KIND_CHARACTERS or is_specific(bare, tokenizer)):
        yield Fact(f"《{title}》讲了什么？", "")


def _is_crossed(table: Table) -> bool:
    """Whether the columns are those for whom one quantity is told, as 部长级 and 司局级: all amounts of one unit.

    What is told then stands above the table, and 北京的部长级是多少 is no question.
    """
    columns = [name for name in table.columns if name != table.key]
    units = {_unit(_cell(row, name)) for row in table.rows for name in columns}
    return len(columns) > 1 and len(units) == 1 and bool(units.pop())


def _unit(value: str) -> str:
    """What stands behind the figure of a cell; ``""`` for a cell that has no amount with a unit."""
    match = _AMOUNT.fullmatch(value)
    return match["unit"] if match else ""


def _of_row(row: Row, table: Table, tokenizer: Tokenizer) -> Iterator[Fact]:
    key = _cell(row, table.key)
    asked = 0
    for cell in row.cells:
        column = _BRACKET.sub("", cell.name).strip()
        value = cell.value.strip()
        if cell.name == table.key or not value or len(value) > 12 or not _is_noun(column, tokenizer):
            continue
        asks = _asks(value, tokenizer)
        if asks == WHEN and len(tokenizer.tag(fold(column))) == 1:  # 日期 and 时间 do not say of what
            continue
        question = f"{key}的{column}{asks}？"
        if asked < COLUMNS and reads_well(question):
            asked += 1
            yield Fact(question, value)


def _asks(value: str, tokenizer: Tokenizer) -> str:
    """What is asked of a cell: 是什么时候 of a time, 是多少 of an amount, 是谁 of a person, 是什么 else."""
    folded = fold(value)
    whole = [each for each in find_values(folded) if len(folded) == each.end - each.start]
    if whole and whole[0].kind is Kind.TIME:
        return WHEN
    if whole or _FIGURE.fullmatch(folded):
        return "是多少"
    words = tokenizer.tag(folded)
    return "是谁" if len(words) == 1 and words[0].tag == "nr" else "是什么"


def _cell(row: Row, column: str) -> str:
    cell = row.cell(column)
    return cell.value.strip() if cell else ""


def _is_name(text: str) -> bool:
    low, high = NAME_CHARACTERS
    return low <= len(text) <= high and bool(_PLAIN.fullmatch(text)) and not text.isascii()


def _is_noun(text: str, tokenizer: Tokenizer) -> bool:
    words = tokenizer.tag(fold(text))
    nouns: Sequence[str] = ("n", "vn", "an", "j", "l", "b", "s", "f", "t", "eng")
    return len(text) > 1 and bool(_PLAIN.fullmatch(text)) and all(word.tag.startswith(tuple(nouns)) for word in words)


def _stands_alone(text: str, tokenizer: Tokenizer) -> bool:
    """Whether words name a thing or a doing, without what ties them to others."""
    tied = ("p", "d", "c", "r", "u", "m", "q", "y", "e")
    return bool(_PLAIN.fullmatch(text)) and not any(word.tag.startswith(tied) for word in tokenizer.tag(fold(text)))


def _title(document: Document) -> str:
    """The document's title where it reads as one; ``""`` for a file's name, or a whole sentence."""
    title = document.title.strip().strip("《》")
    low, high = TITLE_CHARACTERS
    chinese = sum("\u4e00" <= character <= "\u9fff" for character in title)
    return title if low <= len(title) <= high and chinese >= low and not _NO_TITLE.search(title) else ""
