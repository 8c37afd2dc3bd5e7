"""What numbers are counted in: measure words, units by name, and units by sign with their exponents.

All patterns meet folded text, in which ``m³/h`` is ``m3/h``, ``㎡`` is ``m2`` and ``℃`` is ``°c``.
"""

from __future__ import annotations

import re

_NAMED = (
    "亿元|万元|元|美元|港元|欧元|日元|英镑|人民币|港币|美金|平方公里|平方千米|平方米|平方厘米|平方毫米|平方分米|立方千米"
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
    "|[kcdmμn]?m[23²³]?|[kmμn]?g|[mμ]?l|k?j|k?n|m?mol|db\\(a\\)|db|lx|lm|cd|ppm|ppb|rpm|r|kcal|cal|mmhg|min|ms|s|h|d|t|u|iu"
    "|ha|hp|bar|pcs|px|ω|k?ω)(?![a-z0-9])"
)
_ANY = f"(?:{_SIGN}|{_NAMED}|[{SINGLE}{COUNTED}{_BEHIND_FIGURES}])"
MEASURED = re.compile(
    rf"{_ANY}(?:(?:/|每|·)(?:\(?(?:{_SIGN}|{_NAMED}|[{SINGLE}{COUNTED}年次车套])(?:[·/](?:{_SIGN}|{_NAMED}|[{SINGLE}{COUNTED}]))?\)?))?"
)
"""A unit behind a number in figures, with what it is counted by: ``元/公斤``, ``m3/h``, ``元/(平方米·月)``."""

ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "个 名 人 位 员 口 人次",
        "家 所 间 户 个",
        "起 宗 件 次 场 例 场次 人次 趟 遍 回 届 期 个",
        "元 万元 亿元 块 块钱 圆 人民币 元整 美元 美金 港元 港币 欧元 日元 英镑",
        "亩 平方米 平方公里 公顷 平方千米 m2 km2 平方 ha 顷",
        "公里 千米 米 英里 厘米 毫米 m km cm mm 里 华里 尺",
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
        "吨 克 公斤 千克 斤 kg g mg t 毫克 两",
        "只 头 匹 条 羽 尾 个",
        "度 °c ° 摄氏度 华氏度 °f",
        "倍 % 百分之",
        "级 等",
        "台 套 台套 部 辆 架 个",
        "升 毫升 l ml 公升 立方米 m3 立方 方",
        "千瓦 kw 瓦 w 兆瓦 mw",
        "千瓦时 kwh 度 度电",
        "兆帕 mpa 千帕 kpa 帕 pa",
        "分贝 db db(a)",
        "栋 幢 座 个",
        "张 页 份 幅 枚 个",
        "步 个步骤 个环节",
    )
)
"""Units in which the same may be said; a unit in none of them stands for itself and 个."""

_SAME: tuple[frozenset[str], ...] = tuple(
    frozenset(group.split())
    for group in (
        "元 块 块钱 圆 人民币 元整",
        "平方米 m2 平方 平米 方",
        "平方公里 平方千米 km2",
        "立方米 m3 立方 方",
        "公里 千米 km",
        "米 m",
        "厘米 cm",
        "毫米 mm",
        "公顷 ha",
        "吨 t",
        "公斤 千克 kg",
        "克 g",
        "毫克 mg",
        "升 l 公升",
        "毫升 ml",
        "千瓦 kw",
        "瓦 w",
        "兆瓦 mw",
        "千瓦时 kwh 度 度电",
        "兆帕 mpa",
        "千帕 kpa",
        "小时 个小时 h 钟头 个钟头",
        "分钟 min",
        "秒 秒钟 s",
        "天 日 d",
        "个 名 人 位 口",
        "摄氏度 °c",
        "百分之 %",
    )
)
"""Units that are one, in other words or by sign: a figure in one is the same in the other."""


def is_same_unit(unit: str, other: str) -> bool:
    """Whether two units are one, however they are written: ``平方米`` and ``m2``, but not ``亩``."""
    return unit == other or any(unit in group and other in group for group in _SAME)


def alike(unit: str, other: str) -> bool:
    """Whether what is asked for in one unit may be said in the other: ``度`` in ``°c``, ``万元`` in ``元``."""
    asked, said = unit.lstrip("万亿千百") or unit, other.lstrip("万亿千百") or other
    if asked == said or asked.startswith(said) or said.startswith(asked):
        return True
    groups = [group for group in ALIKE if asked in group]
    return any(said in group for group in groups) or (said == "个" and not groups)


STEADY = re.compile(f"{_NAMED}|[{COUNTED}]")
"""Units before which a single Chinese digit must be a number."""
PERIODS: dict[str, tuple[int, str]] = (
    dict.fromkeys(("年", "周年", "载"), (12, "个月"))
    | dict.fromkeys(("个月", "月"), (1, "个月"))
    | dict.fromkeys(("个季度", "季度"), (3, "个月"))
    | dict.fromkeys(("周", "个星期", "星期", "礼拜", "个礼拜"), (7, "天"))
    | dict.fromkeys(("天", "日", "d", "个自然日", "自然日", "个日历日", "日历日"), (1, "天"))
    | dict.fromkeys(("个小时", "小时", "个钟头", "钟头", "h"), (60, "分钟"))
    | dict.fromkeys(("分钟", "min"), (1, "分钟"))
    | dict.fromkeys(("秒", "秒钟"), (1, "秒"))
    | dict.fromkeys(("工作日", "个工作日"), (1, "个工作日"))
    | dict.fromkeys(("个交易日", "交易日"), (1, "个交易日"))
    | dict.fromkeys(("个学期", "学期"), (1, "个学期"))
)
"""Units of durations: how many of which unit they come to, where that is always the same."""
