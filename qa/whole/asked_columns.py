"""Which columns a question asks for: by name, by a part of a name, by the unit, by the kind of thing."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import groupby

from index.text.tokens import Tokenizer, fold
from index.text.units import alike
from index.text.values import YEAR, Kind, find_values
from index.text.vocabulary import find_meant
from qa.asking.question import content_terms
from qa.types import Expected, Question
from qa.whole.column_names import hinted_column
from qa.whole.conditions import MASK
from qa.whole.figures import TELLING, figures_in, is_numeric
from qa.whole.ledgers import QUANTITY, measured_column
from qa.whole.naming import Register
from qa.whole.operations import MEASURE, without_operation
from qa.whole.partial_names import noun_runs
from qa.whole.rows import Row
from qa.whole.tables import core, is_money, is_numbering, unit_of

_MONEY_ASKED = re.compile("多少(?:块?钱|元)|几(?:块钱|元)|花[了费掉]?多少(?=\\W*$)")
FEE = re.compile("(?<=[\u4e00-\u9fff]{2})费用?(?=(?:是|为|有|合计|总计|[一总]?共|加起来)*多少)")
"""The end of what something costs: of 维修费 a table of repairs has the money alone."""
_IN_UNIT = re.compile("[\u4e00-\u9fffa-z²³]+")
"""The parts of a unit: 元, 台 and 月 of 元/台·月."""
_DAY = re.compile("(?:19|20)[0-9]{2}[-/.年][0-9]{1,2}(?:[-/.月][0-9]{1,2}日?)?月?|[0-9]{1,2}月[0-9]{1,2}日")
_AMOUNT = re.compile("[多少][了出]?多少|相?差|最[多少]|最[大小]的?一?笔|一?共|总共|合计")
"""What asks how much more, or for the most, of whatever a table has the figures of."""
_OPPOSITES = ("长短", "高低矮", "宽窄", "厚薄", "深浅", "重轻")
_ADJECTIVE = re.compile(
    "(?:谁|哪|更|最|还是|比)[^，。？]{0,12}?(?:(?P<price>贵|便宜)|(?P<size>[长短高低矮宽窄厚薄深浅重轻]))"
)
_PRICE = re.compile("价")
_OF_ONE = re.compile("(?<![总合])价格?$")
"""What each of the things costs, which adds up to nothing."""
_ONE_ASKED = re.compile(f"[每一](?![年月日天周季]){MEASURE}")
_PERSON = re.compile("(?:人|员|长|者|师|姓名|名字|领导|经理|主任|主管|联系人)$")
PEOPLE = re.compile("[些个名位]?(?:人员|员工|职工|成员|同事|人)(?!数)")
"""Words for people that say no more than who is asked for."""
_PLACE = re.compile("(?:地|地点|地址|位置|场所|场地|处|楼层|地区|区域|库房|仓库)$")


def find_columns(
    rest: str, columns: Sequence[str], rows: Sequence[Row], question: Question, tokenizer: Tokenizer
) -> tuple[list[str], str]:
    """The columns asked for that are not named whole, and what is left of the question; none where uncertain."""
    by_unit = columns_in_unit(rest, columns, rows, question)
    hinted = hinted_column(rest, columns, lambda column: by_unit == [] or column in by_unit)
    if hinted:
        return [hinted[0]], hinted[1]
    if by_unit and hinted_column(rest, columns, lambda column: has_figures(column, rows[:TELLING])):
        return [], rest  # another column is named in part, whose figures are in no such unit: 15/节点
    meant = _by_meaning(rest, columns, rows) if question.expected is Expected.NUMBER else []
    if len(meant) == 1:
        return meant, rest
    by_adjective = _by_adjective(rest, columns, rows)
    if len(by_adjective) == 1:
        return by_adjective, rest
    if len(by_unit) == 1:
        return by_unit, _without_unit(rest, by_unit[0])
    if not by_unit and _AMOUNT.search(rest) and (figures := _figures_of(columns, rows)):
        return figures, rest
    of_kind = _by_kind(columns, rows, question)
    return of_kind, _without_letters(rest, core(of_kind[0]), tokenizer) if of_kind else rest


def _figures_of(columns: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The one column of figures, in a list, where the others have words; empty where several have, or none."""
    found = [column for column in columns if is_numeric(rows, column) and not is_numbering(column)]
    return found if len(found) == 1 else []


