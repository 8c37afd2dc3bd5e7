"""Which words of a question decide: without them nothing near answers it."""

from __future__ import annotations

import re

from index.text.feasts import is_feast
from index.text.tokens import Tokenizer
from qa.asking.question import Term, TermKind

NO_PLACES = frozenset(
    """
    东西 城市 地区 都市 海港 港口 东部 西部 南部 北部 中部 东方 西方 南方 北方 本地
    当地 外地 各地 城中村
    """.split()
)
"""What jieba's dictionary calls a place and is none in particular."""
_TOWN = re.compile(
    "(?!.*(?:[城乡农山渔古新名强中]村|[城乡市集古名强小]镇|[名强]县|城乡|(?:示范|行政|自然|贫困)[县镇乡村])$).{2,}[县镇乡村]"
)
"""A name that ends like this, and is no kind of place, is a place's, whatever a dictionary has it for."""
_ANY_PLACE = re.compile("[各全本]?[省市县区镇乡村州]+[里内外中]?")


def is_decisive(term: Term, tokenizer: Tokenizer) -> bool:
    """Values, feasts, and places; other names are too often guessed.

    1 is mostly a turn of phrase, and a bare 万 or 亿 one of size (``超亿元``).
    """
    if term.kind is TermKind.NUMBERED or is_feast(term.text):
        return True
    if term.kind is TermKind.VALUE:
        return term.forms[0] not in ("1", "第1", "10000", "100000000")
    if term.kind is not TermKind.NAME or term.text in NO_PLACES or _ANY_PLACE.fullmatch(term.text):
        return False
    return tokenizer.is_place(term.text) or _TOWN.fullmatch(term.text) is not None
