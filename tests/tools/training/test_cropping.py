from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from tools.training.cropping import crop
from tools.training.examples import Example

TEXT = "".join(f"第{number}句说的是{number}号的事情，别的没有。" for number in range(12))


@given(st.integers(0, 11), st.integers(20, 200), st.integers(0, 1000))
def test_the_answer_stays_and_stays_the_same(number: int, characters: int, seed: int) -> None:
    words = f"{number}号的事情"
    start = TEXT.index(f"是{words}") + 1
    whole = Example("问？", "", TEXT, start, start + len(words), "answer")
    cut = crop(whole, characters, random.Random(seed))
    assert cut.text in TEXT
    assert cut.text[cut.start : cut.end] == words


def test_without_an_answer_the_likest_sentence_stays() -> None:
    whole = Example("7号的事情是什么？", "", TEXT, -1, -1, "elsewhere")
    cut = [crop(whole, 60, random.Random(seed)) for seed in range(60)]
    assert all("7号的事情" in example.text for example in cut)
    assert all((example.start, example.end) == (-1, -1) for example in cut)
    assert min(len(example.text) for example in cut) <= 60 < len(TEXT)
    assert any(example.text == TEXT for example in cut), "some are left whole"


def test_the_same_chance_cuts_the_same() -> None:
    whole = Example("7号的事情是什么？", "", TEXT, -1, -1, "elsewhere")
    assert crop(whole, 60, random.Random(3)) == crop(whole, 60, random.Random(3))
