from __future__ import annotations

import random
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from math import log
from pathlib import Path

import pytest

from index.searching.bm25 import KEYS, Statistics, impacts, scorer, weights
from index.searching.lexical import Lexical
from index.text.terms import Term
from index.text.tokens import Tokenizer
from index.types import BlockKind, Passage, Span, content_id

CLAUSES = (
    " 珠肇高铁江段全线开工 深江铁路加快建设 民警在村内进行治安巡逻 GDP总量突破四千亿元"
    " 增长百分之五点五 市发改局推进专项债券 新建学校三所 赤坎古镇对外开放 台风来临前转移群众"
    " 企业用电量上升 人才补贴发放到位 图书馆周末开放 水库水位下降 农村公路修缮 高铁 铁路"
    " 开放 2023年 A股上市 ＡＢＣ公司 𠮷野家"
).split()
LENGTHS = (1, 2, 3, 8, 12, 30, 90)
"""Clauses of a passage: some shorter than what Tantivy keeps exactly of a length, some much longer."""
PASSAGES = 300


@pytest.fixture(scope="module")
def passages() -> list[Passage]:
    chance = random.Random(9)
    texts = ["，".join(chance.choices(CLAUSES, k=chance.choice(LENGTHS))) for _ in range(PASSAGES)]
    headings = [("第一章 铁路",) if number % 5 == 0 else () for number in range(PASSAGES)]
    ids = [content_id(str(number).encode()) for number in range(PASSAGES)]
    return [
        Passage(ids[number], "d", number, BlockKind.PARAGRAPH, headings[number], (Span(0, len(text)),), text)
        for number, text in enumerate(texts)
    ]


@pytest.fixture(scope="module")
def fields(passages: Sequence[Passage], tokenizer: Tokenizer) -> dict[str, Mapping[str, str]]:
    """By passage id."""
    texts = {passage.id: f"{passage.context}\n{passage.text}" for passage in passages}
    return {
        identity: {"words": " ".join(tokenizer.words(text)), "grams": " ".join(tokenizer.grams(text))}
        for identity, text in texts.items()
    }


@pytest.fixture(scope="module")
def statistics(fields: Mapping[str, Mapping[str, str]]) -> Statistics:
    return counted(list(fields.values()))


def counted(passages: Sequence[Mapping[str, str]]) -> Statistics:
    tokens: Counter[str] = Counter()
    frequencies: Counter[Term] = Counter()
    for passage in passages:
        for field, text in passage.items():
            tokens[field] += len(text.split())
            frequencies.update((field, token) for token in set(text.split()))
    return Statistics(len(passages), tokens, frequencies)


def asked(text: str, tokenizer: Tokenizer) -> Counter[Term]:
    words, grams = tokenizer.words(text), tokenizer.grams(text)
    return Counter([*(("words", word) for word in words), *(("grams", gram) for gram in grams)])


def questions() -> list[str]:
    chance = random.Random(10)
    made = ["".join(chance.choices(CLAUSES, k=chance.choice((1, 2, 4)))) for _ in range(60)]
    return [*made, "铁路", "高铁高铁高铁铁路", "四千亿元 4000亿", "abc", "谁知道火星"]


def test_scores_are_tantivys(
    tmp_path: Path,
    passages: list[Passage],
    fields: Mapping[str, Mapping[str, str]],
    statistics: Statistics,
    tokenizer: Tokenizer,
) -> None:
    lexical = Lexical(tmp_path, tokenizer)
    lexical.apply([], lexical.cut(passages))
    lexical.turn(1)
    compared = 0
    for question in questions():
        score = scorer(asked(question, tokenizer), statistics)
        mine = {identity: score(passage) for identity, passage in fields.items()}
        found = dict(lexical.search(question, PASSAGES))
        assert {identity for identity, value in mine.items() if value > 0} == set(found)
        assert {identity: mine[identity] for identity in found} == pytest.approx(found, rel=1e-4)
        compared += len(found)
    assert compared > 10_000


