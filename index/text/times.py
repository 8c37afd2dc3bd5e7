"""Dates, clock times and weekdays in all their usual spellings, whole, with what each of them says.

``2026-07-17``, ``2026.7.17`` and ``二〇二六年七月十七日`` are one date, ``下午3点半`` and ``15:30`` one time,
``礼拜三`` and ``周三`` one day. All patterns meet folded text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from index.text.numerals import BELOW_HUNDRED, parse_chinese

_N = BELOW_HUNDRED
_YEAR = "(?:(?:1[0-9]|2[01])[0-9]{2}|[一二][〇零0○o一二三四五六七八九]{3})"
_NOUGHT = re.compile("[0○o]")
"""What is typed for the nought of a year in Chinese figures: 二0一八年, 二○一八年."""
_BLANK = "[ \\t]{0,2}"
_PART = (
    "(?:的?(?:第?[一二三四1-4](?:个)?季度|q[1-4]|上半年|下半年|年底|年末|年初|年中|月底|月末|月初|上旬|中旬|下旬|全年|春节|国庆|五一"
    "|底(?!部|层|下|线|子)|末|初(?!中|步|期|级|心|审|选|始)))"
)
_EDGE = (
    "(?:(?:之|以)[前后]|以来|前(?![往来去赴台后线身景列沿排进端期提言三几十])"
    "|后(?![勤来续台备排方面果期者代半])|起(?![草飞诉点步床航源义火重])|截?止)"
)
_DATE = (
    rf"(?:(?<![\d.])(?P<y1>(?:19|20)\d\d)(?P<sep>[-/.])(?P<m1>\d{{1,2}})(?P=sep)(?P<d1>\d{{1,2}})(?![\d.]\d|\d)"
    rf"|(?<!\d)(?P<y2>(?:19|20)\d\d)(?P<m2>0[1-9]|1[0-2])(?P<d2>0[1-9]|[12]\d|3[01])(?![\d.])"
    rf"|(?<![\d.])(?P<y4>(?:19|20)\d\d)[-/](?P<m4>0?[1-9]|1[0-2])(?![\d/-]|\.\d)"
    rf"|(?<![\d.])(?P<y5>{_YEAR}){_BLANK}年?{_BLANK}[-—–~至到]{{1,2}}{_BLANK}(?P<yy>{_YEAR}){_BLANK}年(?!{_BLANK}{_N}{_BLANK}月)"
    rf"|(?<![\d.])(?P<y7>[0-4]\d){_BLANK}年{_BLANK}(?P<m7>\d{{1,2}}){_BLANK}月(?:份)?(?:{_BLANK}(?P<d7>\d{{1,2}}){_BLANK}[日号])?"
    r"|(?<![\d.])(?P<y8>0[1-9])年(?![级代度])"
    rf"|(?:(?<![\d.])(?P<y3>{_YEAR}){_BLANK}年{_BLANK})?(?<![\d.])(?:(?P<mm>{_N}){_BLANK}[-—–~至到]{{1,2}}{_BLANK})?(?P<m3>{_N}){_BLANK}月(?:份)?"
    rf"(?:{_BLANK}(?:(?P<dd>{_N})[日号]?{_BLANK}[-—–~至到]{{1,2}}{_BLANK})?(?P<d3>{_N}){_BLANK}[日号])?"
    rf"|(?<![\d.])(?P<y6>{_YEAR}){_BLANK}年(?:度)?(?![级代])"
    rf"|(?<![\d.个])(?P<d6>{_N}){_BLANK}(?:日(?![内间均产夜常以之])|号(?=上午|下午|晚上|早上|[之以]?前|起|开始|截止|到期))"
    rf"|(?P<alone>第?[一二三四1-4]季度)|(?P<word>(?:上世纪|{_N}世纪)?{_N}0?年代|{_N}世纪|去年|今年|前年|明年|当年|次年|近年来)"
    ")"
)
_HALF = "(?:凌晨|清晨|早上|早晨|上午|中午|下午|午后|傍晚|晚上|晚间|夜间|夜里|深夜|当日|次日|当天|次晨|[早晚])"
_CLOCK = re.compile(
    rf"(?P<half>{_HALF}{{0,2}}){_BLANK}(?:(?<![\d:.比])(?<!比例|比为|比分)(?P<h1>[01]?\d|2[0-4]):(?P<min1>[0-5]\d)(?::[0-5]\d)?(?![\d:])"
    rf"|(?<![\d第.])(?P<h2>[01]?\d|2[0-4]|[一二两三四五六七八九十]{{1,3}}){_BLANK}(?:点钟?|时)(?![间期代速常长段效分刻滴燃评名子心射明数]|[一二三四五六七八九](?!刻|十))"
    rf"(?P<min2>半|整|[一三]刻|{_BLANK}[0-5]?\d{_BLANK}分?|[一二三四五]?十[一二三四五六七八九]?分?)?)"
)
_WEEKDAY = re.compile(
    "(?P<name>周|(?:星期|礼拜):?)(?P<day>[一二三四五六日天末])(?![期年岁线记边游次回趟班轮检测报结更换般样片共旦]|到位)(?:至|到|[-—–~])?(?:(?<=[至到—–~-])(?:周|星期|礼拜)?(?P<last>[一二三四五六日天]))?"
    "(?P<more>(?:[、和及](?:周|星期|礼拜)?[一二三四五六日天](?![一二三四五六七八九十个名家种项是方])){1,6})?"
    "|(?P<work>(?<![个\\d])工作日|双休日|每[天日](?!都在)|全年无休)"
)
_DAYS = {c: i for i, c in enumerate("一二三四五六日", start=1)} | {"天": 7}
_DATES = re.compile(rf"{_DATE}(?P<part>{_PART})?(?P<edge>{_EDGE})?")
_COUNTED = re.compile(
    "(?:不[^,。;]{0,2}(?:于|过)|不足|未?满|近|约|连续|为期|共|提前|至少|至多"
    "|最多|最少|最长|最短|累计|逾期?|超过?|延长|期限?为?|休息?|假)[ \t]*$"
)
"""What makes of ``30日`` a number of days and not a day."""
_BETWEEN = re.compile(r"[ \t]{0,2}[-—–~至到]{1,2}[ \t]{0,2}(?:次日|当日|翌日)?")
_LISTED = re.compile(r"[ \t]{0,2}[,;、和及][ \t]{0,2}")
_BESIDE = re.compile(r"[ \t]{0,2}[(]?[ \t]?")
_PAIR = {"(": ")"}
_BEFORE_CLOCK, _AFTER_CLOCK = frozenset("至到~—–日天每"), frozenset("前后起止至到—–~开关以之能可在才就还吗有是了")
NOON = 12 * 60


@dataclass(frozen=True, slots=True)
class Moment:
    """A time at ``text[start:end]``; ``states`` are the keys that it says, ``asks`` those that a question means by it.

    ``low`` and ``high`` are minutes of the day for clock times, None for others. ``bound``: it ends with a word
    that bounds it.
    """

    start: int
    end: int
    states: tuple[str, ...]
    asks: tuple[str, ...]
    low: int | None = None
    high: int | None = None
    bound: bool = False


def find_moments(text: str) -> list[Moment]:
    """The times of a folded text in order, without overlap: ``7月17日(周五)上午9:30`` is one, and so is a span."""
    found = sorted([*_dates(text), *_clocks(text), *_weekdays(text)], key=lambda each: (each.start, -each.end))
    apart: list[Moment] = []
    for moment in found:
        if not apart or apart[-1].end <= moment.start:
            apart.append(moment)
    return _listed(text, _joined(text, apart))


def _listed(text: str, moments: list[Moment]) -> list[Moment]:
    """Hours that are listed beside each other as one: ``8:30—12:00,14:00—17:30``."""
    whole: list[Moment] = []
    for moment in moments:
        gap = text[whole[-1].end : moment.start] if whole else ""
        if whole and _LISTED.fullmatch(gap) and whole[-1].low != whole[-1].high and moment.low != moment.high:
            whole[-1] = replace(_one(text, whole[-1], moment, False), low=whole[-1].low, high=moment.high)
        else:
            whole.append(moment)
    return whole


def _joined(text: str, moments: list[Moment]) -> list[Moment]:
    """Times that stand side by side, or at the ends of a span, as one."""
    whole: list[Moment] = []
    for moment in moments:
        gap = text[whole[-1].end : moment.start] if whole else "。"
        spans = bool(_BETWEEN.fullmatch(gap))
        if whole and not whole[-1].bound and (spans or _BESIDE.fullmatch(gap)):
            whole[-1] = _one(text, whole[-1], moment, spans)
        else:
            whole.append(moment)
    return whole


def _one(text: str, first: Moment, second: Moment, spans: bool) -> Moment:
    closes = _PAIR.get(text[first.end : second.start].strip()[-1:], "\n")
    end = second.end + text.startswith(closes, second.end)
    states, asks = first.states + second.states, first.asks + second.asks
    low, high = (second.low, second.high) if first.low is None else (first.low, first.high)
    if spans and first.low is not None and second.high is not None:
        high = second.high
        if text[second.start].isdigit() and first.low >= NOON > high and high + NOON > first.low:  # 下午3点到5点
            high += NOON
            states, asks = (*states, _clock(high)), (*first.asks, _clock(high))
    return Moment(first.start, end, tuple(dict.fromkeys(states)), tuple(dict.fromkeys(asks)), low, high, second.bound)


def _dates(text: str) -> Iterator[Moment]:
    for match in _DATES.finditer(text):
        groups = match.groupdict()
        year, month, day = (
            next((g for k, g in groups.items() if k[0] == name and k[1:].isdigit() and g), "") for name in "ymd"
        )
        year = f"20{year}" if len(year) == len("22") else year  # 22年3月, and 08年
        numbers = _number(year), _number(month), _number(day)
        if not (0 <= numbers[1] <= 12 and 0 <= numbers[2] <= 31) or "0" in (month, day):
            continue
        if match["d6"] and _COUNTED.search(text, max(match.start() - 8, 0), match.start()):
            continue
        said = _said(numbers, match)
        between = {f"{each}年" for each in range(numbers[0] + 1, _number(match["yy"] or ""))}
        unasked = {match["word"], *between}  # of a span of years its ends
        asked = [key for key in said if key not in unasked and not (month and day and re.fullmatch(r"\d+[月日]", key))]
        yield Moment(*match.span(), tuple(dict.fromkeys(said)), tuple(dict.fromkeys(asked)), bound=bool(match["edge"]))


def _said(numbers: tuple[int, int, int], match: re.Match[str]) -> list[str]:
    """The keys of a date: its year, or years, its month, its day, and the day in its month."""
    year, month, day = numbers
    years = range(year, min(_number(match["yy"] or "") or year, year + 60) + 1) if year else ()
    months = range(_number(match["mm"] or "") or month, month + 1) if month else ()
    days = range(_number(match["dd"] or "") or day, day + 1) if day else ()
    quarter = re.search("[一二三四1-4](?=个?季度)|(?<=q)[1-4]", match["part"] or match["alone"] or "")
    said = [f"{each}年" for each in years] + [f"{each}月" for each in months] + [f"{each}日" for each in days]
    said += [f"{month}月{each}日" for each in days if month]
    said += [f"{_number(quarter.group())}季度"] if quarter else []
    return said + ([match["word"]] if match["word"] else [])


def _number(run: str) -> int:
    if not run:
        return 0
    number = int(run) if run.isdecimal() and run.isascii() else parse_chinese(_NOUGHT.sub("〇", run))
    return -1 if number is None else number


def _clocks(text: str) -> Iterator[Moment]:
    for match in _CLOCK.finditer(text):
        half, written = match["half"], match["h1"] or match["h2"]
        hour = _number(written)
        if not 0 <= hour <= 24 or (not match["h1"] and not _is_clock(text, match)):
            continue
        minute = _minute(match["min1"] or match["min2"] or "")
        late = bool(re.search("下午|午后|傍晚|晚|夜", half)) and hour < 12
        at = ((hour + 12 * late) % 24) * 60 + minute
        states = tuple(dict.fromkeys((_clock(at), f"{hour % 24}:{minute:02}")))
        edge = re.compile(_EDGE).match(text, match.end())
        yield Moment(match.start(), edge.end() if edge else match.end(), states, states[:1], at, at, bool(edge))


def _is_clock(text: str, match: re.Match[str]) -> bool:
    """Whether N点 or N时 tells the time: by what stands with it, else where figures count hours and nothing follows."""
    before, behind = text[max(match.start() - 1, 0) : match.start()], text[match.end() : match.end() + 1]
    if match["half"] or match["min2"] or "点钟" in match.group() or behind in _AFTER_CLOCK or before in _BEFORE_CLOCK:
        return True
    return match["h2"].isdecimal() and ("时" in match.group() or not re.match(r"\w", behind))


def _minute(written: str) -> int:
    written = re.sub(r"[\s分]", "", written)
    if written in ("", "整"):
        return 0
    if written == "半":
        return 30
    return {"一刻": 15, "三刻": 45}.get(written) or max(_number(written), 0)


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _weekdays(text: str) -> Iterator[Moment]:
    for match in _WEEKDAY.finditer(text):
        if match["work"]:
            open_on = {"工作日": range(1, 6), "双休日": range(6, 8)}.get(match["work"], range(1, 8))
            yield Moment(*match.span(), tuple(f"周{day}" for day in open_on), ())
        elif match["day"] == "末":
            yield Moment(*match.span(), ("周6", "周7"), ())
        else:
            first, last = _DAYS[match["day"]], _DAYS.get(match["last"] or match["day"], 7)
            through = [*range(first, last + 1)] if first <= last else [*range(first, 8), *range(1, last + 1)]
            named = [
                *through,
                *(_DAYS[day] for day in re.findall("[一二三四五六日天](?=$|[、和及])", match["more"] or "")),
            ]
            end = (
                match.end()
                if match["last"] or match["more"] or text[match.end() - 1] not in "至到-—–~"
                else match.end() - 1
            )
            yield Moment(
                match.start(),
                end,
                tuple(f"周{day}" for day in named),
                tuple(dict.fromkeys((f"周{first}", f"周{last}"))),
            )
