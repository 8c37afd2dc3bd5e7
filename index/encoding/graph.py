"""BERT encoders as graphs for onnxruntime, which multiplies by their matrices in whole numbers.

The only place for ``onnx``. Nothing overflows in the products, so they are the same on every processor. What is rounded
before them is not always: a number half way between two goes up here and down there, and others after it follow. The
bundled encoder's embedding matrix stays in ``model.safetensors``, from which onnxruntime maps it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from onnx import ModelProto, NodeProto, TensorProto, helper, numpy_helper

from index.encoding.weights import Shape, Weights, dequantised

CONTRIB = "com.microsoft"
"""The domain of onnxruntime's own operators."""
OPSET, IR_VERSION = 18, 10
WORDS = "embeddings.word_embeddings.weight"
BYTE, ZERO = 127, 128
"""The whole number that the largest of some rounded numbers becomes, and the unsigned byte that stands for 0."""


def write_graph(weights: Weights, tensors: Path, target: Path, kind: type[EncoderGraph] | None = None) -> None:
    """Write the bundled encoder's graph beside ``tensors``, the safetensors file that it has the embedding matrix from.

    It takes ``input_ids`` int64 ``(n, length)``, n texts of the same number of tokens, and gives
    ``last_hidden_state`` float32 ``(n, length, hidden)``.

    :param kind: one that multiplies by its matrices in another way, to be compared.
    """
    with tensors.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        start, end = json.loads(file.read(length))[WORDS]["data_offsets"]
    place = {"location": tensors.name, "offset": 8 + length + start, "length": end - start}
    made = (kind or EncoderGraph)(weights.shape, weights.tensors, words=place)
    target.write_bytes(made.model().SerializeToString())


@dataclass
class Graph:
    """A BERT encoder (Devlin et al., 2019, arXiv:1810.04805) in the making: operators and tensors so far.

    ``weights`` are as in ``Weights.tensors``.
    """

    shape: Shape
    weights: Mapping[str, NDArray[Any]]
    operators: list[NodeProto] = field(default_factory=list)
    tensors: list[TensorProto] = field(default_factory=list)

    def product(self, states: str, names: Sequence[str]) -> str:
        """Times the matrices of these names, side by side; without their biases."""
        raise NotImplementedError

    def words_of(self, ids: str) -> str:
        """The rows of the embedding matrix for ``ids``, int64 ``(n, length)``."""
        raise NotImplementedError

    def states(self, ids: str) -> str:
        """The states of the last layer, float32 ``(n, length, hidden)``, of ``ids``, n texts of the same length."""
        states = self._embedded(ids)
        for layer in range(self.shape.layers):
            states = self._layer(states, f"encoder.layer.{layer}.")
        return states

    def finished(
        self, name: str, inputs: Mapping[str, tuple[type, Sequence[str]]], outputs: Mapping[str, Sequence[str | int]]
    ) -> ModelProto:
        """The model: ``inputs`` with their types and shapes, ``outputs``, which are float32, with their shapes."""
        graph = helper.make_graph(
            self.operators,
            name,
            [_value(each, kind, shape) for each, (kind, shape) in inputs.items()],
            [_value(each, np.float32, shape) for each, shape in outputs.items()],
            self.tensors,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)

    def _embedded(self, ids: str) -> str:
        """Words, positions and the one type of all tokens, added and normalised."""
        words = self.words_of(ids)
        position = dequantised(self.weights["embeddings.position_embeddings.weight"])
        kind = dequantised(self.weights["embeddings.token_type_embeddings.weight"])[0]
        length = self.add("Shape", [ids], "length", start=1, end=2)
        ends = [self.tensor("zero", np.array([0])), length, self.tensor("rows", np.array([0]))]
        positions = self.add("Slice", [self.tensor("positions", position + kind), *ends], "places")
        return self._normalised(self.add("Add", [words, positions], "sum"), "embeddings.")

    def _layer(self, states: str, prefix: str) -> str:
        parts = ("query", "key", "value")
        joined = self.product(states, [f"{prefix}attention.self.{part}" for part in parts])
        query, key, value = (f"{prefix}{part}" for part in parts)
        self.add("Split", [joined], [query, key, value], axis=-1, num_outputs=3)
        biases = [dequantised(self.weights[f"{prefix}attention.self.{part}.bias"]) for part in parts]
        bias = self.tensor(f"{prefix}attention.self.bias", np.concatenate(biases))
        heads = self.shape.heads
        seen = self.add(
            "MultiHeadAttention", [query, key, value, bias], f"{prefix}seen", domain=CONTRIB, num_heads=heads
        )
        seen = self._added(self.product(seen, [f"{prefix}attention.output.dense"]), states, f"{prefix}attention.")
        wide = self.product(seen, [f"{prefix}intermediate.dense"])
        wide = self.add("BiasGelu", [wide, self._plain(f"{prefix}intermediate.dense.bias")], f"{wide}.g", CONTRIB)
        return self._added(self.product(wide, [f"{prefix}output.dense"]), seen, prefix)

    def matrices(self, names: Sequence[str]) -> NDArray[Any]:
        """The matrices of these names, as they are in ``weights``, the rows of one below those of the other."""
        return np.concatenate([self.weights[f"{name}.weight"] for name in names])

    def _added(self, states: str, before: str, prefix: str) -> str:
        """With the bias of the product, added to what went into the sublayer, and normalised.

        onnxruntime's ``SkipLayerNormalization``, which is all of it in one, takes three times as long.
        """
        biased = self.add("Add", [states, self._plain(f"{prefix}output.dense.bias")], f"{prefix}biased")
        return self._normalised(self.add("Add", [biased, before], f"{prefix}sum"), f"{prefix}output.")

    def _normalised(self, states: str, prefix: str) -> str:
        scales = [self._plain(f"{prefix}LayerNorm.{part}") for part in ("weight", "bias")]
        epsilon = self.shape.epsilon
        return self.add("LayerNormalization", [states, *scales], f"{prefix}normalised", epsilon=epsilon)

    def add(
        self, operator: str, inputs: Sequence[str], outputs: str | Sequence[str], domain: str = "", **attributes: float
    ) -> str:
        """Append an operator; the name of its first output."""
        names = [outputs] if isinstance(outputs, str) else list(outputs)
        made = helper.make_node(operator, list(inputs), names, domain=domain)
        made.attribute.extend(helper.make_attribute(key, value) for key, value in attributes.items())
        self.operators.append(made)
        return names[0]

    def _plain(self, name: str) -> str:
        return self.tensor(name, dequantised(self.weights[name]))

    def tensor(self, name: str, values: NDArray[Any]) -> str:
        self.tensors.append(numpy_helper.from_array(np.asarray(values, order="C"), name))
        return name

    def multiplied(
        self, states: str, name: str, packed: NDArray[np.uint8], scales: NDArray[np.float32], bits: int, level: int = 0
    ) -> str:
        """Times a matrix in blocks of small integers.

        :param packed: ``(out, blocks, bytes)``, unsigned, with half of their range for 0.
        :param scales: ``(out, blocks)``.
        :param level: the operator's ``accuracy_level``: 0 multiplies in float32; 4 in whole numbers, each block of a
            token's states rounded to 8 bits first, with a scale of its own.
        """
        rows, blocks, length = packed.shape
        size = length * 8 // bits
        inputs = [states, self.tensor(f"{name}.packed", packed), self.tensor(f"{name}.scales", scales)]
        attributes = {"K": blocks * size, "N": rows, "bits": bits, "block_size": size, "accuracy_level": level}
        return self.add("MatMulNBits", inputs, f"{name}.product", domain=CONTRIB, **attributes)

    def rounded(self, states: str, name: str, matrix: NDArray[np.float32]) -> str:
        """Times a matrix ``(out, in)`` in whole numbers of 8 bits, each token and each row with a scale of its own.

        Nothing depends on other tokens: single numbers of some are 30 times as large as all of the others'.
        """
        scales = row_scales(matrix)
        sizes = self.add("Abs", [states], f"{name}.sizes")
        last = self.tensor(f"{name}.last", np.array([-1]))
        largest = self.add("ReduceMax", [sizes, last], f"{name}.largest", keepdims=1)
        even = self.add("Div", [states, largest], f"{name}.even")
        step = self.tensor(f"{name}.step", np.array(1 / BYTE, np.float32))
        zero = self.tensor(f"{name}.zero", np.array(ZERO, np.uint8))
        whole = self.add("QuantizeLinear", [even, step, zero], f"{name}.whole")
        matrices = self.tensor(f"{name}.matrix", np.rint(matrix / scales[:, None]).astype(np.int8).T)
        inputs = [whole, matrices, step, self.tensor(f"{name}.scales", scales), zero]
        product = self.add("MatMulIntegerToFloat", inputs, f"{name}.product", CONTRIB)
        return self.add("Mul", [product, largest], f"{name}.scaled")


