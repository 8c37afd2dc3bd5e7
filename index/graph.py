"""The bundled encoder as a graph for onnxruntime, which multiplies by its 4-bit matrices as they are.

The only place for ``onnx``. The matrices go into the operator ``MatMulNBits`` of onnxruntime block by block, unchanged,
an eighth of their size in float32, and are multiplied in float32. The embedding matrix stays in ``model.safetensors``,
from which onnxruntime maps it.
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

from index.weights import BLOCK, Weights, dequantised, nibbles

CONTRIB = "com.microsoft"
"""The domain of onnxruntime's own operators."""
OPSET, IR_VERSION = 18, 10
WORDS = "embeddings.word_embeddings.weight"


def write_graph(weights: Weights, tensors: Path, target: Path, kind: type[Graph] | None = None) -> None:
    """Write the graph beside ``tensors``, the safetensors file that it has the embedding matrix from.

    It takes ``input_ids`` int64 ``(n, length)``, n texts of the same number of tokens, and gives
    ``last_hidden_state`` float32 ``(n, length, hidden)``.

    :param kind: one that multiplies by its matrices in another way, to be compared.
    """
    with tensors.open("rb") as file:
        length = int.from_bytes(file.read(8), "little")
        start, end = json.loads(file.read(length))[WORDS]["data_offsets"]
    place = {"location": tensors.name, "offset": 8 + length + start, "length": end - start}
    target.write_bytes((kind or Graph)(weights, place).model().SerializeToString())


@dataclass
class Graph:
    """A BERT encoder (Devlin et al., 2019, arXiv:1810.04805) in the making: operators and tensors so far.

    ``words`` says where the embedding matrix lies, in bytes.
    """

    weights: Weights
    words: Mapping[str, str | int]
    operators: list[NodeProto] = field(default_factory=list)
    tensors: list[TensorProto] = field(default_factory=list)

    def model(self) -> ModelProto:
        states = self._embedded()
        for layer in range(self.weights.shape.layers):
            states = self._layer(states, f"encoder.layer.{layer}.")
        self.operators[-1].output[0] = "last_hidden_state"
        graph = helper.make_graph(
            self.operators,
            "encoder",
            [helper.make_tensor_value_info("input_ids", TensorProto.INT64, ["n", "length"])],
            [_floats("last_hidden_state", ["n", "length", self.weights.shape.hidden])],
            self.tensors,
        )
        opsets = [helper.make_opsetid("", OPSET), helper.make_opsetid(CONTRIB, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=IR_VERSION)

    def _embedded(self) -> str:
        """Words, positions and the one type of all tokens, added and normalised."""
        words = self.add("Gather", [self._words(), "input_ids"], "words.of.text")
        position = dequantised(self.weights.tensors["embeddings.position_embeddings.weight"])
        kind = dequantised(self.weights.tensors["embeddings.token_type_embeddings.weight"])[0]
        length = self.add("Shape", ["input_ids"], "length", start=1, end=2)
        ends = [self.tensor("zero", np.array([0])), length, self.tensor("rows", np.array([0]))]
        positions = self.add("Slice", [self.tensor("positions", position + kind), *ends], "places")
        return self._normalised("LayerNormalization", [self.add("Add", [words, positions], "sum")], "embeddings.")

    def _layer(self, states: str, prefix: str) -> str:
        parts = ("query", "key", "value")
        joined = self.product(states, [f"{prefix}attention.self.{part}" for part in parts])
        query, key, value = (f"{prefix}{part}" for part in parts)
        self.add("Split", [joined], [query, key, value], axis=-1, num_outputs=3)
        biases = [dequantised(self.weights.tensors[f"{prefix}attention.self.{part}.bias"]) for part in parts]
        bias = self.tensor(f"{prefix}attention.self.bias", np.concatenate(biases))
        heads = self.weights.shape.heads
        seen = self.add(
            "MultiHeadAttention", [query, key, value, bias], f"{prefix}seen", domain=CONTRIB, num_heads=heads
        )
        seen = self._added(self.product(seen, [f"{prefix}attention.output.dense"]), states, f"{prefix}attention.")
        wide = self.product(seen, [f"{prefix}intermediate.dense"])
        wide = self.add("BiasGelu", [wide, self._plain(f"{prefix}intermediate.dense.bias")], f"{wide}.g", CONTRIB)
        return self._added(self.product(wide, [f"{prefix}output.dense"]), seen, prefix)

    def product(self, states: str, names: Sequence[str]) -> str:
        """Times the matrices of these names, side by side; without their biases."""
        stored = np.concatenate([self.weights.tensors[f"{name}.weight"] for name in names])
        rows, blocks = stored.shape
        values = nibbles(stored)
        packed = values[..., 0::2] | values[..., 1::2] << 4  # here neighbours share a byte
        inputs = [
            states,
            self.tensor(f"{names[0]}.packed", packed),
            self.tensor(f"{names[0]}.scales", stored["scale"].astype(np.float32)),
        ]
        size = {"K": blocks * BLOCK, "N": rows, "bits": 4, "block_size": BLOCK}
        return self.add("MatMulNBits", inputs, f"{names[0]}.product", domain=CONTRIB, **size)

    def _added(self, states: str, before: str, prefix: str) -> str:
        """With the bias of the product, added to what went into the sublayer, and normalised."""
        return self._normalised(
            "SkipLayerNormalization", [states, before], f"{prefix}output.", [self._plain(f"{prefix}output.dense.bias")]
        )

    def _normalised(self, operator: str, inputs: Sequence[str], prefix: str, bias: Sequence[str] = ()) -> str:
        scales = [self._plain(f"{prefix}LayerNorm.{part}") for part in ("weight", "bias")]
        domain = CONTRIB if operator.startswith("Skip") else ""
        epsilon = self.weights.shape.epsilon
        return self.add(operator, [*inputs, *scales, *bias], f"{prefix}normalised", domain, epsilon=epsilon)

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
        return self.tensor(name, dequantised(self.weights.tensors[name]))

    def tensor(self, name: str, values: NDArray[Any]) -> str:
        self.tensors.append(numpy_helper.from_array(np.ascontiguousarray(values), name))
        return name

    def _words(self) -> str:
        words = TensorProto(name=WORDS, data_type=TensorProto.FLOAT, data_location=TensorProto.EXTERNAL)
        words.dims.extend([self.weights.shape.vocabulary, self.weights.shape.hidden])
        for key, value in self.words.items():
            words.external_data.add(key=key, value=str(value))
        self.tensors.append(words)
        return WORDS


def _floats(name: str, shape: Sequence[str | int]) -> Any:  # noqa: ANN401 - onnx's own type has no name to import
    return helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)