def _by_meaning(rest: str, columns: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The columns of figures whose names have a word in them that a question says otherwise: 招聘人数 of 招了多少."""
    others = {each for _, _, words in find_meant(rest) for each in words if len(each) > 1}
    return [column for column in columns if is_numeric(rows, column) and any(each in core(column) for each in others)]


def _by_adjective(rest: str, columns: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """The columns with figures that an adjective of a question is about: 贵 a price, else that which has its letter."""
    found = _ADJECTIVE.search(rest)
    if found is None:
        return []
    if found["price"]:
        prices = [column for column in columns if _PRICE.search(core(column))]
        return prices or [column for column in columns if _has_unit(column, rows, is_money)]
    letters = next(pair for pair in _OPPOSITES if found["size"] in pair)
    return [column for column in columns if is_numeric(rows, column) and any(each in core(column) for each in letters)]


def _without_letters(text: str, letters: str, tokenizer: Tokenizer) -> str:
    """A folded text with a comma for the words that are written in these letters alone, and for the 在 or 于 behind."""
    said: list[str] = []
    for among, words in groupby(tokenizer.tag(text.replace(MASK, "，")), lambda word: set(word.text) <= set(letters)):
        rest = "".join(text[word.start : word.end] for word in words)
        said.append("，" if among else rest[rest[0] in "在于" and bool(said) :])
    return "".join(said)


def columns_in_unit(rest: str, columns: Sequence[str], rows: Sequence[Row], question: Question) -> list[str]:
    """The columns with figures in the unit that is asked for.

    Where it is asked what one costs, and rows say how many they are about, an amount is that of all of them.
    """
    if _MONEY_ASKED.search(rest) or FEE.search(rest):
        found = [column for column in columns if _has_unit(column, rows, is_money)]
        of_one = _ONE_ASKED.search(rest) and any(QUANTITY.search(core(column)) for column in columns)
        return [column for column in found if _is_of_one(column)] if of_one else found
    if quantity := measured_column(columns, rows, question):
        return [quantity]
    unit = question.unit
    if question.expected not in (Expected.NUMBER, Expected.DURATION) or not unit or unit == "个":
        return []
    return [column for column in columns if _has_unit(column, rows, lambda own: bool(own) and alike(unit, fold(own)))]


def summed_columns(rest: str, columns: Sequence[str], rows: Sequence[Row], question: Question) -> list[str]:
    """The columns with figures in the unit that is asked for which can be added up: no prices of one of each, unless
    each row is one thing, as no other column has figures that could say how many there are."""
    found = columns_in_unit(rest, columns, rows, question)
    amounts = [column for column in found if not _is_of_one(column)]
    if amounts or len(found) != 1 or "/" in unit_of(found[0]):
        return amounts
    named = dict.fromkeys(cell.name for row in rows[:TELLING] for cell in row.cells)
    return found if _figures_of(list(named), rows) == found else []


def _is_of_one(column: str) -> bool:
    return bool(_OF_ONE.search(core(column))) or "/" in unit_of(column)


def _has_unit(column: str, rows: Sequence[Row], fits: Callable[[str], bool]) -> bool:
    figures = list(figures_in(rows[:TELLING], column))
    return bool(figures) and all(fits(figure.unit) for figure in figures)


def _without_unit(rest: str, column: str) -> str:
    """Without what a price is for (``多少钱一公斤``, ``一台一月多少钱``), where the column's unit says the same."""
    for unit in sorted(_IN_UNIT.findall(fold(unit_of(column))), key=len, reverse=True):
        for per in "一每/":
            rest = rest.replace(per + unit, "，")
    return rest


def _by_kind(columns: Sequence[str], rows: Sequence[Row], question: Question) -> list[str]:
    """The only column of the kind of thing that is asked for, in a list; empty where there are several or none."""
    tests: dict[Expected, Callable[[str], bool]] = {
        Expected.PERSON: lambda column: bool(_PERSON.search(core(column))),
        Expected.PLACE: lambda column: bool(_PLACE.search(core(column))),
        Expected.TIME: lambda column: _says_times(column, rows),
    }
    fits = tests.get(question.expected)
    found = [column for column in columns if fits and fits(column) and not is_numeric(rows, column)]
    return found if len(found) == 1 else []


def _says_times(column: str, rows: Sequence[Row]) -> bool:
    cells = [fold(cell.value) for row in rows[:TELLING] if (cell := row.cell(column))]
    return bool(cells) and all(any(value.kind is Kind.TIME for value in find_values(cell)) for cell in cells)


def people_column(columns: Sequence[str]) -> str:
    """The only column of names of people, ``""`` where there is none."""
    found = [column for column in columns if re.search("姓名|名字$", core(column))]
    found = found or [column for column in columns if _PERSON.search(core(column))]
    return found[0] if len(found) == 1 else ""


def lacks_people(rest: str, question: Question, columns: Sequence[str]) -> bool:
    """Whether people are asked for of a table that has no column of them."""
    of_people = bool(PEOPLE.search(rest)) or question.expected is Expected.PERSON
    return of_people and not people_column(columns)


def is_of_another(column: str, question: Question, rows: Sequence[Row], rest: str, tokenizer: Tokenizer) -> bool:
    """Whether a column that a question does not name is another than it asks for.

    It is of another year; or what is left of the question stands in another cell of the one row that is meant (产假 in
    the remarks on somebody whose contract ends at a date); or it says where something is, and what is asked for is what
    is done (卡在哪).
    """
    asked, called = fold(question.resolved), fold(core(column))
    years, own = (set(YEAR.findall(each)) for each in (asked, called))
    if years and own and not years & own:
        return True
    if question.expected is Expected.PLACE and (deed := _deed(rest, tokenizer)) and deed not in called:
        return True
    others = fold("\n".join(cell.value for cell in rows[0].cells if cell.name != column)) if len(rows) == 1 else ""
    above = fold("\n".join([called, *rows[0].headings])) if rows else ""
    left = content_terms(without_operation(rest).replace(MASK, "，"), tokenizer)
    return any(term.is_in(others) and not term.is_in(above) for term in left)


def is_called_elsewhere(column: str, text: str, register: Register, tokenizer: Tokenizer) -> bool:
    """Whether what a folded question calls a column in part (系数 of 考核系数) is the name of something else there: the
    document has it whole, and what the table says has not."""
    called, written = core(column), register.table.document.text
    for start, end in noun_runs(text, tokenizer):
        run = text[start:end]
        tails = (run[at:] for at in range(1, len(run) - 1))
        in_part = any(tail in called for tail in tails) and run not in called
        if in_part and run in written and run not in register.known:
            return True
    return False


def has_figures(column: str, rows: Sequence[Row]) -> bool:
    """Whether any of the rows has a figure in a column, and no day alone."""
    cells = (fold(cell.value) for row in rows if (cell := row.cell(column)))
    return any(any(map(str.isdigit, _DAY.sub("", cell))) for cell in cells)


def _deed(rest: str, tokenizer: Tokenizer) -> str:
    """The word of one character before 在哪 in what is left of a question, for what is done there; ``""`` for none."""
    at = rest.find("在哪")
    words = (word.text for word in tokenizer.tag(rest.replace(MASK, "，")) if word.end == at)
    return next((word for word in words if len(word) == 1 and word.isalpha()), "")
