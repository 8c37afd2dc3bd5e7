"""A thing put in the place of the thing of its kind: ``柳岸村呢``, ``那第六条呢``, ``周六呢``, ``HX-210呢``."""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.text.tokens import NAME_TAGS, Tokenizer, fold
from qa.asking.phrases import NOMINAL, Phrases, asks_for, is_attribute, is_role

_FIGURES = "[0-9〇零一二两三四五六七八九十百千万.]{1,12}"
_RANGE = f"{_FIGURES}(?:(?:至|到|[-—~～]){_FIGURES})?"
_WEEKDAY = "(?:周|星期|礼拜)[一二三四五六日天末1-7]|周末|工作日|节假日"
_DAY = f"{_FIGURES}月{_FIGURES}[日号]|今天|昨天|明天|前天|后天"
_PART = "上午|下午|早上|晚上|中午|白天|夜间|夜里"
_TIMES = [
    re.compile(f"(?:{_WEEKDAY}|{_DAY})的?(?:{_PART})"),
    re.compile(
        "(?:[0-9]{4}|[〇零一二三四五六七八九]{4})年(?:[上下]半年|第?[一二三四]季度|[0-9]{1,2}月)?|去年|今年|前年|明年|上半年|下半年"
    ),
    re.compile(_WEEKDAY),
    re.compile(_DAY),
    re.compile(f"{_FIGURES}[日号](?![a-zA-Z一-鿿])|{_FIGURES}月(?:份)?(?!{_FIGURES})"),
    re.compile(_PART),
    re.compile("[0-9]{1,2}[:：][0-9]{2}"),
    re.compile("第?[一二三四1-4]季度"),
]
"""Ways to name a time, each with what may stand for it."""
_DAYS = [
    (re.compile(f"(?:{_WEEKDAY})的?(?:{_PART})"), re.compile(_WEEKDAY)),
    (re.compile(f"(?:{_DAY})的?(?:{_PART})"), re.compile(_DAY)),
]
"""A day with a part of it, and what that stands for where no part is said: 周四下午 for 星期二."""
NOT = re.compile("^不是(?=.)")
"""What is said for 非 in talk: 不是合作的 of 非合作医院."""
_NOW = re.compile("目前|现在|当前|眼下")
_CODE = re.compile("(?<![A-Za-z0-9])(?=[A-Za-z])(?=[A-Za-z0-9-]{1,40}?[0-9])[A-Za-z0-9]++(?:-[A-Za-z0-9]++)*+")
_COUNTED = re.compile(f"第?(?P<range>{_RANGE})")
_NUMBERED = re.compile(f"(?P<number>(?:第|no\\.?)?{_FIGURES})(?P<unit>[^\\W0-9].{{0,7}})", re.IGNORECASE)
_LETTERED = re.compile("(?P<letter>[A-Za-z甲乙丙丁])(?P<unit>[\\u4e00-\\u9fff]{1,4})")
_SPOKEN = re.compile("^[A-Za-z]{2,}+(?: [A-Za-z]++)*+")
_TITLE = re.compile("《[^《》]+》|“[^“”]+”")
_SUPERLATIVE = re.compile("最[\\u4e00-\\u9fff]")


def replacements(what: str, previous: Phrases, tokenizer: Tokenizer) -> list[str]:
    """The previous question with ``what`` in the place of the thing of its kind, the likeliest first.

    One where the kind shows by itself; else what ``what`` may stand for: the thing asked about, what is asked of it,
    or a circumstance.
    """
    if not what:
        return [previous.text]
    bare = NOT.sub("非", re.sub("的(?:话|时候)?$", "", what))
    placed = _placed(bare, previous, tokenizer)
    if placed:
        return [placed]
    span = _same_shape(bare, previous) or _same_ending(bare, previous)
    if span:
        return [_put(previous, span, bare)]
    if any(pattern.fullmatch(bare) for pattern in _TIMES):
        now = _NOW.search(previous.text)
        return [_put(previous, now.span(), bare) if now else bare + previous.text]
    phrase = Phrases.of(bare, tokenizer)
    if bare != what and len(bare) <= 2 and previous.attribute:  # 副的, 女的
        return [_put(previous, (previous.attribute[0],) * 2, bare)]
    names = [word.tag.startswith(NAME_TAGS) for word in phrase.words]
    if any(names) and (all(names) or bare != what):
        run = _names(previous)
        if run:
            return [_put(previous, run, bare)]
    return list(dict.fromkeys(_guesses(bare, phrase, previous, bare != what)))


