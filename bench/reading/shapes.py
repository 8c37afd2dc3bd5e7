"""The usual shapes of office documents, each made from a seed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from bench.reading import tabular
from bench.reading.content import Element, Heading, Look, Made, Record, Text
from bench.reading.words import TASKS, THINGS, Words
from index.readers.pages.headings import number_rank

CHINESE = "一二三四五六七八九十"


def notice(words: Words) -> Made:
    """A notice: its number, whom it is for, sections and their parts, a signature and a date."""
    body = words.body()
    thing = words.thing()
    elements: list[Element] = [
        Heading(f"{body}关于做好{thing}工作的通知", 1),
        Text(f"白水发〔2031〕{words.count(1, 90)}号"),
    ]
    elements += [Text(f"各乡镇人民政府，{words.body()}："), Text(words.paragraph())]
    for number, task in enumerate(words.some(TASKS, 4)):
        elements.append(Heading(f"{CHINESE[number]}、抓好{task}", 2))
        if number % 2:
            for part, part_thing in enumerate(words.some(THINGS, 2)):
                elements += [Heading(f"（{CHINESE[part]}）{part_thing}", 3), Text(words.paragraph(2))]
            elements += [Text(f"{part}.{words.sentence()}") for part in range(1, 4)]
        else:
            elements += [Text(f"（{CHINESE[part]}）{words.task()}。{words.paragraph(2)}") for part in range(3)]
    elements += [Text(f"联系人：{words.person()}，电话：{words.telephone()}"), Text(body), Text(words.date())]
    return Made("notice", tuple(elements))


def report(words: Words) -> Made:
    """An annual report: chapters with prose and tables, units above these, running heads."""
    place = words.place()
    title = f"{place}水务2031年年度报告"
    elements: list[Element] = [Heading(title, 1)]
    looks = [Look.RULED, Look.THREE, Look.SHADED, Look.OPEN]
    for number, topic in enumerate(("公司简介", "主要财务数据", "经营情况讨论与分析", "股东情况")):
        elements += [Heading(f"第{CHINESE[number]}节 {topic}", 2), Text(words.paragraph(4))]
        elements += [tabular.figures(words, looks[number], f"表{number + 1} {topic}明细")]
        elements += [Heading(f"{number + 1}.1 {words.thing()}", 3), Text(words.paragraph(5)), Text(words.paragraph(3))]
    return Made("report", tuple(elements), head=title)


def merged(words: Words) -> Made:
    """Tables with two lines of header and cells merged downwards."""
    elements: list[Element] = [Heading(f"{words.place()}县{words.thing()}统计表", 1), Text(words.paragraph(2))]
    for number, look in enumerate((Look.RULED, Look.SHADED)):
        elements += [Heading(f"{CHINESE[number]}、{words.task()}情况", 2), Text(words.paragraph(2))]
        elements += [tabular.two_headers(words, look), Text(words.paragraph(2)), tabular.grouped(words, look)]
    return Made("merged", tuple(elements))


def stacked(words: Words) -> Made:
    """A report on open government: tables under sections' lines within one frame, each with names of its own."""
    elements: list[Element] = [Heading(f"{words.body()}2031年政府信息公开工作年度报告", 1)]
    elements += [Heading("一、总体情况", 2)]
    elements += [Text(f"（{CHINESE[part]}）{words.task()}情况。{words.paragraph(3)}") for part in range(3)]
    elements += [Heading("二、主动公开政府信息情况", 2), tabular.stacked(words)]
    elements += [Heading("三、收到和处理政府信息公开申请情况", 2), tabular.sectioned(words)]
    elements += [Heading("四、存在的主要问题及改进情况", 2), Text(words.paragraph(4))]
    return Made("stacked", tuple(elements))


def form(words: Words) -> Made:
    """Forms: labels beside their values."""
    elements: list[Element] = [Heading(f"{words.place()}县{words.thing()}项目申报表", 1)]
    for number, wide in enumerate((False, True)):
        elements += [Heading(f"{CHINESE[number]}、{'申报单位' if wide else '项目'}基本情况", 2)]
        elements += [tabular.form(words, wide=wide), Text(words.paragraph(2))]
    return Made("form", tuple(elements))


def columns(words: Words) -> Made:
    """A paper in two columns with a table in one of them."""
    elements: list[Element] = [Heading(f"{words.place()}县{words.thing()}现状与对策研究", 1)]
    for number, topic in enumerate(("引言", "资料与方法", "结果与分析", "讨论")):
        elements += [Heading(f"{number + 1} {topic}", 2), Text(words.paragraph(5)), Text(words.paragraph(4))]
        if number in (1, 2):
            elements.append(
                tabular.small(words, Look.THREE if number == 2 else Look.RULED, f"表{number} {words.thing()}")
            )
            elements.append(Text(words.paragraph(5)))
    return Made("columns", tuple(elements), head=f"{words.place()}学报", columns=2)


