"""A text by its own pieces as by all: the outcome is the same, and the tokenizer of all is made for many texts only."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from tokenizers import Tokenizer

from index.encoding.pieces import FEW, SPECIAL, TOKENS, Pieces, write_tokenizer
from index.encoding.unpacking import TOKENIZER, bundled_pieces
from index.encoding.weights import TokenizerData

TIED = TokenizerData(
    [*SPECIAL, "▁", "哈", "哈哈", "江", "门", "江门", "kg", "<extra>"],
    [0.0, 0.0, 0.0, 0.0, -1.1, -2.3, -3.7, -2.9, -3.1, -4.4, -1.3, -100.0],
    3,
    {"㎏": "kg", "\u200b": " "},
)
ODD = ["", "  ", "～3～5", "é\u0338㎏", "𠮷\u200b🙂", "\u3000江 门", "哈哈哈哈哈", "<s>江门", "<extra_3>", "<extra>"]


class Counted(Pieces):
    """That says how often the tokenizer of all pieces was asked for."""

    def __init__(self, data: TokenizerData, path: Path) -> None:
        super().__init__(data, path)
        self.by_all = 0

    def _cut_by_all(self, text: str) -> list[int]:
        self.by_all += 1
        return super()._cut_by_all(text)


def of_all(path: Path) -> Tokenizer:
    whole: Tokenizer = Tokenizer.from_file(str(path))
    whole.enable_truncation(TOKENS)
    return whole


def texts(alphabet: str) -> list[str]:
    chance = random.Random(7)
    return [*ODD, *("".join(chance.choices(alphabet, k=chance.randint(1, 40))) for _ in range(200)), "长" * 700]


def test_a_text_is_cut_by_its_own_pieces_as_by_all(tmp_path: Path) -> None:
    write_tokenizer(TIED, path := tmp_path / TOKENIZER)
    cutting, whole = Counted(TIED, path), of_all(path)
    for text in texts("哈江门 k㎏g，\u200b"):
        assert cutting.of_question(text) == whole.encode(text).ids, text
    assert cutting.by_all == 1, "what writes out a special piece"


@pytest.mark.slow
def test_the_bundled_pieces_cut_texts_as_the_file_made_of_them(seed_file: Path, tmp_path: Path) -> None:
    write_tokenizer(data := bundled_pieces(), path := tmp_path / TOKENIZER)
    cutting, whole = Pieces(data, path), of_all(path)
    seed = seed_file.read_text(encoding="utf-8")
    some = [f"passage: {seed[start : start + 300]}" for start in range(0, len(seed), 300)]
    for text in [*some, *texts(seed[:600] + "哈" * 200 + "ａｂｃ№㈱…—")]:
        assert cutting.of_question(text) == whole.encode(text).ids, text


def test_the_tokenizer_of_all_is_not_made_for_few_texts(tmp_path: Path) -> None:
    write_tokenizer(TIED, path := tmp_path / TOKENIZER)
    cutting = Counted(TIED, path)
    for _ in range(FEW):
        cutting.of_document("江门")
        cutting.of_question("江门")
    assert cutting.by_all == 0
    assert "_whole" not in vars(cutting), "which takes most of a second"
    assert [cutting.of_document("江门") for _ in range(3)] == [cutting.of_question("江门")] * 3
    assert cutting.by_all == 3
