"""``python -m tools.training.export --out FOLDER``: the checkpoint as ``qa/model/reader.onnx``, matrices in 8 bits."""

from __future__ import annotations

import argparse
import json
import shutil
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch
from transformers import BertConfig

from index.encoding.graph import WORDS, Graph
from index.encoding.weights import Shape
from qa.reading.model import FOLDER, MANIFEST, digest_of
from tools.training.examples import OUT
from tools.training.network import NOWHERE, ReaderNetwork

Weights = Mapping[str, torch.Tensor]
"""A network's state: tensors by name."""
BLOCK = 64
"""Numbers that are rounded together where states are multiplied by a matrix; those of the matrix by the row."""
EARLIER = 0.35
"""The share of the run before in the weights that are exported."""
LARGEST, ZERO = 127, 128
"""The whole number that the largest weight of a row becomes, and the unsigned one that stands for 0."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Write ``reader.onnx``, ``tokenizer.json`` and ``model.json``."""
    parser = argparse.ArgumentParser(prog="python -m tools.training.export", description="把训练好的阅读模型导出。")
    parser.add_argument("--out", type=Path, default=OUT, help="检查点所在的文件夹（默认 %(default)s）")
    parser.add_argument("--model", type=Path, default=FOLDER, help="写到哪个文件夹（默认程序自带的那个）")
    parser.add_argument("--earlier", type=Path, metavar="文件夹", help="与这里早先一次训练的权重平均")
    parser.add_argument("--share", type=float, default=EARLIER, help="其中早先的占多少（默认 %(default)s）")
    options = parser.parse_args(arguments)
    export(options.out, options.model, options.earlier, options.share)
    return 0


def export(trained: Path, target: Path, earlier: Path | None = None, share: float = EARLIER) -> None:
    """Write the model of the checkpoint in ``trained`` to ``target``.

    :param earlier: the folder of the run that this one went on from, of which the weights have ``share`` (0 to 1).
    """
    network = load_network(trained)
    if earlier is not None:
        network.load_state_dict(averaged(network.state_dict(), load_network(earlier).state_dict(), share))
    target.mkdir(parents=True, exist_ok=True)
    weights = {name.removeprefix("bert."): tensor.numpy() for name, tensor in network.state_dict().items()}
    model = ReaderGraph(_shape(network.bert.config), weights).model()
    (target / "reader.onnx").write_bytes(model.SerializeToString())
    shutil.copyfile(trained / "tokenizer.json", target / "tokenizer.json")
    digests = {name: digest_of(target / name) for name in ("reader.onnx", "tokenizer.json")}
    (target / MANIFEST).write_text(json.dumps({"sha256": digests}, indent=2) + "\n", encoding="utf-8")


def averaged(weights: Weights, earlier: Weights, share: float) -> Weights:
    """The weights of two runs as one, ``share`` of it the earlier's (Wortsman et al., 2022, arXiv:2203.05482)."""
    return {name: (1 - share) * each + share * earlier[name] for name, each in weights.items()}


def load_network(folder: Path) -> ReaderNetwork:
    """The network of the checkpoint in ``folder``, ready to read."""
    saved = torch.load(folder / "checkpoint.pt", weights_only=True)
    network = ReaderNetwork(BertConfig(**saved["configuration"]))
    network.load_state_dict(saved["average"])
    return network.eval()


class ReaderGraph(Graph):
    """The network as a graph; ``weights`` are its state, float32.

    It takes ``ids`` int64 ``(rows, pieces)``, rows of one length, and gives ``start`` and ``end`` of that shape and
    ``here`` ``(rows,)``: the logits of ``ReaderNetwork``.
    """

    def model(self) -> Any:  # noqa: ANN401 - onnx's own type, which only index.encoding.graph knows
        """The finished model."""
        states = self.states("ids")
        self.add("Split", [self._head(states, "span")], ["start.column", "end.column"], axis=-1, num_outputs=2)
        last = self.tensor("last", np.array([-1]))
        for name in ("start", "end"):
            self.add("Squeeze", [f"{name}.column", last], name)
        whole = self.add("Gather", [states, self.tensor("nowhere", np.array(NOWHERE))], "whole", axis=1)
        self.add("Squeeze", [self._head(whole, "here"), last], "here")
        place = ["rows", "pieces"]
        return self.finished(
            "reader",
            {"ids": (np.int64, place)},
            {"start": place, "end": place, "here": place[:1]},
        )

    def _head(self, states: str, name: str) -> str:
        """Times a matrix that is small enough to stay as it is, and its bias."""
        product = self.add(
            "MatMul", [states, self.tensor(f"{name}.weight", self.weights[f"{name}.weight"].T)], f"{name}.p"
        )
        return self.add("Add", [product, self.tensor(f"{name}.bias", self.weights[f"{name}.bias"])], f"{name}.logits")

    def product(self, states: str, names: Sequence[str]) -> str:
        """As in ``Graph``, in 8 bits with a scale for each row."""
        matrix = self.matrices(names)
        scales = np.maximum(np.abs(matrix).max(axis=1, keepdims=True), np.finfo(np.float32).tiny) / LARGEST
        packed = (np.rint(matrix / scales) + ZERO).astype(np.uint8).reshape(len(matrix), -1, BLOCK)
        return self.multiplied(states, names[0], packed, np.repeat(scales, packed.shape[1], axis=1), bits=8, level=4)

    def words_of(self, ids: str) -> str:
        """As in ``Graph``, in 8 bits with one scale for all."""
        words = self.weights[WORDS]
        low, high = min(words.min(), 0), max(words.max(), 0)
        scale = np.float32((high - low) / 255)
        zero = np.rint(-low / scale).astype(np.uint8)
        packed = np.clip(np.rint(words / scale) + zero, 0, 255).astype(np.uint8)
        rows = self.add("Gather", [self.tensor(WORDS, packed), ids], "words.packed")
        return self.add(
            "DequantizeLinear",
            [rows, self.tensor("words.scale", np.array(scale)), self.tensor("words.zero", np.array(zero))],
            "words.of.text",
        )


def _shape(configuration: BertConfig) -> Shape:
    return Shape(
        version=1,
        hidden=configuration.hidden_size,
        layers=configuration.num_hidden_layers,
        heads=configuration.num_attention_heads,
        feed_forward=configuration.intermediate_size,
        vocabulary=configuration.vocab_size,
        positions=configuration.max_position_embeddings,
        types=configuration.type_vocab_size,
        epsilon=configuration.layer_norm_eps,
        block=BLOCK,
    )


if __name__ == "__main__":
    sys.exit(main())
