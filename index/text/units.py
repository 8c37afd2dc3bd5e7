"""What numbers are counted in: measure words, units by name, and units by sign with their exponents.

All patterns meet folded text, in which ``m³/h`` is ``m3/h``, ``㎡`` is ``m2`` and ``℃`` is ``°c``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

_NAMED = (
    "亿元|万元|元|美元|港元|欧元|日元|英镑|人民币|港币|美金|平方公里|平方千米|平方米|平米|平方厘米|平方毫米|平方分米|立方千米"
    "|立方米|立方厘米|立方分米|平方|立方|公里|千米|公顷|公亩|公斤|千克|毫克|微克|毫米|厘米|分米|微米|纳米|毫升|微升|公升"
    "|英里|英尺|英寸|海里|华里|千瓦时|千瓦|兆瓦|千伏安|千伏|毫安时|毫安|兆帕|千帕|千赫|兆赫|赫兹|分贝|千卡|大卡|焦耳|千焦"
    "|牛顿|摄氏度|华氏度|度电|字节|像素|工作日|自然日|日历日|交易日|个工作日|个自然日|个日历日|个交易日|个百分点|百分点"
    "|个月|个季度|季度|个学期|学期|个小时|小时|个钟头|钟头|分钟|秒钟|个星期|星期|礼拜|刻钟|周岁|周年|世纪|学时|课时|学分"
    "|工时|机时|场次|人次|架次|车次|班次|批次|频次|台次|例次|吨次|台套|块钱|吨公里|人公里"
)
SINGLE = (
    "个名家座条项年月日天岁次位所间套只件人级届批层种类倍亩米吨克度分秒场户处辆艘架台部本"
    "篇页章节股期款起宗例幅枚颗棵株头匹组对支队班"
)
"""Measure words of one character that a question may put behind 多少 and 几."""
COUNTED = "盏张份册栋幢粒瓶箱袋盒桶杯周步遍趟首罐筐捆堆斤升"
"""More of them, which begin no other word where a figure, 多少 or 几 stands before them."""
_BEHIND_FIGURES = (
    "角毛块根片则包滴眼扇口两斗尺寸丈面道门节堂课团床顶副双把丝束排列行句段封笔单桩针剂轮圈拍声"
    "师餐顿顷字卡瓦伏安牛帕厘毫环发枝株朵串茬窝群羽尾峰具樘樽坛缸盆盘碗壶壳宿夜晚代"
)
"""What counts only behind a number in figures: with 一, 三 or 多少 these make other words."""
UNITS = re.compile(f"{_NAMED}|[{SINGLE}{COUNTED}]")
"""Units in Chinese, the longer before the shorter where one begins the other."""

_SIGN = (
    "(?:°c|°f|°|%|‰|[kmgt]?wh|[kmg]?w|[kmgμ]?hz|[kmgh]?pa|[kmgt]?bps|[kmgt]b/s|[kmgt]?bit|[kmgtp]b|k?va|[km]?v|m?ah|m?a"
    "|[kcdmμn]?m[23²³]?|[kmμn]?g|[mdμ]?l|k?j|k?n|m?mol|db\\(a\\)|db|lx|lm|cd|ppm|ppb|rpm|r|kcal|cal|mmhg|min|ms|s|h|d|t|u|iu"
    "|ha|hp|bar|pcs|px|ω|k?ω)(?![a-z0-9])"
)
SIGNED = f"{_SIGN}(?:/{_SIGN})?"
"""Units by sign, as a question may put them behind 多少: ``mg/dl``."""
_ANY = f"(?:{_SIGN}|{_NAMED}|[{SINGLE}{COUNTED}{_BEHIND_FIGURES}])"
MEASURED = re.compile(
    rf"{_ANY}(?:(?:/|每|·)(?:\(?(?:{_SIGN}|{_NAMED}|[{SINGLE}{COUNTED}年次车套])(?:[·/](?:{_SIGN}|{_NAMED}|[{SINGLE}{COUNTED}]))?\)?))?"
)
"""A unit behind a number in figures, with what it is counted by: ``元/公斤``, ``m3/h``, ``元/(平方米·月)``."""

_TABLE = """
元: 1 元 块 块钱 圆 人民币 元整; ~ 万元 亿元 美元 美金 港元 港币 欧元 日元 英镑
米: 1 米 m; 1000 公里 千米 km; 0.01 厘米 cm; 0.001 毫米 mm; ~ 英里 里 华里 尺
平方米: 1 平方米 平米 平方 m2 (方); 10000 公顷 ha; 1000000 平方公里 平方千米 km2; ~ 亩 顷
立方米: 1 立方米 立方 方 m3; 0.001 升 公升 l; 0.000001 毫升 ml
克: 1 克 g; 1000 公斤 千克 kg; 1000000 吨 t; 0.001 毫克 mg; ~ 斤 两
瓦: 1 瓦 w; 1000 千瓦 kw; 1000000 兆瓦 mw
千瓦时: 1 千瓦时 度电 kwh (度); ~ 度
帕: 1 帕 pa; 1000 千帕 kpa; 1000000 兆帕 mpa
摄氏度: 1 摄氏度 °c; ~ 度 ° 华氏度 °f
百分点: 1 百分点 个百分点
百分之: 1 百分之 %; ~ 倍
人: 1 人 个 名 位 口; ~ 员 人次
个月: 12 年 周年 载; 3 季度 个季度; 1 个月 月
天: 7 周 星期 个星期 礼拜 个礼拜; 1 天 日 d 自然日 个自然日 日历日 个日历日
分钟: 60 小时 个小时 钟头 个钟头 h; 1 分钟 min
秒: 1 秒 秒钟 (s)
个工作日: 1 个工作日 工作日
个交易日: 1 个交易日 交易日
个学期: 1 个学期 学期
"""
"""All units that are always so many of another, a line for each that others come to.

