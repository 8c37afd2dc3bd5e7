"""``python -m qa.training.export --out FOLDER``: the checkpoint as ``qa/model/reader.onnx``, in 8-bit integers."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
import tempfile
import warnings
from collections.abc import Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.transformers import optimizer
from transformers import BertConfig

from qa.reading.model import FOLDER, MANIFEST, digest_of
from qa.training.examples import OUT
from qa.training.network import ReaderNetwork

FLOAT = 1
"""``onnx.TensorProto.FLOAT``: what comes out of a fused operator, which shape inference does not know."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write ``reader.onnx``, ``tokenizer.json`` and ``model.json``."""
    parser = argparse.ArgumentParser(prog="python -m qa.training.export", description="把训练好的阅读模型导出。")
    parser.add_argument("--out", type=Path, default=OUT, help="检查点所在的文件夹（默认 %(default)s）")
    parser.add_argument("--model", type=Path, default=FOLDER, help="写到哪个文件夹（默认程序自带的那个）")
    options = parser.parse_args(arguments)
    export(options.out, options.model)
    return 0


def export(trained: Path, target: Path) -> None:
    """Write the model of the checkpoint in ``trained`` to ``target``."""
    network = load_network(trained)
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        plain, fused = Path(folder, "plain.onnx"), Path(folder, "fused.onnx")
        write_onnx(network, plain)
        shape = network.bert.config
        heads, hidden = shape.num_attention_heads, shape.hidden_size
        made = optimizer.optimize_model(str(plain), "bert", num_heads=heads, hidden_size=hidden, opt_level=0)
        made.save_model_to_file(str(fused))
        quantize_dynamic(
            fused,
            target / "reader.onnx",
            weight_type=QuantType.QInt8,
            per_channel=True,
            extra_options={"DefaultTensorType": FLOAT},
        )
    shutil.copyfile(trained / "tokenizer.json", target / "tokenizer.json")
    digests = {name: digest_of(target / name) for name in ("reader.onnx", "tokenizer.json")}
    (target / MANIFEST).write_text(json.dumps({"sha256": digests}, indent=2) + "\n", encoding="utf-8")


def load_network(folder: Path) -> ReaderNetwork:
    """The network of the checkpoint in ``folder``, ready to read."""
    saved = torch.load(folder / "checkpoint.pt", weights_only=True)
    network = ReaderNetwork(BertConfig(**saved["configuration"]))
    network.load_state_dict(saved["average"])
    return network.eval()


def write_onnx(network: ReaderNetwork, path: Path) -> None:
    """The network as a graph of plain operators, for any number of rows and pieces."""
    network.bert.set_attn_implementation("eager")  # in the shape that the optimiser knows to fuse
    ids = torch.full((2, 40), 5)
    names = ("ids", "mask"), ("start", "end", "here")
    axes = {name: {0: "rows", 1: "pieces"} for name in ("ids", "mask", "start", "end")} | {"here": {0: "rows"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about the exporter's age; the newer one's graphs are not fused
        torch.onnx.export(
            network,
            (ids, torch.ones_like(ids)),
            str(path),
            input_names=names[0],
            output_names=names[1],
            dynamic_axes=axes,
            dynamo=False,
            opset_version=17,
        )


if __name__ == "__main__":
    sys.exit(main())
