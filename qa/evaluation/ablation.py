"""What each rule buys: the same questions asked with one rule taken out, beside all rules.

A rule that refuses no wrong answer, or more right ones than wrong ones, on any set should go.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from index.types import Progress, ignore_progress
from qa.assistant import Assistant
from qa.evaluation.asking import ask_all
from qa.evaluation.files import Asked
from qa.evaluation.report import Figures, cell, figures

SHOWN = {
    "first": "首条引用",
    "exact": "EM",
    "overlap": "F1",
    "refused": "不可答而拒",
    "wrongly_refused": "误拒",
    "sure_right": "把握较大而对",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule by what it says in Chinese, the module and the name that it is looked up by, and what stands in for it."""

    says: str
    module: str
    name: str
    instead: Callable[..., object]


RULES = {
    "unit": Rule("要有以所问的单位计的数", "qa.judging.exactness", "_lacking_unit", lambda *_: None),
    "noun": Rule("所数的东西要提到", "qa.judging.exactness", "_lacking_noun", lambda *_: None),
    "office": Rule("所问的职务要提到", "qa.judging.exactness", "_lacking_office", lambda *_: None),
    "side": Rule("说的不能是相反的一面", "qa.judging.exactness", "_lacking_side", lambda *_: None),
    "kind": Rule("要有所问的那一种（数、时间、人）", "qa.judging.confidence", "has_kind", lambda *_: True),
    "decisive": Rule("年份和地名要有", "qa.judging.confidence", "is_decisive", lambda *_: False),
    "quoted": Rule("引号里的话要原样有", "qa.judging.confidence", "quoted_phrases", lambda *_: []),
    "otherwise": Rule("换了写法的也算有", "qa.judging.confidence", "stands_otherwise", lambda *_: False),
    "vocabulary": Rule("同义的词也算有", "index.text.vocabulary", "_meant", lambda _: ()),
    "piece": Rule("从别的词里切出来的不算地名", "qa.judging.confidence", "is_piece", lambda *_: False),
    "focus": Rule("追问换上的要提到", "qa.judging.confidence", "missing_focus", lambda *_: ""),
    "code": Rule("型号、编号要对得上", "qa.judging.confidence", "missing_code", lambda *_: ""),
    "phase": Rule("说的不能是另一期、另一批", "qa.judging.confidence", "missing_phase", lambda *_: ""),
    "rival": Rule("说的不能是另一家、另一个学位", "qa.judging.confidence", "missing_rival", lambda *_: ""),
    "contradiction": Rule(
        "读到的不能是别的单位、职务、方位", "qa.judging.confidence", "contradiction", lambda *_: None
    ),
    "role": Rule("问的称呼（站长、审判长）要有人担任", "qa.judging.confidence", "missing_role", lambda *_: ""),
    "reckoned": Rule(
        "差多少、加起来多少，原文要说是差、是合", "qa.judging.confidence", "unsaid_reckoning", lambda *_: ""
    ),
    "claimed": Rule("问法院怎么判，一方的说法不算", "qa.judging.pleadings", "claimed_only", lambda *_: False),
    "faint": Rule("把握很小、句里题的词又很少，就不答", "qa.judging.confidence", "_is_faint", lambda *_: False),
    "parted": Rule("一行几问，各走一遍", "qa.assistant", "parted", lambda _text: []),
    "another": Rule("读到的不能说的是另一级、另一方", "qa.judging.confidence", "said_of_another", lambda *_: ""),
    "peer": Rule("说的不能是并列的另一个", "qa.judging.confidence", "missing_peer", lambda *_: ""),
    "seat": Rule("职务要是所问单位的", "qa.judging.names", "_missing_seat", lambda *_: ""),
    "held": Rule("读到的人担任的不能是别的职务", "qa.judging.confidence", "holds_another", lambda *_: None),
    "end": Rule("最高和最低不混", "qa.judging.confidence", "end_said", lambda *_: None),
    "no-figure": Rule("问多少，整段没有那一种数，就不答", "qa.judging.confidence", "_counts_nothing", lambda *_: False),
    "figure": Rule("问数的，读不出、句里也没有数，就不答", "qa.judging.confidence", "_says_nothing", lambda *_: False),
    "change": Rule("多少和增减多少不混", "qa.reading.fitting", "_is_of_change_asked", lambda *_: True),
    "title": Rule("问哪份文件，答它的标题", "qa.reading.fitting", "_title", lambda *_: None),
    "whole-name": Rule("问哪个法院，名称要到“法院”", "qa.reading.fitting", "_with_head", lambda _q, _t, words: words),
    "stretches": Rule(
        "读到的词不越过句子、分句",
        "qa.reading.reranking",
        "stretches_of",
        lambda _question: lambda text: [(0, len(text))],
    ),
    "understood": Rule("文档通篇说的不必每段重复", "qa.judging.confidence", "is_understood", lambda *_: False),
    "fitting": Rule(
        "读出的词要是整个的数或时间", "qa.reading.reranking", "fitted", lambda _question, _text, reading: reading
    ),
    "rewording": Rule(
        "照段落的说法问阅读模型", "qa.reading.reranking", "reworded", lambda question, *_: question.resolved
    ),
    "clause": Rule(
        "读到几项而问一项的，只取那一项的分句",
        "qa.reading.reranking",
        "_of_one_clause",
        lambda _question, _text, reading: reading,
    ),
    "mentioned": Rule("格里有题里的词的，是所问的行", "qa.whole.asked_names", "mentioned", lambda *_: []),
    "undone": Rule("空着的一栏，是还没做的行", "qa.whole.asked_names", "undone", lambda *_: []),
    "having": Rule("写着有、无的一栏，是有的、没有的行", "qa.whole.asked_names", "having", lambda *_: []),
    "question-words": Rule("问词不参加字面检索", "index.library", "searched_words", lambda text: text),
}
"""Every rule that decides on an answer, by the name that ``--without`` takes."""
READING = "reading"
"""The rule that is a model: without it, the rules read."""


@contextmanager
def without(rule: str, assistant: Assistant) -> Iterator[None]:
    """Inside, the assistant answers without the rule; not for several threads at once.

    :raises KeyError: for a rule that there is none of.
    """
    if rule == READING:
        model, assistant.reader = assistant.reader, None
        try:
            yield
        finally:
            assistant.reader = model
        return
    taken = RULES[rule]
    module = importlib.import_module(taken.module)
    used = getattr(module, taken.name)
    setattr(module, taken.name, taken.instead)
    try:
        yield
    finally:
        setattr(module, taken.name, used)


def ablate(
    assistant: Assistant, questions: Sequence[Asked], rules: Sequence[str], progress: Progress = ignore_progress
) -> dict[str, Figures]:
    """The figures with all rules, under ``""``, then without each of ``rules``, by its name."""
    found = {"": figures(ask_all(assistant, questions, progress))}
    for rule in rules:
        with without(rule, assistant):
            found[rule] = figures(ask_all(assistant, questions, progress))
    return found


def as_table(found: dict[str, Figures]) -> str:
    """A row a rule, cells parted by tabs."""
    says = {"": "全部规则", READING: "不用阅读模型"} | {name: f"没有：{rule.says}" for name, rule in RULES.items()}
    rows = [
        "\t".join([name or "—", says[name], *(cell(getattr(each, key)) for key in SHOWN)])
        for name, each in found.items()
    ]
    return "\n".join(["\t".join(["规则", "", *SHOWN.values()]), *rows])
