from __future__ import annotations

from collections.abc import Callable

import pytest

from qa.checking.line import Line, denies


@pytest.mark.parametrize("word", ["非常", "未来", "不断", "无锡", "非洲", "不仅", "无人机"])
def test_a_word_that_only_begins_like_a_negation_denies_nothing(word: str, line: Callable[[str], Line]) -> None:
    assert not any(map(denies, line(word).words))


@pytest.mark.parametrize("word", ["不", "没有", "未能", "不得", "不是", "不再", "无权", "不会"])
def test_a_word_of_negation_denies(word: str, line: Callable[[str], Line]) -> None:
    assert any(map(denies, line(word).words))
