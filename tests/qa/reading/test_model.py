from __future__ import annotations

import itertools
import shutil
from pathlib import Path

import numpy as np
import pytest

from index.errors import ReaderUnavailable
from qa.reading.model import LONGEST_ANSWER, ReadingModel, best_spans, trimmed
from qa.reading.pairing import Pair, Text, load_tokenizer, pair
from qa.reading.stretches import sentences_of

GDP = "2023年，江门市GDP总量突破4000亿元，为4022.25亿元，增长5.5%。"


def test_the_words_stand_in_the_passage(model: ReadingModel) -> None:
    texts = [GDP, "学校十所。", "𠮷\n\u3000㎏", "、", "江门" * 400]
    for reading, text in zip(model.read("江门的GDP是多少？", [Text("", text) for text in texts]), texts, strict=True):
        assert reading is not None
        start, end = reading.words
        assert 0 <= start < end <= len(text)
        assert 0 < reading.probability < 1


def test_the_exported_model_says_what_the_network_does(trained: Path, model: ReadingModel) -> None:
    import torch  # as the folder's conftest does

    from tools.training.export import load_network

    network = load_network(trained)
    made = pair(load_tokenizer(trained / "tokenizer.json"), "GDP是多少？", "", GDP)
    with torch.inference_mode():
        start, end, here = network(torch.tensor([made.ids]), torch.ones(1, len(made.ids), dtype=torch.int64))
    (reading,) = model.read("GDP是多少？", [Text("", GDP)])
    assert reading is not None
    assert reading.here == pytest.approx(float(here[0]), abs=0.02)
    ((_, margin),) = best_spans(made, start[0].numpy(), end[0].numpy(), 1, sentences_of(GDP))
    assert reading.span == pytest.approx(margin, abs=0.02)


def test_a_passage_reads_the_same_alone_and_among_others(model: ReadingModel) -> None:
    texts = [Text("", text) for text in (GDP, "短。", "另一段文字，说的是别的事情。" * 10)]
    together = model.read("江门市GDP增长了多少？", texts)
    assert together == [model.read("江门市GDP增长了多少？", [text])[0] for text in texts]


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("“粤平安", "粤平安"),
        ("“粤平安”", "粤平安"),
        ("，为4022.25亿元。", "为4022.25亿元"),
        ("工作机制（试行）", "工作机制（试行）"),
        ("“甲”和“乙”", "“甲”和“乙”"),
        ("。", "。"),
    ],
)
def test_marks_around_the_words_are_left(text: str, kept: str) -> None:
    start, end = trimmed(text, (0, len(text)))
    assert text[start:end] == kept


def test_nothing_to_read_gives_nothing(model: ReadingModel) -> None:
    assert model.read("问题？", []) == []


def test_the_best_spans_are_those_that_trying_all_finds() -> None:
    chance = np.random.default_rng(7)
    for count in (1, 2, 5, LONGEST_ANSWER + 10):
        first = 3
        made = Pair(tuple(range(first + count + 1)), first, tuple((n, n + 1) for n in range(count)))
        start, end = chance.normal(size=(2, first + count + 1)).astype(np.float32)
        spans = itertools.combinations_with_replacement(range(count), 2)
        sums = {(a, b + 1): start[first + a] + end[first + b] for a, b in spans if b - a < LONGEST_ANSWER}
        found = best_spans(made, start, end, 3, [(0, count)])
        assert [words for words, _ in found] == sorted(sums, key=lambda span: -sums[span])[:3]
        for words, margin in found:
            assert margin == pytest.approx(sums[words] - start[0] - end[0], abs=1e-5)


def test_a_damaged_model_is_told_and_a_missing_one_is_none(model_folder: Path, tmp_path: Path) -> None:
    assert ReadingModel.find(tmp_path / "none") is None
    folder = Path(shutil.copytree(model_folder, tmp_path / "model"))
    with (folder / "reader.onnx").open("r+b") as file:
        file.seek(10_000)
        byte = file.read(1)
        file.seek(10_000)
        file.write(bytes([byte[0] ^ 1]))
    with pytest.raises(ReaderUnavailable, match=r"reader\.onnx"):
        ReadingModel(folder).read("问？", [Text("", GDP)])
