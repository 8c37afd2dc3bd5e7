"""Whether a question asks how much two things differ, or come to together, and a sentence has only one of them.

What has to be reckoned out of prose is not reckoned; a figure that the sentence itself calls a difference or a sum is
one. All patterns meet folded text.
"""

from __future__ import annotations

import re

from qa.types import Question

_SIDES = "多少高低大小长短贵重轻快慢早晚"
"""What one of two is more of."""
_NUMBER = r" ?[约近]? ?[\d一二三四五六七八九十百千万两半]"
_DIFFERENCE = re.compile(
    f"比[^,，。?？]{{1,16}}?(?P<of>[{_SIDES}][^,，。?？]{{0,3}}(?:多少|几))"
    "|(?P<apart>(?<![误还偏温时出逆])相?差(?:额|距|了)?(?:是|有)?(?:多少|几))"
)
_SAYS_DIFFERENCE = re.compile(
    "比|差|增|减|升|降|涨|跌|超|余|提前|推迟|延|缩|扩|节约|省|亏|便宜|加|欠|缺|不足|倍|领先|落后|下滑|回落"
    f"|[{_SIDES}](?:出|了|于|收|付|交|花|得)?{_NUMBER}"
)
_SUM = re.compile("(?P<of>加起来|合起来|加在一起|加一块|合在一起)")
_SAYS_SUM = re.compile("共|合|总|累计|加")


def unsaid_reckoning(question: Question, sentence: str) -> str:
    """What of a folded question would have to be reckoned, as the sentence that is to answer does not say it; ``""``
    for nothing."""
    if (asked := _DIFFERENCE.search(question.resolved)) and not _SAYS_DIFFERENCE.search(sentence):
        return asked["of"] or asked["apart"]
    if (asked := _SUM.search(question.resolved)) and not _SAYS_SUM.search(sentence):
        return asked["of"]
    return ""
