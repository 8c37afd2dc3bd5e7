"""How characters are pronounced: the only place for pypinyin."""

from __future__ import annotations

from functools import lru_cache

from index.text.tokens import HAN

_FIRST, _LAST = (ord(end) for end in HAN[:3:2])


@lru_cache(maxsize=20_000)
def sound(character: str) -> str:
    """The syllable of a Chinese character without its tone, the most usual of several; ``""`` for others."""
    if not _FIRST <= ord(character) <= _LAST:
        return ""
    # Imported here because it takes up to half a second, which questions without a typing error need not wait for.
    from pypinyin import Style, pinyin

    return str(pinyin(character, style=Style.NORMAL, errors="ignore")[0][0]) if _is_known(character) else ""


def _is_known(character: str) -> bool:
    from pypinyin.constants import PINYIN_DICT

    return ord(character) in PINYIN_DICT
