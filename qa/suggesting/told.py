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
from qa.whole.asked_columns import people_column
from qa.whole.rows import Row
from qa.whole.tables import NAMED, NUMBERS, SERIAL, Table, core, find_tables, unit_of

TITLE_CHARACTERS = (3, 32)
KIND_CHARACTERS = 5
"""Characters up to which a title without a name may be the kind of document alone, as 任免通知: many are called so."""
ROWS, COLUMNS = 40, 2
"""Rows of a table that are looked at, and columns asked of one."""
LONG = 3
"""A column's name of fewer characters (状态, 部门; of people 语文) mostly needs to be told what table it is of."""
GIST = 20
"""Characters of a sentence that says what a document is about, at least."""
WHEN, MUCH, WHO, WHAT = "是什么时候", "是多少", "是谁", "是什么"
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
_PERSON = re.compile("(?:人|员|长|者|师|主任|经理|秘书|代表|领导)$")
"""The names of columns of people."""
_MODELS = re.compile("(?:型号|规格)$")
_MEASURED = re.compile("[数量额价率费金薪款次]$")
"""The names of columns of figures."""
_TIMED = re.compile("日期|时间|[日时]$")
_PARTIES = re.compile("[原被]告|[甲乙丙供需]方|申请人|上诉人")
"""Who somebody is in one paper, and nobody beside it."""
_SENTENCE = re.compile(f"(?<![^。！？\n])[^。！？\n]{{{GIST},}}+[。！？]")
_CHINESE = re.compile("[\u4e00-\u9fff]{2}")
_SEEN_ELSEWHERE = re.compile("[见同详][上下左右前后]|略|待定|暂?无")
_PLAIN = re.compile("[\u4e00-\u9fffA-Za-z0-9·-]+")
_NO_TITLE = re.compile("[《》。？！：；，,:;?!_]|^[\\W\\da-zA-Z]+$")


def of_rules(document: Document, tokenizer: Tokenizer) -> Iterator[Fact]:
    """Since when a rule holds, what a word means in it, and who sees to a thing."""
    title = _title(document)
    for begins in _BEGINS.finditer(document.text):
        if title and begins["what"] in title:
            yield Fact(f"《{title}》从什么时候起{begins['act']}？", begins["date"])
    for meant in _MEANT.finditer(document.text):
        doing = all(word.tag.startswith("v") for word in tokenizer.tag(fold(meant["what"])))  # 来讲
        if _stands_alone(meant["what"], tokenizer) and not doing:
            yield Fact(f"什么是{meant['what']}？", meant["answer"])
    for duty in _DUTY.finditer(document.text):
        question = f"{duty['what']}由谁{duty['does']}？"
        alone = _stands_alone(duty["what"], tokenizer) and _is_noun(duty["who"], tokenizer)
        alone = alone and not _PARTIES.search(duty["who"])
        if alone and reads_well(question):
            yield Fact(question, duty["who"])


def of_rows(document: Document, tokenizer: Tokenizer) -> Iterator[Fact]:
    """What stands in a cell: of rows that are about something with a name, which no other row has."""
    for table in find_tables(document):
        if _is_crossed(table) or not _has_names(table):
            continue
        keys = [_cell(row, table.key) for row in table.rows]
        times = Counter(keys)
        asked = [row for row, key in zip(table.rows, keys, strict=True) if times[key] == 1 and _is_name(key)]
        for row in asked[:ROWS]:
            if not table.is_total(row):
                yield from _of_row(row, table, tokenizer)


def of_title(document: Document, tokenizer: Tokenizer) -> Iterator[Fact]:
    """What a document is about, where its title says more than what kind of document it is, or whose, and it begins
    with a sentence that tells."""
    title = _title(document)
    if not title or any(True for _ in find_tables(document)):
        return
    bare = _BRACKET.sub("", title)
    words = tokenizer.tag(fold(bare))
    whose = bool(words) and words[-1].tag == "nt"
    gist = _SENTENCE.search(document.text)
    if gist and not whose and (len(bare) > KIND_CHARACTERS or is_specific(bare, tokenizer)):
        yield Fact(f"《{title}》讲了什么？", gist.group().strip())


def _has_names(table: Table) -> bool:
    """Whether rows are about what has a name of its own, as the column says: 姓名, 设备名称, 项目."""
    key = core(table.key)
    return bool(NAMED.search(key)) or key.endswith("项目") or people_column(table.columns) == table.key


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
        asks = _asks(column, value, tokenizer)
        of_people = people_column(table.columns) == table.key
        unclear = (len(column) < LONG and (of_people or asks == WHAT)) or (of_people and asks == WHO)
        if not asks or unclear or SERIAL.search(fold(column)) or cell.shared:
            continue
        if asks == MUCH and _FIGURE.fullmatch(fold(value)) and not (unit_of(cell.name) or column.endswith("数")):
            continue  # of what, stands nowhere, or above the table
        if asks == WHEN and len(tokenizer.tag(fold(column))) == 1:  # 日期 and 时间 do not say of what
            continue
        question = f"{key}的{column}{asks}？"
        if asked < COLUMNS and reads_well(question):
            asked += 1
            yield Fact(question, value)


def _asks(column: str, value: str, tokenizer: Tokenizer) -> str:
    """What is asked of a cell: 是什么时候 of a time, 是多少 of an amount, 是谁 of a person, 是什么 else; ``""`` where
    it is not what its column is called by, or says nothing."""
    folded = fold(value)
    whole = [each for each in find_values(folded) if len(folded) == each.end - each.start]
    if whole and whole[0].kind is Kind.TIME:
        return WHEN if _TIMED.search(column) else ""
    if whole and (_MODELS.search(column) or (whole[0].kind is Kind.IDENTIFIER and not NUMBERS.search(core(column)))):
        return WHAT
    if whole or _FIGURE.fullmatch(folded):
        return "" if _PERSON.search(column) or _TIMED.search(column) else MUCH
    words = tokenizer.tag(folded)
    person = len(words) == 1 and words[0].tag == "nr"
    if _PERSON.search(column) or person:
        return WHO if person else ""
    said = _CHINESE.search(value) is not None and not _SEEN_ELSEWHERE.match(value)
    return WHAT if said and not _MEASURED.search(column) and not _TIMED.search(column) else ""


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
