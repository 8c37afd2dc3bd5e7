"""The columns that a question names: whole, in other words, in two parts, or by a part of their names."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile

from index.text.identifiers import code_tails
from index.text.tokens import fold
from index.text.values import YEAR, find_values
from index.text.vocabulary import find_meant
from qa.whole.conditions import MASK, find_places, mask
from qa.whole.tables import Table, core
from qa.whole.totals import TOTAL

_WHETHER = re.compile("是否|有无|能否")
"""The name of a column that says whether something is so, and not what it is."""
_IN_NUMBER = re.compile("[0-9.,年%-]")
_DAY = re.compile(r"(?<![\d.])(?:(?P<year>\d{4}年)?\d{1,2}月份?)?(?<![\d.])(?P<of>(?P<day>\d{1,2})[日号])")
_OTHER_MONTH = re.compile("(?:[去前明今后本每]年|[上下每各本这那]个?月)$")
_STRETCH = re.compile("[前后起以之来至到~—–-]|开始|截")
_OF_YEAR = re.compile("年?(?:[级届前后起以之来至到~—–号元万人-]|年级)")
"""Behind a year: it is no column's name, but that of students, or bounds a stretch of years."""
_DAY_OF_MONTH = re.compile(r"(?:.*\D)?(?P<day>[12]?\d|3[01])(?:[·\s]*(?:星期|周)?[一二三四五六日天])?")
"""The name of a column of a day, below another name maybe, with its weekday maybe: ``打卡1 星期三``."""
_SHORT_DAY = re.compile(r"(?P<month>0?[1-9]|1[0-2])[./](?P<day>0?[1-9]|[12]\d|3[01])")
_WHO = re.compile("谁(?:来|去|在|是|负责)*$")
_DONE = re.compile(r"(?:的|了|过|呢|吗)*(?=\W|$)")
_DONE_BY = re.compile(r"(?:的人?|人)?(?:是|由)?谁(?=\W|$)")
_DOER = re.compile("(?P<deed>.{2,4}?)(?:人员?|者|员)")
SHORTEST_MONTH = 28
TITLED = 3
"""So many characters of a table's name, side by side, name the table."""


def named_columns(rest: str, columns: Sequence[str]) -> tuple[list[tuple[int, str]], str]:
    """The columns that are named whole in what is left of a question, with where, in order; and what is left then."""
    found: list[tuple[int, str]] = []
    names = [(name, column) for column in columns for name in (core(column), *code_tails(core(column)))]
    names += [(name[:-1], column) for name, column in names if YEAR.fullmatch(name)]
    names += [(f"{name}年", column) for name, column in names if YEAR.fullmatch(f"{name}年") and name.isdigit()]
    names += [(day, column) for name, column in names if (day := day_of(name))]
    for name, column in sorted(names, key=lambda named: -len(named[0])):
        for start, end in list(find_places(name, rest)) if len(name) > 1 else ():
            if name.isdigit() and _IN_NUMBER.match(rest, end):
                continue
            of_year = YEAR.fullmatch(name) or YEAR.fullmatch(f"{name}年")
            if (of_year and _OF_YEAR.match(rest, end)) or (
                _SHORT_DAY.fullmatch(core(column)) and _STRETCH.match(rest, end)
            ):
                continue
            found.append((start, column))
            rest = mask(rest, [(start, end)])
    return sorted(found), rest


def day_of(short: str) -> str:
    """The day that is written in short: ``8月16日`` of ``8.16``; ``""`` for what may be none."""
    match = _SHORT_DAY.fullmatch(short)
    return f"{int(match['month'])}月{int(match['day'])}日" if match else ""


def days_of(columns: Sequence[str]) -> dict[str, str]:
    """The columns of the days of a month, by day; none where not every day has one."""
    named = ((column, _DAY_OF_MONTH.fullmatch(fold(column))) for column in columns)
    days = {match["day"]: column for column, match in named if match}
    return days if len(days) >= SHORTEST_MONTH else {}


