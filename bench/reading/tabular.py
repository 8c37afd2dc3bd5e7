"""The tables of the shapes."""

from __future__ import annotations

from bench.reading.content import Look, Merge, Role, Table, plain_table
from bench.reading.words import BODIES, PLACES, TASKS, THINGS, Words


def figures(words: Words, look: Look, title: str) -> Table:
    rows = [(thing, words.amount(), words.amount(), words.share()) for thing in words.some(THINGS, 6)]
    return plain_table(("项目", "本期金额", "上期金额", "增减比例"), rows, look, title, "单位：万元")


def small(words: Words, look: Look, title: str) -> Table:
    rows = [(place, words.count(), words.share()) for place in words.some(PLACES, 5)]
    return plain_table(("地区", "数量", "占比"), rows, look, title)


def two_headers(words: Words, look: Look) -> Table:
    """Names that stand over two columns each; a last row of sums."""
    top = ("地区", "本年收入", "本年收入", "本年支出", "本年支出", "结余")
    below = ("地区", "财政拨款", "其他", "人员经费", "公用经费", "结余")
    rows = [(place, *(words.amount() for _ in range(5))) for place in words.some(PLACES, 6)]
    rows.append(("合计", *(words.amount() for _ in range(5))))
    merges: tuple[Merge, ...] = ((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4), (0, 5, 1, 5))
    roles = (Role.HEADER, Role.HEADER, *(Role.BODY for _ in rows))
    return Table((top, below, *rows), roles, look, merges, "", "单位：万元")


def grouped(words: Words, look: Look) -> Table:
    """Rows under a first cell that is merged over several of them."""
    rows: list[tuple[str, ...]] = [("类别", "项目名称", "数量", "责任单位")]
    merges: list[Merge] = []
    for kind in ("工程类", "服务类", "货物类"):
        start = len(rows)
        rows += [(kind, thing, words.count(), words.body()) for thing in words.some(THINGS, 3)]
        merges.append((start, 0, len(rows) - 1, 0))
    return Table(tuple(rows), (Role.HEADER, *(Role.BODY for _ in rows[1:])), look, tuple(merges))


def stacked(words: Words) -> Table:
    """Three tables in one frame, each below a line over its whole width."""
    rows: list[tuple[str, ...]] = []
    roles: list[Role] = []
    merges: list[Merge] = []

    def add(role: Role, *cells: str) -> None:
        if role is Role.SECTION:
            merges.append((len(rows), 0, len(rows), 3))
        rows.append(cells if len(cells) == 4 else (*cells, *(cells[-1:] * (4 - len(cells)))))
        roles.append(role)

    add(Role.SECTION, "第二十条第（一）项")
    add(Role.HEADER, "信息内容", "本年制发件数", "本年废止件数", "现行有效件数")
    for name in ("规章", "行政规范性文件"):
        add(Role.BODY, name, words.count(1, 90), words.count(1, 9), words.count(20, 300))
    for number, names in (("五", ("行政许可",)), ("六", ("行政处罚", "行政强制"))):
        add(Role.SECTION, f"第二十条第（{number}）项")
        for role, name in ((Role.HEADER, "信息内容"), *((Role.BODY, name) for name in names)):
            merges.append((len(rows), 1, len(rows), 3))
            add(role, name, "本年处理决定数量" if role is Role.HEADER else words.count(100, 9_000))
    return Table(tuple(rows), tuple(roles), Look.RULED, tuple(merges))


def sectioned(words: Words) -> Table:
    """A header over sections of rows."""
    rows: list[tuple[str, ...]] = [("办理情况", "自然人", "商业企业", "科研机构", "总计")]
    roles = [Role.HEADER]
    merges: list[Merge] = []
    for section in ("（一）予以公开", "（二）不予公开", "（三）无法提供"):
        merges.append((len(rows), 0, len(rows), 4))
        rows.append((section,) * 5)
        roles.append(Role.SECTION)
        for thing in words.some(THINGS, 2):
            rows.append((f"{section[3:5]}{thing}", *(words.count(0, 40) for _ in range(4))))
            roles.append(Role.BODY)
    return Table(tuple(rows), tuple(roles), Look.RULED, tuple(merges))


def form(words: Words, *, wide: bool) -> Table:
    """Labels in the first column, or in the first and the third with some values over all the rest."""
    if not wide:
        rows: list[tuple[str, ...]] = [
            ("项目名称", f"{words.place()}县{words.thing()}工程"),
            ("负责人", words.person()),
            ("联系电话", words.telephone()),
            ("总投资", f"{words.count()}万元"),
            ("建设地点", f"{words.place()}镇{words.place()}村"),
            ("开工时间", words.date()),
        ]
        return Table(tuple(rows), (Role.PAIRS,) * len(rows), Look.RULED, widths=(1, 3))
    address = f"{words.place()}县{words.place()}路{words.count(1, 99)}号"
    rows = [
        ("单位名称", words.body(), "法定代表人", words.person()),
        ("联系电话", words.telephone(), "成立时间", words.date()),
        ("职工人数", f"{words.count(20, 400)}人", "资质等级", "甲级"),
        ("通讯地址", address, address, address),
    ]
    return Table(tuple(rows), (Role.PAIRS,) * 4, Look.RULED, ((3, 1, 3, 3),))


