"""The graph, on the weights of a model small enough to check: what sentence-transformers makes of the same folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from onnx import numpy_helper
from transformers import BertModel

import index.encoding.unpacking
from index.encoding.graph import BYTE, EncoderGraph, row_scales
from index.encoding.unpacking import GRAPH, unpack
from index.encoding.weights import Shape, read_weights
from tests.index.encoding.test_unpacking import weights


def test_the_graph_gives_the_states_of_the_model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "weights.bin").write_bytes(weights())
    monkeypatch.setattr(index.encoding.unpacking, "find_weights", lambda: (tmp_path / "weights.bin", "9.9"))
    folder = unpack(tmp_path / "models")
    ids = np.array([[0, 7, 5, 6, 2], [0, 4, 8, 3, 2]], np.int64)
    session = onnxruntime.InferenceSession(str(folder / GRAPH), providers=["CPUExecutionProvider"])
    (states,) = session.run(None, {"input_ids": ids})
    with torch.inference_mode():
        expected = BertModel.from_pretrained(folder, add_pooling_layer=False)(torch.from_numpy(ids)).last_hidden_state
    assert states.shape == (2, 5, 32)
    lengths = np.linalg.norm(states, axis=-1) * np.linalg.norm(expected.numpy(), axis=-1)
    assert ((states * expected.numpy()).sum(-1) / lengths).min() > 0.999


def test_no_two_products_of_a_byte_and_a_weight_exceed_16_bits() -> None:
    """Which processors without VNNI cut off, and others do not."""
    made = read_weights(weights())
    graph = EncoderGraph(made.shape, made.tensors).model().graph
    tensors = {tensor.name: numpy_helper.to_array(tensor) for tensor in graph.initializer if tensor.data_location == 0}
    matrices = [tensors[node.input[1]] for node in graph.node if node.op_type == "MatMulIntegerToFloat"]
    assert len(matrices) == 4
    for matrix in matrices:
        pairs = matrix.T.reshape(matrix.shape[1], -1, 2).astype(int)
        sums = np.stack([np.maximum(pairs, 0).sum(-1), np.minimum(pairs, 0).sum(-1)])
        assert 100 < np.abs(sums).max() <= np.iinfo(np.int16).max // 255


def test_neighbours_of_one_sign_share_a_byte_and_others_have_one_each() -> None:
    same, opposite = np.array([[3, 1, 0, 2]], np.float32), np.array([[3, -1, 0, 2]], np.float32)
    assert row_scales(same) == pytest.approx(4 / BYTE)
    assert row_scales(opposite) == pytest.approx(3 / BYTE)


def test_a_token_with_a_large_number_does_not_take_the_others_exactness() -> None:
    """Rounded together, the others would all become 0."""
    shape = Shape(1, 2, 1, 1, 2, 2, 2, 1, 1e-12, 32)
    graph = EncoderGraph(shape, {})
    product = graph.rounded("states", "matrix", np.eye(2, dtype=np.float32))
    model = graph.finished(
        "product", {"states": (np.float32, ["texts", "tokens", "in"])}, {product: ["texts", "tokens", 2]}
    )
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    states = np.array([[[1000, 3], [0.5, -0.25]]], np.float32)
    (given,) = session.run(None, {"states": states})
    assert np.abs(given[0, 1] - states[0, 1]).max() < 0.005