def row_scales(matrix: NDArray[np.float32]) -> NDArray[np.float32]:
    """``(out,)``: what the rows of a matrix ``(out, in)`` are divided by to become whole numbers that never overflow.

    Without VNNI a processor adds the products of two neighbours with unsigned bytes in 16 bits, and cuts off what is
    too much. So two neighbours of one sign come to 128 at most: 255 times that is not.
    """
    pairs = matrix.reshape(len(matrix), -1, 2)
    sums = np.maximum(np.maximum(pairs, 0).sum(axis=-1), np.maximum(-pairs, 0).sum(axis=-1)).max(axis=1)
    scales: NDArray[np.float32] = np.maximum(sums, np.finfo(np.float32).tiny) / np.float32(BYTE)
    return scales


@dataclass
class EncoderGraph(Graph):
    """The bundled encoder. ``words`` says where its embedding matrix lies, in bytes."""

    words: Mapping[str, str | int] = field(default_factory=dict)

    def model(self) -> ModelProto:
        """The finished model."""
        self.states("input_ids")
        self.operators[-1].output[0] = "last_hidden_state"
        place = ["n", "length"]
        return self.finished(
            "encoder",
            {"input_ids": (np.int64, place)},
            {"last_hidden_state": [*place, self.shape.hidden]},
        )

    def product(self, states: str, names: Sequence[str]) -> str:
        """As in ``Graph``, in whole numbers."""
        return self.rounded(states, names[0], dequantised(self.matrices(names)))

    def words_of(self, ids: str) -> str:
        """As in ``Graph``, from the file beside."""
        words = TensorProto(name=WORDS, data_type=TensorProto.FLOAT, data_location=TensorProto.EXTERNAL)
        words.dims.extend([self.shape.vocabulary, self.shape.hidden])
        for key, value in self.words.items():
            words.external_data.add(key=key, value=str(value))
        self.tensors.append(words)
        return self.add("Gather", [WORDS, ids], "words.of.text")


def _value(name: str, kind: type, shape: Sequence[str | int]) -> Any:  # noqa: ANN401 - onnx's own type has no name to import
    return helper.make_tensor_value_info(name, helper.np_dtype_to_tensor_dtype(np.dtype(kind)), shape)
