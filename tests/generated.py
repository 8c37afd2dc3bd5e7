"""What is shared by tests that make their own inputs by chance."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

settings.register_profile("yinju", max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("yinju"), max_examples=25)
"""What ``make check`` takes, for each save; those that are tried there are others every time."""
settings.load_profile("yinju")


@pytest.fixture(scope="session")
def chinese_texts() -> st.SearchStrategy[str]:
    """Texts that look like documents: lines of Chinese with everything in them that has ever broken an offset."""
    rare = st.sampled_from(list("𠮷𠀀①㎏ﬁ㍿Ａ９％İß々〇\u0301\u200b\ufeff\u00ad😀👨\u200d👩🏽\u00a0\u3000\ue000專國後"))
    han = st.sampled_from(
        list("的一是在不了有和人这中大为上个国市发改局积极推进深入实施百千万工程终争取最全省额度债券")
    )
    marks = st.sampled_from(list("。！？；，、：…“”‘’（）《》—-·.!?,;:()\"' 　\t0123456789abXYZ%#*|>`_"))
    words = st.sampled_from(
        ["GDP总量", "4022.25亿元", "市发改局", "“枫桥经验”", "文/图 陈敏锐", "↑民警巡逻", "第一章 总则"]
    )
    line = st.lists(st.one_of(han, han, words, marks, rare, st.characters(exclude_categories=["Cs"])), max_size=50)
    breaks = st.sampled_from(["\n", "\n", "\n\n", "\n\n\n", "\r\n", "\r\n\r\n", "\f", "\r", "\v", "\u2028", "\x85"])
    lines = st.lists(st.tuples(line.map("".join), breaks).map("".join), min_size=1, max_size=14)
    return lines.map("".join).filter(lambda text: bool(text.strip()))
