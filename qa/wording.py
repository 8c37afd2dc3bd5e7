"""What is said of answers in a language, and all of it in Chinese, which programs and commands are given.

In a template ``{words}`` are the words in quotation marks, enumerated, ``{run}`` the same without anything between
them, ``{0}`` the first of them as it is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from index.layout.identity import Where
from qa.statements import Called, Check, CheckKind, Lack, LackKind, Reason, ReasonKind, Remark, RemarkKind
from qa.types import Expected


@dataclass(frozen=True, slots=True)
class Wording:
    """A language: its templates by kind, the names of things in them, and what stands between words and sentences."""

    lacks: Mapping[LackKind, str]
    reasons: Mapping[ReasonKind, str]
    remarks: Mapping[RemarkKind, str]
    checks: Mapping[CheckKind, str]
    expected: Mapping[Expected, str]
    places: Mapping[Where, str]
    called: Mapping[Called, str]
    comma: str
    semicolon: str
    colon: str
    gap: str

    def lack(self, lack: Lack) -> str:
        """A clause whose subject is a quote or what comes nearest."""
        return self._filled(self.lacks[lack.kind], lack.words, expected=self._expected(lack.expected))

    def reason(self, reason: Reason) -> str:
        """Whole sentences; of several questions a line with what becomes of each."""
        if reason.parts:
            parts = (f"{question}{self.colon}{self.reason(each)}" for question, each in reason.parts)
            return self.semicolon.join(parts)
        lack = self.lack(reason.lack) if reason.lack else ""
        return self._filled(self.reasons[reason.kind], reason.words, count=reason.count, lack=lack)

    def remark(self, remarks: Iterable[Remark]) -> str:
        """Whole sentences; ``""`` for no remarks."""
        return self.gap.join(
            self._filled(
                self.remarks[each.kind],
                each.words,
                count=each.count,
                shown=each.shown,
                where=self.places[each.where] if each.where else "",
                called=self.called[each.called],
            )
            for each in remarks
        )

    def check(self, check: Check) -> str:
        """A whole sentence."""
        return self._filled(
            self.checks[check.kind],
            check.words,
            called=self.called[check.called],
            expected=self._expected(check.expected),
            lack=self.lack(check.lack) if check.lack else "",
        )

    def _expected(self, expected: Expected | None) -> str:
        return self.expected[expected] if expected else ""

    def _filled(self, template: str, words: tuple[str, ...], **named: object) -> str:
        quoted = [f"“{word}”" for word in words]
        return template.format(*words, words=self.comma.join(quoted), run="".join(quoted), **named)


CHINESE = Wording(
    lacks={
        LackKind.PHRASE: "没有{words}这几个字",
        LackKind.UNMENTIONED: "没有提到{words}",
        LackKind.UNIT: "没有写以{words}计的数",
        LackKind.OTHER_SIDE: "说的是“{0}”，没有提到“{1}”",
        LackKind.ANOTHER: "在这一处说的不是{words}",
        LackKind.CLAIMED: "在这一处是一方的说法，不是法院的认定",
        LackKind.RECKONED: "没有直接写出“{0}”，要由几处的数算出来",
        LackKind.EXPECTED: "没有写{expected}",
        LackKind.EXPECTED_HERE: "在这一句里没有写{expected}",
    },
    reasons={
        ReasonKind.SAID: "{0}",
        ReasonKind.LACKING: "文档里最接近的内容{lack}，不能据此回答。",
        ReasonKind.WORDS_MISSING: "文档里没有找到答案：最接近的内容没有提到{words}。",
        ReasonKind.NOT_FOUND: "文档里没有找到能回答这个问题的内容。",
        ReasonKind.NOT_VERBATIM: "找到的内容与原文核对不上，没有采用。请重新索引后再问。",
        ReasonKind.EMPTY_LIBRARY: "资料库里还没有文档，请先加入文档再提问。",
        ReasonKind.UPDATING: "资料库正在更新，请稍后再问。",
        ReasonKind.NOT_AMONG_CHOSEN: "所选的文档里没有可以回答的内容，它们可能已被移除。"
        "请重新选择文档，或者不限定文档再问。",
        ReasonKind.DOCUMENTS_DIFFER: "几份文件写的不一样，按设置不作回答：{words}。"
        "请写明是哪一份，或者只选一份文件再问。",
        ReasonKind.TABLES_DIFFER: "有几张表都能算，结果不一样，不能断定问的是哪一张。请写明是哪份文件。",
        ReasonKind.NOT_IN_TABLE: "表里没有写到{words}。",
        ReasonKind.NOT_IN_ONE_ROW: "表里没有哪一行同时写到{run}。",
        ReasonKind.TO_BE_RECKONED: "这要由表里的几格算出来，不能断定是哪几格，没有计算。",
        ReasonKind.OTHER_UNIT: "表里的数不是以“{0}”计的，没有比较。",
        ReasonKind.EMPTY_CELL: "这一行的{words}是空的。",
        ReasonKind.SAME_NAMES: "有 {count} 行符合，其中有同名的，不能断定是几个。",
        ReasonKind.TIED: "有 {count} 行并列，没有一一列出。",
        ReasonKind.NO_FIGURES: "{words}这一栏有的行没有数，或者不只是一个数，没有计算。",
        ReasonKind.NO_DATES: "{words}这一栏有的行没有写明时间，或者分不出先后，没有比较。",
        ReasonKind.NO_ROW: "表里没有哪一行符合。",
        ReasonKind.UNITS_IN_COLUMN: "{words}这一栏各行的单位不一样，没有计算。",
        ReasonKind.UNITS_OF_COLUMNS: "“{0}”和“{1}”的单位不一样，没有计算。",
        ReasonKind.SHARES_ADDED: "{words}是比例，不能相加。",
        ReasonKind.SHARES_AVERAGED: "{words}是比例，各行的基数可能不同，没有求平均。",
        ReasonKind.GREETING: "你好！请直接问文档里写到的事，比如一个数字、日期、名字，或者某一条的内容；"
        "我用原话回答，并标明出处。",
        ReasonKind.THANKS: "不客气。还想查什么，请接着问。",
        ReasonKind.FAREWELL: "再见。想查什么，随时再来问。",
        ReasonKind.ASSENT: "好的。还想查什么，请接着问。",
        ReasonKind.IDENTITY: "我是“引据”：只用资料库里文档的原话回答问题，每句都能查到出处；文档里没有的，就说没有。",
        ReasonKind.ABILITY: "我能在资料库的文档里查数字、日期、人名、地点、条款和原因，用原话回答并标明出处；"
        "不会自己写文章，也不会闲聊。请直接提问。",
    },
    remarks={
        RemarkKind.SAID: "{0}",
        RemarkKind.NAMED: "{called}{words}见于{where}。",
        RemarkKind.UNSTATED: "引文里没有写{run}，请对照上下文核对。",
        RemarkKind.ITEMS: "共 {count} 项。",
        RemarkKind.ROWS: "有 {count} 行都符合，一并列出。",
        RemarkKind.CITED_ROWS: "依据有 {count} 行，引文只列出前 {shown} 行。",
        RemarkKind.CAPTION_UNIT: "表上方写明单位：{0}。",
        RemarkKind.SHARED_CELL: "原表里这一格由几处合用：是各处都一样，还是合起来的数，请看原文。",
        RemarkKind.CALLED: "问的“{0}”，表里写的是“{1}”。",
        RemarkKind.NOT_COMPARED: "有 {count} 行这一栏没有数，没有参加比较。",
        RemarkKind.EDGE_COUNTED: "“{0}”当时的也算在内，有 {count} 行。",
        RemarkKind.EDGE_LEFT_OUT: "“{0}”没有算当时的，另有 {count} 行。",
        RemarkKind.WHICH_DOCUMENT: "问题没有写明是哪一份文件里的：几份文件各有一个答案，一并列出。",
        RemarkKind.REPEALING: "几份文件写的不一样。{words}写明原来的废止，以它为准；废止的列在后面。",
        RemarkKind.NOT_IN_FORCE: "几份文件写的不一样。列在后面的已经废止或者还不是定稿。",
        RemarkKind.NEWER_FIRST: "几份文件写的不一样，较新的在前，请核对现在用的是哪一份。",
        RemarkKind.NONE_NEWER: "几份文件写的不一样，看不出哪一份较新，一并列出，请核对。",
        RemarkKind.TABLES_DIFFER: "有 {count} 张表写的不一样，一并列出。",
        RemarkKind.FILES: "共 {count} 份文件。",
        RemarkKind.FIRST_FILES: "共 {count} 份文件，只列出前 {shown} 份。",
        RemarkKind.HEADINGS: "共 {count} 个标题。",
        RemarkKind.OPENING: "这是文件的开头。",
        RemarkKind.OUTLINE: "这是文件开头和各个标题的原文，不是总结。",
        RemarkKind.NEWEST: "按文件自己写的日期，{count} 份里最新的是这份；没有写日期的不算。",
        RemarkKind.INDEXING: "资料还在索引：{count} 份文件读入了 {shown} 份，没有读入的不在回答之内，读完请再问一次。",
    },
    checks={
        CheckKind.SAID: "{0}",
        CheckKind.VERBATIM: "引文与原文逐字一致。",
        CheckKind.PHRASE: "引号里的{words}原样在引文里。",
        CheckKind.NAMED: "所问的{called}{words}在引文里。",
        CheckKind.UNDERSTOOD: "所问的{called}{words}不在引文里，按标题或上下文理解。",
        CheckKind.OFFICE: "所问的职务{words}在引文里。",
        CheckKind.UNIT: "引文里有以{words}计的数。",
        CheckKind.EXPECTED: "所问的是{expected}，句子里有。",
        CheckKind.LACKING: "引文{lack}。",
    },
    expected={Expected.NUMBER: "数字", Expected.TIME: "时间", Expected.DURATION: "时间长短"},
    places={Where.FILE: "文件名", Where.FOLDER: "文件所在的文件夹", Where.COVER: "文件开头"},
    called={Called.NAME: "", Called.NUMBERED: "编号", Called.YEAR: "年份", Called.AMOUNT: "数目"},
    comma="、",
    semicolon="；",
    colon="：",
    gap="",
)
"""What programs, commands and the Chinese page say."""
