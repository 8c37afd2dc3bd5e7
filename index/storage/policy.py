"""What differs between stores in what a change takes.

A store of one's own keeps the generation before; one that several machines share looks whether others were at work,
and brings what is searched along.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from index.storage.schema import Contents


class Policy(Protocol):
    """What ``index.storage.changes`` asks for; each within the transaction of the change."""

    def keep(self) -> None:
        """Before the first change of a row of them: what there is now may be kept."""
        ...

    def give_up_kept(self) -> None:
        """Forget what was kept."""
        ...

    def set_aside(self, document_id: str) -> None:
        """Before a document that no file stands for any more goes."""
        ...

    def emptied(self, document_id: str) -> None:
        """Before the passages of a document go."""
        ...

    def drop_unused(self, digests: Sequence[str]) -> None:
        """Vectors that passages used which went; others may use them still."""
        ...

    def staged(self) -> None:
        """Vectors are put in that no passage uses yet."""
        ...

    def filled(self, contents: Contents) -> None:
        """After passages were put in.

        :raises LibraryBusy: where others were at work since the vectors were computed, or seen to be there.
        """
        ...

    def recorded(self, document_ids: Sequence[str]) -> None:
        """At the end of a change to these documents, which is noted with its generation."""
        ...

    def settled(self) -> None:
        """At the end of a row of changes (a sync)."""
        ...
