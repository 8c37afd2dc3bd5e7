"""The model that comes with the install, run by onnxruntime."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from index.digests import find_rotten
from index.encoding.pieces import Pieces
from index.encoding.unpacking import GRAPH, TENSORS, TOKENIZER, bundled_pieces, unpack
from index.errors import EncoderUnavailable
from index.program import command
from index.settings import BUNDLED
from index.types import Matrix

DIMENSION = 384
"""Of a vector."""
QUERY, DOCUMENT = "query: ", "passage: "
"""What the model was trained to read before a question and before a passage (Wang et al., 2024, arXiv:2402.05672)."""


@dataclass(frozen=True, slots=True)
class _Loaded:
    """The model for all cores at once, and for one core; sessions of onnxruntime, which has no types."""

    pieces: Pieces
    shared: Any
    single: Any

    def encode_query(self, text: str) -> Matrix:
        """Of a question, on all cores."""
        return self._encode(self.pieces.of_question(f"{QUERY}{text}"), self.shared)

    def encode_document(self, text: str) -> Matrix:
        """Of a passage, on one core."""
        return self._encode(self.pieces.of_document(f"{DOCUMENT}{text}"), self.single)

    @staticmethod
    def _encode(numbers: list[int], session: Any) -> Matrix:  # noqa: ANN401
        """The mean of the states of all tokens, brought to length 1."""
        (states,) = session.run(None, {"input_ids": np.array([numbers], np.int64)})
        mean: Matrix = states[0].mean(axis=0)
        return mean / np.linalg.norm(mean)


class BundledEncoder:
    """multilingual-e5-small, whose 4 bits are multiplied as 8, unpacked and loaded when first used. Thread-safe.

    Of documents each core encodes a text by itself: cores that share one wait for each other, and texts that are
    encoded together have to be filled up to the longest. So no vector depends on what stands beside its text. A
    question has all cores. Between two rows of texts, one for each core, ``give_way`` may wait for questions.

    :param models: the folder that the model is unpacked into.
    """

    def __init__(self, models: Path) -> None:
        self.models = models
        self.give_way: Callable[[], None] | None = None
        self._loading, self._asking = threading.Lock(), threading.Lock()
        self._cores = ThreadPoolExecutor(cores(), "encoder")

    @property
    def name(self) -> str:
        return BUNDLED

    def encode_documents(self, texts: Sequence[str]) -> Matrix:
        """As in ``Encoder``; fastest where neighbours are of like length.

        :raises EncoderUnavailable: when the model cannot be loaded.
        """
        model, row = self.load(), cores()
        vectors = np.empty((len(texts), DIMENSION), np.float32)
        for start in range(0, len(texts), row):
            if start and self.give_way:
                self.give_way()
            vectors[start : start + row] = list(self._cores.map(model.encode_document, texts[start : start + row]))
        return vectors

    def encode_query(self, text: str) -> Matrix:
        """As in ``Encoder``.

        :raises EncoderUnavailable: when the model cannot be loaded.
        """
        model = self.load()
        with self._asking:
            return model.encode_query(text)

    def load(self) -> _Loaded:
        """The model, unpacked and loaded by the first caller; others wait for it.

        :raises EncoderUnavailable: when it cannot be.
        """
        with self._loading:
            return self._loaded

    @cached_property
    def _loaded(self) -> _Loaded:
        folder = unpack(self.models)
        import onnxruntime  # half a second, and 60 MB that most commands do not need
        from onnxruntime.capi import onnxruntime_pybind11_state as failures

        if rotten := find_rotten(folder, {GRAPH, TOKENIZER}):
            raise _damaged(folder, "、".join(rotten))

        def session(threads: int) -> Any:  # noqa: ANN401
            options = onnxruntime.SessionOptions()
            options.intra_op_num_threads = threads
            return onnxruntime.InferenceSession(str(folder / GRAPH), options, providers=["CPUExecutionProvider"])

        try:
            return _Loaded(Pieces(bundled_pieces(), folder / TOKENIZER), session(cores()), session(1))
        except (failures.Fail, failures.NoSuchFile) as error:
            raise _damaged(folder, TENSORS) from error


def cores() -> int:
    """How many this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _damaged(folder: Path, names: str) -> EncoderUnavailable:
    return EncoderUnavailable(f"{folder} 里的 {names} 损坏了。", f"请运行 {command('index', 'repair')}，再试一次。")