def roster(words: Words) -> Table:
    """As many rows as fill more than two pages."""
    names = [f"{place}{thing}" for place in PLACES for thing in THINGS]
    rows = [(str(n), name, words.person(), words.telephone()) for n, name in enumerate(words.some(names, 75), start=1)]
    table = plain_table(("序号", "站点名称", "责任人", "联系电话"), rows)
    return Table(table.rows, table.roles, table.look, widths=(1, 3, 2, 3))


def terms(words: Words) -> Table:
    """The table at the head of a tender: what each clause says here."""
    rows = [
        ("1.1", "采购人", words.body()),
        ("1.2", "项目名称", f"{words.place()}县{words.thing()}采购"),
        ("2.1", "预算金额", f"{words.count()}万元"),
        ("3.4", "投标有效期", "自投标截止之日起九十日历天，期间投标人不得撤销其投标文件，否则不退还保证金"),
        ("3.5", "投标保证金", f"人民币{words.count(1, 50)}万元，以转账或者银行保函的形式提交"),
    ]
    table = plain_table(("条款号", "条款名称", "编列内容"), rows)
    return Table(table.rows, table.roles, table.look, widths=(1, 1.5, 4))


def sparse(words: Words) -> Table:
    """Rows of which few say anything but what they are called."""
    rows = []
    for number, body in enumerate(BODIES):
        amounts = [words.amount() if (number + column) % 4 == 0 else "" for column in range(4)]
        rows.append((f"{body[:-1]}支出", *amounts))
    header = ("支出功能分类", "年初预算数", "调整预算数", "决算数", "结转数")
    return plain_table(header, rows, unit="金额单位：元")


def days(words: Words, look: Look) -> Table:
    """Words alone."""
    times = [f"{day}月{words.count(1, 28)}日{half}" for day in (3, 4, 5) for half in ("上午", "下午")]
    rows = [(time, thing, words.person(), f"{words.place()}会议室") for time, thing in zip(times, THINGS, strict=False)]
    return plain_table(("时间", "课程", "主讲人", "地点"), rows, look)


def duties(words: Words, look: Look) -> Table:
    """Words, those of one column over several lines."""
    rows = [(f"第{n}组", words.person(), words.sentence()[:-1], f"{n * 3}人") for n in range(1, 5)]
    table = plain_table(("组别", "组长", "承担任务", "人数"), rows, look)
    return Table(table.rows, table.roles, look, widths=(1, 1, 4, 1))


def tasks(words: Words, look: Look = Look.RULED) -> Table:
    rows = [
        (str(number), task, words.sentence()[:-1], words.body(), f"{words.count(1, 12)}月底前")
        for number, task in enumerate(words.some(TASKS, 6), start=1)
    ]
    table = plain_table(("序号", "工作任务", "具体措施", "责任单位", "完成时限"), rows)
    return Table(table.rows, table.roles, look, widths=(0.8, 1.6, 4, 2.4, 1.4))


def by_sections(words: Words) -> Table:
    """Sections in one frame, each with a header, most of whose names come again."""
    rows: list[tuple[str, ...]] = []
    roles: list[Role] = []
    merges: list[Merge] = []
    for section, kinds in (
        ("行业", ("供水", "污水处理", "工程")),
        ("产品", ("自来水", "再生水")),
        ("地区", ("城区", "乡镇")),
    ):
        merges.append((len(rows), 0, len(rows), 3))
        rows += [
            (f"主营业务分{section}情况",) * 4,
            (f"分{section}", "营业收入", "毛利率（%）", "营业收入比上年增减（%）"),
        ]
        roles += [Role.SECTION, Role.HEADER]
        for kind in kinds:
            rows.append((kind, words.amount(), f"{words.count(10, 60)}.52", f"{words.count(2, 30)}.61"))
            roles.append(Role.BODY)
    return Table(tuple(rows), tuple(roles), Look.RULED, tuple(merges), unit="单位：元")


def changes(words: Words) -> Table:
    """Names of columns that are longer than all that stands below them."""
    header = ("项目", "本期期末数", "本期期末数占总资产的比例（%）", "本期期末金额较上期期末变动比例（%）")
    things = ("货币资金", "应收账款", "存货", "固定资产", "在建工程", "合同负债", "递延收益")
    rows = [(name, words.amount(), f"{words.count(1, 30)}.24", f"-{words.count(1, 90)}.87") for name in things]
    return plain_table(header, rows, unit="单位：元")


def peers(words: Words) -> Table:
    """Companies, and below them figures that are beside a label merged over columns that they have no part in."""
    header = ("可比公司", "研发投入金额", "占营业收入比例（%）", "占净资产比例（%）")
    rows: list[tuple[str, ...]] = [header]
    rows += [
        (f"{words.place()}水务{word}公司", words.amount(), f"{words.count(1, 9)}.80", f"{words.count(1, 9)}.39")
        for word in "甲乙丙"
    ]
    labels = ("同行业平均研发投入金额", "公司报告期内研发投入占营业收入比例（%）")
    places = range(len(rows), len(rows) + len(labels))
    merges = [(place, left, place, left + 1) for place in places for left in (0, 2)]
    said = [f"{words.count(100, 900)}.69" for _ in labels]
    rows += [(label, label, figure, figure) for label, figure in zip(labels, said, strict=True)]
    roles = (Role.HEADER, *(Role.BODY for _ in rows[1:4]), *(Role.PAIRS for _ in labels))
    return Table(tuple(rows), roles, Look.RULED, tuple(merges), unit="单位：万元")
