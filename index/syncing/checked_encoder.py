"""The library's encoder, checked against the one whose vectors are in the store."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import numpy as np

from index.encoding.encoder import Encoder, Spread, is_same_model, probe
from index.errors import EncoderChanged
from index.program import command
from index.storage.changes import ENCODER, PROBE, Changes
from index.syncing.ingest import stage_all
from index.syncing.priority import Priority
from index.types import Matrix, Progress, content_id


class CheckedEncoder:
    """Encodes only where the vectors can be compared with those in the store. Thread-safe as the encoder is.

    :param priority: whom documents give way to.
    """

    def __init__(self, store: Changes, encoder: Encoder, priority: Priority) -> None:
        self._store = store
        self._encoder = encoder
        # Looked up once: a protocol is compared name by name, which took a thirtieth of a sync of small files.
        self._spread = encoder if isinstance(encoder, Spread) else None
        self._priority = priority
        self._checked: object = None

    @property
    def name(self) -> str:
        """That of the vectors in the store, or where there are none, of this encoder."""
        return str(self._store.get(ENCODER) or self._encoder.name)

    def gathers(self) -> int:
        """How many texts it wants together, of several documents where one has fewer; 0 for a document at a time."""
        return self._spread.gathers if self._spread else 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """While documents are encoded; others that help are let go afterwards."""
        try:
            yield
        finally:
            if self._spread:
                self._spread.rest()

    def encode_query(self, text: str) -> Matrix:
        """``(dim,)`` float32.

        :raises EncoderChanged: when the vectors in the store are another encoder's.
        """
        self._check()
        return self._encoder.encode_query(text)

    def encode_documents(self, texts: Sequence[str]) -> Matrix:
        """``(n, dim)`` float32, as soon as no question is under way, which others do not wait for.

        Raises as ``encode_query``.
        """
        self._check()
        if not self.gathers():
            self._priority.give_way()
        return self._encoder.encode_documents(texts)

    def key(self) -> str:
        """What tells this encoder's vectors from another's in a digest; known without loading the model again."""
        if self._store.get(PROBE) is None or self._store.get(ENCODER) != self._encoder.name:
            self._check()
        return self._store.encoder_key()

    def reencode(self, progress: Progress) -> None:
        """Encode every passage with this encoder, then take all the new vectors into use at once."""
        mine = probe(self._encoder).astype("<f4").tobytes()
        digests = stage_all(self._store, self._encoder.encode_documents, content_id(mine), self.gathers, progress)
        self._store.switch(digests, {ENCODER: self._encoder.name, PROBE: mine})
        self._checked = (self._encoder.name, mine)

    def _check(self) -> None:
        """Compare the encoder with the one whose vectors are in the store; note it where there is none yet.

        Asked before each use, since another process may have taken over another encoder; probed once for each.
        """
        name, stored = self._store.get(ENCODER), self._store.get(PROBE)
        if self._checked is not None and self._checked == (name, stored):
            return
        if name is not None and name != self._encoder.name:
            raise _changed(f"设置的模型是“{self._encoder.name}”，资料库里的向量是“{name}”算的。")
        mine = probe(self._encoder)
        if isinstance(stored, bytes):
            if not is_same_model(mine, np.frombuffer(stored, "<f4")):
                raise _changed(f"模型“{name}”的内容变了，资料库里的向量是原来的模型算的。")
        else:
            name, stored = self._encoder.name, mine.astype("<f4").tobytes()
            self._store.set_all({ENCODER: name, PROBE: stored})
        self._checked = (name, stored)


def _changed(what: str) -> EncoderChanged:
    return EncoderChanged(what, f"请运行 {command('index', 'sync --reencode')} 重新计算，或改回原来的设置。")