def _placed(what: str, previous: Phrases, tokenizer: Tokenizer) -> str:
    """A question for another thing of another time or number, ``周五的夜班`` after ``周四谁查房？``; else empty."""
    head, _, tail = what.partition("的")
    span = _same_shape(head, previous) if tail else None
    if span is None or previous.asked is None or previous.asked[0] < span[1]:
        return ""
    who = previous.text.startswith("谁", previous.asked[0])
    return f"{previous.text[: span[0]]}{head}的{tail}{'是谁' if who else asks_for(Phrases.of(tail, tokenizer).words)}？"


def _guesses(bare: str, phrase: Phrases, previous: Phrases, owns: bool) -> Iterator[str]:
    start, end = previous.subject
    attribute, theme = previous.attribute, previous.theme
    thing = (start, attribute[0] if attribute else end)
    thing = (start, start + len(re.sub("的$|(?<=..)[后前时]$", "", previous.text[slice(*thing)])))
    parts = _parts(previous, thing)
    if phrase.words and phrase.words[0].tag.startswith(NAME_TAGS):  # a name stands for all of the thing
        parts.sort(key=lambda part: part[0] - part[1])
    elif is_role(phrase.words) and _ends_with_role(previous, thing):
        parts.sort(key=lambda part: part[1] - part[0])
    by_thing = [_put(previous, part, bare) for part in parts]
    held = previous.measured if is_attribute(phrase.words) else attribute
    of_it = [_put(previous, held, bare)] if held else []
    asks_who = previous.asked is not None and previous.text.startswith("谁", previous.asked[0])
    if is_attribute(phrase.words):
        yield from of_it
        if not attribute:
            yield f"{(previous.nominal or previous.theme or previous.topic)}的{bare}{asks_for(phrase.words)}？"
        yield from by_thing
    elif asks_who and attribute:
        yield from of_it
        yield from by_thing
    elif previous.counted:
        yield _put(previous, previous.counted, bare)
        yield from by_thing
    elif theme and phrase.words and all(word.tag.startswith(("v", "d")) for word in phrase.words):
        yield previous.text[:end] + bare + previous.text[end:]  # 下雨呢
        yield from by_thing
        yield f"{theme}{bare}怎么办？"
    elif theme and phrase.is_condition:
        yield f"{theme}{bare}怎么办？"
        yield previous.text[:end] + bare + previous.text[end:]
    elif is_role(phrase.words) and theme and not owns and not _ends_with_role(previous, thing):
        yield f"{theme}的{bare}{asks_for(phrase.words)}？"
        yield from by_thing
    else:
        yield from by_thing
        yield from of_it
        if theme and not attribute:
            yield previous.text[:end] + bare + previous.text[end:]
    if not by_thing:
        yield f"{previous.topic}，{bare}"


def _ends_with_role(previous: Phrases, thing: tuple[int, int]) -> bool:
    """Whether the subject is a role itself, in the place of which another one is asked about."""
    return is_role([word for word in previous.words if word.start >= thing[0] and word.end == thing[1]])


def _parts(previous: Phrases, thing: tuple[int, int]) -> list[tuple[int, int]]:
    """What of the subject may be replaced: all of it, or its last noun; that first behind a name or much else."""
    start, end = thing
    head, _, held = previous.text[start:end].rpartition("的")
    if head and is_attribute([word for word in previous.words if end - len(held) <= word.start and word.end <= end]):
        end = start + len(head)  # another thing takes the place of a thing, not of what is asked of it
    inside = [word for word in previous.words if start <= word.start and word.end <= end]
    last = inside[-1] if inside and inside[-1].end == end and len(inside[-1].text) > 1 else None
    parts = [(start, end)] if start < end else []
    if all(word.tag.startswith(NAME_TAGS) for word in inside):
        return parts  # one name, which the dictionary cuts apart
    if last is not None and last.start > start and last.tag.startswith(NOMINAL):
        head = previous.text[start : last.start]
        named = re.search("[0-9》]", head) or any(
            word.tag.startswith(NAME_TAGS) and start <= word.start < last.start for word in previous.words
        )
        parts.insert(0 if named or len(head) >= 6 else 1, (last.start, end))
    return parts


def _put(previous: Phrases, span: tuple[int, int], what: str) -> str:
    return previous.text[: span[0]] + what + previous.text[span[1] :]