Behind ``:`` stands how many of it which units are, each with all that it is called or signed by; in brackets what in
other places is called so, too, and behind ``~`` what else measures the same, or things of the kind (see ``ALIKE``).
"""
_DURATIONS = ("个月", "天", "分钟", "秒", "个工作日", "个交易日", "个学期")


def _parts() -> Iterator[tuple[str, str, list[str]]]:
    """What the table says, in order: a unit, how many of it (or ``~``), and the names of what is so many."""
    for line in _TABLE.strip().splitlines():
        base, _, parts = line.partition(": ")
        for part in parts.split("; "):
            times, *names = part.split()
            yield base, times, names


_SCALES: dict[str, tuple[str, Decimal]] = {
    name: (base, Decimal(times))
    for base, times, names in _parts()
    if times != "~"
    for name in names
    if not name.startswith("(")
}
_SAME: tuple[frozenset[str], ...] = tuple(
    frozenset(name.strip("()") for name in names) for _, times, names in _parts() if times != "~"
)
PERIODS: dict[str, tuple[int, str]] = {
    name: (int(times), base) for name, (base, times) in _SCALES.items() if base in _DURATIONS
}
"""Units of durations: how many of which unit they come to, where that is always the same."""


def _measuring(base: str) -> frozenset[str]:
    """What measures the same as a unit of the table."""
    return frozenset(name for of, _, names in _parts() if of == base for name in names if not name.startswith("("))


ALIKE: tuple[frozenset[str], ...] = (
    *(_measuring(base) for base in dict.fromkeys(base for base, _, _ in _parts()) if base not in _DURATIONS),
    *(
        frozenset(group.split())
        for group in (
            "家 所 间 户 个",
            "起 宗 件 次 场 例 场次 人次 趟 遍 回 届 期 个",
            "年 载 周年 个年头 岁 周岁",
            "本 册 部 篇 卷",
            "条 艘 只",
            "棵 株 颗",
            "天 日 工作日 个工作日 自然日 个自然日 日历日 交易日 d 宿",
            "个月 月",
            "周 星期 个星期 礼拜 个礼拜",
            "小时 个小时 钟头 个钟头 h 时",
            "分钟 min 分 刻钟",
            "秒 秒钟 s",
            "只 头 匹 条 羽 尾 个",
            "级 等",
            "台 套 台套 部 辆 架 个",
            "分贝 db db(a)",
            "栋 幢 座 个",
            "张 页 份 幅 枚 个",
            "步 个步骤 个环节",
        )
    ),
)
"""Units in which the same may be said; a unit in none of them stands for itself and 个."""
_KNOWN = frozenset(unit for group in ALIKE for unit in group)
_COUNTING = frozenset({"个", "人"})
"""Who has one of them in a group of ``ALIKE`` is a measure word."""


def is_same_unit(unit: str, other: str) -> bool:
    """Whether two units are one, however they are called: ``平方米``, ``m2`` and ``方``, but not ``亩``."""
    return unit == other or any(unit in group and other in group for group in _SAME)


def scale_of(unit: str) -> tuple[str, Decimal] | None:
    """Of which unit it is always so many, and how many: ``公里`` are 1000 of ``米``; None for no unit of measure."""
    return _SCALES.get(unit)


def currencies(text: str) -> frozenset[str]:
    """The currencies that a folded text names by what sets them apart: ``人民币`` and ``美元``, but no ``元``."""
    return frozenset(name for name, pattern in _CURRENCIES if pattern.search(text))


def currency_unit(sign: str) -> str:
    """What a figure behind a currency's sign or name is counted in: ``美元`` behind ``$``, ``元`` behind ``¥``.

    ``sign`` begins with the character before it: the dollars of a country that is not known here are ``元``.
    """
    return next(iter(sorted(currencies(sign) - {_RENMINBI})), YUAN)


def is_money(unit: str) -> bool:
    """Whether it is a currency, or the ``元`` of any."""
    return unit == YUAN or any(unit == name for name, _ in _CURRENCIES)


def counts_things(unit: str) -> bool:
    """Whether it says how many there are, as ``个`` and none at all do, and not how much, as ``亩`` and ``元``."""
    return not any(unit in group and group & _SCALES.keys() and not group & _COUNTING for group in ALIKE)


def counted_alike(unit: str, other: str) -> bool:
    """Whether things are only counted in both of two units, so that a figure in one is the same in the other."""
    return any({unit, other} <= group and _COUNTING & group for group in ALIKE)


def _plain(unit: str) -> str:
    """A unit without what it is counted by: ``元`` of ``百亿元``, ``千瓦时`` of ``万千瓦时``."""
    while unit not in _KNOWN and len(unit) > 1 and unit[0] in "万亿千百":
        unit = unit[1:]
    return unit


def measures_other(unit: str, other: str) -> bool:
    """Whether two units measure different things, however alike they are written: ``米`` and ``平方米``, ``个`` and
    ``个月``; False where that is not known."""
    mine, theirs = scale_of(_plain(unit)), scale_of(_plain(other))
    if mine is None or theirs is None or mine[0] == theirs[0]:
        return False
    return not is_same_unit(unit, other) and not any({unit, other} <= group for group in ALIKE)


def alike(unit: str, other: str) -> bool:
    """Whether what is asked for in one unit may be said in the other: ``度`` in ``°c``, ``万元`` in ``元``."""
    asked, said = _plain(unit), _plain(other)
    begins = asked.startswith(said) or said.startswith(asked)
    if begins and not measures_other(asked, said):
        return True
    groups = [group for group in ALIKE if asked in group]
    return any(said in group for group in groups) or (said == "个" and not groups)


YUAN, _RENMINBI = "元", "人民币"
_CURRENCIES = (
    (_RENMINBI, re.compile("人民币|rmb|cny")),
    ("美元", re.compile("美元|美金|us\\$|usd|(?<![a-z])\\$")),
    ("港元", re.compile("港元|港币|hk\\$|hkd")),
    ("欧元", re.compile("欧元|€|eur")),
    ("日元", re.compile("日元|jpy")),
    ("英镑", re.compile("英镑|£|gbp")),
)
"""What names a currency, by what it is called."""
STEADY = re.compile(f"{_NAMED}|[{COUNTED}]")
"""Units before which a single Chinese digit must be a number."""
