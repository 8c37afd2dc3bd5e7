"""Registers asked for cells, rows and sums, with the truth known by construction."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

import docx
import openpyxl
import pytest

from index.library import Library
from qa.answers import Answer
from qa.assistant import Assistant
from qa.judging.quotes import is_verbatim

Rows = Sequence[Sequence[str]]


@dataclass(frozen=True)
class Case:
    """``wanted`` are all in the answer and ``unwanted`` none of them; nothing wanted is to be refused."""

    kind: str
    question: str
    wanted: tuple[str, ...]
    unwanted: tuple[str, ...] = ()


def write_csv(path: Path, rows: Rows) -> None:
    path.write_text("\n".join(",".join(row) for row in rows) + "\n", encoding="utf-8")


def write_xlsx(path: Path, rows: Rows) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = path.stem
    for row in rows:
        sheet.append([Decimal(cell) if cell.replace(".", "", 1).isdecimal() else cell for cell in row])
    book.save(path)


def write_docx(path: Path, rows: Rows) -> None:
    document = docx.Document()
    document.add_heading(path.stem, 1)
    table = document.add_table(len(rows), len(rows[0]))
    for number, row in enumerate(rows):
        for column, cell in enumerate(row):
            table.cell(number, column).text = cell
    document.save(str(path))


def write_md(path: Path, rows: Rows) -> None:
    lines = ["| " + " | ".join(row) + " |" for row in rows]
    lines.insert(1, "|" + " --- |" * len(rows[0]))
    path.write_text(f"# {path.stem}\n\n" + "\n".join(lines) + "\n", encoding="utf-8")


GOODS = "酱油 陈醋 花椒 八角 桂皮 冰糖 豆豉 腐乳".split()
STAFF = "卓文彬 易思源 屈小萍 柏立新 宫雪梅 闵志刚 骆海燕".split()
BRIDGES = "永安桥 望溪桥 柳堤桥 跨湖桥 石门桥 麻园桥".split()
CLUBS = "航模社 摄影社 合唱团 武术队 读书会 话剧社".split()


@dataclass(frozen=True)
class Register:
    """A table: ``figures`` and ``words`` are columns asked for, with what stands behind 多少 for the former."""

    file: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    figures: tuple[str, ...]
    words: tuple[str, ...]
    group: str
    absent: tuple[str, str]

    def column(self, name: str) -> int:
        return next(place for place, each in enumerate(self.header) if each.partition("（")[0] == name)


def registers(chance: random.Random) -> list[Register]:
    def amounts(count: int, low: int, high: int) -> list[str]:
        return [str(number) for number in chance.sample(range(low, high), count)]

    def prices(count: int) -> list[str]:
        return [f"{number / 10:.1f}" for number in chance.sample(range(35, 400), count)]

    stores, teams = ("甲仓", "丙仓"), ("测绘组", "档案组")
    goods = zip(GOODS, prices(8), amounts(8, 20, 900), [stores[n % 2] for n in range(8)], strict=True)
    phones = [f"6{number}" for number in amounts(7, 100000, 999999)]
    staff = zip(STAFF, [teams[n % 2] for n in range(7)], phones, amounts(7, 1, 30), strict=True)
    towns = ("东渚镇", "西塘镇")
    bridges = zip(BRIDGES, amounts(6, 30, 400), amounts(6, 4, 30), [towns[n % 2] for n in range(6)], strict=True)
    rooms = ("艺术楼", "体育馆")
    people = [f"{name}老师" for name in "汤 邬 简 莫 仇 费".split()]
    clubs = zip(CLUBS, people, amounts(6, 12, 90), [rooms[n % 2] for n in range(6)], strict=True)
    return [
        Register(
            "调料库存.csv",
            ("品名", "单价（元）", "库存（箱）", "仓库"),
            tuple(goods),
            ("单价", "库存"),
            ("仓库",),
            "仓库",
            ("味精", "保质期"),
        ),
        Register(
            "人员通讯录.xlsx",
            ("姓名", "部门", "分机号", "工龄（年）"),
            tuple(staff),
            ("工龄",),
            ("部门", "分机号"),
            "部门",
            ("钱大钧", "血型"),
        ),
        Register(
            "桥梁台账.docx",
            ("桥名", "桥长（米）", "桥宽（米）", "所在镇"),
            tuple(bridges),
            ("桥长", "桥宽"),
            ("所在镇",),
            "所在镇",
            ("龙泉桥", "限载"),
        ),
        Register(
            "社团一览.md",
            ("社团", "指导老师", "人数", "活动地点"),
            tuple(clubs),
            ("人数",),
            ("指导老师", "活动地点"),
            "活动地点",
            ("街舞社", "经费"),
        ),
    ]


def cases(register: Register) -> Iterator[Case]:
    rows, header = register.rows, register.header
    key = header[0]
    for row in rows[::2]:
        others = tuple(other[0] for other in rows if other is not row)
        for name in (*register.figures, *register.words):
            yield Case("cell", f"{row[0]}的{name}是多少？", (row[register.column(name)],), others)
    group = register.column(register.group)
    for value in sorted({row[group] for row in rows}):
        inside = [row[0] for row in rows if row[group] == value]
        outside = tuple(row[0] for row in rows if row[group] != value)
        yield Case("filter", f"{register.group}是{value}的{key}有哪些？", tuple(inside), outside)
        yield Case("count", f"{register.group}为{value}的{key}一共有几个？", (f"{len(inside)}（",))
    for name in register.figures:
        place = register.column(name)
        numbers = {row[0]: Decimal(row[place]) for row in rows}
        ordered = sorted(numbers, key=lambda each: numbers[each])
        yield Case("extreme", f"哪个{key}的{name}最大？", (ordered[-1],), tuple(ordered[:-1]))
        yield Case("extreme", f"{name}最小的{key}是哪个", (ordered[0],), tuple(ordered[1:]))
        one, other = rows[1][0], rows[3][0]
        yield Case("sum", f"{one}和{other}的{name}加起来是多少？", (f"= {numbers[one] + numbers[other]}",))
        yield Case("difference", f"{one}和{other}的{name}相差多少？", (f"= {abs(numbers[one] - numbers[other])}",))
        bound = numbers[ordered[3]]
        above = tuple(each for each in ordered if numbers[each] > bound)
        yield Case("filter", f"{name}大于{bound}的{key}有哪些？", above, tuple(set(numbers) - set(above)))
    absent, column = register.absent
    yield Case("absent", f"{absent}的{register.figures[0]}是多少？", ())
    yield Case("absent", f"{rows[0][0]}的{column}是多少？", ())
    yield Case("absent", f"{absent}和{rows[0][0]}的{register.figures[0]}相差多少？", ())


def reverse(register: Register) -> Iterator[Case]:
    """What is named by another column than the first, where only one row has it."""
    for name in register.words:
        place = register.column(name)
        values = [row[place] for row in register.rows]
        for row in register.rows[::3]:
            if values.count(row[place]) == 1:
                yield Case("reverse", f"{name}是{row[place]}的{register.header[0]}是哪个？", (row[0],))


@pytest.fixture
def asked(open_library: Callable[..., Library], documents: Path) -> tuple[Assistant, list[Case]]:
    """An assistant without models, over one table of each shape, and the questions."""
    write: dict[str, Callable[[Path, Rows], None]] = {
        ".csv": write_csv, ".xlsx": write_xlsx, ".docx": write_docx, ".md": write_md,
    }  # fmt: skip
    made = registers(random.Random(26))
    for register in made:
        path = documents / register.file
        write[path.suffix](path, [register.header, *register.rows])
    library = open_library()
    library.sync([documents])
    assistant = Assistant(library)
    assistant.reader = None
    return assistant, [case for register in made for case in (*cases(register), *reverse(register))]


def test_tables_are_answered_exactly_or_refused(asked: tuple[Assistant, list[Case]]) -> None:
    assistant, questions = asked
    right: dict[bool, list[bool]] = {True: [], False: []}
    missed, wrong_and_sure = [], 0
    for case in questions:
        outcome = assistant.ask(case.question)
        text = outcome.text if isinstance(outcome, Answer) else ""
        for citation in outcome.citations:
            assert is_verbatim(citation, assistant.library.document(citation.document_id))
        held = bool(text) == bool(case.wanted) and all(each in text for each in case.wanted)
        held = held and not any(each in text for each in case.unwanted)
        right[bool(case.wanted)].append(held)
        wrong_and_sure += isinstance(outcome, Answer) and outcome.sure and not held
        if not held:
            missed.append(f"{case.kind} {case.question} {case.wanted} → {text or 'refused'}")
    assert len(questions) >= 80
    assert sum(right[True]) >= 0.95 * len(right[True]), missed
    assert sum(right[False]) >= 0.95 * len(right[False]), missed
    assert wrong_and_sure <= 0.01 * len(questions), missed
