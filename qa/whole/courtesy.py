"""How a table is asked politely, or at length: the words of a question that only ask to be told."""

from __future__ import annotations

import re

from index.text.units import COUNTED, SINGLE

_LEAVE = "麻烦|劳驾|拜托|请|帮|替|给|我这?|咱们?|您|你|忙|想|要|需要"
_TELL = "知道|了解|问|指|查询?|看|数|列|算|找|说|讲|统计|核实|核对|确认|告诉|汇总"
_A_LITTLE = "一?下|一?看|出来?"
_ASKING = re.compile(
    f"(?:{_LEAVE}){{1,6}}(?:{_TELL})(?:{_A_LITTLE}){{0,3}}(?:我|您)?(?:一下)?(?:的?是)?"
    f"|(?:{_TELL})(?:{_A_LITTLE}){{1,3}}|^(?:查询?|看|问|找)(?=\\x00)|告诉我(?:一下)?"
)
_WRITTEN = re.compile(
    "在?(?:这|那)?一[行栏列项](?=\\x00|[里中上的填写，]|$)"
    "|(?:填写?|写|登记|标注?|注明|记)(?:[的着了明]是?|是|为)|(?:填|写|登记)(?=\\x00|，|$)"
)
_FILLERS = re.compile(
    "相比|您好|你好|谢谢|多谢|来着|具体|麻烦|全部|所有|分别|对应|叫什么|按照?(?=\\x00)|(?<=\\x00)来?[看说讲算](?=[，,])|我这(?:里|儿)?有一?个|^[把将]|[把将](?=\\x00)"
    f"|[这那](?:一?(?![周天年月日季期届])[{SINGLE}{COUNTED}]|些)"
    "|(?:归[在到入于]?|属于?)(?=\\W?\\x00{1,40}\\W?[这一]{0,2}类)|(?<=\\x00)\\W?[这一]{0,2}类(?=的|\\W|$)"
)
"""Words of politeness, of pointing at what is named anyway, of belonging to a kind."""


_REQUESTS = (_FILLERS, _ASKING, _WRITTEN)


def request_places(rest: str) -> list[tuple[int, int]]:
    """Where a folded question, its names masked, only asks to be told, ``[start, end)``."""
    return [match.span() for pattern in _REQUESTS for match in pattern.finditer(rest)]


def without_request(rest: str) -> str:
    """What is left of a folded question, its names masked, without the words that only ask to be told."""
    for pattern in _REQUESTS:
        rest = pattern.sub("，", rest)
    return rest
