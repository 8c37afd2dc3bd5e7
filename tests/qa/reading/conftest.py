"""A reading model as small as can be, made the way the real one is: it reads, and what it says means nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from tokenizers import AddedToken, Tokenizer, models, normalizers, pre_tokenizers

from qa.reading.model import ReadingModel
from qa.reading.pairing import load_tokenizer

LETTERS = (
    "▁,▁query:,▁passage:,江,门,江门,年,2023,4022,.25,亿,元,亿元,为,是,多,少,多少,。,，,G,D,P,GDP,学,校,十,所".split(",")
)


def make_tokenizer(path: Path) -> Tokenizer:
    """A Unigram tokenizer of a few pieces in the form of the encoder's."""
    vocabulary = [(piece, 0.0) for piece in ("<s>", "<pad>", "</s>", "<unk>")]
    tokenizer = Tokenizer(
        models.Unigram([*vocabulary, *((letter, -2.0) for letter in LETTERS)], 3, byte_fallback=False)
    )
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    tokenizer.add_special_tokens([AddedToken(piece, normalized=False) for piece in ("<s>", "<pad>", "</s>", "<unk>")])
    tokenizer.save(str(path))
    return tokenizer


@pytest.fixture(scope="session")
def trained(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as ``tools.training.train`` leaves it."""
    import torch  # which takes seconds, as does the other: only where it is used
    from transformers import BertConfig

    from tools.training.network import ReaderNetwork

    folder = tmp_path_factory.mktemp("reader")
    make_tokenizer(folder / "tokenizer.json")
    torch.manual_seed(1)
    shape = BertConfig(
        vocab_size=4 + len(LETTERS), hidden_size=64, num_hidden_layers=2, num_attention_heads=2, intermediate_size=128
    )
    network = ReaderNetwork(shape)
    saved = {"done": 1, "states": (), "average": network.state_dict(), "configuration": shape.to_dict()}
    torch.save(saved, folder / "checkpoint.pt")
    return folder


@pytest.fixture(scope="session")
def model_folder(trained: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as ``tools.training.export`` writes it."""
    from tools.training.export import export

    folder = tmp_path_factory.mktemp("model")
    export(trained, folder)
    return folder


@pytest.fixture(scope="session")
def model(model_folder: Path) -> ReadingModel:
    found = ReadingModel.find(model_folder)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def cutter(trained: Path) -> Tokenizer:
    """The tokenizer of that model."""
    return load_tokenizer(trained / "tokenizer.json")