def day_columns(rest: str, days: Mapping[str, str], above: str) -> tuple[list[tuple[int, str]], str]:
    """The columns of ``days_of`` a month that a question names, as ``named_columns`` gives them.

    The month is left: the table's name has to say it, and the year, which is among what stands ``above``. A stretch of
    days, and a day of a month that is told by another (上月20日), name none.
    """
    matches = list(_DAY.finditer(rest)) if days else []
    far = any(_OTHER_MONTH.search(rest[: match.start()]) or _STRETCH.match(rest, match.end()) for match in matches)
    if far or any(match["year"] and match["year"] not in above for match in matches):
        return [], rest
    found = [(match, column) for match in matches if (column := days.get(match["day"].lstrip("0")))]
    return [(match.start("day"), column) for match, column in found], mask(rest, [m.span("of") for m, _ in found])


def doer_columns(rest: str, columns: Sequence[str]) -> list[tuple[int, int, str]]:
    """The columns of those who do what a question asks who does, with where it says that: 主持人 of 谁主持, 经办人 of
    由谁经办的 and of 经办的是谁; not of what else the word may stand in (主持费谁出)."""
    found = []
    for column, deed in deeds_of(columns).items():
        for start, end in find_places(deed, rest):
            if (_WHO.search(rest[:start]) and _DONE.match(rest, end)) or _DONE_BY.match(rest, end):
                found.append((start, end, column))
    return found


def deeds_of(columns: Sequence[str]) -> dict[str, str]:
    """What those do who have a column, by column, where no other has the same deed: 主持 of 主持人."""
    deeds = {column: match["deed"] for column in columns if (match := _DOER.fullmatch(core(column)))}
    return {column: deed for column, deed in deeds.items() if list(deeds.values()).count(deed) == 1}


def lower_names(columns: Sequence[str]) -> dict[str, str]:
    """What columns are called below a header that they share with those beside them, where no other is called that.

    ``采购情况数量`` and ``采购情况金额`` are 数量 and 金额.
    """
    names = [core(column) for column in columns]
    found: dict[str, str] = {}
    for place, column in enumerate(columns):
        beside = [names[n] for n in (place - 1, place + 1) if 0 <= n < len(names)]
        shared = [upper for name in beside if (upper := _upper(names[place], name)) > 1]
        cut = min(shared, default=0)
        lower = names[place][cut:] if cut else ""
        if len(lower) > 1 and not (lower[0].isdigit() and names[place][cut - 1].isdigit()):
            found[column] = lower
    called = [*names, *found.values()]
    return {column: lower for column, lower in found.items() if called.count(lower) == 1}


def _upper(name: str, beside: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(name, beside, strict=False)))


def _sum_names(columns: Sequence[str]) -> dict[str, str]:
    """What columns of sums are called by what they sum up, where no other is called that: ``资金小计`` is 资金."""
    called = [core(column) for column in columns]
    found = {column: TOTAL.sub("", name) for column, name in zip(columns, called, strict=True)}
    summed = {column: name for column, name in found.items() if len(name) > 1 and name != core(column)}
    return {column: name for column, name in summed.items() if [*called, *summed.values()].count(name) == 1}


def tier_columns(rest: str, columns: Sequence[str]) -> tuple[list[tuple[int, str]], str]:
    """The one column whose name sets bounds that a figure of the question keeps, as ``named_columns`` gives it.

    ``买50套`` asks for what stands below ``价格（1—99套）``.
    """
    figures = find_values(rest)
    if not figures:
        return [], rest
    bounds = {column: [value for value in find_values(fold(column)) if value.bounded] for column in columns}
    tiers = {column: values[0] for column, values in bounds.items() if len(values) == 1}
    for value in figures if len(tiers) > 1 else ():
        kept = [column for column, bound in tiers.items() if bound.admits(value)]
        if len(kept) == 1:
            return [(value.start, kept[0])], mask(rest, [(value.start, value.end)])
    return [], rest


def named_below(rest: str, columns: Sequence[str]) -> tuple[list[tuple[int, str]], str]:
    """The columns that are named by their ``lower_names``, and by what they sum up, as ``named_columns`` gives them."""
    found: list[tuple[int, str]] = []
    names = [*lower_names(columns).items(), *_sum_names(columns).items()]
    for column, name in sorted(names, key=lambda each: -len(each[1])):
        for start, end in list(find_places(name, rest)):
            found.append((start, column))
            rest = mask(rest, [(start, end)])
    return sorted(found), rest


