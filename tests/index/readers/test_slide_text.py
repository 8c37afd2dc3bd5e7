from __future__ import annotations

import pytest
from lxml import etree

from index.readers.slide_text import TEXT, paragraphs_of


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("arabicPeriod", ["1. 甲", "2. 乙"]),
        ("circleNumDbPlain", ["① 甲", "② 乙"]),
        ("romanUcParenBoth", ["(I) 甲", "(II) 乙"]),
        ("nobodyKnows", ["1. 甲", "2. 乙"]),
    ],
)
def test_numbers_are_spelled_as_they_show(kind: str, said: list[str]) -> None:
    items = "".join(
        f'<a:p><a:pPr><a:buAutoNum type="{kind}"/></a:pPr><a:r><a:t>{text}</a:t></a:r></a:p>' for text in "甲乙"
    )
    assert paragraphs_of(etree.fromstring(f'<a:body xmlns:a="{TEXT[1:-1]}">{items}</a:body>')) == said
