"""What speaks against reckoning from rows what a question seems to ask of them: a wrong figure is worse than none."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import groupby

from index.text.numerals import BELOW_HUNDRED
from index.text.tokens import HAN, Tokenizer
from index.text.vocabulary import directions
from qa.whole.asked_columns import people_column
from qa.whole.asked_nouns import COUNTED
from qa.whole.conditions import MASK
from qa.whole.figures import figures_in, is_numeric
from qa.whole.having import rows_that_do
from qa.whole.naming import Register
from qa.whole.operations import COMPUTED, HIGH, LOW, MEASURE, ONE_BY_ONE, Operation
from qa.whole.ranks import PLACES
from qa.whole.rows import Row
from qa.whole.tables import core, is_numbering

_WITHOUT_MEASURE = re.compile(f"{MASK}的?(?:一?共|总共)?有?多少(?=\\W*$)")
"""Asks how much something comes to, rather than how many of a kind there are: 现金一共多少, but not 阀门有多少."""
_KINDS = "种类样家位名人次条项笔批户层班卷"
"""Measure words that count rows, even where these say how many pieces each is of."""
_EACH = re.compile(f"每一?(?P<what>[{HAN}]{{1,3}})")
_OF_ROWS = re.compile(f"最[{HIGH}{LOW}便](?:宜)?的?(?:一?[笔次项条单份]|(?!是|有|哪|谁)[{HAN}{MASK}])")
"""Says that it is a row that has the most: 最大的一笔, 金额最小的合同."""
_WHO = re.compile("谁|哪(?:个|位)人|什么人")
_WHEN = re.compile("哪一?个?(?P<unit>年|月|季度|周|星期|天|日)")
_OF_TIMES = re.compile("[次天节]数$")
_SO_MANY = re.compile(f"(?:{BELOW_HUNDRED}|两){MEASURE}?(?P<thing>[{HAN}]{{1,3}})")
_PIECES = re.compile(f"数量$|^[{ONE_BY_ONE}]数$")
"""The names of columns that say how many pieces a row is of."""
_DIGITS = re.compile(r"\D")
MERGED, LONG = 3, 4
"""In so many rows a figure of so many digits, zeros at its ends aside, is hardly the same by chance."""
_PLAIN = frozenset("人钱元块值事货物里中内上下年月日天号次个分名家款费总共")
"""Nouns of one character that name nothing in a sum or a count."""


@dataclass(frozen=True, slots=True)
class Understood:
    """What a question was taken to ask of a table: what is left of it is ``rest``, all of it, folded, ``text``.

    ``held`` are the columns that say which rows are meant, ``named`` those of them by what their cells say.
    """

    register: Register
    operation: Operation
    columns: Sequence[str]
    figures: Sequence[str]
    rows: Sequence[Row]
    held: Set[str]
    named: Set[str]
    rest: str
    text: str


def is_doubted(asked: Understood, tokenizer: Tokenizer) -> bool:
    """Whether what comes of the rows may be another thing than is asked for."""
    if asked.operation in COMPUTED and _are_shared(asked):
        return True
    match asked.operation:
        case Operation.COUNT:
            return _counts_otherwise(asked) or _says_more(asked, tokenizer)
        case Operation.SUM | Operation.AVERAGE:
            doubted = _is_per_other(asked) or _says_more(asked, tokenizer) or _stands_in(asked)
            return doubted or _is_unread(asked) or _are_merged(asked)
        case Operation.HIGHEST | Operation.LOWEST:
            ranked = any(PLACES.search(core(column)) for column in asked.figures)
            return ranked or _stands_in(asked) or _of_several_rows(asked)
    return False


def _says_more(asked: Understood, tokenizer: Tokenizer) -> bool:
    """Whether what is left says of rows what was not understood: what they are, what was done, which way it went."""
    done = "已" in asked.rest
    return done or _names_more(asked, tokenizer) or _goes_the_other_way(asked, tokenizer)


def _is_per_other(asked: Understood) -> bool:
    """Whether it is asked per something that a row is not: 平均每人 of a table with a row a purchase."""
    key = asked.register.table.key
    each = _EACH.search(asked.rest)
    people = each is not None and "人" in each["what"] and people_column(asked.register.table.columns) == key
    return each is not None and not people and not any(letter in core(key) for letter in each["what"])


def _are_shared(asked: Understood) -> bool:
    """Whether a figure to reckon with, or to choose rows by, is merged over several cells: it may be that of all."""
    return not asked.register.shared.isdisjoint({*asked.figures, *asked.held} - asked.named)


def _are_merged(asked: Understood) -> bool:
    """Whether rows one below the other say the same long figure: one that is merged over them, and stands for all."""
    for column in asked.figures:
        cells = [cell.value.strip() if (cell := row.cell(column)) else "" for row in asked.rows]
        alike = ((value, sum(1 for _ in same)) for value, same in groupby(cells))
        if any(count >= MERGED and len(_DIGITS.sub("", value).strip("0")) >= LONG for value, count in alike):
            return True
    return False


def _stands_in(asked: Understood) -> bool:
    """Whether the question names a column that has figures, but none to reckon with, and another stands in for it."""
    table, register = asked.register.table, asked.register
    others = [each for each in table.columns if each not in (*asked.held, *asked.figures, table.key)]
    others = [each for each in others if each not in register.timed and not is_numeric(table.rows, each)]
    others = [each for each in others if not is_numbering(each)]
    return any(_shares(core(each), asked.text) and _says_figures(asked.rows, each) for each in others)


def _says_figures(rows: Sequence[Row], column: str) -> bool:
    cells = [cell.value for row in rows if (cell := row.cell(column))]
    return 2 * sum(any(map(str.isdigit, cell)) for cell in cells) > len(cells)


def _shares(name: str, text: str) -> bool:
    return any(name[at : at + 2] in text for at in range(len(name) - 1))


def _of_several_rows(asked: Understood) -> bool:
    """Whether what is asked for, a person, a department, a month, has several rows, whose most is not its own."""
    table = asked.register.table
    if _OF_ROWS.search(asked.rest):
        return False
    labels = [column for column in asked.columns if column not in asked.figures]
    if _WHO.search(asked.text) and (people := people_column(table.columns)):
        labels.append(people)
    when = _WHEN.search(asked.rest)
    unit = when["unit"][-1] if when else ""
    finer = bool(unit) and any(_last(asked, column) != unit for column in asked.register.timed)
    return finer or any(_repeats(asked.rows, column) for column in labels if column != table.key)


def _last(asked: Understood, column: str) -> str:
    """What the times of a column end in, 月 of 3月; ``""`` for what is written otherwise."""
    cells = [cell.value.strip()[-1:] for row in asked.rows[:1] if (cell := row.cell(column))]
    return "天" if cells and cells[0] in ("日", "号") else next(iter(cells), "")


def _repeats(rows: Sequence[Row], column: str) -> bool:
    values = [cell.value.strip() for row in rows if (cell := row.cell(column))]
    return len(set(values)) < len(values)


def _counts_otherwise(asked: Understood) -> bool:
    """Whether rows are not what is counted: pieces that a column counts, things that come again, a bare 多少."""
    table, register = asked.register.table, asked.register
    match = COUNTED.search(asked.rest)
    measure, noun = (match["measure"] or "", match["noun"] or "") if match else ("", "")
    figured = [each for each in table.columns if each != table.key and is_numeric(table.rows, each)]
    bare = not measure and figured and _WITHOUT_MEASURE.search(asked.rest) and core(table.key) not in asked.text
    if measure == "分" or bare:
        return True
    pieces = [column for column in figured if _PIECES.search(core(column)) and column not in asked.held]
    if measure not in _KINDS and any(f.number != 1 for column in pieces for f in figures_in(asked.rows, column)):
        return True
    people = people_column(table.columns) if noun.startswith("人") or measure in ("人", "位", "名") else ""
    others = [each for each in table.columns if each not in (*asked.held, table.key)]
    named = [each for each in others if len(core(each)) > 1 and noun.startswith(core(each))]
    if any(_repeats(asked.rows, column) for column in {*named, people} - {"", table.key, *asked.held}):
        return True
    return any(_restricts(register, column, asked.text) for column in others)


def _restricts(register: Register, column: str, text: str) -> bool:
    """Whether a column tells of how many rows what is said of them holds, while none is left out: 党员, 迟到次数."""
    name = core(column)
    if _is_of_some(register, column, text):
        return True
    if not is_numeric(register.table.rows, column):
        return False
    stem, thing = _OF_TIMES.sub("", name), name.removesuffix("数")
    so_many = thing != name and any(match["thing"].startswith(thing) for match in _SO_MANY.finditer(text))
    return so_many or (stem != name and len(stem) > 1 and stem in text)


def _is_unread(asked: Understood) -> bool:
    """Whether a column of yes and no is named, and no row left out: 党员的平均工资."""
    columns = [column for column in asked.register.table.columns if column not in asked.held]
    return any(_is_of_some(asked.register, each, asked.text) for each in columns)


def _is_of_some(register: Register, column: str, text: str) -> bool:
    """Whether a text names a column by which some rows have what it says, and others not."""
    return core(column) in text and bool(rows_that_do(register, column))


def _names_more(asked: Understood, tokenizer: Tokenizer) -> bool:
    """Whether what is left begins with a noun of one character that stands nowhere above: 酒 of 酒一共多少钱."""
    counted = COUNTED.search(asked.rest)
    measure = counted.span("measure") if counted else (-1, -1)
    words = [word for word in tokenizer.tag(asked.rest.replace(MASK, "，")) if (word.start, word.end) != measure]
    nouns = [word.text for word in words if len(word.text) == 1 and word.tag.startswith("n")]
    return any(noun not in _PLAIN and noun not in asked.register.above for noun in nouns)


def _goes_the_other_way(asked: Understood, tokenizer: Tokenizer) -> bool:
    """Whether a verb has an opposite, and the columns do not tell which of the two their rows are of: 还 beside 借."""
    names = "".join(map(core, asked.register.table.columns))
    verbs = {word.text.rstrip("了出回到走") for word in tokenizer.tag(asked.rest.replace(MASK, "，"))}
    told = "".join(map(core, asked.held))  # 借 of the rows where somebody stands under 借用人
    for verb in sorted(verbs & directions().keys()):
        others = directions()[verb]
        rival = any(other in names for other in others)
        lacks = verb not in asked.register.above and any(other in asked.register.above for other in others)
        if verb not in told and (rival or lacks):
            return True
    return False
