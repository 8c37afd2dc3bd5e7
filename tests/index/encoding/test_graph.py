"""The graph, on the weights of a model small enough to check: what sentence-transformers makes of the same folder."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from transformers import BertModel

import index.encoding.unpacking
from index.encoding.unpacking import GRAPH, unpack
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