def meant_columns(rest: str, columns: Sequence[str]) -> tuple[list[tuple[int, str]], str]:
    """The columns that are named in other words of the vocabulary (老板: 经营者), as ``named_columns`` gives them."""
    found: list[tuple[int, str]] = []
    for start, end, others in find_meant(rest):
        meant = [column for column in columns if core(column) in others]
        if len(meant) == 1:
            found.append((start, meant[0]))
            rest = mask(rest, [(start, end)])
    return found, rest


def parted_columns(rest: str, columns: Sequence[str]) -> tuple[list[tuple[int, str]], str]:
    """The columns of two header lines whose names stand apart in a question, as ``named_columns`` gives them.

    ``二季度维修费的实际`` names 二季度实际.
    """
    found: list[tuple[int, str]] = []
    said: set[tuple[int, int]] = set()
    for column in columns:
        name = core(column)
        for cut in range(2, len(name) - 1):
            upper, lower = rest.find(name[:cut]), rest.find(name[cut:])
            apart = not (name[cut - 1].isdigit() and name[cut].isdigit())
            if apart and min(upper, lower) >= 0 and (upper + cut <= lower or lower + len(name) - cut <= upper):
                found.append((lower, column))
                said |= {(upper, upper + cut), (lower, lower + len(name) - cut)}
                break
    return sorted(found), mask(rest, sorted(said))


def sibling_column(rest: str, columns: Sequence[str], named: str) -> tuple[list[tuple[int, str]], str]:
    """The one column beside a named one below the same upper name, where only its own is said, as ``named_columns``.

    ``上半年支付比预算多多少`` names 上半年预算 too.
    """
    found: list[tuple[int, int, str]] = []
    for column in columns:
        pairs = zip(core(named), core(column), strict=False)
        upper = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        lower = core(column)[upper:]
        start = rest.find(lower) if upper > 1 and len(lower) > 1 and column != named else -1
        if start >= 0:
            found.append((start, start + len(lower), column))
    if len(found) != 1:
        return [], rest
    ((start, end, column),) = found
    return [(start, column)], mask(rest, [(start, end)])


def without_title(rest: str, table: Table) -> str:
    """What is left of a question, with what of the table's own name stands in it masked, for the most part, unless it
    is a part of more that a column is called by: of 末总人口, in a table 总人口, one of 年末总人口."""
    names = [core(column) for column in table.columns]
    for start, end in title_runs(rest, table):
        wider = rest[max(start - 1, 0) : end], rest[start : end + 1]
        if not any(len(each) > end - start and each in name for each in wider for name in names):
            rest = mask(rest, [(start, end)])
    return rest


def title_runs(text: str, table: Table) -> list[tuple[int, int]]:
    """Where a folded text has ``TITLED`` characters or more of what a table, or its document, is called."""
    titles = fold("\n".join([table.document.title, table.document.name]))
    found, start = [], 0
    while start < len(text):
        end = start
        while end < len(text) and text[start : end + 1] in titles:
            end += 1
        if end - start >= TITLED:
            found.append((start, end))
        start = max(end, start + 1)
    return found


def hinted_column(rest: str, columns: Sequence[str], fits: Callable[[str], bool]) -> tuple[str, str] | None:
    """The one column that shares the longest run of two characters or more with what is left of a question."""
    fitting = (column for column in columns if fits(column) and not _WHETHER.search(column))
    shared = {column: _shared(core(column), rest) for column in fitting}
    longest = max(map(len, shared.values()), default=0)
    best = [column for column, run in shared.items() if len(run) == longest]
    if longest < 2 or len(best) != 1:
        return None
    return best[0], rest.replace(shared[best[0]], MASK * longest)


def _shared(name: str, rest: str) -> str:
    runs = (name[start:end] for start in range(len(name)) for end in range(start + 2, len(name) + 1))
    return max((run for run in runs if run in rest and MASK not in run and not run.isdigit()), key=len, default="")
