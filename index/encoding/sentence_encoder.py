"""Any model of sentence-transformers: the only place for it."""

from __future__ import annotations

import contextlib
import logging
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from index.errors import EncoderUnavailable
from index.settings import Settings
from index.types import Matrix

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer


class SentenceEncoder:
    """Any sentence-transformers model, loaded when first used.

    Query and document prompts are the model's own. Weights are memory-mapped from its safetensors file: of a large
    embedding matrix only the rows in use are in memory.

    One text or batch is encoded at a time. Documents let a question in between two parts of a layer of the model, when
    ``give_way`` waits for it: by itself a batch takes up to a second, a layer 50 ms.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._model: SentenceTransformer | None = None
        self._lock = threading.Lock()
        self._at_documents: int | None = None
        self.give_way: Callable[[threading.Lock], None] | None = None

    @property
    def name(self) -> str:
        return self._settings.encoder

    def encode_documents(self, texts: Sequence[str]) -> Matrix:
        """As in ``Encoder``.

        :raises EncoderUnavailable: when the model cannot be loaded.
        """
        model = self.load()
        with self._lock:
            if not texts:
                return np.empty((0, model.get_embedding_dimension() or 0), np.float32)
            self._at_documents = threading.get_ident()
            try:
                vectors = model.encode_document(
                    list(texts),
                    batch_size=self._settings.batch_size,
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
            finally:
                self._at_documents = None
        return np.asarray(vectors, np.float32)

    def _between_parts(self, *_part: object) -> None:
        """Called before each part of a layer (attention, and the two halves of what follows it). Its own thread holds
        the lock; the texts are cut into tokens by now, so another may use the tokenizer and the model meanwhile."""
        if self.give_way is None or self._at_documents != threading.get_ident():
            return
        self.give_way(self._lock)
        self._at_documents = threading.get_ident()

    def encode_query(self, text: str) -> Matrix:
        """As in ``Encoder``.

        :raises EncoderUnavailable: when the model cannot be loaded.
        """
        model = self.load()
        with self._lock:
            vector = model.encode_query(text, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(vector, np.float32)

    def load(self) -> SentenceTransformer:
        """The model, loaded by the first caller (7 to 13 s on two cores); others wait for it.

        :raises EncoderUnavailable: when it cannot be.
        """
        with self._lock:
            if self._model is None:
                self._model = _load(self._settings)
                for layer in getattr(getattr(self._model[0].auto_model, "encoder", None), "layer", ()):
                    for part in layer.children():
                        part.register_forward_pre_hook(self._between_parts)
            return self._model


def _load(settings: Settings) -> SentenceTransformer:
    name = settings.encoder
    with _quiet():
        # Imported here because it takes 7 to 13 s, and most commands need no model.
        from sentence_transformers import SentenceTransformer

        try:
            return SentenceTransformer(name, device="cpu", local_files_only=Path(name).is_dir())
        except (OSError, ValueError) as error:
            raise EncoderUnavailable(
                f"模型“{settings.encoder}”载入失败：{error}。",
                "请检查 yinju.toml 里的 encoder；写 bundled 用随安装附带的模型。",
            ) from error


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """Without the loading reports of transformers, which are about training, and without its progress bars."""
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    os.environ.setdefault("HF_HUB_DISABLE_PROGRESS_BARS", "1")
    from transformers.utils import logging as transformers_logging

    before = transformers_logging.get_verbosity()
    transformers_logging.set_verbosity(logging.ERROR)
    transformers_logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        transformers_logging.set_verbosity(before)
