"""Which text is no writing."""

from __future__ import annotations

import pytest

from index.readers.pages.garbled import is_garbled
from tests.samples import FIRST, SECOND


@pytest.mark.parametrize(
    "text",
    [
        "! $ # - * ( ) & ' ; < = > ? @ [ ] ^ _ " * 3,
        "\ue001\ue002\ue003",
        FIRST.encode("gbk").decode("latin-1"),
        "".join(map(chr, range(0x3500, 0x3540))),
    ],
)
def test_characters_without_meaning_are_garbled(text: str) -> None:
    assert is_garbled(text)


@pytest.mark.parametrize(
    "text",
    [
        FIRST + SECOND,
        "臺灣鐵路局時刻表與票價，自強號、莒光號及區間車均適用之規定事項如下",
        "1,234.50 88.1% 2023-01-02 -3.14 " * 4,
        "for (int i = 0; i < count; i++) { total += values[i] * 2; }",
        "L'été dernier, la rivière a été très élevée près du château.",
        "Москва является столицей, расположена на реке",
        "第一章 概述" + "." * 200 + "1",
        "漢字かな交じり文は読みやすい。ひらがなとカタカナを使います。",
        "§5.2",
        "",
    ],
)
def test_writing_is_not(text: str) -> None:
    assert not is_garbled(text)
