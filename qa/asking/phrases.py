"""The parts of a question that a follow-up leaves out or puts another thing in the place of."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from index.text.numerals import MEASURES
from index.text.tokens import NAME_TAGS, Tokenizer, Word, fold_with_origins
from index.text.vocabulary import endings, nouns, offices

RELATIONAL = nouns("relational")
"""Nouns for what only a thing that was named before can have."""
MEASURED = "价费率额量数度积金款租资期限重高宽深长龄分比"
_HELD = "号址间点名历话务称色质位"
_LED = "组班船机车店团社园庭连排舰家"
_ROLE = re.compile(
    f"(?:{'|'.join(offices())}|[{_LED}]长|(?:裁判|检察|审判|理事|参谋|护士)长|[员师]|[现前继历]任|领导|编导|指导)$"
)
"""What the words for roles end with; 全长, 登记 and 责任 are none."""
_CALLED = ("导演", "作曲", "编剧", "主持", "负责人")
NOMINAL = ("n", "vn", "eng", "j", "l", "an", "nz", "b", "s")
WHY = "(?<![成作称认改命评定升聘选列誉视变名])为什么"
"""Asks for a reason, unless 为 belongs to the verb before it: 成为什么, 被聘为什么."""
ASKED = re.compile(
    "什么样的?|什么时候|什么时间|什么地方|什么位置|什么原因|"
    + WHY
    + "|为啥|为何|什么|啥时候|啥|谁|怎么样|怎么回事|怎么|怎样|如何"
    "|哪[一二两三四五六七八九十0-9]*[个家座条项位名种些里儿年月天日次件镇县市区所]?"
    "|多少[个家座条项位名种场次套件]?|多大|多高|多长时间|多长|多久|多远|多重|百分之几"
    "|第?几[个家座条项位名支只户辆起宗年月天日号点次件所]?|吗|呢"
)
ASKS = re.compile("多少|几|什么|啥|谁|哪|怎|如何|何|吗|是否|能不能|有没有|是不是|要不要|多大|多高|多长|多久|多远|多重")
_LEADS = re.compile("^(?:(?:与|和|同)[^,，]{1,12}?相比[,，]?|请问|在|从|截至|关于|那么?|根据|按照?)")
_LINKS = "是有为叫在达的排共约"
_INSTITUTIONS = endings("institutions")
_LOOSE_END = re.compile("(?<![，,、的 ])[，,、的 ]++$")
_PLACED = re.compile(f"{_LOOSE_END.pattern}|(?<=..)[里中上内]$")
_STOPS = ("v", "p", "d")
_LOOSE = ("v", "vd", "vi", "d", "p", "f", "r", "ul", "uj", "c")
_SELF_CONTAINED = re.compile(
    "^(?:多[大高长久远重]|怎|如何|为|什么[时地位样原]|哪[里儿年月天日]|吗|呢|啥时|几[年月天日点号])"
)


@dataclass(frozen=True)
class Phrases:
    """A question and its parts, as ``[start, end)`` of its text."""

    text: str
    words: tuple[Word, ...]

    @classmethod
    def of(cls, text: str, tokenizer: Tokenizer) -> Phrases:
        """The question cut into words that have a letter, with offsets into the text as it was typed."""
        folded, origins = fold_with_origins(text)
        words = (
            Word(word.text, word.tag, origins[word.start], origins[word.end])
            for word in tokenizer.tag(folded)
            if re.search(r"\w", word.text)
        )
        return cls(text, tuple(words))

    @cached_property
    def asked(self) -> tuple[int, int] | None:
        """The first words that ask; None without any."""
        match = ASKED.search(self.text)
        return match.span() if match else None

    def is_asking(self, word: Word) -> bool:
        """Whether a word is, or is in, one of the words that ask."""
        return any(match.start() < word.end and word.start < match.end() for match in ASKED.finditer(self.text))

    @cached_property
    def subject(self) -> tuple[int, int]:
        """What the question is about: what stands before its verb; empty where it asks for that itself."""
        lead = _LEADS.match(self.text)
        start = lead.end() if lead else 0
        stop = self._predicate(start)
        inside = [word for word in self.words if start <= word.start and word.end <= stop]
        linked = self.text.startswith(
            ("是", "为"), stop
        )  # 年龄要求是多少: what is before it is a noun, whatever it looks like
        while inside and not linked and inside[-1].tag in _LOOSE and not self._is_held(inside):
            stop = inside.pop().start
        named = any(word.tag.startswith((*NOMINAL, *NAME_TAGS)) or len(word.text) > 1 for word in inside)
        if not named and not (self.opens_cut_apart and len(inside) == 2):
            return start, start
        setting = re.search("[,，]", self.text[start:stop])  # 在…的协议里，乙方…: what comes first sets the scene
        stop = start + setting.start() if setting and setting.start() > 1 else stop
        part = self.text[start:stop].strip()
        start += len(self.text[start:stop]) - len(self.text[start:stop].lstrip())
        behind = any(word.end == start + len(part) and len(word.text) == 1 for word in self.words)  # 夜里 is a word
        return start, start + len((_PLACED if behind else _LOOSE_END).sub("", part))

    def _predicate(self, start: int) -> int:
        """Where the verb begins: that right before what asks or, where none is, the first one."""
        end = self.asked[0] if self.asked else len(self.text)
        before = [word for word in self.words if start < word.end <= end]
        if self.asked and not self.text.startswith(("吗", "呢"), end):
            while before and before[-1].tag.startswith(("u", "m", "q", "a", "b", "r", "y")):
                before.pop()
            direct = before and before[-1].tag.startswith(_STOPS) and not self._is_named(self.words.index(before[-1]))
            return before[-1].start if direct and before[-1].start > start else end
        for word in before:
            if word.start > start and word.tag.startswith(_STOPS) and not self._is_named(self.words.index(word)):
                return word.start
        return end

    def _is_held(self, inside: Sequence[Word]) -> bool:
        """Whether a verb at the end of the subject belongs to it: behind 的, in a title, or the first word of all."""
        return len(inside) == 1 or inside[-1].text == "某" or self._is_named(self.words.index(inside[-1]))

    def _is_named(self, at: int) -> bool:
        """Whether what is tagged as a verb stands for a thing: in a title, behind 的, in a name or a term."""
        word = self.words[at]
        before = self.text[: word.start]
        if before.count("《") > before.count("》") or before.count("“") > before.count("”") or before.endswith("的"):
            return True
        follows = self.words[at + 1 : at + 3]
        noun = bool(follows) and follows[0].start == word.end and follows[0].tag.startswith("n")
        term = noun and len(word.text) > 1 and (len(follows) > 1 and follows[1].tag == "uj")  # 采购合同的
        cut_apart = at == 1 and self.opens_cut_apart
        institution = self.text[word.end : word.end + 1] in _INSTITUTIONS
        return term or word.end - word.start > 4 or (word.tag == "v" and (cut_apart or institution))

    @cached_property
    def attribute(self) -> tuple[int, int] | None:
        """What of the subject is asked for: 导演 of ``《渡口灯》的导演是谁？``; None where it is not named."""
        if self.asked is None or _SELF_CONTAINED.match(self.text[self.asked[0] :]):
            return None
        if re.search(r"\w", re.sub("[呢了]", "", self.text[self.asked[1] :])):
            return None
        head = self.text[: self.asked[0]].rstrip(_LINKS)
        start, end = self.subject
        if len(head) != end or start == end or self.text.startswith("有", end):  # 有多少个: what is counted is a thing
            return None
        cut = self.text.rfind("的", start, end)
        if cut > start and end - cut - 1 <= 8:
            return cut + 1, end
        last = next((word for word in reversed(self.words) if word.end == end), None)
        named = last is not None and len(last.text) > 1 and last.start > start and last.tag.startswith(("n", "v"))
        return (last.start, end) if last and named else None

    @property
    def measured(self) -> tuple[int, int] | None:
        """The attribute without the noun that it is measured of: 产量 of ``柳岸村的茶叶产量``."""
        if self.attribute is None:
            return None
        inside = [word for word in self.words if self.attribute[0] <= word.start and word.end <= self.attribute[1]]
        held = len(inside) > 1 and is_attribute(inside[-1:]) and all(w.tag.startswith("n") for w in inside[:-1])
        return (inside[-1].start, inside[-1].end) if held else self.attribute

    @property
    def opens_cut_apart(self) -> bool:
        """Whether it opens with a name of two characters that the dictionary does not have: 新会 of 新会有什么."""
        first, *others = [(word.start, word.end) for word in self.words[:2]] or [(0, 0)]
        apart = first == (0, 1) and others == [(1, 2)] and self.words[1].tag == "v"
        return apart and not self.words[0].tag.startswith((*_STOPS, "r", "c"))  # 借到 is no name

    @property
    def theme(self) -> str:
        """The thing that is talked about: the subject without what is asked of it."""
        start, end = self.subject
        cut = self.attribute[0] if self.attribute else end
        return self.text[start:cut].rstrip("的") or self.text[start:end]

    @property
    def topic(self) -> str:
        """The question without its question words, and the verb or marks that are left at its end."""
        parts = re.split("[，,]", self.text)
        while len(parts) > 1 and not any(word.tag.startswith(NOMINAL) for word in self._inside(parts)):
            parts.pop()
        return ASKED.sub("", "，".join(parts)).rstrip("?？。！!，, 了" + _LINKS)

    def _inside(self, parts: Sequence[str]) -> list[Word]:
        """The words of the last of the parts that the text begins with."""
        end = len("，".join(parts))
        return [word for word in self.words if end - len(parts[-1]) <= word.start < end]

    @cached_property
    def object(self) -> tuple[int, int] | None:
        """The thing that is asked for behind 多少, 什么 or 哪些, with its measure word; None for nothing or money."""
        if self.asked is None or _SELF_CONTAINED.match(self.text[self.asked[0] :]):
            return None
        behind = [word for word in self.words if word.start >= self.asked[1]]
        while behind and (behind[0].tag in ("q", "m") or behind[0].text in MEASURES):
            behind = behind[1:]
        last = behind[-1] if behind else None
        if (
            last is None
            or behind[0].text in ("钱", "元", "时间")
            or not behind[0].tag.startswith(("n", "a", "b", "v", "j", "eng"))
        ):
            return None
        ends = any(word.tag.startswith(("u", "p", "d", "y", "r")) for word in behind) or not last.tag.startswith("n")
        stop = next(
            (i for i, w in enumerate(behind) if ends and i and w.tag.startswith(("v", "u", "p", "d", "y"))), len(behind)
        )
        if not any(word.tag.startswith(NOMINAL) for word in behind[:stop]):
            return None
        end = behind[stop - 1].end
        return self.asked[1], end + self.text.startswith(("”", "》", "」"), end)

    @property
    def counted(self) -> tuple[int, int] | None:
        """The object where it is counted."""
        counts = self.asked is not None and self.text.startswith(("多少", "几"), self.asked[0])
        return self.object if counts else None

    @property
    def nominal(self) -> str:
        """The object as a thing: 蓬江共建的产业园 of ``蓬江共建了什么产业园？``; ``""`` without one."""
        if self.object is None or not self.asked or self.asked[0] == 0:
            return ""
        last = next((word for word in reversed(self.words) if word.end <= self.asked[0]), None)
        if last is None or last.tag.startswith(("p", "c", "d")):
            return ""
        start = next(word.start for word in self.words if word.start >= self.asked[1] and word.tag not in ("q", "m"))
        return f"{self.text[: self.asked[0]].rstrip('了有是的')}的{self.text[start : self.object[1]]}"

    @property
    def is_condition(self) -> bool:
        """Whether it opens with a verb or a negation, and ends with a verb: 超过时间没回来, but not 炒腊肉."""
        verbs = [word.tag.startswith(("v", "d", "ul")) and word.tag != "vn" for word in self.words]
        return len(verbs) > 1 and verbs[0] and verbs[-1]

    @property
    def is_nominal(self) -> bool:
        """Whether it is words for a thing, and nothing else."""
        return bool(self.words) and all(
            word.tag.startswith((*NOMINAL, *NAME_TAGS, "m", "q", "ng", "t", "f")) for word in self.words
        )

    @property
    def is_list(self) -> bool:
        """Whether several things are asked for, or a thing by 什么."""
        return (
            self.asked is not None
            and re.match("哪[些几两二三四五六七八九十]|什么(?!样|时|地)", self.text[self.asked[0] :]) is not None
        )


def is_attribute(words: Sequence[Word]) -> bool:
    """Whether a phrase names what a thing has, and no thing: 面积, 保证金, 电话, but for a role, 队长."""
    if not words:
        return False
    run = 2 if len(words) > 1 and max(len(word.text) for word in words[-2:]) == 1 else 1  # 占比, cut apart
    last, tag = "".join(word.text for word in words[-run:]), words[-run].tag
    held = len(last) > 1 and last[-1] in MEASURED + _HELD and not _ROLE.search(last)
    known = last in RELATIONAL or held
    return known and tag.startswith(("n", "v", "b", "a")) and not tag.startswith("ns")


def is_role(words: Sequence[Word]) -> bool:
    """Whether a phrase names a role that persons have: 队长, 裁判长, 导演."""
    return bool(words) and (_ROLE.search(words[-1].text) is not None or words[-1].text in _CALLED)


def asks_for(words: Sequence[Word]) -> str:
    """The question words that ask for what a phrase names: 是谁, 是多少 or 是什么."""
    last = words[-1].text if words else ""
    if is_role(words):
        return "是谁"
    return (
        "是多少"
        if last[-1:] in tuple(MEASURED) or last in ("电话", "比例", "规模", "人口", "费用", "造价")
        else "是什么"
    )
