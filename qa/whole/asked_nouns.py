"""What a question calls the things that it asks for: the noun behind 哪种 or 多少个, and the column that it names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain

from index.text.tokens import HAN, fold
from index.text.vocabulary import find_meant
from qa.whole.figures import is_numeric
from qa.whole.operations import HIGH, LOW, MANY, MEASURE, ONE_BY_ONE
from qa.whole.rows import Row
from qa.whole.tables import Table, core

_WHICH = f"哪[一几]?(?![年月日天]){MEASURE}"
_ASKED = re.compile(f"(?:哪些|{_WHICH}|什么)(?P<noun>(?:(?![的是最更比都有在])[{HAN}]){{1,6}})")
_AMONG = re.compile(f"(?:^|[^{HAN}]|的)(?P<noun>[{HAN}]{{2,4}})(?:里[头面边]?|[之当]?中)(?=最)")
"""What is compared: ``零件里头最贵的``."""
_ROW = re.compile(
    f"(?<![做干])[了过]什么(?=\\W*$)|{_WHICH}|哪些|的[都]?是(?:什么|啥|哪)|叫(?:什么|啥)(?:名字?)?(?=\\W*$)"
)
COUNTED = re.compile(f"{MANY}(?P<noun>[{HAN}]{{1,4}})?")
"""What is counted, with the measure word and the noun behind it."""
_NO_NOUNS = "人钱块元了吗呢啊的过是有在都就也为和与里中内"
"""Of one character behind 几个: what says nothing of what is counted."""
_HOUSE = re.compile("哪[一几两]?家")
_BODIES = re.compile("(?:单位|公司|企业|机构|部门|[商厂店院校行]|[商厂]家)(?:名称?)?$")
"""What 哪家 asks for, and the columns that have it."""
_NAMED = "名称|名字|姓名|名|号"
"""What a column is called beside the thing that it names: 药名, 店名, 线路号."""
_MANY = re.compile("总?数量?$")
"""What a column of counts is called beside what it counts: 座位数."""
_COUNTS = re.compile("(?:^|[^平])数量$")
_ALL = re.compile(f"(?:所有|全部|各个?|每一?{MEASURE})的?(?P<noun>[{HAN}]{{1,4}}?)(?=[的\x00，,]|$)")
_WHOLE = re.compile("[全各本该]")


def asks_for_row(rest: str) -> bool:
    """Whether a folded question, its names masked, asks which of the things in a table it is."""
    return bool(_ROW.search(rest))


def noun_column(rest: str, columns: Sequence[str]) -> tuple[str, tuple[int, int]] | None:
    """The one column that holds what a question asks for by a noun (``哪家店``: 店名), and where the noun stands.

    哪家 alone asks for a body. None where it has no such noun, or that may be in several columns or in none.
    """
    for start, end in _nouns(rest):
        whole = (others for low, high, others in find_meant(rest[start:end]) if high - low == end - start)
        nouns = (rest[start:end], *chain.from_iterable(whole))
        found = [column for column in columns if any(_holds(core(column), noun) for noun in nouns)]
        if len(found) == 1:
            return found[0], (start, end)
    house = _HOUSE.search(rest)
    bodies = [column for column in columns if _BODIES.search(core(column))] if house else []
    return (bodies[0], house.span()) if house and len(bodies) == 1 else None


def _nouns(rest: str) -> Iterator[tuple[int, int]]:
    """Where what may be the noun behind 哪种 or 什么, or before 里最, stands, the longest first."""
    match = _AMONG.search(rest) or _ASKED.search(rest)
    start, end = match.span("noun") if match else (0, 0)
    return ((start, last) for last in range(end, start, -1))


def _holds(name: str, noun: str) -> bool:
    """Whether a column's name says that it has things of a kind: their name, or the noun with a word before it."""
    bare = re.sub(f"(?:{_NAMED})$", "", name)
    if len(noun) == 1:
        return bare == noun or (name.startswith(noun) and len(name) == len("线路"))
    return noun in (name, bare) or name.endswith(noun) or bare.endswith(noun)


def without_kind(rest: str, table: Table) -> str:
    """A question without the noun behind 哪个 that half of a table's rows end with: 剂量组 of 低剂量组 and 高剂量组."""
    nouns = [(start, end) for start, end in _nouns(rest) if end - start > 1]
    keys = [fold(cell.value) for row in table.rows if (cell := row.cell(table.key))] if nouns else []
    for start, end in nouns:
        if 2 * sum(key.endswith(rest[start:end]) for key in keys) >= len(keys):
            return f"{rest[:start]}，{rest[end:]}"
    return rest


def unknown_noun(rest: str, table: Table) -> bool:
    """Whether a question asks for things by a noun of one character that nothing of a table is called by.

    Such a noun (几辆车) is too short to be one of the words that have to be accounted for. Of people it is seen to
    elsewhere, and what compares (哪个贵), or only ends the question (几次了), is none.
    """
    found = [match["noun"] or "" for match in (_ASKED.search(rest), COUNTED.search(rest)) if match]
    nouns = [noun for noun in found if len(noun) == 1 and noun not in f"{HIGH}{LOW}{_NO_NOUNS}"]
    if not nouns:
        return False
    document = table.document
    called = fold("".join([document.title, document.name, *table.columns, *table.rows[0].headings]))
    keys = [cell.value for row in table.rows if (cell := row.cell(table.key))]
    return any(noun not in called and not any(noun in fold(key) for key in keys) for noun in nouns)


def counted_column(
    rest: str, columns: Sequence[str], rows: Sequence[Row], keyed: bool
) -> tuple[str, tuple[int, int]] | None:
    """The one column of figures that says how many there are of what a question counts, and where that stands.

    ``多少个座位`` is told by 座位数 and ``几户`` by 户数: what is counted there are not the table's rows.

    :param keyed: whether it says which rows by what they are about: how many of these there are is their 数量.
    """
    match = COUNTED.search(rest)
    if match is None:
        return None
    numeric = {column: _MANY.sub("", core(column)) for column in columns if is_numeric(rows, column)}
    numeric = {column: what for column, what in numeric.items() if what and what != core(column)}
    for group in ("noun", "measure"):
        said = match[group] or ""
        found = [column for column, what in numeric.items() if what == said]
        if len(found) == 1:
            return found[0], match.span(group)
    counts = [column for column in columns if _COUNTS.search(core(column)) and is_numeric(rows, column)]
    single = match["measure"] and match["measure"] in ONE_BY_ONE
    return (counts[0], match.span("measure")) if keyed and single and len(counts) == 1 else None


def without_scope(rest: str, table: Table) -> str:
    """A question, its names masked, without what says that all things of a table are meant: 所有店铺, 全镇.

    What they are called has to be made of what the table is called, for the most part.
    """
    called = fold("".join([table.document.title, table.document.name, *map(core, table.columns)]))

    def said(match: re.Match[str]) -> str:
        noun = match["noun"]
        return "，" if 2 * sum(letter in called for letter in noun) >= len(noun) else match.group()

    return _ALL.sub(said, rest)


def is_scope(word: str, called: str) -> bool:
    """Whether a word says all of what something is called: 全镇 of what is a 镇's."""
    return len(word) > 1 and bool(_WHOLE.match(word)) and word[1:] in called