def sidebar(words: Words) -> Made:
    """An article beside a bar of short lines."""
    elements: list[Element] = [Heading(f"{words.place()}县{words.thing()}工作纪实", 1)]
    for topic in words.some(TASKS, 2):
        elements += [Heading(f"{topic}见成效", 2), *(Text(words.paragraph(3)) for _ in range(3))]
    bar: list[Element] = [Heading("数据一览", 2)]
    bar += [Record(f"{thing}{words.count(10, 99)}处") for thing in words.some(THINGS, 7)]
    return Made("sidebar", tuple(elements), beside=tuple(bar))


def notes(words: Words) -> Made:
    """Prose with notes at the foot of the pages, and running heads."""
    elements: list[Element] = [Heading(f"{words.place()}县志·{words.thing()}篇", 1)]
    for number in range(7):
        elements += [Heading(f"第{CHINESE[number]}章 {words.thing()}与{words.task()}", 2)]
        elements += [Text(words.paragraph(5)), Text(words.paragraph(4))]
        elements += [Text(f"[{number + 1}] 见{words.place()}档案馆藏卷第{words.count(100, 999)}号。", aside=True)]
    return Made("notes", tuple(elements), head=f"{words.place()}县志")


def handbook(words: Words) -> Made:
    """Chapters behind a table of contents, articles numbered from the first to the last."""
    elements: list[Element] = [Heading(f"{words.body()}内部管理制度汇编", 1)]
    article = 0
    for number, thing in enumerate(words.some(THINGS, 5)):
        elements.append(Heading(f"第{CHINESE[number]}章 {thing}管理", 2))
        for _ in range(3):
            article += 1
            elements.append(Text(f"第{_numeral(article)}条 {words.paragraph(2)}"))
        elements += [Text(f"（{CHINESE[part]}）{words.sentence()[:-1]}；") for part in range(3)]
    return Made("handbook", tuple(elements), head="制度汇编", listed=True)


def records(words: Words) -> Made:
    """A list of prices, and one of who is on duty: a line each."""
    elements: list[Element] = [Heading(f"{words.place()}县便民服务价目", 1), Heading("一、收费标准", 2)]
    elements += [Record(f"{thing} {words.count(20, 900)}元/次 {words.person()}") for thing in words.some(THINGS, 9)]
    elements += [Heading("二、值班电话", 2)]
    elements += [Record(f"{words.person()}：{words.telephone()}") for _ in range(8)]
    elements += [Heading("三、说明", 2), Text(words.paragraph(3))]
    return Made("records", tuple(elements))


def roster(words: Words) -> Made:
    """A table over several pages."""
    elements: list[Element] = [Heading(f"{words.place()}县{words.thing()}责任人名单", 1), Text(words.paragraph(2))]
    elements += [tabular.roster(words), Text(words.paragraph(2))]
    return Made("roster", tuple(elements), head=f"{words.place()}县责任人名单")


def tender(words: Words) -> Made:
    """A tender: a table of terms, tens of headings, and numbered clauses that are none."""
    elements: list[Element] = [Heading(f"{words.place()}县{words.thing()}采购项目招标文件", 1)]
    for number, topic in enumerate(("招标公告", "投标人须知", "评标办法", "合同条款", "采购需求")):
        elements.append(Heading(f"第{CHINESE[number]}章 {topic}", 2))
        if number == 1:
            elements.append(tabular.terms(words))
        for section, task in enumerate(words.some(TASKS, 4), start=1):
            elements.append(Heading(f"{section}. {task}", 3))
            elements += [Text(f"{section}.{clause} {words.paragraph(2)}") for clause in range(1, 4)]
    return Made("tender", tuple(elements), head=f"{words.place()}县招标文件", listed=True)


def statement(words: Words) -> Made:
    """Statutory tables in which most cells are blank, with units above them."""
    elements: list[Element] = [Heading(f"{words.body()}2031年度部门决算", 1)]
    for number, topic in enumerate(("收入支出决算总表", "财政拨款支出决算表")):
        elements += [Heading(f"{CHINESE[number]}、{topic}", 2), tabular.sparse(words), Text(words.paragraph(2))]
    return Made("statement", tuple(elements))


