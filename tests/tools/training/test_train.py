from __future__ import annotations

import argparse
from pathlib import Path

import pytest
import torch
from tokenizers import Tokenizer
from transformers import BertConfig

from tests.qa.reading.conftest import LETTERS, make_tokenizer
from tools.training.examples import Example
from tools.training.export import averaged
from tools.training.network import ATTENTION, NOWHERE, LockedDropout, ReaderNetwork
from tools.training.train import Course, Row, choose, rate_of, to_batch, to_batches, to_row

TEXT = "江门学校十所。"
OPTIONS = argparse.Namespace(rate=1e-3)


@pytest.fixture(scope="module")
def cutter(tmp_path_factory: pytest.TempPathFactory) -> Tokenizer:
    return make_tokenizer(tmp_path_factory.mktemp("tokenizer") / "tokenizer.json")


def example(number: int = 0, start: int = 4, end: int = 6, **other: object) -> Example:
    kind = "answer" if start >= 0 else "unanswerable"
    return Example(f"学校多少？{'是' * number}", "", TEXT, start, end, kind, set="train-01", **other)  # type: ignore[arg-type]


@pytest.fixture
def rows(cutter: Tokenizer) -> list[Row]:
    made = [to_row(cutter, example(number, *((-1, -1) if number % 2 else (4, 6)))) for number in range(12)]
    return [row for row in made if row is not None]


def test_a_row_says_in_which_pieces_the_answer_stands(cutter: Tokenizer) -> None:
    row = to_row(cutter, example())
    assert row is not None
    places = row.pair.offsets[row.start - row.pair.first : row.end - row.pair.first + 1]
    assert TEXT[places[0][0] : places[-1][1]] == "十所"
    none = to_row(cutter, example(start=-1, end=-1))
    assert none is not None
    assert (none.start, none.end) == (NOWHERE, NOWHERE)


def test_what_is_held_out_is_never_chosen_and_a_choice_can_be_made_again() -> None:
    examples = [example(number, held_out=number % 4 == 0) for number in range(40)]
    for epoch in range(3):
        chosen = choose(examples, epoch, 300)
        assert len(chosen) == 30
        assert not any(each.held_out for each in chosen)
        assert chosen == choose(examples, epoch, 300)
    assert choose(examples, 0, 300) != choose(examples, 1, 300)


def test_every_row_is_in_one_batch(rows: list[Row]) -> None:
    batches = to_batches(rows, 0, 5)
    assert [len(batch) <= 5 for batch in batches] == [True] * 3
    assert {id(row) for batch in batches for row in batch} == {id(row) for row in rows}


def small_network() -> ReaderNetwork:
    torch.manual_seed(2)
    shape = BertConfig(
        vocab_size=4 + len(LETTERS), hidden_size=64, num_hidden_layers=2, num_attention_heads=2, intermediate_size=128
    )
    shape.hidden_dropout_prob = shape.attention_probs_dropout_prob = 0.0
    return ReaderNetwork(shape)


def test_attention_is_what_torch_has_and_fillings_are_not_seen() -> None:
    network = small_network().eval()
    ids = torch.arange(14).view(2, 7)
    mask = torch.ones(2, 7, dtype=torch.int64)
    mask[1, 4:] = 0
    with torch.inference_mode():
        expected = network(ids, mask)
        network.bert.set_attn_implementation(ATTENTION)
        found, alone = network(ids, mask), network(ids[1:, :4], mask[1:, :4])
    for ours, theirs, short in zip(found, expected, alone, strict=True):
        torch.testing.assert_close(ours[0], theirs[0])
        torch.testing.assert_close(ours[1, :4] if ours.ndim > 1 else ours[1], short[0])
        torch.testing.assert_close(
            ours[1, :4] if ours.ndim > 1 else ours[1], theirs[1, :4] if ours.ndim > 1 else theirs[1]
        )


def test_it_learns_and_goes_on_where_it_stopped(rows: list[Row], tmp_path: Path) -> None:
    batch = to_batch(rows, "cpu")
    whole = Course(small_network(), OPTIONS, 20)
    losses = [whole.step(batch) for _ in range(20)]
    assert losses[-1] < losses[0] / 2
    first = Course(small_network(), OPTIONS, 20)
    for _ in range(7):
        first.step(batch)
    first.save(tmp_path, 7)
    second = Course(small_network(), OPTIONS, 20)
    assert second.resume(tmp_path) == 7
    assert [second.step(batch) for _ in range(13)] == pytest.approx(losses[7:], rel=0.02)
    assert Course(small_network(), OPTIONS, 20).resume(tmp_path / "none") == 0


def test_heads_learn_fastest_and_lower_layers_slower() -> None:
    rates = [rate_of(f"bert.encoder.layer.{layer}.output.dense.weight") for layer in range(12)]
    assert rates == sorted(rates)
    assert rates[-1] == 1.0
    assert rate_of("here.weight") > 1.0


def test_dropout_has_one_mask_for_all_rows_and_none_when_reading() -> None:
    torch.manual_seed(1)
    dropout = LockedDropout(0.5)
    values = torch.ones(3, 4, 50)
    left = dropout(values)
    assert torch.equal(left[0], left[1])
    assert set(left.unique().tolist()) == {0.0, 2.0}
    assert torch.equal(dropout.eval()(values), values)


def test_weights_of_two_runs_are_averaged_by_share() -> None:
    later, earlier = {"a": torch.tensor([1.0, 2.0])}, {"a": torch.tensor([3.0, 0.0])}
    assert averaged(later, earlier, 0.25)["a"].tolist() == [1.5, 1.5]
