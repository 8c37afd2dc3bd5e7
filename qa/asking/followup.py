"""Follow-up questions, filled in from the ones before by rule: ``那增速呢？``, ``它的所长是谁？``, ``为什么？``."""

from __future__ import annotations

import re
from collections.abc import Sequence

from index.text.numerals import MEASURES
from index.text.tokens import Tokenizer, Word, fold

REMEMBERED = 6
"""Earlier questions that a follow-up may reach back over."""
ELLIPTIC = 12
"""Characters that a question without its subject has at most."""
RELATIONAL = frozenset(
    """
    目的 原因 意义 作用 内容 目标 结果 特点 背景 主题 名字 名称 措施 做法 效果 成效 面积 增速 增幅
    排名 名次 票价 价格 金额 总数 数量 人数 额度 比例 规模 所长 局长 市长 书记 主任 负责人 作者
    时间 地点 全省 钱 人口 价 电话 年龄 学历 重点 主要
    """.split()
)
"""Nouns for what only a thing that was named before can have."""
_OPENING_VERBS = (
    "是",
    "有",
    "在",
    "排",
    "获",
    "由",
    "为",
    "叫",
    "占",
    "达",
    "共",
    "一共",
    "总共",
    "覆盖",
    "涉及",
    "分",
)
_INSTITUTIONS = "局委部院所厅办处站队馆"
_ASKS = "多少|几|什么|谁|哪|怎|如何|何|吗|是否|能不能|有没有|是不是|多大|多高|多长|多久|多远"
_ASKED = re.compile(
    "什么样的?|什么时候|什么地方|什么|谁|哪[一二两三四五六七八九十0-9]*[个家座条项位名种些里儿年月天次件镇县市区所]?|为什么|怎么样|怎么|怎样|如何"
    "|多少[个家座条项位种场次套件]?|多大|多高|多长|多久|多远|第?几[个家座条项位名支只户辆起宗年月天次件所]?|吗|呢"
)
_FRAGMENT = re.compile(
    r"^(?:那么?|还有|至于|以及|而|再?说说|换成)?[,，\s]*(?P<what>[^?？。！!]{1,24}?)(?:呢|又?如何|怎么样)?[?？。！!\s]*$"
)
_ASKS_AGAIN = re.compile(r"^(?:那么?|还有|至于|换成)|呢[?？\s]*$")
_PRONOUN = re.compile(
    "它们?|(?<!其|吉)他们?|她们?|(?<!尤|极|与)其(?!中|他|它|实|余|次|间)|该(?=[局所镇县市区厂校院司馆站队村社项案会])|(?:这|那)(?:个|家|座|项|里|儿|条|所|位)(?!月|年|时)"
)
_TIME = re.compile(
    "(?:[0-9]{4}|[〇零一二三四五六七八九]{4})年(?:[上下]半年|第?[一二三四]季度|[0-9]{1,2}月)?|去年|今年|前年|明年|上半年|下半年"
)
_PLACE_TAGS = ("ns", "nt", "nr", "nz")
_NOMINAL = ("n", "vn", "eng", "j", "l", "an", "nz", "b", "s")


def resolve(text: str, history: Sequence[str], tokenizer: Tokenizer) -> str:
    """``text`` as a question that stands by itself; unchanged where it already does.

    The last of the earlier questions (oldest first) are resolved one by one in the same way.
    """
    resolved = ""
    for question in [*history[-REMEMBERED:], text]:
        resolved = _resolve_one(question, resolved, tokenizer)
    return resolved


def _resolve_one(text: str, previous: str, tokenizer: Tokenizer) -> str:
    if not previous:
        return text
    if _pronoun(text, tokenizer):
        return _fill_pronoun(text, previous, tokenizer)
    fragment = _FRAGMENT.match(text)
    if fragment and _ASKS_AGAIN.search(text) and not re.search(_ASKS, fragment["what"]):
        return _substitute(fragment["what"].removesuffix("的"), previous, tokenizer)
    if _is_bare(text, tokenizer):
        return f"{_topic(previous)}，{text}"
    if _has_no_subject(text, tokenizer):
        return f"{_topic(previous)}，{text}"
    return text


def _pronoun(text: str, tokenizer: Tokenizer) -> re.Match[str] | None:
    """The first pronoun; a character of one within another word (``土耳其``) is none."""
    starts = {word.start for word in tokenizer.tag(fold(text)) if word.tag.startswith("r")}
    return next((match for match in _PRONOUN.finditer(text) if match.start() in starts), None)


def _fill_pronoun(text: str, previous: str, tokenizer: Tokenizer) -> str:
    subject = _subject(previous, tokenizer)
    if not subject:
        return f"{_topic(previous)}，{text}"
    match = _pronoun(text, tokenizer)
    assert match is not None
    follower = text[match.end() : match.end() + 1]
    possessive = "的" if match.group().startswith("其") and follower != "的" else ""
    if match.group() == "该":
        return text[: match.start()] + subject + text[match.end() + 1 :]
    return text[: match.start()] + subject + possessive + text[match.end() :]


def _subject(question: str, tokenizer: Tokenizer) -> str:
    """What a question is about: the words before its verb, as they stand; empty where it asks for that itself."""
    asked = _ASKED.search(question)
    stop = asked.start() if asked else len(question)
    for word in tokenizer.tag(fold(question)):
        cut_apart = word.start == 1 and word.end == 2  # a name of two characters that the dictionary does not have
        is_name = cut_apart or question[word.end : word.end + 1] in tuple(_INSTITUTIONS)
        if word.tag in ("v", "p", "d", "c") and not is_name and word.end - word.start <= 4 and word.start > 0:
            stop = min(stop, word.start)
            break
    subject = question[:stop].strip("，,、的 ")
    return re.sub(r"^(?:请问|在|从|截至)", "", subject)