def disclosure(words: Words) -> Made:
    """A report of a company: ticked boxes above tables, sections of tables with headers of their own, names longer than
    what is below them, figures that are beside a label and in no column."""
    elements: list[Element] = [Heading(f"{words.place()}水务股份公司2031年年度报告摘要", 1)]
    for number, topic in enumerate(("主营业务情况", "资产及负债状况", "研发投入情况")):
        elements += [Heading(f"{CHINESE[number]}、{topic}", 2), Text(words.paragraph(3)), Text("√适用 □不适用")]
        made = (tabular.by_sections, tabular.changes, tabular.peers)[number]
        elements += [made(words), Text(words.paragraph(2))]
    return Made("disclosure", tuple(elements), head=f"{words.place()}水务年度报告摘要")


def plan(words: Words) -> Made:
    """Tables of tasks whose cells are sentences over several lines."""
    elements: list[Element] = [Heading(f"{words.place()}县{words.thing()}任务分解方案", 1), Text(words.paragraph(3))]
    for number in range(2):
        elements += [
            Heading(f"{CHINESE[number]}、{words.task()}安排", 2),
            tabular.tasks(words),
            Text(words.paragraph(3)),
        ]
    return Made("plan", tuple(elements))


def redhead(words: Words) -> Made:
    """A decree: the name of who issues it, its number between lines, articles, and who gets copies."""
    body = words.body()
    elements: list[Element] = [Heading(f"{body}关于印发《{words.thing()}管理办法》的通知", 1)]
    elements += [Text(f"白水规〔2031〕{words.count(1, 90)}号"), Text(f"{words.body()}："), Text(words.paragraph(2))]
    for number, topic in enumerate(("总则", "职责分工", "监督管理", "附则")):
        elements.append(Heading(f"第{CHINESE[number]}章　{topic}", 2))
        elements += [Text(f"第{_numeral(3 * number + part)}条　{words.paragraph(2)}") for part in (1, 2, 3)]
    elements += [Text(body), Text(words.date()), Text(f"抄送：{words.body()}，{words.body()}。")]
    return Made("redhead", tuple(elements))


def schedule(words: Words) -> Made:
    """Tables without lines: words alone, and cells over several lines."""
    elements: list[Element] = [Heading(f"{words.place()}县{words.thing()}培训班安排", 1), Text(words.paragraph(2))]
    for number, look in enumerate((Look.OPEN, Look.ZEBRA)):
        elements += [
            Heading(f"{CHINESE[number]}、{'日程' if number == 0 else '分组'}安排", 2),
            Text(words.paragraph(2)),
        ]
        elements += [tabular.days(words, look), Text(words.paragraph(2)), tabular.duties(words, look)]
    return Made("schedule", tuple(elements))


def survey(words: Words) -> Made:
    """Tables of figures in the looks that have few lines, some of them with two lines of header."""
    elements: list[Element] = [Heading(f"{words.place()}县{words.thing()}调查报告", 1)]
    for number, look in enumerate((Look.THREE, Look.OPEN, Look.ZEBRA)):
        elements += [Heading(f"{CHINESE[number]}、{words.task()}", 2), Text(words.paragraph(3))]
        elements += [tabular.two_headers(words, look), Text(words.paragraph(2)), tabular.tasks(words, look)]
    return Made("survey", tuple(elements))


def questions(words: Words) -> Made:
    """Questions with their answers."""
    elements: list[Element] = [Heading(f"{words.place()}县{words.thing()}政策问答", 1), Text(words.paragraph(2))]
    for number, thing in enumerate(words.some(THINGS, 6)):
        elements += [Heading(f"{CHINESE[number]}、{thing}由谁负责？", 2), Text(words.paragraph(3))]
        elements += [Text(f"{part}.{words.sentence()}") for part in range(1, 3)]
    return Made("questions", tuple(elements))


SHAPES: dict[str, Callable[[Words], Made]] = {
    shape.__name__: shape
    for shape in (
        notice,
        report,
        merged,
        stacked,
        form,
        columns,
        sidebar,
        notes,
        handbook,
        records,
        roster,
        tender,
        statement,
        plan,
        redhead,
        schedule,
        survey,
        questions,
        disclosure,
    )
}


def make(names: list[str], copies: int) -> Iterator[tuple[str, Made]]:
    """Documents of these shapes, so many of each, always the same; and what each is called.

    Every other one has its headings marked by hand, if these are numbered.
    """
    for name in names:
        for copy in range(copies):
            made = SHAPES[name](Words(1_000 * list(SHAPES).index(name) + copy))
            numbered = all(number_rank(heading.text) is not None for heading in made.headings()[1:])
            yield f"{name}{copy}", replace(made, by_hand=copy % 2 == 1 and numbered)


def _numeral(number: int) -> str:
    """A number below 100 in Chinese."""
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else "十" if tens == 1 else f"{CHINESE[tens - 1]}十") + (CHINESE[ones - 1] if ones else "")
