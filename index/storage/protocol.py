"""What a library stands on: the seam between what a library does and the engines that it does it with."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Protocol

from index.searching.fusion import Fused
from index.storage.changes import Changes
from index.storage.records import Records
from index.types import Matrix, Passage


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for: words, the question's vector ``(dim,)`` float32, and among what.

    ``candidates`` are taken from each side, and ``dense_weight`` is the share of the dense score. Passages have every
    gram of ``phrases``, and are of ``documents`` where there are any.
    """

    words: str
    vector: Matrix
    candidates: int
    dense_weight: float
    phrases: Sequence[str] = ()
    documents: Collection[str] = ()


class Storage(Protocol):
    """Documents with their passages and vectors, and searches over them that follow them. Thread-safe.

    What is written is the ``store``'s; searches see it when it is published. ``seen`` is the store as searches see it.
    """

    @property
    def store(self) -> Changes: ...

    @property
    def seen(self) -> Records: ...

    def changing(self) -> AbstractContextManager[None]:
        """The right to change something, within ``with``.

        :raises LibraryBusy: where another has it.
        """
        ...

    def refresh(self) -> None:
        """See what other processes have published.

        :raises WriteFailed: when it cannot be made ready for searches, and there is nothing to answer from.
        """
        ...

    def publish(self, *, goes_on: bool = False) -> None:
        """Let searches see what is in the store; the caller has the right to change it.

        :param goes_on: more is to follow soon.
        """
        ...

    def find(self, query: Query) -> tuple[list[Fused], dict[str, Passage]]:
        """The candidates of both sides in one ranking, best first, and the passages by id; some may be gone.

        Each candidate has the score that both sides give it.
        """
        ...

    def is_empty(self) -> bool:
        """Whether searches see no passage."""
        ...

    def rarity(self, grams: Sequence[str]) -> dict[str, float]:
        """The inverse document frequency of BM25 by gram (a token of ``Tokenizer.grams``); 0 or more."""
        ...

    def rollback(self) -> None:
        """As ``Library.rollback``."""
        ...

    def purge(self) -> None:
        """As ``Library.purge``."""
        ...

    def repair(self) -> list[str]:
        """As ``Library.repair``, of what is stored here."""
        ...

    def verify(self) -> list[str]:
        """As ``Library.verify``, of what is stored here."""
        ...

    def close(self) -> None: ...