def _topic(question: str) -> str:
    """A question without its question words, and the verb or marks that are left at its end."""
    return _ASKED.sub("", question).rstrip("?？。！!，, 是有为在叫达的排")


def _substitute(what: str, previous: str, tokenizer: Tokenizer) -> str:
    """The previous question with ``what`` in the place of the thing of its kind."""
    time = _TIME.search(previous)
    if _TIME.fullmatch(what):
        return previous[: time.start()] + what + previous[time.end() :] if time else what + previous
    words = [word for word in tokenizer.tag(fold(previous)) if re.search(r"\w", word.text)]
    if all(word.tag.startswith(_PLACE_TAGS) for word in tokenizer.tag(fold(what))):
        run = _run_of(words, _PLACE_TAGS)
        if run:
            return previous[: run[0]] + what + previous[run[1] :]
        subject = _subject(previous, tokenizer)
        named = all(not word.tag.startswith(_NOMINAL) for word in tokenizer.tag(fold(subject)))
        return (
            what + previous[len(subject) :] if subject and named and previous.startswith(subject) else what + previous
        )
    if what in RELATIONAL and not re.search("多少|几|多大|多高|多长", previous):
        return f"{_topic(previous)}，{what}是什么？"
    target = _asked_noun(words, previous, what)
    return previous[: target[0]] + what + previous[target[1] :] if target else f"{_topic(previous)}，{what}"


def _run_of(words: Sequence[Word], tags: tuple[str, ...]) -> tuple[int, int] | None:
    """The first run of neighbouring words with these tags, as offsets."""
    for position, word in enumerate(words):
        if word.tag.startswith(tags):
            end = word.end
            for following in words[position + 1 :]:
                if following.start != end or not following.tag.startswith(tags):
                    break
                end = following.end
            return word.start, end
    return None


def _asked_noun(words: Sequence[Word], question: str, what: str) -> tuple[int, int] | None:
    """The noun that is asked about: one that ends like ``what``, else the words behind 多少, else the noun before."""
    nouns = [word for word in words if word.tag.startswith(_NOMINAL) and not word.tag.startswith(_PLACE_TAGS)]
    alike = [word for word in nouns if word.text[-1] == fold(what)[-1]]
    if alike:
        return _with_modifiers(words, alike[-1])
    sides = [word for word in words if word.tag.startswith(("f", "s", "t", "ns")) and word.text[-1] == fold(what)[-1]]
    if sides:
        return sides[-1].start, sides[-1].end
    asked = _ASKED.search(question)
    if asked is None or not nouns:
        return (nouns[-1].start, nouns[-1].end) if nouns else None
    if asked.group().startswith(("多少", "几")):
        counted = _counted(words, asked.end())
        if counted:
            return counted
    before = [word for word in nouns if word.end <= asked.start()]
    chosen = before[-1] if before else nouns[-1]
    return chosen.start, chosen.end


def _counted(words: Sequence[Word], position: int) -> tuple[int, int] | None:
    """What is counted behind 多少, up to the next verb, with its measure word, which goes with it."""
    behind = [word for word in words if word.start >= position]
    while behind and (behind[0].tag in ("q", "m") or behind[0].text in MEASURES):
        behind = behind[1:]
    stop = next((i for i, word in enumerate(behind) if word.tag in ("v", "uj", "ul", "p") and i), len(behind))
    return (position, behind[stop - 1].end) if behind else None


def _with_modifiers(words: Sequence[Word], noun: Word) -> tuple[int, int]:
    """A noun with the noun right before it, as in 社区民警."""
    start = noun.start
    for word in reversed([word for word in words if word.end <= noun.start]):
        if word.end != start or word.tag != "n":
            break
        start = word.start
    return start, noun.end


def _has_no_subject(text: str, tokenizer: Tokenizer) -> bool:
    """A short question that does not name what it is about.

    It names no thing (``一共有多少亩？``, ``投资了多少？``), opens with its verb and names next to nothing
    (``有几支队伍参加？``), or asks for what only a thing can have (``目的是什么？``).
    """
    if len(text) > ELLIPTIC or not re.search(_ASKS, text) or re.match("[哪其全各]", text):
        return False
    words = [word for word in tokenizer.tag(fold(_ASKED.sub(" ", text))) if re.search(r"\w", word.text)]
    if any(word.tag.startswith((*_PLACE_TAGS, "eng")) for word in words):
        return False
    if text.startswith(("在哪", "在什么")):
        return True
    nouns = [word.text for word in words if word.tag.startswith(_NOMINAL) and word.tag != "vn" and word.text != "个"]
    if all(noun in RELATIONAL or noun[-1] in "价费率额" for noun in nouns):
        return True
    return len(nouns) == 1 and len(nouns[0]) == 2 and text.startswith(_OPENING_VERBS)


def _is_bare(text: str, tokenizer: Tokenizer) -> bool:
    """A question of nothing but question words: ``为什么？``, ``在哪里？``."""
    rest = re.sub(r"[\W_]+", "", _ASKED.sub("", text))
    return not [
        word
        for word in tokenizer.tag(fold(rest))
        if word.tag.startswith(("n", "v", "eng", "a", "m")) and len(word.text) > 1
    ]