def _same_shape(what: str, previous: Phrases) -> tuple[int, int] | None:
    """Where a thing that is written like ``what`` stands: a time, a clause, a code, a number with its unit."""
    text = previous.text
    for pattern in (*_TIMES, _CODE, _TITLE, _SUPERLATIVE):
        if pattern.fullmatch(what):
            found = list(pattern.finditer(text))
            if found:
                return found[0].span()
    for with_part, day in _DAYS:
        found_day = day.search(text) if with_part.fullmatch(what) else None
        if found_day:
            return found_day.span()
    numbered = _NUMBERED.fullmatch(what)
    if numbered:
        ordered = numbered["number"].startswith("第")
        spans = [(each.start("range") - ordered, each.end()) for each in _COUNTED.finditer(text)]
        spans = [(start, end) for start, end in spans if not ordered or text.startswith("第", start)]
        for length in range(len(numbered["unit"]), 0, -1):  # 第六条 for 第五条, 1603室 for 1602室
            unit = numbered["unit"][:length]
            place = next(((start, end + length) for start, end in spans if text.startswith(unit, end)), None)
            if place:
                return place
    if re.fullmatch("[0-9.]+", what):
        figures = list(re.finditer("(?<![A-Za-z0-9.])[0-9.]+(?![0-9.])", text))
        return figures[-1].span() if figures else None
    return _same_letter(what, text)


def _same_letter(what: str, text: str) -> tuple[int, int] | None:
    """``B瓶`` for ``A瓶``, ``Sea Lark轮`` for ``北溟先锋轮`` is found by its ending instead."""
    lettered = _LETTERED.fullmatch(what)
    if lettered:
        unit = lettered["unit"]
        ends = (each.end() for each in re.finditer("[A-Za-z甲乙丙丁]", text))
        end = next((end for end in ends if text.startswith(unit, end)), 0)
        if end:
            return end - 1, end + len(unit)
    if _SPOKEN.fullmatch(what):
        match = re.search("(?<![A-Za-z])[A-Za-z]{2,}(?: ?[A-Za-z]+)*(?![A-Za-z])", text)
        return match.span() if match else None
    return None


def _same_ending(what: str, previous: Phrases) -> tuple[int, int] | None:
    """The words that end like ``what`` and are as long as it, as near as may be: 石桥村 for 柳岸村.

    A name is not cut from what it belongs to (睦洲 from 派出所).
    """
    last = fold(what)[-1:]
    if not re.search(r"\w", last) or len(what) < 2:
        return None
    best: tuple[int, int, int, tuple[int, int]] | None = None
    for at, word in enumerate(previous.words):
        before = previous.text[: word.start]
        titled = before.count("《") > before.count("》") or before.count("“") > before.count("”")
        if titled or not word.text.endswith(last) or not word.tag.startswith((*NOMINAL, "t", "f", "m", "q", "a")):
            continue
        for start in _starts(previous, at):
            length = word.end - start
            rank = abs(length - len(what)), length, -word.end, (start, word.end)
            best = min(filter(None, (best, rank))) if length > 1 else best
    found = best[3] if best and previous.text[slice(*best[3])] != what else None
    counted = previous.counted
    return counted if found and counted and counted[0] <= found[0] and found[1] == counted[1] else found


def _starts(previous: Phrases, at: int) -> Iterator[int]:
    """Where the phrase that ends with a word may begin: at it, or at a noun that runs into it."""
    words = previous.words
    for i in range(at, -1, -1):
        if i < at and (words[i].end != words[i + 1].start or not words[i].tag.startswith((*NOMINAL, "m", "q", "a"))):
            return
        if previous.asked and previous.asked[0] < words[i].end and words[i].start < previous.asked[1]:
            return
        before = words[i - 1] if i > 0 and words[i - 1].end == words[i].start else None
        named = before is not None and before.tag.startswith(("ns", "nr")) and len(before.text) > 1
        alone = before is not None and len(words[i].text) == 1 and i == at
        if not named and not alone:
            yield words[i].start


def _names(previous: Phrases) -> tuple[int, int] | None:
    """The first run of neighbouring names."""
    for at, word in enumerate(previous.words):
        if word.tag.startswith(NAME_TAGS) and len(word.text) > 1:
            end = word.end
            for following in previous.words[at + 1 :]:
                if following.start != end or not following.tag.startswith(NAME_TAGS):
                    break
                end = following.end
            return word.start, end
    return None
