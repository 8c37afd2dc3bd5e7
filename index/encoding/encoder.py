"""Text to vectors: what an encoder is, and which one the settings name."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol, runtime_checkable

from index.encoding.bundled_encoder import BundledEncoder
from index.encoding.sentence_encoder import SentenceEncoder
from index.settings import BUNDLED, Settings
from index.types import Matrix

PROBE = "引据：逐字引用原文，文档没说的就不答。2023年，增长5.5%。"
SAME_MODEL = 0.998
"""Cosine of two models' vectors of ``PROBE`` from which they count as one. What a processor rounds otherwise moves
products of whole numbers to 0.9996, and float32 is at 0.9991 to 0.9995 from them."""


class Encoder(Protocol):
    """What turns text into vectors of length 1, so that a dot product is a cosine."""

    @property
    def name(self) -> str:
        """The name in the settings."""
        ...

    def encode_documents(self, texts: Sequence[str]) -> Matrix:
        """``(n, dim)`` float32 for n texts, in their order; no texts give ``(0, dim)``."""
        ...

    def encode_query(self, text: str) -> Matrix:
        """``(dim,)`` float32."""
        ...


@runtime_checkable
class Spread(Encoder, Protocol):
    """An encoder that hands documents on to others, which it wants to keep busy."""

    @property
    def here(self) -> Encoder:
        """What encodes in this program."""
        ...

    @property
    def gathers(self) -> int:
        """How many texts it wants together, of several documents where one has fewer."""
        ...

    def rest(self) -> None:
        """There are no more documents for now."""
        ...


def probe(encoder: Encoder) -> Matrix:
    """``(dim,)`` float32: the vector by which a model is known again."""
    vector: Matrix = encoder.encode_documents([PROBE])[0]
    return vector


def is_same_model(mine: Matrix, theirs: Matrix) -> bool:
    """Whether two probes come from one model, so that its vectors can be compared."""
    return mine.shape == theirs.shape and float(mine @ theirs) >= SAME_MODEL


def open_encoder(settings: Settings) -> BundledEncoder | SentenceEncoder:
    """The encoder that the settings name; loads nothing yet."""
    return BundledEncoder(settings.models) if settings.encoder == BUNDLED else SentenceEncoder(settings)


def let_in(encoder: Encoder, give_way: Callable[..., None]) -> None:
    """Have an encoder of this program wait by ``give_way`` in the middle of a batch; others encode it in one go."""
    encoder = encoder.here if isinstance(encoder, Spread) else encoder
    if isinstance(encoder, BundledEncoder | SentenceEncoder):
        encoder.give_way = give_way