def test_by_hand() -> None:
    """Three passages of 2, 4 and 6 tokens; the second has the one term twice, and it stands in the third too."""
    texts = ["b c", "a a b c", "a b c d e f"]
    score = scorer({("words", "a"): 1}, counted([{"words": text} for text in texts]))
    rarity = log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    expected = [0.0, rarity * 2.2 * 2 / (2 + 1.2), rarity * 2.2 * 1 / (1 + 1.2 * (0.25 + 0.75 * 6 / 4))]
    assert [score({"words": text}) for text in texts] == pytest.approx(expected)


def test_what_is_asked_twice_counts_twice_and_what_nobody_has_not_at_all() -> None:
    statistics = counted([{"words": "a b"}, {"words": "b"}])
    once = scorer({("words", "a"): 1}, statistics)({"words": "a b"})
    assert once > 0
    assert scorer({("words", "a"): 2}, statistics)({"words": "a b"}) == pytest.approx(2 * once)
    assert scorer({("words", "a"): 1, ("words", "z"): 5}, statistics)({"words": "a z"}) == pytest.approx(once)
    assert scorer({("grams", "a"): 1}, statistics)({"words": "a b"}) == 0


def test_nothing_is_found_in_nothing() -> None:
    empty = Statistics(0, {}, {})
    assert scorer({("words", "a"): 1}, empty)({"words": "a"}) == 0
    assert scorer({}, empty)({}) == 0
    assert weights({("words", "a"): 1}, empty) == {}
    assert impacts({"words": "", "grams": ""}) == {}


def product(question: Mapping[int, float], passage: Mapping[int, float]) -> float:
    return sum(weight * passage.get(key, 0.0) for key, weight in question.items())


def test_the_inner_product_is_the_score_where_the_averages_are_the_true_ones_and_no_less(
    fields: Mapping[str, Mapping[str, str]], statistics: Statistics, tokenizer: Tokenizer
) -> None:
    averages = {field: tokens / statistics.passages for field, tokens in statistics.tokens.items()}
    vectors = [impacts(passage, averages) for passage in fields.values()]
    terms = asked("深江铁路铁路加快建设", tokenizer)
    score, question = scorer(terms, statistics), weights(terms, statistics)
    for passage, vector in zip(fields.values(), vectors, strict=True):
        assert product(question, vector) == pytest.approx(score(passage), rel=1e-9)


def test_terms_that_share_a_key_make_a_product_larger() -> None:
    keys: dict[int, str] = {}
    number = 0
    while (key := next(iter(impacts({"words": f"t{number}"})))) not in keys:
        keys[key] = f"t{number}"
        number += 1
    first, second = keys[key], f"t{number}"
    texts = [first, f"{second} {second} other", f"{first} {second}", "other"]
    statistics = counted([{"words": text} for text in texts])
    averages = {"words": statistics.tokens["words"] / len(texts)}
    for terms in ({("words", first): 1}, {("words", first): 1, ("words", second): 2}):
        score, question = scorer(terms, statistics), weights(terms, statistics)
        pairs = [(product(question, impacts({"words": text}, averages)), score({"words": text})) for text in texts]
        assert all(near >= exact - 1e-9 for near, exact in pairs)
        assert pairs[-1] == (0, 0)


def test_a_fields_tokens_are_its_own() -> None:
    assert impacts({"words": "a"}).keys() != impacts({"grams": "a"}).keys()


def test_keys_are_small_and_the_same_in_every_process() -> None:
    vector = impacts({"words": " ".join(CLAUSES), "grams": " ".join(map(str, range(20_000)))})
    assert all(0 <= key < KEYS for key in vector)
    program = "from index.searching.bm25 import impacts; print(sorted(impacts({'words': '高铁 铁路 𠮷'})))"
    seen = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={"PYTHONHASHSEED": seed},
            cwd=Path(__file__).parents[3],
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for seed in ("1", "2")
    }
    assert seen == {str(sorted(impacts({"words": "高铁 铁路 𠮷"})))}
